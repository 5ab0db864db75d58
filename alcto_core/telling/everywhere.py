"""Finding by words in everything at once: entries, steps, offerings and rules, each with the word that leads to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from alcto_core.evaluation.standing import Requirement, Standing
from alcto_core.hours import long
from alcto_core.numbers import counted
from alcto_core.overview import Overview
from alcto_core.records.types import Activity
from alcto_core.rules.library import source_name
from alcto_core.telling.page import Item, Part, Sheet
from alcto_core.telling.rule_set import rule_set_page
from alcto_core.telling.search import log_of, offerings, said_on, steps_of
from alcto_core.words import Said, matching

ENTRY, STEP, OFFERING, RULE = "found-entry", "found-step", "found-offering", "found-rule"
MOST = 40
"""Things of one kind that are told; how many more there are is said."""
ASK = "Words of anything: an entry, a step, an event of the catalogue, a rule."


class _Clause(NamedTuple):
    rule_set: str
    item: Item


class Everywhere:
    """All that can be found in an overview. What is said of it is folded once, when it is first asked."""

    def __init__(self, overview: Overview) -> None:
        self._overview = overview
        records, library = overview.records, overview.library
        self._entries = log_of(records.activities, library) if records is not None else ()
        self._steps: list[Said[tuple[Standing, Requirement]]] = []
        for standing in overview.standings:
            held = records.credential(standing.credential) if records is not None else None
            self._steps += [Said((standing, one.thing), one.text) for one in steps_of(standing, held)]
        credentials = records.credentials if records is not None else ()
        self._clauses: list[Said[_Clause]] = []
        for id, rules in library.rule_sets.items():
            items = tuple(rule_set_page(rules, library, overview.on, credentials).items())
            self._clauses += [Said(_Clause(id, one.thing), one.text) for one in said_on(items)]

    def find(self, words: str) -> Sheet:
        """What holds every word, by its kind; nothing where no word is given."""
        if not words.strip():
            return Sheet(id="find", title=ASK)
        listed = {offering.id: offering for _, offering in offerings(self._overview.library, words)}
        parts = (
            _part("Entries", map(_entry, matching(self._entries, words))),
            _part("Steps", (_step(*one) for one in matching(self._steps, words))),
            _part(
                "Catalogue",
                (
                    Item(id=id, kind=OFFERING, title=one.title, figure=source_name(id.partition("/")[0]), word=id)
                    for id, one in listed.items()
                ),
            ),
            _part("Rules", _clauses(matching(self._clauses, words))),
        )
        found = [part for part in parts if part.items]
        title = f"“{words.strip()}” stands in:" if found else f"Nothing holds “{words.strip()}”."
        return Sheet(id="find", title=title, parts=tuple(found))


def _part(heading: str, items: Iterable[Item]) -> Part:
    found: Sequence[Item] = (*items,)
    fact = counted(len(found), "thing") if len(found) <= MOST else f"the first {MOST} of {len(found):,}"
    return Part(heading=heading, fact=fact, items=tuple(found[:MOST]))


def _entry(one: Activity) -> Item:
    figure = long(one.hours) if one.hours else ""
    state = "planned" if one.is_planned else ""
    return Item(id=one.id, kind=ENTRY, title=one.title, day=one.date, figure=figure, state=state, word=one.id)


def _step(standing: Standing, one: Requirement) -> Item:
    word = f"{standing.credential}/{one.id}"
    return Item(id=word, kind=STEP, title=one.title, figure=standing.short, word=word)


def _clauses(found: Iterable[_Clause]) -> Iterator[Item]:
    """Clauses as they are found; several may have one id, and are told apart by their place among these."""
    for place, (rule_set, one) in enumerate(found):
        yield Item(
            id=f"{place}",
            kind=RULE,
            title=one.title or one.text,
            figure=one.figure,
            source=rule_set,
            word=f"{rule_set}/{one.id}",
        )
