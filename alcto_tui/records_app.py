"""The half of the app that holds the records: it reads them, saves what screens ask for, and asks about conflicts.

Reading and saving run beside the screen, one piece after the other; each ends in a message to the app.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from textual import on
from textual.app import App
from textual.message import Message
from textual.reactive import var

from alcto_core.keeping.folder import away
from alcto_core.problems import AlctoError, RecordsChanged, RecordsError, RecordsMissing, Refused
from alcto_tui import messages, requests
from alcto_tui.own_keys import key

if TYPE_CHECKING:
    from datetime import date

    from textual.dom import DOMNode

    from alcto_core.copies.second_copies import Copy
    from alcto_core.keeping.commit import Stamp
    from alcto_core.keeping.conflict import Conflict
    from alcto_core.keeping.drafts import Draft
    from alcto_core.keeping.folder import RecordsFolder
    from alcto_core.keeping.presence import Presence
    from alcto_core.keeping.store import Loaded, Saved
    from alcto_core.overview import Overview
    from alcto_core.records.changing import Edit
    from alcto_tui.kept_home import KeptHome
    from alcto_tui.screens.glance import Glance


A_MOMENT_AGO = "a moment ago"


class RecordsApp(App[int]):
    """An app with the records of one folder. `on` is the day that everything is judged on."""

    overview: var[Overview | None] = var(None, init=False, always_update=True)
    """Records, standings and problems as one frozen value. Screens are bound to it."""
    trouble: var[str] = var("", init=False)
    """Why the records could not be read at all."""
    drafts: var[tuple[Draft, ...]] = var((), init=False)
    """Forms that were typed in and not saved, the latest first."""
    copies: var[tuple[Copy, ...]] = var((), init=False)
    """Second copies of the records file beside it."""
    rules_news: var[str] = var("", init=False)
    """That the rules are others than they lately were, and what that does to the person."""
    has_earlier: var[bool] = var(False, init=False)
    """Whether earlier states are kept of a file that is gone or cannot be read."""
    last_there: var[str] = var("", init=False)
    """When records were in the folder last, in words; "" where nobody knows that they ever were."""

    glance: var[Glance | None] = var(None, init=False)
    """What Home said of the records the last time, until they are judged. Nothing is done with it."""

    keeps_looks = True
    """Whether it is remembered what the rules said when the folder was looked at."""

    def __init__(
        self,
        folder: RecordsFolder,
        on: date,
        *,
        no_plugins: bool = False,
        without: tuple[str, ...] = (),
        overview: Overview | None = None,
        propose: Path | None = None,
        last_there: str = "",
        kept: KeptHome | None = None,
    ) -> None:
        super().__init__()
        self.folder = folder
        self.on = on
        self._propose = propose or folder.path
        self._plugin_choice = (no_plugins, without)
        self._waiting: deque[Callable[[], Message]] = deque()
        self._is_working = False
        self._awaited: set[int] = set()
        """The requests of what is looked at and the next key is about."""
        self._copies_look = 0
        self._folder_seen: int | None = None
        """When the folder had changed last as copies were looked for."""
        self._file_tried: Stamp | None = None
        """The state of the file that was read last because it had changed outside; None: it has not."""
        self._kept = kept
        self._presence: Presence | None = None
        """Says to other alctos that the records are open here, once they are."""
        self.set_reactive(RecordsApp.overview, overview)
        if overview is None and kept is not None:
            self.set_reactive(RecordsApp.glance, kept.found(folder, on))
        is_there = overview is not None and overview.loaded is not None
        self.set_reactive(RecordsApp.last_there, A_MOMENT_AGO if is_there else last_there)

    def _open(self, request: requests.ScreenRequested) -> None:
        """Open the screen that was asked for."""
        raise NotImplementedError

    # -- work in the background --------------------------------------------------------------------------------------

    def _do(self, work: Callable[[], Message]) -> None:
        """Run slow work (reading, saving) beside the screen, one piece after the other, each on the newest overview."""
        self._waiting.append(work)
        self._work_on()

    @property
    def is_busy(self) -> bool:
        """Whether something is being read or saved, or looked at for the next key."""
        return self._is_working or bool(self._waiting) or bool(self._awaited)

    def _work_on(self) -> None:
        if self._is_working or not self._waiting:
            return
        self._is_working = True
        self._beside(self._waiting.popleft(), "alcto-work")

    def _beside(
        self,
        work: Callable[[], Message],
        name: str,
        node: DOMNode | None = None,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Run work in a thread; what it comes to is posted to the node, else to the app; `then` is called after it."""

        def run() -> None:
            try:
                result = work()
                judged = result.overview if isinstance(result, messages.OverviewLoaded) else None
                if judged is not None:
                    _ = judged.before  # here, and not when Home asks for it
            except AlctoError as error:
                result, judged = messages.WorkFailed(self._problem(error)), None
            except Exception as error:  # noqa: BLE001 - a fault in a thread must end the app like any other
                self.call_later(_raise, error)
                return
            (node or self).post_message(result)
            if then is not None:
                then()
            if judged is not None and self._kept is not None:
                self._kept.keep(judged)

        # A daemon, so that a hung network drive cannot keep alcto from ending.
        Thread(target=run, name=name, daemon=True).start()

    def _problem(self, error: AlctoError) -> str:
        """What to say of it here, where keys are the way back and not commands."""
        if not isinstance(error, RecordsMissing) or (self.last_there and self.folder.is_away):
            return str(error)
        none = f"On Home, {key('new')} makes a new one."
        way = f"{key('history')} shows earlier states of it." if self.has_earlier else none
        return f"{self.folder.file.name} is gone from {self.folder.path}. {way}"

    @on(messages.LookRequested)
    def _look_for(self, request: messages.LookRequested) -> None:
        def work() -> Message:
            try:
                return messages.Looked(request.about, request.look())
            except AlctoError as error:
                return messages.Looked(request.about, problem=str(error))

        if request.holds_keys:
            self._awaited.add(id(request))
        self._beside(work, "alcto-look", request.requester, lambda: self._awaited.discard(id(request)))

    # -- reading -----------------------------------------------------------------------------------------------------

    def _read(self) -> Overview:
        from alcto_core.host.plugins import load_plugins
        from alcto_core.overview import open_overview

        no_plugins, without = self._plugin_choice
        plugins = load_plugins(no_plugins=no_plugins, without=without, local_rules=self.folder.rules)
        return open_overview(self.folder, plugins, self.on)

    def _load(self, said: str = "") -> None:
        self._do(lambda: messages.OverviewLoaded(self._read(), said))

    @on(messages.OverviewLoaded)
    def _take_overview(self, done: messages.OverviewLoaded) -> None:
        self.folder = done.overview.folder
        if done.overview.loaded is not None:
            self.last_there = A_MOMENT_AGO
        self.overview, self._file_tried = done.overview, None
        self.glance = None
        if done.requester is not None and done.edit is not None:
            done.requester.post_message(messages.EditFinished(done.edit))
        if done.said:
            self.notify(done.said, severity="information" if done.overview.records is not None else "warning")
        self._look_beside()
        if done.overview.loaded is None and self._is_new and len(self.screen_stack) == 1:
            self._open(requests.FirstRunRequested(self._propose))
        self._is_working = False
        self._work_on()

    @property
    def _is_new(self) -> bool:
        """Whether records never were here, as far as anybody knows."""
        return not self.has_earlier and not self.last_there

    @on(messages.WorkFailed)
    def _tell_failure(self, failed: messages.WorkFailed) -> None:
        if failed.requester is not None and failed.edit is not None:
            failed.requester.post_message(messages.EditFinished(failed.edit, failed.problem))
        if self.overview is None:
            self.glance = None  # it holds no more, or nobody can say whether it does
            self._look_for_earlier()
            self.trouble = failed.problem
            if len(self.screen_stack) > 1:
                self.notify(failed.problem, severity="error", timeout=12)
        elif failed.conflict is not None:
            self._open(requests.ConflictRequested(failed.conflict, failed.requester, failed.said))
        else:
            self.notify(failed.problem, severity="error", timeout=12)
        self._is_working = False
        self._work_on()

    def _look_outside(self) -> None:
        """Reload when another program saved the records file, or one appeared; look for copies that appeared."""
        if self._is_working or self.overview is None:
            return
        if self._folder_stamp() != self._folder_seen:
            self._look_for_copies()
        loaded = self.overview.loaded
        if loaded is None:
            if self.folder.file.exists():
                self._load("Your records are there again." if self.last_there else "A records file is there now.")
            return
        from alcto_core.keeping.store import RecordsStore

        stamp = self._file_stamp() if RecordsStore(self.folder).changed_outside(loaded) else None
        if stamp is not None and stamp != self._file_tried:
            self._do(lambda: self._seen_outside(loaded))
        self._file_tried = stamp  # what cannot be read is told once, not with every look

    def _file_stamp(self) -> Stamp:
        from alcto_core.keeping.commit import stamp_of

        try:
            return stamp_of(self.folder.file.stat())
        except OSError:
            return ()

    def _seen_outside(self, before: Loaded) -> Message:
        overview = self._read()
        if overview.loaded is None and self.folder.is_away:
            return messages.OverviewLoaded(overview, away(self.folder))
        if overview.loaded is None:
            return messages.OverviewLoaded(overview, "The records file is gone from its folder. Home says what to do.")
        if overview.records is None:
            said = (
                "The records file was changed outside alcto and cannot be read now. "
                f"On Home, {key('problems')} shows why."
            )
        elif overview.loaded.sha256 == before.sha256:
            said = ""
        else:
            said = "The records file was changed outside alcto; this is the new state."
        return messages.OverviewLoaded(overview, said)

    @on(messages.ReloadRequested)
    def _reload(self) -> None:
        self._load("Read again.")

    # -- beside the records file -------------------------------------------------------------------------------------

    def _look_beside(self) -> None:
        """Look for what lies beside the file that was read."""
        self._look_for_drafts()
        self.call_after_refresh(self._look_for_copies)
        self._look_for_earlier()
        self._greet()

    def _look_for_earlier(self) -> None:
        from alcto_core.keeping.store import RecordsStore

        is_readable = self.overview is not None and self.overview.records is not None
        self.has_earlier = not is_readable and bool(RecordsStore(self.folder).way_back())

    def _greet(self) -> None:
        """Once, after the first reading: say what a person should know about the folder."""
        if self._presence is not None or self.overview is None or self.overview.loaded is None:
            return
        from alcto_core.keeping.presence import Presence

        folder, overview, loaded = self.folder, self.overview, self.overview.loaded
        presence = self._presence = Presence(folder)
        is_whole = self.keeps_looks and self._plugin_choice == (False, ())

        def work() -> Message:
            from datetime import datetime

            from alcto_core.telling.rules_news import rules_news
            from alcto_tui.notices import notices

            now = datetime.now().astimezone()
            news = rules_news(overview, now.date()) if is_whole else ""
            return messages.NoticesFound(notices(folder, loaded, presence, now), news)

        self._beside(work, "alcto-notices")

    @on(messages.NoticesFound)
    def _tell_notices(self, found: messages.NoticesFound) -> None:
        self.rules_news = found.rules
        for notice in found.notices:
            self.notify(notice, timeout=8)

    def on_unmount(self) -> None:
        if self._presence is not None:
            self._presence.leave()

    def _look_for_copies(self) -> None:
        """Beside everything else, as it lists a folder that may be slow."""
        self._copies_look += 1
        self._folder_seen = self._folder_stamp()
        number, folder = self._copies_look, self.folder

        def look() -> Message:
            from alcto_core.copies.second_copies import find_copies

            return messages.CopiesFound(number, find_copies(folder))

        self._beside(look, "alcto-copies")

    def _folder_stamp(self) -> int | None:
        """When a file last came into the folder or left it; None where that cannot be told."""
        try:
            return self.folder.path.stat().st_mtime_ns
        except OSError:
            return None

    @on(messages.CopiesFound)
    def _take_copies(self, found: messages.CopiesFound) -> None:
        if found.number == self._copies_look:
            self.copies = found.copies

    @on(messages.PutAsideRequested)
    def _put_aside(self, request: messages.PutAsideRequested) -> None:
        def work() -> Message:
            from alcto_core.copies.second_copies import put_aside

            place = put_aside(request.copy)
            return messages.OverviewLoaded(self._read(), f"“{request.copy.path.name}” lies in {place.parent} now.")

        self._do(work)

    @on(messages.DraftsChanged)
    def _look_for_drafts(self) -> None:
        from alcto_core.keeping.drafts import load_drafts

        with suppress(RecordsError):  # a draft that cannot be read is no reason to trouble the person
            self.drafts = load_drafts(self.folder)

    # -- saving ------------------------------------------------------------------------------------------------------

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
            return messages.OverviewLoaded(
                overview, _said(saved, request.said, is_news=is_news), request.edit, request.requester
            )

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
            said = f"{_said(saved)} {key('undo')} takes it back." if was_there else _said(saved)
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
            return messages.OverviewLoaded(self._read(), f"{_said(saved)} {key('undo')} takes it back.")

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


def _said(saved: Saved, said: str = "", *, is_news: bool = False) -> str:
    """What a toast says of a save; that the disk did not confirm goes before everything."""
    words = saved.note or said or f"{saved.sentence[:1].upper()}{saved.sentence[1:]}."
    return f"{words} The file had changed elsewhere too; both changes are in it now." if is_news else words


def _raise(error: Exception) -> None:
    raise error
