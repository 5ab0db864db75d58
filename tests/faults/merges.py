"""F26: git could not merge two branches, and its markers stand in the records file.

Causes: git itself. Two branches of a real repository each change the same records file: they add entries, change the
same one, delete what the other changed; with and without the base between the markers. Who then follows what alcto
says of the file, line by line, has a file that can be read again, with every record that either branch has; nothing is
saved before.
"""

from __future__ import annotations

import os
import random
import subprocess
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

from gates import Gate, Outcome, Plan

from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.store import RecordsStore
from alcto_core.problems import AlctoError
from alcto_core.records.edits import AddActivity
from alcto_core.records.reading import read_text

STYLES = ("merge", "diff3", "zdiff3")
HEAD = 'schema = 1\n\n[person]\nname = "Jordan Avery"\n\n[[credential]]\nprogram = "al-td-ceu"\n'
Records = dict[str, str]
"""The text of each activity by its id, in the order of the file."""


def _record(id: str, hours: str, chance: random.Random) -> str:
    lines = [f'title = "Event {id}"', f"date = 2026-01-{chance.choice((12, 28))}", f"hours = {hours}"]
    if chance.randrange(2):
        lines.append('strands = ["al-cto/it"]')
    if chance.randrange(3) == 0:
        lines.append(f'note = "{chance.randrange(9)}"')
    return f'\n[[activity]]\nid = "{id}"\n' + "\n".join(lines) + "\n"


def _text(records: Records, ending: str) -> str:
    return (HEAD + "".join(records.values())).replace("\n", ending)


def _branch(name: str, base: Records, chance: random.Random) -> Records:
    """What one of the two made of the records."""
    records = dict(base)
    for number in range(chance.randrange(1, 3)):
        id = chance.choice(list(base))
        match chance.randrange(5):
            case 0 | 1 | 2:
                records[f"{name}{number}"] = _record(f"{name}{number}", str(chance.randrange(1, 4)), chance)
            case 3:
                records[id] = _record(id, f"{chance.randrange(5, 9)}.5", chance)
            case _ if len(records) > 1:
                records.pop(id, None)
    return records


def _merged(folder: Path, style: str, base: str, one: str, other: str) -> bytes | None:
    """What git leaves of the file; None where it could merge."""
    folder.mkdir(parents=True)
    file = folder / "records.toml"
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "core.autocrlf=false")
    around = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}

    def git(*words: str) -> int:
        options = (*who, "-c", f"merge.conflictStyle={style}")
        done = subprocess.run(["git", *options, *words], cwd=folder, env=around, capture_output=True, check=False)
        return done.returncode

    def kept(text: str) -> None:
        file.write_bytes(text.encode())
        git("add", "records.toml")
        git("commit", "-qm", "x", "--allow-empty")

    git("init", "-q", "-b", "one")
    kept(base)
    git("checkout", "-qb", "other")
    kept(other)
    git("checkout", "-q", "one")
    kept(one)
    return file.read_bytes() if git("merge", "other") else None


def _ids(text: str) -> set[str]:
    return {one["id"] for one in tomllib.loads(text).get("activity", ())}


def measure(plan: Plan) -> Outcome:
    """Two random branches a case."""
    outcome = Outcome()
    for figure in ("conflicts of git", "two records kept", "versions chosen", "refused saves", "records lost"):
        outcome.add(figure, 0)
    for number in plan.of(60, 1500):
        chance = plan.chance(number)
        style, ending = STYLES[number % 3], "\r\n" if number % 7 == 0 else "\n"
        base = {id: _record(id, "2", chance) for id in ("alpha", "beta", "gamma")[: chance.randrange(1, 4)]}
        one, other = _branch("mine", base, chance), _branch("theirs", base, chance)
        texts = [_text(records, ending) for records in (base, one, other)]
        left = _merged(plan.scratch / str(number), style, *texts)
        if left is not None and b"<<<<<<<" in left:
            outcome.add("conflicts of git")
            follow(plan.scratch / str(number), f"case {number} ({style})", left, (base, one, other), outcome)
    return outcome


def follow(path: Path, name: str, left: bytes, sides: tuple[Records, ...], outcome: Outcome) -> None:
    """Do what the sentences ask for until no marker is left, and look what is there then."""
    _refused(path, name, outcome)
    text = left.decode()
    said = ""
    for _ in range(10):
        if "<<<<<<<" not in text:
            break
        problem = next((one for one in read_text(text.encode()).problems if "lines " in one.text), None)
        if problem is None or problem.line is None:
            outcome.fail(f"{name}: no sentence names the lines of the conflict")
            return
        lines = text.replace("\r\n", "\n").split("\n")
        start = problem.line - 1
        if not lines[start].startswith("<<<<<<<"):
            outcome.fail(f"{name}: line {problem.line} is named, and no conflict begins there")
            return
        end = next(at for at in range(start, len(lines)) if lines[at].startswith(">>>>>>>"))
        if "two records" in problem.text:
            outcome.add("two records kept")
            lines[start : end + 1] = problem.corrected.split("\n")
        else:
            said += problem.remedy
            outcome.add("versions chosen")
            stop = next(at for at in range(start, end) if lines[at][:7] in ("|" * 7, "=" * 7))
            lines[start : end + 1] = lines[start + 1 : stop]
        text = "\n".join(lines)
    if read_text(text.encode()).records is None:
        outcome.fail(f"{name}: what was asked for was done, and the file cannot be read")
        return
    base, one, other = (set(side) for side in sides)
    wanted = (one & other) | ((one | other) - base)
    for id in sorted(wanted - _ids(text)):
        if id in one & other or f"“{id}”" not in said:
            outcome.add("records lost")
            outcome.fail(f"{name}: {id} got lost without a word")


def _refused(path: Path, name: str, outcome: Outcome) -> None:
    """Nothing is saved over a file with markers."""
    store = RecordsStore(RecordsFolder(path=path), now=lambda: datetime(2026, 3, 1, tzinfo=UTC), patience=5)
    before = store.folder.file.read_bytes()
    table = {"title": "New", "date": date(2026, 3, 1), "hours": 1}
    try:
        store.save(store.load(), AddActivity(table=table))
    except AlctoError:
        outcome.add("refused saves")
    if store.folder.file.read_bytes() != before:
        outcome.fail(f"{name}: something was saved over the markers")


GATE = Gate(
    id="F26",
    fault="git could not merge, and its markers stand in the file",
    gate="each conflict is named by its lines; who does what is said loses no record; nothing is saved before",
    measure=measure,
    least={"conflicts of git": (25, 600), "two records kept": (8, 200), "refused saves": (25, 600)},
    needs="git",
)
