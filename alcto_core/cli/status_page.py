"""The standings in sentences, as a table, on one line, or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click
from msgspec.structs import replace

from alcto_core.cli.chosen import with_only
from alcto_core.cli.invocation import Invocation, exit_status
from alcto_core.cli.layout import say_part, say_sheet
from alcto_core.cli.overdue import say_overdue
from alcto_core.cli.page import Page, Toned, tone_of
from alcto_core.cli.status_json_page import keep_answer
from alcto_core.cli.table import Cell, TableColumn, say_table
from alcto_core.dates import show, show_long, show_short
from alcto_core.entry.ahead import read_ahead
from alcto_core.evaluation.naming import UNLESS, ended_words, heading, heading_of, missing_briefly, state_words
from alcto_core.evaluation.standing import EarlierPeriod, HoursFigures, Standing, State
from alcto_core.hours import beside, show_asked, show_tenths, tenths
from alcto_core.overview import Overview
from alcto_core.telling.attached_plan import plan_lacks, plan_of
from alcto_core.telling.card import card, earlier_part
from alcto_core.telling.charts_page import all_charts, charts_sheet, not_drawn
from alcto_core.telling.home import beside_the_cards
from alcto_core.telling.page import Item, Part
from alcto_core.telling.rules_news import rules_news


def say(
    invocation: Invocation,
    shape: str | None,
    plan: bool,
    period: str | None,
    credentials: Sequence[str] = (),
    *,
    charts: bool = False,
) -> int:
    """What `alcto status` answers, but for JSON."""
    if charts and shape:
        raise click.UsageError(f"--charts and --{shape} cannot go together.")
    overview = with_only(invocation.overview(plan=plan, period=period), credentials, period)
    page = invocation.page
    if shape == "line":
        page.say(line(overview.standings))
        keep_answer(invocation, overview)
    elif shape == "table":
        say_standings_table(page, overview.standings)
    else:
        if not (invocation.no_plugins or invocation.without) and (news := rules_news(overview, invocation.today)):
            page.aside(news)
        say_standings(page, overview)
        if charts:
            say_charts(page, overview, overview.standings)
    return exit_status(overview, overview.standings)


def say_within(invocation: Invocation, span: str, plan: bool, credentials: Sequence[str] = ()) -> int:
    """What `alcto status --within SPAN` answers: 1 where something is open and due by then, missed or unknown; else
    what `alcto status` ends with."""
    try:
        last = read_ahead(span, invocation.on).value
    except ValueError as wrong:
        raise click.UsageError(f"{wrong}.") from wrong
    overview = with_only(invocation.overview(plan=plan), credentials, None)
    pressing = tuple(one for one in overview.standings if _presses(one, last))
    if pressing:
        invocation.page.say(line(pressing))
    return max(exit_status(overview, overview.standings), int(bool(pressing)))


def _presses(standing: Standing, last: date) -> bool:
    """Whether something is to be done by a day: what is due by then or was missed, and what nobody can tell."""
    pending = standing.pending
    if pending is not None and pending.due is not None and pending.due <= last:
        return True
    if standing.state in (State.COMPLIANT, State.NOT_APPLICABLE):
        return False
    return standing.state is not State.IN_PROGRESS or (standing.due is not None and standing.due <= last)


def say_standings(page: Page, overview: Overview) -> None:
    """Every standing in sentences."""
    if overview.records is None:
        page.say("Nothing can be counted until the records file is put right.")
        return
    for number, standing in enumerate(overview.standings):
        if number:
            page.say()
        sheet = card(standing)
        lacks = enumerate(plan_lacks(plan_of(overview, standing)))
        plan = Part(items=tuple(Item(id=f"plan-{at}", kind="note", text=words) for at, words in lacks))
        say_sheet(page, replace(sheet, parts=(*sheet.parts, plan, earlier_part(standing))))
    if not overview.standings:
        page.say(_nothing_recorded(overview))
    say_overdue(page, overview)
    for part in beside_the_cards(overview):
        say_part(page.say, part)
    if overview.standings:
        page.say()
    person = overview.records.person
    who = ", ".join(part for part in (person.name, person.district) if part)
    page.say(f"As of {show_long(overview.on)}{f', for {who}' if who else ''}.")
    if overview.plan:
        page.say("Planned activities are counted as if they were done.")


def say_charts(page: Page, overview: Overview, standings: Sequence[Standing], after: Sequence[Standing] = ()) -> None:
    """What the charts of these credentials show, in words."""
    sheet = charts_sheet(all_charts(overview, standings, after), not_drawn(overview, standings))
    page.say()
    say_sheet(page, sheet)


def _nothing_recorded(overview: Overview) -> str:
    """That nothing is owed is said only where nothing in the file was left out or may be meant otherwise."""
    if overview.has_doubts:
        return "No credential could be read. What is wrong in the file may hide one; `alcto check` shows it."
    add = "Add one: `alcto credential add PROGRAM`; `alcto rules` names the programs."
    return f"No credential is recorded, so nothing is owed here. {add}"


def line(standings: tuple[Standing, ...]) -> str:
    """Every standing on one line."""
    return " | ".join(_line(standing) for standing in standings)


def _line(standing: Standing) -> str:
    missing, due = missing_briefly(standing)
    by = f" by {show_short(due) if due.year == standing.on.year else show(due)}" if missing and due else ""
    between = ", " if missing and standing.unanswered else " "
    parts = [f"{heading(standing)}: {between.join(word for word in (state_words(standing), missing) if word)}{by}"]
    if standing.before is not None:
        parts.append(f"{standing.before.period.name} {ended_words(standing.before)}")
    if (pending := standing.pending) is not None:
        until = f" by {show(pending.due)}" if pending.due else ""
        parts.append(f"{pending.period.name} {ended_words(pending)}{until}")
    return "; ".join(parts)


def say_standings_table(page: Page, standings: tuple[Standing, ...]) -> None:
    """Every standing as a row."""
    columns = (
        TableColumn("Credential"),
        TableColumn("State"),
        TableColumn("Counted", right=True),
        TableColumn("Needed", right=True),
        TableColumn("Logged", right=True),
        TableColumn("Posted", right=True),
        TableColumn("Missing", shrinks=True),
        TableColumn("Due"),
    )
    rows = []
    for standing in standings:
        rows.append(_row(standing))
        rows += [_ended_row(standing, one) for one in (standing.pending, standing.before) if one is not None]
    say_table(page, columns, rows)


def _row(standing: Standing) -> tuple[Cell, ...]:
    missing, _ = missing_briefly(standing)
    return (
        heading(standing),
        *_figures(standing.state, standing.hours),
        ", ".join(word for word in (missing, UNLESS if standing.unanswered else "") if word),
        show(standing.due) if standing.due and not standing.is_doubtful else "",
    )


def _ended_row(standing: Standing, ended: EarlierPeriod) -> tuple[Cell, ...]:
    """The period before, where it was missed, or may still be made good."""
    due = ended.due or ended.period.end
    return (
        heading_of(standing, ended.period),
        *_figures(ended.state, ended.hours),
        ", ".join(word for word in (ended.lacks.removesuffix(" missing"), UNLESS if ended.unanswered else "") if word),
        show(due),
    )


def _figures(state: State, hours: HoursFigures) -> tuple[Cell, ...]:
    """The state, and what is counted, needed, logged and posted."""
    if (own := hours.own) is not None:
        needed, has = own.amount(hours.needed or 0), own.amount(hours.counted)
        words = f"{beside(has, needed if hours.needed is not None else None)} {own.named(has)}"
        if hours.carried:
            words += f" + {show_tenths(own.amount(hours.carried))} carried over"
        return (
            Toned(state.word, tone_of(state)),
            words,
            "" if hours.needed is None else f"{show_asked(needed)} {own.named(needed)}",
            beside(own.amount(hours.claimed), needed),
            beside(own.amount(hours.confirmed), has),
        )
    counted = tenths(beside(hours.counted, hours.needed))
    return (
        Toned(state.word, tone_of(state)),
        f"{counted} + {show_tenths(hours.carried)} carried over" if hours.carried else counted,
        "" if hours.needed is None else tenths(show_asked(hours.needed)),
        tenths(beside(hours.claimed, hours.needed)),
        tenths(beside(hours.confirmed, hours.counted)),
    )
