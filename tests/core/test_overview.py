"""One frozen value from a folder: read, judged, previewed, saved, undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from alcto_core.evaluation.proposals import proposals
from alcto_core.host.plugins import Plugins, load_plugins
from alcto_core.hours import HOUR
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.overview import open_overview, preview, redo, save, undo
from alcto_core.problems import RecordsMissing, Refused
from alcto_core.records.edits import AddActivity, DeleteActivity
from alcto_core.records.reading import read_text
from alcto_core.records.types import Activity
from alcto_core.toml.writing import block_text, new_file_text

ON = date(2026, 3, 1)
TEXT = """schema = 1

[person]
name = "Jordan Avery"

[[credential]]
program = "al-td-ceu"

[[activity]]
id = "fetc"
title = "FETC"
date = 2026-01-13
hours = 6
strands = ["al-cto/it"]
offering = "external/fetc"
"""
WINTER = {
    "title": "ALET Winter",
    "date": date(2026, 1, 28),
    "hours": 6,
    "strands": ["al-cto/it"],
    "offering": "alet/winter-conference",
}
ISTE = WINTER | {"title": "ISTE", "date": date(2025, 11, 1), "offering": "external/iste"}


def activity(id: str, table: dict[str, Any]) -> Activity:
    """An activity as it is read from a file that holds it."""
    records = read_text(
        (new_file_text({"name": "-"}, (), 1) + block_text("activity", {"id": id, **table})).encode()
    ).records
    assert records is not None
    return records.activities[0]


@pytest.fixture(scope="module")
def plugins() -> Plugins:
    return load_plugins(no_plugins=True)


@pytest.fixture
def folder(tmp_path: Path) -> RecordsFolder:
    (tmp_path / "records.toml").write_text(TEXT, encoding="utf-8")
    return RecordsFolder(path=tmp_path)


def test_a_folder_without_a_file_is_an_empty_overview(tmp_path: Path, plugins: Plugins) -> None:
    overview = open_overview(RecordsFolder(path=tmp_path), plugins, ON)
    assert (overview.loaded, overview.records, overview.standings) == (None, None, ())
    with pytest.raises(RecordsMissing):
        save(overview, AddActivity(table=WINTER))
    with pytest.raises(Refused):
        preview(overview, None, replaces="fetc")


def test_a_preview_shows_before_and_after_and_changes_nothing(folder: RecordsFolder, plugins: Plugins) -> None:
    overview = open_overview(folder, plugins, ON)
    (effect,) = preview(overview, activity("winter", WINTER))
    assert (effect.before.hours.counted, effect.after.hours.counted) == (6 * HOUR, 12 * HOUR)
    assert effect.credit is not None and effect.credit.counted == 6 * HOUR
    assert effect.others == ()
    assert folder.file.read_text(encoding="utf-8") == TEXT


def test_a_preview_names_other_entries_that_come_to_something_else(folder: RecordsFolder, plugins: Plugins) -> None:
    (effect,) = preview(open_overview(folder, plugins, ON), activity("iste", ISTE))
    assert effect.others == ("fetc",)


def test_a_preview_without_an_activity_shows_what_deleting_would_do(folder: RecordsFolder, plugins: Plugins) -> None:
    (effect,) = preview(open_overview(folder, plugins, ON), None, replaces="fetc")
    assert (effect.before.hours.counted, effect.after.hours.counted, effect.credit) == (6 * HOUR, 0, None)


def test_a_save_is_judged_and_can_be_undone_and_redone(folder: RecordsFolder, plugins: Plugins) -> None:
    overview = open_overview(folder, plugins, ON)
    after, saved = save(overview, AddActivity(table=WINTER))
    assert saved.added == ("2026-01-28-alet-winter",)
    assert after.standings[0].hours.counted == 12 * HOUR
    before, _ = undo(after)
    assert folder.file.read_text(encoding="utf-8") == TEXT
    assert before.standings == overview.standings
    again, _ = redo(before)
    assert again.standings == after.standings
    gone, _ = save(again, DeleteActivity(id="fetc"))
    assert gone.standings[0].hours.counted == 6 * HOUR


def test_evidence_is_looked_for_inside_the_folder_only(folder: RecordsFolder, plugins: Plugins) -> None:
    outside = TEXT + 'evidence = ["../outside.pdf", "evidence/there.pdf", "evidence/gone.pdf"]\n'
    folder.evidence.mkdir()
    (folder.evidence / "there.pdf").write_bytes(b"%PDF")
    (folder.path.parent / "outside.pdf").write_bytes(b"%PDF")
    folder.file.write_text(outside, encoding="utf-8")
    texts = [problem.sentence for problem in open_overview(folder, plugins, ON).problems]
    assert len(texts) == 2
    assert "outside.pdf" in texts[0] and "gone.pdf" in texts[1]


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ("ceus = -1", "the setting “ceus” is -1, which is as good as not set; write a number that is above 0"),
        ("ceus = 0", "the setting “ceus” is 0, which is as good as not set; write a number that is above 0"),
        (
            "ceus = 3.001",
            "the setting “ceus” is 3.001, finer than hundredths, and is taken as it is written; "
            "round it where that is meant",
        ),
        (
            "hours-in-a-ceu = 1000000000",
            "the setting “hours-in-a-ceu” is 1000000000, and no unit is worth more than 1,000 hours; "
            "write the hours in one unit",
        ),
        ('ceus = { "2023-2026" = 0 }', "the setting “ceus” is 0, which is as good as not set; write a number that is"),
        ("ceus = 0.5", ""),
        ("ceus = 3.10", ""),
        ("ceus = 3.100", ""),
    ],
)
def test_a_number_that_makes_no_sense_is_a_warning_with_its_line(
    tmp_path: Path, plugins: Plugins, settings: str, text: str
) -> None:
    lines = ["schema = 1", "[person]", 'name = "J"', "[[credential]]", 'program = "cetpa-ccto"', "issued = 2023-01-10"]
    (tmp_path / "records.toml").write_text("\n".join([*lines, f"settings = {{ {settings} }}", ""]), encoding="utf-8")
    problems = open_overview(RecordsFolder(path=tmp_path), plugins, ON).problems
    assert [problem.line for problem in problems] == [7] * bool(text)
    assert all(text in problem.sentence for problem in problems)
    assert not any(problem.is_error for problem in problems)


def _problems(tmp_path: Path, plugins: Plugins, text: str) -> list[str]:
    (tmp_path / "records.toml").write_text(text, encoding="utf-8")
    return [str(problem) for problem in open_overview(RecordsFolder(path=tmp_path), plugins, ON).problems]


TWIN = TEXT[TEXT.index("[[activity]]") :].replace('"fetc"', '"fetc-2"').replace('"FETC"', '"  fetc "')


def test_an_event_that_stands_in_the_file_twice_is_a_warning_with_its_line(tmp_path: Path, plugins: Plugins) -> None:
    (said,) = _problems(tmp_path, plugins, f"{TEXT}\n{TWIN}")
    assert said.startswith("records.toml:19: ") and "stands here a second time; the first is fetc" in said


@pytest.mark.parametrize(
    "more",
    ['description = "The second day."', 'course = "Networks"', 'counts_for = ["al-td-ceu"]', "hours = 5"],
)
def test_what_makes_two_events_of_them_is_no_warning(tmp_path: Path, plugins: Plugins, more: str) -> None:
    first = (
        TEXT.replace('strands = ["al-cto/it"]', 'strands = ["al-cto/it"]\ncounts_for = []') if "for" in more else TEXT
    )
    other = TWIN.replace("hours = 6", more) if "hours" in more else f"{TWIN}{more}\n"
    assert _problems(tmp_path, plugins, f"{first}\n{other}") == []


def _step(*lines: str, program: str = "al-cto") -> str:
    held = f'[[credential]]\nprogram = "{program}"\nissued = 2024-06-01\n' if program != "al-td-ceu" else ""
    marks = "".join(f"  {line}\n" for line in ("[[credential.step]]", *lines))
    return TEXT.replace("[[activity]]", f"{held}{marks}\n[[activity]]", 1)


@pytest.mark.parametrize(
    ("lines", "program", "said"),
    [
        (('id = "submitted"', 'waived = "no need"'), "al-cto", "lets nobody waive “submitted”"),
        (('id = "plan/goals"', 'waived = "  "'), "al-cto", "gives no reason, so it waives nothing"),
        (('id = "certified"', 'waived = "known"'), "cetpa-cto-mentor", "lets nobody waive “certified”"),
        (('id = "documentation"', 'waived = "none"'), "cetpa-ccto", "lets nobody waive “documentation”"),
    ],
)
def test_a_waiver_that_does_nothing_is_a_warning(
    tmp_path: Path, plugins: Plugins, lines: tuple[str, ...], program: str, said: str
) -> None:
    found = [one for one in _problems(tmp_path, plugins, _step(*lines, program=program)) if "waive" in one]
    assert len(found) == 1
    assert said in found[0]


def test_a_waiver_with_a_reason_is_no_problem(tmp_path: Path, plugins: Plugins) -> None:
    assert _problems(tmp_path, plugins, _step('id = "plan/goals"', 'waived = "No district"')) == []


def test_an_entry_of_long_ago_is_told_of_the_one_credential_that_it_changes(tmp_path: Path, plugins: Plugins) -> None:
    """Twelve credentials, most of them ended or begun later; an entry of 1996 changes the cycle that it lies in."""
    ended = [
        f'[[credential]]\nprogram = "al-cto"\nid = "cto-{n}"\nissued = {1997 + 3 * n}-06-01\nrenewed = "unknown"\n'
        f"ended = {2000 + 3 * n}-06-01\n"
        for n in range(7)
    ]
    text = (
        'schema = 1\n[person]\nname = "Jordan Avery"\nrole_began = 1996-07-01\n'
        '[[credential]]\nprogram = "al-td-ceu"\n'
        '[[credential]]\nprogram = "al-td-ceu"\nid = "td-old"\nended = 2025-01-15\n'
        '[[credential]]\nprogram = "al-cto"\ncohort = "ECHO"\nrenewed = [2024-05-20]\n'
        '[[credential]]\nprogram = "al-cto"\nid = "cto-old"\nissued = 1996-06-01\nrenewed = [1999-05-20]\n'
        "ended = 2001-06-01\n"
        '[[credential]]\nprogram = "cosn-cetl"\nissued = 2020-01-01\nrenewed = [2022-12-01]\n'
        + "".join(ended)
        + '[[activity]]\nid = "old"\ntitle = "Event"\ndate = 1996-09-15\nhours = 14\nstrands = ["al-cto/it"]\n'
    )
    folder = RecordsFolder(path=tmp_path)
    folder.file.write_text(text, encoding="utf-8")
    overview = open_overview(folder, plugins, date(2026, 11, 29))
    assert overview.records is not None
    assert len(overview.records.credentials) == 12
    had = overview.records.activity("old")
    assert had is not None
    for changed in (msgspec.structs.replace(had, hours=3 * HOUR), None):
        effects = preview(overview, changed, replaces="old")
        assert [effect.credential for effect in effects] == ["cto-old"]
        assert proposals(overview.records, overview.library, had, overview.on) == ()


def test_what_to_do_about_a_possible_slip_goes_on_after_its_semicolon(tmp_path: Path, plugins: Plugins) -> None:
    text = '[[credential]]\nprogram = "al-cto"\nissued = 1996-06-01\nrenewed = [2025-05-20]\n'
    (tmp_path / "records.toml").write_text(f'schema = 1\n\n[person]\nname = "J"\n\n{text}', "utf-8")
    said = [one.sentence for one in open_overview(RecordsFolder(path=tmp_path), plugins, ON).problems]
    (doubt,) = (one for one in said if "may be missing" in one)
    assert "may be missing; if it did, " in doubt
