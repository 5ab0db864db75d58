"""What all tests share: how much random tests try, and how seldom living values are looked through."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import tempfile

import pytest
from hypothesis import settings
from profiles import PROFILE, tries

# What alcto keeps to be faster goes to a folder of this run; `ALCTO_CACHE=0 pytest` runs all tests without any.
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="alcto-tests-cache-")
atexit.register(shutil.rmtree, os.environ["XDG_CACHE_HOME"], ignore_errors=True)
gc.set_threshold(200_000, 20, 100)
settings.register_profile(PROFILE, max_examples=tries(100), deadline=None)
settings.load_profile(PROFILE)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is imported by now stays to the end: looking through it for what nobody holds is for nothing."""
    gc.collect()
    gc.freeze()
