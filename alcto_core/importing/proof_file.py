"""A file of proof as the beginning of an entry: a certificate in a PDF, or an Open Badge."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from alcto_core.importing import badge_file
from alcto_core.importing.badge import read_badge
from alcto_core.importing.certificate import Certificate, read_certificate
from alcto_core.importing.pdf import read_pdf
from alcto_core.rules.library import Library

ENDINGS = (".pdf", *badge_file.ENDINGS)
"""Of files that an entry can begin with."""


def read_proof(path: Path, library: Library, name: str, today: date) -> Certificate:
    """What a file says for the person of this name. Raises `Refused` with a sentence where nothing can be read."""
    if path.suffix.lower() in badge_file.ENDINGS:
        return read_badge(badge_file.read_badge_file(path), library, name, today, path.name)
    return read_certificate(read_pdf(path), library, name, today)
