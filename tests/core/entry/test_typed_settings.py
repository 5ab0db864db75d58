"""Settings as they are typed: read by their type, and refused with what they may be."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from alcto_core.entry.answer import Wrong
from alcto_core.entry.settings import read_setting, settings_changed, written
from alcto_core.host.plugins import load_plugins


@pytest.fixture(scope="module")
def rule_sets():
    return load_plugins().library.rule_sets


@pytest.mark.parametrize(
    ("word", "value"), [("12", 12), ("12.0", 12), ("2.50", Decimal("2.50")), ("1e3", 1000), ("-1", -1)]
)
def test_a_number_is_read_exactly(word, value, rule_sets):
    assert read_setting(rule_sets["cetpa-ccto"], "ceus", word).value == value


@pytest.mark.parametrize("word", ["", "a dozen", "nan", "inf", "1e999999999", "1e-999999999", "1,5"])
def test_what_is_no_number_is_refused_at_once(word, rule_sets):
    with pytest.raises(Wrong, match="ceus is a number, not"):
        read_setting(rule_sets["cetpa-ccto"], "ceus", word)


def test_every_switch_takes_both_answers_as_they_are_written_and_no_other(rule_sets):
    switches = [(rules, one) for rules in rule_sets.values() for one in rules.switch]
    assert len(switches) > 5
    for rules, one in switches:
        for answer in (one.default, one.other):
            assert read_setting(rules, one.id, written(answer)).value == answer
        with pytest.raises(Wrong, match=f"{one.id} is "):
            read_setting(rules, one.id, "neither of them")


def test_an_unknown_key_names_the_nearest(rule_sets):
    with pytest.raises(Wrong, match="did you mean ceus"):
        read_setting(rule_sets["cetpa-ccto"], "ceu", "1")


def test_only_what_is_new_is_a_change():
    held = {"a": 1, "b": {"FY25": 2}}
    assert settings_changed(held, {}) is None
    assert settings_changed(held, {"a": 1}) is None
    assert settings_changed(held, {"a": None}) == {"b": {"FY25": 2}}
    assert settings_changed(held, {"c": date(2026, 1, 1)}) == {**held, "c": date(2026, 1, 1)}
