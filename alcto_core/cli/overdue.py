"""The way to answer whether a planned day took place: which verb says so, moves it or drops it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from alcto_core.cli.layout import say_part
from alcto_core.cli.page import Page
from alcto_core.overview import Overview
from alcto_core.records.types import Activity
from alcto_core.telling.overdue import overdue_part


def say_overdue(page: Page, overview: Overview) -> None:
    """Ask about planned days that have passed, with the way to answer; nothing where there is none."""
    part = overdue_part(overview.records, overview.on, plan=overview.plan)
    say_part(page.say, part)
    if part.items and overview.records is not None:
        for words in answers(overview.records.overdue(overview.on)):
            page.say(f"  {words}")


def answers(passed: Sequence[Activity]) -> Iterator[str]:
    """The verbs that answer, a sentence each: for the one activity, or for any of several."""
    id = shlex.quote(passed[0].id) if len(passed) == 1 else "ID"
    yield f"It took place: `alcto edit {id} --status completed`."
    yield f"It was moved: `alcto edit {id} --date DATE`."
    yield f"It did not: `alcto delete {id}`."
    if len(passed) > 1:
        yield "`alcto list --planned` shows each ID."
