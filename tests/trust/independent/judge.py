"""Every credential of a records file, judged from the sources alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any

from . import academy, al_cto, california, cetl, td_ceu
from .footing import Person, person_of
from .log import read
from .verdicts import CANNOT_TELL, NOT_OWED, Answer, Open, all_answers

JUDGES: Mapping[str, Callable[[Person, Mapping[str, Any], date, Open], Answer]] = {
    td_ceu.PROGRAMME: td_ceu.judge,
    al_cto.PROGRAMME: al_cto.judge,
    academy.PROGRAMME: academy.judge,
    cetl.PROGRAMME: cetl.judge,
    california.CCTO: california.judge_ccto,
    california.MENTOR: california.judge_mentorship,
    california.CBO: california.judge_mentorship,
}


@dataclass(frozen=True)
class Allowed:
    """What may be said of a credential on a day: one answer, save where the sources leave more than one open."""

    credential: str
    program: str
    answers: tuple[Answer, ...]
    points: tuple[str, ...]
    """The open points that were met."""


def judge(text: str, on: date) -> tuple[Allowed, ...]:
    """What may be said of every credential of a records file on a day."""
    person = _person(text)
    found = []
    for credential in person.credentials:
        program = credential["program"]
        answers, points = all_answers(partial(_judged, person, credential, on))
        found.append(Allowed(credential["id"], program, answers, points))
    for credential in person.broken:
        # A49. An end that lies behind us is read from the same record, so it may be heard or not.
        answers = [Answer(CANNOT_TELL, why="the credential has an error")]
        if "ended" in credential:
            answers.append(Answer(NOT_OWED))
        found.append(Allowed(credential["id"], credential["program"], tuple(answers), ()))
    return tuple(found)


@lru_cache(maxsize=8)
def _person(text: str) -> Person:
    return person_of(read(text))


def _judged(person: Person, credential: Mapping[str, Any], on: date, ways: Open) -> Answer:
    return JUDGES[credential["program"]](person, credential, on, ways)
