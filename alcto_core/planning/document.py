"""`alcto plan --json`: the plan as other people's scripts read it. Its shape is a promise (docs/reference)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from alcto_core.hours import Hours, number
from alcto_core.planning.pace import Pacing
from alcto_core.planning.planned import Plan, Suggestion
from alcto_core.planning.risk import Risk

SCHEMA = 1


def plan_document(plan: Plan, risks: Iterable[Risk] = (), paces: Iterable[Pacing] = ()) -> dict[str, Any]:
    """The whole document; risks and paces are empty where nobody asked for them."""
    found = {
        "schema": SCHEMA,
        "on": plan.question.on.isoformat(),
        "least": plan.question.least,
        "reachable": not plan.unreachable,
        "hours": number(plan.hours),
        "events": len(plan.todo),
        "todo": [_suggestion(one) for one in plan.todo],
        "steps": [{"credential": one.credential, "step": one.requirement.id, "by": _day(one.by)} for one in plan.steps],
        "unreachable": [
            {"credential": one.credential, "missing": _hours(one.missing), "text": one.text} for one in plan.unreachable
        ],
        "after": [
            {"credential": one.credential, "state": one.state.value, "missing": _hours(one.hours.missing)}
            for one in plan.after
        ],
        "risk": [
            {
                "credential": one.credential,
                "safe": one.safe,
                "hangs_on": [{"activity": it.activity, "missing": _hours(it.missing)} for it in one.hangs_on],
                "spare": _hours(one.spare),
            }
            for one in risks
        ],
        "pace": [
            {
                "credential": one.credential,
                "state": one.state,
                "per_month": _hours(one.per_month),
                "arrives": _day(one.arrives),
                "last_chance": _day(one.last_chance),
            }
            for one in paces
        ],
    }
    return found if plan.is_least else {**found, "proven": False}


def _suggestion(one: Suggestion) -> dict[str, Any]:
    found = {
        "offering": one.offering or None,
        "course": None,
        "title": one.title,
        "hours": number(one.hours),
        "date": _day(one.day),
        "by": _day(one.by),
        "strands": {strand: number(hours) for strand, hours in one.strands.items()},
        "counts": {credential: number(hours) for credential, hours in one.counts.items()},
        "instead": list(one.instead),
    }
    for key in ("format", "category", "source"):
        if (said := getattr(one, key)) is not None:
            found[key] = said
    return found if one.counts_for is None else {**found, "counts_for": list(one.counts_for)}


def _hours(hours: Hours | None) -> float | None:
    return None if hours is None else number(hours)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
