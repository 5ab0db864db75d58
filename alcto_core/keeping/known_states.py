"""The states of the records file that are known, as a list for people to choose from."""

from __future__ import annotations

from contextlib import suppress
from typing import Literal

import msgspec

from alcto_core.keeping.history import Generation, History, KnownState, happened, moment, stacked
from alcto_core.problems import RecordsError

_FIRST = "the oldest state that is kept"
_CUT_SHORT = "a save that may have been cut short"
_UNTOLD = "kept, but nothing tells when it was saved"


def listed(history: History, now: str) -> tuple[KnownState, ...]:
    """Every state that is known, the newest first; at the end what is kept though it never stood in the file
    as far as anybody knows: saves that were cut short, files that no line tells of. Raises `RecordsError`."""
    lines = history.generations()
    steps = list(happened(lines, now))
    found = stacked(steps)
    done, undone = {id(one) for one in found.done}, {id(one) for one in found.undone}
    states = _strays(history, lines, {sha for one in steps for sha in (one.before, one.after)})
    if steps and steps[0].before:
        states.append(
            KnownState(
                number=len(states) + 1, at="", kind="first", sentence=_FIRST, sha256=steps[0].before, before=None
            )
        )
    for step in steps:
        if step.after:
            can: Literal["", "undo", "redo"]
            can = "undo" if id(step) in done else "redo" if id(step) in undone else ""
            states.append(
                KnownState(
                    number=len(states) + 1, at=step.at, kind=step.kind, sentence=step.sentence,
                    sha256=step.after, before=step.before, can=can,
                )
            )  # fmt: skip
    if states and states[-1].sha256 == now:
        states[-1] = msgspec.structs.replace(states[-1], is_present=True)
    return tuple(reversed(states))


def name_of(history: History, sha256: str) -> str:
    """A state as a person tells it from others: "the state of 2026-03-01 12:05 (added “ALET Winter”)"."""
    with suppress(RecordsError):
        lines = history.generations()
        found = [one for one in lines if one.after == sha256]
        made = [one for one in found if one.kind in ("create", "edit")]
        if made:
            return f"the state of {moment(made[-1].at)} ({made[-1].sentence})"
        if found and found[-1].kind == "restore":
            return found[-1].sentence.removeprefix("brought back ")
        if found:
            return f"the state of {moment(found[-1].at)}"
        if led_away := [one for one in lines if one.before == sha256 and moment(one.at)]:
            return f"the state before {moment(led_away[0].at)} ({led_away[0].sentence})"
    return "a state of which nobody knows the time"


def _strays(history: History, lines: tuple[Generation, ...], known: set[str]) -> list[KnownState]:
    """States that are kept and that no save which came true led to, the oldest first."""
    told = {line.after: line for line in lines}
    strays: list[KnownState] = []
    for sha in history.kept() - known:
        line = told.get(sha)
        if line is None:
            strays.append(KnownState(number=0, at="", kind="first", sentence=_UNTOLD, sha256=sha, before=None))
        else:
            sentence = f"{line.sentence}, {_CUT_SHORT}"
            strays.append(
                KnownState(number=0, at=line.at, kind=line.kind, sentence=sentence, sha256=sha, before=line.before)
            )
    strays.sort(key=lambda one: (one.at, one.sha256))
    return [msgspec.structs.replace(state, number=number) for number, state in enumerate(strays, 1)]
