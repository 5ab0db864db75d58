"""The page of a rule set: every clause with its values and sources, and what to beware of."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from alcto_core.host.plugins import load_plugins
from alcto_core.records.types import Credential
from alcto_core.rules.clauses import clauses
from alcto_core.rules.vocabulary import Convert, UnitHours
from alcto_core.telling.rule_set import rule_set_page

ON = date(2026, 8, 14)


@pytest.fixture(scope="module")
def library():
    return load_plugins(no_plugins=True).library


def entry(page, id):
    (found,) = [one for part in page.parts for one in part.items if one.id == id]
    return found


def test_every_clause_of_every_rule_set_stands_once_on_its_page(library):
    for rules in library.rule_sets.values():
        page = rule_set_page(rules, library, ON)
        kinds = {"list", "source", "silence"}
        shown = [one.id for part in page.parts for one in part.items if one.kind not in kinds]
        assert sorted(shown) == sorted(clause.id for clause in clauses(rules, ON))


def test_every_clause_says_where_it_is_written(library):
    for rules in library.rule_sets.values():
        for part in rule_set_page(rules, library, ON).parts:
            for one in part.items:
                if one.kind not in {"list", "source", "silence"}:
                    assert any(words.startswith("Written in ") for words in one.said), (rules.id, one.id)


def test_a_rule_shows_its_value_in_force_and_its_source(library):
    alet = entry(rule_set_page(library.rule_sets["al-td-ceu"], library, ON), "source/alet")
    assert (alet.figure, alet.source) == ("at least 6 hours", "Training, line 8")
    assert "In force on 14 Aug 2026: at least 6 hours, since 1 Oct 2024." in alet.said


def test_a_page_that_was_not_checked_for_a_year_says_so(library):
    rules = library.rule_sets["al-td-ceu"]
    assert not rule_set_page(rules, library, date(2027, 11, 22)).marks
    late = rule_set_page(rules, library, date(2027, 11, 23))
    assert late.marks == ("not checked for more than a year",)
    assert "That is more than a year ago: see whether the source still says so." in late.head


def test_an_unverified_rule_set_is_marked(library):
    page = rule_set_page(library.rule_sets["cosn-cetl"], library, ON)
    assert "not verified" in page.marks


def test_a_switch_shows_both_readings_and_the_one_in_use(library):
    rules = library.rule_sets["al-td-ceu"]
    plain = entry(rule_set_page(rules, library, ON), "online-counts")
    assert plain.said[0].startswith("In use: yes. The other reading: ")
    own = Credential(program="al-td-ceu", id="al-td-ceu", settings={"online-counts": False})
    flipped = entry(rule_set_page(rules, library, ON, (own,)), "online-counts")
    assert flipped.said[0].startswith("In use: no, as al-td-ceu sets it. The other reading: ")
    assert flipped.text != plain.text


def test_a_setting_says_whether_it_is_set(library):
    rules = library.rule_sets["cetpa-ccto"]
    assert entry(rule_set_page(rules, library, ON), "ceus").said[0].startswith("Not set: ")
    own = Credential(program="cetpa-ccto", id="mine", settings={"ceus": {"2024-2027": 6}})
    assert entry(rule_set_page(rules, library, ON, (own,)), "ceus").said[0] == "Set for mine: 2024-2027 6."


def test_the_lists_and_what_the_sources_do_not_say_stand_on_the_page(library):
    page = rule_set_page(library.rule_sets["al-td-ceu"], library, date(2026, 12, 1))
    parts = {part.heading: [one.text for one in part.items] for part in page.parts}
    assert (
        "No list of external events covers 1 Dec 2026. `alcto rules add FILE` installs one."
        in parts["Lists that are installed"]
    )
    assert parts["What the sources do not say"]


def test_a_unit_that_is_worth_no_hours_says_so(library):
    (lent, *_) = (rules for rules in library.rule_sets.values() if rules.convert.unit)
    rules = msgspec.structs.replace(
        lent, convert=Convert(unit=(UnitHours(unit="semester-hour", cite=lent.convert.unit[0].cite),))
    )
    page = rule_set_page(rules, library, ON)
    assert entry(page, "unit-semester-hour").text == "One semester-hour is counted as such, and worth no hours."
