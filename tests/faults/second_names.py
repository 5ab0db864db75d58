"""F27: the records file has a second name on the disk, or is reached through one.

Causes: hard links, as some backup programs and package managers of dotfiles make; symbolic links to the file, to the
folder, through several steps, and to a place that is not there. A save through a symbolic link changes the file that
it leads to and leaves the link; a hard link is broken by any save in one step, and that is said; nothing is ever lost.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

from gates import Gate, Outcome, Plan

from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.store import RecordsStore
from alcto_core.problems import AlctoError
from alcto_core.records.edits import AddActivity

TEXT = 'schema = 1\n\n[person]\nname = "Jordan Avery"\n'
WAYS = ("hard link", "two hard links", "link to the file", "link to a link", "link to the folder", "link to nothing")


def _laid(path: Path, way: str) -> tuple[Path, list[Path]]:
    """The folder that alcto opens, and the other names of the file."""
    home = path / "records"
    home.mkdir(parents=True)
    real = home / "records.toml"
    elsewhere = path / "elsewhere"
    elsewhere.mkdir()
    match way:
        case "hard link" | "two hard links":
            real.write_text(TEXT)
            others = [elsewhere / f"copy {number}" for number in range(1 if way == "hard link" else 2)]
            for other in others:
                os.link(real, other)
            return home, others
        case "link to the folder":
            real.write_text(TEXT)
            (path / "door").symlink_to(home)
            return path / "door", [real]
        case "link to nothing":
            real.symlink_to(elsewhere / "away.toml")
            return home, []
    target = elsewhere / "kept.toml"
    target.write_text(TEXT)
    middle = target
    if way == "link to a link":
        middle = path / "step.toml"
        middle.symlink_to(target)
    real.symlink_to(os.path.relpath(middle, home))
    return home, [target]


def one(path: Path, way: str, outcome: Outcome) -> None:
    """Three saves, an undo and a redo through one of these."""
    home, others = _laid(path, way)
    folder = RecordsFolder(path=home)
    store = RecordsStore(folder, now=lambda: datetime(2026, 3, 1, tzinfo=UTC), patience=5)
    outcome.add("second names")
    if way == "link to nothing":
        try:
            store.load()
            outcome.fail(f"{way}: it was read")
        except AlctoError as refused:
            if "is a link to a file that is not there" not in str(refused):
                outcome.fail(f"{way}: {refused}")
        outcome.add("said")
        if list(path.rglob("away.toml")) or list(home.iterdir()) != [folder.file]:
            outcome.fail(f"{way}: something was made")
        return
    is_hard = "hard" in way
    for number in range(3):
        table = {"title": f"Event {number}", "date": date(2026, 3, 1), "hours": 1}
        saved = store.save(store.load(), AddActivity(table=table))
        is_told = "hard link" in saved.note
        outcome.add("said", int(is_told))
        if is_told != (is_hard and number == 0):
            outcome.fail(f"{way}: save {number}: {saved.note or 'no word'}")
    after = folder.file.read_bytes()
    if (after.count(b"[[activity]]"), store.undo().loaded.raw.count(b"[[activity]]")) != (3, 2):
        outcome.fail(f"{way}: not what was saved")
    store.redo()
    for other in others:
        holds = other.read_bytes()
        if holds != (TEXT.encode() if is_hard else after):
            outcome.fail(f"{way}: {other.name} holds something else")
    if folder.file.is_symlink() != (way in ("link to the file", "link to a link")):
        outcome.fail(f"{way}: a link is no link any more, or the other way about")


def measure(plan: Plan) -> Outcome:
    """Every way, again and again."""
    outcome = Outcome()
    outcome.add("second names", 0)
    outcome.add("said", 0)
    for number in plan.of(len(WAYS), 30 * len(WAYS)):
        one(plan.scratch / str(number), WAYS[number % len(WAYS)], outcome)
    return outcome


GATE = Gate(
    id="F27",
    fault="the file has a second name: hard links, symbolic links, a link to nothing",
    gate="a symbolic link stays one; that a hard link keeps the old text is said once; nothing is made at a dead end",
    measure=measure,
    least={"second names": (6, 180), "said": (3, 90)},
    needs="posix",
)
