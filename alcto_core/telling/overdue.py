"""Planned activities whose day has passed: nobody knows whether they took place, so they are asked about."""

from __future__ import annotations

from datetime import date

from alcto_core.dates import show as show_date
from alcto_core.evaluation.naming import MOST_NAMED, more_words
from alcto_core.records.types import Records
from alcto_core.telling.page import Item, Part


def overdue_part(records: Records | None, on: date, *, plan: bool = False) -> Part:
    """The question about each of them; no item where there is none. A standing counts none of them, but with `plan`."""
    found = records.overdue(on) if records is not None else ()
    items = [
        Item(id=one.id, kind="overdue", title=one.title, state=f"planned for {show_date(one.date)}", word=one.id)
        for one in found[:MOST_NAMED]
    ]
    if more := more_words(found):
        items.append(Item(id="", kind="overdue", text=more))
    counted = "counted here as if you did" if plan else "not counted, as nobody knows"
    fact = counted if found else ""
    return Part(heading="Did you go?", fact=fact, items=tuple(items))
