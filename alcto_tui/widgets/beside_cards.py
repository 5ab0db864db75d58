"""What stands beside the cards of Home: words, and below them pictures where there is room for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from alcto_tui.widgets.literal import Words, lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alcto_core.evaluation.standing import Standing
    from alcto_core.overview import Overview

BROAD = 120
"""Cells of the window from which there are pictures."""


class BesideCards(Vertical):
    """Words above, pictures below. What draws them is imported once they are wanted."""

    DEFAULT_CSS = """
    BesideCards {
        & > Pictures { height: 1fr; margin-top: 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="beside")
        self._drawn: tuple[Overview, Standing | None] | None = None

    def compose(self) -> ComposeResult:
        yield Words(id="aside")

    @property
    def width(self) -> int:
        """Cells of a line of words; 0 before they are laid out."""
        return self.query_one("#aside", Words).content_size.width

    @property
    def is_broad(self) -> bool:
        """Whether the window has room for pictures."""
        return self.screen.size.width >= BROAD

    def show_words(self, rows: Sequence[Content]) -> None:
        """Show these lines."""
        self.query_one("#aside", Words).show(lines(*rows))

    def show_pictures(self, overview: Overview, standing: Standing | None) -> None:
        """Draw the days that come and this credential, if the window is broad."""
        found = self.query("Pictures")
        found.set(display=self.is_broad)
        if not self.is_broad or (found and self._drawn == (overview, standing)):
            return
        from alcto_core.telling.charts import charts_of
        from alcto_core.telling.timeline import timeline
        from alcto_tui.widgets.pictures import Pictures

        self._drawn = (overview, standing)
        days, own = timeline(overview), charts_of(standing, overview.library) if standing is not None else ()
        charts = [*own[:1], *((days,) if days is not None else ()), *own[1:]]
        pictures = found.first(Pictures) if found else Pictures(id="pictures")
        pictures.show(charts)
        if not found:
            self.mount(pictures)
