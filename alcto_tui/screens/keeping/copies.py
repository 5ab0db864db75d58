"""Second copies: files beside the records that hold something which they lack, merged record by record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from textual.content import Content

from alcto_core.copies.second_copies import Copy, merging
from alcto_core.numbers import counted
from alcto_core.records.differences import Difference, beside
from alcto_core.records.side_by_side import compared
from alcto_core.telling.copies import differs_words
from alcto_core.telling.page import sentence
from alcto_tui import messages
from alcto_tui.commands import COPY, REDO, UNDO, Command
from alcto_tui.own_keys import key
from alcto_tui.screens.base.choosing import FURTHER, SWITCH, Choosing, row_words
from alcto_tui.screens.base.listing import Row
from alcto_tui.screens.base.question import if_sure
from alcto_tui.widgets.literal import line
from alcto_tui.widgets.side_by_side import named_rows, side_by_side

if TYPE_CHECKING:
    from pathlib import Path

    from alcto_core.overview import Overview

HERE, THERE = "Your records", "The copy"
_Taken = Literal["mine", "theirs", "both"]
_MARKS: Mapping[_Taken, str] = {"mine": "[ ]", "theirs": "[x]", "both": "[+]"}
_Place = tuple[str, str, str]
"""Path of a copy, kind and id of a record."""
_Chosen = tuple[Copy, Difference | None]
"""A copy, or a record of it."""


class CopiesScreen(Choosing[_Chosen]):
    """Every copy with the records that differ. Nothing is taken that is not chosen, and no copy is ever deleted."""

    offers = (
        SWITCH,
        Command("merge", "f2", "Merge", "Take over what is chosen from this copy, as one change", "F2", True),
        Command("aside", "x", "Put aside", "Move this copy to .alcto/merged; nothing is deleted", in_footer=True),
        Command("reload", "f5", "Look again", "Look for second copies again", "F5", True),
        FURTHER,
    )
    shared = (UNDO, REDO, COPY)

    def __init__(self) -> None:
        super().__init__()
        self._switched: dict[_Place, _Taken] = {}
        """What the person chose, where it is not what is proposed."""
        self._merging: tuple[Path, frozenset[str]] | None = None
        """The copy that is being merged, and the ids that are taken from it."""

    def on_mount(self) -> None:
        self.head(line(("Second copies", "bold $accent")))

    def show_overview(self, overview: Overview) -> None:  # noqa: ARG002 - the copies are what is shown
        """Show the copies as they were last looked at."""
        self._show_copies()

    def watch_copies(self) -> None:
        """They were looked at again."""
        if self._shown is not None:
            self._show_copies()

    def _show_copies(self) -> None:
        count = len(self.copies)
        many = counted(count, "copy", "copies") if count else "none"
        self.head(line(("Second copies", "bold $accent")), line((many, "$muted")))
        self.fill()
        self.refresh_bindings()

    def told(self) -> Sequence[Content]:
        if not self.copies:
            return [
                line(("No second copies.", "bold")),
                line(
                    "When a sync program, a file manager or an editor leaves another version of your records file in "
                    "its folder, it is shown here, and you can take over what your records lack."
                ),
            ]
        marks = "[ ] yours stays, [x] the copy's is taken, [+] both are kept: the copy's gets an id of its own."
        return [
            line(
                (f"Choose with {key('choose')}; {key('save')} saves, {key('undo')} takes it back. ", "$muted"),
                (marks, "$muted"),
            )
        ]

    def rows(self, width: int) -> Sequence[Row[_Chosen]]:
        rows = []
        for number, copy in enumerate(self.copies):
            rows.append(self._row(f"{number}", copy, None, line((copy.path.name, "bold")), width))
            for place, one in enumerate(_shown_of(copy)):
                words = line(
                    (f"{one.kind}  " if one.kind != "activity" else ""), one.title, (_what(copy, one), "$muted")
                )
                rows.append(self._row(f"{number}-{place}", copy, one, words, width))
        return rows

    def _row(self, id: str, copy: Copy, one: Difference | None, words: Content, width: int) -> Row[_Chosen]:
        if one is None:
            return Row(id, row_words(line(""), words, width), (copy, one))
        mark = _MARKS[self._taken(copy, one)] if one in copy.takeable else " – "
        return Row(id, row_words(line(("  ", ""), (f"{mark} ", "bold $accent")), words, width), (copy, one))

    def explained(self, about: _Chosen) -> Sequence[Content]:
        copy, one = about
        if one is not None:
            here = HERE if one.before is not None else f"{HERE} (not there)"
            sides = named_rows(compared(one.before, one.after), self.overview)
            return side_by_side(sides, here, THERE, self.beside_width)
        rows = [line((sentence(copy.sentence), "bold")), line((str(copy.path), "$muted"))]
        rows += [line(("! ", "$short"), str(problem)) for problem in copy.problems]
        if copy.stays:
            rows.append(line(f"It stays where it is: {copy.stays}."))
        return rows

    def _taken(self, copy: Copy, one: Difference) -> _Taken:
        return self._switched.get(_place(copy, one), "theirs" if one in copy.proposed else "mine")

    def _chosen_of(self, copy: Copy, *ways: _Taken) -> tuple[Difference, ...]:
        return tuple(one for one in copy.takeable if self._taken(copy, one) in ways)

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """What needs a copy is offered only where there is one."""
        return bool(self.copies) if action in {"switch", "merge", "aside", "more"} else True

    def action_switch(self) -> None:
        """Take the highlighted record, keep both, or leave it; on a copy, all of its records."""
        if (current := self.chosen()) is None:
            return
        copy, one = current
        wanted = copy.takeable if one is None else (one,) if one in copy.takeable else ()
        if one is not None and wanted:
            self._switched[_place(copy, one)] = _next(self._taken(copy, one), one)
        else:
            is_all = all(self._taken(copy, other) != "mine" for other in wanted)
            self._switched |= {_place(copy, other): "mine" if is_all else "theirs" for other in wanted}
        self.fill()

    def action_merge(self) -> None:
        """Save what is chosen of the highlighted copy as one change."""
        current = self.chosen()
        if current is None or self.overview is None or self._merging is not None:
            return
        copy, _ = current
        chosen, both = self._chosen_of(copy, "theirs", "both"), self._chosen_of(copy, "both")
        if not chosen:
            self.notify("Nothing of this copy is chosen. Space chooses a record.", severity="warning")
            return
        self._merging = (copy.path, frozenset(f"{one.kind} {one.id}" for one in chosen))
        self.post_message(messages.EditRequested(merging(copy, chosen, both), self, seen=self.overview.loaded))

    def on_edit_finished(self, finished: messages.EditFinished) -> None:
        """Offer to put a copy aside that holds nothing more."""
        merged, self._merging = self._merging, None
        if merged is None or not finished.is_settled:
            return
        path, taken = merged
        copy = next((one for one in self.copies if one.path == path), None)
        if copy is not None and not copy.stays and all(f"{one.kind} {one.id}" in taken for one in copy.found):
            self._ask_to_put_aside(copy, f"“{path.name}” holds nothing more that your records lack.")

    def action_aside(self) -> None:
        if (current := self.chosen()) is None:
            return
        copy, _ = current
        if copy.stays:
            self.notify(f"“{copy.path.name}” stays where it is: {copy.stays}.", severity="warning")
            return
        self._ask_to_put_aside(copy, sentence(copy.sentence))

    def _ask_to_put_aside(self, copy: Copy, why: str) -> None:
        words = f"{why} Put it aside in .alcto/merged? Nothing is deleted."
        if_sure(self, words, "Put aside", lambda: self.post_message(messages.PutAsideRequested(copy)))


def _next(taken: _Taken, one: Difference) -> _Taken:
    """What Space makes of a choice; both can be kept only of two activities."""
    if taken == "mine":
        return "theirs"
    return "both" if taken == "theirs" and beside(one) is not None else "mine"


def _shown_of(copy: Copy) -> tuple[Difference, ...]:
    """What the copy has otherwise, what can be taken over first."""
    return (*copy.takeable, *(one for one in copy.found if one not in copy.takeable))


def _place(copy: Copy, one: Difference) -> _Place:
    return (str(copy.path), one.kind, one.id)


def _what(copy: Copy, one: Difference) -> str:
    keys = f": {', '.join(one.told_keys)}" if one in copy.takeable and one.change == "changed" else ""
    return f"  {differs_words(copy, one)}{keys}"
