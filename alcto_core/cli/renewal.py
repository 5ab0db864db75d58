"""The question that a cycle past its due date raises: was it renewed, and when?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from alcto_core.cli.invocation import Invocation
from alcto_core.cli.page import Page
from alcto_core.cli.questions import ask, can_ask, may_save
from alcto_core.dates import show
from alcto_core.entry.holding import Renewed, first_due, read_renewed
from alcto_core.evaluation.next_step import RENEWED
from alcto_core.overview import Overview
from alcto_core.rules.vocabulary import RuleSet
from alcto_core.telling.renewing import held, slips


def renewal(
    invocation: Invocation, rules: RuleSet, table: Mapping[str, Any], given: str | None, *, may_ask: bool
) -> Renewed:
    """The renewals of a new credential: as given, as answered, or unknown where the due date has passed.

    Not knowing makes the standing read CANNOT TELL; it is never taken for a miss.
    """
    if given is not None:
        try:
            return read_renewed(given, invocation.on).value
        except ValueError as wrong:
            raise click.UsageError(f"--renewed: {wrong}") from None
    due = first_due(rules, table)
    if due is None or due >= invocation.on:
        return None
    who = f"cohort {table['cohort']}" if table.get("cohort") else rules.short
    page = invocation.page
    if may_ask and can_ask():
        page.aside(f"The first due date of {who} was {show(due)}.")

        question = f"{RENEWED} (a date, “no” or “not sure”)"
        return ask(page, question, lambda answer: read_renewed(answer, invocation.on).value, default="not sure")
    page.aside(
        f"The first due date of {who} was {show(due)}, and nothing is said of a renewal, so it is recorded as unknown. "
        f"`alcto renew {table.get('id', rules.id)} --date DATE` says when it was renewed."
    )
    return "unknown"


def renewals_are_right(page: Page, overview: Overview, table: Mapping[str, Any], yes: bool) -> bool:
    """Whether to add a credential whose renewals may be slips; where nobody can be asked it is added with a remark."""
    if overview.records is None or "renewed" not in table:
        return True
    found = slips(overview.records, held(table), overview.library, overview.on)
    for sentence in found:
        page.aside(sentence)
    return not found or not can_ask() or may_save(page, yes, "Record it all the same?", default=False)
