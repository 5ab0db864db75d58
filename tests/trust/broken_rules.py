"""The mutations: one broken rule or reading each, as a change of one place in the evaluator."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mutation:
    """One place of the evaluator, changed so that one rule is broken."""

    rule: str
    """The reading of `docs/decisions.md` or the rule that is broken."""
    what: str
    file: str
    old: str
    new: str
    programmes: tuple[str, ...] = ()
    """Whose people can tell; empty: all."""
    told_by: str = "people"


MUTATIONS: tuple[Mutation, ...] = ()
