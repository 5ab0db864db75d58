"""`alcto status`: where every credential stands, in sentences, the verdict first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from alcto_core.cli.invocation import asked, date_option, exit_status, json_option, records_options

if TYPE_CHECKING:
    from alcto_core.cli.page import Page
    from alcto_core.evaluation.standing import Standing
    from alcto_core.hours import Hours
    from alcto_core.overview import Overview


@click.command()
@records_options
@date_option
@json_option
@click.option("--table", "shape", flag_value="table", help="As a table.")
@click.option("--line", "shape", flag_value="line", help="On one line, for a prompt or a shell profile.")
@click.option("--plan", is_flag=True, help="Count planned activities too.")
@click.option("--period", metavar="NAME", help="A past or coming period, e.g. FY25.")
@click.pass_context
def command(ctx: click.Context, as_json: bool, shape: str | None, plan: bool, period: str | None) -> int:
    """Say where every credential stands: the verdict, what is missing and by when, and what to do next."""
    invocation = asked(ctx)
    if as_json and shape:
        raise click.UsageError(f"--json and --{shape} cannot go together.")
    overview = invocation.overview(plan=plan, period=period)
    page = invocation.page
    if as_json:
        page.say_json_text(as_json_text(overview))
    elif shape == "line":
        page.say(line(overview.standings))
    elif shape == "table":
        say_standings_table(page, overview.standings)
    else:
        say_standings(page, overview)
    return exit_status(overview, overview.standings)


def as_json_text(overview: Overview) -> str:
    """The contract's JSON."""
    from alcto_core.evaluation.contract import status_json

    person = overview.records.person if overview.records else None
    return status_json(person, overview.standings, overview.problems, overview.on)


def say_standings(page: Page, overview: Overview) -> None:
    """Every standing in sentences."""
    from alcto_core.dates import show_long

    if overview.records is None:
        page.say("Nothing can be counted until the records file is put right.")
        return
    for standing in overview.standings:
        _say_standing(page, standing)
        page.say()
    if not overview.standings:
        page.say("No credential is recorded, so nothing is owed here. Add one: `alcto credential add al-td-ceu`.")
    person = overview.records.person
    who = ", ".join(part for part in (person.name, person.district) if part)
    page.say(f"As of {show_long(overview.on)}{f', for {who}' if who else ''}.")
    if overview.plan:
        page.say("Planned activities are counted as if they were done.")


def _say_standing(page: Page, standing: Standing) -> None:
    from alcto_core.cli.page import Toned, tone_of
    from alcto_core.evaluation.card import card
    from alcto_core.evaluation.sentences import verdict

    page.say(Toned(verdict(standing), tone_of(standing.state)))
    shown = card(standing)
    for bar in shown.bars:
        note = f"; {bar.note}" if bar.note else ""
        page.say(f"  {bar.label}: {bar.figures}{note}.")
    for note in shown.notes:
        page.say(f"  {_sentence(note)}")
    for earlier in standing.earlier:
        missing = _hours_missing(earlier.missing)
        page.say(f"  Before that, {earlier.period.name}: {earlier.state.word}{missing}.")
    if standing.next:
        page.say("  ", Toned("Next:", "strong"), f" {_sentence(standing.next)}")


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _hours_missing(missing: Hours | None) -> str:
    from alcto_core.hours import show

    return f", {show(missing)} hours missing" if missing else ""


def line(standings: tuple[Standing, ...]) -> str:
    """Every standing on one line."""
    from alcto_core.dates import show, show_short
    from alcto_core.evaluation.sentences import heading, missing_named

    parts = []
    for standing in standings:
        missing = missing_named(standing)
        by = ""
        if missing and (due := standing.due):
            by = f" by {show_short(due) if due.year == standing.on.year else show(due)}"
        parts.append(f"{heading(standing)}: {' '.join(word for word in (standing.state.word, missing) if word)}{by}")
    return " | ".join(parts)


def say_standings_table(page: Page, standings: tuple[Standing, ...]) -> None:
    """Every standing as a row."""
    from alcto_core.cli.page import Toned, tone_of
    from alcto_core.cli.table import Column, say_table
    from alcto_core.dates import show
    from alcto_core.evaluation.sentences import heading, missing_named
    from alcto_core.hours import show_tenths

    columns = (
        Column("Credential"),
        Column("State"),
        Column("Counted", right=True),
        Column("Needed", right=True),
        Column("Logged", right=True),
        Column("Confirmed", right=True),
        Column("Missing", shrinks=True),
        Column("Due"),
    )
    rows = [
        (
            heading(standing),
            Toned(standing.state.word, tone_of(standing.state)),
            show_tenths(standing.hours.counted),
            "" if standing.hours.needed is None else show_tenths(standing.hours.needed),
            show_tenths(standing.hours.claimed),
            show_tenths(standing.hours.confirmed),
            missing_named(standing),
            show(standing.due) if standing.due else "",
        )
        for standing in standings
    ]
    say_table(page, columns, rows)
