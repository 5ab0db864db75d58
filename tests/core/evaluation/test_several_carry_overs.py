"""Several carry-overs, and hours that may be used in more than one window after that in which they were earned."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from profiles import tries
from test_other_shapes import YEAR, entry, judged, library, rule

from alcto_core.evaluation.standing import State
from alcto_core.hours import HOUR
from alcto_core.records.types import Activity
from alcto_core.rules.clauses import clauses

TOTAL = rule("total", "hours = 12")
SINCE = {"owed_from": date(2022, 10, 1)}


def carry(most: int, *more: str) -> str:
    return f"\n[[carry]]\ntext = 'Some.'\nmost = {most}\ncite = 'd:1'\n" + "".join(f"{line}\n" for line in more)


def year(number: int, hours: int, month: int = 11, **more: object) -> Activity:
    return entry(f"y{number}{month}{hours}", date(number - (month > 9), month, 2), hours * HOUR, **more)


# --- several carry-overs ----------------------------------------------------------------------------------------------

ETHICS = "select = { category = 'ethics' }"
LIVE = "select = { format = 'in-person' }"


@pytest.mark.parametrize(
    ("ethics", "live", "other", "carried"),
    [
        (14, 0, 0, 2),  # two of ethics, and what else is over serves no carry-over
        (0, 14, 0, 2),  # only what is over
        (2, 18, 0, 6),  # two of ethics and four live ones
        (0, 18, 0, 4),
        (1, 12, 4, 5),
        (0, 0, 20, 0),
    ],
)
def test_each_carry_over_takes_its_own_hours(ethics: int, live: int, other: int, carried: int) -> None:
    rules = library(YEAR + TOTAL + carry(2, ETHICS) + carry(4, LIVE))
    log = [
        *([year(2023, ethics, category=("ethics",))] if ethics else []),
        *([year(2023, live, 12, format="in-person")] if live else []),
        *([year(2023, other, 1, format="online")] if other else []),
    ]
    assert judged(rules, log, date(2023, 11, 1), **SINCE).hours.carried == carried * HOUR


def test_an_hour_that_two_carry_overs_would_take_goes_where_it_leaves_most() -> None:
    """Two hours are of both kinds: were they to go through the first, which has hours of its own, two would be lost."""
    rules = library(YEAR + TOTAL + carry(2, ETHICS) + carry(2, LIVE))
    log = [
        year(2023, 12, 1),
        year(2023, 2, category=("ethics",)),
        year(2023, 2, 12, category=("ethics",), format="in-person"),
    ]
    assert judged(rules, log, date(2023, 11, 1), **SINCE).hours.carried == 4 * HOUR


def test_carried_hours_of_a_kind_help_what_asks_for_that_kind_alone() -> None:
    body = YEAR + TOTAL + rule("ethics", "hours = 3", ETHICS) + carry(2, ETHICS) + carry(4, LIVE)
    log = [year(2023, 5, category=("ethics",)), year(2023, 11, 12, format="in-person")]
    standing = judged(library(body), log, date(2023, 11, 1), **SINCE)
    total, ethics = standing.requirement("total"), standing.requirement("ethics")
    assert total is not None and ethics is not None
    assert (total.carried, ethics.carried) == (4 * HOUR, 2 * HOUR)
    barred = library(body.replace(ETHICS, f"{ETHICS}\nbars_carried = true", 1))
    ethics = judged(barred, log, date(2023, 11, 1), **SINCE).requirement("ethics")
    assert ethics is not None and ethics.carried == 0


# --- how long they last ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lasts", "second", "third"),
    [
        (1, 0, 0),
        (2, 18, 0),  # none of them was needed in the first window after, as that one was met by twelve of its own
        (3, 18, 6),
    ],
)
def test_hours_that_were_not_used_last_so_many_windows(lasts: int, second: int, third: int) -> None:
    rules = library(YEAR + TOTAL + carry(30, f"lasts = {lasts}", "select = { format = 'in-person' }"))
    log = [year(2023, 42, format="in-person")]
    seen = [judged(rules, log, date(at, 11, 1), **SINCE).hours.carried // HOUR for at in (2023, 2024, 2025, 2026)]
    assert seen == [30, second, third, 0]


def test_what_lasts_least_is_used_first() -> None:
    rules = library(YEAR + TOTAL + carry(6, ETHICS, "lasts = 3") + carry(6, LIVE))
    log = [year(2023, 6, category=("ethics",)), year(2023, 18, 12, format="in-person"), year(2024, 2)]
    # Twelve came in; six live ones are used up with four of ethics, as two hours were earned in the year itself.
    assert judged(rules, log, date(2023, 11, 1), **SINCE).hours.carried == 12 * HOUR
    after = judged(rules, log, date(2024, 11, 1), **SINCE)
    assert after.hours.carried == 0 and after.earlier == ()
    less = library(YEAR + rule("total", "hours = 8") + carry(6, ETHICS, "lasts = 3") + carry(6, LIVE))
    log = [year(2023, 6, category=("ethics",)), year(2023, 14, 12, format="in-person")]
    assert judged(less, log, date(2024, 11, 1), **SINCE).hours.carried == 4 * HOUR, "six live ones and two of ethics"


def test_a_missed_window_leaves_nothing() -> None:
    rules = library(YEAR + TOTAL + rule("ethics", "hours = 1", ETHICS) + carry(20, "lasts = 3"))
    log = [year(2023, 32, category=("ethics",)), year(2024, 3)]
    assert judged(rules, log, date(2023, 11, 1), **SINCE).hours.carried == 20 * HOUR
    after = judged(rules, log, date(2024, 11, 1), **SINCE)  # no hour of ethics in that year
    assert after.hours.carried == 0
    assert [(one.period.name, one.state) for one in after.earlier] == [("FY24", State.NON_COMPLIANT)]


# --- beside plain arithmetic ------------------------------------------------------------------------------------------


def taken(units: list[frozenset[int]], rooms: list[int], over: int) -> list[int]:
    """How many whole hours each carry-over takes: places are filled one by one, and an hour moves to another place
    where that makes room."""
    places = [at for at, room in enumerate(rooms) for _ in range(max(0, room))]
    held: dict[int, int] = {}

    def fill(place: int, seen: set[int]) -> bool:
        for number, kinds in enumerate(units):
            if places[place] in kinds and number not in seen:
                seen.add(number)
                if number not in held or fill(held[number], seen):
                    held[number] = place
                    return True
        return False

    got = [0] * len(rooms)
    for place, at in enumerate(places):
        if sum(got) < over and fill(place, set()):
            got[at] += 1
    return got


LASTS = (1, 3, 2)
ROOMS = (2, 5, 3)
THREE = library(
    YEAR
    + TOTAL
    + rule("ethics", "hours = 1", ETHICS)
    + carry(ROOMS[0], ETHICS)
    + carry(ROOMS[1], LIVE, f"lasts = {LASTS[1]}")
    + carry(ROOMS[2], "months = [8, 9]", f"lasts = {LASTS[2]}")
)


def test_random_years_carry_what_plain_arithmetic_carries() -> None:
    chance = random.Random(3)
    met = 0
    for _ in range(tries(150)):
        log = [
            entry(
                f"a{number}",
                date(2022, 10, 1) + timedelta(days=chance.choice((*range(1460), *range(300, 330), *range(680, 690)))),
                HOUR * chance.randint(1, 14),
                category=chance.choice(((), ("ethics",))),
                format=chance.choice((None, "in-person")),
            )
            for number in range(chance.randint(4, 16))
        ]
        came: list[tuple[int, int, int]] = []  # windows left, carry-over, hours
        for number in range(2023, 2027):
            first, last = date(number - 1, 10, 1), date(number, 9, 30)
            standing = judged(THREE, log, last, **SINCE)
            assert standing.hours.carried == sum(hours for *_, hours in came) * HOUR
            inside = [one for one in log if first <= one.date <= last]
            earned = sum(one.hours for one in inside) // HOUR
            ethics = sum(one.hours for one in inside if one.category) // HOUR
            helped = sum(hours for _, at, hours in came if at == 0)
            all_in = sum(hours for *_, hours in came)
            is_met = all_in + earned >= 12 and helped + ethics >= 1
            assert (standing.state is State.COMPLIANT) is is_met
            met += is_met
            used = min(all_in, 12)
            over = earned + used - 12
            left = []
            for windows, at, hours in sorted(came):
                spent = min(used, hours)
                used -= spent
                if hours > spent and windows > 1:
                    left.append((windows - 1, at, hours - spent))
            units = []
            for one in inside:
                kinds = {0} if one.category else set()
                kinds |= {1} if one.format == "in-person" else set()
                kinds |= {2} if one.date.month in (8, 9) else set()
                units += [frozenset(kinds)] * (one.hours // HOUR)
            rooms = [room - sum(hours for _, where, hours in left if where == at) for at, room in enumerate(ROOMS)]
            fresh = [(LASTS[at], at, hours) for at, hours in enumerate(taken(units, rooms, over)) if hours]
            came = [*left, *fresh] if is_met else []
    assert met > 30


def test_how_long_they_last_is_told() -> None:
    (said,) = (one.text for one in clauses(THREE.rule_sets["made-up"], date(2026, 1, 1)) if "3 windows" in one.text)
    assert said == "Some; at most 5 hours, which may be used in the next 3 windows"


# --- conditions -------------------------------------------------------------------------------------------------------

CYCLE = "[[window]]\nid = 'cycle'\nkind = 'cycle'\nyears = 2\nends = '12-31'\ncite = 'd:1'\n"
FIRST = "{ fact = 'credential.issued', in_window = true }"


def test_a_first_window_may_leave_less_to_the_next() -> None:
    """The condition is asked of the window in which the hours were earned."""
    rules = library(CYCLE + TOTAL + carry(6, f"unless = {FIRST}") + carry(2, f"when = {FIRST}"))
    log = [entry("first", date(2023, 5, 1), 20 * HOUR), entry("second", date(2024, 5, 1), 30 * HOUR)]
    held = {"issued": date(2022, 3, 1), "renewed": (date(2023, 12, 31), date(2025, 12, 31))}
    assert judged(rules, log, date(2024, 6, 1), **held).hours.carried == 2 * HOUR
    assert judged(rules, log, date(2026, 6, 1), **held).hours.carried == 6 * HOUR


def test_a_carry_over_that_turns_on_what_nobody_recorded_is_not_counted_on() -> None:
    rules = library(CYCLE + TOTAL + carry(6, "when = { setting = 'asked' }") + ASKED)
    log = [entry("first", date(2023, 5, 1), 18 * HOUR), entry("second", date(2024, 5, 1), 6 * HOUR)]
    held = {"issued": date(2022, 3, 1), "renewed": (date(2023, 12, 31),)}

    def state(**settings: bool) -> State:
        return judged(rules, log, date(2024, 6, 1), **held, settings=settings).state

    assert [state(asked=True), state(asked=False), state()] == [
        State.COMPLIANT,
        State.IN_PROGRESS,
        State.UNDETERMINED,
    ]


ASKED = "[[setting]]\nid = 'asked'\ntitle = 'A'\ntext = 'Whether.'\ntype = 'bool'\ncite = 'd:1'\n"
