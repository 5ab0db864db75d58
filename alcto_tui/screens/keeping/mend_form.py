"""The lines of the records file that cannot be read, each in a field with what it should be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content

from alcto_core.records.mending import BrokenLine, mended
from alcto_core.telling.page import sentence
from alcto_tui import messages
from alcto_tui.own_keys import key
from alcto_tui.screens.base.dialog import FormDialog
from alcto_tui.widgets.field import Field
from alcto_tui.widgets.literal import Words, line

if TYPE_CHECKING:
    from alcto_core.overview import Overview
    from alcto_core.records.changing import Edit


class MendForm(FormDialog):
    """Writes what is typed into the file in the place of these lines, and of nothing else; one undo takes it back."""

    DEFAULT_CSS = """
    MendForm {
        & Field > .label { width: 11; }
        & .wrong { color: $short; margin-top: 1; }
    }
    """

    def __init__(self, overview: Overview, subject: str, lines: Sequence[BrokenLine]) -> None:
        super().__init__(overview)
        self._subject = subject
        self._lines = tuple(lines)

    def heading(self) -> Content:
        return line((self._subject, "bold"))

    def explained(self) -> str:
        number = len(self._lines)
        which = "This line keeps" if number == 1 else f"These {number} lines keep"
        what = "file" if self._overview.records is None else "record"
        return (
            f"{which} the {what} from being read. {key('save')} writes what stands here; {key('undo')} takes it back."
        )

    def fields(self) -> ComposeResult:
        for one in self._lines:
            yield Words(line(sentence(one.problem.sentence)), classes="wrong")
            label = f"New, {one.line + 1}" if one.is_new else f"Line {one.line}"
            yield Field(label, one.proposed, id=f"line-{one.line}")

    def edit(self) -> Edit | None:
        raise NotImplementedError  # lines are no edit of a record

    def action_save(self) -> None:
        """Write the lines, or say beside each what is still wrong with it."""
        loaded = self._overview.loaded
        if loaded is None:
            return
        typed = {one.line: self.value(f"line-{one.line}") for one in self._lines}
        raw, wrong = mended(loaded.reading, self._lines, typed)
        for one in self._lines:
            self.field(f"line-{one.line}").remark("")
        for number, words in wrong.items():
            self.field(f"line-{number}").complain(words)
        if wrong:
            self.field(f"line-{min(wrong)}").input.focus()
            return
        said = f"put line {self._lines[0].line} right" if len(self._lines) == 1 else "put lines right"
        self.post_message(messages.BytesSaveRequested(raw, said, loaded, self))
