"""`alcto explain`: why hours count or not, and what a requirement rests on, clause by clause."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from alcto_core.cli.invocation import asked, date_option, exit_status, json_option, records_options
from alcto_core.cli.typed import Named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alcto_core.cli.page import Page
    from alcto_core.evaluation.standing import Requirement, Standing
    from alcto_core.overview import Overview
    from alcto_core.records.types import Activity


@click.command()
@records_options
@date_option
@json_option
@click.option("--plan", is_flag=True, help="Count planned activities too.")
@click.option("--period", metavar="NAME", help="A past or coming period, e.g. FY25.")
@click.argument("what", metavar="ID|CREDENTIAL|CREDENTIAL/REQUIREMENT", type=Named("activity", "credential"))
@click.pass_context
def command(ctx: click.Context, what: str, as_json: bool, plan: bool, period: str | None) -> int:
    """Say why hours count or not: of an activity, of a requirement, or of a whole credential."""
    invocation = asked(ctx)
    overview, page = invocation.overview(plan=plan, period=period), invocation.page
    standings: tuple[Standing, ...]
    if found := _requirement_named(overview, what):
        standing, requirement = found
        standings = (standing,)
        if as_json:
            _say_json(page, standing, requirements=(requirement,))
        else:
            _say_requirement(page, overview, standing, requirement)
    elif (whole := _standing_named(overview, what)) and not _is_activity(overview, what):
        standings = (whole,)
        if as_json:
            _say_json(page, whole)
        else:
            _say_credential(page, overview, whole)
    else:
        standings = overview.standings
        activity = activity_named(overview, what)
        if as_json:
            _say_activity_json(page, overview, activity)
        else:
            _say_activity(page, overview, activity)
    return exit_status(overview, standings)


def activity_named(overview: Overview, word: str) -> Activity:
    """The activity that `word` means: its id, or words of its title or id that no other has.

    Raises `Refused` naming the candidates.
    """
    from alcto_core.problems import Refused
    from alcto_core.search import log_of, matching
    from alcto_core.text import nearest

    records = overview.records
    if records is None:
        raise Refused("Nothing can be read before the records file is put right.")
    if exact := records.activity(word):
        return exact
    found = matching(log_of(records.activities, overview.library), word)
    if len(found) == 1:
        return found[0]
    if found:
        names = "\n".join(f"  {one.id}  {one.title}" for one in found[:12])
        more = f"\n  and {len(found) - 12} more" if len(found) > 12 else ""
        raise Refused(f"“{word}” may mean any of these; name one by its id:\n{names}{more}")
    known = [one.id for one in records.activities] + [one.id for one in records.credentials]
    near = nearest(word, known)
    hint = f"did you mean “{near}”?" if near else "`alcto list` shows the ids."
    raise Refused(f"There is no activity “{word}”; {hint}")


def _is_activity(overview: Overview, word: str) -> bool:
    return overview.records is not None and overview.records.activity(word) is not None


def _standing_named(overview: Overview, word: str) -> Standing | None:
    return next((one for one in overview.standings if one.credential == word), None)


def _requirement_named(overview: Overview, word: str) -> tuple[Standing, Requirement] | None:
    """The requirement that `CREDENTIAL/REQUIREMENT` means; None where the word names no credential before a slash.

    Raises `Refused` for a credential that has no such requirement.
    """
    from alcto_core.problems import Refused
    from alcto_core.text import nearest

    for standing in sorted(overview.standings, key=lambda one: -len(one.credential)):
        rest = word.removeprefix(f"{standing.credential}/")
        if rest == word or _is_activity(overview, word):
            continue
        if requirement := standing.requirement(rest):
            return standing, requirement
        known = [one.id for one in standing.requirements]
        near = nearest(rest, known)
        hint = f"did you mean {standing.credential}/{near}?" if near else f"it has {', '.join(known) or 'none here'}"
        raise Refused(f"{standing.credential} has no requirement “{rest}”; {hint}")
    return None


def _say_requirement(page: Page, overview: Overview, standing: Standing, requirement: Requirement) -> None:
    from alcto_core.cli.page import Toned
    from alcto_core.evaluation.sentences import explain_requirement, explain_shortfall, heading

    page.say(Toned(f"{heading(standing)}: {requirement.title}", "strong"))
    for line in explain_requirement(standing, requirement):
        page.say(f"  {line}")
    for line in _recorded(overview, standing, requirement):
        page.say(f"  {line}")
    if requirement.missing and standing.shortfall and requirement.id.partition("/")[2] in standing.shortfall.strands:
        for line in explain_shortfall(standing):
            page.say(f"  {line}")


def _recorded(overview: Overview, standing: Standing, requirement: Requirement) -> Iterator[str]:
    """What the record holds of a step or a stage: the days, by whom, the files, who attended."""
    from alcto_core.evaluation.marks import mark_words, marks

    credential = overview.records.credential(standing.credential) if overview.records else None
    if credential is not None and requirement.kind in {"step", "stage"}:
        for mark in marks(credential, standing, requirement):
            yield from mark_words(mark.step, standing)


def _say_credential(page: Page, overview: Overview, standing: Standing) -> None:
    from alcto_core.cli.page import Toned, tone_of
    from alcto_core.evaluation.sentences import explain_shortfall, verdict

    page.say(Toned(verdict(standing), tone_of(standing.state)))
    if standing.why and standing.why not in verdict(standing):
        page.say(standing.why)
    for alert in standing.alerts:
        page.say(alert)
    for requirement in standing.requirements:
        page.say()
        _say_requirement(page, overview, standing, requirement)
    for line in explain_shortfall(standing):
        page.say(line)
    if standing.credits:
        page.say()
        page.say(Toned("Activities", "strong"))
    for credit in standing.credits:
        page.say(f"{credit.date.isoformat()}  {credit.title} ({credit.activity})")
        _say_credit(page, standing, credit.activity)
    _say_readings(page, standing)
    for note in standing.notes:
        page.say(f"Note: {note}")


def _say_credit(page: Page, standing: Standing, activity: str) -> None:
    from alcto_core.evaluation.sentences import explain_credit

    if credit := standing.credit(activity):
        for line in explain_credit(standing, credit):
            page.say(f"  {line}")


def _say_readings(page: Page, standing: Standing) -> None:
    from alcto_core.cli.page import Toned

    own = [reading for reading in standing.readings if reading.is_replacement]
    if own:
        page.say()
        page.say(Toned("Rules of your own", "strong"))
    for reading in own:
        change = f"it would be {reading.other.state.word}" if reading.changes_answer else "the answer is the same"
        page.say(f"  {reading.text} As published ({reading.other_text.rstrip('.')}), {change}.")
    unclear = [reading for reading in standing.readings if not reading.is_replacement]
    if unclear:
        page.say()
        page.say(Toned("What is unclear in the rules", "strong"))
    for reading in unclear:
        change = f"would be {reading.other.state.word}" if reading.changes_answer else "the answer is the same"
        page.say(f"  {reading.switch}: {reading.text} Read otherwise ({reading.other_text.rstrip('.')}), {change}.")


def _say_activity(page: Page, overview: Overview, activity: Activity) -> None:
    from alcto_core.cli.page import Toned
    from alcto_core.dates import show
    from alcto_core.evaluation.other_periods import OtherPeriods, holding
    from alcto_core.evaluation.sentences import heading
    from alcto_core.hours import long

    verb = "planned" if activity.is_planned else "logged"
    logged = f"{long(activity.hours)} {verb}" if activity.hours else f"{verb}, in units"
    page.say(Toned(f"{activity.title}, {show(activity.date)}: {logged}.", "strong"))
    periods = OtherPeriods(overview.records, overview.library, overview.standings, plan=overview.plan)
    others = periods.holding((activity,))
    for standing in overview.standings:
        held = holding(standing, others, activity.id)
        if standing.credit(activity.id) is None and standing.period:
            span = f"{show(standing.period.start)} to {show(standing.period.end)}"
            name = held.period.name if held.period and held is not standing else ""
            falls = f"falls into {name}" if name else "falls into no other one that is owed"
            page.say(f"  {heading(standing)}: its day lies outside this period ({span}), and {falls}.")
        if held.credit(activity.id):
            _say_credit(page, held, activity.id)
        elif not standing.period:
            page.say(f"  {heading(standing)}: {standing.why}")


def _say_json(page: Page, standing: Standing, requirements: tuple[Requirement, ...] | None = None) -> None:
    from alcto_core.evaluation.contract import standing_document

    document: dict[str, Any] = standing_document(standing)
    if requirements is not None:
        kept = {one.id for one in requirements}
        document["requirements"] = [one for one in document["requirements"] if one["id"] in kept]
    page.say_json_text(json.dumps({"schema": 1, "on": standing.on.isoformat(), "standing": document}, indent=2))


def _say_activity_json(page: Page, overview: Overview, activity: Activity) -> None:
    from alcto_core.evaluation.contract import credit_document

    credits: dict[str, Any] = {}
    for standing in overview.standings:
        credit = standing.credit(activity.id)
        credits[standing.credential] = credit_document(credit) if credit else None
    page.say_json({"schema": 1, "on": overview.on.isoformat(), "activity": activity.id, "credits": credits})
