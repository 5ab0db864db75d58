"""Earlier states from the command line: what can be undone, and how any state comes back."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from calling import Run

from alcto_core.cli import questions
from alcto_core.cli import states as states_page

DAMAGE = [None, b"", b"x = [", b"\xff\xfe"]


@pytest.fixture
def states(alcto: Run, records: Path) -> list[bytes]:
    """The states of the records after three changes, the oldest first."""
    found = [records.read_bytes()]
    for change in (("edit", "winter", "--hours", "5"), ("delete", "fetc"), ("edit", "winter", "--note", "n")):
        assert alcto(*change, "--yes").exit_code == 0
        found.append(records.read_bytes())
    return found


def test_the_list_says_what_each_step_changed(alcto: Run, states: list[bytes]) -> None:
    alcto("undo")
    said = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "TIME", alcto("undo", "--list").stdout)
    assert said == (
        "redo  TIME              changed “ALET Winter Conference”\n"
        "        changed “ALET Winter Conference”: note – → n\n"
        "now   the records as they are\n"
        "undo  TIME              deleted “FETC”\n"
        "undo  TIME              changed “ALET Winter Conference”\n"
        "        changed “ALET Winter Conference”: hours 6 → 5\n"
    ).replace("TIME              ", "TIME  ")


def test_a_step_that_changed_many_records_is_cut_short_in_the_list(alcto: Run, records: Path) -> None:
    alcto("edit", "winter", "--hours", "5", "--yes")
    more = "".join(
        f'\n[[activity]]\nid = "{number}"\ntitle = "{number}"\ndate = 2026-01-01\nhours = 1\n' for number in range(12)
    )
    records.write_text(records.read_text() + more)
    said = alcto("undo", "--list").stdout
    assert "at some time" in said
    assert "changed outside alcto" in said
    assert "        and 7 more\n" in said


def test_the_list_is_there_as_json(alcto: Run, states: list[bytes]) -> None:
    alcto("undo")
    document = json.loads(alcto("undo", "--list", "--json").stdout)
    assert document == json.loads(alcto("restore", "--json").stdout)
    told = [(one["number"], one["kind"], one["can"], one["now"], one["kept"]) for one in document["states"]]
    assert told == [
        (5, "undo", None, True, True),
        (4, "edit", "redo", False, True),
        (3, "edit", "undo", False, True),
        (2, "edit", "undo", False, True),
        (1, "first", None, False, True),
    ]
    assert document["states"][2]["changes"] == [
        {"kind": "activity", "id": "fetc", "change": "removed", "text": "removed “FETC”"}
    ]
    assert document["states"][4]["changes"] is None
    assert alcto("undo", "--json").exit_code == 2


def test_a_state_is_shown_first_and_then_brought_back(alcto: Run, records: Path, states: list[bytes]) -> None:
    asked = alcto("restore", "1")
    assert asked.exit_code == 2
    assert "Add --yes" in asked.stderr
    assert records.read_bytes() == states[-1]
    done = alcto("restore", "1", "--yes")
    assert done.exit_code == 0
    for line in (
        "You would get back (1 activity):\n  “FETC”\n",
        "Would change, now → then (1 activity):\n  “ALET Winter Conference”: hours 5 → 6; note n → –\n",
    ):
        assert line in asked.stdout
        assert line in done.stdout
    assert "You would lose" not in done.stdout
    assert "`alcto undo` takes it back" in done.stderr
    assert records.read_bytes() == states[0]
    alcto("undo")
    assert records.read_bytes() == states[-1]
    alcto("redo")
    assert records.read_bytes() == states[0]


def test_what_would_be_lost_is_said_first(alcto: Run, records: Path, states: list[bytes]) -> None:
    alcto("restore", "1", "--yes")
    said = alcto("restore", "3", "--yes").stdout
    assert said.index("You would lose, of what is in the file now (1 activity):\n  “FETC”\n") < said.index(
        "Would change"
    )


def test_a_person_who_says_no_keeps_the_file(
    alcto: Run, records: Path, states: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "can_ask", lambda: True)
    monkeypatch.setattr(questions, "confirm", lambda page, question, default=True: False)
    assert alcto("restore", "1").exit_code == 0
    assert records.read_bytes() == states[-1]


@pytest.mark.parametrize("damage", DAMAGE)
def test_whoever_lost_the_records_is_told_the_way_back(
    alcto: Run, records: Path, states: list[bytes], damage: bytes | None
) -> None:
    records.unlink() if damage is None else records.write_bytes(damage)
    for verb in (("status",), ("list",), ("check",), ("log", "x", "--yes")):
        done = alcto(*verb)
        assert done.exit_code in ((2,) if damage is None else (2, 3))
        assert "alcto keeps 4 earlier states" in done.stderr, verb
        assert "`alcto restore`" in done.stderr
    newest = alcto("restore").stdout.splitlines()[0 if damage is None else 1].split()[0]
    assert alcto("restore", newest, "--yes").exit_code == 0
    assert records.read_bytes() == states[-1]
    assert alcto("status").exit_code in (0, 1)


def test_a_time_means_the_state_of_that_time(alcto: Run, records: Path, states: list[bytes]) -> None:
    index = records.parent / ".alcto" / "history" / "index"
    lines = index.read_text().splitlines()
    times = ("2026-01-05T09:00:00+01:00", "2026-01-05T17:30:20+01:00", "2026-02-01T08:00:00+01:00")
    stamped = [re.sub(r'"at": "[^"]*"', f'"at": "{at}"', line) for line, at in zip(lines, times, strict=True)]
    index.write_text("\n".join(stamped) + "\n")
    for word, state in (
        ("2026-01-05", 2),
        ("2026-01-05 17:29", 1),
        ("2026-01-05T17:30", 2),
        ("2026-01-31", 2),
        ("jan 31", 2),
        ("yesterday", None),
    ):
        said = alcto("restore", word, "--yes")
        assert said.exit_code == 0, word
        if state is None:
            assert "in that state already" in said.stdout
        else:
            assert records.read_bytes() == states[state], word
            alcto("undo")
        assert records.read_bytes() == states[-1]
    assert alcto("restore", "2025-12-31").exit_code == 2


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("99", "no state 99"),
        ("abcdef0123", "No state has a SHA-256"),
        ("whatever", "no number, time or file"),
        ("records.sync-conflict.toml", "`alcto import`"),
    ],
)
def test_what_names_no_state_is_said(alcto: Run, states: list[bytes], word: str, sentence: str) -> None:
    done = alcto("restore", word)
    assert done.exit_code == 2
    assert sentence in done.stderr


def test_a_state_can_be_named_by_its_hash(alcto: Run, records: Path, states: list[bytes]) -> None:
    listed = json.loads(alcto("restore", "--json").stdout)["states"]
    assert alcto("restore", listed[-1]["sha256"][:10], "--yes").exit_code == 0
    assert records.read_bytes() == states[0]


def test_without_a_history_that_is_said(alcto: Run, folder: Path) -> None:
    assert "No earlier states yet." in alcto("restore").stdout
    assert "`alcto init`" in alcto("status").stderr


def test_a_save_says_that_an_earlier_one_was_interrupted(alcto: Run, records: Path, states: list[bytes]) -> None:
    for verb in (("edit", "winter", "--hours", "4", "--yes"), ("undo",), ("redo",), ("restore", "1", "--yes")):
        left = records.parent / ".records.toml.1-00.alcto-tmp"
        left.write_text("half")
        assert "An earlier save was interrupted; nothing was lost." in alcto(*verb).stderr
        assert not left.exists()
        assert "interrupted" not in alcto("status").stderr


# another copy of the file

COPY = "records.sync-conflict-20260301-120000-ABCDEFG.toml"


@pytest.fixture
def copy(records: Path) -> Path:
    """A second copy with three more activities and other hours for one."""
    more = "".join(
        f'\n[[activity]]\nid = "{name}"\ntitle = "Course {name}"\ndate = 2026-02-03\nhours = 2\nstrands = []\n'
        for name in ("one", "two", "three")
    )
    path = records.parent / COPY
    path.write_text(records.read_text().replace("hours = 8.0", "hours = 7.5") + more)
    return path


def ids(records: Path) -> list[str]:
    return re.findall(r'(?m)^id = "(.*)"', records.read_text())


def test_a_copy_is_shown_side_by_side_and_nothing_is_taken_unasked(alcto: Run, records: Path, copy: Path) -> None:
    before = records.read_bytes()
    done = alcto("import", str(copy))
    assert done.exit_code == 0
    assert "Nothing was saved: this was a dry run. Add --yes to save." in done.stderr
    assert f"A second copy “{COPY}” (Syncthing) holds 3 records that this one lacks" in done.stdout
    assert "  1  only in the copy: “Course one”, 2026-02-03, 2 hours\n" in done.stdout
    assert "  4  otherwise in the copy: “FETC”\n       hours: here 8; in the copy 7.5\n" in done.stdout
    assert records.read_bytes() == before
    assert copy.exists()


def test_what_the_records_lack_is_merged_in_one_save_and_one_undo(alcto: Run, records: Path, copy: Path) -> None:
    before = records.read_bytes()
    done = alcto("import", COPY, "--yes")
    assert done.exit_code == 0
    assert f"Saved: merged 3 records from “{COPY}”" in done.stderr
    assert ids(records) == ["winter", "fetc", "one", "two", "three"]
    assert "hours = 8.0" in records.read_text()
    assert copy.exists()
    assert "was left where it is" in done.stderr
    alcto("undo")
    assert records.read_bytes() == before


def test_only_what_is_named_is_taken(alcto: Run, records: Path, copy: Path) -> None:
    alcto("import", str(copy), "--take", "2", "--take", "three", "--yes")
    assert ids(records) == ["winter", "fetc", "two", "three"]
    done = alcto("import", str(copy), "--take", "7", "--yes")
    assert done.exit_code == 2
    assert "take a number from 1 to 2" in done.stderr


def test_both_are_kept_where_a_number_has_a_plus(alcto: Run, records: Path, copy: Path) -> None:
    done = alcto("import", str(copy), "--take", "4+", "--yes")
    assert "Keeps both: “FETC”" in done.stderr
    assert ids(records) == ["winter", "fetc", "2026-01-13-fetc"]
    assert "hours = 8.0" in records.read_text() and "hours = 7.5" in records.read_text()
    refused = alcto("import", str(copy), "--take", "1+", "--yes")
    assert (refused.exit_code, "both can be kept only of an activity" in refused.stderr) == (2, True)


def test_a_copy_that_holds_nothing_more_is_put_aside(alcto: Run, records: Path, copy: Path) -> None:
    raw = copy.read_bytes()
    done = alcto("import", str(copy), "--take", "all", "--yes")
    assert "hours = 7.5" in records.read_text()
    aside = records.parent / ".alcto" / "merged" / COPY
    assert aside.read_bytes() == raw
    assert not copy.exists()
    assert str(aside) in done.stderr


def test_a_copy_that_cannot_be_read_is_left_alone(alcto: Run, records: Path, copy: Path) -> None:
    before = records.read_bytes()
    copy.write_text("x = [")
    done = alcto("import", str(copy), "--yes")
    assert done.exit_code == 2
    assert "cannot be read as records" in done.stderr
    assert (records.read_bytes(), copy.read_text()) == (before, "x = [")


def test_a_copy_with_another_ending_is_a_copy_too(alcto: Run, records: Path, copy: Path) -> None:
    left = copy.rename(records.parent / "records.toml~")
    assert "only in the copy: “Course one”" in alcto("import", str(left), "--yes").stdout
    assert ids(records) == ["winter", "fetc", "one", "two", "three"]
    assert "`alcto import`" in alcto("restore", str(left)).stderr


def test_the_records_themselves_are_no_copy(alcto: Run, records: Path) -> None:
    done = alcto("import", str(records), "--yes")
    assert done.exit_code == 2
    assert "the records file itself" in done.stderr


@pytest.mark.parametrize("damage", DAMAGE)
def test_where_the_records_are_lost_a_copy_takes_their_place(
    alcto: Run, records: Path, copy: Path, damage: bytes | None
) -> None:
    records.unlink() if damage is None else records.write_bytes(damage)
    assert alcto("import", str(copy)).exit_code == 0
    assert alcto("import", str(copy), "--yes").exit_code == 0
    assert records.read_bytes() == copy.read_bytes()
    if damage is not None:
        alcto("undo")
        assert records.read_bytes() == damage


def test_the_oldest_state_is_named_in_words_once_it_is_back(alcto: Run, records: Path, states: list[bytes]) -> None:
    done = alcto("restore", "1", "--yes")
    assert re.match(r"Brought back the state before \d{4}-", done.stdout.splitlines()[-1])
    assert records.read_bytes() == states[0]


def test_what_a_step_did_is_not_told_twice(alcto: Run, states: list[bytes]) -> None:
    lines = alcto("undo", "--list").stdout.splitlines()
    assert not [line for line in lines if line.startswith("        removed")]


def test_gone_records_are_told_without_the_keys_of_the_file(alcto: Run, records: Path, states: list[bytes]) -> None:
    records.unlink()
    assert "schema" not in alcto("restore", "1", "--yes").stdout


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_to_undo_where_nothing_was_ever_saved_makes_no_folder(alcto: Run, folder: Path, verb: str) -> None:
    before = sorted(folder.parent.rglob("*"))
    done = alcto(verb)
    assert (done.exit_code, done.stderr) == (2, f"There is nothing to {verb}.\n")
    assert sorted(folder.parent.rglob("*")) == before


def test_what_steps_far_away_changed_is_not_looked_up(
    alcto: Run, states: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = alcto("undo", "--list").stdout.splitlines()
    monkeypatch.setattr(states_page, "MOST_LOOKED_UP", 1)
    short = alcto("undo", "--list").stdout.splitlines()
    steps = [line for line in whole if line.startswith("undo")]
    assert [line for line in short if line.startswith("undo")] == steps
    assert short[: whole.index(steps[1])] == whole[: whole.index(steps[1])]
    assert len(short) < len(whole)
