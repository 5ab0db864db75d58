"""The burn-up: what is counted is solid ground, what is planned is hatched, the line that is needed is dashed."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from textual.content import Content

from alcto_core.hours import Hours, show_asked
from alcto_core.telling.axes import hour_marks
from alcto_core.telling.charts import BurnUp
from alcto_tui.widgets.drawing.canvas import Canvas, Signs, column, months_below

LEAST_WIDTH, LEAST_HEIGHT = 24, 6
_DOTS = ((0x40, 0x04, 0x02, 0x01), (0x80, 0x20, 0x10, 0x08))
"""Dots of a braille sign, by column, from the lowest up."""


def burn_up_rows(chart: BurnUp, width: int, height: int, signs: Signs) -> list[Content]:
    """The picture with both axes, `height` rows in all; nothing where there is no room."""
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return []
    return _Drawing(chart, width, height, signs).rows()


def burn_up_legend(chart: BurnUp, signs: Signs) -> Content:
    """What stands for what."""
    line = signs.dashes * 3 or "⠒ ⠒"
    parts = [(signs.levels[-1], "$met"), (" counted  ", "$muted"), (line, "$short")]
    parts.append((f" {'even pace' if chart.is_even else 'needed'}  ", "$muted"))
    if chart.ahead:
        parts += [(signs.planned, "$unknown"), (" planned  ", "$muted")]
    if chart.start <= chart.on <= chart.last:
        parts += [(signs.today, "$accent"), (" today", "$muted")]
    return Content.assemble(*parts)


class _Drawing:
    def __init__(self, chart: BurnUp, width: int, height: int, signs: Signs) -> None:
        self._chart, self._signs = chart, signs
        self._top: Hours = max(chart.needed, chart.total, chart.counted)
        self._high = height - 2
        self._labels = self._figures()
        self._left = max(len(words) for words in self._labels.values()) + 1
        self._wide = width - self._left - 1
        self._canvas = Canvas(width, height)

    def rows(self) -> list[Content]:
        self._axes()
        self._ground()
        self._line()
        return self._canvas.rows()

    def _row(self, hours: Hours) -> int:
        """The row in which so many hours end, from the axis up."""
        return max(0, -(-hours * self._high // self._top) - 1)

    def _figures(self) -> dict[int, str]:
        """Figures beside the axis, by row; what is needed before all others."""
        found = {self._row(self._chart.needed): show_asked(self._chart.needed)}
        for hours in hour_marks(self._top, max(2, self._high // 2)):
            row = self._row(hours)
            if row < self._high and all(abs(row - other) > 1 for other in found):
                found[row] = show_asked(hours)
        return found

    def _axes(self) -> None:
        canvas, chart, signs, left = self._canvas, self._chart, self._signs, self._left
        bottom = self._high
        for row in range(self._high):
            label = self._labels.get(row, "")
            canvas.put(left - 1 - len(label), bottom - 1 - row, label, "$muted")
            canvas.put(left, bottom - 1 - row, signs.upright, "$muted")
        canvas.put(left - 2, bottom, "0", "$muted")
        canvas.put(left, bottom, signs.corner + signs.level * self._wide, "$muted")
        if chart.start <= chart.on <= chart.last:
            canvas.put(self._x(column(chart.on, chart.start, chart.last, self._wide)), bottom, signs.today, "$accent")
        months_below(
            canvas, bottom + 1, chart.start, chart.last,
            lambda day: self._x(max(0, column(day, chart.start, chart.last, self._wide))),
        )  # fmt: skip

    def _x(self, at: int) -> int:
        return self._left + 1 + at

    def _ground(self) -> None:
        """What is counted by the end of the days of each cell; after the date asked about, what is planned."""
        chart = self._chart
        days = (chart.last - chart.start).days + 1
        for at in range(self._wide):
            begins = chart.start + timedelta(days=at * days // self._wide)
            ends = chart.start + timedelta(days=max(at * days // self._wide, (at + 1) * days // self._wide - 1))
            if begins <= chart.on:
                self._fill(at, chart.at(ends) if ends < chart.on else chart.counted)
            elif chart.ahead:
                self._hatch(at, chart.at(ends))

    def _eighths(self, hours: Hours) -> int:
        """So many eighths of a row, rounded down so that less never looks as high as what is needed; some of them where
        there are any hours."""
        return max(1, int(hours * self._high * 8 // self._top)) if hours else 0

    def _fill(self, at: int, hours: Hours) -> None:
        whole, rest = divmod(self._eighths(hours), 8)
        for row in range(whole):
            self._canvas.put(self._x(at), self._high - 1 - row, self._signs.levels[-1], "$met")
        if rest:
            self._canvas.put(self._x(at), self._high - 1 - whole, self._signs.levels[rest - 1], "$met")

    def _hatch(self, at: int, hours: Hours) -> None:
        for row in range(max(1, (self._eighths(hours) + 4) // 8) if hours else 0):
            self._canvas.put(self._x(at), self._high - 1 - row, self._signs.planned, "$unknown")

    def _line(self) -> None:
        """The line that is needed, where nothing covers it: it is seen above what is counted, and lost below it."""
        chart, canvas = self._chart, self._canvas
        days = (chart.last - chart.start).days + 1
        dots: dict[tuple[int, int], int] = {}
        for at in range(2 * self._wide):
            if at % 4 > 1:  # dashes, so that its shape tells it apart
                continue
            hours = chart.line(chart.start + timedelta(days=(2 * at + 1) * days // (4 * self._wide)))
            up = min(4 * self._high - 1, int(Fraction(hours) * 4 * self._high // self._top))
            cell = (self._x(at // 2), self._high - 1 - up // 4)
            dots[cell] = dots.get(cell, 0) | _DOTS[at % 2][up % 4]
        for (x, y), sign in dots.items():
            if canvas.is_free(x, y):
                canvas.put(x, y, self._signs.dashes or chr(0x2800 + sign), "$short")
