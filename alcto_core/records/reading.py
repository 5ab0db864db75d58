"""Reading the records file: bytes in, typed records and everything that is wrong with them out.

Pure: no disk, no clock. A file that is not TOML gives problems and no records; in any other file each record
stands for itself, so a wrong one is skipped and the rest counts. Nothing raises, whatever the bytes are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from alcto_core.problems import Problem
from alcto_core.records import keys
from alcto_core.records.fields import values_of
from alcto_core.records.sums import judge_hours
from alcto_core.records.types import SCHEMA, Activity, Credential, Person, Records, StepRecord
from alcto_core.text import nearest
from alcto_core.toml import tokens
from alcto_core.toml.faults import Fault, kind, quoted, toml_text
from alcto_core.toml.layout import Layout, Path
from alcto_core.toml.values import toml_values
from alcto_core.toml.writing import plain_table

MOST_BYTES = 16 << 20
"""A larger file is refused: a whole career is a few hundred kilobytes."""

_BYTE_ORDER_MARK = "\ufeff"
_MOST_DIGITS = 4300
_DIGITS = re.compile(r"[+-]?[0-9_]++")
_BLANK = _BYTE_ORDER_MARK + " \t\r\n"
_ROOT_KEYS = ("schema", "person", "credential", "activity")


class Positions(msgspec.Struct, frozen=True, kw_only=True):
    """Where the records that count stand among those of the file, from 0: skipped ones leave gaps."""

    activities: tuple[int, ...] = ()
    credentials: tuple[int, ...] = ()
    steps: tuple[tuple[int, ...], ...] = ()
    """For each credential that counts, the places of its steps."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One records file as it was read."""

    records: Records | None
    """None where the file is not TOML, not UTF-8, empty or too large: then nothing counts."""
    problems: tuple[Problem, ...]
    """Everything that the file alone shows to be wrong, in the order of its lines."""
    utf8: bytes
    """The text of the file in UTF-8: just the bytes that were read, where these are UTF-8. A file is held once."""
    file: str = "records.toml"
    """The name of the file in problems."""
    places: Positions = Positions()
    document: Mapping[str, Any] = {}
    """The plain values of the file, not to be changed; empty where it is no TOML."""
    is_exact: bool = False
    """Whether these are just what the TOML reader gives: a number that it does not take reads `nan` in them."""

    @property
    def text(self) -> str:
        """The text of the file as it stands, byte-order mark and line endings included; decoded as well as can be
        where it is not UTF-8, and empty where the file is too large. Decoded anew each time.
        """
        return self.utf8.decode("utf-8")

    @property
    def layout(self) -> Layout:
        """Where everything stands in the text. Scanned anew each time: keep it while you need it."""
        return Layout.of(self.text)

    @property
    def is_newer(self) -> bool:
        """Whether the file is of a later schema than this alcto knows: then it opens read-only."""
        return self.records is not None and self.records.schema > SCHEMA


def read_text(raw: bytes, file: str = "records.toml") -> Reading:
    """Read the bytes of a records file. `file` is its name in problems."""
    records: Records | None = None
    places = Positions()
    problems: tuple[Problem, ...] = ()
    utf8 = b""
    document: Mapping[str, Any] = {}
    is_exact = False
    if len(raw) > MOST_BYTES:
        from alcto_core.toml import diagnosis

        problems = (diagnosis.too_large(len(raw), MOST_BYTES, file),)
    else:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            from alcto_core.toml import diagnosis

            text, problems = diagnosis.not_utf8(raw, file)
            utf8 = text.encode("utf-8")
        else:
            utf8 = raw
            values, is_exact = _document(text)
            document, records, places, problems = _read(text, values, file)
    return Reading(
        records=records,
        problems=problems,
        utf8=utf8,
        file=file,
        places=places,
        document=document,
        is_exact=is_exact,
    )


def read_activities(tables: Iterable[Mapping[str, Any]]) -> tuple[tuple[Activity, ...], tuple[Fault, ...]]:
    """Activities as the plain values of a file, and the errors for which some of them are left out."""
    faults: list[Fault] = []
    found, _, _ = _activities({"activity": [plain_table(table) for table in tables]}, faults)
    return found, tuple(fault for fault in faults if fault.is_error)


def _read(
    text: str, document: dict[str, Any] | Exception, file: str
) -> tuple[Mapping[str, Any], Records | None, Positions, tuple[Problem, ...]]:
    if isinstance(document, Exception) or not (document or text.strip(_BLANK)):
        from alcto_core.toml import diagnosis

        error = document if isinstance(document, Exception) else None
        return {}, None, Positions(), diagnosis.not_toml(text, error, file, keys.fault_at)
    faults: list[Fault] = []
    records, places = _records(document, faults)
    if not faults:
        return document, records, places, ()
    from alcto_core.toml.placing import placed

    problems = placed(faults, Layout.of(text), file)
    if any(fault.is_error and fault.path[:1] == ("credential",) for fault in faults):
        from alcto_core.records.unread import unread_credentials

        records = msgspec.structs.replace(records, unread=unread_credentials(document, places.credentials, problems))
    return document, records, places, problems


def _document(text: str) -> tuple[dict[str, Any] | Exception, bool]:
    """The values of a TOML text, or why it is none; and whether they are just what the TOML reader gives."""
    text = text.removeprefix(_BYTE_ORDER_MARK)
    if tokens.endless_key(text):
        return RecursionError("a key of too many parts"), False
    try:
        return toml_values(text), True
    except ArithmeticError:
        return _document_with_any_number(text), False
    except RecursionError as error:
        return error, False
    except ValueError as error:
        from tomllib import TOMLDecodeError

        if isinstance(error, TOMLDecodeError):
            return error, False
        return _document_with_any_number(_without_endless_numbers(text)), False


def _without_endless_numbers(text: str) -> str:
    """The text with `nan` for each whole number of more digits than Python reads, so that only its record is lost."""
    layout = Layout.of(text)
    spans = [
        (span.value_start, span.value_end)
        for table in layout.tables
        for span in layout.keys(table).values()
        if span.value_end - span.value_start > _MOST_DIGITS
        and _DIGITS.fullmatch(text, span.value_start, span.value_end)
    ]
    for start, end in reversed(spans):
        text = f"{text[:start]}nan{text[end:]}"
    return text


def _document_with_any_number(text: str) -> dict[str, Any] | Exception:
    """As above for a text with a number beyond what a decimal can hold: it reads `nan`, which no key accepts."""

    def number(digits: str) -> Decimal:
        try:
            return Decimal(digits)
        except ArithmeticError:
            return Decimal("nan")

    try:
        return toml_values(text, number)
    except (ValueError, RecursionError) as error:
        return error


def _records(document: Mapping[str, Any], faults: list[Fault]) -> tuple[Records, Positions]:
    schema = _schema(document, faults)
    person, is_whole = _person(document, faults)
    activities, activity_places, lost = _activities(document, faults)
    credentials, credential_places, step_places, lost_credentials = _credentials(document, faults)
    for key in document:
        if key not in _ROOT_KEYS:
            faults.append(_unknown_table(key, document))
    if schema > SCHEMA:
        # A later alcto may know keys that this one does not.
        faults[:] = [fault for fault in faults if fault.is_error or fault.path == ("schema",)]
    records = Records(
        person=person,
        credentials=credentials,
        activities=activities,
        skipped=lost + lost_credentials + (0 if is_whole else 1),
        schema=schema,
    )
    return records, Positions(activities=activity_places, credentials=credential_places, steps=step_places)


def _schema(document: Mapping[str, Any], faults: list[Fault]) -> int:
    schema = document.get("schema")
    line = f"schema = {SCHEMA}"
    if schema is None:
        remedy = f"add {line} as the first line"
        faults.append(Fault(("schema",), "the file does not say which schema it follows", remedy, added=line))
    elif type(schema) is not int or not 1 <= schema < 10**6:
        what = quoted(schema) if isinstance(schema, int | str) else kind(schema)
        faults.append(Fault(("schema",), f"schema is {what}, not the number of a schema", f"write {line}", str(SCHEMA)))
    else:
        if schema > SCHEMA:
            text = f"this file follows schema {schema}, and this alcto knows {SCHEMA}, so it is read and never changed"
            faults.append(Fault(("schema",), text, "update alcto to edit it", is_error=False))
        return schema
    return SCHEMA


def _person(document: Mapping[str, Any], faults: list[Fault]) -> tuple[Person, bool]:
    """The person, and whether nothing about them is wrong. Their name may be: everything else still counts."""
    table = document.get("person")
    before = len(faults)
    if table is None:
        remedy = 'add [person] and under it name = "…"'
        faults.append(Fault(("person", "name"), "the file does not say whose records these are", remedy))
        return Person(name=""), False
    if not isinstance(table, dict):
        is_array = isinstance(table, list)
        what = "written as a list" if is_array else kind(table)
        remedy = "write [person] with one bracket on each side"
        faults.append(Fault(("person",), f"person is {what}, not one table", remedy, better_key="[person]"))
        table = table[0] if is_array and table and isinstance(table[0], dict) else {}
        return Person(**{"name": "", **values_of(table, keys.PERSON, ("person", 0), [])}), False
    values = values_of(table, keys.PERSON, ("person",), faults)
    return Person(**{"name": "", **values}), not any(fault.is_error for fault in faults[before:])


def _activities(document: Mapping[str, Any], faults: list[Fault]) -> tuple[tuple[Activity, ...], tuple[int, ...], int]:
    """The activities that count, their places in the file, and how many were skipped."""
    tables, lost = _tables(document, "activity", faults)
    taken: dict[str, int] = {}
    found: list[Activity] = []
    places: list[int] = []
    for at, table in tables:
        before = len(faults)
        path: Path = ("activity", at)
        says_minutes = "minutes" in table and "hours" not in table
        shape = keys.ACTIVITY_IN_MINUTES if says_minutes else keys.ACTIVITY
        values = values_of(table, shape, path, faults)
        keys.take_minutes(table, values, path, faults)
        judge_hours(table, values, path, faults)
        _judge_id(values.get("id"), path, table, taken, faults)
        if len(faults) > before and any(fault.is_error for fault in faults[before:]):
            lost += 1
            continue
        found.append(Activity(**values))
        places.append(at)
    return tuple(found), tuple(places), lost


def _credentials(
    document: Mapping[str, Any], faults: list[Fault]
) -> tuple[tuple[Credential, ...], tuple[int, ...], tuple[tuple[int, ...], ...], int]:
    """The credentials that count, their places and those of their steps, and how many records were skipped."""
    tables, lost = _tables(document, "credential", faults)
    taken: dict[str, int] = {}
    found: list[Credential] = []
    places: list[int] = []
    step_places: list[tuple[int, ...]] = []
    for at, table in tables:
        before = len(faults)
        path: Path = ("credential", at)
        values = values_of(table, keys.CREDENTIAL, path, faults)
        values.setdefault("id", values.get("program"))
        _judge_id(values["id"], path, table, taken, faults)
        is_wrong = len(faults) > before and any(fault.is_error for fault in faults[before:])
        steps, where, lost_steps = _steps(values.pop("steps", []), path, faults)
        if is_wrong:
            lost += 1
            continue
        lost += lost_steps
        found.append(Credential(**values, steps=steps))
        places.append(at)
        step_places.append(where)
    return tuple(found), tuple(places), tuple(step_places), lost


def _steps(value: Any, path: Path, faults: list[Fault]) -> tuple[tuple[StepRecord, ...], tuple[int, ...], int]:
    """The steps that count, their places, and how many were skipped: a wrong step is skipped alone."""
    tables, lost = _tables({"step": value}, "step", faults, path)
    found: list[StepRecord] = []
    places: list[int] = []
    for at, table in tables:
        before = len(faults)
        values = values_of(table, keys.STEP, (*path, "step", at), faults)
        if len(faults) > before and any(fault.is_error for fault in faults[before:]):
            lost += 1
            continue
        found.append(StepRecord(**values))
        places.append(at)
    return tuple(found), tuple(places), lost


def _tables(
    document: Mapping[str, Any], name: str, faults: list[Fault], path: Path = ()
) -> tuple[list[tuple[int, dict[str, Any]]], int]:
    """The tables of an array with their places, and how many elements are none."""
    before = len(faults)
    found = keys.tables(document.get(name, []), (*path, name), faults)
    return found, len(faults) - before


def _judge_id(id: str | None, path: Path, table: Mapping[str, Any], taken: dict[str, int], faults: list[Fault]) -> None:
    """The later of two equal ids is wrong."""
    name, at = str(path[0]), int(path[1])
    if not id or (first := taken.setdefault(id, at)) == at:
        return
    free = next(other for number in range(2, at + 3) if (other := f"{id}-{number}") not in taken)
    better = toml_text(free)
    text = f"{name} {first + 1} in the file already has the id {quoted(id)}"
    remedy = "give each an id of its own, or delete one of the two if they are the same"
    added = "" if "id" in table else f"id = {better}"
    faults.append(Fault((*path, "id"), text, remedy, better, added=added))


def _unknown_table(key: str, document: Mapping[str, Any]) -> Fault:
    near = nearest(key, [known for known in _ROOT_KEYS if known not in document])
    near = near or nearest(key, _ROOT_KEYS)
    remedy = f"did you mean {near}?" if near else "check the spelling; alcto keeps it and does nothing with it"
    text = f"the file has the part {quoted(key)}, which alcto does not know"
    return Fault((key,), text, remedy, better_key=near or "", is_error=False)
