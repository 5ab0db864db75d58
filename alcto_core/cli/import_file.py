"""`alcto import`: bring a spreadsheet or a calendar in, after showing row by row what it would do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from alcto_core import system
from alcto_core.cli.invocation import Day, Invocation, asked, date_option, json_option, records_options, yes_option
from alcto_core.cli.sheet_options import sheet_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from alcto_core.cli.page import Page
    from alcto_core.cli.progress import Bar
    from alcto_core.entry.days import Order
    from alcto_core.evaluation.changed_standings import ChangedStanding
    from alcto_core.importing.plan import Plan
    from alcto_core.overview import Overview


@click.command("import")
@records_options
@date_option
@json_option
@yes_option
@sheet_options
@click.option("--changes", is_flag=True, help="Change activities that the sheet holds otherwise, too.")
@click.option(
    "--new",
    "new_rows",
    metavar="ROW",
    type=int,
    multiple=True,
    help="A row that is a new activity, though it looks like one in the records (once for each).",
)
@click.option("--forget", is_flag=True, help="Forget what was agreed about these columns, and guess anew.")
@click.option("--all", "show_all", is_flag=True, help="Show every row, also those that are there already.")
@click.option(
    "--as",
    "coming",
    type=click.Choice(("completed", "planned", "one-activity")),
    help="What the past events of a calendar come in as; one-activity makes them sessions.",
)
@click.option("--from", "first", type=Day(), metavar="DATE", help="The first day of a calendar that is read.")
@click.option("--until", "last", type=Day(), metavar="DATE", help="The last day of a calendar that is read.")
@click.option(
    "--only",
    metavar="TEXT",
    multiple=True,
    help="Only events of a calendar that say this (once for each; one of them is enough).",
)
@click.option(
    "--without",
    "left_out",
    metavar="ROW",
    type=int,
    multiple=True,
    help="A row, or an event of a calendar, that stays out (once for each).",
)
@click.option(
    "--offering",
    "offerings",
    metavar="ROW=ID",
    multiple=True,
    help="A new row is this entry of a catalogue (once for each).",
)
@click.option(
    "--attended", metavar="ROW", type=int, multiple=True, help="Which of the events at the same time you attended."
)
@click.option(
    "--hours", "event_hours", metavar="ROW=HOURS", multiple=True, help="Hours of an event that lasts whole days."
)
@click.option(
    "--suggested",
    "strands_taken",
    metavar="ROW",
    multiple=True,
    help="Take the strands that the title of an event suggests (once for each, or all).",
)
@click.option("--zone", metavar="NAME", help="Where you were, for events in UTC, such as America/Chicago.")
@click.option(
    "--take",
    metavar="NUMBER",
    multiple=True,
    help="From a second copy of the records: which differences to take; 2+ keeps both.",
)
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_context
def command(
    ctx: click.Context,
    /,
    file: Path,
    columns: tuple[str, ...],
    dates: Order | None,
    changes: bool,
    new_rows: tuple[int, ...],
    sheet: str | None,
    forget: bool,
    show_all: bool,
    offerings: tuple[str, ...],
    take: tuple[str, ...],
    yes: bool,
    as_json: bool,
    **of_calendar: Any,
) -> int:
    """Bring the activities of a spreadsheet in: CSV, or .xlsx and .ods with alcto[sheets]; or the events of a calendar,
    an .ics file, with alcto[read].

    First it shows what would be added, what the sheet says otherwise and what is there already. Then it asks; where
    nobody can be asked, only --yes saves. A FILE that ends in .toml is a second copy of the records, to be merged.
    """
    from alcto_core.cli.progress import Bar
    from alcto_core.cli.sheet_questions import corrections
    from alcto_core.importing.calendar_file import is_calendar
    from alcto_core.importing.opening import bytes_of

    invocation = asked(ctx)
    file = system.path_meant(file)
    if _is_copy(file):
        from alcto_core.cli.import_copy import import_copy

        return import_copy(invocation.page, invocation, file, take, yes)
    if take:
        raise click.UsageError("--take is for a second copy of the records, a .toml file.")
    wishes = _Wishes(corrections(columns), dates, changes, sheet, forget, new_rows, frozenset())
    bar = Bar(invocation.page, "Reading")
    overview = invocation.whole_overview(readings=False)
    raw = bytes_of(file)
    remember: Callable[[], None] | None = None
    strands_taken: tuple[str, ...] = ()
    if is_calendar(raw) or file.suffix.lower() == ".ics":
        from alcto_core.cli.import_calendar import planned_calendar

        if wishes.columns or wishes.dates or wishes.sheet or wishes.forget:
            raise click.UsageError("--column, --dates, --sheet and --forget are for a spreadsheet.")
        strands_taken = of_calendar.pop("strands_taken")
        plan = planned_calendar(
            invocation.page, overview, file, raw, of_calendar, new_rows, asks=not yes and not as_json
        )
    else:
        wishes = wishes._replace(without=frozenset(of_calendar.pop("left_out")))
        if any(of_calendar.values()):
            raise click.UsageError("--as and its like are for a calendar, an .ics file.")
        plan, remember = _planned(invocation, overview, file, raw, wishes, bar, may_ask=not yes and not as_json)
    if plan.layout.questions:
        bar.finish()
        return _left_open(invocation.page, plan, file, as_json=as_json)
    plan = _with_suggested(plan.with_offerings(_chosen(offerings, overview)), strands_taken)
    effects = _effects(overview, plan, wishes)
    bar.finish()
    if not as_json:
        from alcto_core.cli.import_page import say_plan

        say_plan(invocation.page, plan, effects, file.name, changes=changes, show_all=show_all)
    return _finish(invocation, overview, plan, effects, remember, file, wishes, yes=yes, as_json=as_json)


def _chosen(words: tuple[str, ...], overview: Overview) -> dict[int, str]:
    """Which rows are which entries of a catalogue, as --offering says."""
    found: dict[int, str] = {}
    for word in words:
        row, equals, id = (part.strip() for part in word.partition("="))
        if not equals or not row.isdecimal():
            raise click.UsageError(f"“{word}” is not ROW=ID; write for example --offering 7=external/fetc")
        if id not in overview.library.listings:
            raise click.UsageError(f"No catalogue has “{id}”; `alcto catalogue` lists what there is.")
        found[int(row)] = id
    return found


def _with_suggested(plan: Plan, words: tuple[str, ...]) -> Plan:
    """The plan with the suggested strands that --suggested names."""
    known = {one.id for one in plan.suggested}
    if lost := [word for word in words if word not in known and word != "all"]:
        raise click.UsageError(f"--suggested: no strand is suggested for {lost[0]}.")
    return plan.with_suggested(known if "all" in words else words)


def _left_open(page: Page, plan: Plan, file: Path, *, as_json: bool) -> int:
    """Say what must be settled first; nothing is read or saved until then."""
    from alcto_core.cli.import_page import plan_document, say_questions

    if as_json:
        page.say_json(plan_document(plan, (), file.name, "", changes=False))
    else:
        say_questions(page, plan, file.name)
    return 1


def _is_copy(file: Path) -> bool:
    """Whether it is a second copy of the records; some, such as `records.toml~`, end otherwise."""
    from alcto_core.keeping.folder import FILE

    if file.suffix.lower() != ".toml" and FILE.partition(".")[0] not in file.name.casefold():
        return False
    from alcto_core.copies.names import named

    return file.suffix.lower() == ".toml" or named(file.name, FILE) is not None


class _Wishes(NamedTuple):
    """What the person said about the sheet."""

    columns: dict[str, str]
    dates: Order | None
    changes: bool
    sheet: str | None
    forget: bool
    new_rows: tuple[int, ...]
    without: frozenset[int]
    """Numbers of rows that stay out; of a calendar its plan has left them out."""


def _planned(
    invocation: Invocation, overview: Overview, file: Path, raw: bytes, wishes: _Wishes, bar: Bar, *, may_ask: bool
) -> tuple[Plan, Callable[[], None]]:
    """The plan, and what remembers what was agreed once it is saved."""
    from alcto_core.cli.questions import can_ask
    from alcto_core.cli.sheet_questions import asked_order, settled
    from alcto_core.importing.intake import Intake
    from alcto_core.importing.opening import sheet_in, transcript_in
    from alcto_core.telling.importing import ground_of

    read = transcript_in(raw, file.name, wishes.columns, overview.on, overview.plugins.extensions)
    intake = Intake(
        read or sheet_in(raw, wishes.columns, overview.on, wishes.sheet),
        overview.folder,
        ground_of(overview),
        forget=wishes.forget,
    )
    asks, dates = may_ask and can_ask(), wishes.dates
    layout = settled(invocation.page, intake.layout, wishes.columns, asks=asks)
    plan = intake.plan(layout, dates, wishes.new_rows, bar)
    if not plan.order.is_sure:  # what a sheet itself shows goes before what was said of another one
        bar.finish()
        dates = intake.kept_order or (asked_order(invocation.page) if asks else None)
        plan = intake.plan(layout, dates, wishes.new_rows, bar) if dates else plan
    lost = wishes.without - {row.number for row in plan.rows}
    if lost and not plan.layout.questions:
        raise click.UsageError(f"--without: there is no row {min(lost)} that speaks of an activity.")
    return plan, lambda: intake.remember(plan, dates)


def _effects(overview: Overview, plan: Plan, wishes: _Wishes) -> tuple[ChangedStanding, ...]:
    from alcto_core.overview import compared

    how: dict[str, Any] = {"with_changes": wishes.changes, "without": wishes.without}
    if overview.records is None or not plan.taken(**how):
        return ()
    return compared(overview, plan.records_after(overview.records, **how))


def _finish(
    invocation: Invocation,
    overview: Overview,
    plan: Plan,
    effects: tuple[ChangedStanding, ...],
    remember: Callable[[], None] | None,
    file: Path,
    wishes: _Wishes,
    *,
    yes: bool,
    as_json: bool,
) -> int:
    """Save where the person agrees, and say what is left to do; the exit status."""
    from alcto_core.cli.import_page import plan_document, say_unreadable
    from alcto_core.cli.questions import DRY_RUN, can_ask, may_save
    from alcto_core.cli.saving import save, status_after

    page = invocation.page
    edit = plan.edit(file.name, with_changes=wishes.changes, without=wishes.without)
    status, sentence = int(bool(plan.marked("unreadable")) or not plan.is_whole), ""
    if edit is not None and (yes or (can_ask() and not as_json)):
        if not may_save(page, yes, "Save this?"):
            return status
        _, saved = save(page, overview, edit, waits=yes)
        if remember is not None:
            remember()
        status, sentence = max(status, status_after(saved)), saved.sentence
        if not as_json:
            say_unreadable(page, plan, is_saved=True)
    elif edit is not None and not as_json:
        page.aside(DRY_RUN)
    if as_json:
        page.say_json(plan_document(plan, effects, file.name, sentence, changes=wishes.changes))
    return status
