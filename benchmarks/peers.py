"""What peers of alcto cost beside it: programs of the terminal that a person may have, `run.py table --peers`.

Only those on the path are measured. The screens of the first group take no work without a terminal, so what is compared
is how soon they say their version, or the help; those of the second answer from sixty entries, as `alcto status` does.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from table import ON, ROOT, Bench, Side, told, written

_FIRST = datetime(2026, 1, 5, 15, 0, tzinfo=UTC)
_ENTRIES = 60
_SCREENS = (("posting", "--help"), ("dooit", "--version"), ("tl", "--version"), ("harlequin", "--version"))
"""`tl` is toolong; posting tells no version."""


def say_peers(bench: Bench) -> None:
    """Print the table of the peers that are there, in Markdown, and name those that are not."""
    print("\n| a peer | it, ms CPU | alcto, ms CPU | ratio | alcto is asked for |\n|---|---|---|---|---|")
    records = written(bench.folder / "beside-peers", _ENTRIES)
    env = {name: value for name, value in bench.env(ROOT).items() if not name.startswith("PYTHON")}
    version, _ = bench.alcto("--version")
    status, _ = bench.alcto("status", "--json", *ON, ALCTO_RECORDS=str(records))
    anew, _ = bench.alcto("status", "--json", *ON, ALCTO_RECORDS=str(records), ALCTO_CACHE="0")
    missing = []
    asked = [(words[0], words, {}, ((version, "--version"),)) for words in _SCREENS]
    both = ((status, "status --json"), (anew, "status --json, nothing kept"))
    asked += [(name, words, own, both) for name, words, own in _answering(bench.folder / "peers")]
    for name, words, own, ours in asked:
        found = shutil.which(words[0])
        if found is None:
            missing.append(name)
            continue
        theirs = Side((found, *words[1:]), {**env, **own})
        for side, what in ours:
            it, here = bench.of(theirs, side)
            assert it is not None and here is not None
            row = f"{' '.join(words[:2])} | {told(it, False)} | {told(here, False)} | {here.middle / it.middle:.2f}"
            print(f"| {row} | {what} |", flush=True)
    if missing:
        print(f"\nNot on the path: {', '.join(missing)}.")


def _answering(folder: Path) -> Iterator[tuple[str, tuple[str, ...], Mapping[str, str]]]:
    """Programs that answer from entries of their own, each with as many of them."""
    folder.mkdir()
    days = [_FIRST + timedelta(days=number) for number in range(_ENTRIES)]
    journal = folder / "hours.journal"
    journal.write_text(
        "".join(f"{day:%Y-%m-%d} Event\n    hours:it  1.5 h\n    log\n\n" for day in days), encoding="utf-8"
    )
    yield "hledger", ("hledger", "balance", "--file", str(journal)), {}
    data = folder / "timewarrior" / "data"
    data.mkdir(parents=True)
    months: dict[str, list[str]] = {}
    for day in days:
        line = f"inc {day:%Y%m%dT%H%M%SZ} - {day + timedelta(minutes=90):%Y%m%dT%H%M%SZ} # it\n"
        months.setdefault(f"{day:%Y-%m}.data", []).append(line)
    for name, lines in months.items():
        (data / name).write_text("".join(lines), encoding="utf-8")
    (data.parent / "timewarrior.cfg").write_text("", encoding="utf-8")
    yield "timewarrior", ("timew", "summary", "2026-01-01", "-", "2026-04-01"), {"TIMEWARRIORDB": str(data.parent)}
    watson = folder / "watson"
    watson.mkdir()
    frames = [
        [int(day.timestamp()), int(day.timestamp()) + 5400, "it", f"{number:032x}", [], int(day.timestamp())]
        for number, day in enumerate(days)
    ]
    (watson / "frames").write_text(json.dumps(frames), encoding="utf-8")
    yield (
        "watson",
        ("watson", "report", "--all"),
        {"WATSON_DIR": str(watson), "LC_ALL": os.environ.get("LC_ALL", "C.UTF-8")},
    )
