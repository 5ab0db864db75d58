"""The rows of a page of `alcto_core.telling`, in columns that follow the width, and what each of them explains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.content import Content

from alcto_core.dates import show_short
from alcto_core.telling.page import Item, Part
from alcto_tui import requests
from alcto_tui.screens.base.listing import Listing, Row
from alcto_tui.widgets.bar import bar
from alcto_tui.widgets.literal import hanging, line, literal
from alcto_tui.widgets.sign import SIGNS, posted_style, state_words

if TYPE_CHECKING:
    from alcto_core.evaluation.standing import Standing
    from alcto_core.telling.page import Sheet

SIGNED = frozenset({"requirement", "step", "section", "stage", "label", "past", "planned", "after", "move", "risk"})
"""Kinds that have a sign before their titles."""
LEAST_TITLE = 26
"""Cells that titles need; sources give way first, as the explanation names them anyway."""
TITLE_INDENT = 6
MOST_CELL = 28
BAR, ROOM_BESIDE_BAR = 10, 36
"""Cells of a bar, and those that titles must have for one to be drawn."""
DAY = 8
GAP = 2
ALIKE = (frozenset({"todo", "planned"}), frozenset({"pair", "mine", "theirs"}))
"""Kinds of things that are compared with each other: their parts of a page have the same columns."""


class StandingScreen(Listing[Item]):
    """The page of a standing, row by row."""

    def __init__(self, credential: str) -> None:
        super().__init__()
        self._credential = credential
        self._standing: Standing | None = None
        self._sheet: Sheet | None = None

    def tell(self, standing: Standing, sheet: Sheet, span: str = "") -> None:
        """Show this page; `span` goes beside its title."""
        self._standing, self._sheet = standing, sheet
        marks = f"  {', '.join(sheet.marks)}" if sheet.marks else ""
        self.head(line((sheet.title, "bold $accent"), span, (marks, "$unknown")), state_words(sheet.tone, sheet.state))
        self.fill()

    def rows(self, width: int) -> Sequence[Row[Item]]:
        return rows_of(self._sheet.parts, width) if self._sheet is not None else ()

    def explained(self, about: Item) -> Sequence[Content]:
        return explained(about)

    @property
    def shown_period(self) -> str | None:
        """The name of the period that is shown, where it is not the one in force."""
        return None

    def action_open_screen(self, request: str) -> None:
        """Papers are written for this credential, unless another is chosen there."""
        if request == requests.ExportFormRequested.__name__:
            self.post_message(requests.ExportFormRequested(self._credential, self.shown_period))
        else:
            super().action_open_screen(request)

    def action_change(self) -> None:
        self.post_message(requests.CredentialFormRequested(self._credential))

    def action_charts(self) -> None:
        """Draw what is shown here."""
        self.post_message(requests.ChartsRequested(self._credential, self._drawn_anew))

    @property
    def _drawn_anew(self) -> Standing | None:
        """The standing to draw, where it is another than the one in force."""
        return None


@dataclass(frozen=True)
class _Columns:
    """Cells of the columns of a part: the title, the figures on its right, and the remarks beside them."""

    title: int
    right: tuple[int, ...]
    remark: int
    """None where remarks stand below, as one of them is too long to stand beside."""
    digits: tuple[int, ...]
    """The most digits before a decimal point in each of the figures on the right: the points stand below each other."""
    bar: int = 0
    """Cells of a bar at the end; none where nothing is drawn."""


def rows_of(parts: Iterable[Part], width: int, *, is_brief: bool = False) -> list[Row[Item]]:
    """Every row, `width` cells wide. Brief rows leave sources and remarks to what is explained of the marked one, and
    have a bar where the items of a part are drawn as one.
    """
    whole = [part for part in parts if part.items]
    shown = [replace(part, items=tuple(map(_brief, part.items))) if is_brief else part for part in whole]
    return [
        row
        for part, brief in zip(whole, shown, strict=True)
        for row in _part_rows(part, brief, _columns(brief, _alike(brief, shown), width, has_bars=is_brief), width)
    ]


def _alike(part: Part, parts: Sequence[Part]) -> tuple[Item, ...]:
    """The items of this part, with those of others that are compared with it."""
    kind = part.items[0].kind
    kinds = next((one for one in ALIKE if kind in one), None)
    if kinds is None:
        return part.items
    return tuple(item for one in parts if one.items[0].kind in kinds for item in one.items)


def _brief(item: Item) -> Item:
    return replace(item, source="", remark="") if item.kind in {"requirement", "step", "limit"} else item


def explained(item: Item) -> list[Content]:
    """Its sentences, the first of them bold."""
    rows = []
    for number, said in enumerate(item.sentences()):
        amount = line((f"{said.amount:>5}  ", "$short")) if said.amount else ""
        rows.append(line(amount, (str(said), "bold" if not number else "")))
    return rows or [line((item.title, "bold"))]


def _part_rows(part: Part, shown: Part, columns: _Columns, width: int) -> Iterator[Row[Item]]:
    if part.heading:
        cells = [one for one in columns.right if one]
        names = "".join(f"{name:<{one}}" for name, one in zip(part.columns, cells, strict=False))
        drawn = [("  ", bar(part.full, 16, "$met"))] if part.full is not None else []
        left = line((part.heading, "bold $accent"), (f"  {part.fact}" if part.fact else "", "$muted"), *sum(drawn, ()))
        if names:
            left = left.truncate(columns.title - 1, ellipsis=True).truncate(columns.title, pad=True)
        yield Row(f"heading-{part.heading}", Content.assemble(left, (names, "$muted")))
    group = ""
    for item, brief in zip(part.items, shown.items, strict=True):
        if item.group and item.group != group:
            yield Row(f"group-{part.heading}-{item.group}", line((f"  {item.group}", "bold")))
        group = item.group
        yield Row(f"{item.kind}-{item.id}", _words(brief, columns, width), item)


def _values(item: Item, many: int) -> tuple[str, ...]:
    """Figure, cells, state and source: what may stand in the columns on the right."""
    state = f"{item.state}, advice" if item.advisory and item.state else item.state
    return (item.figure, *item.cells, *[""] * (many - len(item.cells)), state, item.source)


def _digits(value: str) -> int:
    """How many digits it begins with."""
    return next((at for at, letter in enumerate(value) if not letter.isdecimal()), len(value))


def _aligned(value: str, most: int) -> str:
    """A figure with its point below those of figures that have up to so many digits before it; words stay."""
    digits = _digits(value)
    return " " * (most - digits) + value if digits else value


def _columns(part: Part, alike: Sequence[Item], width: int, *, has_bars: bool = False) -> _Columns:
    """Columns that hold something, as wide as it; sources go where titles need their room, and states are cut."""
    many = max(len(item.cells) for item in alike)
    found = list(zip(*(_values(item, many) for item in alike), strict=True))
    digits = (*(max(map(_digits, column)) for column in found[:-1]), 0)
    widest = [max(len(_aligned(one, most)) for one in column) for column, most in zip(found, digits, strict=True)]
    names = iter(part.columns)
    right = [min(max(cells, len(next(names, ""))), MOST_CELL) + GAP if cells else 0 for cells in widest]
    if width - sum(right) < LEAST_TITLE:
        right[-1] = 0
    room = width - sum(right)
    if has_bars and room - BAR - GAP >= ROOM_BESIDE_BAR and any(item.full is not None for item in part.items):
        return _Columns(room - BAR - GAP, tuple(right), 0, digits, BAR)
    remark = max(len(item.remark) for item in part.items)
    days = DAY if any(item.day is not None for item in part.items) else 0
    titles = max(len(item.title) for item in part.items) + TITLE_INDENT + days
    beside = room - max(titles, LEAST_TITLE)
    if right[-1] or not remark or beside < remark:
        return _Columns(room, tuple(right), 0, digits)
    return _Columns(room - beside, tuple(right), beside, digits)


def _words(item: Item, columns: _Columns, width: int) -> Content:
    """Title and figures, the remark beside or below them, and what was taken away."""
    sign, tone = SIGNS[item.tone]
    indent = "    " if item.group or item.kind == "mark" else "  "
    first = line(indent, (f"{sign} ", tone)) if item.kind in SIGNED else line(indent)
    if item.day is not None:
        first = line(first, f"{show_short(item.day):<{DAY}}")
    left = hanging(first, literal(item.title or item.text), columns.title - 1)
    right = _right(item, columns, tone)
    if columns.bar and item.full is not None:
        right = Content.assemble(right, bar(item.full, columns.bar, tone))
    remark = line((item.remark, "$muted"))
    beside = remark.wrap(max(1, columns.remark)) if columns.remark and item.remark else []
    rows = [
        Content.assemble(
            (left[at] if at < len(left) else Content("")).truncate(columns.title, pad=True),
            right if not at else Content.blank(right.cell_length),
            beside[at] if at < len(beside) else "",
        )
        for at in range(max(len(left), len(beside)))
    ]
    if item.remark and not beside:
        rows += hanging(Content.blank(6), remark, width)
    for said in item.ledger:
        amount = line(Content.blank(first.cell_length), (f"{said.amount}  ", "$short"))
        rows += hanging(amount, line((said.text, "$muted")), width)
    return Content("\n").join(rows)


def _right(item: Item, columns: _Columns, tone: str) -> Content:
    values = _values(item, len(columns.right) - 3)
    styles = ["", *["$muted"] * (len(values) - 3), tone, "$muted"]
    if item.kind == "entry":  # the tone is that of the hours that count, which are the last of the cells
        styles[-3:] = [tone, posted_style(item.state), "$muted"]
    return Content.assemble(
        *(
            line((_aligned(value, most), style)).truncate(cells - 1, ellipsis=True).truncate(cells, pad=True)
            for value, style, most, cells in zip(values, styles, columns.digits, columns.right, strict=True)
            if cells
        )
    )
