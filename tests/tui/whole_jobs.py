"""Whole jobs of a person at a real terminal, at the speed of fingers and in bursts, and what stands on disk afterwards.

    .venv/bin/python tests/tui/whole_jobs.py            # all of them, with their keys and the standing that they leave
    .venv/bin/python tests/tui/whole_jobs.py edit plan  # some of them

A job is a row of parts: what is typed, and the words that are awaited then. At the speed of fingers each key comes a
moment after the other; in a burst all keys of a part come at once, ahead of what they open, and those of the first part
ahead of Home. A letter that changes the file at once is a part of its own, as it counts only when it comes by
itself.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from terminal import DOWN, ENTER, F2, RIGHT, TAB, Terminal

from alcto_core.host.plugins import Plugins, load_plugins
from alcto_core.hours import number
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.overview import open_overview

DEMO = Path(__file__).parents[2] / "alcto_core" / "demo" / "alabama.toml"
TODAY = date(2026, 8, 14)
PAUSE = 0.12
"""Seconds between two keys of whoever types fast."""
SPEEDS = ("fingers", "burst")
HAS_TERMINAL = b"\x1b[?2004h"
"""What alcto sends once keys go to it: before it has read anything, and before it shows anything."""
BACK, CLEAR, REDO = "\x7f", "\x15", "\x12"
ELSEWHERE = {
    "log.csv": "Title,Date,Hours,Strand\nTabletop exercise,2026-03-02,1.5,IT\nPrivacy clinic,2026-03-03,2,Data\n",
    "talent.csv": "Course,Completed,Hours\nALET Winter Conference,2026-01-28,4.5\nFETC,2026-01-12,8\n",
    "deck.pdf": "%PDF-1.4 made up\n",
}
"""Files that a person has outside the records folder."""
Records = Mapping[str, Any]


@dataclass(frozen=True)
class Job:
    """What a person does, and what must be true of the records file then."""

    does: str
    keys: int
    """How many keys that takes, a letter of a word each."""
    parts: tuple[tuple[tuple[str, ...], str], ...]
    """Keys, and what is seen once they have done their work."""
    leaves: tuple[tuple[str, str, float], ...]
    """How each credential stands then: id, state, hours that count."""
    holds: Callable[[Records, Path], object]
    """Of the records as they were read from disk, and the person's home."""
    is_first: bool = False
    """Whether it begins without records."""

    @property
    def pressed(self) -> int:
        """The keys of its parts."""
        return sum(1 if key.startswith("\x1b") else len(key) for keys, _ in self.parts for key in keys)


def _entry(records: Records, title: str) -> dict[str, Any]:
    return next((one for one in reversed(records["activity"]) if one["title"] == title), {})


def _credential(records: Records, id: str) -> dict[str, Any]:
    return next(one for one in records["credential"] if one.get("id", one["program"]) == id)


def _is_as_before(_records: Records, home: Path) -> bool:
    return (home / "records" / "records.toml").read_bytes() == DEMO.read_bytes()


def _stands(ceu: float = 9.5, cto: float = 44.5, *, ceu_is: str = "in-progress") -> tuple[tuple[str, str, float], ...]:
    """The credentials of the made-up records, with other hours than they begin with."""
    return ("al-td-ceu", ceu_is, ceu), ("al-cto", "in-progress", cto), ("al-cto-academy", "in-progress", 0.0)


def _found(title: str, *keys: str) -> tuple[str, ...]:
    """The log with one entry found, and what is pressed there."""
    return ("l", "/", title, ENTER, *keys)


JOBS = {
    "first": Job(
        "begins, with a credential: state, name, district, when it was issued",
        41,
        ((("AL", TAB, "Kim Doe", TAB, "Pine Hollow", *(TAB,) * 5, " ", TAB, TAB, "2024-06-01", F2), "TD-CEU"),),
        (("al-td-ceu", "in-progress", 0.0), ("al-cto", "in-progress", 0.0)),
        lambda found, _: found["person"] == {"name": "Kim Doe", "district": "Pine Hollow", "state": "AL"},
        is_first=True,
    ),
    "add": Job(
        "adds an event of the catalogue with day, hours and strand",
        26,
        ((("a", "summer", DOWN, ENTER, "2026-06-10", TAB, "6.5", TAB, " ", F2), "Saved “ALET Summer Conf"),),
        _stands(16.0, 51.0, ceu_is="compliant"),
        lambda found, _: _entry(found, "ALET Summer Conference").get("hours") == 6.5
        and _entry(found, "ALET Summer Conference").get("strands"),
    ),
    "edit": Job(
        "gives an entry other hours",
        23,
        ((_found("region meet", "e", TAB, TAB, TAB, BACK, "3.5", F2), "Saved “ALET region"),),
        _stands(cto=46.0),
        lambda found, _: _entry(found, "ALET region meeting").get("hours") == 3.5,
    ),
    "copy": Job(
        "copies an entry to another day",
        23,
        ((_found("superint", "d", "2026-05-13", F2), "Saved “Superintendents"),),
        _stands(cto=45.5),
        lambda found, _: str(_entry(found, "Superintendents' panel").get("date")) == "2026-05-13",
    ),
    "delete": Job(
        "deletes an entry, takes that back, does it again, and brings it back from the history",
        16,
        (
            (_found("fetc"), "of 42 entries"), (("x",), "Delete “FETC”"), (("y",), "Deleted “FETC”"),
            (("u",), "Press u once more"), (("u",), "1 of 42 entries"), ((REDO,), "0 of 41 entries"),
            (("H",), "4 states"), ((DOWN, ENTER), "Bring back the state of"), (("y",), "Brought back"),
        ),
        _stands(),
        _is_as_before,
    ),
    "plan": Job(
        "plans a suggestion and completes it",
        13,
        (
            (("P",), "a plans it"), (("a",), "Press a once more"), (("a",), "Planned “"),
            ((*(DOWN,) * 7, "m"), "Edit entry"), ((F2,), "not come yet"), (("d",), "Saved “CTO Academy"),
        ),
        _stands(),
        lambda found, _: found["activity"][-1].get("status", "completed") == "completed",
    ),
    "proof": Job(
        "attaches a file of proof that lies elsewhere",
        38,
        (
            (_found("region meet", "e", *(TAB,) * 11, "~/deck.pdf", F2), "Copy “deck.pdf”"),
            (("c",), "Saved “ALET region"),
        ),
        _stands(),
        lambda found, home: [
            (home / "records" / one).is_file() for one in _entry(found, "ALET region meeting").get("evidence", ())
        ],
    ),
    "import": Job(
        "brings a sheet in",
        12,
        ((("I", "~/log.csv", ENTER, F2), "Activities"),),
        _stands(cto=48.0),
        lambda found, _: _entry(found, "Tabletop exercise") and _entry(found, "Privacy clinic").get("hours") == 2,
    ),
    "strand": Job(
        "gives all rows that a filter finds a strand",
        14,
        ((_found("winter", "*", "e", RIGHT, " ", F2), "hanged"),),
        _stands(),
        lambda found, _: all(
            "al-cto/law-ethics" in one["strands"]
            for one in found["activity"] if one["title"] == "ALET Winter Conference" and "strands" in one
        ),
    ),
    "step": Job(
        "marks a step done",
        23,
        (((DOWN, ENTER, *(DOWN,) * 9, "m", "2026-08-10", F2), "10 Aug 2026"),),
        _stands(),
        lambda found, _: any(str(step.get("done")) == "2026-08-10" for step in _credential(found, "al-cto")["step"]),
    ),
    "renew": Job(
        "notes the day of a renewal, before all was there",
        15,
        (((DOWN, ENTER, "r", "2026-08-03", F2), "Did ALET renew it"), (("y",), "2027-2030")),
        (("al-td-ceu", "in-progress", 9.5), ("al-cto", "in-progress", 0.0), ("al-cto-academy", "in-progress", 0.0)),
        lambda found, _: date(2026, 8, 3) in _credential(found, "al-cto")["renewed"],
    ),
    "reconcile": Job(
        "compares an export of the official record and notes what it shows",
        15,
        ((("O", "~/talent.csv", ENTER, F2), "Noted what ALET Talent shows"),),
        _stands(),
        lambda found, _: _entry(found, "FETC").get("posted") == TODAY,
    ),
    "packet": Job(
        "exports a packet of one credential",
        28,
        (
            (("E", *(RIGHT,) * 7, " ", DOWN, RIGHT, " ", DOWN, CLEAR, "~/packet.zip", F2), "as it is?"),
            (("y",), "is made:"),
        ),
        _stands(),
        lambda _found, home: (home / "packet.zip").is_file(),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Done:
    """What a job came to."""

    standing: tuple[tuple[str, str, float], ...]
    holds: bool
    screen: str


def do(job: Job, speed: str, home: Path) -> Done:
    """Do a job in a terminal of its own; `home` is an empty folder that everything lies in."""
    folder = home / "records"
    for name, text in ELSEWHERE.items():
        (home / name).write_text(text, encoding="utf-8")
    if not job.is_first:
        folder.mkdir()
        (folder / "records.toml").write_bytes(DEMO.read_bytes())
    own = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "STATE", "DATA")}
    around = {"HOME": str(home), "COLORTERM": "", "TMUX": "", "STY": "", "LANG": "C.UTF-8", **own}
    with Terminal(folder, with_plugins=True, environ=around) as terminal:
        if speed == "fingers":
            terminal.shows("Make the file" if job.is_first else "Deadlines")
        else:  # what edits a line is for the terminal itself until then
            terminal.settles(lambda _: HAS_TERMINAL in terminal.output)
        for keys, then in job.parts:
            if speed == "burst":
                terminal.press("".join(keys))
            else:
                _with_fingers(terminal, keys)
            terminal.shows(then)
        terminal.press("\x11")
        terminal.ends()
    found = tomllib.loads((folder / "records.toml").read_text(encoding="utf-8"))
    return Done(standing(folder), bool(job.holds(found, home)), terminal.screen)


def _with_fingers(terminal: Terminal, keys: tuple[str, ...]) -> None:
    for key in keys:
        for one in [key] if key.startswith("\x1b") else key:
            terminal.press(one)
            until = time.monotonic() + PAUSE
            while (left := until - time.monotonic()) > 0:
                terminal.read(left)


@cache
def _plugins() -> Plugins:
    return load_plugins(no_plugins=True)


def standing(folder: Path) -> tuple[tuple[str, str, float], ...]:
    """How every credential stands by the file on disk."""
    told = open_overview(RecordsFolder(path=folder), _plugins(), TODAY).standings
    return tuple((one.credential, one.state.value, number(one.hours.counted)) for one in told)


def main() -> int:
    """Do them and print a line for each; 1 where one did not come to what it should, or to two things."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("job", nargs="*", help="all where none is named")
    wrong = 0
    for name in asked.parse_args().job or JOBS:
        job, verdicts = JOBS[name], []
        for speed in SPEEDS:
            with tempfile.TemporaryDirectory() as home:
                try:
                    done = do(job, speed, Path(home))
                except AssertionError as error:
                    print(f"{name}, {speed}: {error}", flush=True)
                    verdicts.append("never ended")
                else:
                    is_right = done.holds and done.standing == job.leaves
                    verdicts.append("ok" if is_right else f"WRONG {done.holds} {done.standing}")
        wrong += verdicts != ["ok", "ok"]
        left = "  ".join(" ".join(map(str, words)) for words in job.leaves)
        verdict = "  ".join(f"{speed} {one}" for speed, one in zip(SPEEDS, verdicts, strict=True))
        print(f"{name:<10}{job.pressed:>4} keys  {verdict}  {job.does}: {left}", flush=True)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
