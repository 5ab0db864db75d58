"""The division is never beaten by an independent solver, on thousands of random logs."""

from __future__ import annotations

import random

import pytest
from oracle import best_division
from profiles import tries
from random_logs import ALET, CAPPED, ON, STRANDS, cycle_log, records, year_log

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.standing import Standing
from alcto_core.hours import HOUR
from alcto_core.rules.library import Library

LOGS = tries(1500)


def standing_of(library: Library, program: str, log: list) -> Standing:
    held = records(program, log)
    return evaluate(held, held.credentials[0], library, ON, readings=False)


def short_in(standing: Standing) -> int:
    return sum(r.missing or 0 for r in standing.requirements if r.kind == "hours" and not r.advisory)


@pytest.mark.parametrize("block", range(3))
def test_no_division_of_a_cycle_is_better(alabama: Library, block: int) -> None:
    chance = random.Random(block)
    leasts = {"total": (60 * HOUR, None, None), **{strand: (5 * HOUR, strand, None) for strand in STRANDS}}
    for _ in range(LOGS // 3):
        log = cycle_log(chance, chance.randint(0, 14))
        pieces = []
        for activity in log:
            if activity.split:
                pieces += [(hours, (strand,), ()) for strand, hours in activity.split.items()]
            elif activity.sessions:
                for session in activity.sessions:
                    strands = activity.strands if session.strands is None else session.strands
                    if session.kind == "session" and strands:
                        pieces.append((session.hours, strands, ()))
            else:
                pieces.append((activity.hours, activity.strands, ()))
        best = best_division(pieces, leasts, {}, [(strand, ()) for strand in STRANDS])
        standing = standing_of(alabama, "al-cto", log)
        assert standing.hours.missing == pytest.approx(best.missing, abs=0.01)
        assert standing.hours.counted == pytest.approx(best.counted, abs=0.01)
        assert short_in(standing) == pytest.approx(best.short, abs=0.01)


@pytest.mark.parametrize("block", range(3))
def test_no_division_of_a_fiscal_year_is_better(alabama: Library, block: int) -> None:
    chance = random.Random(100 + block)
    leasts = {"total": (12 * HOUR, None, None), "alet": (6 * HOUR, None, "alet")}
    mosts = {"external": (6 * HOUR, "external"), **{id: (most, id) for id, (most, _, _) in CAPPED.items()}}
    for _ in range(LOGS // 3):
        log = year_log(chance, chance.randint(0, 14))
        pieces = []
        for activity in log:
            if not activity.strands or activity.offering is None:
                continue
            if activity.offering in ALET:
                pieces.append((activity.hours, (), ("alet",)))
                continue
            _, each, award = CAPPED[activity.offering]
            hours = min(activity.hours, each or activity.hours, award or activity.hours)
            pieces.append((hours, (), ("external", activity.offering)))
        best = best_division(pieces, leasts, mosts, [(None, ("alet",)), (None, ("external",))])
        standing = standing_of(alabama, "al-td-ceu", log)
        assert standing.hours.missing == pytest.approx(best.missing, abs=0.01)
        assert standing.hours.counted == pytest.approx(best.counted, abs=0.01)
        assert short_in(standing) == pytest.approx(best.short, abs=0.01)
