"""F2: the power goes during or after a save.

`Recorder` writes down what a save asks of the disk, on a real folder. `Disk` then says, for every moment between two
of these requests, which folders a power cut at that moment may leave:

- a file's bytes are certain once the file was synced; what was written since may be missing, half there, NULs, or
  there, and so may the half of it with NULs behind;
- a folder's entries are certain once the folder was synced; what was made, renamed or removed since may be there or
  not. Journals keep the order of these changes inside a folder; the harsher half of the model keeps none;
- a rename is one step.

That is what POSIX promises, and less than what common file systems do: the sync of a file promises nothing for its
name in the folder, nor that of a folder for the folder above it. Each folder is then built for real and judged.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import combinations, product
from pathlib import Path
from types import TracebackType
from typing import Any

import calls
import victims
from gates import Gate, Outcome, Plan

from alcto_core.keeping.drafts import load_drafts, save_draft
from alcto_core.problems import RecordsUnsaved

_MOST_LOOSE = 5
"""Changes of one folder of which every choice is tried; of more, every choice that lacks one or two."""

Tree = frozenset[tuple[str, bytes | str | None]]
"""What is in a folder: bytes of a file, the text of a link, None for a folder."""


@dataclass
class _File:
    """One file, whatever its name."""

    now: bytes = b""
    safe: bytes = b""

    def after_loss(self) -> list[bytes]:
        """What may be left of it."""
        if self.now == self.safe:
            return [self.now]
        fresh = self.now[len(self.safe) :]
        half = fresh[: len(fresh) // 2]
        left = [b"", half, bytes(len(fresh)), half + bytes(len(fresh) - len(half)), fresh]
        return [self.safe + one for one in dict.fromkeys(left)]


_Entry = _File | str | None
"""What a name stands for: a file, a link's text, or a folder."""


@dataclass(frozen=True)
class _Change:
    """One change of a folder's entries: names that come and a name that goes."""

    comes: str = ""
    entry: _Entry = None
    goes: str = ""

    def act(self, entries: dict[str, _Entry]) -> None:
        if self.goes and (not self.comes or entries.get(self.goes) is self.entry):
            entries.pop(self.goes, None)
        if self.comes:
            entries[self.comes] = self.entry


@dataclass
class _Folder:
    safe: dict[str, _Entry] = field(default_factory=dict)
    loose: list[_Change] = field(default_factory=list)

    @property
    def now(self) -> dict[str, _Entry]:
        return self._with(self.loose)

    def _with(self, changes: Any) -> dict[str, _Entry]:
        entries = dict(self.safe)
        for change in changes:
            change.act(entries)
        return entries

    def after_loss(self, is_harsh: bool) -> list[dict[str, _Entry]]:
        """Which entries may be left."""
        count = len(self.loose)
        if not is_harsh:
            return [self._with(self.loose[:kept]) for kept in range(count + 1)]
        sizes = range(count + 1) if count <= _MOST_LOOSE else (0, 1, count - 2, count - 1, count)
        return [self._with(chosen) for size in sizes for chosen in combinations(self.loose, size)]


class Disk:
    """What is on a disk and what of it is certain, by folder; paths are those inside the scratch folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folders: dict[str, _Folder] = {}
        for path in sorted([root, *root.rglob("*")]):
            entry: _Entry = None
            if path.is_symlink():
                entry = str(path.readlink())
            elif path.is_dir():
                self.folders[self.name(path)] = _Folder()
            else:
                raw = path.read_bytes()
                entry = _File(raw, raw)
            if path != root:
                self.folders[self.name(path.parent)].safe[path.name] = entry

    def name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def folder_of(self, path: Path) -> _Folder:
        return self.folders[self.name(path.parent)]

    def trees(self, is_harsh: bool) -> Iterator[Tree]:
        """Every folder that a power cut may leave now."""
        names = list(self.folders)
        files = {id(one): one for folder in self.folders.values() for one in self._files(folder)}
        loose = [one for one in files.values() if one.now != one.safe]
        for entries in product(*(folder.after_loss(is_harsh) for folder in self.folders.values())):
            by_name = dict(zip(names, entries, strict=True))
            for contents in _contents(loose):
                left = dict(zip(map(id, loose), contents, strict=True))
                yield frozenset(_walk(by_name, left, "."))

    def _files(self, folder: _Folder) -> Iterator[_File]:
        for entry in (*folder.safe.values(), *(change.entry for change in folder.loose)):
            if isinstance(entry, _File):
                yield entry


def _contents(loose: list[_File]) -> Iterable[tuple[bytes, ...]]:
    """What may be left of the files that are not certain: every choice for two of them, of more one after the other."""
    if len(loose) <= 2:
        return product(*(one.after_loss() for one in loose))
    whole = tuple(one.now for one in loose)
    return [(*whole[:at], left, *whole[at + 1 :]) for at, one in enumerate(loose) for left in one.after_loss()]


def _walk(
    folders: dict[str, dict[str, _Entry]], left: dict[int, bytes], name: str
) -> Iterator[tuple[str, bytes | str | None]]:
    for one, entry in folders[name].items():
        path = one if name == "." else f"{name}/{one}"
        if isinstance(entry, _File):
            yield path, left.get(id(entry), entry.safe if entry.now == entry.safe else entry.now)
        else:
            yield path, entry
            if entry is None:
                yield from _walk(folders, left, path)


class Recorder:
    """Stands between a save and the disk, keeps the model up to date, and collects what may be left at each moment."""

    def __init__(self, root: Path, is_harsh: bool) -> None:
        self.root = root
        self.requests = 0
        self.left: dict[Tree, bool] = {}
        """What a power cut may leave, and whether only before the end of the save."""
        self.is_collecting = False
        self._is_harsh = is_harsh
        self._calls = calls.Calls(self._between)
        self._open: dict[int, tuple[Path, _File | None]] = {}
        self._disk: Disk | None = None

    def __enter__(self) -> Recorder:
        if self._disk is None:
            self._disk = Disk(self.root)
        self._calls.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._calls.__exit__(kind, error, trace)

    def left_at_the_end(self) -> set[Tree]:
        """What a power cut may leave once the person was told."""
        assert self._disk is not None
        return set(self._disk.trees(self._is_harsh))

    def _between(self, call: calls.Call) -> Any:
        was_there = call.name != "open" or os.path.lexists(call.arguments[0])
        given = call.go()
        if self._took(call, given, was_there) and self.is_collecting:
            assert self._disk is not None
            self.requests += 1
            for tree in self._disk.trees(self._is_harsh):
                self.left.setdefault(tree, True)
        return given

    def begin(self) -> None:
        """What happened so far is what the save finds; from here on the power may go."""
        assert self._disk is not None
        self.is_collecting = True
        for tree in self._disk.trees(self._is_harsh):
            self.left.setdefault(tree, True)

    def _took(self, call: calls.Call, given: Any, was_there: bool) -> bool:
        """Take a call into the model; whether it changed anything."""
        disk = self._disk
        assert disk is not None
        first = call.arguments[0]
        match call.name:
            case "open":
                return self._opened(disk, Path(first), given, was_there)
            case "close":
                self._open.pop(first, None)
            case "write":
                _, file = self._open[first]
                assert file is not None
                file.now += bytes(call.arguments[1])[:given]
                return True
            case "fsync":
                path, file = self._open[first]
                if file is not None:
                    file.safe = file.now
                else:
                    folder = disk.folders[disk.name(path)]
                    folder.safe, folder.loose = folder.now, []
                return True
            case "mkdir":
                path = Path(first)
                disk.folders[disk.name(path)] = _Folder()
                disk.folder_of(path).loose.append(_Change(path.name))
                return True
            case "replace" | "rename" | "link":
                old, new = Path(first), Path(call.arguments[1])
                assert old.parent == new.parent
                folder = disk.folder_of(old)
                goes = "" if call.name == "link" else old.name
                folder.loose.append(_Change(new.name, folder.now[old.name], goes))
                return True
            case "unlink":
                disk.folder_of(Path(first)).loose.append(_Change(goes=Path(first).name))
                return True
        return False

    def _opened(self, disk: Disk, path: Path, handle: int, was_there: bool) -> bool:
        path = path.resolve()
        if path.is_dir():
            self._open[handle] = (path, None)
            return False
        if was_there:
            file = disk.folder_of(path).now[path.name]
        else:
            file = _File()
            disk.folder_of(path).loose.append(_Change(path.name, file))
        assert isinstance(file, _File)
        self._open[handle] = (path, file)
        return not was_there


def _build(tree: Tree, path: Path) -> None:
    path.mkdir()
    for name, entry in sorted(tree, key=lambda one: one[0]):
        file = path / name
        if entry is None:
            file.mkdir()
        elif isinstance(entry, str):
            file.symlink_to(entry)
        else:
            file.write_bytes(entry)


def _judged(outcome: Outcome, start: victims.Start, tree: Tree, path: Path, where: str, said: bool | None) -> None:
    outcome.add("folders left")
    outcome.add("after Saved" if said else "before Saved")
    before = len(outcome.wrong)
    _build(tree, path)
    if said and victims.bytes_in(victims.store_in(path).folder.file) != start.new:
        outcome.add("saved but old")
        outcome.fail(f"{where}: told saved, and it is not in the file")
    else:
        # A power cut may take the history's newest lines along with a file that nobody was told of.
        victims.judge(outcome, start, path, where, said=said, may_forget=not said)
    if len(outcome.wrong) > before:
        outcome.fail(f"{where}: the folder held {sorted((name, entry and len(entry)) for name, entry in tree)}")
    shutil.rmtree(path)


def _lost(plan: Plan, outcome: Outcome, operation: str, size: int, layout: str, is_harsh: bool) -> None:
    """Record one save and judge every folder that a power cut may leave."""
    name = f"{operation} {size} {layout} {'harsh' if is_harsh else 'in order'}"
    recorder = Recorder(plan.scratch / name, is_harsh)
    start = victims.prepared(plan.scratch / name, operation, size, layout, last=recorder)
    with recorder:
        recorder.begin()
        start.act(start.path)
    outcome.add("requests", recorder.requests)
    end = recorder.left_at_the_end()
    trees = [(tree, True) for tree in end] + [(tree, None) for tree in recorder.left if tree not in end]
    for number, (tree, said) in enumerate(trees):
        _judged(outcome, start, tree, plan.scratch / "left", f"{name}, folder {number}", said)
    shutil.rmtree(start.path)


def _draft(plan: Plan, outcome: Outcome) -> None:
    """A draft is the last one or the one before, never half of one."""
    root = plan.scratch / "draft"
    folder = victims.store_in(root).folder
    folder.drafts.mkdir(parents=True)
    at = datetime(2026, 3, 1, tzinfo=UTC)
    with Recorder(root, is_harsh=True) as recorder:
        save_draft(folder, {"title": "Winter"}, at=at)
        recorder.begin()
        save_draft(folder, {"title": "Winter Conference"}, at=at)
    for number, tree in enumerate(recorder.left):
        path = plan.scratch / "left"
        _build(tree, path)
        outcome.add("draft folders left")
        found = [draft.fields for draft in load_drafts(victims.store_in(path).folder)]
        if found not in ([], [{"title": "Winter"}], [{"title": "Winter Conference"}]):
            outcome.fail(f"draft, folder {number}: {found}")
        shutil.rmtree(path)
    shutil.rmtree(root)


def _damaged(plan: Plan, outcome: Outcome) -> None:
    """States whose bytes the disk spoiled are never brought back."""
    start = victims.prepared(plan.scratch / "damaged", "add")
    spoil = (b"", bytes(40), b"schema = 1\n", None)  # the last cuts the file off in its first block
    for number, raw in enumerate(spoil):
        path = start.copy(plan.scratch / "victim")
        store = victims.store_in(path)
        loaded = start.act(path).loaded
        for file in store.folder.stretches.iterdir():
            was = file.read_bytes()
            file.write_bytes(was[: was.index(b"\n\n") + 20] if raw is None else raw)
        try:
            store.undo(loaded)
            outcome.fail(f"a damaged generation ({number}) was brought back")
        except RecordsUnsaved:
            outcome.add("damaged generations refused")
        if victims.bytes_in(store.folder.file) != start.new:
            outcome.fail(f"a damaged generation ({number}) changed the file")
        shutil.rmtree(path)
    shutil.rmtree(start.path)


def _cases(plan: Plan) -> Iterator[tuple[str, int, str, bool]]:
    for layout in victims.LAYOUTS if plan.is_long else ("plain",):
        for size in victims.SIZES if plan.is_long else (3,):
            for operation in victims.OPERATIONS:
                if operation == "create" and (size, layout) != (3, "plain"):
                    continue
                for is_harsh in (False, True):
                    yield operation, size, layout, is_harsh


def measure(plan: Plan) -> Outcome:
    """Cut the power at every moment of each operation."""
    outcome = victims.told_in_table(
        Outcome(), "folders left", "requests", "before Saved", "after Saved", "torn", "records lost", "saved but old",
        "wrong undos", "saves refused afterwards", "damaged generations refused",
    )  # fmt: skip
    cases = list(_cases(plan))
    for number in range(plan.share, len(cases), plan.shares):
        _lost(plan, outcome, *cases[number])
    if plan.share == 0:
        _damaged(plan, outcome)
        _draft(plan, outcome)
    return outcome


GATE = Gate(
    id="F2",
    fault="power loss",
    gate="every state old or new; after “Saved”, new",
    measure=measure,
    least={
        "folders left": (200, 2000),
        "after Saved": (10, 100),
        "damaged generations refused": (4, 4),
        "draft folders left": (5, 5),
    },
    shares=2,
    needs="posix",
)
