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


def unit_column(names: Sequence[str], cells: Cells, lengths: int) -> int | None:
    """Where the units of a column of lengths stand, among the columns with these headings; None where none does."""
    for at, heading in enumerate(names):
        held = cells.column(at)
        is_unit = _UNIT_WORDS & set(headings.bare(heading).split()) and at != lengths
        if is_unit and held and all(map(_UNIT.fullmatch, held)):
            return at
    return None
