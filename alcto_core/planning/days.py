"""On which days the entries of a plan are done, where that matters: what comes first may take the room, or the credit,
of what comes later.

Hours alone do not mind: the evaluation divides them so that the least stays missing, whatever came first. What is
credited once minds, and so does what is asked in entries or units, as these are those that keep some hours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property

from msgspec.structs import replace

from alcto_core.evaluation.standing import Standing
from alcto_core.planning.planned import Suggestion, told
from alcto_core.planning.question import PlanQuestion
from alcto_core.planning.suggesting import Picked
from alcto_core.rules.vocabulary import RuleSet

_DAY = timedelta(days=1)
Judged = Callable[[Sequence[Picked]], Sequence[Standing]]
"""What the evaluation says of a plan."""


class Days:
    """The days of the plans of one question."""

    def __init__(self, question: PlanQuestion) -> None:
        self._question = question
        chosen = (question.records.credential(id) for id in question.chosen)
        held = (question.library.rule_sets.get(one.program) for one in chosen if one is not None)
        self._rules = {rules.id: rules for rules in held if rules is not None}

    @cached_property
    def is_plain(self) -> bool:
        """Whether nothing but hours is asked of any credential."""
        return not any(map(_minds_order, self._rules.values()))

    @cached_property
    def _once(self) -> frozenset[str] | None:
        """Offerings that are credited once, whatever course is taken; None: each of them."""
        if any(repeat.by == "offering" for rules in self._rules.values() for repeat in rules.counts.repeat):
            return None
        every = (offering for catalogue in self._question.library.catalogues for offering in catalogue.offering)
        return frozenset(offering.id for offering in every if offering.no_repeat == "offering")

    @cached_property
    def _recorded(self) -> frozenset[str | None]:
        """Offerings of entries that what is still to do may come before."""
        entries = self._question.records.activities
        return frozenset(one.offering for one in entries if one.is_planned or one.date >= self._question.on)

    def may_hold_another_credit(self, offering: str, attended: Collection[str]) -> bool:
        """Whether an entry of it, beside others of the plan and of the records, may take the credit of one of them."""
        if not offering or (self._once is not None and offering not in self._once):
            return False
        return offering in attended or offering in self._recorded

    def matter(
        self, todo: Sequence[Picked], after: Sequence[Standing], unsure: Mapping[str, date], judged: Judged
    ) -> bool:
        """Whether the plan may come to something else on other days than the last ones, on which it was judged.

        Of the credentials in `unsure`, with the last day on which something counts, the rows do not say that nothing
        stays missing.
        """
        names = Counter(one.suggestion.offering for one in todo)
        if any(self.may_hold_another_credit(id, {id} if number > 1 else ()) for id, number in names.items()):
            return True
        if self._is_crowded(after):
            return True
        free = [one for one in todo if one.suggestion.day is None]
        spanning = [one.entry.offer.probes for one in free if len(one.entry.offer.probes) > 1]
        if any(len(probes) > 2 or probes[1].date <= end for probes in spanning for end in unsure.values()):
            return True
        minding = [one for one in after if self._minds_order(one)]
        beyond = [one for one in minding if _reaches_beyond(free, one)]
        if any(self._has_shares(one) for one in (minding if spanning else beyond)):
            return True
        if not beyond and not (unsure and spanning):
            return False
        # They serve on days of the first part or not at all: nothing is further from the last days than the first.
        soon = judged([_on(one, self._question.on) if one in free else one for one in todo])
        return told(soon) != told(after) or self._is_crowded(soon)

    def _minds_order(self, standing: Standing) -> bool:
        rules = self._rules.get(standing.program)
        return rules is not None and _minds_order(rules)

    def _has_shares(self, standing: Standing) -> bool:
        """Whether some most is a share of what counts, or holds in a part of the window."""
        return any(
            rule.within is not None or any(amount.percent is not None for amount in rule.at_most)
            for rule in self._rules[standing.program].rule
        )

    def _is_crowded(self, standings: Iterable[Standing]) -> bool:
        """Whether some entry lost hours under a most that others may share, where it matters which one loses them."""
        return any(
            _is_crowded(standing, self._rules[standing.program])
            for standing in standings
            if self._minds_order(standing)
        )

    def named(self, todo: Sequence[Picked]) -> list[Picked]:
        """The suggestions, each with one day, of its own as far as there is one, in their order."""
        taken = {one.date for one in self._question.records.activities}
        found: list[Picked] = []
        last = date.max
        for one in reversed(todo):
            day = self._day_of(one.suggestion, last, taken)
            last = min(last, day)
            taken.add(day)
            found.append(one._replace(suggestion=replace(one.suggestion, day=day, by=day)))
        return found[::-1]

    def _day_of(self, one: Suggestion, before: date, taken: Collection[date]) -> date:
        """The last day of a suggestion that comes before a day and is nobody's; else its last day."""
        if one.day is not None:
            return one.day
        end = one.by or self._question.on
        day = min(end, before - _DAY)
        while day in taken and day > self._question.on:
            day -= _DAY
        return day if day >= self._question.on and day not in taken else end


def _reaches_beyond(free: Iterable[Picked], standing: Standing) -> bool:
    """Whether something may be done in the window of a credential or after it."""
    end = standing.period.end if standing.period is not None else date.max
    return any((one.suggestion.by or date.max) > end for one in free)


def _on(one: Picked, day: date) -> Picked:
    return one._replace(suggestion=replace(one.suggestion, day=day))


def _minds_order(rules: RuleSet) -> bool:
    """Whether it matters which entries keep their hours, and not only how many hours are kept."""
    return any(rule.measure != "hours" or rule.months is not None or rule.judged == "earned" for rule in rules.rule)


def _is_crowded(standing: Standing, rules: RuleSet) -> bool:
    """Whether some entry lost hours under a most that others may share, or may lose them on another day."""
    if any(rule.judged == "earned" for rule in rules.rule):
        return True
    shared = {rule.id for rule in rules.rule if rule.at_most} | {"offering-maximum", "grace"}
    return any(reason.rule in shared for credit in standing.credits for reason in credit.because)
