"""The line of keys at the bottom: what there is no room for is left out, never cut."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len
from textual.widgets import Footer
from textual.widgets._footer import FooterKey  # the only way to its keys

BLANKS = 3
"""Cells around a key and its word."""
_LAST = 2
"""So many at the end always stay: the way to help, and the way out."""


class KeyLine(Footer):
    """Textual's footer, in whole keys: those of the screen give way from the last, help and the way out never do."""

    def __init__(self) -> None:
        super().__init__(show_command_palette=False, compact=False)

    async def recompose(self) -> None:
        """Show the keys of now."""
        await super().recompose()
        self._fit()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        keys: list[Any] = list(self.query(FooterKey))
        room = self.content_size.width
        if not room:  # not laid out yet
            return
        widths = [cell_len(key.key_display) + cell_len(key.description) + BLANKS for key in keys]
        left = room - sum(widths[-_LAST:])
        for key, width in zip(keys[:-_LAST], widths, strict=False):
            left -= width
            key.display = left >= 0
