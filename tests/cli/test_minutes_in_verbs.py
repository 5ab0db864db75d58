"""Minutes in the verbs: typed, shown back, kept by an edit, read from a sheet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from calling import Run

LOG = ("log", "alet/region-meeting", "--date", "2026-02-20", "--strand", "it", "--title", "Talk", "--yes")


@pytest.mark.parametrize(
    "typed",
    [("--minutes", "50"), ("--hours", "50m"), ("--hours", "0:50"), ("--hours", "50 min"), ("--hours", "0.8333333")],
)
def test_fifty_minutes_are_fifty_minutes(alcto: Run, records: Path, typed: tuple[str, str]) -> None:
    done = alcto(*LOG, *typed)
    assert done.exit_code == 0
    assert "50 min logged" in done.stderr
    assert "50 of 50 min count" in done.stderr
    assert records.read_text(encoding="utf-8").count("minutes = 50\n") == 1
    assert "50 min logged." in alcto("explain", done.stdout.strip()).stdout
    assert " 50 min " in alcto("list", "Talk").stdout


def test_an_edit_in_minutes_stays_in_minutes(alcto: Run, records: Path) -> None:
    id = alcto(*LOG, "--minutes", "40").stdout.strip()
    before = records.read_text(encoding="utf-8")
    alcto("edit", id, "--minutes", "45", "--yes")
    assert records.read_text(encoding="utf-8") == before.replace("minutes = 40", "minutes = 45")
    alcto("edit", id, "--hours", "1", "--yes")
    assert records.read_text(encoding="utf-8") == before.replace("minutes = 40", "minutes = 60")


def test_sessions_and_splits_take_minutes(alcto: Run, records: Path) -> None:
    talks = [part for n in range(3) for part in ("--session", f"40m | Talk {n}")]
    done = alcto("log", "alet/winter-conference", "--date", "2026-02-20", "--strand", "it", *talks, "--yes")
    assert "2 hours logged" in done.stderr
    assert records.read_text(encoding="utf-8").count("minutes = 40") == 3
    split = ("--hours", "1", "--split", "it=20m", "--split", "data=0:40", "--strand", "it", "--strand", "data")
    alcto("log", "alet/talent", "--title", "Course", "--date", "2026-02-21", *split, "--yes")
    assert 'minutes = 60\nstrands = ["al-cto/it", "al-cto/data"]\nsplit = { "al-cto/it" = 20, "al-cto/data" = 40 }' in (
        records.read_text(encoding="utf-8")
    )


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("--minutes", "40.5"), "not a whole number of minutes"),
        (("--minutes", "0"), "not more than 0"),
        (("--minutes", "60001"), "more than 1,000"),
        (("--minutes", "40", "--hours", "1"), "instead of --hours"),
        (("--hours", "0.8333"), "write minutes, like 50m"),
    ],
)
def test_what_is_no_number_of_minutes_is_said(alcto: Run, records: Path, typed: tuple[str, ...], says: str) -> None:
    before = records.read_bytes()
    done = alcto(*LOG, *typed)
    assert done.exit_code == 2
    assert says in done.stderr
    assert records.read_bytes() == before


def test_seconds_are_cut_with_a_remark(alcto: Run, records: Path) -> None:
    done = alcto(*LOG, "--hours", "0:40:30")
    assert "“0:40:30” was cut to the minute: 40 min." in done.stderr
    assert "minutes = 40\n" in records.read_text(encoding="utf-8")


def test_an_undo_tells_minutes(alcto: Run, records: Path) -> None:
    id = alcto(*LOG, "--minutes", "40").stdout.strip()
    alcto("edit", id, "--minutes", "50", "--yes")
    done = alcto("undo", "--list")
    assert "hours 40 min → 50 min" in done.stdout + done.stderr


def test_a_sheet_of_minutes_comes_in_exactly_and_once(alcto: Run, records: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "log.csv"
    rows = ("A,2026-02-03,50", "B,2026-02-04,20", "C,2026-02-05,40", "D,2026-02-06,90")
    sheet.write_text("Title,Date,Minutes\n" + "\n".join(rows) + "\n", encoding="utf-8")
    alcto("import", str(sheet), "--yes")
    text = records.read_text(encoding="utf-8")
    assert [text.count(line) for line in ("minutes = 50\n", "minutes = 20\n", "minutes = 40\n", "hours = 1.5\n")] == (
        [1, 1, 1, 1]
    )
    alcto("import", str(sheet), "--yes")
    assert records.read_text(encoding="utf-8") == text
    sheet.write_text("Title,Date,Hours\nA,2026-02-03,0.8333333\nB,2026-02-04,0:45\n", encoding="utf-8")
    plan = alcto("import", str(sheet))
    assert "hours 20 min → 45 min" in plan.stdout
    alcto("import", str(sheet), "--changes", "--yes")
    assert records.read_text(encoding="utf-8") == text.replace("minutes = 20\n", "minutes = 45\n")


def test_the_document_has_the_nearest_number(alcto: Run, records: Path) -> None:
    alcto(*LOG, "--minutes", "40")
    document = json.loads(alcto("status", "--json").stdout)
    credits = [one for standing in document["standings"] for one in standing["credits"] if one["title"] == "Talk"]
    assert credits and all(one["claimed"] == 2 / 3 for one in credits)
