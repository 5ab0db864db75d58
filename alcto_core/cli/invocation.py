"""What was asked beside the verb, the same for each of them: which records, which date, which plugins."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

import click

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from alcto_core.cli.kept_line import Unanswered
    from alcto_core.cli.page import Page
    from alcto_core.cli.streams import Outlet
    from alcto_core.evaluation.standing import Standing
    from alcto_core.host.plugins import Plugins
    from alcto_core.keeping.folder import FolderChoice, RecordsFolder
    from alcto_core.overview import Overview
    from alcto_core.problems import Problem, RecordsMissing
    from alcto_core.records.types import Records

RECORDS_HAVE_ERRORS = 3
F = TypeVar("F", bound=Callable[..., Any])


class Screens(Protocol):
    """Opens the screens; handed in from above, because the core knows no screen."""

    def __call__(
        self,
        *,
        records: Path | None,
        on: date | None,
        no_plugins: bool,
        without: tuple[str, ...],
        demo: str | None = None,
    ) -> int: ...


class KeyRow(NamedTuple):
    """A thing that keys do on the screens."""

    name: str
    """As it is written in the settings."""
    keys: tuple[str, ...]
    """The keys of now, as a person reads them."""
    usual: str
    """The key that it has where the person chose none."""
    says: str
    """What it does, in words that end a sentence."""
    screens: tuple[str, ...]
    """Where it does something."""


class Keys(Protocol):
    """The keys of the screens, and what of the person's own cannot be used; handed in from above too."""

    def __call__(self) -> tuple[tuple[KeyRow, ...], tuple[Problem, ...]]: ...


class Browser(Protocol):
    """Shows the screens in a browser on this computer, until it is ended; handed in from above too."""

    def __call__(
        self,
        *,
        records: Path,
        on: date | None,
        no_plugins: bool,
        without: tuple[str, ...],
        port: int,
        may_change: bool,
        ready: Callable[[str], None],
        tell: Callable[[str], None],
    ) -> int:
        """The exit status. `port` is 0 for one that is free; `ready` is given the address once it can be opened,
        `tell` what a tab said that failed. Raises `Refused`, also where the libraries of the extra are not there."""


class Invocation:
    """One call of alcto. The options of `alcto` and of its verb land here; the verb's win."""

    def __init__(
        self,
        screens: Screens | None = None,
        unanswered: Unanswered | None = None,
        keys: Keys | None = None,
        browser: Browser | None = None,
    ) -> None:
        self.screens = screens
        self.keys = keys
        self.browser = browser
        self.unanswered = unanswered
        """Keeps the line of a prompt, where this call asks for one."""
        self.records: Path | None = None
        self.asked_on: date | None = None
        self.no_plugins = False
        self.without: tuple[str, ...] = ()
        self.records_have_errors = False
        """Whether the records file was read and has errors."""
        self.answers: Outlet | None = None
        """Where the answer of the process goes."""
        self._page: Page | None = None

    @property
    def now(self) -> datetime:
        """The clock's time, with its zone; the only place of the command line that reads it."""
        from datetime import datetime

        return datetime.now().astimezone()

    @property
    def today(self) -> date:
        """The clock's date."""
        return self.now.date()

    @property
    def on(self) -> date:
        """The date asked about."""
        return self.asked_on or self.today

    @property
    def page(self) -> Page:
        """Where this call prints."""
        if self._page is None:
            from alcto_core.cli.page import Page

            self._page = Page.of_process(os.environ)
            self._page.said = None if self.unanswered is None else []
        return self._page

    @property
    def choice(self) -> FolderChoice:
        """The records folder, and how it was found."""
        from alcto_core.keeping.folder import find_folder

        return find_folder(self.records, os.environ)

    @property
    def folder(self) -> RecordsFolder:
        """The records folder."""
        return self.choice.folder

    @property
    def remembers(self) -> bool:
        """Whether a new folder is remembered: not while a variable of the environment names it anyway."""
        return self.choice.how != "environment"

    def away(self) -> RecordsMissing | None:
        """What to say where the folder that held the records the last time is away; None where it is not."""
        from alcto_core.keeping.folder import away
        from alcto_core.problems import RecordsMissing

        choice = self.choice
        if choice.how != "remembered" or not choice.folder.is_away:
            return None
        return RecordsMissing(
            f"{away(choice.folder)} Your records were there the last time. Where they are elsewhere now, "
            "`alcto where --remember --records FOLDER` opens that folder from now on."
        )

    def plugins(self) -> Plugins:
        """The plugins that this call may use, loaded now."""
        return self.plugins_for(self.folder)

    def plugins_for(self, folder: RecordsFolder) -> Plugins:
        """The plugins with the rule files that lie in a folder."""
        from alcto_core.host.plugins import load_plugins

        return load_plugins(no_plugins=self.no_plugins, without=self.without, local_rules=folder.rules)

    def records_if_any(self) -> Records | None:
        """The records, for what is told beside the rules; None where there are none that can be read."""
        from alcto_core.keeping.store import RecordsStore
        from alcto_core.problems import RecordsError

        try:
            return RecordsStore(self.folder).load().reading.records
        except RecordsError:
            return None

    def overview(
        self,
        *,
        plan: bool = False,
        period: str | None = None,
        readings: bool = True,
        earlier: bool = True,
        only_errors: bool = False,
    ) -> Overview:
        """The records with their standings, after saying on standard error what is wrong in the file; `only_errors`:
        without a word on warnings, for who looks at them by other rules.

        Raises `RecordsMissing` where there is no records file yet.
        """
        from alcto_core.overview import open_overview
        from alcto_core.problems import Refused

        plugins = self.plugins()
        try:
            overview = open_overview(
                self.folder, plugins, self.on, plan=plan, period=period, readings=readings, earlier=earlier
            )
        except Refused:
            # Nobody has such a period, perhaps because its credential is one that could not be read.
            self._tell_problems(open_overview(self.folder, plugins, self.on))
            raise
        if overview.loaded is None:
            from alcto_core.copies.second_copies import instead_of_missing
            from alcto_core.keeping.store import RecordsStore

            raise self.away() or instead_of_missing(overview.folder) or RecordsStore(overview.folder).missing()
        self._tell_problems(overview, only_errors=only_errors)
        return overview

    def whole_overview(self, *, readings: bool = True) -> Overview:
        """Like `overview`, for verbs that change something: ends the call where the file cannot be read at all.

        Who shows no answer under other readings asks without `readings`, and waits a third less.
        """
        overview = self.overview(readings=readings)
        if overview.records is None:
            self.page.aside("Nothing can be saved before the records file is put right.")
            raise click.exceptions.Exit(RECORDS_HAVE_ERRORS)
        return overview

    def _tell_problems(self, overview: Overview, *, only_errors: bool = False) -> None:
        self.records_have_errors = overview.has_errors
        self.page.problems((one for one in overview.problems if one.is_error), lines=overview.records is None)
        if overview.records is None and (way := way_back(overview)):
            self.page.aside(way)
        newer = [one for one in overview.problems if one.path == "schema" and not one.is_error]
        self.page.problems(newer)  # nothing can be saved, so this is said at once
        if not only_errors and (warnings := sum(not one.is_error for one in overview.problems) - len(newer)):
            few, them = ("1 thing", "it") if warnings == 1 else (f"{warnings} things", "them")
            self.page.aside(f"({few} in the records may not be as you meant; `alcto check` shows {them}.)")


def way_back(overview: Overview) -> str:
    """What to say beside a records file of which nothing can be read; "" where no earlier state is kept."""
    from alcto_core.keeping.store import RecordsStore

    return RecordsStore(overview.folder).way_back()


def exit_status(overview: Overview, standings: Iterable[Standing] = ()) -> int:
    """The exit status of the contract: 3 errors in the records file, 1 something missed or unknown, also in the period
    just before the one in force where that was missed, else 0."""
    from alcto_core.evaluation.standing import State

    if overview.has_errors:
        return RECORDS_HAVE_ERRORS
    return int(
        any(
            one.state in (State.NON_COMPLIANT, State.UNDETERMINED)
            or (one.before is not None and one.before.state is State.NON_COMPLIANT)
            for one in standings
        )
    )


def asked(ctx: click.Context | None = None) -> Invocation:
    """The invocation that a context belongs to."""
    ctx = ctx or click.get_current_context()
    return ctx.ensure_object(Invocation)


def _records(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        from alcto_core import system

        asked(ctx).records = system.path_meant(value)


def _no_plugins(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        asked(ctx).no_plugins = True


def _without(ctx: click.Context, _: click.Parameter, value: tuple[str, ...]) -> None:
    invocation = asked(ctx)
    invocation.without = (*invocation.without, *(name for name in value if name not in invocation.without))


def _on(ctx: click.Context, _: click.Parameter, value: date | None) -> None:
    if value is not None:
        asked(ctx).asked_on = value


_FAR_DAYS = {"owed_from", "ended", "first", "last"}
"""Options whose day may say "since ever" or "for ever"."""

ASKED_YEARS = range(1950, 2200)
"""Years of the dates that standings are asked for: every period up to the date is judged, so one that is thousands of
years away is a slip that would cost minutes."""


class Day(click.ParamType):  # type: ignore[type-arg]  # older versions of click take none
    """A date as a person writes it, seen from the date asked about; with `future` one without a year lies ahead."""

    name = "date"

    def __init__(self, *, future: bool = False) -> None:
        self.future = future

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from datetime import date

        from alcto_core.dates import OUT_OF_RANGE, is_held, parse

        if isinstance(value, date):
            return value
        invocation = asked(ctx)
        is_asking = param is not None and param.name == "on"
        try:
            day = parse(value, invocation.today if is_asking else invocation.on, future=self.future)
            if is_asking and day.year not in ASKED_YEARS:
                raise ValueError(f"{day.isoformat()} is no day that anybody holds a credential on")
            if not is_held(day) and (param is None or param.name not in _FAR_DAYS):
                raise ValueError(f"“{value}” is {day.isoformat()}; {OUT_OF_RANGE}")
        except ValueError as wrong:
            raise click.UsageError(f"{param.opts[-1]}: {wrong}" if param else str(wrong), ctx) from None
        return day


def records_options(command: F) -> F:
    """`--records`, `--no-plugins` and `--no-plugin`, which every verb takes."""
    for option in (
        click.option(
            "--no-plugin",
            metavar="NAME",
            multiple=True,
            expose_value=False,
            callback=_without,
            help="Leave this plugin out (once for each).",
        ),
        click.option(
            "--no-plugins",
            is_flag=True,
            expose_value=False,
            callback=_no_plugins,
            help="Leave every plugin out that did not come with alcto.",
        ),
        click.option(
            "--records",
            metavar="DIR",
            type=click.Path(file_okay=False),
            expose_value=False,
            callback=_records,
            is_eager=True,
            help="Use the records in this folder.",
        ),
    ):
        command = option(command)
    return command


def date_option(command: F) -> F:
    """`--on`, for verbs whose answer turns on a date."""
    return click.option(
        "--on",
        metavar="DATE",
        type=Day(),
        expose_value=False,
        callback=_on,
        is_eager=True,
        help="Answer as of this date instead of today.",
    )(command)


def json_option(command: F) -> F:
    """`--json`, for verbs that give figures out."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON alone, in ASCII.")(command)


def plan_option(command: F) -> F:
    """`--plan`, for verbs that judge."""
    return click.option("--plan", is_flag=True, help="Count planned activities too.")(command)


def period_option(command: F) -> F:
    """`--period`, for verbs that judge."""
    return click.option("--period", metavar="NAME", help="A past or coming period, e.g. FY25.")(command)


def yes_option(command: F) -> F:
    """`--yes`, for verbs that ask before they save."""
    return click.option("--yes", "-y", is_flag=True, help="Save without asking.")(command)
