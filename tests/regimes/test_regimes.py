"""Other states and professions: rule files alone say what they ask, and every case comes to what it expects."""

from __future__ import annotations

from pathlib import Path

import pytest
from regime_library import folders, library_of

from alcto_core.host.cases import case_files, run_case
from alcto_core.rules.agreement import misfits

CASES = [case for folder in folders() for case in case_files(folder / "cases")]


def test_there_are_more_than_twenty_regimes() -> None:
    assert len(folders()) >= 22


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_a_regime_is_said_in_rule_files_alone(folder: Path) -> None:
    assert {file.suffix for file in folder.rglob("*") if file.is_file()} == {".toml"}
    library = library_of(folder)
    assert library.rule_sets
    assert not list(misfits(library))


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_a_regime_has_five_cases_and_is_not_verified(folder: Path) -> None:
    assert len(case_files(folder / "cases")) >= 5
    library = library_of(folder)
    words = [*library.rule_sets.values(), *library.frameworks.values(), *library.catalogues]
    assert not any(word.verified for word in words)


@pytest.mark.parametrize("case", CASES, ids=[f"{case.parents[1].name}-{case.stem}" for case in CASES])
def test_the_case_comes_to_what_it_expects(case: Path) -> None:
    assert [str(mismatch) for mismatch in run_case(case, library_of(case.parents[1]))] == []
