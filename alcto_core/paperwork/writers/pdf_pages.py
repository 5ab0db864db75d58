"""Pages as data for the layout of the PDF: how wide each column is, and where a long word may be broken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec.structs import replace

from alcto_core.paperwork.portfolio import CHECKED, SIGNED, TITLE, SigningSheet
from alcto_core.paperwork.tables import WHAT, WHY, Table, TableRow, grouped, table_of
from alcto_core.paperwork.writers.svg import ON_PAPER, svg
from alcto_core.telling.charts import Months
from alcto_core.telling.page import Chart, Part, Sheet, sentence

Shown = Callable[[str], str]
"""What was typed, as it is printed."""

BREAK = "\u200b"
"""Where a word may be broken: `plain` lets none through, so each is one of ours."""
LINE = 46.0
"""Width of a line, in the size of its letters."""
_TABLE = 54.4
"""Width of a table, in the size of its smaller letters."""
_WIDEST = 9.0
"""A column of figures at most, without its padding."""
_PADDING = 1.0
_BOLD = 1.12
"""How much wider bold letters are, at most."""
_OF_WHAT, _OF_WHY = 3, 5
"""How the first column and the last one share what the figures leave."""
_TO_CHECK = (20.0, 16.4, 9.0, 9.0)
_TO_SIGN = (9.0, 16.4, 20.0, 9.0)
"""Widths of the columns of the sheet to sign: a name and its signature need room."""
_PIECE = 4
"""Letters between two places where a word may be broken: few, so that a line is filled."""
_FITS = 1_200
"""Letters of a row that is kept on one page: far fewer than a page has."""
_A_LINE = 40
"""Letters that the end of a sentence leaves empty."""
_JOINER = "\u200d"
_MOST_WIDE = 1.1
"""Of any sign, in the size of the letters."""
_ROUNDED = 0.01
_NARROW = frozenset("iljtfrI.,:;'|!()[] -")
_WORD = re.compile(r"\S+")


def sheet_data(page: Sheet, shown: Shown) -> dict[str, Any]:
    """A page as the layout takes it."""

    def line(words: str) -> str:
        return breakable(shown(words), LINE)

    return {
        "title": breakable(shown(page.title), LINE / 2),
        "state": shown(page.state),
        "marks": line(f"({', '.join(page.marks)})") if page.marks else "",
        "alerts": [line(sentence(words)) for words in page.alerts],
        "head": [line(sentence(words)) for words in page.head],
        "next": line(sentence(page.next)) if page.next else "",
        "charts": [_chart(chart, shown) for chart in page.charts],
        "parts": [_part(part, shown) for part in page.parts],
    }


def signing_data(sheet: SigningSheet, shown: Shown) -> dict[str, Any]:
    """The sheet to sign as the layout takes it: sentences, and tables with room to write in by hand."""

    def table(headings: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[str]]) -> dict[str, Any]:
        return {
            "columns": list(headings),
            "widths": list(widths),
            "rows": [
                [breakable(shown(one), width - _PADDING) for one, width in zip(row, widths, strict=True)]
                for row in rows
            ],
        }

    return {
        "title": TITLE,
        "says": [breakable(shown(words), LINE) for words in sheet.says],
        "tables": [
            table(CHECKED, _TO_CHECK, ((*row, "", "") for row in sheet.rows)),
            table(SIGNED, _TO_SIGN, ((one.role, one.name, "", "") for one in sheet.signers)),
        ],
    }


def _chart(chart: Chart, shown: Shown) -> dict[str, Any]:
    """A picture with its sentence, in signs that can be printed."""
    names = {"strands": tuple(map(shown, chart.strands))} if isinstance(chart, Months) else {}
    title, words = shown(chart.title), shown(chart.sentence)
    return {
        "svg": svg(replace(chart, title=title, sentence=words, **names), "0", ON_PAPER),
        "alt": f"{title}. {words}",
        "title": breakable(f"{title}.", LINE),
        "sentence": breakable(words, LINE),
    }


def _part(part: Part, shown: Shown) -> dict[str, Any]:
    table = table_of(part)
    headings = (WHAT, *table.headings, WHY) if table.headings else ()
    widths = _widths(table, shown)
    fitting = [width - _PADDING for width in widths] or [LINE]
    return {
        "heading": breakable(shown(part.heading), LINE / 2),
        "fact": breakable(shown(part.fact), LINE / 2),
        "columns": [breakable(shown(one), width / _BOLD) for one, width in zip(headings, fitting, strict=False)],
        "widths": widths,
        "groups": [
            {"name": breakable(shown(name), LINE / 2), "rows": [_row(row, shown, fitting) for row in rows]}
            for name, rows in grouped(table.rows)
        ],
    }


def _row(row: TableRow, shown: Shown, fitting: Sequence[float]) -> dict[str, Any]:
    """A row whose words fit its columns."""
    return {
        "title": breakable(shown(row.title), fitting[0] / _BOLD),
        "day": shown(row.day),
        "figures": [breakable(shown(one), width) for one, width in zip(row.figures, fitting[1:-1], strict=True)],
        "sentences": [breakable(shown(words), fitting[-1]) for words in row.sentences],
        "full": None if row.full is None else min(max(row.full, 0.0), 1.0),
        "whole": sum(len(words) + _A_LINE for words in (row.title, *row.sentences)) < _FITS,
    }


def _widths(table: Table, shown: Shown) -> list[float]:
    """The width of each column, in the size of its letters; none where it is no table."""
    if not table.headings:
        return []
    figures = []
    for at, heading in enumerate(table.headings):
        widest = max((width_of(shown(row.figures[at])) for row in table.rows), default=0.0)
        figures.append(min(max(widest, width_of(shown(heading)) * _BOLD), _WIDEST) + _PADDING)
    left = max(_TABLE - sum(figures), _TABLE / 2)
    share = left / (_OF_WHAT + _OF_WHY)
    scale = min(1.0, (_TABLE - left) / sum(figures))
    return [share * _OF_WHAT, *(width * scale for width in figures), share * _OF_WHY]


def breakable(text: str, width: float) -> str:
    """`text` with places where a word that is wider than `width` may be broken; shorter words stay whole."""
    if len(text) * _MOST_WIDE <= width:
        return text
    most = width + _ROUNDED
    return _WORD.sub(lambda found: _in_pieces(found[0]) if width_of(found[0]) > most else found[0], text)


def _in_pieces(word: str) -> str:
    """A word with a place to break it every few letters, and never within what is drawn as one sign."""
    pieces = [""]
    for sign in word:
        if len(pieces[-1]) >= _PIECE and not _joins(sign) and pieces[-1][-1] != _JOINER:
            pieces.append("")
        pieces[-1] += sign
    return BREAK.join(pieces)


def _joins(sign: str) -> bool:
    """Whether a sign is drawn with the one before."""
    return sign == _JOINER or unicodedata.category(sign).startswith("M")


def width_of(text: str) -> float:
    """How wide a text is at most, in the size of its letters: rounded up, sign by sign."""
    return sum(map(_sign, text))


def _sign(sign: str) -> float:
    if sign in _NARROW:
        return 0.35
    if not sign.isascii():
        return _MOST_WIDE
    if sign.islower():
        return 0.85 if sign in "mw" else 0.55
    return 0.52 if sign.isdigit() else 1.0 if sign in "MW@%" else 0.75
