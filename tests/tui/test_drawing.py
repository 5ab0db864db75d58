"""What is drawn: a terminal that gets only the differences shows the same as one that gets everything."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from alcto_core.text import fits
from alcto_tui.drawing import Picture
from alcto_tui.fitting import as_wide

WIDTH, HEIGHT = 20, 8
STYLES = [Style(), Style(bold=True), Style(color="red"), Style(bgcolor="blue"), Style(color="red", bgcolor="blue"),
          Style(color="green", reverse=True, underline=True), Style(color="red", meta={"@click": "x"})]  # fmt: skip
WORDS = ["alpha", "beta gamma", "delta", "an hour", "TD-CEU", " ", "·", "日本", "a日", "x" * 30]


class Shown:
    """A terminal, and the picture of it that the drawing has."""

    def __init__(self) -> None:
        self.picture = Picture(WIDTH, HEIGHT)
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self._stream = pyte.Stream(self.screen)
        self.bytes = 0

    def draw(self, update) -> str:
        told = self.picture.changed_by(update, ColorSystem.EIGHT_BIT)
        self._stream.feed(told)
        return told

    def looks(self) -> list[list[tuple]]:
        """Every place with its character and what is seen of its style."""
        return [[_seen(self.screen.buffer[y][x]) for x in range(WIDTH)] for y in range(HEIGHT)]


def _seen(char) -> tuple:
    is_blank = char.data == " " and not (char.reverse or char.underscore)
    return (char.data, char.bg, *(() if is_blank else (char.fg, char.bold, char.reverse, char.underscore)))


def strip(words, style) -> Strip:
    return Strip([Segment(words, style)]).adjust_cell_length(WIDTH, style)


def whole(lines) -> LayoutUpdate:
    return LayoutUpdate([[one] for one in lines], Region(0, 0, WIDTH, HEIGHT))


def some(lines, places) -> ChopsUpdate:
    """The update of a few lines, as that of a widget that changed."""
    chops = [{0: one} for one in lines]
    return ChopsUpdate(chops, [(y, 0, WIDTH) for y in places], [[WIDTH] for _ in lines])


LINES = st.lists(st.builds(strip, st.sampled_from(WORDS), st.sampled_from(STYLES)), min_size=HEIGHT, max_size=HEIGHT)


@settings(max_examples=tries(200), deadline=None)
@given(st.lists(st.one_of(LINES, st.integers(-3, 3)), min_size=2, max_size=6))
def test_only_differences_show_the_same_as_everything(steps):
    shown, lines = Shown(), [strip("", STYLES[0])] * HEIGHT
    shown.draw(whole(lines))
    for step in steps:
        # A number scrolls, as a list does, below a line that stays.
        lines = step if isinstance(step, list) else [lines[0], *lines[1:][step:], *lines[1:][:step]]
        shown.draw(whole(lines))
        alone = Shown()
        alone.draw(whole(lines))
        assert shown.looks() == alone.looks()
        assert shown.draw(whole(lines)) == ""


@settings(max_examples=tries(100), deadline=None)
@given(LINES, LINES, st.sets(st.integers(0, HEIGHT - 1), min_size=1))
def test_a_part_of_the_screen_changes_that_part_alone(before, after, places):
    shown, alone = Shown(), Shown()
    shown.draw(whole(before))
    shown.draw(some(after, sorted(places)))
    alone.draw(whole([after[y] if y in places else before[y] for y in range(HEIGHT)]))
    assert shown.looks() == alone.looks()


def test_a_list_that_scrolls_is_moved_by_the_terminal():
    entries = [strip(f"entry number {number}", STYLES[0]) for number in range(20)]
    shown = Shown()
    shown.draw(whole(entries[:HEIGHT]))
    everything = len(shown.picture.changed_by(whole(entries[:HEIGHT]), ColorSystem.EIGHT_BIT))
    assert everything == 0
    assert len(shown.draw(whole(entries[1 : HEIGHT + 1]))) < 60
    assert shown.screen.display[0].startswith("entry number 1 ")
    assert shown.screen.display[-1].startswith(f"entry number {HEIGHT}")


@settings(max_examples=tries(200), deadline=None)
@given(
    st.text(st.sampled_from("aé✓→…█▌─“”日½\u0301⣿╭ß "), max_size=12),
    st.sampled_from(["ascii", "latin-1", "cp437", "utf-8"]),
)
def test_what_an_encoding_lacks_is_as_wide_in_its_place(text, encoding):
    shown = as_wide(text, encoding)
    assert cell_len(shown) == cell_len(text)
    assert fits(shown, encoding)


TOLD_APART = ("≠=", "◆◇•▲", "█▒░ ", "■ ", "✓×○!–▸?", "━─", "▾▴", "›·")
"""Signs that stand beside each other on a screen and mean different things."""


@pytest.mark.parametrize("signs", TOLD_APART)
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437", "cp1252"])
def test_signs_that_mean_different_things_stay_different(signs, encoding):
    shown = [as_wide(sign, encoding) for sign in signs]
    assert len({*shown}) == len(signs)
    assert [one for one, sign in zip(shown, signs, strict=True) if one == "?"] == (["?"] if "?" in signs else [])


def test_what_nobody_sees_of_a_style_is_not_drawn_again():
    shown = Shown()
    lines = [strip("alpha", Style(color="red", meta={"@click": "a"}))] * HEIGHT
    shown.draw(whole(lines))
    assert shown.draw(whole([strip("alpha", Style(color="red", meta={"@click": "b"}))] * HEIGHT)) == ""
