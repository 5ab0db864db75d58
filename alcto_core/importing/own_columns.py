"""What hardly any sheet holds but one that alcto wrote: the only credentials that an entry counts for, and amounts in
units. Without them an entry would come back as one that counts more, or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from alcto_core.records.types import Records
from alcto_core.rules.declared import Known
from alcto_core.rules.library import Library
from alcto_core.text import same_words, slug

NOTHING = "nothing"
"""In the column of credentials: for none at all."""
WHO_GRANTED = "Who granted it"
"""Heading of the column that says sources by their names, also those that no rule knows."""
_LISTED = re.compile(r"[;\n]")
_AMOUNT = re.compile(r"(\d{1,6}(?:\.\d{1,4})?)\s+(\S.{0,100})", re.ASCII)


def credential_words(records: Records, library: Library) -> Mapping[str, str]:
    """The ids of the person's credentials by what may be written for them: the id, or a short name of one alone."""
    held = [one for one in records.credentials if one.program in library.rule_sets]
    shorts = [same_words(library.rule_sets[one.program].short) for one in held]
    named = {short: one.id for short, one in zip(shorts, held, strict=True) if shorts.count(short) == 1}
    return {**named, **{same_words(one.id): one.id for one in records.credentials}}


def source_meant(cell: str, heading: str, library: Library) -> str:
    """The id of who granted hours, as a cell says it; below our own heading also one that no rule knows. What is no
    name of one stays as it was typed."""
    known = library.sources_by_words.get(same_words(cell))
    if known is not None or same_words(heading) != same_words(WHO_GRANTED):
        return known or cell
    id = slug(cell, len(cell))
    return id if library.source_named(id) == cell else cell


def only_for(cell: str, named: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The ids of the only credentials that a cell names, and what in it names none of the person's; such words stay,
    so that the entry counts for no more than it did."""
    words = [word for part in _LISTED.split(cell) if (word := part.strip()) and same_words(word) != NOTHING]
    ids = list(dict.fromkeys(named.get(same_words(word), word) for word in words))
    return ids, [word for word in words if same_words(word) not in named]


def units(cell: str, known: Known) -> dict[str, int | Decimal] | None:
    """The amounts in units of a cell such as `1 membership-year; 2 CEUs`; None where it is none."""
    found: dict[str, int | Decimal] = {}
    for part in filter(None, (part.strip() for part in _LISTED.split(cell))):
        amount = _AMOUNT.fullmatch(part)
        if amount is None or not (number := Decimal(amount[1])):
            return None
        found[known.named(amount[2].strip())] = int(number) if number == int(number) else number
    return found


def units_said(amounts: Mapping[str, Decimal]) -> Sequence[str]:
    """The same as it is written into a cell."""
    return [f"{number.normalize():f} {id}" for id, number in amounts.items()]
