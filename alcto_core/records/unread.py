"""Credentials of the file that have an error: what can be read of them, and where the error stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from alcto_core.problems import Problem
from alcto_core.records.types import UnreadCredential

_OF_STEP = re.compile(r"credential\[\d+\]\.step\b")
"""An error in a step costs the step alone."""


def unread_credentials(
    document: Mapping[str, Any], counting: Sequence[int], problems: Sequence[Problem]
) -> tuple[UnreadCredential, ...]:
    """Every credential that does not count. `counting` are the places of those that do."""
    listed = document.get("credential", [])
    if not isinstance(listed, list):
        return tuple(_whole(listed, problems))
    taken = {_text(listed[at], "id") or _text(listed[at], "program") for at in counting}
    found = []
    for at in sorted(set(range(len(listed))) - set(counting)):
        after = sum(place < at for place in counting)
        one = _unread(listed[at], f"credential[{at}]", f"credential {at + 1}", problems, after, taken)
        taken.add(one.id)
        found.append(one)
    return tuple(found)


def _whole(table: object, problems: Sequence[Problem]) -> Iterator[UnreadCredential]:
    """What is written where a list of credentials belongs, such as one table under a single bracket."""
    if any(problem.path == "credential" and problem.is_error for problem in problems):
        yield _unread(table, "credential", "the credential", problems, 0, set())


def _unread(
    table: object, path: str, words: str, problems: Sequence[Problem], after: int, taken: set[str]
) -> UnreadCredential:
    below = (f"{path}.", f"{path}[")
    own = [one for one in problems if one.is_error and (one.path == path or one.path.startswith(below))]
    own = [problem for problem in own if not _OF_STEP.match(problem.path)] or own
    program = _text(table, "program")
    id = _text(table, "id") or program or words
    first = own[0] if own else None
    if id in taken:
        id = f"{id} ({words})"
    return UnreadCredential(
        program=program,
        id=id,
        after=after,
        place=f"line {first.line} of {first.file}" if first else words,
        error=first.text if first else "it has an error",
        remedy=first.remedy if first else "`alcto check` shows it",
    )


def _text(table: object, key: str) -> str:
    value = table.get(key) if isinstance(table, dict) else None
    return value if isinstance(value, str) else ""
