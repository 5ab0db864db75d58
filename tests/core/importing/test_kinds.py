"""Many sheets of each kind, each with what its rows come to: `kinds/*.toml`.

The right values were written down before the sheets were read.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from sheet_plans import plan_of

from alcto_core.hours import MINUTE
from alcto_core.problems import Refused
from alcto_core.records.tables import amount_in

KINDS = Path(__file__).parent / "kinds"
RECORDS = b"""\
schema = 1
[person]
name = "Jordan Avery"
[[credential]]
program = "al-td-ceu"
[[credential]]
program = "al-cto"
cohort = "ECHO"
renewed = [2024-05-20]
"""
ANSWERS = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in KINDS.glob("*.toml")}
SHEETS = [
    pytest.param(sheet, id=f"{stem}: {sheet['name']}")
    for stem, answers in ANSWERS.items()
    for sheet in answers.get("sheet", ())
]


def rows_of(text: str) -> dict[str, str] | None:
    """Each new row that counts by its title, with its length and day; None where something is asked or refused."""
    try:
        plan = plan_of(text.encode(), records=RECORDS)
    except Refused:
        return None
    if plan.layout.questions:
        return None
    return {
        str(row.table["title"]): f"{(amount_in(row.table) or 0) // MINUTE} min on {row.table['date']}"
        for row in plan.rows
        if row.mark == "add" and row.table.get("status") != "planned"
    }


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_comes_to_what_it_says(sheet: dict[str, Any]) -> None:
    found = rows_of(sheet["text"])
    if "comes_to" in sheet:
        assert not found
        return
    wanted = {title: says for title, says in sheet["rows"].items() if says != "out"}
    assert found is not None
    assert found.keys() == wanted.keys()
    assert {title: found[title][: len(says)] for title, says in wanted.items()} == wanted


@pytest.mark.parametrize("word", ANSWERS["words"]["not_done"])
def test_a_word_that_means_not_done_keeps_the_row_out(word: str) -> None:
    text = f'Date,Activity,Hours,Status\n2026-01-12,In,1.5,Completed\n2026-01-23,Out,2,"{word}"\n'
    assert rows_of(text) == {"In": "90 min on 2026-01-12"}


@pytest.mark.parametrize("word", ANSWERS["words"]["done"])
def test_a_word_that_means_done_lets_the_row_in(word: str) -> None:
    assert rows_of(f'Date,Activity,Hours,Status\n2026-01-12,In,1.5,"{word}"\n') == {"In": "90 min on 2026-01-12"}


@pytest.mark.parametrize(("first", "day", "second", "other"), ANSWERS["cells"]["days"])
def test_a_day_is_read_in_many_forms(first: str, day: str, second: str, other: str) -> None:
    found = rows_of(f"Activity;Hours;Date\nOne;1.5;{first}\nTwo;2;{second}\n") or {}
    assert {title: says.rpartition(" ")[2] for title, says in found.items()} == {
        title: each for title, each in (("One", day), ("Two", other)) if each
    }


@pytest.mark.parametrize(("cell", "minutes"), ANSWERS["cells"]["durations"])
def test_a_length_is_read_in_many_forms(cell: str, minutes: int) -> None:
    found = rows_of(f'Date,Activity,Duration\n2026-01-12,One,"{cell}"\n2026-01-23,Two,2h\n') or {}
    assert found.get("One", "0 min").partition(" ")[0] == str(minutes)


def test_a_day_to_come_with_an_empty_status_comes_in_as_planned() -> None:
    plan = plan_of(b"Date,Activity,Hours,Done?\n2026-01-12,In,1.5,Yes\n2026-06-15,Summer,6,\n", records=RECORDS)
    assert [(row.table["title"], row.mark, row.table.get("status")) for row in plan.rows] == [
        ("In", "add", "completed"),
        ("Summer", "add", "planned"),
    ]
