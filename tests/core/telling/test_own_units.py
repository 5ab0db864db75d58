"""The authority's own unit: figures are said in it, with the hours beside, and counted in hours."""

from __future__ import annotations

import io
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alcto_core.cli.page import Page
from alcto_core.cli.status_page import say_standings_table
from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.standing import Standing
from alcto_core.evaluation.status_document import standing_document
from alcto_core.hours import HOUR
from alcto_core.nouns import OwnUnit, asked_in, counted_in, of_in
from alcto_core.records.types import Activity, Credential, Person, Records
from alcto_core.rules.clauses import clauses
from alcto_core.rules.library import Library
from alcto_core.rules.reading import read_rule_file
from alcto_core.rules.vocabulary import RuleSet
from alcto_core.telling.card import card
from alcto_core.telling.charts import burn_up, months
from alcto_core.telling.log import log_part
from alcto_core.telling.sentences import count_words, explain_requirement, needed_words, verdict

RULES = """
kind = "rule-set"
schema = 1
id = "xy"
title = "XY"
short = "XY"
authority = "XY"
checked = 2026-01-01
{shown}
[documents.d]
title = "D"
read = 2026-01-01
[[window]]
id = "year"
kind = "fiscal-year"
begins = "07-01"
cite = "d:1"
[[unit]]
id = "credit"
label = "credit"
plural = "credits"
cite = "d:1"
[convert]
unit = [{{ unit = "credit", hours = 10, cite = "d:1" }}]
[[rule]]
id = "total"
title = "Eight credits"
text = "Eight credits."
at_least = [{{ from = 2000-01-01, hours = 80, cite = "d:1" }}]
[[rule]]
id = "ethics"
title = "Ethics"
text = "One and a half credits of ethics."
unit = "hours of ethics"
select = {{ category = "ethics" }}
at_least = [{{ from = 2000-01-01, hours = 15, cite = "d:1" }}]
[[rule]]
id = "online"
title = "Online"
text = "Four credits online."
select = {{ format = "online" }}
at_most = [{{ from = 2000-01-01, hours = 40, cite = "d:1" }}]
"""
ON = date(2026, 3, 1)
CREDIT = OwnUnit(one="credit", several="credits", worth=10 * HOUR)
LOG = (
    Activity(id="a", title="A", date=date(2025, 8, 1), hours=35 * HOUR, category=("ethics",)),
    Activity(id="b", title="B", date=date(2025, 9, 1), hours=44 * HOUR, format="online"),
)


def standing_of(shown: str = 'shown_in = "credit"', log: tuple[Activity, ...] = LOG) -> Standing:
    rules = read_rule_file(RULES.format(shown=shown).encode(), "xy.toml")
    assert isinstance(rules, RuleSet)
    held = Credential(program="xy", id="xy", owed_from=date(2025, 7, 1))
    records = Records(person=Person(name="J"), credentials=(held,), activities=log)
    return evaluate(records, held, Library([rules]), ON)


def test_the_card_speaks_of_credits_with_hours_beside() -> None:
    standing = standing_of()
    assert verdict(standing) == "XY FY26 is not met yet: 0.5 credits (5 hours) missing by 30 Jun 2026."
    total, ethics, online = card(standing).items("bar")
    assert (total.title, total.figure) == ("Credits", "7.5 of 8")
    assert total.state.startswith("75 of 80 hours, 79 logged")
    assert (ethics.figure, online.figure) == ("3.5 of 1.5", "4, max 4")
    assert standing.next.startswith("Earn 0.5 credits (5 hours) by")
    assert needed_words(standing.hours) == "7.5 of 8 credits (75 of 80 hours)"


def test_explanations_and_lists_speak_of_credits() -> None:
    standing = standing_of()
    total = standing.requirement("total")
    assert total is not None
    assert explain_requirement(standing, total)[1] == (
        "7.5 of 8 credits (75 of 80 hours): unmet, short 0.5 credits (5 hours)."
    )
    assert [count_words(one) for one in standing.credits] == [
        "35 of 35 hours count as 3.5 credits",
        "40 of 44 hours count as 4 credits",
    ]
    rows = log_part(LOG, [standing], {}).items
    assert ["4 credits" in row.said for row in rows] == [False, True]


def test_a_kind_of_hours_is_a_kind_of_credits() -> None:
    log = (*LOG[1:], Activity(id="c", title="C", date=date(2025, 8, 1), hours=70 * HOUR, format="hybrid"))
    assert "1.5 credits of ethics (15 hours) missing" in verdict(standing_of(log=log))


def test_the_contract_of_the_json_is_in_hours_and_the_same() -> None:
    in_credits, in_hours = standing_document(standing_of()), standing_document(standing_of(""))
    assert in_credits.pop("next") == "Earn 0.5 credits (5 hours) by 30 Jun 2026."
    assert in_hours.pop("next") == "Earn 5 hours by 30 Jun 2026."
    assert in_credits == in_hours


def test_without_the_key_nothing_is_said_of_credits() -> None:
    standing = standing_of("")
    said = [verdict(standing), *(item.figure + item.state for item in card(standing).items("bar"))]
    assert not any("credit" in word for word in said)
    assert "5 hours missing" in said[0]


@given(st.integers(0, 500_000), st.integers(1, 500_000), st.integers(1, 60_000))
@example(1, 2, 200)
@example(1, 2, 1)
def test_less_than_is_asked_never_reads_as_much(counted: int, needed: int, worth: int) -> None:
    own = OwnUnit(one="credit", several="credits", worth=worth)
    has, asked = of_in(own, counted, needed).split(" of ")
    assert (not has.startswith("<") and Fraction(has) >= Fraction(asked)) == (counted >= needed)
    assert Fraction(asked_in(own, needed).split()[0]) * worth >= needed


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (10, "1 credit (10 hours)"),
        (1, "0.1 credits (1 hour)"),
        (0, "0 credits (0 hours)"),
        (25, "2.5 credits (25 hours)"),
    ],
)
def test_one_credit_is_one(hours: int, said: str) -> None:
    assert counted_in(CREDIT, hours * HOUR) == said


def test_the_page_of_the_rules_says_what_hours_are_shown_in() -> None:
    rules = read_rule_file(RULES.format(shown='shown_in = "credit"').encode(), "xy.toml")
    assert isinstance(rules, RuleSet)
    texts = [one.text for one in clauses(rules, ON) if one.kind == "conversion"]
    assert texts == ["One credit is 10 hours; hours are shown in credits"]


@pytest.mark.parametrize("name", ["\\1", "\\g<9>", "[b]x[/b]", "hours", "\x1b[31m"])
def test_a_name_is_text_and_no_pattern(name: str) -> None:
    own = OwnUnit(one=name, several=name, worth=HOUR)
    assert asked_in(own, 2 * HOUR, "hours of ethics") == f"2 {name} of ethics (2 hours)"


def test_charts_speak_of_credits_with_hours_beside() -> None:
    standing = standing_of()
    burnt = burn_up(standing)
    assert burnt is not None
    assert burnt.sentence.startswith(
        "7.5 of 8 credits (75 of 80 hours) counted by 1 Mar 2026, where an even pace would"
    )
    assert " credits (" in burnt.sentence.partition("even pace would have")[2]
    by_month = months(standing, Library([]))
    assert by_month is not None
    assert by_month.sentence.startswith("7.5 credits (75 hours) counted: ")
    plain = burn_up(standing_of(""))
    assert plain is not None
    assert plain.sentence.startswith("75 of 80 hours counted by 1 Mar 2026")


def test_the_table_speaks_of_credits() -> None:
    out = io.StringIO()
    say_standings_table(Page(out, io.StringIO(), {"ALCTO_PLAIN": "1"}), (standing_of(),))
    row = out.getvalue()
    assert "7.5 credits" in row
    assert "8 credits" in row
    assert "80" not in row
    out = io.StringIO()
    say_standings_table(Page(out, io.StringIO(), {"ALCTO_PLAIN": "1"}), (standing_of(""),))
    assert "credits" not in out.getvalue()
    assert "80" in out.getvalue()
