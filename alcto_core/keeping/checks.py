"""What a new text of the records file must stand before it may replace the old one."""

from __future__ import annotations

from alcto_core.keeping.folder import FILE
from alcto_core.problems import Problem, RecordsUnsaved
from alcto_core.records.reading import Reading
from alcto_core.toml.values import toml_values
from alcto_core.toml.writing import Table, same

AS_IT_WAS = f"{FILE} is as it was."
"""Ends every message about a save that did not happen."""

_UNREADABLE = (ValueError, RecursionError, ArithmeticError)
"""What the TOML reader raises; the last for numbers that are too large for any record."""
_BYTE_ORDER_MARK = "\ufeff"


def parsed(raw: bytes, reading: Reading) -> tuple[str, Table]:
    """The text of a file with all its marks, and its plain values. Raises `RecordsUnsaved`."""
    if reading.records is None:
        raise RecordsUnsaved(f"Nothing was saved, as the file has to be put right first. {first_error(reading)}.")
    try:
        text = raw.decode("utf-8")
        return text, _document(text, reading)
    except _UNREADABLE as error:
        raise RecordsUnsaved("Nothing was saved: alcto cannot edit this file. Make the change in an editor.") from error


def _document(text: str, reading: Reading) -> Table:
    """The values of a text that was read; parsed anew only where they are not just what the TOML reader gives."""
    return dict(reading.document) if reading.is_exact and reading.text == text else _values(text)


def _values(text: str) -> Table:
    return toml_values(text.removeprefix(_BYTE_ORDER_MARK))


def encoded(text: str) -> bytes:
    """The bytes of a text. Raises `RecordsUnsaved` for half of a surrogate pair."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise RecordsUnsaved(f"Nothing was saved: the text holds a character that no file can. {AS_IT_WAS}") from error


def require_equal(text: str, reading: Reading, document: Table) -> None:
    """Raises `RecordsUnsaved` unless the edited text, parsed from its own bytes, holds exactly what was meant."""
    try:
        is_equal = same(_document(text, reading), document)
    except _UNREADABLE:
        is_equal = False
    if not is_equal:
        raise RecordsUnsaved(
            f"Nothing was saved: alcto cannot make that change without touching the rest of the file. {AS_IT_WAS} "
            "Make the change in an editor."
        )


def require_no_new_errors(before: Reading, after: Reading) -> None:
    """Raises `RecordsUnsaved` where a record would have an error that it had not before."""
    had = 0 if before.records is None else before.records.skipped
    if after.records is not None and after.records.skipped <= had:
        return
    known = {(problem.text, problem.source) for problem in before.problems}
    fresh = [problem for problem in errors_in(after) if (problem.text, problem.source) not in known]
    what = fresh[0].sentence if fresh else "it would not be a record that alcto can read"
    raise RecordsUnsaved(f"Nothing was saved: {what}. {AS_IT_WAS}")


def first_error(reading: Reading) -> str:
    """The first thing that keeps a file from being read."""
    return next((str(problem) for problem in errors_in(reading)), f"{FILE} cannot be read")


def errors_in(reading: Reading) -> list[Problem]:
    """The problems that cost a record, in the order of the file."""
    return [problem for problem in reading.problems if problem.is_error]
