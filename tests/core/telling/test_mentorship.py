"""A program of stages, taken apart: stages, marks, labels of the curriculum."""

from __future__ import annotations

from datetime import date

import pytest

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.host.plugins import load_plugins
from alcto_core.records.reading import read_text
from alcto_core.telling.mentorship import has_stages, mentorship
from alcto_core.telling.step_marks import mark_words

ON = date(2026, 8, 14)
HEAD = """schema = 1

[person]
name = "Jordan Avery"

[[credential]]
program = "cetpa-cto-mentor"
"""


@pytest.fixture(scope="module")
def library():
    return load_plugins(no_plugins=True).library


def step(id: str, done: str = "", rest: str = "") -> str:
    day = f"done = {done}\n" if done else ""
    return f'\n[[credential.step]]\nid = "{id}"\n{day}{rest}'


def program_of(library, text: str):
    records = read_text((HEAD + text).encode()).records
    (credential,) = records.credentials
    standing = evaluate(records, credential, library, ON)
    return standing, mentorship(standing, credential, library.rule_sets[credential.program], records)


def places(program) -> dict[str, str]:
    return {station.requirement.id: station.place for station in program.stations}


def test_the_first_stage_that_was_not_reached_is_next(library):
    _, program = program_of(library, step("applied", "2025-09-12") + step("accepted", "2025-10-20"))
    found = places(program)
    assert [id for id, place in found.items() if place == "reached"] == ["applied", "accepted"]
    assert [id for id, place in found.items() if place == "next"] == ["in-program"]
    assert found["certified"] == "ahead"
    assert found["completed-without-certification"] == "instead"
    assert found["instructor"] == "beyond"


def test_a_stage_without_a_day_below_a_reached_one_is_passed(library):
    _, program = program_of(library, step("accepted", "2025-10-20"))
    assert places(program)["applied"] == "passed"


def test_completing_is_not_certifying(library):
    standing, program = program_of(library, step("completed", "2026-07-01"))
    assert places(program)["certified"] == "next"
    assert standing.stage == "completed"


def test_once_certified_nothing_is_next_and_the_other_outcome_is_gone(library):
    _, program = program_of(library, step("completed", "2026-07-01") + step("certified", "2026-08-01"))
    assert "completed-without-certification" not in places(program)
    assert "next" not in places(program).values()


def test_after_a_refusal_nothing_is_next(library):
    text = step("completed", "2026-07-01") + step("completed-without-certification", "2026-08-01")
    _, program = program_of(library, text)
    assert "next" not in places(program).values()
    assert places(program)["certified"] == "instead"


def test_a_decision_still_to_come_is_no_stage_yet(library):
    _, program = program_of(library, step("certified", "2026-12-01"))
    (certified,) = [one for one in program.stations if one.requirement.id == "certified"]
    assert certified.place == "ahead"
    assert [mark.step.done for mark in certified.marks] == [date(2026, 12, 1)]


def test_every_meeting_stands_with_its_day_and_the_mentor_by_name(library):
    text = step("mentor-assigned", "2025-11-03", 'by = "Dr. Rivera"\n')
    text += step("mentor-meeting", "2026-02-20", 'note = "Budget"\n') + step("mentor-meeting", "2026-04-17")
    standing, program = program_of(library, text)
    (mentor, meetings) = dict(program.groups)["Mentor"]
    assert mentor.by == "Dr. Rivera"
    assert [mark.nth for mark in meetings.marks] == [0, 1]
    assert meetings.last == date(2026, 4, 17)
    assert [*mark_words(meetings.marks[0].step, standing)] == ["Recorded for 20 Feb 2026.", "Note: Budget"]


def test_a_session_covers_every_label_that_it_is_tied_to(library):
    text = """
[[activity]]
id = "march"
title = "March weekend"
date = 2026-03-07
hours = 10

[[activity.session]]
title = "Budgets"
hours = 4
strands = ["cetpa-cto/budgeting", "cetpa-cto/vendors"]

[[activity.session]]
title = "Lunch"
hours = 6
kind = "meal"
strands = ["cetpa-cto/law"]

[[activity]]
id = "autumn"
title = "Autumn weekend"
date = 2026-10-07
hours = 9
strands = ["cetpa-cto/law"]
status = "planned"
"""
    _, program = program_of(library, text)
    covered = {label.title: len(label.sessions) for label in program.labels if label.sessions}
    assert covered == {"Budgeting": 1, "Vendors": 1}
    assert (program.covered, len(program.labels), program.curriculum) == (2, 16, "Curriculum")
    (law,) = [label for label in program.labels if label.title == "Federal and State Law"]
    assert [credit.activity for credit in law.planned] == ["autumn"]


def test_coverage_says_what_the_requirement_counts(library):
    text = """
[[activity]]
id = "kickoff"
title = "Kickoff"
date = 2026-02-06
hours = 7
strands = ["cetpa-cto/vision", "cetpa-cto/leadership"]
"""
    _, program = program_of(library, text)
    assert all(len(label.sessions) == label.requirement.counted for label in program.labels)


def test_a_program_without_stages_is_none_of_these(library):
    text = 'schema = 1\n[person]\nname = "J"\n[[credential]]\nprogram = "al-td-ceu"\n'
    records = read_text(text.encode()).records
    assert not has_stages(evaluate(records, records.credentials[0], library, ON))
