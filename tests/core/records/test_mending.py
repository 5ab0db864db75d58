"""Lines put right by hand: only they change, and what is still wrong is said of its line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from alcto_core.records.mending import broken_lines, mended
from alcto_core.records.reading import read_text
from alcto_core.telling.problem import subject_of

WRONG = """schema = 1\r
# kept as it is\r
[person]\r
name = "Jordan"\r
[[activity]]\r
id = "fetc"\r
title = "FETC"\r
date = 2026-01-12\r
hours = eight  # as it was\r
strands = ["al-cto/it"]\r
"""


def test_a_line_that_keeps_the_file_from_being_read_is_put_right_alone() -> None:
    reading = read_text(WRONG.encode())
    lines = broken_lines(reading.problems)
    raw, wrong = mended(reading, lines, {})
    assert not wrong
    assert raw.decode() == WRONG.replace("eight", "8")
    assert read_text(raw).records is not None


def test_what_is_still_wrong_is_said_of_its_line() -> None:
    reading = read_text(WRONG.encode())
    _, wrong = mended(reading, broken_lines(reading.problems), {9: "hours = nine hundred"})
    assert "not a number" in wrong[9]


def test_what_is_missing_becomes_a_line_of_its_own_below_the_header() -> None:
    text = WRONG.replace("date = 2026-01-12\r\n", "").replace("eight", "8")
    reading = read_text(text.encode())
    raw, wrong = mended(reading, broken_lines(reading.problems), {5: "date = 2026-01-12"})
    assert not wrong
    assert raw.decode() == text.replace("[[activity]]\r\n", "[[activity]]\r\ndate = 2026-01-12\r\n")


@given(typed=st.text(max_size=40))
def test_whatever_is_typed_touches_no_other_line(typed: str) -> None:
    reading = read_text(WRONG.encode())
    raw, _ = mended(reading, broken_lines(reading.problems), {9: typed.encode("utf-8", "replace").decode()})
    before, after = WRONG.split("\n"), raw.decode().split("\n")
    assert len(before) == len(after)
    assert [*before[:8], *before[9:]] == [*after[:8], *after[9:]]


def test_a_problem_is_named_as_the_person_knows_the_thing_even_where_the_file_cannot_be_read() -> None:
    reading = read_text(WRONG.encode())
    assert reading.records is None
    subject = subject_of(reading.problems[0], reading)
    assert subject.words == "FETC, 12 Jan 2026"
    assert (subject.activity, subject.field, subject.label, subject.written) == ("fetc", "hours", "Hours", "eight")
