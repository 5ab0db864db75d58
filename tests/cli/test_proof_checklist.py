"""`alcto proof`: what a certificate must show, ticked by eye, beside what its file says; reflections."""

from __future__ import annotations

import json
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from calling import Run

sys.path.append(str(Path(__file__).parents[1] / "core" / "importing"))
from made_badges import third
from made_pdf import made_pdf

TEXT = """schema = 1

[person]
name = "Jordan Avery"
district = "Pine Hollow City Schools"

[[credential]]
program = "al-cto"
issued = 2025-06-01

[[activity]]  # the first
id = "fetc"
title = "FETC"
date = 2026-01-12
hours = 8
source = "external"
strands = ["al-cto/it"]
note = "Ask Sam."
evidence = ["evidence/fetc.pdf"]

[[activity]]
id = "visit"
title = "Visit to the county"
date = 2026-03-18
hours = 2
strands = ["al-cto/data"]
"""


@pytest.fixture
def folder(records: Path) -> Path:
    """Two entries, one of them with a certificate that says other hours."""
    records.write_text(TEXT, encoding="utf-8")
    evidence = records.parent / "evidence"
    evidence.mkdir(exist_ok=True)
    (evidence / "fetc.pdf").write_bytes(
        made_pdf(["Certificate", "Awarded to Jordan Avery", "Course: FETC", "1/12/2026", "Contact Hours: 6"])
    )
    return records.parent


def note(folder: Path, at: int = 0) -> str:
    return tomllib.loads((folder / "records.toml").read_text("utf-8"))["activity"][at].get("note", "")


def test_what_is_seen_is_kept_in_the_note_and_nothing_else_of_the_file_changes(alcto: Run, folder: Path) -> None:
    before = (folder / "records.toml").read_text("utf-8")
    done = alcto("proof", "fetc", "--seen", "all", "--unseen", "hours", "--on", "2026-07-01")
    assert done.exit_code == 0
    look = "Proof shows sponsor, title, day, participant; looked at 2026-07-01."
    after = (folder / "records.toml").read_text("utf-8")
    assert after == before.replace('note = "Ask Sam."', f'note = "Ask Sam. {look}"')
    assert "Proof: lacks hours" in done.stdout
    assert alcto("check").stdout == ""
    alcto("proof", "fetc", "--seen", "hours", "--on", "2026-07-02")
    assert note(folder) == "Ask Sam. Proof shows sponsor, title, day, hours, participant; looked at 2026-07-02."
    alcto("proof", "fetc", "--clear")
    assert note(folder) == "Ask Sam."
    alcto("undo")
    assert "looked at 2026-07-02" in note(folder)


def test_the_file_is_read_again_and_what_differs_is_told(alcto: Run, folder: Path) -> None:
    told = alcto("proof", "fetc", "--on", "2026-07-01").stdout
    assert "How long it was (hours): the entry says 8 hours" in told
    assert "The file says 6, which is not what the entry says (page 1, line 5: “Contact Hours: 6”)" in told
    assert "The file says 12 Jan 2026 (page 1, line 4" in told
    assert "Not found in evidence/fetc.pdf" in told  # nobody is named who offered it
    assert note(folder) == "Ask Sam."


@pytest.mark.parametrize(
    ("key", "granted"),
    [
        ('offering = "alet/winter-conference"', "ALET"),
        ('offering = "external/fetc"', "external"),
        ('source = "tasbo"', "tasbo"),
        ('offering = "nobody/lists-it"\nsource = "tasbo"', "tasbo"),
        ('offering = "nobody/lists-it"', "nothing"),
    ],
)
def test_the_sponsor_is_who_grants_the_hours_and_not_what_the_event_is_called(
    key: str, granted: str, alcto: Run, folder: Path
) -> None:
    (folder / "records.toml").write_text(TEXT.replace('source = "external"', key), encoding="utf-8")
    told = alcto("proof", "fetc", "--on", "2026-07-01").stdout
    said = next(line for line in told.splitlines() if "(sponsor)" in line)
    assert said.strip().rstrip(".") == f"Who offered it (sponsor): the entry says {granted}"


def test_a_badge_is_told_as_not_verified(alcto: Run, folder: Path) -> None:
    (folder / "evidence" / "b.json").write_text(json.dumps(third()))
    alcto("edit", "visit", "--evidence", "evidence/b.json", "--yes")
    told = alcto("proof", "visit", "--on", "2026-07-01").stdout
    assert "Not verified: this is what the file claims" in told


def test_the_list_says_what_each_lacks(alcto: Run, folder: Path) -> None:
    alcto("proof", "fetc", "--seen", "all", "--on", "2026-07-01")
    told = alcto("proof", "--on", "2026-07-01").stdout
    assert "no proof" in told
    assert "all seen" in told
    assert "FETC" not in alcto("proof", "--lacking", "--on", "2026-07-01").stdout
    document = json.loads(alcto("proof", "--json", "--on", "2026-07-01").stdout)["proof"]
    assert document == [
        {"activity": "visit", "evidence": [], "seen": None, "looked": None},
        {
            "activity": "fetc",
            "evidence": ["evidence/fetc.pdf"],
            "seen": ["sponsor", "title", "day", "hours", "participant"],
            "looked": "2026-07-01",
        },
    ]


def test_a_reflection_becomes_a_file_of_proof_and_no_file_is_written_over(alcto: Run, folder: Path) -> None:
    for text in ("What I practised.\nAnd \x1b]0;P\x07 more.", "Once more."):
        assert alcto("proof", "visit", "--reflect", text, "--on", "2026-07-01").exit_code == 0
    paths = tomllib.loads((folder / "records.toml").read_text("utf-8"))["activity"][1]["evidence"]
    assert paths == [
        "evidence/2026-03-18-visit-to-the-county-reflection.txt",
        "evidence/2026-03-18-visit-to-the-county-reflection-2.txt",
    ]
    first, second = ((folder / path).read_text("utf-8") for path in paths)
    assert first.startswith("Reflection on Visit to the county\n18 Mar 2026, 2 hours\nJordan Avery, Pine Hollow")
    assert "What I practised.\nAnd ␛]0;P␇ more." in first
    assert "Written on 1 Jul 2026, as there is no certificate of this activity." in second
    assert "a reflection" in alcto("proof", "--on", "2026-07-01").stdout


@pytest.mark.parametrize(
    ("words", "status", "why"),
    [
        (("fetc", "--seen", "colour"), 2, "is none of what a certificate must show"),
        (("fetc", "--seen", "all", "--seen", "colour"), 2, "is none of what a certificate must show"),
        (("visit", "--seen", "title"), 2, "No file of proof is named"),
        (("visit", "--reflect", "  "), 2, "nothing was written"),
        (("visit", "--reflect", "x" * 20_001), 2, "at most 20,000 letters"),
        (("--seen", "title"), 2, "Say which entry"),
        (("nothing-like-it",), 2, "nothing-like-it"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_changed(
    words: tuple[str, ...], status: int, why: str, alcto: Run, folder: Path
) -> None:
    before = (folder / "records.toml").read_bytes(), sorted(folder.glob("evidence/*"))
    done = alcto("proof", *words)
    assert done.exit_code == status
    assert why in done.stderr
    assert ((folder / "records.toml").read_bytes(), sorted(folder.glob("evidence/*"))) == before


def test_the_checklist_is_part_of_a_packet_and_what_proof_lacks_is_told_first(
    alcto: Run, folder: Path, tmp_path: Path
) -> None:
    alcto("proof", "fetc", "--seen", "title", "--seen", "day", "--on", "2026-07-01")
    done = alcto("packet", "al-cto", "--to", str(tmp_path / "p.zip"), "--yes", "--on", "2026-07-01")
    assert "FETC (12 Jan 2026): its proof does not show sponsor, hours and participant." in done.stderr
    with zipfile.ZipFile(tmp_path / "p.zip") as packed:
        (name,) = (one for one in packed.namelist() if one.endswith("/data/checklist.txt"))
        said = packed.read(name).decode()
    assert "What it was (title): seen; the entry says FETC." in said
    assert alcto("packet", "--verify", str(tmp_path / "p.zip")).exit_code == 0
    made = [alcto("export", "checklist", "-", "--format", "md", "--on", "2026-07-01").stdout for _ in range(2)]
    assert made[0] == made[1]
    assert "FETC" in made[0]
