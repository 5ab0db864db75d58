"""Hours are exact whole numbers of hundredths."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alcto_core import hours


@pytest.mark.parametrize(
    ("written", "hundredths"),
    [
        ("1.5", 150),
        ("1:30", 150),
        ("90m", 150),
        ("1.5h", 150),
        ("1.5 hours", 150),
        (".25", 25),
        ("12", 1200),
        ("1000", 100_000),
        (" 6.50 ", 650),
        ("45 min", 75),
        ("0:15", 25),
    ],
)
def test_hours_are_read_as_people_write_them(written: str, hundredths: int) -> None:
    assert hours.parse(written) == hundredths


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("1,5", "point, not a comma"),
        ("0", "not more than 0"),
        ("1001", "more than 1,000"),
        ("1.555", "two decimals"),
        ("10m", "0.16 or 0.17"),
        ("", "not a number"),
        ("nan", "not a number"),
        ("1e3", "not a number"),
        ("-1", "not a number"),
        ("1:75", "not a number"),
    ],
)
def test_what_is_no_number_of_hours_is_refused_with_a_sentence(written: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        hours.parse(written)


@pytest.mark.parametrize(
    "value", ["1.555", "0.001", "1." + "0" * 40 + "1", "nan", "inf", "-inf", "1e30", "1e999999", "1e-999999"]
)
def test_a_number_that_is_no_whole_hundredth_is_never_rounded(value: str) -> None:
    with pytest.raises(ValueError, match=r"decimals|number of hours"):
        hours.from_decimal(Decimal(value))


@given(st.integers(1, hours.MOST))
def test_what_is_shown_reads_back_as_the_same_hours(hundredths: int) -> None:
    assert hours.parse(hours.show(hundredths)) == hundredths
    assert hours.parse(hours.show_tenths(hundredths)) == hundredths
    assert hours.from_decimal(Decimal(hours.show(hundredths))) == hundredths


@given(st.text(max_size=20))
def test_any_text_gives_hours_or_a_value_error(text: str) -> None:
    try:
        assert 0 < hours.parse(text) <= hours.MOST
    except ValueError as wrong:
        assert str(wrong)
