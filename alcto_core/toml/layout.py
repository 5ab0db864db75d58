"""Where everything stands in the text of a TOML file: tables, their comments, keys and values.

Two need it: problems name the line and column of a key, and a save changes only the bytes of one record. It
reads any text, also one that is not TOML (best effort, nothing raises). Offsets count characters of the text;
a byte-order mark and carriage returns are ordinary characters of it and stay where they are. Tables are found
in one pass, keys only in the tables that somebody asks about.
"""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from alcto_core.patterns import late
from alcto_core.toml import tokens

Path = tuple[str | int, ...]
"""Where a value stands: keys, and positions in arrays counted from 0: `("activity", 3, "hours")`."""

_BYTE_ORDER_MARK = "\ufeff"


_PLAIN_KEY = late(r"[A-Za-z0-9_-]+")


def shown(path: Path) -> str:
    """A path as problems name it: `("activity", 3, "split", "al-cto/it")` → `activity[3].split."al-cto/it"`."""
    words: list[str] = []
    for part in path[:16]:
        if isinstance(part, int):
            words.append(f"[{part}]")
        else:
            key = part if _PLAIN_KEY.fullmatch(part) else f'"{part[:60]}"'
            words.append(f".{key}" if words else key)
    return "".join(words)


class KeySpan(msgspec.Struct, frozen=True, kw_only=True):
    """One `key = value`, or one element of an array (then the key's span is the value's)."""

    line: int
    """Line of the key, from 1."""
    column: int
    """Column of the key, from 1."""
    key_start: int
    key_end: int
    value_start: int
    value_end: int
    """Offset after the last character of the value; a comment after it is outside."""


class TableSpan(msgspec.Struct, frozen=True, kw_only=True):
    """One table header and the keys under it, without the tables under those."""

    path: Path
    """Whether it is an element of an array, `[[…]]`."""
    own_comment_start: int
    """Where the comment lines directly above the header begin; `start` where there are none."""
    start: int
    """Start of the header's line, indentation included."""
    body_start: int
    """Start of the line after the header."""
    content_end: int
    """After the line feed of the last key of this table, or of the header where there are no keys."""
    end: int
    """Where the next table begins (its own comments belong to it), or the end of the text."""
    line: int
    """Line of the header, from 1."""


class RecordSpan(msgspec.Struct, frozen=True, kw_only=True):
    """One record: an element of an array of tables, with all the tables under it."""

    start: int
    """Start of the header's line, indentation included."""
    end: int
    """Where the next record's own comments or header begin, or the end of the text; blank lines and free
    comments between the two are inside."""
    content_end: int
    """After the line feed of the last key or header: what follows up to `end` is blank lines and free comments."""
    own_comment_start: int
    """Where the comment lines directly above the header begin; `start` where there are none."""
    index: int
    pieces: tuple[tuple[int, int], ...]
    """(own_comment_start, end) of each unbroken run of its tables, in file order. More than one where a
    sub-table stands apart from its record."""


class Layout:
    """The layout of one text. Make it with `Layout.of(text)`."""

    def __init__(self, text: str, tables: tuple[TableSpan, ...], breaks: list[int]) -> None:
        self.text = text
        self.tables = tables
        """Every table in file order; the first is the root, which has no header: its path is empty."""
        self._breaks = breaks
        self._by_path: dict[Path, TableSpan] = {}
        self._first_below: dict[Path, TableSpan] = {}
        self._keys: dict[Path, dict[Path, KeySpan]] = {}
        self._elements: dict[int, dict[Path, KeySpan]] = {}
        for table in tables:
            self._by_path.setdefault(table.path, table)
            for depth in range(len(table.path), 0, -1):
                if self._first_below.setdefault(table.path[:depth], table) is not table:
                    break

    @classmethod
    def of(cls, text: str) -> Layout:
        """Scan `text`. Takes time in proportion to its length; never raises."""
        breaks = _line_breaks(text)
        return cls(text, tuple(_tables(text, breaks)), breaks)

    def records(self, *path: str | int) -> list[RecordSpan]:
        """The records of one array of tables in file order: `records("activity")`, or
        `records("credential", 0, "step")` for the steps of the first credential. Empty where there is none, or
        where it is written inline (see `is_block`)."""
        depth = len(path)
        runs: dict[int, list[list[TableSpan]]] = {}
        previous: Path | None = None
        for table in self.tables:
            owner = table.path[: depth + 1] if table.path[:depth] == path and len(table.path) > depth else None
            if owner is not None and isinstance(index := owner[depth], int):
                found = runs.setdefault(index, [])
                if owner == previous:
                    found[-1].append(table)
                else:
                    found.append([table])
            previous = owner
        return [_record(index, found) for index, found in sorted(runs.items())]

    def is_block(self, name: str) -> bool:
        """Whether `name` is written as `[[name]]` blocks, or not at all; false where it is a plain key
        (`name = [ … ]`) or a single table (`[name]`)."""
        keys = self.keys(self.tables[0])
        if any(path[0] == name for path in keys):
            return False
        first = self._first_below.get((name,))
        return first is None or (len(first.path) > 1 and isinstance(first.path[1], int))

    def key(self, path: Path) -> KeySpan | None:
        """Where the value at `path` is written, also inside arrays and inline tables; None where it is not."""
        for depth in range(len(path), -1, -1):
            table = self._by_path.get(path[:depth])
            if table is None:
                continue
            keys = self.keys(table)
            rest = path[depth:]
            for length in range(len(rest), 0, -1):
                if span := keys.get(rest[:length]):
                    return self._inside(span, rest[length:])
            return None
        return None

    def line_of(self, path: Path) -> int | None:
        """Line of the value or table at `path`, else of the nearest parent; None where not even that is there."""
        for length in range(len(path), 0, -1):
            place = path[:length]
            if span := self.key(place):
                return span.line
            if table := self._first_below.get(place):
                return table.line
            if span := self._first_dotted(place):
                return span.line
        return None

    def line_at(self, offset: int) -> int:
        """Line of a character, from 1."""
        return bisect_right(self._breaks, offset - 1) + 1 if offset > 0 else 1

    def column_at(self, offset: int) -> int:
        """Column of a character in its line, from 1; a byte-order mark takes none."""
        start = self.line_start(self.line_at(offset))
        mark = 1 if start == 0 and self.text.startswith(_BYTE_ORDER_MARK) else 0
        return max(offset - start - mark, 0) + 1

    def line_start(self, line: int) -> int:
        """Offset of the first character of a line (from 1)."""
        return 0 if line <= 1 else self._breaks[min(line - 2, len(self._breaks) - 1)] + 1 if self._breaks else 0

    def line(self, line: int) -> str:
        """One line as it stands, without its line ending and without a byte-order mark."""
        start = self.line_start(line)
        text = self.text[start : tokens.line_end(self.text, start)].removesuffix("\r")
        return text.removeprefix(_BYTE_ORDER_MARK) if start == 0 else text

    def _first_dotted(self, path: Path) -> KeySpan | None:
        for depth in range(len(path) - 1, -1, -1):
            if table := self._by_path.get(path[:depth]):
                rest = path[depth:]
                return next((span for keys, span in self.keys(table).items() if keys[: len(rest)] == rest), None)
        return None

    def _span(self, key_start: int, key_end: int, value_start: int, value_end: int) -> KeySpan:
        return KeySpan(
            line=self.line_at(key_start),
            column=self.column_at(key_start),
            key_start=key_start,
            key_end=key_end,
            value_start=value_start,
            value_end=value_end,
        )

    def keys(self, table: TableSpan) -> dict[Path, KeySpan]:
        """Spans of the keys of one table, by path from that table, in file order."""
        known = self._keys.get(table.path)
        if known is None:
            known = self._keys[table.path] = {}
            at, end = table.body_start, table.content_end
            is_broken = False
            while at < end:
                stop, is_broken = _statement_end(self.text, at, end, is_broken)
                if match := tokens.ASSIGNMENT.match(self.text, at, end):
                    span = self._span(match.start(1), match.end(1), match.end(), stop)
                    known.setdefault(tokens.names(match[1]), span)
                at = tokens.line_end(self.text, stop) + 1
        return known

    def _inside(self, span: KeySpan, rest: Path) -> KeySpan | None:
        """The part of an array or inline table to which `rest` leads."""
        while rest:
            elements = self._elements_of(span)
            length = next((length for length in range(len(rest), 0, -1) if rest[:length] in elements), 0)
            if not length:
                return None
            span, rest = elements[rest[:length]], rest[length:]
        return span

    def _elements_of(self, span: KeySpan) -> dict[Path, KeySpan]:
        """The values of an array by position or of an inline table by key (its dotted keys by all their parts);
        empty for any other value."""
        known = self._elements.get(span.value_start)
        if known is not None:
            return known
        known = self._elements[span.value_start] = {}
        text, at, end = self.text, span.value_start + 1, span.value_end
        is_table = text[span.value_start : at] == "{"
        if not is_table and text[span.value_start : at] != "[":
            return known
        while (at := _past_separators(text, at, end)) < end - 1:
            match = tokens.ASSIGNMENT.match(text, at, end) if is_table else None
            if is_table and match is None:
                break
            value = match.end() if match else at
            stop = min(_element_end(text, value, end - 1), end - 1)
            if match:
                found = self._span(match.start(1), match.end(1), value, stop)
                known.setdefault(tokens.names(match[1]), found)
            else:
                known[(len(known),)] = self._span(value, stop, value, stop)
            at = max(stop, at + 1)
        return known


def _record(index: int, runs: list[list[TableSpan]]) -> RecordSpan:
    first = runs[0]
    return RecordSpan(
        start=first[0].start,
        end=first[-1].end,
        content_end=first[-1].content_end,
        own_comment_start=first[0].own_comment_start,
        index=index,
        pieces=tuple((run[0].own_comment_start, run[-1].end) for run in runs),
    )


def _past_separators(text: str, at: int, end: int) -> int:
    while at < end:
        if text[at] == "#":
            at = tokens.line_end(text, at)
        elif text[at] not in " \t\r\n,":
            break
        else:
            at += 1
    return at


def _element_end(text: str, at: int, end: int) -> int:
    if text[at : at + 1] in ("[", "{", '"', "'"):
        return tokens.value_end(text, at, end)
    while at < end and text[at] not in ",#\n]}":
        at += 1
    while text[at - 1 : at] in (" ", "\t", "\r"):
        at -= 1
    return at


def _line_breaks(text: str) -> list[int]:
    breaks: list[int] = []
    at = text.find("\n")
    while at >= 0:
        breaks.append(at)
        at = text.find("\n", at + 1)
    return breaks


def _tables(text: str, breaks: list[int]) -> list[TableSpan]:
    """Every table in file order, the root first."""
    found: list[TableSpan] = []
    counts: dict[Path, int] = {}
    size = len(text)
    begun = 1 if text.startswith(_BYTE_ORDER_MARK) else 0
    path: Path = ()
    own = start = begun if begun else 0
    body = content = at = start
    is_broken = False

    def close(end: int) -> None:
        line = bisect_right(breaks, start - 1) + 1 if start else 1
        found.append(
            TableSpan(
                path=path, own_comment_start=own, start=start, body_start=body,
                content_end=content, end=end, line=line,
            )
        )  # fmt: skip

    while at < size:
        if simple := tokens.SIMPLE_LINES.match(text, at):
            at = content = simple.end()
        gap = tokens.GAP.match(text, at)
        gap_start = at
        if gap and gap.end() > at:
            at = gap.end()
        if header := tokens.HEADER.match(text, at):
            comments = tokens.COMMENT_BLOCK.search(text[gap_start:at])
            next_own = gap_start + comments.start() if comments else at
            close(next_own)
            own, start = next_own, at
            path = _place(tokens.names(header[2]), header[1] == "[[", counts)
            at = body = content = min(tokens.line_end(text, header.end()) + 1, size)
        elif at < size and not tokens.SIMPLE_LINES.match(text, at):
            end, is_broken = _statement_end(text, at, size, is_broken)
            at = content = min(tokens.line_end(text, end) + 1, size)
    close(size)
    return found


def _statement_end(text: str, at: int, size: int, is_broken: bool) -> tuple[int, bool]:
    """End of a value over several lines, or of a line that is not TOML. Once a bracket was found that never
    closes, later ones are not followed past their line, so that the scan stays linear in broken text too."""
    match = tokens.ASSIGNMENT.match(text, at, size)
    if match is None:
        return at, is_broken
    value = match.end()
    end = tokens.value_end(text, value, tokens.line_end(text, value) if is_broken else size)
    return end, is_broken or not tokens.is_closed(text, value, end)


def _place(keys: tuple[str, ...], is_array: bool, counts: dict[Path, int]) -> Path:
    """The path of a header: names of arrays of tables are followed by the position of their last element."""
    path: Path = ()
    for depth, key in enumerate(keys, 1):
        path = (*path, key)
        if depth == len(keys) and is_array:
            counts[path] = counts.get(path, 0) + 1
        if count := counts.get(path):
            path = (*path, count - 1)
    return path
