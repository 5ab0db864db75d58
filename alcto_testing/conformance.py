"""What must hold under every rule set, whatever it asks, asked of its own cases. A check says what is wrong, or ''."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import FrameType
from typing import Any

import msgspec

from alcto_core.evaluation.evaluate import evaluate_all
from alcto_core.evaluation.standing import Standing
from alcto_core.host.case_files import Case, read_case
from alcto_core.records.types import Records
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import RuleFile, RuleSet
from alcto_core.toml.layout import shown
from alcto_core.workshop.running import Trial

Check = Callable[[Sequence[Case], Library], str]

_HOSTILE = "\x1b]52;c;aGk=\x07\x1b[2J[red]=1+1 {0} %s \u202e<script>"
_ENTRIES = (50, 100, 200)
_STEEPEST = 3.0
"""Twice the entries may cost at most so many times the work."""


def cases_of(rules: RuleSet, trial: Trial) -> Sequence[Case]:
    """The cases that are about a rule set."""
    read = (read_case(file) for file in trial.cases)
    return [
        case
        for case in read
        if isinstance(case, Case) and any(one.program == rules.id for one in case.records.credentials)
    ]


def unprintable(word: RuleFile) -> Sequence[str]:
    """The places of a rule file whose text holds control characters or marks that turn the direction of reading."""
    return [shown(path) for path, text in _texts(word, ()) if not text.replace("\n", "").isprintable()]


def _texts(word: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(word, str):
        yield path, word
    elif isinstance(word, msgspec.Struct):
        for field, key in zip(word.__struct_fields__, word.__struct_encode_fields__, strict=True):
            yield from _texts(getattr(word, field), (*path, key))
    elif isinstance(word, tuple):
        for index, part in enumerate(word):
            yield from _texts(part, (*path, index))
    elif isinstance(word, Mapping):
        for key, part in word.items():
            yield from _texts(part, (*path, key))


def _judged(case: Case, library: Library, records: Records | None = None) -> tuple[Standing, ...]:
    return tuple(evaluate_all(records or case.records, library, case.on, plan=case.plan, period=case.period))


def _figures(standings: Sequence[Standing]) -> object:
    return [
        (
            one.credential, one.state, one.hours, one.due,
            sorted((credit.activity, credit.counted, sorted(credit.strands.items())) for credit in one.credits),
            [(part.id, part.state, part.counted, part.missing) for part in one.requirements],
        )
        for one in standings
    ]  # fmt: skip


def same_again(cases: Sequence[Case], library: Library) -> str:
    """Judging twice comes to the same, sentences included."""
    wrong = [case.name for case in cases if _judged(case, library) != _judged(case, library)]
    return f"Judged twice, these cases come to something else: {', '.join(wrong)}" if wrong else ""


def any_order(cases: Sequence[Case], library: Library) -> str:
    """The order of the log in the file never matters."""
    wrong = []
    for case in cases:
        other = msgspec.structs.replace(case.records, activities=case.records.activities[::-1])
        if _figures(_judged(case, library)) != _figures(_judged(case, library, other)):
            wrong.append(case.name)
    return f"With the log in another order, these cases come to something else: {', '.join(wrong)}" if wrong else ""


def hostile_text(cases: Sequence[Case], library: Library) -> str:
    """Titles and notes that try to be commands change no figure."""
    wrong = []
    for case in cases:
        activities = tuple(
            msgspec.structs.replace(
                one, title=one.title + _HOSTILE, note=_HOSTILE, course=one.course and one.course + _HOSTILE
            )
            for one in case.records.activities
        )
        other = msgspec.structs.replace(case.records, activities=activities)
        if _figures(_judged(case, library)) != _figures(_judged(case, library, other)):
            wrong.append(case.name)
    return f"With other words in their titles, these cases come to something else: {', '.join(wrong)}" if wrong else ""


def in_proportion(cases: Sequence[Case], library: Library) -> str:
    """Twice the entries cost about twice the work, counted in calls and not by a clock."""
    largest = max(cases, key=lambda case: len(case.records.activities), default=None)
    if largest is None or not largest.records.activities:
        return ""
    calls = [_calls(largest, _grown(largest.records, number), library) for number in _ENTRIES]
    if calls[2] <= _STEEPEST * calls[1]:
        return ""
    told = ", ".join(f"{number} entries: {made:,}" for number, made in zip(_ENTRIES, calls, strict=True))
    return f"The work grows faster than the log of “{largest.name}”: calls for {told}."


def _grown(records: Records, number: int) -> Records:
    """The same log over and over, with new ids, until it has so many entries."""
    own = records.activities
    grown = (msgspec.structs.replace(own[at % len(own)], id=f"{own[at % len(own)].id}-{at:04}") for at in range(number))
    return msgspec.structs.replace(records, activities=tuple(grown))


def _calls(case: Case, records: Records, library: Library) -> int:
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        _judged(case, library, records)
    finally:
        sys.setprofile(before)
    return count


CHECKS: Mapping[str, Check] = {
    "judging twice comes to the same": same_again,
    "the order of the log does not matter": any_order,
    "hostile text in a log changes no figure": hostile_text,
    "twice the log costs no more than thrice the work": in_proportion,
}
"""The checks by their sentences."""
