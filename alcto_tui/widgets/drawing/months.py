"""Hours by month and strand: a row of bars for each strand, its sum beside it, and all of them below."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from alcto_core.hours import Hours, show
from alcto_core.telling.axes import bucketed, month_number, months_together
from alcto_core.telling.charts import Months
from alcto_core.text import plain
from alcto_tui.widgets.drawing.canvas import Canvas, Signs, months_below

LEAST_WIDTH, LEAST_HEIGHT = 24, 3
MOST_LABEL = 12
ALL = "All"


def months_height(chart: Months) -> int:
    """Rows of the whole picture."""
    return len(chart.strands) + 2


def months_rows(chart: Months, width: int, height: int, signs: Signs) -> list[Content]:
    """The picture; without its strands where there is no room for them, and nothing where there is none at all."""
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return []
    shown = height >= months_height(chart) and len(chart.strands) > 1
    names = [*(chart.strands if shown else ()), ALL]
    sums = [*(chart.sums if shown else ()), sum(chart.sums)]
    labels = [Content(plain(name)) for name in names]
    left = min(max(label.cell_length for label in labels), MOST_LABEL, width // 4) + 1
    figures = [show(hours) if hours else "0" for hours in sums]
    right = max(map(len, figures)) + 1
    room = width - left - right
    each = months_together(chart, room)
    buckets = bucketed(chart, each)
    canvas = Canvas(max(room // len(buckets), 1) * len(buckets), len(names) + 1)
    most = max(bucket[-1] for bucket in buckets)
    past = (month_number(chart.on) - month_number(chart.start)) // each + 1
    for row in range(len(names)):
        at = row if row < len(names) - 1 else -1
        _bars(canvas, row, [bucket[at] for bucket in buckets], most, past, signs)
    _months(canvas, chart, len(names), each, len(buckets))
    rows = canvas.rows()
    return [
        Content.assemble(
            label.truncate(left - 1, ellipsis=True).truncate(left, pad=True), row, (f"{figure:>{right}}", "")
        )
        for label, row, figure in zip(labels, rows, figures, strict=False)
    ] + [Content.assemble(Content.blank(left), rows[-1])]


def _wide(canvas: Canvas, many: int) -> int:
    """Cells of each bar with the gap beside it: the same for all."""
    return max(1, canvas.width // many)


def _bars(canvas: Canvas, y: int, hours: Sequence[Hours], most: Hours, past: int, signs: Signs) -> None:
    """Bars of one row, with a dot for each that is nothing yet: what lies ahead stays empty."""
    each = _wide(canvas, len(hours))
    for at, amount in enumerate(hours):
        if amount:
            level = signs.levels[min(8, max(1, int(-(-amount * 8 // most)))) - 1]
            canvas.put(at * each, y, level * max(1, each - 1), "$met")
        elif at < past:
            canvas.put(at * each, y, signs.none, "$line")


def _months(canvas: Canvas, chart: Months, y: int, together: int, many: int) -> None:
    first, each = month_number(chart.start), _wide(canvas, many)
    months_below(canvas, y, chart.start, chart.last, lambda day: max(0, (month_number(day) - first) // together * each))
