"""A records file becomes typed values; a wrong record is named and skipped, and the rest counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.hours import HOUR, HUNDREDTH
from alcto_core.problems import Problem, Severity
from alcto_core.records.reading import MOST_BYTES, Reading, read_text
from alcto_core.records.types import Activity, AuthorityRecord, Credential, Person, Session, StepRecord

START = 'schema = 1\n[person]\nname = "Jordan Avery"\n'
ACTIVITY = START + '[[activity]]\nid = "a"\ntitle = "ALET"\ndate = 2026-01-28\n'
"""Line 8 is the next line."""


def read(text: str) -> Reading:
    return read_text(text.encode())


def only(reading: Reading) -> Problem:
    assert len(reading.problems) == 1, [str(problem) for problem in reading.problems]
    return reading.problems[0]


FULL = """schema = 1

[person]
name = "Jordan Avery"
district = "Pine Hollow City Schools"
state = "AL"
role = "technology-director"
role_began = 2025-01-06

[[credential]]
program = "al-cto"
cohort = "ECHO"
issued = 2021-06-01
due = 2027-06-01
renewed = [2027-05-20, 2024-05-20]
from = 2021-06-02
ended = 2030-01-01
settings = { split = "whole", ceus = { "2026" = 3.5 } }

  [[credential.step]]
  id = "presentation"
  done = 2026-10-02
  files = ["evidence/deck.pdf"]
  by = "Dr. Lee"
  attended = ["Dr. Lee", "Ms. Ortiz"]
  waived = "no cabinet"
  refused = 2026-03-01
  note = "n"

[[credential]]
program = "al-td-ceu"
id = "td"
renewed = "unknown"

[[activity]]
id = "winter"
title = "ALET Winter Conference"
location = "Birmingham, AL"
date = 2026-01-28
hours = 6.5
strands = ["al-cto/it", "al-cto/data", "al-cto/it"]
split = { "al-cto/it" = 4.0, "al-cto/data" = 2.5 }
offering = "alet/winter-conference"
course = "Data Governance 101"
source = "tasbo"
category = ["cosn-cetl/instruction"]
units = { semester-hour = 3 }
format = "in-person"
status = "planned"
posted = 2026-02-10
justification = "j"
description = "d"
evidence = ["evidence/w.pdf"]
counts_for = ["td"]
note = "n"

  [[activity.record]]
  credential = "td"
  state = "posted"
  on = 2026-02-10
  hours = 5.5
  note = "r"

[[activity]]
id = "summer"
title = "Summer"
date = 2026-06-10

  [[activity.session]]
  title = "Tabletop"
  hours = 1.5
  strands = []
  kind = "meal"

  [[activity.session]]
  hours = 2
"""


def test_every_key_of_the_contract_is_read() -> None:
    reading = read(FULL)
    assert reading.problems == ()
    records = reading.records
    assert records is not None
    assert records.person == Person(
        name="Jordan Avery",
        district="Pine Hollow City Schools",
        state="AL",
        role="technology-director",
        role_began=date(2025, 1, 6),
    )
    step = StepRecord(
        id="presentation",
        done=date(2026, 10, 2),
        files=("evidence/deck.pdf",),
        by="Dr. Lee",
        attended=("Dr. Lee", "Ms. Ortiz"),
        waived="no cabinet",
        refused=date(2026, 3, 1),
        note="n",
    )
    assert records.credentials == (
        Credential(
            program="al-cto",
            id="al-cto",
            cohort="ECHO",
            issued=date(2021, 6, 1),
            due=date(2027, 6, 1),
            renewed=(date(2024, 5, 20), date(2027, 5, 20)),
            owed_from=date(2021, 6, 2),
            ended=date(2030, 1, 1),
            settings={"split": "whole", "ceus": {"2026": Decimal("3.5")}},
            steps=(step,),
        ),
        Credential(program="al-td-ceu", id="td", renewed=None),
    )
    winter, summer = records.activities
    assert winter == Activity(
        id="winter",
        title="ALET Winter Conference",
        location="Birmingham, AL",
        date=date(2026, 1, 28),
        hours=650 * HUNDREDTH,
        strands=("al-cto/it", "al-cto/data"),
        split={"al-cto/it": 4 * HOUR, "al-cto/data": 250 * HUNDREDTH},
        offering="alet/winter-conference",
        course="Data Governance 101",
        source="tasbo",
        category=("cosn-cetl/instruction",),
        units={"semester-hour": Decimal(3)},
        format="in-person",
        status="planned",
        posted=date(2026, 2, 10),
        justification="j",
        description="d",
        evidence=("evidence/w.pdf",),
        counts_for=("td",),
        note="n",
        records=(
            AuthorityRecord(credential="td", state="posted", on=date(2026, 2, 10), hours=550 * HUNDREDTH, note="r"),
        ),
    )
    assert summer.sessions == (
        Session(title="Tabletop", hours=150 * HUNDREDTH, strands=(), kind="meal"),
        Session(title="", hours=2 * HOUR),
    )
    assert summer.hours == 350 * HUNDREDTH


def test_the_reading_keeps_the_text_with_its_marks_and_line_endings() -> None:
    raw = b"\xef\xbb\xbf" + FULL.replace("\n", "\r\n").encode()
    reading = read_text(raw)
    assert reading.problems == ()
    assert reading.text.encode() == raw


def test_the_reading_holds_the_file_once() -> None:
    raw = FULL.encode()
    assert read_text(raw).utf8 is raw


# what is wrong in one record: (lines after the date, line, path, words of the sentence, corrected line)
WRONG: dict[str, tuple[str, int, str, str, str]] = {
    "a date in quotes": (
        'hours = 1\nposted = "2025-10-01"',
        9,
        "activity[0].posted",
        "in quotes",
        "posted = 2025-10-01",
    ),
    "a date of the United States in quotes": (
        'hours = 1\nposted = "10/1/2025" # x',
        9,
        "activity[0].posted",
        "in quotes",
        "posted = 2025-10-01 # x",
    ),
    "words for a date": ('hours = 1\nposted = "soon"', 9, "activity[0].posted", "“soon”, not a date", ""),
    "a date with a time": (
        "hours = 1\nposted = 2025-10-01T09:00:00Z",
        9,
        "activity[0].posted",
        "has a time",
        "posted = 2025-10-01",
    ),
    "a number for a date": ("hours = 1\nposted = 2025", 9, "activity[0].posted", "a number, not a date", ""),
    "true as hours": ("hours = true", 8, "activity[0].hours", "is true", "hours = 1.0"),
    "hours in quotes": ('hours = "1,5"', 8, "activity[0].hours", "text, not a number", "hours = 1.5"),
    "words for hours": ('hours = "many"', 8, "activity[0].hours", "the text “many”", ""),
    "no hours at all": ("hours = 0", 8, "activity[0].hours", "more than 0", ""),
    "hours below nothing": ("hours = -1.5", 8, "activity[0].hours", "more than 0", ""),
    "too many hours": ("hours = 1000.01", 8, "activity[0].hours", "at most 1,000", ""),
    "a third decimal": ("hours = 1.555", 8, "activity[0].hours", "two decimals", "hours = 1.55"),
    "nan": ("hours = nan", 8, "activity[0].hours", "no number", ""),
    "inf": ("hours = -inf", 8, "activity[0].hours", "no number", ""),
    "an exponent beyond decimals": ("hours = 1e9999999999999999999", 8, "activity[0].hours", "no number", ""),
    "4,301 digits": (f"hours = {'1' * 4301}", 8, "activity[0].hours", "no number", ""),
    "many hexadecimal digits": (f"hours = 0x{'f' * 9000}", 8, "activity[0].hours", "very long", ""),
    "hours missing": ("", 4, "activity[0].hours", "no hours", "hours = 6.5"),
    "no sessions": ("session = []", 4, "activity[0].hours", "no hours", "hours = 6.5"),
    "text for a list": (
        'hours = 1\nstrands = "al-cto/it"',
        9,
        "activity[0].strands",
        "not a list",
        'strands = ["al-cto/it"]',
    ),
    "a number in a list": (
        'hours = 1\nstrands = [\n  "a",\n  3,\n]',
        11,
        "activity[0].strands[1]",
        "not text",
        '  "3",',
    ),
    "a number for text": ("hours = 1\nnote = 3", 9, "activity[0].note", "a number, not text", 'note = "3"'),
    "an unknown word": (
        'hours = 1\nformat = "On-Line"',
        9,
        "activity[0].format",
        "does not know",
        'format = "online"',
    ),
    "hours and sessions that disagree": (
        "hours = 2\n[[activity.session]]\nhours = 1.25",
        8,
        "activity[0].hours",
        "add up to 1.25",
        "hours = 1.25",
    ),
    "sessions beyond a thousand hours": (
        "[[activity.session]]\nhours = 600\n[[activity.session]]\nhours = 600",
        8,
        "activity[0].session",
        "1200 hours",
        "",
    ),
    "a split that does not add up": (
        'hours = 6.5\nsplit = { "al-cto/it" = 4.0, "al-cto/data" = 2 }',
        9,
        "activity[0].split",
        "adds up to 6 hours",
        'split = { "al-cto/it" = 4.0, "al-cto/data" = 2.5 }',
    ),
    "one of two frameworks that does not add up": (
        'hours = 2\nsplit = { "x/a" = 2, "y/b" = 1 }',
        9,
        "activity[0].split",
        "of “y” adds up to 1",
        'split = { "x/a" = 2.0, "y/b" = 2.0 }',
    ),
    "a split beside sessions": (
        'split = { "x/a" = 1 }\n[[activity.session]]\nhours = 1',
        8,
        "activity[0].split",
        "beside sessions",
        "",
    ),
    "a split of units": (
        'units = { day = 1 }\nsplit = { "x/a" = 1 }',
        9,
        "activity[0].split",
        "this activity has none",
        "",
    ),
    "a split that is no table": ("hours = 1\nsplit = 1", 9, "activity[0].split", "not a table", ""),
    "a share that is no number": (
        'hours = 1\nsplit = { "x/a" = true }',
        9,
        'activity[0].split."x/a"',
        "the share of “x/a” is true",
        'split = { "x/a" = 1.0 }',
    ),
    "units that are no number": ("units = { day = nan }", 8, "activity[0].units.day", "the number of “day”", ""),
    "a session without hours": (
        '[[activity.session]]\ntitle = "t"',
        8,
        "activity[0].session[0].hours",
        "no hours",
        "hours = 1.5",
    ),
    "a session that is no table": ("session = [1]", 8, "activity[0].session[0]", "a number, not a table", ""),
    "an official record without a state": (
        'hours = 1\n[[activity.record]]\ncredential = "x"',
        9,
        "activity[0].record[0].state",
        "no state",
        'state = "posted"',
    ),
}


@pytest.mark.parametrize(("lines", "line", "path", "says", "corrected"), WRONG.values(), ids=WRONG)
def test_a_wrong_activity_is_named_and_skipped_and_the_rest_counts(
    lines: str, line: int, path: str, says: str, corrected: str
) -> None:
    reading = read(ACTIVITY + lines + '\n[[activity]]\nid = "b"\ntitle = "B"\ndate = 2026-02-01\nhours = 3\n')
    problem = only(reading)
    assert problem.is_error
    assert (problem.file, problem.line, problem.path) == ("records.toml", line, path)
    assert says in problem.text
    assert problem.remedy
    assert problem.source[:1000] == reading.layout.line(line)[:1000]
    assert problem.corrected == corrected
    assert reading.records is not None
    assert [activity.id for activity in reading.records.activities] == ["b"]
    assert reading.records.skipped == 1
    assert reading.places.activities == (1,)


@pytest.mark.parametrize("key", ["id", "title", "date"])
def test_a_missing_required_key_is_named_at_the_header(key: str) -> None:
    lines = [line for line in ACTIVITY.splitlines(keepends=True) if not line.startswith(f"{key} =")]
    problem = only(read("".join(lines) + "hours = 1\n"))
    assert (problem.line, problem.path) == (4, f"activity[0].{key}")
    assert f"no {key}" in problem.text
    assert problem.corrected.startswith(f"{key} = ")


@pytest.mark.parametrize("key", ["id", "title"])
def test_a_required_text_that_is_empty_is_an_error(key: str) -> None:
    text = ACTIVITY.replace('"a"' if key == "id" else '"ALET"', '" "') + "hours = 1\n"
    assert "is empty" in only(read(text)).text


def test_the_later_of_two_equal_ids_is_skipped() -> None:
    again = '[[activity]]\nid = "a"\ntitle = "Again"\ndate = 2026-02-01\nhours = 3\n'
    reading = read(ACTIVITY + "hours = 1\n" + again)
    problem = only(reading)
    assert (problem.line, problem.path) == (10, "activity[1].id")
    assert problem.corrected == 'id = "a-2"'
    assert reading.records is not None
    assert [activity.title for activity in reading.records.activities] == ["ALET"]


def test_a_second_credential_of_a_program_needs_an_id_of_its_own() -> None:
    reading = read(START + '[[credential]]\nprogram = "al-cto"\n' * 2)
    problem = only(reading)
    assert (problem.line, problem.path, problem.corrected) == (6, "credential[1].id", 'id = "al-cto-2"')
    assert reading.records is not None
    assert reading.records.skipped == 1


def test_a_wrong_step_is_skipped_alone() -> None:
    steps = '[[credential.step]]\nid = "a"\ndone = "June"\n[[credential.step]]\nid = "b"\n'
    reading = read(START + '[[credential]]\nprogram = "al-cto"\n' + steps)
    assert only(reading).path == "credential[0].step[0].done"
    assert reading.records is not None
    assert [step.id for step in reading.records.credentials[0].steps] == ["b"]
    assert reading.places.steps == ((1,),)
    assert reading.records.skipped == 1


def test_a_wrong_credential_is_skipped_with_its_steps() -> None:
    reading = read(START + '[[credential]]\nprogram = "al-cto"\nissued = 2021\n[[credential.step]]\nid = "a"\n')
    assert only(reading).path == "credential[0].issued"
    assert reading.records is not None
    assert reading.records.credentials == ()
    assert reading.records.skipped == 1


@pytest.mark.parametrize(
    ("value", "corrected"),
    [
        ('"never"', 'renewed = "unknown"'),
        ('"2024-05-20"', "renewed = [2024-05-20]"),
        ("2024-05-20", "renewed = [2024-05-20]"),
        ('["2024-05-20"]', "renewed = [2024-05-20]"),
        ("true", ""),
    ],
)
def test_renewals_are_dates_or_the_word_unknown(value: str, corrected: str) -> None:
    problem = only(read(START + f'[[credential]]\nprogram = "al-cto"\nrenewed = {value}\n'))
    assert problem.path.startswith("credential[0].renewed")
    assert problem.corrected == corrected


def test_earlier_posts_are_days_in_order() -> None:
    records = read(START + "earlier_posts = [2025-01-10, 2019-07-01]\n").records
    assert records is not None
    assert records.person.earlier_posts == (date(2019, 7, 1), date(2025, 1, 10))
    assert records.person.in_post_since == date(2019, 7, 1)


@pytest.mark.parametrize(
    ("value", "corrected"),
    [
        ("2024-05-20", "earlier_posts = [2024-05-20]"),
        ('["2024-05-20"]', "earlier_posts = [2024-05-20]"),
        ('"unknown"', ""),
    ],
)
def test_an_earlier_post_that_is_no_list_of_days_is_named(value: str, corrected: str) -> None:
    problem = only(read(START + f"earlier_posts = {value}\n"))
    assert problem.path.startswith("person.earlier_posts")
    assert problem.corrected == corrected


def test_settings_nested_beyond_reason_are_refused() -> None:
    problem = only(read(START + f'[[credential]]\nprogram = "x"\nsettings = {{ {"a." * 40}b = 1 }}\n'))
    assert "nested too deep" in problem.text


@pytest.mark.parametrize(
    ("text", "path", "says", "remedy", "corrected"),
    [
        (ACTIVITY + 'hours = 1\nstrnds = ["x"]', "activity[0].strnds", "“strnds”", "strands?", 'strands = ["x"]'),
        (ACTIVITY + "hours = 1\nzebra = 1", "activity[0].zebra", "“zebra”", "spelling", ""),
        (
            ACTIVITY + "[[activity.session]]\nhours = 1\nkindd = 'meal'",
            "activity[0].session[0].kindd",
            "session",
            "kind?",
            "kind = 'meal'",
        ),
        (ACTIVITY + "hours = 1\n[activity.splt]\na = 1", "activity[0].splt", "“splt”", "split?", "[activity.split]"),
        (START + "distrct = 'x'", "person.distrct", "person", "district?", "district = 'x'"),
        (
            START + '[[credential]]\nprogram = "x"\nisued = 2026-01-02',
            "credential[0].isued",
            "credential",
            "issued?",
            "issued = 2026-01-02",
        ),
        (START + "[[activty]]\nid = 1", "activty", "“activty”", "activity?", "[[activity]]"),
        ("colour = 1\n" + START, "colour", "“colour”", "spelling", ""),
        # No line is proposed that its key cannot hold.
        (START + "distrct = 1", "person.distrct", "person", "district?", ""),
        # The key that was meant is there: another one is not guessed in its place.
        (ACTIVITY + "hours = 1\nHours = 2", "activity[0].Hours", "“Hours”", "hours is there already", ""),
        (ACTIVITY + "hours = 1\nhour = 2", "activity[0].hour", "“hour”", "hours is there already", ""),
    ],
)
def test_an_unknown_key_is_a_warning_with_the_nearest_known(
    text: str, path: str, says: str, remedy: str, corrected: str
) -> None:
    reading = read(text)
    problem = only(reading)
    assert problem.severity is Severity.WARNING
    assert problem.path == path
    assert says in problem.text
    assert remedy in problem.remedy
    assert problem.corrected == corrected
    assert reading.records is not None
    assert reading.records.skipped == 0


@pytest.mark.parametrize(
    ("text", "path", "line", "corrected"),
    [
        ('[person]\nname = "J"\n', "schema", 1, "schema = 1"),
        ('schema = "1"\n[person]\nname = "J"\n', "schema", 1, "schema = 1"),
        ('schema = true\n[person]\nname = "J"\n', "schema", 1, "schema = 1"),
        ("schema = 1\n", "person.name", 1, ""),
        ("schema = 1\n[person]\n", "person.name", 2, 'name = "Jordan Avery"'),
        ('schema = 1\n[[person]]\nname = "J"\n', "person", 2, "[person]"),
        (START + "[activity]\nid = 3\n", "activity", 4, "[[activity]]"),
        (START + "[credential]\nid = 3\n", "credential", 4, "[[credential]]"),
        ("activity = 3\n" + START, "activity", 1, ""),
    ],
)
def test_a_wrong_part_of_the_file_is_an_error_and_the_rest_counts(
    text: str, path: str, line: int, corrected: str
) -> None:
    reading = read(text)
    problem = only(reading)
    assert problem.is_error
    assert (problem.path, problem.line, problem.corrected) == (path, line, corrected)
    assert reading.records is not None


def test_a_newer_schema_is_read_with_a_sentence_and_without_other_warnings() -> None:
    reading = read(ACTIVITY.replace("schema = 1", "schema = 2") + "hours = 1\nmood = 3\n")
    problem = only(reading)
    assert not problem.is_error
    assert "schema 2" in problem.text
    assert reading.is_newer
    assert reading.records is not None
    assert reading.records.schema == 2
    assert len(reading.records.activities) == 1


def test_everything_wrong_is_gathered_in_one_pass_in_the_order_of_the_lines() -> None:
    wrong = '[[activity]]\nid = "b"\ntitel = "B"\nstrands = "x"\nhours = true\n[[credential]]\nissued = "x"\n'
    reading = read(ACTIVITY + "hours = 1.234\n" + wrong)
    lines = [problem.line for problem in reading.problems]
    assert lines == sorted(lines, key=lambda line: line or 0)
    assert {problem.path for problem in reading.problems} == {
        "activity[0].hours",
        "activity[1].title",
        "activity[1].date",
        "activity[1].titel",
        "activity[1].strands",
        "activity[1].hours",
        "credential[0].program",
        "credential[0].issued",
    }
    assert reading.records is not None
    assert reading.records.skipped == 3


def test_records_written_in_line_have_problems_with_their_own_lines() -> None:
    text = (
        START.replace("[person]\nname", "person.name")
        + 'activity = [\n  { id = "a" },\n  { id = "b", hours = true },\n]\n'
    )
    reading = read(text)
    assert {(problem.path, problem.line) for problem in reading.problems} >= {
        ("activity[1].hours", 5),
        ("activity[0].date", 4),
    }


def test_text_of_the_file_stands_in_sentences_on_one_line_without_control_characters() -> None:
    reading = read(ACTIVITY + 'hours = "a\\u001b[31m\\nb"\n"x\\u0007" = 1\n')
    assert len(reading.problems) == 2
    for problem in reading.problems:
        assert problem.text.isprintable()


def test_a_file_far_larger_than_a_career_is_refused() -> None:
    reading = read_text(b"#" * (MOST_BYTES + 1))
    assert reading.records is None
    assert "at most 16 MB" in only(reading).text


@pytest.mark.parametrize("number", ["nan", "inf", "1e999999999999", "1e-999999999", "9" * 40])
def test_a_setting_that_no_rule_could_calculate_with_is_refused(number: str) -> None:
    problem = only(read(START + f'[[credential]]\nprogram = "x"\nsettings = {{ a = [{number}] }}\n'))
    assert "number" in problem.text


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12)
NAMES = WORDS.filter(lambda word: bool(word.strip()))
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2199, 12, 31))
HOURS = st.integers(1, 100_000).map(lambda hundredths: Decimal(hundredths) / 100)
LISTS = st.lists(WORDS, max_size=3, unique=True)


def optional(**keys: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=keys)


ACTIVITIES = st.lists(
    st.builds(
        lambda required, rest: {**required, **rest},
        st.fixed_dictionaries({"id": NAMES, "title": NAMES, "date": DAYS, "hours": HOURS}),
        optional(
            location=WORDS,
            strands=LISTS,
            offering=WORDS,
            course=WORDS,
            source=WORDS,
            category=LISTS,
            posted=DAYS,
            format=st.sampled_from(["in-person", "online", "hybrid"]),
            status=st.sampled_from(["completed", "planned"]),
            justification=WORDS,
            description=WORDS,
            evidence=LISTS,
            counts_for=LISTS,
            note=WORDS,
        ),
    ),
    unique_by=lambda table: table["id"],
    max_size=4,
)


@settings(max_examples=tries(120), deadline=None)
@given(ACTIVITIES, NAMES, st.booleans())
def test_every_valid_document_is_read_as_it_was_written(
    tables: list[dict[str, Any]], name: str, multiline: bool
) -> None:
    import tomli_w

    document = {"schema": 1, "person": {"name": name}, "activity": tables}
    reading = read(tomli_w.dumps(document, multiline_strings=multiline))
    assert reading.problems == ()
    assert reading.records is not None
    assert reading.records.person.name == name
    assert len(reading.records.activities) == len(tables)
    for activity, table in zip(reading.records.activities, tables, strict=True):
        for key, value in table.items():
            expected = tuple(value) if isinstance(value, list) else int(value * HOUR) if key == "hours" else value
            assert getattr(activity, key) == expected


VALUES = st.sampled_from(
    [
        "true",
        "1",
        "1.5",
        "nan",
        '"x"',
        "[]",
        "{}",
        "[1]",
        "2025-01-01",
        "2025-01-01T00:00:00",
        "10:00:00",
        "[[]]",
        "{ a = 1 }",
        "[{ id = 1 }]",
        '["a", 1]',
        '""',
    ]
)
LINES = st.one_of(
    st.sampled_from(
        [
            "[person]",
            "[[activity]]",
            "[[activity.session]]",
            "[[credential]]",
            "[[credential.step]]",
            "[activity]",
            "[[activity.record]]",
            "[activity.split]",
            "schema = 1",
            'id = "a"',
        ]
    ),
    st.builds(
        lambda key, value: f"{key} = {value}",
        st.sampled_from(
            [
                "name",
                "id",
                "title",
                "date",
                "hours",
                "strands",
                "split",
                "units",
                "session",
                "record",
                "step",
                "renewed",
                "earlier_posts",
                "settings",
                "program",
                "person",
                "activity",
                "credential",
                "schema",
                "kind",
                "state",
                "odd key",
            ]
        ),
        VALUES,
    ),
)


@settings(max_examples=tries(400), deadline=None)
@given(st.lists(LINES, max_size=14).map("\n".join))
def test_any_mixture_of_keys_and_types_gives_problems_and_never_raises(text: str) -> None:
    reading = read(text)
    assert reading.records is not None or reading.problems
    for problem in reading.problems:
        assert problem.file == "records.toml"
        assert problem.text
        assert problem.remedy
        assert not problem.text.endswith(".")
        assert problem.line is not None
        if problem.source or problem.path not in ("", "schema", "person.name"):
            assert problem.source == reading.layout.line(problem.line)
    errors = [problem for problem in reading.problems if problem.is_error]
    assert errors or reading.records is None or reading.records.skipped == 0


@pytest.mark.parametrize("day", ["9998-06-01", "9999-12-31", "3000-01-01", "1899-12-31", "0001-01-01"])
@pytest.mark.parametrize("key", ["issued", "due"])
def test_a_day_that_no_years_can_be_added_to_is_out_of_range(key: str, day: str) -> None:
    reading = read(
        START + f'[[credential]]\nprogram = "cosn-cetl"\n{key} = {day}\n[[credential]]\nprogram = "al-td-ceu"\n'
    )
    problem = only(reading)
    assert problem.severity is Severity.ERROR
    assert problem.text == f"{key} is {day}; a records file holds days of the years 1900 to 2999"
    assert reading.records is not None
    assert [one.program for one in reading.records.credentials] == ["al-td-ceu"]


@pytest.mark.parametrize("day", ["9999-12-31", "0206-01-28"])
@pytest.mark.parametrize("key", ["posted", "date"])
def test_an_entry_on_a_day_out_of_range_is_named_and_skipped(key: str, day: str) -> None:
    days = {"date": "2026-01-28", key: day}
    lines = "".join(f"{name} = {value}\n" for name, value in days.items())
    reading = read(START + '[[activity]]\nid = "a"\ntitle = "ALET"\nhours = 6\n' + lines)
    assert only(reading).text == f"{key} is {day}; a records file holds days of the years 1900 to 2999"
    assert reading.records is not None
    assert (reading.records.activities, reading.records.skipped) == ((), 1)


@pytest.mark.parametrize(("key", "day"), [("ended", "9999-12-31"), ("from", "0001-01-01")])
def test_for_ever_and_since_ever_are_days_too(key: str, day: str) -> None:
    assert read(START + f'[[credential]]\nprogram = "al-td-ceu"\n{key} = {day}\n').problems == ()
