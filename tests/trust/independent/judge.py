"""Every credential of a records file, judged from the sources alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
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

READINGS: Mapping[str, Mapping[str, tuple[bool | str, bool | str]]] = {
    td_ceu.PROGRAMME: {
        "online-counts": (True, False),
        "award": ("smaller", "fixed"),
        "exempt-while-in-academy": (False, True),
        "academy-earns": (False, True),
        "external-needs-posting": (False, True),
    },
    al_cto.PROGRAMME: {
        "due-date": ("cohort", "issue"),
        "first-cycle": ("due", "issue"),
        "split": ("allowed", "whole"),
    },
    academy.PROGRAMME: {
        "second-post": ("first-post", "present-post"),
        "months": ("24-months", "36-months"),
        "older-program": (False, True),
    },
}
"""The named readings of section 7, each with its default and its other answer."""


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
    """One answer; a reading that is set to neither of its answers is judged by both, and where they differ nobody can
    tell which was meant."""
    settings = credential.get("settings", {})
    for name, answers in READINGS.get(credential["program"], {}).items():
        value = settings.get(name)
        is_known = (
            value is None
            or isinstance(value, Mapping)
            or any(type(value) is type(one) and value == one for one in answers)
        )
        if not is_known:
            usual, other = (
                _judged(person, {**credential, "settings": {**settings, name: answer}}, on, ways) for answer in answers
            )
            is_one = (usual.state, usual.due) == (other.state, other.due)
            return usual if is_one else replace(usual, state=CANNOT_TELL)
    return JUDGES[credential["program"]](person, credential, on, ways)
