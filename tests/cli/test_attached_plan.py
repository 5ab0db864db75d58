"""The finished technology plan, attached: what has no heading in it is told, and nothing turns on it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from calling import Run

sys.path.append(str(Path(__file__).parents[1] / "core" / "importing"))
import made_plans
from made_plans import SECTIONS

CREDENTIAL = """schema = 1

[person]
name = "Jordan Avery"
district = "Pine Hollow City Schools"

[[credential]]
program = "al-cto"
cohort = "FOXTROT"
renewed = [2025-05-20]
"""


@pytest.fixture
def folder(records: Path) -> Path:
    """A records folder without a plan."""
    records.write_text(CREDENTIAL, encoding="utf-8")
    (records.parent / "evidence").mkdir(exist_ok=True)
    return records.parent


def attach(alcto: Run, folder: Path, name: str, raw: bytes):
    """Mark every section with this file."""
    (folder / "evidence" / name).write_bytes(raw)
    return alcto("step", "al-cto", "plan/", "--done", "2026-05-01", "--file", f"evidence/{name}", "--on", "2026-07-01")


LACK = (
    "No heading was found in the attached plan (evidence/plan.docx) for Technology needs assessment and "
    "Evaluation method."
)


def test_a_plan_that_lacks_sections_is_told_wherever_it_is_looked_at(alcto: Run, folder: Path) -> None:
    there = [SECTIONS[0], "Our goals for 2026 to 2029", "Professional development", "Budget and staff"]
    done = attach(alcto, folder, "plan.docx", made_plans.docx(there))
    assert LACK in done.stderr
    assert LACK in alcto("step", "al-cto", "--on", "2026-07-01").stderr
    assert LACK in alcto("status", "--on", "2026-07-01").stdout
    told = alcto("explain", "al-cto", "--on", "2026-07-01").stdout
    assert "Attached plan  headings for 4 of 6 sections" in told
    assert "“Our goals for 2026 to 2029” in evidence/plan.docx" in told
    assert "“Budget and staff” in evidence/plan.docx" in told
    one = alcto("explain", "al-cto/plan/evaluation", "--on", "2026-07-01").stdout
    assert "No heading was found for Evaluation method in evidence/plan.docx" in one
    packed = alcto("packet", "al-cto", "--to", str(folder.parent / "p.zip"), "--yes", "--on", "2026-07-01")
    assert LACK in packed.stderr


def test_a_heading_that_says_that_a_section_is_not_there_is_none_for_it(alcto: Run, folder: Path) -> None:
    there = [SECTIONS[0], SECTIONS[1], "Goals", "Professional development", "No budget", "Evaluation method: TBD"]
    attach(alcto, folder, "plan.docx", made_plans.docx(there))
    assert "headings for 4 of 6 sections" in alcto("explain", "al-cto", "--on", "2026-07-01").stdout


def test_nothing_of_the_standing_turns_on_it(alcto: Run, folder: Path) -> None:
    attach(alcto, folder, "plan.docx", made_plans.docx([]))
    first = json.loads(alcto("status", "--json", "--on", "2026-07-01").stdout)
    attach(alcto, folder, "plan.docx", made_plans.docx(SECTIONS))
    assert json.loads(alcto("status", "--json", "--on", "2026-07-01").stdout) == first
    assert [one["state"] for one in first["standings"][0]["requirements"] if one["id"].startswith("plan/")] == [
        "met"
    ] * 6


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("plan.docx", made_plans.docx(SECTIONS)),
        ("plan.odt", made_plans.odt(SECTIONS)),
        ("plan.pdf", made_plans.pdf(SECTIONS)),
        ("plan.md", made_plans.markdown(SECTIONS)),
    ],
)
def test_a_whole_plan_lacks_nothing(name: str, raw: bytes, alcto: Run, folder: Path) -> None:
    done = attach(alcto, folder, name, raw)
    assert "heading" not in done.stderr
    assert "headings for 6 of 6 sections" in alcto("explain", "al-cto", "--on", "2026-07-01").stdout
    assert "heading" not in alcto("status", "--on", "2026-07-01").stdout


def test_the_outline_that_alcto_writes_has_all_sections(alcto: Run, folder: Path) -> None:
    for ending in ("docx", "md"):
        target = folder.parent / f"skeleton.{ending}"
        alcto("export", "plan-skeleton", str(target), "--on", "2026-07-01")
        done = attach(alcto, folder, f"plan.{ending}", target.read_bytes())
        assert "heading" not in done.stderr


def test_a_plan_in_several_files_is_looked_at_together(alcto: Run, folder: Path) -> None:
    for number, (section, step) in enumerate(
        zip(SECTIONS, ("mission", "needs", "goals", "training", "resources", "evaluation"), strict=True)
    ):
        (folder / "evidence" / f"{number}.md").write_bytes(made_plans.markdown([section]))
        alcto(
            "step", "al-cto", f"plan/{step}", "--done", "2026-05-01", "--file", f"evidence/{number}.md",
            "--on", "2026-07-01",
        )  # fmt: skip
    assert "headings for 6 of 6 sections" in alcto("explain", "al-cto", "--on", "2026-07-01").stdout


def test_a_file_that_cannot_be_read_is_told_and_stops_nothing(alcto: Run, folder: Path) -> None:
    done = attach(alcto, folder, "plan.docx", b"no zip")
    assert "“plan.docx” is not read" in done.stderr
    assert "“plan.docx” is not read" in alcto("status", "--on", "2026-07-01").stdout
    (folder / "evidence" / "plan.docx").unlink()
    assert alcto("explain", "al-cto", "--on", "2026-07-01").exit_code == alcto("status", "--on", "2026-07-01").exit_code


def test_a_plan_outside_the_folder_is_never_opened(alcto: Run, folder: Path) -> None:
    secret = folder.parent / "secret.md"
    secret.write_bytes(made_plans.markdown(["Secret mission"]))
    attach(alcto, folder, "plan.md", made_plans.markdown(SECTIONS))
    (folder / "evidence" / "plan.md").unlink()
    (folder / "evidence" / "plan.md").symlink_to(secret)
    told = alcto("explain", "al-cto", "--on", "2026-07-01").output
    assert "Secret mission" not in told
    assert "headings for" not in told


def test_a_waived_section_is_not_missed(alcto: Run, folder: Path) -> None:
    attach(alcto, folder, "plan.md", made_plans.markdown(SECTIONS[:5]))
    alcto("step", "al-cto", "plan/evaluation", "--waive", "no district", "--on", "2026-07-01")
    assert "headings for 5 of 5 sections" in alcto("explain", "al-cto", "--on", "2026-07-01").stdout
