"""Changes to a records file, as values: what a save is asked to do.

Each edit says the same thing twice, independently: `applied` on the plain values of the file, `rewritten` on
its text. A save does both and refuses where they do not agree, so a slip in one of them can never reach the disk.

Records are found by id: an activity by `id`, a credential by `id` or else its program. Tables and changes are
plain TOML values (`writing`), keys as in the file; `REMOVED` as a value takes the key out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Any, ClassVar, Final, cast

import msgspec

from alcto_core.numbers import counted
from alcto_core.problems import Refused
from alcto_core.records.document import (
    credential_id,
    ids,
    index_of,
    new_id,
    person_of,
    records_in,
    records_of,
)
from alcto_core.toml import patches
from alcto_core.toml.writing import Table, plain_table


class _Mark(Enum):
    REMOVED = "removed"


REMOVED: Final = _Mark.REMOVED
"""The value of a change that takes a key out."""

Changes = Mapping[str, Any]
"""New values by key; `REMOVED` takes the key out."""


class _Edit(msgspec.Struct, frozen=True, kw_only=True):
    """What every edit can tell. Each one has besides:

    - `concerns(document)`: what must be the same in two versions of the file for the edit to serve for both;
    - `applied(document)`: the file's plain values after it; raises `Refused` where it makes no sense;
    - `rewritten(text, before)`: the file's text after it, where `before` are the plain values of `text`.
    """

    def describe(self, document: Mapping[str, Any] | None = None) -> str:
        """What it does, in the past tense: "added “ALET Winter”". With the file's values it knows titles."""
        return _sentence(cast("Edit", self), document or {})


class AddActivity(_Edit, frozen=True, kw_only=True):
    """Adds an activity. Without an `id` in the table a save makes one."""

    table: Mapping[str, Any]

    def concerns(self, document: Mapping[str, Any]) -> object:
        return _found(document, "activity", str(self.table.get("id", "")))

    def applied(self, document: Table) -> Table:
        return _with_activities(document, (self.table,))

    def rewritten(self, text: str, before: Table) -> str:
        return patches.added(text, "activity", self.applied(before)["activity"][-1])


class AddActivities(_Edit, frozen=True, kw_only=True):
    """Adds many activities in one pass over the file. One without an `id` is given one."""

    tables: tuple[Mapping[str, Any], ...]

    def concerns(self, document: Mapping[str, Any]) -> object:
        wanted = {str(table["id"]) for table in self.tables if table.get("id")}
        return [one for one in records_of(document, "activity") if str(one.get("id", "")) in wanted]

    def applied(self, document: Table) -> Table:
        return _with_activities(document, self.tables) if self.tables else document

    def rewritten(self, text: str, before: Table) -> str:
        if not self.tables:
            return text
        return patches.added(text, "activity", *self.applied(before)["activity"][-len(self.tables) :])


class AddCredential(_Edit, frozen=True, kw_only=True):
    """Adds a credential."""

    table: Mapping[str, Any]

    def concerns(self, document: Mapping[str, Any]) -> object:
        return _found(document, "credential", credential_id(self.table))

    def applied(self, document: Table) -> Table:
        table = plain_table(self.table)
        if _found(document, "credential", credential_id(table)) is not None:
            raise Refused(f"There is a credential {_quoted(credential_id(table))} already; give it another id.")
        return {**document, "credential": [*records_of(document, "credential"), table]}

    def rewritten(self, text: str, before: Table) -> str:
        return patches.added(text, "credential", self.applied(before)["credential"][-1])


class _RecordEdit(_Edit, frozen=True, kw_only=True):
    """An edit of one record that must be there."""

    name: ClassVar[str]
    """The array in the file that holds the record."""
    id: str

    def concerns(self, document: Mapping[str, Any]) -> object:
        return _found(document, self.name, self.id)

    def _place(self, document: Mapping[str, Any]) -> int:
        index = index_of(document, self.name, self.id)
        if index is None:
            raise Refused(f"There is no {self.name} {_quoted(self.id)}.")
        return index

    def _record(self, document: Mapping[str, Any]) -> Table:
        at = self._place(document)
        record: Table = document[self.name][at]
        return record

    def _with(self, document: Table, record: Table) -> Table:
        records = list(records_of(document, self.name))
        records[self._place(document)] = record
        return {**document, self.name: records}

    def _without(self, document: Table) -> Table:
        records = list(records_of(document, self.name))
        del records[self._place(document)]
        rest = _without(document, self.name)
        return {**rest, self.name: records} if records else rest


class _Change(_RecordEdit, frozen=True, kw_only=True):
    """New values for some keys of one record."""

    changes: Changes

    def applied(self, document: Table) -> Table:
        return self._with(document, _changed(self._record(document), self.changes))

    def rewritten(self, text: str, before: Table) -> str:
        index, name = self._place(before), self.name
        record = before[name][index]
        return patches.changed(text, name, index, record, _changed(record, self.changes))


class _Delete(_RecordEdit, frozen=True, kw_only=True):
    """One record less."""

    def applied(self, document: Table) -> Table:
        return self._without(document)

    def rewritten(self, text: str, before: Table) -> str:
        return patches.deleted(text, self.name, self._place(before))


class ChangeActivity(_Change, frozen=True, kw_only=True):
    """Changes keys of an activity; `session` and `record` are lists of tables."""

    name: ClassVar[str] = "activity"


class ChangeActivities(_Edit, frozen=True, kw_only=True):
    """Changes keys of many activities, by id, in one pass over the file."""

    changes: Mapping[str, Changes]

    def concerns(self, document: Mapping[str, Any]) -> object:
        return [one for one in records_of(document, "activity") if str(one.get("id", "")) in self.changes]

    def applied(self, document: Table) -> Table:
        records = list(records_of(document, "activity"))
        for id, index in _places(document, self.changes).items():
            records[index] = _changed(records[index], self.changes[id])
        return {**document, "activity": records}

    def rewritten(self, text: str, before: Table) -> str:
        had, has = before["activity"], self.applied(before)["activity"]
        places = _places(before, self.changes).values()
        return patches.all_changed(text, "activity", ((at, had[at], has[at]) for at in places))


class DeleteActivity(_Delete, frozen=True, kw_only=True):
    """Deletes an activity with its sessions."""

    name: ClassVar[str] = "activity"


class DeleteActivities(_Edit, frozen=True, kw_only=True):
    """Deletes many activities with their sessions, by id, in one pass over the file."""

    ids: tuple[str, ...]

    def concerns(self, document: Mapping[str, Any]) -> object:
        return [one for one in records_of(document, "activity") if str(one.get("id", "")) in self.ids]

    def applied(self, document: Table) -> Table:
        gone = set(_places(document, self.ids).values())
        kept = [one for at, one in enumerate(records_of(document, "activity")) if at not in gone]
        rest = _without(document, "activity")
        return {**rest, "activity": kept} if kept else rest

    def rewritten(self, text: str, before: Table) -> str:
        return patches.deleted(text, "activity", *_places(before, self.ids).values())


class ChangeCredential(_Change, frozen=True, kw_only=True):
    """Changes keys of a credential; `step` is a list of tables."""

    name: ClassVar[str] = "credential"


class DeleteCredential(_Delete, frozen=True, kw_only=True):
    """Deletes a credential with its steps."""

    name: ClassVar[str] = "credential"


class _StepEdit(_RecordEdit, frozen=True, kw_only=True):
    """An edit of the steps of the credential `id`."""

    name: ClassVar[str] = "credential"

    def applied(self, document: Table) -> Table:
        steps = self._steps(document)
        self._edit(steps)
        rest = _without(self._record(document), "step")
        return self._with(document, {**rest, "step": steps} if steps else rest)

    def rewritten(self, text: str, before: Table) -> str:
        index, after = self._place(before), self.applied(before)
        return patches.changed(text, "credential", index, before["credential"][index], after["credential"][index])

    def _edit(self, steps: list[Table]) -> None:
        """Make the change in the steps of the credential."""
        raise NotImplementedError

    def _steps(self, document: Table) -> list[Table]:
        credential = self._record(document)
        steps = records_of(credential, "step")
        if "step" in credential and steps is not credential["step"]:
            raise Refused(
                f"The steps of {_quoted(self.id)} are not written as [[credential.step]]; put that right first."
            )
        return list(steps)

    def _named(self, document: Mapping[str, Any], step: str) -> list[Table] | None:
        """The steps of one name, as an id may recur; None where the credential is missing."""
        held = _found(document, "credential", self.id)
        return None if held is None else [one for one in records_of(held, "step") if one.get("id") == step]


class AddStep(_StepEdit, frozen=True, kw_only=True):
    """Adds a step to the credential `id`."""

    table: Mapping[str, Any]

    def concerns(self, document: Mapping[str, Any]) -> object:
        return self._named(document, str(self.table.get("id", "")))

    def _edit(self, steps: list[Table]) -> None:
        steps.append(plain_table(self.table))


class _OneStep(_StepEdit, frozen=True, kw_only=True):
    """An edit of one step: of those with the name `step`, the `nth` in the file (the last)."""

    step: str
    nth: int = -1

    def concerns(self, document: Mapping[str, Any]) -> object:
        return self._named(document, self.step)

    def _position(self, steps: list[Table]) -> int:
        alike = [at for at, one in enumerate(steps) if one.get("id") == self.step]
        if not -len(alike) <= self.nth < len(alike):
            raise Refused(f"There is no step {_quoted(self.step)} in {_quoted(self.id)}.")
        return alike[self.nth]


class ChangeStep(_OneStep, frozen=True, kw_only=True):
    """Changes a step of the credential `id`: of those with the name `step`, the `nth` in the file (the last)."""

    changes: Changes

    def _edit(self, steps: list[Table]) -> None:
        at = self._position(steps)
        steps[at] = _changed(steps[at], self.changes)


class DeleteStep(_OneStep, frozen=True, kw_only=True):
    """Deletes a step of the credential `id`: of those with the name `step`, the `nth` in the file (the last)."""

    def _edit(self, steps: list[Table]) -> None:
        del steps[self._position(steps)]


class ChangePerson(_Edit, frozen=True, kw_only=True):
    """Changes keys of `[person]`."""

    changes: Changes

    def concerns(self, document: Mapping[str, Any]) -> object:
        return document.get("person")

    def applied(self, document: Table) -> Table:
        return {**document, "person": _changed(person_of(document), self.changes)}

    def rewritten(self, text: str, before: Table) -> str:
        return patches.changed_person(text, person_of(before), _changed(person_of(before), self.changes))


class Several(_Edit, frozen=True, kw_only=True):
    """Several edits in one save, one after the other; all or none."""

    edits: tuple[Edit, ...]
    sentence: str = ""
    """What they do together, for the history: "imported 12 activities"."""

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


Edit = (
    AddActivity
    | AddActivities
    | ChangeActivity
    | ChangeActivities
    | DeleteActivity
    | DeleteActivities
    | AddCredential
    | ChangeCredential
    | DeleteCredential
    | AddStep
    | ChangeStep
    | DeleteStep
    | ChangePerson
    | Several
)
"""Everything that a save can be asked to do."""


def removed_by(edit: Edit, document: Table) -> int:
    """How many records (activities, credentials, steps) the person asked to lose. Raises `Refused`."""
    match edit:
        case DeleteActivity() | DeleteStep():
            return 1
        case DeleteActivities():
            return len(edit.ids)
        case DeleteCredential():
            held = _found(document, "credential", edit.id)
            return 0 if held is None else 1 + len(records_of(held, "step"))
        case ChangeCredential() if "step" in edit.changes:
            return max(records_in(document) - records_in(edit.applied(document)), 0)
        case Several():
            lost = 0
            for one in edit.edits:
                lost += removed_by(one, document)
                document = one.applied(document)
            return lost
        case _:
            return 0


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
            table = {"id": new_id(taken, day, str(table.get("title", ""))), **_without(table, "id")}
        elif str(table["id"]) in taken:
            raise Refused(f"There is an activity {_quoted(table['id'])} already.")
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


def _changed(table: Mapping[str, Any], changes: Changes) -> Table:
    gone = {key for key, value in changes.items() if value is REMOVED}
    fresh = plain_table({key: value for key, value in changes.items() if key not in gone})
    empty = {key for key, value in fresh.items() if key in ("session", "record", "step") and value == []}
    return {key: value for key, value in {**table, **fresh}.items() if key not in gone | empty}


def _found(document: Mapping[str, Any], name: str, id: str) -> Table | None:
    """The first record of that id; None where there is none."""
    index = index_of(document, name, id)
    return None if index is None else document[name][index]


def _without(table: Mapping[str, Any], key: str) -> Table:
    return {name: value for name, value in table.items() if name != key}


def _sentence(edit: Edit, document: Mapping[str, Any]) -> str:
    match edit:
        case AddActivity():
            return f"added {_quoted(edit.table.get('title') or edit.table.get('id') or 'an activity')}"
        case AddActivities():
            return f"added {counted(len(edit.tables), 'activity', 'activities')}"
        case ChangeActivities():
            return f"changed {counted(len(edit.changes), 'activity', 'activities')}"
        case DeleteActivities():
            return f"deleted {counted(len(edit.ids), 'activity', 'activities')}"
        case ChangeActivity() | DeleteActivity():
            title = (_found(document, "activity", edit.id) or {}).get("title")
            return f"{'changed' if isinstance(edit, ChangeActivity) else 'deleted'} {_quoted(title or edit.id)}"
        case AddCredential():
            return f"added the credential {_quoted(credential_id(edit.table))}"
        case ChangeCredential():
            return f"changed the credential {_quoted(edit.id)}"
        case DeleteCredential():
            return f"deleted the credential {_quoted(edit.id)}"
        case AddStep():
            return f"added the step {_quoted(edit.table.get('id', ''))} to {_quoted(edit.id)}"
        case ChangeStep():
            return f"changed the step {_quoted(edit.step)} of {_quoted(edit.id)}"
        case DeleteStep():
            return f"deleted the step {_quoted(edit.step)} of {_quoted(edit.id)}"
        case ChangePerson():
            return "changed the person"
        case Several():
            return edit.sentence or _together(edit, document)


def _together(several: Several, document: Mapping[str, Any]) -> str:
    said = [_sentence(edit, document) for edit in several.edits[:3]]
    rest = len(several.edits) - len(said)
    return ", ".join(said) + (f" and {rest} more" if rest else "") or "changed nothing"


def no_activity(word: str) -> str:
    """That nothing is called so, as the beginning of a sentence."""
    return f"There is no activity {_quoted(word)}"


def _quoted(text: object) -> str:
    return f"“{text}”"
