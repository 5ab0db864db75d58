"""The keys of the records file: for each kind of record its keys, their checks, and what is required.

The file is a contract (docs/reference/records.md); a key added here is a key added there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alcto_core.records import fields
from alcto_core.records.fields import Check, RecordKeys, values_of
from alcto_core.records.types import AuthorityRecord, Session
from alcto_core.toml.faults import Fault, kind
from alcto_core.toml.layout import Path

PERSON = RecordKeys(
    noun="person",
    fields={
        "name": ("name", fields.some_text),
        "district": ("district", fields.text),
        "state": ("state", fields.text),
        "role": ("role", fields.text),
        "role_began": ("role_began", fields.any_day),
        "earlier_posts": ("earlier_posts", fields.days),
    },
    required=("name",),
    examples={"name": 'name = "Jordan Avery"'},
)

STEP = RecordKeys(
    noun="step",
    fields={
        "id": ("id", fields.some_text),
        "done": ("done", fields.day),
        "files": ("files", fields.texts),
        "by": ("by", fields.text),
        "attended": ("attended", fields.texts),
        "waived": ("waived", fields.text),
        "refused": ("refused", fields.day),
        "note": ("note", fields.text),
    },
    required=("id",),
    examples={"id": 'id = "presentation"'},
)


def _as_it_is(value: Any, _path: Path, _faults: list[Fault]) -> Any:
    return value


CREDENTIAL = RecordKeys(
    noun="credential",
    fields={
        "program": ("program", fields.some_text),
        "id": ("id", fields.some_text),
        "cohort": ("cohort", fields.text),
        "issued": ("issued", fields.day),
        "due": ("due", fields.day),
        "renewed": ("renewed", fields.days_or_unknown),
        "from": ("owed_from", fields.any_day),
        "ended": ("ended", fields.any_day),
        "settings": ("settings", fields.settings),
        "step": ("steps", _as_it_is),
    },
    required=("program",),
    examples={"program": 'program = "al-cto"'},
)
"""Its steps stay as they are: a wrong step is skipped alone, so they are read one by one."""

SESSION = RecordKeys(
    noun="session",
    fields={
        "title": ("title", fields.text),
        "hours": ("hours", fields.amount),
        "minutes": ("minutes", fields.minutes),
        "strands": ("strands", fields.texts),
        "kind": ("kind", fields.Choice("session", "registration", "exhibit-hall", "meal", "break")),
    },
)
"""`hours` or `minutes` are required too: one of them."""

AUTHORITY_RECORD = RecordKeys(
    noun="record",
    fields={
        "credential": ("credential", fields.some_text),
        "state": ("state", fields.Choice("submitted", "approved", "posted", "refused")),
        "on": ("on", fields.day),
        "hours": ("hours", fields.amount),
        "note": ("note", fields.text),
    },
    required=("credential", "state"),
    examples={"credential": 'credential = "al-td-ceu"', "state": 'state = "posted"'},
)


def tables(value: Any, path: Path, faults: list[Fault]) -> list[tuple[int, dict[str, Any]]]:
    """The elements of an array of tables with their positions; what is no table is a fault."""
    name = str(path[-1])
    header = ".".join(str(part) for part in path if isinstance(part, str))
    if isinstance(value, dict):
        remedy = f"write [[{header}]] with two brackets on each side"
        faults.append(Fault(path, f"{name} is a single table", remedy, better_key=f"[[{header}]]"))
        return []
    if not isinstance(value, list):
        faults.append(Fault(path, f"{name} is {kind(value)}, not a table", f"write it under [[{header}]]"))
        return []
    found = []
    for at, one in enumerate(value):
        if isinstance(one, dict):
            found.append((at, one))
        else:
            text = f"{name} {at + 1} is {kind(one)}, not a table"
            faults.append(Fault((*path, at), text, f"write it under [[{header}]]"))
    return found


def _sessions(value: Any, path: Path, faults: list[Fault]) -> tuple[Session, ...]:
    before = len(faults)
    found = []
    for at, table in tables(value, path, faults):
        values = values_of(table, SESSION, (*path, at), faults)
        take_minutes(table, values, (*path, at), faults)
        if "hours" not in values:
            line = "hours = 1.5"
            text = "this session has no hours"
            faults.append(Fault((*path, at, "hours"), text, f"add a line like {line}", added=line))
        found.append(values)
    if any(fault.is_error for fault in faults[before:]):
        return ()
    return tuple(Session(**{"title": "", **one}) for one in found)


def take_minutes(table: Mapping[str, Any], values: dict[str, Any], path: Path, faults: list[Fault]) -> None:
    """Turn `minutes` into hours; both together are an error, as nobody can say which of them is meant."""
    if "minutes" not in table:
        return
    minutes = values.pop("minutes")
    if "hours" in table:
        remedy = "keep one of the two and take the other out"
        faults.append(Fault((*path, "minutes"), "minutes stands beside hours", remedy))
        return
    values["hours"], values["in_minutes"] = minutes, True


def _authority_records(value: Any, path: Path, faults: list[Fault]) -> tuple[AuthorityRecord, ...]:
    before = len(faults)
    found = [values_of(table, AUTHORITY_RECORD, (*path, at), faults) for at, table in tables(value, path, faults)]
    if any(fault.is_error for fault in faults[before:]):
        return ()
    return tuple(AuthorityRecord(**one) for one in found)


_ACTIVITY_FIELDS: dict[str, tuple[str, Check]] = {
    "id": ("id", fields.some_text),
    "title": ("title", fields.some_text),
    "location": ("location", fields.text),
    "date": ("date", fields.day),
    "hours": ("hours", fields.amount),
    "minutes": ("minutes", fields.minutes),
    "strands": ("strands", fields.texts),
    "split": ("split", fields.shares),
    "offering": ("offering", fields.text),
    "course": ("course", fields.text),
    "source": ("source", fields.text),
    "category": ("category", fields.texts),
    "units": ("units", fields.counts),
    "format": ("format", fields.Choice("in-person", "online", "hybrid")),
    "status": ("status", fields.Choice("completed", "planned")),
    "posted": ("posted", fields.day),
    "justification": ("justification", fields.text),
    "description": ("description", fields.text),
    "evidence": ("evidence", fields.texts),
    "counts_for": ("counts_for", fields.texts),
    "note": ("note", fields.text),
    "session": ("sessions", _sessions),
    "record": ("records", _authority_records),
}

ACTIVITY = RecordKeys(
    noun="activity",
    fields=_ACTIVITY_FIELDS,
    required=("id", "title", "date"),
    examples={
        "id": 'id = "2026-01-28-alet-winter"',
        "title": 'title = "ALET Winter Conference"',
        "date": "date = 2026-01-28",
    },
)
"""`hours`, `minutes`, `units` or sessions are required too: one of them, so that is judged with their sums."""

ACTIVITY_IN_MINUTES = ACTIVITY._replace(fields={**_ACTIVITY_FIELDS, "split": ("split", fields.minute_shares)})
"""An activity that says `minutes`: then the shares of its split are minutes too."""


_SHAPES: Mapping[tuple[str, ...], RecordKeys] = {
    ("person",): PERSON,
    ("credential",): CREDENTIAL,
    ("credential", "step"): STEP,
    ("activity",): ACTIVITY,
    ("activity", "session"): SESSION,
    ("activity", "record"): AUTHORITY_RECORD,
}


def fault_at(path: Path, value: object) -> Fault | None:
    """What makes a value an error at its place in the file; None where it is none, or the key is not known."""
    words = tuple(part for part in path if isinstance(part, str))
    for length in range(min(len(words) - 1, 2), 0, -1):
        shape = _SHAPES.get(words[:length])
        if shape is None or words[length] not in shape.fields:
            continue
        for inner in reversed(words[length + 1 :]):
            value = {inner: value}
        faults: list[Fault] = []
        shape.fields[words[length]][1](value, path[: len(path) - len(words) + length + 1], faults)
        return next((fault for fault in faults if fault.is_error), None)
    return None
