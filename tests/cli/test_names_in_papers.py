"""Papers say what people call a thing, never the id by which a file names it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from calling import Run

from alcto_core.demonstration import DAY, FOLDER

ID = re.compile(r"(?<![\w/.:-])(?:alet|alet-academy|external|al-cto|cetl|cetpa-cto|cosn-cetl|plan)/[a-z]")


@pytest.fixture(params=["alabama", "california"])
def director(request: pytest.FixtureRequest, records: Path) -> Path:
    text = (FOLDER / f"{request.param}.toml").read_text("utf-8")
    records.write_text(text.replace("\nformat = ", '\nevidence = ["evidence/a.pdf"]\nformat = '), "utf-8")
    (records.parent / "evidence").mkdir()
    (records.parent / "evidence" / "a.pdf").write_bytes(b"proof")
    return records


@pytest.mark.parametrize("kind", ["report", "form", "checklist", "portfolio", "plan-skeleton"])
def test_no_paper_names_a_thing_by_its_id(alcto: Run, director: Path, kind: str) -> None:
    of = "cetpa-cto-mentor" if "cetpa" in director.read_text("utf-8") else "al-cto"
    words = ("--credential", of) if kind == "portfolio" else ()
    made = alcto("export", kind, "-", "--format", "md", "--on", DAY, *words)
    told = (made.stdout or made.stderr).replace("\\", "")
    assert len(told) > 20
    assert ID.findall(told) == []
    assert not re.search(r"(?:Granted by|Sponsor|counts for|Only for).*\b(?:cetpa|fcmat|cetpa-ccto)\b", told)


def test_who_granted_hours_and_what_they_count_for_are_told_by_name(alcto: Run, records: Path) -> None:
    records.write_bytes((FOLDER / "california.toml").read_bytes())
    told = alcto("export", "report", "-", "--format", "md", "--on", DAY).stdout
    for words in (
        "Granted by: CETPA.", "Granted by: FCMAT.", "Only for: CBO Mentor and CCTO.", "Kind: Membership.",
        "Units: 1 membership year.", "The record says that it counts for CBO Mentor, CCTO only",
    ):  # fmt: skip
        assert words in told, words
    explained = alcto("explain", "2026-07-18-cbo-4", "--on", DAY).stdout
    assert "counts for CBO Mentor, CCTO only" in " ".join(explained.split())
    records.write_bytes((FOLDER / "alabama.toml").read_bytes())
    told = alcto("export", "report", "-", "--format", "md", "--on", DAY).stdout
    for words in (
        "Listed as: ALET Winter Conference.", "Listed as: FETC, Florida (external).",
        "Listed as: CTO Academy: Roles and Responsibilities (ALET academy).", "Format: in-person.",
        "Patch management that works: 2 h, IT.", "Lunch: 1 h.",
    ):  # fmt: skip
        assert words in told, words


def test_an_id_that_no_catalogue_knows_stays_as_it_is_written(alcto: Run, records: Path) -> None:
    records.write_text(records.read_text("utf-8").replace("external/fetc", "mine/unheard"), "utf-8")
    assert "Listed as: mine/unheard" in alcto("export", "report", "-", "--format", "md").stdout


def test_a_portfolio_holds_the_entries_of_its_program_alone_and_says_nothing_twice(alcto: Run, records: Path) -> None:
    records.write_bytes((FOLDER / "california.toml").read_bytes())
    words = ("export", "portfolio", "-", "--format", "md", "--credential", "cetpa-cto-mentor", "--on", DAY)
    told = alcto(*words).stdout
    assert "Kickoff" in told and "Serving schools" in told
    assert "CoSN" not in told and "CBO session" not in told
    assert told.count("Budget calendar of the department") == 1
    assert "Recorded 3 times, each below, the last by Ms. Okafor." in told


def test_credentials_without_a_form_are_listed_as_a_sentence(alcto: Run, records: Path) -> None:
    records.write_bytes((FOLDER / "california.toml").read_bytes())
    refused = alcto("export", "form", "-", "--on", DAY)
    assert "CTO Mentor, CCTO, CETL and CBO Mentor have no form that asks fields of an entry." in refused.stderr


def test_files_and_a_note_of_a_step_are_said_once(alcto: Run, records: Path) -> None:
    text = (FOLDER / "alabama.toml").read_text("utf-8")
    records.write_text(text.replace("done = 2026-03-02", 'done = 2026-03-02\n  files = ["plan.docx"]', 1), "utf-8")
    (records.parent / "plan.docx").write_bytes(b"plan")
    told = alcto("explain", "al-cto/plan/mission", "--on", DAY).stdout
    assert (told.count("plan.docx"), told.count("Agreed with the board's new goals")) == (1, 1)
    assert "Plan.docx" not in told
