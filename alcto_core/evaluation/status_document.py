"""`alcto status --json`: the standing as other people's scripts read it. Its shape is a promise (docs/reference)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from alcto_core.evaluation.standing import Credit, Period, Requirement, Standing
from alcto_core.hours import Hours, number
from alcto_core.json_text import indented
from alcto_core.problems import Problem
from alcto_core.records.types import Person

SCHEMA = 1


def status_json(person: Person | None, standings: Iterable[Standing], problems: Iterable[Problem], on: date) -> str:
    """The whole document, in ASCII."""
    document = {
        "schema": SCHEMA,
        "on": on.isoformat(),
        "person": {"name": person.name if person else "", "district": person.district if person else ""},
        "standings": [standing_document(standing) for standing in standings],
        "problems": [problem_document(problem) for problem in problems],
    }
    return indented(document)


def problem_document(problem: Problem) -> dict[str, Any]:
    """One problem of the file."""
    return {
        "severity": problem.severity.value,
        "file": problem.file,
        "line": problem.line,
        "path": problem.path,
        "text": problem.sentence,
    }


def standing_document(standing: Standing) -> dict[str, Any]:
    """One standing."""
    hours, shortfall = standing.hours, standing.shortfall
    known = standing.period is not None
    return {
        "credential": standing.credential,
        "program": standing.program,
        "title": standing.title,
        "period": _span(standing.period) if standing.period else None,
        "due": standing.due.isoformat() if standing.due else None,
        "state": standing.state.value,
        "stage": standing.stage,
        "pace": standing.pace,
        "skipped": standing.skipped,
        "hours": {
            "needed": _hours(hours.needed),
            "claimed": _hours(hours.claimed if known else None),
            "counted": _hours(hours.counted if known else None),
            "confirmed": _hours(hours.confirmed if known else None),
            "missing": _hours(hours.missing),
            "carried": _hours(hours.carried if known else None),
        },
        "requirements": [_requirement(requirement) for requirement in standing.requirements],
        "shortfall": None
        if shortfall is None
        else {
            "strands": list(shortfall.strands),
            "needed": number(shortfall.needed),
            "available": number(shortfall.available),
            "missing": number(shortfall.missing),
            "rules": list(shortfall.rules),
        },
        "credits": [credit_document(credit) for credit in standing.credits],
        "earlier": [
            {"period": _span(one.period), "state": one.state.value, "missing": _hours(one.missing)}
            for one in standing.earlier
        ],
        "readings": [
            {
                "switch": reading.switch,
                "value": reading.value,
                "text": reading.text,
                "other": {"state": reading.other.state.value, "missing": _hours(reading.other.missing)},
                "changes_answer": reading.changes_answer,
            }
            for reading in standing.readings
        ],
        "next": standing.next,
    }


def _requirement(requirement: Requirement) -> dict[str, Any]:
    figure = _hours if requirement.kind != "entries" else lambda figure: None if figure is None else float(figure)
    return {
        "id": requirement.id,
        "kind": requirement.kind,
        "title": requirement.title,
        "needed": figure(requirement.needed),
        "counted": figure(requirement.counted),
        "missing": figure(requirement.missing),
        "state": requirement.state,
        "advisory": requirement.advisory,
        "period": requirement.period,
        "parent": requirement.parent,
        "cites": list(requirement.cites),
        "text": requirement.text,
    }


def credit_document(credit: Credit) -> dict[str, Any]:
    """What one activity came to."""
    return {
        "activity": credit.activity,
        "title": credit.title,
        "date": credit.date.isoformat(),
        "claimed": number(credit.claimed),
        "counted": number(credit.counted),
        "confirmed": number(credit.confirmed),
        "strands": {strand: number(hours) for strand, hours in credit.strands.items()},
        "suggested": credit.suggested,
        "because": [
            {"rule": reason.rule, "hours": number(reason.hours), "text": reason.text, "cites": list(reason.cites)}
            for reason in credit.because
        ],
    }


def _span(period: Period) -> dict[str, str]:
    return {"name": period.name, "start": period.start.isoformat(), "end": period.end.isoformat()}


def _hours(hours: Hours | None) -> float | None:
    return None if hours is None else number(hours)
