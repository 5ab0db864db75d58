"""Backups: one is made as the file that is named, and those that are found can be looked at and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content

from alcto_core.backup.packing import Backup, back_up
from alcto_core.backup.shelf import proposed, shelved
from alcto_core.entry.paths import NO_PATH, path_of
from alcto_core.telling.backup import NO_BACKUPS, NOT_ENCRYPTED, backups_sheet, made_sheet, target_said
from alcto_core.telling.page import sentence
from alcto_tui import messages, requests
from alcto_tui.commands import BACKUPS, FILE, SHARED, Command
from alcto_tui.own_keys import key
from alcto_tui.screens.base.listing import MORE, Listing, Row, RowList
from alcto_tui.screens.base.sheet_rows import rows_of
from alcto_tui.screens.base.watching import Progressed, Watch
from alcto_tui.widgets.literal import hanging, line, lines
from alcto_tui.widgets.path_line import PathLine

if TYPE_CHECKING:
    from alcto_core.overview import Overview
    from alcto_core.telling.page import Item, Sheet

FOUND = "found"


class BackupsScreen(Listing["Item"]):
    """Nothing that is there is ever replaced by a new backup; F5 looks for backups again, as it reads the records."""

    offers = (
        Command("make", "f2", "Back up", "Make a backup now, as the file above", "F2", True),
        Command("open", "enter", "Look", "Show what bringing this backup back would do", "Enter", True),
        FILE,
        Command("states", "f3", "Earlier states", "Pack the earlier states too, so that undo goes on there"),
    )
    shared = (MORE, *(command for command in SHARED if command is not BACKUPS))
    opens = False  # Enter is the screen's own, under its own name

    def __init__(self) -> None:
        super().__init__()
        self._sheet: Sheet | None = None
        """The backups that were found; None until they were looked for."""
        self._watch: Watch | None = None
        """Of the backup that is being made."""
        self._said = ""
        """How far it is, or why none could be made."""
        self._made: Sheet | None = None
        self._with_history = False

    @staticmethod
    def now() -> datetime:
        """The moment, with the local time zone."""
        return datetime.now().astimezone()

    # -- the file ----------------------------------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        placeholder = "the path of the new zip; Tab completes"
        yield PathLine(lambda typed: self._target(typed)[1], endings=(".zip",), placeholder=placeholder)
        yield from super().body()

    def on_mount(self) -> None:
        self.head(line(("Backups", "bold $accent")))
        self._propose()
        if self.overview is None:
            self._look_again()

    def show_overview(self, overview: Overview) -> None:  # noqa: ARG002 - backups do not hang on it
        self._look_again()

    def on_resize(self) -> None:
        """The rows can be there without any overview."""
        self.once_drawn(self.fill)

    def _propose(self) -> None:
        self.query_one(PathLine).value = str(proposed(self.folder.path.parent, self.now().date()))

    def _target(self, typed: str) -> tuple[Path | None, str]:
        """Where the backup would be put, and what is to be said of that."""
        return target_said(typed, self.now().date()) if typed.strip() else (None, NO_PATH)

    def on_input_submitted(self) -> None:
        """Enter in the path looks at a backup that is there, and makes one where none is."""
        path = path_of(self.query_one(PathLine).value)
        if path.is_file():
            self._look_at(path)
        else:
            self.action_make()

    def action_file(self) -> None:
        """Go to the path."""
        self.query_one(PathLine).go_to()

    def action_states(self) -> None:
        """Take the earlier states in, or leave them out."""
        self._with_history = not self._with_history
        self._made = None
        self.fill()

    # -- making one --------------------------------------------------------------------------------------------------

    def action_make(self) -> None:
        """Make the backup beside the screen."""
        path, words = self._target(self.query_one(PathLine).value)
        if self._watch is not None:
            return
        if path is None:
            self.query_one(PathLine).tell(words)
            self.notify(sentence(words), severity="warning")
            return
        self._watch = Watch(self, "The backup was stopped; nothing is left of it.")
        self._said, self._made = "Packing…", None
        work = partial(back_up, self.folder, path, at=self.now(), with_history=self._with_history, progress=self._watch)
        self.post_message(messages.LookRequested(work, self, about=self._watch))
        self.query_one(RowList).focus()
        self.fill()

    def on_progressed(self, progressed: Progressed) -> None:
        if progressed.watch is self._watch and not progressed.watch.is_stopped:
            self._said = progressed.words("Packing")
            self.fill()

    def on_looked(self, looked: messages.Looked) -> None:
        if looked.about == FOUND:
            self._sheet = backups_sheet(looked.found or ())
            self.fill()
            self.refresh_bindings()
        elif looked.about is self._watch:
            self._watch, self._said = None, looked.problem
            if isinstance(looked.found, Backup):
                self._made = made_sheet(looked.found, with_history=self._with_history)
                self._propose()
            self._look_again()

    def _look_again(self) -> None:
        """Look for backups."""
        self.post_message(messages.LookRequested(partial(shelved, self.folder), self, about=FOUND))
        self.fill()

    # -- what is shown -----------------------------------------------------------------------------------------------

    def top(self, width: int) -> Sequence[Content]:
        return [row for words in self._told() for row in hanging(Content(""), words, width)]

    def _told(self) -> Sequence[Content]:
        if self._said:
            return [line((self._said, "bold" if self._watch is not None else "bold $short"))]
        if self._made is not None:
            alerts = [line((sentence(words), "$short")) for words in self._made.alerts]
            told = [line(sentence(words)) for words in self._made.head]
            return [line((self._made.title, "bold $met")), *alerts, *told]
        states = (
            f"Earlier states go in too; {key('earlier-states')} leaves them out."
            if self._with_history
            else f"{key('earlier-states')} packs earlier states too."
        )
        return [
            line((f"{key('save')} packs records, proof, rule files and settings into the file above.", "bold")),
            line((f"{states} {sentence(NOT_ENCRYPTED)}", "$muted")),
        ]

    def rows(self, width: int) -> Sequence[Row[Item]]:
        if self._sheet is None:
            return [Row("nothing", line("  Looking for backups…"))]
        if not self._sheet.parts:
            return [Row("nothing", lines(*hanging(line("  "), line(NO_BACKUPS), width)))]
        return [Row("title", line((self._sheet.title, "bold $accent"))), *rows_of(self._sheet.parts, width)]

    def explained(self, about: Item) -> Sequence[Content]:
        state = f"  {about.state}" if about.state else ""
        told = [line(words if words == about.said[0] and about.state else sentence(words)) for words in about.said]
        return [line((about.title, "bold"), (f"  {about.figure}", "$muted"), (state, "$missed")), *told]

    # -- further -----------------------------------------------------------------------------------------------------

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """A backup can be looked at where one is found."""
        return self._sheet is not None and bool(self._sheet.parts) if action == "open" else True

    def action_open(self) -> None:
        """Show what the highlighted backup would bring back."""
        if (item := self.chosen()) is not None:
            self._look_at(Path(item.id))

    def _look_at(self, path: Path) -> None:
        if self._watch is None:
            self.post_message(requests.BringBackRequested(path))

    def action_back(self) -> None:
        """Stop the work first; leave the path; then the screen."""
        if self._watch is not None:
            self._watch.stop()
            self._said = "Stopping…"
            self.fill()
        elif self.query_one(PathLine).is_used:
            self.query_one(RowList).focus()
        else:
            self.dismiss()
