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

# What alcto keeps of its own goes to a folder of this run, never to that of whoever runs the tests; `ALCTO_CACHE=0
# pytest` runs all tests without what is kept to be faster.
OWN = tempfile.mkdtemp(prefix="alcto-tests-")
atexit.register(shutil.rmtree, OWN, ignore_errors=True)
for name in ("CACHE", "CONFIG", "STATE", "DATA"):
    os.environ[f"XDG_{name}_HOME"] = os.path.join(OWN, name.lower())  # noqa: PTH118
# The tests start alcto many hundred times. Where Python is told to keep no compiled modules, each start would compile
# all of alcto anew, which is most of what it costs then; so they are kept for this run, outside the source.
if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
    os.environ["PYTHONPYCACHEPREFIX"] = os.path.join(OWN, "pycache")  # noqa: PTH118
gc.set_threshold(200_000, 20, 100)
# The quick profile tries the same cases on every machine, so what passes here passes there; the thorough one looks
# for new ones each time.
settings.register_profile(PROFILE, max_examples=tries(100), deadline=None, derandomize=PROFILE == "quick")
settings.load_profile(PROFILE)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is imported by now stays to the end: looking through it for what nobody holds is for nothing."""
    gc.collect()
    gc.freeze()
