"""The same record changed on disk while it was being edited here: the person chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button

from alcto_tui.widgets.literal import Words, line, lines, literal

if TYPE_CHECKING:
    from textual.content import Content

    from alcto_core.problems import RecordsChanged


class ConflictScreen(ModalScreen[str]):
    """Returns "copy" (keep mine as a copy), "theirs" (take the file's state), or nothing."""

    BINDINGS = [  # noqa: RUF012 - Textual's own declaration
        Binding("c", "choose('copy')", "Keep mine as a copy"),
        Binding("t", "choose('theirs')", "Take theirs"),
        Binding("s", "see", "See both"),
        Binding("escape", "choose('')", "Decide later"),
    ]
    DEFAULT_CSS = """
    ConflictScreen {
        align: center middle;
        background: $background 70%;
        & > VerticalScroll {
            width: 76; max-width: 100%; height: auto; max-height: 100%;
            padding: 1 2; background: $surface; border: round $short;
        }
        & #both { display: none; margin-top: 1; }
        & #both.-seen { display: block; }
        & .buttons { height: 1; margin-top: 1; }
        & Button { margin-right: 2; }
    }
    """

    def __init__(self, conflict: RecordsChanged) -> None:
        super().__init__()
        self._conflict = conflict

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Words(line(("The file changed elsewhere", "bold")))
            yield Words(str(self._conflict))
            yield Words(lines(*_differences(self._conflict)), id="both")
            with Horizontal(classes="buttons"):
                yield Button("c Keep mine as a copy", compact=True, id="copy")
                yield Button("t Take theirs", compact=True, id="theirs")
                yield Button("s See both", compact=True, id="see")

    def on_button_pressed(self, pressed: Button.Pressed) -> None:
        if pressed.button.id == "see":
            self.action_see()
        else:
            self.action_choose(pressed.button.id or "")

    def action_see(self) -> None:
        """Show the lines in which the two differ."""
        self.query_one("#both").toggle_class("-seen")

    def action_choose(self, choice: str) -> None:
        self.dismiss(choice)


def _differences(conflict: RecordsChanged) -> list[Content]:
    """The lines that only one of the two texts has."""
    import difflib

    found = []
    for row in difflib.unified_diff(conflict.theirs.splitlines(), conflict.mine.splitlines(), n=0, lineterm=""):
        if row.startswith("-") and not row.startswith("---"):
            found.append(line(("theirs ", "$short"), row[1:]))
        elif row.startswith("+") and not row.startswith("+++"):
            found.append(line(("mine   ", "$met"), row[1:]))
    return found or [literal("The file is gone.") if not conflict.theirs else literal("The two are the same.")]
