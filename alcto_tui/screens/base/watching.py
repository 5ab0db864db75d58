"""Long work beside a screen: how far it is, and the word that stops it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from textual.message import Message

from alcto_core.problems import Refused

if TYPE_CHECKING:
    from textual.dom import DOMNode

T = TypeVar("T")
_LEAVING = 5.0
"""Seconds that whoever leaves waits at most, as a drive may hang."""


@dataclass
class Progressed(Message, bubble=False):
    """So many files of so many are done."""

    watch: Watch
    done: int
    of: int

    def words(self, what: str) -> str:
        """How far it is: "Packing: 12 of 72 files. Esc stops." """
        return f"{what}: {self.done:,} of {self.of:,} files. Esc stops."


class Watch:
    """What long work calls with how many of how many are done: it tells the screen with every hundredth, and raises
    `Refused` with `said` once it was stopped."""

    def __init__(self, screen: DOMNode, said: str) -> None:
        self._screen = screen
        self._said = said
        self._told = -1
        self.is_stopped = False
        self._has_ended = Event()

    def __call__(self, done: int, of: int) -> None:
        if self.is_stopped:
            raise Refused(self._said)
        hundredth = done * 100 // max(of, 1)
        if hundredth != self._told:
            self._told = hundredth
            self._screen.post_message(Progressed(self, done, of))

    def over(self, work: Callable[[], T]) -> T:
        """Do the work, so that `leave` knows of its end."""
        try:
            return work()
        finally:
            self._has_ended.set()

    def leave(self) -> None:
        """Stop the work of `over` because its screen is gone, and wait a little until nothing of it is left."""
        self.stop()
        self._has_ended.wait(_LEAVING)

    def stop(self) -> None:
        """The work ends with the file that it is at."""
        self.is_stopped = True
