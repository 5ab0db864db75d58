"""A path below the home of somebody who is not there: a sentence, never a fault, whichever verb takes it."""

from __future__ import annotations

from pathlib import Path

import pytest
from calling import Run

import alcto_core

NOBODY = "~nobody-is-called-so"
READING = [
    ("--records", NOBODY, "status"),
    ("roster", NOBODY),
    ("reconcile", f"{NOBODY}/talent.csv"),
    ("import", f"{NOBODY}/log.csv"),
    ("restore", f"{NOBODY}/then.zip"),
    ("log", "--from", f"{NOBODY}/certificate.pdf"),
    ("rules", "check", f"{NOBODY}/rules.toml"),
]


@pytest.mark.parametrize("words", READING, ids=lambda words: words[0])
def test_what_nobody_has_is_not_there(
    words: tuple[str, ...], alcto: Run, records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = alcto(*words)
    assert done.exit_code in (1, 2), done.output
    assert NOBODY in done.output and "fault" not in done.output
    assert not list(tmp_path.glob("~*"))


def test_what_is_written_there_says_where_it_is(
    alcto: Run, records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = alcto("backup", f"{NOBODY}/now.zip")
    assert done.exit_code == 0, done.output
    assert str(tmp_path / NOBODY / "now.zip") in done.output.replace("\n", "")


def test_only_one_place_reads_a_tilde() -> None:
    folder = Path(alcto_core.__file__).parents[1]
    modules = [file for part in ("alcto_core", "alcto_tui") for file in (folder / part).rglob("*.py")]
    assert [file.name for file in modules if "expanduser(" in file.read_text("utf-8")] == ["system.py"]
