"""One question has one purse: a rule file that asks for many divisions is given up as soon as one that asks for a hard
one, what is given up hangs on nothing that was asked before, and it never reads as met."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from crossing_rules import ON, crossing_library, hostile_log, hostile_rules
from msgspec.structs import replace
from profiles import tries

from alcto_core.evaluation import allocation, case, linear
from alcto_core.evaluation.case import Bench
from alcto_core.evaluation.evaluate import evaluate, evaluate_all
from alcto_core.evaluation.linear import Purse
from alcto_core.evaluation.standing import Standing, State
from alcto_core.evaluation.verdict import verdicts
from alcto_core.records.types import Records
from alcto_core.rules.library import Library

MOSTS = (1_500, 6_000, 20_000, 60_000, 200_000)
SEEDS = range(tries(36))


def hostile(seed: int, limits: int = 6) -> tuple[random.Random, Library, Records]:
    chance = random.Random(f"hostile {seed}")
    library = crossing_library(*hostile_rules(chance, limits=limits))
    return chance, library, hostile_log(chance, chance.choice((6, 12, 20)))


def asked(records: Records, library: Library, **how: object) -> Standing:
    return evaluate(records, records.credentials[0], library, ON, **how)  # type: ignore[arg-type]


@pytest.fixture
def purses(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Purse]]:
    """Every purse that is opened."""
    opened: list[Purse] = []

    class Watched(Purse):
        __slots__ = ()

        def __init__(self, most: int | None = None) -> None:
            super().__init__(most)
            opened.append(self)

    monkeypatch.setattr(case, "Purse", Watched)
    yield opened


def test_a_question_never_costs_more_than_its_three_stages(
    monkeypatch: pytest.MonkeyPatch, purses: list[Purse]
) -> None:
    """Counted with the work of every division, not by what the purses say of themselves."""
    done: list[int] = []
    spend = Purse.spend
    monkeypatch.setattr(linear.Purse, "spend", lambda self, work: (done.append(work), spend(self, work))[1])
    monkeypatch.setattr(case, "MOST_WORK", 30_000)
    dry = 0
    for seed in SEEDS:
        _, library, records = hostile(seed)
        done.clear()
        purses.clear()
        standing = asked(records, library, brief=True)
        stages = [purse for purse in purses if purse._most is not None]
        assert len(stages) <= 3
        # What a purse could not pay is given up at once; what asks again gets nothing and has done nothing.
        refused = sum(purse.is_empty for purse in stages)
        dry += refused > 0
        assert sum(min(purse.spent, 30_000) for purse in stages) <= 90_000
        assert len([one for one in done if one >= allocation._A_DIVISION]) <= 90 + 500 * refused
        assert refused == 0 or "cannot be told" in " ".join(standing.notes) or "cross" in standing.why
    assert dry > len(SEEDS) // 4


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_given_up_hangs_on_nothing_that_was_asked_before(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance, library, records = hostile(seed)
    whole = asked(records, library)
    for most in MOSTS:
        monkeypatch.setattr(case, "MOST_WORK", most)
        first = asked(records, library)
        assert asked(records, library) == first
        # the order in the file
        turned = list(records.activities)
        chance.shuffle(turned)
        assert asked(replace(records, activities=tuple(turned)), library) == first
        # what was prepared and kept for another question
        bench: Bench = {}
        other = replace(records, activities=records.activities[1:])
        asked(other, library, bench=bench)
        assert asked(records, library, bench=bench) == first
        assert asked(records, library, bench=bench) == first
        # who asks for less hears the same of it
        less = asked(records, library, readings=False)
        assert replace(less, readings=first.readings, notes=first.notes) == first
        least = asked(records, library, readings=False, earlier=False)
        assert (least.state, least.hours, least.why) == (first.state, first.hours, first.why)
        verdict = verdicts(records, library, ON)[0]
        for key in ("state", "due", "hours", "requirements", "before", "pending", "why"):
            assert getattr(verdict, key) == getattr(first, key), key
        _never_wrong(first, whole)


def _never_wrong(found: Standing, whole: Standing) -> None:
    """What is told is what is told without an end of the work, or that nobody can tell."""
    assert found.state in (whole.state, State.UNDETERMINED)
    if found.state is State.UNDETERMINED and whole.state is not State.UNDETERMINED:
        assert "cross in so many ways" in found.why
        return
    ended = {one.period: one for one in whole.earlier}
    for one in found.earlier:
        assert one.state is State.UNDETERMINED or one == ended[one.period]
    told = {one.period for one in found.earlier}
    assert told >= ended.keys()  # none that was missed is left out, as if it had been met
    for one, other in zip(found.readings, whole.readings, strict=True):
        assert one.other.state in (other.other.state, State.UNDETERMINED)
        assert one.other == other.other or "other reading" in " ".join(found.notes)


def test_periods_that_nobody_can_tell_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    named = 0
    for seed in SEEDS:
        _, library, records = hostile(seed)
        whole = asked(records, library)
        for most in (6_000, 60_000):
            monkeypatch.setattr(case, "MOST_WORK", most)
            found = asked(records, library)
            if found.state == whole.state and found.earlier != whole.earlier:
                named += 1
                assert any("every period before" in note for note in found.notes)
        monkeypatch.setattr(case, "MOST_WORK", 1_000_000)
    assert named


def test_a_proof_that_takes_too_long_costs_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    from alcto_core.evaluation import figures

    lost = 0
    for seed in SEEDS:
        _, library, records = hostile(seed)
        whole = evaluate_all(records, library, ON)[0]
        monkeypatch.setattr(figures, "_MOST_PROOF", 0)
        found = evaluate_all(records, library, ON)[0]
        monkeypatch.setattr(figures, "_MOST_PROOF", 100_000)
        assert replace(found, shortfall=whole.shortfall, notes=whole.notes, next=whole.next) == whole
        if whole.shortfall is not None:
            lost += 1
            assert found.shortfall is None
            assert found.notes[0].startswith("What the strands lack together cannot be told")
    assert lost
