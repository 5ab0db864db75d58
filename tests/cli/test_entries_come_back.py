"""A sheet of the entries that comes back into records that lost them: the same entries, and so the same standings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from calling import Run
from python_calamine import CalamineWorkbook

from alcto_core.demonstration import DAY, FOLDER

CAMP = """
[[activity]]
id = "camp"
title = "Camp"
date = 2026-02-10
hours = 2
strands = ["al-cto/it"]
units = { ceu = 0.25, "my unit" = 3 }
counts_for = []

  [[activity.session]]
  title = "Talk"
  hours = 2
"""


def _listed(alcto: Run) -> dict[str, dict[str, Any]]:
    printed = alcto("list", "--json", "--on", DAY).stdout
    return {one["id"]: one for one in json.loads(printed)["activities"]}


def _standings(alcto: Run) -> list[Any]:
    found: list[Any] = json.loads(alcto("status", "--json", "--on", DAY).stdout)["standings"]
    return found


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("director", ["alabama", "california"])
def test_every_entry_of_a_director_comes_back_and_every_standing(
    alcto: Run, records: Path, tmp_path: Path, director: str, ending: str
) -> None:
    text = (FOLDER / f"{director}.toml").read_text("utf-8")
    records.write_text(text, "utf-8")
    entries, standings = _listed(alcto), _standings(alcto)
    sheet = str(tmp_path / f"mine.{ending}")
    assert alcto("export", "entries", sheet, "--on", DAY).exit_code == 0
    records.write_text(text[: text.index("[[activity]]")], "utf-8")
    assert _standings(alcto) != standings
    taken = alcto("import", sheet, "--yes", "--on", DAY)
    assert taken.exit_code == 0, taken.stderr
    back = _listed(alcto)
    for id in {"2026-04-14-cosn", "2025-06-30-iste"} & back.keys():  # said to be taken by its title
        assert f": {back[id].pop('offering')}" in taken.stdout
    assert back == entries
    assert _standings(alcto) == standings


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_counts_for_nothing_and_units_come_back(alcto: Run, records: Path, tmp_path: Path, ending: str) -> None:
    before = records.read_text("utf-8")
    records.write_text(before + CAMP, "utf-8")
    was, sheet = _listed(alcto)["camp"], str(tmp_path / f"mine.{ending}")
    assert was["counts_for"] == [] and was["units"] == {"ceu": 0.25, "my unit": 3}
    assert alcto("export", "entries", sheet, "--on", DAY).exit_code == 0
    records.write_text(before, "utf-8")
    assert alcto("import", sheet, "--yes", "--on", DAY).exit_code == 0
    assert _listed(alcto)["camp"] == was


def test_a_credential_that_is_not_held_stays_and_is_told(alcto: Run, records: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "mine.csv"
    sheet.write_text("Activity name,Date,Hours,Only for\nCamp,2026-02-10,2,al-cto-mentor\n", "utf-8")
    taken = alcto("import", str(sheet), "--yes", "--on", DAY)
    assert "you hold no credential “al-cto-mentor”; it is kept as it stands" in " ".join(taken.stdout.split())
    (camp,) = (one for one in _listed(alcto).values() if one["title"] == "Camp")
    assert camp["counts_for"] == ["al-cto-mentor"]
    assert set(camp["counted"].values()) == {0.0}


def test_a_workbook_holds_names_where_they_come_back_as_what_they_name(
    alcto: Run, records: Path, tmp_path: Path
) -> None:
    records.write_bytes((FOLDER / "california.toml").read_bytes())
    text = records.read_text("utf-8").replace('"cetl/business"]', '"cetl/business", "cetl/unheard"]', 1)
    records.write_text(text, "utf-8")
    sheet = tmp_path / "mine.xlsx"
    assert alcto("export", "entries", str(sheet), "--on", DAY).exit_code == 0
    heading, *rows = CalamineWorkbook.from_path(sheet).get_sheet_by_index(0).to_python()
    cells = {str(row[heading.index("Id")]): dict(zip(heading, row, strict=True)) for row in rows}
    assert cells["2026-07-18-cbo-4"]["Only for"] == "CBO Mentor; CCTO"
    assert cells["2026-07-18-cbo-4"]["Who granted it"] == "FCMAT"
    assert cells["2025-10-01-cosn-membership"]["Category"] == "Membership"
    assert cells["2025-10-01-cosn-membership"]["In units"] == "1 membership year"
    assert {one["Format"] for one in cells.values()} >= {"in person"}
    strands = {str(one["Strands"]) for one in cells.values()}
    assert {one for one in strands if "/" in one} == {"Business Management; cetl/unheard"}
