"""The form for one activity: words as they were typed, and what they say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.entry.amounts import read_hours
from alcto_core.entry.form import (
    EntryText,
    draft_of,
    edit_of,
    look_alike,
    read_entry,
    rebased,
    text_of,
    text_of_draft,
)
from alcto_core.entry.reader import Reader, SessionText
from alcto_core.hours import HOUR, HUNDREDTH
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.records.changing import REMOVED
from alcto_core.records.edits import AddActivity, ChangeActivity
from alcto_core.records.types import Activity, AuthorityRecord, Session

TODAY = date(2026, 8, 14)
SHORT = {"al-cto/it": "IT", "al-cto/data": "Data", "al-cto/law-ethics": "Law"}
NAMED = {word.casefold(): id for id, word in SHORT.items()} | {id: id for id in SHORT}
FILLED = EntryText(title="ALET Winter Conference", date="2026-01-28", hours="6.5", strands=("al-cto/it",))


def strand_named(word: str) -> str | None:
    return NAMED.get(word.casefold())


READER = Reader(TODAY, strand_named)


def read(**typed: Any) -> Any:
    return read_entry(msgspec.structs.replace(FILLED, **typed), READER)


@pytest.mark.parametrize(
    ("typed", "hours"),
    [("1.5", 150 * HUNDREDTH), ("1:30", 150 * HUNDREDTH), ("90m", 150 * HUNDREDTH), ("1.5 h", 150 * HUNDREDTH)],
)
def test_hours_are_read_as_people_write_them(typed: str, hours: int) -> None:
    assert read(hours=typed).activity.hours == hours


@pytest.mark.parametrize(
    ("typed", "status", "day"),
    [
        ("yesterday", "completed", date(2026, 8, 13)),
        ("oct 14", "completed", date(2025, 10, 14)),
        ("oct 14", "planned", date(2026, 10, 14)),
        ("10/14/2025", "completed", date(2025, 10, 14)),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, status: str, day: date) -> None:
    assert read(date=typed, status=status).activity.date == day


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("title", "  ", "name of the event"),
        ("date", "", "write the day"),
        ("date", "10/32", "no such day"),
        ("hours", "", "write the hours"),
        ("hours", "1,5", "point, not a comma"),
        ("hours", "1.333", "more than two decimals"),
        ("posted", "sometime", "is not a date"),
        ("split", "IT 4, Data 2", "adds up to 6 hours, and the entry has 6.5"),
        ("split", "Magic 6.5", "“Magic” is no strand"),
        ("split", "IT", "no strand with hours"),
        ("units", "many", "no unit with a number"),
        ("units", "semester-hour 0", "no unit with a number"),
        ("evidence", "/etc/passwd", "not inside your records folder"),
        ("evidence", "evidence/../../x.pdf", "not inside your records folder"),
        ("evidence", "C:\\x.pdf", "not inside your records folder"),
        ("evidence", "~/x.pdf", "not inside your records folder"),
    ],
)
def test_what_is_wrong_is_said_of_its_field_only(field: str, typed: str, words: str) -> None:
    reading = read(**{field: typed})
    assert list(reading.problems) == [field]
    assert words in str(reading.problems[field])


def test_several_wrong_fields_are_all_named_at_once() -> None:
    reading = read_entry(EntryText(posted="x"), READER)
    assert set(reading.problems) == {"title", "date", "hours", "posted"}


def test_sessions_make_the_hours_and_bar_a_division() -> None:
    sessions = (SessionText(title="Tabletop", hours="1:30"), SessionText(title="Lunch", hours="1", kind="meal"))
    reading = read(sessions=sessions, hours="nonsense")
    assert reading.activity.hours == 250 * HUNDREDTH
    assert reading.activity.sessions == (
        Session(title="Tabletop", hours=150 * HUNDREDTH),
        Session(title="Lunch", hours=HOUR, kind="meal"),
    )
    assert "split" in read(sessions=sessions, split="IT 2.5").problems


def test_a_broken_session_is_named_and_nothing_is_ready() -> None:
    reading = read(sessions=(SessionText(title="Tabletop", hours="?"),))
    assert "sessions" in reading.problems
    assert reading.activity is None


def test_units_may_stand_instead_of_hours() -> None:
    reading = read(hours="", units="semester-hour 3")
    assert not reading.problems
    assert reading.activity.units == {"semester-hour": Decimal(3)}


def test_a_division_that_adds_up_is_kept_by_strand_id() -> None:
    assert read(split="IT 4, data=2.5").activity.split == {"al-cto/it": 4 * HOUR, "al-cto/data": 250 * HUNDREDTH}


def test_missing_evidence_is_remarked_and_not_refused(tmp_path: Path) -> None:
    text = msgspec.structs.replace(FILLED, evidence="a.pdf, b.pdf")
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    reading = read_entry(text, Reader(TODAY, strand_named, folder=RecordsFolder(path=tmp_path)))
    assert not reading.problems
    assert reading.remarks["evidence"] == "not there yet: b.pdf"


def test_a_day_to_come_is_remarked_unless_it_is_planned() -> None:
    assert "mark it planned" in read(date="2026-12-01").remarks["date"]
    assert "mark it" not in read(date="2026-12-01", status="planned").remarks["date"]


def test_a_new_entry_becomes_an_addition_without_an_id() -> None:
    edit = edit_of(read().activity)
    assert isinstance(edit, AddActivity)
    assert "id" not in edit.table
    assert edit.table["hours"] == Decimal("6.5")


ORIGINAL = Activity(
    id="winter",
    title="ALET Winter Conference",
    date=date(2026, 1, 28),
    hours=650 * HUNDREDTH,
    strands=("al-cto/it",),
    posted=date(2026, 2, 10),
    counts_for=(),
    records=(AuthorityRecord(credential="al-cto", state="posted"),),
)


def _edited(**typed: Any) -> Any:
    text = msgspec.structs.replace(text_of(ORIGINAL, SHORT), **typed)
    return edit_of(read_entry(text, READER, ORIGINAL).activity, ORIGINAL)


def test_an_edit_holds_only_what_differs() -> None:
    edit = _edited(location="Birmingham, AL", posted="")
    assert isinstance(edit, ChangeActivity)
    assert edit.changes == {"location": "Birmingham, AL", "posted": REMOVED}


def test_nothing_typed_is_no_edit_and_loses_nothing() -> None:
    assert _edited() is None


def test_new_sessions_take_the_written_hours_out() -> None:
    edit = _edited(sessions=(SessionText(title="Tabletop", hours="2"),))
    assert edit.changes["hours"] is REMOVED


def test_a_draft_takes_over_what_was_not_typed_and_names_what_changed_on_both_sides() -> None:
    began = text_of(ORIGINAL, SHORT)
    kept = msgspec.structs.replace(began, location="Here", note="mine")
    now = msgspec.structs.replace(began, location="There", title="Renamed", note="mine")
    text, twice = rebased(kept, began, now)
    assert (text.location, text.note, text.title) == ("Here", "mine", "Renamed")
    assert twice == ("location",)
    assert rebased(kept, began, began) == (kept, ())


def test_a_look_alike_has_the_same_day_and_title_in_any_case() -> None:
    twin = msgspec.structs.replace(ORIGINAL, id="other", title="alet  winter conference")
    assert look_alike([ORIGINAL], twin) is ORIGINAL
    assert look_alike([twin], twin) is None
    assert look_alike([ORIGINAL], msgspec.structs.replace(twin, date=date(2026, 1, 29))) is None


def test_a_draft_holds_every_word_and_comes_back() -> None:
    text = msgspec.structs.replace(FILLED, hours="1,", sessions=(SessionText(title="Lu"),), counts_for=("al-cto",))
    assert text_of_draft({**draft_of(text), "editing": "winter"}) == text
    assert text_of_draft({"sessions": 3}) is None


_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=12)
_PATHS = st.from_regex(r"[a-z]{1,8}/[a-z]{1,8}\.pdf", fullmatch=True)
_SESSIONS = st.builds(
    Session,
    title=_WORDS,
    hours=st.integers(1, 1000).map(lambda hundredths: hundredths * HUNDREDTH),
    kind=st.sampled_from(["session", "meal", "break"]),
    strands=st.none() | st.lists(st.sampled_from(list(SHORT)), unique=True).map(tuple),
)


@st.composite
def activities(draw: st.DrawFn) -> Activity:
    sessions = draw(st.lists(_SESSIONS, max_size=3).map(tuple))
    hours = sum(session.hours for session in sessions) or HUNDREDTH * draw(st.integers(2, 5000))
    split = {}
    if not sessions and draw(st.booleans()):
        first = HUNDREDTH * draw(st.integers(1, hours // HUNDREDTH - 1))
        split = {"al-cto/it": first, "al-cto/data": hours - first}
    return Activity(
        id="one",
        title=draw(_WORDS),
        date=draw(st.dates(date(2020, 1, 1), date(2030, 1, 1))),
        hours=hours,
        location=draw(_WORDS),
        strands=tuple(draw(st.lists(st.sampled_from(list(SHORT)), unique=True))),
        split=split,
        offering=draw(st.none() | _WORDS),
        course=draw(st.none() | _WORDS),
        source=draw(st.none() | _WORDS),
        format=draw(st.sampled_from([None, "in-person", "online", "hybrid"])),
        status=draw(st.sampled_from(["completed", "planned"])),
        posted=draw(st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))),
        justification=draw(_WORDS),
        description=draw(_WORDS),
        evidence=tuple(draw(st.lists(_PATHS, unique=True, max_size=2))),
        counts_for=draw(st.sampled_from([None, (), ("al-cto",), ("b", "a")])),
        note=draw(_WORDS),
        sessions=sessions,
        units=draw(st.sampled_from([{}, {"semester-hour": Decimal("1.5")}])),
        records=draw(st.sampled_from([(), ORIGINAL.records])),
    )


@settings(max_examples=tries(120), deadline=None)
@given(activities())
def test_opening_and_saving_a_form_changes_nothing(activity: Activity) -> None:
    reading = read_entry(text_of(activity, SHORT), READER, activity)
    assert not reading.problems
    assert reading.activity == activity
    assert edit_of(activity, activity) is None


@settings(max_examples=tries(100), deadline=None)
@given(
    st.builds(
        EntryText,
        **{
            name: st.text(max_size=12)
            for name in ("title", "date", "hours", "split", "units", "posted", "evidence", "category")
        },
    )
)
def test_whatever_is_typed_is_read_without_a_fault(text: EntryText) -> None:
    reading = read_entry(text, READER)
    assert reading.activity is not None or reading.problems


@pytest.mark.parametrize(
    "word", ["18:25 min", "1 hr., 30 min.", "1.5 Hour(s)", "PT1H30M", "1h30m", "2½", "90 mins", "6*"]
)
def test_hours_are_typed_in_every_form_that_a_spreadsheet_may_hold(word: str) -> None:
    assert Reader(TODAY, strand_named).hours(word).value == read_hours(word).hours
