"""`alcto log --from FILE.pdf`: a certificate is read, shown, and saved only after a look."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from calling import Run
from made_badges import png, third
from made_pdf import made_pdf

from alcto_core.importing.pdf import CERTIFICATE, read_pdf
from alcto_core.problems import Refused

LINES = (
    "Certificate of Attendance",
    "This certifies that",
    "Jordan Avery",
    "has attended the",
    "ALET Summer Conference",
    "June 10, 2026",
    "Contact Hours: 6.5",
)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    file = tmp_path / "My [certificate].pdf"
    file.write_bytes(made_pdf(LINES))
    return file


def test_what_was_found_is_shown_and_nothing_is_saved_without_a_look(
    alcto: Run, records: Path, certificate: Path
) -> None:
    before = records.read_bytes()
    for more in (("--yes",), ()):
        done = alcto("log", "--from", str(certificate), *more)
        assert done.exit_code == 1
        assert "page 1, line 7: “Contact Hours: 6.5”" in done.stdout
        assert "alet/summer-conference" in done.stdout
        assert "Nothing was saved." in done.stderr
    assert records.read_bytes() == before
    assert not (records.parent / "evidence").exists() or not any((records.parent / "evidence").glob("my-*"))


def test_several_are_read_and_one_that_cannot_be_stops_no_other(alcto: Run, records: Path, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(made_pdf([]))
    (tmp_path / "other.pdf").write_bytes(made_pdf(["Awarded to Sam Lee", "Course: Fiber 101"]))
    done = alcto("log", "--from", str(tmp_path / "scan.pdf"), "--from", str(tmp_path / "other.pdf"), "--yes")
    assert done.exit_code == 1
    assert "There is no text in “scan.pdf”" in done.stderr
    assert "made out to “Sam Lee”" in done.stdout


def test_what_a_certificate_holds_is_text(alcto: Run, records: Path, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(made_pdf(["Course: \x1b]0;PWNED\x07 [/b] =1+1", "Contact Hours: 2"]))
    done = alcto("log", "--from", str(tmp_path / "x.pdf"))
    assert "\x1b" not in done.output
    assert "]0;PWNED [/b] =1+1" in done.stdout


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "is no PDF"),
        (b"PK\x03\x04", "is no PDF"),
        (b"%PDF-1.4\nnothing", "cannot be read"),
        (b"%PDF-1.4" + b" " * 5_000_001, "larger than 5 MB"),
        (made_pdf(*[["x"]] * 6), "it has 6 pages"),
        (made_pdf([], []), "There is no text in"),
        (made_pdf(["x"])[:-120], "cannot be read"),
    ],
)
def test_a_file_that_is_no_readable_certificate_says_why(tmp_path: Path, raw: bytes, why: str) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(raw)
    with pytest.raises(Refused, match=why):
        read_pdf(file)


def test_reading_ends_when_its_time_is_over(certificate: Path) -> None:
    with pytest.raises(Refused, match="given up"):
        read_pdf(certificate, CERTIFICATE._replace(seconds=0.0))


def test_a_badge_is_shown_with_what_claims_it_and_is_never_called_verified(
    alcto: Run, records: Path, tmp_path: Path
) -> None:
    before = records.read_bytes()
    (tmp_path / "badge.png").write_bytes(png(json.dumps(third())))
    done = alcto("log", "--from", str(tmp_path / "badge.png"))
    assert done.exit_code == 1
    assert "achievement.description: “Contact hours: 6.5”" in done.stdout
    assert "! Badge: not verified: this is what the file claims" in done.stdout
    assert records.read_bytes() == before


def test_what_a_badge_holds_is_text(alcto: Run, records: Path, tmp_path: Path) -> None:
    named = {"name": "\x1b]0;PWNED\x07 [/b] =1+1", "description": "\x9b2J 2 contact hours"}
    (tmp_path / "x.json").write_text(json.dumps(third(subject={"achievement": named})))
    done = alcto("log", "--from", str(tmp_path / "x.json"))
    assert "\x1b" not in done.output
    assert "\x9b" not in done.output
    assert "]0;PWNED [/b] =1+1" in done.stdout


def test_other_ways_to_say_what_was_attended_are_refused_beside_it(alcto: Run, certificate: Path) -> None:
    assert alcto("log", "summer", "--from", str(certificate)).exit_code == 2
    assert alcto("log", "--agenda", "x", "--from", str(certificate)).exit_code == 2


def test_each_value_is_asked_with_what_was_found_and_the_file_becomes_proof(
    records: Path, certificate: Path, tmp_path: Path
) -> None:
    pytest.importorskip("pty", reason="a pseudo-terminal is a POSIX thing")
    from test_questions import talk

    second = tmp_path / "web.pdf"
    second.write_bytes(made_pdf(["Awarded to Jordan Avery", "Webinar: Student privacy", "3/4/2026", "90 minutes"]))
    status, said = talk(
        [
            "log",
            "--records",
            str(records.parent),
            "--on",
            "2026-07-01",
            "--from",
            str(certificate),
            "--from",
            str(second),
        ],
        [
            ("of the catalogue", "y"),
            ("What was it called?", ""),
            ("On which day", ""),
            ("How many hours?", "5"),
            ("Which strands?", "it"),
            ("Where was it?", ""),
            ("relate", ""),
            ("What was done?", ""),
            ("Save?", "y"),
            ("What was it called?", "Privacy webinar"),
            ("On which day", ""),
            ("How many hours?", ""),
            ("Which strands?", "law"),
            ("Where was it?", ""),
            ("relate", ""),
            ("What was done?", ""),
            ("Save?", "n"),
        ],
    )
    assert status == 0, said
    saved = tomllib.loads(records.read_text(encoding="utf-8"))["activity"]
    new = [one for one in saved if one["title"] == "ALET Summer Conference"]
    assert [(one["hours"], str(one["date"]), one["evidence"]) for one in new] == [
        (5, "2026-06-10", ["evidence/my-certificate.pdf"])
    ]
    assert (records.parent / "evidence" / "my-certificate.pdf").read_bytes() == certificate.read_bytes()
    assert not (records.parent / "evidence" / "web.pdf").exists()
    assert not [one for one in saved if one["title"] == "Privacy webinar"]
