"""The page of a credential: what it asks, what each entry came to and why, what is unclear, the periods before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from alcto_core.dates import show as show_date
from alcto_core.evaluation.naming import heading, missing_clause, state_words
from alcto_core.evaluation.next_step import RENEWED
from alcto_core.evaluation.standing import Credit, OtherReading, Requirement, Standing, State
from alcto_core.hours import beside, fitted, length, show_asked, show_signed
from alcto_core.nouns import asked_hours
from alcto_core.records.types import Records
from alcto_core.rules.library import Library
from alcto_core.telling.card import STATE_TONES, UNVERIFIED, remarks
from alcto_core.telling.change import unknown_words
from alcto_core.telling.mentorship import has_stages, mentorship
from alcto_core.telling.names import credential_names, reason_words
from alcto_core.telling.page import Item, Line, Part, Sheet
from alcto_core.telling.requirement import limit_item, requirement_item
from alcto_core.telling.sentences import (
    count_words,
    explain_shortfall,
    needed_words,
    posted_words,
    sources,
    verdict,
)
from alcto_core.telling.stages import stage_parts

FIGURE = 8
"""Cells of the hours of one entry; longer figures are rounded to fit."""


def credential_sheet(
    standing: Standing,
    records: Records,
    library: Library,
    past: Sequence[Standing] = (),
    added: Sequence[Part] = (),
) -> Sheet:
    """Everything about a credential in a period; `past` are the periods before, newest first, `added` what plugins say
    of it."""
    names = credential_names(records, library)
    entries = Part(
        heading="Entries",
        columns=("Logged", "Counted", "Posted"),
        items=tuple(
            entry_item(standing, credit, library.strand_short, names)
            for credit in sorted(standing.credits, key=lambda one: (one.date, one.activity), reverse=True)
        ),
    )
    past_periods = Part(heading="Past periods", items=tuple(_past(one) for one in past))
    asked, short = _asked(standing, records, library), _shortfall(standing, library.strand_short)
    return sheet_of(standing, (*asked, short, *added, entries, *readings(standing), past_periods, notes_part(standing)))


def stages_sheet(standing: Standing, records: Records, library: Library) -> Sheet:
    """A program of stages without the entries of its log."""
    return sheet_of(standing, (*_asked(standing, records, library), *readings(standing), notes_part(standing)))


def _asked(standing: Standing, records: Records, library: Library) -> tuple[Part, ...]:
    """What the credential asks: stages and what stands beside them, or requirements and limits."""
    credential, rules = records.credential(standing.credential), library.rule_sets.get(standing.program)
    limits = tuple(limit_item(standing, limit) for limit in standing.limits)
    if has_stages(standing) and credential is not None and rules is not None:
        return stage_parts(mentorship(standing, credential, rules, records), standing, credential, limits)
    items = tuple(requirement_item(standing, credential, one) for one in standing.requirements)
    return (Part(heading="Requirements", columns=("Counted", "State", "Source"), items=(*items, *limits)),)


def requirement_sheet(standing: Standing, records: Records, library: Library, requirement: Requirement) -> Sheet:
    """One requirement; with the proof of a shortfall, where it is short by that."""
    item = requirement_item(standing, records.credential(standing.credential), requirement)
    parts = [Part(items=(replace(item, group=""),))]
    if requirement.missing and standing.shortfall and requirement.id.partition("/")[2] in standing.shortfall.strands:
        parts.append(_shortfall(standing, library.strand_short))
    return Sheet(id=standing.credential, title=heading(standing), tone="strong", parts=tuple(parts))


def sheet_of(standing: Standing, parts: Iterable[Part]) -> Sheet:
    """A page of the credential with these parts."""
    return Sheet(
        id=standing.credential,
        title=heading(standing),
        state=state_words(standing),
        tone=STATE_TONES[standing.state],
        verdict=verdict(standing),
        head=tuple(_head(standing)),
        alerts=standing.alerts,
        marks=() if standing.verified else (UNVERIFIED,),
        parts=tuple(part for part in parts if part.items),
        next=_next(standing),
    )


def _next(standing: Standing) -> str:
    """The next thing to do, where the head does not say it; how a renewal is recorded is each front end's own."""
    if standing.asks_renewal:
        return RENEWED
    return "" if standing.next == standing.why else standing.next


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


def _shortfall(standing: Standing, strand_short: Callable[[str], str]) -> Part:
    proof = explain_shortfall(standing, strand_short)
    items = (Item(id="strands", kind="shortfall", text=proof[0], said=proof[1:]),) if proof else ()
    return Part(heading="Why short", items=items)


def entry_item(
    standing: Standing, credit: Credit, strand_short: Callable[[str], str], names: Mapping[str, str]
) -> Item:
    """What an entry came to here, and why; `names` are those of the credentials, by their ids."""
    posted = posted_words(credit) if standing.official and credit.counted else ""
    ledger = [
        Line(
            amount=show_signed(reason.hours) if reason.hours else " 0",
            text=reason_words(reason, names),
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
        cells=(fitted(credit.claimed, FIGURE), f"{fitted(credit.counted, FIGURE)}{'?' if credit.unknown else ''}"),
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
            *((sources(standing, reading.cites),) if reading.cites else ()),
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
        state=state_words(standing),
        tone=STATE_TONES[standing.state],
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
