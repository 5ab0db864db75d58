"""Rule files: what is wrong in one is said with its line, its key and the remedy, all of it in one pass."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.hours import HOUR
from alcto_core.problems import Problem, RuleFileError
from alcto_core.rules.reading import read_rule_file
from alcto_core.rules.vocabulary import Catalogue, Framework, RuleSet
from alcto_core.telling.rule_set import official_words

HEAD = """\
kind = "rule-set"
schema = 1
id = "xy-pd"
title = "Professional development"
short = "XY-PD"
authority = "State department"
checked = 2026-11-22
"""
REST = """
[documents.page]
title = "Training page"
read = 2026-11-22
lines = 40

[[window]]
id = "year"
kind = "fiscal-year"
begins = "07-01"
first = 2024-07-01
cite = "page:3"

[[rule]]
id = "total"
title = "Ten hours"
text = "Ten hours each year."
at_least = [{ from = 2024-07-01, hours = 10, cite = "page:4" }]

[[switch]]
id = "online"
default = true
other = false
text = "Online counts."
other_text = "Online does not count."
cite = "page:5"
"""
RULES = HEAD + REST
_OF_A_SOURCE = """
[[rule]]
id = "of-{0}"
select = {{ source = "{0}" }}
at_least = [{{ from = 2024-07-01, hours = 2, cite = "page:7" }}]
"""

FRAMEWORK = """\
kind = "framework"
schema = 1
id = "xy"
title = "Standards"
checked = 2026-11-22

[documents.page]
title = "Standards"
read = 2026-11-22

[[strand]]
id = "xy/safety"
label = "Safety"
short = "Safety"
cite = "page"

[[strand]]
id = "xy/money"
label = "Money"
short = "Money"
aliases = ["Budgets"]
cite = "page:8"
"""

CATALOGUE = """\
kind = "catalogue"
schema = 1
id = "xy-2026"
title = "Approved events 2026"
source = "xy"
from = 2026-01-01
until = 2026-12-31
checked = 2026-11-22
cite = "page:2"

[documents.page]
title = "Approved events"
read = 2026-11-22

[[offering]]
id = "xy/summit"
title = "Spring summit"
most = 4.5
cite = "page:9"

[[offering]]
id = "xy/course"
title = "Course"
award = 2
from = 2026-03-01
until = 2026-03-31
no_repeat = "course"
repeat_cite = "page:12"
cite = "page:10"
"""


def problems_of(text: str | bytes) -> tuple[Problem, ...]:
    raw = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(RuleFileError) as refused:
        read_rule_file(raw, "rules/xy.toml")
    return refused.value.problems


def rule_set(text: str) -> RuleSet:
    """The rule set in a text that has one."""
    word = read_rule_file(text.encode(), "rules.toml")
    assert isinstance(word, RuleSet)
    return word


def the_problem(text: str | bytes) -> Problem:
    (problem,) = problems_of(text)
    return problem


def line_with(text: str, fragment: str) -> int:
    return next(at for at, line in enumerate(text.splitlines(), 1) if fragment in line)


def test_a_rule_set_a_framework_and_a_catalogue_are_read() -> None:
    rules = read_rule_file(RULES.encode(), "xy.toml")
    framework = read_rule_file(FRAMEWORK.encode(), "xy.toml")
    catalogue = read_rule_file(CATALOGUE.encode(), "xy.toml")
    assert isinstance(rules, RuleSet)
    assert isinstance(framework, Framework)
    assert isinstance(catalogue, Catalogue)
    assert rules.rule[0].at_least[0].exact == 10 * HOUR
    assert catalogue.offering[0].most == Decimal("4.5")
    assert catalogue.offering[1].since == date(2026, 3, 1)


def test_a_byte_order_mark_is_no_problem() -> None:
    assert isinstance(read_rule_file(b"\xef\xbb\xbf" + RULES.encode(), "xy.toml"), RuleSet)


WRONG_RULE_SETS = [
    ("an unknown key", "at_least", 'fil = "Talent"\nat_least', "fil =", "rule[0].fil", "did you mean “fill”"),
    ("a quoted date", "first = 2024-07-01", 'first = "2024-07-01"', "first =", "window[0].first", "without quotes"),
    ("a date with a time", "first = 2024-07-01", "first = 2024-07-01T08:00:00", "first =", "window[0].first", "time"),
    ("text for hours", "hours = 10", 'hours = "10"', "hours =", "rule[0].at_least[0].hours", "write a number"),
    ("true as hours", "hours = 10", "hours = true", "hours =", "rule[0].at_least[0].hours", "write a number"),
    ("three decimals", "hours = 10", "hours = 10.125", "hours =", "rule[0].at_least[0].hours", "hundredths"),
    ("no hours at all", "hours = 10", "hours = 0", "hours =", "rule[0].at_least[0].hours", "clock hours"),
    ("infinite hours", "hours = 10", "hours = inf", "hours =", "rule[0].at_least[0].hours", "clock hours"),
    ("an unknown document", '"page:4"', '"paeg:4"', "paeg", "rule[0].at_least[0].cite", "did you mean “page”"),
    ("a line behind the last", '"page:4"', '"page:41"', "page:41", "rule[0].at_least[0].cite", "a line of it"),
    ("an empty citation", '"page:4"', '""', "hours =", "rule[0].at_least[0].cite", "document:lines"),
    ("an unknown kind of window", '"fiscal-year"', '"fiscalyear"', "fiscalyear", "window[0].kind", "fiscal-year"),
    ("no such day", '"07-01"', '"02-30"', "02-30", "window[0].begins", "month and day"),
    ("a list for text", 'short = "XY-PD"', 'short = ["XY-PD"]', "short", "short", "write text"),
    ("a table where an array belongs", "[[switch]]", "[switch]", "[switch]", "switch", "write [[switch]]"),
    ("an id with a space", 'id = "total"', 'id = "in total"', "in total", "rule[0].id", "hyphens"),
    ("equal answers", "other = false", "other = true", "other =", "switch[0].other", "other answer"),
    ("a framework is missing", "at_least", 'each = "strand"\nat_least', "each =", "rule[0].each", "framework"),
    ("an unknown format", "at_least", 'select = { format = "in person" }\nat_least', "select", "rule[0].select.format",
     "did you mean “in-person”"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "fragment", "path", "remedy"), [case[1:] for case in WRONG_RULE_SETS],
                         ids=[case[0] for case in WRONG_RULE_SETS])  # fmt: skip
def test_a_mistake_is_said_with_line_key_and_remedy(
    right: str, wrong: str, fragment: str, path: str, remedy: str
) -> None:
    assert right in RULES
    text = RULES.replace(right, wrong, 1)
    problem = the_problem(text)
    assert problem.is_error
    assert problem.file == "rules/xy.toml"
    assert problem.path == path
    assert problem.line == line_with(text, fragment)
    assert remedy in problem.remedy
    assert problem.source == text.splitlines()[problem.line - 1]


def test_a_missing_key_is_said_at_its_table() -> None:
    text = RULES.replace('text = "Online counts."', "", 1)
    problem = the_problem(text)
    assert problem.text == "the key “text” is missing"
    assert problem.line == line_with(text, "[[switch]]")


def test_what_a_switch_leaves_unsaid_is_the_opposite() -> None:
    short = RULES.replace("other = false\n", "").replace('other_text = "Online does not count."\n', "")
    (switch,) = rule_set(short).switch
    assert (switch.default, switch.other) == (True, False)
    assert switch.other_text == "The opposite of “Online counts”."
    (switch,) = rule_set(short.replace("default = true", "default = false")).switch
    assert (switch.default, switch.other) == (False, True)
    problem = the_problem(short.replace("default = true", 'default = "both"'))
    assert problem.text == "the key “other” is missing" and problem.remedy == "add other = …"


def test_a_list_that_names_no_source_is_that_of_the_sources_that_the_rules_name() -> None:
    listed = '\n[counts]\nlisted = { required = true, cite = "page:6" }\n'
    own = rule_set(RULES + listed + _OF_A_SOURCE.format("association") + _OF_A_SOURCE.format("college"))
    assert own.counts.listed is not None and own.counts.listed.sources == ("association", "college")
    problem = the_problem(RULES + listed)
    assert problem.text == "no selection names a source, so the list of sources is empty"
    assert problem.line == line_with(RULES + listed, "listed =")


def test_the_official_record_may_stand_without_a_source() -> None:
    text = HEAD + 'official_record = { name = "The portal", lists = "activities" }\n' + REST
    assert official_words(rule_set(text)) == "The portal is the official record"
    problem = the_problem(text.replace('"activities"', '"activities", cite = "paeg:4"'))
    assert problem.path == "official_record.cite"


def test_what_a_rule_and_a_rule_set_are_called_follows_from_what_is_there() -> None:
    text = "\n".join(line for line in RULES.splitlines() if not line.startswith(('short = "XY-PD"', 'title = "Ten')))
    word = read_rule_file(text.replace('text = "Ten hours each year."', "", 1).encode(), "rules.toml")
    assert isinstance(word, RuleSet)
    first = word.rule[0]
    assert (first.id, first.title, first.text) == ("total", "Total", "Total.")
    assert word.short == "XY-PD"  # its title is too long for a card
    named = read_rule_file(text.replace("Professional development", "PD of XY").encode(), "rules.toml")
    assert isinstance(named, RuleSet) and named.short == "PD of XY"
    divided = read_rule_file(text.replace('id = "total"', 'id = "source/out-of-state"').encode(), "rules.toml")
    assert isinstance(divided, RuleSet) and divided.rule[0].title == "Source out of state"


def test_a_missing_citation_is_said_at_its_value() -> None:
    text = RULES.replace(', cite = "page:4"', "", 1)
    problem = the_problem(text)
    assert problem.text == "the citation is missing"
    assert problem.line == line_with(text, "at_least")


def test_two_amounts_from_the_same_day_are_refused() -> None:
    amount = '{ from = 2024-07-01, hours = 10, cite = "page:4" }'
    problem = the_problem(RULES.replace(amount, f"{amount}, {amount.replace('10', '12')}"))
    assert problem.path == "rule[0].at_least[1].from"
    assert "2024-07-01" in problem.text


def test_the_same_id_twice_in_a_file_is_refused() -> None:
    step = '\n[[step]]\nid = "total"\ntitle = "Form"\ntext = "Hand in the form."\ncite = "page:7"\n'
    problem = the_problem(RULES + step)
    assert problem.path == "step[0].id"
    assert "stands twice" in problem.text


def test_a_condition_on_an_undeclared_switch_is_refused() -> None:
    text = RULES + '\n[[exempt]]\ntext = "Nothing is owed."\nwhen = { switch = "onlin" }\ncite = "page:8"\n'
    problem = the_problem(text)
    assert problem.path == "exempt[0].when.switch"
    assert "did you mean “online”" in problem.remedy


def test_a_condition_on_an_answer_that_the_switch_lacks_is_refused() -> None:
    text = RULES + '\n[[exempt]]\ntext = "Nothing."\nwhen = { switch = "online", value = "no" }\ncite = "page:8"\n'
    assert the_problem(text).path == "exempt[0].when.value"


def test_a_source_that_no_list_of_the_rule_set_names_is_refused() -> None:
    text = RULES.replace("at_least", 'select = { source = "alett" }\nat_least', 1)
    text += '\n[counts]\nlisted = { required = true, sources = ["alet"], cite = "page:6" }\n'
    problem = the_problem(text)
    assert problem.path == "rule[0].select.source"
    assert "did you mean “alet”" in problem.remedy


def test_a_kind_of_time_that_records_do_not_know_is_refused() -> None:
    text = RULES + '\n[counts]\nnever = { kinds = ["lunch"], cite = "page:6" }\n'
    assert the_problem(text).path == "counts.never.kinds[0]"


def test_a_field_that_entries_do_not_have_is_refused() -> None:
    text = RULES + '\n[[entries]]\nid = "e"\ntitle = "E"\ntext = "E."\nneeds = ["title", "locaton"]\ncite = "page:9"\n'
    problem = the_problem(text)
    assert problem.path == "entries[0].needs[1]"
    assert "did you mean “location”" in problem.remedy


CONTRADICTIONS = [
    ('[[rule]]\nid = "a"\ntitle = "A"\ntext = "A."\nwithin = "yaer"\nat_least = [{ from = 2024-07-01, hours = 1, '
     'cite = "page" }]', "rule[1].within", "did you mean “year”"),
    ('[[rule]]\nid = "a"\ntitle = "A"\ntext = "A."\nmeasure = "unit"\nat_least = [{ from = 2024-07-01, hours = 1, '
     'cite = "page" }]', "rule[1].measure", "known: entries, hours"),
    ('[[rule]]\nid = "a"\ntitle = "A"\ntext = "A."\nat_least = [{ from = 2024-07-01, setting = "ceus", '
     'cite = "page" }]', "rule[1].at_least[0].setting", "known: none"),
    ('[[rule]]\nid = "a"\ntitle = "A"\ntext = "A."\nat_least = [{ from = 2024-07-01, hours = 1, entries = 2, '
     'cite = "page" }]', "rule[1].at_least[0]", "one of them"),
    ('[[rule]]\nid = "a"\ntitle = "A"\ntext = "A."\nat_least = [{ from = 2024-07-01, percent = 20, '
     'cite = "page" }]', "rule[1].at_least[0].percent", "write hours"),
    ('[[rule]]\nid = "a"\ntitle = "A"\ntext = "A."\nat_most = [{ from = 2024-07-01, percent = 120, '
     'cite = "page" }]', "rule[1].at_most[0].percent", "the share"),
    ('[[rule]]\nid = "a"\ntitle = "A"\ntext = "A."', "rule[1]", "at_least or at_most"),
    ('[[any_of]]\nid = "way"\ntitle = "Way"\ntext = "One."\noptions = [["total"], ["exam"]]\ncite = "page"',
     "any_of[0].options[1][0]", "known: total"),
    ('[[opens]]\nprogram = "next"\nstep = "done"\ntext = "Opens."\ncite = "page"', "opens[0].step", "known: none"),
    ('[[carry]]\ntext = "Carried."\nmonths = [13]\nmost = 3\ncite = "page"', "carry[0].months[0]", "1 to 12"),
    ('[convert]\nunit = [{ unit = "semester", hours = 3, setting = "worth", cite = "page" }]\n'
     '[[setting]]\nid = "worth"\ntitle = "Worth"\ntext = "Worth."\ntype = "number"\ncite = "page"',
     "convert.unit[0]", "one of the two"),
    ('[[window]]\nid = "part"\nkind = "calendar-year"\npart_of = "cycle"\ncite = "page"', "window[1].part_of", "year"),
    ('[[counts.excluded]]\nid = "total"\ntext = "No."\nselect = { category = "x" }\ncite = "page"',
     "counts.excluded[0].id", "its own"),
    ('[[exempt]]\ntext = "No."\nwhen = { after = 2025-01-01 }\ncite = "page"', "exempt[0].when.after", "add fact"),
    ('[[exempt]]\ntext = "No."\nwhen = {}\ncite = "page"', "exempt[0].when", "setting or fact"),
]  # fmt: skip


@pytest.mark.parametrize(("addition", "path", "remedy"), CONTRADICTIONS, ids=[case[1] for case in CONTRADICTIONS])
def test_a_rule_set_that_contradicts_itself_is_refused(addition: str, path: str, remedy: str) -> None:
    found = {problem.path: problem for problem in problems_of(f"{RULES}\n{addition}\n")}
    assert path in found
    assert remedy in found[path].remedy


def test_everything_that_is_wrong_is_said_at_once_in_the_order_of_the_file() -> None:
    text = RULES.replace('authority = "', '# authority = "', 1).replace("hours = 10", "hours = true", 1)
    text = text.replace("other = false", "othr = false", 1)
    problems = problems_of(text)
    assert [problem.path for problem in problems] == ["", "rule[0].at_least[0].hours", "switch[0].othr"]
    assert sorted(problem.line or 0 for problem in problems) == [problem.line for problem in problems]


def test_windows_need_the_keys_of_their_kind() -> None:
    assert "needs “begins”" in the_problem(RULES.replace('begins = "07-01"\n', "", 1)).text
    cycle = RULES.replace('"fiscal-year"', '"cycle"', 1).replace('begins = "07-01"\nfirst = 2024-07-01\n', "", 1)
    assert "needs “years”" in the_problem(cycle).text


WRONG_CATALOGUES = [
    ("an offering before the span", "from = 2026-03-01", "from = 2025-03-01", "offering[1].from"),
    ("an offering after the span", "until = 2026-03-31", "until = 2027-03-31", "offering[1].until"),
    ("an offering that ends before it begins", "until = 2026-03-31", "until = 2026-02-01", "offering[1].until"),
    ("a span that ends before it begins", "until = 2026-12-31", "until = 2025-12-31", "until"),
    ("an offering twice", 'id = "xy/course"', 'id = "xy/summit"', "offering[1].id"),
    ("a repeat rule without a citation", 'repeat_cite = "page:12"\n', "", "offering[1].no_repeat"),
    ("a most with three decimals", "most = 4.5", "most = 4.555", "offering[0].most"),
    ("a span without a citation", 'cite = "page:2"\n', "", ""),
]


@pytest.mark.parametrize(("right", "wrong", "path"), [case[1:] for case in WRONG_CATALOGUES],
                         ids=[case[0] for case in WRONG_CATALOGUES])  # fmt: skip
def test_a_catalogue_that_contradicts_itself_is_refused(right: str, wrong: str, path: str) -> None:
    assert right in CATALOGUE
    assert path in [problem.path for problem in problems_of(CATALOGUE.replace(right, wrong, 1))]


def test_a_strand_belongs_to_its_framework() -> None:
    assert the_problem(FRAMEWORK.replace('"xy/money"', '"xz/money"')).path == "strand[1].id"


def test_one_word_never_means_two_strands() -> None:
    assert "already means xy/safety" in the_problem(FRAMEWORK.replace('"Budgets"', '"SAFETY"')).text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"kind = ", "kind has no value"),
        (b'kind = "rule-set"\xff', "not UTF-8"),
        ("kind = 1".encode("utf-16"), "not UTF-8"),
        (b"", "does not say what it is"),
        (b"kind = 3", "no kind of rule file"),
        (b'kind = "ruleset"', "no kind of rule file"),
        (b'kind = "rule-set"\nschema = 2', "newer"),
        (b"x = " + b"[" * 20_000, "too deep"),
        (b"x = " + b"9" * 5_000, "too long"),
        (b"#" * 1_000_001, "too large"),
    ],
)
def test_what_is_no_rule_file_is_refused_in_a_sentence(raw: bytes, text: str) -> None:
    problem = the_problem(raw)
    assert text in f"{problem.text} {problem.remedy}"


def test_a_mistake_in_toml_is_said_with_its_line() -> None:
    problem = the_problem(RULES.replace("schema = 1", "schema 1", 1))
    assert problem.line == 2
    assert problem.column is not None


@settings(max_examples=tries(60), deadline=None)
@given(st.binary(max_size=300))
def test_whatever_the_bytes_are_only_a_rule_file_error_leaves(raw: bytes) -> None:
    with pytest.raises(RuleFileError):
        read_rule_file(raw, "x.toml")


@settings(max_examples=tries(120), deadline=None)
@given(st.sampled_from([RULES, FRAMEWORK, CATALOGUE]), st.data())
def test_a_damaged_rule_file_is_read_or_refused_with_problems(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    filling = data.draw(st.sampled_from(["", "x", '"', "[", "]]", "= 1", "\n", "nan", "[[rule]]\n", "true"]))
    try:
        read_rule_file((text[:start] + filling + text[end:]).encode(), "x.toml")
    except RuleFileError as refused:
        assert refused.problems
        assert all(problem.text and problem.remedy and problem.file == "x.toml" for problem in refused.problems)
