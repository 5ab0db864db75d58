"""What was typed into the first form and not made a file of yet: kept beside the settings, as no folder is there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from alcto_core import system

_FILE = "first-run.json"
_MOST_BYTES = 1 << 16


def keep_typed(typed: Mapping[str, str]) -> None:
    """Keep it. Where it cannot be kept, the form is still there."""
    with suppress(OSError):
        system.make_folder(_file().parent)
        system.write_file(_file(), json.dumps(typed).encode("ascii"))


def typed_before() -> Mapping[str, str]:
    """What was kept; nothing where there is none, or where it cannot be read."""
    with suppress(OSError, ValueError, RecursionError):
        kept = json.loads(system.read_file(_file(), _MOST_BYTES)[0])
        if isinstance(kept, dict):
            return {key: value for key, value in kept.items() if isinstance(value, str)}
    return {}


def drop_typed() -> None:
    """Forget it: it stands in the records now."""
    with suppress(OSError):
        _file().unlink(missing_ok=True)


def _file() -> Path:
    return system.settings_folder() / _FILE
