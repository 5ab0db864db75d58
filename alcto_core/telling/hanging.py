"""What the hours of a credential hang on: entries, or pairs of them, without which it would not have its hours."""

from __future__ import annotations

from collections.abc import Iterator

from alcto_core.hours import Hours
from alcto_core.nouns import asked_hours, counted_noun
from alcto_core.planning.planned import Plan
from alcto_core.planning.risk import Risk, is_untold
from alcto_core.telling.page import Item

_MOST_NAMED = 8
_UNTOLD = "What it asks for is not known, so nobody can tell which entries it hangs on"


def hanging_items(one: Risk, plan: Plan, name: str) -> Iterator[Item]:
    """Whether a credential is safe, the entries or pairs of them that it hangs on, and the spare; `name` is its own."""
    if any(after.credential == one.credential and is_untold(after) for after in plan.after):
        yield Item(id=one.credential, kind="risk", title="Cannot be told", tone="unknown", said=(_UNTOLD,), group=name)
        return
    yield Item(
        id=one.credential,
        kind="risk",
        title="Safe" if one.safe else "Not safe",
        state="if one is refused" if one.pairs is not None and not one.pairs.safe else "",
        tone="met" if one.safe else "short",
        said=tuple(_spare(one)),
        group=name,
    )
    yield from _pairs(one, plan, name)
    for hanging in one.hangs_on[:_MOST_NAMED]:
        entry = plan.question.records.activity(hanging.activity)
        yield Item(
            id=f"{one.credential}/{hanging.activity}",
            kind="hanging",
            title=entry.title if entry else hanging.activity,
            figure=f"{asked_hours(hanging.missing)} missing" if hanging.missing else "not met",
            group=name,
            word=hanging.activity,
        )
    if (more := len(one.hangs_on) - _MOST_NAMED) > 0:
        words = f"And {counted_noun(more, 'further entries')}"
        yield Item(id=f"{one.credential}/", kind="hanging", title=words, group=name)


def _pairs(one: Risk, plan: Plan, name: str) -> Iterator[Item]:
    """The pairs that it hangs on, where no single entry matters."""
    if one.pairs is None:
        return
    for pair in one.pairs.hangs_on[:_MOST_NAMED]:
        entries = (plan.question.records.activity(id) for id in pair.activities)
        titles = [entry.title for entry in entries if entry is not None]
        yield Item(
            id=f"{one.credential}/{'/'.join(pair.activities)}",
            kind="hanging-pair",
            title=" and ".join(titles),
            figure=f"{asked_hours(pair.missing)} missing" if pair.missing else "not met",
            group=name,
        )
    if (more := len(one.pairs.hangs_on) - _MOST_NAMED) > 0:
        many = counted_noun(more, "further pairs") if one.pairs.is_all else f"at least {more} further pairs"
        yield Item(id=f"{one.credential}//", kind="hanging-pair", title=f"And {many}", group=name)


def _spare(one: Risk) -> Iterator[str]:
    if one.pairs is not None and one.pairs.safe:
        yield "It has its hours whichever one or two entries are refused"
    elif one.safe:
        yield "It has its hours whichever one entry is refused, but not whichever two"
    elif not one.hangs_on:
        yield "Its hours are not reached, so nothing can be spared"
    if one.hangs_on:
        yield _spare_words(one.spare)
    elif one.pairs is not None and not one.pairs.is_all:
        yield "So many pairs of entries matter that no spare was worked out"
    elif one.pairs is not None and not one.pairs.safe:
        yield _spare_words(one.pairs.spare)


def _spare_words(spare: Hours | None) -> str:
    if spare is None:
        return "The installed catalogues hold no spare that would make it safe"
    return f"{asked_hours(spare)} more, beside the plan, would make it safe"
