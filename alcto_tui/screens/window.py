"""What every screen, form and question does when its window gets another size."""

from __future__ import annotations

from textual.command import CommandPalette
from textual.events import Event, Resize
from textual.message_pump import MessagePump
from textual.screen import ModalScreen, ScreenResultType


class InWindow(MessagePump):
    """A screen that is laid out for the size that its window has now.

    Where a window is resized faster than a screen is laid out, Textual would have an old size and the new one call
    each other up without end. So an old one is passed over; stands left of Textual's class among the bases.
    """

    async def on_event(self, event: Event) -> None:
        """Textual's own, but for sizes that the window has no more."""
        if not isinstance(event, Resize) or event.size == self.app.size:
            await super().on_event(event)


class Front(InWindow, ModalScreen[ScreenResultType]):
    """A form or a question in front of a screen."""


class FrontPalette(InWindow, CommandPalette):
    """Textual's list of commands."""
