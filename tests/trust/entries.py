"""A random person's log: days near the edges, hours down to the minute, and everything that may befall an entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

from independent import td_ceu
from independent.days import years_after

ALABAMA = [f"al-cto/{name}" for name in ("roles", "law-ethics", "data", "teaching", "it", "planning")]
COSN = ["cetl/it-management", "cetl/data", "cetl/business", "cetl/leadership-vision"]
OFFERINGS = sorted(td_ceu.ALET) + sorted(td_ceu.LIST_OF_FY26)
NEVER = ["registration", "exhibit-hall", "meal", "break"]
MINUTE = Fraction(1, 60)
HUNDREDTH = Fraction(1, 100)


class Diary:
    """Draws days, hours and entries, and keeps the entries."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.activities: list[dict[str, Any]] = []
        self.has_minutes = chance.random() < 0.4
        """Whether this person writes minutes; else hours of two decimals."""

    def rarely(self, share: float) -> bool:
        """True in this share of all cases."""
        return self.chance.random() < share

    # Days

    def day(self, first: date, last: date) -> date:
        """Any day from the first to the last."""
        return first + timedelta(days=self.chance.randint(0, max(0, (last - first).days)))

    def near(self, day: date) -> date:
        """A day on an edge or beside it."""
        return day + timedelta(days=self.chance.choice([0, 0, 0, 1, 1, -1, -1, 2, -2, 30, -30]))

    def inside(self, first: date, last: date) -> date:
        """A day of a window, often its first or last, seldom one beside it."""
        draw = self.chance.random()
        if draw < 0.08:
            return first
        if draw < 0.16:
            return last
        if draw < 0.18:
            return first - timedelta(days=1)
        if draw < 0.20:
            return last + timedelta(days=1)
        return self.day(first, last)

    # Entries

    def log(self, day: date, hours: Fraction, **more: Any) -> dict[str, Any]:
        """Write an entry of some hours into the log."""
        number = len(self.activities) + 1
        entry: dict[str, Any] = {
            "id": f"e{self.chance.randint(100, 999)}-{number:02d}",
            "title": f"Event {number}",
            "date": day,
        }
        entry |= {key: value for key, value in more.items() if value is not None}
        if hours > 0:
            self.write_hours(entry, hours)
        self.activities.append(entry)
        return entry

    def write_hours(self, table: dict[str, Any], hours: Fraction) -> None:
        """Hours in one of the ways in which a file may say them."""
        as_minutes = hours * 60
        if as_minutes.denominator == 1 and ((hours * 100).denominator != 1 or (self.has_minutes and self.rarely(0.3))):
            table["minutes"] = int(as_minutes)
        else:
            table["hours"] = hours if hours.denominator > 1 else int(hours)

    def shares(self, total: Fraction, parts: int) -> list[Fraction]:
        """A total cut into parts at whole minutes or hundredths."""
        coarse = [Fraction(1), Fraction(1, 2), Fraction(1, 4)]
        minutes = self.has_minutes and (total * 60).denominator == 1
        hundredths = (total * 100).denominator == 1
        fine = ([MINUTE * 20, MINUTE] if minutes else []) + ([HUNDREDTH] if hundredths else [])
        step = self.chance.choice(coarse + fine)
        whole = int(total / step)
        if whole < parts:
            return [total]
        cuts = sorted(self.chance.sample(range(1, whole), parts - 1)) if parts > 1 else []
        edges = [Fraction(0), *(cut * step for cut in cuts), total]
        return [b - a for a, b in pairwise(edges)]

    def off_by_a_little(self, hours: Fraction) -> Fraction:
        """The hours, or a little more or less."""
        fine = [MINUTE, MINUTE * 20] if self.has_minutes else [HUNDREDTH]
        step = self.chance.choice([0, 0, 0, 1, -1]) * self.chance.choice(
            [*fine, HUNDREDTH, Fraction(1, 2), Fraction(1)]
        )
        changed = hours + step
        sayable = (changed * 60).denominator == 1 or (changed * 100).denominator == 1
        return changed if changed > 0 and sayable else hours

    def strands(self, most: int = 3) -> list[str]:
        """One or more strands of the Alabama framework."""
        return self.chance.sample(ALABAMA, self.chance.choice([1, 1, 1, 2, min(3, most)]))

    # What may befall an entry

    def complicate(self, credentials: Sequence[str]) -> None:
        """Sessions, refusals, postings, twins, plans and more, to some of the entries."""
        for entry in list(self.activities):
            draw = self.chance.random()
            if draw < 0.03:
                self._sessions(entry)
            elif draw < 0.05:
                self._split(entry)
            elif draw < 0.06:
                entry["status"] = "planned"
            elif draw < 0.075:
                entry["counts_for"] = self.chance.sample([*credentials, "another"], self.chance.choice([1, 1, 2]))
            elif draw < 0.135:
                self._judge(entry, credentials)
            elif draw < 0.15:
                self._twin(entry)
            elif draw < 0.16:
                self.chance.choice([self._strandless, self._astray, self._spoil])(entry)
            elif draw < 0.175:
                entry["format"] = self.chance.choice(["in-person", "online", "hybrid"])
            elif draw < 0.185:
                entry["strands"] = entry.get("strands", []) + self.chance.sample(COSN, 1)

    def _hours(self, entry: dict[str, Any]) -> Fraction:
        if "minutes" in entry:
            return Fraction(entry["minutes"], 60)
        return Fraction(entry.get("hours", 0))

    def _sessions(self, entry: dict[str, Any]) -> None:
        total = self._hours(entry)
        if not total:
            return
        entry.pop("hours", None), entry.pop("minutes", None)
        entry["session"] = []
        for hours in self.shares(total, self.chance.choice([1, 2, 2, 3])):
            part: dict[str, Any] = {"title": "Session"}
            self.write_hours(part, hours)
            if self.rarely(0.3):
                part["strands"] = self.chance.choice([[], self.strands(), self.strands()])
            if self.rarely(0.3):
                part["kind"] = self.chance.choice([*NEVER, "session"])
            entry["session"].append(part)

    def _split(self, entry: dict[str, Any]) -> None:
        strands, total = entry.get("strands", []), self._hours(entry)
        if (total * 100).denominator == 1 and len(strands) == 2 and total > 1 and all(s in ALABAMA for s in strands):
            first = Fraction(self.chance.randint(1, int(total * 2) - 1), 2)
            unit = 60 if "minutes" in entry else 1
            entry["split"] = {strands[0]: first * unit, strands[1]: (total - first) * unit}

    def _judge(self, entry: dict[str, Any], credentials: Sequence[str]) -> None:
        """The word of an authority: posted or refused, with and without days and hours, in any order."""
        if "record" in entry:
            return
        total = self._hours(entry)
        records = []
        for state in self.chance.choice(
            [
                ["posted"],
                ["posted"],
                ["refused"],
                ["refused"],
                ["posted", "refused"],
                ["refused", "posted"],
                ["submitted"],
            ]
        ):
            record: dict[str, Any] = {"credential": self.chance.choice(credentials), "state": state}
            if self.rarely(0.75):
                record["on"] = entry["date"] + timedelta(days=self.chance.choice([0, 1, 10, 10, 40, 400]))
            if self.rarely(0.35) and total > 1:
                record["hours"] = self.chance.choice([total - 1, Fraction(1), total])
                if (record["hours"] * 100).denominator != 1:
                    record["hours"] = 1
            records.append(record)
        if len(records) == 2 and self.rarely(0.7):
            records[1]["credential"] = records[0]["credential"]
            if "on" in records[0] and "on" in records[1] and self.rarely(0.3):
                records[1]["on"] = records[0]["on"]
        entry["record"] = records
        if self.rarely(0.25):
            entry["posted"] = entry["date"] + timedelta(days=self.chance.choice([0, 10, 10, 40, 400]))

    def _twin(self, entry: dict[str, Any]) -> None:
        number = len(self.activities) + 1
        twin = {**entry, "id": f"t{self.chance.randint(100, 999)}-{number:02d}"}
        for part in ("record", "session"):
            if part in twin:
                twin[part] = [dict(inner) for inner in twin[part]]
        draw = self.chance.random()
        if draw < 0.15:
            twin["course"] = "Another course"
        elif draw < 0.3:
            twin["description"] = "Another description."
        elif draw < 0.4:
            twin["date"] = entry["date"] + timedelta(days=1)
        self.activities.append(twin)

    def _strandless(self, entry: dict[str, Any]) -> None:
        entry.pop("strands", None)
        entry.pop("split", None)
        if self.rarely(0.5):
            entry["strands"] = ["al-cto/no-such-strand"]

    def _astray(self, entry: dict[str, Any]) -> None:
        entry["offering"] = self.chance.choice(
            ["external/nobody-knows", "alet/cto-academy", self.chance.choice(OFFERINGS)]
        )

    def _spoil(self, entry: dict[str, Any]) -> None:
        """An error that costs the entry."""
        if "session" in entry or "split" in entry:
            return
        if self.rarely(0.5):
            entry.pop("minutes", None)
            entry["hours"] = Fraction(3005, 1000)
        else:
            entry["hours"], entry["minutes"] = 1, 60


def anniversaries(day: date, count: int) -> list[date]:
    """The day itself and as many whole cycles of three years after it."""
    return [years_after(day, 3 * number) for number in range(count + 1)]
