"""The words beside or below the cards of Home: the days that come, the periods before, the latest entries, the file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from alcto_core import dates
from alcto_core.numbers import counted
from alcto_tui import messages
from alcto_tui.commands import opening
from alcto_tui.own_keys import key
from alcto_tui.widgets.literal import hanging, line, literal, pressed

if TYPE_CHECKING:
    from alcto_core.overview import Overview
    from alcto_core.records.types import Activity
    from alcto_core.telling.page import Item

LABEL = 13
"""Cells of the column of labels below the cards."""
_NEAR = 330
"""Days ahead up to which a day and its month alone say which year is meant."""


def _file_words(overview: Overview) -> Content:
    """The state of the records file in one line."""
    if overview.records is None:
        return line(("not readable", "$missed"), f"; {key('problems')} shows why")
    entries = counted(len(overview.records.activities), "entry", "entries")
    errors = sum(problem.is_error for problem in overview.problems)
    warnings = len(overview.problems) - errors
    if not overview.problems:
        return line(f"{entries}, no problems")
    found = [counted(errors, "error")] if errors else []
    found += [counted(warnings, "warning")] if warnings else []
    left_out = (
        f"; {counted(overview.records.skipped, 'record is', 'records are')} left out"
        if overview.records.skipped
        else ""
    )
    return line(
        f"{entries}, ",
        (f"{' and '.join(found)}{left_out}", "$missed" if errors else "$short"),
        f"; {key('problems')} shows them",
    )


def low_aside(overview: Overview, width: int, at: str = "") -> list[Content]:
    """A few lines below the cards; the label `at` has the cursor."""
    if overview.loaded is None:
        return []
    from alcto_core.telling.home import beside_the_cards

    rows = [
        (part.heading, literal("  │  ".join(_briefly(item, overview.on) for item in part.items)))
        for part in beside_the_cards(overview)
    ]
    rows.append(("File", _file_words(overview)))
    return [row for label, words in rows for row in hanging(_label(label, at), words, width)]


_BEHIND = {
    "Deadlines": opening(messages.PlanRequested),
    "Last period": opening(messages.ActivitiesRequested),
    "File": opening(messages.ProblemsRequested),
}
"""The screen behind a label, which a click and Enter open."""


def ways(overview: Overview) -> dict[str, str]:
    """The labels that are shown, with the actions behind them."""
    if overview.loaded is None:
        return {}
    from alcto_core.telling.home import beside_the_cards

    return {label: _BEHIND[label] for label in (*(part.heading for part in beside_the_cards(overview)), "File")}


def _label(label: str, at: str) -> Content:
    return Content.assemble(_heading(label, label, at, "$muted"), " " * (LABEL - len(label)))


def _heading(words: str, label: str, at: str, style: str) -> Content:
    """Words that open what is behind a label."""
    return pressed(words, f"screen.{_BEHIND[label]}", "bold $background on $accent" if label == at else style)


def _briefly(item: Item, on: date) -> str:
    """A day and its title; with the year where the day alone might be one of a year before."""
    if item.day is None:
        return item.text
    day = dates.show_short(item.day) if (item.day - on).days <= _NEAR else dates.show(item.day)
    return f"{day} {item.title}"


def tall_aside(overview: Overview, width: int, at: str = "", *, latest: bool) -> list[Content]:
    """A column beside the cards, its label `at` with the cursor; with the log's `latest` entries where no pictures take
    their place."""
    if overview.loaded is None:
        return []
    from alcto_core.telling.home import beside_the_cards

    parts = [(part.heading, [_dated(item) for item in part.items]) for part in beside_the_cards(overview)]
    activities = overview.records.activities if overview.records else ()
    if latest and activities:
        newest = sorted(activities, key=lambda activity: (activity.date, activity.id), reverse=True)[:8]
        parts.append(("Latest entries", [row for activity in newest for row in _latest(activity, width)]))
    parts.append(("Records file", [_file_words(overview), line((str(overview.folder.file), "$muted"))]))
    rows: list[Content] = []
    for title, content in parts:
        label = {"Records file": "File"}.get(title, title)
        heading = _heading(title, label, at, "bold") if label in _BEHIND else line((title, "bold"))
        rows += [heading, *content, Content("")]
    return rows[:-1]


def _latest(activity: Activity, width: int) -> list[Content]:
    planned = (" planned", "$unknown") if activity.is_planned else ""
    return hanging(line((f"{dates.show_short(activity.date):<8}", "$muted")), line(activity.title, planned), width)


def _dated(item: Item) -> Content:
    if item.day is None:
        return literal(item.text)
    return line((f"{dates.show(item.day):<13}", "$muted"), item.title, (f"  {item.state}", "$muted"))
