"""A time of grace that asks for hours on top: once, or for each month begun until all is made good."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from profiles import tries
from test_other_hours_and_shrinking_mosts import listed, planned
from test_other_shapes import entry, judged, library, rule

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.standing import State
from alcto_core.hours import HOUR
from alcto_core.records.types import Activity, Credential, Person, Records
from alcto_core.rules.clauses import clauses
from alcto_core.rules.library import Library

SINCE = {"owed_from": date(2024, 10, 1)}
END = date(2025, 9, 30)


def rules(more: str = "", hours: int = 12, months: int = 6) -> Library:
    return library(
        "[[window]]\nid = 'year'\nkind = 'fiscal-year'\nbegins = '10-01'\nfirst = 2024-10-01\n"
        f"grace = {{ months = {months}, stage = 'lapsed', {more} cite = 'd:1' }}\ncite = 'd:1'\n"
        + rule("total", f"hours = {hours}")
    )


def log(*days: tuple[date, int]) -> list[Activity]:
    return [entry(f"a{at}", day, hours * HOUR) for at, (day, hours) in enumerate(days)]


ONCE = "more = 5,"
MONTHLY = "more_each_month = 2,"


@pytest.mark.parametrize(
    ("late", "needed", "missing"),
    [(0, 17, 9), (4, 17, 5), (8, 17, 1), (9, 17, 0), (30, 17, 0)],
)
def test_what_was_missing_and_five_hours_more_are_asked(late: int, needed: int, missing: int) -> None:
    done = log((date(2025, 3, 1), 8), *([(date(2025, 10, 20), late)] if late else []))
    past = judged(rules(ONCE), done, date(2025, 11, 1), period="FY25", **SINCE)
    assert (past.hours.needed, past.hours.missing) == (needed * HOUR, missing * HOUR)
    assert past.state is (State.IN_PROGRESS if missing else State.COMPLIANT)
    total = past.requirement("total")
    assert total is not None and "5 h more are asked, as it was not met on 30 Sep 2025." in total.text
    now = judged(rules(ONCE), done, date(2025, 11, 1), **SINCE)
    assert now.hours.counted == max(0, late - 9) * HOUR, "no hour serves both years"


def test_nothing_more_is_asked_of_who_was_done_in_time_nor_before_the_end() -> None:
    for on, hours in ((date(2025, 11, 1), 12), (END, 8)):
        past = judged(rules(ONCE), log((date(2025, 3, 1), hours)), on, period="FY25", **SINCE)
        assert past.hours.needed == 12 * HOUR


@pytest.mark.parametrize(
    ("on", "asked"),
    [
        (date(2025, 10, 1), 14),
        (date(2025, 10, 31), 14),
        (date(2025, 11, 1), 16),
        (date(2026, 2, 28), 22),
        (date(2026, 3, 31), 24),
        (date(2026, 4, 1), 24),
    ],
)
def test_each_month_begun_asks_two_hours_more(on: date, asked: int) -> None:
    past = judged(rules(MONTHLY), log((date(2025, 3, 1), 8)), on, period="FY25", **SINCE)
    assert past.hours.needed == asked * HOUR
    assert past.state is (State.IN_PROGRESS if on <= date(2026, 3, 31) else State.NON_COMPLIANT)


def test_what_was_made_good_in_a_month_stays_so() -> None:
    done = log((date(2025, 3, 1), 8), (date(2025, 10, 31), 6))
    for on in (date(2025, 10, 31), date(2025, 11, 1), date(2026, 3, 1), date(2027, 1, 1)):
        past = judged(rules(MONTHLY), done, on, period="FY25", **SINCE)
        assert (past.state, past.hours.needed) == (State.COMPLIANT, 14 * HOUR)
    a_day_late = log((date(2025, 3, 1), 8), (date(2025, 11, 1), 6))
    past = judged(rules(MONTHLY), a_day_late, date(2025, 11, 1), period="FY25", **SINCE)
    assert (past.state, past.hours.missing) == (State.IN_PROGRESS, 2 * HOUR)


def cycles(more: str = "", body: str = "", months: int = 3) -> Library:
    grace = f"grace = {{ months = {months}, stage = 'lapsed', {more} cite = 'd:1' }}"
    window = f"[[window]]\nid = 'cycle'\nkind = 'cycle'\nyears = 2\nends = 'eve'\n{grace}\ncite = 'd:1'\n"
    return library(window + rule("total", "hours = 12") + body)


def test_three_months_of_grace_begin_three_months() -> None:
    """From 31 March three months end on 30 June, which is no fourth month."""
    found = judged(cycles(MONTHLY), [], date(2024, 1, 1), issued=date(2021, 3, 31))
    assert (found.state, found.hours.needed) == (State.NON_COMPLIANT, 18 * HOUR)


ISSUED = date(2022, 4, 1)
CYCLE_END = date(2024, 3, 31)


@pytest.mark.parametrize(
    ("renewed", "counted"),
    [
        (date(2024, 3, 1), 12),  # nothing was left to make good
        (date(2024, 4, 9), 12),  # nor was there before the hours came
        (date(2024, 4, 10), 2),
        (date(2024, 5, 1), 2),
    ],
)
@pytest.mark.parametrize("early", [2, 0])
def test_hours_after_a_renewal_make_up_for_nothing_before_it(renewed: date, counted: int, early: int) -> None:
    lack = [(date(2023, 1, 1), early)] if early else []
    done = log(*lack, (date(2024, 4, 10), 10), *([] if early else [(date(2024, 4, 10), 2)]))
    found = judged(cycles(), done, date(2025, 1, 1), issued=ISSUED, renewed=(renewed,))
    spent = 12 - early if counted == 2 else 0
    assert found.hours.counted == (12 - early - spent) * HOUR, "no hour serves both cycles, whichever was the first"


def test_hours_carried_from_a_cycle_do_not_hang_on_the_day_of_the_post() -> None:
    carry = "[[carry]]\ntext = 'Some.'\nmost = 5\ncite = 'd:1'\n"
    held = Credential(program="made-up", id="made-up", issued=ISSUED, renewed=(date(2024, 3, 1),))
    for began in (None, date(2021, 1, 1), date(2024, 6, 1)):
        person = Person(name="J", role_began=began)
        records = Records(person=person, credentials=(held,), activities=tuple(log((date(2023, 1, 1), 15))))
        assert evaluate(records, held, cycles(body=carry), date(2025, 1, 1)).hours.carried == 3 * HOUR


def test_a_most_of_the_year_is_one_of_what_the_year_before_left() -> None:
    """Of five hours online on the first day, four make up for the year before and one counts in this one."""
    online = rule("online", "hours = 4", "select = { format = 'online' }", least=False)
    known = library(
        "[[window]]\nid = 'year'\nkind = 'fiscal-year'\nbegins = '10-01'\nfirst = 2024-10-01\n"
        "grace = { months = 6, stage = 'lapsed', cite = 'd:1' }\ncite = 'd:1'\n" + rule("total", "hours = 12") + online
    )
    whole = [entry("a", date(2025, 10, 1), 5 * HOUR, format="online")]
    halves = [entry(id, date(2025, 10, 1), 5 * HOUR // 2, format="online") for id in "ab"]
    for done in (whole, halves):
        assert judged(known, done, date(2025, 11, 1), **SINCE).hours.counted == HOUR
    each = rule("each", "hours = 4", "per = 'entry'", least=False)
    known = library(
        "[[window]]\nid = 'year'\nkind = 'fiscal-year'\nbegins = '10-01'\nfirst = 2024-10-01\n"
        "grace = { months = 6, stage = 'lapsed', cite = 'd:1' }\ncite = 'd:1'\n" + rule("total", "hours = 12") + each
    )
    assert judged(known, whole, date(2025, 11, 1), **SINCE).hours.counted == 0, "one entry holds four hours in all"


def test_random_lapses_ask_what_plain_arithmetic_asks() -> None:
    chance = random.Random(30)
    for _ in range(tries(150)):
        once, monthly = chance.choice(((0, 2), (3, 0), (3, 1), (1, 2)))
        known = rules((f"more = {once}, " if once else "") + (f"more_each_month = {monthly}, " if monthly else ""))
        in_time = chance.randint(0, 13)
        late = [
            (END + timedelta(days=chance.randint(1, 190)), chance.randint(1, 8)) for _ in range(chance.randint(0, 4))
        ]
        on = END + timedelta(days=chance.randint(0, 220))
        done = log(*([(date(2025, 3, 1), in_time)] if in_time else []), *late)
        past = judged(known, done, on, period="FY25", **SINCE)
        lack = max(0, 12 - in_time)
        if not lack or on <= END:
            assert past.hours.missing == lack * HOUR
            continue
        last = min(on, date(2026, 3, 31))
        begun = (last.year - 2025) * 12 + last.month - 9
        for month in range(1, begun + 1):
            year, at = divmod(9 + month, 12)
            ends = date(2025 + year, at + 1, 1) - timedelta(days=1)
            asked = lack + once + (monthly * month if monthly else 0)
            left = asked - sum(hours for day, hours in late if day <= min(ends if monthly else last, last))
            if left <= 0 or not monthly:
                break
        assert past.hours.missing == max(0, left) * HOUR
        state = State.COMPLIANT if left <= 0 else State.IN_PROGRESS if on <= date(2026, 3, 31) else State.NON_COMPLIANT
        assert past.state is state


def test_what_it_asks_on_top_is_told() -> None:
    known = rules("more = 5, more_each_month = 2,").rule_sets["made-up"]
    (said,) = (one.text for one in clauses(known, END) if one.kind == "grace")
    assert said == "6 months more, lapsed; 5 hours more are asked then; 2 hours more are asked for each month begun"


@pytest.mark.parametrize(("more", "asked"), [("", 4), (ONCE, 9), (MONTHLY, 16)])
def test_a_plan_asks_for_what_is_asked_by_the_last_day_of_grace(more: str, asked: int) -> None:
    cycle = library(
        "[[window]]\nid = 'cycle'\nkind = 'cycle'\nyears = 2\n"
        f"grace = {{ months = 6, stage = 'lapsed', {more} cite = 'd:1' }}\ncite = 'd:1'\n" + rule("total", "hours = 12")
    )
    found = planned(listed(cycle), *log((date(2025, 3, 1), 8)), issued=date(2024, 2, 1))
    assert sum(one.hours for one in found.todo) == asked * HOUR
    assert [one.state for one in found.after] == [State.UNDETERMINED], "nobody said whether it was renewed"
