"""F6: the file is edited elsewhere between a load and a save, or while a save is on its way.

Causes: an editor that rewrites the file in every way an editor or a sync program can (other content, the same size, the
same size and the old time stamp, another file renamed over it, cut off, emptied, gone, a link in its place, damaged,
the records in another order), before a save and before each single call of the system in a save; and two alctos and an
editor at the same file, in random order. A save either holds the other's change too, or it is refused and the file is
byte for byte what the other made of it. Between the last look at the file and the replace no program can help.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any
from unittest import mock

from gates import Gate, Outcome, Plan

from alcto_core.keeping import commit
from alcto_core.keeping.checks import parsed
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.store import Loaded, RecordsStore
from alcto_core.problems import AlctoError, RecordsChanged, RecordsUnsaved
from alcto_core.records.changing import Edit
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
from alcto_core.records.reading import read_text
from alcto_core.records.step_edits import AddStep
from alcto_core.toml.writing import same

ACTIVITIES = 5
FILE = """\
# Jordan's records
schema = 1

[person]
name = "Jordan Avery"
state = "AL"

[[credential]]
program = "al-td-ceu"

[[credential]]
program = "al-cto"

  [[credential.step]]
  id = "presentation"
  done = 2026-05-06
""" + "".join(
    f'\n# event {number}\n[[activity]]\nid = "a{number}"\ntitle = "Event {number}"  # said\ndate = 2026-01-1{number}\n'
    f'hours = {number + 1}.5\nstrands = ["al-cto/it"]\n'
    for number in range(ACTIVITIES)
)

Writing = Callable[[Path, bytes, random.Random], None]


# what an editor or a sync program may do to the file


def _other(raw: bytes, chance: random.Random) -> bytes:
    """Other hours for one activity, or another person, or a record more or less."""
    text = raw.decode()
    number = chance.randrange(ACTIVITIES)
    match chance.randrange(6):
        case 0:
            return text.replace('state = "AL"', f'state = "CA"  # {chance.random()}').encode()
        case 1:
            title = f'"Elsewhere {chance.randrange(10**6)}"'
            return f"{text}\n[[activity]]\nid = {title}\ntitle = {title}\ndate = 2026-02-02\nhours = 1\n".encode()
        case 2 if len(blocks := _blocks(text)) > 3:
            del blocks[chance.randrange(1, len(blocks))]
            return "".join(blocks).encode()
        case 3:
            return text.replace("done = 2026-05-06", "done = 2026-05-07").encode()
        case _:
            was, becomes = f"hours = {number + 1}.5", f"hours = {number + 1}.{chance.choice(('25', '75', '0'))}"
            return text.replace(was, becomes).encode()


def _blocks(text: str) -> list[str]:
    """The head of the file and each activity with its comment."""
    first, *rest = text.split("\n# event ")
    return [f"{first}", *(f"\n# event {block}" for block in rest)]


def _same_size(raw: bytes, chance: random.Random) -> bytes:
    number = str(chance.randrange(ACTIVITIES)).encode()
    return raw.replace(b"Event " + number, b"Other " + number)


def content(file: Path, raw: bytes, chance: random.Random) -> None:
    file.write_bytes(_other(raw, chance))


def size_kept(file: Path, raw: bytes, chance: random.Random) -> None:
    file.write_bytes(_same_size(raw, chance))


def size_and_time_kept(file: Path, raw: bytes, chance: random.Random) -> None:
    told = file.stat()
    file.write_bytes(_same_size(raw, chance))
    os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns))


def renamed_over(file: Path, raw: bytes, chance: random.Random) -> None:
    other = file.with_name(f"editor {chance.random()}")
    other.write_bytes(_other(raw, chance))
    if chance.randrange(2):
        told = file.stat()
        os.utime(other, ns=(told.st_atime_ns, told.st_mtime_ns))
    other.replace(file)


def cut_off(file: Path, raw: bytes, chance: random.Random) -> None:
    file.write_bytes(raw[: chance.randrange(1, len(raw))])


def emptied(file: Path, raw: bytes, chance: random.Random) -> None:
    file.write_bytes(b"")


def gone(file: Path, raw: bytes, chance: random.Random) -> None:
    file.unlink()


def linked(file: Path, raw: bytes, chance: random.Random) -> None:
    other = file.with_name(f"elsewhere {chance.random()}.toml")
    other.write_bytes(_other(raw, chance))
    file.unlink()
    file.symlink_to(other.name)


def linked_to_nothing(file: Path, raw: bytes, chance: random.Random) -> None:
    file.unlink()
    file.symlink_to("nowhere.toml")


def damaged(file: Path, raw: bytes, chance: random.Random) -> None:
    at = chance.randrange(len(raw))
    file.write_bytes(raw[:at] + chance.choice((b'"', b"\0", b"\xff", b"[", b"<<<<<<< a\n")) + raw[at:])


def reordered(file: Path, raw: bytes, chance: random.Random) -> None:
    first, *rest = _blocks(raw.decode())
    chance.shuffle(rest)
    file.write_bytes("".join([first, *rest]).encode())


def line_endings(file: Path, raw: bytes, chance: random.Random) -> None:
    file.write_bytes(raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


def commented(file: Path, raw: bytes, chance: random.Random) -> None:
    file.write_bytes(raw.replace(b"# event ", f"# {chance.random()}\n# event ".encode(), 1))


def untouched(file: Path, raw: bytes, chance: random.Random) -> None:
    """Opened, and saved as it was."""
    file.write_bytes(raw)


WRITINGS: dict[str, Writing] = {
    writing.__name__.replace("_", " "): writing
    for writing in (
        content, size_kept, size_and_time_kept, renamed_over, cut_off, emptied, gone, linked, linked_to_nothing,
        damaged, reordered, line_endings, commented, untouched,
    )
}  # fmt: skip


# what alcto does


def _edit(chance: random.Random) -> Edit:
    id = f"a{chance.randrange(ACTIVITIES)}"
    new = {"title": f"New {chance.randrange(10**6)}", "date": date(2026, 3, 1), "hours": 2}
    return chance.choice((
        AddActivity(table=new),
        AddActivities(tables=(new, {**new, "title": "Second"})),
        ChangeActivity(id=id, changes={"hours": 9, "note": "mine"}),
        ChangeActivities(changes={id: {"hours": 8}, "a0": {"note": "n"}}),
        DeleteActivity(id=id),
        AddCredential(table={"program": "cosn-cetl"}),
        ChangeCredential(id="al-td-ceu", changes={"cohort": "ECHO"}),
        DeleteCredential(id="al-td-ceu"),
        AddStep(id="al-cto", table={"id": "submitted", "done": date(2026, 5, 20)}),
        ChangePerson(changes={"district": "Pine Hollow"}),
        Several(edits=(ChangePerson(changes={"role": "r"}), ChangeActivity(id=id, changes={"hours": 7}))),
    ))  # fmt: skip


def _store(path: Path) -> RecordsStore:
    path.mkdir(parents=True, exist_ok=True)
    return RecordsStore(RecordsFolder(path=path), now=lambda: datetime(2026, 3, 1, tzinfo=UTC), patience=5)


def _seen(file: Path) -> tuple[str, bytes | None]:
    """What a stranger sees of the file: where it leads, and its bytes."""
    return (str(file.readlink()) if file.is_symlink() else "", file.read_bytes() if file.exists() else None)


def judge(name: str, store: RecordsStore, loaded: Loaded, edit: Edit, outcome: Outcome) -> Loaded | None:
    """Save over whatever the file is by now; give the file as it is now where it was saved."""
    file = store.folder.file
    theirs = _seen(file)
    try:
        saved = store.save(loaded, edit)
    except AlctoError as refused:
        outcome.add("refused" if isinstance(refused, RecordsChanged) else "refused otherwise")
        if _seen(file) != theirs:
            outcome.add("silent overwrites")
            outcome.fail(f"{name}: {edit} was refused ({refused}), and the file changed")
        return None
    outcome.add("merged" if saved.merged else "saved on the same file")
    for wrong in _lost(loaded.raw, theirs, edit, _seen(file), saved.merged):
        outcome.add("silent overwrites")
        outcome.fail(f"{name}: {edit}: {wrong}")
    return saved.loaded


def _lost(
    before: bytes, theirs: tuple[str, bytes | None], edit: Edit, now: tuple[str, bytes | None], merged: bool
) -> list[str]:
    """Why a save that was made should not have been made so."""
    if theirs[1] is None or now[1] is None:
        return ["saved where there is no file"]
    _, had = parsed(before, read_text(before))
    try:
        text, has = parsed(theirs[1], read_text(theirs[1]))
    except RecordsUnsaved:
        return ["saved over a file that cannot be read"]
    wrong = []
    if not same(edit.concerns(had), edit.concerns(has)):
        wrong.append("the same record had changed elsewhere")
    elif now[1] != edit.rewritten(text, has).encode():
        wrong.append("the file is not what the other made of it plus the edit")
    if now[0] != theirs[0]:
        wrong.append("a link is no link any more")
    if merged != (before != theirs[1]):
        wrong.append("the save says it merged, and did not, or the other way about")
    return wrong


def between(plan: Plan, outcome: Outcome) -> None:
    """Every way of rewriting the file between the load and the save, with random edits."""
    ways = tuple(WRITINGS)
    for number in plan.of(210, 6_000):
        chance = plan.chance(number)
        store = _store(plan.scratch / f"between {number % 20}")
        file = store.folder.file
        file.unlink(missing_ok=True)
        file.write_bytes(FILE.encode())
        loaded = store.load()
        way = ways[number % len(ways)]
        WRITINGS[way](file, loaded.raw, chance)
        outcome.add("interleavings")
        judge(f"{way} (case {number})", store, loaded, _edit(chance), outcome)


def walks(plan: Plan, outcome: Outcome) -> None:
    """Two alctos and an editor at one file, in random order."""
    for number in plan.of(15, 500):
        chance = plan.chance(10**6 + number)
        path = plan.scratch / f"walk {number}"
        stores = [_store(path), _store(path)]
        file = stores[0].folder.file
        file.write_bytes(FILE.encode())
        held = [stores[0].load(), stores[1].load()]
        for step in range(12):
            who = chance.randrange(3)
            name = f"walk {number}, step {step}"
            if who == 2:
                way = chance.choice(
                    ("content", "content", "size kept", "size and time kept", "renamed over", "reordered")
                )
                WRITINGS[way](file, file.read_bytes(), chance)
                continue
            outcome.add("interleavings")
            if chance.randrange(4) == 0:
                _travel(name, stores[who], held[who], chance, outcome)
            else:
                judge(name, stores[who], held[who], _edit(chance), outcome)
            held[who] = stores[who].load() if chance.randrange(3) else held[who]


def _travel(name: str, store: RecordsStore, loaded: Loaded, chance: random.Random, outcome: Outcome) -> None:
    """Undo, redo and restore only ever act on the very file that was loaded."""
    theirs = _seen(store.folder.file)
    kept = store.history().done
    try:
        match chance.randrange(3):
            case 0:
                store.undo(loaded)
            case 1:
                store.redo(loaded)
            case _:
                store.restore(kept[0].after if kept else loaded.sha256, loaded)
    except AlctoError:
        outcome.add("refused")
        if _seen(store.folder.file) != theirs:
            outcome.fail(f"{name}: an undo was refused, and the file changed")
        return
    outcome.add("undone, redone or restored")
    if theirs[1] != loaded.raw:
        outcome.add("silent overwrites")
        outcome.fail(f"{name}: an undo went over a change from elsewhere")


# between the single steps of one save

CALLS = ("open", "read", "write", "fsync", "close", "replace", "link", "unlink", "mkdir", "chmod", "lseek", "stat")


class Meddler:
    """Rewrites the file before the n-th call of the system in a save, up to the save's last look at the file."""

    def __init__(self, write: Callable[[], None], at: int) -> None:
        self._write, self._at = write, at
        self.calls = 0
        self.fired = False
        self._is_over = False

    @contextmanager
    def at_work(self) -> Any:
        """While a save runs."""
        real = {name: getattr(os, name) for name in CALLS}
        looked = commit._holds

        def last_look(*arguments: Any) -> bool:
            self._is_over = True
            return looked(*arguments)

        def meddling(name: str) -> Callable[..., Any]:
            def call(*arguments: Any, **named: Any) -> Any:
                self.calls += 1
                if self.calls == self._at and not self._is_over:
                    self.fired = self._is_over = True
                    with mock.patch.multiple(os, **real):
                        self._write()
                return real[name](*arguments, **named)

            return call

        calls = mock.patch.multiple(os, **{name: meddling(name) for name in CALLS})
        with calls, mock.patch.object(commit, "_holds", last_look):
            yield


def within(plan: Plan, outcome: Outcome) -> None:
    """Every way of rewriting the file before every call of a save."""
    for at in count(1 + plan.share, plan.shares):
        ways = [way for number, way in enumerate(WRITINGS) if plan.is_long or (at + number) % 6 == 0]
        landed = [_meddled(plan, way, at, outcome) for way in ways]
        if not any(landed):
            return


def _meddled(plan: Plan, way: str, at: int, outcome: Outcome) -> bool:
    chance = plan.chance(at)
    store = _store(plan.scratch / f"within {at % 20}")
    file = store.folder.file
    file.unlink(missing_ok=True)
    file.write_bytes(FILE.encode())
    loaded = store.load()
    name = f"{way} before call {at}"
    seen: list[tuple[str, bytes | None]] = []

    def meddle() -> None:
        WRITINGS[way](file, FILE.encode(), chance)
        seen.append(_seen(file))

    edit = ChangeActivity(id="a1", changes={"hours": 9})
    meddler = Meddler(meddle, at)
    try:
        with meddler.at_work():
            saved = store.save(loaded, edit)
    except AlctoError:
        if seen and _seen(file) != seen[0]:
            outcome.add("silent overwrites")
            outcome.fail(f"{name}: refused, and the file changed")
    else:
        theirs = seen[0] if seen else ("", FILE.encode())
        for wrong in _lost(FILE.encode(), theirs, edit, _seen(file), saved.merged):
            outcome.add("silent overwrites")
            outcome.fail(f"{name}: {wrong}")
    outcome.add("interleavings", meddler.fired)
    outcome.add("writes between the steps of a save", meddler.fired)
    if [one for one in file.parent.iterdir() if one.name.endswith("tmp")]:
        outcome.fail(f"{name}: a temporary file was left")
    return meddler.fired


def measure(plan: Plan) -> Outcome:
    """All three."""
    outcome = Outcome()
    outcome.add("interleavings", 0)
    outcome.add("silent overwrites", 0)
    between(plan, outcome)
    within(plan, outcome)
    walks(plan, outcome)
    return outcome


GATE = Gate(
    id="F6",
    fault="edited elsewhere meanwhile",
    gate="0 silent overwrites",
    measure=measure,
    least={
        "interleavings": (300, 10_000),
        "writes between the steps of a save": (60, 400),
        "merged": (40, 1_500),
        "refused": (80, 3_000),
        "undone, redone or restored": (3, 100),
    },
    shares=4,
    needs="posix",
)
