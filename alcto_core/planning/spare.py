"""The smallest spare that makes a plan safe: the least further hours under which no loss of the worst ones matters."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from alcto_core.evaluation.case import Bench, Case, seated
from alcto_core.evaluation.standing import Standing
from alcto_core.evaluation.timing import in_force
from alcto_core.hours import Hours
from alcto_core.planning.kinds import kinds, undominated
from alcto_core.planning.lacks import Lack
from alcto_core.planning.load import Load
from alcto_core.planning.model import Model
from alcto_core.planning.planned import Plan
from alcto_core.planning.planner import Open, Planner
from alcto_core.planning.search import search
from alcto_core.records.types import Records
from alcto_core.rules.windows import Span


def spare(plan: Plan, left: Sequence[tuple[Records, Standing]], bench: Bench) -> Hours | None:
    """The least further hours that make up for each of several losses, one at a time: the records left, and where they
    leave a credential. None where no catalogue holds so much; `bench` is what judging them left prepared."""
    if any(one.is_open and one.is_lost for _, standing in left for one in standing.requirements):
        return None  # what a part of the window lacks that is over, nothing makes up for
    question = plan.question
    asking = []
    for records, standing in left:
        credential, rules = records.credential(standing.credential), question.library.rule_sets[standing.program]
        assert credential is not None
        case = seated(Case(records, credential, rules, question.library, question.on, plan=True), bench)
        span = in_force(case)
        if isinstance(span, Span):
            asking.append(Open(case, span, standing))
    asking.sort(key=lambda one: -(one.standing.hours.missing or 0))
    planner = Planner(msgspec.structs.replace(question, least="hours"), bench, asking=asking)
    least = _least_for_all(planner)
    return _least_for_all(planner) if least is None and planner.take_any() else least


def _least_for_all(planner: Planner) -> Hours | None:
    """The least further hours under which each of several questions has what it asks: those that the others' answer
    leaves open are asked beside them, until none is."""
    lacks, asked = list(planner.lacks), list(planner.lacks[:1])
    while True:
        usable = undominated(kinds(planner.offered, asked, planner.deadlines))
        found = search(asked, usable, "hours")
        if not found.figures or found.figures[0]:
            return None
        still = next((lack for lack in lacks if lack not in asked and _misses(lack, found.loads, planner)), None)
        if still is None:
            return found.figures[1]
        asked.append(still)


def _misses(lack: Lack, loads: Sequence[Load], planner: Planner) -> bool:
    """Whether hours of kinds leave something missing of one question."""
    own = []
    for load in loads:
        service = lack.services.get(planner.offered.index(load.kind.offers[0]))
        own.append(Load(load.kind._replace(services={} if service is None else {0: service}), load.hours, load.entries))
    return all(Model([lack], [way], (), 0, loads=own).missing() for way in lack.ways)
