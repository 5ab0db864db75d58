"""Tables: columns line up whatever the cells hold, and fit the terminal."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.cli.columns import breaks, cut, width
from alcto_core.cli.page import Page, Toned
from alcto_core.cli.table import TableColumn, say_table


class Narrow(Page):
    """A page on a terminal of 40 columns."""

    @property
    def width(self) -> int | None:
        return 40


def printed(rows: list[tuple[str, ...]], page_type: type[Page] = Page, **environ: str) -> list[str]:
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    columns = (TableColumn("Hours", right=True), TableColumn("Title", shrinks=True), TableColumn("Id"))
    say_table(page_type(out, out, environ), columns, rows)
    out.flush()
    return out.buffer.getvalue().decode().splitlines()  # type: ignore[attr-defined,no-any-return]


def test_columns_line_up() -> None:
    assert printed([("6.5", "ALET", "a"), ("12.0", "A longer title", "b")]) == [
        "Hours  Title           Id",
        "  6.5  ALET            a",
        " 12.0  A longer title  b",
    ]


def test_wide_signs_take_two_columns() -> None:
    assert width("日本") == 4
    assert width("e\u0301") == 1
    rows = printed([("1", "日本語", "a"), ("1", "abcdef", "b")])
    assert rows[1].endswith("日本語  a")
    assert rows[2].endswith("abcdef  b")


def test_a_narrow_terminal_cuts_what_may_be_cut() -> None:
    rows = printed([("1", "A title that is far too long for this terminal", "the-whole-id")], Narrow)
    assert all(width(row) <= 40 for row in rows)
    assert rows[1].endswith("…  the-whole-id")


def test_plain_rows_are_sentences() -> None:
    assert printed([("1", "ALET", "a"), ("2", "", "b")], ALCTO_PLAIN="1") == [
        "Hours: 1; Title: ALET; Id: a.",
        "Hours: 2; Id: b.",
    ]


def test_tones_do_not_move_columns() -> None:
    assert printed([(Toned("1", "short"), "x", "y")])[1] == "    1  x      y"  # type: ignore[list-item]


@given(st.text(max_size=30), st.integers(min_value=1, max_value=30))
@settings(max_examples=tries(200))
def test_cut_text_never_takes_more_than_its_room(text: str, room: int) -> None:
    assert width(cut(text, room)) <= room


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=40), st.text(max_size=8)), max_size=4))
@settings(max_examples=tries(100))
def test_every_row_is_one_line(rows: list[tuple[str, ...]]) -> None:
    assert len(printed(rows)) == 1 + len(rows)


@pytest.mark.parametrize("text", ["short", "exactly ten"])
def test_what_fits_is_not_cut(text: str) -> None:
    assert cut(text, 11) == text


def lines(text: str, room: int, indent: int) -> list[str]:
    at = breaks(text, room, indent)
    return "".join(f"\n{' ' * indent}" if number in at else char for number, char in enumerate(text)).split("\n")


def test_sentences_are_broken_at_words() -> None:
    assert lines("one two three four", 9, 2) == ["one two", "  three", "  four"]
    assert lines("  Next: a longword b", 10, 4) == ["  Next: a", "    longword", "    b"]
    assert lines("fits", 9, 2) == ["fits"]


@given(
    st.lists(st.text("abcdefgh", min_size=1, max_size=6), max_size=30),
    st.integers(min_value=10, max_value=40),
)
@settings(max_examples=tries(200))
def test_no_word_is_lost_and_no_line_is_too_long(words: list[str], room: int) -> None:
    broken = lines(" ".join(words), room, 2)
    assert " ".join(broken).split() == words
    assert all(width(line) <= room for line in broken)
