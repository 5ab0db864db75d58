"""alcto's own few settings for this person: which records folder to open, and how the screens look.

One small TOML file, apart from the records: `records` is the remembered folder, `theme` the chosen theme, `[keys]` the
keys that the person gave to actions. Keys that this version does not know are kept, and so is what a person wrote
between them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from alcto_core import system
from alcto_core.problems import Problem, RecordsError, Severity
from alcto_core.toml.values import toml_values

KEYS = "keys"
"""The table of the keys that a person gave to actions."""
_FILE = "settings.toml"
_MOST_BYTES = 1 << 20


def settings_file() -> Path:
    """Where the settings are kept."""
    return system.settings_folder() / _FILE


def setting(key: str) -> str:
    """One setting; "" where it was never kept or is no text. Raises `RecordsError`."""
    kept = _read()
    if kept is None:
        raise _damaged()
    value = kept.get(key)
    return value if isinstance(value, str) else ""


def settings() -> Mapping[str, str]:
    """Every setting that is a text; none where the file is damaged. Raises `RecordsError`."""
    return {key: value for key, value in (_read() or {}).items() if isinstance(value, str)}


def table_of_settings(name: str) -> tuple[Mapping[str, object], list[Problem]]:
    """One table of the settings, and what is wrong where it is none. Raises `RecordsError`."""
    kept = _read()
    if kept is None:
        raise _damaged()
    table = kept.get(name, {})
    if isinstance(table, dict):
        return table, []
    return {}, [settings_problem(name, f"“{name}” is no table", f"write [{name}] on a line of its own")]


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

    A damaged file is replaced only with `over_damage`: what it held cannot be read any more. Raises `RecordsError`.
    """
    others = _read()
    if others is None and not over_damage:
        raise _damaged()
    file = settings_file()
    text = _with(file, others or {}, key, value)
    try:
        system.make_folder(file.parent)
        system.write_file(file, text.encode("utf-8"))
    except (OSError, UnicodeEncodeError) as error:
        why = system.reason(error) if isinstance(error, OSError) else "its name is not text"
        raise RecordsError(f"The choice could not be remembered in {file}: {why}.") from error


def _with(file: Path, others: Mapping[str, Any], key: str, value: str) -> str:
    """The text of the file with one setting; what a person wrote beside it stays, wherever it can."""
    import tomli_w

    wanted = {**others, key: value}
    row = tomli_w.dumps({key: value})
    if others:
        text = file.read_text("utf-8")
        ends = re.search(r"(?m)^\s*\[", text)
        top, rest = (text[: ends.start()], text[ends.start() :]) if ends else (text, "")
        there = re.compile(rf"(?m)^[ \t]*{re.escape(key)}[ \t]*=.*(?:\n|\Z)")
        new = there.sub(lambda _: row, top, count=1) if there.search(top) else row + top
        with suppress(ValueError, RecursionError):
            if toml_values(new + rest, float) == wanted:
                return new + rest
    return tomli_w.dumps(wanted)


def _read() -> Mapping[str, Any] | None:
    """What is kept; None where the file is damaged."""
    file = settings_file()
    try:
        raw, _ = system.read_file(file, _MOST_BYTES)
        return toml_values(raw.decode("utf-8"), float)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise RecordsError(f"The settings file {file} cannot be read: {system.reason(error)}.") from error
    except (ValueError, RecursionError):
        return None


def _damaged() -> RecordsError:
    return RecordsError(
        f"The settings file {settings_file()} is damaged. Name your records folder with --records, "
        "or delete that file and run alcto init again."
    )
