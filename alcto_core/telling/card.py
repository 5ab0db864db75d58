"""What a person sees of a standing at a glance: the same words and bars on the screens and on the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from alcto_core.dates import show as show_date
from alcto_core.evaluation.naming import ended_words, heading, missing_clause, state_words
from alcto_core.evaluation.standing import Answer, LimitFigures, Requirement, Standing, State
from alcto_core.hours import Hours, beside, show
from alcto_core.nouns import asked_hours, asked_in, beside_own, of_in
from alcto_core.telling.page import Item, Part, Sheet, Tone
from alcto_core.telling.sentences import (
    CANNOT_TELL,
    HOW_MANY_UNKNOWN,
    lacking_words,
    open_titles,
    reached_words,
    short_of,
    verdict,
)

STATE_TONES: dict[State, Tone] = {
    State.COMPLIANT: "met",
    State.IN_PROGRESS: "short",
    State.NON_COMPLIANT: "missed",
    State.UNDETERMINED: "unknown",
    State.NOT_APPLICABLE: "quiet",
}
UNVERIFIED = "unverified"


def card(standing: Standing) -> Sheet:
    """The card of a standing: bars, then what else must be known. A gap is a list that the window needs and nobody
    installed: never left out for want of room, as the alerts are not."""
    notes = enumerate(_notes(standing))
    return Sheet(
        id=standing.credential,
        title=heading(standing),
        state=state_words(standing) + (f" ({standing.skipped} left out)" if standing.skipped else ""),
        tone=STATE_TONES[standing.state],
        fact=_headline(standing),
        verdict=verdict(standing),
        alerts=standing.alerts,
        marks=() if standing.verified else (UNVERIFIED,),
        parts=(
            Part(items=tuple(_bars(standing))),
            Part(items=tuple(Item(id=f"{at}", kind=_kind(standing, text), text=text) for at, text in notes)),
        ),
        next=_next(standing),
    )


def _next(standing: Standing) -> str:
    """The next step, with the first planned entry that helps, where there is one."""
    coming = sorted(
        (credit.date, credit.title)
        for credit in standing.credits
        if credit.date >= standing.on and credit.because and all(one.rule == "planned" for one in credit.because)
        if not credit.in_vain
    )
    if not coming or not standing.next or standing.state not in {State.IN_PROGRESS, State.NON_COMPLIANT}:
        return standing.next
    day, title = coming[0]
    return f"{standing.next.rstrip('.')}. Planned: {title}, {show_date(day)}."


def _kind(standing: Standing, note: str) -> str:
    return "gap" if note in standing.gaps else "note"


def earlier_part(standing: Standing) -> Part:
    """Ended periods that were not met, but for those that the alerts tell."""
    told = {one.period for one in (standing.before, standing.pending) if one is not None}
    ended = [one for one in standing.earlier if one.period not in told]
    return Part(
        items=tuple(
            Item(id=one.period.name, kind="earlier", text=f"Before that, {one.period.name}: {ended_words(one)}")
            for one in ended
        )
    )


def _bar(label: str, figure: str, full: float, note: str = "", tone: Tone = "plain") -> Item:
    """One line of a card: "9.5 of 12", "6, max 6", "2 of 8", and what is missing: "short 2.5", "FETC not posted"."""
    return Item(id=label, kind="bar", title=label, figure=figure, state=note, tone=tone, full=full)


def _headline(standing: Standing) -> str:
    if standing.state in {State.UNDETERMINED, State.NOT_APPLICABLE}:
        return standing.why
    if standing.state is State.COMPLIANT:
        due = f"due {show_date(standing.due)}" if standing.due else ""
        return "; ".join(word for word in (due, standing.settled or _stage_reached(standing)) if word)
    return missing_clause(standing) or open_titles(standing)


def _stage_reached(standing: Standing) -> str:
    """The stage that a program without a due date has brought the person to, and the day."""
    stage = standing.requirement(standing.stage) if standing.stage else None
    return f"{stage.title}, {show_date(stage.done)}" if stage and stage.done else ""


def _bars(standing: Standing) -> Iterator[Item]:
    if standing.state is State.NOT_APPLICABLE or (standing.period is None and not standing.requirements):
        return
    hours = standing.hours
    total = total_of(standing)
    if hours.needed is not None:
        yield _counted_bar(standing, hours.needed, total)
    groups: dict[str, list[Requirement]] = {}
    for requirement in standing.requirements:
        if requirement.kind == "hours" and requirement.group:
            groups.setdefault(requirement.group, []).append(requirement)
        elif requirement.kind == "hours" and not requirement.advisory and requirement is not total:
            yield _hours_bar(standing, requirement)
    for limit in standing.limits:
        yield _limit_bar(limit)
    for title, requirements in groups.items():
        yield _strands_bar(standing, title, requirements)
    yield from _entry_bars(standing)
    yield from _step_bars(standing)
    if standing.official and hours.counted:
        yield _posted_bar(standing)


def total_of(standing: Standing) -> Requirement | None:
    """The requirement that the first bar stands for."""
    hours = standing.hours
    for one in standing.requirements:
        is_whole = one.kind == "hours" and not one.group and one.needed == hours.needed
        if is_whole and (one.counted or 0) - one.carried == hours.counted:
            return one
    return None


def _counted_bar(standing: Standing, needed: Hours, total: Requirement | None) -> Item:
    hours, carried = standing.hours, total.carried if total else 0
    counted = hours.counted + carried
    words = [beside_own(hours.own, counted, needed)] if hours.own is not None else []
    words += [f"{show(carried)} carried over"] if carried else []
    words.append(f"{beside(hours.claimed, hours.needed)} logged")
    is_met, is_known = counted >= needed, total is None or not is_untold(total)
    if not is_known:
        words.append("nobody can tell what counts")
    is_needed = not standing.settled if total is None else standing.is_needed(total)
    if not is_met and not is_needed:
        words.append("not asked for any more" if standing.settled else "not needed")
    return _bar(
        hours.own.several.capitalize() if hours.own is not None else "Counted",
        of_in(hours.own, counted, needed),
        _share(counted, needed),
        note=f"{', '.join(words)}{_time_left(standing)}",
        tone="unknown" if not is_known else "met" if is_met else "short" if is_needed else "plain",
    )


def _time_left(standing: Standing) -> str:
    left = standing.days_left
    if left is None:
        return ""
    if left < 0:
        return f"; ended {-left} day{'' if left == -1 else 's'} ago"
    return "; last day" if left == 0 else f"; {left} day{'' if left == 1 else 's'} left"


def _hours_bar(standing: Standing, requirement: Requirement) -> Item:
    counted, needed = requirement.counted or 0, requirement.needed or 0
    if requirement.needed is None:
        return _bar(requirement.short or requirement.title, show(counted), 0.0, HOW_MANY_UNKNOWN)
    return _bar(
        requirement.short or requirement.title,
        of_in(requirement.own, counted, needed),
        _share(counted, needed),
        note=short_words(standing, requirement),
        tone=_tone(standing, requirement),
    )


def short_words(standing: Standing, requirement: Requirement) -> str:
    """ "short 2.5", "met"; of one that nobody needs, that; of one that is lost, or that nobody can tell, that too."""
    if is_untold(requirement):
        return CANNOT_TELL
    if not requirement.missing or requirement.state == "met":
        return "met"
    words = f"short {short_of(requirement)}"
    if not standing.is_needed(requirement):
        return "not needed"
    if requirement.is_lost:
        return f"{words}, for good"
    if requirement.state == "undetermined":
        return f"{words}, or met: nobody can tell yet"
    return f"{words}; one of several ways" if requirement.parent else words


def is_untold(requirement: Requirement) -> bool:
    """Whether nobody can tell what a requirement lacks, not even the most that it may."""
    return requirement.state == "undetermined" and not requirement.missing


def _tone(standing: Standing, requirement: Requirement) -> Tone:
    if is_untold(requirement):
        return "unknown"
    if requirement.state == "met" or not requirement.missing:
        return "met"
    return "short" if standing.is_needed(requirement) else "plain"


def _limit_bar(limit: LimitFigures) -> Item:
    is_full = limit.counted >= limit.most
    words = [
        word for word in ("full" if is_full else "", f"{show(limit.lost)} not counted" if limit.lost else "") if word
    ]
    return _bar(
        limit.short,
        ", max ".join(of_in(limit.own, limit.counted, limit.most).split(" of ")),
        _share(limit.counted, limit.most),
        note="; ".join(words),
        tone="quiet" if is_full else "plain",
    )


def _strands_bar(standing: Standing, title: str, requirements: Iterable[Requirement]) -> Item:
    each = list(requirements)
    short = [requirement for requirement in each if requirement.missing]
    unknown = list(filter(is_untold, each))
    needless = [one for one in short if one.advisory or not standing.is_needed(one)]
    is_needless = len(needless) == len(short)
    why = "advice only" if any(one.advisory for one in needless) else "not needed"
    note = _short_strands(short) or (CANNOT_TELL if unknown else "all met")
    tone: Tone = "plain" if is_needless else "short"
    if not short:
        tone = "unknown" if unknown else "met"
    return _bar(
        title,
        f"{len(each) - len(short) - len(unknown)} of {len(each)}",
        _share(len(each) - len(short) - len(unknown), len(each)),
        note=f"{note}; {why}" if short and is_needless else note,
        tone=tone,
    )


def _short_strands(short: list[Requirement]) -> str:
    names = [requirement.period or requirement.unit.removesuffix(" hours") for requirement in short]
    amounts = {requirement.missing or 0 for requirement in short}
    if not short:
        return ""
    if len(amounts) == 1:
        return f"{', '.join(names)} short {short_of(short[0])}{' each' if len(short) > 1 else ''}"
    return "short: " + ", ".join(f"{name} {short_of(r)}" for name, r in zip(names, short, strict=True))


def _entry_bars(standing: Standing) -> Iterator[Item]:
    """What is asked in entries, e.g. sessions attended: all of one unit on one line."""
    for unit, asked in _by_unit(standing, {"entries"}).items():
        open_ones = [one for one in asked if one.missing]
        unknown = any(map(is_untold, asked))
        needed = sum(one.needed or 0 for one in asked)
        filled = sum(min(one.counted or 0, one.needed or 0) for one in asked)
        yield _bar(
            unit[:1].upper() + unit[1:],
            f"{filled} of {needed}",
            _share(filled, needed),
            note=_next_entry(asked, open_ones) if open_ones else CANNOT_TELL if unknown else "",
            tone="short" if open_ones else "unknown" if unknown else "met",
        )


def _next_entry(asked: Sequence[Requirement], open_ones: Sequence[Requirement]) -> str:
    """What is asked next; where all of a kind are asked in one sum, how many of them are missing."""
    if len(asked) == 1:
        return f"short {open_ones[0].missing}"
    return f"next: {open_ones[0].short or open_ones[0].title}"


def _by_unit(standing: Standing, kinds: set[str]) -> dict[str, list[Requirement]]:
    """What may stand in the way, by the unit it is named with; what is short and not needed is left out."""
    units: dict[str, list[Requirement]] = {}
    for requirement in standing.requirements:
        is_done = requirement.state in {"met", "waived"}
        if requirement.kind in kinds and not requirement.advisory and (is_done or standing.is_needed(requirement)):
            units.setdefault(requirement.unit, []).append(requirement)
    return units


def _step_bars(standing: Standing) -> Iterator[Item]:
    for unit, members in _by_unit(standing, {"step", "stage"}).items():
        steps = _ways_as_one(standing, members)
        done = [step for step in steps if step.state in {"met", "waived"}]
        yield _bar(
            unit[:1].upper() + unit[1:],
            f"{reached_words(steps)} of {len(steps)}",
            _share(len(done), len(steps)),
            note="" if len(done) == len(steps) else f"next: {_next_of(steps, done).title}",
            tone="met" if len(done) == len(steps) else "short",
        )


def _ways_as_one(standing: Standing, steps: Iterable[Requirement]) -> list[Requirement]:
    """The same, with an end in the place of several steps that lead to it: only one of its ways must be gone."""
    many = {parent for parent, members in Counter(step.parent for step in steps).items() if members > 1}
    ends = {end.id: end for end in standing.requirements if end.kind == "any-of" and end.id in many}
    return list({one.id: one for one in (ends.get(step.parent or "", step) for step in steps)}.values())


def _next_of(steps: Sequence[Requirement], done: Collection[Requirement]) -> Requirement:
    """The first step that is open; what is only one of several ways comes after what everybody goes."""
    open_ones = [step for step in steps if step not in done]
    return next((step for step in open_ones if not step.parent and step.kind != "any-of"), open_ones[0])


def _posted_bar(standing: Standing) -> Item:
    hours = standing.hours
    waiting = [credit for credit in standing.credits if credit.confirmed < credit.counted]
    wholly = [credit.title for credit in waiting if not credit.confirmed]
    partly = [credit.title for credit in waiting if credit.confirmed]
    words = [f"{_first_two(wholly)} not posted"] if wholly else []
    words += [f"{_first_two(partly)} posted in part"] if partly else []
    return _bar(
        "Posted",
        of_in(hours.own, hours.confirmed, hours.counted),
        _share(hours.confirmed, hours.counted),
        note="; ".join(words),
        tone="plain" if waiting else "met",
    )


def _first_two(titles: list[str]) -> str:
    more = f" and {len(titles) - 2} more" if len(titles) > 2 else ""
    return f"{', '.join(titles[:2])}{more}"


def remarks(standing: Standing) -> Iterator[str]:
    """What must be known beside the figures, a sentence each."""
    yield from standing.gaps
    yield from standing.remarks
    if standing.uncounted:
        yield standing.uncounted
    yield from (f"{doubt.text} {doubt.remedy}" for doubt in standing.doubts if not doubt.turns)
    yield from standing.advice
    yield from standing.unconfirmed
    yield from lacking_words(standing)


def _notes(standing: Standing) -> Iterator[str]:
    yield from remarks(standing)
    for reading in standing.readings:
        if reading.is_replacement:
            then = f"Then: {_then(standing, reading.other)}" if reading.changes_answer else "The answer is the same"
            yield f"A rule of your own: {reading.text} As published: {reading.other_text} {then}."
        elif reading.changes_answer:
            yield f"Unclear: {reading.other_text} Then: {_then(standing, reading.other)}."
    if standing.shortfall is not None and len(standing.shortfall.strands) > 1:
        yield f"However the hours are divided, these strands lack {asked_hours(standing.shortfall.missing)} together."


def _then(standing: Standing, other: Answer) -> str:
    """What another reading would come to, in the figure that it changes."""
    if other.state is not standing.state:
        return other.state.word
    if other.due != standing.due and other.due is not None:
        return f"due {show_date(other.due)}"
    return "no hours can fill it" if other.missing is None else f"{asked_in(standing.hours.own, other.missing)} missing"


def _share(part: Hours, whole: Hours) -> float:
    return 1.0 if whole <= 0 else min(1.0, float(part / whole))
