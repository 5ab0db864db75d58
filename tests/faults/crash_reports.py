"""F23: a fault in alcto itself, with the person's own text in everything that an error can carry.

Each run is a process of its own with one function replaced by one that raises (`raising.py`): in reading, judging,
saving and printing of the verbs, and in screens, timers, workers, tasks and threads of the app in a real
pseudo-terminal. A run counts only where the fault was met, of which it leaves proof. Then the mark must be in neither
the report nor anything that reached the terminal, and the records must be as they were.
"""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import raising
from gates import Gate, Outcome, Plan

SENTENCE = "alcto met a fault and stopped; your records are as last saved."
PATIENCE = 30.0
TEXT = f"""schema = 1

[person]
name = "Jordan Avery"

[[credential]]
program = "al-td-ceu"

[[activity]]
id = "fetc"
title = "FETC"
date = 2026-01-13
hours = 6
strands = ["al-cto/it"]
offering = "external/fetc"
evidence = ["evidence/fetc.pdf"]
note = "{raising.MARK}"
"""
_ESCAPES = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_].*?\x1b\\|\x1b.", re.S)

LOG = ("log", "--title", "x", "--date", "2026-01-14", "--hours", "1", "--strand", "it", "--yes")
VERBS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("alcto_core.keeping.store:read_text", ("status",)),
    ("alcto_core.overview:evaluate_all", ("status",)),
    ("alcto_core.evaluation.evaluate:evaluate", ("status", "--json")),
    ("alcto_core.cli.status_page:say_standings", ("status",)),
    ("alcto_core.cli.page:Page.say", ("status",)),
    ("alcto_core.cli.page:Page._put", ("status",)),
    ("alcto_core.overview:open_overview", ("list",)),
    ("alcto_core.host.unknown_names:reference_problems", ("list",)),
    ("alcto_core.doctor:examine", ("check",)),
    ("alcto_core.keeping.fingerprints:noted", ("check",)),
    ("alcto_core.evaluation.standing:Standing.credit", ("explain", "fetc")),
    ("alcto_core.overview:save", LOG),
    ("alcto_core.keeping.commit:locked", LOG),
    ("alcto_core.records.edits:AddActivity.rewritten", LOG),
    ("alcto_core.keeping.history:History.record", ("edit", "fetc", "--hours", "5", "--yes")),
    ("alcto_core.keeping.store:require_equal", ("delete", "fetc", "--yes")),
    ("alcto_core.keeping.history:History.generations", ("undo", "--list")),
    ("alcto_core.rules.library:Library.document_names", ("explain", "al-td-ceu/total")),
    ("alcto_core.cli.rules_page:say", ("rules", "al-td-ceu")),
    ("alcto_core.host.plugins:load_plugins", ("plugins",)),
    ("alcto_core.keeping.folder:find_folder", ("where",)),
)
"""Where a fault is put, and the verb that meets it."""

WAYS = (
    ("alcto_tui.screens.at_home.home:HomeScreen.show_overview", ""),
    ("alcto_core.overview:open_overview", ""),
    ("alcto_tui.widgets.credential_card:CredentialCard.compose", ""),
    ("alcto_tui.screens.log.activities:ActivitiesScreen.show_overview", "l"),
    ("way:timer", ""),
    ("way:worker", ""),
    ("way:thread-worker", ""),
    ("way:task", ""),
    ("way:callback", ""),
    ("way:thread", ""),
    ("way:call", ""),
    ("way:work", ""),
)
"""Where a fault is put in the app, and the key after which it is met."""
WORKERS = ("way:worker", "way:thread-worker")
"""Textual itself cannot tell the app of an error that cannot be printed; it stops nothing then. alcto uses none."""
ASIDE = ("way:task", "way:callback", "way:thread")
"""Faults that stop nothing, so the app goes on until somebody quits."""


class Ran(NamedTuple):
    """What came of one run."""

    met: bool
    status: int
    output: str
    reports: tuple[str, ...]
    records: str


def measure(plan: Plan) -> Outcome:
    """Run them all: the verbs with one style each (quick) or with every style (long), and the app likewise."""
    outcome = Outcome()
    outcome.add("faults met", 0)
    styles = list(raising.STYLES)
    verbs = [(place, arguments, style) for style in styles for place, arguments in VERBS]
    # What is no Exception ends a process; inside an event loop it is asyncio's own word, and no fault of anybody's.
    apps = [(place, key, style) for style in styles if style != "other" for place, key in WAYS]
    if not plan.is_long:
        verbs = [(place, arguments, styles[at % len(styles)]) for at, (place, arguments) in enumerate(VERBS)]
        apps = [(*WAYS[at], styles[at]) for at in (0, 1, 4, 5, 7, 9)]
    for number in plan.of(len(verbs), len(verbs)):
        place, arguments, style = verbs[number]
        _judge(outcome, f"{place} {style} {' '.join(arguments)}", _verb(plan, f"v{number}", place, style, arguments))
    for number in plan.of(len(apps), len(apps)):
        place, key, style = apps[number]
        is_aside = place in ASIDE or (place in WORKERS and style == "vicious")
        ran = _app(plan, f"a{number}", place, style, f"{key}q" if is_aside else key)
        _judge(outcome, f"app {place} {style}", ran, is_aside=is_aside)
        outcome.add("in the screens")
    outcome.add("marks seen", 0)
    return outcome


def _judge(outcome: Outcome, case: str, ran: Ran, *, is_aside: bool = False) -> None:
    outcome.add("faults met", ran.met)
    if not ran.met or not (ran.reports or is_aside):
        outcome.fail(f"{case}: not met, or no report; status {ran.status}, output {ran.output[-300:]!r}")
    if raising.MARK in ran.output or any(raising.MARK in report for report in ran.reports):
        outcome.add("marks seen")
        outcome.fail(f"{case}: the mark came out: {ran.output[-2000:]!r} {ran.reports}")
    if not is_aside and (ran.status != 2 or SENTENCE not in ran.output):
        outcome.fail(f"{case}: status {ran.status}, output {ran.output[-300:]!r}")
    if ran.records != TEXT:
        outcome.fail(f"{case}: the records changed")


def _prepared(plan: Plan, name: str) -> tuple[Path, dict[str, str]]:
    home = plan.scratch / name
    (home / "records" / "evidence").mkdir(parents=True)
    (home / "records" / "records.toml").write_text(TEXT, encoding="utf-8")
    (home / "records" / "evidence" / "fetc.pdf").write_bytes(b"%PDF")
    dropped = ("XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "ALCTO_RECORDS", "ALCTO_PLAIN", "NO_COLOR")
    environ = {name: value for name, value in os.environ.items() if name not in dropped}
    environ |= {"HOME": str(home), "TMPDIR": str(home), "TERM": "xterm-256color", "COLUMNS": "500"}
    environ["FAULT_MET"] = str(home / "met")
    return home, environ


def _command(home: Path, place: str, style: str, arguments: tuple[str, ...]) -> list[str]:
    records = ["--records", str(home / "records"), "--no-plugins", "--on", "2026-03-01"]
    return [sys.executable, raising.__file__, place, style, *records, *arguments]


def _seen(home: Path, status: int, output: str) -> Ran:
    reports = [file.read_text(encoding="utf-8") for file in home.rglob("alcto-fault-*.txt")]
    records = (home / "records" / "records.toml").read_text(encoding="utf-8")
    return Ran((home / "met").exists(), status, " ".join(output.split()), tuple(reports), records)


def _verb(plan: Plan, name: str, place: str, style: str, arguments: tuple[str, ...]) -> Ran:
    home, environ = _prepared(plan, name)
    done = subprocess.run(
        _command(home, place, style, arguments),
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=PATIENCE,
        check=False,
    )
    return _seen(home, done.returncode, done.stdout.decode("utf-8", "replace"))


def _app(plan: Plan, name: str, place: str, style: str, keys: str) -> Ran:
    """Open the screens in a pseudo-terminal, and press the keys when the records are shown."""
    import fcntl
    import pty
    import struct
    import termios

    home, environ = _prepared(plan, name)
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 200, 0, 0))
    process = subprocess.Popen(
        _command(home, place, style, ()), stdin=slave, stdout=slave, stderr=slave, env=environ, start_new_session=True
    )
    output = b""
    end, left = time.monotonic() + PATIENCE, list(keys)
    try:
        while time.monotonic() < end:
            has_ended = process.poll() is not None
            if select.select([master], [], [], 0.2 if has_ended else 0.3)[0]:
                output += os.read(master, 65536)
            elif has_ended:
                break
            elif left and b"TD-CEU" in output:  # the records are there, and nothing more was drawn for a while
                os.write(master, left.pop(0).encode())
    finally:
        with suppress(subprocess.TimeoutExpired):
            process.wait(1)
        if process.poll() is None:  # it never ended; the status says so
            os.killpg(process.pid, signal.SIGKILL)
        os.close(slave)  # open till now, so that nothing that was drawn is lost with it
        os.close(master)
    status = process.wait()
    return _seen(home, status, _ESCAPES.sub(b"", output).decode("utf-8", "replace"))


GATE = Gate(
    id="F23",
    fault="alcto itself goes wrong while it works on a marked record",
    gate="the mark is neither in what is shown nor in the report; the records are as they were",
    measure=measure,
    least={"faults met": (20, 300), "in the screens": (6, 100)},
    shares=2,
    needs="posix",
)
