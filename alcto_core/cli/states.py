"""Earlier states of the records file on the page: the list of them, what each changed, and how a word names one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from alcto_core.problems import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from alcto_core.cli.page import Page
    from alcto_core.keeping.history import State
    from alcto_core.keeping.store import RecordsStore
    from alcto_core.records.differences import Difference

MOST_TOLD = 5
"""Changes that are told one by one before the rest is only counted."""
_NUMBER = re.compile(r"\d{1,4}")
_HASH = re.compile(r"[0-9a-f]{6,64}", re.IGNORECASE)
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(?::\d\d)?)?")


def say_changes(page: Page, found: Sequence[Difference] | None, indent: str, most: int = MOST_TOLD) -> None:
    """What a step did, a line for each record."""
    from alcto_core.records.differences import told

    if found is None:
        page.say(f"{indent}(what changed cannot be told)")
        return
    for difference in found[:most]:
        page.say(f"{indent}{told(difference)}")
    if len(found) > most:
        page.say(f"{indent}and {len(found) - most} more")
    if not found:
        page.say(f"{indent}no record changed")


def say_states(page: Page, states: Sequence[State], kept: frozenset[str]) -> None:
    """Every state that is known, the newest first, with the number by which it is asked for."""
    from alcto_core.keeping.history import moment

    wide = len(str(states[0].number)) if states else 1
    for state in states:
        mark = "  (as it is now)" if state.is_present else "" if state.sha256 in kept else "  (no longer kept)"
        page.say(f"{state.number:>{wide}}  {moment(state.at) or 'at some time':<16}  {state.sentence}{mark}")


def states_document(store: RecordsStore) -> dict[str, Any]:
    """The same as JSON: every state with what changed in it, and what can be undone and redone."""
    from alcto_core.records.differences import told

    def changes(state: State) -> list[dict[str, Any]] | None:
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


def state_named(states: Sequence[State], word: str, day: date | None = None) -> State:
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
