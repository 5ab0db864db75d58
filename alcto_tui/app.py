"""The app: it opens what screens ask for, keeps the terminal, and leaves it as it found it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import constants, on
from textual.driver import Driver
from textual.events import Event, Key, Resize
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.screen import Screen

from alcto_core import system
from alcto_core.text import plain
from alcto_tui import ending, messages, requests
from alcto_tui.care import Care
from alcto_tui.commands import NEXT_TOLD, REDRAW
from alcto_tui.drawing import Drawing
from alcto_tui.editor import edit_file
from alcto_tui.net import Net
from alcto_tui.own_keys import rebound
from alcto_tui.saving_app import SavingApp
from alcto_tui.screens.at_home.home import HomeScreen
from alcto_tui.screens.base.frame import Frame
from alcto_tui.screens.base.window import FrontPalette, of_now
from alcto_tui.screens.doors import form_of, screen_of
from alcto_tui.theme import NO_COLOR, THEMES, TONES
from alcto_tui.theme_choice import (
    first_theme,
    theme_named,
    theme_names,
    wants_no_color,
)
from alcto_tui.typing_ahead import TypedKeys
from alcto_tui.widgets.literal_input import LiteralInput
from alcto_tui.without_color import WithoutColor

if TYPE_CHECKING:
    from datetime import date

    from textual.actions import ActionParseResult
    from textual.dom import DOMNode

    from alcto_core.keeping.folder import RecordsFolder
    from alcto_core.overview import Overview
    from alcto_tui.kept_home import KeptHome

ONLY_SHOWN = "Here alcto only shows the records. `alcto web --writable` lets a browser change them."
"""What is said where nothing may be changed."""
UNHURRIED = frozenset({
    "app.quit", "app.redraw", "app.switch_theme", "next_card", "previous_card", "first_card", "last_card",
})  # fmt: skip
"""Actions that do nothing with what is shown."""
AT_ONCE = frozenset({"app.quit", "app.redraw", "app.switch_theme"})
"""Actions that do the same before anything is shown."""
LOOK_EVERY = 1.0
"""Seconds between two looks at the records file for changes from outside."""


class AlctoApp(Drawing, SavingApp):
    """alcto on the screen. `on` is the day that everything is judged on."""

    TITLE = "alcto"
    BINDINGS = [REDRAW.binding, NEXT_TOLD.binding]  # noqa: RUF012 - Textual's own declaration
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = set()  # noqa: RUF012 - the screens offer their own; Textual's would read as alcto's
    CSS = """
    ToastRack { align: right bottom; scrollbar-size: 0 0; }  /* the room kept for a scrollbar let the screen show */
    ModalScreen ToastRack { dock: top; }  /* the answers of a question stand below */
    Toast {
        width: 1fr; max-width: 100%; margin-top: 0; padding: 0 1; border: none; background: $panel; color: $foreground;
        &.-information { border-left: outer $accent; }
        &.-warning { border-left: outer $short; }
        &.-error { border-left: outer $missed; }
    }
    ToastHolder { width: 1fr; }
    .buttons Button, #make {  /* a filled one has the cursor, whatever it does */
        background: $panel; color: $foreground; text-style: none;
        &.-primary { color: $accent; text-style: bold; }
        &.-warning { color: $short; text-style: bold; }
        &:hover { background: $selected; }
        &:focus { background: $accent; color: $background; text-style: bold; }
        &.-warning:focus { background: $short; }
    }
    Input > .input--placeholder, TextArea > .text-area--placeholder { color: $muted; }
    """

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
        theme: str = "",
        last_there: str = "",
        remarks: Sequence[str] = (),
        kept: KeptHome | None = None,
    ) -> None:
        wish = os.environ.pop("NO_COLOR", None)  # Textual would take it for good, and send greys
        super().__init__(
            folder,
            on,
            no_plugins=no_plugins,
            without=without,
            overview=overview,
            propose=propose,
            last_there=last_there,
            kept=kept,
        )
        if wish is not None:
            os.environ["NO_COLOR"] = wish
        self.no_color = wants_no_color()
        for one in THEMES:
            self.register_theme(one)
        self.show_theme(NO_COLOR.name if self.no_color else theme or first_theme())
        self._notice = notice
        self._remarks = remarks
        self._bindings = rebound(self._bindings)
        self.fault = ""
        """What to tell the person of a fault of alcto itself, once the screens are closed."""
        self._keys = TypedKeys(self, super().on_event, Care(self).lets_through)
        # The same ones each time: a line that was filtered by them is found again.
        self._nets: tuple[LineFilter, ...] = (WithoutColor(), Net()) if self.no_color else (Net(),)
        self.is_told_to_end = False
        """Whether a hang-up or a termination ends it."""
        self.is_for_demo = False
        """Whether it ended so that the made-up records can be shown."""

    # -- life -----------------------------------------------------------------------------------------------------

    async def on_event(self, event: Event) -> None:
        """Textual's own, with the keys one after the other, and with the size that the window has now."""
        if isinstance(event, Key) and not event.is_forwarded:
            self._keys.take(event)
        elif isinstance(event, Resize) and not self.is_headless:
            await super().on_event(of_now(event))
            self.draw_whole()  # what a terminal shows after it is known to nobody
        else:
            await super().on_event(event)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colours, for themes that do not name them."""
        return dict.fromkeys((*TONES, "line", "selected"), "ansi_default")

    @property
    def has_keys_waiting(self) -> bool:
        return self._keys.are_waiting

    def must_wait(self, key: Key) -> bool:
        """Whether what is shown was not confirmed yet, and the key may act on it. Before anything is shown any key may:
        it is for what will stand there, Home or the first form."""
        if self.overview is not None or self.trouble:
            return False
        found = self.screen.active_bindings.get(key.key)
        if self.glance is None:
            return found is None or found.binding.action not in AT_ONCE
        return found is not None and found.binding.action not in UNHURRIED

    def get_driver_class(self) -> type[Driver]:
        """Textual's, where the environment names one or the system is Windows; else ours."""
        if constants.DRIVER is not None or os.name != "posix":
            return super().get_driver_class()
        from alcto_tui.terminal import WholeKeys

        return WholeKeys

    def get_default_screen(self) -> Screen[None]:
        """Home, bound to the overview."""
        return HomeScreen(self.on).data_bind(
            AlctoApp.overview,
            AlctoApp.trouble,
            AlctoApp.drafts,
            AlctoApp.copies,
            AlctoApp.has_earlier,
            AlctoApp.last_there,
            AlctoApp.rules_news,
            AlctoApp.glance,
        )

    def on_mount(self) -> None:
        """After the first paint, read the records."""
        if not self.is_headless:
            ending.watch(self.end)
        asyncio.get_running_loop().set_exception_handler(_keep_quiet)
        if self.overview is None:
            self.call_after_refresh(self._load)
        else:
            self.call_after_refresh(self._look_beside)
        self.set_interval(LOOK_EVERY, self._look_outside)
        if self._notice:
            self.notify(self._notice, timeout=8)
        self._in_turn.add(self._remarks, "warning", 15)

    def end(self, status: int) -> None:
        """Leave now. The last second of typing goes into its draft first."""
        from alcto_tui.screens.base.form_draft import KeepsTyped

        self.is_told_to_end = True
        for screen in self.screen_stack:
            if isinstance(screen, KeepsTyped):
                screen.keep_typed()
        self.exit(status)

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
        words = plain(message)
        for earlier in [one for one in self._notifications if one.severity == "information" or one.message == words]:
            self._unnotify(earlier, refresh=False)  # one line is enough; what is a warning stays for its time
        super().notify(words, title=plain(title), severity=severity, timeout=timeout, markup=False)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and a last net under everything that is drawn: no control byte passes it."""
        return [*super().get_line_filters(), *self._nets]

    def _fatal_error(self) -> None:
        """A fault of ours: its trace goes to a file, without the values in it, which are the person's own."""
        from alcto_core import crash

        if not self.fault:  # one fault often brings others with it
            self.fault = crash.sentence(self._exception)
        self._close_messages_no_wait()

    def panic(self, *_shown: object) -> None:
        """Textual shows some of its errors with their text, which may hold the person's own."""
        self._fatal_error()

    # -- what screens ask for ----------------------------------------------------------------------------------------

    @on(requests.ScreenRequested)
    def _open_requested(self, request: requests.ScreenRequested) -> None:
        self._open(request)

    def _open(self, request: requests.ScreenRequested) -> None:
        if request.changes and system.is_still():
            self._show_instead(request)
        elif not isinstance(request, requests.FormRequested):
            screen = self._kept_screen(request) or self._new_screen(request)
            screen.folder = self.folder
            self.push_screen(screen)
        elif self.overview is not None:
            self.push_screen(form_of(request, self.overview))

    def _show_instead(self, request: requests.ScreenRequested) -> None:
        """What is there to be read where nothing is changed: an entry stands in the log too."""
        records = self.overview.records if self.overview is not None else None
        id = request.activity if isinstance(request, requests.EntryRequested) and not request.copy else None
        found = records.activity(id) if records is not None and id is not None else None
        self.notify(ONLY_SHOWN) if found is None else self._open(requests.ActivitiesRequested(find=found.title))

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Textual's own, but for what would ask or begin something that cannot be saved here."""
        screen = self.screen
        if isinstance(screen, Frame) and action in screen.refused():
            self.notify(ONLY_SHOWN)
            return True
        return await super().run_action(action, default_namespace, namespaces)

    def _kept_screen(self, request: requests.ScreenRequested) -> Frame | None:
        """The screen as it was closed, which stands as a new one would; None where there is none, or it is open."""
        if not self.is_screen_installed(request.screen):
            return None
        screen = self.get_screen(request.screen)
        if not isinstance(screen, Frame) or screen in self.screen_stack:
            return None
        screen.open_again(request)
        return screen

    def _new_screen(self, request: requests.ScreenRequested) -> Frame:
        screen = screen_of(request)
        if screen.is_kept and not self.is_screen_installed(request.screen):
            self.install_screen(screen, request.screen)
        return screen.data_bind(AlctoApp.overview, AlctoApp.copies)

    @on(messages.DraftRequested)
    def _open_draft(self, request: messages.DraftRequested) -> None:
        from alcto_tui.screens.credentials.step_form import is_of_step, step_form_request
        from alcto_tui.screens.evidence.reflection_form import is_of_reflection

        if is_of_reflection(request.draft):
            self._open(requests.ChecklistRequested(reflect=str(request.draft.fields.get("activity", ""))))
        elif not is_of_step(request.draft):
            self._open(requests.EntryRequested(draft=request.draft))
        elif self.overview is not None and (form := step_form_request(self.overview, request.draft)) is not None:
            self._open(form)
        else:
            title = str(request.draft.fields.get("title", ""))
            self.notify(f"Open the step “{title}” itself: what you typed there is kept.", severity="warning")

    @on(messages.CopyRequested)
    def _copy(self, request: messages.CopyRequested) -> None:
        from alcto_tui.clipboard import copy_words

        copy_words(self, self.folder, request.words, what=request.what)

    @on(LiteralInput.Cut)
    def _say_cut(self, cut: LiteralInput.Cut) -> None:
        self.notify(f"{cut.lines} lines were pasted, and only the first went in: this field holds one.", timeout=10)

    @on(messages.DemoRequested)
    def _leave_for_demo(self) -> None:
        if self.is_web:
            self.notify("`alcto demo` shows made-up records, in a terminal.")
            return
        self.is_for_demo = True
        self.exit(0)

    @on(messages.EditorRequested)
    def _open_editor(self, request: messages.EditorRequested) -> None:
        if edit_file(self, self.folder.file, request.line):
            self._load()

    def action_command_palette(self) -> None:
        """Show everything that can be done on the screen in front."""
        if not isinstance(self.screen, FrontPalette):
            self.push_screen(FrontPalette(id="--command-palette"))

    def action_next_told(self) -> None:
        """Tell the next of several things that are told one after the other."""
        self._in_turn.next()

    def action_redraw(self) -> None:
        """Set the terminal's modes again and draw everything: after noise, or at a terminal attached anew."""
        if (set_again := getattr(self._driver, "set_modes_again", None)) is not None:
            set_again()
        self.draw_whole()

    def show_theme(self, name: str) -> None:
        """Draw everything in the theme of a name."""
        self.register_theme(theme_named(name))
        self.theme = name

    def action_choose_theme(self) -> None:
        """Ask for a theme; each is shown while the cursor stands on it."""
        if self.no_color:
            self.notify("NO_COLOR is set, so no theme would be seen.")
            return
        from alcto_tui.screens.at_home.theme_question import ThemeQuestion

        self.push_screen(ThemeQuestion(theme_names(), self.theme, self.show_theme))


def _keep_quiet(_loop: asyncio.AbstractEventLoop, told: dict[str, Any]) -> None:
    """What goes wrong aside is reported like any fault; asyncio would print it, and what it says may be records."""
    from alcto_core import crash

    crash.report(told.get("exception"))
