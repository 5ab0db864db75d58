"""F18: alcto where no screens can be drawn: pipes, files, closed streams, terminals that know nothing.

Each way is a process of its own; keys wait in its input. It must end by itself with one sentence and 2, and the keys
must change nothing.
"""

from __future__ import annotations

import itertools
import os
import pty
import select
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path

import gates

PATIENCE = 30.0
"""Seconds after which a process hangs."""
KEYS = (b"", b"q", b"a\x1bq\n", b"y\r\n" * 40, b"x" * 100_000, b"\x1b[B\r\x03", b"\x00\x04")
STREAMS = (
    "pipes",
    "output is a pipe",
    "input is a pipe",
    "input is a file",
    "nothing",
    "input is closed",
    "both closed",
)
TERMS = ("dumb", "DUMB", "unknown")
CALLS = ((), ("demo",), ("--no-plugins",))
SENTENCE_MOST = 200


def measure(plan: gates.Plan) -> gates.Outcome:
    """Every way with one kind of keys in the quick form, with every kind in the long one."""
    outcome = gates.Outcome()
    for figure in ("starts", "hangs", "keys taken"):
        outcome.add(figure, 0)
    ways = [*itertools.product(STREAMS, CALLS), *itertools.product(TERMS, CALLS)]
    cases = [(way, call, keys) for keys in KEYS for way, call in ways]
    for number in plan.of(len(ways), len(cases)):
        way, call, keys = cases[number] if plan.is_long else (*ways[number], KEYS[number % len(KEYS)])
        _measure_one(plan.scratch / str(number), outcome, way, call, keys)
    return outcome


def _measure_one(folder: Path, outcome: gates.Outcome, way: str, call: tuple[str, ...], keys: bytes) -> None:
    import made_up

    folder.mkdir()
    records = folder / "records.toml"
    records.write_text(made_up.HEALTHY, encoding="utf-8")
    case = f"alcto {' '.join(call)}, {way}, keys {keys[:20]!r}"
    outcome.add("starts")
    command = [sys.executable, "-m", "alcto_tui", *call]
    environ = {**os.environ, "ALCTO_RECORDS": str(folder), "TERM": way if way in TERMS else "xterm-256color"}
    environ.pop("ALCTO_PLAIN", None)
    try:
        code, out, err = (_in_terminal if way in TERMS else _without)(command, environ, way, keys, folder)
    except (subprocess.TimeoutExpired, TimeoutError):
        outcome.add("hangs")
        outcome.fail(f"{case}: never ended")
        return
    said = (err or out).decode("utf-8", "replace").strip()
    if code != 2:
        outcome.fail(f"{case}: ended with {code}: {said[-300:]}")
    if way not in ("both closed",) and not _is_sentence(said):
        outcome.fail(f"{case}: said {said[:300]!r}")
    if out:
        outcome.fail(f"{case}: printed {out[:300]!r}")
    left = sorted(path.name for path in folder.iterdir() if path.name != "keys")
    if records.read_bytes() != made_up.HEALTHY.encode() or left != ["records.toml"]:
        outcome.add("keys taken")
        outcome.fail(f"{case}: left {left}")


def _is_sentence(said: str) -> bool:
    """One line that says what is missing and what to do instead."""
    return (
        "\n" not in said and "terminal" in said and "alcto status" in said and said.endswith(".")
        and len(said) <= SENTENCE_MOST and "\x1b" not in said
    )  # fmt: skip


def _without(
    command: list[str], environ: Mapping[str, str], way: str, keys: bytes, folder: Path
) -> tuple[int, bytes, bytes]:
    """Run it with at least one of its streams no terminal."""
    master, slave = pty.openpty()
    try:
        waiting = folder / "keys"
        waiting.write_bytes(keys)
        with waiting.open("rb") as file:
            kinds: dict[str, tuple[object, object]] = {
                "pipes": (subprocess.PIPE, subprocess.PIPE),
                "output is a pipe": (slave, subprocess.PIPE),
                "input is a pipe": (subprocess.PIPE, slave),
                "input is a file": (file, slave),
                "nothing": (subprocess.DEVNULL, subprocess.DEVNULL),
                "input is closed": (subprocess.DEVNULL, slave),
                "both closed": (subprocess.DEVNULL, subprocess.DEVNULL),
            }
            stdin, stdout = kinds[way]
            if way.endswith("closed"):
                closing = "<&-" if way == "input is closed" else "<&- >&-"
                command = ["/bin/sh", "-c", f'exec "$@" {closing}', "sh", *command]
            process = subprocess.Popen(
                command, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, env=environ  # type: ignore[arg-type]
            )  # fmt: skip
            if stdin is slave:
                os.write(master, keys[:1000])
            try:
                out, err = process.communicate(keys if stdin is subprocess.PIPE else None, timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                raise
            drawn = os.read(master, 65536) if stdout is slave and select.select([master], [], [], 0)[0] else b""
            return process.returncode, drawn or out or b"", err
    finally:
        os.close(master)
        os.close(slave)


def _in_terminal(
    command: list[str], environ: Mapping[str, str], _way: str, keys: bytes, _folder: Path
) -> tuple[int, bytes, bytes]:
    """Run it in a terminal that says of itself that it cannot draw."""
    master, slave = pty.openpty()
    modes = termios.tcgetattr(slave)
    modes[3] &= ~termios.ECHO  # what is drawn is then alcto's alone
    termios.tcsetattr(slave, termios.TCSANOW, modes)
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environ, start_new_session=True)
    os.close(slave)
    drawn, end, rest = b"", time.monotonic() + PATIENCE, keys[:1000]
    try:
        if rest:
            os.write(master, rest)
        while True:
            if time.monotonic() > end:
                raise TimeoutError
            if select.select([master], [], [], 0.1)[0]:
                try:
                    part = os.read(master, 65536)
                except OSError:
                    break
                if not part:
                    break
                drawn += part
            elif process.poll() is not None:
                break
    finally:
        process.kill()
        process.wait()
        os.close(master)
    return process.returncode, b"", drawn


GATE = gates.Gate(
    id="F18",
    fault="no terminal, TERM=dumb, piped input",
    gate="one sentence, exit 2; 0 hangs, 0 piped keys taken as commands",
    measure=measure,
    least={"starts": (30, 210)},
    shares=2,
    needs="posix",
)
