"""What stands beside the cards of Home: words, and below them pictures where there is room for both."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from alcto_tui.widgets.labels import Labels
from alcto_tui.widgets.literal import Words
from alcto_tui.widgets.pictures_pane import PicturesPane

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from alcto_core.evaluation.standing import Standing
    from alcto_core.overview import Overview
    from alcto_core.telling.page import Chart

BROAD, HIGH = 120, 30
"""Columns and lines of the window from which there are pictures."""


class BesideCards(Vertical):
    """Words above, pictures below."""

    DEFAULT_CSS = """
    BesideCards {
        & > PicturesPane { display: none; height: 1fr; margin-top: 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="beside")

    def compose(self) -> ComposeResult:
        yield Labels(id="aside")
        yield PicturesPane()

    @property
    def width(self) -> int:
        """Cells of a line of words; 0 before they are laid out."""
        return self.query_one("#aside", Words).content_size.width

    @property
    def is_broad(self) -> bool:
        """Whether the window has room for pictures."""
        width, height = self.screen.size
        return width >= BROAD and height >= HIGH

    def show_words(self, build: Callable[[str], Sequence[Content]], ways: Mapping[str, str]) -> None:
        """Show the lines that `build` makes, with labels that lead somewhere."""
        self.query_one(Labels).offer(build, ways)

    def show_pictures(self, overview: Overview, standing: Standing | None) -> None:
        """Draw this credential and the days that come, if the window is broad."""
        pane = self.query_one(PicturesPane)
        pane.display = self.is_broad
        pane.show(partial(_charts, overview, standing))


def _charts(overview: Overview, standing: Standing | None) -> list[Chart]:
    from alcto_core.telling.charts import charts_of
    from alcto_core.telling.timeline import timeline

    days, own = timeline(overview), charts_of(standing, overview.library) if standing is not None else ()
    return [*own[:1], *((days,) if days is not None else ()), *own[1:]]
