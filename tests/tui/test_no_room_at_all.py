"""Rows of a window without any room for them, as it has while it is dragged: they are drawn all the same."""

from __future__ import annotations

import pytest

from alcto_core.telling.page import Sheet
from alcto_tui.screens.credentials.rules_rows import CHECKED, _rule_set_words
from alcto_tui.widgets.literal import line

PAGE = Sheet(id="xy", title="A program", marks=("unverified", "checked long ago"))


@pytest.mark.parametrize("width", [0, 1, 4, 5, 40])
def test_a_rule_set_is_drawn_in_a_window_without_room(width: int) -> None:
    narrow = _rule_set_words(PAGE, "22 Nov 2026", max(width, 3), width, has_columns=False)
    assert "A" in narrow.plain and "u" in narrow.plain
    beside = _rule_set_words(PAGE, "22 Nov 2026", 3, 3 + CHECKED, has_columns=True)
    assert "A" in beside.plain


def test_no_words_are_broken_into_rows_of_no_cells() -> None:
    with pytest.raises(ValueError, match="must not be zero"):
        line("words").wrap(0)  # what every caller must keep clear of
