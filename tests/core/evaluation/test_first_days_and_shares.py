"""First days of steps, exemptions and ways to one end; values by the end or the hand-in; leasts as shares."""

from __future__ import annotations

from datetime import date

import pytest
from test_other_shapes import DOCUMENT, HEAD, YEAR, entry, judged, library, rule

from alcto_core.evaluation.standing import State
from alcto_core.hours import HOUR
from alcto_core.problems import RuleFileError
from alcto_core.records.types import StepRecord
from alcto_core.rules.clauses import clauses
from alcto_core.rules.reading import read_rule_file

TOTAL = rule("total", "hours = 12")
FY25, FY26 = date(2025, 3, 1), date(2026, 3, 1)


def done(hours: int, day: date) -> list[object]:
    return [entry("done", day, hours * HOUR)]


@pytest.mark.parametrize(
    ("since", "state"),
    [("2025-09-30", "unmet"), ("2025-10-01", "unmet"), ("2025-10-02", None)],
)
def test_a_step_is_asked_in_windows_that_begin_on_its_first_day_or_later(since: str, state: str | None) -> None:
    step = f"[[step]]\nid = 'form'\ntitle = 'F'\ntext = 'F.'\nfrom = {since}\ncite = 'd:1'\n"
    standing = judged(library(YEAR + TOTAL + step), [entry("done", FY26, 12 * HOUR)], FY26)
    form = standing.requirement("form")
    assert (form.state if form else None) == state
    assert standing.state is (State.IN_PROGRESS if state else State.COMPLIANT)


@pytest.mark.parametrize(("since", "state"), [("2025-10-01", State.NOT_APPLICABLE), ("2025-10-02", State.IN_PROGRESS)])
def test_an_exemption_holds_from_its_first_day_on(since: str, state: State) -> None:
    setting = "[[setting]]\nid = 'age'\ntitle = 'A'\ntext = 'A.'\ntype = 'number'\ncite = 'd:1'\n"
    exempt = "[[exempt]]\ntext = 'E.'\nwhen = {{ setting = 'age', least = 70 }}\nfrom = {}\ncite = 'd:1'\n"
    rules = library(YEAR + TOTAL + exempt.format(since) + setting)
    assert judged(rules, [], FY26, settings={"age": 70}).state is state
    missing = judged(rules, [], FY26).state
    assert missing is (State.UNDETERMINED if state is State.NOT_APPLICABLE else State.IN_PROGRESS)


def test_before_the_first_day_of_a_choice_each_of_its_ways_is_asked() -> None:
    ways = (
        rule("online", "hours = 6", "select = { format = 'online' }")
        + rule("live", "hours = 6", "select = { format = 'in-person' }")
        + "[[any_of]]\nid = 'ways'\ntitle = 'W'\ntext = 'W.'\noptions = [['online'], ['live']]\n"
        "from = 2025-10-01\ncite = 'd:1'\n"
    )
    rules = library(YEAR + ways)
    old = judged(rules, [entry("a", FY25, 6 * HOUR, format="online")], FY25)
    assert old.state is State.IN_PROGRESS and old.hours.missing == 6 * HOUR
    assert [one.id for one in old.requirements if one.is_open] == ["live"]
    new = judged(rules, [entry("a", FY26, 6 * HOUR, format="online")], FY26)
    assert new.state is State.COMPLIANT


AMOUNTS = (
    "[[rule]]\nid = 'total'\ntitle = 'T'\ntext = 'T.'\njudged = '{}'\nat_least = [\n"
    "{{ from = 2000-01-01, hours = 12, cite = 'd:1' }},\n{{ from = 2026-09-30, hours = 15, cite = 'd:1' }},\n]\n"
)
HAND_IN = "[[step]]\nid = 'in'\ntitle = 'I'\ntext = 'I.'\nsubmission = true\ncite = 'd:1'\n"


@pytest.mark.parametrize(("judged_by", "needed"), [("window", 12), ("end", 15), ("application", 12)])
def test_the_last_day_of_the_window_may_decide_what_is_asked(judged_by: str, needed: int) -> None:
    standing = judged(library(YEAR + AMOUNTS.format(judged_by) + HAND_IN), [], FY26)
    assert standing.hours.needed == needed * HOUR


@pytest.mark.parametrize(("day", "needed"), [(date(2026, 9, 29), 12), (date(2026, 9, 30), 15)])
def test_the_day_of_the_hand_in_may_decide_what_is_asked(day: date, needed: int) -> None:
    rules = library(YEAR + AMOUNTS.format("application") + HAND_IN)
    standing = judged(rules, [], date(2026, 10, 5), "FY26", owed_from=FY25, steps=(StepRecord(id="in", done=day),))
    assert standing.hours.needed == needed * HOUR


def test_until_then_the_date_asked_about_decides() -> None:
    rules = library(YEAR + AMOUNTS.format("application") + HAND_IN)
    assert judged(rules, [], date(2026, 9, 29)).hours.needed == 12 * HOUR
    assert judged(rules, [], date(2026, 9, 30)).hours.needed == 15 * HOUR


@pytest.mark.parametrize(
    ("hours", "state"), [(11, State.NON_COMPLIANT), (13, State.UNDETERMINED), (15, State.COMPLIANT)]
)
def test_a_day_of_application_that_nobody_recorded_is_unknown_where_it_decides(hours: int, state: State) -> None:
    step = HAND_IN.replace("submission = true", "submission = true\nadvisory = true")
    rules = library(YEAR + AMOUNTS.format("application") + step)
    standing = judged(rules, [entry("done", FY26, hours * HOUR)], date(2026, 10, 5), "FY26")
    assert standing.state is state
    if state is State.UNDETERMINED:
        assert standing.why == "Nobody has recorded when FY26 was handed in, and what it asks for turns on that day."


@pytest.mark.parametrize(("hours", "state"), [(2, State.IN_PROGRESS), (3, State.COMPLIANT)])
def test_a_least_may_be_a_share_of_what_is_asked(hours: int, state: State) -> None:
    rules = library(YEAR + TOTAL + rule("safety", "percent = 25, of = 'needed'", "select = { category = 'safety' }"))
    log = [entry("s", FY26, hours * HOUR, category=("safety",)), entry("o", FY26, (12 - hours) * HOUR)]
    standing = judged(rules, log, FY26)
    safety = standing.requirement("safety")
    assert standing.state is state
    assert safety is not None and safety.needed == 3 * HOUR


def test_a_share_follows_the_proration_of_the_total() -> None:
    total = rule("total", "hours = 12", "prorate = 'month'")
    rules = library(YEAR + total + rule("safety", "percent = 25, of = 'needed'", "select = { category = 'safety' }"))
    safety = judged(rules, [], date(2026, 5, 1), owed_from=date(2026, 4, 1)).requirement("safety")
    assert safety is not None and safety.needed is not None and 2 * safety.needed == 3 * HOUR


def test_a_share_of_what_nobody_knows_is_unknown() -> None:
    setting = "[[setting]]\nid = 'n'\ntitle = 'N'\ntext = 'N.'\ntype = 'number'\ncite = 'd:1'\n"
    share = rule("safety", "percent = 25, of = 'needed'", "select = { category = 'safety' }")
    rules = library(YEAR + rule("total", "setting = 'n'") + share + setting)
    standing = judged(rules, [entry("o", FY26, 12 * HOUR)], FY26)
    safety = standing.requirement("safety")
    assert standing.state is State.UNDETERMINED
    assert safety is not None and safety.state == "undetermined"


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        (TOTAL + rule("s", "percent = 25", "select = { category = 's' }"), "a least is a share of what is asked for"),
        (TOTAL + rule("s", "percent = 25, of = 'needed'"), "a share of itself"),
        (rule("s", "percent = 25, of = 'needed'", "select = { category = 's' }"), "no total in hours"),
        (TOTAL + rule("s", "hours = 2", "from = 2025-01-01\nselect = { category = 's' }"), "no first day of its own"),
        (AMOUNTS.format("application"), "nothing is handed in"),
        (
            TOTAL + "[[exempt]]\ntext = 'E.'\nwhen = { fact = 'person.role', is = ['x'] }\ncite = 'd:1'\n",
            "nobody is let off by a post",
        ),
        (TOTAL + "[[exempt]]\ntext = 'E.'\ncite = 'd:1'\n", "the condition is missing"),
        (
            TOTAL + "[[applies]]\ntext = 'E.'\nwhen = { fact = 'person.role', after = 2020-01-01 }\ncite = 'd:1'\n",
            "which day of the records",
        ),
        (
            TOTAL + "[[setting]]\nid = 'n'\ntitle = 'N'\ntext = 'N.'\ntype = 'number'\ndefault = 'x'\ncite = 'd:1'\n",
            "of the type number, and its default is not",
        ),
        (
            TOTAL + "[[setting]]\nid = 'n'\ntitle = 'N'\ntext = 'N.'\ntype = 'bool'\ndefault = true\ncite = 'd:1'\n",
            "the default has no citation",
        ),
    ],
)
def test_what_could_not_mean_anything_is_refused(body: str, wrong: str) -> None:
    with pytest.raises(RuleFileError, match=wrong):
        read_rule_file(f"{HEAD}{DOCUMENT}{YEAR}{body}".encode(), "rules.toml")


def test_the_page_of_the_rules_says_all_of_it() -> None:
    step = HAND_IN.replace("cite", "from = 2025-10-01\nunless = { fact = 'person.state', is = ['GA'] }\ncite")
    setting = (
        "[[setting]]\nid = 'n'\ntitle = 'N'\ntext = 'How many.'\ntype = 'number'\ndefault = 3\n"
        "default_cite = 'd:2'\ncite = 'd:1'\n"
    )
    rules = library(YEAR + AMOUNTS.format("application") + step + setting).rule_sets["made-up"]
    said = {clause.id: clause for clause in clauses(rules, FY26)}
    assert said["total"].text == "T; by the value of the day on which it is handed in"
    assert said["in"].text == "I; in windows that begin on 1 Oct 2025 or later; not where the state is GA"
    assert said["n"].text == "How many; where it is not set, 3 holds"
    assert said["n"].cites == ("d:1", "d:2")
