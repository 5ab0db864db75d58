"""F21: dates and sums on which a verdict could turn.

Causes: certificates issued on each 29 February from 1990 to 2199, for one to six years, through four cycles; fiscal and
calendar years from 1990 to 2199; each judged on the day before, on and after its deadline, with activities on the first
and last day and on the days beside them, in five time zones; records in every order; hours split by chance into tenths,
hundredths, minutes and whole numbers that add up to just enough, or to a hundredth or a minute less. What must come out
is told by the calendar and by whole numbers, not by alcto.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache, reduce
from itertools import product
from operator import add
from unittest import mock

from gates import Gate, Outcome, Plan

from alcto_core import demonstration as demo
from alcto_core.cli.invocation import Invocation
from alcto_core.cli.status_json_page import as_json_text
from alcto_core.evaluation.evaluate import evaluate, evaluate_all
from alcto_core.evaluation.standing import Standing
from alcto_core.evaluation.status_document import standing_document
from alcto_core.host.plugins import load_plugins
from alcto_core.hours import HOUR, HUNDREDTH, MINUTE, Hours
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.overview import open_overview
from alcto_core.records.reading import read_text
from alcto_core.records.types import Records
from alcto_core.rules.library import Library
from alcto_core.rules.reading import read_rule_file
from alcto_core.rules.vocabulary import RuleSet

YEARS = range(1990, 2200)
LEAPS = tuple(year for year in YEARS if (year % 4 == 0 and year % 100 != 0) or year % 400 == 0)
LENGTHS = (1, 2, 3, 4, 5, 6)
CYCLES = (1, 2, 3, 4)
ZONES = ("UTC0", "CST6CDT", "LINT-14", "SST11", "IST-5:30")
"""As POSIX writes them, west of Greenwich with a plus; so no table of zones is needed."""
DAY = timedelta(days=1)

RULES = """\
kind = "rule-set"
schema = 1
id = "{id}"
title = "Every so often"
short = "E"
authority = "Authority"
checked = 2026-11-22

[documents.page]
title = "Page"
read = 2026-11-22

[[window]]
id = "window"
{window}
cite = "page:1"

[[rule]]
id = "total"
title = "Hours"
text = "Enough hours."
at_least = [{{ from = 1980-01-01, hours = {hours}, cite = "page:2" }}]
"""


@cache
def library() -> Library:
    """Rule sets of two hours in cycles of each length, in fiscal and calendar years; and of twelve hours."""
    windows = {f"cycle-{length}": (f'kind = "cycle"\nyears = {length}', 2) for length in LENGTHS}
    windows["fiscal"] = ('kind = "fiscal-year"\nbegins = "10-01"\nfirst = 1985-10-01', 2)
    windows["calendar"] = ('kind = "calendar-year"\nfirst = 1985-01-01', 2)
    windows["sums"] = ('kind = "calendar-year"\nfirst = 1985-01-01', 12)
    words = [
        read_rule_file(RULES.format(id=id, window=window, hours=hours).encode(), f"{id}.toml")
        for id, (window, hours) in windows.items()
    ]
    return Library([word for word in words if isinstance(word, RuleSet)], [], [])


def records(credential: str, activities: list[tuple[date, str]]) -> Records:
    """The records of one credential and of activities with day and hours, as a file says them."""
    text = f'schema = 1\n[person]\nname = "Jordan Avery"\n[[credential]]\n{credential}\n' + "".join(
        f'[[activity]]\nid = "a{number}"\ntitle = "Event {number}"\ndate = {day.isoformat()}\n{_line(hours)}\n'
        for number, (day, hours) in enumerate(activities)
    )
    reading = read_text(text.encode())
    assert reading.records is not None
    assert reading.problems == (), reading.problems
    return reading.records


def _line(hours: str) -> str:
    """Hours as the file says them; what ends with "m" as minutes."""
    return f"minutes = {hours[:-1]}" if hours.endswith("m") else f"hours = {hours}"


def judged(held: Records, on: date) -> Standing:
    return evaluate(held, held.credentials[0], library(), on, readings=False)


def years_later(day: date, years: int) -> date:
    """The calendar's word: the same day, or 28 February where there is no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


def _expect(name: str, standing: Standing, state: str, counted: Hours, due: date, outcome: Outcome) -> None:
    outcome.add("verdicts")
    found = (standing.state.value, standing.hours.counted, standing.due)
    if found != (state, counted, due):
        outcome.fail(f"{name}: {found}, not {(state, counted, due)}")


def cycle(issued: date, length: int, number: int, outcome: Outcome) -> None:
    """One cycle of a certificate, met and unmet, around its deadline."""
    dues = [years_later(issued, length * count) for count in range(1, number + 1)]
    due = dues[-1]
    start = issued if number == 1 else dues[-2] + DAY
    if due.year > YEARS[-1] + 30:
        return
    renewed = ", ".join(day.isoformat() for day in dues[:-1])
    credential = f'program = "cycle-{length}"\nissued = {issued}\nrenewed = [{renewed}]'
    beside = [(start - DAY, "1"), (due + DAY, "1")]
    met = records(credential, [*beside, (start, "1"), (due, "1")])
    unmet = records(credential, [*beside, (start, "1")])
    name = f"issued {issued}, {length} years, cycle {number}"
    outcome.add("cycles from a 29 February", (issued.month, issued.day) == (2, 29))
    _expect(f"{name}, met, the day before", judged(met, due - DAY), "in-progress", HOUR, due, outcome)
    _expect(f"{name}, met, on the day", judged(met, due), "compliant", 2 * HOUR, due, outcome)
    _expect(f"{name}, met, the day after", judged(met, due + DAY), "undetermined", 2 * HOUR, due, outcome)
    _expect(f"{name}, unmet, on the day", judged(unmet, due), "in-progress", HOUR, due, outcome)
    _expect(f"{name}, unmet, the day after", judged(unmet, due + DAY), "non-compliant", HOUR, due, outcome)


def year(kind: str, number: int, outcome: Outcome) -> None:
    """One fiscal or calendar year around its end."""
    start, end = (
        (date(number - 1, 10, 1), date(number, 9, 30))
        if kind == "fiscal"
        else (date(number, 1, 1), date(number, 12, 31))
    )
    credential = f'program = "{kind}"\nfrom = {start}'
    beside = [(start - DAY, "1"), (end + DAY, "1")]
    name = f"{kind} year {number}"
    for last, state, counted in ((end, "compliant", 2 * HOUR), (end + DAY, "in-progress", HOUR)):
        held = records(credential, [*beside, (start, "1"), (last, "1")])
        _expect(f"{name}, on its last day, {state}", judged(held, end), state, counted, end, outcome)
        after = judged(held, end + DAY)
        outcome.add("verdicts")
        missed = [(one.period.end, one.state.value) for one in after.earlier]
        if missed != ([] if state == "compliant" else [(end, "non-compliant")]):
            outcome.fail(f"{name}, the day after, {state}: {missed}")
    early = records(credential, [*beside, (start, "1"), (end, "1")])
    _expect(f"{name}, the day before its end", judged(early, end - DAY), "in-progress", HOUR, end, outcome)


def dates(plan: Plan, outcome: Outcome) -> None:
    """All cycles from a 29 February, all years; and cycles from other days."""
    leaps = list(product(LEAPS, LENGTHS, CYCLES))
    years = list(product(("fiscal", "calendar"), YEARS))
    for number in plan.of(len(leaps), len(leaps)):
        if plan.is_long or number % 7 == 0:
            day, length, count = leaps[number]
            cycle(date(day, 2, 29), length, count, outcome)
    for number in plan.of(len(years), len(years)):
        if plan.is_long or number % 5 == 0:
            year(*years[number], outcome)
    for number in plan.of(40, 2_000):
        chance = plan.chance(number)
        issued = date(1990, 1, 1) + DAY * chance.randrange(365 * 209)
        issued = chance.choice((issued, issued.replace(day=1), issued.replace(day=1) - DAY))
        cycle(issued, chance.choice(LENGTHS), chance.choice(CYCLES), outcome)


# time zones


@contextmanager
def zone(name: str) -> Iterator[None]:
    """The process in another time zone."""
    with mock.patch.dict(os.environ, {"TZ": name}):
        time.tzset()
        yield
    time.tzset()


def zones(plan: Plan, outcome: Outcome) -> None:
    """The same answer on the same date in five zones; today is the day of the zone."""
    folder = RecordsFolder(path=plan.scratch / "zones")
    folder.path.mkdir()
    plugins = load_plugins(no_plugins=True)
    days = [
        date(2026, 9, 30),
        date(2026, 10, 1),
        date(2027, 6, 1),
        date(2027, 6, 2),
        date(2028, 2, 29),
        date(2026, 3, 8),
    ]
    for director, on in product(demo.DIRECTORS, days if plan.is_long else days[:3]):
        folder.file.write_bytes((demo.FOLDER / f"{director}.toml").read_bytes())
        told = set()
        for name in ZONES:
            with zone(name):
                told.add(as_json_text(open_overview(folder, plugins, on)))
                outcome.add("answers in other zones")
                now = time.localtime()
                if Invocation().today != date(now.tm_year, now.tm_mon, now.tm_mday):
                    outcome.fail(f"today is another day in {name}")
        if len(told) != 1:
            outcome.fail(f"the standings of {director} on {on} turn on the time zone")
    for name in ZONES:
        with zone(name):
            for leap, length in zip(LEAPS[:: 1 if plan.is_long else 9], LENGTHS * 9, strict=False):
                cycle(date(leap, 2, 29), length, 1, outcome)
                outcome.add("answers in other zones", 5)


# order


def orders(plan: Plan, outcome: Outcome) -> None:
    """The made-up directors with their activities, and the tables in each, in another order."""
    plugins = load_plugins(no_plugins=True)
    for number in plan.of(12, 400):
        chance = plan.chance(number)
        director = demo.DIRECTORS[number % 2]
        text = (demo.FOLDER / f"{director}.toml").read_text("utf-8")
        on = chance.choice((date(2026, 8, 14), date(2026, 9, 30), date(2026, 10, 1), date(2027, 6, 1)))
        usual, turned = _standings(text, plugins.library, on), _standings(_shuffled(text, chance), plugins.library, on)
        outcome.add("other orders", 1)
        if usual != turned:
            outcome.fail(f"order {number} of {director} on {on} changes a standing")


def _standings(text: str, known: Library, on: date) -> list[object]:
    reading = read_text(text.encode())
    assert reading.records is not None
    found = [standing_document(one) for one in evaluate_all(reading.records, known, on)]
    for one in found:
        one["credits"] = sorted(one["credits"], key=lambda credit: str(credit["activity"]))
    return list(found)


def _shuffled(text: str, chance: random.Random) -> str:
    """The activities, each with its own tables, in another order behind the credentials."""
    head, *blocks = text.split("\n[[activity]]\n")
    chance.shuffle(blocks)
    return "\n[[activity]]\n".join([head + "\n", *(f"{block}\n" for block in blocks)])


# sums


def sums(plan: Plan, outcome: Outcome) -> None:
    """Twelve hours in parts of tenths, hundredths and minutes are twelve hours; the smallest part less is less."""
    on = date(2026, 12, 31)
    for number in plan.of(250, 20_000):
        chance = plan.chance(number)
        whole = chance.choice((0, 0, 12, chance.randint(1, 11)))
        parts = [(part, "m") for part in _parts(whole * 60, chance)] if whole else []
        step = chance.choice((1, 1, 5, 10, 10, 25, 100))
        rest = (12 - whole) * 100 // step
        parts += [(part * step, "") for part in _parts(rest, chance)] if rest > 1 else [(rest * step, "")] * bool(rest)
        chance.shuffle(parts)
        written = [_written(part, unit, chance) for part, unit in parts]
        outcome.add("splits of 12 hours")
        # One after the other: from Python 3.12 on `sum` makes good what floats lose.
        added = reduce(add, (part / (60 if unit else 100) for part, unit in parts))
        outcome.add("that a float gets wrong", added != 12.0)
        days = [date(2026, 1, 1) + DAY * chance.randrange(365) for _ in parts]
        for less in (False, True):
            hours = list(zip(days, written, strict=True))
            lost = 0
            if less:
                at = max(range(len(parts)), key=lambda index: parts[index][0] / (60 if parts[index][1] else 100))
                part, unit = parts[at]
                hours[at] = (days[at], _written(part - 1, unit, chance))
                lost = MINUTE if unit else HUNDREDTH
            chance.shuffle(hours)
            state = "in-progress" if less else "compliant"
            held = records('program = "sums"', hours)
            _expect(f"split {number}: {hours}", judged(held, on), state, 12 * HOUR - lost, on, outcome)


def _parts(total: int, chance: random.Random) -> list[int]:
    """Whole numbers above none that add up to `total`."""
    cuts = sorted(chance.sample(range(1, total), min(chance.randint(1, 30), total - 1)))
    return [end - start for start, end in zip([0, *cuts], [*cuts, total], strict=True)]


def _written(hundredths: int, unit: str, chance: random.Random) -> str:
    """Hours as people write them: 6, 6.0, 6.5, 6.50; minutes with the unit behind them."""
    if unit:
        return f"{hundredths}{unit}"
    whole, rest = divmod(hundredths, 100)
    if rest == 0:
        return chance.choice((f"{whole}", f"{whole}.0", f"{whole}.00"))
    return chance.choice((f"{whole}.{rest // 10}", f"{whole}.{rest:02}")) if rest % 10 == 0 else f"{whole}.{rest:02}"


def measure(plan: Plan) -> Outcome:
    """Dates, zones, orders and sums."""
    outcome = Outcome()
    outcome.add("verdicts", 0)
    dates(plan, outcome)
    orders(plan, outcome)
    sums(plan, outcome)
    if plan.share == 0:
        zones(plan, outcome)
    return outcome


GATE = Gate(
    id="F21",
    fault="dates and sums",
    gate="no verdict turns on zone, order of entries or rounding",
    measure=measure,
    least={
        "verdicts": (2_000, 50_000),
        "cycles from a 29 February": (150, 1_000),
        "answers in other zones": (100, 500),
        "other orders": (12, 400),
        "splits of 12 hours": (250, 20_000),
        "that a float gets wrong": (10, 1_000),
    },
    shares=2,
    needs="posix",
)
