"""`alcto import`: bring a spreadsheet or a calendar in, after showing row by row what it would do."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import click

from alcto_core.cli.invocation import Day, Invocation, asked, date_option, json_option, records_options, yes_option

if TYPE_CHECKING:
    from alcto_core.cli.page import Page
    from alcto_core.entry.days import Order
    from alcto_core.importing.cells import Grid
    from alcto_core.importing.effects import ImportEffect
    from alcto_core.importing.layout import ColumnQuestion, Headed, SheetLayout
    from alcto_core.importing.memory import Remembered
    from alcto_core.importing.plan import Plan
    from alcto_core.overview import Overview


@click.command("import")
@records_options
@date_option
@json_option
@yes_option
@click.option(
    "--column",
    "columns",
    metavar="'HEADING=KEY'",
    multiple=True,
    help="What a column holds (once for each): its heading, or #3 for the third, and a key of an activity. "
    "'HEADING=' leaves it out.",
)
@click.option("--dates", type=click.Choice(("mdy", "dmy")), help="Whether 3/4/2026 begins with the month or the day.")
@click.option("--changes", is_flag=True, help="Change activities that the sheet holds otherwise, too.")
@click.option(
    "--new",
    "new_rows",
    metavar="ROW",
    type=int,
    multiple=True,
    help="A row that is a new activity, though it looks like one in the records (once for each).",
)
@click.option("--sheet", metavar="NAME", help="Which sheet of a workbook.")
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
@click.option("--without", "left_out", metavar="ROW", type=int, multiple=True, help="An event that stays out.")
@click.option(
    "--attended", metavar="ROW", type=int, multiple=True, help="Which of the events at the same time you attended."
)
@click.option(
    "--hours", "event_hours", metavar="ROW=HOURS", multiple=True, help="Hours of an event that lasts whole days."
)
@click.option("--zone", metavar="NAME", help="Where you were, for events in UTC, such as America/Chicago.")
@click.option(
    "--take", metavar="NUMBER", multiple=True, help="From a second copy of the records: which differences to take."
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
    invocation = asked(ctx)
    file = file.expanduser()
    if _is_copy(file):
        from alcto_core.cli.import_copy import import_copy

        return import_copy(invocation.page, invocation, file, take, yes)
    if take:
        raise click.UsageError("--take is for a second copy of the records, a .toml file.")
    wishes = _Wishes(_corrections(columns), dates, changes, sheet, forget, new_rows)
    overview = invocation.whole_overview()
    raw = _bytes(file)
    agreed: Remembered | None = None
    if _is_calendar(file, raw):
        from alcto_core.cli.import_calendar import planned_calendar

        if wishes.columns or wishes.dates or wishes.sheet or wishes.forget:
            raise click.UsageError("--column, --dates, --sheet and --forget are for a spreadsheet.")
        plan = planned_calendar(
            invocation.page, overview, file, raw, of_calendar, new_rows, asks=not yes and not as_json
        )
    else:
        if any(of_calendar.values()):
            raise click.UsageError("--as and its like are for a calendar, an .ics file.")
        plan, agreed = _planned(invocation, overview, raw, wishes, may_ask=not yes and not as_json)
    if plan.layout.questions:
        return _left_open(invocation.page, plan, file, as_json=as_json)
    effects = _effects(overview, plan, changes)
    if not as_json:
        from alcto_core.cli.import_page import say_plan

        say_plan(invocation.page, plan, effects, file.name, changes=changes, show_all=show_all)
    return _finish(invocation, overview, plan, effects, agreed, file, wishes, yes=yes, as_json=as_json)


def _is_calendar(file: Path, raw: bytes) -> bool:
    from alcto_core.importing.calendar_file import is_calendar

    return is_calendar(raw) or file.suffix.lower() == ".ics"


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
    from alcto_core.copies.names import named
    from alcto_core.keeping.folder import FILE

    return file.suffix.lower() == ".toml" or named(file.name, FILE) is not None


class _Wishes(NamedTuple):
    """What the person said about the sheet."""

    columns: dict[str, str]
    dates: Order | None
    changes: bool
    sheet: str | None
    forget: bool
    new_rows: tuple[int, ...]


def _corrections(columns: tuple[str, ...]) -> dict[str, str]:
    """Headings and keys, from words such as `Prof. Dev. Title=title`."""
    given: dict[str, str] = {}
    for word in columns:
        heading, equals, key = word.rpartition("=")
        if not equals or not heading.strip():
            raise click.UsageError(f"“{word}” is not HEADING=KEY; write for example --column 'Prof. Dev. Title=title'")
        given[heading.strip()] = key.strip()
    return given


def _planned(
    invocation: Invocation, overview: Overview, raw: bytes, wishes: _Wishes, *, may_ask: bool
) -> tuple[Plan, Remembered]:
    """The plan, and what is to be remembered of it once it is saved."""
    from alcto_core.cli.questions import can_ask
    from alcto_core.importing import memory
    from alcto_core.importing.columns import guess
    from alcto_core.importing.plan import planned
    from alcto_core.importing.windows import window_end
    from alcto_core.records.differences import document_of
    from alcto_core.rules.own_strands import naming, subjects

    strand_named = naming(overview.records, overview.library)
    strands = [strand for strand, _ in subjects(overview.records, overview.library)]
    grid, headed, told = _read(raw, wishes, overview)
    names = headed.header.cells
    if wishes.forget:
        with suppress(OSError):  # in a folder that cannot be written it is left aside this once
            memory.forget(overview.folder, names)
    kept = None if wishes.forget else memory.recall(overview.folder, names)
    said, dates = wishes.columns, wishes.dates

    def laid_out(corrections: dict[str, str]) -> SheetLayout:
        before = kept.columns if kept else None
        return guess(headed, overview.on, strand_named, said=corrections, remembered=before, own=strands)

    def made(order: Order | None) -> Plan:
        return planned(
            grid,
            headed,
            layout,
            document=(document_of(overview.loaded.raw) if overview.loaded else None) or {},
            library=overview.library,
            strand_named=strand_named,
            strands=strands,
            holds=overview.folder.holds,
            today=overview.on,
            dates=order,
            window_end=window_end(overview.records, overview.library, overview.on),
            new_rows=wishes.new_rows,
        )

    layout = laid_out(said)
    asks = may_ask and can_ask()
    while layout.questions and asks:
        said = {**said, **_asked_question(invocation.page, layout.questions[0])}
        layout = laid_out(said)
    if layout.lacking and asks:
        said = {**said, **_asked_columns(invocation.page, layout)}
        layout = laid_out(said)
    plan = made(dates)
    if not plan.order.is_sure:  # what a sheet itself shows goes before what was said of another one
        dates = kept.dates if kept and kept.dates else _asked_order(invocation.page) if asks else None
        plan = made(dates) if dates else plan
    columns = {one.heading or one.name: one.key for one in plan.layout.columns}
    agreed = memory.Remembered(
        headings=memory.key_of(names), columns=columns, dates=dates or (kept.dates if kept else None)
    )
    return _with_told(plan, told), agreed


def _with_told(plan: Plan, told: tuple[str, ...]) -> Plan:
    import msgspec

    return msgspec.structs.replace(plan, told=(*told, *plan.told))


def _bytes(file: Path) -> bytes:
    from alcto_core import system
    from alcto_core.importing.cells import MOST_BYTES
    from alcto_core.problems import Refused

    try:
        raw, _ = system.read_file(file, MOST_BYTES + 1)
    except OSError as error:
        raise Refused(f"{file} cannot be read: {system.reason(error)}.") from error
    return raw


def _read(raw: bytes, wishes: _Wishes, overview: Overview) -> tuple[Grid, Headed, tuple[str, ...]]:
    """The sheet with its headings found; of a workbook the first sheet that has any."""
    from alcto_core.importing.cells import read_csv
    from alcto_core.importing.columns import find_header, first_with_headings
    from alcto_core.importing.workbook import is_workbook, read_workbook

    if not is_workbook(raw):
        if wishes.sheet is not None:
            raise click.UsageError("--sheet is for a workbook, an .xlsx or .ods file.")
        grid = read_csv(raw)
        return grid, find_header(grid, wishes.columns, overview.on), ()
    sheets = read_workbook(raw, wishes.sheet)
    return first_with_headings(sheets, wishes.columns, overview.on, with_hidden=wishes.sheet is not None)


def _asked_question(page: Page, question: ColumnQuestion) -> dict[str, str]:
    """Ask one of the questions of a layout, with the likeliest columns and their first cells."""
    from alcto_core.cli.questions import ask, not_listed

    listed = {str(number): one for number, one in enumerate(question.candidates, 1)}
    for number, one in listed.items():
        samples = ", ".join(" ".join(cell.split())[:24] for cell in one.samples)
        page.aside(f"  {number}  {one.name} ({one.key}): {samples}")

    def chosen(answer: str) -> str:
        if answer not in listed:
            raise not_listed(listed)
        return answer

    one = listed[ask(page, f"{question.text} (its number)", chosen, "1")]
    return {f"#{one.index + 1}": one.key}


def _asked_columns(page: Page, layout: SheetLayout) -> dict[str, str]:
    """Ask which column holds what every activity needs."""
    from alcto_core.cli.questions import ask, not_listed

    names = {str(one.index + 1): one for one in layout.columns}
    from alcto_core.importing.vocabulary import NEEDED_WORDS

    for number, one in names.items():
        page.aside(f"  {number}  {one.name}{f' ({one.key})' if one.key else ''}")

    def chosen(answer: str) -> str:
        if answer.removeprefix("#") not in names:
            raise not_listed(names)
        return f"#{answer.removeprefix('#')}"

    found: dict[str, str] = {}
    for key in layout.lacking:
        found[ask(page, f"Which column holds {NEEDED_WORDS[key]}? (its number)", chosen)] = key
    return found


def _asked_order(page: Page) -> Order:
    from alcto_core.cli.questions import ask

    def chosen(answer: str) -> Order:
        if answer not in ("mdy", "dmy"):
            raise ValueError("write mdy for the month first, or dmy for the day first")
        return cast("Order", answer)

    return ask(page, "In this sheet, is 3/4/2026 the 4th of March (mdy) or the 3rd of April (dmy)?", chosen, "mdy")


def _effects(overview: Overview, plan: Plan, changes: bool) -> tuple[ImportEffect, ...]:
    from alcto_core.importing.effects import effects

    if overview.records is None or not (plan.marked("add") or (changes and plan.marked("change"))):
        return ()
    records = plan.records_after(overview.records, with_changes=changes)
    return effects(records, overview.standings, overview.library, overview.on, plan=overview.plan)


def _finish(
    invocation: Invocation,
    overview: Overview,
    plan: Plan,
    effects: tuple[ImportEffect, ...],
    agreed: Remembered | None,
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
    from alcto_core.importing import memory

    page = invocation.page
    edit = plan.edit(file.name, with_changes=wishes.changes)
    status, sentence = int(bool(plan.marked("unreadable"))), ""
    if edit is not None and (yes or (can_ask() and not as_json)):
        if not may_save(page, yes, "Save this?"):
            return status
        _, saved = save(page, overview, edit, waits=yes)
        if agreed is not None:
            with suppress(OSError):  # it would only have saved a question the next time
                memory.remember(overview.folder, agreed)
        status, sentence = max(status, status_after(saved)), saved.sentence
        if not as_json:
            say_unreadable(page, plan, is_saved=True)
    elif edit is not None and not as_json:
        page.aside(DRY_RUN)
    if as_json:
        page.say_json(plan_document(plan, effects, file.name, sentence, changes=wishes.changes))
    return status
