"""What a path that the records name leads to, told without opening anything."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.proof import Proofs
from alcto_core.records.references import no_proof
from alcto_core.records.types import Proof

posix = pytest.mark.skipif(os.name == "nt", reason="links and pipes are made in the way of POSIX")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RecordsFolder:
    """A folder with every kind of thing in it."""
    folder = RecordsFolder(path=tmp_path / "alcto")
    (folder.evidence / "sub").mkdir(parents=True)
    (folder.evidence / "a.pdf").write_bytes(b"%PDF")
    (tmp_path / "away").mkdir()
    (tmp_path / "away/x.pdf").write_bytes(b"%PDF")
    if os.name != "nt":
        links = {
            "in.pdf": "a.pdf", "out.pdf": "../../away/x.pdf", "away": str(tmp_path / "away"), "lost": "nothing",
            "lost-outside": str(tmp_path / "nothing"), "circle": "circle", "to-sub": "sub", "zero": "/dev/zero",
        }  # fmt: skip
        for name, target in links.items():
            (folder.evidence / name).symlink_to(target)
        os.mkfifo(folder.evidence / "pipe")
        monkeypatch.chdir(folder.evidence)  # a socket's path must be short
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("socket")
    return folder


CASES: dict[str, Proof] = {
    "evidence/a.pdf": "file",
    "evidence//a.pdf": "file",
    "evidence/sub/../a.pdf": "file",
    "evidence/in.pdf": "file",
    "evidence/none.pdf": "missing",
    "evidence/a.pdf/x": "missing",
    "none/a.pdf": "missing",
    "evidence/" + "x" * 5000: "missing",
    "evidence/\0": "missing",
    "evidence/\ud800": "missing",
    "evidence/lost": "missing",
    "evidence/out.pdf": "outside",
    "evidence/away": "outside",
    "evidence/away/x.pdf": "outside",
    "evidence/lost-outside": "outside",
    "evidence/zero": "outside",
    "../away/x.pdf": "outside",
    "../away/none.pdf": "outside",
    "evidence/circle": "circle",
    "evidence/circle/x": "circle",
    "nowhere/nul\0.pdf": "missing",
    "evidence": "folder",
    "evidence/": "folder",
    "evidence/to-sub": "folder",
    ".": "folder",
    "evidence/pipe": "special",
    "evidence/socket": "special",
}


@posix
@pytest.mark.parametrize("path", CASES, ids=lambda path: path[:30].encode("ascii", "backslashreplace").decode())
def test_a_path_is_told_by_what_it_leads_to(path: str, folder: RecordsFolder) -> None:
    assert folder.proof(path) == CASES[path]
    assert folder.holds(path) == (CASES[path] == "file")


@posix
def test_one_look_at_many_paths_says_the_same(folder: RecordsFolder) -> None:
    proofs = Proofs(folder.path)
    assert {path: proofs(path) for path in (*CASES, *CASES)} == CASES


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(folder: RecordsFolder) -> None:
    (folder.evidence / "a.pdf").chmod(0)
    assert folder.proof("evidence/a.pdf") == "unreadable"


@posix
def test_a_path_is_looked_at_once_with_one_question(folder: RecordsFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    proofs, looks = Proofs(folder.path), os.lstat
    proofs("evidence/none.pdf")
    monkeypatch.setattr(os, "lstat", lambda path: asked.append(str(path)) or looks(path))
    for _ in range(3):
        proofs("evidence/a.pdf")
    assert len(asked) == 1


WORDS: dict[Proof, str] = {
    "missing": "is not there",
    "outside": "leads out of the records folder",
    "circle": "leads in a circle",
    "folder": "is a folder",
    "special": "is a pipe, a socket or a device",
    "unreadable": "cannot be read",
}


@pytest.mark.parametrize("kind", WORDS)
def test_each_kind_has_its_own_words_and_remedy(kind: Proof) -> None:
    wrong = no_proof("evidence/a.pdf", lambda _: kind)
    assert wrong is not None
    assert WORDS[kind] in wrong[0]
    assert wrong[1]


@pytest.mark.parametrize("file", ["../x", "/etc/passwd", "C:\\x", "~/x", "", "a\\b", "a\nb"])
def test_a_path_that_may_lead_elsewhere_is_never_looked_at(file: str) -> None:
    def looked(path: str) -> Proof:
        raise AssertionError(path)

    assert no_proof(file, looked) is not None
