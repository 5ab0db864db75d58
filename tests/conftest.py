"""What holds for every test."""

from __future__ import annotations

import gc

import pytest

# Judging a random person makes some thousand small values, and an app some ten thousand. Looking through all that is
# alive after every seven hundred of them, as Python does by itself, would take a third of the time of the tests.
gc.set_threshold(50_000, 10, 10)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is there before the first test stays till the end: nobody needs to look through it again."""
    gc.collect()
    gc.freeze()
