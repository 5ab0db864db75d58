"""The program under test: the standings of a records file on a day, as `alcto status --json` holds them."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import Any

from alcto_core.evaluation.evaluate import evaluate_all
from alcto_core.evaluation.status_document import standing_document
from alcto_core.host.plugins import load_plugins
from alcto_core.records.reading import read_text
from alcto_core.records.types import Records
from alcto_core.rules.library import Library


@cache
def library() -> Library:
    """The rule sets that come with alcto."""
    return load_plugins(no_plugins=True).library


@lru_cache(maxsize=8)
def standings(text: str, on: date) -> dict[str, dict[str, Any]]:
    """What alcto says of each credential, by its id."""
    found = evaluate_all(_records(text), library(), on, readings=False)
    return {standing.credential: standing_document(standing) for standing in found}


@lru_cache(maxsize=8)
def _records(text: str) -> Records:
    records = read_text(text.encode()).records
    if records is None:
        raise AssertionError("alcto cannot read the file")
    return records
