"""Rows of an official record and entries of a log, paired."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import permutations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alcto_core.hours import HOUR
from alcto_core.problems import Refused
from alcto_core.reconciling import likeness
from alcto_core.reconciling.assignment import Link, assigned
from alcto_core.reconciling.official import OfficialRow
from alcto_core.reconciling.pairs import Entry, Said
from alcto_core.reconciling.reconciliation import Reconciliation, reconciled
from alcto_core.records.types import Activity, Session

DAY = date(2026, 1, 28)


def entry(id: str, title: str = "ALET Winter Conference", after: int = 0, hours: float = 6.5, **more: object) -> Entry:
    sessions = more.pop("sessions", ())
    activity = Activity(id=id, title=title, date=DAY + timedelta(after), hours=round(hours * HOUR), sessions=sessions)  # type: ignore[arg-type]
    return Entry(activity=activity, names=(title,), **more)  # type: ignore[arg-type]


def row(number: int, title: str = "ALET Winter Conference", after: int = 0, hours: float = 6.5) -> OfficialRow:
    return OfficialRow(number=number, title=title, day=DAY + timedelta(after), hours=round(hours * HOUR))


def shown(found: Reconciliation) -> list[str]:
    """Every pair in a line: the activity, its rows, and why it is doubtful."""
    return [
        f"{pair.activity.id}={'+'.join(str(one.number) for one in pair.rows)}"
        + (f" ({', '.join(pair.doubts)})" if pair.doubts else "")
        for pair in found.pairs
    ]


def test_the_same_event_is_in_both() -> None:
    found = reconciled([entry("a")], [row(2)])
    assert shown(found) == ["a=2"]
    assert (len(found.both), found.differ, found.only_mine, found.only_theirs) == (1, (), (), ())


def test_an_event_a_day_later_under_a_shortened_title_is_the_same_one() -> None:
    assert shown(reconciled([entry("a")], [row(2, "ALET Winter Conf.", 1)])) == ["a=2"]


def test_three_days_later_is_asked_about() -> None:
    assert shown(reconciled([entry("a")], [row(2, after=3)])) == ["a=2 (day)"]


def test_another_week_is_another_event_where_it_happens_again_and_again() -> None:
    series = [entry(f"e{at}", after=-60 + at) for at in range(3)]
    found = reconciled(series, [row(2, after=8), row(3, after=18)])
    assert (shown(found), len(found.only_mine), len(found.only_theirs)) == ([], 3, 2)


@pytest.mark.parametrize(("hours", "is_posted"), [(6.5, False), (6.5, True), (6, True)])
def test_a_row_of_some_weeks_later_may_show_the_day_of_posting_and_is_asked_about(
    hours: float, is_posted: bool
) -> None:
    theirs = row(2, after=13, hours=hours)
    if is_posted:
        theirs = msgspec.structs.replace(theirs, posted=theirs.day)
    assert shown(reconciled([entry("a")], [theirs])) == ["a=2 (day)"]


def test_a_row_of_an_earlier_week_or_of_months_later_or_with_other_hours_is_another_event() -> None:
    for theirs in (row(2, after=-13), row(2, after=150), row(2, after=13, hours=4)):
        assert shown(reconciled([entry("a")], [theirs])) == []


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("K-12 Cybersecurity Essentials", "K12 Cybersecurity Essent."),
        ("Future of Education Technology Conference", "FUTURE OF ED TECH CONF (FETC)"),
        ("E-Rate Basics Webinar", "eRate Basics"),
        ("Project Management for Directors", "Project Mgmt Directors"),
    ],
)
def test_titles_that_an_export_shortens_are_those_of_the_same_event(mine: str, theirs: str) -> None:
    assert likeness.of_titles(mine, theirs) >= likeness.SURE


def test_another_title_of_the_same_day_and_hours_is_asked_about() -> None:
    assert shown(reconciled([entry("a")], [row(2, "Zx 12")])) == ["a=2 (title)"]


def test_other_hours_are_a_difference_and_no_doubt() -> None:
    found = reconciled([entry("a")], [row(2, hours=5.5)])
    assert shown(found) == ["a=2"]
    assert [(pair.mine, pair.theirs) for pair in found.differ] == [(1950, 1650)]


def test_hours_that_are_far_apart_are_asked_about() -> None:
    assert shown(reconciled([entry("a")], [row(2, hours=1)])) == ["a=2 (hours)"]


@pytest.mark.parametrize("title", ["ALET Winter Conference", "ALET Winter Conference, Day {}"])
@pytest.mark.parametrize("shown_on", [0, 1, 2, 3])
def test_a_row_that_sums_the_days_of_an_event_is_shared_among_them_and_asked_about(title: str, shown_on: int) -> None:
    mine = [entry(f"d{at}", title.format(at), at, hours) for at, hours in ((0, 6), (1, 6.5), (2, 4))]
    found = reconciled(mine, [row(2, after=shown_on, hours=16.5)])
    assert shown(found) == ["d0=2 (summed)", "d1=2 (summed)", "d2=2 (summed)"]
    assert [pair.theirs for pair in found.pairs] == [1800, 1950, 1200]
    assert (found.differ, found.only_mine, found.only_theirs) == ((), (), ())


def test_two_entries_of_a_day_are_one_row_where_they_add_up() -> None:
    assert shown(reconciled([entry("a", hours=2), entry("b", hours=3)], [row(2, hours=5)])) == [
        "a=2 (summed)",
        "b=2 (summed)",
    ]


@pytest.mark.parametrize(
    ("hours", "after", "other"),
    [(12, 1, "ALET Winter Conference"), (10.5, 1, "Cyber Camp"), (10.25, 3, "ALET Winter Conference")],
)
def test_a_row_is_no_sum_where_hours_titles_or_days_do_not_fit(hours: float, after: int, other: str) -> None:
    found = reconciled([entry("a", hours=6), entry("b", other, after, 4.5)], [row(2, after=after, hours=hours)])
    assert all(pair.sums is None for pair in found.pairs)


MEETINGS = tuple(
    entry(f"m{at}", f"Region 4 tech meeting, {month}", 30 * at, 1.5)
    for at, month in enumerate(("September", "October", "November", "December"))
)


@pytest.mark.parametrize("after", [-20, 0, 90, 95])
@pytest.mark.parametrize("title", ["Region 4 tech meetings", "Region 4 Tech Meetings - Fall 2026"])
def test_a_row_that_sums_meetings_of_distant_days_is_offered_as_those(title: str, after: int) -> None:
    found = reconciled(MEETINGS, [row(2, title, after, 6)])
    assert shown(found) == [f"m{at}=2 (summed, day)" for at in range(4)]
    assert [pair.theirs for pair in found.pairs] == [450] * 4
    assert (found.differ, found.only_mine, found.only_theirs) == ((), (), ())


def test_an_entry_that_sums_rows_of_distant_days_is_offered_with_those() -> None:
    mine = entry("fall", "Region 4 tech meetings, fall semester", 90, 6)
    theirs = [row(at, "Region 4 Tech Meeting", 30 * (at - 2), 1.5) for at in range(2, 6)]
    assert shown(reconciled([mine], theirs)) == ["fall=2+3+4+5 (day)"]


def test_a_series_is_not_guessed_where_hours_periods_titles_or_runs_leave_it_open() -> None:
    name = "Region 4 tech meetings"
    for theirs in (row(2, name, 90, 6.25), row(2, "Region 5 tech meetings", 90, 6), row(2, "Cyber Camp", 90, 6)):
        assert all(pair.sums is None for pair in reconciled(MEETINGS, [theirs]).pairs)
    by_month = reconciled(MEETINGS, [row(2, name, 90, 6)], period_of=lambda day: day.month)
    assert all(pair.sums is None for pair in by_month.pairs)
    assert all(pair.sums is None for pair in reconciled(MEETINGS, [row(2, name, 100, 3)]).pairs)  # any two of four


def test_two_semesters_are_two_series() -> None:
    mine = [entry(f"m{at}", "Region 4 tech meeting", 30 * at, 1.5) for at in range(8)]
    theirs = [row(2, "Region 4 tech meetings, fall", 95, 6), row(3, "Region 4 tech meetings, spring", 215, 6)]
    found = reconciled(mine, theirs)
    assert [pair.rows[0].number for pair in found.pairs] == [2] * 4 + [3] * 4


def test_what_has_a_row_of_its_own_is_in_no_series() -> None:
    theirs = [row(2, "Region 4 tech meeting", 1, 1.5), row(3, "Region 4 tech meetings", 95, 4.5)]
    assert shown(reconciled(MEETINGS, theirs)) == [
        "m0=2",
        "m1=3 (summed, day)",
        "m2=3 (summed, day)",
        "m3=3 (summed, day)",
    ]


def test_several_entries_may_be_said_to_be_one_row() -> None:
    said = frozenset({(2, "a"), (2, "b")})
    mine = [entry("a", "Camp", 0, 4), entry("b", "Retreat", 40, 4), entry("c", "Talk", 50, 4)]
    found = reconciled(mine, [row(2, "Summer work", 60, 8)], Said(pairs=said))
    assert shown(found) == ["a=2", "b=2"]
    assert [pair.theirs for pair in found.pairs] == [1200, 1200]
    assert [one.id for one in found.only_mine] == ["c"]
    assert len(reconciled(mine, [row(2, "Summer work", 60, 12)], Said(pairs=said)).pairs) == 2
    with pytest.raises(Refused, match="Row 2 has 7 hours, and the 2 entries paired with it have 8 hours"):
        reconciled(mine, [row(2, "Summer work", 60, 7)], Said(pairs=said))
    with pytest.raises(Refused, match="“a” cannot have another row too"):
        reconciled(mine, [row(2, "S", 60, 8), row(3, "T", 60, 8)], Said(pairs=said | {(3, "a")}))


def test_a_sum_over_two_periods_is_said() -> None:
    mine = [entry("a", hours=6), entry("b", after=1, hours=6)]
    assert shown(reconciled(mine, [row(2, after=1, hours=12)], period_of=lambda day: day == DAY)) == [
        "a=2 (summed, period)",
        "b=2 (summed, period)",
    ]


def test_rows_by_session_go_together_where_they_add_up() -> None:
    rows = [row(2, hours=2), row(3, hours=4.5), row(4, "Cyber Camp", hours=3)]
    found = reconciled([entry("a")], rows)
    assert shown(found) == ["a=2+3"]
    assert [one.number for one in found.only_theirs] == [4]


def test_rows_that_name_the_sessions_go_together() -> None:
    sessions = (Session(title="Ransomware tabletop", hours=600), Session(title="Budget clinic", hours=1350))
    rows = [row(2, "Ransomware tabletop", hours=2), row(3, "Budget clinic", hours=4.5)]
    assert shown(reconciled([entry("a", sessions=sessions)], rows)) == ["a=2+3"]


def test_rows_that_do_not_add_up_are_asked_about() -> None:
    assert shown(reconciled([entry("a")], [row(2, hours=2), row(3, hours=2)])) == ["a=2+3 (several)"]


def test_hours_without_meals_are_what_a_record_shows() -> None:
    sessions = (Session(title="Talks", hours=1650), Session(title="Lunch", hours=300, kind="meal"))
    assert shown(reconciled([entry("a", sessions=sessions)], [row(2, after=1, hours=5.5)])) == ["a=2"]


def test_two_entries_of_one_row_are_asked_about() -> None:
    found = reconciled([entry("a"), entry("b", after=2)], [row(2, after=1)])
    assert shown(found) == ["a=2 (rival)"]


def test_each_entry_takes_the_row_that_leaves_the_best_for_the_other() -> None:
    entries = [entry("a", "Data privacy", 0, 2), entry("b", "Data privacy", 1, 3)]
    rows = [row(2, "Data privacy", 1, 2), row(3, "Data privacy", 2, 3)]
    assert [line.split(" ")[0] for line in shown(reconciled(entries, rows))] == ["a=2", "b=3"]


def test_a_refused_entry_is_asked_about() -> None:
    assert shown(reconciled([entry("a", is_refused=True)], [row(2)])) == ["a=2 (refused)"]


def test_days_of_two_periods_are_asked_about() -> None:
    found = reconciled([entry("a")], [row(2, after=1)], period_of=lambda day: day > DAY)
    assert shown(found) == ["a=2 (period)"]


def test_the_person_pairs_and_parts() -> None:
    entries, rows = [entry("a"), entry("b", "FETC")], [row(2), row(3, "FETC")]
    said = Said(pairs=frozenset({(2, "b")}), apart=frozenset({3}))
    found = reconciled(entries, rows, said)
    assert shown(found) == ["b=2"]
    assert ([one.id for one in found.only_mine], [one.number for one in found.only_theirs]) == (["a"], [3])


@pytest.mark.parametrize(
    "said", [Said(pairs=frozenset({(9, "a")})), Said(pairs=frozenset({(2, "no")})), Said(apart=frozenset({9}))]
)
def test_what_is_not_compared_cannot_be_paired(said: Said) -> None:
    with pytest.raises(Refused, match="is not compared"):
        reconciled([entry("a")], [row(2)], said)


@pytest.mark.parametrize(
    ("one", "other", "sure"),
    [
        ("ALET Winter Conference", "alet WINTER conference 2026", True),
        ("FETC", "FETC Orlando", True),
        ("Future of Education Technology Conference", "FETC", True),
        ("Conference", "ALET Winter Conference", False),
        ("ALET Winter Conference", "ALET Summer Conference", False),
        ("Region meeting 3", "Region meeting 4", False),
        ("FETC 2025", "FETC 2026", False),
        ("日本語 研修", "日本語 研修", True),
    ],
)
def test_titles_are_weighed(one: str, other: str, sure: bool) -> None:
    assert (likeness.of_titles(one, other) >= likeness.SURE) is sure
    assert likeness.of_titles(one, other) == likeness.of_titles(other, one)


TITLES = st.sampled_from(
    ["ALET Winter Conference", "ALET Winter", "FETC", "FETC 2026", "Cyber Camp", "[/b] ＊", "", "\x1b[2J"]
)
ENTRIES = st.lists(st.tuples(TITLES, st.integers(0, 4), st.sampled_from([1, 2, 3, 6.5])), max_size=7).map(
    lambda told: [entry(f"e{at}", *one) for at, one in enumerate(told)]
)
ROWS = st.lists(st.tuples(TITLES, st.integers(0, 4), st.sampled_from([1, 2, 3, 6.5])), max_size=7).map(
    lambda told: [row(at, *one) for at, one in enumerate(told, 2)]
)


@given(ENTRIES, ROWS)
def test_every_row_and_entry_stands_once_and_no_hour_is_lost(entries: list[Entry], rows: list[OfficialRow]) -> None:
    found = reconciled(entries, rows)
    pairs = (*found.both, *found.differ)
    assert Counter([*(pair.activity.id for pair in pairs), *(one.id for one in found.only_mine)]) == Counter(
        one.activity.id for one in entries
    )
    shared = {pair.sums[0].number: pair.sums[1] for pair in pairs if pair.sums is not None}
    assert Counter(
        [*(one.number for pair in pairs for one in pair.rows), *(one.number for one in found.only_theirs)]
    ) == Counter({one.number: shared.get(one.number, 1) for one in rows})
    theirs = sum(pair.theirs for pair in pairs) + sum(one.hours for one in found.only_theirs)
    mine = sum(pair.mine for pair in pairs) + sum(one.hours for one in found.only_mine)
    assert (mine, theirs) == (sum(one.activity.hours for one in entries), sum(one.hours for one in rows))


def said_by(found: Reconciliation) -> list[object]:
    """What the rows say, wherever they stand."""
    return [
        [(pair.activity.id, sorted(one.content[:4] for one in pair.rows), pair.doubts) for pair in found.pairs],
        [one.id for one in found.only_mine],
        sorted(one.content[:4] for one in found.only_theirs),
    ]


@given(ENTRIES, ROWS, st.randoms())
def test_the_order_of_rows_and_entries_does_not_matter(
    entries: list[Entry], rows: list[OfficialRow], random: object
) -> None:
    before = said_by(reconciled(entries, rows))
    numbers = [one.number for one in rows]
    random.shuffle(numbers)  # type: ignore[attr-defined]
    moved = [
        OfficialRow(number=number, title=one.title, day=one.day, hours=one.hours)
        for number, one in zip(numbers, rows, strict=True)
    ]
    random.shuffle(moved)  # type: ignore[attr-defined]
    turned = list(entries)
    random.shuffle(turned)  # type: ignore[attr-defined]
    assert said_by(reconciled(turned, moved)) == before


@given(st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=1, max_size=4))
def test_no_other_assignment_weighs_more(weights: list[list[int]]) -> None:
    links = [
        Link(entry=at, rows=(to,), weight=weight)
        for at, line in enumerate(weights)
        for to, weight in enumerate(line)
        if weight
    ]
    best = max(sum(weights[at][to] for at, to in enumerate(order)) for order in permutations(range(4), len(weights)))
    assert sum(link.weight for link in assigned(links).links) == best
    assert assigned(reversed(links)) == assigned(links)


def test_in_a_crowd_nothing_is_sure() -> None:
    entries = [entry(f"e{at}", f"Talk {'abcdefghij'[at % 10]} x", at % 2, 1 + at / 100) for at in range(300)]
    rows = [row(at, "Talk x", at % 2, 3) for at in range(300)]
    found = reconciled(entries, rows)
    assert found.pairs
    assert all(pair.doubts for pair in found.pairs)
