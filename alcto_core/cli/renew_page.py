"""A renewal recorded, after what there is to ask about it."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from alcto_core.cli.credential_page import credential_named, say_standing
from alcto_core.cli.invocation import Invocation
from alcto_core.cli.page import Page
from alcto_core.cli.questions import can_ask, may_save
from alcto_core.cli.saving import save, status_after
from alcto_core.records.changing import REMOVED
from alcto_core.records.edits import ChangeCredential
from alcto_core.records.types import Credential
from alcto_core.telling.renewing import question_before, told_after


def record(
    invocation: Invocation, credential: str, day: date | None, unknown: bool, remove: date | None, yes: bool
) -> int:
    """What `alcto renew` does."""
    if (day is not None) + unknown + (remove is not None) != 1:
        raise click.UsageError("Please say one of --date DATE, --unknown or --remove DATE.")
    overview, page = invocation.whole_overview(), invocation.page
    held = credential_named(overview, credential)
    renewed = _renewed(held, day, unknown, remove)
    if day is not None and overview.records is not None:
        question = question_before(overview.records, held, overview.library, day, overview.on)
        if question and not _is_right(page, question, yes):
            return 0
    changes = {"renewed": REMOVED if renewed == [] else renewed}
    after, saved = save(page, overview, ChangeCredential(id=held.id, changes=changes))
    now = after.records.credential(held.id) if after.records is not None else None
    if day is not None and now is not None and after.records is not None:
        for sentence in told_after(after.records, now, after.library, day, after.on):
            page.aside(sentence)
    say_standing(page, after, held.id)
    return status_after(saved)


def _is_right(page: Page, question: str, yes: bool) -> bool:
    """Whether to record a day that raises a question. Raises `click.UsageError` where nobody can be asked."""
    if yes or not can_ask():
        page.aside(question)
    return may_save(page, yes, question, default=False)


def _renewed(held: Credential, day: Any, unknown: bool, remove: Any) -> Any:
    """The new value of `renewed`."""
    if unknown:
        return "unknown"
    days = set(held.renewed or ())
    if remove is not None:
        if remove not in days:
            recorded = ", ".join(map(str, sorted(days))) or "none"
            raise click.UsageError(f"No renewal on {remove} is recorded; recorded are: {recorded}.")
        days.remove(remove)
    else:
        days.add(day)
    return sorted(days)
