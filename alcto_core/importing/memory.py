"""Which column meant what, remembered for sheets with the same headings: `.alcto/import.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from typing import Any, cast, get_args

import msgspec

from alcto_core import system
from alcto_core.entry.days import Order
from alcto_core.importing.headings import folded
from alcto_core.importing.vocabulary import TARGETS
from alcto_core.keeping import rights
from alcto_core.keeping.folder import RecordsFolder

FILE = "import.toml"
_MOST_BYTES = 1 << 20
_MOST_SHEETS = 50


class Remembered(msgspec.Struct, frozen=True, kw_only=True):
    """What was agreed for one set of headings."""

    headings: frozenset[str]
    """Folded."""
    columns: dict[str, str]
    """What each column means, by its heading or `#3`; "" leaves it out."""
    dates: Order | None = None
    """The order of day and month, where the person chose it."""


def key_of(names: Iterable[str]) -> frozenset[str]:
    """The set of headings by which a sheet is known again."""
    return frozenset(word for name in names if (word := folded(name)))


def recall(folder: RecordsFolder, names: Iterable[str]) -> Remembered | None:
    """What was agreed for these headings; None where nothing was, or it cannot be read."""
    wanted = key_of(names)
    return next((one for one in _kept(folder) if one.headings == wanted), None) if wanted else None


def remember(folder: RecordsFolder, agreed: Remembered) -> None:
    """Keep what was agreed, in the place of what was kept for the same headings. Raises `OSError`."""
    if agreed.headings:
        rest = [one for one in _kept(folder) if one.headings != agreed.headings]
        _write(folder, [agreed, *rest][:_MOST_SHEETS])


def forget(folder: RecordsFolder, names: Iterable[str]) -> bool:
    """Forget what was agreed for these headings; whether there was anything. Raises `OSError`."""
    wanted, kept = key_of(names), _kept(folder)
    rest = [one for one in kept if one.headings != wanted]
    if len(rest) == len(kept):
        return False
    _write(folder, rest)
    return True


def _write(folder: RecordsFolder, kept: list[Remembered]) -> None:
    import tomli_w

    sheets: list[dict[str, Any]] = []
    for one in kept:
        sheet: dict[str, Any] = {"headings": sorted(one.headings), "columns": one.columns}
        sheets.append({**sheet, "dates": one.dates} if one.dates else sheet)
    rights.write_file(folder, folder.own / FILE, tomli_w.dumps({"sheet": sheets}).encode("utf-8", "replace"))


def _kept(folder: RecordsFolder) -> list[Remembered]:
    try:
        raw, _ = system.read_file(folder.own / FILE, _MOST_BYTES)
        sheets = tomllib.loads(raw.decode("utf-8")).get("sheet", [])
    except (OSError, ValueError, RecursionError):
        return []  # it saves a question and holds no record
    return [one for sheet in sheets if (one := _read(sheet)) is not None] if isinstance(sheets, list) else []


def _read(sheet: object) -> Remembered | None:
    if not isinstance(sheet, dict):
        return None
    names, columns, dates = sheet.get("headings"), sheet.get("columns"), sheet.get("dates")
    if not isinstance(names, list) or not isinstance(columns, dict):
        return None
    kept = {name: key for name, key in columns.items() if isinstance(key, str) and (not key or key in TARGETS)}
    order = cast("Order", dates) if dates in get_args(Order) else None
    return Remembered(headings=frozenset(one for one in names if isinstance(one, str)), columns=kept, dates=order)
