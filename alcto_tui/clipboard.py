"""Copying: words go to the clipboard by way of the terminal, and into a file where that may take none.

A program in a terminal asks it to fill the clipboard and gets no answer, so nobody can tell whether it did. Terminals
that never do, or that pass it on only when they are told to, are known by what they say of themselves.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from alcto_core.keeping.letters import keep_copied
from alcto_core.problems import Refused

if TYPE_CHECKING:
    from textual.app import App

    from alcto_core.keeping.folder import RecordsFolder

Taking = Literal["yes", "perhaps", "no"]
"""Whether a terminal takes what is copied."""
NOTHING = "There is nothing here to copy."
_NONE = frozenset({"linux", "dumb", "vt100", "vt220"})
"""Terminals without a clipboard: a console, or something that only looks like one."""
_BETWEEN = ("TMUX", "STY", "VTE_VERSION")
"""What is set by programs between alcto and the clipboard that take it only in some versions or settings."""


def taking(environ: Mapping[str, str]) -> Taking:
    """Whether the terminal of this environment takes what is copied."""
    if environ.get("TERM", "") in _NONE or environ.get("TERM_PROGRAM") == "Apple_Terminal" or is_in_screen(environ):
        return "no"
    return "perhaps" if any(environ.get(name) for name in _BETWEEN) else "yes"


def is_in_screen(environ: Mapping[str, str]) -> bool:
    """Whether GNU screen is what alcto runs in. It prints the end of a longer text that is handed to it for the
    clipboard, and holds Esc back while a program watches the mouse."""
    return bool(environ.get("STY")) and not environ.get("TMUX")


def copy_words(
    app: App[Any], folder: RecordsFolder, words: str, environ: Mapping[str, str] = os.environ, *, what: str = ""
) -> None:
    """Copy these words, and say where they went; `what` they are is said too."""
    if not words.strip():
        app.notify(NOTHING, markup=False)
        return
    how = taking(environ)
    if how != "no":
        app.copy_to_clipboard(words)
    if how == "yes":
        app.notify(f"Copied: {what}." if what else "Copied.", markup=False)
        return
    try:
        lies = f"in {keep_copied(folder, words)}"
    except Refused as refused:
        app.notify(str(refused), severity="warning", markup=False)
        return
    said = "This terminal takes no copies; it lies" if how == "no" else "Handed to the terminal; it also lies"
    app.notify(f"{said} {lies}.", timeout=10, markup=False)
