"""Changes to a records file after which the verdict must be the same, or may move one way only."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

from independent import td_ceu
from independent.days import DAY, fiscal_span
from people import Someone, as_toml
from program import standings

Records = dict[str, Any]
Standings = Mapping[str, Mapping[str, Any]]
TURNS = ("state", "due", "earlier")
"""What no harmless change may move, beside the figures of `hours`."""


@dataclass(frozen=True)
class Break:
    """A relation that did not hold."""

    relation: str
    seed: int
    on: date
    credential: str
    before: str
    after: str
    text: str
    """The changed file."""

    def __str__(self) -> str:
        return (
            f"relation {self.relation}, seed {self.seed}, on {self.on}, {self.credential}\n"
            f"  before: {self.before}\n  after:  {self.after}\n{self.text}"
        )


def _verdict(standing: Mapping[str, Any]) -> tuple[object, ...]:
    earlier = [(past["period"]["name"], past["state"], past["missing"]) for past in standing["earlier"]]
    hours = standing["hours"]
    return standing["state"], standing["due"], hours["counted"], hours["missing"], earlier


def _is_plain(entry: Mapping[str, Any]) -> bool:
    """Whether nothing hangs on this entry being one: no word of an authority, no course, no cap of its own."""
    odd = {"session", "record", "split", "course", "units", "category", "posted", "source"}
    offering = entry.get("offering", "")
    row = td_ceu.LIST_OF_FY26.get(offering)
    once = offering in td_ceu.ONCE_EVER or offering.startswith("alet-academy") or offering == "alet/cto-academy"
    sound = ("hours" in entry) != ("minutes" in entry) and (Fraction(entry.get("hours", 1)) * 100).denominator == 1
    return not odd & entry.keys() and not once and (row is None or (not row.is_award and row.each is None)) and sound


def _is_twin(records: Records, entry: Mapping[str, Any]) -> bool:
    return sum(other["title"] == entry["title"] for other in records["activity"]) > 1


# Changes after which everything is as it was


def order(records: Records, chance: Random) -> bool:
    """The order of entries, and of the steps of a credential, is turned round."""
    chance.shuffle(records["activity"])
    for credential in records["credential"]:
        if "step" in credential:
            chance.shuffle(credential["step"])
        if isinstance(credential.get("renewed"), list):
            chance.shuffle(credential["renewed"])
    return True


def ids(records: Records, chance: Random) -> bool:
    """Entries get other ids, in the same order of the alphabet."""
    names = sorted(entry["id"] for entry in records["activity"])
    new = {name: f"z{place:04d}" for place, name in enumerate(names)}
    for entry in records["activity"]:
        entry["id"] = new[entry["id"]]
    return True


def splitting(records: Records, chance: Random) -> bool:
    """An entry becomes two of the same day, with its hours divided."""
    whole = [c for c in records["credential"] if c.get("settings", {}).get("split") == "whole"]
    counts_entries = any(c["program"] == "fcmat-cbo" for c in records["credential"])
    plain = [e for e in records["activity"] if _is_plain(e) and not _is_twin(records, e)]
    if whole or counts_entries or not plain:
        return False
    entry = chance.choice(plain)
    other = {**entry, "id": f"{entry['id']}-b", "title": f"{entry['title']}, second part"}
    if "minutes" in entry:
        if entry["minutes"] < 2:
            return False
        other["minutes"] = chance.randint(1, entry["minutes"] - 1)
        entry["minutes"] -= other["minutes"]
    else:
        hundredths = int(Fraction(entry["hours"]) * 100)
        if hundredths < 2:
            return False
        part = chance.randint(1, hundredths - 1)
        other["hours"], entry["hours"] = Fraction(part, 100), Fraction(hundredths - part, 100)
    records["activity"].append(other)
    return True


def titles(records: Records, chance: Random) -> bool:
    """An entry is called and described otherwise."""
    plain = [e for e in records["activity"] if _is_plain(e) and not _is_twin(records, e)]
    if not plain:
        return False
    entry = chance.choice(plain)
    entry["title"], entry["description"] = f"{entry['title']} (renamed)", "In other words."
    return True


def spelling(records: Records, chance: Random) -> bool:
    """Hours that are whole minutes are written as minutes, and the other way round."""
    changed = False
    for entry in records["activity"]:
        if "split" in entry:
            continue  # its shares are in the same unit
        for table in (entry, *entry.get("session", ())):
            hours, minutes = table.get("hours"), table.get("minutes")
            if (hours is None) == (minutes is None):
                continue
            if hours is not None and (Fraction(hours) * 60).denominator == 1:
                table["minutes"] = int(Fraction(table.pop("hours")) * 60)
                changed = True
            elif minutes is not None and Fraction(minutes, 60).limit_denominator(100) == Fraction(minutes, 60):
                exact = Fraction(table.pop("minutes"), 60)
                if (exact * 100).denominator == 1:
                    table["hours"] = exact
                    changed = True
                else:
                    table["minutes"] = minutes
    return changed


def plans(records: Records, chance: Random) -> bool:
    """One more entry is planned."""
    records["activity"].append(_more(records, chance, status="planned"))
    return _owed_from_is_known(records)


def elsewhere(records: Records, chance: Random) -> bool:
    """One more entry counts for something else only."""
    records["activity"].append(_more(records, chance, counts_for=["another-credential"]))
    return _owed_from_is_known(records)


def no_waiver(records: Records, chance: Random) -> bool:
    """What can't be waived, or is waived without a reason, is waived (A45)."""
    steps = {
        "al-cto": [("submitted", "no need"), ("plan/goals", ""), ("presentation", " ")],
        "al-cto-academy": [("completed", "no need")],
        "cosn-cetl": [("examination", "no need")],
        "cetpa-ccto": [("documentation", "no need")],
        "cetpa-cto-mentor": [("certified", "no need")],
        "fcmat-cbo": [("certified", "no need")],
    }
    changed = False
    for credential in records["credential"]:
        if credential["program"] in steps:
            id, reason = chance.choice(steps[credential["program"]])
            credential.setdefault("step", []).append({"id": id, "waived": reason})
            changed = True
    return changed


def _owed_from_is_known(records: Records) -> bool:
    """Else the first activity says since when it is owed, and one more may move that day."""
    return "role_began" in records["person"]


SAME: Mapping[str, Callable[[Records, Random], bool]] = {
    "order": order,
    "ids": ids,
    "splitting": splitting,
    "titles": titles,
    "spelling": spelling,
    "plans": plans,
    "elsewhere": elsewhere,
    "no-waiver": no_waiver,
}


# Changes that may move the verdict one way only


def _more(records: Records, chance: Random, **more: Any) -> dict[str, Any]:
    days = [entry["date"] for entry in records["activity"]] or [fiscal_span(2026)[0]]
    return {
        "id": "zz-more",
        "title": "One more event",
        "date": chance.choice(days),
        "hours": chance.choice([1, 2, Fraction(5, 2)]),
        "strands": [f"al-cto/{chance.choice(['it', 'data', 'roles'])}", "cetl/data"],
        "offering": "alet/winter-conference",
        **more,
    }


def _one_more(someone: Someone, on: date, before: Standings, chance: Random) -> Iterator[tuple[str, str, str, str]]:
    """One more entry of this log is added: never less counts, and MET stays MET."""
    records = copy.deepcopy(someone.records)
    records["activity"].append(_more(records, chance))
    if not _owed_from_is_known(records):
        return
    text = as_toml(records)
    for id, after in standings(text, on).items():
        was = before[id]
        lower = (after["hours"]["counted"] or 0) < (was["hours"]["counted"] or 0) - 1e-9
        lost = was["state"] == "compliant" and after["state"] != "compliant"
        if after["period"] == was["period"] and (lower or lost):
            yield id, str(_verdict(was)), str(_verdict(after)), text


def _later(someone: Someone, on: date, before: Standings, chance: Random) -> Iterator[tuple[str, str, str, str]]:
    """A later day is asked about, and nothing lies between: missed stays missed, MET is not missed, the same counts."""
    text = someone.text
    step = chance.choice([1, 1, 30, 100, 366])
    later = on
    for _ in range(step):
        later += DAY
    if _days_between(someone.records, on, later):
        return
    for id, after in standings(text, later).items():
        was = before[id]
        if "not-applicable" in (was["state"], after["state"]):
            continue
        if after["period"] == was["period"]:
            healed = was["state"] == "non-compliant" and after["state"] != "non-compliant"
            lost = was["state"] == "compliant" and after["state"] in ("in-progress", "non-compliant")
            grew = after["hours"]["counted"] != was["hours"]["counted"]
            early = was["state"] == "in-progress" and after["state"] == "compliant"
            wrong = healed or lost or early or grew
        elif was["program"] == "al-td-ceu" and was["period"] and after["period"]:
            if not _may_be_owed_by(someone.records, was["period"]["end"]):
                continue
            past = {entry["period"]["name"]: entry["state"] for entry in after["earlier"]}
            found = past.get(was["period"]["name"], "compliant")
            wrong = (was["state"] == "compliant") != (found == "compliant") or (
                was["state"] == "in-progress" and found != "non-compliant"
            )
        else:
            wrong = False
        if wrong:
            yield id, str(_verdict(was)), f"{later}: {_verdict(after)}", text


def _may_be_owed_by(records: Records, last: str) -> bool:
    """Whether a period that ended on a day can be missed: without a day of the post, none before the first entry is."""
    return _owed_from_is_known(records) or any(str(entry["date"]) <= last for entry in records.get("activity", ()))


def _days_between(records: Records, on: date, later: date) -> bool:
    """Whether anything in the file is dated after a day and up to another."""

    def days(value: Any) -> Iterator[date]:
        if isinstance(value, date):
            yield value
        elif isinstance(value, dict):
            for part in value.values():
                yield from days(part)
        elif isinstance(value, list):
            for part in value:
                yield from days(part)

    return any(on < day <= later for day in days(records))


ONE_WAY: Mapping[str, Callable[[Someone, date, Standings, Random], Iterator[tuple[str, str, str, str]]]] = {
    "one-more-entry": _one_more,
    "later": _later,
}
RELATIONS = (*SAME, *ONE_WAY)


def broken(someone: Someone, on: date, relation: str) -> list[Break] | None:
    """Where a relation does not hold for a person on a day; None where it says nothing of this person."""
    chance = Random(f"{someone.seed}-{relation}")
    before = standings(someone.text, on)
    if relation in ONE_WAY:
        return [
            Break(relation, someone.seed, on, id, was, now, text)
            for id, was, now, text in ONE_WAY[relation](someone, on, before, chance)
        ]
    records = copy.deepcopy(someone.records)
    if not SAME[relation](records, chance):
        return None
    text = as_toml(records)
    after = standings(text, on)
    return [
        Break(relation, someone.seed, on, id, str(_verdict(before[id])), str(_verdict(after[id])), text)
        for id in before
        if _moved(_verdict(before[id]), _verdict(after[id]))
    ]


def _moved(before: tuple[object, ...], after: tuple[object, ...]) -> bool:
    """Whether a verdict is another one; figures within a millionth of an hour are the same."""

    def plain(verdict: tuple[object, ...]) -> str:
        return str([round(part, 6) if isinstance(part, float) else part for part in verdict])

    return plain(before) != plain(after)
