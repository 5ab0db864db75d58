"""F25: the records file is for few: its mode, its access list, its folder's group.

Causes: a records file of each mode, in folders that are private, open or shared by a group, under a strict and a loose
umask, with and without an access list and a list that the folder hands down; and rights that change between two saves.
Each is followed by everything that writes: add, edit, undo, redo, restore, drafts, copies, letters, proof, what alcto
remembers. Then every file is looked at: nobody may read or change more than the records file lets them. Where the
tests run as the administrator, a second account of the group, and a third one that is not in it, are real: the second
saves and undoes in a shared folder, the third reads nothing.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

from gates import Gate, Outcome, Plan

from alcto_core.keeping import evidence
from alcto_core.keeping.drafts import save_draft
from alcto_core.keeping.fingerprints import note
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.last_seen import remember_plugins
from alcto_core.keeping.letters import keep_letter
from alcto_core.keeping.store import RecordsStore
from alcto_core.records.edits import AddActivity, ChangeActivity

ACCESS, HANDED_DOWN = "system.posix_acl_access", "system.posix_acl_default"
NOBODY = 65534
GROUP, SECOND, THIRD = 54321, 54322, 54323
"""Numbers of a group and of two accounts that need no names."""
FILES = (0o600, 0o640, 0o644, 0o660, 0o664)
FOLDERS = (0o700, 0o755, 0o2770, 0o2775)
UMASKS = (0o022, 0o002, 0o077)
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def listed(group: int, mask: int) -> bytes:
    """An access list: the owner and one stranger may write, the group as said."""
    anybody = 0xFFFFFFFF
    lines = ((1, 7, anybody), (2, 6, NOBODY), (4, group, anybody), (0x10, mask, anybody), (0x20, 0, anybody))
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *line) for line in lines)


def _attributes(path: Path) -> list[str]:
    return os.listxattr(path) if hasattr(os, "listxattr") else []


def may(path: Path) -> tuple[int, int, frozenset[int]]:
    """What the owning group and everybody else may do (4 read, 2 write), and which strangers are on the list."""
    mode = path.stat().st_mode
    group, strangers = mode >> 3 & 6, frozenset[int]()
    if ACCESS in _attributes(path):
        raw = os.getxattr(path, ACCESS)
        lines = [struct.unpack_from("<HHI", raw, at) for at in range(4, len(raw), 8)]
        mask = next((may for tag, may, _ in lines if tag == 0x10), 7)
        group = next(may for tag, may, _ in lines if tag == 4) & mask & 6
        strangers = frozenset(who for tag, may, who in lines if tag in (2, 8) and may & mask & 6)
    return group, mode & 6, strangers


@contextmanager
def masked(umask: int) -> Iterator[None]:
    """Under this umask."""
    before = os.umask(umask)
    try:
        yield
    finally:
        os.umask(before)


def work(folder: RecordsFolder, outcome: Outcome) -> None:
    """Everything that writes beside the records, once."""
    store = RecordsStore(folder, now=lambda: NOW)
    added = store.save(store.load(), AddActivity(table={"title": "New", "date": date(2026, 3, 1), "hours": 1}))
    store.save(added.loaded, ChangeActivity(id=added.added[0], changes={"hours": 3}))
    store.undo()
    store.redo()
    store.restore(store.history().done[-1].before)
    save_draft(folder, {"title": "New"}, at=NOW)
    number = len(list(folder.path.glob("letter*")))
    keep_letter(folder, folder.path / f"letter-{number}.txt", "Dear all")
    store.keep_copy(f"# {number}\n")
    source = folder.path.parent / "certificate.pdf"
    source.write_bytes(b"%PDF" + bytes([number]))
    coming = evidence.arrival(folder, source)
    evidence.bring_in(folder, coming)
    note(folder, [coming.path], NOW.date())
    remember_plugins(folder, {"alcto-alabama": "0.1"})
    outcome.add("files written", 12)


def look(folder: RecordsFolder, name: str, outcome: Outcome, before: Collection[Path] = ()) -> None:
    """Whether any file beside the records is for more than the records file is. What a person put beside them
    `before` is theirs to close."""
    group, others, strangers = may(folder.file)
    for file in folder.path.rglob("*"):
        if not file.is_file() or file == folder.file or file in before:
            continue
        outcome.add("files looked at")
        its = may(file)
        is_ours = file.name not in ("lock", "open.lock")  # they hold nothing
        if its[0] & ~group or its[1] & ~others or (its[2] - strangers and is_ours):
            outcome.add("wider than the records")
            outcome.fail(f"{name}: {file.relative_to(folder.path)} is {its}, the records file {group, others}")
    mode = folder.own.stat().st_mode
    if (mode & 0o007 and not others) or (mode & 0o070 and not group):
        outcome.add("wider than the records")
        outcome.fail(f"{name}: .alcto is {mode:o}")


def one(path: Path, folder_mode: int, mode: int, umask: int, list_of: str, outcome: Outcome) -> None:
    """One folder, worked in, closed by its owner, and worked in again."""
    name = f"folder {folder_mode:o}, file {mode:o}, umask {umask:o}, {list_of or 'no'} list"
    path.mkdir(parents=True)
    folder = RecordsFolder(path=path / "records")
    folder.path.mkdir()
    folder.path.chmod(folder_mode)
    if list_of == "handed down":
        os.setxattr(folder.path, HANDED_DOWN, listed(7, 7))
    with masked(umask):
        RecordsStore(folder, now=lambda: NOW).create({"name": "Jordan Avery"}, [{"program": "al-cto"}])
        if list_of != "handed down":
            look(folder, f"{name}, new", outcome)
        if ACCESS in _attributes(folder.file):
            os.removexattr(folder.file, ACCESS)
        folder.file.chmod(mode)
        if list_of == "own":
            os.setxattr(folder.file, ACCESS, listed(0, 6))
            os.setxattr(folder.file, "user.note", b"kept")
        before = may(folder.file)
        work(folder, outcome)
        look(folder, name, outcome)
        if may(folder.file) != before or (list_of == "own" and os.getxattr(folder.file, "user.note") != b"kept"):
            outcome.add("rights changed")
            outcome.fail(f"{name}: the records file was {before}, and is {may(folder.file)}")
        if list_of == "own":
            os.removexattr(folder.file, ACCESS)
        folder.file.chmod(0o600)
        theirs = [file for file in folder.path.rglob("*") if folder.own not in file.parents]
        work(folder, outcome)
        look(folder, f"{name}, then closed", outcome, theirs)
    outcome.add("folders")


def as_account(number: int, act: Callable[[], object]) -> bool:
    """Whether an account of that number, in the group unless it is the third, can do this."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setgroups([] if number == THIRD else [GROUP])
            os.setgid(number)
            os.setuid(number)
            os.umask(0o022)
            act()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def together(path: Path, umask: int, is_late: bool, outcome: Outcome) -> None:
    """Two accounts of a group in a shared folder; `is_late`: it was shared only after the first saves."""
    path.mkdir(parents=True)
    for above in (path, *path.parents):
        if above.stat().st_uid == os.getuid() and not above.stat().st_mode & 1:
            above.chmod(above.stat().st_mode | 0o011)
    folder = RecordsFolder(path=path / "records")
    folder.path.mkdir()
    store = RecordsStore(folder, now=lambda: NOW)

    def share() -> None:
        os.chown(folder.path, -1, GROUP)
        folder.path.chmod(0o2770)

    with masked(umask):
        if not is_late:
            share()
        store.create({"name": "Jordan Avery"}, [{"program": "al-cto"}])
        if is_late:
            work(folder, outcome)
            share()
            for file in (folder.file, folder.own, *folder.own.rglob("*")):
                os.chown(file, -1, GROUP)
            folder.file.chmod(0o660)
            store.save(store.load(), AddActivity(table={"title": "Late", "date": date(2026, 3, 1), "hours": 1}))

    def save() -> None:
        theirs = RecordsStore(folder, now=lambda: NOW)
        theirs.save(theirs.load(), AddActivity(table={"title": "Theirs", "date": date(2026, 3, 1), "hours": 1}))
        save_draft(folder, {"title": "Theirs"}, at=NOW)

    name = f"umask {umask:o}{', shared late' if is_late else ''}"
    for number in range(3):
        is_saved = as_account(SECOND, save)
        store.undo()
        store.redo()
        is_undone = as_account(SECOND, RecordsStore(folder, now=lambda: NOW).undo)
        if not (is_saved and is_undone):
            outcome.fail(f"{name}: round {number}: saved {is_saved}, undone {is_undone}")
        outcome.add("saves of a second account", int(is_saved) + int(is_undone))
    for file in (folder.file, folder.own / "history" / "index"):
        if as_account(THIRD, file.read_bytes):
            outcome.fail(f"{name}: a stranger reads {file.name}")
    if not is_late:
        look(folder, name, outcome)


def _takes_lists(path: Path) -> bool:
    file = path / "tried"
    file.write_bytes(b"")
    try:
        os.setxattr(file, ACCESS, listed(0, 6))
    except (OSError, AttributeError):
        return False
    finally:
        file.unlink()
    return True


def measure(plan: Plan) -> Outcome:
    """Every mode of the file, folder and umask, with and without lists; two accounts where that can be."""
    outcome = Outcome()
    for figure in ("folders", "files written", "files looked at"):
        outcome.add(figure, 0)
    lists = ("", "own", "handed down") if _takes_lists(plan.scratch) else ("",)
    cases = list(product(FOLDERS, FILES, UMASKS, lists))
    for number in plan.of(12, len(cases)):
        one(plan.scratch / str(number), *cases[number * 77 % len(cases)], outcome=outcome)
    if os.getuid() == 0:
        for umask, is_late in product(UMASKS[:2] if plan.is_long else UMASKS[:1], (False, True)):
            together(plan.scratch / f"shared {umask} {is_late}", umask, is_late, outcome)
    outcome.add("wider than the records", 0)
    outcome.add("rights changed", 0)
    return outcome


GATE = Gate(
    id="F25",
    fault="few may read the records: modes, access lists, a group's folder",
    gate="nothing beside the records is for more people than they are; a group that shares them can save",
    measure=measure,
    least={"folders": (12, 60), "files looked at": (250, 1000)},
    needs="posix",
)
