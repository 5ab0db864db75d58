"""What another entry can begin as."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alcto_core.entry.templates import MOST, templates, values_like
from alcto_core.records.types import Activity


def entry(title: str, day: int, **more) -> Activity:
    begun = date(2026, 1, 1) + timedelta(days=day)
    return Activity(id=f"{title}-{day}", title=title, date=begun, hours=600_000, **more)


def titles(activities) -> list[str]:
    return [one.id for one in templates(activities)]


def test_the_latest_three_things_come_first_then_what_was_logged_most_often():
    log = [entry("A", 1), entry("B", 2), entry("B", 3), entry("C", 4), entry("D", 5), entry("E", 6), entry("a  ", 0)]
    assert titles(log) == ["E-6", "D-5", "C-4", "B-3", "A-1"]


def test_an_offering_is_one_thing_whatever_it_was_called_and_each_of_its_courses_is_another():
    log = [entry("X", 1, offering="a/b"), entry("Y", 2, offering="a/b"), entry("Z", 3, offering="a/b", course="Law")]
    assert titles(log) == ["Z-3", "Y-2"]


@given(st.lists(st.tuples(st.sampled_from("abcdefghijklm"), st.integers(0, 400)), unique=True))
def test_each_thing_stands_there_once_and_by_its_newest_entry(drawn):
    log = [entry(title, day) for title, day in drawn]
    found = templates(log)
    assert len(found) == min(MOST, len({one.title for one in log}))
    assert all(one.date == max(other.date for other in log if other.title == one.title) for one in found)


def test_another_entry_has_its_own_day_proof_and_record_and_what_is_said_goes_before():
    like = entry("A", 1, strands=("x/it",), evidence=("evidence/a.pdf",), posted=date(2026, 2, 1), location="Hoover")
    assert values_like(like, ()) == {
        "title": "A", "hours": 600_000, "strands": ("x/it",), "location": "Hoover",
    }  # fmt: skip
    assert values_like(like, {"hours", "title"}) == {"strands": ("x/it",), "location": "Hoover"}


def test_another_length_brings_its_own_division():
    like = entry("A", 1, strands=("x/it", "x/law"), split={"x/it": 300_000, "x/law": 300_000})
    assert "split" in values_like(like, {"location"})
    assert "split" not in values_like(like, {"hours"})
    assert "split" not in values_like(like, {"strands"})
