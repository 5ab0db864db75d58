"""The stages of a program as a line of steps: beside each other where there is room, else one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from alcto_core.telling.mentorship import Station
from alcto_core.telling.stages import stage_tone
from alcto_tui.widgets.literal import line, literal
from alcto_tui.widgets.sign import SIGNS

LEAST_COLUMN = 13
"""Cells that one stage needs for its day and the longest word of its title."""


def stage_line(stations: Sequence[Station], width: int) -> list[Content]:
    """The stages that lie on the way, `width` cells wide; what lies beyond stands only where it was reached."""
    shown = [one for one in stations if one.place in {"reached", "passed", "next", "ahead"}]
    if not shown:
        return []
    column = width // len(shown)
    return _columns(shown, min(column, 22)) if column >= LEAST_COLUMN else _chain(shown, width)


def _columns(stations: Sequence[Station], column: int) -> list[Content]:
    rail, titles, days = [], [], []
    for index, station in enumerate(stations):
        sign, style = SIGNS[stage_tone(station)]
        following = stations[index + 1].place if index + 1 < len(stations) else None
        tail = "" if following is None else ("━" if following in {"reached", "passed"} else "─") * (column - 2)
        rail.append(line((sign, f"bold {style}"), " " if tail else "", (tail, _rail_style(following))))
        weight = "bold" if station.place in {"reached", "next"} else "$muted"
        titles.append([row.stylize(weight) for row in literal(station.requirement.title).wrap(max(1, column - 1))])
        days.append(line((station.words, style)).pad_right(max(column - len(station.words), 0)))
    height = max(map(len, titles))
    rows = [
        Content.assemble(
            *((words[row] if row < len(words) else Content("")).truncate(column, pad=True) for words in titles)
        )
        for row in range(height)
    ]
    return [Content.assemble(*rail), *rows, Content.assemble(*days)]


def _rail_style(following: str | None) -> str:
    return "$met" if following in {"reached", "passed"} else "$line"


def _chain(stations: Sequence[Station], width: int) -> list[Content]:
    """One after the other, broken between stages."""
    rows, row = [], Content("")
    for index, station in enumerate(stations):
        sign, style = SIGNS[stage_tone(station)]
        word = line((f"{sign} ", style), (station.requirement.title, "bold"), (f" {station.words}", style))
        link = line((" › ", "$muted")) if index else Content("")
        if row.cell_length and row.cell_length + link.cell_length + word.cell_length > width:
            rows.append(row)
            row, link = Content(""), line(("› ", "$muted"))
        row = Content.assemble(row, link, word)
    rows.append(row)
    return [part for one in rows for part in one.wrap(max(1, width))]
