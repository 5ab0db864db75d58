"""Whether a line that was put right holds what its key may hold: a repair must not lead to the next error."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from decimal import Decimal

from alcto_core.toml import tokens
from alcto_core.toml.faults import Fault
from alcto_core.toml.layout import Path
from alcto_core.toml.repairs import Repair

Judge = Callable[[Path, object], Fault | None]
"""What is wrong with a value at a place of the file; None where nothing is, or nobody knows the key."""


def held(repair: Repair, table: Path, judge: Judge) -> Repair:
    """The repair of a line below the table at `table`, where its key may hold the value. Else what is wrong with that
    value in the repair's place, with the line as it should read where that is known.
    """
    line = repair.corrected
    match = tokens.ASSIGNMENT.match(line)
    if match is None:
        return repair
    keys, at = tokens.names(match[1]), match.end()
    fault = judge((*table, *keys), _value(line, keys))
    if fault is None:
        return repair
    end = tokens.value_end(line, at)
    written = line[at:end].rstrip()
    better = f"{line[:at]}{fault.better}{line[at + len(written) :]}" if fault.better else ""
    return Repair(fault.text, fault.remedy, better)


def _value(line: str, keys: tuple[str, ...]) -> object:
    value: object = tomllib.loads(line, parse_float=Decimal)
    for key in keys:
        value = value[key] if isinstance(value, dict) else None
    return value
