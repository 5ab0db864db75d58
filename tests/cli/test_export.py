"""`alcto export`: which format, where it goes, what is replaced, and what a terminal is shown."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import zipfile
from pathlib import Path

import pytest
from calling import Run
from python_calamine import CalamineWorkbook

from alcto_core import system


def test_the_ending_of_the_file_names_the_format(alcto: Run, records: Path, tmp_path: Path) -> None:
    found = alcto("export", "entries", str(tmp_path / "mine.CSV"))
    assert found.exit_code == 0
    assert "mine.CSV is written: 2 entries." in found.stderr
    rows = list(csv.DictReader(io.StringIO((tmp_path / "mine.CSV").read_text("utf-8-sig"))))
    assert [(row["Id"], row["Hours"], row["Counted: TD-CEU"]) for row in rows] == [
        ("fetc", "8", "6"),
        ("winter", "6", "6"),
    ]
    refused = alcto("export", "entries", str(tmp_path / "mine.pdf"))
    assert refused.exit_code == 2
    assert "writes .csv, .xlsx, .json or .md" in refused.stderr


def test_a_dash_prints_the_first_format_or_the_one_that_is_named(alcto: Run, records: Path) -> None:
    assert alcto("export", "entries", "-").stdout_bytes.startswith(b"\xef\xbb\xbfActivity name,")
    printed = alcto("export", "entries", "-", "--format", "json")
    listed = json.loads(alcto("list", "--json").stdout)["activities"]
    assert sorted(map(str, json.loads(printed.stdout)["activities"])) == sorted(map(str, listed))
    assert printed.stdout.isascii()


def test_a_credential_and_a_period_keep_what_falls_into_them(alcto: Run, records: Path) -> None:
    def ids(*words: str) -> list[str]:
        printed = alcto("export", "entries", "-", "--format", "json", *words).stdout
        return [one["id"] for one in json.loads(printed)["activities"]]

    assert ids("--credential", "al-td-ceu") == ["fetc", "winter"]
    assert ids("--credential", "al-td-ceu", "--period", "FY25") == []
    unknown = alcto("export", "entries", "-", "--credential", "al-td-ce")
    assert unknown.exit_code == 2
    assert "No credential is called “al-td-ce”; did you mean “al-td-ceu”?" in unknown.stderr


def test_a_file_that_is_there_is_replaced_only_when_that_is_said(alcto: Run, records: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.md"
    file.write_text("precious")
    refused = alcto("export", "entries", str(file))
    assert (refused.exit_code, file.read_text()) == (2, "precious")
    assert "--yes replaces it" in refused.stderr
    assert alcto("export", "entries", str(file), "--yes").exit_code == 0
    assert file.read_text("utf-8").startswith("# Jordan Avery: entries\n")
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


@pytest.mark.parametrize("place", ["records.toml", ".alcto/x.csv", "rules/x.csv", "evidence/x.csv"])
def test_nothing_is_exported_over_the_records(alcto: Run, records: Path, place: str) -> None:
    (records.parent / place).parent.mkdir(exist_ok=True)
    link = records.parent.parent / "link.csv"
    link.symlink_to(records.parent / place)
    before = records.read_bytes()
    refused = alcto("export", "entries", str(link), "--yes")
    assert refused.exit_code == 2
    assert "belongs to your records" in refused.stderr
    assert (records.read_bytes(), (records.parent / place).exists()) == (before, place == "records.toml")


def test_a_terminal_is_shown_pictures_and_only_what_can_be_read(
    alcto: Run, records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records.write_text(records.read_text("utf-8").replace("FETC", "FE\\u001b]0;owned\\u0007TC"), "utf-8")
    monkeypatch.setattr(system, "is_terminal", lambda stream: stream is sys.stdout)
    for words in (("entries", "-"), ("entries", "-", "--format", "md"), ("entries",)):
        printed = alcto("export", *words)
        assert printed.exit_code == 0
        assert "\x1b]" not in printed.stdout
        assert "␛" in printed.stdout
    refused = alcto("export", "entries", "-", "--format", "xlsx")
    assert refused.exit_code == 2
    assert "alcto export entries entries.xlsx" in refused.stderr


def test_no_heading_of_a_workbook_is_broken_within_a_word(alcto: Run, records: Path, tmp_path: Path) -> None:
    file = tmp_path / "entries.xlsx"
    assert alcto("export", "entries", str(file)).exit_code == 0
    with zipfile.ZipFile(file) as zipped:
        sheet = zipped.read("xl/worksheets/sheet1.xml").decode()
    found = re.findall(r'<col min="(\d+)" max="(\d+)" width="([\d.]+)"', sheet)
    widths = [float(width) for first, last, width in found for _ in range(int(first), int(last) + 1)]
    headings = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()[0]
    assert len(widths) == len(headings) > 10
    for heading, width in zip(headings, widths, strict=True):
        assert width >= max(map(len, heading.split())) + 2, (heading, width)
    counted = dict(zip(headings, widths, strict=True))["Counted: TD-CEU"]
    assert counted < len("Counted: TD-"), "so wide that a name is broken at its hyphen"


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "md"])
def test_the_same_records_on_the_same_date_make_the_same_bytes(
    alcto: Run, records: Path, tmp_path: Path, ending: str
) -> None:
    first, second = tmp_path / f"1.{ending}", tmp_path / f"2.{ending}"
    for file in (first, second):
        assert alcto("export", "entries", str(file)).exit_code == 0
    assert first.read_bytes() == second.read_bytes()


def test_a_missing_extra_is_named_with_the_way_to_bring_it(
    alcto: Run, records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "alcto_core.paperwork.writers.xlsx", raising=False)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    refused = alcto("export", "entries", str(tmp_path / "mine.xlsx"))
    assert refused.exit_code == 2
    assert "pip install 'alcto[sheets]' brings it. CSV opens in the same programs." in refused.stderr
    assert not (tmp_path / "mine.xlsx").exists()


def test_an_import_takes_back_what_was_exported_sessions_and_guards_included(
    alcto: Run, records: Path, tmp_path: Path
) -> None:
    more = """
[[activity]]
id = "camp"
title = "=1+1"
date = 2026-02-10
strands = ["al-cto/it"]
justification = "-Relates.\\n@All of it."

  [[activity.session]]
  title = "Talk"
  minutes = 40

  [[activity.session]]
  title = "Lunch"
  hours = 1
  kind = "meal"
"""
    records.write_text(records.read_text("utf-8").replace("hours = 6.0", "minutes = 100") + more, "utf-8")
    was = json.loads(alcto("status", "--json").stdout)["standings"]
    assert alcto("export", "entries", str(tmp_path / "mine.csv")).exit_code == 0
    text = records.read_text("utf-8")
    records.write_text(text[: text.index("# the first one")], "utf-8")
    taken = alcto("import", str(tmp_path / "mine.csv"), "--yes")
    assert taken.exit_code == 0, taken.stderr
    now = json.loads(alcto("status", "--json").stdout)["standings"]
    for key in ("state", "hours", "credits", "shortfall", "next"):
        assert [one[key] for one in now] == [one[key] for one in was], key
    (camp,) = (one for one in json.loads(alcto("list", "--json").stdout)["activities"] if one["id"] == "camp")
    assert camp["title"] == "=1+1"
    assert camp["justification"] == "-Relates.\n@All of it."
    assert [one.get("kind", "session") for one in camp["session"]] == ["session", "meal"]


DIVISIONS = {
    "in hours": ("hours = 2", '{ "al-cto/it" = 1.5, "al-cto/data" = 0.5 }'),
    "in minutes": ("minutes = 100", '{ "al-cto/it" = 60, "al-cto/data" = 40 }'),
    "in minutes that hours could say": ("minutes = 90", '{ "al-cto/it" = 60, "al-cto/data" = 30 }'),
    "with nothing for one": ("hours = 2", '{ "al-cto/it" = 2, "al-cto/data" = 0 }'),
    "in two frameworks": ("hours = 2", '{ "al-cto/it" = 2, "cosn/vision" = 0.5, "cosn/team" = 1.5 }'),
    "with a strand that nobody knows": ("hours = 2", '{ "al-cto/it" = 1, "al-cto/my own" = 1 }'),
}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(("length", "division"), DIVISIONS.values(), ids=list(DIVISIONS))
def test_a_division_among_strands_comes_back_from_a_sheet_as_it_was(
    alcto: Run, records: Path, tmp_path: Path, ending: str, length: str, division: str
) -> None:
    def camp() -> dict[str, object]:
        listed = json.loads(alcto("list", "--json").stdout)["activities"]
        return next(one for one in listed if one["id"] == "camp")

    sheet = str(tmp_path / f"mine.{ending}")
    before = records.read_text("utf-8")
    split = f'strands = ["al-cto/it", "al-cto/data"]\nsplit = {division}'
    records.write_text(f'{before}\n[[activity]]\nid = "camp"\ntitle = "Camp"\ndate = 2026-02-10\n{length}\n{split}\n')
    was = camp()
    status = json.loads(alcto("status", "--json").stdout)["standings"]
    assert alcto("export", "entries", sheet).exit_code == 0
    again = alcto("import", sheet, "--yes", "--changes")
    assert "0 to add" in again.stdout or "nothing to add" in again.stdout
    assert camp() == was
    records.write_text(before, "utf-8")
    assert alcto("import", sheet, "--yes").exit_code == 0
    now = camp()
    if length != "minutes = 90":  # alcto itself writes hours wherever these can
        assert now == was
    assert json.loads(alcto("status", "--json").stdout)["standings"] == status


def test_a_sheet_has_no_column_for_divisions_where_there_is_none(alcto: Run, records: Path) -> None:
    assert "Division among strands" not in alcto("export", "entries", "-").stdout


SOURCES = [
    ("rtm-forum", "RTM forum", "Who granted it"),  # known to no rule
    ("alet-academy", "ALET academy", "Source"),
    ("Co-op of the county", "Co-op of the county", "Source"),
]
"""Who granted hours, as the records name it and as a workbook says it, below which heading."""


@pytest.mark.parametrize(("source", "name", "heading"), SOURCES)
def test_a_workbook_says_in_words_who_granted_hours_and_the_import_takes_the_words_for_it(
    alcto: Run, records: Path, tmp_path: Path, source: str, name: str, heading: str
) -> None:
    before = _granted(records, source)
    with_it = records.read_bytes()
    book = tmp_path / "mine.xlsx"
    assert alcto("export", "entries", str(book)).exit_code == 0
    assert name in _column(book, heading)
    assert alcto("import", str(book), "--yes", "--changes").exit_code == 0
    assert records.read_bytes() == with_it
    records.write_text(before, "utf-8")
    assert alcto("import", str(book), "--yes").exit_code == 0
    assert f'source = "{source}"' in records.read_text("utf-8")


def test_a_name_that_was_typed_is_never_read_as_an_id(alcto: Run, records: Path, tmp_path: Path) -> None:
    before = _granted(records, "TEA", "rtm-forum")
    book = tmp_path / "mine.xlsx"
    assert alcto("export", "entries", str(book)).exit_code == 0
    assert {"TEA", "rtm-forum"} <= {*_column(book, "Source")}
    records.write_text(before, "utf-8")
    assert alcto("import", str(book), "--yes").exit_code == 0
    for source in ("TEA", "rtm-forum"):
        assert f'source = "{source}"' in records.read_text("utf-8")


def _granted(records: Path, *sources: str) -> str:
    """Entries that these granted, added to the records; returns what was there before."""
    before = records.read_text("utf-8")
    entries = (
        f'\n[[activity]]\nid = "day-{at}"\ntitle = "Day {at}"\ndate = 2026-02-1{at}\nhours = 1\nsource = "{source}"\n'
        for at, source in enumerate(sources)
    )
    records.write_text(before + "".join(entries), "utf-8")
    return before


def _column(book: Path, heading: str) -> list[object]:
    rows = CalamineWorkbook.from_path(book).get_sheet_by_index(0).to_python()
    return [row[rows[0].index(heading)] for row in rows]
