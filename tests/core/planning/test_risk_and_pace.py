"""What a plan hangs on is what leaving each entry out shows; and the pace, by its definitions in the reference."""

from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

import msgspec
import pytest
from made_up_catalogues import ON, library, records
from profiles import tries

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.standing import Standing
from alcto_core.hours import HOUR
from alcto_core.planning.pace import paces
from alcto_core.planning.planned import Plan, asks_hours
from alcto_core.planning.planner import Planner, plan
from alcto_core.planning.question import PlanQuestion
from alcto_core.planning.risk import MOST_PAIRS, risks
from alcto_core.records.types import Activity, Credential, Person, Records
from alcto_core.rules.library import Library

BOTH = ("al-td-ceu", "al-cto")
DAY = timedelta(days=1)


def without(found: Plan, credential: str, *refused: str) -> Standing:
    """Where a credential stands with the plan done and some entries left out."""
    left = tuple(one for one in found.done.activities if one.id not in refused)
    done = msgspec.structs.replace(found.done, activities=left)
    held = done.credential(credential)
    assert held is not None
    return evaluate(done, held, found.question.library, ON, plan=True, readings=False)


@pytest.mark.parametrize("seed", range(30))
def test_a_plan_hangs_on_what_leaving_each_entry_out_shows(alabama: Library, seed: int) -> None:
    chance = random.Random(seed)
    known = library(alabama, chance, 4)
    person = records(chance, known, chance.randint(3, 12), BOTH)
    found = plan(PlanQuestion(records=person, library=known, on=ON))
    standings = {standing.credential: standing for standing in found.after}
    for risk in risks(found):
        if asks_hours(standings[risk.credential]):
            assert not risk.safe and not risk.hangs_on and risk.spare is None
            continue
        left = {one.id: without(found, risk.credential, one.id) for one in person.activities}
        hanging = {id: standing.hours.missing for id, standing in left.items() if asks_hours(standing)}
        assert {one.activity: one.missing for one in risk.hangs_on} == hanging
        assert risk.safe == (not hanging)
        if risk.spare is not None:
            assert risk.spare >= max((missing or 0 for missing in hanging.values()), default=0)


@pytest.mark.parametrize("seed", range(tries(60)))
def test_what_two_refused_entries_cost_is_what_leaving_each_pair_out_shows(alabama: Library, seed: int) -> None:
    chance = random.Random(seed)
    known = library(alabama, chance, 4)
    if seed % 2:
        known = Library(known.published.values(), known.frameworks.values(), _listed_since(chance, known))
    person = records(chance, known, chance.randint(6, 14), BOTH)
    found = plan(PlanQuestion(records=person, library=known, on=ON))
    told = [one for one in risks(found) if not asks_hours(_after(found, one.credential))]
    assert all((one.pairs is not None) == one.safe for one in told)
    for risk in told:
        if risk.pairs is None:
            continue
        left = {
            (one.id, other.id): without(found, risk.credential, one.id, other.id)
            for one, other in combinations(sorted(person.activities, key=lambda one: one.order), 2)
        }
        hanging = {pair: standing.hours.missing for pair, standing in left.items() if asks_hours(standing)}
        assert risk.pairs.is_all == (len(hanging) <= MOST_PAIRS)
        if risk.pairs.is_all:
            assert {one.activities: one.missing for one in risk.pairs.hangs_on} == hanging
        assert {one.activities for one in risk.pairs.hangs_on} <= hanging.keys()
        assert risk.pairs.safe == (not hanging)
        if risk.pairs.spare is not None and hanging:
            assert risk.pairs.spare >= max(missing or 0 for missing in hanging.values())


def _after(found: Plan, credential: str) -> Standing:
    return next(one for one in found.after if one.credential == credential)


def test_who_can_lose_one_entry_but_not_two_is_told_which_two(alabama: Library) -> None:
    several = [entry(number, date(2026, 1, number + 1), hours) for number, hours in enumerate((5, 4, 4, 3, 1))]
    (risk,) = risks(asked(alabama, director(*several)))
    assert risk.safe and risk.pairs is not None and not risk.pairs.safe
    told = {one.activities: one.missing for one in risk.pairs.hangs_on}
    assert told == {
        ("a0", "a1"): 4 * HOUR,
        ("a0", "a2"): 4 * HOUR,
        ("a0", "a3"): 3 * HOUR,
        ("a0", "a4"): HOUR,
        ("a1", "a2"): 3 * HOUR,
        ("a1", "a3"): 2 * HOUR,
        ("a2", "a3"): 2 * HOUR,
    }
    assert risk.pairs.spare == 4 * HOUR


def test_who_hangs_on_one_entry_is_asked_about_that_first(alabama: Library) -> None:
    (risk,) = risks(asked(alabama, director(entry(1, date(2026, 1, 5), 12))))
    assert not risk.safe and risk.pairs is None


def test_where_very_many_pairs_matter_not_all_are_looked_for(alabama: Library) -> None:
    several = [entry(number, date(2026, 1, number + 1), 1) for number in range(13)]
    (risk,) = risks(asked(alabama, director(*several)))
    assert risk.pairs is not None and not risk.pairs.safe and not risk.pairs.is_all
    assert len(risk.pairs.hangs_on) == MOST_PAIRS and risk.pairs.spare is None


def test_it_is_told_how_much_of_the_work_is_done(alabama: Library) -> None:
    offerings = ("alet/region-meeting", "alet/talent", "alet/cyber-camp")
    several = [entry(number, date(2026, 1, number + 1), 3, offerings[number % 3]) for number in range(6)]
    heard: list[tuple[int, int]] = []
    risks(asked(alabama, director(*several)), lambda done, of: heard.append((done, of)))
    assert heard == sorted(heard) and all(0 <= done <= of for done, of in heard) and len(heard) > 2


def entry(number: int, day: date, hours: int, offering: str = "alet/region-meeting") -> Activity:
    return Activity(
        id=f"a{number}", title=f"A{number}", date=day, hours=hours * HOUR, strands=("al-cto/it",), offering=offering
    )


def director(*activities: Activity) -> Records:
    person = Person(name="J", state="AL", role_began=date(2015, 1, 1))
    return Records(person=person, credentials=(Credential(program="al-td-ceu", id="td"),), activities=activities)


def asked(alabama: Library, person: Records, on: date = ON) -> Plan:
    return plan(PlanQuestion(records=person, library=alabama, on=on))


def test_the_spare_covers_the_worst_single_loss_and_no_more(alabama: Library) -> None:
    found = asked(alabama, director(entry(1, date(2026, 1, 5), 7), entry(2, date(2026, 1, 6), 5)))
    (risk,) = risks(found)
    assert not found.todo and not risk.safe
    assert [(one.activity, one.missing) for one in risk.hangs_on] == [("a1", 7 * HOUR), ("a2", 5 * HOUR)]
    assert risk.spare == 7 * HOUR


def test_who_has_more_than_enough_of_each_kind_is_safe(alabama: Library) -> None:
    several = [entry(number, date(2026, 1, number + 1), 3) for number in range(5)]
    (risk,) = risks(asked(alabama, director(*several)))
    assert risk.safe and risk.spare == 0


def test_the_hours_a_month_are_what_is_missing_over_the_months_that_are_left(alabama: Library) -> None:
    (pace,) = paces(asked(alabama, director(entry(1, date(2026, 1, 5), 2))))
    left = (date(2026, 9, 30) - ON).days + 1
    assert pace.per_month == 10 * HOUR / (left / Fraction(1461, 48))


def test_in_the_last_month_all_that_is_missing_is_left_to_do(alabama: Library) -> None:
    (pace,) = paces(asked(alabama, director(entry(1, date(2026, 1, 5), 2)), date(2026, 9, 20)))
    assert pace.per_month == 10 * HOUR


def test_the_pace_so_far_arrives_when_hours_go_on_coming_in_as_they_did(alabama: Library) -> None:
    on = date(2025, 10, 10)  # the tenth day of the year
    (pace,) = paces(asked(alabama, director(entry(1, date(2025, 10, 5), 3)), on))
    assert pace.arrives == date(2025, 11, 9)  # forty days for twelve hours
    assert pace.state == "ahead" or pace.state == "on-track"


def test_the_pace_arrives_on_the_day_that_brings_the_last_hour_and_not_before(alabama: Library) -> None:
    (pace,) = paces(asked(alabama, director(entry(1, date(2025, 10, 5), 7)), date(2025, 10, 10)))
    assert pace.arrives == date(2025, 10, 18)  # twelve hours after 17.14 days


def test_who_has_done_nothing_never_arrives(alabama: Library) -> None:
    (pace,) = paces(asked(alabama, director()))
    assert (pace.arrives, pace.state) == (None, "behind")


@pytest.mark.parametrize("seed", range(12))
def test_after_the_last_chance_nothing_reaches_it_and_up_to_it_something_does(alabama: Library, seed: int) -> None:
    chance = random.Random(seed)
    known = library(alabama, chance, 3)
    known = Library(known.published.values(), known.frameworks.values(), _until(chance, known))
    person = records(chance, known, 3, ("al-td-ceu",))
    (pace,) = paces(found := plan(PlanQuestion(records=person, library=known, on=ON)))

    def reaches(first: date) -> bool:
        away = ((ON, first - DAY),) if first > ON else ()
        return not plan(PlanQuestion(records=person, library=known, on=ON, away=away)).unreachable

    if pace.last_chance is None:
        is_needed = any(map(asks_hours, found.before)) and reaches(ON)
        assert not is_needed or reaches(date(2026, 9, 30))
    else:
        assert reaches(pace.last_chance) and not reaches(pace.last_chance + DAY)


def _listed_since(chance: random.Random, known: Library) -> list:  # type: ignore[type-arg]
    """The catalogues with offerings that some entries come too early for."""
    days = (None, date(2025, 12, 1), date(2026, 1, 15))
    return [
        msgspec.structs.replace(
            catalogue,
            offering=tuple(msgspec.structs.replace(one, since=chance.choice(days)) for one in catalogue.offering),
        )
        for catalogue in known.catalogues
    ]


def _until(chance: random.Random, known: Library) -> list:  # type: ignore[type-arg]
    return [
        msgspec.structs.replace(
            catalogue,
            offering=tuple(
                msgspec.structs.replace(one, until=chance.choice((None, ON + timedelta(days=30), date(2026, 7, 1))))
                for one in catalogue.offering
            ),
        )
        for catalogue in known.catalogues
    ]


def test_entries_that_are_alike_to_the_rules_are_judged_once(alabama: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(11)
    known = library(alabama, chance, 12)
    many = records(chance, known, 150, BOTH)
    short = (
        msgspec.structs.replace(
            one, hours=HOUR // 4, offering=None if one.offering in known.once_offerings else one.offering
        )
        for one in many.activities
    )
    person = msgspec.structs.replace(many, activities=tuple(short))
    found = plan(PlanQuestion(records=person, library=known, on=ON))
    judged = []
    judging = Planner.standing

    def counted(planner: Planner, some: Records, credential: Credential) -> Standing:
        judged.append(credential.id)
        return judging(planner, some, credential)

    monkeypatch.setattr(Planner, "standing", counted)
    cto = next(one for one in risks(found) if one.credential == "cto")
    assert (
        len(cto.hangs_on) > 100 and judged.count("cto") <= 2 * 21 + 1
    )  # by one or two of six strands, and done or planned
