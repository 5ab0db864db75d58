"""The last line of every screen: the keys that matter most there, each of which may be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.screen import Screen


_LAST = 2
"""So many at the end always stay."""


class ShownKey(NamedTuple):
    """A key with what it does, in words."""

    key: str
    sign: str
    label: str
    meaning: str
    enabled: bool

    @property
    def width(self) -> int:
        """Cells that it takes."""
        return Content(f" {self.sign} {self.label} ").cell_length


class KeyLine(Widget):
    """One line without a widget for each key, since those would be made anew with every change of the focus."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: 1;
        padding: 0 1;
        background: $footer-background;
        color: $footer-foreground;
        text-wrap: nowrap;
    }
    """

    keys: reactive[tuple[ShownKey, ...]] = reactive(())
    """What it shows. Nothing is drawn where they are the same as before."""
    first: reactive[frozenset[str]] = reactive(frozenset(), init=False)
    """Actions that come first now, such as the one that a sentence on the screen names, wherever they stand else."""
    pointed: reactive[ShownKey | None] = reactive(None)
    """The one below the mouse."""

    def __init__(self) -> None:
        super().__init__()
        self._is_due = False

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def on_unmount(self) -> None:
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        """What can be done may have changed: look once, however often it is told before the next picture."""
        if self._is_due or not screen.app.app_focus or not self.is_attached or screen is not self.screen:
            return
        self._is_due = True
        self.call_later(self._look)

    def watch_first(self) -> None:
        """What comes first is another."""
        if self.is_mounted:
            self._bindings_changed(self.screen)

    def _look(self) -> None:
        self._is_due = False
        if self.is_attached:
            self.keys = self._found()

    def _found(self) -> tuple[ShownKey, ...]:
        found: dict[str, ShownKey] = {}
        for _, binding, enabled, tooltip in self.screen.active_bindings.values():
            if (binding.show or binding.action in self.first) and binding.action not in found:
                sign = self.app.get_key_display(binding)
                found[binding.action] = ShownKey(binding.key, sign, binding.description, tooltip, enabled)
        return tuple(found[action] for action in sorted(found, key=lambda action: action not in self.first))

    @property
    def fitting(self) -> tuple[ShownKey, ...]:
        """What there is room for, in whole keys: help and the way out, at the end, never give way."""
        first, last = self.keys[:-_LAST], self.keys[-_LAST:]
        left = self.content_size.width - sum(one.width for one in last)
        shown = []
        for one in first:
            left -= one.width
            if left < 0:
                break
            shown.append(one)
        return (*shown, *last)

    def render(self) -> Content:
        """Each key before its words."""
        parts = []
        for one in self.fitting:
            words = Content.assemble(
                (f" {one.sign} ", "bold $footer-key-foreground"), (f"{one.label} ", "$footer-description-foreground")
            )
            if one == self.pointed:
                words = words.stylize("$footer-key-foreground on $block-hover-background")
            parts.append(words if one.enabled else words.stylize("dim"))
        return Content.assemble(*parts)

    def _key_at(self, event: events.MouseEvent) -> ShownKey | None:
        offset = event.get_content_offset(self)
        end = 0
        for one in self.fitting if offset is not None else ():
            end += one.width
            if offset is not None and offset.x < end:
                return one
        return None

    def watch_pointed(self, pointed: ShownKey | None) -> None:
        """Say what the key does, and that it may be clicked."""
        self.tooltip = Content(pointed.meaning) if pointed is not None and pointed.meaning else None
        self.styles.pointer = "pointer" if pointed is not None else "default"

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.pointed = self._key_at(event)

    def on_leave(self) -> None:
        self.pointed = None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """As if the key had been pressed."""
        if (one := self._key_at(event)) is None:
            return
        if one.enabled:
            self.app.simulate_key(one.key)
        else:
            self.app.bell()
