"""Random logs under other regimes: figures that an independent solver or plain arithmetic confirms."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from oracle import Best, best_division
from profiles import tries
from regime_library import REGIMES, library_of

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.standing import Standing
from alcto_core.evaluation.status_document import standing_document
from alcto_core.hours import HOUR, HUNDREDTH
from alcto_core.records.types import Activity, Credential, Person, Records, Session

LOGS = tries(120)
Pieces = list[tuple[int, tuple[str, ...], tuple[str, ...]]]


def days(chance: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=chance.randint(0, (last - first).days))


def entry(number: int, day: date, hours: int, **more: Any) -> Activity:
    return Activity(id=f"a{number}", title=f"Event {number}", date=day, hours=hours, **more)


def standing_of(folder: str, credential: Credential, activities: Iterable[Activity], on: date) -> Standing:
    records = Records(person=Person(name="J"), credentials=(credential,), activities=tuple(activities))
    return evaluate(records, credential, library_of(REGIMES / folder), on)


def check_sums(standing: Standing) -> None:
    for credit in standing.credits:
        assert credit.claimed + sum(reason.hours for reason in credit.because) == credit.counted
        assert 0 <= credit.confirmed <= credit.counted
    assert sum(credit.counted for credit in standing.credits) == standing.hours.counted


class Regime(NamedTuple):
    folder: str
    program: str
    issued: date
    on: date
    log: Callable[[random.Random, int], list[Activity]]
    best: Callable[[list[Activity]], Best | None]
    """None: no hours can fill it."""


# --- Texas: fifty minutes are an hour ------------------------------------------------------------------------------


def texas_log(chance: random.Random, size: int) -> list[Activity]:
    return [
        entry(
            number,
            days(chance, date(2024, 1, 10), date(2026, 3, 1)),
            25 * HUNDREDTH * chance.randint(1, 60),
            source=chance.choice(("tasbo", "tasbo", "approved-provider", "elsewhere", None)),
            category=chance.choice(((), (), ("product-training",))),
        )
        for number in range(size)
    ]


def texas_best(log: list[Activity]) -> Best:
    pieces: Pieces = [
        (a.hours * 6 // 5, (), (a.source,))
        for a in log
        if a.source in {"tasbo", "approved-provider"} and not a.category
    ]
    leasts = {"total": (60 * HOUR, None, None), "own": (30 * HOUR, None, "tasbo")}
    return best_division(pieces, leasts, {}, [(None, ("tasbo",)), (None, ("approved-provider",))])


# --- Massachusetts: an hour serves one of four minima; units; topics of ten hours ----------------------------------

TOPICS = ("content", "pedagogy", "first-topic", "second-topic")


def massachusetts_log(chance: random.Random, size: int) -> list[Activity]:
    found = []
    for number in range(size):
        day = days(chance, date(2021, 6, 18), date(2026, 1, 1))
        more: dict[str, Any] = {
            "category": tuple(chance.sample(TOPICS, chance.choice((0, 1, 1, 2, 3)))),
            "course": chance.choice(("Reading", "Writing", "Sums", f"Course {number}", f"Course {number}")),
        }
        if chance.random() < 0.25:
            found.append(entry(number, day, 0, units={"ceu": Decimal(chance.randint(1, 30)) / 10}, **more))
        else:
            found.append(entry(number, day, 50 * HUNDREDTH * chance.randint(1, 50), **more))
    return found


def massachusetts_best(log: list[Activity]) -> Best:
    points = {a.id: a.hours or int(a.units["ceu"] * 10 * HOUR) for a in log}
    courses = {a.course: sum(points[b.id] for b in log if b.course == a.course) for a in log}
    pieces: Pieces = [(points[a.id], (*a.category, "free"), ()) for a in log if courses[a.course] >= 10 * HOUR]
    leasts = {"total": (150 * HOUR, None, None), **{topic: (15 * HOUR, topic, None) for topic in TOPICS}}
    return best_division(pieces, leasts, {}, [(topic, ()) for topic in TOPICS])


# --- PMI: nested minima, a maximum, steps of a quarter -------------------------------------------------------------

AREAS = ("education/first-area", "education/second-area", "education/third-area")


def pmi_log(chance: random.Random, size: int) -> list[Activity]:
    found = []
    for number in range(size):
        day = days(chance, date(2023, 5, 1), date(2026, 1, 1))
        category = (chance.choice((*AREAS, "education", "giving-back", "other")),)
        parts = tuple(
            Session(title=f"S{at}", hours=chance.randint(1, 400)) for at in range(chance.choice((0, 0, 2, 3)))
        )
        hours = sum(part.hours for part in parts) or chance.randint(1, 1500)
        found.append(entry(number, day, hours, category=category, sessions=parts))
    return found


def pmi_best(log: list[Activity]) -> Best:
    pieces: Pieces = [
        (
            a.hours - a.hours % (25 * HUNDREDTH),
            (),
            (a.category[0], "education" if a.category[0].startswith("education") else ""),
        )
        for a in log
    ]
    leasts = {"total": (60 * HOUR, None, None), "education": (35 * HOUR, None, "education")}
    leasts |= {area: (8 * HOUR, None, area) for area in AREAS}
    fresh = [(None, (area, "education")) for area in AREAS] + [(None, ("giving-back",))]
    return best_division(pieces, leasts, {"giving-back": (25 * HOUR, "giving-back")}, fresh)


# --- CompTIA: many caps --------------------------------------------------------------------------------------------

CAPS = {"teaching": 20 * HOUR, "webinars": 10 * HOUR, "work": 9 * HOUR}


def comptia_log(chance: random.Random, size: int) -> list[Activity]:
    return [
        entry(
            number,
            days(chance, date(2023, 4, 1), date(2025, 1, 1)),
            25 * HUNDREDTH * chance.randint(1, 60),
            category=tuple(chance.sample((*CAPS, "course"), chance.choice((1, 1, 1, 2)))),
        )
        for number in range(size)
    ]


def comptia_best(log: list[Activity]) -> Best:
    pieces: Pieces = [(a.hours, (), a.category) for a in log]
    return best_division(pieces, {"total": (50 * HOUR, None, None)}, {k: (v, k) for k, v in CAPS.items()}, [(None, ())])


# --- CPA Alabama: shares of what counts, a maximum, teaching twice over --------------------------------------------


def cpa_log(chance: random.Random, size: int) -> list[Activity]:
    kinds = ("ethics", "accounting", "behavioural", "nano", "published", "teaching")
    return [
        entry(
            number,
            days(chance, date(2025, 10, 1), date(2026, 9, 30)),
            25 * HUNDREDTH * chance.randint(1, 60),
            category=tuple(chance.sample(kinds, chance.choice((0, 1, 1, 1, 2)))),
        )
        for number in range(size)
    ]


def cpa_best(log: list[Activity]) -> Best:
    pieces: Pieces = [(a.hours * (2 if "teaching" in a.category else 1), (), a.category) for a in log]
    leasts = {
        "total": (40 * HOUR, None, None),
        "ethics": (2 * HOUR, None, "ethics"),
        "accounting": (8 * HOUR, None, "accounting"),
    }
    fresh = [(None, ()), (None, ("ethics",)), (None, ("accounting",))]
    return best_division(
        pieces, leasts, {"behavioural": (12 * HOUR, "behavioural")}, fresh, {"nano": 0.25, "published": 0.5}
    )


# --- ISACA: two windows at once ------------------------------------------------------------------------------------


def isaca_log(chance: random.Random, size: int) -> list[Activity]:
    return [
        entry(number, days(chance, date(2023, 1, 1), date(2025, 3, 1)), 25 * HUNDREDTH * chance.randint(1, 120))
        for number in range(size)
    ]


def isaca_best(log: list[Activity]) -> Best | None:
    years = {year: sum(a.hours for a in log if a.date.year == year) for year in (2023, 2024)}
    if min(years.values()) < 20 * HOUR:
        return None
    pieces: Pieces = [(a.hours, (), (str(a.date.year),)) for a in log]
    leasts = {"total": (120 * HOUR, None, None), **{str(y): (20 * HOUR, None, str(y)) for y in (2023, 2024, 2025)}}
    return best_division(pieces, leasts, {}, [(None, ("2025",))])


# --- Texas contract managers: a maximum in each year ---------------------------------------------------------------


def contract_log(chance: random.Random, size: int) -> list[Activity]:
    return [
        entry(number, days(chance, date(2022, 3, 10), date(2025, 6, 1)), 25 * HUNDREDTH * chance.randint(1, 120))
        for number in range(size)
    ]


def contract_best(log: list[Activity]) -> Best | None:
    def year(day: date) -> str:
        return str(day.year - 2022 - (1 if (day.month, day.day) < (3, 10) else 0))

    pieces: Pieces = [(a.hours, (), (year(a.date),)) for a in log]
    room = (
        sum(min(45 * HOUR, sum(h for h, _, labels in pieces if labels == (str(at),))) for at in range(3))
        + 2 * 45 * HOUR
    )
    if room < 120 * HOUR:
        return None
    mosts = {str(at): (45 * HOUR, str(at)) for at in range(5)}
    return best_division(pieces, {"total": (120 * HOUR, None, None)}, mosts, [(None, (str(at),)) for at in (3, 4)])


REGIMES_TRIED = (
    Regime("texas-tasbo", "tx-tasbo", date(2024, 1, 10), date(2026, 3, 1), texas_log, texas_best),
    Regime("massachusetts", "ma-licence", date(2021, 6, 18), date(2026, 1, 1), massachusetts_log, massachusetts_best),
    Regime("pmi-pmp", "pmi-pmp", date(2023, 5, 1), date(2026, 1, 1), pmi_log, pmi_best),
    Regime(
        "comptia-security-plus", "comptia-security-plus", date(2023, 4, 1), date(2025, 1, 1), comptia_log, comptia_best
    ),
    Regime("cpa-alabama", "al-cpa", date(2025, 10, 1), date(2026, 9, 30), cpa_log, cpa_best),
    Regime("isaca-cisa", "isaca-cisa", date(2023, 1, 1), date(2025, 3, 1), isaca_log, isaca_best),
    Regime("texas-contract-managers", "tx-contract", date(2022, 3, 10), date(2025, 6, 1), contract_log, contract_best),
)  # fmt: skip


@pytest.mark.parametrize("regime", REGIMES_TRIED, ids=lambda regime: regime.folder)
def test_no_division_of_a_random_log_is_better(regime: Regime) -> None:
    chance = random.Random(regime.folder)
    credential = Credential(program=regime.program, id=regime.program, issued=regime.issued)
    for _ in range(LOGS):
        log = regime.log(chance, chance.randint(0, 12))
        standing = standing_of(regime.folder, credential, log, regime.on)
        check_sums(standing)
        best = regime.best(log)
        if best is None:
            assert standing.hours.missing is None
            continue
        assert standing.hours.missing is not None
        assert float(standing.hours.missing) == pytest.approx(best.missing, abs=0.01)
        assert float(standing.hours.counted) == pytest.approx(best.counted, abs=0.01)


@pytest.mark.parametrize("regime", REGIMES_TRIED, ids=lambda regime: regime.folder)
def test_the_order_of_the_file_changes_no_figure(regime: Regime) -> None:
    chance = random.Random(f"order of {regime.folder}")
    credential = Credential(program=regime.program, id=regime.program, issued=regime.issued)
    for _ in range(10):
        log = regime.log(chance, chance.randint(2, 10))
        turned = chance.sample(log, len(log))
        one, other = (standing_of(regime.folder, credential, each, regime.on) for each in (log, turned))
        assert standing_document(one) == standing_document(other)


# --- windows one after another -------------------------------------------------------------------------------------


def test_prorated_years_with_carried_hours_and_probation_add_up() -> None:
    """Alabama's finance officers over four years, against a simulation in plain arithmetic."""
    chance = random.Random(18)
    for _ in range(LOGS):
        began = days(chance, date(2022, 10, 1), date(2023, 8, 1))
        log = [
            entry(number, days(chance, began, date(2026, 6, 1)), 25 * HUNDREDTH * chance.randint(1, 60))
            for number in range(chance.randint(0, 14))
        ]
        credential = Credential(program="al-csfo", id="al-csfo", owed_from=began)
        standing = standing_of("alabama-finance-officers", credential, log, date(2026, 6, 1))
        check_sums(standing)
        months = (2023 - began.year) * 12 + 9 - began.month + 1
        carried, free, missed = 0, {a.id: a.hours for a in log}, []
        for year in range(2023, 2027):
            needed = 18 * HOUR * months // 12 if year == 2023 else 18 * HOUR
            inside = [a for a in log if date(year - 1, 10, 1) <= a.date <= date(year, 9, 30)]
            earned = sum(free[a.id] for a in inside)
            lack = max(0, needed - min(carried, needed) - earned)
            if year == 2026:
                assert (standing.hours.missing, standing.hours.counted) == (lack, earned)
                break
            if lack:
                late = [a for a in log if date(year, 10, 1) <= a.date <= date(year + 1, 3, 31)]
                made_up = sum(free[a.id] for a in late) >= lack
                if made_up:
                    for a in sorted(late, key=lambda a: a.order):
                        used = min(lack, free[a.id])
                        free[a.id] -= used
                        lack -= used
                else:
                    missed.append(f"FY{year - 2000}")
                carried = 0
            else:
                carried = min(18 * HOUR, earned + min(carried, needed) - needed)
        assert [one.period.name for one in standing.earlier] == missed[::-1]


def test_capped_and_carried_hours_of_june_add_up() -> None:
    """Kentucky over two years: caps by kind and by entry, and what of June goes on."""
    chance = random.Random(21)
    for _ in range(LOGS):
        log = [
            entry(
                number,
                days(chance, chance.choice((date(2024, 7, 1), date(2025, 6, 1))), date(2025, 6, 30)),
                25 * HUNDREDTH * chance.randint(1, 50),
                category=chance.choice(((), ("conference",), ("committee",))),
            )
            for number in range(chance.randint(0, 10))
        ]
        credential = Credential(
            program="ky-eila", id="ky-eila", owed_from=date(2024, 7, 1), settings={"days-in-post": Decimal(200)}
        )
        standing = standing_of("kentucky-eila", credential, log, date(2025, 8, 1))
        room = {"conference": 6 * HOUR, "committee": 6 * HOUR}
        counted, of_june = 0, 0
        for a in sorted(log, key=lambda a: a.order):
            kind = a.category[0] if a.category else ""
            hours = min(a.hours, 3 * HOUR) if kind == "committee" else a.hours
            hours = min(hours, room.get(kind, hours))
            if kind in room:
                room[kind] -= hours
            counted += hours
            of_june += hours if a.date.month == 6 else 0
        carried = max(0, min(12 * HOUR, counted - 21 * HOUR, of_june)) if counted >= 21 * HOUR else 0
        assert (standing.hours.carried, standing.hours.missing) == (carried, 21 * HOUR - carried)
        assert [one.missing for one in standing.earlier] == ([21 * HOUR - counted] if counted < 21 * HOUR else [])


def test_missed_years_add_eight_hours_each() -> None:
    """Alaska: each ended year of less than twenty hours adds eight."""
    chance = random.Random(80)
    for _ in range(LOGS):
        on = chance.choice((date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 2)))
        log = [
            entry(number, days(chance, date(2023, 1, 1), date(2025, 1, 1)), HOUR * chance.randint(1, 20))
            for number in range(chance.randint(0, 9))
        ]
        credential = Credential(program="ak-cpa", id="ak-cpa", issued=date(2023, 1, 1))
        standing = standing_of("cpa-alaska", credential, log, on)
        check_sums(standing)
        done = [a for a in log if a.date <= on]
        first = sum(a.hours for a in done if a.date <= date(2023, 12, 31))
        second = sum(a.hours for a in done) - first
        missed = (on > date(2023, 12, 31) and first < 20 * HOUR) + (on > date(2025, 1, 1) and second < 20 * HOUR)
        assert standing.hours.missing == max(0, 80 * HOUR + 8 * HOUR * missed - first - second)
