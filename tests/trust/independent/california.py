"""CETPA's recertification in CEUs (cetpa:281-292), and the two mentor programs (cetpa:149-269; section 5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from .cycles import Cycles, Met, Span, World, judge_cycles
from .days import DAY, years_after
from .footing import Person, marks, not_owed
from .log import ALL, twins
from .verdicts import CANNOT_TELL, MET, MISSED, NOT_OWED, NOT_SAID, NOT_YET, Answer, Open

CCTO = "cetpa-ccto"
MENTOR = "cetpa-cto-mentor"
CBO = "fcmat-cbo"


class Recertification:
    """Judges the cycles of a CCTO credential."""

    def __init__(self, person: Person, credential: Mapping[str, Any], on: date, ways: Open) -> None:
        self.person, self.credential, self.on, self.ways = person, credential, on, ways
        self.id = credential["id"]

    def setting(self, name: str, span: Span) -> Fraction | None:
        """A number of the credential, plain or for this cycle; None where it is missing or makes no sense (A47)."""
        value = self.credential.get("settings", {}).get(name)
        if isinstance(value, Mapping):
            value = value.get(f"{span.first.year}-{span.last.year}")
        if isinstance(value, bool) or not isinstance(value, int | Fraction):
            return None
        return Fraction(value) if value > 0 else None

    def earned(self, span: Span, world: World, by: date) -> tuple[Fraction, Fraction]:
        """CEUs that were logged as such, and hours."""
        units = hours = Fraction(0)
        for entry in self.person.log:
            if not span.first <= entry.day <= min(span.last, by) or not entry.is_done(self.on):
                continue
            if entry.id in world.left_out or not entry.counts_for(self.id):
                continue
            here = Fraction(entry.table.get("units", {}).get("ceu", 0))
            refused = [r for r in entry.records(self.id) if r["state"] == "refused"]
            if here and refused:
                here = self.ways.way("refused-units", (Fraction(0), here))
            units += here
            taken = entry.refused(self.id, self.on, self.ways, posted_lifts=False) if refused else Fraction(0)
            left = entry.hours - taken
            if world.by_posting:
                stated = [much for _, much in entry.postings(self.id, self.on) if much is not ALL]
                left = min([left, *([max(stated)] if stated else [])])
            hours += left
        return units, hours

    def _enough(self, span: Span, world: World, by: date) -> bool | None:
        """Whether the CEUs are there; None where nobody can tell."""
        units, hours = self.earned(span, world, by)
        asked, worth = self.setting("ceus", span), self.setting("hours-in-a-ceu", span)
        if asked is None:
            return None
        if units >= asked:
            return True
        if not hours:
            return False
        return None if worth is None else units + hours / worth >= asked

    def span(self, span: Span, world: World) -> Met:
        """What the cycle comes to."""
        days = [
            step["done"]
            for step in marks(self.credential, "documentation", self.on)
            if "done" in step
            and span.first <= step["done"] <= min(span.last, self.on)
            and ("waived" not in step or self.ways.way("waived-hand-in-with-a-day", (True, False)))
        ]
        enough = self._enough(span, world, self.on)
        asked, worth = self.setting("ceus", span), self.setting("hours-in-a-ceu", span)
        missing: Any = NOT_SAID
        if asked is not None and worth is not None:
            units, hours = self.earned(span, world, self.on)
            missing = max(Fraction(0), (asked - units) * worth - hours)
        answer = Answer(NOT_YET, missing=missing)
        if enough is False:
            return Met(False, answer)
        if not days:
            # Whatever the number is, the documentation is not there.
            return Met(False, answer, open_before=() if enough else (CANNOT_TELL, NOT_YET))
        if enough is None:
            return Met(None, answer, late_fulfilled=None)
        then = [self._enough(span, world, day) for day in days]
        if True not in then:
            # Where hours of an unknown worth were there on its day, nobody can tell whether it held enough.
            held = self.ways.way("early-documentation", (None if None in then else False, True))
            return Met(held, answer, late_fulfilled=None)
        return Met(True, answer)

    def twins(self, span: Span) -> list[frozenset[str]]:
        """Groups of entries of the cycle that look like one."""
        groups = twins(self.person.log, self.on, lambda entry: entry.counts_for(self.id))
        return [frozenset(e.id for e in g) for g in groups if span.first <= g[0].day <= span.last]


def judge_ccto(person: Person, credential: Mapping[str, Any], on: date, ways: Open) -> Answer:
    """Where a CCTO credential stands."""
    issued, due = credential.get("issued"), credential.get("due")
    if issued is not None:
        cycles = Cycles(credential, years_after(issued, 3), issued, issued)
    else:
        cycles = Cycles(credential, due, due, None if due is None else years_after(due, -3) + DAY)
    own = Recertification(person, credential, on, ways)
    return judge_cycles(person, cycles, on, ways, own.span, own.twins)


def judge_mentorship(person: Person, credential: Mapping[str, Any], on: date, ways: Open) -> Answer:
    """Where a mentor program stands: the decision alone fulfils it; two that exclude each other do not (A52)."""
    if not_owed(person, credential, on):
        return Answer(NOT_OWED)

    def days(id: str) -> list[date]:
        steps = [s for s in credential.get("step", ()) if s["id"] == id and "waived" not in s and "done" in s]
        return sorted(step["done"] for step in steps if step["done"] <= on)

    yes, no = days("certified"), days("completed-without-certification")
    if not yes:
        # The decision was made, and there is no later one: nothing is left to wait for.
        return Answer(MISSED if no else NOT_YET, due=None)
    if no and no[-1] >= yes[-1]:
        return Answer(CANNOT_TELL)
    if no and no[-1] > yes[0]:
        return Answer(ways.way("certified-twice", (MET, CANNOT_TELL)), due=None)
    return Answer(MET, due=None)
