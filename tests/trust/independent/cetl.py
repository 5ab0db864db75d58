"""CoSN CETL: sixty hours in three years under six caps, or the examination once more (section 6 of the policy)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import highspy

from .cycles import Cycles, Met, Span, World, judge_cycles
from .days import DAY, years_after
from .footing import Person
from .log import ALL, Entry, twins
from .verdicts import NOT_YET, Answer, Open

PROGRAMME = "cosn-cetl"
STRANDS = {
    f"cetl/{name}"
    for name in (
        "leadership-vision",
        "strategic-planning",
        "ethics-policies",
        "instruction",
        "team-building",
        "stakeholders",
        "it-management",
        "communication-systems",
        "business",
        "data",
    )
}
ASKED = Fraction(60)
WORTH = {"certification": 4, "project": 4, "publication": 4, "membership-year": 2}
"""Hours of one, where it is logged as a unit."""
EACH = {"certification": 4, "project": 4, "publication": 4}
IN_A_CYCLE = {
    "certification-maximum": ({"certification", "project"}, 12),
    "publication-maximum": ({"publication"}, 12),
    "instruction-maximum": ({"instruction"}, 30),
    "volunteering-maximum": ({"volunteering"}, 20),
}
MEMBERSHIP_IN_A_YEAR = 2
PREFIX = "cosn-cetl/"


def most(sizes: list[Fraction], caps: list[tuple[set[int], Fraction]]) -> Fraction:
    """The most that can count of the entries under caps that may overlap: a linear program, its answer made exact.

    Every vertex of these programs lies on thirds of a minute at worst, so the nearest of those is the answer.
    """
    if not sizes:
        return Fraction(0)
    solver = highspy.Highs()
    solver.silent()
    unknown = [solver.addVariable(lb=0, ub=float(size)) for size in sizes]
    for members, cap in caps:
        if members:
            solver.addConstr(sum(unknown[member] for member in sorted(members)) <= float(cap))
    solver.maximize(sum(unknown))
    return Fraction(round(solver.getObjectiveValue() * 18000), 18000)


class Judge:
    """Judges the cycles of one credential."""

    def __init__(self, person: Person, credential: Mapping[str, Any], on: date, ways: Open) -> None:
        self.person, self.credential, self.on, self.ways = person, credential, on, ways
        self.id = credential["id"]
        self.siblings = [c["id"] for c in person.credentials if c["program"] == PROGRAMME]

    def _kinds(self, entry: Entry) -> set[str]:
        return {name.removeprefix(PREFIX) for name in entry.table.get("category", ()) if name.startswith(PREFIX)}

    def _eligible(self, entry: Entry, credential: str) -> Fraction:
        if not entry.hours:
            worth = sum(
                (Fraction(much) * WORTH[name] for name, much in entry.table.get("units", {}).items() if name in WORTH),
                Fraction(0),
            )
            hours = worth if STRANDS.intersection(entry.table.get("strands", ())) else Fraction(0)
            refused = [r for r in entry.records(credential) if r["state"] == "refused"]
            if refused:
                return self.ways.way("refused-units", (Fraction(0), hours))
            return hours
        split = entry.split
        if split:
            hours = sum((much for name, much in split.items() if name in STRANDS), Fraction(0))
            whole = entry.hours if STRANDS.intersection(entry.table.get("strands", ())) else Fraction(0)
            if hours != whole:
                hours = self.ways.way("split-elsewhere", (hours, whole))
        else:
            hours = sum((p.hours for p in entry.pieces if STRANDS.intersection(p.strands)), Fraction(0))
        return max(Fraction(0), hours - entry.refused(credential, self.on, self.ways, posted_lifts=False))

    def _is_first_delivery(self, entry: Entry, world: World) -> bool:
        ranks = []
        for other in self.person.log:
            if other.course != entry.course or not other.is_done(self.on) or other.id in world.left_out:
                continue
            if "instruction" not in self._kinds(other):
                continue
            each = [self._eligible(other, name) for name in self.siblings if other.counts_for(name)]
            hours = max(each, default=Fraction(0))
            if hours and not all(each):
                hours = self.ways.way("refused-for-one-of-two", (hours, Fraction(0)))
            if hours:
                ranks.append((other.day, -hours, other.id))
        return bool(ranks) and min(ranks)[2] == entry.id

    def _year(self, span: Span, day: date) -> int:
        """Which year of the certificate a day lies in: each begins on an anniversary; the last day of a cycle, which is
        one too, belongs to the year that it ends."""
        issued = self.credential.get("issued", span.first)
        anniversary = any(years_after(issued, n) == day for n in range(40)) and day != span.last
        ends = day == span.last or (anniversary and self.ways.way("anniversary-of-a-membership", (False, True)))
        return max(n for n in range(-1, 40) if years_after(issued, n) <= (day - DAY if ends else day))

    def _shown(self, entry: Entry, hours: Fraction) -> Fraction:
        """Hours of an entry that a posting shows which says how many (A51)."""
        stated = [much for _, much in entry.postings(self.id, self.on) if much is not ALL]
        if not stated or hours - max(stated) < Fraction(1, 100):
            return hours
        return max(stated)

    def counted(self, span: Span, world: World) -> Fraction:
        """Hours that count in a cycle."""
        sizes: list[Fraction] = []
        members: dict[object, set[int]] = {}
        for entry in self.person.log:
            if not span.first <= entry.day <= span.last or not entry.is_done(self.on):
                continue
            if entry.id in world.left_out or not entry.counts_for(self.id):
                continue
            hours, kinds = self._eligible(entry, self.id), self._kinds(entry)
            if world.by_posting:
                hours = self._shown(entry, hours)
            if not hours or ("instruction" in kinds and not self._is_first_delivery(entry, world)):
                continue
            hours = min([hours, *(Fraction(EACH[kind]) for kind in kinds if kind in EACH)])
            place = len(sizes)
            sizes.append(hours)
            for name, (selected, _) in IN_A_CYCLE.items():
                if kinds & selected:
                    members.setdefault(name, set()).add(place)
            if "membership" in kinds:
                members.setdefault((entry.course, self._year(span, entry.day)), set()).add(place)
        caps = [
            (places, Fraction(IN_A_CYCLE[name][1] if isinstance(name, str) else MEMBERSHIP_IN_A_YEAR))
            for name, places in members.items()
        ]
        if not any(a & b for i, (a, _) in enumerate(caps) for b, _ in caps[:i]):
            lost = sum(
                (max(Fraction(0), sum((sizes[p] for p in ps), Fraction(0)) - cap) for ps, cap in caps), Fraction(0)
            )
            return sum(sizes, Fraction(0)) - lost
        return most(sizes, caps)

    def span(self, span: Span, world: World) -> Met:
        """What the cycle comes to."""
        counted = self.counted(span, world)
        passed = any(
            step["id"] == "examination"
            and "waived" not in step
            and "done" in step
            and span.first <= step["done"] <= min(span.last, self.on)
            for step in self.credential.get("step", ())
        )
        missing = Fraction(0) if passed else max(Fraction(0), ASKED - counted)
        return Met(passed or counted >= ASKED, Answer(NOT_YET, missing=missing, counted=counted))

    def twins(self, span: Span) -> list[frozenset[str]]:
        """Groups of entries of the cycle that look like one."""
        groups = twins(self.person.log, self.on, lambda e: e.counts_for(self.id) and self._eligible(e, self.id) > 0)
        return [frozenset(e.id for e in g) for g in groups if span.first <= g[0].day <= span.last]


def judge(person: Person, credential: Mapping[str, Any], on: date, ways: Open) -> Answer:
    """Where a CETL credential stands."""
    issued = credential.get("issued")
    due = credential.get("due")
    if issued is not None:
        cycles = Cycles(credential, years_after(issued, 3), issued, issued)
    else:
        cycles = Cycles(credential, due, due, None if due is None else years_after(due, -3) + DAY)
    own = Judge(person, credential, on, ways)
    return judge_cycles(person, cycles, on, ways, own.span, own.twins)
