"""What is remembered of a sheet's columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from alcto_core.importing.memory import FILE, Remembered, forget, key_of, recall, remember
from alcto_core.keeping.folder import RecordsFolder

HEADINGS = ("Prof. Dev. Title", "When", "Time")


@pytest.fixture
def folder(tmp_path: Path) -> RecordsFolder:
    return RecordsFolder(path=tmp_path)


def agreed(**columns: str) -> Remembered:
    return Remembered(headings=key_of(HEADINGS), columns=columns, dates="dmy")


def test_what_was_agreed_is_found_again_by_the_headings_in_any_order_and_spelling(folder: RecordsFolder) -> None:
    remember(folder, agreed(When="date", Time="hours"))
    found = recall(folder, ("time:", "WHEN", "", "prof dev title"))
    assert found is not None
    assert (found.columns, found.dates) == ({"When": "date", "Time": "hours"}, "dmy")


def test_other_headings_are_another_sheet(folder: RecordsFolder) -> None:
    remember(folder, agreed(When="date"))
    assert recall(folder, (*HEADINGS, "Notes")) is None
    assert recall(folder, ()) is None


def test_what_stands_in_a_headings_brackets_makes_it_another_sheet(folder: RecordsFolder) -> None:
    remember(folder, Remembered(headings=key_of(("Title", "Date", "Duration (minutes)")), columns={"Date": "date"}))
    assert recall(folder, ("Title", "Date", "Duration (hours)")) is None
    assert recall(folder, ("Title", "Date", "Duration [minutes]")) is not None


def test_the_newest_agreement_holds(folder: RecordsFolder) -> None:
    remember(folder, agreed(When="date"))
    remember(folder, agreed(When="posted"))
    found = recall(folder, HEADINGS)
    assert found is not None
    assert found.columns == {"When": "posted"}


def test_an_agreement_can_be_forgotten(folder: RecordsFolder) -> None:
    remember(folder, agreed(When="date"))
    assert forget(folder, HEADINGS)
    assert recall(folder, HEADINGS) is None
    assert not forget(folder, HEADINGS)


def test_only_so_many_sheets_are_remembered(folder: RecordsFolder) -> None:
    for number in range(60):
        remember(folder, Remembered(headings=key_of((f"a{number}", "b")), columns={"b": "date"}))
    assert recall(folder, ("a0", "b")) is None
    assert recall(folder, ("a59", "b")) is not None


@pytest.mark.parametrize(
    "text",
    [
        "not toml [",
        "sheet = 3",
        "[[sheet]]\nheadings = 3\ncolumns = {}",
        "sheet = [1, 2]",
        "[[sheet]]\nheadings = ['prof dev title', 'when', 'time']\ncolumns = 5",
        "\0",
    ],
)
def test_a_damaged_memory_is_no_memory(folder: RecordsFolder, text: str) -> None:
    folder.own.mkdir()
    (folder.own / FILE).write_text(text)
    assert recall(folder, HEADINGS) is None
    remember(folder, agreed(When="date"))
    assert recall(folder, HEADINGS) is not None


def test_keys_that_no_column_can_hold_are_not_believed(folder: RecordsFolder) -> None:
    folder.own.mkdir()
    (folder.own / FILE).write_text(
        "[[sheet]]\nheadings = ['prof dev title', 'time', 'when']\ndates = 'ymd'\n"
        "columns = { When = 'date', Time = 'shoe-size', Other = 3 }"
    )
    found = recall(folder, HEADINGS)
    assert found is not None
    assert (found.columns, found.dates) == ({"When": "date"}, None)
