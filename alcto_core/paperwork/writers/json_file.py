"""JSON, in ASCII with escapes: exact, for other programs."""

from __future__ import annotations

import json

from alcto_core.paperwork.asked import Asked, Made, entries_held
from alcto_core.telling.log import entry_document

SCHEMA = 1


def entries(asked: Asked) -> Made:
    """The entries as `alcto list --json` gives them, by day."""
    document = {
        "schema": SCHEMA,
        "on": asked.overview.on.isoformat(),
        "activities": [entry_document(one, asked.standings) for one in asked.activities],
    }
    text = json.dumps(document, ensure_ascii=True, indent=2, allow_nan=False)
    return Made(raw=f"{text}\n".encode("ascii").replace(b"\x7f", b"\\u007f"), holds=entries_held(asked.activities))
