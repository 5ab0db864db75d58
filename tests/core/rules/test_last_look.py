"""What is remembered of the rules between two looks at a folder, and for how long a change is told."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from alcto_core import cache
from alcto_core.rules.last_look import DAYS, rules_before
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import RuleSet

TODAY = date(2026, 11, 29)
FOLDER = Path("/records/of/somebody")


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own."""
    monkeypatch.setattr(cache, "place", lambda *_: str(tmp_path / "cache"))
    return tmp_path / "cache"


def other(library: Library, **facts: object) -> Library:
    """The library with something else said of TD-CEU."""
    rules = [
        msgspec.structs.replace(one, **facts) if one.id == "al-td-ceu" else one for one in library.published.values()
    ]
    return Library(rules, library.frameworks.values(), library.catalogues)


def fewer(rules: RuleSet) -> tuple[object, ...]:
    return rules.rule[1:]


def test_the_first_look_tells_nothing_and_the_same_rules_neither(alabama: Library) -> None:
    assert rules_before(FOLDER, alabama, TODAY) is None
    assert rules_before(FOLDER, alabama, TODAY) is None


def test_another_rule_set_is_told_with_what_it_was(alabama: Library) -> None:
    rules_before(FOLDER, alabama, TODAY)
    changed = other(alabama, rule=fewer(alabama.rule_sets["al-td-ceu"]))
    found = rules_before(FOLDER, changed, TODAY)
    assert found is not None and found.library is not None
    assert (found.names, found.is_only_new, found.noticed) == (("TD-CEU",), False, TODAY)
    assert repr(found.library.rule_sets) == repr(alabama.rule_sets)
    assert repr(found.library.catalogues) == repr(alabama.catalogues)
    assert repr(found.library.frameworks) == repr(alabama.frameworks)


@pytest.mark.parametrize(("days", "is_told"), [(0, True), (1, True), (DAYS, True), (DAYS + 1, False), (-1, False)])
def test_a_change_is_told_for_some_days(alabama: Library, days: int, is_told: bool) -> None:
    rules_before(FOLDER, alabama, TODAY)
    changed = other(alabama, rule=fewer(alabama.rule_sets["al-td-ceu"]))
    rules_before(FOLDER, changed, TODAY)
    assert (rules_before(FOLDER, changed, TODAY + timedelta(days=days)) is not None) == is_told


def test_what_changed_twice_within_these_days_is_told_from_the_first_on(alabama: Library) -> None:
    rules_before(FOLDER, alabama, TODAY)
    once = other(alabama, rule=fewer(alabama.rule_sets["al-td-ceu"]))
    rules_before(FOLDER, once, TODAY)
    twice = other(alabama, rule=fewer(once.rule_sets["al-td-ceu"]))
    found = rules_before(FOLDER, twice, TODAY + timedelta(days=2))
    assert found is not None and found.library is not None
    assert repr(found.library.rule_sets) == repr(alabama.rule_sets)


def test_what_changed_back_is_not_told(alabama: Library) -> None:
    rules_before(FOLDER, alabama, TODAY)
    rules_before(FOLDER, other(alabama, rule=()), TODAY)
    assert rules_before(FOLDER, alabama, TODAY) is None


def test_when_somebody_compared_it_with_its_source_is_no_change(alabama: Library) -> None:
    rules_before(FOLDER, alabama, TODAY)
    assert rules_before(FOLDER, other(alabama, checked=TODAY, documents={}), TODAY) is None


def test_what_is_gone_for_a_while_is_no_change(alabama: Library) -> None:
    rules_before(FOLDER, alabama, TODAY)
    assert rules_before(FOLDER, Library(), TODAY) is None
    assert rules_before(FOLDER, alabama, TODAY) is None


def test_what_is_new_is_told_as_new(alabama: Library) -> None:
    rest = [one for one in alabama.published.values() if one.id != "al-td-ceu"]
    rules_before(FOLDER, Library(rest, alabama.frameworks.values(), alabama.catalogues), TODAY)
    found = rules_before(FOLDER, alabama, TODAY)
    assert found is not None and (found.names, found.is_only_new) == (("TD-CEU",), True)


def test_the_rule_files_of_the_person_are_left_aside(alabama: Library) -> None:
    own = {("rule-set", "al-td-ceu"): "rules/own.toml"}
    library = Library(alabama.published.values(), alabama.frameworks.values(), alabama.catalogues, origins=own)
    rules_before(FOLDER, library, TODAY)
    changed = other(library, rule=())
    changed = Library(changed.published.values(), changed.frameworks.values(), changed.catalogues, origins=own)
    assert rules_before(FOLDER, changed, TODAY) is None


def test_each_folder_is_looked_at_by_itself(alabama: Library) -> None:
    rules_before(FOLDER, alabama, TODAY)
    assert rules_before(FOLDER.with_name("else"), other(alabama, rule=()), TODAY) is None


@pytest.mark.parametrize("kind", ["word", "look"])
def test_what_was_lost_of_it_is_never_made_up(alabama: Library, own_cache: Path, kind: str) -> None:
    rules_before(FOLDER, alabama, TODAY)
    for file in own_cache.glob(f"{kind}-*"):
        file.write_bytes(b"damaged")
    found = rules_before(FOLDER, other(alabama, rule=()), TODAY)
    assert found is None if kind == "look" else found is not None and found.library is None


def test_where_nothing_can_be_kept_nothing_is_told(alabama: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "place", lambda *_: "")
    rules_before(FOLDER, alabama, TODAY)
    assert rules_before(FOLDER, other(alabama, rule=()), TODAY) is None
