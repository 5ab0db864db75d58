"""What every screen, form and question does when its window gets another size."""

from __future__ import annotations

import os
import sys

from textual.command import CommandPalette
from textual.events import Event, Resize
from textual.geometry import Size
from textual.message_pump import MessagePump
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.widgets._toast import ToastRack  # the only name that it has

from alcto_core.system import is_terminal
from alcto_tui.own_keys import rebound


def of_now(event: Resize) -> Resize:
    """The event with the size that the terminal has now.

    One signal can overtake another, and then the size that is told last is not the last that there was.
    """
    stream = sys.__stdout__
    if stream is None or not is_terminal(stream):
        return event
    try:
        # The terminal itself, not COLUMNS and LINES, which some shells hand on as they once were.
        size = Size(*os.get_terminal_size(stream.fileno()))
    except (OSError, ValueError):
        return event
    is_known = size.width > 0 and size.height > 0  # some terminals never say
    return Resize(size, size) if is_known and size != event.size else event


class InWindow(MessagePump):
    """A screen that is laid out for the size that its window has now.

    Where a window is resized faster than a screen is laid out, Textual would have an old size and the new one call
    each other up without end. So the size of now stands for an old one. An old one is never passed over: of several
    that wait Textual takes the last, and the right one may be gone with it. This class stands left of Textual's
    among the bases.
    """

    async def on_event(self, event: Event) -> None:
        """Textual's own, with the size that the window has now for one that it has no more."""
        size = self.app.size
        if isinstance(event, Resize) and event.size != size:
            event = Resize(size, size)
        await super().on_event(event)

    def on_screen_suspend(self) -> None:
        """What is told stands on the screen in front alone, as a question shows what is behind it."""
        self._show_told(is_shown=False)

    def on_screen_resume(self) -> None:
        """It is in front again."""
        self._show_told(is_shown=True)

    def _show_told(self, *, is_shown: bool) -> None:
        if isinstance(self, Screen):
            for rack in self.query(ToastRack):
                rack.display = is_shown


class Front(InWindow, ModalScreen[ScreenResultType]):
    """A form or a question in front of a screen: a `.box`, with `.buttons` at its end."""

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._bindings = rebound(self._bindings)

    DEFAULT_CSS = """
    Front {
        align: center middle;
        background: $background 70%;
        & > .box {
            width: 76; max-width: 100%; height: auto; max-height: 100%;
            padding: 1 2; background: $surface; border: round $accent;
        }
        & .buttons { height: 1; margin-top: 1; }
        & .buttons Button { margin-right: 2; }
    }
    """


class FrontPalette(InWindow, CommandPalette):
    """Textual's list of commands. Its lines are made for the width that it was opened in, and cut in a narrower one."""

    DEFAULT_CSS = """
    FrontPalette CommandList { text-wrap: nowrap; text-overflow: ellipsis; }
    FrontPalette > Vertical { max-width: 80; }
    FrontPalette SearchIcon { display: none; }  /* a picture that many fonts lack */
    """
