"""Steps that are done outside their window, that an entry shows, or that have a month: all of them are advice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from alcto_core.rules.faults import RuleFault, count_findings
from alcto_core.rules.vocabulary import Deadline, RuleSet, Step
from alcto_core.rules.windows import YEARS
from alcto_core.toml.layout import Path


def step_findings(step: Step, path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    """What is wrong with the days on which a step is done."""
    for key in ("afterwards", "early", "implied", "deadline"):
        if getattr(step, key) and not step.advisory:
            text = f"a step with “{key}” can only be advice"
            yield RuleFault((*path, key), text, "add advisory = true, or leave it out")
    kind = next((window.kind for window in rules.window if window.part_of is None), None)
    if step.afterwards and kind not in YEARS:
        text = "only fiscal and calendar years follow one another by themselves, so nothing comes afterwards here"
        yield RuleFault((*path, "afterwards"), text, "leave it out")
    for key in ("early", "deadline", "submission"):
        if step.afterwards and getattr(step, "is_submission" if key == "submission" else key):
            text = f"a step that shows only after its window has no use for “{key}”"
            yield RuleFault((*path, key), text, "leave one of the two out")
    if step.early and kind != "months-from":
        text = "where one window follows another, one early mark would serve them all"
        yield RuleFault((*path, "early"), text, "leave it out; a window of the kind months-from may have it")
    if step.deadline and kind in {"rolling", "open"}:
        text = f"nothing is due at the end of a window of the kind {kind}"
        yield RuleFault((*path, "deadline"), text, "leave it out")
    yield from _deadlines(step.deadline, (*path, "deadline"))


def _deadlines(deadlines: tuple[Deadline, ...], path: Path) -> Iterator[RuleFault]:
    days: set[date] = set()
    for index, deadline in enumerate(deadlines):
        yield from count_findings(deadline.month, (*path, index, "month"), 12)
        yield from count_findings(deadline.ends, (*path, index, "ends"), 12)
        if deadline.since in days:
            text = f"two of them begin on {deadline.since}"
            yield RuleFault((*path, index, "from"), text, "keep one of them, or give it another first day")
        days.add(deadline.since)
