"""The sessions of an event: a row for each, to edit and to remove."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from alcto_core.entry.reader import SessionText
from alcto_tui.own_keys import key
from alcto_tui.widgets.literal import line

HOURS, KIND, STRANDS = 6, 13, 14


class SessionList(OptionList):
    """Hours, kind, strands and title of each session. Enter edits, Delete removes, Insert adds."""

    BINDINGS = [  # noqa: RUF012 - Textual's own declaration
        Binding("delete,x", "remove", "Remove", show=False),
        Binding("insert,n", "add", "Add", show=False),
    ]
    DEFAULT_CSS = """
    SessionList {
        height: auto;
        min-width: 8;  /* an option cannot be folded into no room at all */
        max-height: 14;
        padding: 0;
        border: none;
        background: $background;
        &:focus { border: none; background-tint: $background 0%; }
        & > .option-list--option-disabled { color: $muted; }
        & > .option-list--option-highlighted { background: $background; color: $foreground; text-style: none; }
        &:focus > .option-list--option-highlighted { background: $selected; color: $foreground; text-style: bold; }
    }
    """

    @dataclass
    class Wanted(Message):
        """A session shall be edited; None: a new one."""

        place: int | None

    @dataclass
    class Removed(Message):
        """A session shall go."""

        place: int

    def __init__(self, strands: Mapping[str, str], *, id: str) -> None:
        super().__init__(id=id, markup=False, compact=True)
        self._strands = strands
        self._sessions: tuple[SessionText, ...] | None = None

    def show(self, sessions: Sequence[SessionText]) -> None:
        """Show these sessions; the cursor keeps its place."""
        if tuple(sessions) == self._sessions:
            return
        self._sessions = tuple(sessions)
        place = self.highlighted or 0
        self.clear_options()
        if not sessions:
            ways = f"Enter or {key('session')} adds one, {key('agenda')} reads a pasted agenda."
            self.add_option(Option(line((f"None; then the hours above count. {ways}", "$muted"))))
        self.add_options([Option(self._row(session)) for session in sessions])
        self.highlighted = min(place, max(len(sessions) - 1, 0))

    def _row(self, session: SessionText) -> Content:
        kind = session.kind.replace("-", " ")
        counts = session.kind == "session"
        if session.strands is None:
            strands = "the event’s" if counts else "–"
        else:
            strands = ", ".join(self._strands.get(strand, strand) for strand in session.strands) or "none"
        return line(
            f"{session.hours:>{HOURS - 1}} ",
            (f" {kind:<{KIND}}", "" if counts else "$muted"),
            (f"{strands:<{STRANDS}} ", "" if counts else "$muted"),
            session.title,
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Wanted(event.option_index if self._sessions else None))

    def action_remove(self) -> None:
        if self._sessions and self.highlighted is not None:
            self.post_message(self.Removed(self.highlighted))

    def action_add(self) -> None:
        self.post_message(self.Wanted(None))
