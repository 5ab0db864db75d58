"""Screens that ended in a fault more than once: the next start offers to leave out what did not come with alcto.

A plugin can break a screen in ways that no guard foresees, and then the screens that could say so never open.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from alcto_core import system
from alcto_core.text import one_and_other, plain

MANY = 2
"""So many faults in a row, with nothing but plugins between them and a start without them."""
_FILE = "screens-ended-in-a-fault"
_LONGEST = 8


def note(*, was_fault: bool) -> None:
    """Count an end in a fault, or begin to count anew. Never raises: it costs a question at most."""
    with suppress(OSError, RuntimeError):  # where no home folder is known, or nothing can be written
        file = _file()
        if was_fault:
            system.make_folder(file.parent)
            file.write_text(str(in_a_row() + 1), "ascii")
        elif file.exists():
            file.unlink()


def in_a_row() -> int:
    """How many times in a row the screens ended in a fault."""
    try:
        with _file().open("rb") as stream:
            return int(stream.read(_LONGEST))
    except (OSError, RuntimeError, ValueError):
        return 0


def wants_none() -> bool:
    """Whether the person wants the plugins left out that did not come with alcto. Asks only after `MANY` faults in a
    row, and only where there are such plugins."""
    if in_a_row() < MANY:
        return False
    from alcto_core.host.discovery import installed_plugins

    names = [plugin.name for plugin in installed_plugins() if not plugin.is_bundled]
    if not names:
        return False
    whose = f"{'the plugin' if len(names) == 1 else 'the plugins'} {one_and_other(names)}"
    sys.stdout.write(
        f"The screens met a fault {in_a_row()} times in a row, and {whose} did not come with alcto.\n"
        "Start without? Your records stay as they are. [Y/n] "
    )
    sys.stdout.flush()
    return plain(sys.stdin.readline()).strip(" ⏎").casefold() in {"", "y", "yes"}


def _file() -> Path:
    return system.log_folder() / _FILE
