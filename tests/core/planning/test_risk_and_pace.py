"""What a plan hangs on is what leaving each entry out shows; and the pace, by its definitions in the reference."""

from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction

import msgspec
import pytest
from made_up_catalogues import ON, library, records

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.standing import Standing
from alcto_core.hours import HOUR
from alcto_core.planning.pace import paces
from alcto_core.planning.planned import Plan, asks_hours
from alcto_core.planning.planner import plan
from alcto_core.planning.question import PlanQuestion
from alcto_core.planning.risk import risks
from alcto_core.records.types import Activity, Credential, Person, Records
from alcto_core.rules.library import Library

BOTH = ("al-td-ceu", "al-cto")
DAY = timedelta(days=1)


def without(found: Plan, activity: str, credential: str) -> Standing:
    """Where a credential stands with the plan done and one entry left out."""
    left = tuple(one for one in found.done.activities if one.id != activity)
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
        left = {one.id: without(found, one.id, risk.credential) for one in person.activities}
        hanging = {id: standing.hours.missing for id, standing in left.items() if asks_hours(standing)}
        assert {one.activity: one.missing for one in risk.hangs_on} == hanging
        assert risk.safe == (not hanging)
        if risk.spare is not None:
            assert risk.spare >= max((missing or 0 for missing in hanging.values()), default=0)


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
