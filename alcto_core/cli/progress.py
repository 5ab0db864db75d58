"""What is said while something takes long, and only where somebody looks: whole lines, or a bar that is redrawn."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from alcto_core import system
from alcto_core.cli.page import Page

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

_SOON = 0.5
"""Seconds before a bar is drawn: what is over by then needs none."""
_PAUSE = 3.0
"""Seconds between two lines, and before the first."""


@contextmanager
def watched(page: Page, what: str) -> Iterator[Bar]:
    """A bar for one piece of work: filled where that comes to its end, its line left where it is stopped."""
    bar = Bar(page, what, halves=1)
    try:
        yield bar
        bar.finish()
    finally:
        bar.leave()


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


class Bar:
    """Called with how many of how many are done, which is one of the `halves` of the work; `finish` ends the last."""

    def __init__(self, page: Page, what: str, *, halves: int = 2) -> None:
        self._what = what
        self._halves = halves
        self._is_watched = system.is_terminal(sys.stderr) and not page.plain
        self._from = time.monotonic() + _SOON
        self._bar: ProgressBar[int] | None = None

    def __call__(self, done: int, of: int) -> None:
        if self._bar is None and self._is_watched and time.monotonic() >= self._from:
            self._bar = click.progressbar(length=self._halves * of, label=self._what, file=sys.stderr)
            self._bar.render_progress()
        if self._bar is not None and done - self._bar.pos >= of // 50:
            self._bar.update(done - self._bar.pos)

    def finish(self) -> None:
        """Fill the bar and leave its line, before anything else is said."""
        if self._bar is not None:
            self._bar.update((self._bar.length or 0) - self._bar.pos)
        self.leave()

    def leave(self) -> None:
        """Leave the bar's line as it is, where the work ended early."""
        if self._bar is not None:
            self._bar.render_finish()
            self._bar = None
