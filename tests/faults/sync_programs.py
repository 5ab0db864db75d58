"""F30: a sync program finds that both sides changed the records file.

Causes: the real ones, where they are installed: unison, which keeps a copy of the version that lost, and rclone bisync,
which leaves both versions under names of their own and none under the file's. Every copy is found and called its
program's; where no records file is left, the copies are named and no new file is made; taken over, every record of both
sides is there.
"""

from __future__ import annotations

import os
import random
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import which

from gates import Gate, Outcome, Plan

from alcto_core.copies.second_copies import find_copies, instead_of_missing, merging
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.store import RecordsStore
from alcto_core.records.document import ids
from alcto_core.records.edits import AddActivity

START = """\
schema = 1

[person]
name = "Jordan Avery"

[[activity]]
id = "old"
title = "Old"
date = 2026-01-28
hours = 2
"""


def _store(path: Path) -> RecordsStore:
    return RecordsStore(RecordsFolder(path=path), now=lambda: datetime(2026, 3, 1, tzinfo=UTC), patience=5)


def _added(path: Path, who: str, chance: random.Random) -> set[str]:
    """What one of the two computers logs."""
    store = _store(path)
    for number in range(chance.randrange(1, 4)):
        table = {"title": f"{who} {number}", "date": date(2026, 2, 1 + number), "hours": 1 + number}
        store.save(store.load(), AddActivity(table=table))
    return set(ids(dict(store.load().reading.document), "activity"))


def _run(scratch: Path, *command: str) -> subprocess.CompletedProcess[str]:
    around = {**os.environ, "HOME": str(scratch), "XDG_CACHE_HOME": str(scratch), "UNISON": str(scratch / "unison")}
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=around)


def unison(scratch: Path, one: Path, other: Path, *, is_first: bool) -> None:
    """Both folders made alike, the newer version of a file winning and the other kept beside it."""
    prefer = () if is_first else ("-prefer", "newer", "-copyonconflict")
    _run(scratch, "unison", str(one), str(other), "-batch", "-ignore", "Name .alcto", *prefer)


def rclone(scratch: Path, one: Path, other: Path, *, is_first: bool) -> None:
    """Both folders made alike by a program that keeps both versions and lets none win."""
    resync = ("--resync",) if is_first else ()
    config = ("--config", os.devnull, "--workdir", str(scratch / "bisync"), "--filter", "- .alcto/**")
    _run(scratch, "rclone", "bisync", str(one), str(other), *config, "--force", *resync)


PROGRAMS = {"unison": (unison, "Unison"), "rclone": (rclone, "rclone")}


def meet(plan: Plan, number: int, program: str, outcome: Outcome) -> None:
    """Two computers log something each, and their folders are made alike."""
    sync, called = PROGRAMS[program]
    chance = plan.chance(number)
    scratch = plan.scratch / str(number)
    one, other = scratch / "one", scratch / "other"
    for folder in (one, other):
        folder.mkdir(parents=True)
    (one / "records.toml").write_text(START)
    (one / "RCLONE_TEST").write_text("")
    sync(scratch, one, other, is_first=True)
    if not (other / "records.toml").exists():
        outcome.fail(f"{program} (case {number}): the first round brought nothing over")
        return
    wanted = _added(one, "one", chance) | _added(other, "other", chance)
    told = (other / "records.toml").stat()
    os.utime(other / "records.toml", (told.st_atime, told.st_mtime + 5))
    sync(scratch, one, other, is_first=False)
    outcome.add("meetings")
    outcome.add(f"by {program}")
    name = f"{program} (case {number})"
    found = [_joined(f"{name}, {folder.name}", RecordsFolder(path=folder), called, outcome) for folder in (one, other)]
    if missing := wanted - set().union(*found):
        outcome.add("records lost", len(missing))
        beside = sorted(path.name for folder in (one, other) for path in folder.iterdir())
        outcome.fail(f"{name}: {sorted(missing)} are in neither; there lie {beside}")


def _joined(name: str, folder: RecordsFolder, called: str, outcome: Outcome) -> set[str]:
    """Take over what a person is told of the copies; the ids that are in the file then."""
    if not folder.file.exists():
        said = instead_of_missing(folder)
        if said is None or called not in str(said):
            outcome.fail(f"{name}: {said or 'nothing is said of the copies'}")
            return set()
        outcome.add("files gone, copies named")
        first = find_copies(folder)[0]
        first.path.rename(folder.file)
    copies = [copy for copy in find_copies(folder) if copy.has_more]
    store = _store(folder.path)
    for copy in copies:
        outcome.add("copies found")
        if copy.program != called:
            outcome.fail(f"{name}: {copy.path.name} is told as of {copy.program}")
        store.save(store.load(), merging(copy, copy.proposed))
    return set(ids(dict(store.load().reading.document), "activity"))


def measure(plan: Plan) -> Outcome:
    """Every program that is installed, in turn."""
    outcome = Outcome()
    for figure in ("meetings", "copies found", "files gone, copies named", "records lost"):
        outcome.add(figure, 0)
    programs = [name for name in PROGRAMS if which(name)]
    for number in plan.of(4, 60):
        meet(plan, number, programs[number % len(programs)], outcome)
    for absent in PROGRAMS:
        if absent not in programs:
            outcome.add(f"by {absent} (not installed)", 0)
    return outcome


GATE = Gate(
    id="F30",
    fault="a sync program finds that both sides changed the file",
    gate="every copy is found and called its program's; 0 records lost once they are taken over",
    measure=measure,
    least={"meetings": (4, 60), "copies found": (2, 40)},
    needs="unison rclone",
)
