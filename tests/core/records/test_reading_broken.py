"""A file that is not TOML or not UTF-8 gives its mistakes with their lines and the likely fix, and nothing else."""

from __future__ import annotations

import pytest

from alcto_core.hours import HUNDREDTH
from alcto_core.problems import Problem
from alcto_core.records.reading import read_text

START = 'schema = 1\n[person]\nname = "Jordan Avery"\n[[activity]]\nid = "a"\ntitle = "ALET"\n'
"""Line 7 is the next line."""


def problems_of(text: str) -> tuple[Problem, ...]:
    reading = read_text(text.encode())
    assert reading.records is None
    return reading.problems


# (the line, words of the sentence, the corrected line, the column)
SLIPS: dict[str, tuple[str, str, str]] = {
    "a date of the United States": ("date = 10/1/2025", "“10/1/2025”", "date = 2025-10-01"),
    "a date with the day first": ("date = 14/10/2025 # x", "“14/10/2025”", "date = 2025-10-14 # x"),
    "a date with slashes": ("date = 2025/10/1", "“2025/10/1”", "date = 2025-10-01"),
    "a date without its zeros": ("date = 2025-2-3", "“2025-2-3”", "date = 2025-02-03"),
    "a date in words": ("date = Oct 14, 2025", "“Oct 14, 2025”", "date = 2025-10-14"),
    "a date without a century": ("date = 10/1/25", "which century", ""),
    "a day that is not in the calendar": ("date = 2025-02-30", "no day of the calendar", ""),
    "a decimal comma": ("hours = 1,5", "decimal comma", "hours = 1.5"),
    "a comma in a thousand": ("hours = 1,000", "comma in the number", "hours = 1000"),
    "hours and minutes": ("hours = 1:30", "“1:30”", "hours = 1.5"),
    "minutes": ("hours = 90m", "“90m”", "hours = 1.5"),
    "no digit before the point": ("hours = .5", "“.5”", "hours = 0.5"),
    "no digit after the point": ("hours = 5.", "“5.”", "hours = 5.0"),
    "a zero in front": ("hours = 06.5", "“06.5”", "hours = 6.5"),
    "a comma at the end": ("hours = 6.5,", "", "hours = 6.5"),
    "a capital letter": ("settings.exempt = True", "capital", "settings.exempt = true"),
    "a truth where a day belongs": ("posted = True", "not a date", ""),
    "no equals sign": ("hours 6.5", "equals sign is missing after hours", "hours = 6.5"),
    "no equals sign before a text": ('note "x"', "equals sign is missing after note", 'note = "x"'),
    "no equals sign before bare words": ("note so be it", "equals sign is missing", 'note = "so be it"'),
    "a colon": ("hours: 6.5", "colon", "hours = 6.5"),
    "two equals signs": ("hours == 6.5", "two equals signs", "hours = 6.5"),
    "no value": ("hours =", "no value", ""),
    "curly quotes": ("note = “ALET Winter”", "curly quotes", 'note = "ALET Winter"'),
    "curly quotes around an apostrophe": ("note = “Lee’s deck”", "curly quotes", 'note = "Lee\'s deck"'),
    "curly quotes around a number": ("hours = “6.5”", "curly quotes", "hours = 6.5"),
    "curly quotes in a list": ("strands = [“al-cto/it”]", "curly quotes", 'strands = ["al-cto/it"]'),
    "a backslash": ('evidence = ["evidence\\winter.pdf"]', "backslash", 'evidence = ["evidence/winter.pdf"]'),
    "a path of Windows": ('evidence = ["C:\\users\\x.pdf"]', "backslash", 'evidence = ["C:/users/x.pdf"]'),
    "a bare text": ("note = ALET Winter # x", "without quotes", 'note = "ALET Winter" # x'),
    "bare texts in a list": (
        "strands = [al-cto/it, al-cto/data]",
        "without quotes",
        'strands = ["al-cto/it", "al-cto/data"]',
    ),
    "a quote that never closes": ('note = "abc', "quote opens", 'note = "abc"'),
    "a quote that never closes before a remark": ('note = "abc # x', "quote opens", 'note = "abc" # x'),
    "a quote in a list that never closes": ('strands = ["a", "b]', "quote opens", 'strands = ["a", "b"]'),
    "a list that never closes": ('strands = ["a", "b"', "bracket opens", 'strands = ["a", "b"]'),
    "quotes in quotes": ('note = "the "big" one"', "quotes inside", "note = \"the 'big' one\""),
    "an apostrophe in single quotes": ("note = 'it's so'", "an apostrophe", 'note = "it\'s so"'),
    "a comma missing": ('strands = ["a" "b"]', "comma is missing", 'strands = ["a", "b"]'),
    "a bare strand in a split": ("split = { al-cto/it = 4.0 }", "slash needs quotes", 'split = { "al-cto/it" = 4.0 }'),
    "a colon in a split": ('split = { "a": 4.0 }', "colon", 'split = { "a" = 4.0 }'),
    "a key with a space": ("counts for = []", "underscore", "counts_for = []"),
    "a bare key with a slash": ("al-cto/it = 4.0", "needs quotes", '"al-cto/it" = 4.0'),
    "a bare key with an umlaut": ("prüfung = 4.0", "needs quotes", '"prüfung" = 4.0'),
    "a header that closes once": ("[[activity]", "brackets", "[[activity]]"),
    "a header that opens once": ("[activity]]", "brackets", "[[activity]]"),
    "a header of one that is no list": ("[person", "brackets", "[person]"),
    "a remark of another language": ("// done", "begins with #", "# done"),
    "a stray line": ("remember the deck", "no key = value", "# remember the deck"),
    "a NUL character": ('note = "a\0b"', "NUL", 'note = "ab"'),
    "a space of a web page": ("\u00a0hours = 1", "another kind", " hours = 1"),
    "a space of a web page and no equals sign": ("\u00a0note so be it", "equals sign is missing", ' note = "so be it"'),
    "an escape character": ('note = "a\x1b[1mb"', "U+001B", 'note = "a[1mb"'),
    "three quotes that never close": ('note = """abc', "three quotes", ""),
    "a marker of a merge": (">>>>>>> theirs", "unfinished merge", ""),
}


@pytest.mark.parametrize(("line", "says", "corrected"), SLIPS.values(), ids=SLIPS)
def test_a_usual_slip_has_its_sentence_and_the_corrected_line(line: str, says: str, corrected: str) -> None:
    (problem,) = problems_of(f"{START}{line}\nlocation = 'Here'\n")
    assert problem.is_error
    assert (problem.file, problem.line) == ("records.toml", 7)
    assert says in problem.text
    assert problem.remedy
    assert problem.source == line
    assert problem.corrected == corrected


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_slip_of_a_file_is_found_in_one_pass(ending: str) -> None:
    lines = [line for line, _, corrected in SLIPS.values() if corrected and not line.startswith("[")]
    found = problems_of((START + "\n".join(lines)).replace("\n", ending))
    assert [problem.line for problem in found] == list(range(7, 7 + len(lines)))
    assert [problem.source for problem in found] == lines


def test_the_corrected_lines_make_the_file_readable() -> None:
    wrong = 'date = 10/1/2025\nhours = 1,5\nstrands = [“al-cto/it”]\nevidence = ["evidence\\w.pdf"]\nnote: done\n'
    text = START + wrong
    for problem in problems_of(text):
        text = text.replace(problem.source, problem.corrected)
    reading = read_text(text.encode())
    assert reading.problems == ()
    assert reading.records is not None
    assert reading.records.activities[0].hours == 150 * HUNDREDTH


def test_a_merge_that_was_not_finished_is_one_problem_with_its_lines() -> None:
    (problem,) = problems_of(START + "<<<<<<< HEAD\nhours = 1\n=======\nhours = 2\n>>>>>>> theirs\n")
    assert (problem.line, problem.corrected) == (7, "hours = 1")
    assert "lines 7 to 11" in problem.text


@pytest.mark.parametrize(
    ("lines", "line", "path", "says", "corrected"),
    [
        ("hours = 1\nhours = 2", 8, "activity[0].hours", "twice; the first is on line 7", ""),
        ('[activity]\nid = "b"', 7, "activity[0]", "more than once", "[[activity]]"),
        ('[person]\nname = "x"', 7, "person", "is there twice", ""),
        ("# remark \x0b here", 7, "", "U+000B", "# remark  here"),
        ("split = 1\nsplit.it = 2", 8, "activity[0].split", "two ways; the other is on line 7", ""),
        ("split.it = 1\nsplit = 2", 8, "activity[0].split", "two ways; the other is on line 7", ""),
        ("[x]\na = 1\n[x.a]\nb = 1", 9, "x.a", "two ways; the other is on line 8", ""),
        ("[x]\na.b = 1\n[x.a]", 9, "x.a", "two ways; the other is on line 8", ""),
        ("[[z.b]]\n[z]\nb = 1", 9, "", "not TOML", ""),
        ('note = "ok"\nstrands = [\n  "a"\n  "b",\n]', 9, "activity[0].strands", "comma is missing", '  "a",'),
        ('strands = [\n  "a",\n\n[[activity]]\nid = "c"', 7, "activity[0].strands", "never closes", ""),
        ("split = {\n a = 1\n}", 7, "activity[0].split", "", ""),
        (f"note.{'a.' * 100}b = 1", 7, "", "too deep", ""),
        (f"x = {'[' * 20_000}", 7, "", "too deep", ""),
    ],
)
def test_a_mistake_beyond_one_line_is_named_where_it_stands(
    lines: str, line: int, path: str, says: str, corrected: str
) -> None:
    (problem,) = problems_of(f"{START}{lines}\n")
    assert (problem.line, problem.path, problem.corrected) == (line, path, corrected)
    assert says in problem.text
    assert problem.remedy


def test_a_byte_order_mark_and_windows_line_endings_shift_nothing() -> None:
    (problem,) = problems_of("\ufeff" + (START + "hours = 1,5\n").replace("\n", "\r\n"))
    assert (problem.line, problem.column, problem.source) == (7, 10, "hours = 1,5")


def test_lines_of_another_encoding_are_named_and_shown_as_they_were_meant() -> None:
    raw = (START + 'location = "Café"\nnote = "fine"\ndescription = "Señor"\n').encode("cp1252")
    reading = read_text(raw)
    assert reading.records is None
    assert [(one.line, one.column, one.corrected) for one in reading.problems] == [
        (7, 16, 'location = "Café"'),
        (9, 18, 'description = "Señor"'),
    ]
    assert "“é”" in reading.problems[0].text
    assert "UTF-8" in reading.problems[0].remedy
    assert "Café" in reading.text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_in_utf_16_is_named_as_such(encoding: str) -> None:
    (problem,) = read_text(START.encode(encoding)).problems
    assert "UTF-16" in problem.text
    assert "UTF-8" in problem.remedy
    assert problem.source == "schema = 1"


@pytest.mark.parametrize("more", ["", "hours = 1,5\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_lines_that_end_with_cr_alone_are_named_once(more: str, mark: str) -> None:
    (problem,) = read_text((mark + START + more).replace("\n", "\r").encode()).problems
    assert problem.text == "the lines end with CR alone"
    assert (problem.line, problem.source, problem.corrected) == (1, "schema = 1", "")
    assert "LF or CRLF" in problem.remedy


def test_one_line_that_ends_with_cr_alone_is_named_with_its_number() -> None:
    lines = START.split("\n")
    (problem,) = read_text("\n".join([*lines[:2], f"{lines[2]}\r{lines[3]}", *lines[4:]]).encode()).problems
    assert (problem.line, problem.text, problem.source) == (3, "a line ends with CR alone", lines[2])


@pytest.mark.parametrize("raw", [b"", b"\n \r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_an_error(raw: bytes) -> None:
    reading = read_text(raw)
    assert reading.records is None
    (problem,) = reading.problems
    assert problem.is_error
    assert "empty" in problem.text
