"""What a terminal sends, in the parts in which links deliver it: whole keys, or nothing, but never stray letters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_tui.sequences import ESCAPE_PATIENCE, PATIENCE, Piece, Sequences

KEYS = ("\x1b[A", "\x1b[B", "\x1b[3~", "\x1b[1;5C", "\x1bOQ", "\x1b[15~", "\x1b[Z", "\x1b[117;;117u", "\x1b[<0;12;7M")
ANSWERS = (
    "\x1b[?1u", "\x1b[24;80R", "\x1b[?62;22c", "\x1b[>1;10;0c", "\x1b[0n", "\x1b[8;24;80t",
    "\x1b]11;rgb:1e1e/1e1e/1e1e\x07", "\x1b]52;c;dXVk\x1b\\", "\x1bP>|XTerm(370)\x1b\\", "\x1bP1$r0m\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
)  # fmt: skip
LETTERS = "aexuydhrq[O]P?1;"


def given_out(parts, pause=0.0, start=100.0) -> list[Piece]:
    """The pieces of parts that come with pauses between them, and what is left at the end."""
    sequences, now, found = Sequences(), start, []
    for part in parts:
        found += sequences.take(part, now)
        waited = 0.0
        while waited < pause:  # as the loop of a driver looks, again and again
            waited += 0.05
            found += sequences.late(now + waited)
        now += pause
    return [*found, *sequences.late(now + 2 * PATIENCE)]


def said(pieces) -> list[str]:
    return [one.text for one in pieces]


def splits(text):
    """Every way to send it in two parts."""
    return [(text[:at], text[at:]) for at in range(1, len(text))]


@pytest.mark.parametrize("key", KEYS)
def test_a_key_that_is_split_is_one_key(key):
    for parts in splits(key)[1:]:  # after an Esc alone nobody can know that more comes
        assert said(given_out(parts, 0.3)) == [key]
        assert said(given_out(list(parts[0]) + list(parts[1]), 0.09)) == [key]


@pytest.mark.parametrize("text", KEYS + ANSWERS)
def test_the_rest_of_what_begins_with_an_esc_of_its_own_is_no_letter(text):
    assert [one.kind for one in given_out(("\x1b", text[1:]), 0.4)] in (["escape"], ["sequence"])


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_that_nobody_asked_for_is_dropped_wherever_it_is_split(answer):
    assert given_out([answer]) == []
    for parts in splits(answer)[1:]:
        assert given_out(parts, 0.5) == []


@pytest.mark.parametrize("asked", ["\x1b[?2026;2$y", "\x1b[?2048;0$y", "\x1b[48;24;80;384;640t"])
def test_answers_that_were_asked_for_arrive(asked):
    assert said(given_out([asked])) == [asked]


@pytest.mark.parametrize(
    "rest", ["[B", "2026;2$y", "?62;22c", "1e1e/1e1e/1e1e\x07", "rgb:1e1e/1e1e/1e1e", ";5u", "[3~"]
)
def test_the_rest_of_an_answer_whose_beginning_is_long_gone_is_known_as_stray(rest):
    pieces = given_out([rest])
    assert pieces
    assert all(one.is_stray for one in pieces)


@pytest.mark.parametrize("typed", ["winter", "a", "uu", "Jordan Avery", "über", "12", "it, data"])
def test_what_a_person_types_is_not_called_stray(typed):
    pieces = given_out([typed])
    assert "".join(said(pieces)) == typed
    assert not any(one.is_stray for one in pieces)


def test_letters_that_come_together_are_marked_and_one_alone_is_not():
    assert [one.in_run for one in given_out(["xyz"])] == [True, True, True]
    assert [one.in_run for one in given_out(["u", "u"], 0.2)] == [False, False]
    assert [one.in_run for one in given_out(["\x1b[Bu\r"])] == [False, False, False]


def test_esc_is_a_key_after_a_moment_and_before_another_key():
    assert said(given_out(["\x1b"], 0.2)) == ["\x1b"]
    assert said(given_out(["\x1bl"])) == ["\x1b", "l"]
    assert said(given_out(["\x1b\x1b[B"])) == ["\x1b", "\x1b[B"]
    sequences = Sequences()
    assert list(sequences.take("\x1b", 5.0)) == []
    assert list(sequences.late(5.0 + ESCAPE_PATIENCE / 2)) == []
    assert said(sequences.late(5.01 + ESCAPE_PATIENCE)) == ["\x1b"]


def test_a_paste_is_one_piece_however_it_is_split_and_whatever_is_in_it():
    text = "9:00 Opening\rx\x1b[Bdelete\r"
    whole = f"\x1b[200~{text}\x1b[201~u"
    for parts in splits(whole)[1:]:
        pieces = given_out(parts, 0.3)
        assert (pieces[0].kind, pieces[0].text, said(pieces[1:])) == ("paste", text, ["u"])


def test_a_paste_whose_end_is_lost_ends_after_a_while():
    assert said(given_out(["\x1b[200~Budget"])) == ["Budget"]


@settings(max_examples=tries(300), deadline=None)
@given(
    keys=st.lists(st.sampled_from((*KEYS, *ANSWERS)), min_size=1, max_size=5),
    cuts=st.lists(st.integers(2, 200), max_size=6),
)
def test_no_split_makes_a_letter_of_a_key_or_an_answer(keys, cuts):
    whole = "".join(keys)
    # An Esc that stands alone for long is the key Esc; the cuts that are no such one come in any place.
    places = sorted({cut for cut in cuts if cut < len(whole) and whole[cut - 1] != "\x1b"})
    parts = [whole[begin:end] for begin, end in zip([0, *places], [*places, len(whole)], strict=True)]
    pieces = given_out(parts, 0.3)
    assert [one.text for one in pieces if one.kind == "sequence"] == [key for key in keys if key in KEYS]
    assert all(one.kind == "sequence" for one in pieces)


@settings(max_examples=tries(300), deadline=None)
@given(st.lists(st.text(st.sampled_from(LETTERS + "\x1b\r~\\\x07"), max_size=6), max_size=6))
def test_it_never_fails_and_never_waits_for_ever(parts):
    sequences, now = Sequences(), 10.0
    for part in parts:
        list(sequences.take(part, now))
        now += 0.2
    list(sequences.late(now + PATIENCE))
    assert not sequences.is_waiting
    assert said(sequences.take("u", now + 4 * PATIENCE)) == ["u"]
