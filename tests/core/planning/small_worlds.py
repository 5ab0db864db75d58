"""Two or three programs that nobody published beside a few events, all in whole hours and so small that every plan
can be written down: caps, strands, fixed awards, entry sizes, repeats, rivals, lists, days, the limits of a person."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from alcto_core.hours import HOUR
from alcto_core.planning.question import PlanQuestion
from alcto_core.records.types import Activity, Credential, Person, Records
from alcto_core.rules.library import Library
from alcto_core.rules.reading import read_rule_file
from alcto_core.rules.vocabulary import Catalogue, Framework, RuleSet

ON = date(2026, 3, 2)
STRANDS = ("f/0", "f/1")
SOURCES = ("x", "y")
PROGRAMS = ("a", "b", "c")
WINDOWS = {"a": "calendar-year", "b": 'fiscal-year"\nbegins = "07-01', "c": "calendar-year"}
MIDDLE = date(2026, 7, 1)
"""The first day on which nothing counts for `b` any more."""

_HEAD = """kind = "{kind}"
schema = 1
id = "{id}"
title = "{id}"
checked = 2026-01-01
{more}
[documents.d]
title = "Document"
read = 2026-01-01
"""
_RULE = """[[rule]]
id = "{id}"
title = "{id}"
text = "A rule."
{keys}
"""


@dataclass(frozen=True)
class Event:
    """An offering as its list names it, for who writes plans down by hand."""

    id: str
    award: int | None = None
    needs_course: bool = False
    strands: tuple[str, ...] = ()
    format: str | None = None
    since: date | None = None
    until: date | None = None

    @property
    def is_single(self) -> bool:
        """Whether a plan may hold it once."""
        return self.award is not None and not self.needs_course


@dataclass(frozen=True)
class World:
    """A question, and the events of its lists."""

    question: PlanQuestion
    events: tuple[Event, ...]
    asks_for_no_list: frozenset[str]
    credited_once: frozenset[str]
    """Events that somebody may credit once: going again would move the credit, by the order of the days."""
    once: frozenset[str]
    """Events that somebody credits once and that are planned already."""


def world(seed: object) -> World:
    """The world of a seed."""
    chance = random.Random(f"small world {seed}")
    programs = chance.sample(PROGRAMS, chance.choice((2, 2, 3)))
    texts = {id: _rules(chance, id, [one for one in programs if one != id]) for id in programs}
    rules = [_read(text) for text in texts.values()]
    framework = _HEAD.format(kind="framework", id="f", more="")
    framework += "".join(f'[[strand]]\nid = "{id}"\nlabel = "{id}"\nshort = "{id}"\ncite = "d:1"\n' for id in STRANDS)
    lists = [_catalogue(chance, source) for source in SOURCES]
    read = [_read(text) for text, _ in lists]
    library = Library(
        [one for one in rules if isinstance(one, RuleSet)],
        [one for one in (_read(framework),) if isinstance(one, Framework)],
        [one for one in read if isinstance(one, Catalogue)],
    )
    events = tuple(event for _, own in lists for event in own)
    credentials = tuple(Credential(program=id, id=id) for id in programs)
    activities = [_activity(chance, events, number) for number in range(chance.choice((0, 1, 2, 4)))]
    without = {one.id for one in activities if chance.random() < 0.15}
    away = (ON + timedelta(days=chance.randint(0, 90)), ON + timedelta(days=chance.choice((100, 150, 400))))
    question = PlanQuestion(
        records=Records(
            person=Person(name="J", role_began=date(2015, 1, 1)),
            credentials=credentials,
            activities=tuple(one for one in activities if one.id not in without),
        ),
        library=library,
        on=ON,
        credentials=chance.choice(((), (), (), tuple(programs[:1]))),
        least=chance.choice(("hours", "hours", "events")),
        formats=chance.choice(((), (), (), ("online",))),
        away=chance.choice(((), (), (away,))),
    )
    planned = {one.offering for one in question.records.activities if one.is_planned and one.offering}
    is_once = any(
        'by = "offering"' in text or "no_repeat" in text for text in (*texts.values(), *(t for t, _ in lists))
    )
    no_list = frozenset(id for id, text in texts.items() if "listed" not in text)
    credited_once = frozenset(one.id for one in events) if is_once else frozenset()
    return World(question, events, no_list, credited_once, frozenset(planned) & credited_once)


def _read(text: str) -> object:
    found = read_rule_file(text.encode(), "made-up.toml")
    assert isinstance(found, RuleSet | Framework | Catalogue), (found, text)
    return found


def _amount(kind: str, what: str) -> str:
    return f'{kind} = [{{ from = 2020-01-01, {what}, cite = "d:1" }}]'


def _rules(chance: random.Random, id: str, others: list[str]) -> str:
    """The text of a program."""

    def maybe(share: float) -> bool:
        return chance.random() < share

    def rule(name: str, *keys: str) -> str:
        return _RULE.format(id=name, keys="\n".join(keys))

    def source() -> str:
        return f'select = {{ source = "{chance.choice(SOURCES)}" }}'

    def few(kind: str) -> str:
        return _amount(kind, f"hours = {chance.choice((1, 2))}")

    rival = f'exclusive_with = ["{others[0]}"]\nexclusive_cite = "d:1"\n' if id == "c" and maybe(0.4) else ""
    more = f'short = "{id.upper()}"\nauthority = "Nobody"\nframework = "f"\n{rival}'
    first = "2019-07-01" if id == "b" else "2020-01-01"
    parts = [_HEAD.format(kind="rule-set", id=id, more=more)]
    parts.append(f'[[window]]\nid = "w"\nkind = "{WINDOWS[id]}"\nfirst = {first}\ncite = "d:1"\n')
    parts.append("[counts]\n")
    if maybe(0.5):
        parts.append('listed = { required = true, sources = ["x", "y"], cite = "d:1" }\n')
    if maybe(0.2):
        parts.append('[[counts.least_size]]\nid = "size"\ntext = "A size."\nhours = 2\ncite = "d:1"\n')
    if maybe(0.2):
        by = chance.choice(("course", "offering"))
        parts.append(f'[[counts.repeat]]\ntext = "Once."\nby = "{by}"\ncite = "d:1"\n')
    if maybe(0.15):
        parts.append(f'[convert]\nround = {{ to = {chance.choice((1, 2))}, cite = "d:1" }}\n')
    parts.append(rule("total", _amount("at_least", f"hours = {chance.choice((1, 2, 3, 3, 4))}")))
    if maybe(0.35):
        parts.append(rule("source", source(), few("at_least")))
    if maybe(0.3):
        parts.append(rule("most", source(), few("at_most")))
    if maybe(0.35):
        parts.append(rule("strand", 'each = "strand"', _amount("at_least", "hours = 1")))
    elif maybe(0.3):
        kind = chance.choice(("at_least", "at_most"))
        parts.append(rule("one-strand", 'select = { strand = "f/0" }', _amount(kind, "hours = 1")))
    if maybe(0.3):
        parts.append(rule("each", f'per = "{chance.choice(("entry", "offering", "course"))}"', few("at_most")))
    if maybe(0.2):
        parts.append(rule("share", 'select = { format = "online" }', _amount("at_most", "percent = 50")))
    if maybe(0.2):
        parts.append(rule("entries", 'measure = "entries"', 'unit = "entries"', _amount("at_least", "entries = 2")))
    return "\n".join(parts)


def _catalogue(chance: random.Random, source: str) -> tuple[str, tuple[Event, ...]]:
    """A list of a source, as text and as events."""
    parts = [_HEAD.format(kind="catalogue", id=source, more=f'source = "{source}"\ncite = "d:1"\nfrom = 2020-01-01')]
    events = []
    for number in range(chance.choice((0, 1, 1, 2))):
        id, keys = f"{source}/{number}", []
        facts: dict[str, Any] = {}
        if chance.random() < 0.35:
            facts["award"] = chance.choice((1, 2, 3))
            facts["needs_course"] = chance.random() < 0.4
            keys += [f"award = {facts['award']}", *(["needs_course = true"] if facts["needs_course"] else [])]
        elif chance.random() < 0.3:
            keys.append(f"most = {chance.choice((1, 2))}")
        elif chance.random() < 0.3:
            keys.append("most_per_entry = 1")
        if chance.random() < 0.25:
            keys.append('no_repeat = "offering"\nrepeat_cite = "d:1"')
        if chance.random() < 0.4:
            facts["strands"] = (chance.choice(STRANDS),)
            keys.append(f'strands = ["{facts["strands"][0]}"]')
        if (held := chance.choice((None, None, "online", "in-person"))) is not None:
            facts["format"] = held
            keys.append(f'format = "{held}"')
        if chance.random() < 0.25:
            facts["since"] = chance.choice((date(2026, 4, 1), date(2026, 9, 1)))
            keys.append(f"from = {facts['since']}")
        if chance.random() < 0.25:
            facts["until"] = chance.choice((date(2026, 3, 20), date(2026, 10, 1)))
            keys.append(f"until = {facts['until']}")
        if facts.get("since", date.min) > facts.get("until", date.max):
            continue
        parts.append("\n".join(["[[offering]]", f'id = "{id}"', f'title = "Event {id}"', 'cite = "d:1"', *keys, ""]))
        events.append(Event(id=id, **facts))
    text = "\n".join(parts)
    return text if events else text.replace("\n[documents", "\noffering = []\n[documents"), tuple(events)


def _activity(chance: random.Random, events: tuple[Event, ...], number: int) -> Activity:
    status = chance.choice(("completed", "completed", "planned"))
    ago = (-300, -50, -10, -1, 0)
    return Activity(
        id=f"a{number}",
        title=f"Logged {number}",
        date=ON + timedelta(days=chance.choice(ago if status == "completed" else (*ago, 30, 140))),
        hours=chance.choice((1, 1, 2, 3)) * HOUR,
        strands=tuple(chance.sample(STRANDS, chance.choice((1, 1, 2)))),
        offering=chance.choice((None, *(one.id for one in events))),
        status=status,  # type: ignore[arg-type]
    )


def days_of(event: Event, question: PlanQuestion) -> Iterator[date]:
    """The days on which it is worth a try: the first of every run on which it can be had, on either side of July."""
    begin, end = max(ON, event.since or date.min), min(date(2026, 12, 31), event.until or date.max)
    seen = [begin, MIDDLE, *(last + timedelta(days=1) for _, last in question.away)]
    for day in sorted(set(seen)):
        if begin <= day <= end and not any(first <= day <= last for first, last in question.away):
            yield day
