"""Saves that something happens to: what is done, on which files, and what must be true of the folder afterwards.

An operation is done on a copy of a prepared folder, with `calls.Calls` between it and the operating system. `judge`
then asks of the folder what a person would: is the
file the old one or the new one, does each undo lead to the bytes that it should, does the next save work.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from calls import Call, Calls, unsynced
from gates import Outcome

from alcto_core.keeping import pruning, states
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.history import digest
from alcto_core.keeping.store import Loaded, RecordsStore, Saved
from alcto_core.problems import AlctoError, RecordsMissing
from alcto_core.records.differences import document_of
from alcto_core.records.document import ids
from alcto_core.records.edits import AddActivity, ChangeActivity, ChangePerson, DeleteActivity, Several
from alcto_core.records.step_edits import AddStep

SIZES = (3, 60, 600)
"""Activities in the file."""
LAYOUTS = ("plain", "linked", "full history")
"""`linked`: the records file is a link to a file in another folder. `full history`: each save drops a stretch."""
PERSON = {"name": "Jordan Avery"}
PROGRAM = {"program": "al-cto"}
IMPORTED = 12
OTHER = b'schema = 1\n\n[person]\nname = "Jordan Avery"\n\n[[credential]]\nprogram = "al-cto"\n'


@contextmanager
def layout_of(name: str) -> Iterator[None]:
    """The sizes of the history that a layout asks for."""
    with keeping(2, 1, 1) if name == "full history" else nullcontext():
        yield


@contextmanager
def keeping(steps: int, slack: int, in_stretch: int) -> Iterator[None]:
    """Fewer steps than a history keeps, in shorter stretches."""
    was = pruning.MOST_STEPS, pruning._SLACK, states.STEPS_IN_STRETCH
    pruning.MOST_STEPS, pruning._SLACK, states.STEPS_IN_STRETCH = steps, slack, in_stretch
    try:
        yield
    finally:
        pruning.MOST_STEPS, pruning._SLACK, states.STEPS_IN_STRETCH = was


def activity(number: int) -> dict[str, Any]:
    """One activity of a made-up log."""
    return {
        "id": f"a{number}", "title": f"Event {number}", "date": date(2026, 1, 1 + number % 28), "hours": 1,
        "strands": ["al-cto/it"],
    }  # fmt: skip


OPERATIONS: dict[str, Callable[[RecordsStore, Loaded | None, Start], Saved]] = {
    "create": lambda store, loaded, start: store.create(PERSON, [PROGRAM]),
    "add": lambda store, loaded, start: store.save(loaded, AddActivity(table=activity(900))),
    "edit": lambda store, loaded, start: store.save(loaded, ChangeActivity(id="a0", changes={"hours": 2, "note": "n"})),
    "delete": lambda store, loaded, start: store.save(loaded, DeleteActivity(id="a1")),
    "import": lambda store, loaded, start: store.save(
        loaded, Several(edits=tuple(AddActivity(table=activity(900 + n)) for n in range(IMPORTED)), sentence="imported")
    ),
    "step": lambda store, loaded, start: store.save(
        loaded, AddStep(id="al-cto", table={"id": "presentation", "done": date(2026, 2, 1)})
    ),
    "undo": lambda store, loaded, start: store.undo(loaded),
    "redo": lambda store, loaded, start: store.redo(loaded),
    "restore": lambda store, loaded, start: store.restore(digest(start.past[0]), loaded),
    "other file": lambda store, loaded, start: store.restore_bytes(OTHER, "took over a backup", loaded),
}  # fmt: skip


@dataclass(frozen=True)
class Start:
    """A folder in which an operation makes sense, and what the file must be before and after it."""

    operation: str
    layout: str
    path: Path
    loaded: Loaded | None
    past: tuple[bytes, ...]
    """The states through which undo leads, the oldest first; the last is the file. Empty where there is none."""
    future: tuple[bytes, ...]
    """The states through which redo leads, the next first."""
    past_after: tuple[bytes, ...] = ()
    future_after: tuple[bytes, ...] = ()
    calls: tuple[str, ...] = ()
    """The calls that the operation makes when nothing happens to it."""
    moved: int = 0
    """The number of the call that puts the new file in place."""

    @property
    def old(self) -> bytes | None:
        return self.past[-1] if self.past else None

    @property
    def new(self) -> bytes:
        return self.past_after[-1]

    def copy(self, path: Path) -> Path:
        """A folder for one victim."""
        shutil.copytree(self.path, path, symlinks=True)
        return path

    def act(self, path: Path, *, patience: float = 1.0) -> Saved:
        """Do it."""
        with layout_of(self.layout):
            return OPERATIONS[self.operation](store_in(path, patience), self.loaded, self)


def store_in(path: Path, patience: float = 1.0) -> RecordsStore:
    """The records of a victim's folder."""
    folder = RecordsFolder(path=path / "records")
    return RecordsStore(folder, now=lambda: datetime(2026, 3, 1, tzinfo=UTC), patience=patience)


def prepared(
    path: Path, operation: str, size: int = 3, layout: str = "plain", last: AbstractContextManager[Any] | None = None
) -> Start:
    """Make a folder with a history of a few saves, `last` standing around the last of them, and try the operation."""
    path.mkdir(parents=True)
    around = last or nullcontext()
    if operation == "create":
        with around:
            start = Start(operation, layout, path, None, (), ())
    else:
        past = _with_history(path, operation, size, layout, around)
        loaded = store_in(path).load()
        future = past[-1:] if operation == "redo" else ()
        past = past[: len(past) - len(future)]
        assert past[-1] == loaded.raw
        start = Start(operation, layout, path, loaded, past, future)
    return _tried(start)


def _with_history(
    path: Path, operation: str, size: int, layout: str, last: AbstractContextManager[Any]
) -> tuple[bytes, ...]:
    store = store_in(path)
    file = store.folder.file
    file.parent.mkdir()
    if layout == "linked":
        (path / "cloud").mkdir()
        file.symlink_to(Path("..") / "cloud" / "my records.toml")
    text = 'schema = 1\n\n[person]\nname = "Jordan Avery"\n\n[[credential]]\nprogram = "al-cto"\n' + "".join(
        f'\n# note {number}\n[[activity]]\nid = "a{number}"\ntitle = "Event {number}"\ndate = 2026-01-01\nhours = 1\n'
        for number in range(size)
    )
    file.write_text(text)
    past = [file.read_bytes()]
    edits = [ChangePerson(changes={key: f"{key} of Jordan"}) for key in ("state", "district")]
    for number, edit in enumerate(edits, 1):
        with last if operation != "redo" and number == len(edits) else nullcontext():
            past.append(store.save(store.load(), edit).loaded.raw)
    if operation == "redo":
        with last:
            store.undo()
    return tuple(past)


def _tried(start: Start) -> Start:
    """The same start with what the operation comes to when nothing happens to it."""
    names: list[str] = []
    moves: list[int] = []
    path = start.copy(start.path.with_name(f"{start.path.name} tried"))
    target = store_in(path).folder.file.resolve()

    def note(call: Call) -> Any:
        names.append(call.name)
        if call.name in ("replace", "link") and Path(call.arguments[1]) == target:
            moves.append(call.number)
        return call.go()

    with Calls(note):
        new = start.act(path).loaded.raw
    shutil.rmtree(path)
    past, future = (*start.past, new), start.future[1:]
    if start.operation == "undo":
        past, future = start.past[:-1], (start.past[-1], *start.future)
    elif start.operation != "redo":
        future = ()
    assert new != start.old
    assert past[-1] == new
    (moved,) = moves
    return replace(start, past_after=past, future_after=future, calls=tuple(names), moved=moved)


def judge(
    outcome: Outcome,
    start: Start,
    path: Path,
    where: str,
    *,
    said: bool | None = None,
    may_forget: bool = False,
    goes_back: bool = True,
) -> bytes | None:
    """Look at what a fault left, as the next start of alcto would, and count what is wrong; give the file found.

    `said`: whether the person was told "Saved" or "Nothing was saved", where they were told anything. `may_forget`:
    whether undo may know less than all that was done, as long as what it knows is right. `goes_back`: whether to go
    through every undo and redo besides asking where they would lead.
    """
    store = store_in(path)
    found = bytes_in(store.folder.file)
    if found not in (start.old, start.new):
        _count_lost(outcome, start, found, where)
        return found
    if said is not None and (found == start.new) is not said:
        outcome.add("told wrongly")
        outcome.fail(f"{where}: told {'saved' if said else 'not saved'}, and it is otherwise")
    is_new = found == start.new
    past = start.past_after if is_new else start.past
    future = start.future_after if is_new else start.future
    least = len(past) - 1 if start.layout != "full history" else int(start.operation != "undo")
    try:
        with unsynced():
            _judge_leftovers(outcome, store, path, where)
            least = 0 if may_forget else min(least, len(past) - 1)
            _judge_undo(outcome, store, past, future, least, goes_back, where)
            _judge_next_save(outcome, store, where)
    except AlctoError as error:
        outcome.add("saves refused afterwards")
        outcome.fail(f"{where}: afterwards {type(error).__name__}: {error}")
    return found


def bytes_in(file: Path) -> bytes | None:
    """What a file holds; None where there is none."""
    return file.read_bytes() if file.exists() else None


def temporaries(path: Path) -> list[Path]:
    """Files that an interrupted save left, drafts' apart, anywhere in a victim's folder."""
    return [file for file in path.rglob("*.alcto-tmp") if file.parent.name != "drafts"]


def told_in_table(outcome: Outcome, *figures: str) -> Outcome:
    """The outcome with these figures in it, be they 0."""
    for figure in figures:
        outcome.add(figure, 0)
    return outcome


def _count_lost(outcome: Outcome, start: Start, found: bytes | None, where: str) -> None:
    kept = _ids(start.new) if start.old is None else _ids(start.old) & _ids(start.new)
    lost = kept - _ids(found)
    outcome.add("torn")
    outcome.add("records lost", len(lost))
    outcome.fail(f"{where}: neither old nor new, {len(lost)} records lost")


def _ids(raw: bytes | None) -> set[str]:
    document = document_of(raw or b"") or {}
    return {*ids(document, "activity"), *ids(document, "credential")}


def _judge_leftovers(outcome: Outcome, store: RecordsStore, path: Path, where: str) -> None:
    target = store.folder.file.resolve().parent
    had = any(file.parent == target for file in temporaries(path))
    if store.recover() != had:
        outcome.fail(f"{where}: the person is {'not ' if had else ''}told of an interrupted save")
    outcome.add("interrupted saves told", int(had))
    if left := temporaries(path):
        outcome.add("temporary files left", len(left))
        outcome.fail(f"{where}: left {[file.name for file in left]}")


def _judge_undo(
    outcome: Outcome,
    store: RecordsStore,
    past: tuple[bytes, ...],
    future: tuple[bytes, ...],
    least: int,
    goes_back: bool,
    where: str,
) -> None:
    """Undo as far as it goes, then redo as far as it goes, and compare each state."""
    place = store.history()
    steps = len(place.done)
    wrong = not least <= steps < max(len(past), 1) or len(place.undone) > len(future)
    wrong = wrong or _differs((one.before for one in reversed(place.done)), reversed(past[:-1]))
    wrong = wrong or _differs((one.after for one in reversed(place.undone)), future)
    wrong = wrong or (least == len(past) - 1 and len(place.undone) != len(future))
    states = (*past, *future)
    at = len(past) - 1
    if not wrong and goes_back:
        for _ in range(steps):
            at -= 1
            wrong = wrong or store.undo().loaded.raw != states[at] or bytes_in(store.folder.file) != states[at]
        for _ in range(steps + len(place.undone)):
            at += 1
            wrong = wrong or store.redo().loaded.raw != states[at] or bytes_in(store.folder.file) != states[at]
    if wrong:
        outcome.add("wrong undos")
        outcome.fail(f"{where}: undo knows {[one.sentence for one in place.done]}, redo {len(place.undone)}")


def _differs(known: Iterable[str], states: Iterable[bytes]) -> bool:
    return any(sha256 != digest(raw) for sha256, raw in zip(known, states, strict=False))


def _judge_next_save(outcome: Outcome, store: RecordsStore, where: str) -> None:
    try:
        loaded = store.load()
    except RecordsMissing:
        loaded = store.create(PERSON).loaded
    saved = store.save(loaded, AddActivity(table=activity(990)))
    undone = store.undo(saved.loaded)
    if not saved.confirmed or undone.loaded.raw != loaded.raw or bytes_in(store.folder.file) != loaded.raw:
        outcome.add("wrong undos")
        outcome.fail(f"{where}: the next save or its undo is not right")
