"""Open Badges made up for tests: as JSON, and baked into pictures."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any
from xml.sax.saxutils import escape, quoteattr

PNG = b"\x89PNG\r\n\x1a\n"


def third(**more: Any) -> dict[str, Any]:
    """A credential of Open Badges 3.0."""
    subject = {
        "type": ["AchievementSubject"],
        "identifier": [
            {"type": "IdentityObject", "hashed": False, "identityHash": "Jordan Avery", "identityType": "name"}
        ],
        "activityEndDate": "2026-06-10",
        "achievement": {
            "type": ["Achievement"],
            "name": "Student privacy in the cloud",
            "description": "A workshop on student privacy. Contact hours: 6.5",
            "criteria": {"narrative": "Attend all sessions."},
        },
    }
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"type": ["Profile"], "name": "Ridge Institute"},
        "validFrom": "2026-06-15T00:00:00Z",
        "credentialSubject": {**subject, **more.pop("subject", {})},
        **more,
    }


def second(**more: Any) -> dict[str, Any]:
    """An assertion of Open Badges 2.0 with the badge inside."""
    return {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "recipient": {"type": "email", "hashed": True, "salt": "x", "identity": "sha256$ab"},
        "badge": {
            "type": "BadgeClass",
            "name": "Fiber 101",
            "description": "Three hours of fiber optics. 3 contact hours.",
            "issuer": {"type": "Issuer", "name": "Light Works"},
        },
        "issuedOn": "2026-03-04T12:00:00-06:00",
        **more,
    }


def token(badge: Any) -> str:
    """A badge as a signed token; nobody looks at its signature."""
    parts = (b'{"alg":"RS256"}', json.dumps(badge).encode(), b"sign")
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk of a PNG."""
    return len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)


def png(text: str | bytes | None, keyword: bytes = b"openbadgecredential", *, packed: bool = False) -> bytes:
    """A picture of one dot with a badge in it; None: without one."""
    raw = text.encode() if isinstance(text, str) else text
    inside = (
        b"" if raw is None else keyword + b"\0" + bytes((packed, 0)) + b"\0\0" + (zlib.compress(raw) if packed else raw)
    )
    return b"".join(
        (
            PNG,
            chunk(b"IHDR", (1).to_bytes(4) * 2 + b"\x08\x00\x00\x00\x00"),
            chunk(b"iTXt", inside) if raw is not None else b"",
            chunk(b"IDAT", zlib.compress(b"\0\0")),
            chunk(b"IEND", b""),
        )
    )


def svg(body: str = "", verify: str = "", *, old: bool = False, before: str = "") -> bytes:
    """A picture with a badge in an element."""
    space, name = (
        ("http://openbadges.org", "assertion") if old else ("https://purl.imsglobal.org/ob/v3p0", "credential")
    )
    inside = f"<![CDATA[{body}]]>" if body else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}'
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="{space}">'
        f"<title>{escape('R & D')}</title><openbadges:{name} verify={quoteattr(verify)}>{inside}</openbadges:{name}>"
        "<rect width='1' height='1'/></svg>"
    ).encode()
