"""A first day with alcto, from an empty folder on."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from calling import Run


def test_a_first_day(alcto: Run, folder: Path) -> None:
    file = folder / "records.toml"
    assert alcto("init", "--name", "Jordan Avery", "--program", "al-td-ceu").exit_code == 0
    assert "12 ALET hours" in alcto("status").stdout or "12 hours" in alcto("status").stdout

    logged = alcto("log", "winter", "--date", "2026-01-28", "--hours", "6.5", "--strand", "it", "--yes")
    winter = logged.stdout.strip()
    assert winter == "2026-01-28-alet-winter-conference"
    assert "5.5 hours missing" in alcto("status").stdout

    alcto("log", "fetc", "--date", "2026-01-12", "--hours", "8", "--strand", "it", "--yes")
    assert "FETC counts up to 6" in alcto("explain", "2026-01-12-fetc-florida").stdout
    assert alcto("status", "--line").stdout == "TD-CEU FY26: MET\n"
    two = file.read_bytes()

    alcto("edit", winter, "--hours", "5.5", "--yes")
    assert alcto("status", "--line").stdout == "TD-CEU FY26: NOT YET 0.5 ALET hours by 30 Sep\n"
    edited = file.read_bytes()

    undone = alcto("undo")
    assert "Undid: changed “ALET Winter Conference”." in undone.stdout
    assert file.read_bytes() == two
    assert alcto("redo").exit_code == 0
    assert file.read_bytes() == edited
    assert alcto("redo").exit_code == 2

    assert alcto("delete", winter, "--yes").exit_code == 0
    assert winter not in alcto("list").stdout
    alcto("undo")
    assert file.read_bytes() == edited
    listed = alcto("undo", "--list").stdout.splitlines()
    steps = [line.split()[0] for line in listed if not line.startswith(" ")]
    assert steps == ["redo", "now", "undo", "undo", "undo"]
    assert alcto("check").exit_code == 0


def test_a_typo_from_an_editor_is_found_and_put_right(alcto: Run, records: Path) -> None:
    good = records.read_text()
    records.write_text(good.replace("date = 2026-01-28", "date = 1/28/2026"))
    done = alcto("check")
    assert done.exit_code == 3
    assert "    Write: date = 2026-01-28\n" in done.stderr
    records.write_text(good)
    assert alcto("check").exit_code == 0


def test_a_change_from_outside_is_undone_only_by_insisting(alcto: Run, records: Path) -> None:
    alcto("edit", "winter", "--hours", "5", "--yes")
    ours = records.read_bytes()
    records.write_bytes(ours + b"# by hand\n")
    done = alcto("undo")
    assert done.exit_code == 2
    assert "`alcto undo --insist`" in done.stderr
    assert alcto("undo", "--insist").exit_code == 0
    assert records.read_bytes() == ours


def test_nothing_to_undo_is_said(alcto: Run, records: Path) -> None:
    done = alcto("undo")
    assert done.exit_code == 2
    assert "nothing to undo" in done.stderr
    assert "nothing to undo" in alcto("undo", "--list").stdout


def test_additions_made_at_once_are_all_kept(records: Path) -> None:
    """Several shells log the same course on the same day: every one waits for its turn."""
    log = ["log", "--title", "Course", "--date", "2026-02-20", "--hours", "1", "--strand", "it", "--yes"]
    argv = [sys.executable, "-m", "alcto_tui", "--records", str(records.parent), *log]
    quiet = subprocess.DEVNULL
    for _ in range(3):
        running = [subprocess.Popen(argv, stdin=quiet, stdout=subprocess.PIPE, stderr=quiet) for _ in range(4)]
        said = [process.communicate(timeout=60)[0] for process in running]
        assert [process.returncode for process in running] == [0] * 4
        assert len(set(said)) == 4
    ids = [activity["id"] for activity in tomllib.loads(records.read_text())["activity"]]
    assert len(ids) == len(set(ids)) == 2 + 12
