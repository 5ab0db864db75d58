"""Hours by month and strand: a row of bars for each strand, its sum beside it, and all of them below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from alcto_core.hours import Hours, show
from alcto_core.telling.charts import Months
from alcto_core.text import plain
from alcto_tui.drawing.canvas import STEPS, Canvas, Signs, month_numbers, months_below

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
    canvas = Canvas(width - left - right, len(names) + 1)
    buckets = bucketed(chart, canvas.width)
    most = max(bucket[-1] for bucket in buckets)
    for row in range(len(names)):
        strand = row if shown else -1
        _bars(canvas, row, [bucket[strand if row < len(names) - 1 else -1] for bucket in buckets], most, signs)
    _months(canvas, chart, len(names))
    rows = canvas.rows()
    return [
        Content.assemble(
            label.truncate(left - 1, ellipsis=True).truncate(left, pad=True), row, (f"{figure:>{right}}", "")
        )
        for label, row, figure in zip(labels, rows, figures, strict=False)
    ] + [Content.assemble(Content.blank(left), rows[-1])]


def bucketed(chart: Months, most: int) -> list[tuple[Hours, ...]]:
    """Hours of each strand and then of all, month by month, or by as many months as make no more than `most` of
    them. Nothing is lost."""
    numbers = month_numbers(chart.start, chart.last)
    first = next(numbers)
    many = 1 + sum(1 for _ in numbers)
    together = next((one for one in STEPS if -(-many // one) <= most), STEPS[-1])
    found = [[0] * (len(chart.strands) + 1) for _ in range(-(-many // together))]
    sums: list[list[Hours]] = [[*one] for one in found]
    for month in chart.months:
        bucket = sums[(month.first.year * 12 + month.first.month - 1 - first) // together]
        for at, hours in enumerate((*month.strands, month.hours)):
            bucket[at] += hours
    return [tuple(one) for one in sums]


def _bars(canvas: Canvas, y: int, hours: Sequence[Hours], most: Hours, signs: Signs) -> None:
    for at, amount in enumerate(hours):
        begins, ends = at * canvas.width // len(hours), (at + 1) * canvas.width // len(hours)
        wide = max(1, ends - begins - 1)
        if amount:
            level = signs.levels[min(8, max(1, int(-(-amount * 8 // most)))) - 1]
            canvas.put(begins, y, level * wide, "$met")
        else:
            canvas.put(begins, y, signs.none, "$line")


def _months(canvas: Canvas, chart: Months, y: int) -> None:
    months = list(_ends(chart))
    many, first = len(months), months[0]
    months_below(
        canvas, y, chart.start, chart.last,
        lambda day: max(0, (day.year * 12 + day.month - 1 - first) * canvas.width // many),
    )  # fmt: skip


def _ends(chart: Months) -> Iterator[int]:
    return month_numbers(chart.start, chart.last)
