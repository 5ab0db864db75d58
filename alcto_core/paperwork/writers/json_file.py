"""JSON, in ASCII with escapes: exact, for other programs."""

from __future__ import annotations

from alcto_core.json_text import indented
from alcto_core.paperwork.asked import Asked, Made, entries_held
from alcto_core.paperwork.form import FormEntry, forms
from alcto_core.paperwork.writers.words import told
from alcto_core.telling.log import entry_document

SCHEMA = 1


def entries(asked: Asked) -> Made:
    """The entries as `alcto list --json` gives them, by day."""
    document = {
        "schema": SCHEMA,
        "on": asked.overview.on.isoformat(),
        "activities": [entry_document(one, asked.standings) for one in asked.activities],
    }
    return Made(raw=_written(document), holds=entries_held(asked.activities))


def form(asked: Asked) -> Made:
    """The form: of each entry its fields by key, and what it lacks."""
    found = forms(asked)
    document = {
        "schema": SCHEMA,
        "on": asked.overview.on.isoformat(),
        "forms": [
            {"credential": one.standing.credential, "entries": [_entry(entry) for entry in one.entries]}
            for one in found
        ],
    }
    entries = [entry.activity for one in found for entry in one.entries]
    return Made(raw=_written(document), holds=entries_held(entries), told=told(found))


def _entry(entry: FormEntry) -> dict[str, object]:
    return {
        "activity": entry.activity,
        "fields": {field.key: {"label": field.label, "text": field.text} for field in entry.fields},
        "lacks": list(entry.lacks),
        "doubts": list(entry.doubts),
    }


def _written(document: object) -> bytes:
    text = indented(document)
    return f"{text}\n".encode("ascii").replace(b"\x7f", b"\\u007f")
