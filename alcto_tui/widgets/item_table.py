"""A table of items whose text is literal. A line is drawn when it comes into sight, so a log of any length is quick."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from alcto_core.telling.page import Item
from alcto_tui.widgets.literal import literal

CURSOR = "▌"
GAP = 2
"""Cells between two columns."""


class Column(NamedTuple):
    """One column of a table."""

    label: str
    width: int
    is_right: bool = False
    sort: str = ""
    """What the table is sorted by where its head is clicked; empty where it is not."""


class ItemTable(ScrollView, can_focus=True):
    """A row for each item, in columns that follow the width. The cursor stays on its item, and passes over headings."""

    keeps_height: ClassVar[bool] = False
    """Whether the cursor stays at its height where its item is gone; else it goes to the first."""

    BINDINGS = [  # noqa: RUF012 - Textual's own declaration
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("home,g", "end(-1)", "First", show=False),
        Binding("end,G", "end(1)", "Last", show=False),
        Binding("enter", "open", "Open", show=False),
    ]
    DEFAULT_CSS = """
    ItemTable {
        height: 1fr;
        background: $background;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        &.-empty { display: none; }
    }
    """

    class Highlighted(Message):
        """The cursor stands on another item."""

    class Opened(Message):
        """The person wants to open the item under the cursor."""

    class HeadClicked(Message):
        """The person clicked the head of a column that can be sorted by."""

        def __init__(self, sort: str) -> None:
            super().__init__()
            self.sort = sort

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ids: Sequence[str] = ()
        self._item_of: Callable[[str], Item] = _no_item
        self._headings: frozenset[str] = frozenset()
        self._at = 0
        self._columns: tuple[Column, ...] = ()

    # -- what it shows ------------------------------------------------------------------------------------------------

    @property
    def item(self) -> Item | None:
        """The item under the cursor."""
        return self._item_of(self._ids[self._at]) if self._is_entry(self._at) else None

    @property
    def items(self) -> tuple[Item, ...]:
        """What is shown, without headings."""
        return tuple(self._item_of(id) for id in self._ids if id not in self._headings)

    @property
    def row_count(self) -> int:
        """How many items are shown."""
        return len(self._ids) - len(self._headings)

    def show(self, items: Sequence[Item], cursor: str | None = None) -> None:
        """Show these; the cursor goes to the item `cursor`, else it stays on its own."""
        known: dict[str, Item] = {}
        for item in items:
            known[item.id if item.id not in known else f"{item.id}\0{len(known)}"] = item
        self.show_lines(list(known), known.__getitem__, cursor=cursor)

    def show_lines(
        self,
        ids: Sequence[str],
        item_of: Callable[[str], Item],
        headings: frozenset[str] = frozenset(),
        *,
        cursor: str | None = None,
    ) -> None:
        """Show lines by their ids; `item_of` is asked for those that come into sight."""
        before, height = self._ids[self._at] if self._is_entry(self._at) else None, self._at
        self._ids, self._item_of, self._headings = ids, item_of, headings
        wanted = cursor if cursor is not None else before
        lost = min(height, len(ids) - 1) if self.keeps_height else 0
        self._at = ids.index(wanted) if wanted in ids else max(lost, 0)
        if not self._is_entry(self._at):
            self._at = self._next(self._at, 1)
        self._lay_out()
        self.refresh()
        if ids:
            self._keep_in_sight()
            self.post_message(self.Highlighted())

    def columns_for(self, width: int) -> tuple[Column, ...]:
        """The columns that fit; one cell of the width is the cursor's."""
        raise NotImplementedError

    def cells(self, item: Item, above: Item | None, columns: Sequence[Column]) -> list[Content]:
        """The cells of an item's row, below that of the item `above`."""
        raise NotImplementedError

    def heading(self, item: Item, columns: Sequence[Column], width: int) -> Content:
        """The line of a heading."""
        raise NotImplementedError

    def head_words(self, column: Column) -> Content:
        """What stands above a column."""
        return literal(column.label)

    # -- drawing ------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._columns = self.columns_for(self.scrollable_content_region.width) if self.size.width else ()
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._ids) + 1)

    def on_resize(self) -> None:
        """Other columns fit now, or the table came into sight."""
        self._lay_out()
        self.refresh()
        self._keep_in_sight()

    def notify_style_update(self) -> None:
        """Colours are another theme's now."""
        super().notify_style_update()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The head in the first line, rows below it."""
        width = self.scrollable_content_region.width
        at = self.scroll_offset.y + y - 1
        if not self._columns or width < 2:
            return Strip.blank(self.size.width, self.rich_style)
        if y == 0:
            return self._drawn(self._joined([self.head_words(one) for one in self._columns]), width, "$muted")
        if not 0 <= at < len(self._ids):
            return Strip.blank(width, self.rich_style)
        item, is_here = self._item_of(self._ids[at]), at == self._at
        if self._ids[at] in self._headings:
            return self._drawn(Content.assemble(" ", self.heading(item, self._columns, width - 1)), width, "$muted")
        above = self._item_of(self._ids[at - 1]) if self._is_entry(at - 1) else None
        row = self._joined(self.cells(item, above, self._columns), CURSOR if is_here and self.has_focus else " ")
        return self._drawn(row, width, self._row_style(is_here))

    def _row_style(self, is_here: bool) -> str:
        if not is_here:
            return ""
        if self.has_focus:
            return "bold $foreground on $selected"
        return "$foreground on $panel" + (" underline" if self.app.no_color else "")

    def _joined(self, cells: Sequence[Content], first: str = " ") -> Content:
        """Cells beside each other, each as wide as its column."""
        parts: list[Content | tuple[str, str]] = [(first, "$accent")]
        for at, (cell, column) in enumerate(zip(cells, self._columns, strict=False)):
            parts.append(Content(" " * (GAP if at else 0)))
            cut = cell.truncate(column.width, ellipsis=True)
            blank = Content(" " * (column.width - cut.cell_length))
            parts += [blank, cut] if column.is_right else [cut, blank]
        return Content.assemble(*parts)

    def _drawn(self, words: Content, width: int, style: str) -> Strip:
        whole = words.truncate(width, pad=True)
        styled = whole.stylize_before(style) if style else whole
        strips = Visual.to_strips(self, styled, width, 1, self.visual_style, apply_selection=False)
        return strips[0].adjust_cell_length(width, self.rich_style) if strips else Strip.blank(width, self.rich_style)

    # -- the cursor ---------------------------------------------------------------------------------------------------

    def move_cursor(self, *, row: int) -> None:
        """Put the cursor on a line, or on the nearest below it that is no heading."""
        if not self._ids:
            return
        at = min(max(row, 0), len(self._ids) - 1)
        if not self._is_entry(at):
            at = self._next(at, 1 if row >= self._at else -1)
        if at != self._at:
            before, self._at = self._at, at
            self._redraw(before)
            self._redraw(at)
            self.post_message(self.Highlighted())
        self._keep_in_sight()

    def redraw_item(self, id: str) -> None:
        """Draw the row of an item anew."""
        if id in self._ids:
            self._redraw(self._ids.index(id))

    def _is_entry(self, at: int) -> bool:
        return 0 <= at < len(self._ids) and self._ids[at] not in self._headings

    def _next(self, at: int, by: int) -> int:
        """The nearest line that is no heading, from `at` on in this direction, else in the other."""
        for step in (by, -by):
            place = at
            while 0 <= place < len(self._ids):
                if self._is_entry(place):
                    return place
                place += step
        return 0

    def _redraw(self, at: int) -> None:
        y = at + 1 - self.scroll_offset.y
        if 1 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def _keep_in_sight(self) -> None:
        """Scroll as little as brings the cursor into sight, with a heading right above it."""
        room = self.size.height - 1
        if room < 1:
            return
        top = self._at - 1 if self._at and not self._is_entry(self._at - 1) else self._at
        y = self.scroll_offset.y
        if top < y:
            self.scroll_to(y=top, animate=False, immediate=True)
        elif self._at >= y + room:
            self.scroll_to(y=self._at - room + 1, animate=False, immediate=True)

    def action_move(self, by: int) -> None:
        at = self._next(self._at + by, by) if 0 <= self._at + by < len(self._ids) else self._at
        if self._at + by < 0 or (by < 0 and at >= self._at):
            self.scroll_to(y=0, animate=False, immediate=True)  # a heading above the first may be out of sight
        else:
            self.move_cursor(row=at)

    def action_page(self, by: int) -> None:
        self.move_cursor(row=self._at + by * max(self.size.height - 2, 1))

    def action_end(self, by: int) -> None:
        self.move_cursor(row=0 if by < 0 else len(self._ids) - 1)
        if by < 0:
            self.scroll_to(y=0, animate=False, immediate=True)

    def action_open(self) -> None:
        if self.item is not None:
            self.post_message(self.Opened())

    def on_focus(self) -> None:
        self._redraw(self._at)

    def on_blur(self) -> None:
        self._redraw(self._at)

    def on_click(self, event: events.Click) -> None:
        """Go to the row, or open it where the cursor stands there already; a head sorts."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        if offset.y == 0:
            left = 1
            for column in self._columns:
                if left <= offset.x < left + column.width + GAP and column.sort:
                    self.post_message(self.HeadClicked(column.sort))
                left += column.width + GAP
            return
        at = self.scroll_offset.y + offset.y - 1
        if self._is_entry(at):
            if at == self._at:
                self.action_open()
            self.move_cursor(row=at)


def _no_item(id: str) -> Item:
    raise KeyError(id)
