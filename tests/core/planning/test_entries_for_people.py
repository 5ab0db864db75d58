"""What is suggested is what a person could do: entries of a day at most, in quarter hours, each of few strands."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import msgspec
import pytest
from made_up_catalogues import ON, library, records

from alcto_core.demonstration import FOLDER
from alcto_core.hours import HOUR, from_decimal
from alcto_core.planning.dividing import QUARTER
from alcto_core.planning.offers import DAY, longest
from alcto_core.planning.planned import Plan
from alcto_core.planning.planner import Planner, plan
from alcto_core.planning.question import PlanQuestion
from alcto_core.records.reading import read_text
from alcto_core.records.types import Activity, Credential, Person, Records
from alcto_core.rules.library import Library
from alcto_core.telling.plan import plan_sheet

ACADEMY = date(2026, 8, 14)


def academy(alabama: Library, *activities: Activity, least: str = "hours") -> Plan:
    person = Person(name="Jordan Avery", state="AL", role="technology-director", role_began=date(2025, 7, 14))
    held = (Credential(program="al-cto-academy", id="academy"),)
    asked = Records(person=person, credentials=held, activities=activities)
    return plan(PlanQuestion(records=asked, library=alabama, on=ACADEMY, least=least))  # type: ignore[arg-type]


def session(strand: str, number: int) -> Activity:
    day = date(2026, 1, number + 1)
    return Activity(
        id=f"s{number}", title=f"S{number}", date=day, hours=9 * HOUR, strands=(strand,), offering="alet/cto-academy"
    )


def test_the_academy_is_seven_sessions_by_their_names(alabama: Library) -> None:
    found = academy(alabama)
    assert [one.offering for one in found.todo] == [
        f"alet-academy/{name}" for name in ("data", "ethics-policies", "it", "law", "planning", "roles", "teaching")
    ]
    assert found.hours == 54 * HOUR and found.is_least
    assert all(len(one.strands) == 1 and one.hours <= DAY and not one.hours % QUARTER for one in found.todo)
    assert len({one.title for one in found.todo}) == 7


def test_where_only_a_session_is_missing_it_may_be_of_any_length(alabama: Library) -> None:
    strands = ("roles", "planning", "data", "teaching", "it", "law-ethics")
    (one,) = academy(alabama, *(session(f"al-cto/{strand}", at) for at, strand in enumerate(strands))).todo
    assert one.offering in {"alet-academy/law", "alet-academy/ethics-policies"} and one.hours < QUARTER


def test_the_strands_of_a_long_event_have_about_as_much_each(alabama: Library) -> None:
    for one in academy(alabama, least="events").todo:
        assert max(one.strands.values()) - min(one.strands.values()) <= QUARTER


def demo(alabama: Library, least: str = "hours", roles: str = "7.5") -> Plan:
    """The plan of the demo's director, whose planned session on roles has so many hours."""
    text = (FOLDER / "alabama.toml").read_text(encoding="utf-8")
    planned, session, after = text.partition('id = "2026-09-20-academy-roles"')
    assert "hours = 7.5" in after
    records = read_text((planned + session + after.replace("hours = 7.5", f"hours = {roles}")).encode()).records
    assert records is not None
    return plan(PlanQuestion(records=records, library=alabama, on=ACADEMY, least=least))  # type: ignore[arg-type]


def test_no_share_of_a_strand_is_a_scrap_beside_the_rest_of_its_event(alabama: Library) -> None:
    for one in demo(alabama, "events").todo:
        assert min(one.strands.values()) >= HOUR, one


@pytest.mark.parametrize(("roles", "hours", "entries", "first"), [("9", 45, 6, 13), ("7.5", 46.5, 6, 15.5)])
def test_before_the_first_due_date_there_are_no_more_hours_than_whole_sessions_ask(
    alabama: Library, roles: str, hours: float, entries: int, first: float
) -> None:
    """Thirteen hours are asked by then. Where those and the rest fill as many sessions as all of them together, there
    are just so many; where they would ask for one more, the first two sessions are as long as the others, and nobody
    is sent to the same session twice."""
    found = demo(alabama, roles=roles)
    (cto,) = (one for one in found.before if one.credential == "al-cto")
    before = [one.hours for one in found.todo if one.by is not None and cto.due is not None and one.by <= cto.due]
    assert (found.hours, len(found.todo), sum(before)) == (hours * HOUR, entries, first * HOUR) and found.is_least
    assert all(HOUR <= one.hours <= DAY for one in found.todo)
    assert len({one.offering for one in found.todo} | {"alet-academy/roles"}) == entries + 1


def test_where_any_strand_will_do_it_is_said_so(alabama: Library) -> None:
    person = Person(name="J", state="AL", role_began=date(2015, 1, 1))
    td, cto = (
        Credential(program="al-td-ceu", id="td"),
        Credential(program="al-cto", id="cto", cohort="ECHO", renewed=(date(2024, 5, 20),)),
    )
    for held, is_any in (((td,), True), ((td, cto), False)):
        found = plan(PlanQuestion(records=Records(person=person, credentials=held), library=alabama, on=ON))
        assert found.todo and all(one.is_any_strand == is_any for one in found.todo)
        words = [words for item in plan_sheet(found).items("todo") for words in item.said]
        assert any(words.startswith("Strands: any will do") for words in words) == is_any


def test_the_fewest_events_may_be_long(alabama: Library) -> None:
    assert len(academy(alabama, least="events").todo) <= 7


@pytest.mark.parametrize("seed", range(20))
def test_no_entry_is_longer_than_a_day_or_than_its_offering_lets_it_be(alabama: Library, seed: int) -> None:
    chance = random.Random(9000 + seed)
    known = library(alabama, chance, 5)
    person = records(chance, known, chance.randint(0, 6), ("al-td-ceu", "al-cto"))
    planner = Planner(PlanQuestion(records=person, library=known, on=ON))
    found = planner.plan()
    listed = {offer.offering.id: offer for offer in planner.offered}
    for one in found.todo:
        offer = listed[one.offering]
        if offer.length is None and offer.offering.no_repeat != "offering":
            assert one.hours <= longest(offer)


def test_one_entry_holds_a_day_or_the_days_listed_or_what_its_offering_says(alabama: Library) -> None:
    (offer, *_) = Planner(
        PlanQuestion(
            records=Records(
                person=Person(name="J", state="AL", role_began=date(2015, 1, 1)),
                credentials=(Credential(program="al-td-ceu", id="td"),),
            ),
            library=alabama,
            on=ON,
        )
    ).offered

    def of(**facts: object) -> object:
        return longest(msgspec.structs.replace(offer, offering=msgspec.structs.replace(offer.offering, **facts)))

    assert of() == DAY
    assert of(since=date(2026, 3, 2), until=date(2026, 3, 4)) == 3 * DAY
    assert of(since=date(2026, 3, 1), until=date(2026, 3, 31)) == DAY
    assert of(most_per_entry=Decimal("1.5")) == from_decimal(Decimal("1.5"))
