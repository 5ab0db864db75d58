"""Sheets in the shapes of public exports, made up row by row, with what is true of each row.

The headings are those that the programs and authorities named here give their exports, as their public manuals and
samples show them; every person, course and figure is invented. Nothing here knows how alcto reads a sheet.
"""

from __future__ import annotations

import csv
import io
import random
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

TODAY = date(2026, 3, 1)
_TITLES = """\
Ransomware tabletop|Student data privacy|E-rate for beginners|Network segmentation|Budgeting for devices
Phishing: what works|Copyright in the classroom|Board policy review|Chromebook repair clinic|AI in schools
Disaster recovery drill|Leading change|Accessibility of web pages|Vendor contracts, part 1|Vendor contracts, part 2
Fiber and wireless|FERPA refresher|Incident response workshop|Cloud migration|Interactive displays|Help desk metrics
Digital citizenship night|Backup strategies|Identity management""".replace("\n", "|").split("|")
_PROVIDERS = ("ALET", "CoSN", "Acme Learning", "Hoover City Schools", "Example University")
_PEOPLE = ("Jordan Avery", "Sam Rivera", "Lee Park")
_KINDS = ("Webinar", "Workshop", "Conference", "Self-study")


class Event(NamedTuple):
    """What is true of one row."""

    title: str
    first: date
    day: date
    begins: int
    """Minutes since midnight."""
    minutes: int
    counts: bool
    """Whether it was done and credited."""
    number: int
    provider: str
    kind: str
    cost: int
    score: float
    extra: int
    """Minutes more that were asked for than earned."""


Cell = Callable[[Event], str]


class Sheet(NamedTuple):
    """One made-up sheet."""

    shape: str
    raw: bytes
    events: tuple[Event, ...]


def _hours(minutes: float) -> str:
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def _half(minutes: int) -> str:
    return f"{minutes // 60 % 12 or 12}:{minutes % 60:02d} {'PM' if minutes // 60 % 24 >= 12 else 'AM'}"


def _full(minutes: int, seconds: int = 0) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"


def _spoken(day: date, minutes: int) -> str:
    return f"{day:%A}, {day.day} {day:%B} {day.year}, {_half(minutes)}"


def _short(title: str) -> str:
    return "".join(word[0] for word in title.split()).upper()


def _stamp(event: Event) -> datetime:
    return datetime(event.day.year, event.day.month, event.day.day) + timedelta(minutes=event.begins + event.minutes)


DATES: Mapping[str, Callable[[date], str]] = {
    "us": lambda day: f"{day.month}/{day.day}/{day.year}",
    "iso": date.isoformat,
    "us2": lambda day: f"{day:%m/%d/%Y}",
    "named": lambda day: f"{day:%b} {day.day}, {day.year}",
}


def _cells(date_style: str, rng: random.Random) -> Mapping[str, Cell]:
    """What each kind of column holds, by its name in `SHAPES`."""
    shown = DATES[date_style]
    total = {"minutes": 0}

    def running(event: Event) -> str:
        total["minutes"] += event.minutes
        return _hours(total["minutes"])

    def parts(at: int) -> Cell:
        def share(event: Event) -> str:
            third = event.minutes // 3 // 15 * 15
            return _hours((third, third, event.minutes - 2 * third)[at])

        return share

    def pick(done: tuple[str, ...], undone: tuple[str, ...]) -> Cell:
        return lambda event: rng.choice(done if event.counts else undone)

    return {
        "title": lambda event: event.title,
        "short": lambda event: _short(event.title),
        "code": lambda event: f"{_short(event.title)}-{event.number}",
        "date": lambda event: shown(event.day),
        "first": lambda event: shown(event.first),
        "done": lambda event: shown(event.day) if event.counts else "",
        "asked": lambda event: shown(event.first - timedelta(days=20)),
        "later": lambda event: shown(event.day + timedelta(days=12)),
        "expires": lambda event: shown(event.day + timedelta(days=730)),
        "stamp": lambda event: f"{shown(event.day)} {_half(event.begins)}",
        "spoken": lambda event: _spoken(event.day, event.begins) if event.counts else "",
        "spoken first": lambda event: _spoken(event.first, event.begins),
        "utc": lambda event: f"{event.day.isoformat()}T{15 + event.number % 6}:30:00Z",
        "begins": lambda event: _clock(event.begins),
        "ends": lambda event: _clock(event.begins + event.minutes),
        "begins am": lambda event: _half(event.begins),
        "ends am": lambda event: _half(event.begins + event.minutes),
        "span": lambda event: f"{_half(event.begins)} - {_half(event.begins + event.minutes)}",
        "hours": lambda event: _hours(event.minutes),
        "hours unit": lambda event: f"{_hours(event.minutes)} hrs",
        "hours.2": lambda event: f"{event.minutes / 60:.2f}",
        "minutes": lambda event: str(event.minutes),
        "minutes unit": lambda event: f"{event.minutes} min",
        "h:mm": lambda event: _clock(event.minutes),
        "h:mm:ss": lambda event: _full(event.minutes),
        "with seconds": lambda event: _full(event.minutes, event.number % 60),
        "words": lambda event: f"{event.minutes // 60}h {event.minutes % 60}m",
        "iso length": lambda event: f"PT{event.minutes // 60}H{event.minutes % 60}M",
        "whole hours": lambda event: str(event.minutes // 60),
        "rest minutes": lambda event: str(event.minutes % 60),
        "more hours": lambda event: _hours(event.minutes + event.extra),
        "seconds": lambda event: str(event.minutes * 60),
        "running": running,
        "part 1": parts(0),
        "part 2": parts(1),
        "part 3": parts(2),
        "ceu": lambda event: f"{event.minutes / 600:.2f}",
        "number": lambda event: str(event.number),
        "member": lambda _: "483920",
        "row": lambda event: str(event.number % 50),
        "person": lambda _: "Jordan Avery",
        "first name": lambda _: "Jordan",
        "last name": lambda _: "Avery",
        "email": lambda _: "jordan@example.org",
        "leader": lambda event: _PEOPLE[event.number % 3],
        "provider": lambda event: event.provider,
        "kind": lambda event: event.kind,
        "cost": lambda event: str(event.cost),
        "dollars": lambda event: f"${event.cost}.00",
        "score": lambda event: f"{event.score:g}",
        "grade": lambda event: f"{event.score:.2f} %",
        "fy": lambda event: str(event.day.year % 100),
        "year": lambda event: str(event.day.year),
        "month": lambda event: f"{event.day:%B}",
        "seats": lambda event: str(12 + event.number % 30),
        "yes": lambda _: "Yes",
        "no": lambda _: "No",
        "empty": lambda _: "",
        "zero": lambda _: "0.00",
        "client": lambda _: "District office",
        "project": lambda _: "Professional growth",
        "online": lambda event: ("Online", "In person")[event.number % 2],
        "city": lambda event: ("Hoover, AL", "Birmingham, AL", "Online")[event.number % 3],
        "note": lambda event: f"Notes on {event.kind.lower()} {event.number}",
        "link": lambda event: f"https://example.org/c/{event.number}",
        "file": lambda event: f"certificate-{event.number}.pdf",
        "status": pick(("Completed", "Complete"), ("In Progress", "Enrolled", "Not Started", "Withdrawn")),
        "moodle": pick(("Complete", "Complete via rpl"), ("Not yet completed", "In progress")),
        "approval": pick(("Approved",), ("Pending", "Denied", "Returned for revision", "Under review")),
        "result": pick(("Pass", "Passed"), ("Fail", "Failed", "Incomplete")),
        "attended": pick(("Attended", "Present"), ("No Show", "Cancelled", "Did not attend", "Waitlisted")),
        "tick": pick(("Y", "Yes"), ("N", "No")),
        "posted": pick(("Posted", "Credited"), ("Pending", "Not posted", "Rejected")),
    }


SHAPES: Mapping[str, Mapping[str, str]] = tomllib.loads(Path(__file__).with_name("shapes.toml").read_text("utf-8"))
"""Headings and what their columns hold, by the program or authority."""


def sheets(seed: int, each: int) -> list[Sheet]:
    """`each` sheets of every shape; the same for the same seed."""
    rng = random.Random(seed)
    return [_sheet(shape, listed, variant, rng) for shape, listed in SHAPES.items() for variant in range(each)]


def _events(rng: random.Random, number: int) -> list[Event]:
    day = date(2024, 10, 1) + timedelta(days=rng.randrange(40))
    found: list[Event] = []
    for at, title in enumerate(rng.sample(_TITLES, number)):
        day += timedelta(days=rng.randrange(3, 30))
        found.append(
            Event(
                title=title,
                first=day,
                day=day,
                begins=rng.choice((8 * 60, 9 * 60, 9 * 60 + 30, 13 * 60, 13 * 60 + 30)),
                minutes=rng.choice((30, 45, 60, 75, 90, 120, 150, 180, 240, 360)),
                counts=rng.random() > 0.25,
                number=1000 + 7 * at + rng.randrange(6),
                provider=rng.choice(_PROVIDERS),
                kind=rng.choice(_KINDS),
                cost=rng.randrange(0, 400, 5),
                score=rng.choice((72.5, 80, 88, 92.5, 95, 100)),
                extra=rng.choice((0, 0, 60, 120)),
            )
        )
    return found


_TELLS = ("status", "moodle", "approval", "result", "attended", "tick", "posted", "done", "spoken")
"""Columns that say whether a row counts."""


def _sheet(shape: str, listed: Mapping[str, str], variant: int, rng: random.Random) -> Sheet:
    columns = list(listed.items())
    events = _events(rng, rng.randrange(5, 11))
    if not any(kind in _TELLS for _, kind in columns):
        events = [event._replace(counts=True) for event in events]
    if variant % 3 == 2:
        rng.shuffle(columns)
    cells = _cells(list(DATES)[variant % len(DATES)], rng)
    rows = [[heading for heading, _ in columns]]
    rows += [[cells[kind](event) for _, kind in columns] for event in events]
    width = len(columns)
    if variant % 4 == 1:
        rows = [["Professional learning record", *[""] * (width - 1)], [""] * width, *rows]
    if variant % 4 == 3:
        rows += [[""] * width, ["Printed for Jordan Avery", *[""] * (width - 1)]]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";" if variant % 5 == 4 else ",").writerows(rows)
    return Sheet(shape, out.getvalue().encode("utf-8"), tuple(events))
