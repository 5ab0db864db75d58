"""A roster: which files are found, what becomes of damaged ones, and how the lines are ordered."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from alcto_core import system
from alcto_core.evaluation.evaluate import evaluate_all
from alcto_core.evaluation.standing import State
from alcto_core.evaluation.verdict import verdicts
from alcto_core.problems import Refused
from alcto_core.records.reading import MOST_BYTES, read_text
from alcto_core.roster import crew
from alcto_core.roster.crew import Made, lines_of
from alcto_core.roster.line import Line, Place, Setting, library_of, line_of
from alcto_core.roster.roll import Roll
from alcto_core.roster.walk import Found, records_files

ON = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def each_line_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALCTO_CACHE", "0")


SETTING = Setting(on=ON)


def records(name: str = "Jordan Avery", hours: str = "6.0", more: str = "") -> str:
    return f"""\
schema = 1

[person]
name = "{name}"
district = "Pine Hollow City Schools"

[[credential]]
program = "al-td-ceu"

[[activity]]
id = "winter"
title = "A title that nobody else shall read"
location = "Birmingham, AL"
date = 2026-01-28
hours = {hours}
strands = ["al-cto/it"]
offering = "alet/winter-conference"
{more}"""


def put(file: Path, text: str | bytes) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def files(folder: Path) -> list[str]:
    return [found.file for found in records_files(folder)]


def line(folder: Path, file: str) -> Line:
    (found,) = (found for found in records_files(folder) if found.file == file)
    return line_of(SETTING, found)


# which files


def test_folders_of_records_and_files_of_records_are_found_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("p2/records.toml", "p10/records.toml", "b.toml", "A.TOML", "north/p1/records.toml"):
        put(tmp_path / name, records())
    assert files(tmp_path) == ["A.TOML", "b.toml", "north/p1/records.toml", "p10/records.toml", "p2/records.toml"]


def test_what_belongs_to_records_and_what_is_hidden_is_no_records_file(tmp_path: Path) -> None:
    for name in ("records.toml", "rules/own.toml", "evidence/a.toml", ".alcto/draft.toml", ".hidden.toml", "a.txt"):
        put(tmp_path / "p1" / name, records())
    assert files(tmp_path) == ["p1/records.toml"]


def test_a_link_to_outside_is_a_line_and_is_not_read(tmp_path: Path) -> None:
    put(tmp_path / "elsewhere" / "records.toml", records("Nobody"))
    people = tmp_path / "people"
    people.mkdir()
    (people / "file.toml").symlink_to(tmp_path / "elsewhere" / "records.toml")
    (people / "folder").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (people / "gone.toml").symlink_to(tmp_path / "nothing.toml")
    assert files(people) == ["file.toml", "folder", "gone.toml"]
    for file in files(people):
        assert "link to outside" in (line(people, file).problem or "")
        assert line(people, file).name == ""


def test_a_circle_of_folders_ends(tmp_path: Path) -> None:
    put(tmp_path / "p1" / "records.toml", records())
    (tmp_path / "p1" / "again").symlink_to(tmp_path, target_is_directory=True)
    assert files(tmp_path) == ["p1/records.toml"]


def test_a_second_copy_is_named_and_counts_for_nobody(tmp_path: Path) -> None:
    put(tmp_path / "p1" / "records.toml", records())
    put(tmp_path / "p1" / "records (1).toml", records())
    copy = line(tmp_path, "p1/records (1).toml")
    assert "second copy" in (copy.problem or "")
    assert (copy.standings, copy.is_error) == ((), False)


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="not a folder"):
        list(records_files(tmp_path / "nowhere"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_that_is_no_text_is_shown_all_the_same(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"p\xff.toml")).write_text(records())
    assert files(tmp_path) == ["p\\udcff.toml"]
    assert line(tmp_path, "p\\udcff.toml").name == "Jordan Avery"


# one line


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"schema = = 1", "nothing in it can be read; look at line 1"),
        (b"", "nothing in it can be read"),
        (b"\xff\xfe\x00", "nothing in it can be read"),
        (b"\0" * 100, "nothing in it can be read"),
        (b"#" * (MOST_BYTES + 1), "larger than 16 MB"),
        (b"a" + b".a" * 200_000 + b" = 1", "nothing in it can be read"),
        (b"a = " + b"[" * 200_000, "nothing in it can be read"),
    ],
    ids=["no TOML", "empty", "no UTF-8", "zeros", "too large", "endless key", "deep"],
)
def test_a_damaged_file_is_a_line_with_its_problem(tmp_path: Path, raw: bytes, told: str) -> None:
    put(tmp_path / "p.toml", raw)
    found = line(tmp_path, "p.toml")
    assert told in (found.problem or "")
    assert (found.name, found.standings, found.is_error) == ("", (), True)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_a_pipe_is_never_opened_for_reading(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.toml")
    assert "not a plain file" in (line(tmp_path, "p.toml").problem or "")


def test_a_file_that_cannot_be_read_is_a_line(tmp_path: Path) -> None:
    gone = Found(path=str(tmp_path / "gone.toml"), file="gone.toml")
    assert "it cannot be read: No such file" in (line_of(SETTING, gone).problem or "")


def test_errors_in_records_are_counted_with_their_first_line_and_quote_nothing(tmp_path: Path) -> None:
    put(tmp_path / "p.toml", records(hours='"SECRET"', more='[[activity]]\ntitle = "SECRET"\n'))
    found = line(tmp_path, "p.toml")
    assert "first in line 15" in (found.problem or "")
    assert "SECRET" not in (found.problem or "")
    assert (found.name, found.is_error) == ("Jordan Avery", True)
    assert [place.missing for place in found.standings] == [12.0]


def test_a_newer_schema_is_told_and_judged_as_status_does(tmp_path: Path) -> None:
    put(tmp_path / "p.toml", records().replace("schema = 1", "schema = 2"))
    found = line(tmp_path, "p.toml")
    assert "newer alcto" in (found.problem or "")
    assert [place.state for place in found.standings] == [State.IN_PROGRESS]


def test_rule_files_beside_somebodys_records_judge_nobody_and_are_told(tmp_path: Path) -> None:
    put(tmp_path / "p1" / "records.toml", records())
    before = line(tmp_path, "p1/records.toml")
    put(
        tmp_path / "p1" / "rules" / "own.toml",
        'kind = "replacement"\nschema = 1\nreplaces = "al-td-ceu/total"\nreason = "mine"\n',
    )
    after = line(tmp_path, "p1/records.toml")
    assert after.standings == before.standings
    assert "not used here" in (after.problem or "")


def test_a_fault_of_ours_costs_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "p.toml", records())

    def fails(*_: object) -> None:
        raise RuntimeError("SECRET")

    monkeypatch.setattr("alcto_core.roster.line.read_text", fails)
    monkeypatch.setattr("alcto_core.crash.report", lambda _: "a report")
    found = line(tmp_path, "p.toml")
    assert "met a fault" in (found.problem or "")
    assert "SECRET" not in (found.problem or "")


def test_only_the_programs_asked_about_are_told(tmp_path: Path) -> None:
    put(tmp_path / "p.toml", records(more='[[credential]]\nprogram = "al-cto"\ncohort = "ECHO"\n'))
    (found,) = records_files(tmp_path)
    told = line_of(Setting(on=ON, programs=("al-cto",)), found)
    assert [place.program for place in told.standings] == ["al-cto"]


@pytest.mark.parametrize("on", [ON, date(2026, 10, 14), date(2028, 1, 1)], ids=str)
def test_a_verdict_says_what_the_standing_says(on: date) -> None:
    more = '[[credential]]\nprogram = "al-cto"\ncohort = "ECHO"\n[[credential]]\nprogram = "nowhere"\n'
    read = read_text(records(more=more).encode()).records
    assert read is not None
    library = library_of(SETTING)
    keys = ("credential", "program", "period", "due", "state", "stage", "hours", "requirements", "doubts")
    for whole, brief in zip(evaluate_all(read, library, on), verdicts(read, library, on), strict=True):
        for key in (*keys, "before", "pending"):
            assert getattr(whole, key) == getattr(brief, key), key


# all of them


def people(folder: Path, count: int) -> tuple[Found, ...]:
    for number in range(count):
        put(folder / f"p{number}" / "records.toml", records(f"Person {number % 7}", f"{1 + number % 12}.0"))
    put(folder / "damaged.toml", "no TOML at all")
    return tuple(records_files(folder))


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Three processes, for however few files."""
    monkeypatch.setattr(system, "cores", lambda: 3)
    monkeypatch.setattr(crew, "FEW", 0)
    monkeypatch.setattr(crew, "_CHUNK", 2)
    yield


def test_many_processes_say_what_one_says(tmp_path: Path, shared: None, monkeypatch: pytest.MonkeyPatch) -> None:
    found = people(tmp_path, 20)
    many = sorted(lines_of(SETTING, found), key=lambda one: one.file)
    monkeypatch.setattr(system, "cores", lambda: 1)
    assert many == sorted(lines_of(SETTING, found), key=lambda one: one.file)
    assert len(many) == 21


def _ends(setting: Setting, chunk: tuple[Found, ...]) -> list[Made]:
    if any(found.file == "damaged.toml" for found in chunk):
        os._exit(7)
    return [(None, line_of(setting, found)) for found in chunk]


def test_a_file_that_ends_its_process_costs_no_other_its_line(
    tmp_path: Path, shared: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "_judged", _ends)
    found = people(tmp_path, 20)
    told = {one.file: one for one in lines_of(SETTING, found)}
    assert sorted(told) == sorted(one.file for one in found)
    assert told.pop("damaged.toml").problem == "reading it ended the program that read it"
    assert all(one.problem is None for one in told.values())


def a_line(file: str, state: State | None, *, due: date | None = None, missing: float = 0, name: str = "A") -> Line:
    place = state and Place(credential="c", program="c", heading="C", state=state, missing=missing, due=due, lacks="")
    return Line(file=file, name=name, district="D", standings=(place,) if place else ())


def test_the_most_in_need_come_first_in_whatever_order_they_came_in() -> None:
    soon, late = date(2026, 9, 30), date(2027, 6, 1)
    lines = [
        a_line("missed", State.NON_COMPLIANT),
        Line(file="damaged", problem="damaged", is_error=True),
        a_line("unsure", State.UNDETERMINED, name="B"),
        a_line("soon, much", State.IN_PROGRESS, due=soon, missing=9),
        a_line("soon, little", State.IN_PROGRESS, due=soon, missing=1.5),
        a_line("late", State.IN_PROGRESS, due=late, missing=50),
        a_line("same name 1", State.COMPLIANT, name="a"),
        a_line("same name 2", State.COMPLIANT, name="A"),
        a_line("not asked", State.NOT_APPLICABLE),
        a_line("none", None),
    ]
    for order in (lines, lines[::-1], sorted(lines, key=lambda one: one.file)):
        with Roll() as roll:
            for one in order:
                roll.add(one)
            assert [one.file for one in roll] == [one.file for one in lines]
            assert (len(roll), roll.faulty) == (10, 1)


def test_totals_are_counted_by_district_and_over_all() -> None:
    with Roll() as roll:
        for number, state in enumerate((State.COMPLIANT, State.COMPLIANT, State.NON_COMPLIANT)):
            roll.add(a_line(str(number), state))
        assert [tuple(one) for one in roll.totals(by_district=True)] == [
            ("D", "c", {State.COMPLIANT: 2, State.NON_COMPLIANT: 1})
        ]
        assert [one.district for one in roll.totals(by_district=False)] == [""]
