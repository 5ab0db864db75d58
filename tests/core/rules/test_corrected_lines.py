"""Mistakes of rule authors: each is told once, at its place, with the line as it should be, and all in one go."""

from __future__ import annotations

import pytest

from alcto_core.problems import Problem, RuleFileError
from alcto_core.rules.reading import read_rule_file

RULES = """\
kind = "rule-set"
schema = 1
id = "xy"
title = "XY"
short = "XY"
authority = "XY"
checked = 2026-11-22
[documents.page]
title = "A page"
read = 2026-11-22
[[window]]
id = "year"
kind = "fiscal-year"
begins = "07-01"
first = 2019-07-01
cite = "page:1"
[[rule]]
id = "total"
title = "Ten"
text = "Ten hours."
at_least = [{ from = 2019-07-01, hours = 10, cite = "page:1" }]
"""


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(RuleFileError) as wrong:
        read_rule_file(text.encode(), "xy.toml")
    return wrong.value.problems


CYCLE = """\
kind = "cycle"
years = 2
ends = "birth-month"
month = "birth-month\""""
RULE = """\
[[rule]]
id = "five"
title = "Five"
text = "Five hours."
select = { category = "x" }
at_least = [{ from = 2019-07-01, hours = 5, cite = "page:1" }]
"""
PAGE = """\
[documents.other]
title = "Another page"
read = 2026-11-22
"""
STEPS = """\
[[step]]
id = "a"
title = "A"
text = "A."
cite = "page:1"
[[step]]
id = "b"
title = "B"
text = "B."
cite = "page:1"
[[any_of]]
id = "ways"
title = "Ways"
text = "A or B."
cite = "page:1"
"""
MISTAKES = [
    (
        'at_least = [{ from = 2019-07-01, hours = 10, cite = "page:1" }]',
        'at_least = { from = 2019-07-01, hours = 10, cite = "page:1" }',
        'at_least = [{ from = 2019-07-01, hours = 10, cite = "page:1" }]',
    ),
    (
        'at_least = [{ from = 2019-07-01, hours = 10, cite = "page:1" }]',
        "at_least = 10",
        'at_least = [{ from = 2019-07-01, hours = 10, cite = "page:1" }]',
    ),
    (
        'at_least = [{ from = 2019-07-01, hours = 10, cite = "page:1" }]',
        'at_least = [{ from = 7/1/2019, hours = 10, cite = "page:1" }]',
        'at_least = [{ from = 2019-07-01, hours = 10, cite = "page:1" }]',
    ),
    ("[[rule]]", "[rule]", "[[rule]]"),
    ("[[rule]]", RULE + "[[rules]]", "[[rule]]"),
    ("[documents.page]", PAGE + "[document.page]", "[documents.page]"),
    ("[[rule]]", "[[lapse]]\ntext = 'x'\ncite = 'page:1'\n[[rule]]", "[lapse]"),
    ("[[rule]]", STEPS + 'options = ["a", "b"]\n[[rule]]', 'options = [["a"], ["b"]]'),
    ('begins = "07-01"', "begins = 2019-07-01", 'begins = "07-01"'),
    ("[[rule]]", RULE + "[rule]", "[[rule]]"),
    ("[[rule]]", RULE.replace("[[", "[").replace("]]", "]") + "[[rule]]", "[[rule]]"),
    ("[[window]]", "[window]", "[[window]]"),
    ("checked = 2026-11-22", "checked = 11/22/2026", "checked = 2026-11-22"),
    ("checked = 2026-11-22", 'checked = "2026-11-22"', "checked = 2026-11-22"),
    ("checked = 2026-11-22", "cheked = 2026-11-22", "checked = 2026-11-22"),
    ("hours = 10", 'hours = "10"', 'at_least = [{ from = 2019-07-01, hours = 10, cite = "page:1" }]'),
    ('kind = "fiscal-year"', 'kind = "fiscal-years"', 'kind = "fiscal-year"'),
    ('begins = "07-01"\nfirst = 2019-07-01\ncite = "page:1"', 'begins = "07-01"\ncite = "p"', 'cite = "page:p"'),
    ('begins = "07-01"\nfirst = 2019-07-01\ncite = "page:1"', 'begins = "07-01"\ncite = "pgae:3"', 'cite = "page:3"'),
]


@pytest.mark.parametrize(("right", "wrong", "corrected"), MISTAKES, ids=[wrong for _, wrong, _ in MISTAKES])
def test_a_mistake_is_told_once_with_the_line_as_it_should_be(right: str, wrong: str, corrected: str) -> None:
    assert right in RULES
    text = RULES.replace(right, wrong, 1)
    found = problems(text)
    assert [problem.corrected.strip() for problem in found] == [corrected]
    place = found[0].line or 0
    assert text.splitlines()[place - 1].strip() in wrong or "hours" in wrong


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("hours = 10", "entries = 10", "the rule does not count entries; add measure"),
        ('text = "Ten hours."', 'text = "Ten."\nmeasure = "entry"', "is no unit of this rule set; did you mean"),
        ('kind = "fiscal-year"\nbegins = "07-01"\nfirst = 2019-07-01', CYCLE, "is no last day of a cycle"),
    ],
)
def test_what_follows_from_a_mistake_is_not_told_as_another(right: str, wrong: str, said: str) -> None:
    setting = '[[setting]]\nid = "birth-month"\ntitle = "M"\ntext = "M."\ntype = "number"\ncite = "page:1"\n'
    text = RULES.replace(right, wrong, 1) + setting
    assert wrong in text
    (found,) = problems(text)
    assert said in found.sentence


def test_a_name_of_nothing_is_told_with_all_that_there_are() -> None:
    steps = "".join(f'[[step]]\nid = "s{at}"\ntitle = "S"\ntext = "S."\ncite = "page:1"\n' for at in range(12))
    ways = '[[any_of]]\nid = "ways"\ntitle = "W"\ntext = "W."\ncite = "page:1"\noptions = [["s1"], ["zz"]]\n'
    (found,) = problems(RULES + steps + ways)
    assert found.remedy.startswith("known: s0, s1, s10, s11, s2")


def test_all_mistakes_of_a_file_are_told_in_one_go() -> None:
    text = RULES.replace("checked", "cheked").replace("hours = 10", 'hours = "ten"')
    text = text.replace("[[rule]]", "[[rule]]\nodd = 1")
    assert [problem.line for problem in problems(text)] == [7, 18, 22]


def test_all_lines_that_are_no_toml_are_told_in_one_go() -> None:
    text = RULES.replace("2026-11-22", "11/22/2026")
    assert [problem.corrected for problem in problems(text)] == ["checked = 2026-11-22", "read = 2026-11-22"]
