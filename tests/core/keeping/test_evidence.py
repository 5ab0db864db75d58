"""Files of proof on their way into the folder, and out to the system's program for them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from alcto_core.keeping.evidence import arrival, bring_in, brought_in, completions, elsewhere, open_proof
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.problems import Refused


@pytest.fixture
def folder(tmp_path: Path) -> RecordsFolder:
    (tmp_path / "mine" / "evidence").mkdir(parents=True)
    return RecordsFolder(path=tmp_path / "mine")


def made(path: Path, text: str = "proof") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Winter Conference (1).PDF", "evidence/winter-conference-1.pdf"),
        ("-rf $(reboot);`x`.pdf", "evidence/rf-reboot-x.pdf"),
        ("\x1b]0;PWNED\x07\u202e.pdf", "evidence/0-pwned.pdf"),
        ("CON.pdf", "evidence/file-con.pdf"),
        ("Ürkunde.pdf", "evidence/urkunde.pdf"),
        ("...", "evidence/activity"),
    ],
)
def test_a_copy_has_a_safe_name(folder: RecordsFolder, tmp_path: Path, name: str, safe: str) -> None:
    try:
        source = made(tmp_path / name)
    except OSError:
        pytest.skip("this system takes no such name")
    assert arrival(folder, source).path == safe


def test_nothing_is_written_over_and_the_same_file_is_not_copied_twice(folder: RecordsFolder, tmp_path: Path) -> None:
    made(folder.evidence / "a.pdf", "another")
    source = made(tmp_path / "a.pdf")
    coming = arrival(folder, source)
    assert coming.path == "evidence/a-2.pdf"
    assert bring_in(folder, coming) == folder.evidence / "a-2.pdf"
    again = arrival(folder, source)
    assert (again.path, again.is_there) == ("evidence/a-2.pdf", True)
    assert bring_in(folder, again) is None
    assert sorted(one.name for one in folder.evidence.iterdir()) == ["a-2.pdf", "a.pdf"]
    assert (folder.evidence / "a.pdf").read_text() == "another"


def test_a_save_that_fails_leaves_no_copy(folder: RecordsFolder, tmp_path: Path) -> None:
    coming = arrival(folder, made(tmp_path / "a.pdf"))
    with pytest.raises(Refused), brought_in(folder, [coming]):
        assert (folder.path / coming.path).is_file()
        raise Refused("The save failed.")
    assert not (folder.path / coming.path).exists()


def test_what_is_no_plain_file_is_not_copied(folder: RecordsFolder, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        arrival(folder, tmp_path / "missing.pdf")
    assert elsewhere(folder, str(tmp_path)) is None
    os.mkfifo(tmp_path / "pipe.pdf")
    assert elsewhere(folder, str(tmp_path / "pipe.pdf")) is None


def test_a_file_elsewhere_is_known_from_one_in_the_folder(folder: RecordsFolder, tmp_path: Path) -> None:
    inside, outside = made(folder.evidence / "a.pdf"), made(tmp_path / "b.pdf")
    assert elsewhere(folder, "evidence/a.pdf") is None
    assert elsewhere(folder, str(inside)) is None
    assert elsewhere(folder, str(outside)) == outside
    assert elsewhere(folder, "\0") is None


def test_a_path_is_completed_in_the_folder(folder: RecordsFolder, tmp_path: Path) -> None:
    made(folder.evidence / "Winter.pdf")
    made(folder.evidence / ".hidden.pdf")
    assert completions(folder, "ev") == ("evidence/",)
    assert completions(folder, "evidence/wi") == ("evidence/Winter.pdf",)
    assert completions(folder, "evidence/") == ("evidence/Winter.pdf",)
    assert completions(folder, f"{tmp_path}/mi") == (f"{tmp_path}/mine/",)
    assert completions(folder, "nowhere/") == () == completions(folder, "\0/")


def test_proof_is_opened_as_a_path_and_never_as_words_of_a_command(folder: RecordsFolder) -> None:
    made(folder.evidence / "-x; reboot.pdf")
    opened: list[Path] = []
    assert open_proof(folder, ["evidence/-x; reboot.pdf"], opened.append) == "evidence/-x; reboot.pdf"
    assert opened == [folder.path.resolve() / "evidence" / "-x; reboot.pdf"]


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("evidence/none.pdf", "is not there"),
        ("../outside.pdf", "is not inside the records folder"),
        ("/etc/hostname", "is not inside the records folder"),
        ("https://example.org/x.pdf", "is not there"),
        ("evidence/out.pdf", "leads out of the records folder"),
        ("evidence/run.sh", "not of a kind that alcto opens"),
        ("evidence/posing.pdf", "not of a kind that alcto opens"),
        ("evidence", "is a folder"),
    ],
)
def test_what_is_no_document_in_the_folder_is_not_opened(
    folder: RecordsFolder, tmp_path: Path, path: str, why: str
) -> None:
    made(folder.evidence / "good.pdf")
    made(folder.evidence / "run.sh")
    (folder.evidence / "posing.pdf").symlink_to(folder.evidence / "run.sh")
    (folder.evidence / "out.pdf").symlink_to(made(tmp_path / "outside.pdf"))
    opened: list[Path] = []
    with pytest.raises(Refused, match=why):
        open_proof(folder, ["evidence/good.pdf", path], opened.append)
    assert not opened


def test_a_machine_without_such_a_program_says_where_the_file_is(
    folder: RecordsFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(folder.evidence / "a.pdf")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Refused, match=r"no program that opens documents was found here\. It lies in"):
        open_proof(folder, ["evidence/a.pdf"])
    with pytest.raises(Refused, match="No file of proof is named there"):
        open_proof(folder, [])
