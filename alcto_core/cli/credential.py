"""`alcto credential list|add|change|remove`: the programmes that the person owes something to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from alcto_core.cli.invocation import (
    Day,
    Invocation,
    asked,
    date_option,
    exit_status,
    json_option,
    records_options,
    yes_option,
)
from alcto_core.cli.typed import Named

if TYPE_CHECKING:
    from alcto_core.cli.page import Page
    from alcto_core.overview import Overview
    from alcto_core.records.types import Credential
    from alcto_core.rules.vocabulary import RuleSet

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--cohort", metavar="NAME", help="Cohort, e.g. ECHO."),
    click.option("--issued", metavar="DATE", type=Day(), help="Day of issue."),
    click.option("--due", metavar="DATE", type=Day(future=True), help="Overrides the end of the cycle in force."),
    click.option("--from", "owed_from", metavar="DATE", type=Day(), help="You owe it from this day."),
    click.option("--ended", metavar="DATE", type=Day(future=True), help="No standing after this day."),
    click.option("--setting", "settings", metavar="KEY=VALUE", multiple=True, help="A reading or another setting."),
)
_KEYS = {"cohort": "cohort", "issued": "issued", "due": "due", "owed_from": "from", "ended": "ended"}


def _facts(command: F) -> F:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.group(invoke_without_command=True)
@records_options
@date_option
@click.pass_context
def command(ctx: click.Context) -> int | None:
    """List, add, change or remove a credential: your holding of a programme."""
    return _say_list(asked(ctx), as_json=False) if ctx.invoked_subcommand is None else None


@command.command("list")
@records_options
@date_option
@json_option
@click.pass_context
def list_(ctx: click.Context, as_json: bool) -> int:
    """List your credentials."""
    return _say_list(asked(ctx), as_json)


@command.command()
@records_options
@date_option
@yes_option
@click.option("--id", metavar="ID", help="Its id, where you hold the programme twice.")
@_facts
@click.option("--renewed", metavar="DATE", help="Day on which the authority renewed it; 'unknown' if you are not sure.")
@click.argument("program", type=Named("program"))
@click.pass_context
def add(ctx: click.Context, /, program: str, id: str | None, renewed: str | None, yes: bool, **facts: Any) -> int:
    """Add a credential. PROGRAM is a rule set of `alcto rules`, e.g. al-cto."""
    from alcto_core.cli.renewal import renewals_are_right
    from alcto_core.cli.saving import save, status_after
    from alcto_core.records.edits import AddCredential

    invocation = asked(ctx)
    overview = invocation.whole_overview()
    table = new_credential(invocation, overview.library.rule_sets, program, facts, renewed, may_ask=not yes, id=id)
    if not renewals_are_right(invocation.page, overview, table, yes):
        return 0
    after, saved = save(invocation.page, overview, AddCredential(table=table))
    say_standing(invocation.page, after, str(table.get("id", program)))
    return status_after(saved)


@command.command()
@records_options
@date_option
@_facts
@click.option(
    "--clear",
    metavar="KEY",
    multiple=True,
    type=click.Choice((*_KEYS.values(), "settings")),
    help="Take a key out.",
)
@click.argument("id", type=Named("credential"))
@click.pass_context
def change(ctx: click.Context, /, id: str, clear: tuple[str, ...], **facts: Any) -> int:
    """Change a credential: only what the options name."""
    from alcto_core.cli.saving import save, status_after
    from alcto_core.records.edits import REMOVED, ChangeCredential

    invocation = asked(ctx)
    overview = invocation.whole_overview()
    held = credential_named(overview, id)
    rules = overview.library.rule_sets.get(held.program)
    changes = {**dict.fromkeys(clear, REMOVED), **_read(rules, facts)}
    if "settings" in changes and "settings" not in clear:
        changes["settings"] = {**held.settings, **changes["settings"]}
    if not changes:
        raise click.UsageError("Nothing would change; name what shall be new, such as --cohort ECHO.")
    after, saved = save(invocation.page, overview, ChangeCredential(id=held.id, changes=changes))
    say_standing(invocation.page, after, held.id)
    return status_after(saved)


@command.command()
@records_options
@yes_option
@click.argument("id", type=Named("credential"))
@click.pass_context
def remove(ctx: click.Context, id: str, yes: bool) -> int:
    """Remove a credential with its steps; the activities stay."""
    from alcto_core.cli.questions import may_save
    from alcto_core.cli.saving import save, status_after
    from alcto_core.records.edits import DeleteCredential

    invocation = asked(ctx)
    overview, page = invocation.whole_overview(), invocation.page
    held = credential_named(overview, id)
    steps = f" and its {len(held.steps)} steps" if held.steps else ""
    page.aside(f"The credential {held.id}{steps} would go; the activities stay.")
    if not may_save(page, yes, "Remove it?"):
        return 0
    _, saved = save(page, overview, DeleteCredential(id=held.id))
    page.say(held.id)
    return status_after(saved)


def credential_named(overview: Overview, id: str) -> Credential:
    """The credential with this id. Raises `Refused` naming those that there are."""
    from alcto_core.problems import Refused

    credentials = overview.records.credentials if overview.records else ()
    for credential in credentials:
        if credential.id.casefold() == id.casefold():
            return credential
    known = ", ".join(one.id for one in credentials) or "none yet"
    raise Refused(f"You have no credential “{id}”; yours are: {known}.")


def say_standing(page: Page, overview: Overview, id: str) -> None:
    """One credential's verdict."""
    from alcto_core.cli.page import Toned, tone_of
    from alcto_core.telling.sentences import verdict

    for standing in overview.standings:
        if standing.credential == id:
            page.say(Toned(verdict(standing), tone_of(standing.state)))


def new_credential(
    invocation: Invocation,
    rule_sets: Mapping[str, RuleSet],
    program: str,
    facts: Mapping[str, Any],
    renewed: str | None,
    *,
    may_ask: bool,
    id: str | None = None,
) -> dict[str, Any]:
    """A new credential as the file holds it. A cycle that is past its due date is asked about.

    Raises `Refused` for a programme that no rule set describes, `click.UsageError` for what makes no sense.
    """
    from alcto_core.problems import Refused
    from alcto_core.text import nearest

    rules = rule_sets.get(program)
    if rules is None:
        near = nearest(program, list(rule_sets))
        hint = f"did you mean {near}?" if near else f"installed are: {', '.join(rule_sets) or 'none'}."
        raise Refused(f"No rule set “{program}” is installed; {hint}")
    table: dict[str, Any] = {"program": program}
    if id is not None and id != program:
        table["id"] = id
    table |= _read(rules, facts)
    from alcto_core.cli.renewal import renewal

    if (value := renewal(invocation, rules, table, renewed, may_ask=may_ask)) is not None:
        table["renewed"] = value
    return table


def _read(rules: RuleSet | None, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts given as options, by the file's keys."""
    found = {key: facts[name] for name, key in _KEYS.items() if facts.get(name) is not None}
    if settings := facts.get("settings"):
        found["settings"] = dict(_setting(rules, word) for word in settings)
    return found


def _setting(rules: RuleSet | None, word: str) -> tuple[str, Any]:
    """A setting as the file holds it. Raises `click.UsageError` for one that the rule set does not ask for."""
    from alcto_core.text import nearest

    key, equals, value = (part.strip() for part in word.partition("="))
    if not equals or not key or not value:
        raise click.UsageError(f"“{word}” is not KEY=VALUE.")
    if rules is None:
        return key, value
    for switch in rules.switch:
        if switch.id == key:
            read: Any = {"true": True, "false": False}.get(value.casefold(), value)
            if read not in (switch.default, switch.other):
                choices = " or ".join(str(one).lower() for one in (switch.default, switch.other))
                raise click.UsageError(f"{key} is {choices}, not “{value}”.")
            return key, read
    for setting in rules.setting:
        if setting.id == key:
            return key, _typed(key, value, setting.type)
    known = [*(one.id for one in rules.switch), *(one.id for one in rules.setting)]
    near = nearest(key, known)
    hint = f"did you mean {near}?" if near else f"it knows {', '.join(known) or 'none'}."
    raise click.UsageError(f"{rules.id} has no setting “{key}”; {hint}")


def _typed(key: str, value: str, kind: str) -> Any:
    """The value of a setting, of the type that the rule set asks for."""
    from datetime import date
    from decimal import Decimal, InvalidOperation

    try:
        if kind == "number":
            number = Decimal(value)
            if number.is_finite():
                return int(number) if number == int(number) else number
        elif kind == "date":
            return date.fromisoformat(value)
        elif kind == "bool":
            return {"true": True, "false": False}[value.casefold()]
        else:
            return value
    except (InvalidOperation, ValueError, KeyError):
        pass
    wanted = {"number": "a number", "date": "a date such as 2026-01-28", "bool": "true or false"}[kind]
    raise click.UsageError(f"{key} is {wanted}, not “{value}”.")


def _say_list(invocation: Invocation, as_json: bool) -> int:
    from alcto_core.cli.page import Toned, tone_of
    from alcto_core.cli.table import TableColumn, say_table
    from alcto_core.dates import show

    overview, page = invocation.overview(), invocation.page
    states = {standing.credential: standing for standing in overview.standings}
    credentials = overview.records.credentials if overview.records else ()
    if as_json:
        page.say_json({"schema": 1, "credentials": [_as_json(one, overview) for one in credentials]})
        return exit_status(overview)
    columns = (
        TableColumn("Id"),
        TableColumn("Title", shrinks=True),
        TableColumn("Cohort"),
        TableColumn("Issued"),
        TableColumn("Renewed", shrinks=True),
        TableColumn("Due"),
        TableColumn("State"),
    )
    rows = []
    for held in credentials:
        standing = states[held.id]
        rows.append(
            (
                held.id,
                standing.title,
                held.cohort or "",
                show(held.issued) if held.issued else "",
                "unknown" if held.renewed is None else ", ".join(map(show, held.renewed)),
                show(standing.due) if standing.due else "",
                Toned(standing.state.word, tone_of(standing.state)),
            )
        )
    rows += [
        (one.credential, one.title, "", "", "", f"an error in {one.unread}", Toned(one.state.word, tone_of(one.state)))
        for one in overview.standings
        if one.unread
    ]
    if rows:
        say_table(page, columns, rows)
    else:
        page.say("No credential is recorded. Add one: `alcto credential add al-td-ceu`.")
    return exit_status(overview)


def _as_json(held: Credential, overview: Overview) -> dict[str, Any]:
    from alcto_core.cli.list import json_value
    from alcto_core.records.tables import credential_table

    standing = next((one for one in overview.standings if one.credential == held.id), None)
    return {
        **json_value(credential_table(held)),
        "id": held.id,
        "state": standing.state.value if standing else None,
        "due_in_force": standing.due.isoformat() if standing and standing.due else None,
    }
