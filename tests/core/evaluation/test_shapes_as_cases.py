"""Two shapes of rules that meet in one program: rule files and cases, as an author would write them, in `shapes`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from alcto_core.host.cases import case_files, run_case
from alcto_core.rules.library import Library
from alcto_core.rules.reading import read_rule_file
from alcto_core.rules.vocabulary import Catalogue, Framework, RuleSet

SHAPES = Path(__file__).parent / "shapes"
CASES = [case for folder in sorted(SHAPES.iterdir()) for case in case_files(folder / "cases")]


@cache
def library_of(folder: Path) -> Library:
    words = [read_rule_file(file.read_bytes(), file.name) for file in sorted(folder.glob("*.toml"))]
    return Library(
        [word for word in words if isinstance(word, RuleSet)],
        [word for word in words if isinstance(word, Framework)],
        [word for word in words if isinstance(word, Catalogue)],
    )


def test_there_are_cases() -> None:
    assert len(CASES) > 20


@pytest.mark.parametrize("case", CASES, ids=[f"{case.parents[1].name}-{case.stem}" for case in CASES])
def test_the_case_comes_to_what_it_expects(case: Path) -> None:
    assert [str(mismatch) for mismatch in run_case(case, library_of(case.parents[1]))] == []
