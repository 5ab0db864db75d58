"""Why a file cannot be read at all: not UTF-8, not TOML, empty or far too large.

TOML readers stop at the first mistake. Here every statement is read by itself, so that a person sees all of
them in one pass, each with its line, the likely fix and the line as it should read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from alcto_core.problems import Problem, Severity
from alcto_core.toml import tokens
from alcto_core.toml.layout import Layout, Path, TableSpan, shown
from alcto_core.toml.placing import cut

if TYPE_CHECKING:
    from alcto_core.toml.holding import Judge

_AS_UTF8 = "open it in an editor and save it as UTF-8 (in Notepad: Save as, Encoding, UTF-8)"
_MOST_PROBLEMS = 50
_FAR = 1 << 19
_FAR_LINES = 200
"""How far from a conflict the lines of its record are looked for."""
_MOST_STATEMENTS = 20_000
_MARKER = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?:[ \r].*)?$")
_CR_ALONE = re.compile(r"\r(?!\n)")
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def too_large(size: int, most: int, file: str) -> Problem:
    """The problem of a file that is far larger than any career."""
    text = f"the file is {size / (1 << 20):,.0f} MB, and a records file is at most {most >> 20} MB"
    remedy = "look whether something else was saved under this name, and put the right file back"
    return Problem(severity=Severity.ERROR, file=file, line=1, text=text, remedy=remedy)


def not_utf8(raw: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    """The text as well as it can be read, and the lines that are not UTF-8."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _utf16(raw, "utf-16", file)
    if raw.count(b"\0") > len(raw) // 4:
        return _utf16(raw, "utf-16-le" if raw[1:2] == b"\0" else "utf-16-be", file)
    text = raw.decode("cp1252", "replace")
    problems = []
    for number, line in enumerate(raw.split(b"\n"), 1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as wrong:
            shown_line = line.decode("cp1252", "replace").removesuffix("\r")
            letter = line[wrong.start : wrong.start + 1].decode("cp1252", "replace")
            byte = f"byte {line[wrong.start]:02X}"
            what = f"{byte} stands where “{letter}” is meant" if letter.isprintable() else f"{byte} is no letter"
            problem = Problem(
                severity=Severity.ERROR,
                file=file,
                line=number,
                column=len(line[: wrong.start].decode("utf-8", "replace")) + 1,
                text=f"the file is not UTF-8: {what} (Windows or Latin-1 encoding)",
                remedy=_AS_UTF8,
                source=cut(shown_line),
                corrected=shown_line if len(shown_line) <= 1000 else "",
            )
            problems.append(problem)
            if len(problems) == _MOST_PROBLEMS:
                break
    return text, tuple(problems)


def _utf16(raw: bytes, encoding: str, file: str) -> tuple[str, tuple[Problem, ...]]:
    text = raw.decode(encoding, "replace")
    problem = Problem(
        severity=Severity.ERROR,
        file=file,
        line=1,
        text="the file is UTF-16, not UTF-8",
        remedy=_AS_UTF8,
        source=cut(text.partition("\n")[0].removesuffix("\r").removeprefix("\ufeff")),
        corrected=cut(text.partition("\n")[0].removesuffix("\r").removeprefix("\ufeff")),
    )
    return text, (problem,)


def not_toml(text: str, error: Exception | None, file: str, judge: Judge) -> tuple[Problem, ...]:
    """Every mistake that can be found in a text that is not TOML; `error` is what the TOML reader said, and `judge`
    knows what each key of such a file may hold.
    """
    from alcto_core.toml.repairs import is_toml

    if not text.strip("\ufeff \t\r\n"):
        remedy = "bring the records back with alcto restore, or start anew with alcto init"
        return (Problem(severity=Severity.ERROR, file=file, line=1, text="the file is empty", remedy=remedy),)
    if text.count("\0") > max(len(text) // 4, 1):
        return _utf16(text.encode(), "utf-16-le" if text[1:2] == "\0" else "utf-16-be", file)[1]
    if isinstance(error, RecursionError):
        return (_too_deep(Layout.of(text), file),)
    cr = _CR_ALONE.search(text)
    if cr and ("\n" not in text or is_toml(_CR_ALONE.sub("\n", text).removeprefix("\ufeff"))):
        return (_cr_alone(text, cr.start(), file),)
    examination = _Examination(Layout.of(text[: _reach(text, error)]), file, error, judge)
    return tuple(islice(examination.problems(), _MOST_PROBLEMS))


def _cr_alone(text: str, place: int, file: str) -> Problem:
    """Lines that end as they once did on the Macintosh: to a reader of TOML they are one line."""
    number = text.count("\n", 0, place) + 1
    return Problem(
        severity=Severity.ERROR,
        file=file,
        line=number,
        text="a line ends with CR alone" if "\n" in text else "the lines end with CR alone",
        remedy="save the file with LF or CRLF at the end of its lines",
        source=cut(text[text.rfind("\n", 0, place) + 1 : place].removeprefix("\ufeff")),
    )


def _reach(text: str, error: Exception | None) -> int:
    """How far a text is examined: a good way past the first mistake, so that a huge one is refused quickly."""
    place = _PLACE.search(str(error)) if error else None
    if place is None or place[1] is None or len(text) <= _FAR:
        return len(text)
    offset = 0
    for _ in range(int(place[1])):
        offset = text.find("\n", offset) + 1
        if not offset:
            return len(text)
    return offset + _FAR


def _too_deep(layout: Layout, file: str) -> Problem:
    key = tokens.endless_key(layout.text)
    line = layout.line_at(key.end()) if key else _deepest_line(layout)
    return Problem(
        severity=Severity.ERROR,
        file=file,
        line=line,
        text="names or brackets are nested too deep to be read",
        remedy="nothing in a records file is nested more than a few levels; put this line right or delete it",
        source=cut(layout.line(line)),
    )


def _deepest_line(layout: Layout) -> int:
    """The line on which the brackets are nested deepest."""
    deepest, depth, place = 0, 0, 0
    for match in re.finditer(r"[\[{]+|[\]}]+", layout.text):
        depth = depth + len(match[0]) if match[0][0] in "[{" else max(depth - len(match[0]), 0)
        if depth > deepest:
            deepest, place = depth, match.start()
    return layout.line_at(place)


class _Statement(NamedTuple):
    start: int
    end: int
    table: TableSpan
    keys: tuple[str, ...]
    """The key of a `key = value`; empty for a header and for a line that is neither."""
    is_header: bool
    is_closed: bool
    opening: str = ""
    """The first three characters of the value."""


def _beginnings(path: Path, begun: int) -> list[Path]:
    """The path itself and the tables above it that are longer than `begun`, the shortest first."""
    return [path[:length] for length in range(begun + 1, len(path) + 1)]


def _first_known(paths: list[Path], known: dict[Path, int]) -> tuple[Path, int] | None:
    """The first of the paths that is known, with its line."""
    return next(((path, known[path]) for path in paths if path in known), None)


class _Examination:
    """One text on the way to its list of problems."""

    def __init__(self, layout: Layout, file: str, error: Exception | None, judge: Judge) -> None:
        self.layout = layout
        self.judge = judge
        self.file = file
        place = _PLACE.search(str(error)) if error else None
        self.message = _PLACE.sub("", str(error)) if error else ""
        self.error_line = int(place[1]) if place and place[1] else None
        self.error_column = int(place[2]) if place and place[2] else None

    def problems(self) -> Iterator[Problem]:
        """What is wrong with single statements, else what is there twice, else what the TOML reader said."""
        is_found = False
        for problem in self._single():
            is_found = True
            yield problem
        if not is_found:
            for problem in self._twice():
                is_found = True
                yield problem
        if not is_found:
            yield self._as_the_reader_said()

    def _as_the_reader_said(self) -> Problem:
        """Where the TOML reader stopped: a slip in a remark, else in its own words."""
        from alcto_core.toml.repairs import is_toml, repaired

        line = self.error_line or self._last_line()
        source = self.layout.line(line)
        if len(source) <= 1000 and not is_toml(source) and (repair := repaired(source)):
            return self._problem(line, self.error_column, (), *repair)
        text = f"this is not TOML: {self.message[:1].lower()}{self.message[1:]}" if self.message else "not TOML"
        return self._problem(line, self.error_column, (), text, "put this line right or delete it")

    def _last_line(self) -> int:
        """The last line that holds anything: there the TOML reader stood when it found the end of the text."""
        return self.layout.line_at(max(len(self.layout.text.rstrip()) - 1, 0))

    def _problem(
        self, line: int | None, column: int | None, path: Path, text: str, remedy: str, corrected: str = ""
    ) -> Problem:
        return Problem(
            severity=Severity.ERROR,
            file=self.file,
            line=line,
            column=column,
            path=shown(path),
            text=text,
            remedy=remedy,
            source=cut(self.layout.line(line)) if line is not None else "",
            corrected=corrected,
        )

    def _single(self) -> Iterator[Problem]:
        is_after_unclosed = False
        conflict_until = 0
        for count, statement in enumerate(self._statements()):
            if count > _MOST_STATEMENTS:
                return
            source = self.layout.text[statement.start : statement.end].removesuffix("\r")
            number = self.layout.line_at(statement.start)
            if not statement.keys and (marker := _MARKER.match(source)):
                if number > conflict_until:
                    conflict_until = self._end_of_conflict(number, marker[1])
                    yield self._conflict(number, conflict_until)
                continue
            is_junk = not statement.keys and not statement.is_header
            if is_junk and is_after_unclosed:
                continue
            is_after_unclosed = False
            try:
                tomllib.loads(source, parse_float=Decimal)
            except (ValueError, RecursionError, ArithmeticError) as error:
                is_after_unclosed = not statement.is_closed
                yield self._wrong(statement, source, number, error)

    def _wrong(self, statement: _Statement, source: str, number: int, error: Exception) -> Problem:
        from alcto_core.toml.holding import held
        from alcto_core.toml.repairs import repaired

        first = source.partition("\n")[0].removesuffix("\r")
        place = _PLACE.search(str(error))
        inner = int(place[1]) if place and place[1] else 1
        column = int(place[2]) if place and place[1] else len(first) + 1
        path = (*statement.table.path, *statement.keys)
        if not statement.is_closed and statement.opening in ('"""', "'''"):
            text = "three quotes open a long text here and never close"
            return self._problem(number, column, path, text, "put three quotes after the text")
        if "\n" not in source and (repair := repaired(first) if len(first) <= 1000 else None):
            return self._problem(number, column, path, *held(repair, statement.table.path, self.judge))
        if not isinstance(error, tomllib.TOMLDecodeError):
            text = "a number or a nest of brackets here is too long to be read"
            return self._problem(number, None, path, text, "put this line right or delete it")
        if not statement.is_closed:
            text = "a bracket opens here and never closes"
            return self._problem(number, column, path, text, "close it after its last value")
        lines = source.split("\n")
        if 1 < inner <= len(lines) and (comma := self._missing_comma(lines, inner - 2)):
            text, remedy = "a comma is missing after this value", "put one at the end of the line"
            return self._problem(number + inner - 2, None, path, text, remedy, comma)
        message = _PLACE.sub("", str(error))
        text = f"this is not TOML: {message[:1].lower()}{message[1:]}"
        return self._problem(number + inner - 1, column, path, text, "put this line right or delete it")

    @staticmethod
    def _missing_comma(lines: list[str], at: int) -> str:
        """One line of a list over several lines with a comma at its end, if that is all that is missing."""
        from alcto_core.toml.repairs import is_toml

        value, mark, remark = lines[at].removesuffix("\r").partition(" #")
        corrected = value.rstrip() + "," + (f" #{remark}" if mark else "")
        return corrected if is_toml("\n".join([*lines[:at], corrected, *lines[at + 1 :]])) else ""

    def _end_of_conflict(self, number: int, marker: str) -> int:
        """The last line of the conflict that begins on a line: that of its `>>>>>>>`, else the line itself."""
        if marker[0] == ">":
            return number
        end = re.compile(r"^>{7}(?:[ \r]|$)", re.MULTILINE).search(self.layout.text, self.layout.line_start(number))
        return self.layout.line_at(end.start()) if end else number

    def _conflict(self, number: int, end: int) -> Problem:
        lines = [self.layout.line(at) for at in range(number, min(end, number + 4))]
        if end == number:
            text = "a marker of an unfinished merge is left over"
            return self._problem(number, 1, (), text, "keep the lines that are right and delete the marker")
        if both := self._both_records(number, end):
            text = f"lines {number} to {end} hold two records that a merge left as one"
            return self._problem(number, 1, (), text, "keep both: the lines given here belong in their place", both)
        text = f"lines {number} to {end} hold two versions that were never merged"
        remedy = "keep the version that is right, and delete the other and the lines <<<<<<<, ======= and >>>>>>>"
        if single := self._only_in_one(number, end):
            names = ", ".join(f"“{name}”" for name in single)
            remedy += (
                f"; {names} {'stands' if len(single) == 1 else 'stand'} in one version only, so look whether to keep"
            )
            remedy += " it" if len(single) == 1 else " them"
        is_one_line = not single and len(lines) > 2 and (_MARKER.match(lines[2]) is not None)
        return self._problem(number, 1, (), text, remedy, lines[1] if is_one_line else "")

    def _both_records(self, number: int, end: int) -> str:
        from alcto_core.toml.merges import both_records

        lines = [line.removesuffix("\r") for line in self.layout.text.split("\n")]
        near = slice(max(number - 1 - _FAR_LINES, 0), number - 1)
        return both_records(lines[near], lines[number - 1 : end], lines[end : end + _FAR_LINES])

    def _only_in_one(self, number: int, end: int) -> tuple[str, ...]:
        from alcto_core.toml.merges import only_in_one

        return only_in_one([line.removesuffix("\r") for line in self.layout.text.split("\n")[number - 1 : end]])

    def _twice(self) -> Iterator[Problem]:
        """Keys and tables that are there twice, or both as a value and as a table."""
        tables: dict[Path, int] = {}
        again: set[int] = set()
        keys: dict[Path, int] = {}
        dotted: dict[Path, int] = {}
        listed = {one.path[:-1]: one.line for one in self.layout.tables[::-1] if isinstance((None, *one.path)[-1], int)}
        for statement in self._statements():
            number = self.layout.line_at(statement.start)
            path = statement.table.path
            if statement.is_header:
                first = listed.get(path) or tables.setdefault(path, number)
                if first != number:
                    again.add(number)
                    yield self._table_twice(statement, path, number, first, is_list=path in listed)
                elif clash := _first_known(_beginnings(path, 0), keys) or _first_known([path], dotted):
                    yield self._two_ways(number, *clash)
            elif statement.keys and statement.table.line not in again:
                parents = _beginnings((*path, *statement.keys[:-1]), len(path))
                path = (*path, *statement.keys)
                first = keys.setdefault(path, number)
                if first != number:
                    text = f"{statement.keys[-1]} is there twice; the first is on line {first}"
                    yield self._problem(number, 1, path, text, "delete the one that is wrong")
                elif clash := (
                    _first_known(parents, keys) or _first_known(parents, tables) or _first_known([path], dotted)
                ):
                    yield self._two_ways(number, *clash)
                for parent in parents:
                    dotted.setdefault(parent, number)

    def _two_ways(self, number: int, path: Path, first: int) -> Problem:
        text = f"{shown(path)} is written in two ways; the other is on line {first}"
        return self._problem(number, 1, path, text, "keep one of the two")

    def _table_twice(self, statement: _Statement, path: Path, number: int, first: int, *, is_list: bool) -> Problem:
        name = ".".join(part for part in path if isinstance(part, str))
        if is_list or (path[0] in tokens.LISTS and len(path) < 4):
            better = self.layout.text[statement.start : statement.end].removesuffix("\r")
            better = better.replace("[", "[[", 1).replace("]", "]]", 1)
            text = (
                f"[{name}] is there more than once; {'the first' if first < number else 'another'} is on line {first}"
            )
            return self._problem(number, 1, path, text, f"write each as [[{name}]], with two brackets", better)
        text = f"[{name}] is there twice; the first is on line {first}"
        return self._problem(number, 1, path, text, "put the lines of both under one of them")

    def _statements(self) -> Iterator[_Statement]:
        text = self.layout.text
        for table in self.layout.tables:
            if table.path:
                end = tokens.line_end(text, table.start)
                yield _Statement(table.start, end, table, (), True, True)
            at = table.body_start
            while at < table.content_end:
                line_end = tokens.line_end(text, at)
                match = tokens.ASSIGNMENT.match(text, at, line_end)
                if match:
                    value = match.end()
                    opening = text[value : value + 3]
                    stop = tokens.value_end(text, value, table.content_end)
                    is_closed = tokens.is_closed(text, value, stop)
                    if opening in ('"""', "'''"):
                        is_closed = stop > line_end or text.find(opening, value + 3, stop) >= 0
                    line_end = tokens.line_end(text, stop)
                    yield _Statement(at, line_end, table, tokens.names(match[1]), False, is_closed, opening)
                elif text[at:line_end].strip() and not text[at:line_end].lstrip().startswith("#"):
                    yield _Statement(at, line_end, table, (), False, True)
                at = line_end + 1
