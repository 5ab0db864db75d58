"""No verdict turns on a rounded figure: minutes, hundredths and sessions add up exactly, in any order and any split."""

from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.standing import Standing, State
from alcto_core.evaluation.status_document import standing_document
from alcto_core.hours import HOUR, HUNDREDTH, MINUTE, Hours, number
from alcto_core.records.reading import read_text
from alcto_core.records.tables import activity_table
from alcto_core.records.types import Activity, Credential, Person, Records, Session
from alcto_core.rules.library import Library
from alcto_core.rules.reading import read_rule_file
from alcto_core.rules.vocabulary import RuleSet
from alcto_core.telling.card import card
from alcto_core.telling.sentences import explain_requirement, verdict
from alcto_core.toml.writing import block_text

HEAD = """
kind = "rule-set"
schema = 1
id = "made-up"
title = "Made up"
short = "MU"
authority = "Nobody"
checked = 2026-01-01
verified = true
[documents.d]
title = "D"
read = 2026-01-01
[[window]]
id = "year"
kind = "calendar-year"
cite = "d:1"
"""
TOTAL = """
[[rule]]
id = "total"
title = "Twelve hours"
text = "Twelve hours."
at_least = [{ from = 2020-01-01, hours = 12, cite = "d:1" }]
"""
ONLINE = """
[[rule]]
id = "online"
title = "A share"
text = "A third of all hours at the most."
select = { format = "online" }
at_most = [{ from = 2020-01-01, percent = 33.33, cite = "d:1" }]
"""


def library(*parts: str) -> Library:
    rules = read_rule_file((HEAD + "".join(parts)).encode(), "rules.toml")
    assert isinstance(rules, RuleSet)
    return Library([rules])


TWELVE = library(TOTAL)
MULTIPLIED = library(
    TOTAL.replace("hours = 12", "hours = 16"),
    '[[convert.multiply]]\nby = 1.37\nselect = { format = "online" }\ntext = "More."\ncite = "d:1"\n',
    '[convert.minutes]\nin_hour = 50\ncite = "d:1"\n',
    ONLINE,
)


def judged(rules: Library, activities: list[Activity], on: date = date(2026, 12, 31)) -> Standing:
    records = Records(
        person=Person(name="J"),
        credentials=(Credential(program="made-up", id="made-up", owed_from=date(2026, 1, 1)),),
        activities=tuple(activities),
    )
    return evaluate(records, records.credentials[0], rules, on)


def divided(chance: random.Random, total: int) -> list[int]:
    """`total` in parts, each a whole number of minutes or of hundredths."""
    parts, left = [], total
    while left:
        unit = chance.choice((MINUTE, HUNDREDTH))
        part = min(unit * chance.randint(1, 200), left // unit * unit)
        if left - part and not any((left - part) % one == 0 for one in (MINUTE, HUNDREDTH)):
            continue
        if not part:
            unit = HUNDREDTH if unit == MINUTE else MINUTE
            part = left // unit * unit
        parts.append(part)
        left -= part
    return parts


def log(chance: random.Random, parts: list[int]) -> list[Activity]:
    """The parts as activities, some of them as the sessions of one."""
    found: list[Activity] = []
    at = 0
    while at < len(parts):
        several = parts[at : at + chance.choice((1, 1, 2, 3))]
        at += len(several)
        sessions = tuple(Session(title=f"S{n}", hours=part) for n, part in enumerate(several))
        found.append(
            Activity(
                id=f"a{at}",
                title=f"A{at}",
                date=date(2026, 1, 1) + timedelta(days=chance.randrange(300)),
                hours=sum(several),
                sessions=sessions if len(several) > 1 or chance.random() < 0.2 else (),
                format=chance.choice((None, "online")),
            )
        )
    chance.shuffle(found)
    return found


@settings(max_examples=tries(150), deadline=None)
@given(seed=st.integers(0, 10**9), less=st.sampled_from([0, 1, MINUTE, HUNDREDTH]))
def test_twelve_hours_in_any_parts_are_twelve_and_the_least_bit_less_is_less(seed: int, less: int) -> None:
    chance = random.Random(seed)
    entries = log(chance, divided(chance, 12 * HOUR))
    if less:
        longest = max(range(len(entries)), key=lambda at: entries[at].hours)
        one = entries[longest]
        entries[longest] = Activity(id=one.id, title=one.title, date=one.date, hours=one.hours - less)
    standing = judged(TWELVE, entries, date(2026, 12, 30))
    assert (standing.state is State.COMPLIANT) == (not less)
    assert standing.hours.counted == 12 * HOUR - less
    assert standing.hours.missing == less
    shown = card(standing)
    assert next(shown.items("bar")).figure == ("12 of 12" if not less else f"11.9{8 if less == MINUTE else 9} of 12")
    if less:
        words = "0.02" if less == MINUTE else "0.01"
        assert f"{words} hours missing" in verdict(standing)
        assert f"short {words}" in " ".join(explain_requirement(standing, standing.requirements[0]))


@settings(max_examples=tries(40), deadline=None)
@given(seed=st.integers(0, 10**9))
def test_the_file_says_the_same_in_hours_and_in_minutes(seed: int) -> None:
    chance = random.Random(seed)
    entries = log(chance, divided(chance, 12 * HOUR))
    text = 'schema = 1\n[person]\nname = "J"\n[[credential]]\nprogram = "made-up"\nfrom = 2026-01-01\n'
    reading = read_text((text + "".join(block_text("activity", activity_table(one)) for one in entries)).encode())
    assert reading.records is not None and not reading.problems
    standing = evaluate(reading.records, reading.records.credentials[0], TWELVE, date(2026, 12, 30))
    assert (standing.state, standing.hours.missing) == (State.COMPLIANT, 0)


@settings(max_examples=tries(60), deadline=None)
@given(seed=st.integers(0, 10**9), total=st.integers(1, 20 * 60).map(lambda minutes: minutes * MINUTE))
def test_every_sum_is_exact_inside_and_near_in_the_document(seed: int, total: int) -> None:
    chance = random.Random(seed)
    entries = log(chance, divided(chance, total))
    standing = judged(MULTIPLIED, entries, date(2026, 12, 30))
    for credit in standing.credits:
        assert credit.claimed + sum(reason.hours for reason in credit.because) == credit.counted
    assert sum(credit.counted for credit in standing.credits) == standing.hours.counted
    document = standing_document(standing)
    for one in document["credits"]:
        assert one["counted"] == pytest.approx(one["claimed"] + sum(r["hours"] for r in one["because"]), abs=1e-6)
    assert document["hours"]["counted"] == pytest.approx(sum(one["counted"] for one in document["credits"]), abs=1e-6)
    total_asked = standing.requirement("total")
    assert total_asked is not None and total_asked.needed is not None and total_asked.counted is not None
    assert (total_asked.state == "met") == (total_asked.counted >= total_asked.needed)
    share = next(limit for limit in standing.limits if limit.id == "online")
    assert share.counted <= Fraction("0.3333") * standing.hours.counted == share.most


def test_nine_talks_of_forty_minutes_are_six_hours() -> None:
    rules = library(TOTAL.replace("hours = 12", "hours = 6"))
    talks = [Activity(id=f"t{n}", title=f"Talk {n}", date=date(2026, 1, n), hours=40 * MINUTE) for n in range(1, 10)]
    assert judged(rules, talks).state is State.COMPLIANT
    eight = judged(rules, talks[:-1], date(2026, 12, 1))
    assert (eight.state, eight.hours.missing) == (State.IN_PROGRESS, 40 * MINUTE)
    assert next(card(eight).items("bar")).figure == "5.33 of 6"
    assert "0.67 hours missing" in verdict(eight)


def test_what_counts_several_times_over_counts_exactly() -> None:
    rules = library(
        TOTAL,
        '[[convert.multiply]]\nby = 1.37\nselect = { format = "online" }\ntext = "More."\ncite = "d:1"\n',
        '[convert.minutes]\nin_hour = 50\ncite = "d:1"\n',
    )
    talks = [
        Activity(id=f"t{n}", title=f"T{n}", date=date(2026, 1, n), hours=7 * MINUTE, format="online")
        for n in range(1, 5)
    ]
    standing = judged(rules, talks)
    assert standing.hours.counted == 4 * 7 * MINUTE * Fraction(137, 100) * Fraction(60, 50)
    assert standing.hours.missing == 12 * HOUR - standing.hours.counted


@pytest.mark.parametrize(("since", "months"), [(date(2026, 3, 1), 10), (date(2026, 12, 1), 1), (date(2026, 6, 9), 7)])
def test_what_is_asked_in_proportion_to_months_is_asked_exactly(since: date, months: int) -> None:
    rules = library(TOTAL.replace("hours = 12", "hours = 14.5").replace("at_least", 'prorate = "month"\nat_least'))
    exactly: Hours = Fraction("14.5") * months / 12 * HOUR

    def standing(counted: int) -> Standing:
        entry = Activity(id="a", title="A", date=date(2026, 12, 5), hours=counted)
        records = Records(
            person=Person(name="J"),
            credentials=(Credential(program="made-up", id="made-up", owed_from=since),),
            activities=(entry,),
        )
        return evaluate(records, records.credentials[0], rules, date(2026, 12, 31))

    enough, less = standing(ceil(exactly)), standing(ceil(exactly) - 1)
    assert enough.hours.needed == exactly
    assert (enough.state, less.state) == (State.COMPLIANT, State.IN_PROGRESS)
    assert less.hours.missing == exactly - (ceil(exactly) - 1) > 0
    assert number(exactly) == standing_document(enough)["hours"]["needed"]
