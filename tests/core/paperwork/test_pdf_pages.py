"""The pages of a PDF as data: words are broken where they must be, and whatever is typed can be printed."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.paperwork.writers import pdf
from alcto_core.paperwork.writers.pdf_pages import BREAK, breakable, sheet_data, width_of
from alcto_core.telling.page import Item, Part, Sheet
from alcto_core.text import plain

ODD = st.sampled_from(
    "ab W\u0301\u0489\u200d\u200c\u0e33\u0915\u094d\u05d0\u0627\u202e\u2028\ufe0f\u20e3🏽👩ﬁ—\x00\ue000"
)
TYPED = st.text(ODD, max_size=60) | st.text(max_size=40)


@settings(max_examples=tries(900), deadline=None)
@given(st.text(st.sampled_from("abcW mi\u0301\u200d👩"), max_size=80), st.floats(3, 60))
@example("W" * 40, 5.0)
def test_a_word_that_is_too_wide_can_be_broken_and_nothing_is_lost(text: str, width: float) -> None:
    made = breakable(text, width)
    assert made.replace(BREAK, "") == text
    for word in made.split():
        for at, piece in enumerate(word.split(BREAK)):
            marks = sum(unicodedata.category(sign).startswith("M") or sign == "\u200d" for sign in piece)
            assert width_of(piece) <= width + 0.01 or len(piece) - 2 * marks <= 4, (word, width)
            assert at == 0 or not unicodedata.category(piece[:1] or "a").startswith("M")


@pytest.mark.parametrize("word", ["Responsibilities", "Superintendents'", "accountability", "administration"])
def test_an_ordinary_word_is_never_broken(word: str) -> None:
    part = Part(heading="Entries", columns=("Hours",), items=(Item(id="", kind="e", title=word, figure="7.5"),))
    row = sheet_data(Sheet(id="", title="", parts=(part,)), plain)["parts"][0]["groups"][0]["rows"][0]
    assert row["title"] == word


@settings(max_examples=tries(45), deadline=None)
@given(TYPED, TYPED, TYPED, TYPED)
def test_whatever_is_typed_can_be_printed(title: str, district: str, state: str, note: str) -> None:
    told = Item(id="", kind="entry", title=title, state=state, text=note, group=district)
    parts = (
        Part(heading=note, columns=("State",), items=(told,)),
        Part(items=(Item(id="", kind="e", text=note, group=state),)),
    )
    more = Sheet(id="more", title=district, state=state, alerts=(note,), marks=(title,), next=note, parts=parts)
    sheets = (Sheet(id="report", title=title, head=(district,), parts=parts), more)
    assert pdf.printed(sheets, f"{title}: report", date(2026, 8, 14)).raw.startswith(b"%PDF-1.7")
