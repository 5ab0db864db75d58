"""Whether the conditions of a part of the rules hold for a person, and what they wait for."""

from __future__ import annotations

from datetime import date

from alcto_core.evaluation.case import Case, has_done
from alcto_core.evaluation.missing import Missing, first_inside, missing_day
from alcto_core.records.types import Credential
from alcto_core.rules.vocabulary import Conditional, When, WordFact, names
from alcto_core.rules.windows import Span


def holds(case: Case, word: Conditional, *, unsure: bool) -> bool:
    """Whether the conditions of a part of the rules hold; `unsure` is what is taken where nobody knows."""
    known = truth(case, word)
    return unsure if known is None else known


def truth(case: Case, word: Conditional) -> bool | None:
    """Whether the conditions of a part of the rules hold for this person on this date; None where that turns on
    a value that nobody recorded, which is remembered."""
    if word.since is not None and case.first_day < word.since:
        return False
    if word.until is not None and case.first_day > word.until:
        return False
    missing: list[Missing] = []
    is_asked = True if word.when is None else _truth(case, word.when, missing, asks=True)
    if is_asked is False:
        return False
    is_barred = False if word.unless is None else _truth(case, word.unless, missing, asks=False)
    if is_barred:
        return False
    if is_asked is None or is_barred is None:
        case.sitting.misses(missing)
        return None
    return True


def waits_for(case: Case, word: Conditional) -> tuple[Missing, ...]:
    """What the conditions of a part of the rules turn on and nobody recorded."""
    missing: list[Missing] = []
    for when, asks in ((word.when, True), (word.unless, False)):
        if when is not None:
            _truth(case, when, missing, asks=asks)
    return tuple(missing)


def _truth(case: Case, when: When, missing: list[Missing], *, asks: bool) -> bool | None:
    """Whether a condition holds; `asks` tells whether something is asked where it does."""
    found: bool | None = True
    if when.holds is not None and not holdings(case, when):
        return False
    if when.setting is not None:
        number = case.known_number(when.setting)
        if number is None:
            missing.append(case.missing_number(when.setting))
            found = None
        elif (when.least is not None and number < when.least) or (when.least is None and bool(number) != when.value):
            return False
    if when.fact == "person.role" or when.fact == "person.state":
        if not _is_said(case, when.fact, when, asks):
            return False
    elif when.fact is not None:
        day = case.day(when.fact)
        if day is None:
            found = None
            if case.span is not None or not when.in_window:  # before there is a window nothing turns on it yet
                missing.append(missing_day(case.rules, case.credential, when.fact, case.span))
        elif not _lies(day, when, case.span):
            return False
    if when.switch is not None and case.switch(when.switch) != when.value:
        return False
    return found


def _lies(day: date, when: When, span: Span | None) -> bool:
    """Whether a day lies where a condition asks for it; in no window where none is judged."""
    if (when.after and day <= when.after) or (when.until and day > when.until):
        return False
    first = first_inside(when, span)
    return first is None or (span is not None and first <= day <= span.end)


def holdings(case: Case, when: When) -> list[Credential]:
    """The person's credentials of the program that a condition names, without those that have done its step."""
    held = [one for one in case.records.credentials if one.program == when.holds]
    if when.holds is None or when.without_step is None:
        return held
    other = case.library.rule_sets.get(when.holds)
    return [one for one in held if not has_done(one, other, when.without_step, case.judged_on)]


def _is_said(case: Case, fact: WordFact, when: When, asks: bool) -> bool:
    """Whether a word of the record is one that a condition names. It is asked of whoever says nothing, and of
    somebody else too: then the other answer is a reading of its own."""
    person = case.records.person
    said = person.role if fact == "person.role" else person.state
    if not said.strip() or (_folded(said) in map(_folded, names(when.one_of))) == asks:
        return asks
    case.sitting.strangers[fact] = said
    return (not asks) if fact in case.at_word else asks


def _folded(word: str) -> str:
    return " ".join(word.casefold().replace("-", " ").split())


def would_hold(case: Case, word: Conditional, *, unsure: bool) -> bool:
    """Like `holds`, and nothing is noted."""
    return holds(case.aside(), word, unsure=unsure)
