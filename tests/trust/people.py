"""Random people, the same for the same seed: records files weighted to the edges of the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from careers import CAREERS
from entries import Diary
from independent.days import DAY


@dataclass(frozen=True)
class Someone:
    """A records file as tables, and the days on which it is asked about."""

    seed: int
    records: dict[str, Any]
    days: tuple[date, ...]

    @property
    def text(self) -> str:
        """The records file."""
        return as_toml(self.records)


POST_DAYS = (date(2024, 10, 1), date(2024, 10, 2), date(2024, 9, 30), date(2025, 9, 30), date(2025, 10, 1))


def someone(seed: int) -> Someone:
    """The person of a seed."""
    chance = Random(seed)
    diary = Diary(chance)
    began = chance.choice(
        [
            None,
            None,
            date(2015, 7, 1),
            date(2015, 7, 1),
            chance.choice(POST_DAYS),
            diary.day(date(2024, 6, 1), date(2026, 6, 1)),
        ]
    )
    person: dict[str, Any] = {"name": "Jordan Avery", "district": "Pine Hollow City Schools"}
    if chance.random() < 0.5:
        person |= {"state": "AL", "role": "technology-director"}
    programs = chance.choices(
        list(CAREERS), weights=[career.weight for career in CAREERS.values()], k=chance.choice([1, 1, 1, 2, 2, 3])
    )
    if chance.random() > 0.12:
        programs = list(dict.fromkeys(programs))
    if "al-cto-academy" in programs and chance.random() < 0.7:
        began = chance.choice(
            [date(2024, 10, 1), date(2024, 10, 2), diary.day(date(2024, 10, 3), date(2026, 6, 1)), date(2028, 2, 29)]
        )
    if began is not None:
        person["role_began"] = began
        if diary.rarely(0.08):
            days = [
                date(2019, 7, 1),
                date(2024, 10, 2),
                date(2024, 10, 1),
                began - timedelta(days=chance.randint(1, 900)),
            ]
            person["earlier_posts"] = [day for day in chance.sample(days, chance.choice([1, 1, 2])) if day < began]
    credentials: list[dict[str, Any]] = []
    days: list[date] = []
    for number, program in enumerate(programs):
        credential: dict[str, Any] = {"program": program}
        if programs.index(program) != number:
            credential["id"] = f"{program}-{number}"
        asked = CAREERS[program].live(diary, credential, began)
        if diary.rarely(0.05):
            credential["from"] = diary.near(chance.choice([asked[0], date(2024, 10, 1), date(2025, 10, 1)]))
        if diary.rarely(0.05):
            credential["ended"] = diary.near(chance.choice([*asked, date(2026, 9, 30)]))
        if diary.rarely(0.01):
            _spoil(chance, credential)
        credentials.append(credential)
        days += asked
    diary.complicate([c.get("id", c["program"]) for c in credentials])
    if any(c.get("settings", {}).get("online-counts") is False for c in credentials):
        # Which offerings are held online is no rule of the sources, so every entry says it itself.
        for entry in diary.activities:
            entry.setdefault("format", chance.choice(["in-person", "in-person", "online"]))
    chance.shuffle(diary.activities)
    asked_days = [chance.choice(days)]
    while chance.random() < 0.5 and len(asked_days) < 3:
        asked_days.append(chance.choice([chance.choice(days), asked_days[0] + DAY, diary.near(chance.choice(days))]))
    for credential in credentials:
        if credential["program"] == "al-td-ceu" and diary.rarely(0.06):
            # A date of issue, which says nothing of a program of years where the day of the post is known.
            credential.setdefault("issued", diary.near(chance.choice([*days, date(2025, 10, 1), date(2026, 10, 1)])))
    records = {"person": person, "credential": credentials, "activity": diary.activities}
    return Someone(seed, records, tuple(sorted(set(asked_days))))


def _spoil(chance: Random, credential: dict[str, Any]) -> None:
    """An error in a credential: a date in quotes."""
    key = chance.choice(["issued", "due", "from", "renewed"])
    credential[key] = ["2024-05-20"] if key == "renewed" else "2024-06-01"


# Writing


def as_toml(records: Mapping[str, Any]) -> str:
    """Tables as a records file."""
    return "\n".join(_lines(records)) + "\n"


def _lines(records: Mapping[str, Any]) -> Iterator[str]:
    yield "schema = 1"
    yield "[person]"
    yield from _pairs(records["person"])
    for kind, parts in (("credential", ("step",)), ("activity", ("session", "record"))):
        for table in records.get(kind, ()):
            yield f"[[{kind}]]"
            yield from _pairs(table)
            for part in parts:
                for inner in table.get(part, ()):
                    yield f"  [[{kind}.{part}]]"
                    yield from ("  " + line for line in _pairs(inner))


def _pairs(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        if key not in ("step", "session", "record"):
            yield f"{key} = {_value(value)}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(part) for part in value) + "]"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f'"{key}" = {_value(part)}' for key, part in value.items()) + " }"
    if isinstance(value, Fraction):
        return _decimal(value)
    return str(value)


def _decimal(value: Fraction) -> str:
    scaled = value * 1000
    assert scaled.denominator == 1, value
    whole, rest = divmod(abs(scaled.numerator), 1000)
    text = f"{whole}.{rest:03d}".rstrip("0").rstrip(".")
    return ("-" if value < 0 else "") + text
