"""The text of certificates as the beginning of an entry: what is taken, and what is left to the person."""

from __future__ import annotations

from datetime import date

import pytest

from alcto_core.host.plugins import load_plugins
from alcto_core.importing.certificate import Certificate, read_certificate

TODAY = date(2026, 7, 1)


def read(text: str, name: str = "Jordan Avery") -> Certificate:
    lines = tuple(line.strip() for line in text.splitlines() if line.strip())
    return read_certificate((lines,), load_plugins().library, name, TODAY)


def value(text: str, key: str) -> str | None:
    found = read(text).found.get(key)
    return found.value if found else None


ATTENDANCE = """
    Certificate of Attendance
    This certifies that
    Jordan Avery
    has attended the
    ALET Summer Conference
    June 9-10, 2026
    Location: Orange Beach, AL
    Contact Hours: 6.5
    Issued: 06/15/2026
"""


def test_what_a_certificate_says_is_found_with_its_line() -> None:
    certificate = read(ATTENDANCE)
    assert {key: one.value for key, one in certificate.found.items()} == {
        "title": "ALET Summer Conference",
        "offering": "alet/summer-conference",
        "date": "2026-06-10",
        "hours": "6.5",
        "location": "Orange Beach, AL",
        "person": "Jordan Avery",
    }
    assert certificate.found["hours"].place == "page 1, line 8: “Contact Hours: 6.5”"
    assert any("several days" in words for words in certificate.doubts["date"])


@pytest.mark.parametrize(
    ("line", "hours"),
    [
        ("Contact Hours: 6.5", "6.5"),
        ("Total Clock Hours Earned: 6", "6"),
        ("has earned 6.5 contact hours", "6.5"),
        ("six (6) hours of training, that is (6) hours", "6"),
        ("Minutes: 90", "90 min"),
        ("a 90-minute webinar", "90 min"),
        ("Duration: 2 hours", "2"),
        ("Credit: 6.5 clock hours", "6.5"),
        ("2½ hours", "2½"),
        ("1 hour and 30 minutes", "1 h 30 min"),
        ("7 hrs 30 min", "7 h 30 min"),
        ("Duration: 1h 30m", "1 h 30 min"),
        ("6 1/2 hours", "6½"),
        ("6-1/2 clock hours", "6½"),
        ("Hours: 6 1/2", "6½"),
        ("6 1\N{FRACTION SLASH}2 hours", "6½"),
        ("six hours", "6"),
        ("a total of six hours", "6"),
        ("6 weekly sessions, 12 hours in total", "12"),
        ("six and a half hours", "6½"),
        ("Six and one-half contact hours", "6½"),
        ("one and three quarters hours", "1¾"),
        ("PD Hours: six and a half.", "6½"),
        ("6 hours and a half", "6½"),
        ("an hour and a half", "1½"),
        ("half an hour", "½"),
        ("a 6-hour, in-person workshop", "6"),
        ("5 hours a participant has earned", "5"),
        ("6 hours in person", "6"),
        ("has participated in 6 hours of training", "6"),
        ("has completed 6 hours early childhood training", "6"),
        ("a twenty-four hour course", "24"),
        ("6.5 hours (390 minutes)", "6.5"),
        ("8:00 AM - 3:00 PM (6 hours)", "6"),
        ("Contact Hours 6.5", "6.5"),
        ("Contact hours . . . . 6.5", "6.5"),
        ("Contact Hours........6.5", "6.5"),
        ("Clock hours:8", "8"),
        ("Contact Hours:\n6.5", "6.5"),
        ("6½\nContact Hours", "6½"),
    ],
)
def test_hours_are_read_from_one_line(line: str, hours: str) -> None:
    assert value(line, "hours") == hours


@pytest.mark.parametrize(
    "text",
    [
        "Hours: 2025",
        "in 2025 hours",
        "0 hours",
        "Hours: 9:00 AM - 3:00 PM",
        "9:00 - 10:30 hours",
        "Hours: 9 am",
        "3-6 hours",
        "3 - 6 hours",
        "5 of 6 hours",
        "up to 8 hours",
        "a minimum of 10 hours",
        "6,5 hours",
        "1,000 hours",
        "Hours: 6,5",
        "Hours: 3-6",
        "Hours: 6 to 8",
        "Hours: 1:30",
        "up to 1 hour 30 minutes",
        "6.5 contact hours (0.65 CEU)",
        "Contact hours: 6.5\n0.65 CEUs",
        "0.65 CEU",
        "3 credit hours",
        "3 semester hours",
        "6 hours in the morning\n3 hours in the afternoon",
        "five or six hours",
        "one hundred six hours",
        "Session 6 1/2 hours",
        "6 1/3 hours",
        "Hours: 6⅓",
        "Hours: 6h30",
        "7 1/2 - 8 hours",
        "6 hours per day",
        "3 days, 6 hours each",
        "Hours per day: 6",
        "6 hours/day",
        "two 3-hour sessions",
        "6 x 1 hour",
        "1-hour session x 6",
        "Duration: 5 hrs 30",
        "Hours: 6+",
        "~6 hours",
        "between 5 and 6 hours",
        "7½ contact hours (0.75 CEU)",
        "saves teachers 5 hours a week",
        "2 hours a day",
        "three hours a session",
        "90 minutes a class",
        "Valid for 24 hours",
        "within 48 hours",
        "the next session is in 2 hours",
        "issued 6 hours after completion",
        "posted 24 hours later",
        "with 24-hour support",
        "valid for 72 hours",
    ],
)
def test_doubtful_hours_are_left_to_the_person_and_said(text: str) -> None:
    certificate = read(text)
    assert "hours" not in certificate.found
    if "9 am" not in text and "9:00" not in text and text != "Hours: 2025":
        assert certificate.doubts["hours"]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("7½ contact hours (0.75 CEU)", "It may be 7½"),
        ("Duration: 6:30", "It may be 6 h 30 min"),
        ("Day 1: 6 hours, Day 2: 6 hours", "It may be 12 hours, all 2 parts together"),
        ("Session A hours: 3\nSession B hours: 3", "It may be 6 hours, all 2 parts together"),
        ("January 28, 2026 6 hours\nJanuary 29, 2026 6 hours", "It may be 12 hours, all 2 parts together"),
    ],
)
def test_what_the_hours_may_be_is_offered(text: str, offered: str) -> None:
    certificate = read(text)
    assert "hours" not in certificate.found
    assert any(words.startswith(offered) for words in certificate.doubts["hours"])


def test_a_year_at_the_end_of_a_line_is_not_the_hours_of_the_next() -> None:
    text = "10/14/2025\nHours: 1.5"
    assert (value(text, "hours"), value(text, "date")) == ("1.5", "2025-10-14")


def test_a_total_goes_before_its_parts() -> None:
    certificate = read("Session A: 3 hours\nSession B: 3.5 hours\nTotal hours: 6.5")
    assert certificate.found["hours"].value == "6.5"
    assert len(certificate.doubts["hours"]) == 2


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("held on the 14th day of October, 2025", "2025-10-14"),
        ("Date: 14 October 2025", "2025-10-14"),
        ("Date: 2025-10-14\nDate issued: 2025-11-01", "2025-10-14"),
        ("Completed on Oct. 14, 2025\nValid until October 14, 2028", "2025-10-14"),
        ("Issued: 2025-11-01", "2025-11-01"),
        ("Date: Feb 30, 2025", None),
        ("Held on 2025-10-14\nHeld on 2025-10-21", None),
        ("Expires 10/14/2027", None),
    ],
)
def test_the_day_is_that_of_the_event(text: str, day: str | None) -> None:
    assert value(text, "date") == day


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Name: Jordan Avery\nCourse: Fiber 101", "Fiber 101"),
        ("Course title: Fiber 101", "Fiber 101"),
        ("has successfully completed Data Governance 101 on March 3, 2025", "Data Governance 101"),
        ("for attending\nRansomware tabletop", "Ransomware tabletop"),
        ("has completed\nOctober 14, 2025", None),
        ("Certificate", None),
    ],
)
def test_the_title_stands_behind_its_label_or_what_was_done(text: str, title: str | None) -> None:
    assert value(text, "title") == title


def test_another_name_is_said() -> None:
    assert read("Awarded to Sam Lee").doubts["person"] == (
        "It is made out to “Sam Lee”, and these are the records of Jordan Avery.",
    )
    assert "does not stand on it" in read("Certificate").doubts["person"][0]
    assert "person" not in read("JORDAN B. AVERY").doubts


@pytest.mark.parametrize(
    "text", ["", "[/b] {x} $(reboot)", "Hours: " + "9" * 300, "a" * 5000, "Date: 99/99/9999", "1/" * 300]
)
def test_odd_text_is_only_text(text: str) -> None:
    certificate = read(text)
    assert "hours" not in certificate.found
    assert "date" not in certificate.found


@pytest.mark.parametrize(
    ("lines", "hours"),
    [
        ("Hours requested: 3|Hours approved: 2", "2"),
        ("Hours required: 12|Hours earned: 2", "2"),
        ("Hours requested: 3", None),
        ("CPE Hours Awarded: 2", "2"),
        ("CPE Credits: 2.0", None),
        (".5 clock hours", ".5"),
        ("Call 205-555-1234 within 24 hours|2 hours", "2"),
        ("scored 92% on the exam in 45 minutes", None),
        ("participated in 6 hours of training", "6"),
        ("6 hours per day", None),
        ("attended 2 of 6 hours", None),
        ("Keynote 1.0 hour|Ransomware 1.5 hours|Total 2.5 hours", "2.5"),
    ],
)
def test_of_several_lengths_the_earned_one_is_taken(lines: str, hours: str | None) -> None:
    text = "\n".join(("Jordan Avery", "January 12, 2026", *lines.split("|")))
    assert value(text, "hours") == hours


@pytest.mark.parametrize(
    "line",
    [
        "has not completed Ransomware",
        "did not attend Ransomware",
        "Registration confirmation",
        "You are registered for Ransomware",
        "Receipt No. 12",
        "Order confirmation",
    ],
)
def test_a_paper_that_shows_no_attendance_gives_no_hours(line: str) -> None:
    certificate = read(f"Jordan Avery\n{line}\nJanuary 12, 2026\n2 hours")
    assert "hours" not in certificate.found
    assert any("does not say that it was attended" in words for words in certificate.doubts["paper"])


def test_a_title_stands_below_a_word_for_what_it_is() -> None:
    assert value("Jordan Avery\nattended the webinar\nRansomware tabletop\nJanuary 12, 2026", "title") == (
        "Ransomware tabletop"
    )
    assert value("Date of Completion: 23-Jan-2026", "date") == "2026-01-23"


def certificate_of(name: str, title: str, day: str, hours: int) -> tuple[str, ...]:
    return ("Certificate of Completion", name, "has completed", title, f"on {day}", f"for {hours} hours")


@pytest.mark.parametrize("is_first", [False, True])
def test_of_a_file_with_the_certificates_of_several_people_only_ones_own_is_read(is_first: bool) -> None:
    mine = certificate_of("Jordan Avery", "Zero Trust in Schools", "March 2, 2026", 3)
    other = certificate_of("Sam Doe", "Fiber Basics", "January 12, 2026", 2)
    pages = (mine, other) if is_first else (other, mine)
    told = read_certificate(pages, load_plugins().library, "Jordan Avery", TODAY)
    found = {key: one.value for key, one in told.found.items()}
    assert (found["title"], found["date"], found["hours"]) == ("Zero Trust in Schools", "2026-03-02", "3")
    assert "It holds 2 certificates" in told.doubts["paper"][0]


def test_of_two_certificates_of_one_person_in_a_file_nothing_is_taken_for_the_other() -> None:
    pages = (
        certificate_of("Jordan Avery", "Zero Trust in Schools", "March 2, 2026", 3),
        certificate_of("Jordan Avery", "Student Privacy", "March 3, 2026", 2),
    )
    told = read_certificate(pages, load_plugins().library, "Jordan Avery", TODAY)
    assert not {"title", "date", "hours"} & told.found.keys()
    assert "a file of its own" in told.doubts["paper"][0]


def test_times_of_the_day_alone_are_told_and_are_no_hours() -> None:
    told = read("Certificate\nJordan Avery\nTitle: Privacy\nJanuary 13, 2026\n9:00 AM - 11:30 AM")
    assert "hours" not in told.found
    assert told.doubts["hours"][0].startswith("From 9:00 am to 11:30 am it is 2.5 hours")


@pytest.mark.parametrize("broken", ["on March\n14, 2026.", "on March 14,\n2026", "on 14 March\n2026, at Pine Hollow"])
def test_a_day_that_goes_on_in_the_next_line_is_the_day(broken: str) -> None:
    """LibreOffice 7.4.7 breaks a sentence wherever its line is full, and the PDF has two lines then."""
    text = f"Certificate\nJordan Avery completed the Data Privacy Institute {broken}\nContact hours: 6\nMarch 20, 2026"
    found = read(text).found
    assert [found[key].value for key in ("title", "date", "hours")] == ["Data Privacy Institute", "2026-03-14", "6"]
    assert "March 14" in found["date"].place or "14 March" in found["date"].place


def test_a_number_above_a_month_is_no_day() -> None:
    text = "Certificate\nJordan Avery completed the Data Privacy Institute\nContact hours: 6\nMarch 2026\nMay 9, 2026"
    assert (value(text, "hours"), value(text, "date")) == ("6", "2026-05-09")
