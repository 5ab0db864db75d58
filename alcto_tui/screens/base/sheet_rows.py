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
    bar: int = 0
    """Cells of a bar at the end; none where nothing is drawn."""


def rows_of(parts: Iterable[Part], width: int, *, is_brief: bool = False) -> list[Row[Item]]:
    """Every row, `width` cells wide. Brief rows leave sources and remarks to what is explained of the marked one, and
    have a bar where the items of a part are drawn as one.
    """
    return [row for part in parts if part.items for row in _part_rows(part, width, is_brief)]


def _brief(item: Item) -> Item:
    return replace(item, source="", remark="") if item.kind in {"requirement", "step", "limit"} else item


def explained(item: Item) -> list[Content]:
    """Its sentences, the first of them bold."""
    rows = []
    for number, said in enumerate(item.sentences()):
        amount = line((f"{said.amount:>5}  ", "$short")) if said.amount else ""
        rows.append(line(amount, (str(said), "bold" if not number else "")))
    return rows or [line((item.title, "bold"))]


def _part_rows(part: Part, width: int, is_brief: bool) -> Iterator[Row[Item]]:
    shown_as = {id(item): _brief(item) if is_brief else item for item in part.items}
    columns = _columns(replace(part, items=tuple(shown_as.values())), width, has_bars=is_brief)
    if part.heading:
        shown = [cells for cells in columns.right if cells]
        names = "".join(f"{name:<{cells}}" for name, cells in zip(part.columns, shown, strict=False))
        drawn = [("  ", bar(part.full, 16, "$met"))] if part.full is not None else []
        left = line((part.heading, "bold $accent"), (f"  {part.fact}" if part.fact else "", "$muted"), *sum(drawn, ()))
        if names:
            left = left.truncate(columns.title - 1, ellipsis=True).truncate(columns.title, pad=True)
        yield Row(f"heading-{part.heading}", Content.assemble(left, (names, "$muted")))
    group = ""
    for item in part.items:
        if item.group and item.group != group:
            yield Row(f"group-{part.heading}-{item.group}", line((f"  {item.group}", "bold")))
        group = item.group
        yield Row(f"{item.kind}-{item.id}", _words(shown_as[id(item)], columns, width), item)


def _values(item: Item, many: int) -> tuple[str, ...]:
    """Figure, cells, state and source: what may stand in the columns on the right."""
    state = f"{item.state}, advice" if item.advisory and item.state else item.state
    return (item.figure, *item.cells, *[""] * (many - len(item.cells)), state, item.source)


def _columns(part: Part, width: int, *, has_bars: bool = False) -> _Columns:
    """Columns that hold something, as wide as it; sources go where titles need their room, and states are cut."""
    many = max(len(item.cells) for item in part.items)
    widest = [max(map(len, column)) for column in zip(*(_values(item, many) for item in part.items), strict=True)]
    names = iter(part.columns)
    right = [min(max(cells, len(next(names, ""))), MOST_CELL) + GAP if cells else 0 for cells in widest]
    if width - sum(right) < LEAST_TITLE:
        right[-1] = 0
    room = width - sum(right)
    if has_bars and room - BAR - GAP >= ROOM_BESIDE_BAR and any(item.full is not None for item in part.items):
        return _Columns(room - BAR - GAP, tuple(right), 0, BAR)
    remark = max(len(item.remark) for item in part.items)
    days = DAY if any(item.day is not None for item in part.items) else 0
    titles = max(len(item.title) for item in part.items) + TITLE_INDENT + days
    beside = room - max(titles, LEAST_TITLE)
    if right[-1] or not remark or beside < remark:
        return _Columns(room, tuple(right), 0)
    return _Columns(room - beside, tuple(right), beside)


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
            line((value, style)).truncate(cells - 1, ellipsis=True).truncate(cells, pad=True)
            for value, style, cells in zip(values, styles, columns.right, strict=True)
            if cells
        )
    )
