"""A backup brought back: the dry run of `alcto restore FILE.zip`, and one key that makes it true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from alcto_core.backup.archive import Manifest
from alcto_core.backup.restore_plan import RestorePlan, planned
from alcto_core.backup.restoring import keep_settings, take
from alcto_core.backup.unpacking import opened
from alcto_core.problems import Refused
from alcto_core.telling.backup import NOTHING_NEW, restore_sheet, restored_words
from alcto_core.telling.page import sentence
from alcto_tui import messages
from alcto_tui.commands import SHARED, UNDO, Command
from alcto_tui.own_keys import key
from alcto_tui.screens.base.listing import MORE, Listing, Row, RowList
from alcto_tui.screens.base.sheet_rows import explained, rows_of
from alcto_tui.screens.base.watching import Progressed, Watch
from alcto_tui.widgets.literal import hanging, line

if TYPE_CHECKING:
    from alcto_core.keeping.folder import RecordsFolder
    from alcto_core.overview import Overview
    from alcto_core.telling.page import Item, Sheet


def _others() -> str:
    shown = f"{key('backups')} shows the backups that are found, and {key('history')} the earlier states of the file"
    return f"Nothing was changed. Esc goes back; {shown}."


READING, TAKING = "Checking every file of it", "Bringing it back"


class BringBackScreen(Listing["Item"]):
    """Nothing is changed before F2."""

    offers = (
        Command(
            "take", "f2", "Bring back", "Bring the backup back: the records in one save, and every file", "F2", True
        ),
        replace(UNDO, in_footer=True),
    )
    shared = (MORE, *SHARED)
    opens = False

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._found: tuple[Manifest, RestorePlan] | None = None
        self._sheet: Sheet | None = None
        self._watch: Watch | None = None
        """Of what is being read or brought back."""
        self._is_taking = False
        self._said = ""
        """How far it is, or why it cannot be brought back."""
        self._done: tuple[str, ...] = ()
        """What bringing it back came to."""
        self._has_failed = False
        self._is_done_news = False
        """Whether the next overview is that of what was brought back."""

    # -- reading it --------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        self.head(line(("Bring back", "bold $accent")), line((self._path.name, "$muted")))
        if self.overview is None:
            self._read()

    def show_overview(self, overview: Overview) -> None:  # noqa: ARG002 - the folder is looked at
        """New records: what it would do to them is another thing."""
        if self._is_done_news:
            self._is_done_news = False
        else:
            self._done = ()
        if not self._is_taking:
            self._read()

    def on_resize(self) -> None:
        """The rows can be there without any overview."""
        self.once_drawn(self.fill)

    def _read(self) -> None:
        if self._watch is not None:
            self._watch.stop()
        self._watch = Watch(self, "Stopped.")
        self._said = f"{READING}…"
        look = partial(_looked, self._path, self.folder, self._watch)
        self.post_message(messages.LookRequested(look, self, about=self._watch))
        self.fill()

    def on_progressed(self, progressed: Progressed) -> None:
        if progressed.watch is self._watch and not progressed.watch.is_stopped:
            self._said = progressed.words(TAKING if self._is_taking else READING)
            self.fill()

    def on_looked(self, looked: messages.Looked) -> None:
        if looked.about is not self._watch:
            return
        self._watch, self._said = None, looked.problem
        if self._is_taking:
            self._is_taking = False
            self._done, self._has_failed = looked.found or (looked.problem,), bool(looked.problem)
            self._said, self._is_done_news = "", True
            self._found = self._sheet = None
        else:
            self._found = looked.found
            self._sheet = None
            if self._found is not None:
                manifest, plan = self._found
                self._sheet = restore_sheet(self._path, manifest, plan, self.folder)
            self.query_one(RowList).focus()
        self.fill()
        self.refresh_bindings()

    # -- what is shown -----------------------------------------------------------------------------------------------

    def top(self, width: int) -> Sequence[Content]:
        return [row for words in self._told() for row in hanging(Content(""), words, width)]

    def _told(self) -> Sequence[Content]:
        done = [line((words, "bold $short" if self._has_failed else "bold $met")) for words in self._done]
        if self._said:
            if self._watch is not None:
                return [*done, line((self._said, "bold"))]
            return [*done, line((self._said, "bold $short")), line((_others(), "$muted"))]
        if self._sheet is None or self._found is None:
            return done
        head = [line((self._sheet.title, "bold")), *(line(sentence(words)) for words in self._sheet.head)]
        alerts = [line((sentence(words), "$short")) for words in self._sheet.alerts]
        if self._done and not self._has_failed:
            return [*done, *head]
        end = (
            (NOTHING_NEW, "bold $met")
            if self._found[1].is_idle
            else (f"Nothing is changed before {key('save')}.", "bold $accent")
        )
        return [*done, *head, *alerts, line(end)]

    def rows(self, width: int) -> Sequence[Row[Item]]:
        if self._sheet is None:
            return []
        found = rows_of(self._sheet.parts, width)
        return [
            replace(row, id=f"{place} {row.id}") for place, row in enumerate(found)
        ]  # an id may stand twice in a file

    def explained(self, about: Item) -> Sequence[Content]:
        figure = [line(about.title, (f"  {about.figure}", "$muted"))] if about.title and about.remark else []
        return [*explained(about), *figure]

    # -- bringing it back --------------------------------------------------------------------------------------------

    @property
    def is_stoppable(self) -> bool:
        """Whether Esc stops what is being saved, so that it must not wait for it."""
        return self._is_taking

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """It is offered only where it changes anything."""
        if action == "take":
            return self._watch is None and self._found is not None and not self._found[1].is_idle
        return True

    def action_take(self) -> None:
        """Make the dry run true, in the order of the saves."""
        if self._found is None or self._watch is not None:
            return
        self._watch, self._is_taking = Watch(self, "you stopped it."), True
        self._said = f"{TAKING}…"
        work = partial(_taken, self._path, *self._found, self.folder, self._watch)
        self.post_message(messages.BackupTakeRequested(work, self, about=self._watch))
        self.fill()
        self.refresh_bindings()

    def action_back(self) -> None:
        """Stop what is being brought back; else leave, and stop what is being read."""
        if self._watch is not None:
            self._watch.stop()
        if self._is_taking:
            self._said = "Stopping…"
            self.fill()
        else:
            self.dismiss()


def _looked(path: Path, folder: RecordsFolder, watch: Watch) -> tuple[Manifest, RestorePlan]:
    """What the backup holds and would do. Raises `Refused` and `RecordsError`."""
    with opened(path) as packed:
        packed.verify(watch)
        return packed.manifest, planned(packed, folder)


def _taken(path: Path, manifest: Manifest, plan: RestorePlan, folder: RecordsFolder, watch: Watch) -> tuple[str, ...]:
    """What bringing it back came to, as sentences. Raises `Refused` and `RecordsError`."""
    with opened(path) as packed:
        if packed.manifest != manifest:
            raise Refused(f"{path.name} is another one since it was looked at, so nothing was changed.")
        done = take(packed, plan, folder, at=datetime.now().astimezone(), progress=watch)
    words = [*restored_words(plan, done, folder)]
    if done.saved is not None:
        words += [f"{key('undo')} takes it back."] if plan.loaded is not None else []
        words += [done.saved.note] if done.saved.note else []
    return (*words, *keep_settings(plan))
