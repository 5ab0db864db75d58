"""What looks odd in a rule file is said as a warning; what cannot be meant is refused."""

from __future__ import annotations

import pytest

from alcto_core.problems import RuleFileError
from alcto_core.rules.library import Library
from alcto_core.rules.oddities import oddities
from alcto_core.rules.reading import read_rule_file
from alcto_core.rules.vocabulary import Catalogue, RuleSet

HEAD = """\
kind = "rule-set"
schema = 1
id = "xy-pd"
title = "Professional development"
short = "XY-PD"
authority = "State department"
checked = 2026-11-22
"""
YEAR = """
[documents.page]
title = "Training page"
read = 2026-11-22

[[window]]
id = "year"
kind = "fiscal-year"
begins = "07-01"
first = 2020-07-01
cite = "page"
"""
TOTAL = """
[[rule]]
id = "total"
title = "Ten hours"
text = "Ten hours each year."
at_least = [{ from = 2020-07-01, hours = 10, cite = "page" }]
"""
LISTED = """
[counts]
listed = { required = true, sources = ["xy"], cite = "page" }
"""
CATALOGUE = """\
kind = "catalogue"
schema = 1
id = "xy-2026"
title = "Events"
source = "xy"
from = 2026-07-01
until = 2027-06-30
checked = 2026-11-22
cite = "page"

[documents.page]
title = "Approved events"
read = 2026-11-22

[[offering]]
id = "xy/summit"
title = "Summit"
cite = "page"

[[offering]]
id = "xy/forum"
title = "Forum"
cite = "page"
"""


def rule(id: str, *lines: str) -> str:
    return f'\n[[rule]]\nid = "{id}"\ntitle = "{id}"\ntext = "{id}."\n' + "\n".join(lines) + "\n"


def most(hours: float, day: str = "2020-07-01") -> str:
    return f'at_most = [{{ from = {day}, hours = {hours}, cite = "page" }}]'


def least(hours: float, day: str = "2020-07-01") -> str:
    return f'at_least = [{{ from = {day}, hours = {hours}, cite = "page" }}]'


def odd(*parts: str, head: str = HEAD + YEAR + TOTAL) -> list[str]:
    word = read_rule_file((head + "".join(parts)).encode(), "x.toml")
    library = Library([word]) if isinstance(word, RuleSet) else Library()
    return [f"{finding.path}: {finding.text}" for finding in oddities(word, library)]


def test_an_ordinary_rule_set_has_nothing_odd() -> None:
    assert odd(rule("online", 'select = { format = "online" }', most(5))) == []


ONLINE = rule("online", 'select = { format = "online" }', most(5))
NEVER = {
    "a part of a smaller limit": (ONLINE, rule("xy", 'select = { format = "online", source = "xy" }', most(5))),
    "an entry of a smaller limit": (
        ONLINE, rule("xy", 'select = { format = "online", source = "xy" }', 'per = "entry"', most(6)),
    ),
    "a category below": (
        rule("work", 'select = { category = "work" }', most(4)),
        rule("own", 'select = { category = "work/own" }', most(4)),
    ),
    "everything limited": (rule("all", most(9)), rule("online", 'select = { format = "online" }', most(9))),
    "all of it": (rule("all", 'at_most = [{ from = 2020-07-01, percent = 100, cite = "page" }]'),),
}  # fmt: skip


@pytest.mark.parametrize("name", NEVER)
def test_a_limit_that_can_never_bind_is_odd(name: str) -> None:
    (said,) = odd(*NEVER[name])
    assert "this limit can never bind" in said


BINDS = {
    "a smaller part": (ONLINE, rule("xy", 'select = { format = "online", source = "xy" }', most(4.5))),
    "other hours": (ONLINE, rule("xy", 'select = { source = "xy" }', most(9))),
    "some years only": (
        ONLINE.replace("cite = \"page\" }]", "cite = \"page\" }, { from = 2024-07-01, hours = 9, cite = \"page\" }]"),
        rule("xy", 'select = { format = "online", source = "xy" }', most(6)),
    ),
    "a limit that is advice": (
        ONLINE + "advisory = true\n", rule("xy", 'select = { format = "online", source = "xy" }', most(6)),
    ),
    "a limit for each entry": (
        rule("each", 'per = "entry"', most(5)), rule("xy", 'select = { source = "xy" }', most(6)),
    ),
    "one name of two": (ONLINE, rule("xy", 'select = { format = ["online", "hybrid"] }', most(6))),
}  # fmt: skip


@pytest.mark.parametrize("name", BINDS)
def test_a_limit_that_may_bind_is_not_odd(name: str) -> None:
    assert odd(*BINDS[name]) == []


def test_a_value_between_two_windows_is_odd() -> None:
    text = rule(
        "online", 'select = { format = "online" }',
        'at_most = [{ from = 2020-07-01, hours = 5, cite = "page" }, { from = 2024-08-01, hours = 6, cite = "page" }, '
        '{ from = 2025-03-01, hours = 7, cite = "page" }]',
    )  # fmt: skip
    (said,) = odd(text)
    assert said.startswith("('rule', 1, 'at_most', 1, 'from'): no window begins from 1 Aug 2024")


def test_a_value_after_the_last_window_is_odd() -> None:
    ended = YEAR.replace("first = 2020-07-01", "first = 2020-07-01\nlast = 2024-07-01")
    (said,) = odd(rule("xy", 'select = { source = "xy" }', least(2, "2025-07-01")), head=HEAD + ended + TOTAL)
    assert "so this one never holds" in said


def test_windows_that_overlap_are_odd() -> None:
    later = YEAR[YEAR.index("[[window]]") :].replace('"year"', '"two"').replace("2020", "2024") + "years = 2\n"
    (said,) = odd(head=HEAD + YEAR + later + TOTAL)
    assert said == "('window', 0): the window “year” goes on after “two” has begun"
    closed = YEAR.replace("first = 2020-07-01", "first = 2020-07-01\nlast = 2023-07-01")
    assert odd(head=HEAD + closed + later + TOTAL) == []


PART = '\n[[window]]\nid = "part"\nkind = "{kind}"\npart_of = "year"\n{more}cite = "page"\n'


@pytest.mark.parametrize(
    ("kind", "more", "fits"),
    [
        ("calendar-year", "", False),
        ("fiscal-year", 'begins = "07-01"\n', True),
        ("fiscal-year", 'begins = "10-01"\n', False),
        ("cycle", "years = 1\n", True),
        ("cycle", "years = 2\n", False),
    ],
)
def test_a_part_that_never_fits_whole_into_its_window_is_odd(kind: str, more: str, fits: bool) -> None:
    asked = rule("within", 'within = "part"', 'select = { source = "xy" }', least(2))
    said = odd(PART.format(kind=kind, more=more), asked)
    assert said == [] if fits else "no whole “part” ever fits into “year”" in said[0]


def test_a_part_that_no_rule_asks_about_is_odd() -> None:
    (said,) = odd(PART.format(kind="cycle", more="years = 1\n"))
    assert "no rule is asked within this window" in said


def test_a_strand_of_another_framework_selects_nothing() -> None:
    (said,) = odd(rule("it", 'select = { strand = "al-cto/it" }', least(2)))
    assert "no hours are ever selected" in said


def test_a_category_that_is_nearly_another_is_odd() -> None:
    two = rule("a", 'select = { category = "education" }', least(2)) * 1
    (said, _) = odd(two, rule("b", 'select = { category = "educaton" }', most(3)))
    assert "nearly" in said
    alike = rule("b", 'select = { category = "education/technical" }', most(3))
    assert odd(two, alike) == []


def test_a_key_that_changes_nothing_is_odd() -> None:
    (said,) = odd(rule("online", 'select = { format = "online" }', "spends = true", most(3)))
    assert "“spends” changes nothing" in said


def test_an_approval_that_would_refuse_everything_else_is_odd() -> None:
    rules = read_rule_file((HEAD + YEAR + LISTED + TOTAL).encode(), "pd.toml")
    assert isinstance(rules, RuleSet)

    def said(text: str) -> list[str]:
        word = read_rule_file(text.encode(), "x.toml")
        assert isinstance(word, Catalogue)
        return [finding.text for finding in oddities(word, Library([rules], [], [word]))]

    one = CATALOGUE.rpartition("[[offering]]")[0]
    assert said(CATALOGUE) == []
    assert "any other event of “xy” in its span is refused" in said(one)[0]
    assert said(one.replace('source = "xy"', 'source = "xy"\npartial = true')) == []
    assert said(CATALOGUE.replace('source = "xy"', 'source = "xyz"')) == ["no rule set asks for the source “xyz”"]
    limited = CATALOGUE.replace('title = "Summit"', 'title = "Summit"\nmost = 2\nmost_per_entry = 3')
    assert "can never bind" in said(limited)[0]


# What cannot be meant.

REFUSED = {
    "a least that the most forbids": (rule("xy", least(6), most(5)), "at least 6 hours are asked for, and at most 5"),
    "a least that a later most forbids": (
        rule("xy", least(6), most(5, "2024-07-01")), "at least 6 hours are asked for",
    ),
    "within a main window": (rule("xy", 'within = "year"', least(1)), "the rule would never be asked"),
    "within nothing": (rule("xy", 'within = "yaer"', least(1)), "is no window of this rule set"),
    "each entry at least": (rule("xy", 'per = "entry"', least(1)), "per belongs to at_most"),
    "entries without measure": (
        rule("xy", 'at_least = [{ from = 2020-07-01, entries = 5, cite = "page" }]'), "does not count entries",
    ),
    "hours among entries": (rule("xy", 'measure = "entries"', least(5)), "the rule counts entries"),
    "at most so many entries": (
        rule("xy", 'at_most = [{ from = 2020-07-01, entries = 5, cite = "page" }]'), "entries belongs to at_least",
    ),
    "a part of a part": (
        PART.format(kind="cycle", more="years = 1\n")
        + PART.replace('id = "part"', 'id = "third"').replace('"year"', '"part"').format(
            kind="cycle", more="years = 1\n"
        ),
        "“part” is no main window",
    ),
    "a rolling part": (PART.format(kind="rolling", more="months = 3\n"), "divides no other one"),
    "a second main window": ('\n[[window]]\nid = "c"\nkind = "cycle"\nyears = 3\ncite = "page"\n', "is never used"),
    "a way without anything": (
        '\n[[any_of]]\nid = "ways"\ntitle = "W"\ntext = "W."\noptions = [["total"], []]\ncite = "page"\n',
        "would always be met",
    ),
    "a step under no switch": (
        '\n[[step]]\nid = "fee"\ntitle = "F"\ntext = "F."\nwhen = { switch = "x" }\ncite = "page"\n', "is no switch",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_meant_is_refused_with_its_line(name: str) -> None:
    part, said = REFUSED[name]
    head = HEAD + YEAR + TOTAL
    with pytest.raises(RuleFileError) as refused:
        read_rule_file((head + part).encode(), "x.toml")
    problem = next(problem for problem in refused.value.problems if said in problem.text)
    assert problem.line is not None and problem.line > head.count("\n")
    assert problem.remedy
