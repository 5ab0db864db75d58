"""A module stays small enough to be read in one sitting, and to have one thing to say."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCT = ("alcto_core", "alcto_tui", "alcto_testing", "plugins", "benchmarks")
MOST = 400
"""Lines of a module. Those that grew past it held two or three things each, and parted along a seam that had a name of
its own; what cannot be parted so is a reason to raise this, and none was met yet."""


@pytest.mark.parametrize("part", PRODUCT)
def test_no_module_is_longer_than_can_be_read_in_one_sitting(part: str) -> None:
    lines = {
        file.relative_to(ROOT).as_posix(): len(file.read_text("utf-8").splitlines())
        for file in (ROOT / part).rglob("*.py")
    }
    assert lines
    assert {name: count for name, count in lines.items() if count > MOST} == {}, "part it along a seam that has a name"
