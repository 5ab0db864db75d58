"""A line now and then while something takes long: whole lines, never a redraw, and only where somebody looks."""

from __future__ import annotations

import sys
import time

from alcto_core import system
from alcto_core.cli.page import Page

_PAUSE = 3.0
"""Seconds between two lines, and before the first."""


class Progress:
    """Called with how many of how many are done: `Packing: 120 of 400 files.`"""

    def __init__(self, page: Page, what: str) -> None:
        self._page = page
        self._what = what
        self._is_watched = system.is_terminal(sys.stderr)
        self._next = time.monotonic() + _PAUSE

    def __call__(self, done: int, of: int) -> None:
        if self._is_watched and time.monotonic() >= self._next:
            self._next = time.monotonic() + _PAUSE
            self._page.aside(f"{self._what}: {done:,} of {of:,} files.")
