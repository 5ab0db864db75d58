"""The least hours and events by an independent public solver (HiGHS), from a formulation of its own.

Every offering stands by itself, with a number of entries and hours in each strand, in whole hundredths. TD-CEU asks for
twelve hours of listed events in the fiscal year, six of them from ALET, at most six of them external, under the mosts
of single events; AL-CTO for sixty hours and five in each strand.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any, NamedTuple

import highspy
from made_up_catalogues import CYCLE, STRANDS, YEAR

from alcto_core.hours import HOUR, HUNDREDTH, from_decimal
from alcto_core.records.types import Activity, Records
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import Offering

_MANY = 100


class Best(NamedTuple):
    """The best of all plans: as many programs reached as can be, then the least missing, then what was asked."""

    reached: frozenset[str]
    missing: int
    """What the rules of the others ask and do not have, added up, in hundredths of an hour."""
    least: int
    """Hundredths of an hour, or events."""


def best(records: Records, library: Library, what: str) -> Best:
    """The best plan out of the catalogues; where these do not reach AL-CTO, which asks for no list, any events too."""
    found = _best(records, library, what, with_any=False)
    programs = {credential.program for credential in records.credentials}
    return _best(records, library, what, with_any=True) if "al-cto" in programs - found.reached else found


def _best(records: Records, library: Library, what: str, *, with_any: bool) -> Best:
    programs = sorted({credential.program for credential in records.credentials})
    for size in range(len(programs), -1, -1):
        some = []
        for musts in map(frozenset, combinations(programs, size)):
            solver = Solver(records, library, with_any=with_any)
            solver.require(musts)
            if (missing := solver.least_missing()) is not None and (least := solver.least(what)) is not None:
                some.append(Best(musts, missing, least))
        if some:
            return min(some, key=lambda one: one[1:])
    raise AssertionError("Some plan is always there.")


class Solver:
    """One person's model in hundredths of an hour."""

    def __init__(self, records: Records, library: Library, *, with_any: bool = False) -> None:
        self.model = highspy.Highs()
        self.model.setOptionValue("output_flag", False)
        self.model.setOptionValue("mip_rel_gap", 0.0)
        self.model.setOptionValue("mip_abs_gap", 0.0)
        self.zero = self.model.addVariable(lb=0, ub=0)
        self.entries, self.hours, self.parts = {}, {}, {}
        self.offerings = {offering.id: offering for catalogue in library.catalogues for offering in catalogue.offering}
        if with_any:
            self.offerings[""] = Offering(id="", title="Any event", cite=())
        self.short: dict[str, list[Any]] = {}
        """By program, what each of its rules lacks; nothing, before `require` says otherwise."""
        for id, offering in sorted(self.offerings.items()):
            self._attend(id, offering)
        programs = {credential.program for credential in records.credentials}
        if "al-td-ceu" in programs:
            self._fiscal_year(records, library)
        if "al-cto" in programs:
            self._cycle(records)

    def _whole(self) -> Any:
        return self.model.addVariable(lb=0, type=highspy.HighsVarType.kInteger)

    def _attend(self, id: str, offering: Offering) -> None:
        entries = self.entries[id] = self._whole()
        strands = offering.strands or STRANDS
        self.parts[id] = {strand: self._whole() for strand in strands}
        hours = self.hours[id] = sum(self.parts[id].values(), self.zero)
        self.model.addConstr(entries <= (1 if _is_single(offering) else _MANY))
        if offering.award is not None:
            self.model.addConstr(hours - entries * _hundredths(offering.award) == 0)
        else:
            self.model.addConstr(hours - entries * 10_000 <= 0)
            self.model.addConstr(hours - entries >= 0)

    def _fiscal_year(self, records: Records, library: Library) -> None:
        inside = [one for one in records.activities if YEAR[0] <= one.date <= YEAR[1] and one.offering is not None]
        inside.sort(key=lambda one: one.order)
        credited = {one.offering for one in records.activities if self._once(one.offering)}
        by_source: dict[str, list[Any]] = {"alet": [self.zero], "external": [self.zero]}
        for id, offering in self.offerings.items():
            if not id:
                continue  # it is on no list
            own = self._logged_of([one for one in inside if one.offering == id], offering, records)
            counted = self.model.addVariable(lb=0)
            free = 0 if self._once(id) and id in credited else 1
            self.model.addConstr(counted - self.hours[id] * free <= 0)
            if offering.most_per_entry is not None:
                self.model.addConstr(counted - self.entries[id] * _hundredths(offering.most_per_entry) <= 0)
            most = offering.most if offering.most is not None else offering.award
            if most is not None:
                self.model.addConstr(counted + own <= _hundredths(most))
            by_source[id.partition("/")[0]].append(counted + own)
        alet, external = (sum(by_source[source]) for source in ("alet", "external"))
        self.model.addConstr(external <= 600)
        self._ask("al-td-ceu", alet, 600)
        self._ask("al-td-ceu", alet + external, 1200)

    def _once(self, id: str | None) -> bool:
        offering = self.offerings.get(id or "")
        return offering is not None and offering.no_repeat == "offering"

    def _logged_of(self, logged: list[Activity], offering: Offering, records: Records) -> Any:
        """Hours of an offering that are recorded, each entry as far as its own mosts let it."""
        total = self.zero + 0
        if self._once(offering.id):
            all_of_it = sorted((a for a in records.activities if a.offering == offering.id), key=lambda one: one.order)
            holder = min(all_of_it, key=lambda one: (one.is_planned, one.date, -one.hours, one.id), default=None)
            logged = [one for one in logged if one is holder]
        for one in logged:
            mosts = [_hundredths(most) for most in (offering.award, offering.most_per_entry) if most is not None]
            total = total + self.model.addVariable(lb=0, ub=min([one.hours // HUNDREDTH, *mosts]))
        return total

    def _cycle(self, records: Records) -> None:
        strands: dict[str, list[Any]] = {strand: [self.zero] for strand in STRANDS}
        for one in records.activities:
            if CYCLE[0] <= one.date <= CYCLE[1]:
                parts = {strand: self.model.addVariable(lb=0) for strand in one.strands}
                self.model.addConstr(sum(parts.values(), self.zero) <= one.hours // HUNDREDTH)
                for strand, part in parts.items():
                    strands[strand].append(part)
        for parts in self.parts.values():
            for strand, part in parts.items():
                strands[strand].append(part)
        for parts in strands.values():
            self._ask("al-cto", sum(parts), 500)
        self._ask("al-cto", sum(part for parts in strands.values() for part in parts), 6000)

    def _ask(self, program: str, hours: Any, least: int) -> None:
        short = self.model.addVariable(lb=0, ub=0)
        self.short.setdefault(program, []).append(short)
        self.model.addConstr(hours + short >= least)

    def require(self, programs: frozenset[str]) -> None:
        """Let every other program lack something."""
        for program, shorts in self.short.items():
            for short in () if program in programs else shorts:
                self.model.changeColBounds(short.index, 0, highspy.kHighsInf)

    def least_missing(self) -> int | None:
        """The least that is missing, which stays so from here on; None where not all that is required is reached."""
        every = sum((short for shorts in self.short.values() for short in shorts), self.zero)
        found = self._value_of(every)
        if found is not None:
            self.model.addConstr(every <= found)
        return found

    def least(self, what: str) -> int | None:
        """The fewest hours (in hundredths) or events; None where no plan reaches everything."""
        sums = self.hours if what == "hours" else self.entries
        return self._value_of(sum(sums.values(), self.zero))

    def _value_of(self, wanted: Any) -> int | None:
        self.model.minimize(wanted)
        if self.model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return round(self.model.getInfo().objective_function_value)


def _is_single(offering: Offering) -> bool:
    """Whether it makes no sense to go twice: a fixed course, or one that is credited once."""
    return offering.no_repeat == "offering" or (offering.award is not None and not offering.needs_course)


def _hundredths(value: object) -> int:
    return from_decimal(value) // HUNDREDTH  # type: ignore[arg-type]


assert HOUR == 100 * HUNDREDTH
