"""alcto's own few settings for this person: which records folder to open, and how the screens look.

One small TOML file, apart from the records: `records` is the remembered folder, `theme` the chosen theme, `[keys]` the
keys that the person gave to actions. Keys that this version does not know are kept, and so is what a person wrote
between them. A damaged file stops nothing: what of it can be read holds, and what cannot is said with its line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from alcto_core import system
from alcto_core.numbers import counted
from alcto_core.problems import Problem, RecordsError, Severity
from alcto_core.toml.values import toml_values

KEYS = "keys"
"""The table of the keys that a person gave to actions."""
_FILE = "settings.toml"
_DAMAGED = "settings-damaged.toml"
"""A damaged file as it was, beside the one that replaced it."""
_MOST_BYTES = 1 << 20
_MOST_ROWS, _LONGEST = 1000, 20
"""Lines of a damaged file that are looked at, and lines that one value may take."""
_MOST_SHOWN = 40
_NAME = re.compile(r"\[\s*([A-Za-z0-9_-]+)\s*\]\s*(?:#.*)?$")
_KEY = re.compile(r"[\"']?([A-Za-z0-9_-]+)[\"']?\s*=")


def settings_file() -> Path:
    """Where the settings are kept."""
    return system.settings_folder() / _FILE


class Lost(NamedTuple):
    """A statement of the settings that is no TOML, and so passed over."""

    line: int
    text: str
    table: str
    """The table that it stands in; "" for none."""
    key: str
    """The key that it begins with; "" where none can be told."""


class _Kept(NamedTuple):
    """What the file holds."""

    values: Mapping[str, Any]
    lost: tuple[Lost, ...] = ()
    """What of a damaged file could not be read; everything else of it is among the values."""
    raw: bytes = b""


def setting(key: str) -> str:
    """One setting; "" where it was never kept or is no text. Raises `RecordsError` where a damaged line may have
    held it."""
    kept = _read()
    value = kept.values.get(key, "")
    if key not in kept.values and any(not one.table and one.key in ("", key) for one in kept.lost):
        raise _damaged(kept.lost)
    return value if isinstance(value, str) else ""


def settings() -> Mapping[str, str]:
    """Every setting that is a text; of a damaged file those that can be read. Raises `RecordsError`."""
    return {key: value for key, value in _read().values.items() if isinstance(value, str)}


def table_of_settings(name: str) -> tuple[Mapping[str, object], list[Problem]]:
    """One table of the settings, and what is wrong where it is none. Raises `RecordsError`."""
    table = _read().values.get(name, {})
    if isinstance(table, dict):
        return table, []
    return {}, [settings_problem(name, f"“{name}” is no table", f"write [{name}] on a line of its own")]


def damage_of_settings() -> tuple[Problem, ...]:
    """The line of a damaged file that is wrong, the first of them, and what is used instead; nothing of one that is
    whole. Raises `RecordsError`."""
    lost = _read().lost
    if not lost:
        return ()
    first = lost[0]
    more = f" (and {counted(len(lost) - 1, 'other line')})" if lost[1:] else ""
    text = f"“{_shortened(first.text)}”{more} cannot be read, so {_instead(lost)}"
    remedy = "put the line right, or delete it"
    return (Problem(severity=Severity.WARNING, file=str(settings_file()), line=first.line, text=text, remedy=remedy),)


def _instead(lost: Sequence[Lost]) -> str:
    """What stands in the place of what was lost."""
    has_theme = any(not one.table and one.key == "theme" for one in lost)
    if any(one.table == KEYS for one in lost):
        return f"the usual {'theme and the usual keys' if has_theme else 'keys'} are used"
    return "the usual theme is used" if has_theme else "it is passed over"


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"


def settings_problem(key: str, text: str, remedy: str) -> Problem:
    """What is wrong with a key of the settings, at its line."""
    line = None
    with suppress(OSError, UnicodeDecodeError):
        wanted = re.compile(rf"\s*(?:\[\s*)?[\"']?{re.escape(key)}[\"']?\s*[=.\]]")
        rows = settings_file().read_text("utf-8").splitlines()
        line = next((number for number, row in enumerate(rows, 1) if wanted.match(row)), None)
    return Problem(severity=Severity.WARNING, file=str(settings_file()), line=line, text=text, remedy=remedy)


def keep_setting(key: str, value: str, *, over_damage: bool = False) -> None:
    """Keep one setting, in one step, beside the others.

    A damaged file is replaced only with `over_damage`: what of it can be read stays, and all of it in a file beside it.
    Raises `RecordsError`.
    """
    kept = _read()
    if kept.lost and not over_damage:
        raise _damaged(kept.lost)
    file = settings_file()
    text = _with("" if kept.lost else kept.raw.decode("utf-8-sig"), kept.values, key, value)
    try:
        system.make_folder(file.parent)
        if kept.lost:
            system.write_file(file.with_name(_DAMAGED), kept.raw)
        system.write_file(file, text.encode("utf-8"))
    except (OSError, UnicodeEncodeError) as error:
        why = system.reason(error) if isinstance(error, OSError) else "its name is not text"
        raise RecordsError(f"The choice could not be remembered in {file}: {why}.") from error


def _with(text: str, others: Mapping[str, Any], key: str, value: str) -> str:
    """The text of the file with one setting; what a person wrote beside it stays, wherever it can."""
    import tomli_w

    wanted = {**others, key: value}
    row = tomli_w.dumps({key: value})
    if text:
        ends = re.search(r"(?m)^\s*\[", text)
        top, rest = (text[: ends.start()], text[ends.start() :]) if ends else (text, "")
        there = re.compile(rf"(?m)^[ \t]*{re.escape(key)}[ \t]*=.*(?:\n|\Z)")
        new = there.sub(lambda _: row, top, count=1) if there.search(top) else row + top
        with suppress(ValueError, RecursionError):
            if toml_values(new + rest, float) == wanted:
                return new + rest
    return tomli_w.dumps(wanted)


def _read() -> _Kept:
    """What is kept; of a damaged file, what of it can be read."""
    file = settings_file()
    try:
        raw, _ = system.read_file(file, _MOST_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        return _Kept({})
    except OSError as error:
        raise RecordsError(f"The settings file {file} cannot be read: {system.reason(error)}.") from error
    try:
        return _Kept(toml_values(raw.decode("utf-8-sig"), float), raw=raw)
    except (ValueError, RecursionError) as error:
        told = re.search(r"at line (\d+)", str(error))
        return _saved_from(raw, int(told[1]) if told else 1)


def _saved_from(raw: bytes, told: int) -> _Kept:
    """What can be read of a file that is no TOML: each statement by itself. What stands below the name of a table
    that cannot be read goes with it, as nobody knows whose it is. `told` is
    the line at which the reader gave up."""
    rows = raw.decode("utf-8-sig", errors="replace").splitlines()
    values: dict[str, Any] = {}
    lost: list[Lost] = []
    table: str | None = ""
    at = 0
    while at < min(len(rows), _MOST_ROWS):
        row = rows[at].strip()
        taken = 1
        if row.startswith("["):
            name = _NAME.match(row)
            table = name[1] if name else None
            is_lost = name is None or not isinstance(values.setdefault(name[1], {}), dict)
            if is_lost:
                table = None
        elif not row or row.startswith("#") or table is None:
            is_lost = False
        else:
            place = values[table] if table else values
            taken = _statement(rows[at : at + _LONGEST], place)
            is_lost = not taken
        if is_lost:
            key = _KEY.match(row)
            named = re.sub(r"\W", "", row) if row.startswith("[") else table or ""
            lost.append(Lost(at + 1, row, named, key[1] if key else ""))
        at += taken or 1
    if not lost:  # a table that stands twice, or something further on than is looked at
        lost = [Lost(told, rows[told - 1].strip() if told <= len(rows) else "", "", "")]
    return _Kept(values, tuple(lost), raw)


def _statement(rows: Sequence[str], place: dict[str, Any]) -> int:
    """Put the value that begins in the first of these lines into its place; how many lines it takes, 0 for none."""
    for length in range(1, len(rows) + 1):
        text = "\n".join(rows[:length])
        if "\ufffd" in text:
            return 0
        with suppress(ValueError, RecursionError):
            ((key, value),) = toml_values(text, float).items()
            if key in place:
                return 0
            place[key] = value
            return length
    return 0


def _damaged(lost: Sequence[Lost]) -> RecordsError:
    return RecordsError(
        f"The settings file {settings_file()} is damaged: line {lost[0].line} cannot be read. Put it right, name your "
        "records folder with --records, or delete that file and run alcto init again."
    )
