"""Random rule files out of the keys that `vocabulary` reads, in all combinations, and random people of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from people import as_toml
from vocabulary.spans import DAY, later

HEAD = """kind = "rule-set"
schema = 1
id = "made-up"
title = "A made-up program"
short = "MADE-UP"
authority = "Nobody"
checked = 2026-01-01
{}
[documents.d]
title = "Document"
read = 2026-01-01

"""
ETHICS = "category = 'ethics'"
LET_THROUGH = ("", "select = { format = 'in-person' }\n", "select = { category = 'ethics' }\n")
HOURS = [Fraction(n, 100) for n in (1, 25, 50, 100, 150, 200, 300, 333, 400, 600, 1000, 2000)]
HOURS += [Fraction(n, 60) for n in (1, 20, 40, 50, 100, 400)]


@dataclass(frozen=True)
class MadeUp:
    """A rule file, and what people of it can write."""

    text: str
    is_yearly: bool
    begins: tuple[int, int]
    years: int
    settings: tuple[str, ...]
    features: frozenset[str]


def rule_file(seed: int) -> MadeUp:
    """The rule file of a seed."""
    chance = Random(f"rules {seed}")
    return _Author(chance).file()


class _Author:
    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.has: set[str] = set()
        self.settings: dict[str, str] = {}

    def maybe(self, feature: str, share: float) -> bool:
        """Whether a file has a feature; what it has is remembered."""
        if self.chance.random() >= share:
            return False
        self.has.add(feature)
        return True

    def file(self) -> MadeUp:
        chance = self.chance
        is_yearly = chance.random() < 0.6
        # What a time of grace takes of several kinds, and what it carries on, no page says.
        has_grace = self.maybe("grace", 0.3)
        begins = chance.choice(((10, 1), (7, 1), (1, 1), (3, 1)))
        years = chance.choice((2, 3))
        parts = [self.window(is_yearly, begins, years, has_grace)]
        total = chance.choice((3, 6, 10, 12))
        prorate = "prorate = 'month'" if self.maybe("prorate", 0.4) else ""
        parts.append(self.rule("total", f"hours = {total}", prorate, may_change=True))
        if not has_grace and self.maybe("least of a kind", 0.6):
            more = [f"select = {{ {ETHICS} }}"]
            if self.maybe("prorate of a kind", 0.3):
                more.append("prorate = 'month'")
            if self.maybe("bars_carried", 0.2):
                more.append("bars_carried = true")
            more += self.condition("rule", is_yearly)
            if self.maybe("until", 0.2):
                more.append(f"until = {chance.choice(('2023-10-01', '2024-07-01', '2024-09-30', '2025-01-01'))}")
            parts.append(self.rule("ethics", f"hours = {chance.choice((1, 2, 3))}", *more))
        if self.maybe("most", 0.5):
            more = ["select = { format = 'online' }"]
            if self.maybe("prorate_most", 0.6):
                more.append("prorate_most = 'month'")
            parts.append(
                self.rule("online", f"hours = {chance.choice((2, 4, 6))}", *more, key="at_most", may_change=True)
            )
        if self.maybe("most of an entry", 0.3):
            most = ("select = { category = 'other' }", "per = 'entry'")
            parts.append(self.rule("each", f"hours = {chance.choice((1, 2, 3))}", *most, key="at_most"))
        if is_yearly and self.maybe("repeat", 0.35):
            ever = "" if has_grace else chance.choice(("", "ever = true\n", "ever = false\n"))
            self.has.add("once in a window" if "false" in ever else "once ever")
            select = chance.choice(("", "select = { category = 'other' }\n", "select = { format = 'online' }\n"))
            parts.append(
                f"[[counts.repeat]]\nid = 'again'\ntext = 'Once.'\nby = 'course'\n{select}{ever}cite = 'd:1'\n"
            )
        if not has_grace and self.maybe("goal", 0.35):
            parts.append(self.goal())
        if not has_grace and self.maybe("step", 0.25):
            parts.append(self.step(is_yearly))
        parts += [self.lets_off(is_yearly)] if self.maybe("lets off", 0.3) else []
        parts += [self.hours()]
        if not has_grace and self.maybe("carry", 0.5):
            parts += [self.carry(is_yearly) for _ in range(chance.choice((1, 2, 3)))]
        parts += [
            f"[[setting]]\nid = '{id}'\ntitle = '{id}'\ntext = 'whether {id}.'\ntype = 'bool'\n{default}cite = 'd:1'\n"
            for id, default in self.settings.items()
        ]
        shown = "shown_in = 'credit'\n" if "unit" in self.has and self.maybe("shown_in", 0.6) else ""
        text = HEAD.format(shown) + "\n".join(parts)
        return MadeUp(text, is_yearly, begins, years, tuple(self.settings), frozenset(self.has))

    def window(self, is_yearly: bool, begins: tuple[int, int], years: int, has_grace: bool) -> str:
        chance = self.chance
        if is_yearly:
            kind = "calendar-year" if begins == (1, 1) else "fiscal-year"
            lines = [f"kind = '{kind}'"]
            lines += [f"begins = '{begins[0]:02}-{begins[1]:02}'"] if kind == "fiscal-year" else []
            self.has.add(kind)
        else:
            lines = ["kind = 'cycle'", f"years = {years}"]
            ends = chance.choice(("eve", "anniversary"))
            self.has |= {"cycle", ends}
            lines += [f"ends = '{ends}'"]
            if self.maybe("extension", 0.5):
                following = chance.choice(("shorter", "whole"))
                self.has.add(f"extension, {following}")
                months = chance.choice((6, 12))
                lines += [
                    f"extension = {{ step = 'extension', months = {months}, next = '{following}', cite = 'd:1' }}"
                ]
        if has_grace:
            more = f"more = {chance.choice((1, 3))}, " if self.maybe("more", 0.5) else ""
            more += f"more_each_month = {chance.choice((1, 2))}, " if self.maybe("more_each_month", 0.5) else ""
            months = chance.choice((1, 3, 6))
            lines += [f"grace = {{ months = {months}, stage = 'lapsed', {more}cite = 'd:1' }}"]
        return "\n".join(["[[window]]", "id = 'window'", *lines, "cite = 'd:1'", ""]) + self._extension_step()

    def _extension_step(self) -> str:
        if "extension" not in self.has:
            return ""
        return "\n[[step]]\nid = 'extension'\ntitle = 'E'\ntext = 'Granted.'\nadvisory = true\ncite = 'd:1'\n"

    def rule(self, id: str, amount: str, *more: str, key: str = "at_least", may_change: bool = False) -> str:
        values = [f"{{ from = 2000-01-01, {amount}, cite = 'd:1' }}"]
        if may_change and self.maybe("a value that changed", 0.3):
            since = self.chance.choice(
                ("2023-07-01", "2024-01-01", "2024-07-02", "2024-10-01", "2025-03-01", "2023-09-30")
            )
            values.append(f"{{ from = {since}, hours = {self.chance.choice((3, 5, 8))}, cite = 'd:1' }}")
        lines = ["[[rule]]", f"id = '{id}'", f"title = '{id}'", f"text = '{id}.'", *filter(None, more)]
        return "\n".join([*lines, f"{key} = [{', '.join(values)}]", ""])

    def condition(self, where: str, is_yearly: bool) -> list[str]:
        """A condition on yes or no, on the day of issue inside the window, or none."""
        chance, draw = self.chance, self.chance.random()
        key = chance.choice(("when", "unless"))
        if draw < 0.4:
            self.has.add(f"yes or no, {where}, {key}")
            value = chance.choice(("", ", value = true", ", value = false"))
            return [f"{key} = {{ setting = '{self.yes_or_no()}'{value} }}"]
        if draw < 0.6 and is_yearly:
            self.has.add(f"issue inside the window, {where}, {key}")
            last = chance.choice(("", ", last_months = 6", ", last_months = 1"))
            return [f"{key} = {{ fact = 'credential.issued', in_window = true{last} }}"]
        return []

    def yes_or_no(self) -> str:
        id = self.chance.choice(("leader", "rural"))
        if id not in self.settings:
            default = self.chance.choice(("", "", "default = true\n", "default = false\n"))
            self.settings[id] = f"{default}default_cite = 'd:1'\n" if default else ""
        return id

    def goal(self) -> str:
        return (
            self.rule("technology", "hours = 3", "select = { category = 'technology' }")
            + self.rule("certificate", "entries = 1", "measure = 'entries'", "select = { category = 'certificate' }")
            + "[[any_of]]\nid = 'part'\ntitle = 'P'\ntext = 'P.'\noptions = [['technology'], ['certificate']]\n"
            "cite = 'd:1'\n"
        )

    def step(self, is_yearly: bool) -> str:
        lines = [*self.condition("step", is_yearly), "cite = 'd:1'"]
        return "\n".join(["[[step]]", "id = 'form'", "title = 'F'", "text = 'F.'", *lines, ""])

    def lets_off(self, is_yearly: bool) -> str:
        kind = self.chance.choice(("exempt", "applies"))
        condition = self.condition(kind, is_yearly)
        if not condition:
            return ""
        return "\n".join([f"[[{kind}]]", "text = 'Not asked.'", *condition, "cite = 'd:1'", ""])

    def hours(self) -> str:
        lines = []
        if self.maybe("minutes", 0.3):
            lines.append(f"minutes = {{ in_hour = {self.chance.choice((45, 50))}, cite = 'd:1' }}")
        if self.maybe("minutes_of", 0.4):
            first = "{ select = { category = 'university/evening' }, in_hour = 60, text = 'E.', cite = 'd:1' }"
            other = "{ select = { category = 'university' }, in_hour = 50, text = 'U.', cite = 'd:1' }"
            third = "{ select = { format = 'online' }, in_hour = 45, text = 'O.', cite = 'd:1' }"
            chosen = self.chance.choice(([other], [first, other], [third, other], [other, third]))
            lines.append(f"minutes_of = [{', '.join(chosen)}]")
        if self.maybe("unit", 0.3):
            lines.append("unit = [{ unit = 'credit', hours = 5, cite = 'd:1' }]")
        if not lines:
            return ""
        declared = "[[unit]]\nid = 'credit'\nlabel = 'credit'\nplural = 'credits'\ncite = 'd:1'\n\n"
        return (declared if "unit" in self.has else "") + "\n".join(["[convert]", *lines, ""])

    def carry(self, is_yearly: bool) -> str:
        chance = self.chance
        lines = [f"text = 'Some.'\nmost = {chance.choice((1, 3, 8, 20))}\n", chance.choice(LET_THROUGH)]
        if chance.random() < 0.3:
            self.has.add("carry by months")
            lines.append(
                chance.choice(("months = [6]\n", "months = [9, 12]\n", "last_months = 6\n", "last_months = 1\n"))
            )
        if chance.random() < 0.6:
            self.has.add("lasts")
            lines.append(f"lasts = {chance.choice((2, 3))}\n")
        if chance.random() < 0.3:
            lines += [f"{one}\n" for one in self.condition("carry", is_yearly)]
        return "[[carry]]\n" + "".join(lines) + "cite = 'd:1'\n"


@dataclass(frozen=True)
class Member:
    """Somebody's records under a made-up rule file, and the days that are asked about."""

    records: dict[str, Any]
    days: tuple[date, ...]

    @property
    def text(self) -> str:
        """The records file."""
        return as_toml(self.records)


def member(rules: MadeUp, seed: int) -> Member:
    """The person of a seed."""
    chance = Random(f"person {seed}")
    credential: dict[str, Any] = {"program": "made-up"}
    person: dict[str, Any] = {"name": "Jordan Avery"}
    edges = _edges(rules, chance)
    if rules.is_yearly:
        since = _near(chance, chance.choice((*edges, date(2023, 11, 15), date(2024, 2, 29))))
        chance.choice((credential, person))["from" if chance.random() < 0.5 else "role_began"] = since
        if "from" in person:
            credential["from"] = person.pop("from")
        if "role_began" in credential:
            person["role_began"] = credential.pop("role_began")
        if chance.random() < 0.7:
            credential["issued"] = _near(chance, chance.choice(edges))
    else:
        credential["issued"] = edges[0]
        if "from" not in credential and chance.random() < 0.3:
            credential["from"] = edges[0] + timedelta(days=chance.randint(0, 500))
        _renew(rules, chance, credential, edges)
        if chance.random() < 0.2:
            person["role_began"] = edges[0] + timedelta(days=chance.choice((100, 500, 800, 1200, 1500, 2000)))
    if settings := _settings(rules, chance, edges):
        credential["settings"] = settings
    steps = credential.setdefault("step", [])
    steps += [{"id": "form", "done": _near(chance, chance.choice(edges))} for _ in range(chance.choice((0, 1, 2)))]
    if "step" not in rules.features:
        credential["step"] = [one for one in steps if one["id"] != "form"]
    activities = [_entry(rules, chance, edges, number) for number in range(chance.choice((0, 2, 4, 6, 8, 10)))]
    if "carry" in rules.features and chance.random() < 0.6:
        # Windows that are met one after the other, with hours left over.
        activities += [_plenty(chance, day, number) for number, day in enumerate(edges[:3])]
    days = tuple(sorted({_near(chance, chance.choice(edges)) for _ in range(3)}))
    return Member({"person": person, "credential": [credential], "activity": activities}, days)


def _edges(rules: MadeUp, chance: Random) -> list[date]:
    """First days of windows, the oldest first; the first of a cycle's is the day of issue."""
    month, day = rules.begins
    if rules.is_yearly:
        return [date(year, month, day) for year in (2023, 2024, 2025, 2026)]
    days = (date(2020, month, day), date(2020, month, day), date(2021, 8, 15), date(2020, 2, 29), date(2019, 3, 31))
    issued = chance.choice(days)
    return [later(issued, 12 * rules.years * number) for number in range(4)]


def _near(chance: Random, day: date) -> date:
    return day + timedelta(days=chance.choice((0, 0, -1, -1, 1, 30, 31, 60, 100, 150, 180, 200, 250, 300, 364)))


def _renew(rules: MadeUp, chance: Random, credential: dict[str, Any], edges: Sequence[date]) -> None:
    """Renewals shortly before the due date, and extensions anywhere in the cycles."""
    shift = 0
    granted = []
    renewed = []
    months = 12 if "months = 12" in rules.text else 6
    for number in range(chance.choice((0, 1, 1, 2)) + 1):
        first, own = edges[number], edges[number + 1] if number < 3 else None
        if own is None:
            break
        own, first = later(own, shift), later(first, shift)
        moved = 0
        if "extension" in rules.features and chance.random() < 0.5:
            day = chance.choice((own - timedelta(days=chance.randint(1, 300)), own - 2 * DAY, first + 40 * DAY))
            granted.append({"id": "extension", "done": day})
            moved = months
        renewed.append(later(own, moved) - timedelta(days=chance.choice((2, 20, 200))))
        if "extension, whole" in rules.features:
            shift += moved
    if len(renewed) > 1:
        credential["renewed"] = renewed[:-1]
    if len(renewed) == 2 and "grace" in rules.features and chance.random() < 0.5:
        credential["renewed"] = [renewed[0] + timedelta(days=chance.choice((21, 40, 100, 201)))]
    credential["step"] = granted


def _settings(rules: MadeUp, chance: Random, edges: Sequence[date]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for id in rules.settings:
        draw = chance.random()
        if draw < 0.6:
            found[id] = chance.random() < 0.5
        elif draw < 0.7 and rules.is_yearly:
            name = {"calendar-year": "2025"}.get("calendar-year" if rules.begins == (1, 1) else "", "FY25")
            found[id] = {name: chance.random() < 0.5}
        elif draw < 0.75:
            found[id] = chance.choice(("yes", 1))
    return found


def _plenty(chance: Random, first: date, number: int) -> dict[str, Any]:
    day = first + timedelta(days=chance.choice((0, 40, 340, 364)))
    entry: dict[str, Any] = {"id": f"p{number}", "title": f"Plenty {number}", "date": day}
    entry["hours"] = chance.choice((2, 8, 14, 20, 30))
    if chance.random() < 0.5:
        entry["category"] = ["ethics"]
    if chance.random() < 0.6:
        entry["format"] = "in-person"
    return entry


CATEGORIES = ("ethics", "ethics/law", "university", "university/evening", "other")


def _entry(rules: MadeUp, chance: Random, edges: Sequence[date], number: int) -> dict[str, Any]:
    day = _near(chance, chance.choice(edges))
    entry: dict[str, Any] = {"id": f"e{chance.randint(10, 99)}-{number}", "title": f"Event {number}", "date": day}
    hours = chance.choice(HOURS)
    if (hours * 100).denominator != 1 or ((hours * 60).denominator == 1 and chance.random() < 0.2):
        entry["minutes"] = int(hours * 60)
    else:
        entry["hours"] = hours
    if chance.random() < 0.5:
        entry["category"] = [chance.choice(CATEGORIES)]
    if chance.random() < 0.5:
        entry["format"] = chance.choice(("online", "online", "in-person", "hybrid"))
    if "goal" in rules.features and chance.random() < 0.3:
        entry["category"] = [chance.choice(("technology", "certificate"))]
        entry.pop("format", None)
    if "repeat" in rules.features and chance.random() < 0.6:
        entry["course"] = chance.choice(("Networks", "Law"))
    if "unit" in rules.features and chance.random() < 0.2:
        entry["units"] = {"credit": chance.choice((1, Fraction(1, 2)))}
        if chance.random() < 0.7:
            entry.pop("hours", entry.pop("minutes", None))
            entry.pop("minutes", None)
    if chance.random() < 0.05:
        entry["status"] = "planned"
    return entry
