"""Subject areas as a spreadsheet names them: several in one cell, by id, label or any other spelling."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

StrandNamed = Callable[[str], str | None]
_LISTED = re.compile(r"[\n;|•]+")
_PARTS = re.compile(r"\s*(?:,|/|&|\+|\band\b)\s*", re.I)
_LABEL = re.compile(r"^(?:(?:strand|course|area)\s*)?(?:#?\d{1,2}\s*[.):-]|[-*•])\s*", re.I)
_MOST_PARTS = 60
_LONGEST_LINE = 1_000
_LONGEST_NAME = 7
"""Parts that one name may have: “Ethics, Laws, and Policies” has three, blanks between a comma and “and” included."""


class StrandCell(msgspec.Struct, frozen=True, kw_only=True):
    """What one cell names."""

    ids: tuple[str, ...] = ()
    """Strands that a framework knows, once each, in the order of the cell."""
    unknown: tuple[str, ...] = ()
    """Words that no framework knows."""

    @property
    def all(self) -> tuple[str, ...]:
        """What the record will hold: an unknown strand is kept, and warned of."""
        return tuple(dict.fromkeys((*self.ids, *self.unknown)))


def read_strands(text: str, named: StrandNamed) -> StrandCell:
    """Read one cell. Names may themselves hold commas and “and”: the longest run of words that is a name wins."""
    found: list[str] = []
    unknown: list[str] = []
    for line in _LISTED.split(text):
        word = " ".join(line.split())
        if not word:
            continue
        if (strand := _named(word, named)) is not None:
            found.append(strand)
        else:
            known, rest = _read_line(word, named)
            found += known
            unknown += rest if known else [word]
    return StrandCell(ids=tuple(dict.fromkeys(found)), unknown=tuple(dict.fromkeys(unknown)))


def _named(word: str, named: StrandNamed) -> str | None:
    return named(word) or named(_LABEL.sub("", word))


def _read_line(line: str, named: StrandNamed) -> tuple[list[str], list[str]]:
    """The strands that a line names, and the words in it that name none."""
    if len(line) > _LONGEST_LINE:
        return [], [line]
    cuts = [(0, 0), *((one.start(), one.end()) for one in _PARTS.finditer(line)), (len(line), len(line))]
    found: list[str] = []
    unknown: list[str] = []
    at, last = 0, len(cuts) - 1
    while at < last and last <= _MOST_PARTS:
        for end in range(min(last, at + _LONGEST_NAME), at, -1):
            word = line[cuts[at][1] : cuts[end][0]].strip()
            if word and (strand := _named(word, named)) is not None:
                found.append(strand)
                at = end
                break
        else:
            if word := line[cuts[at][1] : cuts[at + 1][0]].strip():
                unknown.append(word)
            at += 1
    return found, unknown
