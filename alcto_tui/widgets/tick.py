"""A box to tick that shows its state by a sign, not by colour alone."""

from __future__ import annotations

from textual.binding import Binding
from textual.content import Content
from textual.widgets import Checkbox

from alcto_tui.widgets.literal import literal


class Tick(Checkbox):
    """`[x]` or `[ ]` before a literal label. Up and Down go to the next ones."""

    BINDINGS = [  # noqa: RUF012 - Textual's own declaration
        Binding("up", "app.focus_previous", "Back", show=False),
        Binding("down", "app.focus_next", "On", show=False),
    ]

    DEFAULT_CSS = """
    Tick, Tick:focus {
        border: none;
        background: transparent;
        background-tint: transparent;
        padding: 0;
        & > .toggle--button, &.-on > .toggle--button { color: $accent; background: transparent; text-style: bold; }
        & > .toggle--label { color: $foreground; }
        &:focus > .toggle--label, &:focus > .toggle--button {
            background: $accent; color: $background; text-style: bold;
        }
    }
    """

    def __init__(self, label: str, *, name: str | None = None, id: str | None = None) -> None:
        super().__init__(literal(label), name=name, id=id, compact=True)

    @property
    def _button(self) -> Content:
        return Content.assemble(("[x]" if self.value else "[ ]", self.get_visual_style("toggle--button")))
