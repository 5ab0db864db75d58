"""The command line in tests: run in this process with nobody at the terminal, on records of the test's own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from calling import ACTIVITIES, BOTH, PERSON, Run
from click.testing import CliRunner, Result

from alcto_core import system
from alcto_core.cli.group import command
from alcto_core.demonstration import FOLDER

sys.path.append(str(Path(__file__).parents[1] / "core" / "importing"))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own, so that nobody's settings are read or written."""
    folder = tmp_path / "home"
    folder.mkdir()
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(folder))
    for name in (
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "XDG_DOCUMENTS_DIR",
        "ALCTO_RECORDS",
        "ALCTO_PLAIN",
        "NO_COLOR",
    ):
        monkeypatch.delenv(name, raising=False)
    if os.name == "nt":  # Windows asks its registry for these, whatever the environment says
        monkeypatch.setattr(system, "settings_folder", lambda: folder / "settings")
        monkeypatch.setattr(system, "private_folder", lambda: folder / "private")
        monkeypatch.setattr(system, "documents_folder", lambda: folder / "Documents")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A records folder without a file in it yet."""
    path = tmp_path / "records"
    path.mkdir()
    return path


@pytest.fixture
def records(folder: Path) -> Path:
    """A records file of a director with both programs and two events."""
    file = folder / "records.toml"
    file.write_text(PERSON + BOTH + ACTIVITIES, encoding="utf-8")
    return file


@pytest.fixture
def demo(records: Path) -> Path:
    """The records of the demo, in the place of the usual ones."""
    records.write_bytes((FOLDER / "alabama.toml").read_bytes())
    return records


@pytest.fixture
def alcto(folder: Path) -> Run:
    """Runs a verb on the test's records, as of 1 March 2026 unless told otherwise."""

    def run(*args: str, env: dict[str, str | None] | None = None, input: str | None = None) -> Result:
        given = ["--records", str(folder), "--on", "2026-03-01", *args]
        result = CliRunner(env=env).invoke(command, given, input=input)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run
