"""Markdown, in which whatever was typed comes out as it was typed: never as markup, HTML or a link."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from alcto_core.paperwork.asked import Asked, Made, entries_held
from alcto_core.telling.log import log_part
from alcto_core.text import plain

_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~&@$]|^[-+=#]|!(?=\[)|:(?=//)|\.(?=\w*[^\W\d])|(?<=\d)[.)](?=\s))")
"""Signs that a reader of Markdown may obey, those of bare addresses among them."""


def text(typed: str) -> str:
    """What was typed, on one line."""
    return _MARKUP.sub(r"\\\1", plain(typed))


def row(cells: Iterable[str]) -> str:
    """A row of a table; the cells are Markdown already."""
    return f"| {' | '.join(cells)} |\n"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], right: Collection[int] = ()) -> str:
    """A table of Markdown, with the columns whose figures stand at the right."""
    rules = ("---:" if at in right else "---" for at in range(len(headings)))
    return row(headings) + row(rules) + "".join(map(row, rows))


def entries(asked: Asked) -> Made:
    """The entries as a table with what a person looks for; the other formats hold all of each."""
    part = log_part(asked.activities, asked.standings, asked.others)
    headings = ("Date", *map(text, part.columns), "Activity", "Location", "Remarks", "Id")
    found = table(
        headings,
        (
            (str(item.day), *item.cells, *map(text, (item.title, one.location, ", ".join(item.said), item.id)))
            for one, item in zip(asked.activities, part.items, strict=True)
        ),
        right=range(1, 1 + len(part.columns)),
    )
    name = f"# {text(asked.records.person.name)}: entries\n\n"
    about = "".join(f"- {text(words)}\n" for words in (*asked.said(), f"As of {asked.overview.on.isoformat()}"))
    return Made(raw=f"{name}{about}\n{found}".encode(), holds=entries_held(asked.activities))
