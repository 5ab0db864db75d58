"""Killed anywhere in a save: the old file or the new one, never less, and undo still knows where it stands.

Each run forks a child whose calls of the operating system are counted; at the n-th the child kills itself, before
the call or (for a write) half way through it. What is left on disk is then judged by the parent. A run counts
only if the kill fired.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from alcto_core.problems import RecordsMissing
from alcto_core.records.edits import AddActivity, ChangeActivity, ChangePerson, DeleteActivity
from alcto_core.records.folder import RecordsFolder
from alcto_core.records.history import digest
from alcto_core.records.store import RecordsStore

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks its victims")

CALLS = (
    "open", "read", "write", "fsync", "close", "replace", "rename", "link", "unlink", "mkdir", "chmod", "stat",
    "lstat", "fstat", "lseek", "listdir", "scandir", "readlink",
)  # fmt: skip
DONE = 0
PERSON = {"name": "Jordan Avery"}


def table(number: int) -> dict[str, Any]:
    return {
        "id": f"a{number}", "title": f"Event {number}", "date": date(2026, 1, 1 + number % 28), "hours": 1,
        "strands": ["al-cto/it"],
    }  # fmt: skip


OPERATIONS: dict[str, Callable[[RecordsStore], Any]] = {
    "add": lambda store: store.save(store.load(), AddActivity(table=table(900))),
    "edit": lambda store: store.save(store.load(), ChangeActivity(id="a0", changes={"title": "Other", "hours": 2})),
    "delete": lambda store: store.save(store.load(), DeleteActivity(id="a0")),
    "undo": lambda store: store.undo(),
    "redo": lambda store: store.redo(),
    "create": lambda store: store.create(PERSON, [{"program": "al-cto"}]),
}


def store_in(path: Path) -> RecordsStore:
    return RecordsStore(RecordsFolder(path=path), now=lambda: datetime(2026, 3, 1, tzinfo=UTC), patience=1)


def prepared(path: Path, operation: str, activities: int) -> None:
    """A folder in which the operation makes sense: a file with a history of a few saves."""
    path.mkdir()
    if operation == "create":
        return
    store = store_in(path)
    loaded = store.create(PERSON).loaded
    text = loaded.raw.decode() + "".join(
        f'\n# note {number}\n[[activity]]\nid = "a{number}"\ntitle = "Event {number}"\ndate = 2026-01-01\nhours = 1\n'
        for number in range(activities)
    )
    store.folder.file.write_text(text)
    loaded = store.save(store.load(), ChangePerson(changes={"state": "AL"})).loaded
    store.save(loaded, ChangePerson(changes={"district": "Pine Hollow"}))
    if operation == "redo":
        store.undo()


class Victim:
    """Counts calls and kills its own process at the n-th."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.calls = 0
        for name in CALLS:
            setattr(os, name, self._counted(name, getattr(os, name)))

    def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            self.calls += 1
            if self.calls == self.at:
                if name == "write":
                    real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **named)

        return call


def killed(path: Path, operation: Callable[[RecordsStore], Any], at: int) -> bool:
    """Runs the operation in a child that dies at its n-th call; False where it came to its end before that."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            Victim(at)
            operation(store_in(path))
            code = DONE
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == DONE
    return False


def bytes_in(path: Path) -> bytes | None:
    file = path / "records.toml"
    return file.read_bytes() if file.exists() else None


def judge(path: Path, operation: str, old: bytes | None, new: bytes | None) -> None:
    """The old file or the new one; the history knows which; saving and undoing go on from there."""
    store = store_in(path)
    found = bytes_in(path)
    assert found in (old, new)
    place = store.history()
    for one in (*place.done, *place.undone):
        assert not one.is_outside or one.after != digest(found or b"")
    states = [digest(raw) for raw in (old, new) if raw is not None]
    if operation in ("add", "edit", "delete"):
        assert place.undone == ()
        last = place.done[-1]
        assert (last.before, last.after) == tuple(states) if found == new else last.after == states[0]
    elif operation in ("undo", "redo"):
        back, forth = (place.undone, place.done) if operation == "undo" else (place.done, place.undone)
        step = (back if found == new else forth)[-1]
        assert {step.before, step.after} == set(states)
    store.recover()
    assert [file.name for file in path.iterdir() if file.name.endswith("tmp")] == []
    if found is None:
        with pytest.raises(RecordsMissing):
            store.load()
        store.create(PERSON)
        return
    saved = store.save(store.load(), AddActivity(table=table(901)))
    assert saved.confirmed
    store.undo(saved.loaded)
    assert bytes_in(path) == found
    for one in reversed(place.done):
        if one.is_outside:
            break
        store.undo()
        assert digest(bytes_in(path) or b"") == one.before


def kills(tmp_path: Path, operation: str, activities: int) -> int:
    """Kills one operation at every call that it makes; gives the number of kills that fired."""
    start, whole = tmp_path / "start", tmp_path / "whole"
    prepared(start, operation, activities)
    shutil.copytree(start, whole)
    old = bytes_in(start)
    OPERATIONS[operation](store_in(whole))
    new = bytes_in(whole)
    assert old != new
    seen = set()
    at = 1
    while True:
        path = tmp_path / "victim"
        shutil.copytree(start, path)
        fired = killed(path, OPERATIONS[operation], at)
        seen.add(bytes_in(path) == new)
        judge(path, operation, old, new)
        shutil.rmtree(path)
        if not fired:
            assert seen == {True, False}
            return at - 1
        at += 1


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_save_killed_at_any_call_leaves_the_old_file_or_the_new_one(tmp_path: Path, operation: str) -> None:
    fired = kills(tmp_path, operation, activities=3)
    sys.stdout.write(f"{operation}: {fired} kill points, 0 records lost, 0 torn, 0 wrong undos\n")
    assert fired >= 54  # six operations make more than 320 kill points


def test_a_larger_file_survives_the_same(tmp_path: Path) -> None:
    assert kills(tmp_path, "add", activities=60) >= 54


WALKS: dict[str, Callable[[RecordsStore, str], Any]] = {
    "edit": lambda store, role: store.save(store.load(), ChangePerson(changes={"role": role})),
    "undo": lambda store, role: store.undo(),
    "redo": lambda store, role: store.redo(),
}


@pytest.mark.parametrize("seed", range(12))
def test_a_walk_of_edits_undos_and_redos_with_kills_is_byte_equal(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = tmp_path / "walk"
    prepared(path, "edit", activities=2)
    store = store_in(path)
    earlier = len(store.history().done)
    states: list[bytes] = [store.load().raw]
    at = fired = 0
    for number in range(25):
        possible = ["edit", "edit", *["undo"] * (at > 0), *["redo"] * (at + 1 < len(states))]
        action = chance.choice(possible)
        was_killed = killed(
            path, lambda store, does=WALKS[action], role=str(number): does(store, role), chance.randint(1, 110)
        )
        fired += was_killed
        found = store.load().raw
        assert was_killed or found != states[at]
        if found != states[at]:
            if action == "edit":
                states[at + 1 :] = [found]
            at += -1 if action == "undo" else 1
        assert found == states[at]
        place = store.history()
        assert [one.before for one in place.done[earlier:]] == [digest(raw) for raw in states[:at]]
        assert [one.after for one in reversed(place.undone)] == [digest(raw) for raw in states[at + 1 :]]
    assert fired > 5
