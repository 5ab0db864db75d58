"""What the records say, and what they leave open: conditions on yes or no, and on a day inside the window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

from .spans import Span

Guess = tuple[tuple[str, Any], ...]
"""What is taken for what nobody recorded: settings by `id` or `id/period`, and `issued`."""


@dataclass(frozen=True)
class Facts:
    """A credential's settings and days, with a guess for each that is not recorded."""

    rules: Mapping[str, Any]
    credential: Mapping[str, Any]
    guess: Guess = ()

    def yes(self, id: str, span: Span) -> bool:
        """A setting of yes or no in a window; raises `Missing` where nobody recorded it."""
        declared = next(one for one in self.rules["setting"] if one["id"] == id)
        value = self.credential.get("settings", {}).get(id)
        key = id
        if isinstance(value, Mapping):
            key = f"{id}/{span.name}"
            value = value.get(span.name)
        if isinstance(value, bool):
            return value
        if value is None and "default" in declared:
            return bool(declared["default"])
        guessed = dict(self.guess)
        if key in guessed:
            return bool(guessed[key])
        raise Missing(key, (True, False))

    def issued(self, spans: tuple[Span, ...]) -> date:
        """The day of issue; raises `Missing` with a day of each sort that the rules could tell apart."""
        day = self.credential.get("issued")
        if day is not None:
            return day
        guessed = dict(self.guess)
        if "issued" in guessed:
            return guessed["issued"]
        days = {date(1990, 1, 1), date(2060, 1, 1)}
        for span in spans:
            days |= {span.first, span.last}
            days |= {span.first + timedelta(days=30 * part) for part in range(1, 12)}
        raise Missing("issued", tuple(sorted(days)))

    def holds(self, condition: Mapping[str, Any], span: Span, spans: tuple[Span, ...]) -> bool:
        """Whether something with `when` and `unless` is asked in a window."""
        when, unless = condition.get("when"), condition.get("unless")
        if when is not None and not self._is_so(when, span, spans):
            return False
        return unless is None or not self._is_so(unless, span, spans)

    def _is_so(self, when: Mapping[str, Any], span: Span, spans: tuple[Span, ...]) -> bool:
        if "setting" in when:
            return self.yes(when["setting"], span) is when.get("value", True)
        assert when["fact"] == "credential.issued" and when["in_window"]
        day = self.issued(spans)
        begins = span.last_months(when["last_months"]) if "last_months" in when else span.first
        return max(begins, span.first) <= day <= span.last


class Missing(Exception):
    """Something that nobody recorded was asked for."""

    def __init__(self, key: str, values: tuple[Any, ...]) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def guesses(needed: Mapping[str, tuple[Any, ...]]) -> Iterator[Guess]:
    """Every way in which what is missing could be."""
    for values in product(*needed.values()):
        yield tuple(zip(needed, values, strict=True))
