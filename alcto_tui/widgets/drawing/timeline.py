"""The timeline: a row for each window, one for what is planned or advised, and the months below them."""

from __future__ import annotations

from functools import partial

from textual.content import Content

from alcto_core.telling.timeline import Timeline, Window
from alcto_core.text import plain
from alcto_tui.widgets.drawing.canvas import Canvas, Signs, column, months_below
from alcto_tui.widgets.sign import SIGNS, state_words

LEAST_WIDTH, LEAST_HEIGHT = 24, 4
MOST_LABEL = 22
LEAST_PLOT = 24
"""Cells of the months before there is room for the states."""
AHEAD = "Ahead"
STYLES = {"due": "$short", "advice": "$unknown", "planned": "$accent"}


def timeline_height(chart: Timeline) -> int:
    """Rows of the whole picture."""
    return len(chart.windows) + 3


def timeline_rows(chart: Timeline, width: int, height: int, signs: Signs) -> list[Content]:
    """The picture; as many windows as there is room for, and nothing where there is no room at all."""
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return []
    windows = chart.windows[: height - 3]
    left_out = len(chart.windows) - len(windows)
    labels = [Content(plain(one.title)) for one in windows]
    left = min(max(len(AHEAD), *(one.cell_length for one in labels), 0), MOST_LABEL, width // 3) + 1
    states = [state_words(one.tone, one.state) for one in windows]
    right = max((one.cell_length for one in states), default=0) + 1
    if width - left - right < LEAST_PLOT:
        states = [Content.styled(SIGNS[one.tone][0], f"bold {SIGNS[one.tone][1]}") for one in windows]
        right = 2
    canvas = Canvas(width - left - right, len(windows) + 3)
    place = partial(column, first=chart.first, last=chart.last, width=canvas.width)
    today = place(chart.on)
    for y, window in enumerate(windows):
        _window(canvas, y, window, chart, signs)
    _ahead(canvas, len(windows), chart, signs)
    months_below(canvas, len(windows) + 1, chart.first, chart.last, place)
    canvas.put(min(today, canvas.width - 7), len(windows) + 2, f"{signs.today} today"[-7:], "$accent")
    rows = canvas.rows()
    more = f"+{left_out}" if left_out else ""
    beside = [*labels, Content.styled(AHEAD, "$muted"), Content.styled(more, "$muted"), Content("")]
    return [
        Content.assemble(label.truncate(left - 1, ellipsis=True).truncate(left, pad=True), row, " ", state)
        for label, row, state in zip(beside, rows, [*states, *[Content("")] * 3], strict=True)
    ]


def _window(canvas: Canvas, y: int, window: Window, chart: Timeline, signs: Signs) -> None:
    """Its line from first day to due date, with signs where it goes on beyond the edges, and today on it."""
    begins = column(window.start, chart.first, chart.last, canvas.width)
    ends = canvas.width if window.due is None else column(window.due, chart.first, chart.last, canvas.width)
    for x in range(max(0, begins), min(canvas.width, ends + 1)):
        canvas.put(x, y, signs.level, "$muted")
    canvas.put(begins, y, signs.start, "$muted")
    today = column(chart.on, chart.first, chart.last, canvas.width)
    canvas.put(today, y, signs.crossed if begins <= today <= ends else signs.upright, "$accent")
    if begins < 0:
        canvas.put(0, y, signs.before, "$muted")
    if ends >= canvas.width:
        canvas.put(canvas.width - 1, y, signs.beyond, "$muted")
    else:
        canvas.put(ends, y, signs.due, f"bold {SIGNS[window.tone][1]}")


def _ahead(canvas: Canvas, y: int, chart: Timeline, signs: Signs) -> None:
    """Days that belong to no window drawn: planned events, advice, the last days of a time of grace."""
    canvas.put(column(chart.on, chart.first, chart.last, canvas.width), y, signs.upright, "$accent")
    drawn = {one.due for one in chart.windows}
    signed = {"due": signs.due, "advice": signs.advice, "planned": signs.planned_day}
    for mark in sorted(chart.marks, key=lambda one: ("planned", "advice", "due").index(one.kind)):
        if mark.kind == "due" and mark.day in drawn:
            continue
        x = column(mark.day, chart.first, chart.last, canvas.width)
        canvas.put(min(x, canvas.width - 1), y, signed[mark.kind] if x < canvas.width else signs.beyond,
                   STYLES[mark.kind])  # fmt: skip


def timeline_legend(signs: Signs) -> Content:
    """What stands for what."""
    return Content.assemble(
        (signs.due, "$short"), (" due   ", "$muted"), (signs.planned_day, "$accent"), (" planned   ", "$muted"),
        (signs.advice, "$unknown"), (" advised", "$muted"),
    )  # fmt: skip
