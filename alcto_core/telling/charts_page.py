"""The charts as a page of words: the sentence of each, and below it the figures that are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from alcto_core.dates import show
from alcto_core.evaluation.standing import Standing
from alcto_core.hours import show as show_hours
from alcto_core.nouns import counted_hours
from alcto_core.overview import Overview
from alcto_core.telling.charts import Months, charts_of, nothing_drawn
from alcto_core.telling.page import Chart, Item, Part, Sheet
from alcto_core.telling.timeline import Timeline, mark_words, timeline

CHARTS = "Charts"


def all_charts(
    overview: Overview, standings: Sequence[Standing], after: Sequence[Standing] = (), *, days_ahead: bool = True
) -> tuple[Chart, ...]:
    """The pictures of these credentials, the days that come before them; `after` is where they stand with a plan."""
    then = {one.credential: one for one in after}
    own = [chart for one in standings for chart in charts_of(one, overview.library, then.get(one.credential))]
    days = timeline(overview, standings) if days_ahead else None
    return (*((days,) if days is not None else ()), *own)


def not_drawn(overview: Overview, standings: Sequence[Standing]) -> tuple[str, ...]:
    """Why some of these credentials have no picture, or there is none at all, a sentence each."""
    if overview.loaded is None:
        return ("There is nothing to draw yet: no records file is here.",)
    if overview.records is None:
        return ("Nothing can be drawn while the records file cannot be read.",)
    if not standings:
        return ("There is nothing to draw: no credential is recorded.",)
    return tuple(nothing_drawn(one) for one in standings if not charts_of(one, overview.library))


def charts_sheet(charts: Iterable[Chart], lacks: Sequence[str] = ()) -> Sheet:
    """The page of these charts."""
    parts = tuple(Part(heading=chart.title, items=tuple(_items(chart))) for chart in charts)
    return Sheet(id="charts", title=CHARTS, tone="strong", head=tuple(lacks), parts=parts)


def charts_text(sheet: Sheet) -> str:
    """The page as text, to be copied."""
    parts = ((part.heading, *map(_line, part.items)) for part in sheet.parts)
    return "\n\n".join((*sheet.head, *("\n".join(lines) for lines in parts)))


def _line(item: Item) -> str:
    day = show(item.day) if item.day is not None else ""
    return " ".join(one for one in (day, item.title, item.text, item.figure, item.state) if one)


def _items(chart: Chart) -> Iterator[Item]:
    yield Item(id=chart.title, kind="chart", text=chart.sentence)
    if isinstance(chart, Months):
        for month in chart.months:
            strands = zip(chart.strands, month.strands, strict=True)
            told = ", ".join(f"{name} {show_hours(hours)}" for name, hours in strands if hours)
            figure = counted_hours(month.hours, chart.unit)
            yield Item(id=month.name, kind="month", title=month.name, figure=figure, state=told)
    elif isinstance(chart, Timeline):
        for window in chart.windows:
            until = f" to {show(window.due)}" if window.due is not None else " on"
            figure = f"from {show(window.start)}{until}"
            yield Item(id=window.credential, kind="window", title=window.title, figure=figure, state=window.state)
        for mark in chart.marks:
            yield Item(id=f"{mark.day} {mark.title}", kind=mark.kind, day=mark.day, title=mark_words(mark))
