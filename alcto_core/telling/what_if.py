"""What is only tried, and what it does to every standing: entries left out, others taken as done. Nothing is saved."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from alcto_core.evaluation.case import Bench
from alcto_core.evaluation.changed_standings import ChangedStanding, changed_standings
from alcto_core.evaluation.naming import missing_clause
from alcto_core.evaluation.standing import Standing
from alcto_core.nouns import asked_hours
from alcto_core.planning.planned import with_entries
from alcto_core.planning.question import PlanQuestion
from alcto_core.records.types import Activity
from alcto_core.telling.card import STATE_TONES
from alcto_core.telling.page import Item


class WhatIf(msgspec.Struct, frozen=True, kw_only=True):
    """What is tried on a question."""

    without: tuple[Activity, ...] = ()
    """Entries of the records, taken away."""
    added: tuple[Activity, ...] = ()
    """Entries that are not recorded, taken as done; each with an id of its own."""
    moves: tuple[ChangedStanding, ...] = ()
    """What becomes of every standing, what is planned counted as done."""

    def asked(self, question: PlanQuestion) -> PlanQuestion:
        """The question as it is with all of it."""
        out = {one.id for one in self.without}
        left = tuple(one for one in question.records.activities if one.id not in out)
        records = with_entries(msgspec.structs.replace(question.records, activities=left), self.added)
        return msgspec.structs.replace(question, records=records)

    def judged(self, question: PlanQuestion, before: tuple[Standing, ...], bench: Bench) -> WhatIf:
        """The same with what becomes of the standings `before`, those of the question without it."""
        if not (self.without or self.added):
            return self
        records = self.asked(question).records
        moves = changed_standings(records, before, question.library, question.on, plan=True, brief=True, bench=bench)
        return msgspec.structs.replace(self, moves=moves)


def tried(what_if: WhatIf) -> Iterator[Item]:
    """What is tried, and what it does."""
    for kind, entries, words in (
        ("without", what_if.without, "left out"),
        ("with", what_if.added, "as if done"),
    ):
        for one in entries:
            figure = asked_hours(one.hours) if one.hours else ""
            yield Item(id=one.id, kind=kind, title=one.title, figure=figure, state=words, tone="strong")
    for move in what_if.moves:
        changed = "becomes" if move.before.state is not move.after.state else "stays"
        yield Item(
            id=move.after.credential,
            kind="move",
            title=move.title,
            state=f"{changed} {move.after.state.word}",
            remark=move.figures,
            tone=STATE_TONES[move.after.state],
            said=(*_missing(move), *move.earlier),
        )


def _missing(move: ChangedStanding) -> Iterator[str]:
    """What is missing then, where the state does not say it."""
    if words := missing_clause(move.after):
        yield words
