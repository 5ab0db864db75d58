"""Commands: what a key, the footer, the command palette and the help screen all say about one action."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol, cast

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from alcto_core import system
from alcto_tui import requests
from alcto_tui.own_keys import keys_for, written


@dataclass(frozen=True)
class Command:
    """One thing a person can do on a screen. Its words are ours, never text from a record."""

    action: str
    """The action it runs, on the screen or (with `app.`) on the app."""
    key: str
    """Keys as Textual names them, by commas: `a`, `question_mark`, `u,ctrl+z`."""
    label: str
    """One or two words for the footer; none where another command tells of this one's key too, as of 2 to 9."""
    meaning: str
    """A sentence without its full stop, for the palette and the help screen."""
    sign: str | None = None
    """How the key is written; else as Textual writes it."""
    in_footer: bool = False
    changes: bool = False
    """Whether it is there to change something; `is_refused` knows of those too that open a screen which does."""

    @property
    def is_refused(self) -> bool:
        """Whether it would only be refused, as the records are only shown."""
        if not system.is_still():
            return False
        opened = self.action.removeprefix("open_screen('").removesuffix("')")
        return self.changes or (opened != self.action and getattr(requests, opened).changes)

    @property
    def binding(self) -> Binding:
        """The key binding of this command, with its usual keys."""
        return Binding(
            self.key, self.action, self.label, show=self.in_footer, key_display=self.sign, tooltip=self.meaning
        )

    @property
    def written_key(self) -> str:
        """The key as a person reads it."""
        return self.sign or ", ".join(map(written, self.key.split(",")))

    @property
    def in_use(self) -> Command:
        """The same with the person's own keys."""
        keys = keys_for(self.action, self.key)
        if keys == self.key:
            return self
        # Where the sign is that of the first key alone, so it stays.
        first = written(keys.split(",")[0]) if self.sign else None
        return replace(self, key=keys, sign=first)


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """Key bindings of the commands, in their order."""
    return [command.binding for command in commands]


def opening(request: type[requests.ScreenRequested]) -> str:
    """The action that opens a screen which nothing has to be said to."""
    return f"open_screen('{request.__name__}')"


GROUPS = ("Here", "Go to", "Always")
"""The order of the groups in which help and palette show commands."""
_ALWAYS = {"undo", "redo", "reload", "copy", "help", "back"}


def group_of(command: Command) -> str:
    """Whether it acts on this screen, opens another, or serves everywhere."""
    if command.action.startswith("open_screen(") or command.action in {"home", "charts"}:
        return "Go to"
    return "Always" if command.action in _ALWAYS or command.action.startswith("app.") else "Here"


BACK = Command("back", "escape", "Back", "Go back to the screen before", "Esc", in_footer=True)
HELP = Command("help", "question_mark,f1", "Help", "Show the keys of this screen, and alcto's words", "?", True)
QUIT = Command("app.quit", "q", "Quit", "Leave alcto; everything is saved already", in_footer=True)
UNDO = Command("undo", "u,ctrl+z", "Undo", "Take back the last change to the records", changes=True)
REDO = Command("redo", "ctrl+r", "Redo", "Make the change again that was taken back last", "Ctrl+R", changes=True)
PALETTE = Command("app.command_palette", "ctrl+p", "Commands", "Search everything that can be done here", "Ctrl+P")
THEME = Command("app.choose_theme", "t", "Theme", "Choose the theme: dark, light, of high contrast, or another")
REDRAW = Command("app.redraw", "ctrl+l", "Draw again", "Draw everything again, and set the terminal up anew", "Ctrl+L")
NEXT_TOLD = Command("app.next_told", "f9", "Next message", "Show the next of several messages")
HOME = Command("home", "h", "Home", "Go to Home, the standing of every credential")
LOG = Command(opening(requests.ActivitiesRequested), "l", "Log", "Open the log of activities")
PLAN = Command(
    opening(requests.PlanRequested), "P", "Plan", "Show the least that is still to do, what if, and what it hangs on"
)
CHARTS = Command("charts", "C", "Charts", "Draw the hours over time, by month and strand, and the days that come")
CATALOGUE = Command(opening(requests.CatalogueRequested), "c", "Catalogue", "Open the catalogue of events and courses")
RULES = Command(
    opening(requests.RulesRequested), "R", "Rules", "Show what the rule sets ask, where it is written, and the plugins"
)
PROBLEMS = Command(opening(requests.ProblemsRequested), "p", "Problems", "Show what is wrong in the records file")
HISTORY = Command(
    opening(requests.HistoryRequested), "H", "History", "Show earlier states of the records, and bring one back"
)
BACKUPS = Command(opening(requests.BackupsRequested), "B", "Backups", "Make a backup, or see what one would bring back")
RECONCILE = Command(
    opening(requests.ReconcileRequested),
    "O",
    "Official record",
    "Compare an export of the official record with your records, and note what it shows",
)
ADD = Command("add", "a", "Add", "Add an activity to the log", in_footer=True, changes=True)
COPIES = Command(
    opening(requests.CopiesRequested),
    "M",
    "Second copies",
    "Show second copies of the records file, and merge what they hold",
)
CHANGE = Command("change", "e", "Change", "Change cohort, dates and settings of the credential", changes=True)
IMPORT = Command(opening(requests.ImportRequested), "I", "Import", "Bring a spreadsheet in, after a dry run")
EXPORT = Command(
    opening(requests.ExportFormRequested), "E", "Export", "Write entries, the form, a report, a packet as a file"
)
CHECKLIST = Command("checklist", "K", "Checklist", "Tick what you saw on the proof of each entry")
COPY = Command("copy", "y", "Copy", "Copy what is under the cursor, in words")
FILE = Command("file", "F", "File", "Go to the path of the file", in_footer=True)
RELOAD = Command("reload", "f5", "Reload", "Read the records file again", "F5")

SHARED = (
    HOME, LOG, PLAN, CHARTS, CATALOGUE, IMPORT, EXPORT, RULES, PROBLEMS, HISTORY, BACKUPS, RECONCILE, UNDO, REDO, COPY,
    RELOAD, REDRAW, THEME, PALETTE,
)  # fmt: skip
"""What every screen offers that is not a form."""


MARGIN = 6
"""Cells beside a line of the palette."""
MOST = 80
"""Cells that the palette takes at most: farther away nobody would see which key is whose."""
NAME = 16
"""Cells of the column of names, the space behind them included."""


class _Offers(Protocol):
    """A screen that says what can be done on it."""

    @property
    def commands(self) -> tuple[Command, ...]: ...


class Palette(Provider):
    """Offers the commands of the screen from which the palette was opened."""

    @property
    def _commands(self) -> tuple[Command, ...]:
        screen = cast("_Offers", self.screen)
        return tuple(command for command in screen.commands if command is not PALETTE)

    def _run(self, command: Command) -> None:
        self.app.call_later(partial(self.screen.run_action, command.action))

    async def discover(self) -> Hits:
        """Every command, before anything is typed."""
        for place, command in enumerate(sorted(self._commands, key=lambda one: GROUPS.index(group_of(one)))):
            yield DiscoveryHit(
                self._shown(Content(command.label), command),
                partial(self._run, command),
                text=f"{place:03} {command.label}",  # they are listed by it
            )

    def _shown(self, name: Content, command: Command) -> Content:
        """The name, what it does, and its key at the right: a line for each."""
        key = command.written_key
        room = max(min(self.app.size.width, MOST) - MARGIN - NAME - len(key) - 2, 0)
        name = name.truncate(NAME - 1, ellipsis=True, pad=True)
        means = Content.styled(command.meaning, "not bold").truncate(room, ellipsis=True, pad=True)
        return Content.assemble(name, " ", means, "  ", (key, "$accent"))

    async def search(self, query: str) -> Hits:
        """The commands that match, by label and meaning."""
        matcher = self.matcher(query)
        for command in self._commands:
            score = max(matcher.match(command.label), matcher.match(command.meaning) * 0.9)
            if score > 0:
                yield Hit(
                    score,
                    self._shown(matcher.highlight(command.label), command),
                    partial(self._run, command),
                    text=command.label,
                )
