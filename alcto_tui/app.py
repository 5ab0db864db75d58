"""The app: it owns the overview, runs what screens ask for, and leaves the terminal as it found it."""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.text import Text
from textual import on
from textual.app import App, SuspendNotSupported
from textual.color import Color
from textual.events import Event, Key
from textual.filter import LineFilter
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.reactive import var
from textual.screen import Screen

from alcto_core import system
from alcto_core.problems import AlctoError, RecordsChanged, RecordsError, Refused
from alcto_core.text import plain
from alcto_tui import messages
from alcto_tui.screens.doors import open_screen
from alcto_tui.screens.home import HomeScreen
from alcto_tui.theme import THEMES, TONES, first_theme, other_theme
from alcto_tui.typing_ahead import TypedKeys

if TYPE_CHECKING:
    from datetime import date

    from alcto_core.overview import Overview
    from alcto_core.records.drafts import Draft
    from alcto_core.records.folder import RecordsFolder
    from alcto_core.records.store import Saved

LOOK_EVERY = 1.0
"""Seconds between two looks at the records file for changes from outside."""


class AlctoApp(App[int]):
    """alcto on the screen. `on` is the day that everything is judged on."""

    TITLE = "alcto"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = set()  # noqa: RUF012 - the screens offer their own; Textual's would read as alcto's
    CSS = """
    ToastRack { align: right bottom; }
    Toast { max-width: 70; }
    """

    overview: var[Overview | None] = var(None, init=False, always_update=True)
    """Records, standings and problems as one frozen value. Screens are bound to it."""
    trouble: var[str] = var("", init=False)
    """Why the records could not be read at all."""
    drafts: var[tuple[Draft, ...]] = var((), init=False)
    """Entries that were typed and not saved, the latest first."""

    def __init__(
        self,
        folder: RecordsFolder,
        on: date,
        *,
        no_plugins: bool = False,
        without: tuple[str, ...] = (),
        overview: Overview | None = None,
        propose: Path | None = None,
        notice: str = "",
    ) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = first_theme()
        self.folder = folder
        self.on = on
        self._propose = propose or folder.path
        self._notice = notice
        self._plugin_choice = (no_plugins, without)
        self._waiting: deque[Callable[[], Message]] = deque()
        self._is_working = False
        self._keys = TypedKeys(self, super().on_event)
        self.set_reactive(AlctoApp.overview, overview)

    # -- life -----------------------------------------------------------------------------------------------------

    async def on_event(self, event: Event) -> None:
        """Textual's own, with the keys one after the other."""
        if isinstance(event, Key) and not event.is_forwarded:
            self._keys.take(event)
        else:
            await super().on_event(event)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colours, for themes that do not name them."""
        return dict.fromkeys((*TONES, "line", "selected"), "ansi_default")

    def get_default_screen(self) -> Screen[None]:
        """Home, bound to the overview."""
        return HomeScreen(self.on).data_bind(AlctoApp.overview, AlctoApp.trouble, AlctoApp.drafts)

    def on_mount(self) -> None:
        """After the first paint, read the records."""
        self._watch_signals()
        if self.overview is None:
            self.call_after_refresh(self._load)
        else:
            self.call_after_refresh(self._look_for_drafts)
        self.set_interval(LOOK_EVERY, self._look_outside)
        if self._notice:
            self.notify(self._notice, timeout=8)

    def _watch_signals(self) -> None:
        """A hang-up or a termination ends the app in order: the terminal is put back, drafts are kept already."""
        loop = asyncio.get_running_loop()
        for number in system.current.signals():
            try:
                loop.add_signal_handler(number, self.exit, 128 + number)
            except (NotImplementedError, RuntimeError):  # Windows loops take no handlers; nor do threads, as in tests
                import signal
                import threading

                if threading.current_thread() is threading.main_thread():
                    signal.signal(number, lambda n, _frame: loop.call_soon_threadsafe(self.exit, 128 + n))

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002 - Textual's parameter; what it asks for is never done here
    ) -> None:
        """Show a toast. Its words are literal, whoever asks for it."""
        super().notify(plain(message), title=plain(title), severity=severity, timeout=timeout, markup=False)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and a last net under everything that is drawn: no control byte passes it."""
        return [*super().get_line_filters(), _NET]

    def _fatal_error(self) -> None:
        """A fault of ours: its trace goes to a file, without the values in it, which are the person's own."""
        place = _write_trace(self._exception)
        self._exit_renderables.append(
            Text(f"alcto met a fault and closed; your records are as last saved. Details for a report: {place}\n")
        )
        self._close_messages_no_wait()

    # -- work in the background --------------------------------------------------------------------------------------

    def _do(self, work: Callable[[], Message]) -> None:
        """Run slow work (reading, saving) beside the screen, one piece after the other, each on the newest overview."""
        self._waiting.append(work)
        self._work_on()

    def _work_on(self) -> None:
        if self._is_working or not self._waiting:
            return
        self._is_working = True
        work = self._waiting.popleft()

        def run() -> None:
            try:
                result = work()
            except AlctoError as error:
                result = messages.WorkFailed(str(error))
            except Exception as error:  # noqa: BLE001 - a fault in a thread must end the app like any other
                self.call_later(_raise, error)
                return
            self.post_message(result)

        # A daemon, so that a hung network drive cannot keep alcto from ending.
        Thread(target=run, name="alcto-work", daemon=True).start()

    def _read(self) -> Overview:
        from alcto_core.overview import open_overview
        from alcto_core.plugins.host import load_plugins

        no_plugins, without = self._plugin_choice
        plugins = load_plugins(no_plugins=no_plugins, without=without, local_rules=self.folder.rules)
        return open_overview(self.folder, plugins, self.on)

    @on(messages.DraftsChanged)
    def _look_for_drafts(self) -> None:
        from alcto_core.records.drafts import load_drafts

        with suppress(RecordsError):  # a draft that cannot be read is no reason to trouble the person
            self.drafts = load_drafts(self.folder)

    def _load(self, said: str = "") -> None:
        self._do(lambda: messages.OverviewLoaded(self._read(), said))

    @on(messages.OverviewLoaded)
    def _take_overview(self, done: messages.OverviewLoaded) -> None:
        self.overview = done.overview
        self.folder = done.overview.folder
        if done.requester is not None and done.edit is not None:
            done.requester.post_message(messages.EditFinished(done.edit))
        if done.said:
            self.notify(done.said)
        self._look_for_drafts()
        if done.overview.loaded is None and len(self.screen_stack) == 1:
            self._open(messages.FirstRunRequested(self._propose))
        self._is_working = False
        self._work_on()

    @on(messages.WorkFailed)
    def _tell_failure(self, failed: messages.WorkFailed) -> None:
        if failed.requester is not None and failed.edit is not None:
            failed.requester.post_message(messages.EditFinished(failed.edit, failed.problem))
        if self.overview is None:
            self.trouble = failed.problem
        elif failed.conflict is not None:
            self._ask_about_conflict(failed.conflict)
        else:
            self.notify(failed.problem, severity="error", timeout=12)
        self._is_working = False
        self._work_on()

    def _look_outside(self) -> None:
        """Reload when another program saved the records file, or one appeared."""
        if self._is_working or self.overview is None:
            return
        if self.overview.loaded is None:
            if self.folder.file.exists():
                self._load("A records file is there now.")
            return
        from alcto_core.records.store import RecordsStore

        if RecordsStore(self.folder).changed_outside(self.overview.loaded):
            self._load("The records file was changed outside alcto; this is the new state.")

    # -- what screens ask for ----------------------------------------------------------------------------------------

    @on(messages.ScreenRequested)
    def _open_requested(self, request: messages.ScreenRequested) -> None:
        self._open(request)

    @on(messages.CredentialFormRequested)
    def _open_credential_form(self, request: messages.CredentialFormRequested) -> None:
        from alcto_tui.screens.credential_form import CredentialForm

        if self.overview is not None:
            self.push_screen(CredentialForm(self.overview, request.credential))

    def _open(self, request: messages.ScreenRequested) -> None:
        if isinstance(request, messages.HelpRequested):
            from alcto_tui.screens.help import HelpScreen

            self.push_screen(HelpScreen(getattr(self.screen, "commands", ())))
            return
        self.push_screen(open_screen(request).data_bind(overview=AlctoApp.overview))

    @on(messages.ReloadRequested)
    def _reload(self) -> None:
        self._load("Read again.")

    @on(messages.EditRequested)
    def _save(self, request: messages.EditRequested) -> None:
        def work() -> Message:
            from alcto_core.overview import save

            try:
                overview, saved = save(self._current, request.edit)
            except AlctoError as error:
                conflict = error if isinstance(error, RecordsChanged) else None
                return messages.WorkFailed(str(error), request.edit, request.requester, conflict)
            return messages.OverviewLoaded(overview, _said(saved, request.said), request.edit, request.requester)

        self._do(work)

    def _ask_about_conflict(self, conflict: RecordsChanged) -> None:
        from alcto_tui.screens.conflict import ConflictScreen

        def keep(choice: str | None) -> None:
            if choice == "copy":
                self._do(lambda: self._copy_kept(conflict.mine))
            elif choice == "theirs":
                self._load("The file's own state is shown; your change is dropped.")

        self.push_screen(ConflictScreen(conflict), keep)

    def _copy_kept(self, text: str) -> Message:
        from alcto_core.records.store import RecordsStore

        path = RecordsStore(self.folder).keep_copy(text)
        return messages.OverviewLoaded(self._read(), f"Your version is kept as {path.name}.")

    @on(messages.UndoRequested)
    def _undo(self) -> None:
        def work() -> Message:
            from alcto_core.overview import undo

            overview, saved = undo(self._current)
            return messages.OverviewLoaded(overview, _said(saved))

        self._do(work)

    @on(messages.RedoRequested)
    def _redo(self) -> None:
        def work() -> Message:
            from alcto_core.overview import redo

            overview, saved = redo(self._current)
            return messages.OverviewLoaded(overview, _said(saved))

        self._do(work)

    @property
    def _current(self) -> Overview:
        if self.overview is None:
            raise Refused("The records are still being read; try again in a moment.")
        return self.overview

    @on(messages.RecordsFileRequested)
    def _make_file(self, request: messages.RecordsFileRequested) -> None:
        def work() -> Message:
            from alcto_core.records.folder import RecordsFolder, remember_folder
            from alcto_core.records.store import RecordsStore

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
            return messages.OverviewLoaded(self._read(), f"Your records are in {folder.file}.")

        self._do(work)

    @on(messages.EditorRequested)
    def _open_editor(self, request: messages.EditorRequested) -> None:
        command = system.editor_command(os.environ)
        if command is None:
            self.notify(f"No editor was found. Set EDITOR, or open {self.folder.file} yourself.", severity="warning")
            return
        import subprocess

        try:
            with self.suspend():
                subprocess.run([*command, *_place(command[0], self.folder.file, request.line)], check=False)
        except SuspendNotSupported:
            self.notify(f"This terminal cannot make room for an editor. Open {self.folder.file} yourself.")
            return
        except OSError as error:
            self.notify(f"{command[0]} did not start: {system.reason(error)}", severity="error")
            return
        self.refresh(layout=True)
        self._load()

    def action_switch_theme(self) -> None:
        """Go to the other theme."""
        self.theme = other_theme(self.theme)


class _Net(LineFilter):
    """Turns control characters in anything drawn into pictures of them."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """The segments, each literal."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [segment if segment.control else Segment(plain(segment.text), segment.style) for segment in segments]


_NET = _Net()


def _write_trace(error: BaseException | None) -> str:
    """Write where a fault happened, and of which kind it was; never a value, as values may be records."""
    import tempfile
    import traceback

    frames = traceback.extract_tb(error.__traceback__) if error is not None else []
    rows = [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    text = "\n".join([*rows, type(error).__name__ if error is not None else "no exception"])
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="alcto-fault-", suffix=".txt", delete=False, encoding="utf-8"
        ) as file:
            file.write(text + "\n")
    except OSError as full:
        return f"could not be written ({system.reason(full)})"
    return file.name


def _said(saved: Saved, said: str = "") -> str:
    """What a toast says of a save; that the disk did not confirm goes before everything."""
    words = saved.note or said or f"{saved.sentence[:1].upper()}{saved.sentence[1:]}."
    return f"{words} The file had changed elsewhere too; both changes are in it now." if saved.merged else words


def _raise(error: Exception) -> None:
    raise error


_OPENS_AT_LINE = ("vi", "vim", "nvim", "nano", "emacs", "micro", "kak", "joe", "ne")


def _place(editor: str, file: Path, line: int | None) -> list[str]:
    """How an editor is told the file, and the line where it is known to understand `+12`."""
    name = Path(editor).name.removesuffix(".exe")
    return [f"+{line}", str(file)] if line and name in _OPENS_AT_LINE else [str(file)]


def run(
    *,
    records: Path | None = None,
    on: date | None = None,
    no_plugins: bool = False,
    without: tuple[str, ...] = (),
    demo: str | None = None,
) -> int:
    """Open the screens and return the exit status. `demo` names the made-up records, where they are."""
    from datetime import date

    from alcto_core.records.folder import find_folder, proposed_folder

    choice = find_folder(records, os.environ)
    app = AlctoApp(
        choice.folder,
        on or date.today(),
        no_plugins=no_plugins,
        without=without,
        propose=proposed_folder() if choice.how == "default" else choice.path,
        notice="These records are made up, in a temporary copy. Try anything." if demo else "",
    )
    return app.run() or 0
