"""What can no longer be earned: a minimum of a part of the window, once that part has ended short of it, and what the
mosts of the parts that are left keep out of reach."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from alcto_core.evaluation.asks import Ask
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.owing import was_owed
from alcto_core.evaluation.standing import Requirement
from alcto_core.hours import Hours
from alcto_core.rules.vocabulary import AnyOf
from alcto_core.rules.windows import YEARS, Span


def with_lost(
    case: Case,
    span: Span,
    asked: Iterable[Ask],
    found: Sequence[Requirement],
    made_up: Collection[str],
    out_of_reach: Mapping[str, Hours],
) -> list[Requirement]:
    """The requirements, those marked that nothing can meet any more. `made_up` are rules whose misses add something
    instead, so that they can still be made good; `out_of_reach` what else stays short, and by how much."""
    asked = [ask for ask in asked if ask.rule.id not in made_up]
    lost = {ask.id for ask in asked if (ask.part is None and ask.id in out_of_reach) or _has_passed(case, span, ask)}
    lost &= {one.id for one in found if one.state == "unmet"}
    if not lost:
        return list(found)
    lost |= {group.id for group in case.rules.any_of if _is_hopeless(group, case, found, lost)}
    return [
        msgspec.structs.replace(one, is_lost=True, out_of_reach=out_of_reach.get(one.id)) if one.id in lost else one
        for one in found
    ]


def _has_passed(case: Case, span: Span, ask: Ask) -> bool:
    """Whether the part that it is asked in has ended while the window still runs; at the window's own end the time of
    grace is one for its last part too."""
    if ask.part is None or case.on > span.grace_end:
        return False
    part = ask.part[1]
    if span.window.kind in YEARS and not was_owed(case, part.end):
        return False
    last = max(part.grace_end, span.grace_end) if part.end == span.end else part.grace_end
    return case.on > last


def _is_hopeless(group: AnyOf, case: Case, found: Sequence[Requirement], lost: Collection[str]) -> bool:
    """Whether every way to the end that is open to this person needs something that is lost."""
    ways = [[*_members(case, found, option)] for option in group.options]
    ways = [way for way in ways if way]
    return bool(ways) and all(any(one.id in lost for one in way) for way in ways)


def _members(case: Case, found: Sequence[Requirement], option: Iterable[str]) -> Iterator[Requirement]:
    divided = {rule.id for rule in case.rules.rule if rule.each or rule.within}
    for id in option:
        yield from (one for one in found if one.id == id or (id in divided and one.id.startswith(f"{id}/")))
