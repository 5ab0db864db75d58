"""What looks odd in a rule file is said as a warning; what cannot be meant is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from alcto_core.host.plugins import load_plugins
from alcto_core.problems import RuleFileError
from alcto_core.rules.library import Library
from alcto_core.rules.odd_rules import odd_rules
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
    return [f"{finding.path}: {finding.text}" for finding in odd_rules(word, library)]


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
    never, inside = odd(text)
    assert never.startswith("('rule', 1, 'at_most', 1, 'from'): no window begins from 1 Aug 2024")
    assert inside.startswith("('rule', 1, 'at_most', 2, 'from'): 1 Mar 2025 lies inside a window")


def test_a_value_after_the_last_window_is_odd() -> None:
    ended = YEAR.replace("first = 2020-07-01", "first = 2020-07-01\nlast = 2024-07-01")
    (said,) = odd(rule("xy", 'select = { source = "xy" }', least(2, "2025-07-01")), head=HEAD + ended + TOTAL)
    assert "so this one never holds" in said


LATER = YEAR[YEAR.index("[[window]]") :].replace('"year"', '"two"').replace("2020", "2024") + "years = 2\n"


def test_a_window_that_follows_another_one_is_not_odd() -> None:
    closed = YEAR.replace("first = 2020-07-01", "first = 2020-07-01\nlast = 2023-07-01")
    assert odd(head=HEAD + closed + LATER + TOTAL) == []


def test_a_value_of_long_before_a_first_window_of_later_is_not_odd() -> None:
    years = YEAR.replace("first = 2020-07-01", "first = 2024-07-01")
    assert odd(rule("xy", 'select = { source = "xy" }', least(2, "2000-01-01")), head=HEAD + years + TOTAL) == []


def test_a_way_that_ends_with_one_of_its_rules_is_odd() -> None:
    ended = rule("old", 'select = { source = "xy" }', "until = 2024-07-01", least(2))
    ways = '\n[[any_of]]\nid = "ways"\ntitle = "Ways"\ntext = "Ways."\ncite = "page"\noptions = [["{}"{}], ["other"]]\n'
    both = [
        ended,
        rule("last", 'select = { source = "xy" }', least(3)),
        rule("other", 'select = { source = "other" }', least(4)),
    ]
    (said,) = (one for one in odd(*both, ways.format("last", ', "old"')) if "any_of" in one)
    assert said.startswith("('any_of', 0, 'options', 0, 1): “old” is asked until 1 Jul 2024 only")
    assert not [one for one in odd(*both, ways.format("last", "")) if "any_of" in one]


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
    (said,) = odd(
        rule("it", 'select = { strand = "al-cto/it" }', least(2)), head=f'{HEAD}framework = "xy"\n{YEAR}{TOTAL}'
    )
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


SAID = 'text = "T."\ncite = "page"\n'
TEXTS = f'title = "T"\n{SAID}'
SUBMIT = YEAR + 'submit = { days = 30, cite = "page" }\n'
SWITCH = f'\n[[switch]]\nid = "new"\ndefault = true\nother = false\nother_text = "O."\n{SAID}'
SETTING = f'\n[[setting]]\nid = "days"\ntype = "number"\n{TEXTS}'
UNIT = '\n[convert]\nunit = [{ unit = "ceu", cite = "page" }]\n'
HANDED_IN = f'\n[[step]]\nid = "submitted"\nsubmission = true\n{TEXTS}'
LATE = TOTAL.replace("2020", "2022")
DAYS = '\n[[exempt]]\ntext = "Few days."\nwhen = { setting = "days", least = 3 }\ncite = "page"\n'

LEFT = {
    "a switch": (YEAR + TOTAL + SWITCH, "('switch', 0, 'id')", "nothing turns on the switch “new”"),
    "a setting": (YEAR + TOTAL + SETTING, "('setting', 0, 'id')", "nothing asks for the setting “days”"),
    "a unit": (YEAR + UNIT + TOTAL, "('convert', 'unit', 0, 'unit')", "the unit “ceu” is worth no hours"),
    "days to hand in": (SUBMIT + TOTAL, "('window', 0, 'submit')", "nothing is handed in within these days"),
    "a window before the first value": (
        YEAR + LATE, "('window', 0, 'first')",
        "the first window begins on 1 Jul 2020, and no least is in force before 1 Jul 2022",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LEFT)
def test_what_is_declared_and_never_used_is_odd(name: str) -> None:
    text, place, words = LEFT[name]
    (said,) = odd(head=HEAD + text)
    assert said.startswith(f"{place}: {words}")


USED = {
    "a switch of a rule": YEAR + TOTAL + SWITCH + rule(
        "new", 'select = { format = "online" }', 'when = { switch = "new" }', least(2)
    ),
    "how awards count": YEAR + TOTAL + SWITCH.replace('"new"', '"award"'),
    "a setting of a condition": YEAR + TOTAL + SETTING + DAYS,
    "a setting of an amount": YEAR + rule(
        "total", 'at_least = [{ from = 2020-07-01, setting = "days", cite = "page" }]'
    ) + SETTING,
    "the worth of a unit": YEAR + UNIT.replace('"ceu",', '"ceu", setting = "days",') + TOTAL + SETTING,
    "a unit with hours": YEAR + UNIT.replace('"ceu",', '"ceu", hours = 10,') + TOTAL,
    "a unit that is counted": YEAR + UNIT + TOTAL + rule("units", 'measure = "ceu"', least(2)),
    "days to hand in": SUBMIT + TOTAL + HANDED_IN,
    "a least that came later": YEAR + TOTAL + rule(
        "ethics", 'select = { category = "ethics" }', least(2, "2024-07-01")
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", USED)
def test_what_is_declared_and_used_is_not_odd(name: str) -> None:
    assert odd(head=HEAD + USED[name]) == []


def test_a_second_limit_on_the_same_hours_is_odd() -> None:
    (said,) = odd(ONLINE, rule("web", 'select = { format = ["online"] }', most(4)))
    assert said == "('rule', 2, 'at_most'): “online” limits the very same hours, and the smaller of the two holds"


ALIKE = {
    "for each entry and in all": ('per = "entry"', most(3)),
    "under a condition": ('when = { holds = "xy-other" }', most(3)),
    "as advice": ("advisory = true", most(3)),
    "as a share": ('at_most = [{ from = 2020-07-01, percent = 25, cite = "page" }]',),
}


@pytest.mark.parametrize("name", ALIKE)
def test_another_kind_of_limit_on_the_same_hours_is_not_odd(name: str) -> None:
    assert odd(ONLINE, rule("web", 'select = { format = "online" }', *ALIKE[name])) == []


def test_a_least_above_the_total_is_odd() -> None:
    (said,) = odd(rule("online", 'select = { format = "online" }', least(10.5)))
    assert said == "('rule', 1, 'at_least', 0, 'hours'): 10.5 hours are asked for here, and only 10 in all (“total”)"
    later = (
        'at_least = [{ from = 2020-07-01, hours = 2, cite = "page" }, { from = 2024-07-01, hours = 11, cite = "page" }]'
    )
    (said,) = odd(rule("online", 'select = { format = "online" }', later))
    assert said.startswith("('rule', 1, 'at_least', 1, 'hours')")


def test_a_least_as_large_as_the_total_or_only_recommended_is_not_odd() -> None:
    assert odd(rule("online", 'select = { format = "online" }', least(10))) == []
    assert odd(rule("online", 'select = { format = "online" }', "advisory = true", least(12))) == []


REGIMES = Path(__file__).parents[2] / "regimes"


@pytest.mark.parametrize("file", sorted(REGIMES.glob("*/rules*.toml")), ids=lambda file: file.parent.name)
def test_the_rules_of_another_state_have_nothing_odd(file: Path) -> None:
    assert odd(head=file.read_text("utf-8")) == []


def test_the_rule_sets_that_come_with_alcto_have_nothing_odd() -> None:
    library = load_plugins(no_plugins=True).library
    assert len(library.rule_sets) > 5
    for rules in library.rule_sets.values():
        assert list(odd_rules(rules, library)) == [], rules.id


def test_an_approval_that_would_refuse_everything_else_is_odd() -> None:
    rules = read_rule_file((HEAD + YEAR + LISTED + TOTAL).encode(), "pd.toml")
    assert isinstance(rules, RuleSet)

    def said(text: str) -> list[str]:
        word = read_rule_file(text.encode(), "x.toml")
        assert isinstance(word, Catalogue)
        return [finding.text for finding in odd_rules(word, Library([rules], [], [word]))]

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


def test_a_share_of_less_than_a_hundredth_is_odd() -> None:
    share = 'at_most = [{ from = 2020-07-01, percent = PERCENT, cite = "page" }]'
    online = 'select = { format = "online" }'
    (said,) = odd(rule("online", online, share.replace("PERCENT", "0.5")))
    assert "0.5 percent is less than a hundredth" in said
    assert odd(rule("online", online, share.replace("PERCENT", "50"))) == []
