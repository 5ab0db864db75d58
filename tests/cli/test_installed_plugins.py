"""Two plugins as packages of their own, built as wheels and installed into a fresh environment: one of data alone, as
`alcto new-plugin` writes it, and one that makes its rule sets in Python."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from alcto_core.host.plugins import load_plugins
from alcto_core.workshop.plugin_package import lay_down, package
from alcto_core.workshop.shape import Shape

RIDGE = Path(__file__).parents[1] / "packages" / "alcto-ridge"
RECORDS = """schema = 1

[person]
name = "Jordan Avery"

[[credential]]
program = "harbor"

[[credential]]
program = "ridge-advanced"

[[activity]]
id = "conference"
title = "Annual conference"
date = 2026-02-02
hours = 4
offering = "harbor/conference"
format = "online"
"""
SCREEN = '''
from datetime import date

RECORDS = """{records}"""


def test_home_shows_the_program(alcto_screens):
    assert "FILL" not in alcto_screens("home", RECORDS, on=date(2026, 3, 1), size=(80, 30))
'''

PANEL = '''
from datetime import date

RECORDS = """{records}"""


def test_the_panel_is_shown(alcto_screens):
    screen = alcto_screens("panel", RECORDS, on=date(2026, 3, 1), keys=["enter"], size=(80, 40))
    assert "Badge" in screen and "16% of the way to the badge." in screen, screen
'''

ASKED = ("-m", "alcto_tui", "--on", "2026-03-01", "--records")


class Place(NamedTuple):
    """A fresh environment, and the package of data that was installed into it."""

    python: Path
    harbor: Path
    records: Path

    def run(self, *words: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run Python there."""
        return subprocess.run(
            [str(self.python), *words], cwd=folder or self.records, capture_output=True, text=True, timeout=300
        )

    def alcto(self, *words: str) -> str:
        done = self.run("-m", "alcto_tui", "--records", str(self.records), "--on", "2026-03-01", *words)
        assert done.stderr == ""
        return done.stdout


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The environment holds nothing of its own but the two plugins; alcto and its libraries are those of the tests."""
    scratch = tmp_path_factory.mktemp("installed")
    harbor = scratch / "alcto-harbor"
    lay_down(
        package("harbor", Shape(begins="07-01"), load_plugins(no_plugins=True).library, date(2026, 11, 29)), harbor
    )
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(scratch / "env")], check=True)
    python = scratch / "env" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    ours = sysconfig.get_paths()["purelib"]
    theirs = subprocess.check_output(
        [python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"], text=True
    )
    Path(theirs.strip(), "tests.pth").write_text(f"import site; site.addsitedir({ours!r})\n", "utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    offline = ["--no-deps", "--no-index", "--no-build-isolation", "--quiet"]
    ridge = scratch / "alcto-ridge"
    subprocess.run(
        [sys.executable, "-c", f"import shutil; shutil.copytree({str(RIDGE)!r}, {str(ridge)!r})"], check=True
    )
    done = subprocess.run([*pip, "install", *offline, str(harbor), str(ridge)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    records = scratch / "records"
    records.mkdir()
    (records / "records.toml").write_text(RECORDS, "utf-8")
    return Place(python, harbor, records)


def test_both_are_found_and_load_whole(place: Place) -> None:
    found = {one["name"]: one for one in json.loads(place.alcto("plugins", "--json"))["plugins"]}
    assert found["harbor"]["state"] == found["ridge"]["state"] == "loaded"
    assert found["harbor"]["rule_sets"] == ["harbor"]
    assert found["harbor"]["catalogues"] == ["harbor-events"]
    assert found["ridge"]["rule_sets"] == ["ridge-basic", "ridge-advanced"]
    assert found["ridge"]["catalogues"] == ["ridge-events"]
    assert found["ridge"]["hooks"] == [
        "alcto_importers",
        "alcto_panels",
        "alcto_reports",
        "alcto_rule_files",
        "alcto_rule_sets",
    ]
    added = (found["ridge"][kind] for kind in ("importers", "panels", "reports"))
    assert list(added) == [["ridge-transcript"], ["ridge-badge"], ["ridge-letter"]]
    assert (found["ridge"]["cases"], found["harbor"]["cases"]) == (1, 6)


def test_they_judge_from_the_command_line(place: Place) -> None:
    standings = {one["credential"]: one for one in json.loads(place.alcto("status", "--json"))["standings"]}
    assert standings["harbor"]["hours"]["missing"] == 6
    assert standings["ridge-advanced"]["hours"]["counted"] == 4


def test_its_transcript_comes_in_as_a_sheet_does(place: Place) -> None:
    transcript = place.records.parent / "ridge.txt"
    transcript.write_text("RIDGE TRANSCRIPT\nAnnual conference|2026-02-02|4\nSpring day|2026-02-20|3.5\n", "utf-8")
    shown = json.loads(place.run(*ASKED, str(place.records), "import", str(transcript), "--json").stdout)
    rows = [(row["mark"], row["activity"]["title"], row["activity"]["hours"]) for row in shown["rows"]]
    assert rows == [("same", "Annual conference", 4), ("add", "Spring day", 3.5)]
    said = place.run(*ASKED, str(place.records), "import", str(transcript)).stdout
    assert "Read as “Transcript of the Ridge association” by the plugin ridge." in said
    assert "Spring day" not in (place.records / "records.toml").read_text("utf-8")


def test_its_panel_is_on_the_page_of_its_programs_alone(place: Place) -> None:
    told = place.alcto("explain", "ridge-advanced")
    assert "Badge" in told and "16% of the way to the badge." in told
    assert "Badge" not in place.alcto("explain", "harbor")


def test_its_panel_is_on_the_screen_of_the_credential(place: Place, tmp_path: Path) -> None:
    records = RECORDS.replace('[[credential]]\nprogram = "harbor"\n\n', "")
    test = tmp_path / "test_panel.py"
    test.write_text(PANEL.format(records=records), "utf-8")
    shown = place.run("-m", "pytest", "-q", "-p", "no:cacheprovider", "--alcto-update", str(test), folder=tmp_path)
    assert shown.returncode == 0, shown.stdout


def test_its_report_is_written_by_its_name(place: Place) -> None:
    written = place.alcto("export", "report", "-", "--format", "md", "--by", "ridge-letter")
    assert "# Letter to the association" in written
    assert "2026-02-02: Annual conference, 4 hours" in written
    target = place.records.parent / "letter.html"
    done = place.run(*ASKED, str(place.records), "export", "report", str(target), "--by", "ridge-letter")
    assert done.stderr == f"{target} is written: 1 credential.\n"  # of the two that are held
    refused = place.run(*ASKED, str(place.records), "export", "report", "-", "--by", "ridge-leter")
    assert "there are: ridge-letter" in refused.stderr and refused.returncode == 2


def test_the_package_passes_its_own_tests_where_it_is_installed(place: Place) -> None:
    (place.harbor / "tests" / "test_screens.py").write_text(SCREEN.format(records=RECORDS), "utf-8")
    kept = place.run("-m", "pytest", "-q", "--alcto-update", "--alcto-coverage", "100", folder=place.harbor)
    assert kept.returncode == 0, kept.stdout
    screen = (place.harbor / "tests" / "__screens__" / "home.txt").read_text("utf-8")
    assert "6 of 10" in screen or "4 of 10" in screen, screen
    case = place.harbor / "alcto_harbor" / "cases" / "the-very-least-is-enough.toml"
    case.write_text(case.read_text("utf-8").replace("counted = 10", "counted = 9"), "utf-8")
    failed = place.run("-m", "pytest", "-q", str(case), folder=place.harbor)
    assert failed.returncode == 1
    assert "1 failed" in failed.stdout
    assert "counted: by hand 9.0, found 10.0" in failed.stdout
    assert "the very least is enough" in failed.stdout


def test_cases_of_rule_sets_that_are_made_in_python_run_where_it_is_installed(place: Place) -> None:
    installed = place.python.parents[1]
    (cases,) = installed.rglob("alcto_ridge/cases")
    assert place.alcto("rules", "--cases", str(cases)) == "The case comes to what it expects.\n"
    assert place.alcto("plugins", "--verify", "harbor") == "All 6 cases hold.\n"
