"""The Californian package: a mentor program twice in one shape, and a recertification that asks for its numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from rule_files import cases_of, faults_of, files_of

import alcto_california
from alcto_core.host.plugins import load_plugins
from alcto_core.rules.vocabulary import RuleSet

LIBRARY = load_plugins(no_plugins=True).library
MENTOR = LIBRARY.rule_sets["cetpa-cto-mentor"]
CBO = LIBRARY.rule_sets["fcmat-cbo"]
CCTO = LIBRARY.rule_sets["cetpa-ccto"]
FILES = files_of(alcto_california)

LABELS = (
    "Vision", "Planning", "Budgeting", "Personnel", "Communications", "Customer Focus", "Training", "Services",
    "Vendors", "System Management", "Policies", "Ed Code", "Federal and State Law", "Leadership", "Technology",
    "Education",
)  # fmt: skip


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_every_file_is_cited_and_sound(file: Path) -> None:
    assert faults_of(file) == []


@pytest.mark.parametrize(("prefix", "least"), [("mentor-", 10), ("ccto-", 10), ("cbo-", 6)])
def test_there_are_cases(prefix: str, least: int) -> None:
    assert len(cases_of(alcto_california, prefix)) >= least


def test_the_package_is_data() -> None:
    folder = Path(alcto_california.__path__[0])
    assert [file.name for file in folder.rglob("*.py")] == ["__init__.py"]


def test_technology_and_education_are_two_of_sixteen_labels() -> None:
    assert tuple(strand.label for strand in LIBRARY.frameworks["cetpa-cto"].strand) == LABELS


def test_the_stages_stand_in_order_and_certifying_is_not_completing() -> None:
    assert [(stage.id, stage.ends, stage.advisory) for stage in MENTOR.stage] == [
        ("applied", "", False), ("accepted", "", False), ("in-program", "", False), ("completed", "", False),
        ("completed-without-certification", "unmet", True), ("certified", "met", False),
        ("instructor", "", True), ("mentor", "", True),
    ]  # fmt: skip


@pytest.mark.parametrize("rules", [MENTOR, CBO], ids=["cetpa-cto-mentor", "fcmat-cbo"])
def test_both_mentor_programs_have_one_shape(rules: RuleSet) -> None:
    shared = ["applied", "accepted", "in-program", "completed", "completed-without-certification", "certified"]
    assert [stage.id for stage in rules.stage][:6] == shared
    steps = {step.id: step for step in rules.step}
    assert {"mentor-assigned", "mentor-meeting", "mentor-assessment", "assignments"} <= steps.keys()
    assert steps["mentor-assigned"].by
    assert steps["mentor-assessment"].by
    assert [window.kind for window in rules.window] == ["open"]


def test_the_examination_of_business_officials_is_separate() -> None:
    (examination,) = [step for step in CBO.step if step.id == "examination"]
    assert "no part" in examination.text
    assert "examination" not in {step.id for step in MENTOR.step}


def test_what_was_read_outside_the_sources_is_not_verified() -> None:
    assert not CBO.verified
    assert MENTOR.verified
    assert CCTO.verified


def test_the_numbers_that_nobody_found_are_asked_of_the_person() -> None:
    assert {setting.id: setting.type for setting in CCTO.setting} == {"ceus": "number", "hours-in-a-ceu": "number"}
    for setting in CCTO.setting:
        assert "CITE" in setting.text
    figures = [amount for rule in CCTO.rule for amount in (*rule.at_least, *rule.at_most)]
    assert [(amount.hours, amount.setting) for amount in figures] == [(None, "ceus")]
    assert [(unit.hours, unit.setting) for unit in CCTO.convert.unit] == [(None, "hours-in-a-ceu")]


def test_the_certification_opens_the_recertification() -> None:
    assert [(opens.program, opens.step) for opens in MENTOR.opens] == [("cetpa-ccto", "certified")]
