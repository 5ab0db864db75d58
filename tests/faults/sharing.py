"""F8: Windows refuses to replace a file because a virus scanner or a sync program is looking at it.

Causes: the Windows half of `system` stands in, and the replace of the records file, or every replace and rename, fails
with the errors 5, 32 and 33: one to six times, then never again; or for ever. Time passes only while alcto sleeps, so
that its patience is seen exactly. A few refusals cost nothing but a moment, in which nothing is shown; refused for
ever, each operation ends with a sentence, the file byte for byte as it was, and no temporary file left.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from typing import Any
from unittest import mock

from gates import Gate, Outcome, Plan

from alcto_core import platforms, system
from alcto_core.keeping.drafts import load_drafts, save_draft
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.store import RecordsStore
from alcto_core.problems import AlctoError, RecordsUnsaved
from alcto_core.records.edits import AddActivity, ChangeActivity, ChangePerson, DeleteActivity

CODES = (5, 32, 33)
FOR_EVER = 10**6
"""More refusals than any patience lasts."""
PATIENCE = 2.5
NEW = {"title": "New", "date": date(2026, 3, 1), "hours": 1}

OPERATIONS: dict[str, Callable[[RecordsStore], Any]] = {
    "add": lambda store: store.save(store.load(), AddActivity(table=NEW)),
    "edit": lambda store: store.save(store.load(), ChangeActivity(id="a", changes={"hours": 3})),
    "delete": lambda store: store.save(store.load(), DeleteActivity(id="a")),
    "undo": lambda store: store.undo(),
    "redo": lambda store: store.redo(),
    "restore": lambda store: store.restore(store.history().done[0].after),
    "create": lambda store: store.create({"name": "Jordan Avery"}),
}


class SharingError(PermissionError):
    """What Windows says while another program holds the file."""

    def __init__(self, code: int) -> None:
        super().__init__(13, "The process cannot access the file because it is being used by another process")
        self.winerror = code


class Scanner:
    """Holds files, so that some replaces and renames onto them are refused; and time that passes only in sleep."""

    def __init__(self, code: int, times: int, is_choosy: bool) -> None:
        self.code = code
        self.left = times
        self.is_choosy = is_choosy
        """Whether it looks at the records file only."""
        self.refusals = 0
        self.slept = 0.0
        self.longest = 0.0
        """The longest wait for one file."""
        self._waited = 0.0

    def sleep(self, seconds: float) -> None:
        self.slept += seconds
        self._waited += seconds
        self.longest = max(self.longest, self._waited)

    @contextmanager
    def looking(self) -> Iterator[None]:
        """While it looks, on Windows."""
        real = {"replace": os.replace, "rename": os.rename}

        def refusing(name: str) -> Callable[..., None]:
            def call(source: Any, target: Any, **named: Any) -> None:
                if self.left and (not self.is_choosy or Path(target).name == "records.toml"):
                    self.left -= 1
                    self.refusals += 1
                    raise SharingError(self.code)
                self._waited = 0.0
                real[name](source, target, **named)

            return call

        half = platforms.Windows(clock=lambda: self.slept, sleep=self.sleep)
        calls = mock.patch.multiple(os, **{name: refusing(name) for name in real})
        with calls, mock.patch.object(system, "current", half):
            yield


def _prepared(path: Path, operation: str) -> RecordsStore:
    store = RecordsStore(RecordsFolder(path=path), now=lambda: datetime(2026, 3, 1, tzinfo=UTC), patience=5)
    if operation == "create":
        return store
    loaded = store.create({"name": "Jordan Avery"}, [{"program": "al-cto"}]).loaded
    loaded = store.save(loaded, AddActivity(table={"id": "a", **NEW})).loaded
    loaded = store.save(loaded, ChangePerson(changes={"state": "AL"})).loaded
    if operation == "redo":
        store.undo(loaded)
    return store


def _bytes(store: RecordsStore) -> bytes | None:
    return store.folder.file.read_bytes() if store.folder.file.exists() else None


def _left_behind(store: RecordsStore) -> list[str]:
    return [str(one) for one in store.folder.path.rglob("*tmp")]


def refused(path: Path, operation: str, code: int, times: int, is_choosy: bool, outcome: Outcome) -> None:
    """One operation while the scanner looks so many times."""
    store = _prepared(path, operation)
    before = _bytes(store)
    scanner = Scanner(code, times, is_choosy)
    name = f"{operation}, error {code}, {times} times{', the records file only' if is_choosy else ''}"
    told: AlctoError | None = None
    with scanner.looking():
        try:
            OPERATIONS[operation](store)
        except AlctoError as error:
            told = error
    outcome.add("refusals", min(scanner.refusals, 100))
    if not scanner.refusals:
        outcome.fail(f"{name}: nothing was refused")
    if scanner.longest > PATIENCE:
        outcome.fail(f"{name}: waited {scanner.longest} s for one file")
    if _left_behind(store):
        outcome.fail(f"{name}: left {_left_behind(store)}")
    if times == FOR_EVER:
        outcome.add("given up")
        if not isinstance(told, RecordsUnsaved) or "another process" not in str(told) or _bytes(store) != before:
            outcome.fail(f"{name}: {told!r}, or the file changed")
        elif scanner.longest < PATIENCE / 2:
            outcome.fail(f"{name}: gave up after {scanner.longest} s")
        OPERATIONS[operation](store)  # raises where it does not work again
    else:
        outcome.add("recovered", told is None)
        if told is not None:
            outcome.fail(f"{name}: {told}")
    if _bytes(store) == before:
        outcome.fail(f"{name}: nothing was saved in the end")


def drafts(path: Path, outcome: Outcome) -> None:
    """A draft is kept all the same, or it is said that it is not and the last one stays."""
    folder = RecordsFolder(path=path)
    at = datetime(2026, 3, 1, tzinfo=UTC)
    folder.own.mkdir(parents=True)  # nothing is kept where no records are
    save_draft(folder, {"title": "first"}, at=at)
    for code, times in product(CODES, (1, 6, FOR_EVER)):
        scanner = Scanner(code, times, is_choosy=False)
        before = load_drafts(folder)[0].fields
        with scanner.looking():
            try:
                save_draft(folder, {"title": f"{code} {times}"}, at=at)
            except AlctoError:
                if times != FOR_EVER or load_drafts(folder)[0].fields != before:
                    outcome.fail(f"a draft after {times} refusals")
            else:
                outcome.add("drafts kept", load_drafts(folder)[0].fields == {"title": f"{code} {times}"})
        outcome.add("refusals", min(scanner.refusals, 100))


def other_error(path: Path, outcome: Outcome) -> None:
    """An error that no waiting mends is told at once."""
    store = _prepared(path, "edit")
    scanner = Scanner(112, FOR_EVER, is_choosy=True)
    with scanner.looking():
        try:
            OPERATIONS["edit"](store)
        except RecordsUnsaved:
            outcome.add("other errors told at once", scanner.slept == 0)


def measure(plan: Plan) -> Outcome:
    """Every operation with every error, so many times."""
    outcome = Outcome()
    outcome.add("refusals", 0)
    cases = list(product(OPERATIONS, CODES, (1, 2, 3, 4, 5, 6, FOR_EVER), (True, False)))
    with mock.patch.object(os, "fsync", lambda handle: None):  # no disk fails here, and waiting for it takes longest
        for number in plan.of(len(cases), len(cases)):
            refused(plan.scratch / str(number), *cases[number], outcome)
        drafts(plan.scratch / "drafts", outcome)
        other_error(plan.scratch / "other", outcome)
    return outcome


GATE = Gate(
    id="F8",
    fault="replace refused (Windows sharing)",
    gate="up to 6 times recovers; for ever: a sentence, 0 bytes changed, nothing left behind",
    measure=measure,
    least={
        "refusals": (800, 800),
        "recovered": (252, 252),
        "given up": (42, 42),
        "drafts kept": (6, 6),
        "other errors told at once": (1, 1),
    },
)
