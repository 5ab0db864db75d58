"""The part of the app that holds the records: it reads them, and sees what changes outside and beside the file."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.reactive import var

from alcto_core.keeping.folder import away
from alcto_core.problems import AlctoError, RecordsError, RecordsMissing
from alcto_tui import messages, requests
from alcto_tui.background_app import BackgroundApp
from alcto_tui.in_turn import InTurn
from alcto_tui.own_keys import key

if TYPE_CHECKING:
    from datetime import date

    from alcto_core.copies.second_copies import Copy
    from alcto_core.keeping.commit import Stamp
    from alcto_core.keeping.drafts import Draft
    from alcto_core.keeping.folder import RecordsFolder
    from alcto_core.keeping.presence import Presence
    from alcto_core.keeping.store import Loaded
    from alcto_core.overview import Overview
    from alcto_tui.kept_home import KeptHome
    from alcto_tui.screens.at_home.glance import Glance


A_MOMENT_AGO = "a moment ago"


class RecordsApp(BackgroundApp):
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
        self._in_turn = InTurn(self)
        self._propose = propose or folder.path
        self._plugin_choice = (no_plugins, without)
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

    def _prepare(self, result: Message) -> None:
        if isinstance(result, messages.OverviewLoaded):
            _ = result.overview.before  # here, and not when Home asks for it

    def _keep(self, result: Message) -> None:
        if isinstance(result, messages.OverviewLoaded) and self._kept is not None:
            self._kept.keep(result.overview)

    def _problem(self, error: AlctoError) -> str:
        """What to say of it here, where keys are the way back and not commands."""
        if not isinstance(error, RecordsMissing) or (self.last_there and self.folder.is_away):
            return str(error)
        none = f"On Home, {key('new')} makes a new one."
        way = f"{key('history')} shows earlier states of it." if self.has_earlier else none
        return f"{self.folder.file.name} is gone from {self.folder.path}. {way}"

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
        self._worked()

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
        self._worked()

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
        self._in_turn.add(found.notices, "information", 8)

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
