"""Changes to a records file, as values: what a save is asked to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from alcto_core.numbers import counted
from alcto_core.problems import Refused
from alcto_core.records.changing import (
    Change,
    Changes,
    Delete,
    Edit,
    but_at,
    changed,
    found,
    quoted,
    without,
)
from alcto_core.records.document import (
    credential_id,
    ids,
    new_id,
    person_of,
    records_in,
    records_of,
)
from alcto_core.toml import patches
from alcto_core.toml.writing import Table, plain_table


class AddActivity(Edit, frozen=True, kw_only=True):
    """Adds an activity. Without an `id` in the table a save makes one."""

    table: Mapping[str, Any]

    def describe(self, _document: Mapping[str, Any] | None = None, /) -> str:
        return f"added {quoted(self.table.get('title') or self.table.get('id') or 'an activity')}"

    def concerns(self, document: Mapping[str, Any]) -> object:
        return found(document, "activity", str(self.table.get("id", "")))

    def applied(self, document: Table) -> Table:
        return _with_activities(document, (self.table,))

    def rewritten(self, text: str, before: Table) -> str:
        return patches.added(text, "activity", self.applied(before)["activity"][-1])


class AddActivities(Edit, frozen=True, kw_only=True):
    """Adds many activities in one pass over the file. One without an `id` is given one."""

    tables: tuple[Mapping[str, Any], ...]

    def describe(self, _document: Mapping[str, Any] | None = None, /) -> str:
        return f"added {counted(len(self.tables), 'activity', 'activities')}"

    def concerns(self, document: Mapping[str, Any]) -> object:
        wanted = {str(table["id"]) for table in self.tables if table.get("id")}
        return [one for one in records_of(document, "activity") if str(one.get("id", "")) in wanted]

    def applied(self, document: Table) -> Table:
        return _with_activities(document, self.tables) if self.tables else document

    def rewritten(self, text: str, before: Table) -> str:
        if not self.tables:
            return text
        return patches.added(text, "activity", *self.applied(before)["activity"][-len(self.tables) :])


class AddCredential(Edit, frozen=True, kw_only=True):
    """Adds a credential."""

    table: Mapping[str, Any]

    def describe(self, _document: Mapping[str, Any] | None = None, /) -> str:
        return f"added the credential {quoted(credential_id(self.table))}"

    def concerns(self, document: Mapping[str, Any]) -> object:
        return found(document, "credential", credential_id(self.table))

    def applied(self, document: Table) -> Table:
        table = plain_table(self.table)
        if found(document, "credential", credential_id(table)) is not None:
            raise Refused(f"There is a credential {quoted(credential_id(table))} already; give it another id.")
        return {**document, "credential": [*records_of(document, "credential"), table]}

    def rewritten(self, text: str, before: Table) -> str:
        return patches.added(text, "credential", self.applied(before)["credential"][-1])


class ChangeActivity(Change, frozen=True, kw_only=True):
    """Changes keys of an activity; `session` and `record` are lists of tables."""

    name: ClassVar[str] = "activity"

    def describe(self, document: Mapping[str, Any] | None = None, /) -> str:
        return f"changed {_title(document, self.id)}"


class ChangeActivities(Edit, frozen=True, kw_only=True):
    """Changes keys of many activities, by id, in one pass over the file."""

    changes: Mapping[str, Changes]

    def describe(self, _document: Mapping[str, Any] | None = None, /) -> str:
        return f"changed {counted(len(self.changes), 'activity', 'activities')}"

    def concerns(self, document: Mapping[str, Any]) -> object:
        return [one for one in records_of(document, "activity") if str(one.get("id", "")) in self.changes]

    def applied(self, document: Table) -> Table:
        records = list(records_of(document, "activity"))
        for id, index in _places(document, self.changes).items():
            records[index] = changed(records[index], self.changes[id])
        return {**document, "activity": records}

    def rewritten(self, text: str, before: Table) -> str:
        had, has = before["activity"], self.applied(before)["activity"]
        places = _places(before, self.changes).values()
        return patches.all_changed(text, "activity", ((at, had[at], has[at]) for at in places))


class DeleteActivity(Delete, frozen=True, kw_only=True):
    """Deletes an activity with its sessions."""

    name: ClassVar[str] = "activity"

    def describe(self, document: Mapping[str, Any] | None = None, /) -> str:
        return f"deleted {_title(document, self.id)}"

    def removes(self, _document: Table, /) -> int:
        return 1


class DeleteActivities(Edit, frozen=True, kw_only=True):
    """Deletes many activities with their sessions, by id, in one pass over the file."""

    ids: tuple[str, ...]

    def describe(self, _document: Mapping[str, Any] | None = None, /) -> str:
        return f"deleted {counted(len(self.ids), 'activity', 'activities')}"

    def removes(self, _document: Table, /) -> int:
        return len(self.ids)

    def concerns(self, document: Mapping[str, Any]) -> object:
        return [one for one in records_of(document, "activity") if str(one.get("id", "")) in self.ids]

    def applied(self, document: Table) -> Table:
        return but_at(document, "activity", set(_places(document, self.ids).values()))

    def rewritten(self, text: str, before: Table) -> str:
        return patches.deleted(text, "activity", *_places(before, self.ids).values())


class ChangeCredential(Change, frozen=True, kw_only=True):
    """Changes keys of a credential; `step` is a list of tables."""

    name: ClassVar[str] = "credential"

    def describe(self, _document: Mapping[str, Any] | None = None, /) -> str:
        return f"changed the credential {quoted(self.id)}"

    def removes(self, document: Table, /) -> int:
        return max(records_in(document) - records_in(self.applied(document)), 0) if "step" in self.changes else 0


class DeleteCredential(Delete, frozen=True, kw_only=True):
    """Deletes a credential with its steps."""

    name: ClassVar[str] = "credential"

    def describe(self, _document: Mapping[str, Any] | None = None, /) -> str:
        return f"deleted the credential {quoted(self.id)}"

    def removes(self, document: Table, /) -> int:
        held = found(document, "credential", self.id)
        return 0 if held is None else 1 + len(records_of(held, "step"))


class ChangePerson(Edit, frozen=True, kw_only=True):
    """Changes keys of `[person]`."""

    changes: Changes

    def describe(self, _document: Mapping[str, Any] | None = None, /) -> str:
        return "changed the person"

    def concerns(self, document: Mapping[str, Any]) -> object:
        return document.get("person")

    def applied(self, document: Table) -> Table:
        return {**document, "person": changed(person_of(document), self.changes)}

    def rewritten(self, text: str, before: Table) -> str:
        return patches.changed_person(text, person_of(before), changed(person_of(before), self.changes))


class Several(Edit, frozen=True, kw_only=True):
    """Several edits in one save, one after the other; all or none."""

    edits: tuple[Edit, ...]
    sentence: str = ""
    """What they do together, for the history: "imported 12 activities"."""

    def describe(self, document: Mapping[str, Any] | None = None, /) -> str:
        if self.sentence:
            return self.sentence
        said = [edit.describe(document) for edit in self.edits[:3]]
        rest = len(self.edits) - len(said)
        return ", ".join(said) + (f" and {rest} more" if rest else "") or "changed nothing"

    def removes(self, document: Table, /) -> int:
        lost = 0
        for edit in self.edits:
            lost += edit.removes(document)
            document = edit.applied(document)
        return lost

    def concerns(self, document: Mapping[str, Any]) -> object:
        return [edit.concerns(document) for edit in self.edits]

    def applied(self, document: Table) -> Table:
        for edit in self.edits:
            document = edit.applied(document)
        return document

    def rewritten(self, text: str, before: Table) -> str:
        for edit in self.edits:
            text = edit.rewritten(text, before)
            before = edit.applied(before)
        return text


def _with_activities(document: Table, tables: Iterable[Mapping[str, Any]]) -> Table:
    """The document with further activities, each without an `id` given one. Raises `Refused`."""
    records = list(records_of(document, "activity"))
    taken = set(ids(document, "activity"))
    for given in tables:
        table = plain_table(given)
        if not table.get("id"):
            day = table.get("date")
            if not isinstance(day, date):
                raise Refused("An activity needs a date.")
            table = {"id": new_id(taken, day, str(table.get("title", ""))), **without(table, "id")}
        elif str(table["id"]) in taken:
            raise Refused(f"There is an activity {quoted(table['id'])} already.")
        taken.add(str(table["id"]))
        records.append(table)
    return {**document, "activity": records}


def _places(document: Mapping[str, Any], wanted: Iterable[str]) -> dict[str, int]:
    """The place of each activity; of the first where an id stands twice. Raises `Refused` where one is not there."""
    places: dict[str, int] = {}
    for at, id in enumerate(ids(document, "activity")):
        places.setdefault(id, at)
    found = dict.fromkeys(wanted)
    if lost := next((id for id in found if not id or id not in places), None):
        raise Refused(f"{no_activity(lost)}.")
    return {id: places[id] for id in found}


def no_activity(word: str) -> str:
    """That nothing is called so, as the beginning of a sentence."""
    return f"There is no activity {quoted(word)}"


def _title(document: Mapping[str, Any] | None, id: str) -> str:
    return quoted((found(document or {}, "activity", id) or {}).get("title") or id)
