"""What all tests share: how much random tests try, and how seldom living values are looked through."""

from __future__ import annotations

import gc

import pytest
from hypothesis import settings
from profiles import PROFILE, tries

gc.set_threshold(200_000, 20, 100)
settings.register_profile(PROFILE, max_examples=tries(100), deadline=None)
settings.load_profile(PROFILE)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is imported by now stays to the end: looking through it for what nobody holds is for nothing."""
    gc.collect()
    gc.freeze()
