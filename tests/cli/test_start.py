"""What `alcto` costs and says before any records are read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from calling import Run

from alcto_core import __version__
from alcto_core.cli.verbs import VERBS

HEAVY = ("textual", "rich", "msgspec", "pluggy", "importlib.metadata")
LOOK = f"""
import atexit, sys
heavy = {HEAVY!r}
atexit.register(lambda: print("IMPORTED", [name for name in heavy if name in sys.modules], file=sys.stderr))
from alcto_tui.__main__ import main
main()
"""


def started(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
    """`alcto` in a process of its own, with no terminal; its last words tell what it imported."""
    return subprocess.run(
        [sys.executable, "-c", LOOK, *args],
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        env={**os.environ, **env},
        timeout=60,
        check=False,
    )


def test_version_imports_nothing_heavy() -> None:
    done = started("--version")
    assert (done.returncode, done.stdout) == (0, f"alcto {__version__}\n")
    assert "IMPORTED []" in done.stderr


@pytest.mark.parametrize(
    "args", [("--help",), ("status", "--help"), ("log", "--help"), ("plan", "--help"), ("credential", "add", "--help")]
)
def test_help_imports_nothing_heavy(args: tuple[str, ...]) -> None:
    done = started(*args)
    assert done.returncode == 0
    assert "Usage: alcto" in done.stdout
    assert "IMPORTED []" in done.stderr


@pytest.mark.parametrize(
    ("words", "position", "found"),
    [("alcto st", "1", "status"), ("alcto log --ti", "2", "--title"), ("alcto --no-p", "1", "--no-plugins")],
)
def test_completion_imports_nothing_heavy(words: str, position: str, found: str) -> None:
    done = started(_ALCTO_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=position)
    assert found in done.stdout
    assert "IMPORTED []" in done.stderr


def test_completion_of_a_verb_imports_no_verb() -> None:
    look = LOOK.replace(repr(HEAVY), repr(tuple(f"alcto_core.cli.{verb.module}" for verb in VERBS)))
    done = subprocess.run(
        [sys.executable, "-c", look],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "_ALCTO_COMPLETE": "bash_complete", "COMP_WORDS": "alcto ", "COMP_CWORD": "1"},
        timeout=60,
        check=False,
    )
    assert len(done.stdout.splitlines()) == len(VERBS)
    assert "IMPORTED []" in done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_gets_its_script(alcto: Run, shell: str) -> None:
    done = alcto("completion", shell)
    assert done.exit_code == 0
    assert f"{shell}_complete" in done.stdout
    assert "_ALCTO_COMPLETE" in done.stdout


def test_no_terminal_is_said_in_one_sentence() -> None:
    done = started()
    assert done.returncode == 2
    assert done.stdout == ""
    assert "need a terminal" in done.stderr
    assert "'textual'" not in done.stderr


def test_keys_from_a_pipe_are_not_taken() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "alcto_tui"],
        input="q\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2


def test_the_demo_needs_a_terminal_for_its_screens() -> None:
    done = started("demo")
    assert done.returncode == 2
    assert "need a terminal" in done.stderr


def test_a_core_without_screens_says_so(alcto: Run) -> None:
    done = alcto()
    assert done.exit_code == 2
    assert "no screens here" in done.stderr


def test_an_unknown_verb_names_the_nearest(alcto: Run) -> None:
    done = alcto("stauts")
    assert done.exit_code == 2
    assert "did you mean “status”?" in done.stderr
    assert done.stdout == ""


def test_an_unknown_option_is_refused(alcto: Run) -> None:
    done = alcto("status", "--tabel")
    assert done.exit_code == 2
    assert "--table" in done.stderr


@pytest.mark.parametrize("verb", [verb.name for verb in VERBS])
def test_each_verb_shows_an_example_and_says_what_it_does(alcto: Run, verb: str) -> None:
    done = alcto(verb, "--help")
    assert done.exit_code == 0
    assert f"  alcto {verb}" in done.stdout
    assert "Example" in done.stdout
    assert done.stdout.isascii()


def test_the_help_lists_every_verb(alcto: Run) -> None:
    done = alcto("--help")
    for verb in VERBS:
        assert f"  {verb.name} " in done.stdout
        assert verb.summary in done.stdout


@pytest.mark.parametrize("verb", [verb.name for verb in VERBS])
def test_each_verb_takes_the_options_of_the_group(alcto: Run, verb: str) -> None:
    shown = alcto(verb, "--help").stdout
    for option in ("--records", "--no-plugins", "--no-plugin"):
        assert option in shown


def test_a_missing_records_file_is_no_crash(alcto: Run) -> None:
    for verb in ("status", "list", "check", "credential", "log"):
        done = alcto(verb)
        assert done.exit_code == 2, verb
        assert "`alcto init` makes the file" in done.stderr
        assert done.stdout == ""


@pytest.mark.parametrize("place", ["before", "after"])
def test_the_date_may_stand_before_or_after_the_verb(alcto: Run, records: Path, place: str) -> None:
    args = ("--on", "2026-09-30", "status") if place == "before" else ("status", "--on", "2026-09-30")
    assert "As of Wednesday 30 September 2026" in alcto(*args).stdout


def test_a_wrong_date_is_said_in_a_sentence(alcto: Run, records: Path) -> None:
    done = alcto("status", "--on", "someday")
    assert done.exit_code == 2
    assert "someday" in done.stderr


def test_alcto_without_a_verb_says_the_status_in_sentences_where_plain_words_are_asked_for(records: Path) -> None:
    done = started("--records", str(records.parent), "--on", "2026-03-01", ALCTO_PLAIN="1")
    status = started("status", "--records", str(records.parent), "--on", "2026-03-01", ALCTO_PLAIN="1")
    assert done.stdout and done.stdout == status.stdout
    assert done.returncode == status.returncode
