"""The standing in words: what is missing, why, and what to do next. The same on every screen and in every verb."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from alcto_core.dates import show as show_date
from alcto_core.evaluation.approvals import NOT_INSTALLED, remedy
from alcto_core.evaluation.owing import POST
from alcto_core.evaluation.standing import Credit, EarlierPeriod, HoursFigures, Period, Requirement, Standing, State
from alcto_core.hours import HOUR, Hours, beside, length, lengths, long, long_of, of, show, show_asked
from alcto_core.nouns import asked_hours, counted_hours, counted_noun, singular

_MOST_LACKING = 3


def missing_named(standing: Standing) -> str:
    """What is missing, named by its kind: "2.5 ALET hours", "15.5 hours, 6 documents". Empty when nothing is."""
    if standing.state is State.COMPLIANT:
        return ""
    return _named(standing.hours, standing.requirements)


def missing_clause(standing: Standing, *, dated: bool = True) -> str:
    """The same as a clause: "2.5 ALET hours missing by 30 Sep 2026"; with a minimum that can no longer be met, that.

    Empty where nothing is missing, or where nobody can say what. Without `dated` the day is left out.
    """
    lacks = "" if standing.state is State.COMPLIANT else lacking(standing.hours, standing.requirements)
    if not lacks or standing.due is None or not dated or _lost(standing.requirements):
        return lacks
    return f"{lacks} {'on' if standing.state is State.NON_COMPLIANT else 'by'} {show_date(standing.due)}"


def lacking(hours: HoursFigures, requirements: Sequence[Requirement]) -> str:
    """ "2.5 ALET hours missing"; or what can no longer be met; empty where nothing is missing."""
    if lost := _lost(requirements):
        return f"{', '.join(_lost_words(one) for one in lost)} can no longer be earned"
    named = _named(hours, requirements)
    return f"{named} missing" if named else ""


def _lost(requirements: Iterable[Requirement]) -> list[Requirement]:
    return [one for one in requirements if one.is_open and one.is_lost]


def _lost_words(requirement: Requirement) -> str:
    """ "5 hours of 2025"; the title of several ways that are all lost."""
    if requirement.missing is None:
        return requirement.title
    amount = (
        asked_hours(requirement.missing, requirement.unit)
        if requirement.kind == "hours"
        else counted_noun(int(requirement.missing), requirement.unit)
    )
    return f"{amount} of {requirement.period}" if requirement.period else amount


def _named(hours: HoursFigures, requirements: Sequence[Requirement]) -> str:
    if lost := _lost(requirements):
        parts = [_lost_words(one) for one in lost]
    elif hours.missing is None and hours.needed is not None:
        parts = ["hours that can no longer be earned"]
    else:
        parts = _hours_named(hours, requirements)
    for unit, count in _open_steps(requirements).items():
        parts.append(counted_noun(count, unit))
    return ", ".join(parts)


def _hours_named(hours: HoursFigures, requirements: Sequence[Requirement]) -> list[str]:
    """The missing hours by their kind; where nobody knows how many hours a unit is worth, the missing units."""
    if hours.missing:
        return [asked_hours(hours.missing, _narrowest(requirements, hours.missing))]
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


def verdict(standing: Standing) -> str:
    """One sentence, the verdict first."""
    name = heading(standing)
    skipped = f" ({counted_noun(standing.skipped, 'records')} with errors left out)" if standing.skipped else ""
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
            text = f"{name}{due} is missed{skipped}: {lacks}."
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


def heading(standing: Standing) -> str:
    """ "TD-CEU FY26", "AL-CTO recertification 2024-2027"."""
    return heading_of(standing, standing.period)


def heading_of(standing: Standing, period: Period | None) -> str:
    """The heading of another period of the same credential."""
    name = f" {period.name}" if period else ""
    own = f" ({standing.credential})" if standing.credential != standing.program else ""
    return f"{standing.short}{name}{own}"


def ended_words(ended: EarlierPeriod) -> str:
    """How a period ended, in a few words: "MISSED, 9 hours missing"."""
    if not ended.lacks or ended.state is State.UNDETERMINED:
        return ended.state.word
    return f"{ended.state.word}, {ended.lacks}"


def marked_heading(standing: Standing) -> str:
    """The heading, with a mark where it rests on something that nobody has confirmed."""
    return heading(standing) if standing.verified else f"{heading(standing)} (unverified)"


def next_step(standing: Standing) -> str:
    """The one next thing to do; empty where nothing is left."""
    if (pending := standing.pending) is not None and pending.due is not None:
        return f"Make good what {pending.period.name} lacks by {show_date(pending.due)}: {pending.lacks}."
    if standing.state is State.NOT_APPLICABLE:
        return ""
    if standing.state is State.COMPLIANT:
        return _unposted(standing)
    if standing.state is State.NON_COMPLIANT and standing.period is None and standing.requirements:
        return ""  # the programme has ended, and its sentence says how
    if standing.doubts and standing.doubts[0].turns:
        return standing.doubts[0].remedy
    if standing.asks_since:
        return f"{POST[:1].upper()}{POST[1:]}."
    if standing.asks_renewal:
        return f"{RENEWED} Record it: alcto renew {standing.credential} --on DATE."
    if standing.period is None and not standing.requirements:
        return standing.why
    if standing.state is State.UNDETERMINED and (unknown := _unknown_step(standing)):
        return unknown
    unset = next((r for r in standing.requirements if r.is_open and r.state == "undetermined"), None)
    if unset is not None and unset.kind == "step" and unset.fill and unset.done is not None:
        return f"{unset.fill} `alcto step {standing.credential} {unset.id} --done DATE` does it."
    if unset is not None:
        return f"Find out what “{unset.title}” asks for, and set it."
    if standing.due is not None and standing.due < standing.on:
        return OVER
    if lost := _lost(standing.requirements):
        return f"Ask the authority what follows: {', '.join(map(_lost_words, lost))} can no longer be earned."
    return _open_step(standing)


RENEWED = "Was it renewed, and when?"
OVER = "This period is over, and nothing can be added to it; ask the authority what follows."
"""What is left to do about a period that is over and was not met."""


def _unknown_step(standing: Standing) -> str:
    """How to learn what the answer turns on; empty where it turns on no hours."""
    if unknown := [credit for credit in standing.credits if credit.unknown]:
        approved = [one for one in unknown if any(reason.rule == NOT_INSTALLED for reason in one.because)]
        if approved:
            return remedy(approved[0].title)
        period = f" of {standing.period.name}" if standing.period else ""
        return f"Ask for the approved list{period}, and install it when it is out."
    doubted = next((credit for credit in standing.credits if credit.doubt and credit.counted), None)
    if doubted is not None:
        return f"Find out whether an earlier delivery of {doubted.title} was credited, and record it there."
    return ""


def _open_step(standing: Standing) -> str:
    """What to do next about what is open: hours first, then steps, stages and the choice between several ways."""
    open_hours = [r for r in standing.requirements if r.kind == "hours" and r.is_open]
    short_strands = [r for r in open_hours if r.group]
    if short_strands:
        return _choose(short_strands)
    by = f" by {show_date(standing.due)}" if standing.due else ""
    if open_hours and (named := _hours_named(standing.hours, standing.requirements)):
        return f"Earn {', '.join(named)}{by}{_fill(standing, open_hours)}."
    steps = [r for r in standing.requirements if r.kind in {"entries", "step"} and r.is_open]
    stages = [r for r in standing.requirements if r.kind == "stage" and r.is_open]
    if steps and (not stages or _has_begun(standing)):
        return (steps[0].kind == "step" and steps[0].fill) or f"{steps[0].title}."
    if stages:
        return f"The next stage: {stages[0].title}."
    ways = [r for r in standing.requirements if r.kind == "any-of" and r.is_open]
    if not ways:
        return ""
    missing = standing.hours.missing
    first = f"Earn {asked_hours(missing)}{by}, or go another way. " if missing else ""
    return f"{first}{ways[0].text}"


def _fill(standing: Standing, open_hours: Sequence[Requirement]) -> str:
    """What can fill the missing hours, where they are all of one kind; and which entry comes next, where entries are
    asked one by one."""
    whole = [r for r in open_hours if r.missing == standing.hours.missing]
    fills = [r for r in (whole or open_hours) if r.fill] if whole or len(open_hours) == 1 else []
    fill = f": {min(fills, key=lambda r: r.needed or 0).fill}" if fills else ""
    if following := next((r for r in standing.requirements if _is_one_of_many(r)), None):
        # Entries that are asked one by one, such as sessions, come in the order of the rule set.
        return f"{fill}; next: {following.title}" if fill else f": next, {following.title}"
    return fill


def _is_one_of_many(requirement: Requirement) -> bool:
    """Whether it asks for entries that are still to come, and not for what entries must hold."""
    is_open = requirement.is_open and not requirement.is_lost
    return requirement.kind == "entries" and is_open and not requirement.lacking


def _unposted(standing: Standing) -> str:
    waiting = standing.hours.counted - standing.hours.confirmed
    if standing.official and waiting > 0:
        return f"Check that {standing.official} shows the {asked_hours(waiting)} that it lacks."
    return ""


def _has_begun(standing: Standing) -> bool:
    """Whether anything but stages is recorded: before that, the next stage is what there is to wait for."""
    return bool(standing.hours.counted) or any(r.kind == "step" and r.state == "met" for r in standing.requirements)


def _choose(short: Iterable[Requirement]) -> str:
    words = [requirement.unit.removesuffix(" hours") for requirement in short]
    listed = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
    return f"Choose {listed} sessions first."


def count_words(credit: Credit, *, with_unit: bool = True) -> str:
    """ "3.5 of 4.5 hours count", without the unit "3.5 of 4.5 count"; where more counts than was logged, or units were,
    "45 hours count"."""
    if not credit.claimed:
        return f"{long(credit.counted)} count" if credit.counted else "no hours count"
    if credit.counted > credit.claimed:
        return f"{long(credit.counted)} count, for {length(credit.claimed)} logged"
    return f"{(long_of if with_unit else lengths)(credit.counted, credit.claimed)} count"


def needed_words(hours: HoursFigures) -> str:
    """ "9.5 of 12"; with what came in from the window before, "45 and 30 carried over, of 80"; what counts where
    nothing is asked for."""
    if hours.needed is None:
        return show(hours.counted)
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
            return f"short {show_asked(requirement.missing)}"
        return "to do" if requirement.kind == "step" else "open"
    if requirement.state == "met":
        return "done" if requirement.kind == "step" else "met"
    return "cannot tell" if requirement.state == "undetermined" else "waived"


def _sources(standing: Standing, cites: Iterable[str]) -> str:
    return "; ".join(standing.cited(cite) for cite in cites)


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
    if requirement.is_lost:
        lines.append("It can no longer be met.")
    if requirement.state != "met" and not standing.is_needed(requirement):
        lines.append(f"It is not needed: {standing.settled or 'another way is met'}.")
    elif requirement.advisory:
        lines.append("Advice only: it never stands in the way.")
    if requirement.fill and requirement.missing and standing.is_needed(requirement) and not requirement.is_lost:
        lines.append(f"What can fill it: {requirement.fill}.")
    if requirement.cites:
        lines.append(f"Source: {_sources(standing, requirement.cites)}.")
    return tuple(lines)


def _hours_words(requirement: Requirement) -> str:
    """ "3.5 of 6 ALET hours: unmet, short 2.5."; with what came in from the window before."""
    if requirement.needed is None:
        return f"{counted_hours(requirement.counted or 0, requirement.unit)}; how many are needed is not known."
    came_in = f" ({show(requirement.carried)} of them carried over)" if requirement.carried else ""
    short = f", short {show_asked(requirement.missing)}" if requirement.missing else ""
    unit = "hours" if "hours" in requirement.unit else requirement.unit
    unit = singular(unit) if requirement.needed == HOUR else unit
    figures = f"{of(requirement.counted or 0, requirement.needed)} {unit}"
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


def deadlines(standings: Iterable[Standing], on: date) -> tuple[tuple[date, str], ...]:
    """Coming due dates, the last days of a time of grace and those that are advice, soonest first."""
    found: set[tuple[date, str]] = set()
    for standing in standings:
        pending = standing.pending
        if pending is not None and pending.due is not None and pending.due >= on:
            found.add((pending.due, f"{standing.short} {pending.period.name}"))
        if standing.state is State.NOT_APPLICABLE:
            continue
        if standing.due and standing.due >= on:
            found.add((standing.due, standing.short))
        for one in standing.requirements:
            if one.best_by is not None and one.best_by >= on:
                inferred = " (inferred)" if one.is_inferred else ""
                found.add((one.best_by, f"{standing.short}: {one.title[:1].lower()}{one.title[1:]}{inferred}"))
    return tuple(sorted(found))
