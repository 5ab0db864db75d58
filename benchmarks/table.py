"""The table of `docs/speed.md`: what a start costs beside its floor, `python benchmarks/run.py table`.

Seconds of CPU of the finished process, by the system's account; the two sides take turns, and medians are compared.
With `--instructions` what is compared is the number of instructions, counted by valgrind: the steadiest figure, of one
run each. With `--against REV` an older commit stands beside it.
"""

from __future__ import annotations

import itertools
import os
import re
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from made_up import records_text

PYTHON = sys.executable
ROOT = Path(__file__).parents[1]
ON = ("--on", "2026-08-14")
COMMAND = "import sys\nfrom alcto_tui.__main__ import main\nsys.exit(main())"
"""What the installed command `alcto` holds."""
LIBRARIES = "import click, msgspec, pluggy, tomllib, decimal, json, importlib.metadata, platformdirs"
ENTRY = (
    "log", "--title", "Camp", "--date", "2026-07-01", "--hours", "1.5", "--strand", "it", "--location", "Cullman",
    "--justification", "Relates.", "--description", "Done.", "--yes",
)  # fmt: skip


class Side(NamedTuple):
    """One command, and what it finds."""

    words: Sequence[str]
    env: Mapping[str, str]
    before: Callable[[], object] = lambda: None
    """Done before each run, outside the measure."""


class Figure(NamedTuple):
    """What a side cost: seconds of CPU, or instructions."""

    middle: float
    least: float
    most: float


class Row(NamedTuple):
    """One line of the table."""

    what: str
    ours: Figure
    floor: Figure
    beside: str
    """What the floor is."""
    aim: float
    before: Figure | None


class Bench(NamedTuple):
    """How it is measured."""

    folder: Path
    runs: int
    counts: bool
    """Whether instructions are counted."""
    against: Path | None
    """The tree of an older commit."""

    def alcto(self, *words: str, before: Callable[[], object] = lambda: None, **env: str) -> tuple[Side, Side | None]:
        """A call of alcto, and the same call of the older one."""
        here = Side((PYTHON, "-c", COMMAND, *words), {**self.env(ROOT), **env}, before)
        if self.against is None:
            return here, None
        return here, Side(here.words, {**self.env(self.against), **env}, before)

    def python(self, code: str) -> tuple[Side, Side | None]:
        """An interpreter that does so much of alcto, and the same of the older one."""
        here, older = (
            Side((PYTHON, "-c", code), self.env(tree)) if tree is not None else None for tree in (ROOT, self.against)
        )
        assert here is not None
        return here, older

    def floor(self, code: str) -> Side:
        """An interpreter that does no more than this."""
        return Side((PYTHON, "-c", code), self.env(ROOT))

    def env(self, tree: Path) -> dict[str, str]:
        """Bytecode is written and used, nobody's settings are read, and what alcto keeps is its own."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "ALCTO_", "XDG_"))}
        return {
            **kept,
            "HOME": str(self.folder),
            "XDG_CACHE_HOME": str(self.folder / f"cache of {tree.name}"),
            "PYTHONPATH": os.pathsep.join(map(str, (tree, tree / "plugins"))),
            "PYTHONHASHSEED": "0",
            "PYTHONSAFEPATH": "1",  # or the folder that this is called from stands before the tree
            "TERM": "xterm",
        }

    def of(self, *sides: Side | None) -> list[Figure | None]:
        """What each side costs, after two runs that only warm up."""
        for side in (*sides, *sides):
            if side is not None:
                side.before()
                seconds_of(side)
        take, runs = (instructions_of, 1) if self.counts else (seconds_of, self.runs)
        taken: list[list[float]] = [[] for _ in sides]
        for _ in range(runs):
            for side, column in zip(sides, taken, strict=True):
                if side is not None:
                    side.before()
                    column.append(take(side))
        return [Figure(statistics.median(one), min(one), max(one)) if one else None for one in taken]


def seconds_of(side: Side) -> float:
    """Seconds that the process computed, to its end."""
    null = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
    pid = os.posix_spawn(side.words[0], [*side.words], dict(side.env), file_actions=null)
    _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"{side.words} ended with {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime


def instructions_of(side: Side) -> float:
    """Instructions that the process executed, to its end."""
    counted = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *side.words],
        env=dict(side.env), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        check=False,
    )  # fmt: skip
    found = re.search(r"refs:\s+([\d,]+)", counted.stderr)
    if found is None:
        raise SystemExit(f"valgrind counted nothing: {counted.stderr[-400:]}")
    return float(found[1].replace(",", ""))


def rows(bench: Bench) -> Iterator[Row]:
    """Every line of the table, as soon as it is measured."""
    records = {count: written(bench.folder / str(count), count) for count in (60, 1_000, 6_000, 10_000, 16_000)}

    def row(what: str, ours: tuple[Side, Side | None], floor: Side, beside: str, aim: float) -> Row:
        here, least, older = bench.of(ours[0], floor, ours[1])
        assert here is not None and least is not None
        return Row(what, here, least, beside, aim, older)

    bare, click = bench.floor("pass"), bench.floor("import click")
    yield row("--version", bench.alcto("--version"), bare, "a bare interpreter", 1.5)
    complete = {"_ALCTO_COMPLETE": "bash_complete", "COMP_WORDS": "alcto st", "COMP_CWORD": "1"}
    yield row("one completion", bench.alcto(**complete), bare, "a bare interpreter", 1.5)
    yield row("--help", bench.alcto("--help"), click, "importing click", 1.2)
    libraries = bench.floor(LIBRARIES)
    small = {"ALCTO_RECORDS": str(records[60])}
    yield row("status --json, 60", bench.alcto("status", "--json", *ON, **small), libraries, "the libraries", 1.2)
    file = records[60] / "records.toml"
    text, changes = file.read_text(encoding="utf-8"), itertools.count(1)

    def changed() -> None:
        file.write_text(text.replace("Relates", f"Relates, {next(changes)},", 1), encoding="utf-8")

    anew = bench.alcto("status", "--json", *ON, before=changed, **small)
    yield row("the same after a change", anew, libraries, "the libraries", 1.2)
    file.write_text(text, encoding="utf-8")
    off = bench.alcto("status", "--json", *ON, **small, ALCTO_CACHE="0")
    yield row("the same, nothing kept", off, libraries, "the libraries", 1.2)
    yield row("status --line, 60", bench.alcto("status", "--line", *ON, **small), libraries, "the libraries", 0.2)
    large = repr(str(records[16_000] / "records.toml"))
    reads = f"from alcto_core.records.reading import read_text; read_text(open({large}, 'rb').read())"
    yield row("reading 4 MB, 16,000", bench.python(reads), bench.floor(parsing(large)), "parsing the file", 1.5)
    many = {"ALCTO_RECORDS": str(records[6_000])}
    parse = bench.floor(parsing(repr(str(records[6_000] / "records.toml"))))
    status = bench.alcto("status", *ON, **many)
    yield row("status, 6,000", status, parse, "parsing the file", 1.8)
    yield row("list, 6,000", bench.alcto("list", *ON, **many), status[0], "its status", 1.1)
    for count in (1_000, 10_000):
        place = bench.folder / "saved"
        here = {"ALCTO_RECORDS": str(place)}

        def anew(place: Path = place, source: Path = records[count]) -> None:
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(source, place)

        saved = bench.alcto(*ENTRY, *ON, before=anew, **here)
        yield row(f"log --yes, {count:,}", saved, bench.alcto("status", *ON, **here)[0], "its status", 1.5)


def parsing(file: str) -> str:
    """The code that parses a file with Python's own reader; `file` is its name in quotes."""
    return f"import tomllib; tomllib.load(open({file}, 'rb'))"


def written(folder: Path, count: int) -> Path:
    """A folder with the records of so many activities."""
    folder.mkdir()
    (folder / "records.toml").write_text(records_text(count), encoding="utf-8")
    return folder


def tree_of(revision: str, folder: Path) -> Path:
    """The files of a commit, in a folder of their own."""
    packed = subprocess.run(["git", "archive", revision], cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def say(bench: Bench, revision: str) -> None:
    """Print the table in Markdown."""
    unit = "M instructions" if bench.counts else "ms CPU"
    one = f"| at {revision} | ratio " if bench.against is not None else ""
    print(f"| activities in the file | alcto, {unit} | floor | ratio | aim {one}| floor is |")
    print(f"|---|---|---|---|---{'|---|---' if one else ''}|---|")
    for row in rows(bench):
        older = ""
        if one:
            ratio = f"{row.before.middle / row.floor.middle:.2f}" if row.before is not None else ""
            older = f"{told(row.before, bench.counts) if row.before is not None else ''} | {ratio} | "
        ratio = f"{row.ours.middle / row.floor.middle:.2f}"
        shown = f"{told(row.ours, bench.counts)} | {told(row.floor, bench.counts)} | {ratio} | {row.aim}"
        print(f"| {row.what} | {shown} | {older}{row.beside} |", flush=True)
    if not bench.counts:
        print(
            f"\nMedians of {bench.runs} runs of each side, with the least and the most; {os.cpu_count()} cores, ",
            end="",
        )
        print(f"CPython {sys.version.split()[0]}.")


def told(figure: Figure, counts: bool) -> str:
    """A figure for people."""
    if counts:
        return f"{figure.middle / 1e6:.0f}"
    return f"{figure.middle * 1e3:.1f} ({figure.least * 1e3:.1f} to {figure.most * 1e3:.1f})"


def table(runs: int, *, counts: bool, revision: str, beside: Callable[[Bench], None] | None = None) -> None:
    """Measure and print all of it, and what else is asked for."""
    if counts and shutil.which("valgrind") is None:
        raise SystemExit("--instructions needs valgrind")
    with tempfile.TemporaryDirectory(prefix="alcto-table-") as name:
        folder = Path(name)
        against = tree_of(revision, folder / "against") if revision else None
        os.chdir(folder)  # an interpreter looks for modules where it stands, before it looks anywhere else
        bench = Bench(folder, runs, counts, against)
        say(bench, revision)
        if beside is not None:
            beside(bench)
