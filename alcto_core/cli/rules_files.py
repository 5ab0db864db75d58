"""The person's own rule files: checked, tried, installed and taken out again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from alcto_core.cli.group import COULD_NOT_RUN
from alcto_core.cli.invocation import RECORDS_HAVE_ERRORS, Invocation, exit_status
from alcto_core.cli.page import Toned
from alcto_core.cli.questions import can_ask, may_save
from alcto_core.cli.rules_trial import gathered, plugins_as, plugins_with, trial_words
from alcto_core.cli.shape_options import ask_shape
from alcto_core.cli.status_json_page import as_json_text
from alcto_core.cli.status_page import say_standings
from alcto_core.host import local
from alcto_core.host.below import below
from alcto_core.host.local import Gathering
from alcto_core.host.plugins import Plugins
from alcto_core.keeping.store import RecordsStore
from alcto_core.numbers import counted
from alcto_core.overview import Overview, open_overview
from alcto_core.problems import Problem, Refused
from alcto_core.rules.vocabulary import RuleFile
from alcto_core.telling.cases import cases_there, replaced_lines
from alcto_core.telling.comparison import differences
from alcto_core.text import slug
from alcto_core.toml.faults import toml_text
from alcto_core.workshop.blank import blank
from alcto_core.workshop.own_case import own_case
from alcto_core.workshop.schema import schema_text
from alcto_core.workshop.shape import Shape


def say_check(invocation: Invocation, paths: Sequence[Path]) -> int:
    """`alcto rules --check PATH…`: 2 where something is refused, else 0. Oddities are warnings."""
    gathering = gathered(invocation, paths)
    invocation.page.problems(gathering.problems, lines=True)
    if gathering.is_refused:
        return COULD_NOT_RUN
    checked = len(gathering.files)
    odd = f"; {counted(len(gathering.problems), 'thing')} may not be as you meant" if gathering.problems else ""
    invocation.page.say(f"{counted(checked, 'rule file')} can be used{odd}.")
    _say_replaced(invocation, gathering)
    for path in paths:
        if path.is_dir() and (cases := below(path).cases):
            invocation.page.say(cases_there(len(cases), str(path)))
    return 0


def say_trial(invocation: Invocation, paths: Sequence[Path], as_json: bool) -> int:
    """`alcto rules --try PATH…`: the standings as if the files were installed."""
    gathering = gathered(invocation, paths)
    page = invocation.page
    page.problems(gathering.problems, lines=True)
    if gathering.is_refused:
        return COULD_NOT_RUN
    plugins = plugins_with(invocation, gathering, instead=True)
    overview = open_overview(invocation.folder, plugins, invocation.on)
    if overview.loaded is None:
        raise RecordsStore(overview.folder).missing()
    # All of them: `alcto check` looks by the installed rules, and would say something else.
    page.problems(overview.problems)
    if as_json:
        page.say_json_text(as_json_text(overview))
    else:
        page.aside(trial_words(gathering))
        if _say_replaced(invocation, gathering):
            _say_differences(invocation, invocation.plugins(), plugins)
        say_standings(page, overview)
        for id in _not_held(gathering, overview):
            page.aside(
                f"Your records hold no credential of “{id}”, so nothing of it is shown here. Take it up in a copy of "
                f"them: [[credential]] with program = {toml_text(id)}; then try again with --records."
            )
    return exit_status(overview, overview.standings)


def add(invocation: Invocation, paths: Sequence[Path], yes: bool) -> int:
    """`alcto rules add FILE…`: check, show what it changes, ask, install."""
    gathering = gathered(invocation, paths)
    page = invocation.page
    page.problems(gathering.problems, lines=True)
    if gathering.is_refused:
        page.aside("Nothing was installed.")
        return COULD_NOT_RUN
    before, after = invocation.plugins(), plugins_with(invocation, gathering)
    if refused := _new_errors(before, after):
        page.problems(refused, lines=True)
        page.aside("Nothing was installed.")
        return COULD_NOT_RUN
    for file in gathering.files:
        place = f", in the place of rules/{file.name}" if file.takes_place else ""
        page.aside(f"{file.shown}: {_KIND_WORDS[file.word.kind]} “{file.word.title}” ({file.word.id}){place}.")
    status = _say_differences(invocation, before, after)
    if not may_save(page, yes, "Install?"):
        return 0
    for path in local.install(gathering.files, invocation.folder):
        page.did(f"Installed {path}.")
        page.say(f"Installed {path}.")
    for file in gathering.files:
        page.aside(f"`alcto rules remove {file.name.removesuffix('.toml')}` takes it out again.")
    _say_new_programs(invocation, gathering, after)
    return status


def remove(invocation: Invocation, name: str, yes: bool) -> int:
    """`alcto rules remove NAME`: show what it changes, ask, take the file out and keep a copy."""
    folder, page = invocation.folder, invocation.page
    file = local.named(folder.rules, name)
    before, after = invocation.plugins(), plugins_as(invocation, {file.name: None})
    page.problems(_new_errors(before, after), lines=True)
    status = _say_differences(invocation, before, after)
    if not may_save(page, yes, f"Take out rules/{file.name}?"):
        return 0
    kept = local.remove(file, folder)
    page.did(f"Took out rules/{file.name}.")
    page.say(f"Took out rules/{file.name}.")
    page.aside(f"A copy is kept: `alcto rules add {kept}` puts it back.")
    return status


def write_blank(invocation: Invocation, kind: str, name: str, shape: Shape | None) -> int:
    """`alcto rules new KIND NAME`: a commented file in the folder where the person is."""
    if shape is not None and kind != "rule-set":
        raise click.UsageError("Only a new rule set has a window, a total, units and carry-over.")
    if shape is None and kind == "rule-set" and can_ask():
        shape = ask_shape(invocation.page)
    file, text = blank(kind, name, invocation.plugins().library, invocation.on, shape)
    _write_new(invocation, file, text)
    invocation.page.aside("Write what your source says wherever it says FILL IN, then:")
    invocation.page.aside(f"  alcto rules --check {file}")
    invocation.page.aside(f"  alcto rules add {file}")
    return 0


def write_case(invocation: Invocation, name: str) -> int:
    """`alcto rules new case NAME --from-records`: a case of the person's own log, without personal details."""
    overview = invocation.whole_overview()
    assert overview.records is not None  # a whole overview has records
    standings = {standing.credential: standing for standing in overview.standings}
    if not standings:
        raise Refused("There is no credential whose standing a case could expect.")
    text = own_case(overview.records, standings, invocation.on, name)
    _write_new(invocation, f"{slug(name)}.toml", text)
    invocation.page.aside("No name, place or word of yours is in it; look it over before you give it away.")
    return 0


def _write_new(invocation: Invocation, file: str, text: str) -> None:
    """Write a new file in the folder where the person is, with its schema beside it."""
    target = Path.cwd() / file
    try:
        with target.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise Refused(f"There is a file {file} here already; give the new one another name.") from None
    invocation.page.did(f"{target} is written.")
    invocation.page.say(str(target))
    _lay_schema(target)


def _lay_schema(file: Path) -> None:
    """Put the schema that a new file names in its first line beside it, for editors."""
    name = file.read_text("utf-8").partition("\n")[0].removeprefix("#:schema ./")
    schema = file.with_name(name)
    if not schema.exists():
        schema.write_text(schema_text(name.removesuffix(".schema.json")), "utf-8")


_KIND_WORDS = {
    "catalogue": "list",
    "framework": "framework",
    "rule-set": "rule set",
    "replacement": "replacement of a rule",
}


def _say_replaced(invocation: Invocation, gathering: Gathering) -> bool:
    """Say what files change against installed ones of their ids; whether there are any."""
    library = invocation.plugins().library
    there: dict[tuple[str, str], RuleFile] = {(word.kind, word.id): word for word in library.words}
    replaced = [file for file in gathering.files if file.key in there]
    for file in replaced:
        for line in replaced_lines(there[file.key], file.word, file.shown):
            invocation.page.aside(line)
    return bool(replaced)


def _new_errors(before: Plugins, after: Plugins) -> list[Problem]:
    known = {str(problem) for problem in before.problems}
    return [problem for problem in after.problems if problem.is_error and str(problem) not in known]


def _say_differences(invocation: Invocation, before: Plugins, after: Plugins) -> int:
    """Say on standard error what becomes of each credential; 3 where the records have errors, else 0."""
    page = invocation.page
    overview: Overview = open_overview(invocation.folder, before, invocation.on)
    if overview.records is None:
        what = "There are no records yet" if overview.loaded is None else "The records cannot be read"
        page.aside(f"{what}, so nothing can be said of what it changes.")
        return 0 if overview.loaded is None else RECORDS_HAVE_ERRORS
    page.aside(Toned("What it changes for you:", "strong"))
    found = differences(overview.records, before.library, after.library, invocation.on)
    for difference in found:
        verdict, *more = difference.sentences
        page.aside(f"  {verdict}")
        for sentence in more:
            page.aside(f"    {sentence}")
    if not any(difference.is_changed for difference in found):
        page.aside("  Nothing else, in this period or another.")
    return RECORDS_HAVE_ERRORS if overview.has_errors else 0


def _say_new_programs(invocation: Invocation, gathering: Gathering, after: Plugins) -> None:
    """How to take up a program that nobody recorded yet."""
    overview = open_overview(invocation.folder, after, invocation.on)
    for id in _not_held(gathering, overview):
        invocation.page.aside(f"You hold no credential of it yet: `alcto credential add {id}`.")


def _not_held(gathering: Gathering, overview: Overview) -> list[str]:
    """Rule sets among the files of which the records hold no credential."""
    held = {credential.program for credential in overview.records.credentials} if overview.records else set()
    return [file.word.id for file in gathering.files if file.word.kind == "rule-set" and file.word.id not in held]
