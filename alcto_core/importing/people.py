"""Whose hours the rows of a sheet are, where a column says it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from alcto_core.importing.flaws import Flaw, cut
from alcto_core.importing.headings import SAYS_WHO, folded
from alcto_core.importing.layout import Headed, SheetLayout
from alcto_core.importing.matching import fold
from alcto_core.importing.reading import RowReading
from alcto_core.importing.sorting import RowLeftOut, line
from alcto_core.importing.vocabulary import ABOUT_THE_PERSON, FAMILY_NAMES, GIVEN_NAMES

_ADDRESS = re.compile(r"([^@\s]+)@[^@\s]+\.[^@\s]+")


class RowsOfPeople(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of a sheet once it is known whose they are."""

    rows: tuple[RowReading, ...]
    left_out: tuple[RowLeftOut, ...] = ()
    """The rows of other people."""
    told: tuple[str, ...] = ()


def own_rows(
    rows: Sequence[RowReading], headed: Headed, layout: SheetLayout, document: Mapping[str, Any]
) -> RowsOfPeople:
    """The rows of the person of the records (`document` are the file's plain values) where a column names several
    people. A row of somebody else is left out; one that names nobody, and every row where none of the names is the
    person's, is held back: whose hours they are is the person's to say."""
    column, who = _names(headed, layout)
    names = list({fold(name): name for name in who.values() if fold(name)}.values())
    mine = name_of(document)
    if not names:
        return RowsOfPeople(rows=tuple(rows))
    listed = ", ".join(f"“{cut(name)}”" for name in names[:3]) + (", …" if len(names) > 3 else "")
    if len(names) == 1:
        is_told = mine and not is_same(names[0], mine)
        told = f"The column “{column}” names {listed}, and the records are those of {mine}: every row is read as yours."
        return RowsOfPeople(rows=tuple(rows), told=(told,) if is_told else ())
    is_there = any(is_same(name, mine) for name in names)
    kept: list[RowReading] = []
    others: list[RowLeftOut] = []
    text_of = {row.number: line(row) for row in headed.rows}
    for row in rows:
        name = who.get(row.number, "")
        if is_there and name and not is_same(name, mine):
            others.append(
                RowLeftOut(number=row.number, reason=f"the hours are those of “{cut(name)}”", text=text_of[row.number])
            )
        elif is_there and name:
            kept.append(row)
        else:
            why = "it names nobody" if not name else f"it is not known whether “{cut(name)}” is you"
            flaw = Flaw(column=column, text=f"{why}, and the sheet holds the hours of {len(names)} people")
            kept.append(msgspec.structs.replace(row, faults=(*row.faults, flaw)))
    advice = "only your own rows come in" if is_there else "leave only your own rows in the sheet"
    told = f"The column “{column}” names {len(names)} people ({listed}): {advice}."
    return RowsOfPeople(rows=tuple(kept), left_out=tuple(others), told=(told,))


def _names(headed: Headed, layout: SheetLayout) -> tuple[str, dict[int, str]]:
    """The heading of the column that says whose the rows are, and the full name in each row, by its number; a first
    and a last name beside each other are one."""
    unused = [one for one in layout.columns if not one.key]
    free = [one for one in unused if one.reason.endswith(SAYS_WHO)]
    parts = [
        [one for one in unused if folded(one.name) in (*held, short)]
        for held, short in ((GIVEN_NAMES, "first"), (FAMILY_NAMES, "last"))
    ]
    alone = [[one] for one in free if folded(one.name) not in ABOUT_THE_PERSON]
    for columns in ([*parts[0][:1], *parts[1][:1]], *alone) if all(parts) else alone:
        who = {
            row.number: " ".join(row.cells[one.index].strip() for one in columns if one.index < len(row.cells))
            for row in headed.rows
        }
        if all(_is_person(name) for name in who.values() if fold(name)):
            return columns[0].name, who
    return "", {}


def _is_person(text: str) -> bool:
    """Whether a cell may be a person's name or address: a grade or a group of such a column is not."""
    return _ADDRESS.fullmatch(text) is not None or not any(sign.isdigit() for sign in text)


def is_same(name: str, mine: str) -> bool:
    """Whether two spellings are one person's name: “Avery, Jordan T.” and “javery@example.org” are “Jordan Avery”, and
    so is “Jordan”."""
    if address := _ADDRESS.fullmatch(name):
        return _folded(address[1]) in _accounts(mine)
    one, other = _words(name), _words(mine)
    if len(one) == 1 and len(name.split()) == 1:
        return one <= other or _folded(name) in _accounts(mine)
    return len(one & other) > 1 and (one <= other or other <= one)


def _accounts(mine: str) -> frozenset[str]:
    """What a person's account is mostly called: `jordanavery`, `javery`, `averyj`."""
    words = [word for word in fold(mine).split() if len(word) > 1]
    if len(words) < 2:
        return frozenset()
    first, last = words[0], words[-1]
    return frozenset((first + last, last + first, first[0] + last, last + first[0], first + last[0]))


def _folded(account: str) -> str:
    return "".join(sign for sign in fold(account) if sign.isalpha())


def _words(name: str) -> frozenset[str]:
    return frozenset(word for word in fold(name.replace(",", " ").replace(".", " ")).split() if len(word) > 1)


def name_of(document: Mapping[str, Any]) -> str:
    """The name of the person of the records; "" where there is none."""
    person = document.get("person")
    name = person.get("name") if isinstance(person, dict) else None
    return name if isinstance(name, str) else ""
