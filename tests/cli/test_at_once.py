"""What is answered before click is imported is what click would answer."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from alcto_core import __version__
from alcto_core.cli.at_once import COMPLETE, answer

SHELLS = ("bash_complete", "zsh_complete", "fish_complete")
WORDS = ("", "st", "s", "status", "xyz", "new-", "--ver", "-", "'st", "a b", "é", "st\t", "~", "0")

BY_CLICK = """
import os
from alcto_core.cli import group
group.run()
"""


def by_click(*args: str, **env: str) -> bytes:
    """What click alone answers, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", BY_CLICK, *args],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **env},
        timeout=60,
        check=False,
    )
    return done.stdout


def asked(shell: str, begun: str, before: str = "") -> dict[str, str]:
    """What the script of a shell says when a word is begun."""
    if shell == "fish_complete":
        return {COMPLETE: shell, "COMP_WORDS": f"alcto {before}{begun}", "COMP_CWORD": begun}
    number = len(before.split()) + 1
    return {COMPLETE: shell, "COMP_WORDS": f"alcto {before}{begun}", "COMP_CWORD": str(number)}


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("begun", ["", "st", "new-", "xyz", "--ver", "a b"])
def test_a_completion_is_what_click_says(shell: str, begun: str) -> None:
    env = asked(shell, begun)
    found = answer([], env)
    assert found is None or found == by_click(**env)


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("begun", ["", "st", "s", "new-", "xyz"])
def test_a_verb_is_completed_at_once(shell: str, begun: str) -> None:
    found = answer([], asked(shell, begun))
    assert found is not None
    assert (b"status" in found) == ("status".startswith(begun))


@pytest.mark.parametrize("shell", [*SHELLS, "powershell_complete", "bash_source", "csh_complete"])
@pytest.mark.parametrize("begun", WORDS)
@pytest.mark.parametrize("before", ["status ", "--records x ", "-h "])
def test_what_is_no_verb_is_left_to_click(shell: str, begun: str, before: str) -> None:
    assert answer([], asked(shell, begun, before)) is None


@pytest.mark.parametrize("words", ["--ver", "-", "'st", '"st', "st\\", "$x", "é"])
def test_what_a_shell_may_read_otherwise_is_left_to_click(words: str) -> None:
    assert answer([], asked("bash_complete", words)) is None


def test_the_version_is_what_click_says() -> None:
    found = answer(["--version"], {})
    assert found == by_click("--version")
    assert found is not None and found.decode().strip() == f"alcto {__version__}"


@pytest.mark.parametrize("args", [[], ["--help"], ["--version", "status"], ["status", "--version"], ["--versio"]])
def test_every_other_call_is_left_to_click(args: list[str]) -> None:
    assert answer(args, {}) is None


@pytest.mark.parametrize("end", ["/dev/full", None])
def test_a_version_that_cannot_be_written_ends_as_by_click(end: str | None) -> None:
    if end is not None and not os.path.exists(end):  # noqa: PTH110
        pytest.skip("no such device here")

    def ended(code: str) -> tuple[int, bytes]:
        sink = open(end, "wb") if end else None  # noqa: SIM115, PTH123
        try:
            done = subprocess.run(
                [sys.executable, "-c", code, "--version"],
                stdout=sink if sink else subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                timeout=60,
                check=False,
            )
        finally:
            if sink:
                sink.close()
        return done.returncode, done.stderr

    assert ended("from alcto_tui.__main__ import main\nmain()") == ended(BY_CLICK)


def test_the_few_words_import_neither_click_nor_typing() -> None:
    code = (
        "import os, sys\nbefore = set(sys.modules)\nimport alcto_tui.__main__\n"
        "print(sorted(set(sys.modules) - before - {'__future__'}))"
    )
    done = subprocess.run([sys.executable, "-S", "-c", "import sys; sys.path[:0] = " + repr(sys.path) + "\n" + code],
                          capture_output=True, text=True, check=True, timeout=60)  # fmt: skip
    assert done.stdout.strip() == str(
        ["alcto_core", "alcto_core.cli", "alcto_core.cli.at_once", "alcto_core.cli.verbs", "alcto_tui",
         "alcto_tui.__main__"]
    )  # fmt: skip
