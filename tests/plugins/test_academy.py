"""The CTO Academy: seven sessions, six strands, one duty, and what graduation opens."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from rule_files import cases_of, faults_of, files_of

import alcto_alabama
from alcto_core.evaluation.evaluate import evaluate_all
from alcto_core.evaluation.standing import Standing
from alcto_core.host.plugins import load_plugins
from alcto_core.hours import HOUR
from alcto_core.records.reading import read_text
from alcto_core.rules.agreement import misfits
from alcto_core.rules.vocabulary import Catalogue

LIBRARY = load_plugins(no_plugins=True).library
ACADEMY = LIBRARY.rule_sets["al-cto-academy"]
FILES = [file for file in files_of(alcto_alabama) if "academy" in file.name]

# day, place and strand of the 2024 cohort's sessions, once more from the page
SESSIONS = {
    "roles": ("2023-09-24", "Orange Beach", "roles"),
    "planning": ("2023-10-24", "Trussville", "planning"),
    "data": ("2023-11-30", "Montevallo", "data"),
    "teaching": ("2024-01-11", "Alabaster", "teaching"),
    "it": ("2024-02-07", "Alabaster", "it"),
    "ethics-policies": ("2024-03-04", "Tuscaloosa", "law-ethics"),
    "law": ("2024-04-05", "Alabaster", "law-ethics"),
}


def catalogue(id: str) -> Catalogue:
    return next(found for found in LIBRARY.catalogues if found.id == id)


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_every_file_is_cited_and_sound(file: Path) -> None:
    assert faults_of(file) == []


def test_the_files_fit_together() -> None:
    assert not list(misfits(LIBRARY))


def test_there_are_cases() -> None:
    assert len(cases_of(alcto_alabama, "academy-")) >= 12


def test_the_2024_cohort_has_its_seven_dates() -> None:
    listed = catalogue("alet-academy-2024")
    found = {offering.id.partition("/")[2]: offering for offering in listed.offering}
    assert set(found) == set(SESSIONS)
    for id, (day, place, strand) in SESSIONS.items():
        offering = found[id]
        assert (offering.since, offering.until) == (date.fromisoformat(day), date.fromisoformat(day))
        assert offering.location == f"{place}, AL"
        assert offering.strands == (f"al-cto/{strand}",)


@pytest.mark.parametrize("id", SESSIONS)
def test_later_cohorts_have_the_sessions_and_no_dates(id: str) -> None:
    found = LIBRARY.listing(f"alet-academy/{id}", date(2026, 2, 11))
    assert found is not None
    assert (found[0].id, found[1].since, found[1].location) == ("alet-academy-sessions", None, "")


def test_seven_sessions_are_asked_over_six_strands() -> None:
    sessions = [rule for rule in ACADEMY.rule if rule.id.startswith("session/")]
    assert {rule.select.strand for rule in sessions} == {strand.id for strand in LIBRARY.frameworks["al-cto"].strand}
    assert sum(amount.entries or 0 for rule in sessions for amount in rule.at_least) == 7


def test_every_session_that_counts_is_a_session_of_some_catalogue() -> None:
    (only,) = ACADEMY.counts.only
    offerings = only.select.offering
    assert isinstance(offerings, tuple)
    assert set(offerings) == {"alet/cto-academy", *(f"alet-academy/{id}" for id in SESSIONS)}
    td = LIBRARY.rule_sets["al-td-ceu"]
    assert {listing.offering for listing in td.counts.also} == set(offerings)


def test_graduation_opens_recertification() -> None:
    assert [(opens.program, opens.step) for opens in ACADEMY.opens] == [("al-cto", "completed")]


def test_what_asks_nothing_is_told_as_facts() -> None:
    told = " ".join(f"{fact.title}: {fact.text}" for fact in ACADEMY.fact)
    for words in ("100 dollars", "75 dollars", "three years in education", "whatever their years"):
        assert words in told


def test_every_section_of_the_plan_has_its_meaning_in_one_line() -> None:
    for step in LIBRARY.rule_sets["al-cto"].step:
        assert step.meaning.endswith(".")
        assert len(step.meaning) <= 90


# the demo


def demo(name: str) -> dict[str, Standing]:
    import alcto_core

    reading = read_text((Path(alcto_core.__path__[0]) / "demo" / f"{name}.toml").read_bytes())
    assert reading.problems == ()
    assert reading.records is not None
    return {one.credential: one for one in evaluate_all(reading.records, LIBRARY, date(2026, 8, 14))}


def test_the_demo_has_both_programs_and_the_academy() -> None:
    found = demo("alabama")
    figures = {
        id: (str(one.state), one.hours.claimed, one.hours.counted, one.hours.missing) for id, one in found.items()
    }
    assert figures == {
        "al-td-ceu": ("in-progress", 25 * HOUR // 2, 19 * HOUR // 2, 5 * HOUR // 2),
        "al-cto": ("in-progress", 50 * HOUR, 89 * HOUR // 2, 31 * HOUR // 2),
        "al-cto-academy": ("in-progress", 25 * HOUR // 2, 0, 54 * HOUR),
    }


def test_the_californian_demo_shows_every_kind_of_answer() -> None:
    found = demo("california")
    assert {id: (str(one.state), one.stage) for id, one in found.items()} == {
        "cetpa-cto-mentor": ("compliant", "certified"),
        "cetpa-ccto": ("undetermined", None),
        "cosn-cetl": ("in-progress", None),
        "fcmat-cbo": ("in-progress", "in-program"),
    }
