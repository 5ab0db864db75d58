"""A plan as a page: what to do, what no hours can stand for, what the catalogues cannot give, what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alcto_core.dates import show as show_date
from alcto_core.evaluation.naming import heading
from alcto_core.evaluation.standing import Standing, State
from alcto_core.hours import Hours, show_asked
from alcto_core.nouns import asked_hours, counted_noun
from alcto_core.planning.dividing import DAY, QUARTER
from alcto_core.planning.pace import Pacing
from alcto_core.planning.planned import Plan, Suggestion, asks_hours
from alcto_core.planning.risk import Risk
from alcto_core.rules.library import Library
from alcto_core.telling.card import card
from alcto_core.telling.page import Item, Part, Sheet, Tone

_MOST_NAMED = 8
_ANY = QUARTER
"""What is shorter is no length that anybody asks for, but an entry."""
_PACES = {"ahead": "ahead of the calendar", "on-track": "on track", "behind": "behind the calendar"}


def plan_sheet(plan: Plan, risks: Sequence[Risk] = (), paces: Sequence[Pacing] = ()) -> Sheet:
    """The page of a plan; without risks or paces where nobody asked for them."""
    names = {standing.credential: heading(standing) for standing in plan.after}
    parts = (
        Part(heading="To do", items=tuple(_todo(plan, names))),
        Part(heading="Then", items=tuple(map(_after, plan.before, plan.after))),
        Part(heading="Steps that stay", items=tuple(_steps(plan, names))),
        Part(heading="Out of reach", items=tuple(_unreachable(plan, names))),
        Part(heading="What it hangs on", items=tuple(_risk(one, plan, names[one.credential]) for one in risks)),
        Part(heading="Pace", items=tuple(_pace(one, names[one.credential]) for one in paces)),
    )
    return Sheet(
        id="plan",
        title="Plan",
        tone="short" if plan.todo or plan.unreachable else "met",
        verdict=verdict(plan),
        head=tuple(_head(plan)),
        alerts=tuple(_passed(plan)),
        parts=tuple(part for part in parts if part.items),
    )


def verdict(plan: Plan) -> str:
    """The least that is still to do, in one sentence."""
    if not plan.after:
        return "No credential is chosen, so there is nothing to plan."
    entries = counted_noun(len(plan.todo), "entries")
    amount = f"{asked_hours(plan.hours)} in {entries}" if plan.hours >= _ANY else f"{entries}, of any length"
    if plan.unreachable:
        rest = f"; {amount} are the most that help" if plan.todo else ""
        return f"The installed catalogues do not reach everything{rest}."
    if not plan.todo:
        return "No hours are left to do."
    least = "The least that is left to do" if plan.is_least else "A plan, not proven to be the least"
    return f"{least}: {amount}."


def _head(plan: Plan) -> Iterator[str]:
    planned = [one for one in plan.question.records.activities if one.is_planned]
    if planned:
        yield f"{counted_noun(len(planned), 'planned activities')} counted as done."
    doubtful = [heading(one) for one in plan.before if one.state is State.UNDETERMINED]
    if doubtful:
        yield f"Not sure for {', '.join(doubtful)}: planned is what is known to be missing."


def _passed(plan: Plan) -> Iterator[str]:
    for one in plan.passed:
        yield (
            f"“{one.title}” was planned for {show_date(one.date)}: did you go? "
            f"`alcto edit {one.id} --status completed` says so; `alcto delete {one.id}` takes it out."
        )


def _todo(plan: Plan, names: dict[str, str]) -> Iterator[Item]:
    for one in plan.todo:
        yield Item(
            id=one.offering,
            kind="todo",
            title=one.title,
            figure=_length(one.hours),
            state=_when(one),
            said=tuple(_said(one, plan.question.library, names)),
            word=one.offering,
        )


def _length(hours: Hours) -> str:
    """How long an entry is; one that is asked for itself may be of any length, and a long one is of several days."""
    if hours < _ANY:
        return "any length"
    return f"{asked_hours(hours)}, some {-(-hours // DAY)} days" if hours > DAY else asked_hours(hours)


def _when(one: Suggestion) -> str:
    if one.day is not None and one.by is not None and one.day < one.by:
        return f"between {show_date(one.day)} and {show_date(one.by)}"
    if one.day is not None:
        return f"on {show_date(one.day)}"
    return f"by {show_date(one.by)}" if one.by is not None else "any day"


def _said(one: Suggestion, library: Library, names: dict[str, str]) -> Iterator[str]:
    if one.strands:
        parts = (f"{library.strand_short(strand)} {show_asked(hours)}" for strand, hours in one.strands.items())
        yield f"Strands: {', '.join(parts)}"
    if one.counts:
        counts = (f"{show_asked(hours)} for {names[credential]}" for credential, hours in one.counts.items())
        yield f"Counts {', '.join(counts)}"
    if one.counts_for is not None:
        options = " ".join(f"--counts-for {credential}" for credential in one.counts_for)
        yield f"Log it with `{options}`: else it would go to another credential"
    if one.instead:
        titles = [_title(library, id) for id in one.instead]
        more = f" and {len(titles) - _MOST_NAMED} more" if len(titles) > _MOST_NAMED else ""
        yield f"Or instead: {'; '.join(titles[:_MOST_NAMED])}{more}"


def _title(library: Library, id: str) -> str:
    newest = library.newest(id)
    return id if newest is None else newest[1].short or newest[1].title


def _after(before: Standing, after: Standing) -> Item:
    """Where a credential stands once the plan is done, with each figure that the plan moves."""
    tone: Tone = "met" if not asks_hours(after) else "short"
    words = after.state.word
    if after.state is State.IN_PROGRESS and not asks_hours(after):
        words = "all hours done, steps open"
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
            id=one.requirement.id,
            kind="step",
            title=one.requirement.title,
            state=f"by {show_date(one.by)}" if one.by is not None else "open",
            group=names[one.credential],
        )


def _unreachable(plan: Plan, names: dict[str, str]) -> Iterator[Item]:
    for one in plan.unreachable:
        figure = f"{asked_hours(one.missing)} missing" if one.missing else ""
        yield Item(
            id=one.credential,
            kind="unreachable",
            title=names[one.credential],
            figure=figure,
            text=one.text,
            tone="missed",
        )


def _risk(one: Risk, plan: Plan, name: str) -> Item:
    return Item(
        id=one.credential,
        kind="risk",
        title=name,
        state="safe" if one.safe else "not safe",
        tone="met" if one.safe else "short",
        said=tuple(_hanging(one, plan)),
    )


def _hanging(one: Risk, plan: Plan) -> Iterator[str]:
    if one.safe:
        yield "It has its hours whichever one entry is refused"
        return
    if not one.hangs_on:
        yield "Its hours are not reached, so nothing can be spared"
        return
    records = plan.question.records
    for hanging in one.hangs_on[:_MOST_NAMED]:
        entry = records.activity(hanging.activity)
        missing = f"{asked_hours(hanging.missing)} would be missing" if hanging.missing else "it would not be met"
        yield f"Without “{entry.title if entry else hanging.activity}” ({hanging.activity}) {missing}"
    if len(one.hangs_on) > _MOST_NAMED:
        yield f"And without {counted_noun(len(one.hangs_on) - _MOST_NAMED, 'further entries')}"
    if one.spare:
        yield f"{asked_hours(one.spare)} more, beside the plan, would make it safe"
    elif one.spare is None:
        yield "The installed catalogues hold no spare that would make it safe"


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
