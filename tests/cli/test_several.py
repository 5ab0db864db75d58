"""Several activities changed or deleted at once."""

from __future__ import annotations

import tomllib
from pathlib import Path

from calling import Run


def activities(records: Path) -> dict[str, dict[str, object]]:
    return {one["id"]: one for one in tomllib.loads(records.read_text(encoding="utf-8")).get("activity", [])}


def test_several_are_changed_alike_in_one_save_and_taken_back_by_one_undo(alcto: Run, records: Path) -> None:
    before = records.read_bytes()
    done = alcto("edit", "winter", "fetc", "--add-strand", "planning", "--posted", "2026-03-01", "--yes")
    assert done.exit_code == 0
    assert done.stdout.split() == ["winter", "fetc"]
    found = activities(records)
    assert found["winter"]["strands"] == ["al-cto/it", "al-cto/data", "al-cto/planning"]
    assert found["fetc"]["strands"] == ["al-cto/it", "al-cto/planning"]
    assert {str(one["posted"]) for one in found.values()} == {"2026-03-01"}
    assert "If saved: 2 activities changed" in done.stderr
    assert "What it does to each credential" in done.stderr
    assert "# the first one" in records.read_text(encoding="utf-8")
    assert alcto("undo").exit_code == 0
    assert records.read_bytes() == before


def test_an_activity_that_is_so_already_is_left_alone(alcto: Run, records: Path) -> None:
    done = alcto("edit", "winter", "fetc", "--posted", "2026-02-10", "--yes")
    assert done.stdout.split() == ["fetc"]
    assert "If saved: 1 activity changed" in done.stderr


def test_what_fits_one_of_several_alone_names_the_other_and_changes_none(alcto: Run, records: Path) -> None:
    alcto("edit", "fetc", "--split", "it=8", "--yes")
    before = records.read_bytes()
    done = alcto("edit", "winter", "fetc", "--hours", "5", "--yes")
    assert done.exit_code == 2
    assert "“FETC” (fetc): --split" in done.stderr
    assert records.read_bytes() == before


def test_several_are_deleted_after_a_preview(alcto: Run, records: Path) -> None:
    asked = alcto("delete", "winter", "fetc")
    assert asked.exit_code == 2
    assert "If saved: 2 activities removed" in asked.stderr
    assert len(activities(records)) == 2
    assert alcto("delete", "winter", "fetc", "--yes").exit_code == 0
    assert activities(records) == {}


def test_one_named_twice_is_one(alcto: Run, records: Path) -> None:
    assert alcto("delete", "winter", "winter", "--yes").stdout.split() == ["winter"]
    assert [*activities(records)] == ["fetc"]
