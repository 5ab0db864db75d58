"""F5: several alctos save at once.

Four processes add to one file as fast as they can, and beside them the command line does, as a person with two
windows would. Every addition that was called saved must be in the file, once. That they were really at it together
is told by the additions that found the file changed since they had read it, and merged.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from itertools import pairwise

import calls
import victims
from gates import Gate, Outcome, Plan

from alcto_core.keeping.store import RecordsStore
from alcto_core.records.differences import differences, document_of
from alcto_core.records.document import ids

_PROCESSES = ("one", "two", "three", "four")
_PATIENCE = 600.0
_UNDONE = 30
"""How many of the last additions are undone; of all others the kept bytes are compared."""
_ADDING = """\
import json, sys
from datetime import date
from pathlib import Path
from alcto_core.records.edits import AddActivity
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.store import RecordsStore

store = RecordsStore(RecordsFolder(path=Path(sys.argv[1])), patience=300)
loaded = store.load()
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    title = f"{sys.argv[2]} {number}"
    table = {"title": title, "date": date(2026, 1, 1), "hours": 1, "strands": ["al-cto/it"]}
    saved = store.save(loaded, AddActivity(table=table))
    print(json.dumps([list(saved.added), saved.merged, saved.confirmed]), flush=True)
    loaded = saved.loaded if number % 3 else store.load()
"""


def _adding(store: RecordsStore, additions: int) -> list[subprocess.Popen[str]]:
    command = [sys.executable, "-c", _ADDING, str(store.folder.path)]
    runs = [
        subprocess.Popen([*command, name, str(additions)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for name in _PROCESSES
    ]
    for run in runs:
        assert run.stdout is not None
        assert run.stdout.readline() == "ready\n"
    for run in runs:
        assert run.stdin is not None
        run.stdin.write("go\n")
        run.stdin.flush()
    return runs


def _logging(store: RecordsStore, number: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            sys.executable, "-m", "alcto_tui", "log", "--yes", "--records", str(store.folder.path), "--title",
            f"Line {number}", "--date", "2026-02-01", "--hours", "1", "--strand", "al-cto/it",
        ],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def measure(plan: Plan) -> Outcome:
    """Add from everywhere at once, then look for each addition."""
    outcome = victims.told_in_table(
        Outcome(), "additions", "merged", "from the command line", "present", "lost", "twice", "undone"
    )
    additions, lines = (250, 12) if plan.is_long else (25, 3)
    store = victims.store_in(plan.scratch)
    first = store.create(victims.PERSON, [victims.PROGRAM]).loaded.raw
    adding = _adding(store, additions)
    said: list[str] = []
    for number in range(lines):
        if number % 2:
            _take_logged(outcome, said, [_logging(store, number)])
        else:
            _take_logged(outcome, said, [_logging(store, number), _logging(store, lines + number)])
    for run in adding:
        output, _ = run.communicate(timeout=_PATIENCE)
        if run.returncode:
            outcome.fail("a process that added did not come to its end")
        for line in output.splitlines():
            added, is_merged, is_confirmed = json.loads(line)
            said += added
            outcome.add("merged", int(is_merged))
            if not is_confirmed:
                outcome.fail(f"{added}: not confirmed")
    outcome.add("additions", len(said))
    _judge(outcome, store, said, first)
    shutil.rmtree(plan.scratch / "records")
    return outcome


def _take_logged(outcome: Outcome, said: list[str], runs: list[subprocess.Popen[str]]) -> None:
    for run in runs:
        output, error = run.communicate(timeout=_PATIENCE)
        if run.returncode == 0 and output.split():
            said += output.split()
            outcome.add("from the command line")
        else:
            outcome.fail(f"alcto log ended with {run.returncode}: {error}")


def _judge(outcome: Outcome, store: RecordsStore, said: list[str], first: bytes) -> None:
    """Each addition once; valid records; a history of one addition a step that leads back to the first file."""
    loaded = store.load()
    if loaded.reading.problems:
        outcome.fail(f"the file has problems: {loaded.reading.problems[0]}")
    found = ids(document_of(loaded.raw) or {}, "activity")
    outcome.add("present", len(set(found) & set(said)))
    outcome.add("lost", len(set(said) - set(found)))
    outcome.add("twice", len(found) - len(set(found)) + len(said) - len(set(said)))
    if sorted(found) != sorted(said):
        outcome.fail(f"{len(said)} were called saved, {len(found)} are in the file")
    if victims.temporaries(store.folder.path):
        outcome.fail("temporary files were left")
    done = store.history().done
    steps = len(done)
    states = [loaded.raw, *(store.bytes_of(one.before) for one in reversed(done))]
    with calls.unsynced():
        for raw in states[1 : _UNDONE + 1]:
            outcome.add("undone")
            if store.undo().loaded.raw != raw:
                outcome.fail("an undo led to other bytes")
    documents = [document_of(raw) or {} for raw in states]
    for after, before in pairwise(documents):
        changes = differences(before, after)
        if len(changes) != 1 or changes[0].change != "added":
            outcome.fail(f"one step of the history did {[change.change for change in changes]}")
    if steps == len(said) and states[-1] != first:
        outcome.fail("undo does not lead back to the first file")
    if steps < min(len(said), 190):
        outcome.fail(f"only {steps} of {len(said)} steps can be undone")


GATE = Gate(
    id="F5",
    fault="several alctos at once",
    gate="4 processes of 250 additions: every one present",
    measure=measure,
    least={
        "additions": (100, 1000),
        "merged": (3, 30),
        "from the command line": (3, 12),
        "present": (100, 1000),
        "undone": (30, 30),
    },
)
