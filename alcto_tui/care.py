"""Letters that change the file are taken with care: one alone may be a slip or a stray piece of something else.

What a terminal sends by itself, a paste that arrives as keys, noise on a line: all of that looks like typing. So a
letter that changes the file is asked for a second time, and not taken at all where other letters came with it faster
than a finger types. Where the keyboard is reported key by key, as some terminals do, a letter is a key and no more.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from textual.events import Key

from alcto_tui.sequences import Piece

if TYPE_CHECKING:
    from textual.app import App
    from textual.binding import Binding

TWICE = frozenset({"undo", "plan", "merge", "theirs"})
"""Actions that change the file at once: their letter counts when it is pressed a second time."""
ALONE = TWICE | {"again", "delete", "remove", "aside", "answer"}
"""Actions whose letter does not count among others: these, the answers of questions, and what opens a filled form."""
REMEMBERED = 6.0
"""Seconds within which the second press comes."""
_MARK = "alcto_piece"


def mark(key: Key, piece: Piece) -> None:
    """Note as what a terminal sent a key."""
    vars(key)[_MARK] = piece


def _piece_of(key: Key) -> Piece | None:
    piece = vars(key).get(_MARK)
    return piece if isinstance(piece, Piece) else None


class Care:
    """Looks at each key before the screens get it."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._asked: tuple[object, str] | None = None
        """Screen and action, with its parameters, that a key was pressed for once."""
        self._until = 0.0
        self._said = ""
        """The line that asks for a second press."""

    def lets_through(self, key: Key) -> bool:
        """Whether a key goes on to the screens. Where not, a line says why."""
        app, piece = self._app, _piece_of(key)
        asked, self._asked = self._asked, None
        if piece is None or piece.kind != "text" or not key.is_printable or _takes_text(app, key):
            return True
        if piece.is_stray:
            return False
        found = app.screen.active_bindings.get(key.key)
        if found is None or not found.enabled:
            return True
        action = found.binding.action.rpartition(".")[2].partition("(")[0]
        if action not in ALONE or found.binding.action == "answer('no')":
            return True
        if piece.in_run:
            app.notify(f"“{key.character}” came together with other letters, so nothing was done. Press it by itself.")
            return False
        if action not in TWICE:
            return True
        if asked == (app.screen, found.binding.action) and time.monotonic() < self._until:
            self._withdraw()
            return True
        self._asked, self._until = (app.screen, found.binding.action), time.monotonic() + REMEMBERED
        self._said = _once_more(key, found.binding)
        app.notify(self._said, timeout=REMEMBERED)
        return False

    def _withdraw(self) -> None:
        """The line is answered: it would cover what the key opens."""
        for one in [one for one in self._app._notifications if one.message == self._said]:
            self._app._unnotify(one)


def _once_more(key: Key, binding: Binding) -> str:
    meaning = (binding.tooltip or binding.description).partition(";")[0]  # what other keys do is not asked
    return f"Press {key.character} once more: {meaning[:1].lower()}{meaning[1:]}."


def _takes_text(app: App[Any], key: Key) -> bool:
    focused = app.focused
    return focused is not None and focused.check_consume_key(key.key, key.character)
