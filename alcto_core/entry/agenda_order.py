"""Lines of an agenda that name the title first and its time behind it: turned, so that the time leads.

`Opening Keynote ..... 8:30 a.m.` and `Lunch at noon` are starts; `Keynote | 8:30 AM | 9:30 AM` is a table whose times
stand in cells of their own. Spans behind a title need no turning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from alcto_core.entry.agenda_days import heading_end
from alcto_core.entry.answer import Wrong
from alcto_core.entry.clock import BEGINS, NOON, Clock, spans_of, time_at

_STEP = NOON // 2
"""From one start to the next at most so much time passes."""
_BEFORE_TIME = re.compile(r"(?:[\s.·…_:;,(@–—-]|(?<=\s)(?:at|from|begins|starts)(?=[\s:]))+$", re.IGNORECASE)
_CELLS = re.compile(r"\s*[|\t]\s*")
_TIME = re.compile(r"\d{1,2}:\d\d|\d\s*[ap]\.?m\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?:[•*·▪◦‣●○–—-]\s*|\d{1,2}[.)]\s+)")
_COMMAS = re.compile(r"\s*,\s*")
_LEADS = re.compile(r"\W*(?:\d{1,2}[:.h]\d\d|\d{1,2}\s*[ap]\.?m|\d+(?:\.\d+)?\s*(?:h|m)|noon\b)", re.IGNORECASE)


class _Behind(NamedTuple):
    """A start behind a title."""

    at: int
    title: str
    words: str
    clock: Clock
    rest: str
    """A bar and what stands behind it."""


def times_first(lines: Sequence[str]) -> list[str]:
    """The lines, each with its time before its title. Lines that say it in no way, or both ways, stay as they are."""
    turned = [_out_of_cells(line) for line in lines]
    if any(_LEADS.match(line) or _has_span(line) for line in turned):
        return turned
    found = [one for at, line in enumerate(turned) if (one := _behind(at, line)) is not None]
    if len(found) > 1 and (all(one.clock.is_sure for one in found) or _climb([one.clock for one in found])):
        for one in found:
            turned[one.at] = f"{one.words} {one.title}{one.rest}"
    return turned


def _out_of_cells(line: str) -> str:
    """A row of a table with its start and its end, which stand in cells beside each other, in front."""
    sign = _CELLS if "|" in line or "\t" in line else _COMMAS
    cells = [cell for cell in sign.split(line.strip()) if cell]
    days = cells[:1] if cells and heading_end(cells[0]) == len(cells[0]) else []
    cells = cells[len(days) :]
    for at, (one, other) in enumerate(pairwise(cells)):
        if at and _is_time(one) and _is_time(other):
            title = [", ".join(cells[:at])] if sign is _COMMAS else cells[:at]
            return "\t".join((*days, f"{one} - {other}", *title, *cells[at + 2 :]))
    return line


def _is_time(cell: str) -> bool:
    try:
        found = time_at(cell)
    except Wrong:
        return False
    return found is not None and found[0].is_full and found[1] == len(cell)


def _has_span(line: str) -> bool:
    try:
        return next(spans_of(line), None) is not None
    except Wrong:
        return True


def _behind(at: int, line: str) -> _Behind | None:
    """The title and the start of a line that ends with one, before any bar; None for any other."""
    text, bar, after = line.partition("|")
    if heading_end(text.strip()):
        return None
    text = text.rstrip(" )\t")
    for begins in BEGINS.finditer(text):
        try:
            found = time_at(text, begins.end())
        except Wrong:
            continue
        title = _NUMBERED.sub("", _BEFORE_TIME.sub("", text[: begins.end()]).strip())
        if found is not None and found[0].is_full and found[1] == len(text) and title and not _TIME.search(title):
            return _Behind(at, title, text[begins.end() :], found[0], f" |{after}" if bar else "")
    return None


def _climb(clocks: Sequence[Clock]) -> bool:
    """Whether each time is later than the one before, as only starts are; a new day begins anew."""
    steps = [(after.seconds - before.seconds) % NOON for before, after in pairwise(clocks)]
    return all(0 < step <= _STEP for step in steps)
