"""Catalogue: what the credit sources list in a year, and what of each cap this person has used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, VerticalScroll
from textual.widgets import Input

from alcto_core import dates
from alcto_core.evaluation.other_periods import used_caps
from alcto_core.telling.catalogue import NO_CATALOGUE, catalogue_parts, without_list
from alcto_core.telling.catalogue_years import sources_without_list, years
from alcto_core.telling.search import offerings
from alcto_tui import messages
from alcto_tui.commands import Command
from alcto_tui.screens.frame import Frame
from alcto_tui.widgets.field import LiteralInput
from alcto_tui.widgets.literal import Words, line, lines
from alcto_tui.widgets.offering_detail import offering_words
from alcto_tui.widgets.offering_table import OfferingTable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from alcto_core.overview import Overview
    from alcto_core.rules.windows import Span
    from alcto_core.telling.page import Item


class CatalogueScreen(Frame):
    """The offerings of one year; `[` and `]` go to the year before and after."""

    offers = (
        Command("choose", "a,enter", "Add", "Add an entry for this event or course", "a", True),
        Command("find", "slash", "Find", "Search the catalogue: words, or parts of words", "/", True),
        Command("earlier", "left_square_bracket", "Before", "Show the year before", "[", True),
        Command("later", "right_square_bracket", "After", "Show the year after", "]", True),
    )

    DEFAULT_CSS = """
    CatalogueScreen {
        & #search { height: 1; padding: 0 1; background: $surface; }
        & #search > .label { width: 6; color: $muted; }
        & #find { width: 1fr; height: 1; background: $surface; }
        & #find:focus { background: $selected; }
        & #gap { height: auto; padding: 0 1; color: $unknown; }
        & #gap.-none { display: none; }
        & #told { height: auto; padding: 1 2; display: none; }
        & #told.-empty { display: block; }
        & #detail { height: auto; max-height: 8; padding: 0 1; background: $surface; border-top: solid $line; }
        & #detail.-empty { display: none; }
        &.-low #detail { max-height: 5; }
        & #detail { scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
        & .body { layout: vertical; }
        & #list { height: 1fr; }
        &.-wide .body { layout: horizontal; }
        &.-wide #list { width: 2fr; height: 100%; }
        &.-wide #detail {
            width: 1fr; height: 100%; max-height: 100%; padding: 1; border-top: none; border-left: vkey $line;
        }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._years: tuple[Span, ...] = ()
        self._year: Span | None = None
        self._used: Mapping[str, int | Fraction] = {}

    def body(self) -> ComposeResult:
        with Horizontal(id="search"):
            yield Words("Find", classes="label")
            yield LiteralInput(placeholder="words of name, source, strand, format…", id="find")
        yield Words(id="gap", classes="-none")
        with Container(classes="body"):
            with Container(id="list"):
                yield OfferingTable(id="offerings")
                yield Words("Reading your records…", id="told", classes="-empty")
            with VerticalScroll(id="detail", classes="-empty", can_focus=False):
                yield Words(id="words")

    def on_mount(self) -> None:
        self.head(line(("Catalogue", "bold")))
        self.query_one(OfferingTable).focus()

    def show_overview(self, overview: Overview) -> None:
        """Show the year of the day, or the one that was chosen."""
        self._years = years(overview.records, overview.library, overview.on)
        chosen = self._year.name if self._year is not None else None
        named = next((span for span in self._years if span.name == chosen), None)
        today = next((span for span in self._years if span.start <= overview.on <= span.end), None)
        self._show_year(named or today or (self._years[-1] if self._years else None))

    def _show_year(self, year: Span | None) -> None:
        overview, self._year = self.overview, year
        if overview is None:
            return
        if year is not None and overview.records is not None:
            self._used = used_caps(overview.records, overview.library, overview.on, year, overview.plan)
        self._fill()

    @on(Input.Changed, "#find")
    def _fill(self) -> None:
        overview, year = self.overview, self._year
        if overview is None:
            return
        words = self.query_one("#find", Input).value
        found = offerings(overview.library, words, span=year) if year is not None else ()
        parts = catalogue_parts(overview.library, found, self._used)
        self.query_one(OfferingTable).show([item for part in parts for item in part.items])
        missing = sources_without_list(overview.records, overview.library, year) if year is not None else ()
        gap = self.query_one("#gap", Words)
        gap.set_class(not missing, "-none")
        if year is not None and missing:
            gap.show(line(without_list(missing, year)))
        span = f"{dates.show(year.start)} to {dates.show(year.end)}" if year is not None else ""
        count = f", {len(found)} found" if words.strip() else ""
        name = f"  {year.name}" if year is not None else ""
        self.head(line(("Catalogue", "bold"), name, count), line((span, "$muted")))
        self._tell_nothing(bool(found), words)

    def _tell_nothing(self, is_found: bool, words: str) -> None:
        self.query_one(OfferingTable).set_class(not is_found, "-empty")
        self.query_one("#detail").set_class(not is_found, "-empty")
        told = self.query_one("#told", Words)
        told.set_class(not is_found, "-empty")
        if is_found:
            return
        if self._year is None:
            told.show(
                lines(
                    line((NO_CATALOGUE, "bold")),
                    line("Entries can be added all the same (a in the log). Plugins and rule files bring catalogues."),
                )
            )
        elif words.strip():
            told.show(line("Nothing in this year’s lists holds ", (words.strip(), "bold"), ". Esc shows all again."))
        else:
            told.show(line("No list covers this year. [ and ] show the years around it."))

    @on(Input.Submitted, "#find")
    def _leave_filter(self) -> None:
        self.query_one(OfferingTable).focus()

    @on(OfferingTable.Highlighted)
    def _show_detail(self) -> None:
        self._detail()

    def on_resize(self) -> None:
        self.once_drawn(self._detail)

    def _detail(self) -> None:
        chosen, overview = self._current(), self.overview
        if chosen is None or overview is None:
            return
        pane = self.query_one("#detail", VerticalScroll)
        width = max(pane.scrollable_content_region.width, 30)
        self.query_one("#words", Words).show(offering_words(chosen, width))
        pane.scroll_home(animate=False)

    def _current(self) -> Item | None:
        return self.query_one(OfferingTable).item

    @on(OfferingTable.Opened)
    def _open(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        if chosen := self._current():
            self.post_message(messages.EntryRequested(offering=chosen.id))

    def action_find(self) -> None:
        self.query_one("#find").focus()

    def action_earlier(self) -> None:
        self._go(-1)

    def action_later(self) -> None:
        self._go(1)

    def _go(self, by: int) -> None:
        """Go to another year, where there is one."""
        if self._year in self._years:
            place = self._years.index(self._year) + by
            if 0 <= place < len(self._years):
                self._show_year(self._years[place])

    def action_back(self) -> None:
        """Leave the filter first; then the screen."""
        find = self.query_one("#find", Input)
        if find.value:
            find.value = ""
            self.query_one(OfferingTable).focus()
        elif find.has_focus:
            self.query_one(OfferingTable).focus()
        else:
            self.dismiss()
