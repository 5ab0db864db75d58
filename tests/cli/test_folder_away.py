"""The folder that held the records the last time is not there: it was moved, or its drive is not connected."""

from __future__ import annotations

from pathlib import Path

import pytest
from calling import ACTIVITIES, BOTH, PERSON
from click.testing import CliRunner, Result

from alcto_core.cli.group import command
from alcto_core.keeping.folder import remember_folder


def called(*words: str) -> Result:
    """A verb with no folder named."""
    return CliRunner().invoke(command, [*words])


@pytest.fixture
def gone(tmp_path: Path) -> Path:
    """A remembered folder, moved away."""
    folder = tmp_path / "records"
    folder.mkdir()
    (folder / "records.toml").write_text(PERSON + BOTH + ACTIVITIES, encoding="utf-8")
    remember_folder(folder)
    folder.rename(tmp_path / "moved")
    return folder


@pytest.mark.parametrize("is_empty", [False, True])
@pytest.mark.parametrize(
    "verb", [("status",), ("log", "--title", "X", "--date", "2026-01-01", "--hours", "1", "--yes")]
)
def test_a_verb_says_that_the_records_were_there_and_how_to_open_them_elsewhere(verb, is_empty, gone):
    if is_empty:
        gone.mkdir()
    done = called(*verb)
    assert done.exit_code == 2
    words = " ".join(done.stderr.split())
    assert "were there the last time" in words
    assert "alcto init" not in words
    assert not gone.exists() or not list(gone.iterdir())


def test_no_new_file_is_made_in_their_place_unless_the_folder_is_named(gone):
    done = called("init", "--name", "Jordan", "--yes")
    assert done.exit_code == 2
    assert "To begin new ones in their place" in " ".join(done.stderr.split())
    assert not gone.exists()
    assert called("init", "--name", "Jordan", "--yes", "--records", str(gone)).exit_code == 0
    assert (gone / "records.toml").exists()


def test_where_opens_the_folder_that_was_moved(gone):
    said = called("where")
    assert "is not there" in said.stdout
    assert called("where", "--remember", "--records", str(gone.with_name("moved"))).exit_code == 0
    assert "2 entries" in called("list").stdout or "FETC" in called("list").stdout
