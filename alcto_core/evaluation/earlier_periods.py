"""The period before the one in force: how it ended, and what the official record still lacks of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from alcto_core.dates import show as show_date
from alcto_core.evaluation.case import Bench, Case
from alcto_core.evaluation.evaluate import evaluate, standing_in
from alcto_core.evaluation.naming import heading, state_words
from alcto_core.evaluation.outcome import window_asked
from alcto_core.evaluation.owing import is_owed_unknown
from alcto_core.evaluation.standing import Period, Standing, State
from alcto_core.evaluation.timing import spans
from alcto_core.hours import show_asked
from alcto_core.records.types import Credential, Records
from alcto_core.rules.library import Library
from alcto_core.rules.windows import YEARS, Span


def period_before(
    records: Records, library: Library, standing: Standing, on: date, *, bench: Bench | None = None
) -> Standing | None:
    """The standing, as of `on`, of the period that ended just before this one began. What was prepared for `standing`
    on the `bench` serves again.

    None where nothing was owed then, and where it is not known whether the cycle was renewed.
    """
    credential = records.credential(standing.credential)
    if credential is None or standing.period is None or credential.renewed is None:
        return None  # where nobody knows whether it was renewed, nobody knows how the cycle before ended
    eve = standing.period.start - timedelta(days=1)
    then = _period_owed(records, credential, library, eve)
    if then is None or then == standing.period:
        return None
    return standing_in(records, credential, library, on, then.name, readings=False, bench=bench)


def _period_owed(records: Records, credential: Credential, library: Library, on: date) -> Period | None:
    """The period in force on a day, where something was owed in it."""
    rules = library.rule_sets.get(credential.program)
    if rules is None:
        return None
    found = window_asked(Case(records, credential, rules, library, on))
    if isinstance(found, Span):
        return Period.of(found) if not found.is_open else None
    if found is not None:
        return None
    then = evaluate(records, credential, library, on, readings=False, earlier=False)
    return None if then.state is State.NOT_APPLICABLE else then.period


def history(records: Records, library: Library, standing: Standing) -> tuple[Standing, ...]:
    """The standing of every period before this one since the person owed it, newest first.

    Each is judged by the rules that were in force then, on the date of `standing`. Empty where nobody knows whether
    the cycle was renewed, as then nobody knows which cycles there were.
    """
    credential = records.credential(standing.credential)
    rules = library.rule_sets.get(standing.program)
    if credential is None or rules is None or credential.renewed is None:
        return ()
    case = Case(records, credential, rules, library, standing.on)
    before = standing.period.start if standing.period is not None else standing.on
    ended = [span for span in spans(case, before) if span.end < before]
    if rules.window[0].kind in YEARS:
        # The last one is told although nobody can say whether it was owed: that is what is told of it.
        since = case.owed_since
        ended = [span for span in ended if since is not None and span.end >= since] or [
            span for span in ended[-1:] if is_owed_unknown(case, span)
        ]
    return tuple(
        evaluate(records, credential, library, standing.on, period=span.name, readings=False)
        for span in reversed(ended)
    )


def unconfirmed_periods(before: Iterable[Standing | None]) -> tuple[Standing, ...]:
    """Those of the periods before whose counted hours the official record does not show yet, where it lists single
    activities."""
    return tuple(one for one in before if one and one.official and one.hours.confirmed < one.hours.counted)


def last_periods(before: Iterable[Standing | None]) -> tuple[str, ...]:
    """A few words on each period before: "TD-CEU FY25 MET, all posted"."""
    return tuple(_in_words(one) for one in before if one is not None)


def _in_words(standing: Standing) -> str:
    if standing.asks_since:
        return f"{heading(standing)}: nothing recorded"
    words = f"{heading(standing)} {state_words(standing)}"
    if standing.official and standing.hours.counted:
        left = standing.hours.counted - standing.hours.confirmed
        words += f", {show_asked(left)} h not posted" if left else ", all posted"
    for one in standing.requirements:
        if standing.period and one.period == standing.period.name and one.kind == "step" and one.done:
            title = one.title.removesuffix(f", {one.period}")
            words += f", {title} {show_date(one.done)}"
    return words
