"""Charts: the hours over time, by month and strand, and the days that come, each with its sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from alcto_core.telling.charts_page import CHARTS, all_charts, charts_sheet, charts_text, not_drawn
from alcto_tui.commands import COPY, Command
from alcto_tui.screens.base.beginnings import first_credential
from alcto_tui.screens.base.frame import Frame
from alcto_tui.screens.base.mending import with_place
from alcto_tui.widgets.literal import Words, in_lines, line, lines
from alcto_tui.widgets.pictures import Pictures

if TYPE_CHECKING:
    from alcto_core.evaluation.standing import Standing
    from alcto_core.overview import Overview
    from alcto_core.telling.page import Sheet


class ChartsScreen(Frame):
    """Pictures below each other. They are drawn from standings that are judged already."""

    offers = (
        Command("page", "space,pagedown", "More", "Scroll down by a page", "Space", True),
        Command("page_up", "pageup", "Page up", "Scroll up by a page", "PgUp"),
        Command("down", "down,j", "Down", "Scroll down", "Down"),
        Command("up", "up,k", "Up", "Scroll up", "Up"),
        replace(COPY, in_footer=True),
    )

    DEFAULT_CSS = """
    ChartsScreen {
        & .body { padding: 1 2; scrollbar-size-vertical: 1; }
        &.-low .body, &.-medium .body { padding: 0 2; }
        & #lacks { color: $muted; }
        & Pictures { height: auto; }
    }
    """

    def __init__(self, credential: str, shown: Standing | None, after: tuple[Standing, ...]) -> None:
        super().__init__()
        self._credential, self._past, self._after = credential, shown, after
        self._sheet: Sheet | None = None

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="body", can_focus=True):
            yield Pictures(grows=True)
            yield Words(id="lacks")

    def show_overview(self, overview: Overview) -> None:
        """Draw them; close where the credential is gone."""
        if self._past is not None:
            standings: tuple[Standing, ...] = (self._past,)
        else:
            held = overview.standings
            standings = tuple(one for one in held if self._credential in ("", one.credential))
        if self._credential and not standings:
            self.close()
            return
        charts = all_charts(overview, standings, self._after, days_ahead=not self._credential)
        lacks = tuple(map(with_place, not_drawn(overview, standings)))
        self._sheet = charts_sheet(charts, lacks)
        about = standings[0].short if self._credential else ""
        self.head(line((CHARTS, "bold $accent"), f"   {about}" if about else ""))
        words = self.query_one("#lacks", Words)
        words.display = bool(lacks)
        way = [first_credential()] if overview.records is not None and not overview.standings else []
        words.show(lines(*map(line, (*lacks, *way))))
        pictures = self.query_one(Pictures)
        pictures.display = bool(charts)
        pictures.show(charts)
        self.query_one(".body").focus()
        self.once_drawn(self.refresh_bindings)

    def on_resize(self) -> None:
        self.once_drawn(self.refresh_bindings)

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """What stands there whole is not scrolled, and nothing copied where nothing is drawn."""
        if action == "page" and self.is_mounted:
            return self._scroll().max_scroll_y > 0
        return self._sheet is not None and bool(self._sheet.parts) if action == "copy" else True

    def action_charts(self) -> None:
        """Close again: the key that opened them also closes them."""
        self.dismiss()

    def _scroll(self) -> VerticalScroll:
        return self.query_one(VerticalScroll)

    def action_down(self) -> None:
        self._scroll().scroll_relative(y=2, animate=False)

    def action_up(self) -> None:
        self._scroll().scroll_relative(y=-2, animate=False)

    def action_page(self) -> None:
        self._scroll().scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        self._scroll().scroll_page_up(animate=False)

    def copied(self) -> str:
        """What the pictures say, in words."""
        return in_lines(charts_text(self._sheet)) if self._sheet is not None else ""
