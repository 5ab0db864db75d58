"""Regular expressions that are compiled late answer as those do that are compiled at once."""

from __future__ import annotations

import copy
import importlib
import pkgutil
import re

import alcto_core
from alcto_core import patterns
from alcto_core.patterns import late


def test_a_late_pattern_answers_like_its_pattern() -> None:
    found, same = late(r"(\d+) h", re.ASCII), re.compile(r"(\d+) h", re.ASCII)
    for text in ("12 h", "x 3 h y 4 h", ""):
        assert [match.groups() for match in found.finditer(text)] == [match.groups() for match in same.finditer(text)]
        assert (found.fullmatch(text) is None) == (same.fullmatch(text) is None)
        assert found.sub("-", text) == same.sub("-", text)
    assert found.flags == same.flags


def test_a_late_pattern_can_be_copied() -> None:
    assert copy.deepcopy(late("a+")).fullmatch("aa")


def test_every_late_pattern_of_the_core_is_one() -> None:
    found = 0
    for module in pkgutil.walk_packages(alcto_core.__path__, "alcto_core."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, patterns._Late):
                assert value.pattern
                found += 1
    assert found > 20
