"""Where a rule asks how an event is held, any events that a plan suggests are held as the person may attend them."""

from __future__ import annotations

from datetime import date

from test_other_shapes import YEAR, library, rule

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.standing import State
from alcto_core.hours import HOUR
from alcto_core.planning.document import plan_document
from alcto_core.planning.planned import Plan
from alcto_core.planning.planner import plan
from alcto_core.planning.question import PlanQuestion
from alcto_core.records.types import Credential, Format, Person, Records
from alcto_core.telling.plan import plan_sheet

ON = date(2026, 3, 2)


def test_any_events_of_a_format_fall_under_what_the_rules_say_of_it() -> None:
    asked = rule("total", "hours = 14") + rule("here", "hours = 5", "select = { format = 'in-person' }")
    known = library(YEAR + asked + rule("far", "hours = 6", "select = { format = 'online' }", least=False))
    held = Credential(program="made-up", id="made-up")
    person = Records(person=Person(name="J", role_began=date(2015, 1, 1)), credentials=(held,))

    def planned(*formats: Format) -> Plan:
        found = plan(PlanQuestion(records=person, library=known, on=ON, formats=formats))
        done = evaluate(found.done, held, known, ON, plan=True)
        assert (done.state, done.hours.missing) == (found.after[0].state, found.after[0].hours.missing)
        return found

    assert [(one.format, one.hours) for one in planned("in-person").todo] == [("in-person", 14 * HOUR)]
    assert planned("online").after[0].hours.counted == 6 * HOUR
    (one,) = planned("online").unreachable
    assert one.text == "Events that you may attend up to 30 Sep 2026 do not give enough for: total, here."
    both = planned("online", "in-person")
    assert both.hours == 14 * HOUR and not both.unreachable
    assert sum(one.hours for one in both.todo if one.format == "in-person") >= 8 * HOUR


def test_any_events_are_of_the_kind_that_a_rule_asks_for() -> None:
    asked = rule("total", "hours = 14") + rule("safe", "hours = 5", "select = { category = 'safety' }")
    known = library(YEAR + asked + rule("ours", "hours = 2", "select = { source = 'association' }"))
    held = Credential(program="made-up", id="made-up")
    person = Records(person=Person(name="J", role_began=date(2015, 1, 1)), credentials=(held,))
    found = plan(PlanQuestion(records=person, library=known, on=ON))
    assert not found.unreachable
    assert found.hours == 14 * HOUR
    done = evaluate(found.done, held, known, ON, plan=True)
    assert done.state is State.COMPLIANT
    kinds = {(one.category, one.source): one for one in found.todo}
    assert kinds["safety", None].title == "Any events: safety"
    assert kinds[None, "association"].title == "Any events by association"
    assert [one["category"] for one in plan_document(found)["todo"] if "category" in one] == ["safety"]
    assert "--category safety" in repr(plan_sheet(found))


def test_only_as_many_hours_are_of_a_kind_as_are_asked() -> None:
    asked = rule("total", "hours = 14") + rule("safe", "hours = 5", "select = { category = 'safety' }")
    held = Credential(program="made-up", id="made-up")
    person = Records(person=Person(name="J", role_began=date(2015, 1, 1)), credentials=(held,))
    found = plan(PlanQuestion(records=person, library=library(YEAR + asked), on=ON))
    assert sorted((one.category or "", one.hours) for one in found.todo) == [("", 9 * HOUR), ("safety", 5 * HOUR)]
    assert found.hours == 14 * HOUR
    assert found.after[0].state is State.COMPLIANT
