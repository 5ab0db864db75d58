"""A standing and what it lacks, named in a few words. Everything that says more of it names it so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from alcto_core.dates import show as show_date
from alcto_core.evaluation.standing import EarlierPeriod, HoursFigures, Period, Requirement, Standing, State
from alcto_core.hours import Hours
from alcto_core.nouns import asked_hours, asked_in, counted_noun
from alcto_core.records.types import Activity

MOST_NAMED = 3
"""Entries that are named one by one; of more there is only said how many."""


def heading(standing: Standing) -> str:
    """ "TD-CEU FY26", "AL-CTO recertification 2024-2027"."""
    return heading_of(standing, standing.period)


def heading_of(standing: Standing, period: Period | None) -> str:
    """The heading of another period of the same credential."""
    name = f" {period.name}" if period else ""
    own = f" ({standing.credential})" if standing.credential != standing.program else ""
    return f"{standing.short}{name}{own}"


def marked_heading(standing: Standing) -> str:
    """The heading, with a mark where it rests on something that nobody has confirmed."""
    return heading(standing) if standing.verified else f"{heading(standing)} (unverified)"


def state_words(one: Standing | EarlierPeriod) -> str:
    """The state, with what nobody knows of it: "MISSED unless you went"."""
    return f"{one.state.word} {UNLESS}" if one.unanswered else one.state.word


UNLESS = "unless you went"
"""What is added where planned entries whose day has passed would make the difference."""


def unless_clause(one: Standing | EarlierPeriod) -> str:
    """The same with their names: "unless you went to “Region meeting” (28 Sep 2026)"; empty where there are none."""
    return f"{UNLESS} to {titles(one.unanswered)}" if one.unanswered else ""


def titles(found: Sequence[Activity]) -> str:
    """Titles and days of the first of them: "“Region meeting” (10 Feb 2026) and 2 more"."""
    words = [f"“{one.title}” ({show_date(one.date)})" for one in found[:MOST_NAMED]]
    more = more_words(found).removeprefix("And ")
    *first, last = [*words, more] if more else words
    return f"{', '.join(first)} and {last}" if first else last


def more_words(found: Sequence[Activity]) -> str:
    """That there are more than are named; empty where there are none."""
    left = len(found) - MOST_NAMED
    return f"And {left} more" if left > 0 else ""


def no_period(who: str, period: str | None) -> str:
    """That a credential has no period of this name, as the beginning of a sentence."""
    return f"{who} has no period “{period}”"


def ended_words(ended: EarlierPeriod) -> str:
    """How a period ended, in a few words: "MISSED, 9 hours missing"."""
    if not ended.lacks or ended.state is State.UNDETERMINED:
        return state_words(ended)
    return f"{state_words(ended)}, {ended.lacks}"


def missing_named(standing: Standing) -> str:
    """What is missing, named by its kind: "2.5 ALET hours", "15.5 hours, 6 documents". Empty when nothing is."""
    if standing.state is State.COMPLIANT:
        return ""
    return _named(standing.hours, standing.requirements)


def missing_briefly(standing: Standing) -> tuple[str, date | None]:
    """What is missing in a few words, and the day by which; neither where the records can be read in two ways and the
    answer turns on it, as both may be others then."""
    if standing.unread:
        return f"an error in {standing.unread}", None
    if standing.is_doubtful:
        return "", None
    if lost(standing.requirements):
        return missing_clause(standing), None
    return missing_named(standing), standing.due


def missing_clause(standing: Standing, *, dated: bool = True) -> str:
    """The same as a clause: "2.5 ALET hours missing by 30 Sep 2026"; with a minimum that can no longer be met, that.

    Empty where nothing is missing, or where nobody can say what. Without `dated` the day is left out.
    """
    lacks = "" if standing.state is State.COMPLIANT else lacking(standing.hours, standing.requirements)
    if not lacks or standing.due is None or not dated or lost(standing.requirements):
        return lacks
    return f"{lacks} {'on' if standing.state is State.NON_COMPLIANT else 'by'} {show_date(standing.due)}"


def lacking(hours: HoursFigures, requirements: Sequence[Requirement]) -> str:
    """ "2.5 ALET hours missing"; or what can no longer be met; empty where nothing is missing."""
    if gone := lost(requirements):
        return f"{', '.join(lost_words(one) for one in gone)} can no longer be earned"
    named = _named(hours, requirements)
    if named.startswith(_NO_MORE):
        return named.replace(_NO_MORE, "hours missing that can no longer be earned", 1)
    return f"{named} missing" if named else ""


_NO_MORE = "hours that can no longer be earned"


def lost(requirements: Iterable[Requirement]) -> list[Requirement]:
    """What is open and can no longer be met."""
    return [one for one in requirements if one.is_open and one.is_lost]


def lost_words(requirement: Requirement) -> str:
    """ "5 hours of 2025"; the title of several ways that are all lost."""
    if requirement.missing is None:
        return requirement.title
    hours = requirement.missing if requirement.out_of_reach is None else requirement.out_of_reach
    amount = (
        asked_in(requirement.own, hours, requirement.unit)
        if requirement.kind == "hours"
        else counted_noun(int(requirement.missing), requirement.unit)
    )
    return f"{amount} of {requirement.period}" if requirement.period else amount


def _named(hours: HoursFigures, requirements: Sequence[Requirement]) -> str:
    if gone := lost(requirements):
        parts = [lost_words(one) for one in gone]
    elif hours.missing is None and hours.needed is not None:
        parts = [_untold(requirements) or _NO_MORE]
    else:
        parts = hours_named(hours, requirements)
    for unit, count in _open_steps(requirements).items():
        parts.append(counted_noun(count, unit))
    if parts and not hours.missing:  # what is missing by figures would look like all that is
        parts += [f"“{one.title}”" for one in requirements if one.kind == "any-of" and one.is_open and not one.is_lost]
    return ", ".join(parts)


def _untold(requirements: Sequence[Requirement]) -> str:
    """How many hours are missing at least, where it turns on what nobody recorded how many; empty where it does not."""
    asked = [one for one in requirements if one.kind == "hours" and one.is_open]
    if all(one.state == "unmet" for one in asked):
        return ""
    known = [one for one in asked if one.state == "unmet" and one.missing]
    if not known:
        return "hours, nobody can tell how many"
    most = max(known, key=lambda one: one.missing or 0)
    return f"{asked_in(most.own, most.missing or 0, most.unit)} or more"


def hours_named(hours: HoursFigures, requirements: Sequence[Requirement]) -> list[str]:
    """The missing hours by their kind; where nobody knows how many hours a unit is worth, the missing units."""
    if hours.missing:
        return [asked_in(hours.own, hours.missing, _narrowest(requirements, hours.missing))]
    if hours.missing is None and hours.needed is None:
        units = [one for one in requirements if one.kind == "hours" and one.is_open and one.missing]
        return [asked_hours(one.missing or 0, one.unit) for one in units]
    return []


def _narrowest(requirements: Iterable[Requirement], missing: Hours) -> str:
    """The narrowest kind that all the missing hours are of."""
    for requirement in requirements:
        if requirement.kind == "hours" and requirement.is_open and requirement.missing == missing:
            narrow = requirement.unit
            if narrow != "hours" and not requirement.group:
                return narrow
    return "hours"


def _open_steps(requirements: Iterable[Requirement]) -> dict[str, int]:
    """Open entries, steps and stages by the unit they are named with, in the rule set's order."""
    found: dict[str, int] = {}
    for requirement in requirements:
        if requirement.kind in {"step", "stage", "entries"} and requirement.is_open and not requirement.is_lost:
            count = int(requirement.missing or 0) if requirement.kind == "entries" else 1
            found[requirement.unit] = found.get(requirement.unit, 0) + count
    return found
