"""Screens that are a table which is filtered while typing, with the row under the cursor told below or beside it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input

from alcto_tui.screens.base.frame import Frame
from alcto_tui.widgets.item_table import ItemTable
from alcto_tui.widgets.literal import Words, line
from alcto_tui.widgets.literal_input import LiteralInput

COPIED_WIDTH = 200
"""Cells of a line that is copied: whoever pastes it breaks it anew."""
LEAST_WIDTH = 30
"""Cells below which what is told is cut by the screen instead of being wrapped."""


BREAKPOINTS = [(0, "-tiny-width"), (40, "-narrow"), (76, "-normal"), (150, "-wide")]
"""The detail stands beside the table only where titles keep their room; below that it lies under the table."""


class Filtered(Frame):
    """A subclass makes the table, fills it and tells of a row; this keeps the filter."""

    finds: ClassVar[str]
    """What can be typed into the filter."""
    goes_into_detail: ClassVar[bool] = False
    """Whether the cursor can go to what is told, to scroll it."""
    name_shown: ClassVar[str]
    """What stands in the title line before there is more to say."""

    DEFAULT_CSS = """
    Filtered {
        & #search { height: 1; padding: 0 1; background: $surface; }
        & #search > .label { width: 6; color: $muted; }
        & #find { width: 1fr; height: 1; background: $surface; }
        & #find:focus { background: $selected; }
        & #beside { width: auto; height: 1; margin-left: 2; color: $muted; }
        & #gap { display: none; height: auto; padding: 0 1; color: $unknown; }
        & #told { height: auto; padding: 0 1; color: $muted; }
        & #told.-empty { padding: 1 2; height: 1fr; color: $foreground; }
        & #detail { height: auto; max-height: 9; padding: 0 1; background: $surface; border-top: solid $line; }
        & #detail { scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
        & #detail.-empty { display: none; }
        &.-low #detail { max-height: 6; }
        & .body { layout: vertical; }
        & #list { height: 1fr; }
        &.-wide .body { layout: horizontal; }
        &.-wide #list { width: 2fr; height: 100%; }
        &.-wide #detail {
            width: 1fr; height: 100%; max-height: 100%; padding: 1; border-top: none; border-left: vkey $line;
        }
    }
    """

    def __init__(self, find: str = "", *, searching: bool = False) -> None:
        super().__init__()
        self._find = find
        self._is_searching = searching

    def table(self) -> ItemTable:
        """The table, made anew."""
        raise NotImplementedError

    def fill(self) -> None:
        """Show what matches the filter."""
        raise NotImplementedError

    def detail(self, width: int) -> Content | None:
        """What is told of the row under the cursor; None where there is none."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        with Horizontal(id="search"):
            yield Words("Find", classes="label")
            yield LiteralInput(self._find, placeholder=self.finds, id="find")
            yield Words(id="beside")
        yield Words(id="gap")
        with Container(classes="body"):
            with Container(id="list"):
                yield self.table()
                yield Words("Reading your records…", id="told")
            with VerticalScroll(id="detail", classes="-empty", can_focus=self.goes_into_detail):
                yield Words(id="words")

    def on_mount(self) -> None:
        self.head(line((self.name_shown, "bold")))
        self.query_one("#find" if self._is_searching else ItemTable).focus()

    @property
    def typed(self) -> str:
        """What stands in the filter."""
        return self.query_one("#find", Input).value

    def set_find(self, words: str) -> None:
        """Put words into the filter, without looking for them yet."""
        find = self.query_one("#find", Input)
        with find.prevent(Input.Changed):
            find.value = words

    def tell(self, is_found: bool, words: Content | None = None) -> None:
        """Say something below the table, or in its place where it is empty."""
        for place in ("#told", "#detail", "ItemTable"):
            self.query_one(place).set_class(not is_found, "-empty")
        told = self.query_one("#told", Words)
        told.display = words is not None
        told.show(words or "")
        if not is_found:
            self.query_one("#words", Words).show("")

    @on(Input.Changed, "#find")
    def _filter(self) -> None:
        if self.overview is not None:
            self.fill()

    @on(Input.Submitted, "#find")
    def _leave_filter(self) -> None:
        self.query_one(ItemTable).focus()

    @on(ItemTable.Highlighted)
    def _show_detail(self) -> None:
        self.tell_detail()

    def on_resize(self) -> None:
        self.once_drawn(self.tell_detail)

    def warn(self, words: Content | None) -> None:
        """Say above the table what is missing from it."""
        gap = self.query_one("#gap", Words)
        gap.display = words is not None
        gap.show(words or "")

    def title_of_detail(self) -> Content | None:
        """What stands in the line above what is told, where there is one."""
        return None

    def tell_detail(self) -> None:
        """Tell of the row under the cursor, from its beginning."""
        pane = self.query_one("#detail", VerticalScroll)
        pane.border_title = (None if self.has_class("-wide") else self.title_of_detail()) or ""
        if (words := self.detail(max(pane.scrollable_content_region.width, LEAST_WIDTH))) is not None:
            self.query_one("#words", Words).show(words)
            pane.scroll_home(animate=False)

    def copied(self) -> str:
        """What is told of the row under the cursor, whole."""
        words = self.detail(COPIED_WIDTH) if self.query_one(ItemTable).item is not None else None
        return words.plain if words is not None else ""

    def action_find(self) -> None:
        self.query_one("#find").focus()

    def action_back(self) -> None:
        """Leave the filter first; then the screen."""
        find, table = self.query_one("#find", Input), self.query_one(ItemTable)
        if find.value or (find.has_focus and table.focusable):
            find.value = ""
            table.focus()
        else:
            self.dismiss()
