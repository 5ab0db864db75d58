"""F9: files in odd layouts, edited: only the bytes of the edited record change.

Causes: documents made by chance (`odd_documents`), each of them edited in every way an edit can go. After each edit the
text read again must equal the old values plus the edit; all foreign pieces must stand where they stood, byte for byte;
every comment must be there, but for those of what was removed. Some edits go through a save on a disk.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from gates import Gate, Outcome, Plan
from odd_documents import FEATURES, Document, Maker, values

from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.store import RecordsStore
from alcto_core.problems import RecordsUnsaved
from alcto_core.records.changing import REMOVED, Edit
from alcto_core.records.edits import (
    AddActivities,
    AddActivity,
    AddCredential,
    ChangeActivities,
    ChangeActivity,
    ChangeCredential,
    ChangePerson,
    DeleteActivity,
    DeleteCredential,
    Several,
)
from alcto_core.records.step_edits import AddStep
from alcto_core.toml.writing import same

EDITS = 8
"""How often each document is edited, always anew."""
FEWEST = 10
"""How often each oddity must be seen in a run."""
EVERY = 40
"""One document of so many is edited on a disk too."""

FRESH = {"id": "fresh", "title": "new # one", "date": date(2026, 3, 4), "hours": Decimal("1.25"),
         "session": [{"title": "s", "hours": 1}]}  # fmt: skip
NEW_VALUES: dict[str, list[Any]] = {
    "title": ["t", 'quo"te # x', "two\nlines"],
    "hours": [Decimal("2.50"), 7],
    "strands": [["a"], ["b", "a", "c"], []],
    "mystery": [{"deep": [1]}, "m"],
    "odd key": [2],
    "split": [{"al": 2, "b c": Decimal("2.25"), "new": 1}],
    "note": ["n\nn", "[[activity]]"],
    "extra": [{"x": 2, "y": 3}],
    "units": [{"semester-hour": 1}],
}


def _target(before: dict[str, Any], chance: random.Random) -> tuple[str, dict[str, Any]]:
    name = chance.choice([key for key in ("activity", "credential") if key in before])
    return name, chance.choice(before[name])


def _changes(record: dict[str, Any], name: str, chance: random.Random) -> dict[str, Any]:
    keys = chance.sample(sorted(NEW_VALUES), chance.randint(0, 3))
    drawn: dict[str, Any] = {key: chance.choice(NEW_VALUES[key]) for key in keys}
    block = {"activity": "session", "credential": "step"}[name]
    if chance.randrange(2):
        parts = [dict(part) for part in record.get(block, [])]
        for part in parts:
            if chance.randrange(2):
                part["title"] = "changed"
        drawn[block] = parts + [{"id": "more", "title": "m"}] * chance.randint(0, 2)
    return drawn


def change(before: dict[str, Any], chance: random.Random) -> tuple[Edit, str]:
    """New values for some keys, sessions and steps among them."""
    name, record = _target(before, chance)
    kind = ChangeActivity if name == "activity" else ChangeCredential
    return kind(id=record["id"], changes=_changes(record, name, chance)), record["id"]


def removal(before: dict[str, Any], chance: random.Random) -> tuple[Edit, str]:
    """Some keys less."""
    name, record = _target(before, chance)
    gone = {key: REMOVED for key in record if key not in ("id", "program") and chance.randrange(2)}
    return (ChangeActivity if name == "activity" else ChangeCredential)(id=record["id"], changes=gone), record["id"]


def deletion(before: dict[str, Any], chance: random.Random) -> tuple[Edit, str]:
    """A record less."""
    name, record = _target(before, chance)
    return (DeleteActivity if name == "activity" else DeleteCredential)(id=record["id"]), record["id"]


def addition(before: dict[str, Any], chance: random.Random) -> tuple[Edit, str]:
    """A record, or a step, more. Nobody's bytes change."""
    form = chance.randrange(4)
    if form == 0 and "credential" in before:
        step = {"id": "s", "done": date(2026, 1, 1), "files": ["evidence/a.pdf"]}
        return AddStep(id=chance.choice(before["credential"])["id"], table=step), ""
    if form == 1:
        return AddCredential(table={"program": "fresh", "step": [{"id": "s"}]}), ""
    if form == 2:
        return AddActivities(tables=(FRESH, {"title": "made", "date": date(2026, 3, 5), "hours": 1})), ""
    return AddActivity(table=FRESH), ""


def person(before: dict[str, Any], chance: random.Random) -> tuple[Edit, str]:
    """Other values for the person."""
    return ChangePerson(changes={"name": "Other", "district": chance.choice(("D # d", "E"))}), "person"


def several(before: dict[str, Any], chance: random.Random) -> tuple[Edit, str]:
    """Two changes of one record and an addition in one save."""
    name, record = _target(before, chance)
    if name == "activity" and chance.randrange(2):
        return ChangeActivities(changes={record["id"]: _changes(record, name, chance)}), record["id"]
    kind = ChangeActivity if name == "activity" else ChangeCredential
    edits = [kind(id=record["id"], changes=changes) for changes in (_changes(record, name, chance), {"note": "again"})]
    return Several(edits=(*edits, AddActivity(table=FRESH))), record["id"]


WAYS: dict[str, Callable[[dict[str, Any], random.Random], tuple[Edit, str]]] = {
    "changes": change, "removals": removal, "deletions": deletion, "additions": addition, "persons": person,
    "several at once": several,
}  # fmt: skip


def faults(document: Document, way: str, edit: Edit, owner: str, after: str) -> Iterator[str]:
    """What an edit did that it should not have done."""
    text = document.text
    before = values(text)
    if not same(values(after), edit.applied(before)):
        yield "the text does not hold the old values plus the edit"
    if way == "deletions":
        left = "".join(piece.text for piece in document.pieces if piece.owner != owner)
        if after != left:
            yield "other bytes than those of the record went"
    elif way == "additions":
        head = next((at for at, (old, new) in enumerate(zip(text, after, strict=False)) if old != new), len(text))
        if len(after) <= len(text) or not after.endswith(text[head:]):
            yield "bytes changed that were there"
    else:
        yield from _moved(document, owner, after, is_longer=way == "several at once")
    mine = {"removals", "deletions", "several at once"}
    lost = [one for one in document.comments if one.text not in after and not (one.owner == owner and way in mine)]
    if lost:
        yield f"comments were lost: {lost}"


def _moved(document: Document, owner: str, after: str, is_longer: bool) -> Iterator[str]:
    """Every unbroken run of foreign text must be there, in order; the first from the start, the last to the end,
    unless the edit made the file longer."""
    runs: list[str] = [""]
    for piece in document.pieces:
        if piece.owner in (owner, "trailing"):
            if runs[-1]:
                runs.append("")
        else:
            runs[-1] += piece.text
    if document.pieces[0].owner not in (owner, "trailing") and not after.startswith(runs[0]):
        yield "the beginning of the file changed"
    ends_foreign = document.pieces[-1].owner not in (owner, "trailing")
    if ends_foreign and not is_longer and not after.endswith(runs[-1]):
        yield "the end of the file changed"
    at = 0
    for run in runs:
        found = after.find(run, at)
        if found < 0:
            yield f"bytes outside the record changed: {run!r}"
            return
        at = found + len(run)


def measure(plan: Plan) -> Outcome:
    """Make documents and edit each in some ways."""
    outcome = Outcome()
    outcome.add("edits", 0)
    outcome.add("bytes changed outside the record", 0)
    outcome.add("comments lost", 0)
    seen: Counter[str] = Counter()
    for number in plan.of(200, 8_200):
        chance = plan.chance(number)
        document = Maker(chance).document()
        before = values(document.text)
        seen += document.features
        outcome.add("documents")
        for _ in range(EDITS):
            way = chance.choice(tuple(WAYS))
            _edit(document, before, way, chance, f"document {number}", outcome)
        if number % EVERY == 0:
            _save(document, chance, plan.scratch / str(number), outcome)
    outcome.add("oddities", seen.total())
    outcome.wrong += [f"{feature}: seen {seen[feature]} times" for feature in FEATURES if seen[feature] < FEWEST]
    return outcome


def _edit(
    document: Document, before: dict[str, Any], way: str, chance: random.Random, name: str, outcome: Outcome
) -> None:
    edit, owner = WAYS[way](before, chance)
    try:
        after = edit.rewritten(document.text, before)
    except RecordsUnsaved:
        outcome.add("edits refused")
        if not (way == "persons" and document.features["person in dots"]):
            outcome.fail(f"{name}: refused to make {edit} in {document.text!r}")
        return
    outcome.add("edits")
    outcome.add(way)
    for fault in faults(document, way, edit, owner, after):
        outcome.add("comments lost" if "comments" in fault else "bytes changed outside the record")
        outcome.fail(f"{name}, {way}: {fault}\n{edit}\n{document.text}\n---\n{after}")


def _save(document: Document, chance: random.Random, path: Path, outcome: Outcome) -> None:
    """The same on a disk: what is there afterwards is what was there, or exactly what the edit makes of it."""
    path.mkdir()
    raw = document.text.encode()
    store = RecordsStore(RecordsFolder(path=path))
    for _ in range(4):
        store.folder.file.write_bytes(raw)
        edit, _ = WAYS[chance.choice(tuple(WAYS))](values(document.text), chance)
        try:
            store.save(store.load(), edit)
            right = edit.rewritten(document.text, values(document.text)).encode()
            outcome.add("saved on a disk")
        except RecordsUnsaved:
            right = raw
        if store.folder.file.read_bytes() != right:
            outcome.fail(f"on a disk: {edit}\n{document.text}")


GATE = Gate(
    id="F9",
    fault="odd layouts",
    gate="0 bytes changed outside the record, 0 comments lost",
    measure=measure,
    least={
        "edits": (1_500, 64_000),
        "saved on a disk": (5, 200),
        **dict.fromkeys(WAYS, (100, 5_000)),
        "oddities": (1_500, 60_000),
    },
    shares=4,
)
