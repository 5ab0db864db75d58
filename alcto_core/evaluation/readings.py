"""The answers under other readings: of unclear clauses, of the record's own words, of rules that a person replaced."""

from __future__ import annotations

from collections.abc import Callable

from alcto_core.evaluation.case import Case
from alcto_core.evaluation.outcome import Outcome, settled
from alcto_core.evaluation.standing import Answer, OtherReading
from alcto_core.rules.replacement import published_rule
from alcto_core.rules.vocabulary import FACTS, cites_of, names


def other_readings(case: Case, result: Outcome, answer: Callable[[Case], Outcome]) -> tuple[OtherReading, ...]:
    """Every other way to read the rules, with the answer that it would give."""
    return (*_switched(case, result, answer), *_at_word(case, result, answer), *_published(case, result, answer))


def _switched(case: Case, result: Outcome, answer: Callable[[Case], Outcome]) -> tuple[OtherReading, ...]:
    """Every switch with the answer under its other reading, flipped one at a time."""
    asked = frozenset(case.sitting.touched)
    here = _as_answer(result)
    inside = case.within(result.span)  # earlier periods may have readings of their own
    found = []
    for switch in case.rules.switch:
        value = inside.setting(switch.id)
        is_default = value == switch.default
        other_value = switch.other if is_default else switch.default
        other = here
        if switch.id in asked:
            flipped = case.but(switches={**case.switches, switch.id: other_value})
            other = _as_answer(settled(flipped, answer))
        found.append(
            OtherReading(
                switch=switch.id,
                value=switch.default if value is None else value,
                text=switch.text if is_default else switch.other_text,
                other_text=switch.other_text if is_default else switch.text,
                other=other,
                changes_answer=other != here,
                cites=names(switch.cite),
            )
        )
    return tuple(found)


def _at_word(case: Case, result: Outcome, answer: Callable[[Case], Outcome]) -> tuple[OtherReading, ...]:
    """Where the record names a post or a state of which nothing is asked, the answer if that is so."""
    here, found = _as_answer(result), []
    for fact, said in case.sitting.strangers.items():
        taken = case.but(at_word=case.at_word | {fact})
        other = _as_answer(settled(taken, answer))
        text = f"The record says “{said}” ({fact}), and it is asked here all the same."
        other_text = f"{FACTS[fact][:1].upper()}{FACTS[fact][1:]} is “{said}”, and it asks nothing of that one."
        found.append(
            OtherReading(
                switch=fact, value=said, text=text, other_text=other_text, other=other, changes_answer=other != here
            )
        )
    return tuple(found)


def _published(case: Case, result: Outcome, answer: Callable[[Case], Outcome]) -> tuple[OtherReading, ...]:
    """Every rule of the person's own with the answer under the rule as it was published, one at a time."""
    here = _as_answer(result)
    found = []
    for replacement in case.library.replacements_of(case.rules.id):
        published = case.library.without(replacement)
        old = published_rule(published, replacement)
        other = _as_answer(settled(case.but(rules=published), answer))
        found.append(
            OtherReading(
                switch=f"replaces/{replacement.replaces}",
                value=True,
                text=replacement.reason,
                other_text=old.text if old is not None else "",
                other=other,
                changes_answer=other != here,
                cites=tuple(dict.fromkeys(cites_of(replacement.new))),
            )
        )
    return tuple(found)


def _as_answer(result: Outcome) -> Answer:
    return Answer(
        state=result.state,
        missing=result.judgement.missing if result.judgement else None,
        due=result.due,
    )
