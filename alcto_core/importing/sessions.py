"""Rows that are sessions of one event: a sheet with a column of sessions, or merged cells for the event and the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from alcto_core.importing.matching import fold
from alcto_core.importing.reading import RowReading
from alcto_core.toml.writing import LENGTH, Table

_OF_ALL = ("id", "title", "date", "status", "location", "source", "offering", "format", "course")

_OF_ONE = (*LENGTH, "session", "split", "strands")


def gathered(rows: Sequence[RowReading]) -> tuple[list[RowReading], dict[int, int]]:
    """The rows with those of one event and day made one activity; and for each row that went into another, which."""
    kept: list[RowReading] = []
    groups: dict[tuple[Any, ...], list[RowReading]] = {}
    for row in rows:
        if row.faults or "session" not in row.table:
            kept.append(row)
            continue
        group = groups.setdefault(_event(row), [])
        if not group:
            kept.append(row)
        group.append(row)
    gone = {row.number: group[0].number for group in groups.values() for row in group[1:]}
    first = {id(group[0]): group for group in groups.values()}
    return [_one(first[id(row)]) if id(row) in first else row for row in kept], gone


def _event(row: RowReading) -> tuple[date | None, str, str]:
    return row.day, fold(row.title), str(row.table.get("status", ""))


def _one(rows: Sequence[RowReading]) -> RowReading:
    """One activity of rows that are its sessions."""
    strands = [row.table.get("strands", []) for row in rows]
    is_common = all(one == strands[0] for one in strands)
    table: Table = {}
    for row in rows:  # what only a later row says of the event holds for it too
        for key, value in row.table.items():
            is_of_event = key not in _OF_ONE and all(one.table.get(key) == value for one in rows)
            if key in _OF_ALL or is_of_event:
                table.setdefault(key, value)
    if is_common and strands[0]:
        table["strands"] = strands[0]
    table["session"] = [_session(row.table, with_strands=not is_common) for row in rows]
    return msgspec.structs.replace(
        rows[0],
        table=table,
        proposed=frozenset().union(*(row.proposed for row in rows)),
        remarks=tuple(flaw for row in rows for flaw in row.remarks),
    )


def _session(table: Mapping[str, Any], *, with_strands: bool) -> Table:
    keys = (*LENGTH, "strands") if with_strands else LENGTH
    return {**table["session"][0], **{key: table[key] for key in keys if key in table}}
