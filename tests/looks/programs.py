"""The programs that are asked, each by its own command; what one of them says goes nowhere."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

WANTED = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "soffice": ("soffice", "libreoffice"),
    "pdftoppm": ("pdftoppm",),
    "pdftotext": ("pdftotext",),
    "pdfinfo": ("pdfinfo",),
}
PATIENCE = 180


def program(name: str) -> str:
    """The path of a program. Raises `SystemExit` where it is not installed."""
    for one in WANTED[name]:
        if found := shutil.which(one):
            return found
    raise SystemExit(f"{name} is not installed; CONTRIBUTING.md says how it is.")


def ran(argv: Sequence[str | Path]) -> str:
    """What a program printed. Raises `SystemExit` where it failed."""
    done = subprocess.run([str(one) for one in argv], capture_output=True, text=True, timeout=PATIENCE, check=False)
    if done.returncode:
        raise SystemExit(f"{argv[0]} ended with {done.returncode}: {done.stderr[-800:]}")
    return done.stdout
