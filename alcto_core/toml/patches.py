"""Edits of the text of a records file that change only the bytes of the record they edit.

Each function takes the text as it stands on disk (byte-order mark and carriage returns included) with the plain
values it holds, and gives the new text. The text must be valid TOML. What is not edited stays byte for byte;
comments directly above a record go with it when it is deleted, all other comments stay. Whoever saves parses
the result and compares it with what was meant (`store`): no edit here is taken on trust.
`RecordsUnsaved` is raised for records in a form that cannot be edited without touching their neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from alcto_core.patterns import late
from alcto_core.problems import RecordsUnsaved
from alcto_core.toml import tokens
from alcto_core.toml.layout import KeySpan, Layout, Path, TableSpan
from alcto_core.toml.writing import (
    BLOCKS,
    LENGTH,
    Table,
    block_text,
    is_blocks,
    key_text,
    lines,
    ordered,
    same,
    value_text,
)

_BLANK_LINES = late(r"(?:[ \t]*\r?\n)+")
_COMMENT_LINES = late(r"(?:[ \t]*#[^\n]*\n)+")
_INDENT = late(r"[ \t]*")


class _Patch(NamedTuple):
    start: int
    end: int
    text: str


def added(text: str, name: str, *tables: Mapping[str, Any]) -> str:
    """Records at the end of their array: activities at the end of the file, credentials after the last one."""
    page = _Page(text)
    page.refuse_unless_blocks(name)
    alike = [one for one in page.layout.tables if one.path[:1] == (name,)]
    indent = page.indent_at(alike[-1].start) if alike and len(alike[-1].path) == 2 else ""
    if name == "activity":
        at = len(page.text)
    else:
        before = alike or [one for one in page.layout.tables if one.path[:1] == ("person",)]
        at = page.after(before[-1]) if before else len(page.text)
    return page.patched([page.block(at, _blocks_text(name, tables, indent))])


def changed(text: str, name: str, index: int, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """A record with the values of `new` instead of `old`: only what differs is written."""
    return all_changed(text, name, ((index, old, new),))


def all_changed(text: str, name: str, records: Iterable[tuple[int, Mapping[str, Any], Mapping[str, Any]]]) -> str:
    """Several records of one array, each by its place with its old and its new values, changed at once."""
    page = _Page(text)
    page.refuse_unless_blocks(name)
    return page.patched(
        patch for index, old, new in records for patch in page.table_patches((name, index), name, old, new)
    )


def deleted(text: str, name: str, *indexes: int) -> str:
    """The text without some records of one array, their sub-tables and the comments directly above them."""
    page = _Page(text)
    page.refuse_unless_blocks(name)
    return page.patched(patch for index in indexes for patch in page.removal((name, index)))


def changed_person(text: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """The text with other values in `[person]`; the table is made where there is none."""
    page = _Page(text)
    path: Path = ("person",)
    if page.layout.key(path) is not None:
        return page.patched(page.value_patches(path, old, new))
    if page.table(path) is not None:
        return page.patched(page.table_patches(path, "person", old, new))
    if old:
        raise RecordsUnsaved(
            "Nothing was changed: alcto cannot edit the person where it is written with dots. "
            "Write it as [person] with name = “…” below it, in an editor."
        )
    block = "[person]\n" + "".join(f"{line}\n" for line in lines(new, "person"))
    return page.patched([page.block(page.after(page.layout.tables[0]), block)])


class _Page:
    """One text on its way to another: its layout, and the patches that single edits ask for."""

    def __init__(self, text: str) -> None:
        self.ends_bare = not text.endswith("\n") and text not in ("", "\ufeff")
        self.newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
        self.text = text + self.newline if self.ends_bare else text
        self.layout = Layout.of(self.text)

    def patched(self, patches: Iterable[_Patch]) -> str:
        """The text with every patch in place, ending with a line feed only where it did before."""
        parts: list[str] = []
        at = 0
        last = ""
        for patch in sorted(patches, key=lambda patch: patch.start):
            parts.append(self.text[at : patch.start])
            last = patch.text.replace("\n", self.newline)
            parts.append(last)
            at = max(at, patch.end)
        text = "".join(parts) + self.text[at:]
        took_the_end = at == len(self.text) and not last
        return text.removesuffix(self.newline) if self.ends_bare and not took_the_end else text

    def refuse_unless_blocks(self, name: str) -> None:
        if not self.layout.is_block(name):
            raise RecordsUnsaved(
                f"Nothing was changed: alcto cannot edit a list written as {name} = [ … ]. "
                f"Write each one as a block that begins with [[{name}]], in an editor."
            )

    def table(self, path: Path) -> TableSpan | None:
        return next((table for table in self.layout.tables if table.path == path), None)

    def below(self, path: Path) -> list[TableSpan]:
        """The table at `path` and all tables under it, in file order."""
        depth = len(path)
        return [table for table in self.layout.tables if table.path[:depth] == path]

    def after(self, table: TableSpan) -> int:
        """Where more may follow a table: after its last key and the comment lines that touch it."""
        comments = _COMMENT_LINES.match(self.text, table.content_end, table.end)
        return comments.end() if comments else table.content_end

    def indent_at(self, offset: int) -> str:
        match = _INDENT.match(self.text, self.layout.line_start(self.layout.line_at(offset)))
        return match[0] if match else ""

    def line_start(self, span: KeySpan) -> int:
        """Start of the line of a key, after a byte-order mark."""
        return max(self.layout.line_start(span.line), 1 if self.text.startswith("\ufeff") else 0)

    def block(self, at: int, block: str) -> _Patch:
        """A block put at the start of a line, with a blank line between it and its neighbours."""
        lead = self.text[:at].removeprefix("\ufeff")
        before = "" if not lead or lead.replace("\r", "").endswith("\n\n") or lead in ("\n", "\r\n") else "\n"
        follows = self.text[at : at + 2]
        return _Patch(at, at, before + block + ("" if not follows or follows[0] in "\r\n" else "\n"))

    def removal(self, path: Path) -> list[_Patch]:
        """Takes out a table, all below it and the comments directly above each."""
        patches: list[_Patch] = []
        for table in self.below(path):
            blank = _BLANK_LINES.match(self.text, table.content_end, table.end)
            end = blank.end() if blank else table.content_end
            patches.append(_Patch(table.own_comment_start, end, ""))
        return patches

    def table_patches(self, path: Path, kind: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[_Patch]:
        """Turns the values of the table at `path` from `old` into `new`."""
        table = self.table(path)
        if table is None:
            raise RecordsUnsaved("Nothing was changed: alcto did not find that record in the text of the file.")
        patches: list[_Patch] = []
        fresh: Table = {}
        length = self.other_length(path, old, new)
        for key, value in old.items():
            if length is not None and key == length[0]:
                patches += length[2]
            elif key not in new:
                patches += self.key_removal((*path, key), value)
            elif not same(value, new[key]):
                patches += self.change(path, kind, key, value, new[key], fresh)
        said = () if length is None else (length[1],)
        fresh |= {key: value for key, value in new.items() if key not in old and key not in said}
        return patches + self.insertion(table, kind, fresh)

    def other_length(
        self, path: Path, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> tuple[str, str, list[_Patch]] | None:
        """Where hours become minutes, or the reverse: the two keys, and the patches that say so in the same line."""
        had, has = ([key for key in LENGTH if key in table] for table in (old, new))
        if len(had) != 1 or len(has) != 1 or had == has or (span := self.layout.key((*path, had[0]))) is None:
            return None
        value = _Patch(span.value_start, span.value_end, value_text(new[has[0]]))
        return had[0], has[0], [_Patch(span.key_start, span.key_end, has[0]), value]

    def change(self, path: Path, kind: str, key: str, old: Any, new: Any, fresh: Table) -> list[_Patch]:
        """Turns one value into another; one that has to be written anew elsewhere is left in `fresh`."""
        place = (*path, key)
        if self.layout.key(place) is not None:
            becomes_blocks = key in BLOCKS.get(kind, ()) and not is_blocks(old) and is_blocks(new)
            if not becomes_blocks:
                return self.value_patches(place, old, new)
        elif is_blocks(old) and is_blocks(new) and self.table((*place, 0)) is not None:
            return self.array_patches(place, key, old, new)
        elif isinstance(old, Mapping) and isinstance(new, Mapping) and self.table(place) is not None:
            return self.table_patches(place, key, old, new)
        elif isinstance(old, Mapping) and isinstance(new, Mapping) and self.is_dotted(place, old) and new:
            return self.dotted_patches(path, key, old, new)
        fresh[key] = new
        return self.key_removal(place, old)

    def is_dotted(self, place: Path, value: Mapping[str, Any]) -> bool:
        """Whether a table is written as lines with dotted keys, one line for each of its values."""
        return (
            bool(value) and not self.below(place) and all(self.layout.key((*place, key)) is not None for key in value)
        )

    def dotted_patches(self, path: Path, key: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[_Patch]:
        """Turns the values of a table that is written as dotted lines from `old` into `new`."""
        patches: list[_Patch] = []
        last = 0
        for part, value in old.items():
            place = (*path, key, part)
            patches += self.value_patches(place, value, new[part]) if part in new else self.key_removal(place, value)
            if span := self.layout.key(place):
                last = max(last, tokens.line_end(self.text, span.value_end) + 1)
        lines_of_new = "".join(
            f"{self.indent_at(last - 1)}{key_text(key)}.{key_text(part)} = {value_text(new[part])}\n"
            for part in new
            if part not in old
        )
        return [*patches, _Patch(last, last, lines_of_new)] if lines_of_new else patches

    def array_patches(self, place: Path, kind: str, old: Sequence[Table], new: Sequence[Table]) -> list[_Patch]:
        """Turns one array of blocks into another; blocks that are the same at both ends stay as they are."""
        head = _alike(old, new)
        tail = min(_alike(old[::-1], new[::-1]), min(len(old), len(new)) - head)
        patches: list[_Patch] = []
        middle_old, middle_new = len(old) - tail, len(new) - tail
        for index in range(head, min(middle_old, middle_new)):
            patches += self.table_patches((*place, index), kind, old[index], new[index])
        for index in range(middle_new, middle_old):
            patches += self.removal((*place, index))
        if middle_new > middle_old:
            before = self.below((*place, middle_old - 1) if middle_old else (*place, 0))
            name = ".".join(key_text(part) for part in place if isinstance(part, str))
            indent = self.indent_at(before[0].start)
            at = self.after(before[-1]) if middle_old else before[0].own_comment_start
            patches.append(self.block(at, _blocks_text(name, new[middle_old:middle_new], indent)))
        return patches

    def insertion(self, table: TableSpan, kind: str, fresh: Table) -> list[_Patch]:
        """Writes keys that the table lacks: values after its last key, blocks after all that it holds."""
        blocks = {
            key: fresh[key] for key in ordered(fresh, kind) if key in BLOCKS.get(kind, ()) and is_blocks(fresh[key])
        }
        values = {key: value for key, value in fresh.items() if key not in blocks}
        patches: list[_Patch] = []
        if values:
            written = "".join(f"{line}\n" for line in lines(values, kind, self.key_indent(table)))
            at = self.after(table)
            patches.append(_Patch(at, at, written))
        last = self.below(table.path)[-1]
        indent = self.indent_at(table.start) + "  "
        for key, parts in blocks.items():
            name = ".".join(key_text(part) for part in (*table.path, key) if isinstance(part, str))
            patches.append(self.block(self.after(last), _blocks_text(name, parts, indent)))
        return patches

    def key_indent(self, table: TableSpan) -> str:
        """The indentation of the table's last line, which holds its last key or its header."""
        found = self.indent_at(table.start)
        at = table.body_start
        while at < table.content_end:
            if match := tokens.ASSIGNMENT.match(self.text, at, table.content_end):
                found = self.text[at : match.start(1)]
                at = tokens.value_end(self.text, match.end(), table.content_end)
            at = tokens.line_end(self.text, at) + 1
        return found

    def key_removal(self, place: Path, value: Any) -> list[_Patch]:
        """Takes out a key in whatever form it is written: a line, several dotted lines, or tables of its own."""
        if span := self.layout.key(place):
            end = min(tokens.line_end(self.text, span.value_end) + 1, len(self.text))
            return [_Patch(self.line_start(span), end, "")]
        patches = [] if not self.below(place) else self.removal(place)
        inside = [(patch.start, patch.end) for patch in patches]
        if isinstance(value, Mapping):
            for key, part in value.items():
                patches += [
                    patch
                    for patch in self.key_removal((*place, key), part)
                    if not any(start <= patch.start < end for start, end in inside)
                ]
        return patches

    def value_patches(self, place: Path, old: Any, new: Any) -> list[_Patch]:
        """Writes another value after a key that stays where it is."""
        span = self.layout.key(place)
        if span is None or same(old, new):
            return []
        written = self.text[span.value_start : span.value_end]
        kept = _comments(written)
        if "\n" in written and isinstance(new, (list, tuple)) and new and written.startswith("["):
            value = self.list_text(span, written, new)
        else:
            value = value_text(new)
        patches = [_Patch(span.value_start, span.value_end, value)]
        if kept:
            start = self.line_start(span)
            indent = self.indent_at(start)
            patches.insert(0, _Patch(start, start, "".join(f"{indent}{comment}\n" for comment in kept)))
        return patches

    def list_text(self, span: KeySpan, written: str, new: Sequence[Any]) -> str:
        """A list with one element a line, as it was written before."""
        closing = self.indent_at(self.layout.line_start(self.layout.line_at(span.value_end - 1)))
        first = re.search(r"\n([ \t]*)[^\s#\]]", written)
        indent = first[1] if first else closing + "  "
        return "[\n" + "".join(f"{indent}{value_text(part)},\n" for part in new) + closing + "]"


def _alike(one: Sequence[Any], other: Sequence[Any]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if not same(left, right):
            break
        count += 1
    return count


def _blocks_text(name: str, parts: Sequence[Mapping[str, Any]], indent: str) -> str:
    return "\n".join(block_text(name, part, indent) for part in parts)


def _comments(written: str) -> list[str]:
    """The comments inside a value over several lines: they move above its key, as nothing may lose them."""
    found: list[str] = []
    if written[:1] not in ("[", "{"):
        return found
    at = 0
    while at < len(written):
        if written[at] in "\"'":
            at = tokens.string_end(written, at)
        elif written[at] == "#":
            end = tokens.line_end(written, at)
            found.append(written[at:end].rstrip("\r \t"))
            at = end
        else:
            at += 1
    return found
