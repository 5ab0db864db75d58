"""Whole jobs of a person at a real terminal, at the speed of fingers and in bursts, and what stands on disk afterwards.

    .venv/bin/python tests/tui/whole_jobs.py            # all of them, with their keys and the standing that they leave
    .venv/bin/python tests/tui/whole_jobs.py edit plan  # some of them

A job is a row of parts: what is typed, and the words that are awaited then. At the speed of fingers each key comes a
moment after the other; in a burst all keys of a part come at once, ahead of what they open. A letter that changes the
file at once is a part of its own, as it counts only when it comes by itself.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from terminal import DOWN, ENTER, F2, RIGHT, TAB, Terminal

DEMO = Path(__file__).parents[2] / "alcto_core" / "demo" / "alabama.toml"
PAUSE = 0.12
"""Seconds between two keys of whoever types fast."""
SPEEDS = ("fingers", "burst")
BACK, CLEAR = "\x7f", "\x15"
SHEET = "Title,Date,Hours,Strand\nTabletop exercise,2026-03-02,1.5,IT\nPrivacy clinic,2026-03-03,2,Data\n"
Records = Mapping[str, Any]


@dataclass(frozen=True)
class Job:
    """What a person does, and what must be true of the records file then."""

    does: str
    parts: tuple[tuple[tuple[str, ...], str], ...]
    """Keys, and what is seen once they have done their work."""
    holds: Callable[[Records, Path], object]
    """Of the records as they were read from disk, and their folder."""
    is_first: bool = False
    """Whether it begins without records."""

    @property
    def keys(self) -> int:
        """How many keys are pressed; a word counts its letters."""
        return sum(1 if key.startswith("\x1b") else len(key) for keys, _ in self.parts for key in keys)


def _entry(records: Records, title: str) -> dict[str, Any]:
    return next((one for one in reversed(records["activity"]) if one["title"] == title), {})


def _looks_as_before(_records: Records, folder: Path) -> bool:
    return (folder / "records.toml").read_bytes() == DEMO.read_bytes()


def jobs(beside: Path) -> dict[str, Job]:
    """All jobs, by a short name. Files that a person has elsewhere lie in the folder `beside`."""
    return {
        "first": Job(
            "begins: state, name, district, then the file is made",
            ((("AL", TAB, "Kim Doe", TAB, "Pine Hollow", F2), "TD-CEU"),),
            lambda found, _: (found["person"] == {"name": "Kim Doe", "district": "Pine Hollow", "state": "AL"}
                              and [one["program"] for one in found["credential"]]),
            is_first=True,
        ),
        "add": Job(
            "adds an event of the catalogue with day, hours and strand",
            ((("a", "summer", DOWN, ENTER, "2026-06-10", TAB, "6.5", TAB, " ", F2), "Saved “ALET Summer Conf"),),
            lambda found, _: _entry(found, "ALET Summer Conference").get("hours") == 6.5
            and _entry(found, "ALET Summer Conference").get("strands"),
        ),
        "edit": Job(
            "gives an entry other hours",
            ((("l", "/", "region meet", ENTER, "e", TAB, TAB, TAB, BACK, "3.5", F2), "Saved “ALET region"),),
            lambda found, _: _entry(found, "ALET region meeting").get("hours") == 3.5,
        ),
        "copy": Job(
            "copies an entry to another day",
            ((("l", "/", "superint", ENTER, "d", "2026-05-13", F2), "Saved “Superintendents"),),
            lambda found, _: str(_entry(found, "Superintendents' panel").get("date")) == "2026-05-13",
        ),
        "delete": Job(
            "deletes an entry and takes that back",
            (
                (("l", "/", "fetc", ENTER), "of 42 entries"), (("x",), "Delete “FETC”"), (("y",), "Deleted “FETC”"),
                (("u",), "Press u once more"), (("u",), "1 of 42 entries"),
            ),
            _looks_as_before,
        ),
        "plan": Job(
            "plans a suggestion and completes it",
            (
                (("P",), "a plans it"), (("a",), "Press a once more"), (("a",), "Planned “"),
                ((*(DOWN,) * 8, "m"), "Edit entry"), ((F2,), "not come yet"), (("d",), "Saved “CTO Academy"),
            ),
            lambda found, _: found["activity"][-1].get("status", "completed") == "completed",
        ),
        "proof": Job(
            "attaches a file of proof that lies elsewhere",
            (
                (("l", "/", "region meet", ENTER, "e", *(TAB,) * 11, str(beside / "deck.pdf"), F2), "Copy “deck.pdf”"),
                (("c",), "Saved “ALET region"),
            ),
            lambda found, folder: [
                (folder / one).is_file() for one in _entry(found, "ALET region meeting").get("evidence", ())
            ],
        ),
        "import": Job(
            "brings a sheet in",
            ((("I", str(beside / "log.csv"), ENTER, F2), "Activities"),),
            lambda found, _: _entry(found, "Tabletop exercise") and _entry(found, "Privacy clinic").get("hours") == 2,
        ),
        "strand": Job(
            "gives all rows that a filter finds a strand",
            ((("l", "/", "winter", ENTER, "*", "e", RIGHT, " ", F2), "hanged"),),
            lambda found, _: all("al-cto/law-ethics" in one["strands"] for one in found["activity"]
                                 if one["title"] == "ALET Winter Conference" and "strands" in one),
        ),
        "step": Job(
            "marks a step done",
            (((DOWN, ENTER, *(DOWN,) * 9, "m", "2026-08-10", F2), "10 Aug 2026"),),
            lambda found, _: any(str(step.get("done")) == "2026-08-10" for one in found["credential"]
                                 for step in one.get("step", ())),
        ),
        "packet": Job(
            "exports a packet of one credential",
            (
                (("E", *(RIGHT,) * 7, " ", DOWN, RIGHT, " ", DOWN, CLEAR, str(beside / "packet.zip"), F2), "as it is?"),
                (("y",), "is made:"),
            ),
            lambda _found, _folder: (beside / "packet.zip").is_file(),
        ),
    }  # fmt: skip


@dataclass(frozen=True)
class Done:
    """What a job came to."""

    records: Records
    standing: tuple[tuple[str, ...], ...]
    """Of each credential on disk: id, state, hours that count."""
    holds: bool
    screen: str


def do(name: str, speed: str, home: Path) -> Done:
    """Do a job in a terminal of its own; `home` is an empty folder that everything lies in."""
    beside, folder = home / "beside", home / "records"
    beside.mkdir()
    (beside / "log.csv").write_text(SHEET, encoding="utf-8")
    (beside / "deck.pdf").write_bytes(b"%PDF-1.4 made up\n")
    job = jobs(beside)[name]
    if not job.is_first:
        folder.mkdir()
        shutil.copy(DEMO, folder / "records.toml")
    around = {"HOME": str(home), "COLORTERM": "", "TMUX": "", "STY": "", "LANG": "C.UTF-8"}
    with Terminal(folder, with_plugins=True, environ=around) as terminal:
        terminal.shows("Make the file" if job.is_first else "Deadlines")
        for keys, then in job.parts:
            if speed == "burst":
                terminal.press("".join(keys))
            else:
                _with_fingers(terminal, keys)
            terminal.shows(then)
        terminal.press("\x11")
        terminal.ends()
    found = tomllib.loads((folder / "records.toml").read_text(encoding="utf-8"))
    return Done(found, standing(folder), bool(job.holds(found, folder)), terminal.screen)


def _with_fingers(terminal: Terminal, keys: tuple[str, ...]) -> None:
    for key in keys:
        for one in [key] if key.startswith("\x1b") else key:
            terminal.press(one)
            until = time.monotonic() + PAUSE
            while (left := until - time.monotonic()) > 0:
                terminal.read(left)


def standing(folder: Path) -> tuple[tuple[str, ...], ...]:
    """How every credential stands by the file on disk, as another process reads it."""
    asked = [sys.executable, "-m", "alcto_tui", "status", "--json", "--on", "2026-08-14", "--records", str(folder)]
    told = json.loads(subprocess.run(asked, capture_output=True, check=False).stdout)
    return tuple((one["credential"], one["state"], str(one["hours"]["counted"])) for one in told["standings"])


def main() -> int:
    """Do them and print a line for each; 1 where one did not come to what it should, or to two things."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("job", nargs="*", help="all where none is named")
    wrong = 0
    for name in asked.parse_args().job or jobs(Path()):
        done = {}
        for speed in SPEEDS:
            with tempfile.TemporaryDirectory() as home:
                try:
                    done[speed] = do(name, speed, Path(home))
                except AssertionError as error:
                    print(f"{name}, {speed}: {error}", flush=True)
        is_right = len(done) == 2 and all(one.holds for one in done.values())
        is_same = len({one.standing for one in done.values()}) == 1
        wrong += not (is_right and is_same)
        job = jobs(Path())[name]
        verdict = "ok" if is_right and is_same else f"WRONG {[one.holds for one in done.values()]}"
        left = "  ".join(" ".join(words) for words in done["burst"].standing) if "burst" in done else ""
        print(f"{name:<8}{job.keys:>4} keys  {verdict:<6} {job.does}: {left}", flush=True)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
