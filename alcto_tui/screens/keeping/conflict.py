"""Conflict: a change met another one in the file; both sides beside each other, and the person chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from alcto_core.keeping.conflict import Choice, Conflict, Contest, settling
from alcto_core.records.differences import Difference, RecordKind, counted, told
from alcto_core.records.side_by_side import compared
from alcto_tui import requests
from alcto_tui.commands import HELP, Command
from alcto_tui.own_keys import key
from alcto_tui.screens.base.choosing import FURTHER, SWITCH, Choosing, row_words
from alcto_tui.screens.base.listing import Row
from alcto_tui.widgets.literal import line, literal
from alcto_tui.widgets.side_by_side import named_rows, side_by_side

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from alcto_core.overview import Overview

YOURS, THEIRS = "Yours", "In the file"
_TAKEN: dict[Choice, str] = {"mine": "yours", "theirs": "the file's", "both": "both changes"}
_HELP = replace(HELP, in_footer=False)
_NEEDS_BOTH = ("switch", "merge")


class ConflictScreen(Choosing[Contest | Difference]):
    """Keep mine as a copy, take theirs, or choose record by record; Esc decides later and loses nothing."""

    offers: ClassVar[tuple[Command, ...]] = (
        SWITCH,
        Command("merge", "f2", "Save", "Save what is chosen for each record, as one change", "F2", True),
        Command(
            "copy_mine", "f4", "Keep a copy", "Keep your version as a file of its own beside the records", "F4", True
        ),
        Command("theirs", "f3", "Take theirs", "Take what is in the file; your change is dropped", "F3", True),
        Command("again", "f5", "Try again", "Look at the file again and save", "F5", True),
        FURTHER,
    )
    closing = (Command("back", "escape", "Later", "Decide later; what you typed stays", "Esc", True), _HELP)

    def __init__(self, conflict: Conflict, requester: DOMNode | None = None, said: str = "") -> None:
        super().__init__()
        self._asked = requests.ConflictRequested(conflict, requester, said)
        self._choices: dict[tuple[RecordKind, str], Choice] = {
            (one.kind, one.id): one.choices[0] for one in conflict.contests
        }

    @property
    def _conflict(self) -> Conflict:
        return self._asked.conflict

    def show_overview(self, overview: Overview) -> None:  # noqa: ARG002 - the conflict is what is shown
        """Show the conflict; it stands still while the file goes on changing."""
        self.head(line(("The file changed elsewhere", "bold $short")), line(("nothing is lost", "$muted")))
        self.fill()

    def told(self) -> Sequence[Content]:
        conflict = self._conflict
        rows = [line((conflict.sentence, ""))]
        if conflict.meanwhile:
            rows.append(line(("The file keeps its other changes: ", "$muted"), f"{counted(conflict.meanwhile)}."))
        if any(one.change == "removed" for one in conflict.meanwhile):
            rows.append(
                line(f"{key('keep-a-copy')} keeps your version, with every record that you saw, as a file of its own.")
            )
        if conflict.can_merge:
            how = f"Choose for each record with {key('choose')}; {key('save')} saves it. {key('undo')} takes it back."
            rows.append(line((how, "$muted")))
        elif conflict.theirs is None:
            rows.append(
                line(
                    (
                        f"Keep your version as a copy, or put the file right, and {key('reload')} tries to save again.",
                        "$muted",
                    )
                )
            )
        return rows

    def rows(self, width: int) -> Sequence[Row[Contest | Difference]]:
        conflict = self._conflict
        if not conflict.can_merge:
            return [
                Row(str(place), row_words(line("  "), literal(told(change)), width), change)
                for place, change in enumerate(conflict.changes)
            ]
        return [
            Row(str(place), row_words(self._taken(one), _row(one), width), one)
            for place, one in enumerate(conflict.contests)
        ]

    def _taken(self, one: Contest) -> Content:
        return line((" take ", "$muted"), (f"{_TAKEN[self._choices[one.kind, one.id]]:<13}", "bold $accent"))

    def explained(self, about: Contest | Difference) -> Sequence[Content]:
        if isinstance(about, Difference):
            rows = named_rows(compared(about.after, about.before), self.overview)
            return side_by_side(rows, YOURS, "As it was", self.beside_width)
        one = about
        choice = self._choices[one.kind, one.id]
        gone = "deleted" if one.base is not None else "not there"
        mine = f"{YOURS} ({gone})" if one.mine is None else YOURS
        theirs = f"{THEIRS} ({gone})" if one.theirs is None else THEIRS
        told = [line("Where both changed the same, yours is taken.")] if choice == "both" and one.is_overlapping else []
        return told + side_by_side(
            named_rows(one.rows, self.overview),
            f"{_mark(choice in ('mine', 'both'))} {mine}",
            f"{_mark(choice in ('theirs', 'both'))} {theirs}",
            self.beside_width,
        )

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done with this conflict."""
        if action in _NEEDS_BOTH:
            return self._conflict.can_merge
        if action == "theirs":
            return self._conflict.theirs is not None
        if action == "again":
            return not self._conflict.can_merge
        return bool(self._conflict.mine) if action == "copy_mine" else True

    def action_switch(self) -> None:
        one = self.chosen()
        if not isinstance(one, Contest):
            return
        choices = one.choices
        at = choices.index(self._choices[one.kind, one.id])
        self._choices[one.kind, one.id] = choices[(at + 1) % len(choices)]
        self.fill()

    def action_merge(self) -> None:
        """Save what is chosen; where that is the file as it is, there is nothing to save."""
        edit = settling(self._conflict, self._choices)
        self._settle(requests.ConflictSettled(self._asked, "merge" if edit is not None else "theirs", edit))

    def action_copy_mine(self) -> None:
        self._settle(requests.ConflictSettled(self._asked, "copy"))

    def action_theirs(self) -> None:
        self._settle(requests.ConflictSettled(self._asked, "theirs"))

    def action_again(self) -> None:
        self._settle(requests.ConflictSettled(self._asked, "again"))

    def _settle(self, settled: requests.ConflictSettled) -> None:
        self.post_message(settled)
        self.dismiss()


def _mark(is_taken: bool) -> str:
    return "[x]" if is_taken else "[ ]"


def _row(one: Contest) -> Content:
    return line(one.title, (f"  {_what(one)}", "$muted"))


def _what(one: Contest) -> str:
    """What happened to the record on both sides, in words."""
    if one.mine is None:
        return "you deleted it, and it was changed there" if one.theirs != one.base else "you deleted it"
    if one.theirs is None:
        return "you changed it, and it was deleted there" if one.base is not None else "you added it"
    if one.base is None:
        return "both added it"
    return "both changed it" if one.theirs != one.base else "you changed it"
