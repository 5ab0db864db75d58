"""The Alabama programs beside catalogues that nobody published: every shape of an offering, in small numbers."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from alcto_core.hours import HOUR, HUNDREDTH
from alcto_core.records.types import Activity, Credential, Person, Records
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import Catalogue, Offering

STRANDS = ("al-cto/roles", "al-cto/law-ethics", "al-cto/data", "al-cto/teaching", "al-cto/it", "al-cto/planning")
ON = date(2026, 3, 2)
YEAR = (date(2025, 10, 1), date(2026, 9, 30))
CYCLE = (date(2024, 6, 2), date(2027, 6, 1))


def library(alabama: Library, chance: random.Random, size: int) -> Library:
    """The rule sets of Alabama with a random catalogue of each source, over all of the time."""
    catalogues = []
    for source in ("alet", "external"):
        several = range(chance.randint(0 if source == "alet" else 1, size))
        catalogues.append(
            Catalogue(
                kind="catalogue",
                schema=1,
                id=source,
                title=source,
                source=source,
                since=date(2020, 1, 1),
                checked=ON,
                documents={},
                offering=tuple(_offering(chance, source, number) for number in several),
            )
        )
    return Library(alabama.published.values(), alabama.frameworks.values(), catalogues)


def _offering(chance: random.Random, source: str, number: int) -> Offering:
    kind = chance.random()
    facts: dict[str, object] = {}
    if source == "external" and kind < 0.4:
        facts["most"] = chance.choice((2, 3, 6))
    elif kind < 0.55:
        facts["most"], facts["most_per_entry"] = chance.choice(((3, 1), (4, 2)))
    elif kind < 0.8:
        facts["award"] = chance.choice((2, 3, Decimal("1.5")))
        facts["no_repeat"] = chance.choice((None, "offering", "course"))
        facts["needs_course"] = facts["no_repeat"] == "course"
    if chance.random() < 0.6:
        facts["strands"] = tuple(chance.sample(STRANDS, chance.choice((1, 1, 2, 3))))
    name = f"{source}/{number}"
    return Offering(id=name, title=f"Event {name}", format=chance.choice((None, "online")), cite="x", **facts)  # type: ignore[arg-type]


def records(chance: random.Random, known: Library, size: int, programs: tuple[str, ...]) -> Records:
    """Somebody who has done something of these catalogues, and something of none."""
    held = {
        "al-td-ceu": Credential(program="al-td-ceu", id="td"),
        "al-cto": Credential(program="al-cto", id="cto", cohort="ECHO", renewed=(date(2024, 5, 20),)),
    }
    offerings = sorted(known.listings)
    return Records(
        person=Person(name="Jordan Avery", state="AL", role_began=date(2015, 1, 1)),
        credentials=tuple(held[program] for program in programs),
        activities=tuple(_activity(chance, offerings, number) for number in range(size)),
    )


def _activity(chance: random.Random, offerings: list[str], number: int) -> Activity:
    return Activity(
        id=f"a{number}",
        title=f"Logged {number}",
        date=ON - timedelta(days=chance.randint(1, 600)),
        hours=chance.choice((HOUR, 2 * HOUR, 5 * HOUR, 250 * HUNDREDTH, 8 * HOUR, 12 * HOUR)),
        strands=tuple(chance.sample(STRANDS, chance.choice((1, 2)))),
        offering=chance.choice((None, *offerings)),
        status="planned" if chance.random() < 0.1 else "completed",
    )
