"""What every screen shares: title line, body, footer, keys, sizes, and the overview that it is bound to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import var
from textual.screen import Screen
from textual.widget import Widget

from alcto_tui import messages, requests
from alcto_tui.commands import BACK, HELP, SHARED, Command, Palette, bindings, group_of
from alcto_tui.own_keys import rebound, without
from alcto_tui.screens.base.window import InWindow
from alcto_tui.widgets.key_line import KeyLine
from alcto_tui.widgets.title import TitleLine
from alcto_tui.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from alcto_core.copies.second_copies import Copy
    from alcto_core.keeping.folder import RecordsFolder
    from alcto_core.overview import Overview

WIDTHS = [(0, "-tiny-width"), (40, "-narrow"), (76, "-normal"), (110, "-wide")]
HEIGHTS = [(0, "-tiny-height"), (10, "-low"), (23, "-medium"), (36, "-tall")]


class Frame(InWindow, Screen[None]):
    """A screen of alcto.

    A screen says what it `offers`, composes its `body`, and shows the overview in `show_overview`, which is called
    whenever there is a new one and the screen is (or comes) in front.
    """

    offers: ClassVar[tuple[Command, ...]] = ()
    """The screen's own commands, in the order of the footer. Every screen names them, even where there are none."""
    closing: ClassVar[tuple[Command, ...]] = (HELP, BACK)
    """What stands at the end of the footer."""
    shared: ClassVar[tuple[Command, ...]] = SHARED
    """What the screen offers without a place in the footer."""

    is_kept: ClassVar[bool] = False
    """Whether the app keeps it when it is closed, to open it again in no time."""

    folder: RecordsFolder
    """The records folder, as the app had it when it opened the screen."""

    COMMANDS = {Palette}  # noqa: RUF012 - Textual declares it without ClassVar's help for literals
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    DEFAULT_CSS = """
    Frame {
        background: $background;
        & > .body { height: 1fr; }
        &.-tiny-width > *, &.-tiny-height > * { display: none; }
        &.-tiny-width > TooSmall, &.-tiny-height > TooSmall { display: block; }
    }
    """

    overview: var[Overview | None] = var(None, init=False, always_update=True)
    """The app's overview, bound by the app. None until the records are read."""

    copies: var[tuple[Copy, ...]] = var((), init=False)
    """Second copies of the records file, bound to the app's."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        # A class that says nothing of commands is no screen yet: its keys would stand before those of its subclasses.
        cls.BINDINGS = [*bindings(cls._all_commands())] if "offers" in cls.__dict__ else []
        super().__init_subclass__(**kwargs)

    def __init__(self) -> None:
        super().__init__()
        self._bindings = without(rebound(self._bindings), self.refused())
        self._shown: Overview | None = None

    @classmethod
    def _all_commands(cls) -> tuple[Command, ...]:
        own = {command.action for command in cls.offers + cls.closing}
        return (*cls.offers, *cls.closing, *(command for command in cls.shared if command.action not in own))

    @classmethod
    def refused(cls) -> frozenset[str]:
        """Actions of it that would only be refused, as the records are only shown."""
        return frozenset(command.action for command in cls._all_commands() if command.is_refused)

    @property
    def commands(self) -> tuple[Command, ...]:
        """Everything that the screen offers now: for the palette and the help screen."""
        return tuple(
            command.in_use
            for command in self._all_commands()
            if command.label and not command.is_refused and self.check_action(command.action.rpartition(".")[2], ())
        )

    def compose(self) -> ComposeResult:
        """Title line, body, footer."""
        self._take_size_classes()
        yield TitleLine()
        yield from self.body()
        yield KeyLine()
        yield TooSmall()

    def _take_size_classes(self) -> None:
        """The classes of the size that the window has: without them everything would be laid out twice at first."""
        width, height = self.app.size
        found = self._get_breakpoint_classes(width, self.HORIZONTAL_BREAKPOINTS or [])
        found |= self._get_breakpoint_classes(height, self.VERTICAL_BREAKPOINTS or [])
        self.update_classes(dict.fromkeys(found, True), animate=False)

    def body(self) -> ComposeResult:
        """The widgets between title line and footer."""
        yield from ()

    def head(self, heading: Content, fact: Content | None = None) -> None:
        """Set the title line."""
        title = self.query_one(TitleLine)
        title.heading = heading
        title.fact = fact or Content("")

    def open_again(self, request: requests.ScreenRequested) -> None:
        """Stand as if it was made for this request: only the overview may still be shown. For screens that are kept."""
        raise NotImplementedError

    def show_overview(self, overview: Overview) -> None:
        """Show this overview. Called with the screen mounted and in front."""

    def on_mount(self) -> None:
        self._show()

    def on_screen_resume(self) -> None:
        self._show()

    def on_idle(self) -> None:
        """What changes behind a question is drawn as well; Textual draws what changes on the screen in front."""
        app = self.app
        is_behind = not self.is_current and app.screen.is_modal and self in app._background_screens
        if not is_behind or not (self._dirty_widgets or self._layout_required):
            return
        if self._layout_required:
            self._layout_required = False
            self._refresh_layout()
        self._compositor.update_widgets(self._dirty_widgets)
        self._dirty_widgets.clear()
        regions = [*self._compositor._dirty_regions]
        self._compositor._dirty_regions.clear()
        if regions:
            app.screen.refresh(*regions)

    def watch_overview(self) -> None:
        """A new overview came down."""
        if self.is_mounted and self.is_current:
            self._show()

    def _show(self) -> None:
        if self.overview is not None and self.overview is not self._shown:
            self._shown = self.overview
            self.show_overview(self.overview)

    @property
    def can_hold_more(self) -> bool:
        """Whether there are records that something can be added to, as far as is known yet."""
        return self.overview is None or self.overview.records is not None

    def close(self) -> None:
        """Close this screen, as what it shows is gone; where a question stands before it, once that is answered."""
        if self.app.screen is self:
            self.dismiss()
        else:
            self._shown = None

    def once_drawn(self, show: Callable[..., object], *args: object) -> None:
        """Call `show` when the screen was laid out anew, unless it is closed by then."""

        def if_open() -> None:
            if self in self.app.screen_stack:
                show(*args)

        if self.is_active:
            self.call_after_refresh(if_open)
        else:
            self.call_later(self._lay_out_behind, if_open)

    def _lay_out_behind(self, then: Callable[[], None]) -> None:
        """At once: behind a question nothing says when the classes of a new size have come into force."""
        if self.is_attached and self.size:
            self.app.stylesheet.update(self)
            self._lay_out_now()
        then()
        self.call_later(self._lay_out_now)

    def _lay_out_now(self) -> None:
        """Lay out by the styles and words of now; each widget would tell of its own only later."""
        if self.is_attached and self.size:
            for widget in self.query(Widget):
                widget._clear_arrangement_cache()
                widget._layout_updates += 1
            self._layout_required = False
            self._refresh_layout()

    def action_back(self) -> None:
        """Close this screen."""
        self.dismiss()

    def action_home(self) -> None:
        """Close every screen above Home."""
        while len(self.app.screen_stack) > 1:
            self.app.pop_screen()

    def action_help(self) -> None:
        keys = tuple((group_of(command), command.written_key, command.meaning) for command in self.commands)
        self.post_message(requests.HelpRequested(keys))

    def action_open_screen(self, request: str) -> None:
        """Ask for a screen; commands name the request (`commands.opening`)."""
        self.post_message(getattr(requests, request)())

    def action_charts(self) -> None:
        """Open the charts of every credential; a screen of one opens its own."""
        self.post_message(requests.ChartsRequested())

    def on_pictures_opened(self) -> None:
        """A click on pictures opens all of them."""
        self.action_charts()

    def copied(self) -> str:
        """What is under the cursor, in words; empty where there is nothing."""
        return ""

    def action_copy(self) -> None:
        """Copy what is under the cursor."""
        self.post_message(messages.CopyRequested(self.copied()))

    def action_undo(self) -> None:
        self.post_message(messages.UndoRequested())

    def action_redo(self) -> None:
        self.post_message(messages.RedoRequested())

    def action_reload(self) -> None:
        self.post_message(messages.ReloadRequested())
