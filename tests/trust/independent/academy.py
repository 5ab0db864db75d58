"""The CTO Academy: who took the post after 1 October 2024 completes it within 24 months (training:2, academy:5-23)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from .days import months_after, years_after
from .footing import Person, not_owed
from .verdicts import CANNOT_TELL, MET, MISSED, NOT_OWED, NOT_SAID, NOT_YET, Answer, Open, with_doubts

PROGRAMME = "al-cto-academy"
NO_DUTY_UP_TO = date(2024, 10, 1)  # training:2, A12
FIRST_COHORT = date(2022, 6, 1)  # academy:5-6, A50
OLDER_PROGRAMME = date(2016, 1, 1)  # academy:5
ASKED = Fraction(54)  # academy:12
SESSIONS = {
    f"alet-academy/{name}" for name in ("roles", "planning", "data", "teaching", "it", "ethics-policies", "law")
}
GENERAL = "alet/cto-academy"
STRANDS = {f"al-cto/{name}" for name in ("roles", "law-ethics", "data", "teaching", "it", "planning")}
NEVER = {"registration", "exhibit-hall", "meal", "break"}


def post_of(person: Person, credential: Mapping[str, Any]) -> date | None:
    """The day of the post that the months begin with: of several the first one that brings the duty, or by choice the
    present one."""
    if person.posts and credential.get("settings", {}).get("second-post") == "present-post":
        return person.posts[-1]
    return next((day for day in person.posts if day > NO_DUTY_UP_TO), person.posts[-1] if person.posts else None)


def last_day(person: Person, credential: Mapping[str, Any]) -> date | None:
    """The last of the first 24 months in the post, or of 36 by choice; None where the post's first day is unknown."""
    began = post_of(person, credential)
    if began is None:
        return None
    months = 36 if credential.get("settings", {}).get("months") == "36-months" else 24
    return months_after(began, months)


def completions(credential: Mapping[str, Any], on: date) -> list[date]:
    """Days of completion known on a day; none lies before the first cohort (A50), and none is waived (A45)."""
    steps = [step for step in credential.get("step", ()) if step["id"] == "completed" and "waived" not in step]
    older = credential.get("settings", {}).get("older-program") is True
    first = OLDER_PROGRAMME if older else FIRST_COHORT
    return [step["done"] for step in steps if "done" in step and first <= step["done"] <= on]


def judge(person: Person, credential: Mapping[str, Any], on: date, ways: Open) -> Answer:
    """Where the Academy stands: the decision is ALET's, so completion alone fulfils it (A22, A43)."""
    own = last_day(person, credential)
    due = credential.get("due")
    base = _answer(person, credential, on, ways, due if own is not None and due is not None else own)
    if due is None or own is None or years_after(own, -1) <= due <= years_after(own, 1):
        return base
    return with_doubts(
        base, [("a due date more than a year away", [_answer(person, credential, on, ways, own)])], None, ways
    )


def _answer(person: Person, credential: Mapping[str, Any], on: date, ways: Open, last: date | None) -> Answer:
    if not_owed(person, credential, on):
        return Answer(NOT_OWED)
    began = post_of(person, credential)
    if began is not None and on < began:
        return Answer(NOT_OWED)
    days = completions(credential, on)
    if last is None or began is None:
        return Answer(ways.way("completed-without-a-post", (CANNOT_TELL, MET)) if days else CANNOT_TELL)
    if began <= NO_DUTY_UP_TO:
        return Answer(NOT_OWED)
    if "ended" in credential and credential["ended"] < last and not any(day <= last for day in days):
        state = ways.way("ends-during-a-period", ("", NOT_OWED))
        if state:
            return Answer(state)
    if any(day <= last for day in days):
        return Answer(MET, due=last)
    counted = _counted(person, credential, on, began, last, ways)
    missing = max(Fraction(0), ASKED - counted) if counted < ASKED - 7 else NOT_SAID
    state = MISSED if on > last else NOT_YET
    found = _law(person, credential, on, began, last)
    return Answer(state, due=last, missing=missing, counted=counted, requirements=found)


def _counted(person: Person, credential: Mapping[str, Any], on: date, began: date, last: date, ways: Open) -> Fraction:
    total = Fraction(0)
    for entry in person.log:
        if not began <= entry.day <= last or not entry.is_done(on):
            continue
        if entry.offering not in SESSIONS | {GENERAL} or not entry.counts_for(credential["id"]):
            continue
        hours = sum(
            (p.hours for p in entry.pieces if p.kind not in NEVER and STRANDS.intersection(p.strands)), Fraction(0)
        )
        total += max(Fraction(0), hours - entry.refused(credential["id"], on, ways, posted_lifts=False))
    return total


def _law(
    person: Person, credential: Mapping[str, Any], on: date, began: date, last: date
) -> tuple[tuple[str, str], ...]:
    """Whether both sessions on law and ethics were attended (A58); nothing where it is not plain."""
    had = set()
    for entry in person.log:
        if not entry.is_done(on) or not began <= entry.day <= last:
            continue
        if entry.offering == GENERAL or entry.records(credential["id"]):
            return ()
        if not any(p.kind not in NEVER and "al-cto/law-ethics" in p.strands for p in entry.pieces):
            continue
        if entry.counts_for(credential["id"]):
            had.add(entry.offering)
    both = {"alet-academy/law", "alet-academy/ethics-policies"} <= had
    return (("session/law-ethics", "met" if both else "unmet"),)


def was_in_the_academy(person: Person, day: date, on: date, ways: Open) -> bool | None:
    """Whether the person was still in the Academy on a day (A56): not completed, and neither inapplicable nor missed.

    None where nobody can tell.
    """
    for credential in person.credentials:
        if credential["program"] != PROGRAMME:
            continue
        last = last_day(person, credential)
        if last is not None and "due" in credential:
            last = ways.way("exempt-with-a-due-date", (last, credential["due"]))
        if last is None:
            days = completions(credential, on)
            has_ended = "ended" in credential and min(day, on) > credential["ended"]
            if not has_ended and not any(done < day for done in days):
                return ways.way("exempt-without-a-post", (None, False, True))
            continue
        began = post_of(person, credential)
        if began is None or began <= NO_DUTY_UP_TO:
            continue
        days = completions(credential, on)
        if any(done < day for done in days):
            continue
        if last < day:
            # Completed or missed by then, whatever comes.
            if on <= last and ways.way("exempt-until-the-last-day", (False, True)):
                return True
            continue
        odd = not_owed(person, credential, min(day, on)) or began > min(day, on) or last == day or day in days
        if odd and ways.way("edges-of-the-academy", (True, False)) is False:
            continue
        return True
    return False
