"""What an Open Badge file holds: the badge as JSON, out of a JSON file, a PNG or an SVG with a badge baked in.

Every file may be made by anybody: what comes out of it is bounded, and no address in it is ever asked.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from alcto_core import system
from alcto_core.importing.markup import Unreadable, walk
from alcto_core.problems import Refused

ENDINGS = (".json", ".jsonld", ".png", ".svg")
_MOST_BYTES = 5_000_000
_MOST_TEXT = 1_000_000
"""Bytes of the badge itself, once it is unpacked."""
_PNG = b"\x89PNG\r\n\x1a\n"
_MOST_CHUNKS = 10_000
_KEYWORDS = (b"openbadgecredential", b"openbadges")
"""Of the chunk of a PNG: Open Badges 3.0, and 2.0 or older."""
_NAMESPACES = ("https://purl.imsglobal.org/ob/v3p0", "http://openbadges.org", "https://openbadges.org")
_ELEMENTS = frozenset(f"{space} {name}" for space in _NAMESPACES for name in ("credential", "assertion"))


class NoBadge(Exception):
    """Why there is no badge to be read, as half a sentence about the file."""


def read_badge_file(path: Path) -> dict[str, Any]:
    """The badge in a file, as JSON says it. Raises `Refused` where there is none, or it cannot be read."""
    try:
        raw, _ = system.read_file(path, _MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = system.reason(error) if isinstance(error, OSError) else "no file can be called so"
        raise Refused(f"“{path}” cannot be read: {why}.") from None
    if len(raw) > _MOST_BYTES:
        raise Refused(f"“{path.name}” is larger than {_MOST_BYTES // 1_000_000} MB; a badge is not.")
    try:
        return badge_in(raw)
    except NoBadge as no:
        raise Refused(f"“{path.name}” {no}.") from None


def badge_in(raw: bytes) -> dict[str, Any]:
    """The same of the bytes of a file. Raises `NoBadge`."""
    if raw.startswith(_PNG):
        text = _of_png(raw)
    elif raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        text = _of_svg(raw)
    else:
        text = raw
    return _parsed(text)


def _parsed(text: bytes) -> dict[str, Any]:
    """A badge as JSON, or as a signed token whose middle is JSON."""
    if len(text) > _MOST_TEXT:
        raise NoBadge("holds more than a badge does")
    words = text.removeprefix(b"\xef\xbb\xbf").strip()
    if words.startswith((b"http://", b"https://")):
        raise NoBadge(
            "holds only the address of its badge, and alcto asks nothing of the network: open the address, save the "
            "badge as a JSON file, and take that"
        )
    if not words.startswith(b"{") and words.count(b".") == 2:
        words = _payload(words)
    try:
        found = json.loads(words.decode("utf-8"))
    except (ValueError, RecursionError):
        raise NoBadge("is no badge: it holds no JSON that can be read") from None
    if not isinstance(found, dict):
        raise NoBadge("is no badge: its JSON is of another kind")
    return found


def _payload(token: bytes) -> bytes:
    middle = token.split(b".")[1]
    try:
        return base64.urlsafe_b64decode(middle + b"=" * (-len(middle) % 4))
    except ValueError:
        raise NoBadge("holds a signed badge that cannot be read") from None


def _of_png(raw: bytes) -> bytes:
    for kind, body, is_whole in _chunks(raw):
        keyword, _, rest = body.partition(b"\0")
        if kind not in (b"iTXt", b"tEXt") or keyword not in _KEYWORDS:
            continue
        if not is_whole:
            raise NoBadge("is damaged where its badge is")
        return _of_text_chunk(rest) if kind == b"iTXt" else rest
    raise NoBadge("is a picture without a badge in it; log it by hand, and name it as proof")


def _chunks(raw: bytes) -> Iterator[tuple[bytes, bytes, bool]]:
    """Kind and body of each chunk of a PNG, and whether its checksum is right."""
    at = len(_PNG)
    for _ in range(_MOST_CHUNKS):
        if at + 12 > len(raw):
            return
        size, kind = int.from_bytes(raw[at : at + 4]), raw[at + 4 : at + 8]
        end = at + 8 + size
        if end + 4 > len(raw):
            return
        body = raw[at + 8 : end]
        yield kind, body, zlib.crc32(raw[at + 4 : end]) == int.from_bytes(raw[end : end + 4])
        at = end + 4


def _of_text_chunk(rest: bytes) -> bytes:
    """The text of an iTXt chunk, unpacked where it is packed, and never more of it than a badge is."""
    if len(rest) < 2 or rest.count(b"\0", 2) < 2:
        raise NoBadge("is damaged where its badge is")
    text = rest[2:].split(b"\0", 2)[2]
    if not rest[0]:
        return text
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(text, _MOST_TEXT + 1)
    except zlib.error:
        raise NoBadge("is damaged where its badge is") from None
    if unpacking.unconsumed_tail or len(found) > _MOST_TEXT:
        raise NoBadge("would unpack to far more than a badge is")
    return found


def _of_svg(raw: bytes) -> bytes:
    """What the element of the badge holds: its text, else what it says under `verify`."""
    reading = _Element()
    try:
        walk(raw, reading.begin, reading.end, reading.take)
    except Unreadable as why:
        raise NoBadge(str(why)) from None
    if reading.found is None:
        raise NoBadge("is a picture without a badge in it; log it by hand, and name it as proof")
    return reading.found.encode("utf-8", "replace")


class _Element:
    """The first element of a badge in an SVG."""

    def __init__(self) -> None:
        self.found: str | None = None
        self._verify = ""
        self._depth = 0
        self._parts: list[str] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if self._depth:
            self._depth += 1
        elif name in _ELEMENTS and self.found is None:
            self._depth, self._verify = 1, attributes.get("verify", "")

    def end(self, _name: str) -> None:
        self._depth = max(self._depth - 1, 0)
        if not self._depth and self.found is None and (self._parts or self._verify):
            self.found = "".join(self._parts).strip() or self._verify

    def take(self, text: str) -> None:
        if self._depth:
            self._parts.append(text)
