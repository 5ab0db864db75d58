"""What must be said wherever a standing is shown: a lapse, a time of grace, how the period before ended."""

from __future__ import annotations

from collections.abc import Iterator

from alcto_core.dates import show as show_date
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.naming import unless_clause
from alcto_core.evaluation.owing import missed_before_issue, nothing_recorded
from alcto_core.evaluation.standing import EarlierPeriod, Standing, State
from alcto_core.rules.vocabulary import names
from alcto_core.rules.windows import Span


def alerts(standing: Standing, case: Case, unowed: Span | None) -> Iterator[str]:
    """The sentences, the gravest first. `unowed` is the window just before, where nobody can say if it was owed."""
    lapse = case.rules.lapse
    if lapse is not None and standing.state is State.NON_COMPLIANT:
        sources = "; ".join(standing.cited(cite) for cite in names(lapse.cite))
        yield f"{lapse.text.rstrip('.')} ({sources})."
    if (period := standing.period) is not None and standing.state is State.IN_PROGRESS and standing.on > period.end:
        stage = f" ({standing.stage})" if standing.stage else ""
        yield f"{period.name} ended on {show_date(period.end)}; a time of grace runs{stage}."
    if standing.before is not None:
        yield before_words(standing.before)
        if words := missed_before_issue(case, standing.before):
            yield words
    if standing.pending is not None:
        yield pending_words(standing.pending)
    if unowed is not None:
        yield nothing_recorded(case, unowed)


def before_words(before: EarlierPeriod) -> str:
    """How the period before ended: "FY26 is MISSED: 9 hours missing."."""
    lacks = f": {before.lacks}" if before.lacks and before.state is State.NON_COMPLIANT else ""
    unless = f" {words}" if (words := unless_clause(before)) else ""
    return f"{before.period.name} is {before.state.word}{unless}{lacks}."


def pending_words(pending: EarlierPeriod) -> str:
    """What of the period before may still be made good: "FY26 is not met yet: 3 hours missing by 31 Mar 2027 (on
    probation)."."""
    stage = f" ({pending.stage})" if pending.stage else ""
    by = f" by {show_date(pending.due)}" if pending.due else ""
    return f"{pending.period.name} is not met yet: {pending.lacks}{by}{stage}."
