"""The standing in words: what is missing, why, and what to do next. The same on every screen and in every verb."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from alcto_core.dates import show as show_date
from alcto_core.evaluation.standing import Credit, Requirement, Standing, State
from alcto_core.hours import HOUR, Hours, show, show_signed

_MOST_LACKING = 3


def missing_named(standing: Standing) -> str:
    """What is missing, named by its kind: "2.5 ALET hours", "15.5 hours, 6 documents". Empty when nothing is."""
    parts = []
    hours = standing.hours.missing
    if hours:
        parts.append(f"{show(hours)} {_hour_word(standing, hours)}")
    elif hours is None and standing.hours.needed is not None:
        parts.append("hours that can no longer be earned")
    elif hours is None:
        units = [one for one in standing.requirements if one.kind == "hours" and one.is_open and one.missing]
        parts += [f"{show(one.missing or 0)} {one.unit}" for one in units]
    for unit, count in _open_steps(standing).items():
        parts.append(counted_noun(count, unit))
    return ", ".join(parts)


def _hour_word(standing: Standing, missing: Hours) -> str:
    """The narrowest kind that all the missing hours are of."""
    for requirement in standing.requirements:
        if requirement.kind == "hours" and requirement.is_open and requirement.missing == missing:
            narrow = requirement.unit
            if narrow != "hours" and not requirement.group:
                return narrow if missing != HOUR else narrow.removesuffix("s")
    return "hour" if missing == HOUR else "hours"


def _open_steps(standing: Standing) -> dict[str, int]:
    """Open entries, steps and stages by the unit they are named with, in the rule set's order."""
    found: dict[str, int] = {}
    for requirement in standing.requirements:
        if requirement.kind in {"step", "stage", "entries"} and requirement.is_open:
            count = int(requirement.missing or 0) if requirement.kind == "entries" else 1
            found[requirement.unit] = found.get(requirement.unit, 0) + count
    return found


def counted_noun(count: int, plural: str) -> str:
    """ "1 document", "6 documents"; a unit that is no plural ("hand-in") stands alone."""
    if not plural.endswith("s"):
        return plural
    return f"{count} {plural[:-1] if count == 1 else plural}"


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
    by = f" by {show_date(standing.due)}" if standing.due else ""
    skipped = f" ({standing.skipped} records with errors left out)" if standing.skipped else ""
    missing = missing_named(standing)
    match standing.state:
        case State.COMPLIANT:
            text = (
                f"{name} is met{skipped}."
                if standing.due is None
                else f"{name} is met, due {show_date(standing.due)}{skipped}."
            )
        case State.IN_PROGRESS:
            text = f"{name} is not met yet{skipped}: {missing or 'a requirement is'} missing{by}."
        case State.NON_COMPLIANT:
            due = f" was due {show_date(standing.due)} and" if standing.due else ""
            text = f"{name}{due} is missed{skipped}: {missing or 'a requirement was'} missing."
            if not standing.period:
                text = f"{text} {standing.why}"
        case State.UNDETERMINED:
            text = f"{name} cannot be told{skipped}. {standing.why}"
        case State.NOT_APPLICABLE:
            text = f"{name} does not apply. {standing.why}"
    return text.strip()


def heading(standing: Standing) -> str:
    """ "TD-CEU FY26", "AL-CTO recertification 2024-2027"."""
    period = f" {standing.period.name}" if standing.period else ""
    own = f" ({standing.credential})" if standing.credential != standing.program else ""
    return f"{standing.short}{period}{own}"


def marked_heading(standing: Standing) -> str:
    """The heading, with a mark where it rests on something that nobody has confirmed."""
    return heading(standing) if standing.verified else f"{heading(standing)} (unverified)"


def next_step(standing: Standing) -> str:
    """The one next thing to do; empty where nothing is left."""
    if standing.state is State.NOT_APPLICABLE:
        return ""
    if standing.state is State.NON_COMPLIANT and standing.period is None and standing.requirements:
        return ""  # the programme has ended, and its sentence says how
    if standing.doubts and standing.doubts[0].turns:
        return standing.doubts[0].remedy
    if standing.asks_renewal:
        return f"Was it renewed, and when? Record it: alcto renew {standing.credential} --on DATE."
    if standing.period is None and not standing.requirements:
        return standing.why
    unknown = [credit for credit in standing.credits if credit.unknown]
    if standing.state is State.UNDETERMINED and unknown:
        period = f" of {standing.period.name}" if standing.period else ""
        return f"Ask for the approved list{period}, and install it when it is out."
    if standing.state is State.UNDETERMINED and (doubted := [c for c in standing.credits if c.doubt and c.counted]):
        return f"Find out whether an earlier delivery of {doubted[0].title} was credited, and record it there."
    unset = next((r for r in standing.requirements if r.is_open and r.state == "undetermined"), None)
    if unset is not None and unset.kind == "step" and unset.fill and unset.done is not None:
        return f"{unset.fill} `alcto step {standing.credential} {unset.id} --done DATE` does it."
    if unset is not None:
        return f"Find out what “{unset.title}” asks for, and set it."
    if standing.due is not None and standing.due < standing.on:
        return _after_the_end(standing)
    open_hours = [r for r in standing.requirements if r.kind == "hours" and r.is_open]
    short_strands = [r for r in open_hours if r.group]
    if short_strands:
        return _choose(short_strands)
    if open_hours:
        narrow = min(open_hours, key=lambda r: (r.missing != standing.hours.missing, r.needed or 0))
        missing = show(narrow.missing or 0)
        fill = f": {narrow.fill}" if narrow.fill else ""
        # Entries that are asked one by one, such as sessions, come in the order of the rule set.
        if following := next((r for r in standing.requirements if _is_one_of_many(r)), None):
            fill = f"{fill}; next: {following.title}" if fill else f": next, {following.title}"
        return (
            f"Earn {missing} {narrow.unit} by {show_date(standing.due)}{fill}."
            if standing.due
            else f"Earn {missing} {narrow.unit}."
        )
    steps = [r for r in standing.requirements if r.kind in {"entries", "step"} and r.is_open]
    stages = [r for r in standing.requirements if r.kind == "stage" and r.is_open]
    if steps and (not stages or _has_begun(standing)):
        return (steps[0].kind == "step" and steps[0].fill) or f"{steps[0].title}."
    if stages:
        return f"The next stage: {stages[0].title}."
    return _unposted(standing)


def _is_one_of_many(requirement: Requirement) -> bool:
    """Whether it asks for entries that are still to come, and not for what entries must hold."""
    return requirement.kind == "entries" and requirement.is_open and not requirement.lacking


def _after_the_end(standing: Standing) -> str:
    """What is left to do about a period that is over."""
    if standing.state is State.COMPLIANT:
        return _unposted(standing)
    return "This period is over, and nothing can be added to it; ask the authority what follows."


def _unposted(standing: Standing) -> str:
    ways = [r for r in standing.requirements if r.kind == "any-of" and r.is_open]
    if ways:
        by = f" by {show_date(standing.due)}" if standing.due else ""
        first = f"Earn {show(standing.hours.missing)} hours{by}, or go another way. " if standing.hours.missing else ""
        return f"{first}{ways[0].text}"
    waiting = standing.hours.counted - standing.hours.confirmed
    if standing.official and waiting > 0:
        return f"Check that {standing.official} shows the {show(waiting)} hours that it lacks."
    return ""


def _has_begun(standing: Standing) -> bool:
    """Whether anything but stages is recorded: before that, the next stage is what there is to wait for."""
    return bool(standing.hours.counted) or any(r.kind == "step" and r.state == "met" for r in standing.requirements)


def _choose(short: Iterable[Requirement]) -> str:
    words = [requirement.unit.removesuffix(" hours") for requirement in short]
    listed = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
    return f"Choose {listed} sessions first."


def explain_credit(standing: Standing, credit: Credit) -> tuple[str, ...]:
    """Why an activity came to what it came to here, a sentence each."""
    lines = [f"{heading(standing)}: {show(credit.counted)} of {show(credit.claimed)} hours count."]
    for reason in credit.because:
        source = f" [{_sources(standing, reason.cites)}]" if reason.cites else ""
        lines.append(f"{show_signed(reason.hours)}  {reason.text} ({reason.rule}){source}")
    if credit.strands:
        where = ", ".join(f"{strand} {show(hours)}" for strand, hours in credit.strands.items())
        how = "suggested by alcto" if credit.suggested else "as recorded"
        lines.append(f"Strands, {how}: {where}.")
    if standing.official and credit.counted:
        left = credit.counted - credit.confirmed
        lines.append(
            f"{standing.official} shows all of it."
            if not left
            else f"{standing.official} shows {show(credit.confirmed)} of it; {show(left)} not posted yet."
        )
    lines += credit.notes
    return tuple(lines)


def _sources(standing: Standing, cites: Iterable[str]) -> str:
    return "; ".join(standing.cited(cite) for cite in cites)


def explain_requirement(standing: Standing, requirement: Requirement) -> tuple[str, ...]:
    """What a requirement asks, how far it is and which activities carry it."""
    lines = [requirement.text]
    if requirement.kind == "hours":
        lines.append(
            f"{show(requirement.counted or 0)} of {show(requirement.needed or 0)} hours: {requirement.state}"
            + (f", short {show(requirement.missing)}." if requirement.missing else ".")
        )
    elif requirement.kind == "entries":
        lines.append(_entries_words(requirement))
        lines += [f"Incomplete: {entry}" for entry in requirement.lacking]
    else:
        done = f" on {show_date(requirement.done)}" if requirement.done else ""
        lines.append(f"{requirement.state.capitalize()}{done}.")
    if requirement.advisory:
        lines.append("Advice only: it never stands in the way.")
    if requirement.fill and requirement.missing:
        lines.append(f"What can fill it: {requirement.fill}.")
    if requirement.cites:
        lines.append(f"Source: {_sources(standing, requirement.cites)}.")
    return tuple(lines)


def _entries_words(requirement: Requirement) -> str:
    """How many entries there are of those that are asked; or how many hold what each must hold."""
    if requirement.unit == "entries":
        return f"{requirement.counted} of {requirement.needed} entries are complete."
    return f"{counted_noun(int(requirement.counted or 0), requirement.unit)} logged, {requirement.needed} asked."


def explain_shortfall(standing: Standing) -> tuple[str, ...]:
    """The proof of a shortfall, in sentences."""
    short = standing.shortfall
    if short is None:
        return ()
    strands = ", ".join(short.strands)
    return (
        f"{strands}: {show(short.needed)} hours are needed there, "
        f"and at most {show(short.available)} of what is logged can go there.",
        f"However the hours are divided, {show(short.missing)} are missing.",
    )


def deadlines(standings: Iterable[Standing], on: date) -> tuple[tuple[date, str], ...]:
    """Coming due dates and the last days that are advice, soonest first."""
    found: set[tuple[date, str]] = set()
    for standing in standings:
        if standing.state is State.NOT_APPLICABLE:
            continue
        if standing.due and standing.due >= on:
            found.add((standing.due, standing.short))
        for one in standing.requirements:
            if one.best_by is not None and one.best_by >= on:
                inferred = " (inferred)" if one.is_inferred else ""
                found.add((one.best_by, f"{standing.short}: {one.title[:1].lower()}{one.title[1:]}{inferred}"))
    return tuple(sorted(found))
