"""What a file that comes in is read and compared with: one person's records, the rules, the day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec

from alcto_core.entry.strands import StrandNamed
from alcto_core.importing.windows import WindowEnd, window_end
from alcto_core.records.types import Person, Records
from alcto_core.rules.declared import Known, NameKind, known_to
from alcto_core.rules.library import Library
from alcto_core.rules.own_strands import naming, subjects


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """Make it with `Ground.of`."""

    records: Records
    """What of the file could be read; nobody's, and empty, where nothing could."""
    document: Mapping[str, Any]
    """The plain values of the file."""
    library: Library
    on: date
    holds: Callable[[str], bool]
    """Whether a relative path names something in the folder."""
    strand_named: StrandNamed
    strands: tuple[str, ...]
    """Those of the person's own programs, to propose from."""
    categories: Known
    """The kinds of activity that the programs in the file know."""
    units: Known
    """The units that they know."""
    window_end: WindowEnd

    @classmethod
    def of(
        cls,
        records: Records | None,
        document: Mapping[str, Any],
        library: Library,
        on: date,
        holds: Callable[[str], bool],
    ) -> Ground:
        """The ground that these records are."""
        held = records or Records(person=Person(name=""))
        return cls(
            records=held,
            document=document,
            library=library,
            on=on,
            holds=holds,
            strand_named=naming(held, library),
            strands=tuple(strand for strand, _ in subjects(held, library)),
            categories=_known("category", document, library),
            units=_known("unit", document, library),
            window_end=window_end(held, library, on),
        )


def _known(kind: NameKind, document: Mapping[str, Any], library: Library) -> Known:
    held = document.get("credential", ())
    programs = [one.get("program") for one in held if isinstance(one, dict)] if isinstance(held, list) else []
    return known_to(kind, library.rule_sets, [one for one in programs if isinstance(one, str)])
