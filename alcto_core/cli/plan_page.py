"""A plan in sentences, or as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import click
from msgspec.structs import replace

from alcto_core.cli.entered import reader_for, said
from alcto_core.cli.explain_page import activity_named
from alcto_core.cli.group import COULD_NOT_RUN
from alcto_core.cli.invocation import RECORDS_HAVE_ERRORS, Invocation
from alcto_core.cli.layout import say_sheet
from alcto_core.cli.overdue import answers
from alcto_core.cli.page import Page
from alcto_core.cli.progress import watched
from alcto_core.cli.rules_trial import gathered, plugins_with, trial_words
from alcto_core.cli.status_page import say_charts
from alcto_core.entry.answer import Wrong
from alcto_core.entry.away import read_away
from alcto_core.entry.reader import Reader
from alcto_core.evaluation.evaluate import evaluate_all
from alcto_core.overview import Overview, of_loaded
from alcto_core.planning.document import plan_document
from alcto_core.planning.pace import paces
from alcto_core.planning.planned import Plan
from alcto_core.planning.planner import Planner, plan
from alcto_core.planning.question import Least, PlanQuestion
from alcto_core.planning.risk import risks
from alcto_core.records.types import Activity, Format
from alcto_core.telling.page import Sheet
from alcto_core.telling.plan import plan_sheet
from alcto_core.telling.rule_change import change_part, rule_change
from alcto_core.telling.what_if import WhatIf

_ADDED = re.compile(r"(?P<offering>[^@:]+)(?:@(?P<day>[^:]+))?:(?P<hours>.+)")


def say(
    invocation: Invocation,
    as_json: bool,
    least: Least,
    formats: tuple[Format, ...],
    away: tuple[str, ...],
    without: tuple[str, ...],
    added: tuple[str, ...],
    rules: tuple[Path, ...],
    risk: bool,
    pace: bool,
    charts: bool,
    credentials: tuple[str, ...],
) -> int:
    """What `alcto plan` answers."""
    if as_json and charts:
        raise click.UsageError("--charts and --json cannot go together.")
    installed, page = invocation.overview(plan=True, only_errors=bool(rules)), invocation.page
    if installed.records is None:
        page.aside("Nothing can be planned before the records file is put right.")
        return RECORDS_HAVE_ERRORS
    if (overview := _under(invocation, installed, rules)) is None:
        return COULD_NOT_RUN
    reader = reader_for(overview)
    try:
        what_if = _tried(overview, reader, without, added)
        question = PlanQuestion(
            records=installed.records,
            library=overview.library,
            on=overview.on,
            credentials=reader.credentials(credentials).value,
            least=least,
            formats=formats,
            away=read_away(away, overview.on).value,
        )
    except ValueError as wrong:
        raise click.UsageError(said(wrong) if isinstance(wrong, Wrong) else str(wrong)) from None
    with watched(page, "Looking for the least") as tell:
        before = None if what_if.without or what_if.added else overview.standings
        planner = Planner(what_if.asked(question), overview.bench, tell=tell, before=before)
        found = planner.plan(doubted=not as_json)
    with watched(page, "Leaving entries out") as tell:
        hanging = risks(found, tell) if risk else ()
    with watched(page, "Working out the pace") as tell:
        paced = paces(found, planner, tell) if pace else ()
    if as_json:
        page.say_json(plan_document(found, hanging, paced))
    else:
        what_if = what_if.judged(question, overview.standings, overview.bench)
        sheet = plan_sheet(found, hanging, paced, what_if)
        if rules:
            sheet = _with_change(sheet, installed, found)
        ways = answers(found.passed) if found.passed else ()
        say_sheet(page, replace(sheet, alerts=(*sheet.alerts, *ways)))
        if charts:
            _say_charts(page, overview, found)
    if as_json and not found.is_least:
        page.aside("This is a plan, and not proven to be the least.")
    return RECORDS_HAVE_ERRORS if overview.has_errors else 0


def _under(invocation: Invocation, installed: Overview, rules: Sequence[Path]) -> Overview | None:
    """The overview as if rule files were installed; None where one is refused, after saying why."""
    if not rules or installed.loaded is None:
        return installed
    gathering = gathered(invocation, rules, installed.plugins)
    invocation.page.problems(gathering.problems, lines=True)
    if gathering.is_refused:
        return None
    invocation.page.aside(trial_words(gathering))
    plugins = plugins_with(invocation, gathering, instead=True)
    tried = of_loaded(installed.folder, installed.loaded, plugins, installed.on, plan=True)
    invocation.page.problems(one for one in tried.problems if not one.is_error)
    return tried


def _with_change(sheet: Sheet, installed: Overview, found: Plan) -> Sheet:
    """The page of a plan under other rules, begun by what these do to the person."""
    question = found.question
    change = rule_change(question.records, installed.library, question.library, question.on)
    before = plan(replace(question, library=installed.library))
    return replace(sheet, parts=(change_part(change, before, found), *sheet.parts))


def _say_charts(page: Page, overview: Overview, found: Plan) -> None:
    """The hours so far, with the plan behind them; what is only planned is not counted so far."""
    assert overview.records is not None
    chosen = {one.credential for one in found.after}
    done = evaluate_all(overview.records, overview.library, overview.on, readings=False)
    say_charts(page, overview, [one for one in done if one.credential in chosen], found.after)


def _tried(overview: Overview, reader: Reader, without: Iterable[str], added: Iterable[str]) -> WhatIf:
    """Some activities taken away, and others that are not recorded."""
    out = {one.id: one for one in (activity_named(overview, word) for word in without)}
    entries = (_entry(overview, reader, word, number) for number, word in enumerate(added, 1))
    return WhatIf(without=tuple(out.values()), added=tuple(entries))


def _entry(overview: Overview, reader: Reader, word: str, number: int) -> Activity:
    """`OFFERING[@DATE]:HOURS` as a completed activity, tied to every strand that the offering may serve."""
    parts = _ADDED.fullmatch(word)
    if parts is None:
        raise Wrong(f"“{word}” is not OFFERING[@DATE]:HOURS", "write alet/talent:2.5 or alet/talent@2026-09-01:2.5")
    day = _day(reader, parts["day"]) if parts["day"] else overview.on
    offering = reader.offering(parts["offering"], day).value
    newest = overview.library.newest(offering) if offering else None
    own = newest[1].strands if newest is not None else ()
    return Activity(
        id=f"with-{number}",
        title=f"{newest[1].title if newest is not None else word} (--with {number})",
        date=day,
        hours=reader.hours(parts["hours"]).value,
        strands=own or tuple(overview.library.strands),
        offering=offering,
    )


def _day(reader: Reader, word: str) -> date:
    return reader.day(word.strip(), future=True).value
