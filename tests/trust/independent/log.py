"""A records file as plain tables, and what each entry holds for a credential: eligible time, refusals, postings."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from .verdicts import Open

ALL = None
"""How many hours a record speaks of where it does not say: all of them."""


def read(text: str) -> dict[str, Any]:
    """The file as plain tables; numbers with a point are exact."""
    return tomllib.loads(text, parse_float=Fraction)


def plain_day(value: object) -> date | None:
    """A date, or nothing where it is missing or written as something else."""
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def is_broken_credential(credential: Mapping[str, Any]) -> bool:
    """Whether a credential has an error: a date that is none."""
    days = [credential[key] for key in ("issued", "due", "from", "ended") if key in credential]
    renewed = credential.get("renewed", [])
    if isinstance(renewed, list):
        days += renewed
    elif renewed != "unknown":
        return True
    days += [step["done"] for step in credential.get("step", ()) if "done" in step]
    return any(plain_day(day) is None for day in days)


def _is_number(value: object) -> bool:
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def _has_sound_time(table: Mapping[str, Any]) -> bool:
    if "hours" in table and "minutes" in table:
        return False
    if "hours" in table:
        hours = table["hours"]
        return _is_number(hours) and 0 < hours <= 1000 and (Fraction(hours) * 100).denominator == 1
    if "minutes" in table:
        minutes = table["minutes"]
        return isinstance(minutes, int) and not isinstance(minutes, bool) and 0 < minutes <= 60000
    return False


def is_broken_activity(activity: Mapping[str, Any]) -> bool:
    """Whether an activity has an error, so that it is left out."""
    if plain_day(activity.get("date")) is None:
        return True
    sessions = activity.get("session", ())
    if sessions:
        return not all(_has_sound_time(session) for session in sessions)
    if "hours" in activity or "minutes" in activity:
        return not _has_sound_time(activity)
    return not activity.get("units")


def hours_of(table: Mapping[str, Any]) -> Fraction:
    """Clock hours of an entry or a session, exactly."""
    if "minutes" in table:
        return Fraction(table["minutes"], 60)
    return Fraction(table.get("hours", 0))


@dataclass(frozen=True)
class Piece:
    """A part of an entry with its strands; a whole entry where it has no sessions."""

    hours: Fraction
    strands: tuple[str, ...]
    kind: str = "session"


@dataclass
class Entry:
    """One sound activity."""

    table: Mapping[str, Any]
    pieces: tuple[Piece, ...]
    id: str = field(init=False)
    day: date = field(init=False)
    offering: str = field(init=False)

    def __post_init__(self) -> None:
        self.id, self.day, self.offering = self.table["id"], self.table["date"], self.table.get("offering", "")

    @property
    def hours(self) -> Fraction:
        """All of its hours, also those that never count."""
        return sum((piece.hours for piece in self.pieces), Fraction(0))

    @property
    def course(self) -> str:
        """Which course: capitals and spacing make no difference."""
        return " ".join(str(self.table.get("course") or self.table["title"]).split()).casefold()

    @property
    def split(self) -> dict[str, Fraction]:
        """The person's own division in hours; beside minutes it is written in minutes."""
        whole = 60 if "minutes" in self.table else 1
        return {name: Fraction(much) / whole for name, much in self.table.get("split", {}).items()}

    def counts_for(self, credential: str) -> bool:
        """Whether the person lets it count for a credential."""
        named = self.table.get("counts_for")
        return not named or credential in named

    def is_done(self, on: date) -> bool:
        """Whether it took place by the day asked about."""
        return self.table.get("status", "completed") == "completed" and self.day <= on

    def records(self, credential: str) -> list[Mapping[str, Any]]:
        """What the authority said of it."""
        return [record for record in self.table.get("record", ()) if record["credential"] == credential]

    def postings(self, credential: str, on: date) -> list[tuple[date | None, Fraction | None]]:
        """Postings known on a day: each with its own day and the hours that it states."""
        found: list[tuple[date | None, Fraction | None]] = []
        for record in self.records(credential):
            if record["state"] == "posted" and not ("on" in record and record["on"] > on):
                found.append((record.get("on"), Fraction(record["hours"]) if "hours" in record else ALL))
        if "posted" in self.table and self.table["posted"] <= on:
            found.append((self.table["posted"], ALL))
        return found

    def refused(self, credential: str, on: date, ways: Open, *, posted_lifts: bool = True) -> Fraction:
        """Hours that stand refused on a day (A46)."""
        whole = self.hours
        postings = self.postings(credential, on)
        refused = Fraction(0)
        spoken = 0
        for record in self.records(credential):
            if record["state"] != "refused" or ("on" in record and record["on"] > on):
                continue
            much = Fraction(record["hours"]) if "hours" in record else whole
            later = [p for p in postings if "on" in record and p[0] is not None and p[0] >= record["on"]]
            if not posted_lifts:
                plain = (self.table.get("posted"), ALL)
                only_listed = [p for p in later if p != plain] + [plain] * (later.count(plain) - 1)
                if only_listed != later:
                    later = ways.way("posted-elsewhere", (later, only_listed))
            if any(hours is ALL for _, hours in later):
                continue
            if later:
                shown = sum((hours for _, hours in later if hours is not ALL), Fraction(0))
                left = max(Fraction(0), min(much, whole - shown))
                much = ways.way("lifted-in-part", (left, Fraction(0)))
            granted = [r.get("on", date.min) for r in self.records(credential) if r["state"] == "approved"]
            if much and any(record.get("on", date.max) <= day <= on for day in granted):
                much = ways.way("approved-after-a-refusal", (Fraction(0), much))
            if not much:
                continue
            spoken += 1
            refused += much
        if spoken > 1:
            most = [Fraction(r["hours"]) if "hours" in r else whole for r in self.records(credential)]
            refused = ways.way("several-refusals", (min(whole, refused), max(most)))
        return min(whole, refused)


def _pieces(activity: Mapping[str, Any]) -> tuple[Piece, ...]:
    own = tuple(activity.get("strands", ()))
    sessions = activity.get("session", ())
    if sessions:
        return tuple(
            Piece(hours_of(part), tuple(part.get("strands", own)), part.get("kind", "session")) for part in sessions
        )
    return (Piece(hours_of(activity), own),)


def entries(records: Mapping[str, Any]) -> list[Entry]:
    """The sound activities, in the order of their days and ids."""
    found: dict[str, Entry] = {}
    for activity in records.get("activity", ()):
        if activity["id"] not in found and not is_broken_activity(activity):
            found[activity["id"]] = Entry(activity, _pieces(activity))
    return sorted(found.values(), key=lambda entry: (entry.day, entry.id))


def twins(log: Iterable[Entry], on: date, counts: Callable[[Entry], bool]) -> list[list[Entry]]:
    """Groups of entries that look like one event written twice (A53)."""
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for entry in log:
        if entry.is_done(on):
            table = entry.table
            title = " ".join(str(table["title"]).split()).casefold()
            key = (title, entry.day, entry.offering, entry.hours, entry.hours == 0 and str(table.get("units")))
            groups.setdefault((*key, table.get("course"), table.get("description")), []).append(entry)
    alike = ([entry for entry in group if counts(entry)] for group in groups.values() if len(group) > 1)
    return [group for group in alike if len(group) > 1]
