"""Charts as SVG: for the page of a browser and for paper. What was typed is text in it, whatever it looks like.

Nothing rests on colour: what is counted is solid, what is planned hatched, the line that is needed dashed. The colours
are classes, so that the page that holds a picture gives them, light or dark; `ON_PAPER` gives them to one that stands
alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from html import escape

from alcto_core.hours import Hours, show, show_asked
from alcto_core.telling.axes import bucketed, hour_marks, month_names, month_number, months_together
from alcto_core.telling.charts import BurnUp, Month, Months
from alcto_core.telling.page import Chart
from alcto_core.telling.timeline import Mark, Timeline, Window, mark_words
from alcto_core.text import plain

STYLE = (
    "svg.chart text{fill:var(--quiet);font-size:13px}svg.chart text.name{fill:var(--ink)}"
    "svg.chart .solid{fill:var(--bar)}svg.chart .axis{stroke:var(--line);fill:none}"
    "svg.chart .needed{stroke:var(--ink);fill:none;stroke-width:1.8;stroke-dasharray:7 5}"
    "svg.chart .hatch{stroke:var(--bar);stroke-width:2.5}svg.chart .planned{stroke:var(--bar)}"
    "svg.chart .today{stroke:var(--ink);stroke-width:1.2;stroke-dasharray:1.5 3}"
    "svg.chart .window{stroke:var(--bar);stroke-width:4;fill:none}svg.chart .due{fill:var(--ink)}"
    "svg.chart .advice{fill:none;stroke:var(--ink);stroke-width:1.5}"
)
"""The classes, in the colours that a page names."""
ON_PAPER = (
    "text{fill:#555;font-size:13px;font-family:'Libertinus Serif'}text.name{fill:#111}.solid{fill:#1f5fa8}"
    ".axis{stroke:#767676;fill:none}.needed{stroke:#111;fill:none;stroke-width:1.8;stroke-dasharray:7 5}"
    ".hatch{stroke:#1f5fa8;stroke-width:2.5}.planned{stroke:#1f5fa8}"
    ".today{stroke:#111;stroke-width:1.2;stroke-dasharray:1.5 3}.window{stroke:#1f5fa8;stroke-width:4;fill:none}"
    ".due{fill:#111}.advice{fill:none;stroke:#111;stroke-width:1.5}"
)
WIDE = 720
LEFT, RIGHT, TOP = 44, 8, 8
HIGH = 190
"""Of the ground of a burn-up, without the months below it."""
NAMES, SUMS, ROW = 110, 60, 24
"""Of the rows of months."""
STATES = 120
MOST_NAME = 16
_LABEL = 62
"""So much room the name of a month takes."""


def svg(chart: Chart, id: str, style: str = "") -> str:
    """The picture, named by its title and described by its figures; `id` tells those of one page apart. Empty for
    a kind that is not drawn."""
    if isinstance(chart, BurnUp):
        high, drawn, told = TOP + HIGH + 44, _burn_up(chart, id), _burn_up_words(chart)
    elif isinstance(chart, Months):
        high, drawn, told = TOP + (len(chart.strands) + 1) * ROW + 24, _months(chart), _months_words(chart)
    elif isinstance(chart, Timeline):
        high, drawn, told = TOP + (len(chart.windows) + 1) * ROW + 56, _timeline(chart), _timeline_words(chart)
    else:
        return ""
    rules = f"<style>{style}</style>" if style else ""
    return (
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high}" width="{WIDE}" '
        f'height="{high}" role="img" aria-labelledby="chart-{id}-t chart-{id}-d">'
        f'<title id="chart-{id}-t">{_text(chart.title)}</title>'
        f'<desc id="chart-{id}-d">{_text(told)}</desc>{rules}{"".join(drawn)}</svg>'
    )


def _text(typed: str) -> str:
    return escape(plain(typed))


def _label(x: float, y: float, words: str, anchor: str = "start", kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{named}>{_text(words)}</text>'


def _path(points: Sequence[tuple[float, float]], kind: str, end: str = "") -> str:
    steps = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f'<path class="{kind}" d="M{steps}{end}"/>'


# -- hours against the line -------------------------------------------------------------------------------------------


def _burn_up_words(chart: BurnUp) -> str:
    line = "An even pace is a dashed line." if chart.is_even else "What is needed is a dashed line."
    planned = " What is planned is hatched." if chart.ahead else ""
    return f"What is counted is solid, from {chart.start.isoformat()} on. {line}{planned}"


def _burn_up(chart: BurnUp, id: str) -> Iterator[str]:
    top = max(chart.needed, chart.total, chart.counted)
    days = (chart.last - chart.start).days + 1
    base, right = TOP + HIGH, WIDE - RIGHT

    def x(day: date) -> float:
        """Where a day ends."""
        return LEFT + (right - LEFT) * min(days, max(0, (day - chart.start).days + 1)) / days

    def y(hours: Hours) -> float:
        return base - HIGH * float(hours / top)

    yield from _hours(chart, top, y)
    today = min(chart.on, chart.last)
    steps = [(point.day - timedelta(days=1), point.hours) for point in chart.points]
    if today >= chart.start:
        yield _ground(steps, today, x, y, "solid", "")
    if chart.ahead:
        yield (
            f'<pattern id="hatch-{id}" width="7" height="7" patternUnits="userSpaceOnUse" '
            'patternTransform="rotate(45)"><path class="hatch" d="M0 0V7"/></pattern>'
        )
        ahead = [(today, chart.counted), *((point.day - timedelta(days=1), point.hours) for point in chart.ahead)]
        ahead = [(max(day, today), hours) for day, hours in ahead]
        yield _ground(ahead, chart.last, x, y, "planned", f' fill="url(#hatch-{id})"')
    eve = chart.start - timedelta(days=1)
    rising = [(x(eve), base), (x(chart.end), y(chart.needed)), (right, y(chart.needed))]
    level = [(x(eve), y(chart.needed)), (right, y(chart.needed))]
    yield _path(rising if chart.is_even else level, "needed")
    yield _path([(LEFT, TOP), (LEFT, base), (right, base)], "axis")
    if chart.start <= chart.on <= chart.last:
        yield _path([(x(chart.on), TOP), (x(chart.on), base + 5)], "today")
    yield from _names(chart.start, chart.last, lambda day: x(day - timedelta(days=1)), base + 18)
    yield from _legend(chart, base + 36, id)


def _ground(
    steps: Sequence[tuple[date, Hours]],
    last: date,
    x: Callable[[date], float],
    y: Callable[[Hours], float],
    kind: str,
    fill: str,
) -> str:
    """A ground that rises at the beginning of each day on which something counts."""
    found = [(x(steps[0][0]), y(0))]
    for day, hours in steps:
        found += [(x(day), found[-1][1]), (x(day), y(hours))]
    found += [(x(last), found[-1][1]), (x(last), y(0))]
    return _path(found, kind, "Z").replace("/>", f"{fill}/>")


def _hours(chart: BurnUp, top: Hours, y: Callable[[Hours], float]) -> Iterator[str]:
    """Figures beside the axis; what is needed before all others."""
    yield _label(LEFT - 6, y(0) + 4, "0", "end")
    yield _label(LEFT - 6, y(chart.needed) + 4, show_asked(chart.needed), "end", "name")
    for hours in hour_marks(top, 6):
        if abs(y(hours) - y(chart.needed)) > 16:
            yield _label(LEFT - 6, y(hours) + 4, show(hours), "end")


def _names(first: date, last: date, x: Callable[[date], float], y: float) -> Iterator[str]:
    for day, name in month_names(first, last, (WIDE - LEFT - RIGHT) / _LABEL):
        if LEFT - 1 <= x(day) <= WIDE - RIGHT - 30:
            yield _label(max(x(day), LEFT), y, name)


def _legend(chart: BurnUp, y: float, id: str) -> Iterator[str]:
    yield f'<rect class="solid" x="{LEFT}" y="{y - 10}" width="16" height="11"/>{_label(LEFT + 22, y, "counted")}'
    needed = "even pace" if chart.is_even else "needed"
    yield _path([(LEFT + 100, y - 4), (LEFT + 132, y - 4)], "needed") + _label(LEFT + 139, y, needed)
    if chart.start <= chart.on <= chart.last:
        yield _path([(LEFT + 229, y - 10), (LEFT + 229, y + 2)], "today") + _label(LEFT + 236, y, "today")
    if chart.ahead:
        fill = f'fill="url(#hatch-{id})"'
        yield f'<rect class="planned" {fill} x="{LEFT + 300}" y="{y - 10}" width="16" height="11"/>'
        yield _label(LEFT + 322, y, "planned")


# -- hours by month and strand ----------------------------------------------------------------------------------------


def _months_words(chart: Months) -> str:
    months = (f"{month.name}: {show(month.hours)} ({_shares(chart, month)})" for month in chart.months)
    return f"{chart.unit[:1].upper()}{chart.unit[1:]} by month: {'; '.join(months)}."


def _shares(chart: Months, month: Month) -> str:
    shares = zip(chart.strands, month.strands, strict=True)
    return ", ".join(f"{name} {show(hours)}" for name, hours in shares if hours)


def _months(chart: Months) -> Iterator[str]:
    """A row of bars for each strand, and one for all of them; the largest of all is as high as a row."""
    room = WIDE - NAMES - SUMS
    each = months_together(chart, room // 7)
    buckets = bucketed(chart, each)
    wide = room / len(buckets)
    most = max(bucket[-1] for bucket in buckets)
    for row, (name, total) in enumerate(zip((*chart.strands, "All"), (*chart.sums, sum(chart.sums)), strict=True)):
        base = TOP + (row + 1) * ROW - 4
        yield _label(0, base - 3, _short(name), "start", "name")
        yield _path([(NAMES, base), (NAMES + room, base)], "axis")
        for at, bucket in enumerate(buckets):
            if hours := bucket[row]:
                high = max(1.0, (ROW - 6) * float(hours / most))
                yield (
                    f'<rect class="solid" x="{NAMES + at * wide + 1:.1f}" y="{base - high:.1f}" '
                    f'width="{wide - 2:.1f}" height="{high:.1f}"/>'
                )
        yield _label(WIDE - 4, base - 3, show(total) if total else "0", "end", "name")
    first = month_number(chart.start)
    y = TOP + (len(chart.strands) + 1) * ROW + 14
    for day, name in month_names(chart.start, chart.last, room / _LABEL):
        x = NAMES + max(0, month_number(day) - first) // each * wide
        if x <= NAMES + room - 30:
            yield _label(x, y, name)


def _short(name: str) -> str:
    return name if len(name) <= MOST_NAME else f"{name[: MOST_NAME - 1]}…"


# -- the days that come -----------------------------------------------------------------------------------------------


def _timeline_words(chart: Timeline) -> str:
    rows = (
        f"{one.title}: from {one.start.isoformat()}{f' to {one.due.isoformat()}' if one.due else ''}, {one.state}"
        for one in chart.windows
    )
    marks = (f"{one.day.isoformat()}: {mark_words(one)}" for one in chart.marks)
    return f"{'; '.join((*rows, *marks))}."


def _timeline(chart: Timeline) -> Iterator[str]:
    """A line for each window to the day on which it is due; below them what is planned or advised."""
    room = WIDE - NAMES - STATES
    days = (chart.last - chart.first).days + 1

    def x(day: date) -> float:
        return NAMES + room * min(max((day - chart.first).days + 0.5, 0), days) / days

    base = TOP + (len(chart.windows) + 1) * ROW
    yield _path([(x(chart.on), TOP), (x(chart.on), base)], "today") + _label(x(chart.on) + 4, base + 30, "today")
    yield _path([(x(chart.on), base + 18), (x(chart.on), base + 32)], "today")
    for row, window in enumerate(chart.windows):
        yield from _window(window, TOP + (row + 0.5) * ROW, x, chart)
    y = base - ROW / 2
    yield _label(0, y + 4, "Ahead", "start", "name")
    drawn = {one.due for one in chart.windows}
    for mark in chart.marks:
        if mark.day <= chart.last and not (mark.kind == "due" and mark.day in drawn):
            yield _mark(mark, x(mark.day), y)
    yield _path([(NAMES, base), (NAMES + room, base)], "axis")
    for day, name in month_names(chart.first, chart.last, room / _LABEL):
        if x(day) <= NAMES + room - 30:
            yield _label(x(day), base + 15, name)
    yield from _signs(base + 30)


def _window(window: Window, y: float, x: Callable[[date], float], chart: Timeline) -> Iterator[str]:
    yield _label(0, y + 4, _short(window.title), "start", "name")
    due = window.due or date.max
    if due >= chart.first and window.start <= chart.last:
        begins, ends = x(window.start), x(due)
        yield _path([(begins, y), (ends, y)], "window")
        if window.start < chart.first:
            yield _path([(begins - 6, y), (begins + 1, y - 5), (begins + 1, y + 5)], "solid", "Z")
        if due > chart.last:
            yield _path([(ends + 6, y), (ends - 1, y - 5), (ends - 1, y + 5)], "solid", "Z")
    if chart.first <= due <= chart.last:
        yield _mark(Mark(due, "due", ""), x(due), y)
    yield _label(WIDE - 4, y + 4, window.state, "end", "name")


def _mark(mark: Mark, x: float, y: float) -> str:
    if mark.kind == "planned":
        return f'<circle class="solid" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
    corners = [(x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)]
    return _path(corners, mark.kind, "Z")


def _signs(y: float) -> Iterator[str]:
    """What stands for what."""
    for at, (kind, words) in enumerate((("due", "due"), ("planned", "planned"), ("advice", "advised"))):
        yield _mark(Mark(date.min, kind, ""), 6 + at * 84, y + 14) + _label(16 + at * 84, y + 18, words)
