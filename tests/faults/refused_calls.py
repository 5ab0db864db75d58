"""F3: a call of the operating system is refused.

Each call that an operation makes is refused once with each error that a disk knows: instead of the call, for a write
also after half of it, and for what cannot be half done also after it was done, as a network's disk may answer. What
the person was told is then compared with what is in the file. A run counts only if the call was really refused.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import calls
import victims
from gates import Gate, Outcome, Plan

from alcto_core.copies.second_copies import find_copies
from alcto_core.keeping.drafts import drop_draft, load_drafts, save_draft
from alcto_core.keeping.store import Saved
from alcto_core.problems import AlctoError, RecordsError

CODES = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EMFILE, getattr(errno, "EDQUOT", errno.ENOSPC))
_WAYS = {"write": ("instead", "half"), **dict.fromkeys(("replace", "link", "unlink", "mkdir"), ("instead", "after"))}
_AT = datetime(2026, 3, 1, tzinfo=UTC)


class Refusal:
    """Refuses one call, and tells whether it came to that."""

    def __init__(self, at: int, way: str, code: int) -> None:
        self.at = at
        self.way = way
        self.code = code
        self.has_happened = False

    def between(self, call: calls.Call) -> Any:
        if call.number != self.at:
            return call.go()
        self.has_happened = True
        if self.way == "half":
            call.go_in_part(0.5)
        elif self.way == "after" or call.name == "close":  # a handle is gone whatever its close answers
            call.go()
        raise OSError(self.code, os.strerror(self.code))


def _refusals(plan: Plan, calls: tuple[str, ...]) -> Iterator[tuple[int, str, int]]:
    """Every call and way; the long form with every error, the quick one with one of them in turn."""
    number = 0
    for at, name in enumerate(calls, 1):
        for way in _WAYS.get(name, ("instead",)):
            codes = CODES if plan.is_long else (CODES[number % len(CODES)],)
            for code in codes:
                number += 1
                if number % plan.shares == plan.share:
                    yield at, way, code


def _refuse(outcome: Outcome, start: victims.Start, path: Path, refusal: Refusal, where: str, goes_back: bool) -> None:
    saved: Saved | None = None
    try:
        with calls.Calls(refusal.between):
            saved = start.act(path, patience=0.05)
    except AlctoError as error:
        outcome.add("sentences")
        if not str(error).strip():
            outcome.fail(f"{where}: nothing was said")
    except Exception as error:  # noqa: BLE001 - whatever else escapes is what this row looks for
        outcome.fail(f"{where}: {type(error).__name__} escaped: {error}")
        return
    if not refusal.has_happened:
        outcome.fail(f"{where}: was not refused")
        return
    outcome.add("refused calls")
    if saved is not None and not saved.confirmed:
        outcome.add("saved, not confirmed")
        if not saved.note.startswith("Saved; the disk did not confirm"):
            outcome.fail(f"{where}: {saved.note}")
    elif saved is not None and refusal.at == _sync_that_counts(start):
        outcome.add("false saved")
        outcome.fail(f"{where}: the folder was not synced, and nobody was told")
    victims.judge(outcome, start, path, where, said=saved is not None, goes_back=goes_back)


def _sync_that_counts(start: victims.Start) -> int:
    """The number of the call that makes the folder safe when the new file is in place: the first after its move."""
    return start.calls.index("fsync", start.moved) + 1


def _saves(plan: Plan, outcome: Outcome) -> None:
    for layout in victims.LAYOUTS if plan.is_long else ("plain",):
        for operation in victims.OPERATIONS:
            if operation == "create" and layout != "plain":
                continue
            start = victims.prepared(plan.scratch / f"{operation} {layout}", operation, layout=layout)
            for at, way, code in _refusals(plan, start.calls):
                path = start.copy(plan.scratch / "victim")
                where = f"{start.path.name}, call {at} {start.calls[at - 1]} {way} {errno.errorcode[code]}"
                _refuse(outcome, start, path, Refusal(at, way, code), where, plan.is_long or at % 5 == 0)
                shutil.rmtree(path)
            shutil.rmtree(start.path)


def _drafts(plan: Plan, outcome: Outcome) -> None:
    """A draft that could not be kept says so, and the one before is still there; a copy of one's own text too."""
    store = victims.store_in(plan.scratch / "drafts")
    store.create(victims.PERSON)
    folder = store.folder
    before, after = {"title": "Winter"}, {"title": "Winter Conference"}

    def held() -> list[Any]:
        return [draft.fields for draft in load_drafts(folder)]

    def copies() -> list[str]:
        return [file.read_text() for file in folder.path.glob("records (mine*")]

    acts: dict[str, tuple[Callable[[], Any], Callable[[], list[Any]], list[Any], list[Any]]] = {
        "a draft": (lambda: save_draft(folder, after, at=_AT), held, [before], [after]),
        "dropping a draft": (lambda: drop_draft(folder), held, [before], []),
        "a copy": (lambda: store.keep_copy("mine"), copies, [], ["mine"]),
    }
    for name, (act, look, old, new) in acts.items():
        at, is_over = 0, False
        while not is_over:
            at += 1
            for code in CODES:
                save_draft(folder, before, at=_AT)
                for copy in folder.path.glob("records (mine*"):
                    copy.unlink()
                refusal = Refusal(at, "instead", code)
                is_said = True
                try:
                    with calls.Calls(refusal.between):
                        act()
                except RecordsError as error:
                    is_said = not str(error)
                is_over = not refusal.has_happened
                outcome.add("refused drafts and copies", int(not is_over))
                if look() != (new if is_said else old):
                    outcome.fail(f"{name}, call {at} {errno.errorcode[code]}: {look()}, told {is_said}")


def _reads(plan: Plan, outcome: Outcome) -> None:
    """Whoever only reads is told in alcto's own words too, and what is there stays."""
    start = victims.prepared(plan.scratch / "reads", "add")
    start.act(start.path)
    store = victims.store_in(start.path)
    sha256 = store.generations()[-1].sha256
    acts: tuple[Callable[[], Any], ...] = (
        store.load, store.history, store.generations, store.recover, store.has_leftovers, store.way_back,
        lambda: store.bytes_of(sha256), lambda: store.changed_outside(start.loaded), lambda: find_copies(store.folder),
    )  # fmt: skip
    for number, act in enumerate(acts):
        at, is_over = 0, False
        while not is_over:
            at += 1
            for code in CODES:
                refusal = Refusal(at, "instead", code)
                try:
                    with calls.Calls(refusal.between):
                        act()
                except AlctoError as error:
                    if not str(error).strip():
                        outcome.fail(f"reading {number}, call {at}: nothing was said")
                except Exception as error:  # noqa: BLE001 - whatever else escapes is what this row looks for
                    outcome.fail(f"reading {number}, call {at}: {type(error).__name__} escaped: {error}")
                is_over = not refusal.has_happened
                outcome.add("refused reads", int(not is_over))
    if victims.bytes_in(store.folder.file) != start.new:
        outcome.fail("reading changed the file")
    shutil.rmtree(start.path)


def measure(plan: Plan) -> Outcome:
    """Refuse each call of each operation."""
    outcome = victims.told_in_table(
        Outcome(), "refused calls", "sentences", "saved, not confirmed", "told wrongly", "false saved", "torn",
        "records lost", "wrong undos", "temporary files left", "saves refused afterwards", "refused drafts and copies",
        "refused reads",
    )  # fmt: skip
    _saves(plan, outcome)
    if plan.share == 0:
        _drafts(plan, outcome)
        _reads(plan, outcome)
    return outcome


GATE = Gate(
    id="F3",
    fault="a system call fails",
    gate="0 silent losses, 0 false “Saved”; 90 refusals for each operation",
    measure=measure,
    least={
        "refused calls": (500, 10_000),
        "saved, not confirmed": (20, 200),
        "refused drafts and copies": (60, 60),
        "refused reads": (100, 100),
    },
    shares=2,
    needs="posix",
)
