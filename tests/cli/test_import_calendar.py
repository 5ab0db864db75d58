"""`alcto import FILE.ics`: what is asked, what is saved, and what a second import says."""

from __future__ import annotations

import builtins
import json
import tomllib
from pathlib import Path

import pytest
from calling import Run
from test_questions import talk

pytest.importorskip("icalendar")

EVENTS = """\
BEGIN:VCALENDAR
VERSION:2.0
X-WR-CALNAME:Region day
BEGIN:VEVENT
UID:one@example.org
DTSTART;TZID=America/Chicago:20260210T090000
DTEND;TZID=America/Chicago:20260210T103000
SUMMARY:Ransomware tabletop
END:VEVENT
BEGIN:VEVENT
UID:two@example.org
DTSTART;TZID=America/Chicago:20260210T100000
DTEND;TZID=America/Chicago:20260210T110000
SUMMARY:Privacy law
END:VEVENT
BEGIN:VEVENT
UID:three@example.org
DTSTART;VALUE=DATE:20260211
SUMMARY:\x1b[2JVendor day
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def calendar(tmp_path: Path) -> Path:
    path = tmp_path / "region.ics"
    path.write_text(EVENTS, encoding="utf-8")
    return path


def saved(records: Path) -> list[dict[str, object]]:
    return tomllib.loads(records.read_text(encoding="utf-8"))["activity"]


def test_a_script_is_told_what_is_open_and_nothing_is_saved(alcto: Run, records: Path, calendar: Path) -> None:
    before = records.read_bytes()
    done = alcto("import", str(calendar), "--yes")
    assert (done.exit_code, records.read_bytes()) == (1, before)
    assert "--as one-activity    it is the schedule of one event" in done.stdout
    assert "Column" not in done.stdout
    overlap = alcto("import", str(calendar), "--as", "completed", "--json")
    (question,) = json.loads(overlap.stdout)["questions"]
    assert [one["option"] for one in question["columns"]] == ["--attended 1", "--attended 2"]


def test_an_import_is_one_save_and_the_next_one_finds_it(alcto: Run, records: Path, calendar: Path) -> None:
    before = records.read_bytes()
    arguments = ("import", str(calendar), "--as", "completed", "--attended", "1", "--yes")
    done = alcto(*arguments)
    assert done.exit_code == 1  # the whole day has no hours
    assert "Row 3: it lasts whole days; --hours 3=6.5 says how many hours it was." in done.stdout
    assert "another one at that time was chosen (1)" in done.stdout
    assert not set(done.output) & {"\x1b"}
    assert [(one["title"], one["hours"]) for one in saved(records)[2:]] == [("Ransomware tabletop", 1.5)]
    again = alcto(*arguments, "--hours", "3=4")
    assert (again.exit_code, len(saved(records))) == (0, 4)
    assert "1 to add, 1 there already" in again.stdout
    calendar.write_text(EVENTS.replace("T103000", "T120000").replace("Ransomware", "Ransom"), encoding="utf-8")
    moved = alcto(*arguments, "--hours", "3=4")
    assert "NOT changed (--changes takes the calendar's word)" in moved.stdout
    assert "hours 1.5 → 3" in moved.stdout
    assert len(saved(records)) == 4
    alcto("undo")
    alcto("undo")
    assert records.read_bytes() == before


def test_a_schedule_is_one_activity(alcto: Run, records: Path, calendar: Path) -> None:
    done = alcto("import", str(calendar), "--as", "one-activity", "--attended", "2", "--yes")
    assert done.exit_code == 0
    assert saved(records)[-1]["title"] == "Region day"
    assert saved(records)[-1]["session"] == [{"title": "Privacy law", "hours": 1}]
    assert "nothing to add, 1 there already" in alcto("import", str(calendar)).stdout


def test_suggested_strands_come_in_only_where_they_are_taken(alcto: Run, records: Path, calendar: Path) -> None:
    arguments = ("import", str(calendar), "--as", "completed", "--attended", "1", "--hours", "3=4")
    shown = alcto(*arguments)
    assert "Row 1, “Ransomware tabletop”, might be IT." in shown.stdout
    assert "Row 1, “Ransomware tabletop”, might be IT." in json.loads(alcto(*arguments, "--json").stdout)["hints"]
    assert alcto(*arguments, "--suggested", "3").exit_code == 2
    assert alcto(*arguments, "--yes").exit_code == 0
    assert "strands" not in saved(records)[2]
    alcto("undo")
    assert alcto(*arguments, "--suggested", "1", "--yes").exit_code == 0
    assert saved(records)[2]["strands"] == ["al-cto/it"]


def test_sessions_of_a_schedule_take_their_suggested_strands(alcto: Run, records: Path, calendar: Path) -> None:
    arguments = ("--as", "one-activity", "--attended", "2", "--suggested", "all", "--yes")
    assert alcto("import", str(calendar), *arguments).exit_code == 0
    assert saved(records)[-1]["session"] == [{"title": "Privacy law", "hours": 1, "strands": ["al-cto/law-ethics"]}]


def test_in_a_terminal_everything_open_is_asked(records: Path, calendar: Path, home: Path) -> None:
    status, said = talk(
        ["import", str(calendar), "--records", str(records.parent), "--on", "2026-03-01"],
        [
            ("What do they come in as?", "1"),
            ("Which did you attend?", "none"),
            ("How many hours was it?", "4"),
            ("Save this?", "y"),
        ],
    )
    assert status == 0, said
    assert [(one["date"].isoformat(), one["hours"]) for one in saved(records)[2:]] == [("2026-02-11", 4)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--column", "a=title"), "are for a spreadsheet"),
        (("--hours", "x"), "“x” is not ROW=HOURS"),
        (("--zone", "Nowhere"), "“Nowhere” is no time zone"),
        (("--from", "2026-02-01", "--until", "2026-01-01"), "--from is after --until"),
        (("--without", "9"), "The calendar has no event 9"),
    ],
)
def test_options_that_make_no_sense_are_refused(
    alcto: Run, records: Path, calendar: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = alcto("import", str(calendar), *arguments)
    assert (done.exit_code, said in done.stderr) == (2, True)


def test_options_of_calendars_are_refused_for_a_sheet(alcto: Run, records: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "log.csv"
    sheet.write_text("Title,Date,Hours\nCamp,2025-10-15,2\n")
    done = alcto("import", str(sheet), "--as", "completed")
    assert (done.exit_code, "are for a calendar" in done.stderr) == (2, True)


def test_without_the_library_one_sentence_names_it(
    alcto: Run, records: Path, calendar: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def refused(name: str, *rest: object, **more: object) -> object:
        if name.partition(".")[0] == "icalendar":
            raise ImportError(name)
        return real(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", refused)
    done = alcto("import", str(calendar))
    assert done.exit_code == 2
    assert "To read a calendar alcto needs one more library: " in done.stderr
    assert "pip install 'alcto[read]' brings it." in done.stderr
