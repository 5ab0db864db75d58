"""Screens that are a list of rows with the highlighted one explained below, or beside where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from alcto_core.telling.page import Chart, Item
from alcto_tui.commands import SHARED, Command
from alcto_tui.screens.base.frame import Frame
from alcto_tui.widgets.literal import Words, in_lines, lines
from alcto_tui.widgets.literal_input import LiteralInput
from alcto_tui.widgets.pictures_pane import PicturesPane

About = TypeVar("About")

MORE = Command("more", "v", "More", "Show more of the explanation", "v")
LEAST_WIDTH = 30
"""Cells below which rows are cut by the screen instead of being laid out."""


@dataclass(frozen=True)
class Row(Generic[About]):
    """One row: its words, and what it stands for. A heading stands for nothing."""

    id: str
    """Unique in the listing; the cursor stays on it."""
    words: Content
    about: About | None = None

    @property
    def is_heading(self) -> bool:
        """Whether the cursor passes over it."""
        return self.about is None


class RowList(OptionList):
    """The list; its Enter has a place in the footer."""

    BINDINGS = [  # noqa: RUF012 - Textual's own declaration
        Binding("enter", "select", "Open", key_display="Enter"),
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
        Binding("g", "first", "First", show=False),
        Binding("G", "last", "Last", show=False),
    ]
    DEFAULT_CSS = """
    RowList {
        min-width: 8;  /* an option cannot be folded into no room at all */
    }
    """

    def __init__(self, *, opens: bool) -> None:
        super().__init__(id="rows", markup=False)
        self._opens = opens

    class Resized(Message):
        """The list has another size."""

    def on_resize(self) -> None:
        """Rows follow the width of the list itself: it may get another one after the screen has its size."""
        self.post_message(self.Resized())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter is offered only where it opens something."""
        if action == "select":
            return self._opens and self.highlighted is not None
        return super().check_action(action, parameters)

    def action_page_up(self) -> None:
        """A page up; where only headings are left there, the first row."""
        super().action_page_up()  # type: ignore[no-untyped-call]
        if self.highlighted is None:
            self.action_first()

    def action_page_down(self) -> None:
        """A page down; where only headings are left there, the last row."""
        super().action_page_down()  # type: ignore[no-untyped-call]
        if self.highlighted is None:
            self.action_last()


class Listing(Frame, Generic[About]):
    """A subclass makes the rows and explains them; this keeps the cursor, the filter and the widths."""

    shared: ClassVar[tuple[Command, ...]] = (MORE, *SHARED)
    opens: ClassVar[bool] = True
    """Whether Enter opens something."""
    keeps_height: ClassVar[bool] = False
    """Whether the cursor stays near its height where its row is gone; else it goes to the first."""
    begins_at: ClassVar[str] = "#rows"
    """Where the cursor is first."""
    draws: ClassVar[bool] = False
    """Whether pictures stand below the explanation where it stands beside the rows and there is height for both."""
    finds: ClassVar[str] = ""
    """What can be typed into the filter; empty where there is none."""

    DEFAULT_CSS = """
    Listing {
        & #top { padding: 0 2; height: auto; background: $surface; }
        & #search { height: 1; padding: 0 2; background: $surface; }
        & #search > .label { width: 6; color: $muted; }
        & #find { width: 1fr; height: 1; background: $surface; }
        & #find:focus { background: $selected; }
        & #rows {
            height: 1fr; padding: 0 1; background: $background; border: none;
            scrollbar-size-vertical: 1;
            &:focus { border: none; background-tint: transparent; }
            & > .option-list--option-disabled { color: $foreground; }
        }
        & #why {
            height: auto; max-height: 6; padding: 0 1 0 2; background: $surface; border-top: solid $line;
            scrollbar-size: 0 1; scrollbar-gutter: stable;  /* no line wraps anew */
        }
        &.-low #why { max-height: 4; }
        &.-tall #why { max-height: 12; }
        &.-wide .body { layout: horizontal; }
        &.-wide #rows { width: 3fr; }
        &.-wide #why {
            width: 2fr; height: 100%; max-height: 100%; border-top: none; border-left: solid $line;
            padding: 1 1 1 2;
        }
        & #why.-nothing { background: $background; border-top: blank; }
        &.-wide #why.-nothing { border-top: none; border-left: blank; }
        & PicturesPane { display: none; dock: bottom; height: 45%; padding-top: 1; background: $surface; }
        &.-wide.-tall PicturesPane { display: block; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Row[About]] = ()
        self._width = 0
        """Cells of the list when it was filled."""
        self._scrolled: float | None = None
        """How far the list was scrolled before it was filled anew; None once it is drawn."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A row can be opened where there is one."""
        if action == "open" and self._rows:
            return any(not row.is_heading for row in self._rows)
        return super().check_action(action, parameters)

    def top(self, width: int) -> Sequence[Content]:  # noqa: ARG002 - for subclasses
        """Lines above the list."""
        return ()

    def rows(self, width: int) -> Sequence[Row[About]]:
        """The rows, `width` cells wide."""
        raise NotImplementedError

    def explained(self, about: About) -> Sequence[Content]:
        """What is to be said of what a row stands for."""
        raise NotImplementedError

    def charts(self) -> Sequence[Chart]:
        """What is drawn, the most telling first; asked only where there is room."""
        return ()

    def first(self) -> str | None:
        """The row to begin on; None: the first that is no heading."""
        return None

    def body(self) -> ComposeResult:
        yield Words(id="top")
        if self.finds:
            with Horizontal(id="search"):
                yield Words("Find", classes="label")
                yield LiteralInput(placeholder=self.finds, id="find")
        with Container(classes="body"):
            yield RowList(opens=self.opens and "open" not in self.refused())
            with VerticalScroll(id="why", can_focus=False):
                if self.draws:
                    yield PicturesPane()
                yield Words(id="explanation")

    def on_mount(self) -> None:
        self.query_one(self.begins_at).focus()

    def on_resize(self) -> None:
        """Columns follow the width."""
        if self._shown is not None:
            self.once_drawn(self.fill)

    def on_row_list_resized(self) -> None:
        """Lay the rows out in the width that they have; in a lower list the cursor stays in sight."""
        listed = self.query_one(RowList)
        if self._shown is not None and self._rows and listed.outer_size.width not in (0, self._width):
            self.fill()
        else:
            listed.scroll_to_highlight()

    @property
    def found(self) -> str:
        """What stands in the filter."""
        return self.query_one("#find", Input).value if self.finds else ""

    def fill(self) -> None:
        """Show the rows; the cursor stays where it is as long as its row does."""
        listed = self.query_one(RowList)
        top = self.query_one("#top", Words)
        above = self.top(max(self.size.width - 4, LEAST_WIDTH))
        top.display = bool(above)
        top.show(lines(*above))
        at, height = self._highlighted_id(), listed.highlighted or 0 if self.keeps_height else 0
        self._width = listed.outer_size.width
        width = listed.content_size.width or self.size.width - 3  # it has none while it is hidden
        self._rows = self.rows(max(width - 2, LEAST_WIDTH))
        if self._scrolled is None:
            self._scrolled = listed.scroll_y
        listed.clear_options()
        listed.add_options([Option(row.words, id=row.id, disabled=row.is_heading) for row in self._rows])
        ids = [row.id for row in self._rows]
        wanted = next((one for one in (at, self.first()) if one in ids), None)
        free = [place for place, row in enumerate(self._rows) if not row.is_heading]
        nearest = min(free, key=lambda place: abs(place - height), default=None)
        listed.highlighted = ids.index(wanted) if wanted is not None else nearest
        self._explain()
        self.once_drawn(self._scroll_back, wanted is not None and wanted == at)
        if self.draws:
            self.query_one(PicturesPane).show(self.charts)

    def _scroll_back(self, is_same: bool) -> None:
        """Show the highlighted row, where it stood before: the list forgot it with its rows, and may have another
        height now."""
        listed, before = self.query_one(RowList), self._scrolled
        self._scrolled = None
        if is_same and before:
            listed.scroll_to(y=before, animate=False, immediate=True)
        listed.scroll_to_highlight()

    def _highlighted_id(self) -> str | None:
        listed = self.query_one(RowList)
        return None if listed.highlighted is None else listed.get_option_at_index(listed.highlighted).id

    def chosen(self) -> About | None:
        """What the highlighted row stands for."""
        at = self._highlighted_id()
        return next((row.about for row in self._rows if row.id == at and at is not None), None)

    def on_option_list_option_highlighted(self) -> None:
        self._explain()

    def on_option_list_option_selected(self) -> None:
        self.action_open()

    def on_input_changed(self) -> None:
        self.fill()

    def on_input_submitted(self) -> None:
        """Enter in the filter goes to what was found."""
        self.query_one(RowList).focus()

    def _explain(self) -> None:
        about = self.chosen()
        words = self.explained(about) if about is not None else ()
        self.query_one("#explanation", Words).show(lines(*words))
        why = self.query_one("#why")
        why.set_class(about is None and not self.draws, "-nothing")  # else it would be an empty half of the screen
        why.scroll_home(animate=False)
        self.refresh_bindings()

    def action_open(self) -> None:
        """Enter on a row."""

    def action_more(self) -> None:
        """Scroll the explanation; from its end back to its beginning."""
        why = self.query_one("#why")
        if why.scroll_offset.y >= why.max_scroll_y:
            why.scroll_home(animate=False)
        else:
            why.scroll_page_down(animate=False)

    def action_find(self) -> None:
        """Go to the filter."""
        self.query_one("#find", Input).focus()

    def action_back(self) -> None:
        """Leave the filter first; then the screen."""
        find = self.query_one("#find", Input) if self.finds else None
        if find is not None and (find.value or find.has_focus):
            find.value = ""
            self.query_one(RowList).focus()
        else:
            self.dismiss()

    def copied(self) -> str:
        """What the highlighted row stands for: a thing of a page as the verbs tell it, else what is explained of it."""
        about = self.chosen()
        if isinstance(about, Item):
            return in_lines(about.in_words())
        return lines(*self.explained(about)).plain if about is not None else ""
