"""A person at a real terminal: logs an activity, sees the standing change, quits, and finds it in the file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import made_up
import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal is POSIX")

if os.name == "posix":
    from terminal import DOWN, ENTER, F2, RIGHT, TAB, Terminal

_BEFORE, _, _AFTER = made_up.HEALTHY.partition('[[activity]]\nid = "winter"')
HALF = _BEFORE + _AFTER[_AFTER.index("[[activity]]") :]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Records with half of a year's hours."""
    (tmp_path / "records.toml").write_text(HALF, encoding="utf-8")
    return tmp_path


def test_an_activity_is_logged_and_the_standing_changes(folder):
    with Terminal(folder) as terminal:
        terminal.shows("NOT YET")
        terminal.press("a")
        terminal.shows("IF SAVED")
        terminal.press("winter")
        terminal.shows("ALET Winter Conference")
        terminal.press(DOWN + ENTER)
        terminal.shows("On the list")
        terminal.press("2026-01-28")
        terminal.shows("2026-01-28")
        terminal.press(TAB)
        terminal.shows("1:30 or 90m")  # drawn anew with the cursor in it
        terminal.press("7")
        terminal.shows("7 h logged")
        terminal.press(TAB)
        terminal.shows("Roles")
        for _ in range(4):
            terminal.press(RIGHT)
            terminal.shows("[ ]")
        terminal.press(" ")
        terminal.shows("becomes MET")
        terminal.press(F2)
        terminal.shows("✓ MET")
        terminal.press("u")
        terminal.shows("Press u once more")
        terminal.press("u")
        terminal.shows("NOT YET")
        terminal.press("\x12")
        terminal.shows("✓ MET")
        terminal.press("q")
        assert terminal.ends() == 0
        assert terminal.is_restored()
    records = tomllib.loads((folder / "records.toml").read_text(encoding="utf-8"))
    assert records["activity"][-1]["title"] == "ALET Winter Conference"
    assert (folder / "records.toml").read_text(encoding="utf-8").startswith(HALF)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_leaves_the_terminal_in_order(name, folder):
    number = getattr(signal, name)
    with Terminal(folder) as terminal:
        terminal.wait_for("NOT YET")
        terminal.process.send_signal(number)
        assert terminal.ends() == 128 + number
        assert terminal.is_restored()


def test_a_closed_window_ends_it(folder):
    with Terminal(folder) as terminal:
        terminal.wait_for("NOT YET")
        terminal.hang_up()
        assert terminal.process.wait(timeout=20) is not None
    assert (folder / "records.toml").read_text(encoding="utf-8") == HALF


def test_no_control_byte_of_a_record_reaches_the_terminal(tmp_path):
    payload = "\x1b]0;PWNED\x07\x1b[2JHERE\x9b2J\u202e"
    (tmp_path / "records.toml").write_text(made_up.hostile(payload), encoding="utf-8")
    with Terminal(tmp_path, size=(100, 50)) as terminal:
        terminal.wait_for("HERE")
        terminal.press(ENTER)
        terminal.wait_for("Requirement")
        terminal.press("l")
        terminal.wait_for("HERE")
        terminal.press("\x11")
        terminal.ends()
        assert b"PWNED\x07" not in terminal.output
        assert b"\x1b]0;" not in terminal.output
        assert b"\x1b[2JHERE" not in terminal.output
        assert b"\xc2\x9b2J" not in terminal.output
        assert "\u202e".encode() not in terminal.output


@pytest.mark.parametrize("typed", [b"", b"aaaaq\n"], ids=["nothing", "keys"])
def test_without_a_terminal_it_says_so_in_a_sentence(typed, folder):
    done = subprocess.run(
        [sys.executable, "-m", "alcto_tui"],
        input=typed,
        capture_output=True,
        timeout=60,
        env={**os.environ, "ALCTO_RECORDS": str(folder)},
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"terminal" in done.stderr
    assert (folder / "records.toml").read_text(encoding="utf-8") == HALF
