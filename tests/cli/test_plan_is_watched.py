"""`alcto plan` shows how far long work is to whoever looks, and a Ctrl+C ends it with a word and nothing half-said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from calling import Run

from alcto_core import system
from alcto_core.cli import plan_page, progress
from alcto_core.planning import planner

pytestmark = pytest.mark.usefixtures("records")
LONG = ("plan", "--risk", "--pace")


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody at a terminal, for whom all work is long."""
    monkeypatch.setattr(system, "is_terminal", lambda _: True)
    monkeypatch.setattr(progress, "_SOON", 0.0)


@pytest.mark.usefixtures("watched")
def test_each_piece_of_long_work_has_its_bar(alcto: Run) -> None:
    result = alcto(*LONG)
    assert result.exit_code == 0
    for what in ("Looking for the least", "Leaving entries out", "Working out the pace"):
        assert what in result.stderr and what not in result.stdout


@pytest.mark.usefixtures("watched")
def test_json_stays_alone_on_standard_output(alcto: Run) -> None:
    json.loads(alcto(*LONG, "--json").stdout)


def test_nobody_at_a_terminal_sees_a_bar(alcto: Run) -> None:
    assert "Looking for" not in alcto(*LONG).stderr


@pytest.mark.usefixtures("watched")
def test_words_for_a_screen_reader_have_no_bar(alcto: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALCTO_PLAIN", "1")
    assert "Looking for" not in alcto(*LONG).stderr


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize("stage", ["reach", "risks", "paces"])
def test_a_stop_says_so_and_nothing_else(alcto: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    before = (folder / "records.toml").read_bytes()

    def stopped(*given: object) -> None:
        tell = given[-1]
        tell(1, 3)  # type: ignore[operator]
        raise KeyboardInterrupt

    monkeypatch.setattr(planner if stage == "reach" else plan_page, stage, stopped)
    result = alcto(*LONG)
    assert result.exit_code == 2
    assert result.stdout == "" and result.stderr.rstrip().endswith("Stopped.")
    assert (folder / "records.toml").read_bytes() == before
