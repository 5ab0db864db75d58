"""The lists from which a person chooses what of the log is looked at."""

from __future__ import annotations

from collections.abc import Collection

from alcto_core import dates
from alcto_core.numbers import counted
from alcto_core.telling.logbook import Logbook
from alcto_tui.screens.list_question import Choice, ListQuestion
from alcto_tui.widgets.literal import line

ALL = ""
"""The id of the answer that leaves nothing out."""


def period_question(book: Logbook, at: str) -> ListQuestion:
    """Which period; each with its days and how many entries fall into it."""
    days = [one.date for one in book.activities]
    width = max((len(one.label) for one in book.periods), default=0) + 2
    number = counted(len(days), "entry", "entries")
    options: list[Choice] = [(ALL, line(f"{'All periods':<{width}}", (number, "$muted")))]
    for one in book.periods:
        start, end = one.period.start, one.period.end
        held = sum(start <= day <= end for day in days)
        facts = f"{dates.show(start)} to {dates.show(end)}  {counted(held, 'entry', 'entries')}"
        options.append((one.id, line(f"{one.label:<{width}}", (facts, "$muted"), f"  {one.standing.state.word}")))
    return ListQuestion((line(("Which period do you want to look at?", "bold")),), options, at, hang=width)


def which_question(book: Logbook, chosen: Collection[str]) -> ListQuestion:
    """What shall be shown only; what was chosen already has a sign."""
    options: list[Choice] = [(ALL, line("  Everything"))]
    group = ""
    for one in book.whichs:
        if one.group != group:
            group = one.group
            options.append((None, line((group, "bold"))))
        options.append((one.id, line(("✓ " if one.id in chosen else "  ", "bold $accent"), one.label)))
    return ListQuestion((line(("What shall be shown only?", "bold")),), options, ALL)
