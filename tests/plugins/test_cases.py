"""Every case that a bundled plugin ships comes to the standing that it names."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from alcto_core.host.cases import case_files, run_case
from alcto_core.host.plugins import load_plugins
from alcto_core.rules.library import Library

PLUGINS = Path(__file__).parents[2] / "plugins"
CASES = [case for folder in sorted(PLUGINS.glob("*/cases")) for case in case_files(folder)]


@cache
def library() -> Library:
    return load_plugins(no_plugins=True).library


def test_there_are_cases() -> None:
    assert len(CASES) > 100


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_the_case_comes_to_what_it_expects(case: Path) -> None:
    assert [str(mismatch) for mismatch in run_case(case, library())] == []
