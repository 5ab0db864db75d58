"""`alcto rules [ID]`: each rule's sentence, the value in force, where it is written, and when that was checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from alcto_core.cli.invocation import asked, date_option, json_option, records_options

if TYPE_CHECKING:
    from datetime import date

    from alcto_core.cli.clauses import Clause
    from alcto_core.cli.page import Page
    from alcto_core.rules.library import Library
    from alcto_core.rules.vocabulary import Catalogue, Names, RuleSet


@click.command()
@records_options
@date_option
@json_option
@click.argument("id", required=False)
@click.pass_context
def command(ctx: click.Context, id: str | None, as_json: bool) -> int:
    """Show what a programme asks for: each rule's sentence, its value in force and where it is written.

    ID is a programme (al-td-ceu) or one of its rules (al-td-ceu/source/alet).
    """
    invocation = asked(ctx)
    library, page, on = invocation.plugins().library, invocation.page, invocation.on
    chosen, clause = _chosen(library, id)
    if as_json:
        sets = [_as_json(rules, library, on, clause) for rules in chosen]
        page.say_json({"schema": 1, "on": on.isoformat(), "rule_sets": sets})
        return 0
    if id is None:
        _say_list(page, chosen, library)
        return 0
    for rules in chosen:
        _say_rule_set(page, rules, library, on, clause)
    return 0


def _chosen(library: Library, id: str | None) -> tuple[list[RuleSet], str]:
    """The rule sets meant, and the one rule of it, where one is meant."""
    from alcto_core.cli.clauses import clauses
    from alcto_core.problems import Refused
    from alcto_core.text import nearest

    if id is None:
        return list(library.rule_sets.values()), ""
    if id in library.rule_sets:
        return [library.rule_sets[id]], ""
    for name in sorted(library.rule_sets, key=len, reverse=True):
        rules, rest = library.rule_sets[name], id.removeprefix(f"{name}/")
        if rest != id:
            known = [clause.id for clause in clauses(rules, rules.checked)]
            found = (
                rest if rest in known else next((one for one in known if rest.startswith(f"{one}/")), None)
            )
            if found is None:
                near = nearest(rest, known)
                hint = f"did you mean {name}/{near}?" if near else f"it has {', '.join(known)}"
                raise Refused(f"{name} has no rule “{rest}”; {hint}")
            return [rules], found
    near = nearest(id, list(library.rule_sets))
    hint = f"did you mean {near}?" if near else "`alcto rules` lists them."
    raise Refused(f"No rule set “{id}” is installed; {hint}")


def _say_list(page: Page, chosen: list[RuleSet], library: Library) -> None:
    from alcto_core.cli.table import Column, say_table
    from alcto_core.dates import show

    if not chosen:
        page.say("No rule set is installed; `alcto plugins` says why.")
        return
    columns = (Column("Id"), Column("Title", shrinks=True), Column("Checked"), Column("Remarks"))
    say_table(
        page,
        columns,
        [(rules.id, rules.title, show(rules.checked), _mark(rules, library)) for rules in chosen],
    )


def _mark(rules: RuleSet, library: Library) -> str:
    if rules.id in library.unverified:
        return "your own file, not verified"
    return "" if rules.verified else "not verified"


def _say_rule_set(page: Page, rules: RuleSet, library: Library, on: date, clause: str) -> None:
    from alcto_core.cli.clauses import clauses
    from alcto_core.cli.page import Toned
    from alcto_core.dates import show

    mark = _mark(rules, library)
    page.say(Toned(f"{rules.id}: {rules.title}", "strong"))
    page.say(f"  Asked for by {rules.authority}. Checked {show(rules.checked)}{f'; {mark}' if mark else ''}.")
    if rules.official_record:
        official = rules.official_record
        page.say(f"  {official.name} is the official record ({cited(rules, official.cite)}).")
    for one in clauses(rules, on):
        if not clause or one.id == clause:
            page.say()
            _say_clause(page, rules, one, on)
    if rules.notes and not clause:
        page.say()
        page.say(Toned("What the sources do not say", "strong"))
        for note in rules.notes:
            page.say(f"  {note}")


def _say_clause(page: Page, rules: RuleSet, clause: Clause, on: date) -> None:
    from alcto_core.cli.page import Toned
    from alcto_core.dates import show

    advice = " (advice only)" if clause.advisory else ""
    page.say(Toned(f"{clause.kind.capitalize()} {clause.id}", "strong"), advice)
    page.say(f"  {clause.text.rstrip('.')}.")
    if clause.other:
        page.say(f"  In use: {clause.reading}. The other reading: {clause.other.rstrip('.')}.")
    for value in clause.values:
        when = f"In force on {show(on)}: {value.text}, since {show(value.since)}"
        page.say(f"  {when if value.holds else f'From {show(value.since)}: {value.text}'}.")
        page.say(f"  Written in {cited(rules, value.cites)}.")
    if clause.cites:
        page.say(f"  Written in {cited(rules, clause.cites)}.")


def cited(file: RuleSet | Catalogue, cites: Names) -> str:
    """Citations for people, with the names that the file gives its documents."""
    from alcto_core.rules.vocabulary import cite_text, names

    documents = {key: one.short or one.title for key, one in file.documents.items()}
    return "; ".join(cite_text(cite, documents) for cite in names(cites))


def _as_json(rules: RuleSet, library: Library, on: date, clause: str) -> dict[str, Any]:
    from alcto_core.cli.clauses import clauses

    return {
        "id": rules.id,
        "title": rules.title,
        "authority": rules.authority,
        "framework": rules.framework,
        "checked": rules.checked.isoformat(),
        "verified": rules.verified and rules.id not in library.unverified,
        "documents": {
            key: {
                "title": one.title,
                "publisher": one.publisher,
                "address": one.address,
                "read": one.read.isoformat(),
            }
            for key, one in rules.documents.items()
        },
        "rules": [_clause_json(one) for one in clauses(rules, on) if not clause or one.id == clause],
        "notes": list(rules.notes),
    }


def _clause_json(clause: Clause) -> dict[str, Any]:
    return {
        "id": clause.id,
        "kind": clause.kind,
        "text": clause.text,
        "values": [
            {
                "from": value.since.isoformat(),
                "text": value.text,
                "cites": list(value.cites),
                "in_force": value.holds,
            }
            for value in clause.values
        ],
        "cites": list(clause.cites),
        "advisory": clause.advisory,
        "reading": clause.reading or None,
        "other": clause.other or None,
    }
