"""Where the platform keeps what programs have for a person: settings, and what is safe to lose.

On Linux it is worked out here, as `platformdirs` does: to import that takes as long as to judge a year. Everywhere
else, and wherever the answer is not plain, `platformdirs` is asked.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # as type checkers know it; `typing` alone costs as much as a bare interpreter
if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "alcto"


def settings_place() -> str:
    """The folder of alcto's own few settings."""
    plain = _on_linux(os.environ, "XDG_CONFIG_HOME", "/.config")
    if plain is not None:
        return plain
    import platformdirs

    return platformdirs.user_config_dir(NAME, appauthor=False)


def cache_place() -> str:
    """The folder of what alcto may lose at any time."""
    plain = _on_linux(os.environ, "XDG_CACHE_HOME", "/.cache")
    if plain is not None:
        return plain
    import platformdirs

    return platformdirs.user_cache_dir(NAME, appauthor=False)


def _on_linux(environ: Mapping[str, str], variable: str, usual: str) -> str | None:
    """The folder by the rules of freedesktop.org; None where it takes more to know it."""
    if sys.platform != "linux" or hasattr(sys, "getandroidapilevel") or environ.get("ANDROID_DATA"):
        return None
    home = environ.get("HOME", "")
    base = environ.get(variable) or (home and f"{home}{usual}")
    is_plain = base.startswith("/") and "//" not in base and not base.endswith(("/", " "))
    return f"{base}/{NAME}" if is_plain else None
