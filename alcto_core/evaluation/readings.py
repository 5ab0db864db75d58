"""The answers under other readings: of unclear clauses, of the record's own words, of rules that a person replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from alcto_core.evaluation.case import Case
from alcto_core.evaluation.linear import TooMuchWork
from alcto_core.evaluation.outcome import Outcome, settled
from alcto_core.evaluation.standing import Answer, OtherReading, State
from alcto_core.rules.replacement import published_rule
from alcto_core.rules.vocabulary import FACTS, cites_of, names

Judged = Callable[[Case], Answer]
"""Works out what another reading would come to."""


def other_readings(case: Case, result: Outcome, answer: Callable[[Case], Outcome]) -> tuple[OtherReading, ...]:
    """Every other way to read the rules, with the answer that it would give: none that can be told where the work that
    is left does not suffice for it."""
    here = _as_answer(result)

    def judged(other: Case) -> Answer:
        try:
            return _as_answer(settled(other, answer))
        except TooMuchWork:
            return Answer(state=State.UNDETERMINED, missing=None)

    found = (*_switched(case, result, here, judged), *_at_word(case, judged), *_published(case, judged))
    return tuple(msgspec.structs.replace(one, changes_answer=one.other != here) for one in found)


def _switched(case: Case, result: Outcome, here: Answer, judged: Judged) -> Iterator[OtherReading]:
    """Every switch with the answer under its other reading, flipped one at a time."""
    asked = frozenset(case.sitting.touched)
    inside = case.within(result.span)  # earlier periods may have readings of their own
    for switch in case.rules.switch:
        value = inside.setting(switch.id)
        is_default = value == switch.default
        flipped = {**case.switches, switch.id: switch.other if is_default else switch.default}
        yield OtherReading(
            switch=switch.id,
            value=switch.default if value is None else value,
            text=switch.text if is_default else switch.other_text,
            other_text=switch.other_text if is_default else switch.text,
            other=judged(case.but(switches=flipped)) if switch.id in asked else here,
            cites=names(switch.cite),
        )


def _at_word(case: Case, judged: Judged) -> Iterator[OtherReading]:
    """Where the record names a post or a state of which nothing is asked, the answer if that is so."""
    for fact, said in case.sitting.strangers.items():
        other = judged(case.but(at_word=case.at_word | {fact}))
        text = f"The record says “{said}” ({fact}), and it is asked here all the same."
        other_text = f"{FACTS[fact][:1].upper()}{FACTS[fact][1:]} is “{said}”, and it asks nothing of that one."
        yield OtherReading(switch=fact, value=said, text=text, other_text=other_text, other=other)


def _published(case: Case, judged: Judged) -> Iterator[OtherReading]:
    """Every rule of the person's own with the answer under the rule as it was published, one at a time."""
    for replacement in case.library.replacements_of(case.rules.id):
        published = case.library.without(replacement)
        old = published_rule(published, replacement)
        yield OtherReading(
            switch=f"replaces/{replacement.replaces}",
            value=True,
            text=replacement.reason,
            other_text=old.text if old is not None else "",
            other=judged(case.but(rules=published)),
            cites=tuple(dict.fromkeys(cites_of(replacement.new))),
        )


def _as_answer(result: Outcome) -> Answer:
    missing = result.judgement.missing if result.judgement else None
    return Answer(state=result.state, missing=missing, due=result.due)
