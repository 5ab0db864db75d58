"""F11: a save that would drop more records than was asked for, an empty file over a full one, half a file.

Causes: edits that take other records along; edits whose text lacks records that their values have; files that are
emptied, filled with NUL bytes or cut off (also between two records, so that they can be read) while alcto holds the
full one; bytes of an empty or cut file put in the place of the full one; a new file made over an old one. Everything
is refused with a sentence and the file is byte for byte as it was; where a person can insist, one undo takes it back.
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from pathlib import Path

from gates import Gate, Outcome, Plan

from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.store import RecordsStore
from alcto_core.problems import AlctoError, RecordsChanged, RecordsUnsaved
from alcto_core.records.changing import Edit
from alcto_core.records.differences import document_of
from alcto_core.records.document import records_in
from alcto_core.records.edits import AddActivity, ChangeActivity, DeleteActivity, Several
from alcto_core.toml import patches
from alcto_core.toml.writing import Table

HEAD = 'schema = 1\n\n[person]\nname = "Jordan Avery"\n\n[[credential]]\nprogram = "al-cto"\n'
NEW = {"title": "New", "date": date(2026, 3, 1), "hours": 1}


def full(activities: int) -> bytes:
    """A file with so many activities, each of one block of lines."""
    blocks = (
        f'\n# note {number}\n[[activity]]\nid = "a{number}"\ntitle = "Event"\ndate = 2026-01-01\nhours = 2\n'
        for number in range(activities)
    )
    return (HEAD + "".join(blocks)).encode()


class GreedyAddition(AddActivity, frozen=True, kw_only=True):
    """Adds one activity, and takes the first few along."""

    takes: int

    def applied(self, document: Table) -> Table:
        after = super().applied(document)
        return {**after, "activity": after["activity"][self.takes :]}

    def rewritten(self, text: str, before: Table) -> str:
        text = super().rewritten(text, before)
        for _ in range(self.takes):
            text = patches.deleted(text, "activity", 0)
        return text


class GreedyDeletion(DeleteActivity, frozen=True, kw_only=True):
    """Deletes one activity (not the first), and everything after it."""

    def applied(self, document: Table) -> Table:
        return {**document, "activity": document["activity"][: self.place(document)]}

    def rewritten(self, text: str, before: Table) -> str:
        at = self.place(before)
        for _ in before["activity"][at:]:
            text = patches.deleted(text, "activity", at)
        return text


class HalfWritten(ChangeActivity, frozen=True, kw_only=True):
    """Changes one activity; its text ends in the middle, between two records."""

    def rewritten(self, text: str, before: Table) -> str:
        return _cut_between(super().rewritten(text, before), 0.5)


def _cut_between(text: str, share: float) -> str:
    """The first part of a file, cut where a record ends, so that it can still be read."""
    blocks = text.split("\n# note ")
    return "\n# note ".join(blocks[: max(1, round(len(blocks) * share))]) + "\n"


def _store(path: Path, raw: bytes) -> RecordsStore:
    path.mkdir(exist_ok=True)
    (path / "records.toml").write_bytes(raw)
    return RecordsStore(RecordsFolder(path=path), now=lambda: datetime(2026, 3, 1, tzinfo=UTC), patience=5)


def _refuses(
    name: str, store: RecordsStore, outcome: Outcome, act: object, kind: type[AlctoError]
) -> AlctoError | None:
    """Whether it is refused in the right way, with a sentence, and no byte changes."""
    before = store.folder.file.read_bytes()
    outcome.add("attempts to drop records")
    try:
        act()  # type: ignore[operator]
    except AlctoError as refused:
        outcome.add("refused")
        if not isinstance(refused, kind) or not str(refused).endswith("."):
            outcome.fail(f"{name}: refused as {type(refused).__name__}: {refused}")
        elif store.folder.file.read_bytes() == before:
            return refused
    held, left = document_of(before) or {}, document_of(store.folder.file.read_bytes()) or {}
    outcome.add("records lost", max(records_in(held) - records_in(left), 0))
    outcome.fail(f"{name}: it was not refused, or the file changed")
    return None


def greedy(path: Path, chance: random.Random, outcome: Outcome) -> None:
    """Edits that take more than was asked for: refused; with insistence saved, and undone in one step."""
    number = chance.randint(4, 40)
    raw = full(number)
    store = _store(path, raw)
    loaded = store.load()
    at = chance.randrange(1, number)
    edits: list[Edit] = [
        GreedyAddition(table=NEW, takes=chance.randint(2, number)),
        GreedyDeletion(id=f"a{at}"),
        Several(edits=(GreedyDeletion(id=f"a{at}"), AddActivity(table=NEW))),
    ]
    edit = chance.choice(edits if at < number - 3 else edits[:1])
    refused = _refuses("greedy", store, outcome, lambda: store.save(loaded, edit), RecordsUnsaved)
    if refused is not None and "would have removed" not in str(refused):
        outcome.fail(f"greedy: {refused}")
    saved = store.save(loaded, edit, insist=True)
    outcome.add("insisted upon")
    store.undo(saved.loaded)
    if store.folder.file.read_bytes() != raw:
        outcome.fail("greedy: one undo did not bring the records back")


def half_written(path: Path, chance: random.Random, outcome: Outcome) -> None:
    """An edit whose text lost records: refused, whoever insists."""
    number = chance.randint(2, 40)
    store = _store(path, full(number))
    loaded = store.load()
    edit = HalfWritten(id="a0", changes={"hours": 3})
    for insist in (False, True):
        _refuses("half written", store, outcome, lambda: store.save(loaded, edit, insist=insist), RecordsUnsaved)  # noqa: B023


def cut_off_elsewhere(path: Path, chance: random.Random, outcome: Outcome) -> None:
    """The file is emptied or cut while alcto holds the full one: asked about, and the full one can be had back."""
    number = chance.randint(4, 40)
    raw = full(number)
    store = _store(path, raw)
    loaded = store.save(store.load(), ChangeActivity(id="a0", changes={"hours": 3})).loaded
    whole = loaded.raw
    cut = chance.choice((
        b"", b"\n", b"\0" * len(whole), whole[: chance.randrange(len(whole) // 2)] + b"\0" * 512, HEAD.encode(),
        _cut_between(whole.decode(), chance.choice((0.25, 0.5))).encode(), whole[: len(whole) // 2] + b'\n"',
    ))  # fmt: skip
    store.folder.file.write_bytes(cut)
    edit: Edit = chance.choice((AddActivity(table=NEW), ChangeActivity(id="a0", changes={"hours": 4})))
    for insist in (False, True):
        found = _refuses("cut off", store, outcome, lambda: store.save(loaded, edit, insist=insist), RecordsChanged)  # noqa: B023
        if isinstance(found, RecordsChanged) and found.mine != edit.rewritten(whole.decode(), document_of(whole) or {}):
            outcome.fail(f"cut off: {found} does not hand back what would have been saved")
    store.restore(loaded.sha256)
    outcome.add("brought back")
    if store.folder.file.read_bytes() != whole:
        outcome.fail("cut off: the full file did not come back")


def put_over(path: Path, chance: random.Random, outcome: Outcome) -> None:
    """Bytes that hold no records over those that do, and a new file over an old one."""
    raw = full(chance.randint(1, 40))
    store = _store(path, raw)
    for bad in (b"", b"\n", b"\0" * 99, raw[: len(raw) // 2] + b'\n"', b"\xff" + raw):
        _refuses("put over", store, outcome, lambda: store.restore_bytes(bad, "restored"), RecordsUnsaved)  # noqa: B023
    _refuses("created over", store, outcome, lambda: store.create({"name": "New"}), RecordsUnsaved)
    store.folder.file.write_bytes(b"")
    _refuses("created over an empty one", store, outcome, lambda: store.create({"name": "New"}), RecordsUnsaved)
    _refuses(
        "added to an empty one",
        store,
        outcome,
        lambda: store.save(store.load(), AddActivity(table=NEW)),
        RecordsUnsaved,
    )


WAYS = (greedy, half_written, cut_off_elsewhere, put_over)


def measure(plan: Plan) -> Outcome:
    """Every way in turn."""
    outcome = Outcome()
    outcome.add("attempts to drop records", 0)
    outcome.add("records lost", 0)
    for number in plan.of(60, 1_200):
        WAYS[number % len(WAYS)](plan.scratch / str(number), plan.chance(number), outcome)
    return outcome


GATE = Gate(
    id="F11",
    fault="mass loss",
    gate="refused with the way to insist, 0 records lost",
    measure=measure,
    least={
        "attempts to drop records": (150, 3_000),
        "insisted upon": (15, 300),
        "brought back": (15, 300),
    },
)
