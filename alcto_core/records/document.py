"""The records in a file's plain values: which there are, by what they are known, how many.

Plain values are what the TOML reader gives: dicts, lists, texts, dates, numbers. Nothing here trusts their shape.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from alcto_core.text import slug
from alcto_core.toml.writing import Table


def new_id(taken: Collection[str], day: date, title: str) -> str:
    """An id that is not among `taken`: `2026-01-28-alet-winter`, then `…-2`."""
    start = f"{day.isoformat()[:10]}-{slug(title)}"
    if start not in taken:
        return start
    number = 2
    while f"{start}-{number}" in taken:
        number += 1
    return f"{start}-{number}"


def ids(document: Mapping[str, Any], name: str) -> list[str]:
    """The ids of the records of one kind, in file order; "" where one has none."""
    return [record_id(name, record) for record in records_of(document, name)]


def records_in(document: Mapping[str, Any]) -> int:
    """How many activities, credentials and steps a file holds."""
    credentials = records_of(document, "credential")
    return len(records_of(document, "activity")) + sum(1 + len(records_of(one, "step")) for one in credentials)


def records_of(document: Mapping[str, Any], name: str) -> list[Table]:
    """The tables of one array; empty where the file holds something else under that name."""
    found = document.get(name)
    if isinstance(found, list) and all(isinstance(one, dict) for one in found):
        return found
    return []


def record_id(name: str, record: Mapping[str, Any]) -> str:
    """By what a record is known: an activity by `id`, a credential by `id` or else its program; "" by nothing."""
    return credential_id(record) if name == "credential" else str(record.get("id", ""))


def credential_id(table: Mapping[str, Any]) -> str:
    """By what a credential is known."""
    return str(table.get("id", table.get("program", "")))


def index_of(document: Mapping[str, Any], name: str, id: str) -> int | None:
    """The place of the first record of that id among those of its kind; None where there is none."""
    return next((at for at, one in enumerate(ids(document, name)) if one == id and id), None)


def person_of(document: Mapping[str, Any]) -> Table:
    """The table of the person; empty where the file has none."""
    person = document.get("person")
    return person if isinstance(person, dict) else {}
