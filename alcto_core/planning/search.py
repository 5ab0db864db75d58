"""The least plan, exactly: depth first over what must be whole, cut where even fractions could do no better."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from alcto_core.evaluation.linear import Number
from alcto_core.hours import HUNDREDTH, Hours
from alcto_core.planning.kinds import Kind
from alcto_core.planning.lacks import Lack
from alcto_core.planning.model import Ends, Load, Model, Whole
from alcto_core.planning.question import Least

NODES = 400
"""Programs after which the search gives up proving that there is nothing less."""
_ADDED = 200
"""Programs that it may spend beside, before it has found any plan."""


class Found(NamedTuple):
    """A plan, as kinds and hours."""

    loads: tuple[Load, ...]
    figures: tuple[Number, ...]
    """What stays missing, and what was asked to be least, in the order in which it matters."""
    is_least: bool
    """Whether it is proven that nothing less does."""


def search(lacks: Sequence[Lack], kinds: Sequence[Kind], least: Least) -> Found:
    """The least loads that leave the least missing for all credentials together."""
    best, steps, is_least = None, 0, True
    for ways in product(*(lack.ways for lack in lacks)):
        tree = _Tree(lacks, ways, kinds, least, best, steps)
        tree.walk()
        best, steps = tree.best, tree.steps
        is_least = is_least and tree.is_done
    if best is None:
        return Found((), (), is_least)
    return best._replace(is_least=is_least)


class _Tree:
    def __init__(
        self,
        lacks: Sequence[Lack],
        ways: Sequence[frozenset[int]],
        kinds: Sequence[Kind],
        least: Least,
        best: Found | None,
        steps: int,
    ) -> None:
        self._lacks, self._ways, self._kinds, self._least = lacks, ways, kinds, least
        self.best = best
        self.steps = steps
        self.is_done = True
        self._most = _most(lacks, kinds)
        self._floor: Hours = 0

    def walk(self) -> None:
        """Look at every node that could hold something less."""
        open_nodes: list[dict[tuple[object, ...], tuple[int, int | None]]] = [{}]
        while open_nodes:
            if self.steps >= NODES + (_ADDED if self.best is None else 0):
                self.is_done = False
                return
            ends = open_nodes.pop()
            self.steps += 1
            model = self._model(ends)
            figures = model.best(self._least)
            if figures is None or not self._could_improve(figures):
                continue
            if not ends and not self._floor and self._least == "hours" and figures[1] % HUNDREDTH:
                self._floor = int(-(-figures[1] // HUNDREDTH)) * HUNDREDTH  # no sum of entries lies between
                open_nodes.append(ends)
                continue
            broken = next((one for one in model.wholes if model.program.value(one.variable) % one.step), None)
            self._take(model, figures)
            if broken is not None and self._could_improve(figures):
                open_nodes += _branches(ends, broken, model.program.value(broken.variable))

    def _model(self, ends: Ends) -> Model:
        most = self._most
        if self.best is not None and self._least == "hours" and not self.best.figures[0]:
            most = min(most, max(HUNDREDTH, int(self.best.figures[1])))
        return Model(self._lacks, self._ways, self._kinds, most, ends=ends, floor=self._floor)

    def _could_improve(self, figures: Sequence[Number]) -> bool:
        """Whether something below a node could be less than the best so far."""
        if self.best is None:
            return True
        for at, (least, best) in enumerate(zip(figures, self.best.figures, strict=True)):
            step = self._step(at, len(figures))
            bound = -(-least // step) * step if step else least
            if bound != best:
                return bound < best
            if step and bound != least:
                return True  # what comes after was only looked at beside a fraction of this
        return False

    def _step(self, at: int, figures: int) -> int:
        if at == 0:
            return 0
        is_count = at == 1 if self._least == "events" else at == figures - 1
        return 1 if is_count else HUNDREDTH

    def _take(self, model: Model, figures: Sequence[Number]) -> None:
        """Take what a node came to, with whole entries, where nothing else of it is broken."""
        value = model.program.value
        wholes = [one for one in model.wholes if one.name[0] != "entries"]
        if any(value(one.variable) % one.step for one in wholes):
            return
        loads = [model.load(number) for number in range(len(self._kinds))]
        for load, variable in zip(loads, model.entries, strict=True):
            if load is not None and load.entries != value(variable) and not _may_round(load.kind):
                return
        taken = tuple(load for load in loads if load is not None)
        entries = sum(load.entries for load in taken)
        found = (figures[0], entries, *figures[2:]) if self._least == "events" else (*figures[:-1], entries)
        if self.best is None or found < self.best.figures:
            self.best = Found(taken, tuple(found), is_least=False)


def _may_round(kind: Kind) -> bool:
    """Whether one entry more, of the same hours together, serves no less."""
    return kind.length is None and not any(one.shortest or one.step for one in kind.services.values())


def _branches(ends: Ends, broken: Whole, value: Number) -> list[dict[tuple[object, ...], tuple[int, int | None]]]:
    """Both sides of a value that is not whole; the upper one is looked at first."""
    low, high = ends.get(broken.name, (0, None))
    below = int(value // broken.step) * broken.step
    return [{**ends, broken.name: (low, below)}, {**ends, broken.name: (below + broken.step, high)}]


def _most(lacks: Sequence[Lack], kinds: Sequence[Kind]) -> Hours:
    """More hours than any plan could need in one entry."""
    wanted = sum(goal.wanted for lack in lacks for goal in lack.goals)
    worths = [service.worth for kind in kinds for service in kind.services.values() if service.worth]
    longest = max((service.shortest + service.step for kind in kinds for service in kind.services.values()), default=0)
    return int(wanted / min(worths, default=1) // HUNDREDTH + 1) * HUNDREDTH + longest
