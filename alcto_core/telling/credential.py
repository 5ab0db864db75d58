"""The page of a credential: what it asks, what each entry came to and why, what is unclear, the periods before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from alcto_core.dates import show as show_date
from alcto_core.evaluation.naming import heading, missing_clause
from alcto_core.evaluation.standing import Credit, LimitFigures, OtherReading, Requirement, Standing, State
from alcto_core.hours import beside, fitted, length, show_asked, show_of, show_signed, tenths
from alcto_core.nouns import asked_hours, counted_hours
from alcto_core.records.types import Credential, StepRecord
from alcto_core.telling.card import remarks
from alcto_core.telling.change import unknown_words
from alcto_core.telling.page import Item, Line, Part, Sheet, Tone
from alcto_core.telling.sentences import (
    count_words,
    explain_requirement,
    explain_shortfall,
    needed_words,
    posted_words,
    reached_words,
    state_word,
    verdict,
)
from alcto_core.telling.step_marks import mark_words, marks, setback

TONES: dict[State, Tone] = {
    State.COMPLIANT: "met",
    State.IN_PROGRESS: "short",
    State.NON_COMPLIANT: "missed",
    State.UNDETERMINED: "unknown",
    State.NOT_APPLICABLE: "quiet",
}
_TONES: dict[str, Tone] = {"met": "met", "unmet": "short", "undetermined": "unknown", "waived": "quiet"}
UNVERIFIED = "unverified"
FIGURE = 8
"""Cells of the hours of one entry; longer figures are rounded to fit."""


def credential_sheet(
    standing: Standing,
    credential: Credential | None,
    strand_short: Callable[[str], str],
    past: Sequence[Standing] = (),
) -> Sheet:
    """Everything about a credential in a period; `past` are the periods before, newest first."""
    asked = Part(
        heading="Requirements",
        columns=("Counted", "State", "Source"),
        items=(
            *(requirement_item(standing, credential, one) for one in standing.requirements),
            *(_limit(standing, limit) for limit in standing.limits),
        ),
    )
    entries = Part(
        heading="Entries",
        columns=("Logged", "Counted", "Posted"),
        items=tuple(
            entry_item(standing, credit, strand_short)
            for credit in sorted(standing.credits, key=lambda one: (one.date, one.activity), reverse=True)
        ),
    )
    past_periods = Part(heading="Past periods", items=tuple(_past(one) for one in past))
    parts = (
        asked,
        _shortfall(standing, strand_short),
        entries,
        *readings(standing),
        past_periods,
        notes_part(standing),
    )
    return sheet_of(standing, parts)


def requirement_sheet(
    standing: Standing, credential: Credential | None, requirement: Requirement, strand_short: Callable[[str], str]
) -> Sheet:
    """One requirement; with the proof of a shortfall, where it is short by that."""
    item = replace(requirement_item(standing, credential, requirement), group="")
    parts = [Part(items=(item,))]
    if requirement.missing and standing.shortfall and requirement.id.partition("/")[2] in standing.shortfall.strands:
        parts.append(_shortfall(standing, strand_short))
    return Sheet(id=standing.credential, title=heading(standing), tone="strong", parts=tuple(parts))


def sheet_of(standing: Standing, parts: Iterable[Part]) -> Sheet:
    """A page of the credential with these parts."""
    return Sheet(
        id=standing.credential,
        title=heading(standing),
        state=standing.state.word,
        tone=TONES[standing.state],
        verdict=verdict(standing),
        head=tuple(_head(standing)),
        alerts=standing.alerts,
        marks=() if standing.verified else (UNVERIFIED,),
        parts=tuple(part for part in parts if part.items),
    )


def _head(standing: Standing) -> Iterator[str]:
    """What is missing, and the sums."""
    hours = standing.hours
    if standing.state in {State.UNDETERMINED, State.NOT_APPLICABLE}:
        yield standing.why
    else:
        yield missing_clause(standing) or standing.why or standing.settled or "Nothing is missing."
    if hours.needed is not None:
        posted = f", {beside(hours.confirmed, hours.counted)} posted" if standing.official else ""
        yield f"{beside(hours.claimed, hours.needed)} logged, {needed_words(hours)} counted{posted}"


def requirement_item(standing: Standing, credential: Credential | None, one: Requirement) -> Item:
    """A requirement, with what the record holds of it."""
    asked, *said = explain_requirement(standing, one)
    kind = one.kind if one.kind in {"step", "stage"} else "requirement"
    found = marks(credential, standing, one) if credential is not None and kind != "requirement" else ()
    is_needed = standing.is_needed(one)
    return Item(
        id=one.id,
        kind=kind,
        title=one.title,
        text=asked,
        figure=_figure(one),
        state=state_word(one, is_needed=is_needed),
        tone="plain" if one.advisory or (not is_needed and one.state != "met") else _TONES[one.state],
        remark=_remark(one, [mark.step for mark in found]) if kind == "step" else "",
        said=(
            *((one.meaning,) if one.meaning else ()),
            *(words for mark in found for words in mark_words(mark.step, standing)),
            *said,
        ),
        source=standing.cited(one.cites[0]) if one.cites else "",
        group=_group(standing, one),
        advisory=one.advisory,
    )


def _figure(one: Requirement) -> str:
    if one.kind == "hours" and one.needed is not None:
        return f"{beside(one.counted or 0, one.needed)} of {show_asked(one.needed)}"
    if one.kind == "entries":
        return f"{one.counted} of {one.needed}"
    return show_date(one.done) if one.done is not None else ""


def _group(standing: Standing, one: Requirement) -> str:
    """What it stands below, with how many of these are reached."""
    if not one.group:
        return ""
    members = [other for other in standing.requirements if other.group == one.group]
    is_steps = all(other.kind == "step" for other in members)
    reached = reached_words(members) if is_steps else sum(not other.is_open for other in members)
    return f"{one.group}: {reached} of {len(members)}"


def _remark(one: Requirement, found: Sequence[StepRecord]) -> str:
    """What the record holds of a step in a few words, else what it is for."""
    if not found:
        return one.meaning
    step = found[-1]
    words = (
        f"{len(found)} times" if len(found) > 1 else "",
        setback(step, one),
        f"by {step.by}" if step.by else "",
        f"attended by {', '.join(step.attended)}" if step.attended else "",
        ", ".join(step.files),
        step.note,
    )
    return "; ".join(word for word in words if word)


def _limit(standing: Standing, limit: LimitFigures) -> Item:
    lost = (f"It took {counted_hours(limit.lost)} away.",) if limit.lost else ()
    return Item(
        id=limit.id,
        kind="limit",
        title=limit.title,
        text=limit.text,
        figure=", max ".join(show_of(limit.counted, limit.most)),
        state="full" if limit.counted >= limit.most else "room left",
        said=(
            f"{beside(limit.counted, limit.most)} of at most {asked_hours(limit.most)} used.",
            *lost,
            _sources(standing, limit.cites),
        ),
        source=standing.cited(limit.cites[0]) if limit.cites else "",
    )


def _sources(standing: Standing, cites: Iterable[str]) -> str:
    return f"Source: {'; '.join(standing.cited(cite) for cite in cites)}."


def _shortfall(standing: Standing, strand_short: Callable[[str], str]) -> Part:
    proof = explain_shortfall(standing, strand_short)
    items = (Item(id="strands", kind="shortfall", text=proof[0], said=proof[1:]),) if proof else ()
    return Part(heading="Why short", items=items)


def entry_item(standing: Standing, credit: Credit, strand_short: Callable[[str], str]) -> Item:
    """What an entry came to here, and why."""
    posted = posted_words(credit) if standing.official and credit.counted else ""
    ledger = [
        Line(
            amount=show_signed(reason.hours) if reason.hours else " 0",
            text=reason.text.rstrip("."),
            source="; ".join(standing.cited(cite) for cite in reason.cites),
            word=reason.rule,
        )
        for reason in credit.because
    ]
    if credit.unknown:
        ledger.append(Line(amount="?", text=unknown_words(credit)))
    return Item(
        id=credit.activity,
        kind="entry",
        title=credit.title,
        word=credit.activity,
        text=count_words(credit),
        day=credit.date,
        cells=(
            tenths(fitted(credit.claimed, FIGURE)),
            f"{tenths(fitted(credit.counted, FIGURE))}{'?' if credit.unknown else ''}",
        ),
        state=posted,
        tone="unknown" if credit.unknown else "met" if credit.counted >= credit.claimed else "short",
        ledger=tuple(ledger),
        said=(
            *_divided(credit, strand_short),
            *((f"{posted} in {standing.official}",) if posted else ()),
            *credit.notes,
        ),
    )


def _divided(credit: Credit, strand_short: Callable[[str], str]) -> Iterator[str]:
    if credit.strands:
        where = ", ".join(f"{strand_short(strand)} {length(hours)}" for strand, hours in credit.strands.items())
        yield f"Strands, {'suggested by alcto' if credit.suggested else 'as written'}: {where}"


def readings(standing: Standing) -> tuple[Part, ...]:
    """Rules of the person's own, and clauses that can be read in two ways."""
    return (
        _readings(standing, "Rules of your own", "As published", own=True),
        _readings(standing, "What is unclear in the rules", "Under the other reading", own=False),
    )


def _readings(standing: Standing, heading: str, other: str, *, own: bool) -> Part:
    """What changes the answer comes first."""
    found = sorted(
        (one for one in standing.readings if one.is_replacement == own), key=lambda one: not one.changes_answer
    )
    return Part(heading=heading, columns=(other,), items=tuple(_reading(standing, one) for one in found))


def _reading(standing: Standing, reading: OtherReading) -> Item:
    answer = "the same answer"
    if reading.changes_answer:
        missing = f", {asked_hours(reading.other.missing)} missing" if reading.other.missing else ""
        answer = f"{reading.other.state.word}{missing}"
    due = f", due {show_date(reading.other.due)}" if reading.changes_answer and reading.other.due else ""
    return Item(
        id=reading.switch,
        kind="reading",
        word="" if reading.is_replacement else reading.switch,
        text=reading.text,
        state=answer,
        tone="unknown" if reading.changes_answer else "plain",
        said=(
            f"{'As published' if reading.is_replacement else 'The other reading'}: {reading.other_text}",
            f"Under it: {answer}{due}",
            *((_sources(standing, reading.cites),) if reading.cites else ()),
        ),
    )


def _past(standing: Standing) -> Item:
    """A period before: its result, its figures, and what waits for the official record."""
    hours = standing.hours
    left = hours.counted - hours.confirmed if standing.official else 0
    waiting = f"{show_asked(left)} not posted" if left > 0 else ""
    words = (missing_clause(standing, dated=False), waiting)
    name = standing.period.name if standing.period else standing.short
    return Item(
        id=name,
        kind="past",
        title=name,
        figure=f"{needed_words(hours)} hours" if hours.needed is not None else "",
        state=standing.state.word,
        tone=TONES[standing.state],
        remark="; ".join(word for word in words if word),
        said=(verdict(standing), "Judged by the rules in force then"),
    )


def notes_part(standing: Standing) -> Part:
    """What else must be known, then what the rules do not say."""
    said = {*_head(standing), *standing.alerts}
    found = dict.fromkeys((*remarks(standing), standing.why, *standing.notes))
    texts = [text for text in found if text and text not in said]
    items = tuple(Item(id=f"{number}", kind="note", text=text) for number, text in enumerate(texts))
    return Part(heading="Good to know", items=items)
