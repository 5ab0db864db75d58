"""The credentials: listed, added, changed and removed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from alcto_core.cli.invocation import Invocation, exit_status
from alcto_core.cli.page import Page, Toned, tone_of
from alcto_core.cli.questions import may_save
from alcto_core.cli.renewal import renewal, renewals_are_right
from alcto_core.cli.saving import save, status_after
from alcto_core.cli.table import TableColumn, say_table
from alcto_core.dates import show
from alcto_core.entry.answer import Wrong
from alcto_core.entry.settings import read_setting
from alcto_core.evaluation.naming import state_words
from alcto_core.numbers import counted
from alcto_core.overview import Overview
from alcto_core.problems import Refused
from alcto_core.records.changing import REMOVED
from alcto_core.records.edits import AddCredential, ChangeCredential, DeleteCredential
from alcto_core.records.tables import credential_table, json_value
from alcto_core.records.types import Credential
from alcto_core.rules.vocabulary import RuleSet
from alcto_core.telling.sentences import verdict
from alcto_core.text import nearest

_KEYS = {"cohort": "cohort", "issued": "issued", "due": "due", "owed_from": "from", "ended": "ended"}
"""The keys of the file, by the names of the options."""


def add(
    invocation: Invocation, program: str, id: str | None, renewed: str | None, yes: bool, facts: Mapping[str, Any]
) -> int:
    """What `alcto credential add` does."""
    overview = invocation.whole_overview()
    table = new_credential(invocation, overview.library.rule_sets, program, facts, renewed, may_ask=not yes, id=id)
    if not renewals_are_right(invocation.page, overview, table, yes):
        return 0
    after, saved = save(invocation.page, overview, AddCredential(table=table))
    say_standing(invocation.page, after, str(table.get("id", program)))
    return status_after(saved)


def change(invocation: Invocation, id: str, clear: tuple[str, ...], facts: Mapping[str, Any]) -> int:
    """What `alcto credential change` does."""
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


def remove(invocation: Invocation, id: str, yes: bool) -> int:
    """What `alcto credential remove` does."""
    overview, page = invocation.whole_overview(), invocation.page
    held = credential_named(overview, id)
    steps = f" and its {counted(len(held.steps), 'step')}" if held.steps else ""
    page.aside(f"The credential {held.id}{steps} would go; the activities stay.")
    if not may_save(page, yes, "Remove it?"):
        return 0
    _, saved = save(page, overview, DeleteCredential(id=held.id))
    page.say(held.id)
    return status_after(saved)


def credential_named(overview: Overview, id: str) -> Credential:
    """The credential with this id. Raises `Refused` naming those that there are."""
    credentials = overview.records.credentials if overview.records else ()
    for credential in credentials:
        if credential.id.casefold() == id.casefold():
            return credential
    known = ", ".join(one.id for one in credentials) or "none yet"
    raise Refused(f"You have no credential “{id}”; yours are: {known}.")


def say_standing(page: Page, overview: Overview, id: str) -> None:
    """One credential's verdict."""
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

    Raises `Refused` for a program that no rule set describes, `click.UsageError` for what makes no sense.
    """
    rules = rule_sets.get(program)
    if rules is None:
        near = nearest(program, list(rule_sets))
        hint = f"did you mean {near}?" if near else f"installed are: {', '.join(rule_sets) or 'none'}."
        raise Refused(f"No rule set “{program}” is installed; {hint}")
    table: dict[str, Any] = {"program": program}
    if id is not None and id != program:
        table["id"] = id
    table |= _read(rules, facts)

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
    key, equals, value = (part.strip() for part in word.partition("="))
    if not equals or not key or not value:
        raise click.UsageError(f"“{word}” is not KEY=VALUE.")
    if rules is None:
        return key, value
    try:
        return key, read_setting(rules, key, value).value
    except Wrong as wrong:
        words = str(wrong)
        raise click.UsageError(words if words.endswith("?") else f"{words}.") from None


def say_list(invocation: Invocation, as_json: bool) -> int:
    """What `alcto credential list` answers."""
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
                Toned(state_words(standing), tone_of(standing.state)),
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
        page.say(
            "No credential is recorded. Add one: `alcto credential add PROGRAM`; `alcto rules` names the programs."
        )
    return exit_status(overview)


def _as_json(held: Credential, overview: Overview) -> dict[str, Any]:
    standing = next((one for one in overview.standings if one.credential == held.id), None)
    return {
        **json_value(credential_table(held)),
        "id": held.id,
        "state": standing.state.value if standing else None,
        "due_in_force": standing.due.isoformat() if standing and standing.due else None,
    }
