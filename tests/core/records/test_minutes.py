"""`minutes = 40` instead of hours: read exactly, kept by edits, told in one word with hours."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.entry.form import edit_of, read_entry, text_of
from alcto_core.entry.reader import Reader
from alcto_core.hours import HOUR, HUNDREDTH, MINUTE
from alcto_core.keeping.conflict import Contest
from alcto_core.problems import Problem
from alcto_core.records.differences import Difference, differences, document_of, told
from alcto_core.records.edits import AddActivity, ChangeActivity
from alcto_core.records.reading import read_text
from alcto_core.records.tables import activity_table, amount_in
from alcto_core.records.types import Activity, Session

HEAD = 'schema = 1\n\n[person]\nname = "J"\n'
START = '\n[[activity]]\nid = "a"\ntitle = "Talk"\ndate = 2026-01-28\n'
TODAY = date(2026, 3, 1)


def read(rest: str) -> Activity:
    reading = read_text((HEAD + START + rest).encode())
    assert reading.records is not None and not [one for one in reading.problems if one.is_error], reading.problems
    return reading.records.activities[0]


def the_error(rest: str) -> Problem:
    reading = read_text((HEAD + START + rest).encode())
    assert reading.records is not None and reading.records.activities == () and reading.records.skipped == 1
    (problem,) = [one for one in reading.problems if one.is_error]
    return problem


def test_minutes_are_read_exactly_in_activities_and_sessions() -> None:
    assert read("minutes = 40\n").hours == 40 * MINUTE
    several = read('[[activity.session]]\ntitle = "S"\nminutes = 40\n[[activity.session]]\ntitle = "T"\nhours = 1.25\n')
    assert [part.hours for part in several.sessions] == [40 * MINUTE, 125 * HUNDREDTH]
    assert several.hours == 40 * MINUTE + 125 * HUNDREDTH
    assert read("minutes = 80\n[[activity.session]]\nminutes = 40\n[[activity.session]]\nminutes = 40\n").in_minutes
    assert read("minutes = 60000\n").hours == 1000 * HOUR


WRONG = {
    "both": ("hours = 1\nminutes = 60", 11, "activity[0].minutes", "beside hours", "keep one of the two"),
    "none": ("minutes = 0", 10, "activity[0].minutes", "more than 0", "whole minutes"),
    "below none": ("minutes = -5", 10, "activity[0].minutes", "more than 0", "whole minutes"),
    "too many": ("minutes = 60001", 10, "activity[0].minutes", "60,000", "check"),
    "a part of one": ("minutes = 40.5", 10, "activity[0].minutes", "not a whole number", "whole minutes"),
    "a whole one with a point": ("minutes = 40.0", 10, "activity[0].minutes", "not a whole number", "whole minutes"),
    "text": ('minutes = "40"', 10, "activity[0].minutes", "text", "without quotes"),
    "true": ("minutes = true", 10, "activity[0].minutes", "true", "whole minutes"),
    "not finite": ("minutes = inf", 10, "activity[0].minutes", "no number", "whole minutes"),
    "other sessions": (
        "minutes = 50\n[[activity.session]]\nminutes = 40", 10, "activity[0].minutes", "add up to 40",
        "put the sessions",
    ),
    "a split in hours": (
        'minutes = 45\nsplit = { "a/b" = 0.75 }', 11, "activity[0].split.a/b", "whole number", "whole minutes",
    ),
    "another sum": (
        'minutes = 40\nsplit = { "a/b" = 30 }', 11, "activity[0].split", "30 minutes, and the activity has 40",
        "minutes",
    ),
    "both in a session": (
        "[[activity.session]]\nhours = 1\nminutes = 60", 12, "activity[0].session[0].minutes", "beside hours", "keep",
    ),
    "an empty session": ("[[activity.session]]\ntitle = 'S'", 10, "activity[0].session[0].hours", "no hours", "add"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_wrong_minutes_are_told_with_line_and_remedy(wrong: str) -> None:
    rest, line, path, text, remedy = WRONG[wrong]
    problem = the_error(rest + "\n")
    assert (problem.line, problem.path.replace('"', "")) == (line, path)
    assert text in problem.text
    assert remedy in problem.remedy


def test_a_misspelt_minutes_is_told_as_one() -> None:
    reading = read_text((HEAD + START + "hours = 1\nmintues = 40\n").encode())
    assert "minutes" in reading.problems[0].remedy


def test_a_split_beside_minutes_is_in_minutes() -> None:
    assert read('minutes = 40\nsplit = { "a/b" = 10, "a/c" = 30 }\n').split == {"a/b": 10 * MINUTE, "a/c": 30 * MINUTE}


def saved(rest: str, **changes: object) -> str:
    """The file after an edit through the form's road, as typed."""
    text = HEAD + START + rest
    before = read(rest)
    typed = msgspec.structs.replace(text_of(before), **changes)
    form = read_entry(typed, Reader(TODAY, lambda word: word), before)
    assert form.activity is not None and not form.problems, form.problems
    edit = edit_of(form.activity, before)
    if edit is None:
        return text
    document = document_of(text.encode())
    assert document is not None
    written = edit.rewritten(text, document)
    assert document_of(written.encode()) == edit.applied(document)
    return written


@pytest.mark.parametrize(
    ("had", "typed", "has"),
    [
        ("minutes = 40  # a talk", "50 min", "minutes = 50  # a talk"),
        ("minutes = 40  # a talk", "0:45", "minutes = 45  # a talk"),
        ("minutes = 40  # a talk", "1", "minutes = 60  # a talk"),
        ("hours = 1.50  # a talk", "45m", "hours = 0.75  # a talk"),
        ("hours = 1.50  # a talk", "1.5", "hours = 1.50  # a talk"),
        ("minutes = 45  # a talk", "45 min", "minutes = 45  # a talk"),
        ("minutes = 45  # a talk", "0.75", "minutes = 45  # a talk"),
    ],
)
def test_an_edit_keeps_the_key_that_the_record_uses(had: str, typed: str, has: str) -> None:
    rest = 'location = "X"\n{}\nnote   = "n"\n\n# the end\n'
    assert saved(rest.format(had), hours=typed) == HEAD + START + rest.format(has)


@pytest.mark.parametrize(
    ("had", "typed", "has"), [("hours = 1", "40m", "minutes = 40"), ("minutes = 40", "0.01", "hours = 0.01")]
)
def test_a_value_that_the_key_cannot_say_changes_the_key_and_touches_nothing_else(
    had: str, typed: str, has: str
) -> None:
    rest = 'location = "X"\n{}\nnote   = "n"  # mine\n\n# the end\n'
    assert saved(rest.format(had), hours=typed) == HEAD + START + rest.format(has)


def test_a_session_keeps_its_minutes_when_another_one_changes() -> None:
    rest = (
        '\n  [[activity.session]]\n  title = "S"\n  minutes = 45 # exactly\n'
        '\n  [[activity.session]]\n  title = "T"\n  hours = 1.50\n'
    )
    before = read(rest)
    first, second = text_of(before).sessions
    changed = saved(rest, sessions=(first, type(second)(title="T", hours="20 min")))
    assert changed == HEAD + START + rest.replace("hours = 1.50", "minutes = 20")


def test_new_records_say_hours_where_hundredths_can() -> None:
    def table(amount: int, **more: object) -> dict[str, object]:
        found = activity_table(Activity(id="a", title="A", date=TODAY, hours=amount, **more))  # type: ignore[arg-type]
        return {key: value for key, value in found.items() if key in ("hours", "minutes", "split", "session")}

    assert table(45 * MINUTE).keys() == {"hours"}
    assert table(40 * MINUTE) == {"minutes": 40}
    assert table(60 * MINUTE, split={"a/b": 20 * MINUTE, "a/c": 40 * MINUTE}) == {
        "minutes": 60,
        "split": {"a/b": 20, "a/c": 40},
    }
    assert table(40 * MINUTE, sessions=(Session(title="S", hours=40 * MINUTE),))["session"] == [
        {"title": "S", "minutes": 40}
    ]


LENGTHS = st.one_of(
    st.integers(1, 60_000).map(lambda minutes: minutes * MINUTE),
    st.integers(1, 100_000).map(lambda hundredths: hundredths * HUNDREDTH),
)


@settings(max_examples=tries(150), deadline=None)
@given(st.lists(LENGTHS, min_size=1, max_size=4), st.booleans(), st.booleans())
def test_lengths_read_back_as_they_were_written(lengths: list[int], as_sessions: bool, in_minutes: bool) -> None:
    whole = lengths[0]
    sessions: tuple[Session, ...] = ()
    if as_sessions and sum(lengths) <= 1000 * HOUR:
        sessions = tuple(
            Session(title=f"S{at}", hours=one, in_minutes=in_minutes and not one % MINUTE)
            for at, one in enumerate(lengths)
        )
        whole = sum(lengths)
    flag = in_minutes and not sessions and not whole % MINUTE
    activity = Activity(id="a", title="A", date=TODAY, hours=whole, in_minutes=flag, sessions=sessions)
    edit = AddActivity(table=activity_table(activity))
    text = edit.rewritten(HEAD, document_of(HEAD.encode()) or {})
    reading = read_text(text.encode())
    assert reading.records is not None and not [one for one in reading.problems if one.is_error]
    held = reading.records.activities[0]
    assert (held.hours, [part.hours for part in held.sessions]) == (whole, [part.hours for part in sessions])
    assert edit_of(held, held) is None
    form = read_entry(text_of(held), Reader(TODAY, lambda word: word), held)
    assert form.activity == held


def test_differences_tell_minutes_and_hours_as_one_thing() -> None:
    def told_of(had: str, has: str) -> list[str]:
        before, after = (document_of((HEAD + START + rest + "\n").encode()) or {} for rest in (had, has))
        return [told(one) for one in differences(before, after)]

    assert told_of("minutes = 40", "minutes = 50") == ["changed “Talk”: hours 40 min → 50 min"]
    assert told_of("hours = 1", "minutes = 40") == ["changed “Talk”: hours 1 → 40 min"]
    assert told_of("minutes = 40", "hours = 1") == ["changed “Talk”: hours 40 min → 1"]


def test_what_two_people_said_of_one_length_is_never_both() -> None:
    base = {"id": "a", "title": "Talk", "hours": 1, "note": "old"}
    mine = {**base, "hours": 2, "note": "mine"}
    theirs = {"id": "a", "title": "Other", "minutes": 40, "note": "old"}
    contest = Contest(kind="activity", id="a", base=base, mine=mine, theirs=theirs)
    edit = contest.edit("both")
    assert isinstance(edit, ChangeActivity)
    after = edit.applied({"activity": [theirs]})["activity"][0]
    assert after == {"id": "a", "title": "Other", "hours": 2, "note": "mine"}


def test_a_difference_is_taken_over_with_its_key() -> None:
    one = Difference(kind="activity", id="a", before={"id": "a", "hours": 1}, after={"id": "a", "minutes": 40})
    from alcto_core.records.differences import taking

    edit = taking(one)
    assert edit is not None
    assert edit.applied({"activity": [{"id": "a", "hours": 1}]}) == {"activity": [{"id": "a", "minutes": 40}]}
    assert amount_in({"minutes": 40}) == 40 * MINUTE


@pytest.mark.parametrize(
    ("written", "corrected"),
    [
        ("hours = 40m", "minutes = 40"),
        ("hours = 0:50", "minutes = 50"),
        ("hours = 90m", "hours = 1.5"),
        ("minutes = 40m", "minutes = 40"),
        ("minutes = 0:40", "minutes = 40"),
        ("minutes = “40”", "minutes = 40"),
        ("minutes = 1,000", "minutes = 1000"),
        ("minutes = 40.", "minutes = 40"),
        ('minutes = "40"', "minutes = 40"),
        ('minutes = "40 min"', "minutes = 40"),
    ],
)
def test_minutes_that_are_written_otherwise_are_shown_put_right(written: str, corrected: str) -> None:
    (problem,) = [one for one in read_text((HEAD + START + written + "\n").encode()).problems if one.is_error]
    assert problem.corrected == corrected


@pytest.mark.parametrize(("key", "session"), [("minutes", "minutes = 50"), ("hours", "hours = 1.5")])
def test_a_sum_that_does_not_agree_is_put_right_in_the_unit_of_the_record(key: str, session: str) -> None:
    assert the_error(f"{key} = 40\n[[activity.session]]\n{session}\n").corrected == session
