"""Stages that end a program, entries that serve several strands, units that nobody priced, hours within months."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.naming import missing_named
from alcto_core.evaluation.next_step import next_step
from alcto_core.evaluation.standing import Standing, State
from alcto_core.hours import HOUR
from alcto_core.records.types import Activity, Credential, Person, Records, Session, StepRecord
from alcto_core.rules.library import Library
from alcto_core.rules.reading import read_rule_file
from alcto_core.rules.vocabulary import Framework, RuleSet

HEAD = """
kind = "rule-set"
schema = 1
id = "xy"
title = "XY"
short = "XY"
authority = "XY"
framework = "area"
checked = 2026-11-22
documents.page = { title = "Page", read = 2026-11-22 }
"""
AREAS = """
kind = "framework"
schema = 1
id = "area"
title = "Areas"
checked = 2026-11-22
documents.page = { title = "Page", read = 2026-11-22 }
strand = [
    { id = "area/one", label = "One", short = "One", cite = "page" },
    { id = "area/two", label = "Two", short = "Two", cite = "page" },
]
"""
OPEN = '[[window]]\nid = "w"\nkind = "open"\ncite = "page"\n'
MONTHS = '[[window]]\nid = "w"\nkind = "months-from"\nfact = "person.role_began"\nmonths = 24\ncite = "page"\n'
CYCLE = '[[window]]\nid = "w"\nkind = "cycle"\nyears = 3\ncite = "page"\n'
TOTAL = (
    '[[rule]]\nid = "total"\ntitle = "T"\ntext = "T."\nat_least = [{ from = 2000-01-01, hours = 10, cite = "page" }]\n'
)
STAGES = "".join(
    f'[[stage]]\nid = "{id}"\ntitle = "{id}"\ntext = "{id}."\n{more}cite = "page"\n'
    for id, more in (("begun", ""), ("failed", 'ends = "unmet"\nadvisory = true\n'), ("done", 'ends = "met"\n'))
)
CEU = (
    '[[setting]]\nid = "worth"\ntitle = "Worth"\ntext = "the office knows."\ntype = "number"\ncite = "page"\n'
    '[convert]\nunit = [{ unit = "ceu", setting = "worth", cite = "page" }]\n'
    '[[rule]]\nid = "total"\ntitle = "T"\ntext = "T."\nunit = "CEUs"\nmeasure = "ceu"\n'
    'at_least = [{ from = 2000-01-01, hours = 2, cite = "page" }]\n'
)


def standing(
    words: str, *activities: Activity, on: date = date(2026, 6, 1), began: date | None = None, **more: Any
) -> Standing:
    rules, areas = read_rule_file((HEAD + words).encode(), "xy.toml"), read_rule_file(AREAS.encode(), "area.toml")
    assert isinstance(rules, RuleSet)
    assert isinstance(areas, Framework)
    credential = Credential(program="xy", id="xy", **more)
    records = Records(person=Person(name="J", role_began=began), credentials=(credential,), activities=activities)
    return evaluate(records, credential, Library([rules], [areas]), on)


def steps(**days: date) -> tuple[StepRecord, ...]:
    return tuple(StepRecord(id=id, done=day) for id, day in days.items())


def state_of(found: Standing, id: str) -> str:
    requirement = found.requirement(id)
    assert requirement is not None
    return requirement.state


# stages


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2024, 3, 1), State.COMPLIANT),
        (date(2027, 1, 6), State.COMPLIANT),
        (date(2027, 1, 7), State.NON_COMPLIANT),
    ],
    ids=["before the window", "on the last day", "a day late"],
)
def test_the_last_stage_may_be_reached_early_and_never_late(day: date, state: State) -> None:
    found = standing(
        MONTHS + TOTAL + STAGES, on=date(2027, 6, 1), began=date(2025, 1, 6), steps=steps(begun=day, done=day)
    )
    assert (found.state, found.stage) == (state, "done")


def test_a_stage_that_is_reached_too_late_says_so() -> None:
    found = standing(MONTHS + STAGES, on=date(2027, 6, 1), began=date(2025, 1, 6), steps=steps(done=date(2027, 2, 1)))
    requirement = found.requirement("done")
    assert requirement is not None
    assert requirement.text.endswith("too late.")


def test_no_hours_are_missing_once_the_last_stage_is_reached() -> None:
    found = standing(OPEN + TOTAL + STAGES, steps=steps(done=date(2026, 5, 1)))
    assert (found.state, found.hours.missing) == (State.COMPLIANT, 0)


def test_a_stage_that_ends_the_program_unmet_is_not_met_and_not_in_progress() -> None:
    found = standing(OPEN + STAGES, steps=steps(begun=date(2026, 1, 1), failed=date(2026, 5, 1)))
    assert (found.state, found.stage, found.why) == (State.NON_COMPLIANT, "failed", "failed.")


def test_a_later_success_stands_after_a_failure() -> None:
    found = standing(OPEN + STAGES, steps=steps(failed=date(2025, 5, 1), done=date(2026, 5, 1)))
    assert (found.state, found.stage) == (State.COMPLIANT, "done")


def test_months_that_begin_later_ask_for_nothing_yet() -> None:
    assert standing(MONTHS + TOTAL, began=date(2026, 7, 1)).state is State.NOT_APPLICABLE


def test_open_stages_and_entries_are_named_in_what_is_missing() -> None:
    entries = (
        '[[rule]]\nid = "talks"\ntitle = "Talks"\ntext = "T."\nunit = "talks"\nmeasure = "entries"\n'
        'at_least = [{ from = 2000-01-01, entries = 3, cite = "page" }]\n'
    )
    found = standing(OPEN + entries + STAGES, Activity(id="a", title="a", date=date(2026, 5, 1), hours=HOUR))
    assert missing_named(found) == "2 talks, 2 stages"
    assert next_step(found) == "Log the next entry for “Talks”."
    assert next_step(standing(OPEN + entries + STAGES)) == (
        "Reach the next stage, begun. Mark it: `alcto step xy begun --done DATE`."
    )


# entries and strands

EACH = (
    '[[rule]]\nid = "area"\ntitle = "Areas"\ntext = "T."\neach = "strand"\nmeasure = "entries"\n'
    'at_least = [{ from = 2000-01-01, entries = 1, cite = "page" }]\n'
)


@pytest.mark.parametrize(
    ("more", "one", "two"),
    [
        ({"strands": ("area/one", "area/two")}, "met", "met"),
        ({"split": {"area/one": HOUR, "area/two": HOUR}}, "met", "met"),
        ({"strands": ("area/one",)}, "met", "unmet"),
        (
            {
                "strands": ("area/one",),
                "sessions": (
                    Session(title="s", hours=HOUR),
                    Session(title="t", hours=HOUR, strands=("area/two",), kind="meal"),
                ),
            },
            "met",
            "unmet",
        ),
        (
            {
                "sessions": (
                    Session(title="s", hours=HOUR, strands=("area/one",)),
                    Session(title="t", hours=HOUR, strands=("area/two",)),
                )
            },
            "met",
            "met",
        ),
    ],
    ids=["two strands", "a split", "one strand", "a meal serves none", "two sessions"],
)
def test_an_entry_serves_every_strand_that_it_is_tied_to(more: dict[str, Any], one: str, two: str) -> None:
    never = '[counts]\nnever = { kinds = ["meal"], cite = "page" }\n'
    found = standing(OPEN + never + EACH, Activity(id="a", title="a", date=date(2026, 5, 1), hours=2 * HOUR, **more))
    assert (state_of(found, "area/area/one"), state_of(found, "area/area/two")) == (one, two)


# units


def course(**more: Any) -> Activity:
    return Activity(id="a", title="a", date=date(2025, 5, 1), **more)


def test_hours_wait_for_the_worth_of_a_unit() -> None:
    found = standing(CYCLE + CEU, course(hours=25 * HOUR), issued=date(2024, 6, 1))
    assert (found.state, found.hours.missing) == (State.UNDETERMINED, None)
    assert "the office knows" in found.why


def test_nothing_is_unknown_where_no_hours_wait() -> None:
    found = standing(CYCLE + CEU, course(units={"ceu": Decimal("1.5")}), issued=date(2024, 6, 1))
    assert (found.state, found.hours.missing) == (State.IN_PROGRESS, None)
    assert missing_named(found) == "0.5 CEUs"


@pytest.mark.parametrize(
    ("worth", "hours", "missing"),
    [(10, 12 * HOUR, 8 * HOUR), (Decimal("12.5"), 12 * HOUR, 13 * HOUR), (6, 12 * HOUR, 0)],
)
def test_missing_units_are_missing_hours_where_the_worth_is_known(
    worth: Decimal | int, hours: int, missing: int
) -> None:
    found = standing(CYCLE + CEU, course(hours=hours), issued=date(2024, 6, 1), settings={"worth": worth})
    assert found.hours.missing == missing
    assert (found.state is State.COMPLIANT) == (missing == 0)


def test_an_unset_number_is_undetermined_until_the_due_date_and_then_what_was_not_done_is_missed() -> None:
    words = CYCLE + (
        '[[setting]]\nid = "n"\ntitle = "N"\ntext = "the office knows."\ntype = "number"\ncite = "page"\n'
        '[[rule]]\nid = "total"\ntitle = "T"\ntext = "T."\n'
        'at_least = [{ from = 2000-01-01, setting = "n", cite = "page" }]\n'
        '[[step]]\nid = "sent"\ntitle = "S"\ntext = "S."\ncite = "page"\n'
    )
    assert standing(words, issued=date(2024, 6, 1)).state is State.UNDETERMINED
    assert standing(words, issued=date(2024, 6, 1), on=date(2027, 6, 2)).state is State.NON_COMPLIANT


# hours within some months


@pytest.mark.parametrize(
    ("days", "counted"),
    [
        ((date(2025, 1, 31), date(2026, 1, 30)), 10 * HOUR),
        ((date(2025, 1, 31), date(2026, 1, 31)), 5 * HOUR),
        ((date(2025, 1, 1), date(2025, 9, 1), date(2026, 3, 1)), 10 * HOUR),
        ((), 0),
    ],
    ids=["one day inside", "the same day a year later is outside", "the better run", "nothing"],
)
def test_hours_within_months_are_the_best_run_and_never_in_the_way(days: tuple[date, ...], counted: int) -> None:
    words = OPEN + (
        '[[rule]]\nid = "run"\ntitle = "R"\ntext = "R."\nmonths = 12\nadvisory = true\n'
        'at_least = [{ from = 2000-01-01, hours = 10, cite = "page" }]\n'
    )
    activities = [Activity(id=str(day), title="a", date=day, hours=5 * HOUR) for day in days]
    found = standing(words, *activities)
    requirement = found.requirement("run")
    assert requirement is not None
    assert (requirement.counted, requirement.advisory, found.state) == (counted, True, State.COMPLIANT)


def test_hours_within_months_cannot_be_more_than_advice() -> None:
    from alcto_core.problems import RuleFileError

    words = HEAD + OPEN + TOTAL.replace('text = "T."', 'text = "T."\nmonths = 12')
    with pytest.raises(RuleFileError, match="advice"):
        read_rule_file(words.encode(), "xy.toml")
