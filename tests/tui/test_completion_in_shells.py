"""Verbs, ids and values completed by the shells themselves, as a person who presses Tab sees it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal is POSIX")

if os.name == "posix":
    from terminal import ENTER, TAB, Terminal

DEMO = Path(__file__).parents[2] / "alcto_core" / "demo" / "alabama.toml"
SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], ""),
    "zsh": (["zsh", "-f", "-i"], "autoload -U compinit; compinit -D; "),
    "fish": (["fish", "--no-config", "-i"], ""),
}
LINES = {
    "alcto expla": "alcto explain",
    "alcto explain 2026-01-12": "alcto explain 2026-01-12-fetc",
    "alcto list --credential al-td": "alcto list --credential al-td-ceu",
    "alcto list --strand al-cto/rol": "alcto list --strand al-cto/roles",
    "alcto log alet/winter": "alcto log alet/winter-conference",
    "alcto export portf": "alcto export portfolio",
    "alcto step al-cto presen": "alcto step al-cto presentation",
}
"""What stands on the line before Tab, and after it."""


@pytest.fixture
def around(tmp_path: Path) -> dict[str, str]:
    """An environment in which `alcto` is this one, on the made-up records."""
    (tmp_path / "home").mkdir()
    shutil.copy(DEMO, tmp_path / "records.toml")
    (bin := tmp_path / "bin").mkdir()
    (bin / "alcto").write_text(f'#!/bin/sh\nexec {sys.executable} -m alcto_tui "$@"\n', encoding="utf-8")
    (bin / "alcto").chmod(0o755)
    return {
        "HOME": str(tmp_path / "home"), "PATH": f"{bin}{os.pathsep}{os.environ['PATH']}", "PS1": "ready> ",
        "PROMPT": "ready> ", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "ALCTO_RECORDS": str(tmp_path),
        "fish_greeting": "", "INPUTRC": "/dev/null",
    }  # fmt: skip


def script(shell: str, folder: Path, around: dict[str, str]) -> Path:
    """The completion script of a shell, as a file."""
    done = subprocess.run(
        ["alcto", "completion", shell], env=os.environ | around, capture_output=True, check=True, text=True
    )
    (path := folder / f"completion.{shell}").write_text(done.stdout, encoding="utf-8")
    return path


@pytest.mark.parametrize("shell", SHELLS)
def test_tab_completes_verbs_ids_and_values(shell, around, tmp_path):
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed here")
    program, first = SHELLS[shell]
    path = script(shell, tmp_path, around)
    with Terminal(tmp_path, program=program, environ=around, size=(100, 24)) as terminal:
        terminal.rests()
        terminal.press(f"{first}. {path}{ENTER}")
        terminal.rests()
        for typed, wanted in LINES.items():
            terminal.press(typed)
            terminal.shows(typed)
            terminal.press(TAB)
            terminal.settles(lambda seen, wanted=wanted: f"{wanted}\n" in f"{seen}\n".replace(" \n", "\n"), wanted)
            terminal.press("\x15")  # takes the line away


def test_powershell_completes_an_id(around, tmp_path):
    if shutil.which("pwsh") is None:
        pytest.skip("PowerShell is not installed here")
    path = script("powershell", tmp_path, around)
    line = "alcto explain 2026-01-12"
    asked = f"[System.Management.Automation.CommandCompletion]::CompleteInput('{line}', {len(line)}, $null)"
    done = subprocess.run(
        ["pwsh", "-NoProfile", "-Command", f". {path}; ({asked}).CompletionMatches.CompletionText"],
        env=os.environ | around, capture_output=True, check=True, text=True,
    )  # fmt: skip
    assert done.stdout.strip() == "2026-01-12-fetc"
