"""Why hours count or not, and what a requirement rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from alcto_core.cli.invocation import Invocation, exit_status
from alcto_core.cli.layout import say_sheet
from alcto_core.cli.page import Page
from alcto_core.evaluation.earlier_periods import history
from alcto_core.evaluation.other_periods import OtherPeriods
from alcto_core.evaluation.standing import Requirement, Standing
from alcto_core.evaluation.status_document import credit_document, standing_document
from alcto_core.json_text import indented
from alcto_core.keeping.evidence import open_proof
from alcto_core.overview import Overview
from alcto_core.problems import Refused
from alcto_core.records.edits import no_activity
from alcto_core.records.types import Activity
from alcto_core.telling.activity import activity_sheet
from alcto_core.telling.added import panel_parts
from alcto_core.telling.attached_plan import plan_of, section_part, with_plan
from alcto_core.telling.credential import credential_sheet, requirement_sheet
from alcto_core.telling.search import log_of, may_mean
from alcto_core.telling.step_marks import newest_files
from alcto_core.text import nearest
from alcto_core.words import matching


def say(invocation: Invocation, what: str, as_json: bool, plan: bool, period: str | None, opens: bool) -> int:
    """What `alcto explain` answers."""
    overview, page = invocation.overview(plan=plan, period=period), invocation.page
    if opens:
        page.aside(f"Opened {open_proof(overview.folder, _proof_of(overview, what))}.")
    standings: tuple[Standing, ...]
    whole = next((one for one in overview.standings if one.credential == what), None)
    if found := _requirement_named(overview, what):
        standing, requirement = found
        standings = (standing,)
        if as_json:
            _say_json(page, standing, requirements=(requirement,))
        else:
            _say_requirement(page, overview, standing, requirement)
    elif whole is not None and not _is_activity(overview, what):
        standings = (whole,)
        if as_json:
            _say_json(page, whole)
        else:
            _say_credential(page, overview, whole, has_past=period is None)
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
    records = overview.records
    if records is None:
        raise Refused("Nothing can be read before the records file is put right.")
    if exact := records.activity(word):
        return exact
    found = matching(log_of(records.activities, overview.library), word)
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(may_mean(word, [(one.id, one.title) for one in found]))
    known = [one.id for one in records.activities] + [one.id for one in records.credentials]
    near = nearest(word, known)
    hint = f"did you mean “{near}”?" if near else "`alcto list` shows the ids."
    raise Refused(f"{no_activity(word)}; {hint}")


def _is_activity(overview: Overview, word: str) -> bool:
    return overview.records is not None and overview.records.activity(word) is not None


def _proof_of(overview: Overview, what: str) -> Iterable[str]:
    """The files of proof of an activity or of a step. Raises `Refused`."""
    if (found := _requirement_named(overview, what)) and overview.records is not None:
        held = overview.records.credential(found[0].credential)
        return newest_files(held, *found) if held is not None else ()
    return activity_named(overview, what).evidence


def _requirement_named(overview: Overview, word: str) -> tuple[Standing, Requirement] | None:
    """The requirement that `CREDENTIAL/REQUIREMENT` means; None where the word names no credential before a slash.

    Raises `Refused` for a credential that has no such requirement.
    """
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
    if overview.records is not None:
        sheet = requirement_sheet(standing, overview.records, overview.library, requirement)
        section = section_part(plan_of(overview, standing), requirement.id)
        say_sheet(page, replace(sheet, parts=(*sheet.parts, section)))


def _say_credential(page: Page, overview: Overview, standing: Standing, *, has_past: bool) -> None:
    if overview.records is not None:
        past = history(overview.records, overview.library, standing) if has_past else ()
        added = tuple(panel_parts(overview.plugins, standing))
        sheet = credential_sheet(standing, overview.records, overview.library, past, added)
        say_sheet(page, with_plan(sheet, plan_of(overview, standing)))


def _say_activity(page: Page, overview: Overview, activity: Activity) -> None:
    periods = OtherPeriods(overview.records, overview.library, overview.standings, plan=overview.plan)
    others = periods.holding((activity,))
    say_sheet(page, activity_sheet(activity, overview.standings, others, overview.library.strand_short))


def _say_json(page: Page, standing: Standing, requirements: tuple[Requirement, ...] | None = None) -> None:
    document: dict[str, Any] = standing_document(standing)
    if requirements is not None:
        kept = {one.id for one in requirements}
        document["requirements"] = [one for one in document["requirements"] if one["id"] in kept]
    page.say_json_text(indented({"schema": 1, "on": standing.on.isoformat(), "standing": document}))


def _say_activity_json(page: Page, overview: Overview, activity: Activity) -> None:
    credits: dict[str, Any] = {}
    for standing in overview.standings:
        credit = standing.credit(activity.id)
        credits[standing.credential] = credit_document(credit) if credit else None
    page.say_json({"schema": 1, "on": overview.on.isoformat(), "activity": activity.id, "credits": credits})
