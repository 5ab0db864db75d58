"""Whole jobs take so many keys, and come to the same at the speed of fingers and in bursts that come ahead of Home."""

from __future__ import annotations

import os

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal is POSIX")

if os.name == "posix":
    from whole_jobs import JOBS, SPEEDS, do
else:
    JOBS, SPEEDS = {}, ()


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("name", JOBS)
def test_a_job_leaves_on_disk_what_it_should(name, speed, tmp_path):
    job = JOBS[name]
    assert job.pressed == job.keys
    done = do(job, speed, tmp_path)
    assert done.holds, done.screen
    assert done.standing == job.leaves
