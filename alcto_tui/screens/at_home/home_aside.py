"""The words around the cards of Home: what stands above or instead of them, and beside or below them the days that
come, the periods before, the latest entries, the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from alcto_core import dates
from alcto_core.keeping.folder import away
from alcto_core.numbers import counted
from alcto_tui import requests
from alcto_tui.commands import HISTORY, PROBLEMS, opening
from alcto_tui.own_keys import key
from alcto_tui.widgets.labels import leading
from alcto_tui.widgets.literal import hanging, line, lines, literal

if TYPE_CHECKING:
    from alcto_core.overview import Overview
    from alcto_core.telling.page import Item
    from alcto_tui.screens.at_home.glance import Entry, Glance

WHEN_BACK = "Once they are back, they are shown by themselves."
LABEL = 13
"""Cells of the column of labels below the cards."""
_NEAR = 330
"""Days ahead up to which a day and its month alone say which year is meant."""


def _file_words(glance: Glance) -> Content:
    """The state of the records file in one line."""
    if not glance.is_readable:
        return line(("not readable", "$missed"), f"; {key('problems')} shows why")
    entries = counted(glance.entries, "entry", "entries")
    if not glance.errors and not glance.warnings:
        return line(f"{entries}, no problems")
    found = [counted(glance.errors, "error")] if glance.errors else []
    found += [counted(glance.warnings, "warning")] if glance.warnings else []
    left_out = f"; {counted(glance.skipped, 'record is', 'records are')} left out" if glance.skipped else ""
    return line(
        f"{entries}, ",
        (f"{' and '.join(found)}{left_out}", "$missed" if glance.errors else "$short"),
        f"; {key('problems')} shows them",
    )


def _path_words(path: str, width: int) -> list[Content]:
    """A path in as few lines as hold it, broken behind the name of a folder and nowhere else where that is enough."""
    rows = [""]
    for part in re.findall(r"[^/\\]*[/\\]|[^/\\]+", path):
        if rows[-1] and cell_len(rows[-1] + part) > width:
            rows.append("")
        rows[-1] += part
    return [line((row, "$muted")) for row in rows]


def low_aside(glance: Glance, width: int, at: str = "") -> list[Content]:
    """A few lines below the cards; the label `at` has the cursor."""
    if not glance.has_file:
        return []
    rows: list[Content] = []
    for part in glance.beside:
        first, *more = _packed([_briefly(item, glance.on) for item in part.items], width - LABEL)
        rows += hanging(_label(part.heading, at), literal(first), width)
        rows += [row for words in more for row in hanging(literal(" " * LABEL), literal(words), width)]
    return [*rows, *hanging(_label("File", at), _file_words(glance), width)]


def _packed(words: Sequence[str], width: int) -> list[str]:
    """Words beside each other in as few lines as hold them, each whole in its line."""
    lines: list[str] = []
    for one in words:
        joined = f"{lines[-1]}  │  {one}" if lines else one
        if lines and cell_len(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(one)
    return lines or [""]


_BEHIND = {
    "Deadlines": opening(requests.PlanRequested),
    "Last period": opening(requests.ActivitiesRequested),
    "File": opening(requests.ProblemsRequested),
}
"""The screen behind a label, which a click and Enter open."""


def ways(glance: Glance | None) -> dict[str, str]:
    """The labels that are shown, with the actions behind them."""
    if glance is None or not glance.has_file:
        return {}
    return {label: _BEHIND[label] for label in (*(part.heading for part in glance.beside), "File")}


def _label(label: str, at: str) -> Content:
    return Content.assemble(_heading(label, label, at, "$muted"), " " * (LABEL - len(label)))


def _heading(words: str, label: str, at: str, style: str) -> Content:
    """Words that open what is behind a label."""
    return leading(words, label, "bold $background on $accent" if label == at else f"underline {style}")


def _briefly(item: Item, on: date) -> str:
    """A day and its title; with the year where the day alone might be one of a year before."""
    if item.day is None:
        return item.text
    day = dates.show_short(item.day) if (item.day - on).days <= _NEAR else dates.show(item.day)
    return f"{day} {item.title}"


def tall_aside(glance: Glance, width: int, at: str = "", *, latest: bool) -> list[Content]:
    """A column beside the cards, its label `at` with the cursor; with the log's `latest` entries where no pictures take
    their place."""
    if not glance.has_file:
        return []
    parts = [(part.heading, [_dated(item) for item in part.items]) for part in glance.beside]
    if latest and glance.latest:
        parts.append(("Latest entries", [row for one in glance.latest for row in _latest(one, width)]))
    parts.append(("Records file", [_file_words(glance), *_path_words(glance.file, width)]))
    rows: list[Content] = []
    for title, content in parts:
        label = {"Records file": "File"}.get(title, title)
        heading = _heading(title, label, at, "bold") if label in _BEHIND else line((title, "bold"))
        rows += [heading, *content, Content("")]
    return rows[:-1]


def _latest(entry: Entry, width: int) -> list[Content]:
    planned = (" planned", "$unknown") if entry.is_planned else ""
    return hanging(line((f"{dates.show_short(entry.day):<8}", "$muted")), line(entry.title, planned), width)


def _dated(item: Item) -> Content:
    if item.day is None:
        return literal(item.text)
    left = f"  {item.state}" if item.state else ""
    return line((f"{dates.show(item.day):<13}", "$muted"), item.title, (left, "$muted"))


def first_keys(overview: Overview, has_earlier: bool) -> frozenset[str]:
    """The actions to which those words lead, where nothing else can be done well: they stand first in the footer."""
    earlier = {HISTORY.action} if has_earlier else set()
    if overview.loaded is None:
        return frozenset(earlier)  # the words name `n`, which is no new credential then
    if overview.records is None:
        return frozenset({PROBLEMS.action} | earlier)
    return frozenset() if overview.standings else frozenset({"new_credential"})


def message_above(overview: Overview, has_earlier: bool, last_there: str) -> Content:
    """What stands above the cards, or instead of them."""
    if overview.loaded is None and has_earlier:
        return lines(
            line((f"{overview.folder.file.name} is gone from {overview.folder.path}.", "bold $missed")),
            line(
                f"Press {key('history')} to look at earlier states of it and bring one back, "
                f"or {key('new')} to begin a new file."
            ),
        )
    if overview.loaded is None and last_there:
        return lines(
            line((away(overview.folder), "bold $missed")),
            line(f"Your records were there {last_there}, so nothing is made in their place. {WHEN_BACK}"),
            line(f"Press {key('new')} to say where they are now, or to begin new ones."),
        )
    if overview.loaded is None:
        return line(f"There are no records here yet. Press {key('new')} to make the file.")
    if overview.records is None:
        earlier = f" Press {key('history')} to look at earlier states and bring one back." if has_earlier else ""
        return lines(
            line(("Your records file cannot be read, so nothing can be counted.", "bold $missed")),
            line(f"Press {key('problems')} to see what is wrong, line by line, with the likely fix.{earlier}"),
        )
    if not overview.standings:
        return lines(
            line(("No credentials yet.", "bold")),
            line(
                f"Press {key('new')} to add a program that you answer to; "
                "then this screen shows what is missing, and by when."
            ),
        )
    if not overview.records.activities:
        return line(f"No activities yet. {key('add')} adds one; {key('import')} brings in a sheet or a calendar.")
    return Content("")
