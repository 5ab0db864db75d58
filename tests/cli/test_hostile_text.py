"""Text of a records or rule file is data: no control byte of it reaches the terminal, through any verb."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pytest
from calling import Run

PAYLOADS = (
    "\x1b]0;PWNED\x07",
    "\x1b[2J",
    "\x9b2J",
    "\x7f\x08\x00\x0e",
    "\u202egpj.exe",
    "\u2066a\u2069\u200f",
    "a\u2028b\u2029c\x85d",
    "[/b] plan [TODO] T [/ [@click=app.quit]x[/]",
    "line one\nrecords.toml:1: all is well",
    "C:\\[dir]\r\n👩‍👩‍👧 日本語 العربية",
)
VERBS: tuple[tuple[str, ...], ...] = (
    ("status",),
    ("status", "--table"),
    ("status", "--line"),
    ("status", "--json"),
    ("list",),
    ("list", "--json"),
    ("explain", "hostile"),
    ("explain", "hostile", "--json"),
    ("explain", "al-td-ceu"),
    ("explain", "al-cto"),
    ("explain", "al-cto/complete-entries"),
    ("credential", "list"),
    ("credential", "list", "--json"),
    ("step", "al-cto"),
    ("check",),
    ("check", "--json"),
    ("edit", "hostile", "--hours", "2", "--yes"),
    ("undo", "--list"),
    ("log", "--title", "{}", "--date", "2026-02-02", "--hours", "1", "--note", "{}", "--yes"),
    ("log", "{}", "--yes"),
    ("explain", "{}"),
    ("rules", "{}"),
    ("catalogue", "{}"),
    ("status", "--on", "{}"),
    ("status", "--period", "{}"),
    ("{}",),
    ("delete", "hostile", "--yes"),
    ("undo",),
)


def hostile_records(payload: str) -> str:
    said = json.dumps(payload, ensure_ascii=False).replace("\x7f", "\\u007f")
    return f"""\
schema = 1
[person]
name = {said}
district = {said}
[[credential]]
program = "al-td-ceu"
[[credential]]
program = {said}
id = {said}
[[credential]]
program = "al-cto"
cohort = {said}
issued = 2025-01-01
  [[credential.step]]
  id = {said}
  done = 2025-02-01
  waived = {said}
[[activity]]
id = "hostile"
title = {said}
location = {said}
date = 2026-01-28
hours = 3
strands = ["al-cto/it", {said}]
offering = {said}
course = {said}
justification = {said}
evidence = [{said}]
[[activity]]
id = {said}
title = {said}
date = 2026-01-29
hours = 3
offering = "alet/winter-conference"
{said} = 1
[[activity]]
id = {said}
title = "Twice"
date = {said}
"""


def commanding(text: str) -> list[str]:
    """The characters of an output that a terminal may obey, or that turn or hide what follows."""
    joiner = "\u200d"
    return [
        char
        for char in text
        if char not in "\n" + joiner and (unicodedata.category(char) in ("Cc", "Cf", "Cs") or char in "\u2028\u2029")
    ]


def no_control_byte(alcto: Run, verbs: Iterable[tuple[str, ...]]) -> None:
    """Call them, and look at what they say."""
    for verb in verbs:
        done = alcto(*verb)
        assert done.exit_code in (0, 1, 2, 3)
        assert commanding(done.stdout) == [], verb
        assert commanding(done.stderr) == [], verb
        if "--json" in verb and done.exit_code != 2:
            assert done.stdout.isascii()
            json.loads(done.stdout)


@pytest.mark.parametrize("payloads", [PAYLOADS, PAYLOADS[::-1]], ids=["first-to-last", "last-to-first"])
def test_no_control_byte_from_data_reaches_the_terminal(alcto: Run, folder: Path, payloads: tuple[str, ...]) -> None:
    (folder / "records.toml").write_text(hostile_records(" ".join(payloads)), encoding="utf-8")
    no_control_byte(alcto, [verb for verb in VERBS if "{}" not in verb])


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_no_control_byte_that_was_typed_reaches_the_terminal(alcto: Run, folder: Path, payload: str) -> None:
    (folder / "records.toml").write_text(hostile_records(payload), encoding="utf-8")
    if "\x00" in payload:  # no command line can hold a NUL
        payload = payload.replace("\x00", "")
    typed = [tuple(word.replace("{}", payload) for word in verb) for verb in VERBS if "{}" in verb]
    no_control_byte(alcto, [("list",), *typed])


def test_a_line_break_in_a_title_forges_no_line(alcto: Run, folder: Path) -> None:
    (folder / "records.toml").write_text(hostile_records("x\nrecords.toml:1: forged"), encoding="utf-8")
    for verb in (("status",), ("list",), ("explain", "hostile"), ("check",)):
        done = alcto(*verb)
        for line in (done.stdout + done.stderr).splitlines():
            assert not line.startswith("records.toml:1: forged"), verb


def test_markup_is_shown_as_it_was_typed(alcto: Run, folder: Path) -> None:
    (folder / "records.toml").write_text(hostile_records("[TODO] plan [/b]"), encoding="utf-8")
    assert "[TODO] plan [/b]" in alcto("list").stdout


def test_unreadable_arguments_are_refused(alcto: Run, records: Path) -> None:
    before = records.read_bytes()
    done = alcto("log", "--title", "bad \udcff byte", "--date", "2026-02-02", "--hours", "1", "--yes")
    assert done.exit_code == 2
    assert records.read_bytes() == before
