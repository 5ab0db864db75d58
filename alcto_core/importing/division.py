"""A division of the hours among subject areas in one cell: `IT 1.5; Data 0.5`, as our own export writes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from alcto_core.entry.amounts import read_hours
from alcto_core.entry.strands import StrandNamed
from alcto_core.hours import whole_minutes
from alcto_core.patterns import late
from alcto_core.records.tables import amount, amount_in, hours_value
from alcto_core.toml.writing import Table

_SHARES = late(r"[;\n]|(?<=[\d)hm]),(?=\s)")
_SHARE = late(
    r"(?P<strand>.{1,200}?)(?:[\s:=–-]+|\s*(?P<open>\())(?P<hours>\d[\d.,:]*\s*(?:h|hrs?|hours?|m|mins?|minutes?)?)(?(open)\))",
    re.ASCII | re.I,
)


def divided(cell: str, named: StrandNamed) -> dict[str, int]:
    """The hours of each subject area that a cell names; an unknown one stays as it is written. Empty where the cell is
    no division."""
    found: dict[str, int] = {}
    for part in filter(None, (part.strip() for part in _SHARES.split(cell))):
        share = _SHARE.fullmatch(part)
        if share is None:
            return {}
        strand = named(share["strand"].strip()) or share["strand"].strip()
        try:
            hours = 0 if share["hours"] == "0" else read_hours(share["hours"]).hours
        except ValueError:
            return {}
        found[strand] = found.get(strand, 0) + hours
    return found


def adds_up(shares: Mapping[str, int], hours: int) -> bool:
    """Whether a division adds up to the hours for each framework that it names, as the file asks it to."""
    sums: dict[str, int] = {}
    for strand, part in shares.items():
        framework = strand.partition("/")[0]
        sums[framework] = sums.get(framework, 0) + part
    return all(one == hours for one in sums.values())


def length_and_split(hours: int, shares: Mapping[str, int], *, in_minutes: bool = False) -> Table:
    """The keys of an activity for its hours and their division, all of one unit."""
    length = amount(hours, shares.values(), in_minutes=in_minutes)
    unit = hours_value if "hours" in length else whole_minutes
    return {**length, "split": {strand: unit(part) for strand, part in shares.items()}}


def shares_of(table: Mapping[str, Any]) -> dict[str, int | None] | None:
    """The division of a table of the file in hours, whatever its unit; None where it has none."""
    split = table.get("split")
    if not isinstance(split, Mapping):
        return None
    key = "minutes" if "minutes" in table else "hours"
    return {strand: 0 if part == 0 else amount_in({key: part}) for strand, part in split.items()}
