"""Suggested is only what somebody of the person's programs grants: not what another state's authority holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec
import pytest

from alcto_core.evaluation.standing import State
from alcto_core.host.plugins import load_plugins
from alcto_core.hours import HOUR
from alcto_core.planning.document import plan_document
from alcto_core.planning.planned import Plan
from alcto_core.planning.planner import plan
from alcto_core.planning.question import Least, PlanQuestion
from alcto_core.planning.risk import risks
from alcto_core.records.types import Activity, Credential, Format, Person, Records
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import Catalogue, Offering
from alcto_core.telling.plan import plan_sheet

INSTALLED = load_plugins(no_plugins=True).library
ON = date(2026, 3, 2)
CETL = Credential(program="cosn-cetl", id="cetl", issued=date(2025, 1, 10))


def planned(
    *held: Credential,
    library: Library = INSTALLED,
    formats: tuple[Format, ...] = (),
    least: Least = "hours",
    activities: tuple[Activity, ...] = (),
) -> Plan:
    person = Person(name="J", state="CA", role_began=date(2015, 1, 1))
    records = Records(person=person, credentials=held, activities=activities)
    return plan(PlanQuestion(records=records, library=library, on=ON, formats=formats, least=least))


def test_who_holds_nothing_of_alabama_is_offered_nothing_of_it() -> None:
    found = planned(CETL)
    assert not any(one.offering for one in found.todo)


def test_what_nobody_can_tell_after_a_plan_has_the_tone_of_that() -> None:
    found = planned(Credential(program="cetpa-ccto", id="ccto", issued=date(2025, 1, 10)))
    (after,) = plan_sheet(found).items("after")
    assert (after.state, after.tone) == ("CANNOT TELL", "unknown")


def test_a_program_that_asks_for_no_list_takes_any_events_where_no_list_has_one() -> None:
    found = planned(CETL)
    (one,) = found.todo
    assert (one.offering, one.title, one.hours) == ("", "Any events that fit the rules", 60 * HOUR)
    assert one.counts == {"cetl": 60 * HOUR}
    assert not found.unreachable
    (after,) = found.after
    assert after.state is State.COMPLIANT
    said = " ".join(words for item in plan_sheet(found).items("todo") for words in item.said)
    assert "asks for no list; what fills it: conferences, workshops, courses" in said
    assert "instruction, at most thirty" in said
    assert plan_sheet(found).verdict == "The least that is left to do: 60 hours."
    assert plan_document(found)["todo"][0]["offering"] is None


@pytest.mark.parametrize("formats", [("online",), ("in-person", "hybrid")])
def test_a_program_that_asks_for_no_list_takes_any_events_of_a_format(formats: tuple[Format, ...]) -> None:
    found = planned(CETL, formats=formats)
    (one,) = found.todo
    assert (one.offering, one.hours) == ("", 60 * HOUR) and one.format in formats
    assert not found.unreachable and found.after[0].state is State.COMPLIANT
    assert plan_document(found)["todo"][0]["format"] == one.format
    assert one.activity("done", ON).format == one.format


def test_a_program_that_counts_what_is_listed_takes_no_other_events() -> None:
    listed = INSTALLED.rule_sets["al-td-ceu"]
    library = Library((listed,), INSTALLED.frameworks.values(), ())
    assert not planned(Credential(program="al-td-ceu", id="td"), library=library).todo


def test_who_holds_a_program_of_alabama_too_has_one_event_for_both() -> None:
    found = planned(CETL, Credential(program="al-td-ceu", id="td"))
    assert any({"cetl", "td"} <= one.counts.keys() for one in found.todo) and not found.unreachable


def test_a_program_that_shares_the_framework_is_offered_the_lists_of_the_other() -> None:
    found = planned(Credential(program="al-cto", id="cto", cohort="ECHO", renewed=(date(2024, 5, 20),)))
    assert {one.offering.partition("/")[0] for one in found.todo} <= {"alet", "external", "alet-academy"} and found.todo


def test_a_list_of_the_persons_own_is_never_strange() -> None:
    alet = next(one for one in INSTALLED.catalogues if one.id == "alet")
    own = msgspec.structs.replace(alet, id="mine")
    library = Library(
        INSTALLED.published.values(),
        INSTALLED.frameworks.values(),
        (*INSTALLED.catalogues, own),
        origins={("catalogue", "mine"): "rules/mine.toml"},
    )
    assert planned(CETL, library=library).todo


def test_what_no_installed_program_names_is_for_everybody() -> None:
    alet = next(one for one in INSTALLED.catalogues if one.id == "alet")
    other = msgspec.structs.replace(alet, id="other", source="somebody")
    library = Library(INSTALLED.published.values(), INSTALLED.frameworks.values(), (*INSTALLED.catalogues, other))
    found = planned(CETL, library=library)
    assert found.todo and "Out of reach" not in [part.heading for part in plan_sheet(found).parts]


def _listed(source: str, *awards: int) -> Catalogue:
    """Courses of fixed awards, each to be had once."""
    offering = tuple(
        Offering(id=f"{source}/{at}", title=f"{source} {at}", award=Decimal(award), no_repeat="offering", cite="x")  # type: ignore[arg-type]
        for at, award in enumerate(awards)
    )
    return Catalogue(
        kind="catalogue", schema=1, id=source, title=source, source=source, since=date(2020, 1, 1), checked=ON,
        documents={}, offering=offering,
    )  # fmt: skip


FEW = Library(
    INSTALLED.published.values(), INSTALLED.frameworks.values(), (_listed("alet", 4), _listed("external", 3, 3))
)
TD = Credential(program="al-td-ceu", id="td")


def test_a_list_that_is_not_enough_is_no_hindrance_to_a_program_that_asks_for_none() -> None:
    (one,) = planned(CETL, library=FEW).todo
    assert (one.offering, one.hours) == ("", 60 * HOUR)


@pytest.mark.parametrize("least", ["hours", "events"])
def test_who_is_reached_is_planned_beside_who_is_not(least: Least) -> None:
    found = planned(CETL, TD, library=FEW, least=least)
    assert [(one.offering, one.hours / HOUR) for one in found.todo] == [
        ("alet/0", 4), ("external/0", 3), ("external/1", 3), ("", 50),
    ]  # fmt: skip
    assert found.is_least and [one.state for one in found.after] == [State.COMPLIANT, State.IN_PROGRESS]
    (beyond,) = found.unreachable
    assert (beyond.credential, beyond.missing) == ("td", 2 * HOUR)
    assert (
        beyond.text
        == "No installed catalogue lists enough up to 30 Sep 2026 for: Twelve hours, At least six from ALET."
    )
    assert plan_sheet(found).verdict == (
        "The least that is left to do for CETL 2025-2028 (cetl) and the most that helps TD-CEU FY26 (td): "
        "60 hours in 3 entries and any events. TD-CEU FY26 (td) stays out of reach."
    )
    assert plan_sheet(found).fact == "4 to do, 1 out of reach"
    document = plan_document(found)
    assert not document["reachable"] and [one["credential"] for one in document["unreachable"]] == ["td"]
    assert [one["missing"] for one in document["after"]] == [0, 2]


def test_who_is_not_helped_at_all_is_told_apart_from_who_is_reached() -> None:
    found = planned(CETL, TD, formats=("hybrid",))
    assert plan_sheet(found).verdict == (
        "The least that is left to do for CETL 2025-2028 (cetl): 60 hours. TD-CEU FY26 (td) stays out of reach."
    )


def test_where_nothing_helps_that_is_said() -> None:
    found = planned(TD, formats=("hybrid",))
    assert plan_sheet(found).verdict == "TD-CEU FY26 (td) stays out of reach, whatever is attended."
    assert plan_sheet(found).fact == "1 out of reach"
    found = planned(TD, library=FEW)
    assert plan_sheet(found).verdict == (
        "TD-CEU FY26 (td) stays out of reach; 10 hours in 3 entries are the most that help."
    )


def test_a_spare_may_be_of_any_events_where_no_list_has_so_much() -> None:
    done = Activity(id="done", title="A conference", date=ON, hours=60 * HOUR, strands=("cetl/leadership-vision",))
    (risk,) = risks(planned(CETL, library=FEW, activities=(done,)))
    assert [one.activity for one in risk.hangs_on] == ["done"] and risk.spare == 60 * HOUR
