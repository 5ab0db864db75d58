"""The places that the test of the tests breaks stand where they are looked for."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

POWER = Path(__file__).parents[1] / "power"
sys.path.append(str(POWER))

from places import PLACES, Place  # noqa: E402 - it lies where the line above looks


def _mutations() -> ModuleType:
    """The command, under a name of its own: another folder of tests has a module that is called so too."""
    spec = spec_from_file_location("mutations_of_power", POWER / "mutations.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MUTATIONS = _mutations()
TEXTS = [file.read_text("utf-8") for file in MUTATIONS.sources(MUTATIONS.ROOT)]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.old[:60])
def test_each_broken_place_stands_once_and_has_tests(place: Place) -> None:
    times = [text.count(place.old) for text in TEXTS if place.old in text]
    assert times == [1], "a place that moved on is broken nowhere, so that its tests are asked for nothing"
    assert MUTATIONS.tests_of(place, MUTATIONS.ROOT)
