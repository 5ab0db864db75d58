"""Reading the file of a case: its keys, and the records file that it holds, or all that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from alcto_core.problems import Problem
from alcto_core.records.reading import Reading, read_text
from alcto_core.records.types import Records
from alcto_core.rules.faults import nearest_of
from alcto_core.toml.layout import Layout
from alcto_core.toml.layout import Path as Place
from alcto_core.toml.values import toml_values

_KEYS = ("name", "on", "records", "plan", "period", "expect")


class Mismatch(msgspec.Struct, frozen=True):
    """A figure that differs from what a case expects, or something that is wrong with the case itself."""

    key: str
    """What was looked at: `al-td-ceu.credits.fetc.counted`."""
    expected: str
    found: str
    place: Place = ()
    """Where the case says it."""
    line: int | None = None
    """The line of it, from 1, where no key tells it."""
    wrong: str = ""
    """What is wrong with the case itself and the remedy, in the place of two figures."""

    def __str__(self) -> str:
        return f"{self.key}: {self.wrong or f'expected {self.expected}, found {self.found}'}"


def of_the_case(place: Place, key: str, text: str, remedy: str, line: int | None = None) -> Mismatch:
    """Something that is wrong with a case itself."""
    return Mismatch(key, "", "", place, line, f"{text}; {remedy}" if remedy else text)


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One case as its file says it."""

    path: Path
    text: str
    name: str
    """What it shows, as a sentence; the file's name where the file has none."""
    on: date
    reading: Reading
    """Its records file, as it was read."""
    records: Records
    plan: bool = False
    period: str | None = None
    expect: Mapping[str, Mapping[str, Any]]

    def line_of(self, mismatch: Mismatch) -> int:
        """The line of the file, from 1, that says what was expected."""
        return mismatch.line or Layout.of(self.text).line_of(mismatch.place) or 1

    def remarks(self, problems: Iterable[Problem]) -> Iterator[tuple[int, str]]:
        """Problems of the records file, each with its line in the file of the case and its sentence."""
        first = _first_line(self.text)
        return ((first + (problem.line or 1), problem.sentence) for problem in problems)


def read_case(path: Path) -> Case | tuple[Mismatch, ...]:
    """The case in a file, or all that is wrong with it. One that expects nothing is wrong: what tests nothing must not
    pass."""
    try:
        text = path.read_text("utf-8")
    except (OSError, ValueError) as wrong:
        return (of_the_case((), path.name, str(wrong), "save it as UTF-8 text"),)
    try:
        case = toml_values(text)
    except (RecursionError, ValueError, ArithmeticError) as wrong:
        return tuple(_not_toml(text, wrong, path))
    reading = read_text(case["records"].encode()) if isinstance(case.get("records"), str) else None
    layout = Layout.of(text)
    flaws = tuple(
        msgspec.structs.replace(one, line=one.line or layout.line_of(one.place)) for one in _flaws(text, case, reading)
    )
    if flaws or reading is None or reading.records is None:
        return flaws
    return Case(
        path=path, text=text, name=case.get("name", path.stem), on=case["on"], reading=reading,
        records=reading.records, plan=case.get("plan", False), period=case.get("period"), expect=case["expect"],
    )  # fmt: skip


def _not_toml(text: str, wrong: Exception, path: Path) -> Iterator[Mismatch]:
    """What makes a text no TOML, each at its line."""
    from alcto_core.toml.diagnosis import not_toml

    for one in not_toml(text, wrong, path.name, lambda _path, _value: None):
        yield of_the_case((), path.name, one.text, one.remedy, one.line)


def _first_line(text: str) -> int:
    """The line before the first one of the records file inside a case."""
    layout = Layout.of(text)
    span = layout.key(("records",))
    if span is None:
        return 0
    begun = text[span.value_start : span.value_start + 5]
    is_below = begun[:3] in {"'''", '"""'} and begun[3:].startswith(("\n", "\r\n"))
    return layout.line_at(span.value_start) - (not is_below)


def _flaws(text: str, case: Mapping[str, Any], reading: Reading | None) -> Iterator[Mismatch]:
    """What is wrong with the keys of a case, and with its records file."""
    missing = [key for key in ("on", "records", "expect") if key not in case]
    for key in case.keys() - _KEYS:
        near = nearest_of(key, missing) or nearest_of(key, _KEYS)
        yield of_the_case((key,), key, "this key is not known in a case", f"{near}known: {', '.join(_KEYS)}")
    for key in missing:
        yield of_the_case((), key, "the key is missing", _MISSING[key])
    for key, shape, remedy in _SHAPES:
        if key in case and (type(case[key]) is not shape or (shape is dict and not case[key])):
            yield of_the_case((key,), key, "this is not what belongs here", remedy)
    for problem in reading.problems if reading is not None else ():
        if problem.is_error:  # what is wrong is left out, and the rest would come to something by chance
            line = _first_line(text) + (problem.line or 1)
            yield of_the_case(("records",), "records", problem.text, problem.remedy, line)


_MISSING = {
    "on": "add the date asked about: on = 2026-03-01",
    "records": "add a whole records file: records = '''…'''",
    "expect": "add what it must come to: [expect.CREDENTIAL], and a figure below it",
}
_SHAPES = (
    ("on", date, "write a date without quotes and without a time: on = 2026-03-01"),
    ("records", str, "write a whole records file as text: records = '''…'''"),
    ("name", str, "write a sentence in quotes"),
    ("period", str, 'write the name of a period in quotes: period = "FY25"'),
    ("plan", bool, "write true or false"),
    ("expect", dict, _MISSING["expect"]),
)
