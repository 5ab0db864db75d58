"""The column that holds the unit of each length: 90 and “minutes”, 1.5 and “hours”, 0.2 and “CEU”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from alcto_core.importing import headings
from alcto_core.importing.evidence import Cells

_UNIT_WORDS = frozenset(("unit", "units", "uom", "einheit", "unidad", "type"))
_UNIT = re.compile(
    r"(?:(?:clock|contact|credit) )?(?:hours?|hrs?|h)\.?|(?:minutes?|mins?)\.?|days?|weeks?|seconds?|secs?"
    r"|stunden?|std\.?|minuten|horas?|minutos?|(?:ceu|pdu|cpe|plu)s?|credits?|points?|(?:semester|quarter) hours?",
    re.I,
)


_AMOUNTS = frozenset(("amount", "qty", "quantity", "value", "number", "betrag", "menge"))
"""Words of a heading of figures that have a unit."""


def amount_column(names: Sequence[str], cells: Cells) -> int | None:
    """Where amounts stand, such as 90 below “Amount”, whose units stand in the column on their right; None for none."""
    at = unit_column(names, cells, -1)
    return at - 1 if at and _AMOUNTS & set(headings.bare(names[at - 1]).split()) else None


def unit_column(names: Sequence[str], cells: Cells, lengths: int) -> int | None:
    """Where the units of a column of lengths stand, among the columns with these headings; None where none does."""
    for at, heading in enumerate(names):
        held = cells.column(at)
        is_unit = _UNIT_WORDS & set(headings.bare(heading).split()) and at != lengths
        if is_unit and held and all(map(_UNIT.fullmatch, held)):
            return at
    return None
