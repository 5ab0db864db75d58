"""alcto's own few settings for this person: which records folder to open, and how the screens look.

One small TOML file, apart from the records: `records` is the remembered folder, `theme` the chosen theme. Keys that
this version does not know are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from alcto_core import system
from alcto_core.problems import RecordsError
from alcto_core.toml.values import toml_values

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


def keep_setting(key: str, value: str, *, over_damage: bool = False) -> None:
    """Keep one setting, in one step, beside the others.

    A damaged file is replaced only with `over_damage`: what it held cannot be read any more. Raises `RecordsError`.
    """
    import tomli_w

    others = _read()
    if others is None and not over_damage:
        raise _damaged()
    file = settings_file()
    text = tomli_w.dumps({**(others or {}), key: value})
    try:
        system.make_folder(file.parent)
        system.write_file(file, text.encode("utf-8"))
    except (OSError, UnicodeEncodeError) as error:
        why = system.reason(error) if isinstance(error, OSError) else "its name is not text"
        raise RecordsError(f"The choice could not be remembered in {file}: {why}.") from error


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
