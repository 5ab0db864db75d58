"""The keys of rule files and of records that this reading knows; what holds others is not judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CONDITION = {"when": {"setting": {}, "value": {}, "fact": {}, "in_window": {}, "last_months": {}}}
CONDITIONAL = {**CONDITION, "unless": CONDITION["when"], "text": {}, "cite": {}}
SELECT = {"category": {}, "format": {}}
AMOUNT = {"from": {}, "hours": {}, "entries": {}, "cite": {}}
GRACE = {"months": {}, "stage": {}, "more": {}, "more_each_month": {}, "cite": {}}
EXTENSION = {"step": {}, "months": {}, "next": {}, "cite": {}}
KNOWN: Mapping[str, Any] = {
    **{key: {} for key in ("kind", "schema", "id", "title", "short", "authority", "checked", "shown_in")},
    "documents": None,
    "window": {
        **{key: {} for key in ("id", "kind", "begins", "first", "years", "ends", "cite")},
        "grace": GRACE,
        "extension": EXTENSION,
    },
    "rule": {
        **CONDITIONAL,
        **{key: {} for key in ("id", "title", "measure", "per", "until", "prorate", "prorate_most", "bars_carried")},
        "select": SELECT,
        "at_least": AMOUNT,
        "at_most": AMOUNT,
    },
    "counts": {"repeat": {**{key: {} for key in ("id", "text", "by", "ever", "cite")}, "select": SELECT}},
    "any_of": {**{key: {} for key in ("id", "title", "text", "cite")}, "options": None},
    "step": {**CONDITIONAL, "id": {}, "title": {}, "advisory": {}},
    "exempt": CONDITIONAL,
    "applies": CONDITIONAL,
    "carry": {**CONDITIONAL, "select": SELECT, "months": None, "last_months": {}, "most": {}, "lasts": {}},
    "convert": {
        "minutes": {"in_hour": {}, "cite": {}},
        "minutes_of": {"select": SELECT, "in_hour": {}, "text": {}, "cite": {}},
        "unit": {"unit": {}, "hours": {}, "cite": {}},
    },
    "unit": {key: {} for key in ("id", "label", "plural", "cite")},
    "setting": {key: {} for key in ("id", "title", "text", "type", "default", "default_cite", "cite")},
}


def unknown(table: Any, known: Any = KNOWN, path: str = "") -> list[str]:
    """The keys that nothing here reads."""
    if known is None:
        return []
    if isinstance(table, list):
        return [name for one in table for name in unknown(one, known, path)]
    if not isinstance(table, Mapping):
        return []
    found = []
    for key, value in table.items():
        name = f"{path}.{key}" if path else key
        found += unknown(value, known[key], name) if key in known else [name]
    return found
