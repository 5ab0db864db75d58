"""The question that a cycle past its due date raises: was it renewed, and when?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import click

if TYPE_CHECKING:
    from datetime import date

    from alcto_core.cli.invocation import Invocation
    from alcto_core.cli.page import Page
    from alcto_core.overview import Overview
    from alcto_core.rules.vocabulary import RuleSet

Renewed = list[Any] | Literal["unknown"] | None
"""The value of the file's key; None where the key is left out."""

_NOT_SURE = frozenset({"unknown", "not sure", "unsure", "?", "don't know"})
_NEVER = frozenset({"no", "never", "none", "n"})


def renewal(
    invocation: Invocation, rules: RuleSet, table: Mapping[str, Any], given: str | None, *, may_ask: bool
) -> Renewed:
    """The renewals of a new credential: as given, as answered, or unknown where the due date has passed.

    Not knowing makes the standing read CANNOT TELL; it is never taken for a miss.
    """
    from alcto_core.cli.questions import ask, can_ask
    from alcto_core.dates import show

    if given is not None:
        try:
            return _read(invocation, given)
        except ValueError as wrong:
            raise click.UsageError(f"--renewed: {wrong}") from None
    due = first_due(rules, table)
    if due is None or due >= invocation.on:
        return None
    who = f"cohort {table['cohort']}" if table.get("cohort") else rules.short
    page = invocation.page
    if may_ask and can_ask():
        page.aside(f"The first due date of {who} was {show(due)}.")
        from alcto_core.evaluation.next_step import RENEWED

        question = f"{RENEWED} (a date, “no” or “not sure”)"
        return ask(page, question, lambda answer: _read(invocation, answer), default="not sure")
    page.aside(
        f"The first due date of {who} was {show(due)}, and nothing is said of a renewal, so it is recorded as unknown. "
        f"`alcto renew {table.get('id', rules.id)} --on DATE` says when it was renewed."
    )
    return "unknown"


def renewals_are_right(page: Page, overview: Overview, table: Mapping[str, Any], yes: bool) -> bool:
    """Whether to add a credential whose renewals may be slips; where nobody can be asked it is added with a remark."""
    from alcto_core.cli.questions import can_ask, may_save
    from alcto_core.telling.renewing import held, slips

    if overview.records is None or "renewed" not in table:
        return True
    found = slips(overview.records, held(table), overview.library, overview.on)
    for sentence in found:
        page.aside(sentence)
    return not found or not can_ask() or may_save(page, yes, "Record it all the same?", default=False)


def first_due(rules: RuleSet, table: Mapping[str, Any]) -> date | None:
    """The first due date of a credential in cycles; None where there is none, or nothing to tell it from."""
    from alcto_core.records.types import Credential
    from alcto_core.rules.cycles import Cycles
    from alcto_core.rules.windows import main_windows

    window = main_windows(rules.window)[0]
    if window.kind != "cycle":
        return None
    held = Credential(
        program=rules.id,
        id=rules.id,
        cohort=table.get("cohort"),
        issued=table.get("issued"),
        due=table.get("due"),
        settings=table.get("settings", {}),
    )
    return Cycles(window, held, "cohort").first_due


def _read(invocation: Invocation, word: str) -> Renewed:
    from alcto_core.dates import parse

    folded = word.strip().casefold()
    if folded in _NOT_SURE:
        return "unknown"
    if folded in _NEVER:
        return None
    return [parse(word, invocation.on)]
