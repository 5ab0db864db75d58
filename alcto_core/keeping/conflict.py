"""A save that met another one: the same records changed here and in the file, and the person chooses.

A conflict holds three states: the one that both began with, mine, and theirs, which is in the file now. Nothing of
them is lost by looking: a choice becomes one edit of the newest file, through the same road as every save.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Literal

import msgspec

from alcto_core.keeping.store import Loaded, RecordsStore
from alcto_core.problems import RecordsChanged, RecordsError, Refused
from alcto_core.records.changing import Edit
from alcto_core.records.differences import Difference, RecordKind, beside, differences, document_of, taking
from alcto_core.records.edits import Several
from alcto_core.records.side_by_side import ComparedKey, compared
from alcto_core.toml.writing import LENGTH, Table, same

Choice = Literal["mine", "theirs", "both"]


class Contest(msgspec.Struct, frozen=True, kw_only=True):
    """One record that my change is about, and that stands otherwise in the file now."""

    kind: RecordKind
    id: str
    base: Table | None
    """As both began; None where it was not there."""
    mine: Table | None
    """As my change leaves it; None where it deletes it."""
    theirs: Table | None
    """As it is in the file; None where it is gone from there."""

    @property
    def title(self) -> str:
        """What a person calls the record. Text from a file."""
        return self._difference.title

    @property
    def rows(self) -> tuple[ComparedKey, ...]:
        """Mine beside theirs, key by key."""
        return compared(self.mine, self.theirs, base=self.base or {})

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen, the best first: both only where it is another than either."""
        return ("both", "mine", "theirs") if self._both is not None else ("mine", "theirs")

    @property
    def is_overlapping(self) -> bool:
        """Whether both changed the same key; with both changes, mine is taken there."""
        return any(row.differs and row.left_changed and row.right_changed for row in self.rows)

    def edit(self, choice: Choice) -> Edit | None:
        """What brings the file to the choice; None where it is as chosen."""
        if choice == "theirs":
            return None
        return self._both if choice == "both" else taking(self._difference)

    @property
    def _difference(self) -> Difference:
        return Difference(kind=self.kind, id=self.id, before=self.theirs, after=self.mine)

    @property
    def _both(self) -> Edit | None:
        if self.mine is None or self.theirs is None or self.theirs == self.base:
            return None
        if self.base is None:  # two records that were given the same id
            return beside(self._difference)
        ours = set(Difference(kind=self.kind, id=self.id, before=self.base, after=self.mine).keys)
        kept = {key: value for key, value in self.theirs.items() if key not in ours or key in self.mine}
        if not ours.isdisjoint(LENGTH):  # two ways to say one thing: my length stands, and theirs goes
            kept = {key: value for key, value in kept.items() if key not in LENGTH or key in self.mine}
        merged = {**kept, **{key: self.mine[key] for key in ours if key in self.mine}}
        if same(merged, self.mine) or same(merged, self.theirs):
            return None
        return taking(Difference(kind=self.kind, id=self.id, before=self.theirs, after=merged))


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """A change that was not saved because the file holds another one."""

    sentence: str
    """What happened."""
    edit: Edit
    base: Loaded
    """The file that the change was made for."""
    mine: str
    """The text of the whole file with my change; "" where it cannot be told."""
    theirs: Loaded | None
    """The file now; None where it is gone or cannot be read."""
    changes: tuple[Difference, ...] = ()
    """What my change does, record by record."""
    contests: tuple[Contest, ...] = ()
    """The records to choose for; none where the file is gone or damaged."""
    meanwhile: tuple[Difference, ...] = ()
    """What else is different in the file now."""

    @property
    def can_merge(self) -> bool:
        """Whether record by record can be chosen."""
        return bool(self.contests)


def conflict_of(store: RecordsStore, base: Loaded, edit: Edit, error: RecordsChanged) -> Conflict:
    """What a refused save was about, seen against the file as it is now."""
    try:
        theirs: Loaded | None = store.load()
    except RecordsError:
        theirs = None
    if theirs is not None and theirs.reading.records is None:
        theirs = None
    began, now = document_of(base.raw), document_of(theirs.raw) if theirs is not None else None
    mine: Table | None = None
    with suppress(Refused):
        mine = edit.applied(began) if began is not None else None
    changes = differences(began, mine) if began is not None and mine is not None else ()
    contests = _contests(changes, mine, now) if mine is not None and now is not None else ()
    places = {(one.kind, one.id) for one in contests}
    meanwhile = differences(began, now) if began is not None and now is not None else ()
    return Conflict(
        sentence=str(error),
        edit=edit,
        base=base,
        mine=error.mine,
        theirs=theirs,
        changes=changes,
        contests=contests,
        meanwhile=tuple(one for one in meanwhile if (one.kind, one.id) not in places),
    )


def settling(conflict: Conflict, choices: Mapping[tuple[RecordKind, str], Choice]) -> Several | None:
    """One edit of the file as it is now, with a choice for each record; None where it is as chosen already."""
    chosen = (one.edit(choices.get((one.kind, one.id), one.choices[0])) for one in conflict.contests)
    edits = tuple(edit for edit in chosen if edit is not None)
    if not edits:
        return None
    return Several(edits=edits, sentence=f"{conflict.edit.describe(document_of(conflict.base.raw))}, merged by hand")


def _contests(changes: Iterable[Difference], mine: Table, theirs: Table) -> tuple[Contest, ...]:
    found = {(one.kind, one.id): one for one in differences(mine, theirs)}
    return tuple(
        Contest(
            kind=own.kind,
            id=own.id,
            base=own.before,
            mine=_with_other_steps(own.before, own.after, there.after),
            theirs=there.after,
        )
        for own in changes
        if own.kind != "file" and (there := found.get((own.kind, own.id))) is not None
    )


def _with_other_steps(base: Table | None, mine: Table | None, theirs: Table | None) -> Table | None:
    """My credential with the steps of the file that I did not touch: a step is a record of its own to a person."""
    if base is None or mine is None or theirs is None or "step" not in theirs:
        return mine
    began, own, there = (_steps(table) for table in (base, mine, theirs))
    if began is None or own is None or there is None:
        return mine
    touched = {id for id in (*began, *own) if not same(began.get(id, []), own.get(id, []))}
    kept = [step for id, steps in there.items() if id not in touched for step in steps]
    steps = [*kept, *(step for id in own if id in touched for step in own[id])]
    return {**mine, "step": steps} if steps else mine


def _steps(table: Table) -> dict[str, list[Table]] | None:
    """Steps by id; None where they are none that can be told apart."""
    steps = table.get("step", [])
    if not isinstance(steps, list) or not all(isinstance(step, dict) for step in steps):
        return None
    found: dict[str, list[Table]] = {}
    for step in steps:
        found.setdefault(str(step.get("id")), []).append(step)
    return found
