"""One window judged: what counts in it, what is missing, what goes on into the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from .carrying import Carried, carried_on, left_over
from .facts import Facts
from .hours import Piece
from .spans import DAY, Span, last_day, later

NOTHING = Fraction(0)


@dataclass(frozen=True)
class Found:
    """What a window came to by a day."""

    is_met: bool
    missing: Fraction | None
    """None: not said."""
    counted: Fraction
    carried: Fraction = NOTHING
    on: tuple[Carried, ...] = ()
    """What goes into the next window."""
    spent: Mapping[str, Fraction] = field(default_factory=dict)
    """Hours of entries after the end that made up for it."""
    last: date = date.max
    """The last day on which it can be met."""


@dataclass(frozen=True)
class Asked:
    """What a window asks for in hours."""

    total: Fraction
    leasts: tuple[tuple[Mapping[str, Any], Fraction, bool], ...]
    """Selection, hours, whether carried hours are barred."""
    most: tuple[Mapping[str, Any], Fraction] | None


class Window:
    """A window of a rule set, and what a person's log holds of it."""

    def __init__(
        self, facts: Facts, span: Span, spans: tuple[Span, ...], since: date | None, log: Sequence[Piece], on: date
    ) -> None:
        self.facts, self.rules, self.span, self.spans, self.on = facts, facts.rules, span, spans, on
        self.log = log
        self.since = since
        self.grace = self.rules["window"][0].get("grace")

    def is_asked(self) -> bool:
        """Whether anything is owed in it."""
        if not all(self.facts.holds(one, self.span, self.spans) for one in self.rules.get("applies", ())):
            return False
        return not any(self.facts.holds(one, self.span, self.spans) for one in self.rules.get("exempt", ()))

    # What is asked

    def share(self) -> Fraction:
        """The months that are left of all months of a whole window."""
        begins = self.span.first if self.since is None else max(self.span.first, self.since)
        passed = 0
        while passed < self.span.months - 1 and later(self.span.asks_from, passed + 1) <= begins:
            passed += 1
        return Fraction(self.span.months - passed, self.span.months)

    def asked(self) -> Asked:
        """The total, the leasts of a kind and the most."""
        total, most = NOTHING, None
        leasts = []
        choices = {id for choice in self.rules.get("any_of", ()) for option in choice["options"] for id in option}
        for rule in self.rules["rule"]:
            if rule["id"] in choices or "per" in rule or not self.facts.holds(rule, self.span, self.spans):
                continue
            if rule.get("until", date.max) < self.span.first:
                continue
            least, at_most = self._in_force(rule.get("at_least", ())), self._in_force(rule.get("at_most", ()))
            if least is not None:
                hours = least * (self.share() if "prorate" in rule else 1)
                if rule["id"] == "total":
                    total = hours
                else:
                    leasts.append((rule["select"], hours, rule.get("bars_carried", False)))
            if at_most is not None:
                assert most is None
                most = rule["select"], at_most * (self.share() if "prorate_most" in rule else 1)
        return Asked(total, tuple(leasts), most)

    def _in_force(self, amounts: Sequence[Mapping[str, Any]]) -> Fraction | None:
        """The newest value that began on the window's first day or before: it judges the whole window."""
        begun = [one for one in amounts if one["from"] <= self.span.first]
        return Fraction(max(begun, key=lambda one: one["from"])["hours"]) if begun else None

    # What is there

    def _in_time(self) -> list[Piece]:
        closed = self.span.closed or date.max
        return [one for one in self.log if self.span.has(one.day) and one.day <= closed]

    def _steps_are_done(self) -> bool:
        for step in self.rules.get("step", ()):
            if step.get("advisory") or not self.facts.holds(step, self.span, self.spans):
                continue
            days = [one["done"] for one in self.facts.credential.get("step", ()) if one["id"] == step["id"]]
            if not any(self.span.has(day) and day <= self.on for day in days):
                return False
        return True

    def _a_way_is_gone(self, counted: Sequence[Piece]) -> bool:
        rules = {rule["id"]: rule for rule in self.rules["rule"]}
        for choice in self.rules.get("any_of", ()):
            if not any(all(self._is_reached(rules[id], counted) for id in option) for option in choice["options"]):
                return False
        return True

    def _is_reached(self, rule: Mapping[str, Any], counted: Sequence[Piece]) -> bool:
        there = [one for one in counted if one.within(rule.get("select"))]
        (amount,) = rule["at_least"]
        if rule.get("measure") == "entries":
            return len(there) >= amount["entries"]
        return sum((one.hours for one in there), NOTHING) >= amount["hours"]

    # The judgement

    def found(self, came: Sequence[Carried]) -> Found:
        """What it came to, with hours that came in."""
        asked = self.asked()
        carried = sum((one.hours for one in came), NOTHING)
        help_ = [self._help(came, select, barred) for select, _, barred in asked.leasts]
        pieces = divided(self._in_time(), asked, help_)
        missing = lacking(pieces, asked, carried, help_)
        others = self._steps_are_done() and self._a_way_is_gone(pieces)
        counted = sum((one.hours for one in pieces), NOTHING)
        if missing or not others:
            if self.grace is not None and min(self.on, self.span.closed or date.max) > self.span.last:
                return self._made_good(asked, pieces, missing, others)
            known = missing if self._a_way_is_gone(pieces) else None
            return Found(False, known, counted, carried, last=self.span.last)
        left = left_over(came, asked.total)
        over = counted + min(carried, asked.total) - asked.total
        # A way whose conditions do not hold in the window in which the hours were earned lets none of them through.
        ways = [
            {**way, "most": way["most"] if self.facts.holds(way, self.span, self.spans) else 0}
            for way in self.rules.get("carry", ())
        ]
        on = carried_on(ways, pieces, self.span, over, left)
        return Found(True, NOTHING, counted, carried, tuple(on), last=self.span.last)

    def _help(self, came: Sequence[Carried], select: Mapping[str, Any], barred: bool) -> Fraction:
        ways = self.rules.get("carry", ())
        return NOTHING if barred else sum((o.hours for o in came if ways[o.way].get("select") == select), NOTHING)

    def _made_good(self, asked: Asked, pieces: Sequence[Piece], lack: Fraction, others: bool) -> Found:
        """What the time of grace makes of hours that were missing at the end."""
        months, each = self.grace["months"], Fraction(self.grace.get("more_each_month", 0))
        closed = self.span.closed or date.max
        over = min(last_day(self.span.last, months), closed)
        asked_now = lack
        taken: list[Piece] = []
        for month in range(1, months + 1):
            if later(self.span.last + DAY, month - 1) > min(self.on, over):
                break
            ends = min(over, later(self.span.last + DAY, month) - DAY) if each and month < months else over
            asked_now = lack + Fraction(self.grace.get("more", 0)) + each * month
            taken = first_hours([p for p in self.log if self.span.last < p.day <= ends], asked_now, asked, pieces)
            if sum((one.hours for one in taken), NOTHING) >= asked_now or not each:
                break
        got = sum((one.hours for one in taken), NOTHING)
        counted = sum((one.hours for one in pieces), NOTHING) + got
        spent = {one.id: one.hours for one in taken}
        return Found(got >= asked_now and others, asked_now - got, counted, spent=spent, last=over)


def divided(log: Sequence[Piece], asked: Asked, helped: Sequence[Fraction]) -> list[Piece]:
    """What counts of each entry under the most: first what a least of a kind needs, then the oldest."""
    if asked.most is None:
        return list(log)
    select, room = asked.most
    under = [one for one in log if one.within(select)]
    needs = []
    for (kind, hours, _), came in zip(asked.leasts, helped, strict=True):
        outside = sum((one.hours for one in log if one.within(kind) and not one.within(select)), NOTHING)
        inside = sum((one.hours for one in under if one.within(kind)), NOTHING)
        needs.append([kind, min(max(NOTHING, hours - came - outside), inside, room)])
    assert len(needs) < 2, "two leasts of a kind share one most in ways of which this knows nothing"
    found = []
    for one in log:
        if not one.within(select):
            found.append(one)
            continue
        kept_free = sum((hours for kind, hours in needs if not one.within(kind)), NOTHING)
        takes = min(one.hours, max(NOTHING, room - kept_free))
        for need in needs:
            if one.within(need[0]):
                need[1] = max(NOTHING, need[1] - takes)
        room -= takes
        found.append(one.of(takes))
    return [one for one in found if one.hours]


def lacking(pieces: Sequence[Piece], asked: Asked, carried: Fraction, helped: Sequence[Fraction]) -> Fraction:
    """The least number of further hours; one of a kind helps the total too."""
    short = NOTHING
    for (kind, hours, _), came in zip(asked.leasts, helped, strict=True):
        short += max(NOTHING, hours - came - sum((one.hours for one in pieces if one.within(kind)), NOTHING))
    return max(short, asked.total - carried - sum((one.hours for one in pieces), NOTHING), NOTHING)


def first_hours(log: Sequence[Piece], much: Fraction, asked: Asked, before: Sequence[Piece]) -> list[Piece]:
    """The oldest hours up to so many, under what the most leaves."""
    assert not asked.leasts, "which of the hours after the end make up for which kind is not said"
    room = None
    if asked.most is not None:
        room = asked.most[1] - sum((one.hours for one in before if one.within(asked.most[0])), NOTHING)
    found = []
    for one in log:
        takes = min(one.hours, much)
        if room is not None and asked.most is not None and one.within(asked.most[0]):
            takes = min(takes, room)
            room -= takes
        much -= takes
        if takes:
            found.append(one.of(takes))
    return found
