"""New records as text: one fixed form, and whatever is written reads back as it was."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.hours import HUNDREDTH
from alcto_core.records.reading import read_text
from alcto_core.records.tables import activity_table, credential_table, hours_value
from alcto_core.records.types import Activity, AuthorityRecord, Credential, Session, StepRecord
from alcto_core.toml.writing import block_text, key_text, new_file_text, plain_table, same, value_text

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
WORD = st.text("abcdefgh-/", min_size=1, max_size=8).filter(lambda word: word.strip("-/") == word)
WORDS = st.lists(WORD, max_size=3, unique=True).map(tuple)
DAY = st.dates(date(1990, 1, 1), date(2199, 12, 31))
HOURS = st.integers(1, 100_000).map(lambda hundredths: hundredths * HUNDREDTH)
SESSIONS = st.lists(
    st.builds(
        Session,
        title=TEXT.filter(str.strip),
        hours=st.integers(1, 20_000).map(lambda hundredths: hundredths * HUNDREDTH),
        strands=st.none() | WORDS,
        kind=st.sampled_from(["session", "meal", "break"]),
    ),
    max_size=3,
)


@st.composite
def activities(draw: st.DrawFn) -> Activity:
    sessions = tuple(draw(SESSIONS))
    return Activity(
        id=draw(WORD),
        title=draw(TEXT.filter(str.strip)),
        date=draw(DAY),
        hours=sum(session.hours for session in sessions) if sessions else draw(HOURS),
        location=draw(TEXT),
        strands=draw(WORDS),
        offering=draw(st.none() | WORD),
        format=draw(st.none() | st.sampled_from(["in-person", "online"])),
        status=draw(st.sampled_from(["completed", "planned"])),
        posted=draw(st.none() | DAY),
        counts_for=draw(st.none() | WORDS),
        note=draw(TEXT),
        sessions=sessions,
        records=tuple(
            draw(
                st.lists(
                    st.builds(
                        AuthorityRecord,
                        credential=WORD,
                        state=st.sampled_from(["posted", "refused"]),
                        on=st.none() | DAY,
                        note=TEXT,
                    ),
                    max_size=2,
                )
            )
        ),
    )


CREDENTIALS = st.builds(
    Credential,
    program=st.just("p"),
    id=st.sampled_from(["p", "q"]),
    cohort=st.none() | WORD,
    issued=st.none() | DAY,
    renewed=st.none() | st.lists(DAY, max_size=2, unique=True).map(lambda days: tuple(sorted(days))),
    owed_from=st.none() | DAY,
    settings=st.dictionaries(WORD, st.integers(0, 9) | st.booleans() | WORD, max_size=2),
    steps=st.lists(
        st.builds(StepRecord, id=WORD, done=DAY, by=TEXT, waived=st.none() | WORD, refused=st.none() | DAY), max_size=2
    ).map(tuple),
)


@settings(max_examples=tries(150), deadline=None)
@given(activities(), CREDENTIALS, TEXT.filter(str.strip))
def test_records_read_back_as_they_were_written(activity: Activity, credential: Credential, name: str) -> None:
    text = new_file_text({"name": name}, [credential_table(credential)], schema=1)
    text += "\n" + block_text("activity", activity_table(activity))
    reading = read_text(text.encode())
    assert [problem for problem in reading.problems if problem.is_error] == []
    assert reading.records is not None
    assert reading.records.person.name == name
    assert reading.records.activities == (activity,)
    assert reading.records.credentials == (credential,)


def test_the_fixed_form_of_an_activity() -> None:
    table = {
        "zebra": 1,
        "note": 'say "x"\n',
        "session": [{"kind": "meal", "hours": Decimal("1.50"), "title": "Lunch", "strands": []}],
        "date": date(2026, 6, 10),
        "split": {"al-cto/it": Decimal("2.00")},
        "title": "Summer",
        "id": "s",
    }
    assert block_text("activity", table) == (
        '[[activity]]\nid = "s"\ntitle = "Summer"\ndate = 2026-06-10\nsplit = { "al-cto/it" = 2 }\n'
        'note = "say \\"x\\"\\n"\nzebra = 1\n\n'
        '  [[activity.session]]\n  title = "Lunch"\n  hours = 1.5\n  strands = []\n  kind = "meal"\n'
    )


@pytest.mark.parametrize(
    ("hours", "text"), [(650, "6.5"), (1200, "12"), (475, "4.75"), (1, "0.01"), (100_000, "1000"), (10, "0.1")]
)
def test_hours_are_written_without_noise(hours: int, text: str) -> None:
    assert value_text(hours_value(hours * HUNDREDTH)) == text


@settings(max_examples=tries(200), deadline=None)
@given(st.text())
def test_any_text_is_one_printable_line_in_the_file(text: str) -> None:
    (cleaned,) = plain_table({"x": text}).values()
    written = value_text(cleaned)
    assert tomllib.loads(f"x = {written}")["x"] == cleaned
    assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 or char in "\u202e\u2028" for char in written)
    written.encode()


@settings(max_examples=tries(100), deadline=None)
@given(st.text())
def test_any_key_is_quoted_where_it_must_be(key: str) -> None:
    (cleaned,) = plain_table({key: 1})
    assert tomllib.loads(f"{key_text(cleaned)} = 1") == {cleaned: 1}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (6, Decimal("6.0"), True),
        (True, 1, False),
        (Decimal("nan"), Decimal("nan"), True),
        (date(2026, 1, 1), "2026-01-01", False),
        ([1], [1, 2], False),
        ({"a": (1,)}, {"a": [1]}, True),
        ({"a": 1}, {"b": 1}, False),
        ("1", 1, False),
    ],
)
def test_what_means_the_same_in_a_file(one: object, other: object, expected: bool) -> None:
    assert same(one, other) is expected


@pytest.mark.parametrize("value", [None, 1.5, object(), {1}])
def test_what_no_file_holds_is_a_mistake_of_the_caller(value: object) -> None:
    with pytest.raises(TypeError):
        plain_table({"x": value})
