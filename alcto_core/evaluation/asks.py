"""What the rules ask for in one window: every least, for each strand and each part of the window, as one list.

The allocation fills them, the requirements report them: both read the same list.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from alcto_core.evaluation.carried import NOTHING, CarriedIn
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.conditions import holds, truth, waits_for
from alcto_core.evaluation.grace import Added
from alcto_core.evaluation.missing import Missing
from alcto_core.hours import Hours, exact, simplest
from alcto_core.rules.vocabulary import Amount, AnyOf, Nature, Rule, in_force, names, selects
from alcto_core.rules.windows import YEARS, Span


class Ask:
    """One least: of a rule, or of a rule for one strand or one part of the window."""

    __slots__ = (
        "advisory",
        "cites",
        "helped",
        "id",
        "is_doubtful",
        "more",
        "needed",
        "parent",
        "part",
        "rule",
        "strand",
        "strands",
        "waits",
    )

    def __init__(self, rule: Rule, strand: str | None, part: tuple[str, Span] | None) -> None:
        self.id = "/".join(word for word in (rule.id, strand, part[1].name if part else None) if word)
        self.rule = rule
        self.strand = strand
        """The strand, where the rule asks it of each."""
        self.strands = frozenset((strand,)) if strand else frozenset(names(rule.select.strand)) or None
        """The strands that serve it; None: any, or none at all."""
        self.part = part
        """The part of the window that it is asked in, with the id of the window that divides."""
        self.needed: Hours | None = None
        """Hours, or as much of a unit, or a number of entries; None while nobody knows it."""
        self.helped: Hours = 0
        """How much of it came in from the window before."""
        self.is_doubtful = False
        """Nobody can tell whether it is asked at all."""
        self.waits: list[Missing] = []
        """The values that it turns on and that nobody recorded."""
        self.advisory = False
        self.parent: str | None = None
        """The group of ways to the same end that it belongs to."""
        self.cites: tuple[str, ...] = ()
        self.more = ""
        """What a time of grace asks on top, as a sentence."""

    @property
    def is_total(self) -> bool:
        """Whether it asks for hours of every kind in the whole window."""
        return self.counts_hours and self.rule.select.is_everything and self.strand is None and self.part is None

    @property
    def counts_hours(self) -> bool:
        """Whether it is asked in hours, and so may be filled by the division."""
        return self.rule.measure == "hours" and self.rule.months is None

    @property
    def is_blocking(self) -> bool:
        """Whether it stands in the way by itself."""
        return not self.advisory and not self.is_doubtful and self.parent is None

    @property
    def wanted(self) -> Hours:
        """What the window itself must bring; 0 while nobody knows."""
        return max(0, (self.needed or 0) - self.helped)

    def takes(self, nature: Nature) -> bool:
        """Whether it speaks of hours of this nature, their strands left aside."""
        if self.part is not None and f"{self.part[0]}/{self.part[1].name}" not in nature.parts:
            return False
        return selects(self.rule.select, nature)


def asks(
    case: Case,
    span: Span,
    missed: Mapping[str, int] | None = None,
    carried: CarriedIn = NOTHING,
    added: Added | None = None,
) -> list[Ask]:
    """Every least that is in force in the window.

    `missed` tells for each rule how many parts of the window were missed, `carried` the hours that
    came in from the window before, `added` what a time of grace asks on top: all of them change what is needed.
    """
    parents = parents_of(case)
    found = []
    for rule in case.rules.rule:
        if not rule.at_least or (is_asked := truth(case, rule)) is False:
            continue
        for strand in case.strands if rule.each == "strand" else (None,):
            for part in _parts(case, rule):
                amount = in_force(rule.at_least, judged_on(case, rule, span, part))
                if amount is None:
                    continue
                ask = Ask(rule, strand, part)
                ask.parent = parents.get(rule.id)
                ask.advisory = is_advisory(rule, part[1].start if part else case.first_day)
                ask.cites = names(amount.cite)
                ask.is_doubtful = is_asked is None
                ask.waits += waits_for(case, rule) if is_asked is None else ()
                _set_needed(case, ask, amount, span, missed or {})
                if added is not None and ask.is_total and ask.needed is not None:
                    ask.needed += added.hours
                    ask.more = added.text
                    ask.cites = (*ask.cites, *added.cites)
                if ask.needed is not None and not rule.bars_carried and ask.counts_hours:
                    ask.helped = min(ask.needed, _help(case, ask, carried))
                found.append(ask)
    return found


def judged_on(case: Case, rule: Rule, span: Span, part: tuple[str, Span] | None) -> date:
    """The day whose value of a rule is in force in the window, or in a part of it."""
    match rule.judged:
        case "end":
            return case.on if span.is_open else (part[1] if part else span).end
        case "application":
            return application_day(case, span)
        case _:
            return part[1].start if part else case.first_day


def application_day(case: Case, span: Span) -> date:
    """The day of the last hand-in for the window; the date asked about, while nothing was handed in yet.

    A window that is over without a record of it was applied for on a day that nobody recorded.
    """
    submissions = {step.id for step in case.rules.step if step.is_submission}
    marks = [mark.done for mark in case.credential.steps if mark.id in submissions and mark.done is not None]
    done = [day for day in marks if span.start <= day <= min(span.submit_end, case.on)]
    if done or case.on <= span.submit_end:
        return max(done, default=case.on)
    return case.hand_in(span, tuple(sorted({span.start, *_changes(case, span)})))


def _changes(case: Case, span: Span) -> Iterator[date]:
    """Days inside the window on which a value that the application decides becomes another one."""
    for rule in case.rules.rule:
        if rule.judged == "application":
            for amount in (*rule.at_least, *rule.at_most):
                if span.start < amount.since <= span.submit_end:
                    yield amount.since


def groups(case: Case) -> list[AnyOf]:
    """The ends that have several ways in the window."""
    return [group for group in case.rules.any_of if holds(case, group, unsure=True)]


def parents_of(case: Case) -> dict[str, str]:
    """For each rule and step that is a part of a way to one end, the id of that end."""
    return {id: group.id for group in groups(case) for option in group.options for id in option}


def awaits_values(case: Case) -> bool:
    """Whether some least that would stand in the way has its first value only after the window began."""
    return any(
        rule.at_least and rule.advisory is not True and in_force(rule.at_least, case.first_day) is None
        for rule in case.rules.rule
    )


def needed_in_all(case: Case, span: Span) -> Hours:
    """What the total asks for in the window, without what missed parts of it add; 0 where nobody knows."""
    total = _total(case, span)
    return total.needed or 0 if total is not None else 0


def _total(case: Case, span: Span) -> Ask | None:
    for rule in case.rules.rule:
        asks_once = rule.within is None and rule.each is None and rule.months is None
        if asks_once and rule.select.is_everything and rule.measure == "hours" and holds(case, rule, unsure=False):
            amount = in_force(rule.at_least, judged_on(case, rule, span, None))
            if amount is not None and amount.percent is None:
                ask = Ask(rule, None, None)
                _set_needed(case, ask, amount, span, {})
                return ask
    return None


def is_advisory(rule: Rule, day: date) -> bool:
    """Whether a rule is advice only, for a window that begins on `day`."""
    if isinstance(rule.advisory, bool):
        return rule.advisory
    return any(advisory.since <= day for advisory in rule.advisory)


def _parts(case: Case, rule: Rule) -> Iterator[tuple[str, Span] | None]:
    """The parts of the window in which a rule is asked; none that had ended before the person owed anything."""
    if rule.within is None:
        yield None
        return
    since = case.recorded_since if case.rules.window[0].kind in YEARS or rule.prorate else case.credential.owed_from
    for part in case.parts:
        if part[0] == rule.within and (since is None or since <= part[1].end):
            yield part


def _set_needed(case: Case, ask: Ask, amount: Amount, span: Span, missed: Mapping[str, int]) -> None:
    made_up = amount.per_missed
    times = missed.get(made_up.rule, 0) if made_up else 0
    if amount.setting is not None:
        number = case.number(amount.setting)
        if number is None:
            ask.waits.append(case.missing_number(amount.setting))
            return
        # As it is written: what is asked for is never rounded down, and there are no parts of an entry.
        ask.needed = math.ceil(number) if ask.rule.measure == "entries" else exact(number)
    elif amount.entries is not None:
        ask.needed = amount.entries + times * (made_up.entries or 0 if made_up else 0)
        return
    elif amount.percent is not None:
        total = _total(case, span)
        if total is not None and total.needed is not None:
            ask.needed = simplest(total.needed * Fraction(amount.percent) / 100)
        ask.waits += total.waits if total is not None else ()
        return
    else:
        ask.needed = amount.exact or 0
    if ask.rule.prorate == "month":  # who forgot since when they owe it owes the whole window
        asked_in = ask.part[1] if ask.part else span
        owed = Fraction(asked_in.months_owed(case.recorded_since), asked_in.months)
        ask.needed = simplest(ask.needed * owed)
    if made_up is not None:  # what a missed part adds is added whole
        ask.needed += times * exact(made_up.hours or 0)


def _help(case: Case, ask: Ask, carried: CarriedIn) -> Hours:
    """How much of the hours that came in serve this least."""
    if not carried.parts or ask.strands is not None or ask.part is not None:
        return 0
    return carried.helping(ask.rule.select, case.rules)
