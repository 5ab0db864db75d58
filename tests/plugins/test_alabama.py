"""The Alabama package as data: every value cited, every id of the contract there, every row of the list."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

import alcto_alabama
from alcto_core.host.plugins import load_plugins
from alcto_core.rules.agreement import misfits
from alcto_core.rules.conformance import findings
from alcto_core.rules.reading import read_rule_file
from alcto_core.rules.vocabulary import Catalogue, RuleSet, cites_of, names

FOLDER = Path(alcto_alabama.__file__).parent / "rules"
FILES = sorted(FOLDER.glob("*.toml"))
LIBRARY = load_plugins(no_plugins=True).library
TD = LIBRARY.rule_sets["al-td-ceu"]
CTO = LIBRARY.rule_sets["al-cto"]

# cap, award, most per entry, from, until: the list of approved events once more, from the page
FY26: dict[str, tuple[int | None, int | None, int | None, str, str]] = {
    "e-rate-boot-camp": (3, None, None, "", ""),
    "sde-edtech-region-meeting": (3, None, None, "", ""),
    "edtech-connects-online": (3, None, None, "", ""),
    "aetc": (3, None, None, "", ""),
    "powerschool-conference": (3, None, None, "", ""),
    "government-digital-summit": (None, 3, None, "2025-11-01", "2025-11-30"),
    "atim-plu-ai": (None, 3, None, "", ""),
    "cbt-network-plus": (None, 4, None, "", ""),
    "cbt-security-plus": (None, 4, None, "", ""),
    "cosn-conference": (6, None, None, "", ""),
    "cosn-early-career": (6, None, None, "", ""),
    "cosn-workshop": (3, None, 1, "", ""),
    "fetc": (6, None, None, "", ""),
    "iste": (6, None, None, "", ""),
    "gemini-educators": (None, 2, None, "2025-10-01", "2025-10-31"),
    "google-level-1": (None, 3, None, "", ""),
    "fiber-optics-123": (None, 3, None, "", ""),
    "k12six": (3, None, None, "", ""),
    "rtm-innovation-forum": (3, None, None, "2026-01-01", ""),
    "southeast-cybersecurity-summit": (3, None, None, "", ""),
}

ALET = (
    "winter-conference", "summer-conference", "fall-conference", "region-meeting", "cyber-camp", "talent", "schoology",
)  # fmt: skip


def catalogue(id: str) -> Catalogue:
    return next(found for found in LIBRARY.catalogues if found.id == id)


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_every_citation_names_a_document_and_lines_that_it_has(file: Path) -> None:
    word = read_rule_file(file.read_bytes(), file.name)
    cites = list(cites_of(word))
    assert cites
    for cite in cites:
        key, _, place = cite.partition(":")
        lines = word.documents[key].lines
        if lines is None:
            assert not place, f"{cite}: lines are cited of a document whose length is not given"
        else:
            numbers = [int(number) for number in re.findall(r"\d+", place)]
            assert numbers, f"{cite}: no lines"
            assert all(1 <= number <= lines for number in numbers), cite
            assert numbers == sorted(numbers)


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_every_value_that_the_rules_turn_on_has_a_citation(file: Path) -> None:
    word = read_rule_file(file.read_bytes(), file.name)

    def uncited(part: Any) -> list[Any]:
        found = []
        if isinstance(part, msgspec.Struct):
            if "cite" in part.__struct_fields__ and not names(part.cite):  # type: ignore[attr-defined]
                found.append(part)
            for field in part.__struct_fields__:
                found += uncited(getattr(part, field))
        elif isinstance(part, tuple):
            found = [missing for each in part for missing in uncited(each)]
        return found

    assert uncited(word) == []
    assert list(findings(word)) == []


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_every_rule_file_is_commented(file: Path) -> None:
    assert file.read_text("utf-8").startswith("# ")


def test_the_files_fit_together() -> None:
    assert not list(misfits(LIBRARY))


def test_every_row_of_the_fy26_list_is_there_with_its_figures() -> None:
    listed = catalogue("external-fy26")
    assert (listed.since, listed.until, listed.source) == (date(2025, 10, 1), date(2026, 9, 30), "external")
    assert [offering.id for offering in listed.offering] == [f"external/{id}" for id in FY26]
    for offering in listed.offering:
        cap, award, per_entry, since, until = FY26[offering.id.partition("/")[2]]
        found = (offering.most, offering.award, offering.most_per_entry)
        assert found == (cap, award, per_entry), offering.id
        days = tuple(day.isoformat() if day else "" for day in (offering.since, offering.until))
        assert days == (since, until), offering.id


def test_the_rows_are_cited_one_after_the_other() -> None:
    first_lines = [
        int(names(offering.cite)[0].partition(":")[2].partition("-")[0])
        for offering in catalogue("external-fy26").offering
    ]
    assert first_lines == list(range(36, 75, 2))


def test_alet_offerings_have_no_last_day_and_the_academy_is_not_among_them() -> None:
    listed = catalogue("alet")
    assert (listed.since, listed.until) == (date(2024, 10, 1), None)
    assert [offering.id for offering in listed.offering] == [f"alet/{id}" for id in ALET]
    assert [offering.id for offering in catalogue("alet-academy").offering] == ["alet/cto-academy"]
    assert TD.counts.listed is not None
    assert TD.counts.listed.sources == ("alet", "external")


def test_only_starred_rows_may_not_be_repeated() -> None:
    once = {
        offering.id: offering.no_repeat for c in LIBRARY.catalogues for offering in c.offering if offering.no_repeat
    }
    assert once == {"alet/talent": "course", "alet/schoology": "course", "external/atim-plu-ai": "offering"}


def test_the_requirements_have_the_ids_of_the_contract() -> None:
    assert [rule.id for rule in TD.rule] == ["total", "source/alet", "external-maximum", "in-person"]
    assert [rule.id for rule in CTO.rule] == ["total", "strand"]
    assert [step.id for step in CTO.step] == [
        "plan/mission", "plan/needs", "plan/goals", "plan/training", "plan/resources", "plan/evaluation",
        "presentation", "signature-sheets", "submitted",
    ]  # fmt: skip
    assert [step.unit for step in CTO.step].count("documents") == 8
    assert [step.id for step in CTO.step if step.is_submission] == ["submitted"]
    assert [(entries.id, entries.advisory) for entries in CTO.entries] == [("complete-entries", True)]


def test_the_figures_are_those_of_the_sources() -> None:
    figures = {
        (rules.id, rule.id): (amount.hours, "most" if rule.at_most else "least", rule.advisory)
        for rules in (TD, CTO)
        for rule in rules.rule
        for amount in rule.at_least + rule.at_most
    }
    assert figures == {
        ("al-td-ceu", "total"): (12, "least", False),
        ("al-td-ceu", "source/alet"): (6, "least", False),
        ("al-td-ceu", "external-maximum"): (6, "most", False),
        ("al-td-ceu", "in-person"): (12, "least", True),
        ("al-cto", "total"): (60, "least", False),
        ("al-cto", "strand"): (5, "least", False),
    }


@pytest.mark.parametrize(
    ("rules", "switches"),
    [
        (TD, {"online-counts": (True, "A1"), "award": ("smaller", "A9"), "exempt-while-in-academy": (False, "A13"),
              "academy-earns": (False, "A14"), "external-needs-posting": (False, "A41")}),
        (CTO, {"due-date": ("cohort", "A24"), "first-cycle": ("due", "A61"), "split": ("allowed", "A29")}),
    ],
    ids=["al-td-ceu", "al-cto"],
)  # fmt: skip
def test_every_reading_is_a_switch_with_both_answers_in_sentences(
    rules: RuleSet, switches: dict[str, tuple[bool | str, str]]
) -> None:
    assert {switch.id: (switch.default, switch.reading) for switch in rules.switch} == switches
    for switch in rules.switch:
        assert switch.text.endswith(".")
        assert switch.other_text.endswith(".")
        assert switch.text != switch.other_text


def test_the_cohorts_have_their_published_dates() -> None:
    (window,) = CTO.window
    assert {cohort.name: cohort.due.isoformat() for cohort in window.cohort} == {
        "ALPHA": "2022-06-01", "BETA": "2022-06-01", "CHARLIE": "2022-06-01",
        "DELTA": "2023-06-01", "ECHO": "2024-06-01", "FOXTROT": "2025-06-01",
    }  # fmt: skip
    assert window.years == 3


@pytest.mark.parametrize(
    ("word", "strand"),
    [
        ("CTO ROLES AND RESPONSIBILITIES", "roles"), ("Roles & Responsibilities", "roles"),
        ("Law, Ethics, and Policies", "law-ethics"), ("Ethics & Policies", "law-ethics"),
        ("Eithics & Policies", "law-ethics"), ("law", "law-ethics"), ("Ethics, Laws, and Policies", "law-ethics"),
        ("Data Management", "data"), ("Data Management and Governance", "data"),
        ("Models of Professional Learning", "teaching"), ("teaching and learning", "teaching"),
        ("IT Management & Cybersecurity", "it"), ("it", "it"), ("IT Management", "it"),
        ("Technology Planning & Budgeting", "planning"), ("Finance and Budgeting", "planning"),
        ("al-cto/planning", "planning"),
    ],
)  # fmt: skip
def test_every_spelling_of_a_strand_is_understood(word: str, strand: str) -> None:
    assert LIBRARY.strand_named(word) == f"al-cto/{strand}"


def test_no_figure_is_finer_than_a_hundredth() -> None:
    for listed in LIBRARY.catalogues:
        for offering in listed.offering:
            for figure in (offering.most, offering.most_per_entry, offering.award):
                assert figure is None or Decimal(figure) * 100 % 1 == 0


def test_what_the_sources_do_not_say_is_said() -> None:
    assert any("mid-year" in note for note in TD.notes)
    assert any("FY26" in note for note in TD.notes)
    assert any("FOXTROT" in note for note in CTO.notes)
