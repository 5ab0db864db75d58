"""The part of the app that changes what is on disk: it saves what screens ask for, and asks about conflicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from alcto_core.problems import AlctoError, RecordsChanged, Refused
from alcto_tui import messages, requests
from alcto_tui.own_keys import key
from alcto_tui.records_app import RecordsApp

if TYPE_CHECKING:
    from alcto_core.keeping.conflict import Conflict
    from alcto_core.keeping.store import Loaded, Saved
    from alcto_core.overview import Overview
    from alcto_core.records.changing import Edit


class SavingApp(RecordsApp):
    """An app that changes the records of its folder."""

    @property
    def _current(self) -> Overview:
        if self.overview is None:
            raise Refused("The records are still being read; try again in a moment.")
        return self.overview

    @on(messages.EditRequested)
    def _save(self, request: messages.EditRequested) -> None:
        def work() -> Message:
            from msgspec.structs import replace

            from alcto_core.overview import save

            current = self._current
            seen = request.seen or current.loaded
            try:
                overview, saved = save(replace(current, loaded=seen), request.edit)
            except AlctoError as error:
                conflict = self._conflict(seen, request.edit, error)
                return messages.WorkFailed(
                    self._problem(error), request.edit, request.requester, conflict, request.said
                )
            # What changed between the form's opening and the overview of now was told when it came.
            is_news = saved.merged and seen is current.loaded
            told = _said(saved, request.said, is_news=is_news, names_undo=request.names_undo)
            return messages.OverviewLoaded(overview, told, request.edit, request.requester)

        self._do(work)

    def _conflict(self, seen: Loaded | None, edit: Edit, error: AlctoError) -> Conflict | None:
        """Both sides of a save that met another change; None where something else stood in the way."""
        from alcto_core.keeping.conflict import conflict_of
        from alcto_core.keeping.store import RecordsStore

        if seen is None or not isinstance(error, RecordsChanged):
            return None
        return conflict_of(RecordsStore(self.folder), seen, edit, error)

    @on(requests.ConflictSettled)
    def _settle(self, settled: requests.ConflictSettled) -> None:
        asked, conflict = settled.asked, settled.asked.conflict
        if settled.way == "merge" and settled.edit is not None:
            self._save(messages.EditRequested(settled.edit, asked.requester, asked.said, conflict.theirs))
        elif settled.way == "again":
            self._save(messages.EditRequested(conflict.edit, asked.requester, asked.said, conflict.base))
        else:
            self._do(lambda: self._given_up(asked, keep=settled.way == "copy"))

    def _given_up(self, asked: requests.ConflictRequested, *, keep: bool) -> Message:
        """The file's own state, with mine kept beside it or dropped."""
        said = "The file's own state is shown; your change is dropped."
        if keep:
            from alcto_core.keeping.store import RecordsStore
            from alcto_core.telling.copies import kept_as

            said = kept_as(RecordsStore(self.folder).keep_copy(asked.conflict.mine).name)
        return messages.OverviewLoaded(self._read(), said, asked.conflict.edit, asked.requester)

    @on(messages.UndoRequested)
    def _undo(self) -> None:
        def work() -> Message:
            from alcto_core.overview import undo

            try:
                overview, saved = undo(self._current)
            except RecordsChanged as changed:
                return messages.WorkFailed(f"{changed} {key('history')} shows the states before, and brings one back.")
            return messages.OverviewLoaded(overview, _said(saved))

        self._do(work)

    @on(messages.RedoRequested)
    def _redo(self) -> None:
        def work() -> Message:
            from alcto_core.overview import redo

            overview, saved = redo(self._current)
            return messages.OverviewLoaded(overview, _said(saved))

        self._do(work)

    @on(messages.RestoreRequested)
    def _restore(self, request: messages.RestoreRequested) -> None:
        def work() -> Message:
            from alcto_core.keeping.store import RecordsStore

            loaded = self.overview.loaded if self.overview is not None else None
            was_there = self.folder.file.exists()
            saved = RecordsStore(self.folder).restore(request.sha256, loaded)
            said = _said(saved, names_undo=was_there)
            return messages.OverviewLoaded(self._read(), said)

        self._do(work)

    @on(messages.BytesSaveRequested)
    def _save_bytes(self, request: messages.BytesSaveRequested) -> None:
        def work() -> Message:
            from alcto_core.keeping.store import RecordsStore

            try:
                saved = RecordsStore(self.folder).restore_bytes(request.raw, request.said, request.seen)
            except AlctoError as error:
                request.requester.post_message(messages.EditFinished(None, str(error)))
                return messages.OverviewLoaded(self._read())
            request.requester.post_message(messages.EditFinished(None))
            return messages.OverviewLoaded(self._read(), _said(saved, names_undo=True))

        self._do(work)

    @on(messages.BackupTakeRequested)
    def _take_backup(self, request: messages.BackupTakeRequested) -> None:
        def work() -> Message:
            try:
                told = messages.Looked(request.about, request.work())
            except AlctoError as error:  # what came before the fault is there
                told = messages.Looked(request.about, problem=str(error))
            request.requester.post_message(told)
            return messages.OverviewLoaded(self._read())

        self._do(work)

    @on(messages.RecordsFileRequested)
    def _make_file(self, request: messages.RecordsFileRequested) -> None:
        def work() -> Message:
            from alcto_core.keeping.folder import RecordsFolder, lie_in, remember_folder
            from alcto_core.keeping.store import RecordsStore

            try:
                folder = RecordsFolder(path=request.folder)
                RecordsStore(folder).create(request.person, request.credentials)
                if request.folder != self.folder.path:
                    remember_folder(request.folder)
            except AlctoError as error:
                if request.requester is not None:
                    request.requester.post_message(messages.RecordsFileRefused(str(error)))
                raise
            self.folder = folder
            return messages.OverviewLoaded(self._read(), f"{lie_in(folder.file)}.")

        self._do(work)

    @on(messages.RecordsFolderRequested)
    def _open_folder(self, request: messages.RecordsFolderRequested) -> None:
        """Go on with the records that lie in another folder, from now on."""

        def work() -> Message:
            from alcto_core.keeping.folder import RecordsFolder, lie_in, remember_folder

            remember_folder(request.folder)
            self.folder = RecordsFolder(path=request.folder)
            return messages.OverviewLoaded(self._read(), f"{lie_in(self.folder.file)}.")

        self._do(work)


def _said(saved: Saved, said: str = "", *, is_news: bool = False, names_undo: bool = False) -> str:
    """What a toast says of a save; that the disk did not confirm goes before everything."""
    words = saved.note or said or f"{saved.sentence[:1].upper()}{saved.sentence[1:]}."
    if names_undo:
        words = f"{words} {key('undo')} takes it back."
    return f"{words} The file had changed elsewhere too; both changes are in it now." if is_news else words
