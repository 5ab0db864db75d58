"""A part of the records judges its credential as the whole file does, and holds nothing else that it can do without."""

from __future__ import annotations

from datetime import date

import pytest

from alcto_core.demonstration import FOLDER
from alcto_core.evaluation.evaluate import evaluate_all
from alcto_core.evaluation.status_document import standing_document
from alcto_core.paperwork.extract import extract
from alcto_core.records.reading import Reading, read_text
from alcto_core.rules.library import Library

ON = date(2026, 8, 14)


def demo_records(director: str) -> Reading:
    """The made-up records of a director."""
    return read_text((FOLDER / f"{director}.toml").read_bytes())


@pytest.mark.parametrize("director", ["alabama", "california"])
def test_each_part_comes_to_the_standing_of_the_whole(director: str, alabama: Library) -> None:
    reading = demo_records(director)
    assert reading.records is not None
    for standing in evaluate_all(reading.records, alabama, ON):
        part = extract(reading, standing, alabama, None)
        assert part.records is not None
        found = next(one for one in evaluate_all(part.records, alabama, ON) if one.credential == standing.credential)
        assert standing_document(found) == standing_document(standing)
        assert len(part.text) < len(reading.text)


def test_comments_and_unknown_keys_of_what_stays_are_kept(alabama: Library) -> None:
    reading = demo_records("alabama")
    assert reading.records is not None
    text = reading.text.replace("[[activity]]", '# seen\n[[activity]]\nmood = "good"')
    reading = read_text(text.encode())
    assert reading.records is not None
    standing = evaluate_all(reading.records, alabama, ON)[0]
    part = extract(reading, standing, alabama, None)
    lines = part.text.split("\n")
    assert lines.count('mood = "good"') == lines.count("# seen") == len(part.document["activity"])
    assert [line for line in text.split("\n") if line in set(lines)][:5] == lines[:5]


def test_a_record_with_an_error_stays(alabama: Library) -> None:
    reading = demo_records("alabama")
    reading = read_text(f'{reading.text}\n[[activity]]\nid = "odd"\ntitle = "Odd"\n'.encode())
    assert reading.records is not None
    standing = evaluate_all(reading.records, alabama, ON)[1]
    part = extract(reading, standing, alabama, None)
    assert part.records is not None
    assert part.records.skipped == standing.skipped == 1
    assert len(part.text) < len(reading.text)


def test_records_that_cannot_be_cut_are_taken_whole(alabama: Library) -> None:
    reading = read_text(
        b'schema = 1\nperson = { name = "J" }\n'
        b'credential = [{ program = "al-td-ceu" }, { program = "al-cto", cohort = "ECHO" }]\n'
    )
    assert reading.records is not None
    for standing in evaluate_all(reading.records, alabama, ON):
        assert extract(reading, standing, alabama, None) is reading
