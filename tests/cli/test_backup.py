"""`alcto backup` and `alcto restore FILE.zip`: nothing is replaced unseen, and every byte comes back."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest
from calling import Run
from click.testing import CliRunner, Result

from alcto_core.cli import backup_page
from alcto_core.cli.group import command
from alcto_core.keeping.folder import remembered_folder
from alcto_core.keeping.settings import keep_setting, setting


@pytest.fixture
def proof(records: Path) -> Path:
    """The records name a file of proof, and it is there."""
    records.write_text(records.read_text().replace("posted =", 'evidence = ["evidence/winter.pdf"]\nposted ='))
    file = records.parent / "evidence" / "winter.pdf"
    file.parent.mkdir()
    file.write_bytes(b"%PDF winter")
    return file


def elsewhere(*words: str, env: dict[str, str] | None = None, answers: str = "") -> Result:
    """Runs alcto without a folder, as on a new machine."""
    return CliRunner(env=env).invoke(command, list(words), input=answers, catch_exceptions=False)


def test_a_backup_comes_back_on_a_new_machine(alcto: Run, proof: Path, tmp_path: Path, home: Path) -> None:
    keep_setting("theme", "dark")
    assert alcto("backup", str(tmp_path / "b.zip")).exit_code == 0
    before = alcto("status", "--json").stdout
    (home / ".config" / "alcto" / "settings.toml").unlink()
    new = tmp_path / "laptop"
    result = elsewhere("--records", str(new), "restore", str(tmp_path / "b.zip"), "--yes")
    assert result.exit_code == 0
    assert "2 activities and 2 credentials would come" in result.stderr
    after = elsewhere("--records", str(new), "--on", "2026-03-01", "status", "--json").stdout
    assert after == before
    assert (new / "records.toml").read_bytes() == (proof.parent.parent / "records.toml").read_bytes()
    assert (new / "evidence/winter.pdf").read_bytes() == b"%PDF winter"
    assert remembered_folder() == new
    assert setting("theme") == "dark"


def test_without_a_folder_the_backup_comes_to_where_init_would_make_one(
    alcto: Run, proof: Path, tmp_path: Path, home: Path
) -> None:
    alcto("backup", str(tmp_path / "b.zip"))
    assert elsewhere("restore", str(tmp_path / "b.zip"), "--yes").exit_code == 0
    assert (home / "Documents" / "alcto" / "records.toml").exists()


def test_a_folder_that_is_remembered_stays_so(alcto: Run, proof: Path, tmp_path: Path) -> None:
    keep_setting("records", str(tmp_path / "dear"))
    alcto("backup", str(tmp_path / "b.zip"))
    result = elsewhere("--records", str(tmp_path / "try"), "restore", str(tmp_path / "b.zip"), "--yes")
    assert remembered_folder() == tmp_path / "dear"
    assert "still opens" in result.stderr


def test_what_would_be_lost_is_said_first_and_nothing_happens_without_an_answer(
    alcto: Run, proof: Path, records: Path, tmp_path: Path
) -> None:
    alcto("backup", str(tmp_path / "b.zip"))
    alcto("log", "--title", "Since then", "--date", "2026-02-02", "--hours", "1", "--strand", "it", "--yes")
    alcto("edit", "fetc", "--hours", "7", "--yes")
    proof.write_bytes(b"%PDF other")
    before = records.read_bytes()
    result = alcto("restore", str(tmp_path / "b.zip"))
    assert result.exit_code == 2
    told = result.stderr
    assert (
        told.index("You would lose")
        < told.index("“Since then”")
        < told.index("Would change")
        < told.index("evidence/winter.pdf")
    )
    assert "hours 7 → 8" in told
    assert (records.read_bytes(), proof.read_bytes()) == (before, b"%PDF other")


def test_yes_goes_ahead_keeps_what_was_replaced_and_one_undo_takes_the_records_back(
    alcto: Run, proof: Path, records: Path, tmp_path: Path
) -> None:
    alcto("backup", str(tmp_path / "b.zip"))
    backed_up = records.read_bytes()
    alcto("log", "--title", "Since then", "--date", "2026-02-02", "--hours", "1", "--strand", "it", "--yes")
    since = records.read_bytes()
    proof.write_bytes(b"%PDF other")
    result = alcto("restore", str(tmp_path / "b.zip"), "--yes")
    assert result.exit_code == 0
    assert (records.read_bytes(), proof.read_bytes()) == (backed_up, b"%PDF winter")
    kept = list((records.parent / ".alcto" / "replaced").rglob("winter.pdf"))
    assert [one.read_bytes() for one in kept] == [b"%PDF other"]
    assert str(kept[0].parent.parent) in result.stdout
    alcto("undo")
    assert records.read_bytes() == since


def test_what_is_here_already_is_said_and_nothing_changes(alcto: Run, proof: Path, tmp_path: Path) -> None:
    alcto("backup", str(tmp_path / "b.zip"))
    result = alcto("restore", str(tmp_path / "b.zip"), "--yes")
    assert "nothing was changed" in result.stdout
    assert not (proof.parent.parent / ".alcto" / "replaced").exists()


def test_a_zip_that_is_there_is_not_replaced_without_an_answer(alcto: Run, proof: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.zip"
    target.write_bytes(b"dear")
    result = alcto("backup", str(target))
    assert (result.exit_code, target.read_bytes()) == (2, b"dear")
    assert alcto("backup", str(target), "--yes").exit_code == 0
    assert zipfile.is_zipfile(target)


def test_a_folder_gets_a_file_with_the_date(alcto: Run, proof: Path, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    alcto("backup", str(tmp_path / "stick"))
    alcto("backup", str(tmp_path / "stick"))
    names = sorted(file.name for file in (tmp_path / "stick").iterdir())
    assert len(names) == 2
    assert all(name.startswith("alcto-backup-2") and name.endswith(".zip") for name in names)


def test_without_a_name_nothing_is_made_in_a_script_unless_yes_is_said(alcto: Run, proof: Path, tmp_path: Path) -> None:
    assert alcto("backup").exit_code == 2
    assert list(tmp_path.glob("*.zip")) == []
    assert alcto("backup", "--yes").exit_code == 0
    assert len(list(tmp_path.glob("alcto-backup-*.zip"))) == 1


def test_a_person_may_name_another_file_than_the_proposed_one(
    alcto: Run, proof: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_page, "can_ask", lambda: True)
    result = elsewhere("--records", str(folder), "backup", answers=f"{tmp_path / 'mine.zip'}\n")
    assert result.exit_code == 0
    assert "alcto-backup-" in result.stderr
    assert (tmp_path / "mine.zip").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_what_is_left_out_is_said_and_ends_with_1(alcto: Run, proof: Path, tmp_path: Path) -> None:
    (proof.parent / "out.pdf").symlink_to("/etc/passwd")
    result = alcto("backup", str(tmp_path / "b.zip"))
    assert result.exit_code == 1
    assert "Left out: evidence/out.pdf: is a link that leads out" in result.stderr
    with zipfile.ZipFile(tmp_path / "b.zip") as made:
        told = json.loads(made.read("alcto-backup.json"))
    assert [one["path"] for one in told["left_out"]] == ["evidence/out.pdf"]
    again = elsewhere("--records", str(tmp_path / "new"), "restore", str(tmp_path / "b.zip"), "--yes")
    assert "1 file could not be packed then" in again.stderr


def test_damaged_records_are_backed_up_as_they_are(alcto: Run, records: Path, tmp_path: Path) -> None:
    records.write_bytes(b"[[activity\n")
    result = alcto("backup", str(tmp_path / "b.zip"))
    assert result.exit_code == 0
    assert "damaged" in result.stderr
    with zipfile.ZipFile(tmp_path / "b.zip") as made:
        assert made.read("records.toml") == b"[[activity\n"


def test_damaged_records_here_are_replaced_and_come_back_with_undo(
    alcto: Run, proof: Path, records: Path, tmp_path: Path
) -> None:
    alcto("backup", str(tmp_path / "b.zip"))
    whole = records.read_bytes()
    records.write_bytes(b"[[activity\n")
    result = alcto("restore", str(tmp_path / "b.zip"), "--yes")
    assert "damaged" in result.stderr
    assert records.read_bytes() == whole
    alcto("undo")
    assert records.read_bytes() == b"[[activity\n"


def test_a_zip_of_somebody_elses_is_refused_with_what_can_be_done(alcto: Run, records: Path, tmp_path: Path) -> None:
    before = records.read_bytes()
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as made:
        made.writestr("records.toml", "schema = 1\n")
    result = alcto("restore", str(tmp_path / "other.zip"), "--yes")
    assert result.exit_code == 2
    assert "`alcto import`" in result.stderr
    assert "Nothing was changed." in result.stderr
    assert records.read_bytes() == before


@pytest.mark.parametrize("raw", [b"", b"no zip at all", b"PK\5\6" + bytes(18)])
def test_what_is_no_backup_is_refused(raw: bytes, alcto: Run, records: Path, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(raw)
    result = alcto("restore", str(tmp_path / "x.zip"), "--yes")
    assert result.exit_code == 2
    assert "Nothing was changed." in result.stderr


def test_a_zip_that_is_not_there_is_said(alcto: Run, records: Path, tmp_path: Path) -> None:
    result = alcto("restore", str(tmp_path / "none.zip"), "--yes")
    assert result.exit_code == 2
    assert "No such file" in result.stderr


def test_the_backup_is_remembered_for_the_check(alcto: Run, proof: Path, tmp_path: Path) -> None:
    alcto("backup", str(tmp_path / "b.zip"))
    assert str(tmp_path / "b.zip") in (proof.parent.parent / ".alcto" / "last-backup").read_text()


def test_the_backups_that_are_found_are_listed_with_what_is_in_them(alcto: Run, proof: Path, tmp_path: Path) -> None:
    assert "No backup is found here yet" in alcto("backup", "--list").stdout
    alcto("backup", str(tmp_path / "b.zip"))
    (tmp_path / "alcto-backup-2020-01-01.zip").write_bytes(b"torn")
    result = alcto("backup", "--list")
    assert (result.exit_code, "2 backups found" in result.stdout) == (0, True)
    assert "2 activities, 2 credentials, 1 file of proof" in result.stdout
    assert "is not a zip file, or is damaged" in result.stdout
    assert alcto("backup", "--list", "x.zip").exit_code == 2


def test_records_of_a_newer_alcto_are_not_brought_back(alcto: Run, records: Path, tmp_path: Path) -> None:
    old = records.read_text()
    records.write_text(old.replace("schema = 1", "schema = 99"))
    assert alcto("backup", str(tmp_path / "b.zip")).exit_code == 0
    records.write_text(old)
    result = alcto("restore", str(tmp_path / "b.zip"), "--yes")
    assert (result.exit_code, records.read_text()) == (2, old)
    assert "newer alcto" in result.stderr
