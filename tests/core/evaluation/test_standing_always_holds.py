"""What must hold for every log."""

from __future__ import annotations

import random
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries
from random_logs import ON, cycle_log, hours, records, year_log

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.standing import Standing
from alcto_core.evaluation.status_document import standing_document
from alcto_core.host.plugins import load_plugins
from alcto_core.records.types import Activity

LIBRARY = load_plugins(no_plugins=True).library
LOGS = {"al-cto": cycle_log, "al-td-ceu": year_log}


def standing_of(program: str, log: list[Activity], readings: bool = False) -> Standing:
    held = records(program, log)
    return evaluate(held, held.credentials[0], LIBRARY, ON, readings=readings)


def a_log(program: str, seed: int, size: int) -> list[Activity]:
    return LOGS[program](random.Random(seed), size)


logs = given(program=st.sampled_from(sorted(LOGS)), seed=st.integers(0, 10**9), size=st.integers(0, 16))


@settings(max_examples=tries(150), deadline=None)
@logs
def test_the_order_of_the_file_changes_no_figure(program: str, seed: int, size: int) -> None:
    log = a_log(program, seed, size)
    turned = list(log)
    random.Random(seed + 1).shuffle(turned)
    assert standing_document(standing_of(program, log, True)) == standing_document(standing_of(program, turned, True))


@settings(max_examples=tries(200), deadline=None)
@logs
def test_claimed_less_every_reduction_is_what_counts(program: str, seed: int, size: int) -> None:
    standing = standing_of(program, a_log(program, seed, size))
    for credit in standing.credits:
        assert credit.claimed + sum(reason.hours for reason in credit.because) == credit.counted
        assert sum(credit.strands.values()) == credit.counted
        assert 0 <= credit.confirmed <= credit.counted
        assert all(reason.hours for reason in credit.because)
    assert sum(credit.counted for credit in standing.credits) == standing.hours.counted


@settings(max_examples=tries(200), deadline=None)
@logs
def test_nothing_is_counted_twice(program: str, seed: int, size: int) -> None:
    log = a_log(program, seed, size)
    standing = standing_of(program, log)
    assert [credit.activity for credit in standing.credits] == sorted(
        (activity.id for activity in log), key=lambda id: next(a.order for a in log if a.id == id)
    )
    assert all(credit.counted <= credit.claimed for credit in standing.credits)
    by_strand = [r.counted or 0 for r in standing.requirements if r.id.startswith("strand/")]
    if by_strand:
        assert sum(by_strand) == standing.hours.counted


@settings(max_examples=tries(200), deadline=None)
@logs
def test_one_more_activity_never_lowers_what_counts(program: str, seed: int, size: int) -> None:
    log = a_log(program, seed, size + 1)
    before, after = standing_of(program, log[:-1]), standing_of(program, log)
    assert after.hours.counted >= before.hours.counted
    assert after.hours.missing is not None and before.hours.missing is not None
    assert after.hours.missing <= before.hours.missing


@settings(max_examples=tries(100), deadline=None)
@logs
def test_filling_what_is_missing_is_possible(program: str, seed: int, size: int) -> None:
    """The hours that are called missing really suffice, and the least bit less does not."""
    log = a_log(program, seed, size)
    standing = standing_of(program, log)
    missing = standing.hours.missing
    assert missing is not None
    if not missing:
        return
    short = [r for r in standing.requirements if r.id.startswith("strand/") and r.missing]
    parts = [(r.id.removeprefix("strand/"), r.missing or 0) for r in short]
    parts.append(("al-cto/it", missing - sum(part for _, part in parts)))

    def with_further(less: int) -> Standing:
        extra = [
            Activity(
                id=f"z{at}", title=f"Further {at}", date=ON - timedelta(days=1), hours=part - (less if not at else 0),
                strands=(strand,), offering="alet/winter-conference",
            )
            for at, (strand, part) in enumerate(parts)
            if part - (less if not at else 0) > 0
        ]  # fmt: skip
        return standing_of(program, log + extra)

    assert with_further(0).hours.missing == 0
    assert with_further(1).hours.missing == 1


@settings(max_examples=tries(60), deadline=None)
@given(seed=st.integers(0, 10**9), size=st.integers(2, 10))
def test_the_shortfall_proof_is_a_proof(seed: int, size: int) -> None:
    log = a_log("al-cto", seed, size)
    standing = standing_of("al-cto", log)
    short = standing.shortfall
    strands_missing = sum(r.missing or 0 for r in standing.requirements if r.id.startswith("strand/"))
    if short is None:
        assert strands_missing == 0
        return
    assert short.missing == strands_missing == short.needed - short.available
    reachable = 0
    for credit in standing.credits:
        activity = next(a for a in log if a.id == credit.activity)
        if activity.split:
            reachable += sum(part for strand, part in activity.split.items() if strand in short.strands)
        elif activity.sessions:
            reachable += sum(
                s.hours
                for s in activity.sessions
                if s.kind == "session"
                and set(activity.strands if s.strands is None else s.strands) & set(short.strands)
            )
        elif set(activity.strands) & set(short.strands):
            reachable += activity.hours
    assert reachable == short.available


@pytest.mark.parametrize("program", sorted(LOGS))
def test_a_large_log_is_judged_exactly_too(program: str) -> None:
    chance = random.Random(7)
    log = LOGS[program](chance, 400)
    standing = standing_of(program, log)
    assert sum(credit.counted for credit in standing.credits) == standing.hours.counted
    assert hours(chance) > 0
    assert msgspec.json.encode(standing_document(standing))
