"""An answer that nobody takes: standard output closed or full, a pipe's reader gone. What was saved is saved."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from alcto_core.cli.verbs import SAVING

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full device is Linux's")

SAVES = {
    "log": ("log", "--title", "Lunch talk", "--date", "2026-02-20", "--hours", "1", "--yes"),
    "edit": ("edit", "winter", "--hours", "5", "--yes"),
    "delete": ("delete", "winter", "--yes"),
    "step": ("step", "al-cto", "presentation", "--done", "2026-02-02"),
    "renew": ("renew", "al-cto", "--date", "2024-05-21", "--yes"),
    "credential": ("credential", "add", "cosn-cetl", "--yes"),
    "import": ("import", "{sheet}", "--yes"),
    "import-json": ("import", "{sheet}", "--yes", "--json"),
    "reconcile": ("reconcile", "{record}", "--yes"),
    "undo": ("undo",),
    "redo": ("redo",),
    "restore": ("restore", "1", "--yes"),
    "backup": ("backup", "{here}/made.zip"),
    "packet": ("packet", "al-cto", "--to", "{here}/packet.zip", "--yes"),
    "init": ("--records", "{here}/new", "init", "--name", "Avery", "--yes"),
    "new-plugin": ("new-plugin", "xy", "--to", "{here}/package"),
}
LOOKS = ("status", "status --json", "list", "plan", "rules", "catalogue", "explain winter", "--help", "--version",
         "undo --list", "export entries -", "schema records", "completion bash", "where")  # fmt: skip
PLACES = {"full": ">/dev/full", "closed": ">&-", "reader gone": "| true", "nothing at all": ">&- 2>&-"}


def shell(folder: Path, words: tuple[str, ...], place: str) -> subprocess.CompletedProcess[str]:
    """Run a call as a shell does that sends its output to a place; its status is alcto's own."""
    # What a pipe is given here is read by nobody at all, so that the end does not turn on who is faster.
    call = shlex.join([sys.executable, "-m", "alcto_tui", *words])
    if place == "| true":
        read, write = os.pipe()
        os.close(read)
        try:
            return _run(folder, call, stdout=write)
        finally:
            os.close(write)
    return _run(folder, f"{call} {place}", stdout=subprocess.PIPE)


def _run(folder: Path, call: str, stdout: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "-c", call], stdout=stdout, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
        timeout=120, check=False, cwd=folder, env={**os.environ, "ALCTO_RECORDS": str(folder)},
    )  # fmt: skip


@pytest.fixture
def changed(records: Path) -> Path:
    """The folder of records in which one change was made, and one taken back, so that there is one of each to do."""
    for words in (("edit", "fetc", "--hours", "7", "--yes"), ("edit", "fetc", "--hours", "6", "--yes"), ("undo",)):
        done = shell(records.parent, words, "2>&1")
        assert done.returncode == 0, done.stdout
    (records.parent / "sheet.csv").write_text("Title,Date,Hours\nCyber day,2026-02-03,2\n", encoding="utf-8")
    (records.parent / "record.csv").write_text("Title,Date,Hours\nFETC,2026-01-13,7\n", encoding="utf-8")
    return records.parent


def state(folder: Path) -> dict[str, bytes]:
    """What a call may change: everything but alcto's own notes."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and ".alcto" not in file.parts and file.suffix != ".lock"
    }


@pytest.mark.parametrize(
    ("verb", "place"),
    [(verb, "full") for verb in SAVES] + [(verb, place) for verb in ("log", "undo", "init") for place in PLACES],
)
def test_a_save_is_made_and_said_where_nobody_takes_the_answer(changed: Path, verb: str, place: str) -> None:
    words = tuple(
        word.format(sheet=changed / "sheet.csv", record=changed / "record.csv", here=changed) for word in SAVES[verb]
    )
    before = state(changed)
    done = shell(changed, words, PLACES[place])
    assert state(changed) != before
    assert done.returncode == 0, done.stderr
    assert "fault" not in done.stderr
    if "2>" not in PLACES[place]:
        assert "the answer could not be written" in done.stderr.lower()
        assert "done all the same" in done.stderr


def test_a_dry_run_whose_answer_is_lost_is_not_called_done(changed: Path) -> None:
    done = shell(changed, ("import", "sheet.csv"), ">/dev/full")
    assert done.returncode == 2
    assert "No space left on device" in done.stderr
    assert "all the same" not in done.stderr


@pytest.mark.parametrize("words", LOOKS)
def test_a_look_whose_answer_is_lost_is_no_verdict(changed: Path, words: str) -> None:
    before = state(changed)
    full, closed, left = (
        shell(changed, tuple(words.split()), PLACES[one]) for one in ("full", "closed", "reader gone")
    )
    assert (full.returncode, closed.returncode, left.returncode) == (2, 2, 141)
    assert "No space left on device" in full.stderr
    assert "standard output is closed" in closed.stderr
    assert "could not be written" not in left.stderr
    assert "fault" not in full.stderr + closed.stderr + left.stderr
    assert state(changed) == before


def test_what_cannot_be_told_on_standard_error_stops_nothing(changed: Path) -> None:
    done = shell(changed, SAVES["log"], "2>/dev/full")
    assert done.returncode == 0
    assert done.stdout.strip() == "2026-02-20-lunch-talk"


def test_a_file_that_is_opened_never_takes_the_place_of_a_closed_stream(changed: Path) -> None:
    done = shell(changed, SAVES["log"], "<&- >&- 2>&-")
    assert done.returncode == 0
    assert "schema = 1" in (changed / "records.toml").read_text(encoding="utf-8")
    assert shell(changed, ("check", "--json"), "").returncode in (0, 1)


def test_every_verb_that_saves_is_known_as_one() -> None:
    sys.path.append(str(Path(__file__).parents[1] / "faults"))
    from hostile_verbs import CHANGES

    named = {words[2] if words[0] == "--records" else words[0] for words in CHANGES}
    assert named - {"status"} <= SAVING  # one that looks at what a call before it made
