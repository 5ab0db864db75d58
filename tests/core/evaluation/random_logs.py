"""Random but plausible logs of a director, for what must always hold."""

from __future__ import annotations

import random
from datetime import date, timedelta

from alcto_core.hours import HOUR, HUNDREDTH, MINUTE
from alcto_core.records.types import Activity, Credential, Person, Records, Session

STRANDS = ("al-cto/roles", "al-cto/law-ethics", "al-cto/data", "al-cto/teaching", "al-cto/it", "al-cto/planning")
ALET = ("alet/winter-conference", "alet/fall-conference", "alet/region-meeting", "alet/talent")
# Offerings with most per year, most per entry and award, written down a second time on purpose.
CAPPED = {
    "external/fetc": (6 * HOUR, None, None),
    "external/iste": (6 * HOUR, None, None),
    "external/e-rate-boot-camp": (3 * HOUR, None, None),
    "external/sde-edtech-region-meeting": (3 * HOUR, None, None),
    "external/cosn-workshop": (3 * HOUR, HOUR, None),
    "external/google-level-1": (3 * HOUR, None, 3 * HOUR),
    "external/cbt-security-plus": (4 * HOUR, None, 4 * HOUR),
}
YEAR_BEGINS = date(2025, 10, 1)
CYCLE_BEGINS = date(2024, 6, 2)
ON = date(2026, 9, 30)


def credential(program: str) -> Credential:
    if program == "al-cto":
        return Credential(program=program, id=program, cohort="ECHO", renewed=(date(2024, 5, 20),))
    return Credential(program=program, id=program)


def records(program: str, activities: list[Activity]) -> Records:
    person = Person(name="Jordan Avery", district="Pine Hollow City Schools", state="AL")
    return Records(person=person, credentials=(credential(program),), activities=tuple(activities))


def hours(chance: random.Random, most: int = 16) -> int:
    parts = (*(part * HUNDREDTH for part in (25, 50, 75, 100, 10, 33, 5)), 20 * MINUTE, 7 * MINUTE)
    return chance.choice(parts) * chance.randint(1, most)


def cycle_log(chance: random.Random, size: int) -> list[Activity]:
    """Activities of one AL-CTO cycle: whole, with sessions, or with a written split."""
    found = []
    for number in range(size):
        day = CYCLE_BEGINS + timedelta(days=chance.randint(0, (ON - CYCLE_BEGINS).days))
        strands = tuple(chance.sample(STRANDS, chance.choice((1, 1, 2, 2, 3, 6))))
        base = {"id": f"a{number}", "title": f"Event {number}", "date": day, "strands": strands}
        kind = chance.random()
        if kind < 0.2:
            sessions = tuple(
                Session(
                    title=f"Session {part}",
                    hours=hours(chance, 4),
                    kind=chance.choice(("session", "session", "meal", "break")),
                    strands=chance.choice((None, (chance.choice(STRANDS),), ())),
                )
                for part in range(chance.randint(1, 4))
            )
            found.append(Activity(**base, sessions=sessions, hours=sum(s.hours for s in sessions)))
        elif kind < 0.35 and len(strands) > 1:
            split = {strand: hours(chance, 4) for strand in strands}
            found.append(Activity(**base, split=split, hours=sum(split.values())))
        else:
            found.append(Activity(**base, hours=hours(chance)))
    return found


def year_log(chance: random.Random, size: int) -> list[Activity]:
    """Activities of one TD-CEU year: ALET, external and unlisted; every Talent course another one."""
    found = []
    for number in range(size):
        day = YEAR_BEGINS + timedelta(days=chance.randint(0, 364))
        offering = chance.choice((*ALET, *CAPPED, *CAPPED, None))
        found.append(
            Activity(
                id=f"a{number}",
                title=f"Event {number}",
                date=day,
                hours=hours(chance),
                strands=tuple(chance.sample(STRANDS, chance.choice((0, 1, 1, 1, 2)))),
                offering=offering,
                course=f"Course {number}" if offering == "alet/talent" else None,
            )
        )
    return found
