"""Text of a file reaches a terminal only as something to look at."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alcto_core import text

OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff\ufeff]")
ANYTHING = st.text(st.characters(codec=None, categories=None), max_size=40)


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("ALET Winter – “Data”", "ALET Winter – “Data”"),
        ("a\x1b[31mb", "a␛[31mb"),
        ("a\tb", "a b"),
        ("a\nb", "a⏎b"),
        ("a\r\nb", "a⏎b"),
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("\x7f", "␡"),
        ("\x9b2J", "�2J"),
        ("\u202egnp.exe", "�gnp.exe"),
        ("a\u2028b", "a⏎b"),
        ("\ud800", "�"),
        ("[red]x[/]", "[red]x[/]"),
        ("naïve Élan 日本", "naïve Élan 日本"),
    ],
)
def test_what_a_terminal_would_obey_becomes_a_picture(written: str, seen: str) -> None:
    assert text.plain(written) == seen


@given(ANYTHING)
def test_plain_text_never_holds_anything_that_is_obeyed(written: str) -> None:
    assert not OBEYED.search(text.plain(written))
    assert text.plain(text.plain(written)) == text.plain(written)


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("al-cto/itt", "al-cto/it"),
        ("AL-CTO/IT", "al-cto/it"),
        ("al-cto/dta", "al-cto/data"),
        ("al-cto/zebra", None),  # what is alike is the family alone
        ("al-ct/it", "al-cto/it"),
        ("alcto/teching", "al-cto/teaching"),
        ("zebra", None),
        ("", None),
    ],
)
def test_the_nearest_word_is_the_one_that_was_meant(word: str, near: str | None) -> None:
    assert text.nearest(word, ["al-cto/it", "al-cto/data", "al-cto/teaching"]) == near


def test_nothing_is_nearest_among_no_words() -> None:
    assert text.nearest("a", []) is None


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("ALET Winter Conference", "alet-winter-conference"),
        ("O’Brien's Éclair & tabletop!", "obriens-eclair-tabletop"),
        ("日本", "activity"),
        ("", "activity"),
        ("a" * 80, "a" * 48),
    ],
)
def test_a_slug_is_a_short_ascii_name(title: str, slug: str) -> None:
    assert text.slug(title) == slug


@given(ANYTHING)
def test_any_text_has_a_slug_that_is_safe_in_an_id(title: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text.slug(title))
    assert len(text.slug(title)) <= 48


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "latin-1", "utf-8", None, "no-such-encoding"])
def test_signs_that_an_output_lacks_become_words(encoding: str | None) -> None:
    signs = "✓ × ▸ █ ░ ─ │ • … “ ” – ⚠ → ⏎ é"
    fitted = text.fitted(signs, encoding)
    assert text.fits(fitted, encoding)
    assert "?" not in fitted


def test_an_output_that_can_hold_everything_gets_it_unchanged() -> None:
    assert text.glyphs_for("utf-8") == {}
    assert text.fitted("✓ 日", "utf-8") == "✓ 日"
    assert text.fitted("✓ “é”", "ascii") == 'ok "e"'


@given(ANYTHING, st.sampled_from(["ascii", "cp1252", "latin-1"]))
def test_fitted_text_always_fits(written: str, encoding: str) -> None:
    assert text.fits(text.fitted(written, encoding), encoding)


def test_no_sign_in_the_table_of_signs_is_a_control_character() -> None:
    assert all(unicodedata.category(chr(code)) != "Cc" for code in text.glyphs_for("ascii"))


@given(st.text(alphabet="'=+-@\t\r\n＝a1"))
def test_a_guarded_cell_is_no_formula_and_comes_back_as_it_was(cell: str) -> None:
    assert not text.guarded(cell).startswith(("\t", "\r", "\n"))
    assert not text.guarded(cell).lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert text.unguarded(text.guarded(cell)) == cell


def test_the_nearest_of_words_written_out_is_their_initials() -> None:
    assert text.nearest("Information Technology", ["IT", "Data", "Teaching and Learning"]) == "IT"
    assert text.nearest("Instructional", ["IT", "Data"]) is None
