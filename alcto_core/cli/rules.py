"""`alcto rules`: what the programs ask for, clause by clause, and the person's own rule files."""

from __future__ import annotations

from typing import Any

import click

from alcto_core import system
from alcto_core.cli.invocation import asked, date_option, json_option, records_options
from alcto_core.cli.shape_options import shape_of, shape_options


@click.command(options_metavar="[OPTIONS]")
@records_options
@date_option
@json_option
@click.option("--check", is_flag=True, help="Look for mistakes in the rule files or folders that follow.")
@click.option("--try", "trial", is_flag=True, help="Show the standings as if the files that follow were installed.")
@click.option("--cases", is_flag=True, help="Run the cases below the path that follows, with the rule files there.")
@click.option("--coverage", is_flag=True, help="Say which values of the rule files below the path no case would miss.")
@click.option(
    "--at-least", metavar="PERCENT", type=click.IntRange(0, 100), help="With --coverage: end with 1 below it."
)
@click.option("--from-records", is_flag=True, help="With new case: make it of your own log, without personal details.")
@shape_options
@click.option("--yes", "-y", is_flag=True, help="Install or remove without asking.")
@click.argument("words", metavar="[ID | WORD... | add FILE... | remove NAME | new KIND NAME | PATH...]", nargs=-1)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    words: tuple[str, ...],
    as_json: bool,
    check: bool,
    trial: bool,
    cases: bool,
    coverage: bool,
    at_least: int | None,
    from_records: bool,
    yes: bool,
    **shape: Any,
) -> int:
    """Show what a program asks for, and install rule files of your own.

    \b
    ID              a program (al-td-ceu) or one of its rules (al-td-ceu/source/alet)
    WORD...         every rule, list and source that holds these words
    add FILE...     check rule files or folders, show what they change, install them
    remove NAME     take a rule file of your own out again
    new KIND NAME   write a commented file to fill in: catalogue, approval,
                    replacement, rule-set, framework or case
    --check PATH    point at the lines that are wrong
    --try PATH      show your standings with the file, changing nothing
    --cases PATH    run the cases below PATH, with the rule files below it
    --coverage PATH say which values and edges of these files no case would miss
    """
    invocation = asked(ctx)
    verb, *rest = words or ("",)
    _judge_options(verb, from_records or any(shape.values()), coverage, at_least)
    if not (check or trial or cases or coverage or verb in {"add", "remove", "new"}):
        from alcto_core.cli import rules_page

        return rules_page.say(invocation, " ".join(words), as_json)
    from alcto_core.cli import rules_files

    if check + trial + cases + coverage > 1:
        raise click.UsageError("--check, --try, --cases and --coverage cannot go together.")
    if check or trial or cases or coverage:
        paths = [system.path_meant(word) for word in words]
        if not paths:
            raise click.UsageError("Name the rule file or folder that is meant.")
        if cases or coverage:
            from alcto_core.cli import cases_page

            if len(paths) > 1:
                raise click.UsageError("Name one folder, or one case.")
            if coverage:
                return cases_page.say_coverage(invocation, paths[0], at_least)
            return cases_page.say_cases(invocation, paths[0], as_json)
        return rules_files.say_check(invocation, paths) if check else rules_files.say_trial(invocation, paths, as_json)
    if verb == "add":
        if not rest:
            raise click.UsageError("Name the rule file or folder to add.")
        return rules_files.add(invocation, [system.path_meant(word) for word in rest], yes)
    if verb == "remove":
        if len(rest) != 1:
            raise click.UsageError("Name the one rule file to take out.")
        return rules_files.remove(invocation, rest[0], yes)
    if len(rest) != 2:
        raise click.UsageError("Name the kind and the id, e.g. `alcto rules new catalogue external-fy27`.")
    if rest[0] == "case":
        if not from_records:
            raise click.UsageError("A new case is made of your own log: add --from-records.")
        return rules_files.write_case(invocation, rest[1])
    return rules_files.write_blank(invocation, rest[0], rest[1], shape_of(shape))


def _judge_options(verb: str, is_new: bool, coverage: bool, at_least: int | None) -> None:
    """Options that would do nothing beside what was asked."""
    if is_new and verb != "new":
        raise click.UsageError("What a new file is like is said with `alcto rules new`.")
    if at_least is not None and not coverage:
        raise click.UsageError("--at-least says how much --coverage must find; add --coverage.")
