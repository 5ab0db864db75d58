"""`alcto check`: silent when all is well, else what is wrong and what to do about it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from calling import Run

from alcto_core.text import plain


@pytest.fixture
def proof(records: Path) -> Path:
    """A file of proof that an activity names."""
    file = records.parent / "evidence" / "fetc.pdf"
    file.parent.mkdir()
    file.write_bytes(b"%PDF")
    records.write_text(records.read_text() + 'evidence = ["evidence/fetc.pdf"]\n')
    return file


def test_all_is_well_in_silence_and_in_detail(alcto: Run, proof: Path) -> None:
    for _ in range(2):
        done = alcto("check")
        assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    done = alcto("check", "--all")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "All is well."
    headings = [line for line in lines[1:] if not line.startswith(" ")]
    assert headings == [
        "Records", "Evidence", "Rule sets", "Plugins", "Backups", "Drafts", "Copies", "Folder", "Clock", "Settings",
        "Cache",
    ]  # fmt: skip
    assert all(line.startswith("  good   ") for line in lines[1:] if line.startswith(" "))


def test_proof_that_changed_ends_with_one_until_it_is_accepted(alcto: Run, proof: Path) -> None:
    alcto("check")
    proof.write_bytes(b"other")
    done = alcto("check")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.startswith("evidence/fetc.pdf: changed since ")
    assert "--accept" in done.stderr
    whole = alcto("check", "--all")
    assert whole.exit_code == 1
    assert whole.stdout.startswith("1 thing to put right.\n")
    assert "  wrong  1 file of proof changed since it was logged." in whole.stdout
    accepted = alcto("check", "--accept")
    assert (accepted.exit_code, accepted.stderr) == (0, "Noted as it is now: evidence/fetc.pdf.\n")
    assert alcto("check").stderr == ""


def test_proof_is_noted_when_it_is_logged(alcto: Run, proof: Path) -> None:
    alcto("log", "--title", "X", "--date", "2026-01-15", "--hours", "1", "--strand", "it",
          "--evidence", "evidence/fetc.pdf", "--yes")  # fmt: skip
    (proof.parent / "new.pdf").write_bytes(b"new")
    alcto("log", "--title", "Y", "--date", "2026-01-16", "--hours", "1", "--strand", "it",
          "--evidence", "evidence/new.pdf", "--yes")  # fmt: skip
    (proof.parent / "new.pdf").write_bytes(b"newer")
    assert "evidence/new.pdf: changed since" in alcto("check").stderr


def test_what_is_only_to_be_known_is_told_and_ends_with_zero(alcto: Run, proof: Path) -> None:
    (proof.parent / "other.pdf").write_bytes(b"x")
    done = alcto("check")
    assert done.exit_code == 0
    assert done.stderr.startswith("evidence: 1 file in evidence/ is named by no record: evidence/other.pdf. ")
    assert alcto("check", "--all").stdout.startswith("1 thing to look at.\n")


def test_each_problem_is_told_once(alcto: Run, proof: Path) -> None:
    proof.unlink()
    records = proof.parent.parent / "records.toml"
    records.write_text(records.read_text().replace("location", "locatoin", 1))
    done = alcto("check")
    assert done.exit_code == 1
    assert done.stderr.count("records.toml:") == 2
    assert done.stderr.count("fetc.pdf") == 2  # in the sentence, and in the line that is shown


def test_the_findings_as_json(alcto: Run, proof: Path) -> None:
    proof.unlink()
    done = alcto("check", "--json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert list(told) == ["schema", "problems", "failed_plugins", "findings"]
    bad = [one for one in told["findings"] if one["state"] != "good"]
    assert [(one["subject"], one["state"]) for one in bad] == [("evidence", "wrong")]
    assert bad[0]["problems"] == told["problems"]
    assert bad[0]["remedy"]


def test_without_records_it_says_so(alcto: Run, folder: Path) -> None:
    done = alcto("check")
    assert done.exit_code == 2
    assert "alcto init" in done.stderr
    done = alcto("check", "--all")
    assert done.exit_code == 1
    assert "There is no records.toml" in done.stdout


def test_errors_in_the_records_end_with_three_whatever_else_there_is(alcto: Run, proof: Path) -> None:
    proof.unlink()
    records = proof.parent.parent / "records.toml"
    records.write_text(records.read_text().replace("hours = 8.0", "hours = true"))
    for words in ((), ("--all",), ("--json",)):
        assert alcto("check", *words).exit_code == 3


def test_names_of_files_are_harmless_on_a_terminal(alcto: Run, proof: Path) -> None:
    (proof.parent / "a\x1b]0;x\x07\u202e.pdf").write_bytes(b"x")
    for words in ((), ("--all",)):
        done = alcto("check", *words)
        assert "\x1b" not in done.output and "\u202e" not in done.output
        assert plain("a\x1b]0;x\x07") in done.output


def test_a_folder_that_cannot_be_written_is_checked_all_the_same(
    alcto: Run, proof: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from alcto_core import system

    def refused(*_arguments: object, **_named: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(system, "write_file", refused)
    monkeypatch.setattr(system, "make_folder", refused)
    assert alcto("check").exit_code == 0
    done = alcto("check", "--accept")
    assert done.exit_code == 2
    assert "Read-only file system" in done.stderr


def test_one_fault_of_many_entries_is_said_once_with_its_lines(alcto: Run, records: Path) -> None:
    text = records.read_text()
    entry = '[[activity]]\nid = "x{0}"\ntitle = "X{0}"\ndate = 2026-01-1{0}\nhours = 1.0\nstrands = ["al-cto/bogus"]\n'
    records.write_text(text + "".join(entry.format(number) for number in range(3)))
    first = text.count("\n") + 6
    said = alcto("check").stderr
    assert said.count("al-cto/bogus”") == 1
    assert f"records.toml:{first}: no framework has the strand" in said
    assert f"The same in 2 other lines: {first + 6}, {first + 12}." in said
