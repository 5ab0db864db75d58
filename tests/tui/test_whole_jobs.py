"""Whole jobs come to the same at the speed of fingers and in bursts; the rest of them is a command of its own."""

from __future__ import annotations

import os

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal is POSIX")

if os.name == "posix":
    import whole_jobs


@pytest.mark.parametrize("name", ["edit", "import"])
def test_a_job_leaves_the_same_standing_at_the_speed_of_fingers_and_in_a_burst(name, tmp_path):
    done = {}
    for speed in whole_jobs.SPEEDS:
        (home := tmp_path / speed).mkdir()
        done[speed] = whole_jobs.do(name, speed, home)
        assert done[speed].holds, done[speed].screen
    assert done["fingers"].standing == done["burst"].standing
    assert done["fingers"].standing
