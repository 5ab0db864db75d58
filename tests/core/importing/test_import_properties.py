"""What always holds of an import, whatever is in the sheet."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import datetime
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st
from profiles import tries
from sheet_plans import RECORDS, plan_of

from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.store import RecordsStore
from alcto_core.problems import AlctoError, Refused

_TITLES = st.sampled_from(["FETC", "fetc ", "ALET Winter Conference", "Camp", "Camp!", "=1+1", "\x1b[2J", "Ü/Ä", ""])
_DAYS = st.sampled_from(["2026-01-13", "1/28/2026", "3/4/2025", "14.3.2025", "45730", "soon", "", "2030-01-01"])
_HOURS = st.sampled_from(["6", "8.0", "1,5", "1:30", "90m", "0", "many", "", "2½"])
_STRANDS = st.sampled_from(["", "IT", "Law, Data", "vibes", "IT & vibes", "Ethics, Laws, and Policies"])
_WORDS = st.text(max_size=12)
_ROWS = st.lists(st.tuples(_TITLES, _DAYS, _HOURS, _STRANDS, _WORDS), max_size=12)


def _csv(rows: list[tuple[str, ...]], delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(("Title", "Date", "Hours", "Strands", "Notes"))
    writer.writerows(rows)
    return out.getvalue().encode("utf-8", "replace")


def _store(path: str) -> RecordsStore:
    folder = RecordsFolder(path=Path(path))
    folder.file.write_bytes(RECORDS)
    return RecordsStore(folder, now=lambda: datetime(2026, 3, 1).astimezone())


@settings(max_examples=tries(200), deadline=None)
@given(st.binary(max_size=300))
@example(b"\xff\xfe\x00")
@example(b"\xef\xbb\xbf")
@example(b'Title,Date,Hours\n"')
@example(b"sep=")
@example(b"\x00" * 50 + b"Title,Date,Hours\r\r\n")
def test_whatever_the_bytes_are_only_our_own_error_escapes(raw: bytes) -> None:
    for attempt in (raw, b"Title,Date,Hours\n" + raw):
        try:
            plan_of(attempt)
        except AlctoError as error:
            assert str(error)


@settings(max_examples=tries(40), deadline=None)
@given(_ROWS, st.sampled_from([",", ";", "\t"]), st.booleans())
def test_an_import_brings_in_what_it_showed_and_a_second_one_nothing_and_undo_gives_every_byte_back(
    rows: list[tuple[str, ...]], delimiter: str, changes: bool
) -> None:
    raw = _csv(rows, delimiter)
    plan = plan_of(raw)
    edit = plan.edit("log.csv", with_changes=changes)
    with tempfile.TemporaryDirectory() as path:
        store = _store(path)
        loaded = store.load()
        if edit is None:
            assert not plan.marked("add")
            return
        saved = store.save(loaded, edit)
        assert saved.added == tuple(row.id for row in plan.marked("add"))
        records = saved.loaded.reading.records
        assert records is not None
        assert loaded.reading.records is not None
        assert not any(problem.is_error for problem in saved.loaded.reading.problems)
        assert records == plan.records_after(loaded.reading.records, with_changes=changes)

        again = plan_of(raw, records=saved.loaded.raw)
        assert not again.marked("add")
        assert {row.number for row in again.marked("unreadable")} == {row.number for row in plan.marked("unreadable")}
        if changes:
            assert again.edit("log.csv", with_changes=True) is None

        assert store.undo(saved.loaded).loaded.raw == RECORDS


@settings(max_examples=tries(60), deadline=None)
@given(_ROWS)
@example([("", "2026-01-13", "6", "", "")])
def test_every_row_with_words_in_it_is_accounted_for(rows: list[tuple[str, ...]]) -> None:
    try:
        plan = plan_of(_csv(rows))
    except Refused as refused:  # a column in which nothing stands is none of titles, and that is said
        assert not any(title.strip() for title, *_ in rows)
        assert "“Title” (empty)" in str(refused)
        return
    told = {row.number for row in plan.rows} | {one.number for one in plan.left_out}
    filled = {at for at, cells in enumerate(csv.reader(io.StringIO(_csv(rows).decode(), newline="")), 1) if at > 1}
    blank = filled - told
    parsed = dict(enumerate(csv.reader(io.StringIO(_csv(rows).decode(), newline="")), 1))
    assert all(not any(cell.replace("\0", "").strip() for cell in parsed[at]) for at in blank)
