"""Charts as SVG: well-formed, inside their frame, as high as the hours are, and hostile text as text."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace
from profiles import tries

from alcto_core.hours import HOUR
from alcto_core.paperwork.writers.svg import HIGH, LEFT, ON_PAPER, RIGHT, TOP, WIDE, svg
from alcto_core.telling.charts import BurnUp, Month, Months, Point
from alcto_core.telling.page import Chart
from alcto_core.telling.timeline import Mark, Timeline, Window

NS = "{http://www.w3.org/2000/svg}"
START, END, ON = date(2025, 10, 1), date(2026, 9, 30), date(2026, 8, 14)
HOSTILE = "</title><script>x()</script> & \" ' \u202e \x1b[2J <!-- ]]>"


def burnt(*points: tuple[date, int], ahead: tuple[tuple[date, int], ...] = (), on: date = ON) -> BurnUp:
    return BurnUp(
        title="TD-CEU FY26: counted so far", sentence="So much.", start=START, end=END, last=END, on=on,
        needed=12 * HOUR, is_even=True,
        points=(Point(START, 0), *(Point(day, hours * HOUR) for day, hours in points)),
        ahead=tuple(Point(day, hours * HOUR) for day, hours in ahead),
    )  # fmt: skip


def by_month(*months: tuple[date, int, int], last: date = END) -> Months:
    return Months(
        title="By month", sentence="All of it.", start=START, last=last, on=ON, unit="hours", strands=("Law", "IT"),
        months=tuple(Month(day, (law * HOUR, it * HOUR)) for day, law, it in months),
    )  # fmt: skip


def drawn(chart: Chart, style: str = "") -> ElementTree.Element:
    return ElementTree.fromstring(svg(chart, "1", style))


def corners(path: ElementTree.Element) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"([\d.]+) ([\d.]+)", path.get("d") or "")]


def ground(root: ElementTree.Element, kind: str = "solid") -> list[tuple[float, float]]:
    return corners(next(one for one in root.iter(f"{NS}path") if one.get("class") == kind))


def test_a_picture_is_named_and_described() -> None:
    root = drawn(by_month((date(2026, 1, 1), 1, 7), (date(2026, 6, 1), 0, 2)))
    assert root.get("role") == "img"
    ids = {one.get("id"): one.text for one in root if one.tag in {f"{NS}title", f"{NS}desc"}}
    assert (root.get("aria-labelledby") or "").split() == list(ids)
    assert [*ids.values()] == ["By month", "Hours by month: Jan 2026: 8 (Law 1, IT 7); Jun 2026: 2 (IT 2)."]


def test_the_ground_is_as_high_as_what_is_counted_and_ends_today() -> None:
    root = drawn(burnt((date(2026, 1, 12), 6), (date(2026, 1, 28), 9)))
    found = ground(root)
    assert min(y for _, y in found) == pytest.approx(TOP + HIGH * (1 - 9 / 12), abs=0.1)
    share = ((ON - START).days + 1) / 365
    assert max(x for x, _ in found) == pytest.approx(LEFT + (WIDE - RIGHT - LEFT) * share, abs=0.1)


def test_the_line_that_is_needed_goes_from_nothing_to_all_of_it() -> None:
    line = ground(drawn(burnt()), "needed")
    assert line[0] == (LEFT, TOP + HIGH)
    assert line[1] == (WIDE - RIGHT, TOP)
    level = ground(drawn(replace(burnt(), is_even=False)), "needed")
    assert {y for _, y in level} == {TOP}


def test_what_is_planned_is_hatched_and_begins_today() -> None:
    root = drawn(burnt((date(2026, 1, 12), 6), ahead=((date(2026, 9, 1), 12),)))
    planned = ground(root, "planned")
    assert min(x for x, _ in planned) == max(x for x, _ in ground(root))
    assert min(y for _, y in planned) == TOP
    assert "planned" in {one.text for one in root.iter(f"{NS}text")}
    assert "planned" not in {one.text for one in drawn(burnt()).iter(f"{NS}text")}


def test_a_window_that_has_not_begun_has_no_ground() -> None:
    root = drawn(burnt(on=date(2025, 9, 1)))
    assert [one for one in root.iter(f"{NS}path") if one.get("class") in {"solid", "today"}] == []


def test_the_largest_month_is_as_high_as_a_row_and_each_strand_has_its_sum() -> None:
    root = drawn(by_month((date(2026, 1, 1), 1, 7), (date(2026, 6, 1), 0, 2)))
    heights = [float(one.get("height") or 0) for one in root.iter(f"{NS}rect")]
    assert len(heights) == 5
    assert max(heights) == heights[3]
    assert heights[1] == pytest.approx(heights[3] * 7 / 8, abs=0.1)
    texts = [one.text for one in root.iter(f"{NS}text")]
    assert texts[:6] == ["Law", "1", "IT", "9", "All", "10"]


def days(*windows: tuple[date, date | None], marks: tuple[Mark, ...] = ()) -> Timeline:
    return Timeline(
        title="The days that come", sentence="Some.", first=date(2026, 5, 1), last=date(2027, 6, 30), on=ON,
        windows=tuple(
            Window(f"c{at}", f"Credential {at}", start, due, "NOT YET", "short")
            for at, (start, due) in enumerate(windows)
        ),
        marks=marks,
    )  # fmt: skip


def test_a_timeline_draws_windows_and_what_lies_ahead_and_tells_their_days() -> None:
    marks = (
        Mark(date(2026, 9, 12), "planned", "Talk"),
        Mark(END, "due", "Credential 0"),
        Mark(date(2026, 10, 2), "advice", "Do it"),
        Mark(date(2030, 1, 1), "planned", "Far"),
    )
    root = drawn(days((START, END), (date(2026, 6, 1), date(2029, 1, 1)), (START, None), marks=marks))
    windows = [corners(one) for one in root.iter(f"{NS}path") if one.get("class") == "window"]
    assert [one[0][0] for one in windows[:2]] == [110.0, pytest.approx(110 + 490 * 31.5 / 426, abs=0.1)]
    assert windows[0][1][0] == pytest.approx(110 + 490 * 152.5 / 426, abs=0.1)
    assert windows[1][1][0] == windows[2][1][0] == 600.0
    kinds = [one.get("class") for one in root.iter(f"{NS}path")]
    assert kinds.count("due") == 2  # of the first window, and what it stands for
    assert kinds.count("advice") == 2
    assert kinds.count("solid") == 4  # signs that a line goes on beyond an edge
    assert len([*root.iter(f"{NS}circle")]) == 2
    told = root.findtext(f"{NS}desc")
    assert told is not None
    assert "Credential 0: from 2025-10-01 to 2026-09-30, NOT YET; " in told
    assert "2026-09-12: Talk (planned)" in told and "2030-01-01: Far (planned)" in told


def test_hostile_text_is_text() -> None:
    for chart in (
        replace(burnt(), title=HOSTILE),
        replace(by_month((START, 1, 1)), title=HOSTILE, strands=(HOSTILE, "x" * 99), unit=HOSTILE),
        replace(
            days(marks=(Mark(END, "planned", HOSTILE),)),
            title=HOSTILE,
            windows=(Window(HOSTILE, HOSTILE, START, END, "NOT YET", "short"),),
        ),
    ):
        made = svg(chart, "1", ON_PAPER)
        root = ElementTree.fromstring(made)
        assert not {"script", f"{NS}script"} & {one.tag for one in root.iter()}
        assert not {"\x1b", "\u202e"} & set(made)
        title = root.find(f"{NS}title")
        assert title is not None and title.text == HOSTILE.replace("\u202e", "\ufffd").replace("\x1b", "\u241b")


def test_other_kinds_are_not_drawn() -> None:
    assert svg(Chart(title="x", sentence="y"), "1") == ""


def test_nothing_lies_outside_the_frame() -> None:
    chance = random.Random("frame")
    for _ in range(tries(150)):
        last = START + timedelta(days=chance.randint(1, 5000))
        spots = sorted(START + timedelta(days=chance.randint(0, (last - START).days)) for _ in range(4))
        on = spots[1]
        chart = replace(
            burnt(*((day, 4 * at + 1) for at, day in enumerate(spots[:2])), on=on),
            end=last - timedelta(days=chance.choice((0, (last - START).days // 2))), last=last,
            ahead=tuple(Point(day, HOUR * 9 * at) for at, day in enumerate(spots[2:], 1)),
        )  # fmt: skip
        firsts = sorted({day.replace(day=1) for day in spots})
        spread = days((spots[0], spots[1]), (spots[1], spots[3]), (spots[0], None))
        for one in (chart, by_month(*((day, 1, at) for at, day in enumerate(firsts)), last=last), spread):
            root = drawn(one)
            high = float(root.get("height") or 0)
            for path in root.iter(f"{NS}path"):
                assert all(0 <= x <= WIDE and 0 <= y <= high for x, y in corners(path)), path.get("d")
            for rect in root.iter(f"{NS}rect"):
                x, y, wide, tall = (float(rect.get(key) or 0) for key in ("x", "y", "width", "height"))
                assert x >= 0 and x + wide <= WIDE and y >= 0 and y + tall <= high and wide > 0
            for text in root.iter(f"{NS}text"):
                assert 0 <= float(text.get("x") or 0) <= WIDE and 0 <= float(text.get("y") or 0) <= high
