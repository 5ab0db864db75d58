"""Categories and units: declared with their spellings, or taken from what the rules name; a misspelt one is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from alcto_core.host.plugins import load_plugins
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.overview import open_overview
from alcto_core.problems import RuleFileError
from alcto_core.rules.clauses import clauses
from alcto_core.rules.declared import Known, declared
from alcto_core.rules.reading import read_rule_file
from alcto_core.rules.vocabulary import RuleSet

HEAD = """
kind = "rule-set"
schema = 1
id = "xy"
title = "Made up"
short = "XY"
authority = "Nobody"
checked = 2026-01-01
[documents.d]
title = "D"
read = 2026-01-01
[[window]]
id = "year"
kind = "calendar-year"
cite = "d:1"
[[rule]]
id = "total"
title = "T"
text = "T."
at_least = [{ from = 2000-01-01, hours = 10, cite = "d:1" }]
[[rule]]
id = "safety"
title = "S"
text = "S."
select = { category = "safety" }
at_least = [{ from = 2000-01-01, hours = 2, cite = "d:1" }]
[convert]
unit = [{ unit = "ceu", hours = 10, cite = "d:1" }]
"""
DECLARED = """
[[category]]
id = "safety"
label = "Safety at work"
aliases = ["OSHA"]
cite = "d:2"
[[category]]
id = "ethics"
label = "Ethics"
cite = "d:2"
[[unit]]
id = "ceu"
label = "CEU"
plural = "CEUs"
aliases = ["continuing education unit"]
cite = "d:3"
"""


def rules(text: str) -> RuleSet:
    found = read_rule_file(text.encode(), "rules.toml")
    assert isinstance(found, RuleSet)
    return found


def test_a_rule_set_that_declares_none_takes_what_its_rules_name() -> None:
    plain = rules(HEAD)
    assert [one.id for one in declared("category", plain)] == ["safety"]
    assert [one.id for one in declared("unit", plain)] == ["ceu"]


@pytest.mark.parametrize("word", ["safety", "Safety", "Safety at work", "osha", " OSHA "])
def test_every_spelling_means_the_id(word: str) -> None:
    assert Known("category", [rules(HEAD + DECLARED)]).named(word) == "safety"


@pytest.mark.parametrize("word", ["ceu", "CEUs", "Continuing Education Unit"])
def test_every_spelling_of_a_unit_means_its_id(word: str) -> None:
    assert Known("unit", [rules(HEAD + DECLARED)]).named(word) == "ceu"


@pytest.mark.parametrize(
    ("text", "id", "remark"),
    [
        (HEAD, "safty", "no rule set of yours knows the category “safty”; did you mean safety?"),
        (HEAD, "gardening", ""),
        (HEAD, "safety/fire", ""),
        (HEAD + DECLARED, "safty", "no rule set of yours knows the category “safty”; did you mean safety?"),
        (HEAD + DECLARED, "gardening", "no rule set of yours knows the category “gardening”; known: ethics, safety"),
        (HEAD + DECLARED, "ethics", ""),
    ],
)
def test_a_name_that_nobody_knows_is_said_with_the_nearest(text: str, id: str, remark: str) -> None:
    assert Known("category", [rules(text)]).remark(id) == remark


def test_what_another_rule_set_knows_is_no_mistake() -> None:
    other = rules(HEAD.replace("safety", "gardening").replace('id = "xy"', 'id = "other"'))
    assert Known("category", [rules(HEAD + DECLARED)], [other]).remark("gardening") == ""


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (HEAD.replace('"safety" }', '"safty" }') + DECLARED, "“safty” is no category that this rule set declares; did"),
        (HEAD.replace('unit = "ceu"', 'unit = "cue"') + DECLARED, "“cue” is no unit that this rule set declares"),
        (HEAD + DECLARED.replace('"Ethics"', '"OSHA"'), "“OSHA” already means safety"),
        (HEAD + DECLARED.replace('id = "ethics"', 'id = "Ethics!"'), "is not an id"),
        (HEAD + DECLARED.replace('id = "ethics"', 'id = "safety"'), "stands twice"),
    ],
)
def test_a_rule_that_names_what_is_not_declared_is_refused(text: str, wrong: str) -> None:
    with pytest.raises(RuleFileError, match=wrong):
        rules(text)


def test_a_part_of_a_declared_category_and_what_several_are_parts_of_may_be_selected() -> None:
    parts = DECLARED.replace('id = "safety"', 'id = "work/safety"')
    for name in ("work", "work/safety", "work/safety/fire"):
        assert rules(HEAD.replace('"safety" }', f'"{name}" }}') + parts)


def test_the_page_says_them_with_what_selects_them() -> None:
    said = {(one.kind, one.id): one for one in clauses(rules(HEAD + DECLARED), date(2026, 1, 1))}
    assert said["category", "safety"].text == "Safety at work, also written OSHA; selected by safety"
    assert said["category", "ethics"].text == "Ethics; selected by no rule"
    assert said["unit", "ceu"].text == "CEU, also written CEUs, continuing education unit; worth 10 hours each"
    assert said["rule", "safety"].selects == "category safety (Safety at work)"
    assert said["rule", "total"].selects == ""


def test_a_misspelt_category_and_unit_are_warnings_with_their_lines(tmp_path: Path) -> None:
    folder = RecordsFolder(path=tmp_path)
    folder.rules.mkdir()
    (folder.rules / "xy.toml").write_text(HEAD + DECLARED, encoding="utf-8")
    (tmp_path / "records.toml").write_text(
        'schema = 1\n[person]\nname = "J"\n[[credential]]\nprogram = "xy"\n[[activity]]\nid = "a"\ntitle = "A"\n'
        'date = 2026-01-02\ncategory = ["safety", "ethcis"]\nunits = { cue = 1 }\n',
        encoding="utf-8",
    )
    plugins = load_plugins(local_rules=folder.rules)
    found = [one for one in open_overview(folder, plugins, date(2026, 3, 1)).problems if "knows the" in one.text]
    assert [(one.line, one.is_error) for one in found] == [(10, False), (11, False)]
    assert [one.remedy for one in found] == ["did you mean ethics?", "did you mean ceu?"]
