"""Every speed that alcto promises, beside its floor, measured in one run: `python benchmarks/run.py`.

A floor is the least that the same work could cost on this machine: an interpreter that imports the same
libraries, an empty Textual app. Ratios travel from machine to machine, milliseconds do not, so nothing here is
a test. Runs of the two sides alternate, and the best of each side counts: what else the machine does only
ever adds time.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from acts import act, acted, evaluations, previews
from history import say_history
from made_up import (
    catalogue_text,
    records_of_alabama,
    records_of_three,
    records_text,
    records_with_proofs,
    sheet_text,
    tying_text,
)
from measured import ON, PYTHON, Measured, Row, best, environment, once, say
from peers import say_peers
from table import table


def starts(folder: Path, runs: int) -> Iterable[Row]:
    """What the command line costs before any record is read, and for a status."""
    env = environment(folder)
    alcto = [PYTHON, "-m", "alcto_tui"]
    click = [PYTHON, "-c", "import click"]
    complete = {**env, "_ALCTO_COMPLETE": "bash_complete", "COMP_WORDS": "alcto st", "COMP_CWORD": "1"}
    for name, argv, variables in (
        ("alcto --version", [*alcto, "--version"], env),
        ("alcto --help", [*alcto, "--help"], env),
        ("one completion", alcto, complete),
    ):
        ours, floor = best(
            [lambda argv=argv, variables=variables: once(argv, variables), lambda: once(click, env)],  # type: ignore[misc]
            runs,
        )
        yield Row(name, ours, floor, "1.3 x importing click")
    (folder / "records.toml").write_text(records_text(60), encoding="utf-8")
    status = [*alcto, "status", "--on", ON.isoformat()]
    same = [PYTHON, "-c", "import " + ", ".join(libraries_of(status[3:], env))]
    ours, floor = best([lambda: once(status, env), lambda: once(same, env)], runs)
    yield Row("alcto status, 60 activities", ours, floor, "1.5 x the same imports")


def libraries_of(words: Sequence[str], env: dict[str, str]) -> list[str]:
    """Every module beside alcto's own that a verb imports, in the order of its import."""
    import subprocess

    code = (
        "import atexit, sys\n"
        "bare = set(sys.modules)\n"
        "own = ('alcto_core', 'alcto_tui', 'alcto_alabama', '__main__')\n"
        "atexit.register(lambda: print('\\nMODULES', *[name for name, module in list(sys.modules.items())\n"
        "    if name not in bare and name.partition('.')[0] not in own and getattr(module, '__spec__', None)]))\n"
        "from alcto_tui.__main__ import main\n"
        "main()\n"
    )
    shown = subprocess.run([PYTHON, "-c", code, *words], env=env, capture_output=True, text=True, check=False).stdout
    return shown.rpartition("MODULES ")[2].split()


_READ_ALONE = """
import csv, sys, tomllib
for name in sys.argv[3:]:
    __import__(name)
with open(sys.argv[1], newline="") as sheet:
    rows = list(csv.reader(sheet))
with open(sys.argv[2], "rb") as records:
    document = tomllib.load(records)
"""


def imports(folder: Path, runs: int) -> Iterable[Row]:
    """The dry run of an import, beside reading the sheet and the records with the same libraries; seconds of CPU."""
    env = environment(folder)
    sheet, records = folder / "log.csv", folder / "records.toml"
    verb = ["import", str(sheet), "--on", ON.isoformat()]
    alcto = [PYTHON, "-m", "alcto_tui", *verb]
    for count, kind in ((1_250, "mixed"), (5_000, "mixed"), (5_000, "one title and day")):
        records.write_text(records_text(count), encoding="utf-8")
        sheet.write_text(sheet_text(count, is_one_day=kind != "mixed"), encoding="utf-8")
        same = [PYTHON, "-c", _READ_ALONE, str(sheet), str(records), *libraries_of(verb, env)]
        ours, floor = best(
            [lambda: once(alcto, env, cpu=True), lambda same=same: once(same, env, cpu=True)],  # type: ignore[misc]
            max(3, runs // 5),
        )
        yield Row(f"import, {count:,} rows beside {count:,}, {kind}", ours, floor, "3 x reading both")


def plans(folder: Path, runs: int) -> Iterable[Row]:
    """A plan for three credentials out of 200 offerings and more, beside the status of the same records; CPU."""
    env = environment(folder)
    (folder / "records.toml").write_text(records_of_three(600), encoding="utf-8")
    (folder / "rules").mkdir()
    (folder / "rules" / "many.toml").write_text(catalogue_text(200), encoding="utf-8")
    day = ("--on", "2026-03-02")
    status = [PYTHON, "-m", "alcto_tui", "status", *day]
    for name, words in (
        ("fewest hours", ()),
        ("fewest events", ("--least", "events")),
        ("only what is capped or fixed", ("--only", "hybrid")),
        ("with its pace", ("--pace",)),
        ("with what it hangs on", ("--risk",)),
    ):
        plan = [PYTHON, "-m", "alcto_tui", "plan", *day, *words]
        ours, floor = best(
            [lambda plan=plan: once(plan, env, cpu=True), lambda: once(status, env, cpu=True, ends=(0, 1))],  # type: ignore[misc]
            max(3, runs // 3),
        )
        yield Row(f"plan, 600 activities, {name}", ours, floor, "" if "--risk" in words else "2 x the status")
    trying = acted("what-if:600", folder, runs)
    yield Row("one what-if in an open sitting, 600 activities", trying, floor, "0.05 x the status")
    (folder / "rules" / "many.toml").write_text(tying_text(20), encoding="utf-8")
    plan = [PYTHON, "-m", "alcto_tui", "plan", *day, "--only", "hybrid"]
    ours, floor = best(
        [lambda: once(plan, env, cpu=True), lambda: once(status, env, cpu=True, ends=(0, 1))], max(3, runs // 3)
    )
    yield Row("plan, 600 activities, twenty events that tie", ours, floor, "")
    (folder / "rules" / "many.toml").unlink()
    (folder / "rules").rmdir()


_PARSE_ALONE = """
import sys, tomllib
from pathlib import Path
for file in Path(sys.argv[1]).glob("*/records.toml"):
    tomllib.loads(file.read_text(encoding="utf-8"))
"""


def rosters(folder: Path, runs: int) -> Iterable[Row]:
    """Many people judged, beside parsing their files in one process; seconds of CPU, of all processes."""
    env = environment(folder)
    before: tuple[int, float] | None = None
    least = 0
    for count in (100, 1_000, 13_000):
        people = folder / f"people-{count}"
        for number in range(count):
            one = people / f"p{number:05}"
            one.mkdir(parents=True)
            (one / "records.toml").write_text(records_of_alabama(60), encoding="utf-8")
        verb = [PYTHON, "-m", "alcto_tui", "roster", str(people), "--json", "--on", ON.isoformat()]
        floor_of = [PYTHON, "-c", _PARSE_ALONE, str(people)]
        anew = {**env, "ALCTO_CACHE": "0"}
        ours, again, floor = best(
            [
                lambda: once(verb, anew, cpu=True, ends=(0, 1)),  # noqa: B023 - called at once
                lambda: once(verb, env, cpu=True, ends=(0, 1)),  # noqa: B023
                lambda: once(floor_of, env, cpu=True),  # noqa: B023
            ],
            max(1, runs // (5 if count <= 100 else 15)),
        )
        grown = ""
        if before is not None:
            exponent = math.log(ours.seconds / before[1]) / math.log(count / before[0])
            grown = f"; grows with exponent {exponent:.2f}; memory {ours.peak / least:.2f} x that of 100, aim 1.5"
        before, least = (count, ours.seconds), least or ours.peak
        yield Row(
            f"roster, {count:,} people of 60 activities and three programs", ours, floor, f"1.3 x parsing them{grown}"
        )
        yield Row(f"the same again, {count:,} unchanged files", again, ours, "0.1 x the first time")


_COPY_ALONE = """
import hashlib, os, sys
from pathlib import Path
target = Path(sys.argv[2])
with target.with_suffix(".new").open("wb", buffering=0) as copy:
    for file in sorted(Path(sys.argv[1]).iterdir()):
        whole = hashlib.sha512()
        with file.open("rb", buffering=0) as source:
            while part := source.read(1 << 20):
                whole.update(part)
                copy.write(part)
    os.fsync(copy.fileno())
target.with_suffix(".new").replace(target)
"""


def packets(folder: Path, runs: int) -> Iterable[Row]:
    """A packet of 60 entries with a proof each, beside hashing and copying the same bytes; CPU, and peaks of memory."""
    env = environment(folder)
    for ending in (".zip", ""):
        ours: dict[int, Measured] = {}
        floors: dict[int, Measured] = {}
        for size in (2, 200):
            home = folder / f"proofs-{size}"
            if not home.exists():
                (home / "evidence").mkdir(parents=True)
                (home / "records.toml").write_text(records_with_proofs(60), encoding="utf-8")
                for number in range(60):
                    (home / "evidence" / f"{number}.pdf").write_bytes(os.urandom(size * 1_000_000 // 60))
            to = folder / f"packet-{size}{ending}"
            verb = [PYTHON, "-m", "alcto_tui", "packet", "al-cto", "--to", str(to), "--yes", "--on", ON.isoformat()]
            verb += ["--records", str(home)]
            copy = [PYTHON, "-c", _COPY_ALONE, str(home / "evidence"), str(folder / f"copy-{size}.bin")]

            def packed(verb: list[str] = verb, to: Path = to) -> Measured:
                shutil.rmtree(to, ignore_errors=True)
                return once(verb, env, cpu=True, ends=(0, 1))

            ours[size], floors[size] = best(
                [packed, lambda copy=copy: once(copy, env, cpu=True)],  # type: ignore[misc]
                runs,
            )
        proofs = Measured(ours[200].seconds - ours[2].seconds, ours[200].peak)
        floor = Measured(floors[200].seconds - floors[2].seconds, floors[200].peak)
        made = "zip" if ending else "folder"
        yield Row(f"packet to a {made}, 60 entries, proofs of 2 MB", ours[2], None, "standing, reports and form")
        yield Row("the same, proofs of 200 MB", ours[200], floors[200], "that, and the next line")
        grown = ours[200].peak / ours[2].peak
        aim = f"1.2 x hashing and copying; memory {grown:.2f} x that of 2 MB, aim 1.1"
        yield Row("  what 198 MB of proofs cost of it", proofs, floor, aim)


def reports(folder: Path, runs: int) -> Iterable[Row]:
    """The report as PDF; CPU of the whole command."""
    env = environment(folder)
    for count in (60, 600):
        (folder / "records.toml").write_text(records_text(count), encoding="utf-8")
        verb = [
            PYTHON,
            "-m",
            "alcto_tui",
            "export",
            "report",
            str(folder / "report.pdf"),
            "--yes",
            "--on",
            ON.isoformat(),
        ]
        status = [PYTHON, "-m", "alcto_tui", "status", "--on", ON.isoformat()]
        ours, floor = best(
            [
                lambda verb=verb: once(verb, env, cpu=True, ends=(0, 1)),  # type: ignore[misc]
                lambda status=status: once(status, env, cpu=True, ends=(0, 1)),  # type: ignore[misc]
            ],
            max(3, runs // 3),
        )
        yield Row(f"report as PDF, {count} entries (floor: a status)", ours, floor, "1 s for 600")


PARTS: dict[str, Callable[[Path, int], Iterable[Row]]] = {
    "starts": starts,
    "import": imports,
    "plan": plans,
    "roster": rosters,
    "packet": packets,
    "report": reports,
    "evaluation": evaluations,
    "preview": previews,
}


def main() -> None:
    """Measure what was asked for, or all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="runs of each side; the best counts")
    parser.add_argument(
        "only", nargs="*", choices=[*PARTS, "table", "screens", "history", []], help="measure only these parts"
    )
    parser.add_argument("--act", help=argparse.SUPPRESS)
    parser.add_argument("--instructions", action="store_true", help="of the table: count instructions by valgrind")
    parser.add_argument("--against", default="", metavar="REV", help="of the tables: an older commit beside it")
    parser.add_argument("--peers", action="store_true", help="of the table: peers on the path beside it")
    asked = parser.parse_args()
    if "screens" in asked.only:
        from on_screen import screens

        screens(asked.runs, asked.against)
        return
    if "table" in asked.only:
        table(asked.runs, counts=asked.instructions, revision=asked.against, beside=say_peers if asked.peers else None)
        return
    if "history" in asked.only:
        with tempfile.TemporaryDirectory(prefix="alcto-history-") as name:
            say_history(Path(name))
        return
    if asked.act:
        act(asked.act, asked.runs)
        return
    with tempfile.TemporaryDirectory(prefix="alcto-benchmarks-") as name:
        say(row for part in asked.only or PARTS for row in PARTS[part](Path(name), asked.runs))


if __name__ == "__main__":
    main()
