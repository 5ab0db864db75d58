"""Where the output goes: encodings that lack a sign, terminals with and without colour, readers that leave."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from alcto_core.cli.page import Page, Toned

VERBS = (
    ("--help",),
    ("log", "--help"),
    ("status",),
    ("status", "--table"),
    ("list",),
    ("explain", "winter"),
    ("explain", "al-cto"),
    ("catalogue",),
    ("rules", "al-td-ceu"),
    ("plugins",),
    ("undo", "--list"),
    ("log", "nowhere", "--yes"),
    ("stauts",),
    ("log", "--title", "Überblick → “x”", "--date", "2026-02-20", "--hours", "1", "--yes"),
)

EACH = """
import sys
from alcto_tui.__main__ import main
words = sys.argv[1:]
while words:
    end = words.index("%%")
    sys.argv[1:], words = words[:end], words[end + 1:]
    try:
        main()
    except SystemExit as ended:
        print("ended with", ended.code)
"""
"""Each verb in one process, with `%%` after each: its streams and its arguments have the encoding of that process."""


def run(records: Path, *args: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "alcto_tui", "--records", str(records.parent), "--on", "2026-03-01", *args],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **env},
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("env", "encoding"),
    [
        ({"LC_ALL": "C", "LANG": "C"}, "utf-8"),
        ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "ascii"),
        ({"PYTHONIOENCODING": "ascii"}, "ascii"),
        ({"PYTHONIOENCODING": "cp1252"}, "cp1252"),
        ({"PYTHONIOENCODING": "cp437"}, "cp437"),
    ],
    ids=["C", "C-without-utf8", "ascii", "cp1252", "cp437"],
)
def test_no_encoding_ends_in_a_crash(records: Path, env: dict[str, str], encoding: str) -> None:
    text = records.read_text(encoding="utf-8").replace("Birmingham", "Łódź 日本語").replace("FETC", "FÉTC → ✓")
    records.write_text(text, encoding="utf-8")
    words = [word for verb in VERBS for word in ("--records", str(records.parent), "--on", "2026-03-01", *verb, "%%")]
    done = subprocess.run(
        [sys.executable, "-c", EACH, *words],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **env},
        timeout=60,
        check=False,
    )
    said = done.stdout.decode(encoding) + done.stderr.decode(encoding)
    assert "Traceback" not in said
    statuses = re.findall(r"^ended with (.*?)\r?$", said, re.MULTILINE)
    assert len(statuses) == len(VERBS), said
    assert set(statuses) <= {"0", "1", "2"}


def test_a_sign_that_the_encoding_lacks_becomes_a_word(records: Path) -> None:
    records.write_text(records.read_text().replace('title = "FETC"', 'title = "Done ✓ → next"'), encoding="utf-8")
    assert b"Done ok -> next" in run(records, "list", PYTHONIOENCODING="cp1252").stdout
    assert "Done ✓ → next".encode() in run(records, "list", PYTHONIOENCODING="utf-8").stdout


def test_a_reader_that_leaves_ends_it_quietly(records: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "alcto_tui", "--records", str(records.parent), "catalogue", "--all"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.wait(60)
    process.stderr.close()
    assert b"Traceback" not in said
    assert b"Exception ignored" not in said


class Terminal:
    """A stream that says that it is a terminal."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self.written = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.written += text
        return len(text)

    def flush(self) -> None: ...


@pytest.mark.parametrize(
    ("environ", "is_coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"ALCTO_PLAIN": "1"}, False)],
)
def test_colour_goes_to_a_terminal_that_wants_it(environ: dict[str, str], is_coloured: bool) -> None:
    terminal = Terminal()
    page = Page(terminal, terminal, environ)  # type: ignore[arg-type]
    page.say(Toned("MET", "met"), " \x1b[31mred")
    assert ("\x1b[" in terminal.written) is is_coloured
    assert "\x1b[31m" not in terminal.written
    assert "MET" in terminal.written


def test_no_colour_goes_into_a_pipe(records: Path) -> None:
    assert b"\x1b" not in run(records, "status", TERM="xterm-256color").stdout
