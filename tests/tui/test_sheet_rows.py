"""Rows of a page: figures below each other by their points, and parts that are compared in the same columns."""

from __future__ import annotations

from alcto_core.telling.page import Item, Part
from alcto_tui.screens.base.sheet_rows import rows_of


def shown(*parts: Part) -> list[str]:
    return [row.words.plain for row in rows_of(parts, 60)]


def test_points_stand_below_each_other_and_words_stay_at_the_left() -> None:
    figures = ("44.5 of 60", "7.5 of 5", "3 of 5", "next")
    items = tuple(Item(id=one, kind="bar", title="Hours", figure=one) for one in figures)
    places = [row.index(one) for row, one in zip(shown(Part(items=items)), figures, strict=True)]
    assert places == [places[0], places[0] + 1, places[0] + 1, places[0]]


def test_what_two_parts_compare_stands_in_the_same_columns() -> None:
    mine = Item(id="a", kind="mine", title="FETC", figure="4.5", state="not there")
    theirs = Item(id="1", kind="theirs", title="FETC", figure="12", state="not in your records")
    _, first, _, second = shown(Part(heading="Mine", items=(mine,)), Part(heading="Theirs", items=(theirs,)))
    assert first.index("4.5") == second.index("12") + 1
    assert first.index("not") == second.index("not")


def test_other_parts_have_columns_of_their_own() -> None:
    short = Item(id="a", kind="after", title="TD-CEU", state="MET")
    long = Item(id="b", kind="pace", title="TD-CEU", state="behind the calendar")
    _, first, _, second = shown(Part(heading="Then", items=(short,)), Part(heading="Pace", items=(long,)))
    assert first.index("MET") > second.index("behind")
