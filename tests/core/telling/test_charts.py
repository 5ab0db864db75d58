"""Charts as values: hours against the line that is needed, by month and strand, and the days that come."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from alcto_core.evaluation.standing import Doubt, State
from alcto_core.host.plugins import load_plugins
from alcto_core.hours import HOUR
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.overview import Overview, open_overview
from alcto_core.telling.charts import BurnUp, Months, burn_up, charts_of, months
from alcto_core.telling.charts_page import all_charts, charts_sheet, charts_text, not_drawn
from alcto_core.telling.timeline import MOST_NAMED, Timeline, timeline

ON = date(2026, 8, 14)
HEAD = """
schema = 1
[person]
name = "Jordan Avery"
role_began = 2024-01-01
[[credential]]
program = "al-td-ceu"
"""
SOME = """
[[activity]]
id = "winter"
title = "ALET Winter Conference"
date = 2026-01-28
hours = 4
offering = "alet/winter-conference"
strands = ["al-cto/it"]
[[activity]]
id = "region"
title = "ALET region meeting"
date = 2026-01-30
hours = 1.5
offering = "alet/region-meeting"
strands = ["al-cto/law-ethics"]
[[activity]]
id = "camp"
title = "ALET Cyber Camp"
date = 2026-06-02
hours = 2
offering = "alet/cyber-camp"
strands = ["al-cto/it"]
[[activity]]
id = "planned"
title = "ALET Fall Conference"
date = 2026-09-20
hours = 5
offering = "alet/fall-conference"
strands = ["al-cto/it"]
status = "planned"
"""


def opened(folder: Path, text: str, on: date = ON, *, plan: bool = False, period: str | None = None) -> Overview:
    (folder / "records.toml").write_text(HEAD + text, encoding="utf-8")
    return open_overview(RecordsFolder(path=folder), load_plugins(no_plugins=True), on, plan=plan, period=period)


def test_the_burn_up_rises_with_each_day_that_counts(tmp_path: Path) -> None:
    chart = burn_up(opened(tmp_path, SOME).standings[0])
    assert chart is not None
    assert [(point.day, point.hours / HOUR) for point in chart.points] == [
        (date(2025, 10, 1), 0),
        (date(2026, 1, 28), 4),
        (date(2026, 1, 30), 5.5),
        (date(2026, 6, 2), 7.5),
    ]
    assert chart.ahead == ()
    assert (chart.start, chart.end, chart.last) == (date(2025, 10, 1), date(2026, 9, 30), date(2026, 9, 30))
    assert chart.at(date(2026, 1, 27)) == 0
    assert chart.at(date(2026, 1, 28)) == 4 * HOUR
    assert chart.sentence == ("7.5 of 12 hours counted by 14 Aug 2026, where an even pace would have 10.46.")


def test_the_line_goes_evenly_from_nothing_to_what_is_needed(tmp_path: Path) -> None:
    chart = burn_up(opened(tmp_path, SOME).standings[0])
    assert chart is not None
    assert chart.line(date(2025, 9, 30)) == 0
    assert chart.line(date(2025, 10, 1)) * 365 == 12 * HOUR
    assert chart.line(date(2026, 9, 30)) == chart.line(date(2027, 1, 1)) == 12 * HOUR


def test_what_is_planned_is_drawn_after_today_and_said(tmp_path: Path) -> None:
    plain = opened(tmp_path, SOME).standings[0]
    planned = opened(tmp_path, SOME, plan=True).standings[0]
    chart = burn_up(plain, planned)
    assert chart is not None
    assert [(point.day, point.hours / HOUR) for point in chart.ahead] == [(date(2026, 9, 20), 12.5)]
    assert chart.counted == 7.5 * HOUR
    assert "With what is planned: 12.5 of 12 by 20 Sep 2026." in chart.sentence


def test_a_planned_day_that_has_passed_is_never_counted_so_far(tmp_path: Path) -> None:
    passed = SOME.replace("2026-09-20", "2026-08-01")
    chart = burn_up(opened(tmp_path, passed).standings[0], opened(tmp_path, passed, plan=True).standings[0])
    assert chart is not None
    assert chart.counted == 7.5 * HOUR
    assert chart.at(date(2026, 8, 13)) == 7.5 * HOUR
    assert [(point.day, point.hours / HOUR) for point in chart.ahead] == [(ON, 12.5)]


def test_the_day_on_which_enough_was_there_is_said(tmp_path: Path) -> None:
    chart = burn_up(opened(tmp_path, SOME.replace('status = "planned"', "").replace("09-20", "08-01")).standings[0])
    assert chart is not None
    assert chart.sentence == "12.5 of 12 hours counted by 14 Aug 2026, reached on 1 Aug 2026."


def test_enough_hours_of_which_some_are_the_wrong_ones_never_read_as_all(tmp_path: Path) -> None:
    entries = "".join(
        f'[[activity]]\nid = "{at}"\ntitle = "{at}"\ndate = 2025-03-0{at}\nhours = 20\nstrands = ["al-cto/it"]\n'
        for at in (1, 2, 3)
    )
    held = '[[credential]]\nprogram = "al-cto"\nissued = 2024-06-01\n'
    overview = opened(tmp_path, f"{held}{entries}")
    standing = overview.standing("al-cto")
    assert standing is not None
    chart = burn_up(standing)
    assert chart is not None
    assert chart.counted == chart.needed == 60 * HOUR
    assert standing.hours.missing
    assert chart.sentence.startswith("60 of 60 hours counted by 14 Aug 2026, reached on 3 Mar 2025. ")
    assert "missing by" in chart.sentence


COUNTED = "7.5 of 12 hours counted by 14 Aug 2026"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"state": State.COMPLIANT, "settled": "the authority renewed it"},
            f"{COUNTED}. The authority renewed it.",
        ),
        ({"due": None}, f"{COUNTED}."),
        (
            {"state": State.UNDETERMINED, "why": "Nobody knows."},
            f"{COUNTED}, where an even pace would have 10.46. Nobody knows.",
        ),
        ({"skipped": 2}, f"{COUNTED}, where an even pace would have 10.46. 2 records with errors left out."),
        ({"state": State.NOT_APPLICABLE}, None),
        ({"unread": "records.toml:3"}, None),
        ({"state": State.UNDETERMINED, "doubts": (Doubt(text="Twice?", remedy="Say.", turns=True),)}, None),
    ],
)
def test_the_sentence_says_what_the_state_rests_on(
    changes: dict[str, Any], sentence: str | None, tmp_path: Path
) -> None:
    chart = burn_up(replace(opened(tmp_path, SOME).standings[0], **changes))
    assert (chart.sentence if chart is not None else None) == sentence


def test_where_nothing_is_due_the_line_is_level(tmp_path: Path) -> None:
    chart = burn_up(replace(opened(tmp_path, SOME).standings[0], due=None))
    assert chart is not None
    assert chart.line(chart.start) == chart.line(chart.end) == chart.needed


def test_months_hold_each_strand(tmp_path: Path) -> None:
    overview = opened(tmp_path, SOME)
    chart = months(overview.standings[0], overview.library)
    assert chart is not None
    assert chart.strands == ("Roles", "Law", "Data", "Teaching", "IT", "Planning")
    assert [(month.name, month.hours / HOUR) for month in chart.months] == [("Jan 2026", 5.5), ("Jun 2026", 2)]
    assert [hours / HOUR for hours in chart.sums] == [0, 1.5, 0, 0, 6, 0]
    assert chart.sentence == (
        "7.5 hours counted: Law 1.5, IT 6; none in Roles, Data, Teaching, Planning. Most in Jan 2026: 5.5."
    )


def test_nothing_is_drawn_where_nothing_is_owed_or_sure(tmp_path: Path) -> None:
    early = opened(tmp_path, SOME, date(2024, 3, 1))
    assert charts_of(early.standings[0], early.library) == ()
    (words,) = not_drawn(early, early.standings)
    assert words.startswith("There is nothing to draw of TD-CEU") and words.endswith(".")
    assert not_drawn(early, ()) == ("There is nothing to draw: no credential is recorded.",)
    assert "cannot be read" in not_drawn(replace(early, records=None, standings=()), ())[0]
    assert "no records file" in not_drawn(replace(early, loaded=None, records=None, standings=()), ())[0]


def test_a_past_period_is_drawn_to_its_end(tmp_path: Path) -> None:
    chart = burn_up(opened(tmp_path, SOME, date(2026, 11, 1), period="FY26").standings[0])
    assert chart is not None
    assert chart.sentence.startswith("7.5 of 12 hours counted by 1 Nov 2026")
    assert "even pace" not in chart.sentence
    assert chart.last == date(2026, 9, 30)


def test_the_timeline_has_each_window_and_each_day_ahead_once(tmp_path: Path) -> None:
    chart = timeline(opened(tmp_path, SOME))
    assert chart is not None
    assert [(one.title, one.start, one.due, one.state) for one in chart.windows] == [
        ("TD-CEU", date(2025, 10, 1), date(2026, 9, 30), "NOT YET")
    ]
    assert [(one.day, one.kind, one.title) for one in chart.marks] == [
        (date(2026, 9, 20), "planned", "ALET Fall Conference"),
        (date(2026, 9, 30), "due", "TD-CEU"),
    ]
    assert (chart.first, chart.last) == (date(2026, 5, 1), date(2027, 2, 28))
    assert chart.sentence == ("From 14 Aug 2026 on: 20 Sep ALET Fall Conference (planned); 30 Sep TD-CEU due.")


def test_what_is_ahead_is_planned_or_later_and_today_counts_as_ahead(tmp_path: Path) -> None:
    entries = "".join(
        f'[[activity]]\nid = "{at}"\ntitle = "{title}"\ndate = {day}\nhours = 1\nstatus = "{status}"\n'
        for at, (title, day, status) in enumerate(
            [
                ("today, planned", "2026-08-14", "planned"),
                ("today, done", "2026-08-14", "completed"),
                ("later, done", "2026-08-15", "completed"),
                ("before, planned", "2026-08-13", "planned"),
            ]
        )
    )
    chart = timeline(opened(tmp_path, entries))
    assert chart is not None
    assert [one.title for one in chart.marks] == ["today, planned", "later, done", "TD-CEU"]


def test_a_due_date_in_doubt_is_not_drawn(tmp_path: Path) -> None:
    overview = opened(tmp_path, SOME)
    doubt = Doubt(text="Twice?", remedy="Say.", turns=True)
    unsure = replace(overview.standings[0], state=State.UNDETERMINED, doubts=(doubt,))
    chart = timeline(overview, (unsure,))
    assert chart is not None
    assert [one.due for one in chart.windows] == [None]
    assert [one.kind for one in chart.marks] == ["planned"]


def test_a_timeline_ends_two_years_ahead_at_most(tmp_path: Path) -> None:
    far = SOME.replace("2026-09-20", "2031-03-01")
    chart = timeline(opened(tmp_path, far))
    assert chart is not None
    assert chart.last == date(2028, 8, 31)
    assert chart.marks[-1].day == date(2031, 3, 1)
    assert "1 Mar 2031 ALET Fall Conference (planned)" in chart.sentence


def test_many_days_are_counted_in_the_sentence_and_all_on_the_page(tmp_path: Path) -> None:
    many = "".join(
        f'[[activity]]\nid = "p{at}"\ntitle = "Talk {at}"\ndate = 2026-09-{at + 1:02d}\nhours = 1\nstatus = "planned"\n'
        for at in range(9)
    )
    chart = timeline(opened(tmp_path, many))
    assert chart is not None
    assert chart.sentence.endswith(f"; and {10 - MOST_NAMED} more.")
    said = charts_text(charts_sheet((chart,)))
    assert all(f"Talk {at} (planned)" in said for at in range(9))


@pytest.mark.parametrize("on", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_timeline_stays_within_the_calendar(on: date, tmp_path: Path) -> None:
    chart = timeline(replace(opened(tmp_path, SOME), on=on))
    assert chart is not None
    assert chart.first <= on <= chart.last


def test_a_chart_is_made_of_the_standing_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    overview = opened(tmp_path, SOME)

    def evaluated(*_: object, **__: object) -> None:
        raise AssertionError("judged a second time")

    monkeypatch.setattr("alcto_core.evaluation.evaluate._evaluated", evaluated)
    charts = all_charts(overview, overview.standings)
    assert [type(chart) for chart in charts] == [Timeline, BurnUp, Months]
