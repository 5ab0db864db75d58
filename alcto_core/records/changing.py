"""What every change to a records file can do, and the changes of one record.

Each edit says the same thing twice, independently: `applied` on the plain values of the file, `rewritten` on
its text. A save does both and refuses where they do not agree, so a slip in one of them can never reach the disk.

Records are found by id: an activity by `id`, a credential by `id` or else its program. Tables and changes are
plain TOML values (`writing`), keys as in the file; `REMOVED` as a value takes the key out.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, ClassVar, Final

import msgspec

from alcto_core.problems import Refused
from alcto_core.records.document import index_of, records_of
from alcto_core.toml import patches
from alcto_core.toml.writing import Table, plain_table


class _Mark(Enum):
    REMOVED = "removed"


REMOVED: Final = _Mark.REMOVED
"""The value of a change that takes a key out."""

Changes = Mapping[str, Any]
"""New values by key; `REMOVED` takes the key out."""


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """What a save is asked to do."""

    def concerns(self, document: Mapping[str, Any]) -> object:
        """What must be the same in two versions of the file for the edit to serve for both."""
        raise NotImplementedError

    def applied(self, document: Table) -> Table:
        """The file's plain values after it; raises `Refused` where it makes no sense."""
        raise NotImplementedError

    def rewritten(self, text: str, before: Table) -> str:
        """The file's text after it, where `before` are the plain values of `text`."""
        raise NotImplementedError

    def describe(self, document: Mapping[str, Any] | None = None, /) -> str:
        """What it does, in the past tense: "added “ALET Winter”". With the file's values it knows titles."""
        raise NotImplementedError

    def removes(self, _document: Table, /) -> int:
        """How many records (activities, credentials, steps) the person asked to lose. Raises `Refused`."""
        return 0


class RecordEdit(Edit, frozen=True, kw_only=True):
    """An edit of one record that must be there."""

    name: ClassVar[str]
    """The array in the file that holds the record."""
    id: str

    def concerns(self, document: Mapping[str, Any]) -> object:
        return found(document, self.name, self.id)

    def place(self, document: Mapping[str, Any]) -> int:
        """Where the record stands among its like. Raises `Refused` where it does not."""
        index = index_of(document, self.name, self.id)
        if index is None:
            raise Refused(f"There is no {self.name} {quoted(self.id)}.")
        return index

    def record(self, document: Mapping[str, Any]) -> Table:
        """The record as it is. Raises `Refused` where there is none."""
        at = self.place(document)
        record: Table = document[self.name][at]
        return record

    def with_record(self, document: Table, record: Table) -> Table:
        """The document with this in the record's place."""
        records = list(records_of(document, self.name))
        records[self.place(document)] = record
        return {**document, self.name: records}


class Change(RecordEdit, frozen=True, kw_only=True):
    """New values for some keys of one record."""

    changes: Changes

    def applied(self, document: Table) -> Table:
        return self.with_record(document, changed(self.record(document), self.changes))

    def rewritten(self, text: str, before: Table) -> str:
        record = self.record(before)
        return patches.changed(text, self.name, self.place(before), record, changed(record, self.changes))


class Delete(RecordEdit, frozen=True, kw_only=True):
    """One record less."""

    def applied(self, document: Table) -> Table:
        return but_at(document, self.name, {self.place(document)})

    def rewritten(self, text: str, before: Table) -> str:
        return patches.deleted(text, self.name, self.place(before))


def changed(table: Mapping[str, Any], changes: Changes) -> Table:
    """The table with the changes; a list of tables that became empty is gone."""
    gone = {key for key, value in changes.items() if value is REMOVED}
    fresh = plain_table({key: value for key, value in changes.items() if key not in gone})
    empty = {key for key, value in fresh.items() if key in ("session", "record", "step") and value == []}
    return {key: value for key, value in {**table, **fresh}.items() if key not in gone | empty}


def found(document: Mapping[str, Any], name: str, id: str) -> Table | None:
    """The first record of that id; None where there is none."""
    index = index_of(document, name, id)
    return None if index is None else document[name][index]


def but_at(document: Table, name: str, gone: set[int]) -> Table:
    """The document without the records at these places of one array, and without the array once it is empty."""
    kept = [one for at, one in enumerate(records_of(document, name)) if at not in gone]
    return {**without(document, name), name: kept} if kept else without(document, name)


def without(table: Mapping[str, Any], key: str) -> Table:
    """The table without one of its keys."""
    return {name: value for name, value in table.items() if name != key}


def quoted(text: object) -> str:
    """A name or title in a sentence."""
    return f"“{text}”"
