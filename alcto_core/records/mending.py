"""Lines of a records file put right by hand: for what no form can open, as the record or the file cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from alcto_core.problems import Problem
from alcto_core.records.reading import Reading, read_text


class BrokenLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line that must be put right before the record, or the file, can be read."""

    line: int
    source: str
    """As it stands in the file."""
    proposed: str
    """As it should read, or as it is where nobody knows."""
    is_new: bool = False
    """Whether what is proposed is a line of its own below it: what is missing from the record."""
    problem: Problem


def broken_lines(problems: Iterable[Problem]) -> tuple[BrokenLine, ...]:
    """What can be put right line by line, the first fault of each line. A fault of several lines is none of them."""
    found: dict[int, BrokenLine] = {}
    for one in problems:
        if one.line is None or one.line in found or "\n" in one.corrected.strip("\n") or one.source.endswith("…"):
            continue
        is_new = one.source.lstrip().startswith("[") and bool(one.corrected) and not one.corrected.startswith("[")
        proposed = one.corrected if is_new else one.corrected or one.source
        found[one.line] = BrokenLine(
            line=one.line, source=one.source, proposed=proposed.strip("\r\n"), is_new=is_new, problem=one
        )
    return tuple(found.values())


def mended(reading: Reading, lines: Iterable[BrokenLine], typed: Mapping[int, str]) -> tuple[bytes, Mapping[int, str]]:
    """The bytes of the file with these lines as they were typed, each on one line, and what is still wrong with each.

    `typed` are words by the number of their line. Every other byte is as it was.
    """
    rows = reading.layout.text.split("\n")
    moved: dict[int, int] = {}
    for one in sorted(lines, key=lambda one: one.line):
        words = " ".join(typed.get(one.line, one.proposed).splitlines())
        at = one.line - 1 + sum(before.is_new for before in lines if before.line < one.line)
        end = "\r" if rows[at].endswith("\r") else ""
        mark = "\ufeff" if rows[at].startswith("\ufeff") else ""
        if one.is_new:
            rows.insert(at + 1, f"{words}{end}")
            at += 1
        else:
            rows[at] = f"{mark}{words}{end}"
        moved[at + 1] = one.line
    raw = "\n".join(rows).encode()
    after = read_text(raw)
    wrong: dict[int, str] = {}
    for problem in after.problems:
        if problem.is_error and problem.line in moved:
            wrong.setdefault(moved[problem.line], problem.sentence)
    return raw, wrong
