"""What is drawn goes to the terminal as what differs from what stands there.

Textual writes each widget anew that changed in anything. Over a slow link that is most of what one waits for: a table
in which the cursor went down a row is written whole. Here what the terminal shows is known cell by cell, and only
cells that differ are written; while keys are still waiting, or the link has not taken the last picture, nothing is.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from operator import ne
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.strip import Strip

from alcto_core import system
from alcto_tui.fitting import as_wide

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.geometry import Offset
    from textual.screen import Screen

AT_LEAST_EVERY = 0.25
"""Seconds after which something is drawn although keys are waiting."""
_AGAIN = 0.02
_GAP = 6
"""So many cells between two that differ are written again rather than passed over: that costs no more."""
_PLAIN = Style()
_BAR = 2
"""Columns at the right that a scroll bar may have."""
_FEWEST_SIGNS = 4
_FEWEST_MOVED = 3
"""Lines that must have moved before the terminal is told to move them."""
_UNCHANGED = 1_000
"""What it costs to move a line that stays: it would have to be written again."""


class Look(NamedTuple):
    """How text looks, as a terminal is told it. What else a style says is seen by nobody."""

    attributes: str
    ink: str
    ground: str


_NONE = Look("", "39", "49")


@lru_cache(maxsize=256)
def _shows_in_blanks(attributes: str) -> bool:
    """Whether something is seen of attributes where nothing is written: lines, or ink and ground exchanged."""
    return bool(attributes) and not {"1", "2", "3"}.issuperset(attributes.split(";"))


class Cell(NamedTuple):
    """What stands in one place of the screen: text of `width` cells, of which this is number `place`."""

    text: str
    look: Look
    width: int = 1
    place: int = 0


Row = list[Cell | None]
"""A line, with None for what nobody knows."""


class Picture:
    """What a terminal of some size shows, as far as it is known."""

    def __init__(self, width: int, height: int, encoding: str = "utf-8") -> None:
        self.size = (width, height)
        self._encoding = encoding
        self.rows: list[Row] = [[None] * width for _ in range(height)]

    def changed_by(self, update: CompositorUpdate, colors: ColorSystem) -> str:
        """Take what is drawn, and give what a terminal must be told for it; "" where it shows that already."""
        now = {y: self._row(y, strips, colors) for y, strips in _by_line(update) if 0 <= y < self.size[1]}
        now = {y: row for y, row in now.items() if row != self.rows[y]}
        moved, pen = self._scrolled(now), Pen()
        for y, row in now.items():
            before, self.rows[y] = self.rows[y], row
            is_odd = any(cell is not None and cell.width != 1 for one in (before, row) for cell in one)
            for start, end in _spans(before, row, whole=is_odd):
                pen.write(y, row, start, end)
        return moved + pen.written

    def _row(self, y: int, strips: list[tuple[int, Strip]], colors: ColorSystem) -> Row:
        row = list(self.rows[y])
        for x, strip in strips:
            for column, cell in enumerate(_cells(strip, colors, self._encoding), x):
                if 0 <= column < self.size[0]:
                    row[column] = cell
        return row

    def _scrolled(self, now: dict[int, Row]) -> str:
        """Where lines only moved up or down, let the terminal move them: they need not be sent again. What stood still
        in their way joins `now`."""
        places: dict[str, list[int]] = {}
        for y, row in enumerate(self.rows):
            if words := _words(row):
                places.setdefault(words, []).append(y)
        steps = Counter(old - y for y, row in now.items() for old in places.get(_words(row), ()) if old != y)
        if not steps:
            return ""
        step = steps.most_common(1)[0][0]
        first, last = _best_run({y: self._gain(y, row, step) for y, row in now.items()})
        if last - first + 1 < _FEWEST_MOVED:
            return ""
        top, bottom = min(first, first + step), max(last, last + step)
        count = abs(step)
        in_the_way = {y: self.rows[y] for y in range(top, bottom + 1) if y not in now}
        if len(in_the_way) * 2 > last - first + 1:
            return ""
        now |= in_the_way
        nothing: list[Row] = [[None] * self.size[0] for _ in range(count)]
        if step > 0:
            self.rows[top : bottom + 1] = self.rows[top + count : bottom + 1] + nothing
        else:
            self.rows[top : bottom + 1] = nothing + self.rows[top : bottom + 1 - count]
        # Lines are taken out, or put in, at the top of the region that moves.
        move = f"\x1b[{top + 1};1H\x1b[{count}{'M' if step > 0 else 'L'}"
        return f"\x1b[{top + 1};{bottom + 1}r{move}\x1b[r"

    def _gain(self, y: int, row: Row, step: int) -> int:
        """How many cells fewer a line needs when its old place is `step` lines on."""
        if not 0 <= y + step < self.size[1]:
            return -self.size[0]
        differ = sum(map(ne, row, self.rows[y])) - sum(map(ne, row, self.rows[y + step]))
        return differ if differ else -1


def _words(row: Row) -> str:
    """What a line says, without a scroll bar at its end; "" where it says next to nothing."""
    words = "".join(cell.text if cell is not None else " " for cell in row[:-_BAR]).strip()
    return words if len(words) >= _FEWEST_SIGNS else ""


def _best_run(gains: Mapping[int, int]) -> tuple[int, int]:
    """First and last line of the run of lines, one below the other, that gain most in all; (0, -1) for none."""
    best, found = 0, (0, -1)
    total = start = 0
    for y in range(min(gains), max(gains) + 1):
        if total <= 0:
            total, start = 0, y
        total += gains.get(y, -_UNCHANGED)
        if total > best:
            best, found = total, (start, y)
    return found


def _by_line(update: CompositorUpdate) -> Iterator[tuple[int, list[tuple[int, Strip]]]]:
    """The strips of an update with their first columns, line by line."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            x, found = update.region.x, []
            for strip in strips:
                found.append((x, strip))
                x += strip.cell_length
            yield y, found
    elif isinstance(update, ChopsUpdate):
        for y, x1, x2 in update.spans:
            found = []
            for end, (x, chop) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if chop is not None and x <= x2 and end > x1:
                    found.append((x, chop if end <= x2 else chop.crop(0, min(end, x2) - x)))
            yield y, found


def _cells(strip: Iterable[Segment], colors: ColorSystem, encoding: str) -> Iterator[Cell]:
    for said, style, control in strip:
        if not control:
            yield from _cells_of(said, style or _PLAIN, colors, encoding)


@lru_cache(maxsize=512)
def _cells_of(said: str, style: Style, colors: ColorSystem, encoding: str) -> tuple[Cell, ...]:
    """The cells of a piece of a line. Most pieces are those of the picture before."""
    text = as_wide(said, encoding)
    look = _look(style, colors)
    if text.isascii() or cell_len(text) == len(text):
        blank = look if _shows_in_blanks(look.attributes) else Look("", "", look.ground)
        return tuple([Cell(character, look if character != " " else blank) for character in text])
    # How wide signs join is between the terminal and the text, so what holds such is written as a whole.
    width = cell_len(text)
    return tuple([Cell(text, look, width, place) for place in range(width)])


def _spans(before: Row, now: Row, *, whole: bool) -> Iterator[tuple[int, int]]:
    """Where a line differs: first column, and the column after the last."""
    differ = [x for x, (old, new) in enumerate(zip(before, now, strict=True)) if new is not None and old != new]
    if not differ:
        return
    if whole:
        known = [x for x, cell in enumerate(now) if cell is not None]
        differ = known
    start = end = differ[0]
    for x in differ[1:]:
        # What nobody knows yet is never written, however near.
        if x - end > _GAP or any(now[between] is None for between in range(end + 1, x)):
            yield start, end + 1
            start = x
        end = x
    yield start, end + 1


class Pen:
    """Writes for a terminal, and knows what it was told last."""

    def __init__(self) -> None:
        self._told = _NONE
        self._written: list[str] = []

    @property
    def written(self) -> str:
        """All of it, with the terminal left in its own colors."""
        return "".join((*self._written, "" if self._told == _NONE else "\x1b[m"))

    def write(self, y: int, row: Row, start: int, end: int) -> None:
        """Write a line from a column to another."""
        put = self._written.append
        put(f"\x1b[{y + 1};{start + 1}H")
        x = start
        while x < end:
            cell = row[x]
            assert cell is not None
            self._change_to(cell)
            if cell.width == 1:
                put(cell.text)
                x += 1
            elif cell.place == 0:
                put(cell.text)
                x += cell.width
                put(f"\x1b[{x + 1}G" if x < len(row) else "")  # wherever the terminal thinks it is after such a sign
            else:  # half of a sign that something stands before
                put(" ")
                x += 1

    def _change_to(self, cell: Cell) -> None:
        told, look = self._told, cell.look
        if not look.ink and not _shows_in_blanks(told.attributes):
            look = Look(told.attributes, told.ink, look.ground)  # a blank, of which nothing else is seen
        if look == told:
            return
        codes: list[str] = []
        if look.attributes == told.attributes:
            pass
        elif not told.attributes:
            codes.append(look.attributes)
        elif told.attributes == "1" and not look.attributes:
            codes.append("22")
        else:
            codes += ["0", look.attributes]
            told = _NONE
        look = look if look.ink else look._replace(ink=told.ink)
        codes += [now for now, before in ((look.ink, told.ink), (look.ground, told.ground)) if now != before]
        self._written.append(f"\x1b[{';'.join(code for code in codes if code)}m")
        self._told = look


@lru_cache(maxsize=4096)
def _look(style: Style, colors: ColorSystem) -> Look:
    # Of a style without its colors the attributes are left.
    attributes = (style.without_color if style.color or style.bgcolor else style)._make_ansi_codes(colors)
    ink = style.color.downgrade(colors).get_ansi_codes() if style.color else ("39",)
    ground = style.bgcolor.downgrade(colors).get_ansi_codes(foreground=False) if style.bgcolor else ("49",)
    return Look(attributes, ";".join(ink), ";".join(ground))


class Drawing(App[int]):
    """An app that draws only what differs. Stands left of Textual's among the bases."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.animation_level = "none"  # what moves by itself is drawn many times to be seen once
        self._picture: Picture | None = None
        self._cursor: Offset | None = None
        self._is_put_off = False
        self._put_off_at = 0.0

    @property
    def has_keys_waiting(self) -> bool:
        """Whether keys were typed that have not done their work yet: the picture is still changing."""
        return False

    def draw_whole(self) -> None:
        """Draw everything at the next chance, whatever the terminal is thought to show."""
        self._picture = self._cursor = None
        self.refresh()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        driver = self._driver
        if not isinstance(renderable, CompositorUpdate) or driver is None or driver.is_headless or driver.is_inline:
            super()._display(screen, renderable)
            return
        if not self._running or self._closed or self._batch_count:
            return
        try:
            if self._shall_wait():
                if not self._is_put_off:
                    self._is_put_off, self._put_off_at = True, time.monotonic()
                    self.set_timer(_AGAIN, self._draw_put_off)
            else:
                self._draw(self._whole() if self._is_put_off else renderable)
        except Exception as error:  # noqa: BLE001 - as Textual's own: whatever a widget draws
            self._handle_exception(error)
        finally:
            self.post_display_hook()

    def _shall_wait(self) -> bool:
        writer = getattr(self._driver, "_writer_thread", None)
        is_behind = writer is not None and writer._queue.qsize() > 1
        is_late = self._is_put_off and time.monotonic() - self._put_off_at >= AT_LEAST_EVERY
        return is_behind or (self.has_keys_waiting and not is_late)

    def _draw_put_off(self) -> None:
        if not self._is_put_off or not self._running or self._closed:
            return
        if self._shall_wait() or self._batch_count:
            self.set_timer(_AGAIN, self._draw_put_off)
            return
        try:
            self._draw(self._whole())
        except Exception as error:  # noqa: BLE001 - as above
            self._handle_exception(error)

    def _whole(self) -> CompositorUpdate | None:
        """Everything that is to be seen now."""
        update = self.screen._compositor.render_update(full=True, screen_stack=self._background_screens)
        return update if isinstance(update, CompositorUpdate) else None

    def _draw(self, update: CompositorUpdate | None) -> None:
        self._is_put_off = False
        driver = self._driver
        if update is None or driver is None:
            return
        size = self.screen.outer_size
        if self._picture is None or self._picture.size != size:
            self._picture = Picture(*size, system.terminal_encoding(sys.__stderr__, os.environ))
        colors = self.console._color_system or ColorSystem.TRUECOLOR
        told = self._picture.changed_by(update, colors)
        cursor = size.clamp_offset(self.cursor_position)
        self._previous_cursor_position = cursor
        if not told and cursor == self._cursor:
            return
        self._cursor = cursor
        place = f"\x1b[{cursor.y + 1};{cursor.x + 1}H"
        begin, end = ("\x1b[?2026h", "\x1b[?2026l") if self._sync_available and told else ("", "")
        driver.write(f"{begin}{told}{place}{end}")
        driver.flush()
