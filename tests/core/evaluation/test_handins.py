"""A hand-in that holds everything serves what existed on its day, whatever the rule set is about."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.standing import Standing, State
from alcto_core.hours import HOUR
from alcto_core.records.types import Activity, Credential, Person, Records, StepRecord
from alcto_core.rules.library import Library
from alcto_core.rules.reading import read_rule_file
from alcto_core.rules.vocabulary import RuleSet

RULES = """
kind = "rule-set"
schema = 1
id = "xy"
title = "XY"
short = "XY"
authority = "XY"
checked = 2026-11-22
documents.page = { title = "Page", read = 2026-11-22 }

[[window]]
id = "cycle"
kind = "cycle"
years = 1
WINDOW
cite = "page"

[[rule]]
id = "total"
title = "Ten hours"
text = "Ten hours."
at_least = [{ from = 2000-01-01, hours = 10, cite = "page" }]

[[step]]
id = "plan"
title = "Plan"
text = "A plan."
waivable = true
cite = "page"

[[step]]
id = "handed-in"
title = "Hand-in"
text = "All is handed in."
submission = true
holds = "everything"
cite = "page"
"""
ISSUED, END = date(2025, 1, 1), date(2026, 1, 1)
MARCH, MAY, JUNE = date(2025, 3, 1), date(2025, 5, 1), date(2025, 6, 1)
DAYS = st.integers(0, 365).map(lambda days: ISSUED + timedelta(days=days))


def standing(
    steps: tuple[StepRecord, ...], activities: tuple[Activity, ...], on: date, *, window: str = "", plan: bool = False
) -> Standing:
    rules = read_rule_file(RULES.replace("WINDOW", window).encode(), "xy.toml")
    assert isinstance(rules, RuleSet)
    credential = Credential(program="xy", id="xy", issued=ISSUED, steps=steps)
    records = Records(person=Person(name="J"), credentials=(credential,), activities=activities)
    return evaluate(records, credential, Library([rules], []), on, plan=plan)


def hours(*days: date, each: int = 10) -> tuple[Activity, ...]:
    return tuple(
        Activity(id=f"{at}", title=f"{at}", date=day, hours=each * HOUR, description=f"{at}")
        for at, day in enumerate(days)
    )


def mark(id: str, day: date) -> StepRecord:
    return StepRecord(id=id, done=day)


def of(found: Standing) -> tuple[State, str]:
    requirement = found.requirement("handed-in")
    assert requirement is not None
    return found.state, requirement.state


def test_the_sentence_asks_for_the_day_of_the_last_hand_in() -> None:
    found = standing((mark("plan", MAY), mark("handed-in", MARCH)), hours(MARCH), JUNE)
    requirement = found.requirement("handed-in")
    assert requirement is not None
    assert "hand-in of 1 Mar 2025 did not hold everything" in requirement.text
    assert found.next.startswith("Record the day of the last hand-in. Mark it: `alcto step ")
    after = standing((mark("plan", MAY), mark("handed-in", MARCH)), hours(MARCH), END + timedelta(days=1))
    assert after.state is State.UNDETERMINED
    assert "nobody can tell whether the rest followed in time" in after.why
    assert "alcto step xy handed-in --done DATE" in after.next


@given(plan=DAYS, worked=st.lists(DAYS, min_size=1, max_size=3), handed_in=st.lists(DAYS, max_size=3), on=DAYS)
def test_a_hand_in_serves_where_the_hours_and_the_plan_were_there_on_its_day(
    plan: date, worked: list[date], handed_in: list[date], on: date
) -> None:
    found = standing((*(mark("handed-in", day) for day in handed_in), mark("plan", plan)), hours(*worked, each=5), on)
    ready = max(sorted(worked)[1], plan) if len(worked) > 1 else date.max
    held = any(ready <= day <= on for day in handed_in)
    assert of(found) == ((State.COMPLIANT, "met") if held else (State.IN_PROGRESS, "unmet"))


def test_days_to_hand_in_after_the_end_hold_what_was_earned_in_time() -> None:
    late = END + timedelta(days=20)
    submit = 'submit = { days = 30, cite = "page" }'
    plan = mark("plan", MAY)
    early = standing((plan, mark("handed-in", MARCH)), hours(MAY), late, window=submit)
    assert (*of(early), early.due) == (State.IN_PROGRESS, "unmet", END + timedelta(days=30))
    assert of(standing((plan, mark("handed-in", MARCH)), hours(MAY), END + timedelta(days=31), window=submit)) == (
        State.UNDETERMINED, "undetermined",
    )  # fmt: skip
    # Met after its end, a cycle asks whether it was renewed; the hand-in itself is met.
    assert of(standing((plan, mark("handed-in", late)), hours(MAY), late, window=submit))[1] == "met"
    assert of(standing((plan, mark("handed-in", late)), hours(END + timedelta(days=5)), late, window=submit)) == (
        State.NON_COMPLIANT, "unmet",
    )  # fmt: skip


def test_what_is_planned_must_be_handed_in_after_it_is_done() -> None:
    later = msgspec.structs.replace(hours(JUNE)[0], status="planned")
    marks = (mark("plan", MARCH), mark("handed-in", MAY))
    assert of(standing(marks, (later,), MAY, plan=True)) == (State.IN_PROGRESS, "unmet")
    more = (*hours(MARCH), msgspec.structs.replace(later, id="later"))
    assert of(standing(marks, more, MAY, plan=True)) == (State.COMPLIANT, "met")


@pytest.mark.parametrize(
    ("marks", "state"),
    [
        ((StepRecord(id="plan", waived="No district"),), "met"),
        ((StepRecord(id="plan", waived="No district", done=JUNE),), "met"),
        ((StepRecord(id="plan", done=MARCH, refused=JUNE),), "unmet"),
        ((StepRecord(id="plan", done=MARCH, refused=date(2025, 8, 1)),), "met"),
        ((StepRecord(id="plan", done=date(2025, 7, 1), refused=JUNE),), "unmet"),
        ((StepRecord(id="plan", done=MARCH), StepRecord(id="plan", refused=JUNE)), "unmet"),
        ((StepRecord(id="plan", done=MARCH), StepRecord(id="plan", done=date(2025, 7, 1), refused=JUNE)), "unmet"),
        ((StepRecord(id="plan", done=MARCH), StepRecord(id="plan", done=date(2025, 7, 1))), "met"),
    ],
    ids=[
        "waived for ever", "waived for the cycle later", "sent back", "to be sent back", "put right after the hand-in",
        "sent back in a mark of its own", "sent back and done again later", "done again without need",
    ],
)  # fmt: skip
def test_documents_at_the_hand_in_are_those_that_stand_today(marks: tuple[StepRecord, ...], state: str) -> None:
    found = standing((*marks, mark("handed-in", MAY)), hours(MARCH), date(2025, 7, 15))
    assert of(found)[1] == state


def test_a_day_in_the_record_that_is_still_to_come_takes_nothing_from_a_hand_in() -> None:
    marks = (mark("plan", MARCH), mark("handed-in", MAY), mark("handed-in", date(2025, 12, 1)))
    assert of(standing(marks, hours(MARCH), JUNE)) == (State.COMPLIANT, "met")


def test_a_waiver_that_does_nothing_is_not_the_day_of_a_hand_in() -> None:
    marks = (mark("plan", MAY), mark("handed-in", MARCH), StepRecord(id="handed-in", waived="no need", done=JUNE))
    found = standing(marks, hours(MARCH), date(2025, 7, 1))
    assert of(found) == (State.IN_PROGRESS, "unmet")


def test_in_a_time_of_grace_what_was_earned_in_it_is_handed_in_too() -> None:
    grace = 'grace = { months = 6, stage = "on probation", cite = "page" }'
    late = END + timedelta(days=40)
    plan, early = mark("plan", MARCH), mark("handed-in", MAY)
    assert of(standing((plan, early), hours(late), late, window=grace)) == (State.IN_PROGRESS, "unmet")
    assert of(standing((plan, mark("handed-in", late)), hours(late), late, window=grace))[1] == "met"
    after = date(2026, 7, 2)
    assert of(standing((plan, early), hours(late), after, window=grace)) == (State.UNDETERMINED, "undetermined")
    assert of(standing((plan,), hours(late), after, window=grace)) == (State.NON_COMPLIANT, "unmet")
