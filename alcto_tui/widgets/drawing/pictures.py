"""Pictures with what stands around them: the heading, what stands for what, and the sentence that says the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from alcto_core.telling.charts import BurnUp, Months
from alcto_core.telling.page import Chart
from alcto_core.telling.timeline import Timeline
from alcto_tui.widgets.drawing.burn_up import LEAST_HEIGHT, burn_up_legend, burn_up_rows
from alcto_tui.widgets.drawing.canvas import Signs
from alcto_tui.widgets.drawing.months import months_height, months_rows
from alcto_tui.widgets.drawing.timeline import timeline_height, timeline_legend, timeline_rows
from alcto_tui.widgets.literal import literal

MOST_BURN_UP = 16
"""Rows of a burn-up: more say nothing more."""


def picture(chart: Chart, width: int, height: int, signs: Signs) -> list[Content]:
    """Heading, picture, legend and sentence in at most `height` rows; where there is no room to draw, the sentence."""
    head = literal(chart.title, "bold").truncate(width, ellipsis=True)
    words = literal(chart.sentence, "$muted").wrap(max(1, width))
    drawn, legend = _drawn(chart, width, height - 1 - len(words), signs)
    return [head, *drawn, *legend, *words]


def _drawn(chart: Chart, width: int, room: int, signs: Signs) -> tuple[list[Content], list[Content]]:
    """The picture in so many rows, and its legend where there is a row for it."""
    if isinstance(chart, Months):
        return months_rows(chart, width, min(room, months_height(chart)), signs), []
    if isinstance(chart, Timeline):
        high = min(room, timeline_height(chart))
        return _with_legend(timeline_rows(chart, width, high, signs), timeline_legend(signs), width, room)
    if isinstance(chart, BurnUp):
        room = min(room, MOST_BURN_UP)
        high = room - 1 if room > LEAST_HEIGHT + 1 else room
        return _with_legend(burn_up_rows(chart, width, high, signs), burn_up_legend(chart, signs), width, room)
    return [], []


def _with_legend(drawn: list[Content], legend: Content, width: int, room: int) -> tuple[list[Content], list[Content]]:
    return drawn, [legend] if drawn and len(drawn) < room and legend.cell_length <= width else []


def least(chart: Chart, width: int) -> int:
    """Rows below which a picture is none."""
    words = len(literal(chart.sentence).wrap(max(1, width))) + 1
    if isinstance(chart, Months):
        return words + months_height(chart)
    return words + (timeline_height(chart) + 1 if isinstance(chart, Timeline) else LEAST_HEIGHT + 2)


def stacked(charts: Iterable[Chart], width: int, height: int, signs: Signs) -> list[Content]:
    """As many pictures as there is room for, the first ones first, with a line between them; a burn-up takes what the
    others leave."""
    chosen: list[Chart] = []
    left = height
    for chart in charts:
        wanted = least(chart, width) + (1 if chosen else 0)
        if wanted <= left:
            chosen.append(chart)
            left -= wanted
    rows: list[Content] = []
    for chart in chosen:
        drawn = picture(chart, width, least(chart, width) + (left if isinstance(chart, BurnUp) else 0), signs)
        left -= max(0, len(drawn) - least(chart, width))
        rows += [Content(""), *drawn] if rows else drawn
    return rows


def whole(charts: Sequence[Chart], width: int, height: int, signs: Signs) -> list[Content]:
    """All pictures below each other, for a page that scrolls; `height` is that of the window."""
    rows: list[Content] = []
    for chart in charts:
        words = len(literal(chart.sentence).wrap(max(1, width))) + 1
        high = max(LEAST_HEIGHT + 2, min(height - words - 1, MOST_BURN_UP))
        if not isinstance(chart, BurnUp):
            high = max(high, months_height(chart) if isinstance(chart, Months) else height)
        rows += [*([Content("")] if rows else []), *picture(chart, width, words + high, signs)]
    return rows
