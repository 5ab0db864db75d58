"""The standing in words: the verdict, and why each figure is what it is. The same on every screen and in every verb."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from alcto_core.dates import show as show_date
from alcto_core.evaluation.naming import heading, missing_clause, unless_clause
from alcto_core.evaluation.standing import Credit, HoursFigures, Requirement, Standing, State
from alcto_core.hours import HOUR, Hours, beside, length, long, long_of, of, show, show_asked
from alcto_core.nouns import (
    OwnUnit,
    asked_hours,
    beside_own,
    counted_in,
    counted_noun,
    of_in,
    singular,
)

CANNOT_TELL = "cannot tell"
HOW_MANY_UNKNOWN = "how many are needed is not known"
ADVICE_ONLY = "Advice only: it never stands in the way."
_MOST_LACKING = 3


def reached_words(steps: Iterable[Requirement]) -> str:
    """How many steps are reached, those that are waived named apart: "7 and 1 waived", to go before "of 8"."""
    states = [step.state for step in steps]
    waived = states.count("waived")
    return f"{states.count('met')} and {waived} waived" if waived else f"{states.count('met')}"


def lacking_words(standing: Standing) -> Iterator[str]:
    """What the record lacks of what the hand-in will ask for, as advice, once no hours are missing any more."""
    if standing.hours.missing or standing.state in {State.NON_COMPLIANT, State.NOT_APPLICABLE}:
        return
    for requirement in standing.requirements:
        if requirement.kind == "entries" and requirement.advisory and requirement.lacking:
            if requirement.unit != "entries":
                yield requirement.text
                continue
            named = "; ".join(requirement.lacking[:_MOST_LACKING])
            more = len(requirement.lacking) - _MOST_LACKING
            yield f"{requirement.title}: {named} missing{f', and {more} more' if more > 0 else ''}."


def skipped_words(records: int) -> str:
    """How many records have errors and so count for nothing."""
    return f"{counted_noun(records, 'records')} with errors left out"


def verdict(standing: Standing) -> str:
    """One sentence, the verdict first."""
    name = heading(standing)
    skipped = f" ({skipped_words(standing.skipped)})" if standing.skipped else ""
    clause = missing_clause(standing)
    match standing.state:
        case State.COMPLIANT:
            due = f", due {show_date(standing.due)}" if standing.due else ""
            settled = f": {standing.settled}" if standing.settled else ""
            text = f"{name} is met{due}{skipped}{settled}."
        case State.IN_PROGRESS:
            text = f"{name} is not met yet{skipped}: {clause or open_titles(standing)}."
        case State.NON_COMPLIANT:
            lacks = missing_clause(standing, dated=False) or "a requirement was missing"
            has_passed = standing.due is not None and standing.due < standing.on
            due = f" was due {show_date(standing.due)} and" if standing.due and has_passed else ""
            unless = f", {words}" if (words := unless_clause(standing)) else ""
            text = f"{name}{due} is missed{skipped}{unless}: {lacks}."
            if not standing.period:
                text = f"{text} {standing.why}"
        case State.UNDETERMINED:
            text = f"{name} cannot be told{skipped}. {standing.why}"
        case State.NOT_APPLICABLE:
            text = f"{name} does not apply. {standing.why}"
    return text.strip()


def open_titles(standing: Standing) -> str:
    """What is open where no figure says it, such as several ways to one end."""
    by = f" by {show_date(standing.due)}" if standing.due else ""
    titles = [one.title for one in standing.requirements if one.is_open]
    return f"{', '.join(titles) or 'a requirement'} open{by}"


def count_words(credit: Credit) -> str:
    """ "3.5 of 4.5 hours count"; where more counts than was logged, or units were, "45 hours count"."""
    if not credit.claimed:
        return f"{long(credit.counted)} count{_as_own(credit)}" if credit.counted else "no hours count"
    if credit.counted > credit.claimed:
        return f"{long(credit.counted)} count{_as_own(credit)}, for {length(credit.claimed)} logged"
    return f"{long_of(credit.counted, credit.claimed)} count{_as_own(credit)}"


def own_words(credit: Credit) -> str:
    """What counts of an entry in the unit in which the authority speaks of hours: "0.8 credits"; empty where that is
    hours."""
    own = credit.own
    if own is None or not credit.counted:
        return ""
    amount = own.amount(credit.counted)
    return f"{show(amount)} {own.named(amount)}"


def _as_own(credit: Credit) -> str:
    return f" as {words}" if (words := own_words(credit)) else ""


def needed_words(hours: HoursFigures) -> str:
    """ "9.5 of 12"; with what came in from the window before, "45 and 30 carried over, of 80"; what counts where
    nothing is asked for."""
    if hours.needed is None:
        return show(hours.counted)
    if hours.own is not None:
        came_in = f", {show(hours.own.amount(hours.carried))} of them carried over" if hours.carried else ""
        has = hours.counted + min(hours.carried, hours.needed)
        figures = f"{of_in(hours.own, has, hours.needed)} {hours.own.several}"
        return f"{figures} ({beside_own(hours.own, has, hours.needed)}){came_in}"
    if hours.carried:
        return f"{show(hours.counted)} and {show(hours.carried)} carried over, of {show_asked(hours.needed)}"
    return of(hours.counted, hours.needed)


def posted_words(credit: Credit) -> str:
    """How much of what counts the official record shows, in a word or two."""
    if credit.confirmed >= credit.counted:
        return "posted"
    if not credit.confirmed:
        return "not posted"
    return f"{beside(credit.confirmed, credit.counted)} of {show_asked(credit.counted)} posted"


def state_word(requirement: Requirement, *, is_needed: bool) -> str:
    """How a requirement stands, in a word or two: "short 2.5", "to do", "done"."""
    if requirement.state in {"unmet", "undetermined"} and not is_needed:
        return "not needed"
    if requirement.is_lost:
        return "too late"
    if requirement.state == "unmet":
        if requirement.kind == "hours" and requirement.missing:
            return f"short {short_of(requirement)}"
        return "to do" if requirement.kind == "step" else "open"
    if requirement.state == "met":
        return "done" if requirement.kind == "step" else "met"
    return CANNOT_TELL if requirement.state == "undetermined" else "waived"


def short_of(requirement: Requirement) -> str:
    """How much a requirement in hours lacks: "2.5"; in the unit of its authority, "0.3 credits (3 hours)"."""
    missing, own = requirement.missing or 0, requirement.own
    if own is None:
        return show_asked(missing)
    amount = own.amount(missing)
    return f"{show_asked(amount)} {own.named(amount)} ({asked_hours(missing)})"


def sources(standing: Standing, cites: Iterable[str]) -> str:
    """Where something is written, as a sentence."""
    return f"Source: {'; '.join(standing.cited(cite) for cite in cites)}."


def explain_requirement(standing: Standing, requirement: Requirement) -> tuple[str, ...]:
    """What a requirement asks, how far it is and which activities carry it."""
    lines = [requirement.text]
    if requirement.kind == "hours":
        lines.append(_hours_words(requirement))
    elif requirement.kind == "entries":
        lines.append(_entries_words(requirement))
        lines += [f"Incomplete: {entry}" for entry in requirement.lacking]
    else:
        done = f" on {show_date(requirement.done)}" if requirement.done else ""
        state = state_word(requirement, is_needed=standing.is_needed(requirement))
        lines.append(f"{state[:1].upper()}{state[1:]}{done}.")
        if parts := [one for one in standing.requirements if one.parent == requirement.id]:
            words = (f"{one.title} ({state_word(one, is_needed=True)})" for one in parts)
            lines.append(f"Its ways are made of: {'; '.join(words)}.")
    if requirement.is_lost:
        lines.append("It can no longer be met.")
    if requirement.state != "met" and not standing.is_needed(requirement):
        lines.append(f"It is not needed: {standing.settled or 'another way is met'}.")
    elif requirement.advisory:
        lines.append(ADVICE_ONLY)
    if requirement.fill and requirement.missing and standing.is_needed(requirement) and not requirement.is_lost:
        lines.append(f"What can fill it: {requirement.fill}.")
    if requirement.cites:
        lines.append(sources(standing, requirement.cites))
    return tuple(lines)


def _hours_words(requirement: Requirement) -> str:
    """ "3.5 of 6 ALET hours: unmet, short 2.5."; with what came in from the window before."""
    if requirement.needed is None:
        return f"{counted_in(requirement.own, requirement.counted or 0, requirement.unit)}; {HOW_MANY_UNKNOWN}."
    if (own := requirement.own) is not None:
        return _own_words(own, requirement, requirement.needed)
    came_in = f" ({show(requirement.carried)} of them carried over)" if requirement.carried else ""
    short = f", short {show_asked(requirement.missing)}" if requirement.missing else ""
    unit = "hours" if "hours" in requirement.unit else requirement.unit
    unit = singular(unit) if requirement.needed == HOUR else unit
    figures = f"{of(requirement.counted or 0, requirement.needed)} {unit}"
    return f"{figures}{came_in}: {requirement.state}{short}."


def _own_words(own: OwnUnit, requirement: Requirement, needed: Hours) -> str:
    """ "3.5 of 8 credits (35 of 80 hours): unmet, short 4.5 credits (45 hours)."."""
    has, carried = requirement.counted or 0, requirement.carried
    came_in = f", {show(own.amount(carried))} of them carried over" if carried else ""
    short = f", short {short_of(requirement)}" if requirement.missing else ""
    figures = f"{of_in(own, has, needed)} {own.named(own.amount(needed))} ({beside_own(own, has, needed)})"
    return f"{figures}{came_in}: {requirement.state}{short}."


def _entries_words(requirement: Requirement) -> str:
    """How many entries there are of those that are asked; or how many hold what each must hold."""
    if requirement.unit == "entries":
        verb = "is" if requirement.needed == 1 else "are"
        return f"{requirement.counted} of {counted_noun(int(requirement.needed or 0), 'entries')} {verb} complete."
    return f"{counted_noun(int(requirement.counted or 0), requirement.unit)} logged, {requirement.needed} asked."


def explain_shortfall(standing: Standing, strand_short: Callable[[str], str]) -> tuple[str, ...]:
    """The proof of a shortfall, in sentences."""
    short = standing.shortfall
    if short is None:
        return ()
    strands = ", ".join(map(strand_short, short.strands))
    return (
        f"{strands}: {asked_hours(short.needed)} needed there, "
        f"and at most {beside(short.available, short.needed)} of what is logged can go there.",
        f"However the hours are divided, {show_asked(short.missing)} are missing.",
    )
