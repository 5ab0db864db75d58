"""Words of time zones of the United States, which say nothing of a day or a length that was written there."""

from __future__ import annotations

ZONE_WORDS = (
    r"(?:[ecmp][sd]?t|ak[sd]?t|hst|"
    r"(?:(?:us|u\.s\.)[ /]?)?(?:eastern|central|mountain|pacific|alaska|hawaii)(?: (?:standard|daylight|prevailing))?"
    r"(?: time)?|america/[a-z_]+(?:/[a-z_]+)?|local(?: time)?)"
)
"""Part of a pattern, in small letters: `cdt`, `ct`, `Central`, `Eastern Time`, `America/Chicago`."""
