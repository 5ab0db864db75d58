"""Suggested is only what somebody of the person's programs grants: not what another state's authority holds."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from alcto_core.evaluation.standing import State
from alcto_core.host.plugins import load_plugins
from alcto_core.hours import HOUR
from alcto_core.planning.document import plan_document
from alcto_core.planning.planned import Plan
from alcto_core.planning.planner import plan
from alcto_core.planning.question import Format, PlanQuestion
from alcto_core.records.types import Credential, Person, Records
from alcto_core.rules.library import Library
from alcto_core.telling.plan import plan_sheet

INSTALLED = load_plugins(no_plugins=True).library
ON = date(2026, 3, 2)
CETL = Credential(program="cosn-cetl", id="cetl", issued=date(2025, 1, 10))


def planned(*held: Credential, library: Library = INSTALLED, formats: tuple[Format, ...] = ()) -> Plan:
    person = Person(name="J", state="CA", role_began=date(2015, 1, 1))
    return plan(PlanQuestion(records=Records(person=person, credentials=held), library=library, on=ON, formats=formats))


def test_who_holds_nothing_of_alabama_is_offered_nothing_of_it() -> None:
    found = planned(CETL)
    assert not any(one.offering for one in found.todo)


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
