"""The text of a PDF, line by line.

A PDF can be made to keep its reader busy for ever, so a child process reads it, with limits of size, pages, time and,
where the system knows one, memory. Run as a program this module is that child: the file on standard input, JSON on
standard output.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NamedTuple

from alcto_core import system
from alcto_core.extras import needed_words
from alcto_core.problems import Refused

_KIND = "KIND"
"""Stands for what the file is, in what the child says."""
_DAMAGED = "it is damaged, or made in a way that alcto does not know"
_MOST_SIGNS = 40_000
"""Of the text of one page."""
_MOST_MEMORY = 1 << 30


class Most(NamedTuple):
    """What a PDF of some kind has at most."""

    what: str
    """What it is, in words: "a certificate"."""
    size: int
    """Bytes."""
    pages: int
    seconds: float
    """For which its reader may work."""


CERTIFICATE = Most("a certificate", 5_000_000, 5, 15.0)

Pages = tuple[tuple[str, ...], ...]
"""Lines of each page, without blanks around them; empty ones are left out."""


def read_pdf(path: Path, most: Most = CERTIFICATE) -> Pages:
    """The text of a PDF. Raises `Refused` with a sentence where there is none, or it cannot be read."""
    import importlib.util
    import subprocess

    try:
        raw, _ = system.read_file(path, most.size + 1)
    except (OSError, ValueError) as error:
        why = system.reason(error) if isinstance(error, OSError) else "no file can be called so"
        raise Refused(f"“{path}” cannot be read: {why}.") from None
    if len(raw) > most.size:
        raise Refused(f"“{path.name}” is larger than {most.size // 1_000_000} MB; {most.what} is not.")
    if b"%PDF-" not in raw[:1024]:
        raise Refused(f"“{path.name}” is no PDF.")
    if importlib.util.find_spec("pypdf") is None:
        raise Refused(needed_words("To read a PDF", "read"))
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", __name__, str(most.pages)],
            input=raw,
            capture_output=True,
            timeout=most.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused(f"“{path.name}” took longer than {most.seconds:g} seconds to read, so it was given up.") from None
    except OSError as error:
        raise Refused(f"“{path.name}” was not read: {system.reason(error)}.") from None
    try:
        told = json.loads(done.stdout)
        problem, pages = str(told["problem"]), told["pages"]
    except (ValueError, KeyError, TypeError):
        problem, pages = _DAMAGED, []
    if problem:
        raise Refused(f"“{path.name}” cannot be read: {problem.replace(_KIND, most.what)}.")
    found = tuple(tuple(filter(None, map(_shown, page))) for page in pages)
    if not any(found):
        raise Refused(
            f"There is no text in “{path.name}”: it may be a picture of a page. Log it by hand, and name it as proof."
        )
    return found


def _shown(line: object) -> str:
    """What a person sees of a line: signs that nobody sees become blanks."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in str(line)).split())


def _told(raw: bytes, most_pages: int) -> dict[str, object]:
    """What the child finds."""
    import io
    import logging

    import pypdf

    logging.disable()
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"problem": "it is protected with a password", "pages": []}
        count = len(reader.pages)
        if count > most_pages:
            return {"problem": f"it has {count} pages, and {_KIND} at most {most_pages}", "pages": []}
        pages = [page.extract_text()[:_MOST_SIGNS].splitlines() for page in reader.pages]
    except MemoryError:
        return {"problem": "it wants more memory than it should", "pages": []}
    except Exception as error:  # noqa: BLE001 - what a damaged PDF makes of the library is no matter to the person
        return {
            "problem": f"{_DAMAGED} ({type(error).__name__})",
            "pages": [],
        }
    return {"problem": "", "pages": pages}


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


if __name__ == "__main__":
    _limit_memory()
    sys.stdout.write(json.dumps(_told(sys.stdin.buffer.read(), int(sys.argv[1]))))
