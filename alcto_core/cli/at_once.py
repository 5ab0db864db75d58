"""The few words that are answered before click is imported: `--version`, and completions of a verb.

A shell asks for a completion at each press of a key, so nothing is imported here but the table of verbs. Whatever is
not plainly one of these is left to click, whose answers they are byte for byte; `tests/cli/test_at_once.py` holds them
to it.
"""

from __future__ import annotations

import os
import sys

from alcto_core import __version__
from alcto_core.cli.verbs import VERBS

TYPE_CHECKING = False  # as type checkers know it; `typing` alone costs as much as a bare interpreter
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from alcto_core.cli.verbs import Verb

COMPLETE = "_ALCTO_COMPLETE"
"""The variable in which the script of a shell says that it wants a completion, and in which form."""

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-./ ")
"""What means nothing to a shell, so that words are split at blanks alone."""


def answered(arguments: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Whether the call was one of these, and its answer is printed."""
    text = answer(arguments, environ)
    if text is None or sys.stdout is None:
        return False
    try:
        # Bytes, since a script that reads a completion must not find a carriage return in it.
        os.write(sys.stdout.fileno(), text)
    except (OSError, ValueError):
        return False  # told by the way that tells of every other line that cannot be written
    return True


def answer(arguments: Sequence[str], environ: Mapping[str, str]) -> bytes | None:
    """What is printed for a call; None where click answers."""
    shell = environ.get(COMPLETE, "")
    if shell:
        verbs = _completed(shell, environ.get("COMP_WORDS", ""), environ.get("COMP_CWORD", ""))
        return None if verbs is None else ("\n".join(_FORMS[shell](verb) for verb in verbs) + "\n").encode()
    return f"alcto {__version__}{os.linesep}".encode() if list(arguments) == ["--version"] else None


def _completed(shell: str, text: str, position: str) -> list[Verb] | None:
    """The verbs that the only word typed after `alcto` may become; None where something else is completed."""
    if shell not in _FORMS or not _PLAIN.issuperset(text):
        return None
    words = text.split()
    if shell == "fish_complete":  # it gives the word itself where the others give its number
        begun, is_first = position, words[1:] == ([position] if position else [])
    else:
        begun, is_first = words[1] if len(words) > 1 else "", position == "1" and len(words) in (1, 2)
    if not is_first or (begun and not begun[0].isalnum()):
        return None
    return [verb for verb in VERBS if verb.name.startswith(begun)]


_FORMS = {
    "bash_complete": lambda verb: f"plain,{verb.name}",
    "zsh_complete": lambda verb: f"plain\n{verb.name}\n{verb.summary}",
    "fish_complete": lambda verb: f"plain,{verb.name}\t{verb.summary}",
}
