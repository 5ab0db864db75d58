"""The records file in the person's own editor, at a line."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from alcto_core import system

if TYPE_CHECKING:
    from textual.app import App

_OPENS_AT_LINE = ("vi", "vim", "nvim", "nano", "emacs", "micro", "kak", "joe", "ne")


def edit_file(app: App[int], file: Path, line: int | None) -> bool:
    """Leave the screen to the editor until it ends; whether it ran. Else a line says what to do."""
    command = system.editor_command(os.environ)
    if command is None:
        app.notify(f"No editor was found. Set EDITOR, or open {file} yourself.", severity="warning")
        return False
    if not system.is_program(command[0], os.environ):
        app.notify(
            f"There is no program {command[0]}, which EDITOR or VISUAL names. Set it to one that is there, or open "
            f"{file} yourself.",
            severity="error",
            timeout=12,
        )
        return False
    try:
        status = _run_in_front(app, [*command, *_place(command[0], file, line)])
    except SuspendNotSupported:
        app.notify(f"This terminal cannot make room for an editor. Open {file} yourself.")
        return False
    except OSError as error:
        app.notify(f"{command[0]} did not start: {system.reason(error)}.", severity="error", timeout=12)
        return False
    if status:
        app.notify(f"{command[0]} ended with status {status}. The file was read again.", severity="warning")
    return True


def _run_in_front(app: App[int], command: Sequence[str]) -> int:
    """Run a program in the place of the screens; its exit status. Raises what kept it from running, once the screens
    are back: Textual does not bring them back where something fails in between."""
    failed: OSError | None = None
    status = 0
    with app.suspend():
        try:
            status = subprocess.run(command, check=False).returncode
        except OSError as error:
            failed = error
        except KeyboardInterrupt:  # Ctrl+C in an editor that leaves it to the terminal
            status = 130
    app.refresh(layout=True)
    if failed is not None:
        raise failed
    return status


def _place(editor: str, file: Path, line: int | None) -> list[str]:
    """How an editor is told the file, and the line where it is known to understand `+12`."""
    name = Path(editor).name.removesuffix(".exe")
    return [f"+{line}", str(file)] if line and name in _OPENS_AT_LINE else [str(file)]
