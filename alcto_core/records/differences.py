"""What differs between two states of a records file, record by record: the one road for undo lists, conflicts,
second copies and restores.

Records are matched by id, an activity by `id`, a credential by `id` or else its program; where an id stands
twice (an error of the file) the first is matched with the first. The order in the file makes no difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeGuard

import msgspec

from alcto_core.records.changing import REMOVED, Edit
from alcto_core.records.document import ids
from alcto_core.records.edits import (
    AddActivity,
    AddCredential,
    ChangeActivity,
    ChangeCredential,
    ChangePerson,
    DeleteActivity,
    DeleteCredential,
)
from alcto_core.toml.values import toml_values
from alcto_core.toml.writing import Table, same, value_text

_UNREADABLE = (ValueError, RecursionError, ArithmeticError)
_KINDS: tuple[Literal["credential", "activity"], ...] = ("credential", "activity")
_MOST_SHOWN = 60
_LED_IN = 20
"""Letters shown before the first difference of two long texts."""

RecordKind = Literal["person", "credential", "activity", "file"]
"""What differs; `file` is a key of the file itself that is none of the three, such as `schema`."""
ChangeKind = Literal["added", "removed", "changed"]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One record that is not the same in both states."""

    kind: RecordKind
    id: str
    """Of the record; "" for the person, the key for `file`."""
    before: Table | None
    """The record in the first state, None where it has none. Plain TOML values with the keys of the file."""
    after: Table | None

    @property
    def change(self) -> ChangeKind:
        """What the second state did, seen from the first."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys whose values differ, in the order of the file."""
        before, after = self.before or {}, self.after or {}
        return tuple(
            key
            for key in dict.fromkeys((*before, *after))
            if key not in before or key not in after or not same(before[key], after[key])
        )

    @property
    def told_keys(self) -> tuple[str, ...]:
        """The keys as they are told: `hours` and `minutes` say one thing, so where both differ one of them stands."""
        keys = self.keys
        return tuple(key for key in keys if key != "minutes" or "hours" not in keys)

    @property
    def title(self) -> str:
        """What a person calls the record. Text from the file."""
        table = self.after if self.after is not None else self.before or {}
        if self.kind == "person":
            return "your own data"
        return str(table.get("title") or self.id)


def document_of(raw: bytes) -> Table | None:
    """The plain values of a file's bytes; None where they are no TOML or no UTF-8."""
    try:
        return toml_values(raw.decode("utf-8").removeprefix("\ufeff"))
    except _UNREADABLE:
        return None


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Every record that is not the same in two files, in the order of the second, what it lacks at the end."""
    found: list[Difference] = []
    if (
        not same(before.get("person"), after.get("person"))
        and _is_plain(before, "person")
        and _is_plain(after, "person")
    ):
        found.append(Difference(kind="person", id="", before=before.get("person"), after=after.get("person")))
    for kind in _KINDS:
        had, has = _keyed(before, kind), _keyed(after, kind)
        for place in dict.fromkeys((*has, *had)):
            if place not in had or place not in has or not same(had[place], has[place]):
                found.append(Difference(kind=kind, id=place[0], before=had.get(place), after=has.get(place)))
    for key in dict.fromkeys((*after, *before)):
        if key in ("person", *_KINDS) and _is_plain(before, key) and _is_plain(after, key):
            continue
        if key not in before or key not in after or not same(before[key], after[key]):
            found.append(
                Difference(
                    kind="file",
                    id=key,
                    before={key: before[key]} if key in before else None,
                    after={key: after[key]} if key in after else None,
                )
            )
    return tuple(found)


def taking(difference: Difference) -> Edit | None:
    """The edit that gives the first state this record as the second has it; None for a key of the file itself."""
    after = difference.after
    if difference.kind == "file":
        return None
    changes = {key: REMOVED if after is None or key not in after else after[key] for key in difference.keys}
    match difference.kind, difference.change:
        case "person", _:
            return ChangePerson(changes=changes)
        case "activity", "added":
            return AddActivity(table=after or {})
        case "activity", "removed":
            return DeleteActivity(id=difference.id)
        case "activity", _:
            return ChangeActivity(id=difference.id, changes=changes)
        case _, "added":
            return AddCredential(table=after or {})
        case _, "removed":
            return DeleteCredential(id=difference.id)
        case _:
            return ChangeCredential(id=difference.id, changes=changes)


def beside(difference: Difference) -> AddActivity | None:
    """The edit that keeps both: the second state of an activity under an id of its own; None where there are not two
    activities."""
    if difference.kind != "activity" or difference.change != "changed" or difference.after is None:
        return None
    return AddActivity(table={key: value for key, value in difference.after.items() if key != "id"})


def told(difference: Difference) -> str:
    """One difference as a line: "changed “FETC”: hours 8 → 6". Holds text from the file."""
    name = difference.title if difference.kind == "person" else f"“{difference.title}”"
    what = {"credential": "the credential ", "file": "the key "}.get(difference.kind, "")
    if difference.change != "changed":
        return f"{difference.change} {what}{name}"
    return f"changed {what}{name}: {_told_values(difference)}"


def _told_values(difference: Difference) -> str:
    """What changed in one record: "hours 8 → 6; location – → Mobile". Holds text from the file."""
    exchanged = ((key, exchange(difference.before, difference.after, key)) for key in difference.told_keys)
    return "; ".join(f"{said(key)} {' → '.join(values)}" for key, values in exchanged)


def counted(found: Iterable[Difference]) -> str:
    """How many of which: "2 activities added, 1 credential changed"; "nothing" for none."""
    tally = Counter((one.kind, one.change) for one in found)
    parts = [f"{_number(kind, number)} {change}" for (kind, change), number in tally.items()]
    return ", ".join(parts) or "nothing"


def said(key: str) -> str:
    """A key in a sentence: minutes are told as hours are, as both say how long it was."""
    return "hours" if key == "minutes" else key


def shown(table: Mapping[str, Any] | None, key: str) -> str:
    """A value as a person reads it, shortened; "–" where the record has none. Holds text from the file."""
    return _cut(_text(_value(table, key)))


def exchange(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, key: str) -> tuple[str, str]:
    """Both values of a key, shortened to where they differ: of steps and sessions only those that the other side
    has not, of a long text the part from the first difference on. Holds text from the file."""
    had, has = (_value(table, key) for table in (before, after))
    if key == "status" and before is not None and after is not None:  # what names none was done
        had, has = had or "completed", has or "completed"
    if _is_tables(had) and _is_tables(has):
        fewer, more = _without(had, has), _without(has, had)
        if not fewer and not more:
            return "in one order", "in another"
        had, has = fewer or None, more or None
    left, right = _text(had), _text(has)
    if left == right:  # the text "8" for the number 8
        left, right = (word if value is None else value_text(value) for word, value in ((left, had), (right, has)))
    shorter = min(len(left), len(right))
    alike = next((at for at in range(shorter) if left[at] != right[at]), shorter)
    if alike >= _MOST_SHOWN - _LED_IN:
        left, right = (f"…{text[alike - _LED_IN :]}" for text in (left, right))
    return _cut(left), _cut(right)


def _value(table: Mapping[str, Any] | None, key: str) -> object:
    if table is None:
        return None
    if key in ("hours", "minutes") and "minutes" in table and "hours" not in table:
        return f"{_text(table['minutes'])} min"
    return table.get("hours" if key == "minutes" and "minutes" not in table else key)


def _text(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value and _is_tables(value):
        return "; ".join(", ".join(f"{name} {_text(part)}" for name, part in one.items()) for one in value)
    return value_text(value)


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def _is_tables(value: object) -> TypeGuard[list[Table]]:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _without(tables: list[Table], others: list[Table]) -> list[Table]:
    """Each of `others` stands for one of `tables` at the most."""
    left, found = list(others), []
    for one in tables:
        at = next((at for at, other in enumerate(left) if same(one, other)), None)
        if at is None:
            found.append(one)
        else:
            del left[at]
    return found


def _number(kind: RecordKind, number: int) -> str:
    if kind == "person":
        return "your own data"
    one, many = {"activity": ("activity", "activities"), "credential": ("credential", "credentials")}.get(
        kind, ("key", "keys")
    )
    return f"{number} {one if number == 1 else many}"


def _keyed(document: Mapping[str, Any], kind: str) -> dict[tuple[str, int], Table]:
    """The records of one kind by id and by how often that id stood before."""
    if not _is_plain(document, kind):
        return {}
    seen: Counter[str] = Counter()
    keyed: dict[tuple[str, int], Table] = {}
    for id, record in zip(ids(document, kind), document.get(kind, []), strict=True):
        keyed[id, seen[id]] = record
        seen[id] += 1
    return keyed


def _is_plain(document: Mapping[str, Any], key: str) -> bool:
    """Whether a key holds what it should (or nothing), so that its records can be told one by one."""
    found = document.get(key, {} if key == "person" else [])
    if key == "person":
        return isinstance(found, dict)
    return isinstance(found, list) and all(isinstance(one, dict) for one in found)
