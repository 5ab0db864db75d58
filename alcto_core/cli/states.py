"""Earlier states of the records file on the page: the list of them, what each changed, and how a word names one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from alcto_core.cli.page import Page
from alcto_core.keeping.history import KnownState
from alcto_core.keeping.store import RecordsStore
from alcto_core.problems import Refused
from alcto_core.records.differences import told
from alcto_core.telling.history import state_item
from alcto_core.telling.page import Part

MOST_TOLD = 5
"""Changes that are told one by one before the rest is only counted."""
MOST_LOOKED_UP = 50
"""Steps of which each change is told: two whole files have to be read for each."""
_NUMBER = re.compile(r"\d{1,4}")
_HASH = re.compile(r"[0-9a-f]{6,64}", re.IGNORECASE)
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(?::\d\d)?)?")


def say_items(page: Page, part: Part, indent: str, most: int) -> None:
    """What stands in a part, a line each, at most so many; else its one sentence."""
    for item in part.items[:most]:
        page.say(f"{indent}{item.text}")
    if len(part.items) > most:
        page.say(f"{indent}and {len(part.items) - most} more")
    if not part.items:
        page.say(f"{indent}{part.fact}")


def say_states(page: Page, states: Sequence[KnownState], kept: frozenset[str]) -> None:
    """Every state that is known, the newest first, with the number by which it is asked for."""
    wide = len(str(states[0].number)) if states else 1
    for item in (state_item(state, kept) for state in states):
        mark = f"  ({item.state})" if item.state else ""
        page.say(f"{item.id:>{wide}}  {item.figure:<16}  {item.text}{mark}")


def states_document(store: RecordsStore) -> dict[str, Any]:
    """The same as JSON: every state with what changed in it, and what can be undone and redone."""

    def changes(state: KnownState) -> list[dict[str, Any]] | None:
        found = store.changes(state)
        if found is None:
            return None
        return [{"kind": one.kind, "id": one.id, "change": one.change, "text": told(one)} for one in found]

    kept = store.kept()
    states = [
        {
            "number": state.number,
            "at": state.at or None,
            "kind": state.kind,
            "what": state.sentence,
            "sha256": state.sha256,
            "now": state.is_present,
            "can": state.can or None,
            "kept": state.sha256 in kept,
            "changes": changes(state),
        }
        for state in store.generations()
    ]
    return {"schema": 1, "states": states}


def state_named(states: Sequence[KnownState], word: str, day: date | None = None) -> KnownState:
    """The state that a number, a time or the beginning of a SHA-256 means; `states` are the newest first.

    A time means the state that the file had then, at the end of that minute or day. `day` is what the word means
    as a date, where it is one. Raises `Refused` with a sentence.
    """
    if _NUMBER.fullmatch(word):
        for state in states:
            if state.number == int(word):
                return state
        raise Refused(f"There is no state {word}; `alcto restore` lists them.")
    time = _TIME.fullmatch(word)
    if time or day is not None:
        until = f"{time[1]}T{time[2] or '23:59'}:59" if time else f"{day}T23:59:59"
        for state in states:
            if state.at and state.at[:19] <= until:
                return state
        raise Refused(f"No state is known from {word} or before; `alcto restore` lists them.")
    if _HASH.fullmatch(word):
        found = {state.sha256: state for state in states if state.sha256.startswith(word.lower())}
        if len(found) == 1:
            return next(iter(found.values()))
        raise Refused(f"{'More than one' if found else 'No'} state has a SHA-256 that begins with {word}.")
    raise Refused(f"“{word}” is no number, time or file; `alcto restore` lists the states that are known.")
