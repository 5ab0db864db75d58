"""Pictures as lines of text: they fit, show no figure higher than it is, and are read without colour or braille."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from profiles import tries

from alcto_core.hours import HOUR
from alcto_core.telling.axes import bucketed, months_together
from alcto_core.telling.charts import BurnUp, Month, Months, Point
from alcto_core.telling.timeline import Mark, Timeline, Window
from alcto_tui.widgets.drawing.burn_up import burn_up_legend, burn_up_rows
from alcto_tui.widgets.drawing.canvas import ASCII, BLOCKS, signs_of
from alcto_tui.widgets.drawing.months import months_rows
from alcto_tui.widgets.drawing.pictures import picture, stacked, whole
from alcto_tui.widgets.drawing.timeline import timeline_rows

ON = date(2026, 8, 14)
START, END = date(2025, 10, 1), date(2026, 9, 30)


def burnt(*points, ahead=(), needed=12 * HOUR, end=END, start=START, on=ON):
    steps = (Point(start, 0), *(Point(day, hours * HOUR) for day, hours in points))
    return BurnUp(
        title="TD-CEU FY26: counted so far", sentence="So much is counted.", start=start, end=end, last=end, on=on,
        needed=needed, is_even=True, points=steps, ahead=tuple(Point(day, hours * HOUR) for day, hours in ahead),
    )  # fmt: skip


def by_month(*months, start=START, last=END):
    return Months(
        title="By month", sentence="All of it.", start=start, last=last, on=ON, unit="hours", strands=("Law", "IT"),
        months=tuple(Month(day, (law * HOUR, it * HOUR)) for day, law, it in months),
    )  # fmt: skip


def days(windows=2, marks=()):
    return Timeline(
        title="The days that come", sentence="Some days.", first=date(2026, 5, 1), last=date(2027, 6, 30), on=ON,
        windows=tuple(
            Window(f"c{at}", f"Credential {at}", START, END + timedelta(days=60 * at), "NOT YET", "short")
            for at in range(windows)
        ),
        marks=marks,
    )  # fmt: skip


def text(rows):
    return "\n".join(row.plain.rstrip() for row in rows)


def plot(rows):
    """The cells right of the axis, above the months."""
    return [row.plain.partition("│")[2] for row in rows if "│" in row.plain]


def test_a_burn_up_is_solid_up_to_what_is_counted_and_dashed_above():
    drawn = text(burn_up_rows(burnt((date(2026, 1, 12), 6), (date(2026, 1, 28), 9.5)), 60, 10, BLOCKS))
    rows = drawn.splitlines()
    assert rows[0].startswith("12 │")
    assert "█" not in rows[0] and "⠤" in drawn
    for row in rows[:-2]:
        ground = row[row.index("█") : row.rindex("█")] if "█" in row else ""
        assert set(ground) <= {"█"}, "the line is lost below what is counted"
    assert rows[-2].startswith(" 0 └") and "▲" in rows[-2]
    assert "2026" in rows[-1]


def test_the_ground_reaches_the_line_exactly_where_enough_is_counted():
    almost = plot(burn_up_rows(burnt((date(2026, 1, 12), 11.99)), 60, 12, BLOCKS))
    enough = plot(burn_up_rows(burnt((date(2026, 1, 12), 12)), 60, 12, BLOCKS))
    assert "█" in enough[0]
    assert "█" not in almost[0]


def test_a_little_is_seen_and_nothing_is_not():
    assert "▁" in plot(burn_up_rows(burnt((date(2026, 1, 12), 0.01)), 60, 12, BLOCKS))[-1]
    assert not set("▁█") & set("".join(plot(burn_up_rows(burnt(), 60, 12, BLOCKS))))


def test_what_is_planned_is_hatched_and_never_before_today():
    chart = burnt((date(2026, 1, 12), 6), ahead=((date(2026, 9, 1), 12),))
    rows = burn_up_rows(chart, 60, 12, BLOCKS)
    today = rows[-2].plain.index("▲")
    hatched = [row.plain.index("▒") for row in rows if "▒" in row.plain]
    assert hatched
    assert min(hatched) > today
    assert "planned" in burn_up_legend(chart, BLOCKS).plain
    assert "planned" not in burn_up_legend(burnt(), BLOCKS).plain


def test_every_picture_is_drawn_in_ascii_where_the_terminal_holds_no_more():
    charts = [burnt((date(2026, 1, 12), 6), ahead=((date(2026, 9, 1), 12),)), by_month((START, 1, 2))]
    for chart in charts:
        assert text(picture(chart, 60, 14, ASCII)).isascii()
    rows = burn_up_rows(charts[0], 60, 12, ASCII)
    assert {"#", "-", "/", "^"} <= set(text(rows))


@pytest.mark.parametrize(
    ("encoding", "terminal", "signs"),
    [
        ("utf-8", "xterm-256color", BLOCKS), ("utf-8", "", BLOCKS), ("ascii", "xterm", ASCII),
        ("latin-1", "xterm", ASCII), ("utf-8", "linux", ASCII),
    ],
)  # fmt: skip
def test_signs_are_those_that_the_terminal_holds(encoding, terminal, signs):
    assert signs_of(encoding, terminal) is signs


def test_months_are_bars_with_their_sums_and_what_lies_ahead_is_empty():
    drawn = text(months_rows(by_month((date(2026, 1, 1), 1, 7)), 60, 5, BLOCKS)).splitlines()
    assert [row.split()[-1] for row in drawn[:3]] == ["1", "7", "8"]
    assert [row.count("·") for row in drawn[:3]] == [10, 10, 10]  # eleven months have begun
    assert "█" in drawn[2] and "█" not in drawn[0]


def test_months_without_room_for_strands_show_all_of_them_together():
    rows = months_rows(by_month((date(2026, 1, 1), 1, 7)), 60, 3, BLOCKS)
    assert rows[0].plain.startswith("All")
    assert len(rows) == 2


def test_no_hour_is_lost_where_months_share_a_bar():
    chance = random.Random("months")
    for _ in range(tries(60)):
        start = date(2020, 1, 1) + timedelta(days=chance.randint(0, 700))
        last = start + timedelta(days=chance.randint(30, 4000))
        firsts = sorted(
            {(start + timedelta(days=chance.randint(0, (last - start).days))).replace(day=1) for _ in range(9)}
        )
        chart = by_month(*((day, chance.randint(0, 4), chance.randint(1, 9)) for day in firsts), start=start, last=last)
        most = chance.randint(1, 80)
        buckets = bucketed(chart, months_together(chart, most))
        assert len(buckets) <= most
        assert [sum(column) for column in zip(*buckets, strict=True)] == [*chart.sums, sum(chart.sums)]


def test_a_timeline_has_a_row_for_each_window_and_one_for_what_is_ahead():
    marks = (Mark(date(2026, 9, 12), "planned", "Talk"), Mark(date(2026, 10, 2), "advice", "Do it"))
    drawn = text(timeline_rows(days(2, marks), 80, 10, BLOCKS)).splitlines()
    assert drawn[0].startswith("Credential 0") and drawn[0].endswith("○ NOT YET")
    assert "◆" in drawn[0] and "◂" in drawn[0] and "┼" in drawn[0]
    assert drawn[2].startswith("Ahead") and "•" in drawn[2] and "◇" in drawn[2]
    assert drawn[4].strip() == "▲ today"


def test_windows_without_room_are_counted():
    rows = timeline_rows(days(9), 80, 7, BLOCKS)
    assert len(rows) == 7
    assert "+5" in text(rows)


def test_no_picture_is_larger_than_its_room():
    chance = random.Random("room")
    for _ in range(tries(300)):
        start = date(2020, 1, 1) + timedelta(days=chance.randint(0, 3000))
        end = start + timedelta(days=chance.randint(1, 4000))
        spread = sorted(start + timedelta(days=chance.randint(0, (end - start).days)) for _ in range(4))
        chart = burnt(
            *((day, 3 * at + 1) for at, day in enumerate(spread)),
            needed=chance.choice((1, HOUR, 12 * HOUR, 1000 * HOUR)),
            start=start, end=end, on=start + timedelta(days=chance.randint(-30, (end - start).days + 30)),
        )  # fmt: skip
        charts = [chart, by_month((START, 1, 2), (END.replace(day=1), 0, 1)), days(chance.randint(0, 9))]
        width, height = chance.randint(1, 200), chance.randint(1, 60)
        signs = chance.choice((BLOCKS, ASCII))
        panel = stacked(charts, width, height, signs)
        assert len(panel) <= height
        for rows in (
            panel,
            whole(charts, width, height, signs),
            *(picture(one, width, height, signs) for one in charts),
        ):
            assert all(row.cell_length <= max(width, 10) for row in rows), (width, [row.plain for row in rows])


def test_the_sentence_stands_where_there_is_no_room_to_draw():
    assert text(picture(burnt(), 20, 30, BLOCKS)).splitlines()[1:] == ["So much is counted."]
