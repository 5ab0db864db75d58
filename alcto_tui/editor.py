"""The records file in the person's own editor, at a line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from alcto_core import system

if TYPE_CHECKING:
    from textual.app import App

_OPENS_AT_LINE = ("vi", "vim", "nvim", "nano", "emacs", "micro", "kak", "joe", "ne")


def edit_file(app: App[int], file: Path, line: int | None) -> bool:
    """Leave the screen to the editor until it ends; whether it ran. Else a toast says what to do."""
    command = system.editor_command(os.environ)
    if command is None:
        app.notify(f"No editor was found. Set EDITOR, or open {file} yourself.", severity="warning")
        return False
    import subprocess

    try:
        with app.suspend():
            subprocess.run([*command, *_place(command[0], file, line)], check=False)
    except SuspendNotSupported:
        app.notify(f"This terminal cannot make room for an editor. Open {file} yourself.")
        return False
    except OSError as error:
        app.notify(f"{command[0]} did not start: {system.reason(error)}", severity="error")
        return False
    app.refresh(layout=True)
    return True


def _place(editor: str, file: Path, line: int | None) -> list[str]:
    """How an editor is told the file, and the line where it is known to understand `+12`."""
    name = Path(editor).name.removesuffix(".exe")
    return [f"+{line}", str(file)] if line and name in _OPENS_AT_LINE else [str(file)]
