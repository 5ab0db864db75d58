"""Catalogue: what the credit sources list in a year, and what of each cap this person has used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.content import Content

from alcto_core import dates
from alcto_core.evaluation.other_periods import used_caps
from alcto_core.telling.catalogue import NO_CATALOGUE, catalogue_parts, lists_of_others, without_list
from alcto_core.telling.catalogue_years import sources_without_list, years
from alcto_core.telling.search import offerings
from alcto_tui import requests
from alcto_tui.commands import Command
from alcto_tui.screens.base.filtered import BREAKPOINTS, Filtered
from alcto_tui.widgets.literal import hanging, line, lines, literal
from alcto_tui.widgets.offering_table import OfferingTable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from alcto_core.overview import Overview
    from alcto_core.rules.windows import Span
    from alcto_core.telling.page import Item

LABEL = 10
"""Cells of the column of labels in what is said of one offering."""


class CatalogueScreen(Filtered):
    """The offerings of one year; `[` and `]` go to the year before and after."""

    offers = (
        Command("choose", "a,enter", "Add", "Add an entry for this event or course", "a", True, changes=True),
        Command("find", "slash", "Find", "Search the catalogue: words, or parts of words", "/", True),
        Command("earlier", "left_square_bracket", "Before", "Show the year before", "[", True),
        Command("later", "right_square_bracket", "After", "Show the year after", "]", True),
    )

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    finds = "words of name, source, strand, format…"
    name_shown = "Catalogue"

    DEFAULT_CSS = """
    CatalogueScreen {
        & #detail { max-height: 8; }
        &.-low #detail { max-height: 5; }
        &.-wide #detail { max-height: 100%; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._years: tuple[Span, ...] = ()
        self._year: Span | None = None
        self._used: Mapping[str, int | Fraction] = {}

    def table(self) -> OfferingTable:
        return OfferingTable(id="offerings")

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
        self.fill()

    def fill(self) -> None:
        overview, year, words = self.overview, self._year, self.typed
        if overview is None:
            return
        library = overview.library
        found = offerings(library, words, span=year, records=overview.records) if year is not None else ()
        parts = catalogue_parts(library, found, self._used)
        self.query_one(OfferingTable).show([item for part in parts for item in part.items])
        missing = sources_without_list(overview.records, library, year) if year is not None else ()
        told = without_list(missing, year) if year is not None else ""
        told = told or lists_of_others(overview.records, library)
        self.warn(line(told) if told else None)
        span = f"{dates.show(year.start)} to {dates.show(year.end)}" if year is not None else ""
        count = f", {len(found)} found" if words.strip() else ""
        name = f"  {year.name}" if year is not None else ""
        self.head(line(("Catalogue", "bold"), name, count), line((span, "$muted")))
        self.tell(bool(found), None if found else self._nothing())
        self.refresh_bindings()

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """An entry can be added where an offering is shown and there are records; a year is left for another."""
        if action == "choose" and self.is_mounted:
            return self.can_hold_more and self.query_one(OfferingTable).row_count > 0
        if action in {"earlier", "later"} and self._year in self._years:
            return self._year is not self._years[0 if action == "earlier" else -1]
        return bool(self._years) if action in {"earlier", "later"} else True

    def _nothing(self) -> Content:
        if self._year is None:
            return lines(
                line((NO_CATALOGUE, "bold")),
                line("Entries can be added all the same (a in the log). Plugins and rule files bring catalogues."),
            )
        if words := self.typed.strip():
            return line("Nothing in this year’s lists holds ", (words, "bold"), ". Esc shows all again.")
        return line("No list covers this year. [ and ] show the years around it.")

    def detail(self, width: int) -> Content | None:
        chosen = self._current()
        if chosen is None:
            return None
        rows = line((chosen.title, "bold")).wrap(max(1, width))
        for one in chosen.ledger:
            rows += hanging(line((f"{one.amount:<{LABEL}}", "$muted")), literal(one.text), width)
        return lines(*rows)

    def _current(self) -> Item | None:
        return self.query_one(OfferingTable).item

    @on(OfferingTable.Opened)
    def _open(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        if chosen := self._current():
            self.post_message(requests.EntryRequested(offering=chosen.id))

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
