"""A rule of the person's own in the place of a published one: when it holds, and when it is refused."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.problems import RuleFileError
from alcto_core.rules.library import Library
from alcto_core.rules.reading import read_rule_file
from alcto_core.rules.replacement import replaced, replacement_findings
from alcto_core.rules.vocabulary import Amount, Replacement, RuleSet, in_force

RULES = """\
kind = "rule-set"
schema = 1
id = "xy-pd"
title = "Professional development"
short = "XY-PD"
authority = "State department"
checked = 2026-11-22

[documents.page]
title = "Training page"
read = 2026-11-22

[[window]]
id = "year"
kind = "fiscal-year"
begins = "07-01"
first = 2020-07-01
cite = "page:3"

[[rule]]
id = "total"
title = "Ten hours"
text = "Ten hours each year."
at_least = [{ from = 2020-07-01, hours = 8, cite = "page:4" }, { from = 2024-07-01, hours = 10, cite = "page:5" }]

[[rule]]
id = "online"
title = "Online"
text = "Five hours online count."
select = { format = "online" }
at_most = [{ from = 2020-07-01, hours = 5, cite = "page:6" }]
"""

LETTER = """\
kind = "replacement"
schema = 1
id = "own-total"
title = "Six hours for me"
replaces = "xy-pd/total"
reason = "The department granted six hours while I am on leave."
checked = 2026-11-22

[documents.letter]
title = "Letter of 3 July 2026"
read = 2026-11-22

[[rule]]
id = "total"
title = "Six hours"
text = "Six hours each year."
at_least = [{ from = 2026-07-01, hours = 6, cite = "letter" }]
"""


def rule_set() -> RuleSet:
    word = read_rule_file(RULES.encode(), "pd.toml")
    assert isinstance(word, RuleSet)
    return word


def letter(text: str = LETTER) -> Replacement:
    word = read_rule_file(text.encode(), "letter.toml")
    assert isinstance(word, Replacement)
    return word


def test_the_new_rule_holds_from_its_first_day_and_the_published_values_before() -> None:
    rule = replaced(rule_set(), letter()).rule[0]
    assert rule.text == "Six hours each year."
    assert [(amount.since, amount.hours) for amount in rule.at_least] == [
        (date(2020, 7, 1), 8), (date(2024, 7, 1), 10), (date(2026, 7, 1), 6),
    ]  # fmt: skip


def test_the_citations_of_both_texts_can_be_named() -> None:
    assert set(replaced(rule_set(), letter()).documents) == {"page", "letter"}


def test_the_library_keeps_what_was_published() -> None:
    library = Library([rule_set()], replacements=[letter()])
    assert library.rule_sets["xy-pd"].rule[0].title == "Six hours"
    assert library.published["xy-pd"].rule[0].title == "Ten hours"
    assert library.without(library.replacements[0]) == library.published["xy-pd"]
    assert [one.id for one in library.replacements_of("xy-pd")] == ["own-total"]
    assert library.replacements_of("al-cto") == ()


def test_a_replacement_of_a_rule_set_that_is_not_there_changes_nothing() -> None:
    stray = msgspec.structs.replace(letter(), replaces="zz/total")
    assert Library([rule_set()], replacements=[stray]).rule_sets["xy-pd"] == rule_set()


WRONG_ALONE = [
    ('reason = "The department granted six hours while I am on leave."', "", "the key “reason” is missing", 1),
    ("The department granted six hours while I am on leave.", " ", "the reason is empty", 6),
    ('id = "total"', 'id = "totl"', "the new rule is called “totl”", 14),
    ("xy-pd/total", "xy-pd", "the file replaces “xy-pd”", 14),
    ('cite = "letter"', 'cite = "page"', "“page” is not among the documents", 17),
    (', cite = "letter"', "", "the citation is missing", 17),
    ("schema = 1", "schema = 1\nfrom = 2026-07-01", "the key “from” is not known here", 3),
]


@pytest.mark.parametrize(("old", "new", "said", "line"), WRONG_ALONE)
def test_a_replacement_that_is_wrong_by_itself_is_refused_with_its_line(
    old: str, new: str, said: str, line: int
) -> None:
    with pytest.raises(RuleFileError) as refused:
        letter(LETTER.replace(old, new, 1))
    problem = next(one for one in refused.value.problems if said in one.text)
    assert problem.line == line
    assert problem.remedy


@pytest.mark.parametrize("rules", ["", "[[rule]]\nid = 'x'\ntitle = 'x'\ntext = 'x'\n"])
def test_a_replacement_holds_exactly_one_rule(rules: str) -> None:
    head = LETTER.partition("[[rule]]")[0]
    text = f"{head}[[rule]]{LETTER.partition('[[rule]]')[2]}{rules}" if rules else f"rule = []\n{head}"
    with pytest.raises(RuleFileError, match="a replacement holds one rule"):
        letter(text)


WRONG_BESIDE = [
    ("xy-pd/total", "xy-pdd/total", "no rule set “xy-pdd” is installed", ("replaces",)),
    ("total", "totals", "the rule set “xy-pd” has no rule “totals”", ("replaces",)),
    ("at_least", "at_most", "the published rule has at_least, and this one has none", ("rule", 0)),
    ("letter", "page", "“page” is another document in the rule set", ("documents", "page")),
    ("[{ from", "[{ from = 2026-07-01, hours = 7, cite = 'letter' }, { from", "two amounts begin on", None),
    (
        'text = "Six hours each year."', 'text = "Six."\nselect = { format = "online" }',
        "the published values stay, and they speak of other hours", ("rule", 0, "at_least", 0),
    ),
    (
        'text = "Six hours each year."', 'text = "Six."\nwhen = { switch = "leave" }',
        "“leave” is no switch of this rule set", ("rule", 0, "when", "switch"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said", "path"), WRONG_BESIDE)
def test_a_replacement_that_does_not_fit_its_rule_set_is_refused_with_its_place(
    old: str, new: str, said: str, path: tuple[str | int, ...] | None
) -> None:
    found = list(replacement_findings(letter(LETTER.replace(old, new)), {"xy-pd": rule_set()}))
    finding = next(one for one in found if said in one.text)
    assert finding.path == (path or ("rule", 0, "at_least", 1, "from"))
    assert finding.remedy


def test_a_value_that_leaves_no_window_open_may_select_other_hours() -> None:
    text = LETTER.replace("from = 2026-07-01", "from = 2020-07-01").replace(
        'text = "Six hours each year."', 'text = "Six."\nselect = { format = "online" }'
    )
    assert list(replacement_findings(letter(text), {"xy-pd": rule_set()})) == []


def test_a_good_replacement_has_nothing_wrong() -> None:
    assert list(replacement_findings(letter(), {"xy-pd": rule_set()})) == []


DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))


@settings(max_examples=tries(60), deadline=None)
@given(st.lists(DAYS, min_size=1, max_size=4, unique=True), st.lists(DAYS, min_size=1, max_size=4, unique=True), DAYS)
def test_every_day_has_the_new_value_or_else_the_published_one(
    published: list[date], new: list[date], day: date
) -> None:
    old, own = rule_set(), letter()
    dated = [tuple(Amount(since=one, hours=hours, cite=cite) for one in days)
             for days, hours, cite in ((published, 10, "page"), (new, 6, "letter"))]  # fmt: skip
    total = msgspec.structs.replace(old.rule[0], at_least=dated[0])
    old = msgspec.structs.replace(old, rule=(total, *old.rule[1:]))
    own = msgspec.structs.replace(own, rule=(msgspec.structs.replace(own.new, at_least=dated[1]),))
    held = in_force(replaced(old, own).rule[0].at_least, day)
    assert held == (in_force(dated[1], day) or in_force(dated[0], day))
