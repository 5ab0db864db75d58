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


def test_all_mistakes_of_a_file_are_told_in_one_go() -> None:
    text = RULES.replace("checked", "cheked").replace("hours = 10", 'hours = "ten"')
    text = text.replace("[[rule]]", "[[rule]]\nodd = 1")
    assert [problem.line for problem in problems(text)] == [7, 18, 22]


def test_all_lines_that_are_no_toml_are_told_in_one_go() -> None:
    text = RULES.replace("2026-11-22", "11/22/2026")
    assert [problem.corrected for problem in problems(text)] == ["checked = 2026-11-22", "read = 2026-11-22"]
