"""The CoSN package: hours or the examination, a limit for each kind of activity, ten skills, nothing confirmed."""

from __future__ import annotations

from pathlib import Path

import pytest
from rule_files import cases_of, faults_of, files_of

import alcto_cosn
from alcto_core.host.plugins import load_plugins
from alcto_core.rules.agreement import misfits

LIBRARY = load_plugins(no_plugins=True).library
CETL = LIBRARY.rule_sets["cosn-cetl"]
SKILLS = LIBRARY.frameworks["cetl"]
FILES = files_of(alcto_cosn)


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_every_file_is_cited_and_sound(file: Path) -> None:
    assert faults_of(file) == []


def test_there_are_cases() -> None:
    assert len(cases_of(alcto_cosn, "cetl-")) >= 10


def test_nothing_here_is_confirmed() -> None:
    assert not CETL.verified
    assert not SKILLS.verified


def test_there_are_ten_skills() -> None:
    assert len(SKILLS.strand) == 10


def test_the_limits_are_those_of_the_page() -> None:
    figures = {
        rule.id: (amount.hours, rule.per, rule.within)
        for rule in CETL.rule
        for amount in (*rule.at_least, *rule.at_most)
    }
    assert figures == {
        "total": (60, None, None),
        "certification-each": (4, "entry", None),
        "certification-maximum": (12, None, None),
        "publication-each": (4, "entry", None),
        "publication-maximum": (12, None, None),
        "instruction-maximum": (30, None, None),
        "volunteering-maximum": (20, None, None),
        "membership-each": (2, "course", "year"),
    }


def test_the_crosswalk_proposes_a_skill_for_every_alabama_strand() -> None:
    skills = {strand.id for strand in SKILLS.strand}
    assert [walk.strand for walk in SKILLS.crosswalk] == [strand.id for strand in LIBRARY.frameworks["al-cto"].strand]
    for walk in SKILLS.crosswalk:
        assert walk.proposes
        assert skills >= set(walk.proposes)


def test_alabama_spellings_still_mean_alabama_strands() -> None:
    for word in ("Data Management", "Data", "IT", "Planning", "Technology Planning"):
        strand = LIBRARY.strand_named(word)
        assert strand is not None
        assert strand.startswith("al-cto/")


def test_the_files_fit_together() -> None:
    assert not list(misfits(LIBRARY))
