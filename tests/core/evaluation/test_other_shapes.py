"""Shapes that other states need, each by itself and together: windows in a row, units, shares, ways to one end."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from profiles import tries

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.standing import Standing, State
from alcto_core.evaluation.status_document import standing_document
from alcto_core.hours import HOUR, HUNDREDTH, MINUTE
from alcto_core.records.types import Activity, AuthorityRecord, Credential, Person, Records, Session
from alcto_core.rules.library import Library
from alcto_core.rules.reading import read_rule_file
from alcto_core.rules.vocabulary import Framework, RuleSet

HEAD = """
kind = "rule-set"
schema = 1
id = "made-up"
title = "A made-up program"
short = "MADE-UP"
authority = "Nobody"
checked = 2026-01-01
"""
DOCUMENT = """
[documents.d]
title = "Document"
read = 2026-01-01
"""
FRAMEWORK = f"""
kind = "framework"
schema = 1
id = "f"
title = "F"
checked = 2026-01-01
{DOCUMENT}
[[strand]]
id = "f/a"
label = "A"
short = "A"
cite = "d:1"
[[strand]]
id = "f/b"
label = "B"
short = "B"
cite = "d:1"
"""
YEAR = """
[[window]]
id = "year"
kind = "fiscal-year"
begins = "10-01"
cite = "d:1"
"""


def rule(id: str, amount: str, more: str = "", least: bool = True) -> str:
    value = f"[{{ from = 2000-01-01, {amount}, cite = 'd:1' }}]"
    key = "at_least" if least else "at_most"
    return f"\n[[rule]]\nid = '{id}'\ntitle = '{id}'\ntext = '{id}.'\n{more}\n{key} = {value}\n"


def library(body: str, head: str = "") -> Library:
    rules = read_rule_file(f"{HEAD}{head}{DOCUMENT}{body}".encode(), "rules.toml")
    framework = read_rule_file(FRAMEWORK.encode(), "framework.toml")
    assert isinstance(rules, RuleSet) and isinstance(framework, Framework)
    return Library([rules], [framework])


def entry(id: str, day: date, hours: int = 0, **more: Any) -> Activity:
    return Activity(id=id, title=id, date=day, hours=hours, **more)


def judged(
    library: Library, activities: list[Activity], on: date, period: str | None = None, **credential: Any
) -> Standing:
    held = Credential(program="made-up", id="made-up", **credential)
    records = Records(person=Person(name="J"), credentials=(held,), activities=tuple(activities))
    standing = evaluate(records, held, library, on, period=period)
    for credit in standing.credits:
        assert credit.claimed + sum(reason.hours for reason in credit.because) == credit.counted
    assert sum(credit.counted for credit in standing.credits) == standing.hours.counted
    return standing


# --- windows -------------------------------------------------------------------------------------------------------


def test_rules_hold_in_a_window_without_ends() -> None:
    open_ = library("[[window]]\nid = 'always'\nkind = 'open'\ncite = 'd:1'\n" + rule("total", "hours = 10"))
    assert judged(open_, [], date(2026, 1, 1)).state is not State.COMPLIANT
    assert judged(open_, [], date(2026, 1, 1)).hours.missing == 10 * HOUR
    assert judged(open_, [entry("a", date(1999, 1, 1), 10 * HOUR)], date(2026, 1, 1)).state is State.COMPLIANT


def test_limits_hold_in_a_window_without_ends() -> None:
    open_ = library(
        "[[window]]\nid = 'always'\nkind = 'open'\ncite = 'd:1'\n"
        + rule("total", "hours = 10")
        + rule("online", "hours = 4", "select = { format = 'online' }", least=False)
    )
    standing = judged(open_, [entry("a", date(2020, 1, 1), 10 * HOUR, format="online")], date(2026, 1, 1))
    assert (standing.hours.counted, standing.hours.missing) == (4 * HOUR, 6 * HOUR)


@pytest.mark.parametrize(
    ("issued", "due"),
    [
        (date(2011, 1, 1), date(2016, 11, 3)),
        (date(2012, 7, 1), date(2018, 7, 1)),
        (date(2013, 6, 30), date(2018, 7, 1)),
        (date(2013, 7, 1), date(2018, 7, 1)),
        (date(2005, 1, 1), date(2010, 1, 1)),
    ],
)
def test_a_pause_stops_the_clock_also_of_a_cycle_that_began_in_it(issued: date, due: date) -> None:
    paused = library(
        "[[window]]\nid = 'cycle'\nkind = 'cycle'\nyears = 5\ncite = 'd:1'\n"
        "pause = [{ from = 2011-08-29, until = 2013-06-30, cite = 'd:1' }]\n" + rule("total", "hours = 10")
    )
    shift = timedelta(days=365) if issued == date(2011, 1, 1) else timedelta()
    assert judged(paused, [], issued, issued=issued).due == due + shift


def test_a_cycle_that_begins_on_the_second_day_of_a_year_asks_in_that_year_too() -> None:
    yearly = library(
        "[[window]]\nid = 'cycle'\nkind = 'cycle'\nyears = 2\ncite = 'd:1'\n"
        "[[window]]\nid = 'each'\nkind = 'calendar-year'\npart_of = 'cycle'\ncite = 'd:1'\n"
        + rule("yearly", "hours = 5", "within = 'each'")
    )
    credential = {"issued": date(2022, 1, 1), "renewed": (date(2023, 12, 1),)}
    standing = judged(yearly, [entry("b", date(2025, 5, 1), 5 * HOUR)], date(2025, 6, 1), **credential)
    assert [one.id for one in standing.requirements] == ["yearly/2024", "yearly/2025"]
    assert standing.requirements[0].state == "unmet"


def test_half_a_year_of_grace_after_the_last_of_a_month_ends_on_the_last_of_a_month() -> None:
    graceful = library(
        YEAR.replace("cite", "grace = { months = 6, stage = 'on probation', cite = 'd:1' }\ncite")
        + rule("total", "hours = 10")
    )
    standing = judged(graceful, [], date(2026, 1, 1), "FY25", owed_from=date(2024, 10, 1))
    assert (standing.due, standing.stage, standing.state) == (date(2026, 3, 31), "on probation", State.IN_PROGRESS)


def test_no_hour_makes_up_for_one_year_and_counts_in_the_next() -> None:
    graceful = library(
        YEAR.replace("cite", "grace = { months = 6, stage = 'on probation', cite = 'd:1' }\ncite")
        + rule("total", "hours = 10")
        + "[[carry]]\ntext = 'All.'\nmost = 100\ncite = 'd:1'\n"
    )
    since = date(2024, 10, 1)
    log = [entry("a", date(2025, 1, 1), 7 * HOUR), entry("b", date(2025, 11, 1), 13 * HOUR)]
    then = judged(graceful, log, date(2026, 2, 1), "FY25", owed_from=since)
    now = judged(graceful, log, date(2026, 2, 1), owed_from=since)
    assert (then.state, then.hours.counted) == (State.COMPLIANT, 10 * HOUR)
    assert (now.state, now.hours.counted, now.hours.carried) == (State.COMPLIANT, 10 * HOUR, 0)
    late = [entry("a", date(2025, 1, 1), 7 * HOUR), entry("b", date(2025, 11, 1), 2 * HOUR)]
    assert judged(graceful, late, date(2026, 4, 1), owed_from=since).hours.counted == 2 * HOUR


def test_hours_that_came_in_are_used_first_and_never_go_on() -> None:
    carrying = library(YEAR + rule("total", "hours = 10") + "[[carry]]\ntext = 'All.'\nmost = 100\ncite = 'd:1'\n")
    log = [entry("a", date(2022, 11, 1), 30 * HOUR), entry("b", date(2023, 11, 1), 3 * HOUR)]
    carried = {
        on.year: judged(carrying, log, on, owed_from=date(2022, 10, 1)).hours.carried
        for on in (date(2023, 1, 1), date(2024, 1, 1), date(2025, 1, 1), date(2026, 1, 1))
    }
    # FY23 leaves twenty; FY24 needs ten of them and earns three itself: only these go on; FY25 was missed.
    assert carried == {2023: 0, 2024: 20 * HOUR, 2025: 3 * HOUR, 2026: 0}


def test_a_first_year_shrinks_only_where_the_first_day_is_recorded() -> None:
    prorated = library(YEAR + rule("total", "hours = 12", "prorate = 'month'"))
    log = [entry("a", date(2026, 8, 1), 2 * HOUR)]
    assert judged(prorated, log, date(2026, 9, 1)).hours.missing == 10 * HOUR
    assert judged(prorated, log, date(2026, 9, 1), owed_from=date(2026, 8, 20)).hours.missing == 0
    assert judged(prorated, log, date(2026, 9, 1), owed_from=date(2025, 10, 31)).hours.missing == 10 * HOUR


CYCLE = """
[[window]]
id = "cycle"
kind = "cycle"
years = 3
ends = "ENDS"
cite = "d:1"
[[carry]]
text = "Some."
most = 30
cite = "d:1"
"""


@pytest.mark.parametrize("ends", ["anniversary", "eve"])
def test_eighteen_months_of_thirty_six_ask_for_exactly_half(ends: str) -> None:
    prorated = library(CYCLE.replace("ENDS", ends) + rule("total", "hours = 45", "prorate = 'month'"))
    issued, on = date(2024, 6, 15), date(2026, 1, 1)
    assert judged(prorated, [], on, issued=issued, owed_from=date(2025, 12, 15)).hours.needed == 45 * HOUR / 2
    assert judged(prorated, [], on, issued=issued, owed_from=date(2024, 7, 14)).hours.needed == 45 * HOUR
    assert judged(prorated, [], on, issued=issued).hours.needed == 45 * HOUR


@pytest.mark.parametrize(("ends", "next_day"), [("anniversary", date(2027, 6, 16)), ("eve", date(2027, 6, 15))])
def test_a_whole_cycle_carries_no_hour_that_was_asked_for(ends: str, next_day: date) -> None:
    prorated = library(CYCLE.replace("ENDS", ends) + rule("total", "hours = 45", "prorate = 'month'"))
    held = {"issued": date(2024, 6, 15), "owed_from": date(2024, 7, 10), "renewed": (date(2027, 6, 14),)}
    log = [entry("a", date(2026, 8, 1), 45 * HOUR), entry("b", date(2027, 6, 14), 2 * HOUR)]
    assert judged(prorated, log[:1], next_day, **held).hours.carried == 0
    assert judged(prorated, log, next_day, **held).hours.carried == 2 * HOUR


def test_a_first_cycle_that_a_fixed_last_day_made_shorter_asks_for_its_months() -> None:
    prorated = library(CYCLE.replace("ENDS", "12-31") + rule("total", "hours = 36", "prorate = 'month'"))
    standing = judged(prorated, [], date(2026, 1, 1), issued=date(2025, 7, 1))
    assert (standing.due, standing.hours.needed) == (date(2027, 12, 31), 30 * HOUR)
    late = judged(prorated, [], date(2028, 2, 1), issued=date(2025, 7, 1), renewed=(date(2027, 12, 1),))
    assert (late.due, late.hours.needed) == (date(2030, 12, 31), 36 * HOUR)


def test_a_year_before_the_first_value_is_not_called_met() -> None:
    later = library(YEAR + rule("total", "hours = 10").replace("2000-01-01", "2020-10-01"))
    assert judged(later, [], date(2020, 9, 30)).state is State.NOT_APPLICABLE
    assert judged(later, [], date(2020, 10, 1)).state is State.IN_PROGRESS


# --- shares, strands, ways -----------------------------------------------------------------------------------------


def test_a_share_of_what_is_needed_is_a_share_of_the_shortened_year() -> None:
    share = library(
        YEAR
        + rule("total", "hours = 12", "prorate = 'month'")
        + rule("online", "percent = 50, of = 'needed'", "select = { format = 'online' }", least=False)
    )
    log = [entry("a", date(2026, 5, 1), 12 * HOUR, format="online")]
    assert judged(share, log, date(2026, 9, 1), owed_from=date(2025, 10, 1)).hours.counted == 6 * HOUR
    assert judged(share, log, date(2026, 9, 1), owed_from=date(2026, 4, 1)).hours.counted == 3 * HOUR


def test_a_most_for_each_strand_is_no_most_for_all_of_them() -> None:
    each = library(
        YEAR + rule("total", "hours = 20") + rule("strand", "hours = 6", "each = 'strand'", least=False),
        head='framework = "f"\n',
    )
    log = [
        entry("a", date(2026, 1, 1), 8 * HOUR, strands=("f/a",)),
        entry("b", date(2026, 1, 2), 8 * HOUR, strands=("f/b",)),
        entry("c", date(2026, 1, 3), HOUR, strands=("f/a", "f/b")),
    ]
    standing = judged(each, log, date(2026, 9, 1))
    assert [credit.counted for credit in standing.credits] == [6 * HOUR, 6 * HOUR, 0]
    assert [(one.id, one.counted, one.most) for one in standing.limits] == [
        ("strand/f/a", 6 * HOUR, 6 * HOUR),
        ("strand/f/b", 6 * HOUR, 6 * HOUR),
    ]


def test_hours_are_divided_so_that_no_year_is_missed_that_need_not_be() -> None:
    made_up = library(
        "[[window]]\nid = 'cycle'\nkind = 'cycle'\nyears = 2\ncite = 'd:1'\n"
        "[[window]]\nid = 'each'\nkind = 'cycle'\nyears = 1\npart_of = 'cycle'\ncite = 'd:1'\n"
        + rule("total", "hours = 40, per_missed = { rule = 'yearly', hours = 8, cite = 'd:1' }")
        + rule("yearly", "hours = 10", "within = 'each'\nadvisory = true")
        + rule("online", "hours = 10", "select = { format = 'online' }", least=False)
    )
    log = [
        entry("a", date(2024, 2, 1), 10 * HOUR, format="online"),
        entry("b", date(2024, 3, 1), 30 * HOUR),
        entry("c", date(2025, 2, 1), 10 * HOUR, format="online"),
    ]
    # Ten online hours count: those of the second year, as the first one has enough without them.
    standing = judged(made_up, log, date(2026, 1, 1), issued=date(2023, 12, 31))
    assert (standing.hours.needed, standing.hours.counted, standing.hours.missing) == (40 * HOUR, 40 * HOUR, 0)


def test_a_most_in_each_part_of_the_window_is_told_apart() -> None:
    yearly = library(
        "[[window]]\nid = 'cycle'\nkind = 'cycle'\nyears = 2\ncite = 'd:1'\n"
        "[[window]]\nid = 'each'\nkind = 'cycle'\nyears = 1\npart_of = 'cycle'\ncite = 'd:1'\n"
        + rule("total", "hours = 20")
        + rule("maximum", "hours = 6", "within = 'each'", least=False)
    )
    log = [entry("a", date(2025, 2, 1), 8 * HOUR), entry("b", date(2026, 2, 1), 5 * HOUR)]
    standing = judged(yearly, log, date(2026, 5, 1), issued=date(2025, 1, 1))
    assert [(one.id, one.title, one.counted) for one in standing.limits] == [
        ("maximum/year 1", "maximum, year 1", 6 * HOUR),
        ("maximum/year 2", "maximum, year 2", 5 * HOUR),
    ]


def test_a_way_with_a_rule_that_is_not_in_force_is_no_way() -> None:
    ways = library(
        YEAR
        + rule("hours", "hours = 1")
        + rule("coming", "hours = 50").replace("2000-01-01", "2030-01-01")
        + rule("all", "hours = 50")
        + "[[any_of]]\nid = 'ways'\ntitle = 'Ways'\ntext = 'Ways.'\n"
        "options = [['hours', 'coming'], ['all']]\ncite = 'd:1'\n"
    )
    standing = judged(ways, [entry("a", date(2026, 1, 1), HOUR)], date(2026, 5, 1))
    assert standing.state is State.IN_PROGRESS


def test_a_way_does_not_ask_a_rule_whose_name_only_begins_alike() -> None:
    ways = library(
        YEAR
        + rule("education", "hours = 1")
        + rule("education/deep", "hours = 50", "advisory = true")
        + "[[any_of]]\nid = 'ways'\ntitle = 'Ways'\ntext = 'Ways.'\noptions = [['education']]\ncite = 'd:1'\n"
    )
    assert judged(ways, [entry("a", date(2026, 1, 1), HOUR)], date(2026, 5, 1)).state is State.COMPLIANT


# --- units and sizes -----------------------------------------------------------------------------------------------

UNIT = "[convert]\nunit = [{ unit = 'plu', cite = 'd:1' }]\n"
PLU = {"units": {"plu": Decimal(2)}, "course": "PLU 7"}


@pytest.mark.parametrize(
    ("counts", "second"),
    [
        ("repeat = [{ text = 'Once.', cite = 'd:1' }]", {}),
        ("excluded = [{ id = 'x', text = 'No.', select = { category = 'x' }, cite = 'd:1' }]", {"category": ("x",)}),
        ("only = [{ id = 'x', text = 'X.', select = { format = 'in-person' }, cite = 'd:1' }]", {"format": "online"}),
        ("evidenced = 'd:1'", {"evidence": ()}),
    ],
)
def test_units_without_hours_are_turned_away_like_hours(counts: str, second: dict[str, Any]) -> None:
    units = library(f"[counts]\n{counts}\n" + UNIT + YEAR + rule("units", "hours = 4", "measure = 'plu'"))
    good: dict[str, Any] = {**PLU, "format": "in-person", "evidence": ("evidence/a.pdf",)}
    log = [entry("a", date(2026, 1, 1), **good), entry("b", date(2026, 2, 1), **{**good, **second})]
    requirement = judged(units, log, date(2026, 5, 1)).requirement("units")
    assert requirement is not None and requirement.counted == 2 * HOUR


def test_units_that_are_worth_hours_are_long_enough() -> None:
    sized = library(
        "[counts]\nleast_size = [{ id = 'short', text = 'Short.', hours = 10, by = 'course', cite = 'd:1' }]\n"
        "[convert]\nunit = [{ unit = 'ceu', hours = 10, cite = 'd:1' }]\n" + YEAR + rule("total", "hours = 20")
    )
    log = [
        entry("one", date(2026, 1, 1), units={"ceu": Decimal(1)}, course="Reading"),
        entry("half", date(2026, 1, 1), units={"ceu": Decimal("0.5")}, course="Writing"),
    ]
    assert judged(sized, log, date(2026, 5, 1)).hours.counted == 10 * HOUR


def test_entries_of_one_category_are_long_enough_together_and_those_of_none_are_not() -> None:
    sized = library(
        "[counts]\nleast_size = [{ id = 'short', text = 'Short.', hours = 10, by = 'category', cite = 'd:1' }]\n"
        + YEAR
        + rule("total", "hours = 20")
    )
    day = date(2026, 1, 1)
    log = [
        entry("a", day, 6 * HOUR, category=("x",)),
        entry("b", day, 4 * HOUR, category=("x", "y")),
        entry("c", day, 5 * HOUR, category=("y",)),
        entry("d", day, 6 * HOUR),
        entry("e", day, 6 * HOUR),
    ]
    standing = judged(sized, log, date(2026, 5, 1))
    assert [credit.activity for credit in standing.credits if credit.counted] == ["a", "b"]


def test_an_entry_is_rounded_as_a_whole() -> None:
    rounded = library("[convert]\nround = { to = 0.5, cite = 'd:1' }\n" + YEAR + rule("total", "hours = 20"))
    sessions = tuple(Session(title=f"S{at}", hours=40 * HUNDREDTH) for at in range(3))
    standing = judged(rounded, [entry("a", date(2026, 1, 1), 120 * HUNDREDTH, sessions=sessions)], date(2026, 5, 1))
    assert standing.hours.counted == HOUR


def test_an_entry_that_was_refused_in_part_is_an_entry() -> None:
    meetings = library(YEAR + rule("meetings", "entries = 1", "measure = 'entries'"))
    part = AuthorityRecord(credential="made-up", state="refused", hours=HOUR)
    assert judged(meetings, [entry("a", date(2026, 1, 1), 3 * HOUR, records=(part,))], date(2026, 5, 1)).state is (
        State.COMPLIANT
    )


# --- conditions ----------------------------------------------------------------------------------------------------


def test_a_setting_of_each_period_says_to_whom_it_applies_in_each() -> None:
    applies = library(
        YEAR
        + rule("total", "hours = 10")
        + "[[applies]]\ntext = 'Too few days.'\nwhen = { setting = 'days', least = 100 }\ncite = 'd:1'\n"
        "[[setting]]\nid = 'days'\ntitle = 'Days'\ntext = 'Days.'\ntype = 'number'\ncite = 'd:1'\n"
    )
    credential = {
        "owed_from": date(2023, 10, 1),
        "settings": {"days": {"FY24": Decimal(50), "FY25": Decimal(150), "FY26": Decimal(180)}},
    }
    standing = judged(applies, [], date(2026, 5, 1), **credential)
    assert standing.state is State.IN_PROGRESS
    assert [one.period.name for one in standing.earlier] == ["FY25"]
    assert judged(applies, [], date(2026, 5, 1), "FY24", **credential).state is State.NOT_APPLICABLE
    assert judged(applies, [], date(2026, 11, 1), **credential).state is State.UNDETERMINED


# --- everything at once --------------------------------------------------------------------------------------------

EVERYTHING = (
    "[counts]\n"
    "excluded = [{ id = 'product', text = 'No.', select = { category = 'product' }, cite = 'd:1' }]\n"
    "least_size = [{ id = 'short', text = 'Short.', hours = 0.5, cite = 'd:1' }]\n"
    "[convert]\nminutes = { in_hour = 50, cite = 'd:1' }\n"
    "multiply = [{ select = { category = 'teaching' }, by = 2, text = 'Twice.', cite = 'd:1' }]\n"
    "round = { to = 0.25, cite = 'd:1' }\n"
    "[[window]]\nid = 'year'\nkind = 'fiscal-year'\nbegins = '10-01'\nyears = 2\nfirst = 2020-10-01\n"
    "grace = { months = 3, stage = 'on probation', cite = 'd:1' }\ncite = 'd:1'\n"
    "[[window]]\nid = 'half'\nkind = 'fiscal-year'\nbegins = '10-01'\npart_of = 'year'\ncite = 'd:1'\n"
    + rule(
        "total",
        "hours = 40, per_missed = { rule = 'each', hours = 4, cite = 'd:1' }",
        "prorate = 'month'",
    )
    + rule("each", "hours = 8", "within = 'half'\nadvisory = true")
    + rule("strand", "hours = 3", "each = 'strand'")
    + rule("live", "hours = 6", "select = { format = 'in-person' }\nspends = true")
    + rule("ethics", "hours = 2", "select = { category = 'ethics' }\nspends = true\nbars_carried = true")
    + rule("half-maximum", "hours = 25", "within = 'half'", least=False)
    + rule("online", "percent = 50", "select = { format = 'online' }", least=False)
    + rule("vendor", "percent = 25, of = 'needed'", "select = { source = 'vendor' }", least=False)
    + rule("entry", "hours = 9", "per = 'entry'", least=False)
    + "[[carry]]\ntext = 'Some.'\nlast_months = 12\nmost = 10\ncite = 'd:1'\n"
)


def random_log(chance: random.Random) -> list[Activity]:
    return [
        entry(
            f"a{number}",
            date(2022, 10, 1) + timedelta(days=chance.randint(0, 1100)),
            chance.choice((HUNDREDTH, MINUTE)) * chance.randint(20, 900),
            strands=chance.choice((("f/a",), ("f/b",), ("f/a", "f/b"))),
            category=chance.choice(((), (), ("ethics",), ("teaching",), ("product",), ("ethics", "teaching"))),
            format=chance.choice((None, "online", "in-person")),
            source=chance.choice((None, "vendor")),
        )
        for number in range(chance.randint(0, 14))
    ]


@pytest.mark.parametrize("seed", range(4))
def test_all_shapes_together_keep_every_sum_and_no_order_matters(seed: int) -> None:
    everything = library(EVERYTHING, head='framework = "f"\n')
    chance = random.Random(seed)
    for _ in range(tries(10)):
        log = random_log(chance)
        on = date(2022, 10, 1) + timedelta(days=chance.randint(0, 1500))
        since = date(2022, 10, 1) + timedelta(days=chance.randint(0, 300))
        standing = judged(everything, log, on, owed_from=since)
        turned = judged(everything, chance.sample(log, len(log)), on, owed_from=since)
        assert standing_document(standing) == standing_document(turned)
        total = standing.requirement("total")
        if standing.state is State.NOT_APPLICABLE:
            continue
        assert total is not None and total.needed is not None
        # Online hours that a share leaves out count once other hours are added; else all that lacks is missing.
        online = sum(a.hours * 12 // 5 for a in log if a.format == "online")
        lack = total.needed - standing.hours.counted - standing.hours.carried
        assert standing.hours.missing is None or standing.hours.missing + online >= lack
        if standing.state is State.COMPLIANT:
            assert standing.hours.missing == 0
            assert all(one.state in {"met", "waived"} for one in standing.requirements if not one.advisory)
        limits = {limit.id: limit for limit in standing.limits}
        if "online" in limits:
            assert 2 * limits["online"].counted <= standing.hours.counted
        assert all(limit.counted <= limit.most for limit in standing.limits if limit.id != "online")


@pytest.mark.parametrize("seed", range(2))
def test_nothing_counts_in_two_windows_but_what_is_carried(seed: int) -> None:
    """Over two windows in a row, every entry counts once, whatever was made up in the time of grace."""
    everything = library(EVERYTHING, head='framework = "f"\n')
    chance = random.Random(100 + seed)
    for _ in range(tries(10)):
        log = random_log(chance)
        on = date(2025, 2, 1)
        both = [
            judged(everything, log, on, period, owed_from=date(2022, 10, 1)) for period in ("2022-2024", "2024-2026")
        ]
        if both[0].state is not State.COMPLIANT:
            continue
        for one in both[0].credits:
            other = both[1].credit(one.activity)
            if other is not None:
                assert one.counted + other.counted <= 9 * HOUR


def test_a_share_of_what_is_needed_is_of_the_total_wherever_that_stands() -> None:
    shared = library(
        YEAR
        + rule("strand", "hours = 2", "each = 'strand'")
        + rule("months", "hours = 6", "months = 6\nadvisory = true")
        + rule("total", "hours = 12")
        + rule("online", "percent = 50, of = 'needed'", "select = { format = 'online' }", least=False),
        "framework = 'f'",
    )
    log = [entry("a", date(2025, 11, 1), 10 * HOUR, format="online", strands=("f/a", "f/b"))]
    assert judged(shared, log, date(2026, 1, 1)).hours.counted == 6 * HOUR


def test_an_entry_that_makes_room_under_a_most_of_its_own_says_so() -> None:
    """What it would count leaves no room for the hours that a least asks for, so it counts for nothing."""
    rules = library(
        YEAR
        + rule("there", "hours = 5", "select = { category = 'talk', format = 'in-person' }")
        + rule("talks", "hours = 5", "select = { category = 'talk' }", least=False)
    )
    online = entry("a", date(2026, 1, 1), 3 * HOUR, category=("talk",), format="online")
    standing = judged(rules, [online], date(2026, 2, 1))
    assert (standing.hours.counted, standing.hours.missing) == (0, 5 * HOUR)
    assert [(one.rule, one.hours) for one in standing.credits[0].because] == [("talks", -3 * HOUR)]


def test_where_no_hours_can_satisfy_the_rules_what_was_earned_still_counts() -> None:
    """Of all divisions none leaves less missing, so the largest counted total is chosen: nothing makes room in vain."""
    rules = library(
        YEAR
        + rule("there", "hours = 5", "select = { category = 'talk', format = 'in-person' }")
        + rule("elsewhere", "hours = 5", "select = { category = 'talk', format = 'online' }")
        + rule("talks", "hours = 5", "select = { category = 'talk' }", least=False)
    )
    hybrid = entry("a", date(2026, 1, 1), 3 * HOUR, category=("talk",), format="hybrid")
    standing = judged(rules, [hybrid], date(2026, 2, 1))
    assert (standing.hours.counted, standing.hours.missing) == (3 * HOUR, None)
    assert standing.credits[0].because == ()
