"""Hours are exact: whole numbers of 1/300 hour, and fractions of them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

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
    assert hours.parse(written) == hundredths * hours.HUNDREDTH


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("1,5", "point, not a comma"),
        ("0", "not more than 0"),
        ("1001", "more than 1,000"),
        ("1.555", "two decimals"),
        ("0.8333", "two decimals"),
        ("0:00:40", "less than a minute"),
        ("40s", "less than a minute"),
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


@given(st.integers(1, hours.MOST // hours.HUNDREDTH))
def test_what_is_shown_reads_back_as_the_same_hours(hundredths: int) -> None:
    held = hundredths * hours.HUNDREDTH
    assert hours.parse(hours.show(held)) == held
    assert hours.parse(hours.show_tenths(held)) == held
    assert hours.from_decimal(Decimal(hours.show(held))) == held


def counted_and_needed() -> st.SearchStrategy[tuple[hours.Hours, hours.Hours]]:
    some = st.fractions(0, 40, max_denominator=3000).map(hours.exact)
    near = st.tuples(some, st.integers(0, 5)).map(lambda pair: (pair[0], pair[0] + pair[1]))
    return st.one_of(st.tuples(some, some), near)


@given(counted_and_needed())
def test_two_figures_side_by_side_read_alike_only_where_enough_is_counted(pair: tuple[Fraction, Fraction]) -> None:
    counted, needed = pair
    if 0 < counted < needed and hours.number(needed) > 0.02:
        first, second = map(Decimal, hours.show_of(counted, needed))
        assert first < second
        missing = hours.show_asked(needed - counted)
        assert missing != "0" and Decimal(missing) + first >= second - Decimal("0.01")
    elif counted >= needed:
        first, second = map(Decimal, hours.show_of(counted, needed))
        assert first >= second


@given(st.fractions(-40, 40, max_denominator=3000).map(hours.exact))
def test_what_is_not_nothing_never_reads_as_nothing(held: hours.Hours) -> None:
    assert (hours.show(held) in {"0", "-0"}) == (held == 0)
    assert (hours.show_asked(held) in {"0", "-0"}) == (held == 0)
    assert abs(Decimal(hours.show(held)) - Decimal(hours.number(held))) <= Decimal("0.01")


@given(st.fractions(0, 1000, max_denominator=10**6))
def test_the_number_that_leaves_the_program_is_the_nearest(clock_hours: Fraction) -> None:
    assert hours.number(hours.exact(clock_hours)) == float(clock_hours)


@pytest.mark.parametrize(
    ("minutes", "reads", "long"),
    [
        (40, "40 min", "40 min"),
        (100, "1 h 40 min", "1 h 40 min"),
        (1, "1 min", "1 min"),
        (45, "0.75", "0.75 hours"),
        (60, "1", "1 hour"),
        (390, "6.5", "6.5 hours"),
    ],
)
def test_the_length_of_an_entry_reads_as_its_person_would_write_it(minutes: int, reads: str, long: str) -> None:
    held = hours.from_minutes(minutes)
    assert (hours.length(held), hours.long(held)) == (reads, long)
    assert hours.read(reads).hours == held


@given(st.text(max_size=20))
def test_any_text_gives_hours_or_a_value_error(text: str) -> None:
    try:
        assert 0 < hours.parse(text) <= hours.MOST
    except ValueError as wrong:
        assert str(wrong)


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("10m", 10), ("50 min", 50), ("0:50", 50), ("1h 40m", 100), ("1h40", 100), ("1 h 40 min", 100), ("1h30m", 90),
        ("2½", 150), ("½ h", 30), ("0.8333333", 50), ("0.66667", 40), ("1 hour 20 minutes", 80), ("1 hr., 30 min.", 90),
    ],
)  # fmt: skip
def test_minutes_are_read_exactly(written: str, minutes: int) -> None:
    assert hours.parse(written) == hours.from_minutes(minutes)
    assert hours.read(written).remark == ""


@pytest.mark.parametrize(
    ("written", "minutes"), [("00:19:46", 19), ("1h 30m 12s", 90), ("1:00:59", 60), ("12 min 30 sec", 12)]
)
def test_seconds_are_cut_to_the_minute_with_a_remark(written: str, minutes: int) -> None:
    found = hours.read(written)
    assert found.hours == hours.from_minutes(minutes)
    assert "was cut to the minute" in found.remark


@given(st.integers(1, 60_000))
def test_a_length_reads_back_as_the_same_minutes(minutes: int) -> None:
    held = hours.from_minutes(minutes)
    assert hours.parse(hours.length(held)) == hours.parse(hours.long(held)) == held
    assert hours.parse(hours.fitted(held, 6)) == held
