"""Planned activities whose day has passed: nobody knows whether they took place, so they are asked about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from alcto_core.dates import show as show_date
from alcto_core.records.types import Activity, Records
from alcto_core.telling.page import Item, Part

_MOST_NAMED = 3


def overdue_part(records: Records | None, on: date, *, plan: bool = False) -> Part:
    """The question about each of them; no item where there is none. A standing counts none of them, but with `plan`."""
    found = records.overdue(on) if records is not None else ()
    items = [
        Item(id=one.id, kind="overdue", title=one.title, state=f"planned for {show_date(one.date)}", word=one.id)
        for one in found[:_MOST_NAMED]
    ]
    if more := more_words(found):
        items.append(Item(id="", kind="overdue", text=more))
    counted = "counted here as if you did" if plan else "not counted, as nobody knows"
    fact = counted if found else ""
    return Part(heading="Did you go?", fact=fact, items=tuple(items))


def titles(found: Sequence[Activity]) -> str:
    """Titles and days of the first of them: "“Region meeting” (10 Feb 2026) and 2 more"."""
    words = [f"“{one.title}” ({show_date(one.date)})" for one in found[:_MOST_NAMED]]
    more = more_words(found).removeprefix("And ")
    *first, last = [*words, more] if more else words
    return f"{', '.join(first)} and {last}" if first else last


def more_words(found: Sequence[Activity]) -> str:
    """That there are more than are named; empty where there are none."""
    left = len(found) - _MOST_NAMED
    return f"And {left} more" if left > 0 else ""
