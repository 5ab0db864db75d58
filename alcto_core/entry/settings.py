"""What a person sets of a credential: numbers that no source names, and the readings of unclear clauses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from alcto_core.entry.answer import Taken, Wrong
from alcto_core.rules.vocabulary import RuleSet
from alcto_core.text import nearest

_WANTED = {"number": "a number", "date": "a date such as 2026-01-28", "bool": "true or false"}
MOST_DIGITS = 12
"""Before and behind the point of a number."""
_TRUTHS = {"true": True, "false": False, "yes": True, "no": False}


def read_setting(rules: RuleSet, key: str, word: str) -> Taken[Any]:
    """A setting or the answer of a switch as the file holds it. Raises `Wrong` for one that the rule set does not ask
    for, and for a value of another type."""
    for switch in rules.switch:
        if switch.id == key:
            read: Any = _TRUTHS.get(word.casefold(), word) if isinstance(switch.default, bool) else word
            if read not in (switch.default, switch.other):
                choices = " or ".join(str(one).lower() for one in (switch.default, switch.other))
                raise Wrong(f"{key} is {choices}, not “{word}”")
            return Taken(read)
    for setting in rules.setting:
        if setting.id == key:
            return Taken(_typed(key, word, setting.type))
    known = [*(one.id for one in rules.switch), *(one.id for one in rules.setting)]
    near = nearest(key, known)
    hint = f"did you mean {near}?" if near else f"it knows {', '.join(known) or 'none'}"
    raise Wrong(f"{rules.id} has no setting “{key}”", hint)


def written(value: object) -> str:
    """A plain value as it is typed: "true", "2.5", "2026-01-28"; nothing for none."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def settings_changed(held: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any] | None:
    """The settings with what is `said` of some, None taking one out; None where nothing is new."""
    after = {key: value for key, value in {**held, **said}.items() if value is not None}
    return after if after != dict(held) else None


def _typed(key: str, word: str, kind: str) -> Any:
    """The value of a setting, of the type that the rule set asks for."""
    try:
        if kind == "number":
            number = Decimal(word)
            if number.is_finite() and abs(number.adjusted()) < MOST_DIGITS:
                return int(number) if number == int(number) else number
        elif kind == "date":
            return date.fromisoformat(word)
        elif kind == "bool":
            return _TRUTHS[word.casefold()]
        else:
            return word
    except (InvalidOperation, ValueError, KeyError):
        pass
    raise Wrong(f"{key} is {_WANTED[kind]}, not “{word}”")
