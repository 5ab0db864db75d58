"""Credit of events that are credited once, which a further entry could take from one that is there: no row tells it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from alcto_core.planning.lacks import Lack
from alcto_core.planning.offers import Offer
from alcto_core.planning.planned import Suggestion
from alcto_core.planning.question import PlanQuestion
from alcto_core.rules.vocabulary import RuleSet


def moves_credit(todo: Iterable[Suggestion], lacks: Iterable[Lack], offered: Sequence[Offer]) -> bool:
    """Whether a suggestion takes the credit of an entry that is planned or recorded for later."""
    served = {(lack.credential, offered[place].offering.id) for lack in lacks for place in lack.services}
    return any((credential, one.offering) not in served for one in todo for credential in one.counts)


def credit_could_move(
    question: PlanQuestion, rules: Iterable[RuleSet], lacks: Iterable[Lack], offered: Iterable[Offer]
) -> bool:
    """Whether going once more to an event on the day on which it was logged could give more than the entry of it: by
    a longer entry, or by one of other strands. What is planned keeps its credit by the definition of a plan."""
    own = question.records.activities
    logged = {one.offering for one in own if one.date >= question.on} - {one.offering for one in own if one.is_planned}
    if not logged - {None}:
        return False
    asks_strands = any(lack.strands for lack in lacks)
    is_once = any(one.by == "offering" for each in rules for one in each.counts.repeat)
    return any(
        (is_once or offer.offering.no_repeat == "offering")
        and (offer.length is None or (asks_strands and any(len(some) > 1 for some in offer.strands.values())))
        for offer in offered
        if offer.offering.id in logged
    )
