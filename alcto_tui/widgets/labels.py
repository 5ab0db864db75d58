"""Lines with labels that lead somewhere: the cursor goes from label to label, and `lead` does what a click does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from textual.binding import Binding
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.style import Style

from alcto_tui.widgets.literal import Words, lines, literal

_LABEL = "label"
"""What says in the meta data of a style which label a click meets. A link would lose the looks of the cursor."""


def leading(words: str, label: str, style: str) -> Content:
    """Words of a label that a click on them follows."""
    return literal(words, style).stylize(Style.from_meta({_LABEL: label}))


class Labels(Words, can_focus=True):
    """Up and Down go from label to label, and past the first and the last out of them."""

    BINDINGS = [  # noqa: RUF012 - Textual's own declaration
        Binding("up,k", "move(-1)", "Before", show=False),
        Binding("down,j", "move(1)", "Next", show=False),
    ]

    @dataclass
    class Left(Message):
        """The cursor went past the last label (1), or before the first (-1)."""

        by: int

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._build: Callable[[str], Sequence[Content]] = lambda _: ()
        self._ways: Mapping[str, str] = {}
        self._at = 0
        self.can_focus = False

    def offer(self, build: Callable[[str], Sequence[Content]], ways: Mapping[str, str]) -> None:
        """Show what `build` makes, given the label that has the cursor or nothing; `ways` are the actions behind the
        labels, in their order."""
        self._build, self._ways = build, ways
        self._at = min(self._at, max(len(ways) - 1, 0))
        self.can_focus = bool(ways)
        self._draw()

    def _draw(self) -> None:
        labels = list(self._ways)
        self.show(lines(*self._build(labels[self._at] if labels and self.has_focus else "")))

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show the cursor, or that it went; the next time it begins with the first. (The events come too early.)"""
        super().watch_has_focus(has_focus)
        if not has_focus:
            self._at = 0
        self._draw()

    def action_move(self, by: int) -> None:
        """Go to the next label, or out of them."""
        if 0 <= self._at + by < len(self._ways):
            self._at += by
            self._draw()
        else:
            self.post_message(self.Left(by))

    async def on_click(self, click: Click) -> None:
        """Follow the label that was clicked."""
        if (way := self._ways.get(click.style.meta.get(_LABEL, ""))) is not None:
            await self.screen.run_action(way)

    async def lead(self) -> None:
        """Do what is behind the label."""
        ways = list(self._ways.values())
        if ways:
            await self.screen.run_action(ways[self._at])
