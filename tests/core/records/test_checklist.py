"""What was seen on proof, as a sentence in a note: it is read as it was written, and nothing else of it changes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.records.checklist import SHOWN, look_in, looked, with_look

DAY = date(2026, 11, 29)
SEEN = st.sets(st.sampled_from(SHOWN))
NOTES = st.text(max_size=60) | st.sampled_from(
    ("Ask Sam.", "Proof shows title; looked at 2026-01-02. Ask Sam.", "Proof shows a lot; looked at 2026-01-02.")
)


def test_a_look_reads_as_a_sentence() -> None:
    look = looked({"hours", "title"}, DAY)
    assert with_look("Ask Sam.", look) == "Ask Sam. Proof shows title, hours; looked at 2026-11-29."
    assert look.lacks == ("sponsor", "day", "participant")
    assert str(looked((), DAY)) == "Proof shows nothing of what is asked; looked at 2026-11-29."


@settings(max_examples=tries(300), deadline=None)
@given(note=NOTES, seen=SEEN, again=SEEN)
def test_what_is_written_is_read_and_a_second_look_takes_the_place_of_the_first(
    note: str, seen: set[str], again: set[str]
) -> None:
    look = looked(again, DAY)
    written = with_look(with_look(note, looked(seen, date(2026, 1, 1))), look)
    assert look_in(written) == look
    assert with_look(written, look) == written
    assert written.count(str(look)) == 1


@settings(max_examples=tries(150), deadline=None)
@given(note=st.text(max_size=60), seen=SEEN)
def test_without_a_look_the_note_is_as_it_was(note: str, seen: set[str]) -> None:
    if look_in(note) is None:
        assert with_look(note, None) == note
        assert " ".join(with_look(with_look(note, looked(seen, DAY)), None).split(" ")).strip() == (
            " ".join(part for part in note.split(" ") if part).strip()
        )


@pytest.mark.parametrize(
    "note",
    [
        "", "Proof shows it.", "Proof shows title; looked at yesterday.", "Proof shows titel; looked at 2026-01-02.",
        "Proof shows title; looked at 2026-02-30.", "proof shows title; looked at 2026-01-02.",
    ],
)  # fmt: skip
def test_words_that_are_not_those_of_alcto_are_no_look(note: str) -> None:
    assert look_in(note) is None
    assert with_look(note, None) == note


def test_a_word_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="“colour” is none of what a certificate must show"):
        looked({"colour"}, DAY)
