"""A plan as a page: what to do, what no hours can stand for, what the catalogues cannot give, what it hangs on."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from datetime import date

from alcto_core.dates import show as show_date
from alcto_core.dates import show_short
from alcto_core.evaluation.naming import heading, titles
from alcto_core.evaluation.standing import Standing, State
from alcto_core.hours import Hours, show_asked
from alcto_core.nouns import OwnUnit, asked_hours, asked_in, counted_noun
from alcto_core.planning.any_events import ANY_EVENT
from alcto_core.planning.offers import DAY
from alcto_core.planning.pace import Pacing
from alcto_core.planning.planned import Plan, Suggestion, asks_hours
from alcto_core.planning.risk import Risk
from alcto_core.records.types import Activity
from alcto_core.rules.library import Library
from alcto_core.telling.card import STATE_TONES, card
from alcto_core.telling.catalogue import FORMATS
from alcto_core.telling.hanging import hanging_items
from alcto_core.telling.page import Item, Part, Sheet
from alcto_core.telling.plan_verdict import ANY_LENGTH, in_short, verdict, without_passed_words
from alcto_core.telling.sentences import skipped_words
from alcto_core.telling.what_if import WhatIf, tried

_MOST_NAMED = 8
_PACES = {"ahead": "ahead of the calendar", "on-track": "on track", "behind": "behind the calendar"}


def plan_sheet(
    plan: Plan, risks: Sequence[Risk] = (), paces: Sequence[Pacing] = (), what_if: WhatIf | None = None
) -> Sheet:
    """The page of a plan; without risks or paces where nobody asked for them, and without what is only tried."""
    names = {standing.credential: heading(standing) for standing in plan.after}
    parts = (
        Part(heading="What if", items=tuple(tried(what_if)) if what_if is not None else ()),
        Part(heading="To do", items=tuple(_todo(plan, names))),
        Part(heading="Out of reach", items=tuple(_unreachable(plan, names))),
        Part(heading="Planned", items=tuple(_planned(plan, names))),
        Part(heading="Then", items=tuple(map(_after, plan.before, plan.after))),
        Part(heading="Pace", items=tuple(_pace(one, names[one.credential]) for one in paces)),
        Part(heading="Steps that stay", items=tuple(_steps(plan, names))),
        Part(
            heading="What it hangs on",
            fact="one or two entries left out",
            columns=("Without it",),
            items=tuple(item for one in risks for item in hanging_items(one, plan, names[one.credential])),
        ),
    )
    return Sheet(
        id="plan",
        title="Plan",
        tone="short" if plan.todo or plan.unreachable else "met",
        verdict=verdict(plan),
        fact=in_short(plan),
        head=tuple(_head(plan)),
        alerts=tuple(_passed(plan)),
        parts=tuple(part for part in parts if part.items),
    )


def _head(plan: Plan) -> Iterator[str]:
    question = plan.question
    if question.least == "events":
        yield "Fewest events."
    if question.formats:
        yield f"Suggested is only what is held {' or '.join(FORMATS[one] for one in question.formats)}."
    if question.away:
        yield f"Nothing is suggested for {', '.join(_days(*days) for days in question.away)}."
    if question.records.skipped:
        yield f"{skipped_words(question.records.skipped)}."
    planned = [one for one in question.records.activities if one.is_planned]
    if planned:
        yield f"{counted_noun(len(planned), 'planned activities')} counted as done."
    doubtful = [heading(one) for one in plan.before if one.state is State.UNDETERMINED]
    if doubtful:
        yield f"Not sure for {', '.join(doubtful)}: planned is what is known to be missing."


def _days(first: date, last: date) -> str:
    return show_date(first) if first == last else f"{show_date(first)} to {show_date(last)}"


def _passed(plan: Plan) -> Iterator[str]:
    """The question about planned days that have passed, and the plan for who did not go."""
    if not plan.passed or plan.without_passed is None:
        return
    them = "it" if len(plan.passed) == 1 else "them"
    yield f"Planned and past: {titles(plan.passed)}. Did you go? This plan counts {them} as done."
    yield without_passed_words(plan, plan.without_passed)


def _planned(plan: Plan, names: dict[str, str]) -> Iterator[Item]:
    passed = {one.id for one in plan.passed}
    for one in sorted(plan.question.records.activities, key=lambda one: one.order):
        if not one.is_planned:
            continue
        counts = [
            f"{_for_one(standing.hours.own, credit.counted)} for {names[standing.credential]}"
            for standing in plan.after
            if (credit := standing.credit(one.id)) is not None and credit.counted
        ]
        yield Item(
            id=one.id,
            kind="planned",
            title=one.title,
            figure=asked_hours(one.hours) if one.hours else "",
            state="its day has passed" if one.id in passed else f"on {show_date(one.date)}",
            tone="short" if one.id in passed else "plain",
            said=(f"Counts {', '.join(counts)}" if counts else "Counts for none of these",),
            word=one.id,
        )


def _todo(plan: Plan, names: dict[str, str]) -> Iterator[Item]:
    for one in plan.todo:
        yield Item(
            id=one.title,
            kind="todo",
            title=one.title,
            figure=_length(one.hours),
            state=_when(one),
            said=(*_said(one, plan, names), *_free(one, plan)),
            word=one.offering,
        )


def _length(hours: Hours) -> str:
    """How long an entry is; one that is asked for itself may be of any length, and a long one is of several days."""
    if hours < ANY_LENGTH:
        return "any length"
    return f"{asked_hours(hours)}, some {-(-hours // DAY)} days" if hours > DAY else asked_hours(hours)


def _when(one: Suggestion) -> str:
    if one.day is not None and one.by is not None and one.day < one.by:
        first = show_short(one.day) if one.day.year == one.by.year else show_date(one.day)
        return f"{first} to {show_date(one.by)}"
    if one.day is not None:
        return f"on {show_date(one.day)}"
    return f"by {show_date(one.by)}" if one.by is not None else "any day"


def _own(plan: Plan, credential: str) -> OwnUnit | None:
    """The unit in which the authority of a credential speaks of hours."""
    return next((one.hours.own for one in plan.before if one.credential == credential), None)


def _for_one(own: OwnUnit | None, hours: Hours) -> str:
    """What counts for one credential: "6"; where its authority speaks of another unit, "0.6 credits (6 hours)"."""
    return show_asked(hours) if own is None else asked_in(own, hours)


def _said(one: Suggestion, plan: Plan, names: dict[str, str]) -> Iterator[str]:
    library = plan.question.library
    if one.strands:
        parts = (f"{library.strand_short(strand)} {show_asked(hours)}" for strand, hours in one.strands.items())
        if one.is_any_strand:
            yield f"Strands: any will do; named here is {', '.join(parts)}"
        else:
            yield f"Strands: {', '.join(parts)}"
    if one.counts:
        counts = (
            f"{_for_one(_own(plan, credential), hours)} for {names[credential]}"
            for credential, hours in one.counts.items()
        )
        yield f"Counts {', '.join(counts)}"
    kind = {"--category": one.category, "--source": one.source}
    if words := " ".join(f"{option} {shlex.quote(name)}" for option, name in kind.items() if name is not None):
        yield f"Log each with `{words}`"
    if one.counts_for is not None:
        options = " ".join(f"--counts-for {credential}" for credential in one.counts_for)
        yield f"Log it with `{options}`: else it would go to another credential"
    wider = [id for id in one.instead if _is_wider(library, id, one.offering)]
    if others := [_title(library, id) for id in one.instead if id not in wider]:
        more = f" and {len(others) - _MOST_NAMED} more" if len(others) > _MOST_NAMED else ""
        yield f"Or instead: {'; '.join(others[:_MOST_NAMED])}{more}"
    if wider:
        more = f" and {len(wider) - _MOST_NAMED} more" if len(wider) > _MOST_NAMED else ""
        titles_of = (library.newest(id) for id in wider[:_MOST_NAMED])
        named = "; ".join(newest[1].title for newest in titles_of if newest is not None)
        yield f"Or instead, with the same strands: {named}{more}"


def _free(one: Suggestion, plan: Plan) -> Iterator[str]:
    """What programs take that ask for no list, where no catalogue has anything for them."""
    if one.offering != ANY_EVENT:
        return
    for standing in plan.before:
        fills = [ask.fill for ask in standing.requirements if ask.kind == "hours" and ask.fill and ask.state == "unmet"]
        if standing.credential in one.counts:
            yield f"{standing.short} asks for no list{f'; what fills it: {fills[0]}' if fills else ''}"
            if standing.limits:
                limits = ", ".join(f"{limit.title[:1].lower()}{limit.title[1:]}" for limit in standing.limits)
                yield f"Some kinds have limits of their own: {limits}"


def _is_wider(library: Library, id: str, offering: str) -> bool:
    """Whether an offering may be of any strand, and the other one is listed for certain strands."""
    wide, narrow = library.newest(id), library.newest(offering)
    return wide is not None and narrow is not None and bool(narrow[1].strands) and not wide[1].strands


def _title(library: Library, id: str) -> str:
    newest = library.newest(id)
    return id if newest is None else newest[1].short or newest[1].title


def _after(before: Standing, after: Standing) -> Item:
    """Where a credential stands once the plan is done, with each figure that the plan moves."""
    tone, words = STATE_TONES[after.state], after.state.word
    if after.state is not State.UNDETERMINED and asks_hours(after):
        tone = "short"
    elif after.state is State.IN_PROGRESS:
        tone, words = "met", "all hours done, steps open"
    return Item(
        id=after.credential,
        kind="after",
        title=heading(after),
        state=words,
        tone=tone,
        said=tuple(_moved(before, after)),
    )


def _moved(before: Standing, after: Standing) -> Iterator[str]:
    was = {bar.id: bar.figure for bar in card(before).items("bar")}
    for bar in card(after).items("bar"):
        if bar.id in was and was[bar.id] != bar.figure:
            yield f"{bar.title}: {was[bar.id]} before this plan, {bar.figure} after it"


def _steps(plan: Plan, names: dict[str, str]) -> Iterator[Item]:
    for one in plan.steps:
        yield Item(
            id=f"{one.credential}/{one.requirement.id}",
            kind="step",
            title=one.requirement.title,
            state=f"by {show_date(one.by)}" if one.by is not None else "open",
            group=names[one.credential],
        )


def _unreachable(plan: Plan, names: dict[str, str]) -> Iterator[Item]:
    for one in plan.unreachable:
        figure = f"{asked_in(_own(plan, one.credential), one.missing)} missing" if one.missing else ""
        yield Item(
            id=one.credential,
            kind="unreachable",
            title=names[one.credential],
            figure=figure,
            remark=one.text,
            tone="missed",
        )


def entries_part(plan: Plan) -> Part:
    """What is done and counts, so that a screen can offer to leave it out."""
    own = {one.id: one for one in plan.question.records.activities if not one.is_planned}
    counted = dict.fromkeys(credit.activity for one in plan.before for credit in one.credits if credit.counted)
    entries = [own[id] for id in counted if id in own]
    entries = sorted((own[id] for id in counted if id in own), key=lambda one: one.order, reverse=True)
    return Part(heading="Done", items=tuple(_done(one) for one in entries))


def _done(one: Activity) -> Item:
    figure = asked_hours(one.hours) if one.hours else ""
    return Item(id=one.id, kind="done", day=one.date, title=one.title, figure=figure)


def _pace(one: Pacing, name: str) -> Item:
    return Item(
        id=one.credential,
        kind="pace",
        title=name,
        state=_PACES[one.state] if one.state is not None else "no pace can be told",
        said=tuple(_paced(one)),
    )


def _paced(one: Pacing) -> Iterator[str]:
    if one.per_month:
        yield f"{asked_hours(one.per_month)} a month from now on reach it in time"
    if one.arrives is not None and one.per_month:
        yield f"At the pace so far it is reached on {show_date(one.arrives)}"
    if one.last_chance is not None:
        yield f"After {show_date(one.last_chance)} the catalogues no longer give all that is missing"
