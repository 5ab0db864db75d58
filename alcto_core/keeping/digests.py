"""By what one state of the records file is told from another, and how large one may be."""

from __future__ import annotations

from typing import NamedTuple

FILE_MOST = 64 << 20
"""Bytes of the largest file that is kept."""


def digest(raw: bytes) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    import hashlib  # costs more than reading the file, and only a save needs it

    return hashlib.sha256(raw).hexdigest()


class KnownBytes(NamedTuple):
    """What a file holds, and its SHA-256, which is not worked out twice."""

    raw: bytes
    sha256: str


def known(raw: bytes) -> KnownBytes:
    """Bytes with their SHA-256."""
    return KnownBytes(raw, digest(raw))
