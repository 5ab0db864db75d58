"""The places that the test of the tests breaks stand where they are looked for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "power"))

import mutations
from places import PLACES, Place

TEXTS = {file: file.read_text("utf-8") for file in mutations.sources(mutations.ROOT)}


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.old[:60])
def test_each_broken_place_stands_once_and_has_tests(place: Place) -> None:
    times = [text.count(place.old) for text in TEXTS.values() if place.old in text]
    assert times == [1], "a place that moved on is broken nowhere, so that its tests are asked for nothing"
    assert mutations.tests_of(place, mutations.ROOT)
