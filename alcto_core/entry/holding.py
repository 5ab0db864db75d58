"""What a person types of a credential and its steps, and of themselves: renewals, marks, name and post."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal

from alcto_core import dates
from alcto_core.entry.answer import Fields, Taken, Wrong
from alcto_core.entry.reader import Reader
from alcto_core.records.types import Credential
from alcto_core.rules.cycles import Cycles
from alcto_core.rules.vocabulary import RuleSet
from alcto_core.rules.windows import main_windows

Renewed = list[date] | Literal["unknown"] | None
"""The value of the file's key `renewed`; None where the key is left out."""

_NOT_SURE = frozenset({"", "?", "not sure", "unsure", "unknown", "don't know"})
_NEVER = frozenset({"no", "n", "never", "none", "not renewed"})


def read_renewed(word: str, today: date) -> Taken[Renewed]:
    """When a credential was renewed: days, divided by commas, "no" or "not sure". Nothing is not sure: that makes the
    standing read CANNOT TELL, and is never taken for a miss."""
    folded = word.strip().casefold()
    if folded in _NOT_SURE:
        return Taken("unknown")
    if folded in _NEVER:
        return Taken(None)
    try:
        days = {dates.parse(part, today) for part in _parts_of_days(word)}
    except ValueError as wrong:
        raise Wrong(str(wrong), "or write “no” or “not sure”") from None
    return Taken(sorted(days))


def _parts_of_days(word: str) -> list[str]:
    """Several days in one line: a comma may also stand inside one, as in “may 20, 2024”."""
    parts: list[str] = []
    for part in word.split(","):
        if part.strip().isdecimal() and parts:
            parts[-1] += f",{part}"
        elif part.strip():
            parts.append(part)
    return parts


def first_due(rules: RuleSet, table: Mapping[str, Any]) -> date | None:
    """The first due date of a credential in cycles, as keys of the file make it; None where there is none, or nothing
    to tell it from."""
    window = main_windows(rules.window)[0]
    if window.kind != "cycle":
        return None
    known = {key: table[key] for key in ("cohort", "issued", "due", "settings") if table.get(key)}
    if any(not dates.is_held(known[key]) for key in ("issued", "due") if key in known):
        return None  # reading the record says what is wrong with that day
    return Cycles(window, Credential(program=rules.id, id=rules.id, **known), "cohort").first_due


def read_step(typed: Mapping[str, Any], reader: Reader) -> Fields:
    """What is typed of a step, by the file's keys: `done`, `refused`, `files`, `by`, `attended`, `waived`, `note`."""
    found = Fields()
    readers: Mapping[str, Callable[[Any], Taken[Any]]] = {
        "done": reader.day,
        "refused": reader.day,
        "files": reader.evidence,
        "attended": reader.texts,
    }
    for key, words in typed.items():
        found.take(key, readers.get(key, reader.text), words)
    if "waived" in found.values and not found.values["waived"]:
        found.problems["waived"] = Wrong("write why it is waived")
    return found


def read_person(typed: Mapping[str, str], reader: Reader) -> Fields:
    """Who the person is, by the file's keys; what is empty is None."""
    found = Fields()
    for key, word in typed.items():
        read: Callable[[str], Taken[Any]] = reader.day if key == "role_began" and word.strip() else reader.text
        found.take(key, read, word)
        found.values[key] = found.values.get(key) or None
    if "name" in found.values and found.values["name"] is None:
        found.problems["name"] = Wrong("Your name is missing", "write it as it stands on the certificate")
    return found
