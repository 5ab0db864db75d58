"""Alcto beside the second reading of rule files: random rule files and people of them."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from agreement import differences_of, smallest
from made_up_rules import MadeUp, member, rule_file
from people import as_toml
from vocabulary.answers import answer

from alcto_core.evaluation.evaluate import evaluate_all
from alcto_core.evaluation.status_document import standing_document
from alcto_core.problems import RuleFileError
from alcto_core.records.reading import read_text
from alcto_core.rules.library import Library
from alcto_core.rules.reading import read_rule_file
from alcto_core.rules.vocabulary import RuleSet

PEOPLE_OF_A_FILE = 6


@lru_cache(maxsize=4)
def library(text: str) -> Library | None:
    """The rule file as alcto has it; None where it refuses the file."""
    try:
        rules = read_rule_file(text.encode(), "rules.toml")
    except RuleFileError:
        return None
    assert isinstance(rules, RuleSet)
    return Library([rules], [])


@lru_cache(maxsize=4)
def tables(text: str) -> dict[str, Any]:
    """A TOML file as plain tables."""
    return tomllib.loads(text, parse_float=Fraction)


def alctos(rules: str, records: str, on: date) -> dict[str, Any]:
    """What alcto says, as `status --json` has it."""
    known, read = library(rules), read_text(records.encode()).records
    assert known is not None and read is not None
    (standing,) = evaluate_all(read, known, on, readings=False)
    return standing_document(standing)


def compared(rules: MadeUp, records: str, on: date, seen: Counter[str] | None = None) -> tuple[str, ...]:
    """What both sides see differently."""
    found, said = alctos(rules.text, records, on), answer(tables(rules.text), tables(records), on)
    if seen is not None:
        seen[f"state {found['state']}"] += 1
    return tuple(differences_of(found, said))


def disagreements(first: int, files: int, seen: Counter[str]) -> Iterator[str]:
    """Each disagreement about the people of some rule files, with the smallest records that show it."""
    for seed in range(first, first + files):
        rules = rule_file(seed)
        if library(rules.text) is None:
            seen["refused files"] += 1
            continue
        seen["rule files"] += 1
        seen.update(f"key {feature}" for feature in rules.features)
        for number in range(PEOPLE_OF_A_FILE):
            person = member(rules, seed * PEOPLE_OF_A_FILE + number)
            for on in person.days:
                seen["files and days"] += 1
                differs = compared(rules, person.text, on, seen)
                if differs:
                    seen["disagreements"] += 1
                    yield shown(rules, person.records, on, differs, seed)


def shown(rules: MadeUp, records: dict[str, Any], on: date, differs: tuple[str, ...], seed: int) -> str:
    """A disagreement with all that is needed to see it."""
    small = as_toml(smallest(records, lambda trial: compared(rules, as_toml(trial), on) == differs))
    found, said = alctos(rules.text, small, on), answer(tables(rules.text), tables(small), on)
    keys = ("state", "due", "hours", "earlier", "next")
    body = rules.text.partition("[[window]]")
    return "\n".join(
        [
            f"rule file {seed} on {on}: {', '.join(differs)}",
            "  alcto: " + "; ".join(f"{key} {found[key]}" for key in keys),
            f"  second reading: {said}",
            body[1] + body[2],
            "--- records",
            small,
        ]
    )
