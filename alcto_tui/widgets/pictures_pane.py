"""A place for pictures that are drawn once there is room for them, and once the words beside them are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.containers import Vertical

if TYPE_CHECKING:
    from alcto_core.telling.page import Chart

Makes = Callable[[], "Sequence[Chart]"]


class PicturesPane(Vertical):
    """Holds the pictures. What draws them is imported when it is first shown; the style sheet says where it is."""

    DEFAULT_CSS = """
    PicturesPane { & > Pictures { height: 1fr; } }
    """

    def __init__(self) -> None:
        super().__init__()
        self._makes: Makes | None = None

    def show(self, makes: Makes) -> None:
        """Draw what this makes, if there is room; the first time after what stands beside it was drawn."""
        self._makes = makes
        if self.query("Pictures"):
            self._draw()
        else:
            self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        if not self.display or self._makes is None or not self.is_attached:
            return
        from alcto_tui.widgets.pictures import Pictures

        found = self.query(Pictures)
        pictures = found.first() if found else Pictures()
        pictures.show(self._makes())
        if not found:
            self.mount(pictures)
