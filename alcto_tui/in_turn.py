"""Several sentences that a person should know, told one after the other in the one line above the footer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from alcto_tui.own_keys import key

if TYPE_CHECKING:
    from textual.app import App
    from textual.notifications import SeverityLevel


class _Told(NamedTuple):
    sentence: str
    severity: SeverityLevel
    seconds: float


class InTurn:
    """What is told, and how far it came. The next comes on its key, else when the one before has had its time."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._told: list[_Told] = []
        self._at = -1
        self._said = ""
        """The line that stands there."""

    def add(self, sentences: Iterable[str], severity: SeverityLevel, seconds: float) -> None:
        """Tell these too, each for so long."""
        if not self.are_left and not self._is_seen:  # what was told before has gone
            self._told, self._at = [], -1
        before = len(self._told)
        self._told += [_Told(sentence, severity, seconds) for sentence in sentences]
        if len(self._told) == before:
            return
        if self._at < 0:
            self.next()
        else:
            self._show()  # of how many it is one is another number now

    @property
    def are_left(self) -> bool:
        """Whether there are more than the one that stands there."""
        return self._at + 1 < len(self._told)

    @property
    def _is_seen(self) -> bool:
        return any(one.message == self._said for one in self._app._notifications)

    def next(self) -> None:
        """Tell the next one, if there is one."""
        if self.are_left:
            self._at += 1
            self._show()

    def _show(self) -> None:
        told, at, number = self._told[self._at], self._at, len(self._told)
        self._withdraw()
        on = f"; {key('next-message')} shows the next" if self.are_left else ""
        self._said = told.sentence if number == 1 else f"{told.sentence} ({at + 1} of {number}{on})"
        self._app.notify(self._said, severity=told.severity, timeout=told.seconds)
        self._app.set_timer(told.seconds, lambda: self.next() if at == self._at else None)

    def _withdraw(self) -> None:
        for one in [one for one in self._app._notifications if one.message == self._said]:
            self._app._unnotify(one)
