"""Proof at the command line: copied in, completed, opened, and looked for where it is missing."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from calling import Run

from alcto_core import system

SAME = ("log", "--title", "Spring camp", "--date", "2026-02-04", "--hours", "2", "--yes")


def evidence_of(records: Path, id: str) -> list[str]:
    document = tomllib.loads(records.read_text(encoding="utf-8"))
    return next(one for one in document["activity"] if one["id"] == id).get("evidence", [])


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    file = tmp_path / "downloads" / "My Certificate.pdf"
    file.parent.mkdir()
    file.write_text("made up", encoding="utf-8")
    return file


def test_a_file_elsewhere_is_copied_in_where_the_option_says_so(alcto: Run, records: Path, certificate: Path) -> None:
    refused = alcto(*SAME, "--evidence", str(certificate))
    assert refused.exit_code == 2
    assert "--copy copies it into evidence/" in refused.stderr
    assert not (records.parent / "evidence" / "my-certificate.pdf").exists()
    done = alcto(*SAME, "--evidence", str(certificate), "--copy")
    assert done.exit_code == 0, done.output
    assert "not there yet" not in done.stderr
    assert evidence_of(records, done.stdout.strip()) == ["evidence/my-certificate.pdf"]
    assert (records.parent / "evidence" / "my-certificate.pdf").read_text() == "made up"
    assert certificate.exists()


def test_a_dry_run_copies_nothing(alcto: Run, records: Path, certificate: Path) -> None:
    assert alcto(*SAME[:-1], "--evidence", str(certificate), "--copy").exit_code == 2
    assert not (records.parent / "evidence" / "my-certificate.pdf").exists()


def test_edit_and_step_copy_in_too(alcto: Run, records: Path, certificate: Path) -> None:
    assert alcto("edit", "winter", "--evidence", str(certificate), "--copy", "--yes").exit_code == 0
    assert evidence_of(records, "winter") == ["evidence/my-certificate.pdf"]
    marked = alcto("step", "al-cto", "plan/mission", "--done", "2026-02-01", "--file", str(certificate), "--copy")
    assert marked.exit_code in (0, 1), marked.output
    assert 'files = ["evidence/my-certificate.pdf"]' in records.read_text(encoding="utf-8")


def test_proof_is_opened_by_the_program_of_the_system(
    alcto: Run, records: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(type(system.current), "open_file", lambda _self, path: opened.append(path))
    assert "No file of proof is named there" in alcto("explain", "winter", "--open").stderr
    alcto("edit", "winter", "--evidence", str(certificate), "--copy", "--yes")
    alcto("step", "al-cto", "plan/mission", "--done", "2026-02-01", "--file", "evidence/my-certificate.pdf")
    for what in ("winter", "al-cto/plan/mission"):
        assert "Opened evidence/my-certificate.pdf." in alcto("explain", what, "--open").stderr
    assert opened == [(records.parent / "evidence" / "my-certificate.pdf").resolve()] * 2


def test_what_is_done_without_proof_is_listed_and_counted(alcto: Run, records: Path, certificate: Path) -> None:
    alcto("edit", "winter", "--evidence", str(certificate), "--copy", "--yes")
    alcto(*SAME, "--status", "planned")
    listed = alcto("list", "--no-proof")
    assert "FETC" in listed.stdout
    assert "Winter" not in listed.stdout
    assert "Spring camp" not in listed.stdout
    assert "1 of 3 activities is done and has no file of proof." in listed.stderr
    alcto("edit", "fetc", "--evidence", "evidence/my-certificate.pdf", "--yes")
    assert "No activity is done and has no file of proof." in alcto("list", "--no-proof").stdout
