"""`alcto demo --as`: each made-up director has a standing of every kind, and nothing wrong in the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from alcto_core.cli.group import command
from alcto_core.demonstration import DIRECTORS, FOLDER
from alcto_core.host.plugins import load_plugins
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.overview import open_overview


@pytest.mark.parametrize(
    ("director", "words"),
    [
        ("alabama", ("AL-CTO", "TD-CEU", "Academy 2025-2027")),
        ("california", ("CTO Mentor is met", "CCTO 2023-2026 cannot be told", "CETL", "CBO Mentor", "Unverified")),
    ],
)
def test_each_director_has_the_programs_of_the_state(director: str, words: tuple[str, ...]) -> None:
    done = CliRunner().invoke(command, ["demo", "--as", director, "--status"])
    assert done.exit_code == 0
    for word in words:
        assert word in done.stdout


def test_without_a_name_it_is_the_director_of_alabama() -> None:
    run = CliRunner()
    plain = run.invoke(command, ["demo", "--status"]).stdout
    assert plain == run.invoke(command, ["demo", "--as", "alabama", "--status"]).stdout


def test_a_director_who_is_not_there_is_refused() -> None:
    done = CliRunner().invoke(command, ["demo", "--as", "utah", "--status"])
    assert done.exit_code == 2


@pytest.mark.parametrize("director", DIRECTORS)
def test_nothing_is_wrong_in_the_made_up_records(director: str, tmp_path: Path) -> None:
    (tmp_path / "records.toml").write_bytes((FOLDER / f"{director}.toml").read_bytes())
    overview = open_overview(RecordsFolder(path=tmp_path), load_plugins(no_plugins=True), date(2026, 8, 14))
    assert overview.problems == ()
