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
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

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
from table import table

ON = date(2026, 8, 14)
PYTHON = sys.executable


class Measured(NamedTuple):
    """The best of some runs."""

    seconds: float
    peak: int
    """Largest resident memory of a run in bytes; 0 where it was not asked for."""


class Row(NamedTuple):
    """One line of the answer."""

    what: str
    ours: Measured
    floor: Measured | None
    aim: str


def environment(folder: Path) -> dict[str, str]:
    """The environment of every child: bytecode is written and used, and nobody's settings are read."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept,
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "ALCTO_RECORDS": str(folder),
        "TERM": "xterm",
    }


def once(argv: list[str], env: dict[str, str], *, cpu: bool = False, ends: tuple[int, ...] = (0,)) -> Measured:
    """Run a command to its end, its output thrown away; with `cpu`, the seconds that it computed, by the system."""
    begin = time.perf_counter()
    pid = os.posix_spawn(
        argv[0],
        argv,
        env,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        ],
    )
    _, status, usage = os.wait4(pid, 0)
    seconds = usage.ru_utime + usage.ru_stime if cpu else time.perf_counter() - begin
    if os.waitstatus_to_exitcode(status) not in ends:
        raise SystemExit(f"{' '.join(argv)} ended with {os.waitstatus_to_exitcode(status)}")
    return Measured(seconds, peak_of(usage.ru_maxrss))


def best(sides: Sequence[Callable[[], Measured]], runs: int) -> list[Measured]:
    """The best of `runs` runs of each side, taken in turn, after one of each that only warms up."""
    for side in sides:
        side()
    taken = [[side() for side in sides] for _ in range(runs)]
    return [
        Measured(min(one.seconds for one in column), min(one.peak for one in column))
        for column in zip(*taken, strict=True)
    ]


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
    for count in (100, 1_000):
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
            grown = f"; grows with exponent {exponent:.2f}"
        before = count, ours.seconds
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
    ours: dict[int, Measured] = {}
    floors: dict[int, Measured] = {}
    for size in (2, 200):
        home = folder / f"proofs-{size}"
        (home / "evidence").mkdir(parents=True)
        (home / "records.toml").write_text(records_with_proofs(60), encoding="utf-8")
        for number in range(60):
            (home / "evidence" / f"{number}.pdf").write_bytes(os.urandom(size * 1_000_000 // 60))
        to = folder / f"packet-{size}.zip"
        verb = [PYTHON, "-m", "alcto_tui", "packet", "al-cto", "--to", str(to), "--yes", "--on", ON.isoformat()]
        verb += ["--records", str(home)]
        copy = [PYTHON, "-c", _COPY_ALONE, str(home / "evidence"), str(folder / f"copy-{size}.bin")]
        ours[size], floors[size] = best(
            [
                lambda verb=verb: once(verb, env, cpu=True, ends=(0, 1)),  # type: ignore[misc]
                lambda copy=copy: once(copy, env, cpu=True),  # type: ignore[misc]
            ],
            runs,
        )
    proofs = Measured(ours[200].seconds - ours[2].seconds, ours[200].peak)
    floor = Measured(floors[200].seconds - floors[2].seconds, floors[200].peak)
    yield Row("packet, 60 entries, proofs of 2 MB", ours[2], None, "standing, reports and form, whatever the proofs")
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


def evaluation(count: int) -> Callable[[], object]:
    """The pure function in the middle, for both rule sets."""
    from alcto_core.evaluation.evaluate import evaluate_all
    from alcto_core.host.plugins import load_plugins
    from alcto_core.records.reading import read_text

    library = load_plugins(no_plugins=True).library
    records = read_text(records_text(count).encode()).records
    assert records is not None
    return lambda: evaluate_all(records, library, ON)


def judging(count: int) -> Callable[[], object]:
    """The same, without the answers under other readings and without ended windows."""
    from alcto_core.evaluation.evaluate import evaluate
    from alcto_core.host.plugins import load_plugins
    from alcto_core.records.reading import read_text

    library = load_plugins(no_plugins=True).library
    records = read_text(records_text(count).encode()).records
    assert records is not None
    return lambda: [evaluate(records, one, library, ON, readings=False, earlier=False) for one in records.credentials]


def previewing(count: int) -> Callable[[], object]:
    """What the entry form computes while a person types."""
    from alcto_core.host.plugins import load_plugins
    from alcto_core.hours import HOUR
    from alcto_core.keeping.folder import RecordsFolder
    from alcto_core.keeping.store import RecordsStore
    from alcto_core.overview import of_loaded, preview
    from alcto_core.records.types import Activity

    folder = RecordsFolder(path=Path(os.environ["ALCTO_RECORDS"]))
    folder.file.write_text(records_text(count), encoding="utf-8")
    overview = of_loaded(folder, RecordsStore(folder).load(), load_plugins(no_plugins=True), ON)
    activity = Activity(
        id="new",
        title="New",
        date=date(2026, 7, 1),
        hours=3 * HOUR // 2,
        strands=("al-cto/it",),
        offering="alet/talent",
    )
    return lambda: preview(overview, activity)


def trying(count: int) -> Callable[[], object]:
    """What the Plan screen computes of the standings for an entry that is left out, once the screen is open: each time
    another one, so that nothing is known of it."""
    from alcto_core.evaluation.evaluate import evaluate_all
    from alcto_core.host.plugins import load_plugins
    from alcto_core.planning.question import PlanQuestion
    from alcto_core.records.reading import read_text
    from alcto_core.telling.what_if import WhatIf

    on = date(2026, 3, 2)
    library = load_plugins(no_plugins=True, local_rules=Path(os.environ["ALCTO_RECORDS"]) / "rules").library
    records = read_text(records_of_three(count).encode()).records
    assert records is not None
    bench: dict[Any, Any] = {}
    before = evaluate_all(records, library, on, plan=True, readings=False, bench=bench)
    question = PlanQuestion(records=records, library=library, on=on)
    entries = iter(sorted(records.activities, key=lambda one: one.order, reverse=True))
    return lambda: WhatIf(without=(next(entries),)).judged(question, before, bench)


ACTS: dict[str, Callable[[int], Callable[[], object]]] = {
    "evaluation": evaluation,
    "judgement": judging,
    "preview": previewing,
    "what-if": trying,
}


def act(name: str, runs: int) -> None:
    """Do one of `ACTS` in this process (`evaluation:600`) and print the seconds of CPU of its best run."""
    kind, _, count = name.partition(":")
    doing = ACTS[kind](int(count))
    doing()
    seconds = []
    for _ in range(runs):
        begin = time.process_time()
        doing()
        seconds.append(time.process_time() - begin)
    print(min(seconds))


def acted(name: str, folder: Path, runs: int) -> Measured:
    """An act in a process of its own, for the sake of its peak of memory."""
    read, write = os.pipe()
    pid = os.posix_spawn(
        PYTHON,
        [PYTHON, __file__, "--act", name, "--runs", str(runs)],
        environment(folder),
        file_actions=[(os.POSIX_SPAWN_DUP2, write, 1), (os.POSIX_SPAWN_CLOSE, read)],
    )
    os.close(write)
    with os.fdopen(read) as told:
        seconds = float(told.read())
    return Measured(seconds, peak_of(os.wait4(pid, 0)[2].ru_maxrss))


def evaluations(folder: Path, runs: int) -> Iterable[Row]:
    """Evaluation on growing logs: the cost must grow in proportion."""
    small: Measured | None = None
    for count, aim in ((60, ""), (600, "10 x that of 60"), (2000, "50 ms"), (6000, "100 x that of 60")):
        ours = acted(f"evaluation:{count}", folder, max(3, runs // 2))
        yield Row(f"evaluation, {count:,} activities x both rule sets", ours, small, aim)
        small = small or ours


def previews(folder: Path, runs: int) -> Iterable[Row]:
    """The entry form's preview, computed while a person types."""
    yield Row("entry preview, 600 activities", acted("preview:600", folder, runs), None, "10 ms")
    one = acted("judgement:10000", folder, max(3, runs // 2))
    ours = acted("preview:10000", folder, max(3, runs // 2))
    yield Row("entry preview, 10,000 activities (floor: one judgement)", ours, one, "1.2 x one judgement")


def peak_of(maximum: int) -> int:
    """The largest resident memory in bytes, from what the system calls `ru_maxrss`."""
    return maximum if sys.platform == "darwin" else maximum * 1024


def say(rows: Iterable[Row]) -> None:
    """Print each row as soon as it is measured."""
    print(f"{'':<46} {'alcto':>10} {'floor':>10} {'ratio':>6} {'memory':>8} {'floor':>8}  aim")
    for row in rows:
        floor, ratio, floor_peak = "", "", ""
        if row.floor is not None:
            floor = f"{row.floor.seconds * 1000:.1f} ms"
            ratio = f"{row.ours.seconds / row.floor.seconds:.2f}"
            floor_peak = megabytes(row.floor.peak)
        ours = f"{row.ours.seconds * 1000:.1f} ms"
        memory = f"{megabytes(row.ours.peak):>8} {floor_peak:>8}"
        print(f"{row.what:<46} {ours:>10} {floor:>10} {ratio:>6} {memory}  {row.aim}", flush=True)


def megabytes(size: int) -> str:
    """A size for people; nothing where none was measured."""
    return f"{size / (1 << 20):.0f} MB" if size else ""


def main() -> None:
    """Measure what was asked for, or all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="runs of each side; the best counts")
    parts = ("starts", "import", "plan", "roster", "packet", "report", "evaluation", "preview")
    parser.add_argument(
        "only", nargs="*", choices=[*parts, "table", "screens", "history", []], help="measure only these parts"
    )
    parser.add_argument("--act", help=argparse.SUPPRESS)
    parser.add_argument("--instructions", action="store_true", help="of the table: count instructions by valgrind")
    parser.add_argument("--against", default="", metavar="REV", help="of the tables: an older commit beside it")
    asked = parser.parse_args()
    if "screens" in asked.only:
        from on_screen import screens

        screens(asked.runs, asked.against)
        return
    if "table" in asked.only:
        table(asked.runs, counts=asked.instructions, revision=asked.against)
        return
    if "history" in asked.only:
        with tempfile.TemporaryDirectory(prefix="alcto-history-") as name:
            say_history(Path(name))
        return
    if asked.act:
        act(asked.act, asked.runs)
        return
    wanted = asked.only or parts
    with tempfile.TemporaryDirectory(prefix="alcto-benchmarks-") as name:
        folder = Path(name)
        rows: list[Iterable[Row]] = []
        if "starts" in wanted:
            rows.append(starts(folder, asked.runs))
        if "import" in wanted:
            rows.append(imports(folder, asked.runs))
        if "plan" in wanted:
            rows.append(plans(folder, asked.runs))
        if "roster" in wanted:
            rows.append(rosters(folder, asked.runs))
        if "packet" in wanted:
            rows.append(packets(folder, asked.runs))
        if "report" in wanted:
            rows.append(reports(folder, asked.runs))
        if "evaluation" in wanted:
            rows.append(evaluations(folder, asked.runs))
        if "preview" in wanted:
            rows.append(previews(folder, asked.runs))
        say(row for part in rows for row in part)


if __name__ == "__main__":
    main()
