"""The plan as a linear program: what is attended, and how all hours are divided for each credential."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from typing import NamedTuple

from alcto_core.evaluation.linear import Number, Program
from alcto_core.hours import HOUR, HUNDREDTH, Hours, simplest
from alcto_core.planning.kinds import Kind
from alcto_core.planning.lacks import Block, Goal, Lack, Service
from alcto_core.planning.load import Load
from alcto_core.planning.offers import DAY, longest
from alcto_core.planning.question import Least

_CONSTANT = -1
Sum = dict[int, Number]
"""A sum of variables with their weights; what stands under `_CONSTANT` is a number by itself."""


class Whole(NamedTuple):
    """A sum of variables that must be a whole multiple of something."""

    name: tuple[object, ...]
    variables: tuple[int, ...]
    step: int


Ends = Mapping[tuple[object, ...], tuple[int, int | None]]
"""For variables of which a search knows more, by name: the least and the most of them."""


class Model:
    """One program for all credentials, each on one of its ways."""

    def __init__(
        self,
        lacks: Sequence[Lack],
        ways: Sequence[frozenset[int]],
        kinds: Sequence[Kind],
        most: Hours,
        *,
        loads: Sequence[Load] = (),
        musts: frozenset[int] = frozenset(),
    ) -> None:
        """`most` is more than a plan could need; `loads` are attended already. Of the credentials in the places of
        `musts` nothing may stay missing."""
        self.program = Program()
        self.wholes: list[Whole] = []
        self.together: list[Whole] = []
        self.shorts: list[int] = []
        self._hard: list[int] = []
        self._scraps: dict[int, int] = {}
        """Hours, the heavier the shorter an entry of them can be: of plans as good, few long entries come first."""
        self.hours: list[int] = []
        self.entries: list[int] = []
        self.urgent: dict[int, list[int]] = {}
        self._kinds = kinds
        self._loads = loads
        self._frameworks = tuple(
            sorted({lack.framework for lack in lacks if lack.framework is not None and lack.strands})
        )
        self._placed: list[dict[str, dict[str | None, Sum]]] = []
        self._counts: list[Sum] = []
        for number, kind in enumerate(kinds):
            self._place_kind(number, kind, most)
        self._place_repeats()
        self._place_together()
        for load in loads:
            self._placed.append(
                {
                    framework: {strand: {_CONSTANT: hours} for strand, hours in parts.items()}
                    for framework, parts in load.hours.items()
                }
            )
            self._counts.append({_CONSTANT: load.entries})
        for at, (lack, way) in enumerate(zip(lacks, ways, strict=True)):
            _Rows(self, at, lack, way).place(is_must=at in musts)

    def within(self, ends: Ends) -> Model:
        """The same model, in which some variables are known to lie between ends; this one stays as it is."""
        found = copy(self)
        found.program = self.program.copy()
        found._hard = list(self._hard)
        for one in (*self.together, *self.wholes):
            low, high = ends.get(one.name, (0, None))
            if high is not None:
                found.program.at_most(dict.fromkeys(one.variables, 1), high)
            if low:
                found.at_least(dict.fromkeys(one.variables, 1), low)
        return found

    # -- rows ---------------------------------------------------------------------------------------------------------

    def at_most(self, sum: Sum, most: Number) -> None:
        """The sum may not exceed `most`."""
        room = most - sum.get(_CONSTANT, 0)
        row = {variable: weight for variable, weight in sum.items() if variable != _CONSTANT}
        if room >= 0:
            self.program.at_most(row, room)
        else:
            self.at_least({variable: -weight for variable, weight in row.items()}, -room)

    def at_least(self, sum: Sum, least: Number) -> None:
        """The sum must reach `least`."""
        short = self.short_of(sum, least)
        if short is not None:
            self._hard.append(short)

    def short_of(self, sum: Sum, least: Number) -> int | None:
        """What the sum is short of `least`; None where it cannot be short of it."""
        wanted = least - sum.get(_CONSTANT, 0)
        if wanted <= 0:
            return None
        row = {variable: weight for variable, weight in sum.items() if variable != _CONSTANT}
        return self.program.short_of(row, wanted)

    def whole(self, *name: object, step: int = 1) -> int:
        """A new variable that must be a whole multiple of `step`."""
        variable = self.program.variable()
        self.wholes.append(Whole(name, (variable,), step))
        return variable

    # -- kinds --------------------------------------------------------------------------------------------------------

    def _place_kind(self, number: int, kind: Kind, most: Hours) -> None:
        used = [framework for framework in self._frameworks if kind.strands.get(framework)]
        placed: dict[str, dict[str | None, Sum]] = {}
        for framework in used:
            placed[framework] = {
                strand: {self.whole("strand", number, strand, step=HUNDREDTH): 1} for strand in kind.strands[framework]
            }
        if not used:
            placed[""] = {None: {self.whole("strand", number, None, step=HUNDREDTH): 1}}
        first, *rest = placed.values()
        attended: Sum = {variable: 1 for part in first.values() for variable in part}
        for parts in rest:
            inside: Sum = {variable: 1 for part in parts.values() for variable in part}
            self.at_most({**inside, **dict.fromkeys(attended, -1)}, 0)
        entries = self.whole("entries", number)
        self.entries.append(entries)
        self.hours += attended
        self.urgent.setdefault(kind.urgency, []).extend(attended)
        if kind.length is None:
            weight = int(8 * DAY // max(map(longest, kind.offers)))
            self._scraps |= dict.fromkeys(attended, weight)
        if kind.length is not None:
            self.program.at_most({**attended, entries: -kind.length}, 0)
            self.program.at_most({**dict.fromkeys(attended, -1), entries: kind.length}, 0)
        else:
            self.program.at_most({**attended, entries: -self._most_of(kind, most)}, 0)
        shortest = max(service.shortest for service in kind.services.values())
        shortest = max(shortest, HUNDREDTH)
        self.program.at_most({**dict.fromkeys(attended, -1), entries: shortest}, 0)
        self._placed.append(placed)
        self._counts.append({entries: 1})

    def _place_repeats(self) -> None:
        """What is taken once is taken once, though it may be had on several runs of days."""
        limited = [number for number, kind in enumerate(self._kinds) if kind.most_entries is not None]
        names = {number: self._kinds[number].offerings for number in limited}
        groups = dict.fromkeys(names.values())
        if len(groups) > 1:
            groups[frozenset().union(*groups)] = None
        for group in groups:
            inside = [self.entries[number] for number in limited if names[number] <= group]
            self.program.at_most(dict.fromkeys(inside, 1), len(group))

    def _place_together(self) -> None:
        """Entries by when they must be done: of kinds that differ in little, how many of them comes before which."""
        alike: dict[int, list[int]] = {}
        for kind, entries in zip(self._kinds, self.entries, strict=True):
            alike.setdefault(kind.urgency, []).append(entries)
        self.together = [Whole(("together", urgency), tuple(alike[urgency]), 1) for urgency in sorted(alike)]

    def amount(self, one: Whole) -> Number:
        """What it is now."""
        return sum(map(self.program.value, one.variables))

    def _most_of(self, kind: Kind, most: Hours) -> Hours:
        """The most hours that are of any use in one entry."""
        caps: list[Hours] = []
        for service in kind.services.values():
            limits = [cap for cap in (service.per_entry, service.per_offering) if cap is not None]
            if not limits:
                return most
            step = service.step or 1
            cap = -(-min(limits) // step) * step
            caps.append(max(simplest(-(-cap // service.worth)), service.shortest) if service.worth else 0)
        return min(most, sum(-(-cap // HUNDREDTH) * HUNDREDTH for cap in caps))

    def parts(self, number: int, framework: str | None) -> Mapping[str | None, Sum]:
        """Hours attended of a kind, by the strands of a framework; all together where none is asked for."""
        placed = self._placed[number]
        if framework is not None and framework in placed:
            return placed[framework]
        return {None: self.attended(number)}

    def attended(self, number: int) -> Sum:
        """All hours attended of a kind."""
        return added(next(iter(self._placed[number].values())).values())

    def count(self, number: int) -> Sum:
        """Entries of a kind."""
        return self._counts[number]

    def served(self, at: int) -> Iterable[tuple[int, Kind, Service]]:
        """The kinds that serve a credential, with what they give it."""
        for number, kind in enumerate((*self._kinds, *(load.kind for load in self._loads))):
            if at in kind.services:
                yield number, kind, kind.services[at]

    # -- answers ------------------------------------------------------------------------------------------------------

    def best(self, least: Least, floors: Sequence[Number] = ()) -> tuple[Number, ...] | None:
        """The best figures, in the order in which they matter: what stays missing, then what is asked to be least.

        None where no plan keeps to the rows. `floors` are the figures that are of interest, as far as they are known.
        """
        urgent = [self.urgent[urgency] for urgency in sorted(self.urgent)[:-1]]
        asked = [self.entries, self.hours] if least == "events" else [self.hours, *urgent, self.entries]
        for variables, floor in zip(asked, floors[1:], strict=False):
            self.at_least(dict.fromkeys(variables, 1), floor)
        if self._hard and self.program.least(self._hard):
            return None
        figures = tuple(self.program.least(variables) for variables in (self.shorts, *asked))
        self.program.lightest(self._scraps)
        return figures

    def missing(self) -> Number:
        """What stays missing under the loads."""
        return self.program.least(self.shorts)

    def load(self, number: int) -> Load | None:
        """What is attended of a kind."""
        value = self.program.value
        hours = {
            framework: {strand: found for strand, part in parts.items() if (found := simplest(sum(map(value, part))))}
            for framework, parts in self._placed[number].items()
        }
        entries = value(self.entries[number])
        return Load(self._kinds[number], hours, int(-(-entries // 1))) if any(hours.values()) else None


class _Rows:
    """The rows of one credential."""

    def __init__(self, model: Model, at: int, lack: Lack, way: frozenset[int]) -> None:
        self._model = model
        self._at = at
        self._lack = lack
        self._way = way
        self._spending = [g for g in sorted(way) if lack.goals[g].spends]
        self._filled: dict[int, list[Sum]] = {goal: [] for goal in way}
        self._bound: list[list[Sum]] = [[] for _ in lack.bounds]
        self._all: list[Sum] = []
        """Everything that counts, for shares of it."""
        self._capped: dict[frozenset[str], tuple[list[Sum], Hours]] = {}
        """By the offering, what counts of all kinds of it, and its most."""

    def place(self, *, is_must: bool) -> None:
        for block in self._lack.blocks:
            self._place_block(block)
        for number, _, service in self._model.served(self._at):
            self._place_service(number, service)
        for sums, most in self._capped.values():
            self._model.at_most(added(sums), most)
        everything = added(self._all)
        for bound, sums in zip(self._lack.bounds, self._bound, strict=True):
            inside = added(sums)
            if bound.share is None:
                self._model.at_most(inside, bound.most)
            else:
                part, of = bound.share.as_integer_ratio()
                self._model.at_most(added([scaled(inside, of), scaled(everything, -part)]), 0)
        for at in sorted(self._way):
            goal = self._lack.goals[at]
            filled = self._entries(at, goal) if goal.entries else added(self._filled[at])
            if is_must:
                self._model.at_least(filled, goal.wanted)
            elif (short := self._model.short_of(filled, goal.wanted)) is not None:
                self._model.shorts.append(short)

    def _note(
        self, strand: str | None, spent: int | None, goals: Iterable[int], bounds: Iterable[int], sum: Sum
    ) -> None:
        """Counted hours in one slot: what they serve and fall under."""
        for at in goals:
            if at in self._way:
                goal = self._lack.goals[at]
                if (goal.strands is None or strand in goal.strands) and (not goal.spends or spent == at):
                    self._filled[at].append(sum)
        for number in bounds:
            strands = self._lack.bounds[number].strands
            if strands is None or strand in strands:
                self._bound[number].append(sum)
        self._all.append(sum)

    def _place_block(self, block: Block) -> None:
        strands: tuple[str | None, ...] = block.strands or (None,)
        spends = [*(g for g in self._spending if g in block.goals), None]
        slots = [(strand, spent) for strand in strands for spent in spends]
        if len(slots) == 1 and not block.bounds:
            self._note(*slots[0], block.goals, (), {_CONSTANT: block.hours})
            return
        variables = {slot: self._model.program.variable() for slot in slots}
        self._model.at_most(dict.fromkeys(variables.values(), 1), block.hours)
        for (strand, spent), variable in variables.items():
            self._note(strand, spent, block.goals, block.bounds, {variable: 1})

    def _place_service(self, number: int, service: Service) -> None:
        model, lack = self._model, self._lack
        framework = lack.framework if lack.strands else None
        limits = [service.per_entry, service.per_offering]
        is_plain = not service.bounds and not service.step and limits == [None, None]
        spends = [*(g for g in self._spending if g in service.goals), None]
        counted: list[Sum] = []
        for strand, part in model.parts(number, framework).items():
            worth = scaled(part, service.worth)
            if is_plain and len(spends) == 1:
                self._note(strand, None, service.goals, (), worth)
                continue
            variables = [model.program.variable() for _ in spends]
            counted += [{variable: 1} for variable in variables]
            model.at_most({**dict.fromkeys(variables, 1), **scaled(worth, -1)}, 0)
            for spent, variable in zip(spends, variables, strict=True):
                self._note(strand, spent, service.goals, service.bounds, {variable: 1})
        if counted:
            self._cap(number, service, added(counted))

    def _cap(self, number: int, service: Service, counted: Sum) -> None:
        model, entries = self._model, self._model.count(number)
        if service.per_entry is not None:
            model.at_most(added([counted, scaled(entries, -service.per_entry)]), 0)
        if service.per_offering is not None:
            kind = next(kind for at, kind, _ in model.served(self._at) if at == number)
            if len(kind.offerings) == 1:
                self._capped.setdefault(kind.offerings, ([], service.per_offering))[0].append(counted)
            else:
                model.at_most(added([counted, scaled(entries, -service.per_offering)]), 0)
        if service.step and set(attended := model.attended(number)) <= {_CONSTANT} and entries == {_CONSTANT: 1}:
            own = service.worth * attended.get(_CONSTANT, 0)
            model.at_most(counted, own - own % service.step)
        elif service.step:
            steps: Sum = {model.whole("steps", self._at, number): service.step}
            model.at_most(added([counted, scaled(steps, -1)]), 0)
            model.at_most(added([steps, scaled(model.attended(number), -service.worth)]), 0)

    def _entries(self, at: int, goal: Goal) -> Sum:
        """Entries that serve a goal, as so many hours."""
        model = self._model
        found: list[Sum] = []
        for number, kind, service in model.served(self._at):
            if at not in service.goals:
                continue
            count = model.count(number)
            tied = model.parts(number, self._lack.framework) if goal.strands is not None else {}
            is_told = goal.strands is not None and not goal.strands.issuperset(tied)
            is_alone = not goal.alone.isdisjoint(kind.offerings)
            if is_told or is_alone:
                some: Sum = {model.whole("tied", self._at, at, number): 1}
                model.at_most(added([some, scaled(count, -1)]), 0)
                if is_told:
                    part = added(sum for strand, sum in tied.items() if strand in (goal.strands or ()))
                    model.at_most(added([scaled(some, HUNDREDTH), scaled(part, -1)]), 0)
                if is_alone:
                    model.at_most(some, 1)
                count = some
            found.append(scaled(count, HOUR))
        return added(found)


def added(sums: Iterable[Sum]) -> Sum:
    """The sum of sums."""
    found: Sum = {}
    for one in sums:
        for variable, weight in one.items():
            found[variable] = found.get(variable, 0) + weight
    return found


def scaled(sum: Sum, by: Number) -> Sum:
    """The sum, several times over."""
    return {variable: weight * by for variable, weight in sum.items()}
