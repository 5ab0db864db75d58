"""What other rules do to a person: each credential under the rules before and after, with what is planned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.naming import heading, missing_clause
from alcto_core.evaluation.standing import Standing
from alcto_core.hours import Hours
from alcto_core.nouns import asked_hours, counted_hours
from alcto_core.planning.planned import Plan
from alcto_core.records.types import Records
from alcto_core.rules.library import Library
from alcto_core.telling.card import STATE_TONES
from alcto_core.telling.comparison import Comparison, differences
from alcto_core.telling.page import Item, Part

_MOST_NAMED = 3


class RuleChange(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that becomes of one person's credentials under other rules."""

    compared: tuple[Comparison, ...]
    """Each credential now, and its other periods in which something is different."""
    planned: tuple[tuple[str, Hours], ...] = ()
    """By credential, the hours of planned activities that would have counted and no longer do."""

    @property
    def is_changed(self) -> bool:
        """Whether anything is different for the person."""
        return bool(self.planned) or any(one.is_changed for one in self.compared)


def rule_change(records: Records, before: Library, after: Library, on: date) -> RuleChange:
    """What becomes of every credential on a date, were the rules of one library those of another."""
    return RuleChange(
        compared=tuple(map(_as_tried, differences(records, before, after, on))),
        planned=tuple(_planned_lost(records, before, after, on)),
    )


def _as_tried(one: Comparison) -> Comparison:
    """The same without the doubt that nobody confirmed the rules: that they are not installed is known."""
    verdict, *said = (words for words in one.sentences if words not in one.after.unconfirmed)
    changed = one.before.state is not one.after.state or bool(said)
    return msgspec.structs.replace(one, sentences=(verdict, *said), is_changed=changed)


def _planned_lost(records: Records, before: Library, after: Library, on: date) -> Iterator[tuple[str, Hours]]:
    planned = {one.id for one in records.activities if one.is_planned}
    for credential in records.credentials if planned else ():
        had, has = (
            _counted(evaluate(records, credential, library, on, plan=True, readings=False, earlier=False), planned)
            for library in (before, after)
        )
        if lost := sum(max(0, hours - has.get(id, 0)) for id, hours in had.items()):
            yield credential.id, lost


def _counted(standing: Standing, planned: set[str]) -> dict[str, Hours]:
    return {credit.activity: credit.counted for credit in standing.credits if credit.activity in planned}


def planned_words(lost: Hours) -> str:
    """ "2 planned hours no longer count"."""
    words = counted_hours(lost, "planned hours")
    return f"{words} no longer count{'' if words.endswith('s') else 's'}"


def both(one: Comparison) -> str:
    """ "MET → NOT YET", "stays NOT YET"."""
    before, after = one.before.state, one.after.state
    return f"{before.word} → {after.word}" if before is not after else f"stays {after.word}"


def change_part(change: RuleChange, installed: Plan, under: Plan) -> Part:
    """The part of a plan under other rules: both standings of each credential, what no longer counts, both leasts."""
    lost = dict(change.planned)
    seen: set[str] = set()
    items: list[Item] = []
    for one in change.compared:
        said = list(one.sentences[1:])
        if one.credential not in seen and one.credential in lost:
            said.append(f"{planned_words(lost[one.credential])}.")
        seen.add(one.credential)
        items.append(
            Item(
                id=f"{one.credential}/{one.after.period.name if one.after.period else ''}",
                kind="rule-change",
                title=heading(one.after),
                state=both(one),
                tone=STATE_TONES[one.after.state],
                said=tuple(said),
            )
        )
    fact = "" if change.is_changed else "no change for you"
    now, then = (
        f"{asked_hours(installed.hours)} to do{_beyond(installed)}",
        f"{asked_hours(under.hours)}{_beyond(under)}",
    )
    least = f"{now} under the installed rules, {then} under these"
    return Part(
        heading="Under these rules", fact=fact, items=(*items, Item(id="least", kind="rule-change", text=least))
    )


def _beyond(plan: Plan) -> str:
    """What a plan leaves missing, so that few hours to do never read as little that is owed."""
    if not plan.unreachable:
        return ""
    first, *others = plan.unreachable
    return f" and {asked_hours(first.missing) if first.missing and not others else 'more'} out of reach"


def briefly(change: RuleChange) -> Iterator[str]:
    """Both standings of whoever a change concerns, in a few words each."""
    lost = dict(change.planned)
    told = [one for one in change.compared if one.is_changed or one.credential in lost]
    seen: set[str] = set()
    for one in told[:_MOST_NAMED]:
        words = [f"{heading(one.after)}: {both(one)}"]
        had, has = (missing_clause(standing, dated=False) for standing in (one.before, one.after))
        if had != has:
            words.append(f"{had or 'nothing missing'} → {has or 'nothing missing'}")
        if one.credential not in seen and one.credential in lost:
            words.append(planned_words(lost[one.credential]))
        seen.add(one.credential)
        yield ", ".join(words)
    if (more := len(told) - _MOST_NAMED) > 0:
        yield f"and {more} more"
