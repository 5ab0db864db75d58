"""Rule sets that nobody would write, and that may come by mail all the same: many limits that cross each other."""

from __future__ import annotations

import random
from datetime import date, timedelta

from msgspec.structs import replace

from alcto_core.hours import HUNDREDTH, MINUTE
from alcto_core.records.types import Activity, Credential, Person, Records
from alcto_core.rules.library import Library
from alcto_core.rules.reading import read_rule_file
from alcto_core.rules.vocabulary import Framework, RuleSet

ON = date(2026, 6, 30)
CATEGORIES = tuple("stuvwxyz")

_HEAD = """
kind = "rule-set"
schema = 1
id = "crossing"
title = "Limits that cross"
short = "CROSSING"
authority = "Nobody"
framework = "f"
checked = 2026-01-01
[documents.d]
title = "Document"
read = 2026-01-01
[[window]]
id = "year"
kind = "calendar-year"
first = 2020-01-01
cite = "d:1"
[[rule]]
id = "total"
title = "Total"
text = "Sixty hours."
at_least = [{ from = 2020-01-01, hours = 60, cite = "d:1" }]
[[rule]]
id = "strand"
title = "Each strand"
text = "Five hours in each."
each = "strand"
at_least = [{ from = 2020-01-01, hours = 5, cite = "d:1" }]
"""


def crossing_rules(
    chance: random.Random, *, shares: int, caps: int, strands: int = 6, by_strand: bool = True
) -> tuple[str, str]:
    """The text of a rule set with so many shares of the total and so many caps, and of its framework."""
    rules = [_HEAD]
    for number in range(shares + caps):
        keys = [f"category = {_names(chance.sample(CATEGORIES, chance.randint(2, 4)))}"]
        if by_strand:
            keys = [f"strand = {_names(f'f/{at}' for at in chance.sample(range(strands), chance.randint(2, 4)))}"]
            if chance.random() < 0.5:
                keys.append(f"category = {_names(chance.sample(CATEGORIES, chance.randint(2, 4)))}")
        most = f"percent = {chance.choice((7, 13, 29, 31, 37, 41, 53))}" if number < shares else ""
        most = most or f"hours = {chance.randint(3, 20)}"
        rules.append(
            f'[[rule]]\nid = "limit-{number}"\ntitle = "Limit {number}"\ntext = "At most."\n'
            f"select = {{ {', '.join(keys)} }}\n"
            f'at_most = [{{ from = 2020-01-01, {most}, cite = "d:1" }}]\n'
        )
    framework = (
        'kind = "framework"\nschema = 1\nid = "f"\ntitle = "F"\nchecked = 2026-01-01\n'
        '[documents.d]\ntitle = "Document"\nread = 2026-01-01\n'
    )
    for at in range(strands):
        framework += f'[[strand]]\nid = "f/{at}"\nlabel = "Strand {at}"\nshort = "{at}"\ncite = "d:1"\n'
    return "".join(rules), framework


def _names(words: object) -> str:
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"  # type: ignore[attr-defined]


def crossing_library(rules: str, framework: str) -> Library:
    """A library of the two."""
    read, strands = read_rule_file(rules.encode(), "rules.toml"), read_rule_file(framework.encode(), "f.toml")
    assert isinstance(read, RuleSet) and isinstance(strands, Framework)
    return Library([read], [strands])


def crossing_log(chance: random.Random, size: int, *, strands: int = 6, most_categories: int = 3) -> Records:
    """Somebody who holds the program, with activities of many strands and categories."""
    activities = tuple(
        Activity(
            id=f"a{number}",
            title=f"Event {number}",
            date=date(2026, 1, 1) + timedelta(days=chance.randint(0, 170)),
            hours=chance.choice((25 * HUNDREDTH, 10 * MINUTE, 7 * MINUTE)) * chance.randint(1, 40),
            strands=tuple(f"f/{at}" for at in chance.sample(range(strands), strands)),
            category=tuple(chance.sample(CATEGORIES, chance.randint(0, most_categories))),
        )
        for number in range(size)
    )
    held = (Credential(program="crossing", id="crossing"),)
    return Records(person=Person(name="J"), credentials=held, activities=activities)


def hostile_rules(chance: random.Random, *, limits: int = 8) -> tuple[str, str]:
    """The same with whatever multiplies divisions: hours that are carried over, readings, values that nobody recorded,
    ways to one end."""
    text, framework = crossing_rules(chance, shares=chance.randint(0, 2), caps=limits, by_strand=chance.random() < 0.6)
    head, *rules = text.split("[[rule]]")
    found = [head]
    if chance.random() < 0.5:
        found.append(f'[[carry]]\ntext = "Goes on."\nmost = {chance.randint(2, 40)}\nlasts = 2\ncite = "d:1"\n')
    switches, settings, ways = chance.randint(0, 12), chance.choice((0, 0, 2, 5)), chance.choice((0, 0, 3))
    for at in range(switches):
        found.append(
            f'[[switch]]\nid = "s{at}"\ndefault = false\nother = true\ntext = "So."\nother_text = "Or so."\n'
            'cite = "d:1"\n'
        )
    for at in range(settings):
        found.append(f'[[setting]]\nid = "n{at}"\ntitle = "N"\ntext = "N."\ntype = "bool"\ncite = "d:1"\n')
    for rule in rules:
        word = ""
        if 'id = "limit' in rule and switches and chance.random() < 0.7:
            word = f'{chance.choice(("when", "unless"))} = {{ switch = "s{chance.randrange(switches)}" }}\n'
        elif 'id = "limit' in rule and settings and chance.random() < 0.7:
            word = f'when = {{ setting = "n{chance.randrange(settings)}" }}\n'
        found.append(f"[[rule]]{rule}{word}")
    for at in range(ways):
        both = []
        for side in "ab":
            both.append(f"w{at}{side}")
            found.append(
                f'[[rule]]\nid = "w{at}{side}"\ntitle = "Way"\ntext = "A way."\n'
                f"select = {{ category = {_names(chance.sample(CATEGORIES, 2))} }}\n"
                f'at_least = [{{ from = 2020-01-01, hours = {chance.randint(1, 30)}, cite = "d:1" }}]\n'
            )
        found.append(
            f'[[any_of]]\nid = "e{at}"\ntitle = "End"\ntext = "One of two."\n'
            f'options = [["{both[0]}"], ["{both[1]}"]]\ncite = "d:1"\n'
        )
    return "".join(found), framework


def hostile_log(chance: random.Random, size: int) -> Records:
    """Somebody who has owed the program for years, with entries in each of them."""
    records = crossing_log(chance, size)
    spread = tuple(
        replace(one, date=one.date.replace(year=chance.choice((2020, 2022, 2024, 2025, 2026, 2026))))
        for one in records.activities
    )
    held = replace(records.credentials[0], owed_from=date(2020, 1, 1))
    return replace(records, activities=spread, credentials=(held,))
