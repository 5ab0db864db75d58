"""The questions of `init`, `log` and the like, asked through a pseudo-terminal as a person meets them."""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="a pseudo-terminal is a POSIX thing")

_PATIENCE = 30.0


def talk(argv: Sequence[str], exchanges: Sequence[tuple[str, str]], **env: str) -> tuple[int, str]:
    """Run alcto in a pseudo-terminal; at each awaited text give the answer. The exit status and all that was said."""
    pid, terminal = pty.fork()
    if pid == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell's background job would hand on that it is ignored
        os.execve(
            sys.executable,
            [sys.executable, "-m", "alcto_tui", *argv],
            {**os.environ, "TERM": "xterm", "COLUMNS": "100", "LINES": "40", **env},
        )
    said, at, ends = "", 0, time.monotonic() + _PATIENCE
    waiting = list(exchanges)
    while time.monotonic() < ends:
        if waiting and (found := said.find(waiting[0][0], at)) >= 0:
            at = found + len(waiting[0][0])
            os.write(terminal, waiting.pop(0)[1].encode() + b"\n")
        if not select.select([terminal], [], [], 0.2)[0]:
            continue
        try:
            said += os.read(terminal, 65536).decode("utf-8", "replace")
        except OSError:  # the other end is closed: the program is done
            break
    os.close(terminal)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert not waiting, f"never asked: {waiting[0][0]}\n{said}"
    return status, re.sub(r"\x1b\[[0-9;]*m", "", said)


def test_init_asks_for_everything_and_proposes_a_folder(home: Path) -> None:
    status, said = talk(
        ["init", "--on", "2026-03-01"],
        [
            ("In which folder", str(home / "mine")),
            ("Your name?", ""),
            ("Your name?", "Jordan Avery"),
            ("district", "Pine Hollow"),
            ("state", "AL"),
            ("role", ""),
            ("Since which day", "notaday"),
            ("Since which day", "2025-01-06"),
            ("Which do you owe?", "al-ctoo, al-td-ceu"),
            ("did you mean al-cto?", "al-cto, al-td-ceu"),
            ("Your cohort in", "echo"),
            ("Was it renewed, and when?", ""),
        ],
        HOME=str(home),
    )
    assert status == 0, said
    assert f"[{home / 'Documents' / 'alcto'}]" in said
    made = tomllib.loads((home / "mine" / "records.toml").read_text())
    assert made["person"]["role"] == "technology-director"
    assert made["credential"][0]["renewed"] == "unknown"
    assert [one["program"] for one in made["credential"]] == ["al-cto", "al-td-ceu"]
    status, said = talk(["where"], [], HOME=str(home))
    assert "because alcto remembers it" in said


@pytest.mark.parametrize(
    ("since", "asked", "answer", "owed"),
    [
        ("2023-08-01", "Which do you owe? (divide several by commas; - for none) [al-td-ceu]:", "", ["al-td-ceu"]),
        ("", "Which do you owe?", "-", []),
    ],
    ids=["what is known proposes it", "a dash is none"],
)
def test_init_asks_what_is_owed(home: Path, since: str, asked: str, answer: str, owed: list[str]) -> None:
    answers = [
        ("In which folder", str(home / "mine")),
        ("Your name? ", "Jordan Avery"),
        ("district", ""),
        ("state", "AL"),
        ("role", ""),
        ("Since which day", since),
        (asked, answer),
    ]
    status, said = talk(["init", "--on", "2026-03-01"], answers, HOME=str(home))
    assert status == 0, said
    assert "directors of Alabama owe this" in " ".join(said.split())
    made = tomllib.loads((home / "mine" / "records.toml").read_text())
    assert [one["program"] for one in made.get("credential", ())] == owed


def test_log_asks_for_what_is_missing_and_shows_the_effect(records: Path) -> None:
    status, said = talk(
        ["log", "--records", str(records.parent), "--on", "2026-03-01"],
        [
            ("What did you attend?", "region meeting"),
            ("external/sde-edtech-region-meeting", "alet/region-meeting"),
            ("On which day", "feb 20"),
            ("How many hours?", "1,5"),
            ("How many hours?", "1:30"),
            ("Which strands?", "law, it"),
            ("Where was it?", "Cullman, AL"),
            ("coursework?", "My post."),
            ("What was done?", "Plans."),
            ("Save? [Y/n]", ""),
        ],
    )
    assert status == 0, said
    assert said.index("TD-CEU FY26: 1.5 of 1.5 hours count") < said.index("Save? [Y/n]")
    assert said.rstrip().endswith("2026-02-20-alet-region-meeting")
    saved = tomllib.loads(records.read_text())["activity"][-1]
    assert saved["hours"] == 1.5
    assert saved["strands"] == ["al-cto/law-ethics", "al-cto/it"]
    assert saved["justification"] == "My post."


def test_saying_no_saves_nothing(records: Path) -> None:
    before = records.read_bytes()
    args = ["edit", "winter", "--hours", "5", "--records", str(records.parent), "--on", "2026-03-01"]
    status, said = talk(args, [("Save? [Y/n]", "n")])
    assert (status, records.read_bytes()) == (0, before)
    assert "Nothing was saved." in said


def test_leaving_at_a_question_saves_nothing(records: Path) -> None:
    before = records.read_bytes()
    status, said = talk(["log", "--records", str(records.parent)], [("What did you attend?", "\x03")])
    assert (status, records.read_bytes()) == (2, before)
    assert "Nothing was saved." in said


def test_what_a_record_holds_is_harmless_in_a_question(records: Path) -> None:
    records.write_text(records.read_text().replace("ALET Winter Conference", "\\u001b]0;PWNED\\u0007\\u001b[2J"))
    args = ["delete", "winter", "--records", str(records.parent), "--on", "2026-03-01"]
    status, said = talk(args, [("Delete it? [Y/n]", "n")], NO_COLOR="1")
    assert status == 0
    assert "\x1b]" not in said
    assert "\x1b[2J" not in said
    assert "␛]0;PWNED␇" in said


def test_a_dumb_terminal_gets_a_sentence_instead_of_screens() -> None:
    status, said = talk([], [], TERM="dumb")
    assert status == 2
    assert "cannot draw screens" in said


def test_a_new_rule_set_asks_what_the_program_is_like(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, shown = talk(
        ["rules", "new", "rule-set", "co-license"],
        [
            ("year or cycle", "maybe"), ("write year or cycle", "cycle"), ("How many years", "fifty"),
            ("from 1 to 20", "5"), ("Its last day", "month"), ("How many hours", "120"), ("A unit", "ceu=10"),
            ("next window", ""),
        ],
    )  # fmt: skip
    assert code == 0, shown
    text = (tmp_path / "co-license.toml").read_text("utf-8")
    for line in ('kind = "cycle"', 'ends = "month"', 'unit = "ceu", hours = 10', "hours = 120"):
        assert line in text
    assert "[[carry]]" not in text
