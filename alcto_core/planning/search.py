"""The least plan, exactly: depth first over what must be whole, cut where even fractions could do no better."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from heapq import heappop, heappush
from itertools import product
from math import gcd
from typing import NamedTuple

from alcto_core.evaluation.linear import Number
from alcto_core.hours import HUNDREDTH, Hours
from alcto_core.planning.kinds import Kind
from alcto_core.planning.lacks import Lack
from alcto_core.planning.load import Load
from alcto_core.planning.model import Ends, Model, Whole
from alcto_core.planning.question import Least, Tell, untold

NODES = 150
"""Programs after which the search gives up proving that there is nothing less."""
_ADDED = 150
"""Programs that it may spend beside, before it has found any plan."""


class Found(NamedTuple):
    """A plan, as kinds and hours."""

    loads: tuple[Load, ...]
    figures: tuple[Number, ...]
    """What stays missing, and what was asked to be least, in the order in which it matters."""
    is_least: bool
    """Whether it is proven that nothing less does."""


def search(
    lacks: Sequence[Lack],
    kinds: Sequence[Kind],
    least: Least,
    tell: Tell = untold,
    musts: frozenset[int] = frozenset(),
) -> Found:
    """The least loads that leave the least missing for all credentials together; `tell` hears how much is done at
    most. Of those in the places of `musts` nothing may stay missing: without figures, where no loads do that."""
    best, steps, is_least = None, 0, True
    for ways in product(*(lack.ways for lack in lacks)):
        tree = _Tree(lacks, ways, kinds, least, best, steps, tell, musts)
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
        tell: Tell,
        musts: frozenset[int],
    ) -> None:
        self._lacks, self._ways, self._kinds, self._least, self._musts = lacks, ways, kinds, least, musts
        self.best = best
        self.steps = steps
        self._tell = tell
        self.is_done = True
        self._most = _most(lacks, kinds)
        self._numbered = 0
        self._drawn: tuple[Hours, Model] | None = None

    def walk(self) -> None:
        """Look at every node that could hold something less."""
        waiting = [_Waiting((), 0, 0, _Node({}, ()), ())]
        while waiting:
            if self.steps >= NODES + (_ADDED if self.best is None else 0):
                self.is_done = False
                return
            if self.best is None and self.steps >= NODES:
                # Any plan, by the shortest way: once there is one, this is over.
                waiting.remove(found := min(waiting, key=lambda one: (one.depth, one.number)))
            else:
                found = heappop(waiting)
            if found.figures and not self._could_improve(found.figures):
                continue
            node = found.node
            self.steps += 1
            self._tell(self.steps, NODES + _ADDED)
            model = self._model().within(node.ends)
            figures = model.best(self._least, node.floors)
            if figures is None or not self._could_improve(figures):
                continue
            self._take(model, figures)
            if not self._could_improve(figures):
                continue
            if (floors := self._raised(figures)) is not None and floors != node.floors:
                further = [node._replace(floors=floors)]
            else:
                further = _branches(node, first, model.amount(first)) if (first := _first_broken(model)) else []
            bounds = tuple(self._bound(figures, at) for at in range(len(figures)))
            for one in further:
                self._numbered += 1
                heappush(waiting, _Waiting(bounds, found.depth - 1, -self._numbered, one, figures))

    def _model(self) -> Model:
        """The model without what a node knows more, made anew where a better plan has made it tighter."""
        most = self._most_now()
        if self._drawn is None or self._drawn[0] != most:
            self._drawn = most, Model(self._lacks, self._ways, self._kinds, most, musts=self._musts)
        return self._drawn[1]

    def _most_now(self) -> Hours:
        if self.best is not None and self._least == "hours" and not self.best.figures[0]:
            return min(self._most, max(HUNDREDTH, int(self.best.figures[1])))
        return self._most

    def _bound(self, figures: Sequence[Number], at: int) -> Number:
        """The least that a figure can be, as all that it sums up is whole."""
        step = self._steps[at]
        return -(-figures[at] // step) * step if step else figures[at]

    def _could_improve(self, figures: Sequence[Number]) -> bool:
        """Whether something below a node could be less than the best so far."""
        if self.best is None:
            return True
        for at, (least, best) in enumerate(zip(figures, self.best.figures, strict=True)):
            bound = self._bound(figures, at)
            if bound != best:
                return bound < best
            if bound != least:
                return at + 1 < len(figures)  # what comes after was only looked at beside a fraction of this
        return False

    def _raised(self, figures: Sequence[Number]) -> tuple[Number, ...] | None:
        """The figures that whatever improves on the best so far must have at least; None where none is known.

        Whatever improves has every figure that is as good as the best's already, so the next one is asked beside it.
        """
        floors: list[Number] = []
        for at, least in enumerate(figures):
            bound = self._bound(figures, at)
            floors.append(bound)
            if bound != least:
                is_first = at == 1 and not figures[0]
                is_known = self.best is not None and bound == self.best.figures[at]
                return tuple(floors) if is_first or is_known else None
            if at and (self.best is None or bound != self.best.figures[at]):
                return None
        return None

    @cached_property
    def _steps(self) -> tuple[int, ...]:
        """What each figure is a multiple of in a plan; 0: anything."""
        every = sorted({kind.urgency for kind in self._kinds})
        hours = _step_of(self._kinds)
        if self._least == "events":
            return (0, 1, hours)
        soon = (_step_of([kind for kind in self._kinds if kind.urgency == urgency]) for urgency in every[:-1])
        return (0, hours, *soon, 1)

    def _take(self, model: Model, figures: Sequence[Number]) -> None:
        """Take what a node came to, rounded up to whole hundredths and entries where that serves no less."""
        value = model.program.value
        is_whole = {one.name: not value(*one.variables) % one.step for one in model.wholes}
        if any(not whole for name, whole in is_whole.items() if name[0] not in {"entries", "strand"}):
            return
        taken = []
        for number in range(len(self._kinds)):
            if (load := model.load(number)) is None:
                continue
            is_rounded = any(not whole for name, whole in is_whole.items() if name[1] == number)
            if is_rounded and not _may_round(load.kind):
                return
            taken.append(load.rounded)
        entries, hours = sum(load.entries for load in taken), sum(load.attended for load in taken)
        found: tuple[Number, ...] = (figures[0], entries, hours)
        if self._least == "hours":
            urgent = [
                sum(load.attended for load in taken if load.kind.urgency == urgency)
                for urgency in sorted(model.urgent)[:-1]
            ]
            found = (figures[0], hours, *urgent, entries)
        if self.best is None or found < self.best.figures:
            self.best = Found(tuple(taken), found, is_least=False)


class _Node(NamedTuple):
    """What is known of some variables below a place of the tree, and the figures that are of interest there."""

    ends: Ends
    floors: tuple[Number, ...]


class _Waiting(NamedTuple):
    """A node that was not looked at yet, in the order in which nodes are."""

    bounds: tuple[Number, ...]
    """What the node above came to: nothing below it can be less."""
    depth: int
    """The deeper a node lies, the sooner it is looked at; less than zero."""
    number: int
    node: _Node
    figures: tuple[Number, ...]
    """The same before what must be whole is rounded; none for the first."""


def _step_of(kinds: Sequence[Kind]) -> int:
    """What the hours of any entries of kinds are a multiple of: what is attended whole is never had in part."""
    return gcd(*(HUNDREDTH if kind.length is None else int(kind.length) for kind in kinds)) or HUNDREDTH


def _may_round(kind: Kind) -> bool:
    """Whether one entry more, or a fraction of a hundredth more, serves no less."""
    return kind.length is None and not any(one.shortest or one.step for one in kind.services.values())


def _first_broken(model: Model) -> Whole | None:
    """What is not whole and should be asked first: how many of several that are alike, then how many of each."""
    broken = (one for one in (*model.together, *model.wholes) if model.amount(one) % one.step)
    strands: Whole | None = None
    for one in broken:
        if one.name[0] != "strand":
            return one
        strands = strands or one
    return strands


def _branches(node: _Node, broken: Whole, value: Number) -> list[_Node]:
    """Both sides of a value that is not whole; the upper one is looked at first."""
    low, high = node.ends.get(broken.name, (0, None))
    below = int(value // broken.step) * broken.step
    return [
        node._replace(ends={**node.ends, broken.name: (low, below)}),
        node._replace(ends={**node.ends, broken.name: (below + broken.step, high)}),
    ]


def _most(lacks: Sequence[Lack], kinds: Sequence[Kind]) -> Hours:
    """More hours than any plan could need in one entry."""
    wanted = sum(goal.wanted for lack in lacks for goal in lack.goals)
    worths = [service.worth for kind in kinds for service in kind.services.values() if service.worth]
    longest = max((service.shortest + service.step for kind in kinds for service in kind.services.values()), default=0)
    return int(wanted / min(worths, default=1) // HUNDREDTH + 1) * HUNDREDTH + longest
