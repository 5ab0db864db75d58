"""Days on which somebody is away, as they are typed: `2026-07-01..2026-07-15`, or a single day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from alcto_core.entry.answer import Taken, Wrong
from alcto_core.entry.reader import read_day
from alcto_core.planning.question import Days

AWAY = "2026-07-01..2026-07-15"
"""How they may be written."""


def read_away(words: Sequence[str], today: date) -> Taken[tuple[Days, ...]]:
    """First and last days; days without a year lie ahead. Raises `ValueError`."""
    return Taken(tuple(_days(word, today) for word in words))


def _days(word: str, today: date) -> Days:
    first, dots, last = word.partition("..")
    try:
        days = _day(first, today), _day(last if dots else first, today)
    except ValueError as wrong:
        if dots and first.strip() and last.strip():
            raise
        raise Wrong(f"“{word}” is not FROM..TO", f"write {AWAY}, or a single day") from wrong
    if days[1] < days[0]:
        raise Wrong(f"“{word}” ends before it begins", "write the first day first")
    return days


def _day(word: str, today: date) -> date:
    return read_day(word.strip(), today, future=True).value
