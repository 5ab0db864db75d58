"""Which values and edges of rule files no case would miss: each is moved, and the cases are asked whether they notice.

A *value* is covered where some case comes out otherwise once it is far away; an *edge* where some case notices that it
was moved by the least: a number of hours by 0.01, a whole number by 1, a day by a day, in each direction. Both sides of
a switch are values too: the default one is covered where the other answer would be noticed, the other one where a case
chooses it or expects what it would change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from alcto_core.host.case_files import Case
from alcto_core.host.cases import mismatches
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import (
    AdvisoryFrom,
    Amount,
    Catalogue,
    Conditional,
    Deadline,
    Document,
    RuleFile,
    RuleSet,
    Setting,
    Window,
)
from alcto_core.rules.windows import YEARS
from alcto_core.toml.layout import Path

_HUNDREDTH = Decimal("0.01")
_DAY = timedelta(days=1)
_FAR = 50
"""Years by which a day is moved so that it lies nowhere near."""

_NOT_RULES = frozenset({"checked", "read", "schema", "lines"})
"""What says of a file how it was made, and decides nothing."""

_OF_THE_YEAR = frozenset({"month", "months", "ends"})
"""Numbers of months."""

_IN_HOURS = frozenset({
    "hours", "percent", "most", "most_per_entry", "award", "by", "to", "least", "more", "more_each_month",
})  # fmt: skip
"""Numbers that need not be whole."""


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """A value or an edge of a rule file that no case covers."""

    word: RuleFile
    path: Path
    value: str
    """What stands there."""
    moved: str
    """What may stand there instead without any case noticing; empty: the whole value may be gone."""


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """How much of some rule files their cases cover."""

    values: int = 0
    edges: int = 0
    gaps: tuple[Gap, ...] = ()

    @property
    def covered_values(self) -> int:
        """How many values some case would miss."""
        return self.values - sum(not gap.moved for gap in self.gaps)

    @property
    def covered_edges(self) -> int:
        """How many edges some case notices."""
        return self.edges - sum(bool(gap.moved) for gap in self.gaps)

    @property
    def percent(self) -> Decimal:
        """The smaller share of the two, in percent, rounded down; 100 where there is nothing to cover."""
        shares = [
            100 * Decimal(covered) / of
            for covered, of in ((self.covered_values, self.values), (self.covered_edges, self.edges))
            if of
        ]
        return min(shares, default=Decimal(100)).quantize(Decimal("0.1"), "ROUND_DOWN")


class _Point(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a rule file, with what it may be moved to."""

    path: Path
    value: object
    far: object
    near: tuple[object, ...] = ()


def coverage(
    words: Sequence[RuleFile], cases: Sequence[Case], library: Library, step: Callable[[int, int], None] | None = None
) -> Coverage:
    """How far the cases cover the rule files `words`, which are part of `library`.

    `step` is called with how many of how many values have been looked at.
    """
    points = [(word, point) for word in words for point in _points(word, library)]
    watch = _Watch(cases, library)
    values = edges = 0
    gaps: list[Gap] = []
    for number, (word, point) in enumerate(points, 1):
        values += 1
        edges += len(point.near)
        if not watch.notices(word, point.path, point.far):
            gaps.append(Gap(word=word, path=point.path, value=_said(point.value), moved=""))
        gaps += [
            Gap(word=word, path=point.path, value=_said(point.value), moved=_said(near))
            for near in point.near
            if not watch.notices(word, point.path, near)
        ]
        if step is not None:
            step(number, len(points))
    for word in words:
        if isinstance(word, RuleSet):
            found = list(_sides(word, watch))
            values += 2 * len(word.switch)
            gaps += found
    return Coverage(values=values, edges=edges, gaps=tuple(gaps))


class _Watch:
    """The cases, asked whether they notice a change; those that noticed the last ones are asked first."""

    def __init__(self, cases: Iterable[Case], library: Library) -> None:
        self.cases = list(cases)
        self._library = library

    def notices(self, word: RuleFile, path: Path, value: object) -> bool:
        """Whether some case comes out otherwise once another value stands at a place of a rule file."""
        other = _with(word, path, value)
        if path[-1] == "begins":
            # The first of the windows begins on that day too; alone, neither means anything.
            first = (*path[:-1], "first")
            if (day := _at(word, first)) is not None:
                other = _with(other, first, date.fromisoformat(f"{day.year:04}-{value}"))
        return self.notices_word(word, other)

    def notices_word(self, word: RuleFile, other: RuleFile) -> bool:
        """Whether some case comes out otherwise under another text of a rule file."""
        library = _library_with(self._library, word, other)
        for at, case in enumerate(self.cases):
            if _may_notice(case, word) and _differs(case, library):
                self.cases.insert(0, self.cases.pop(at))
                return True
        return False


def _may_notice(case: Case, word: RuleFile) -> bool:
    """Whether a case is about a rule set, or names an offering of a list, at all."""
    if isinstance(word, RuleSet):
        return any(credential.program == word.id for credential in case.records.credentials)
    if isinstance(word, Catalogue):
        listed = {offering.id for offering in word.offering}
        return any(activity.offering in listed for activity in case.records.activities)
    return True


def _differs(case: Case, library: Library) -> bool:
    try:
        return next(mismatches(case, library), None) is not None
    except Exception:  # noqa: BLE001 - a rule set that makes no sense any more may do anything; that is noticed too
        return True


def _library_with(library: Library, word: RuleFile, other: RuleFile) -> Library:
    """The same library with one rule file in the place of another one."""

    def all_of(words: Iterable[Any]) -> list[Any]:
        return [other if one is word else one for one in words]

    return Library(
        rule_sets=all_of(library.published.values()),
        frameworks=all_of(library.frameworks.values()),
        catalogues=all_of(library.catalogues),
        replacements=library.replacements,
        origins=library.origins,
    )


def _with(word: Any, path: Path, value: object) -> Any:
    """A part of a rule file with another value at a place in it."""
    if not path:
        return value
    first, rest = path[0], path[1:]
    if isinstance(first, int):
        return (*word[:first], _with(word[first], rest, value), *word[first + 1 :])
    fields = dict(zip(word.__struct_encode_fields__, word.__struct_fields__, strict=True))
    name = fields[first]
    return msgspec.structs.replace(word, **{name: _with(getattr(word, name), rest, value)})


# -- what can be moved -----------------------------------------------------------------------------------------------


def _points(word: RuleFile, library: Library) -> Iterator[_Point]:
    """Every number and day of a rule file that decides something."""
    for point in _inside(word, ()):
        near = tuple(one for one in point.near if _tells(word, point, one, library))
        if not isinstance(word, Catalogue) or not isinstance(point.value, date) or _is_asked_for(word, library):
            yield msgspec.structs.replace(point, near=near)


def _is_asked_for(catalogue: Catalogue, library: Library) -> bool:
    """Whether some rule set counts only what a list of this source holds; else its days are for people to know."""
    return any(
        rules.counts.listed is not None and catalogue.source in rules.counts.listed.sources
        for rules in library.published.values()
    )


def _inside(word: object, path: Path) -> Iterator[_Point]:
    if isinstance(word, Document):
        return
    if isinstance(word, msgspec.Struct):
        for field in msgspec.structs.fields(word):
            value = getattr(word, field.name)
            if field.encode_name not in _NOT_RULES and value != field.default:
                yield from _of(value, (*path, field.encode_name), word)
    elif isinstance(word, tuple):
        for index, part in enumerate(word):
            yield from _of(part, (*path, index), word)


def _of(value: object, path: Path, owner: object) -> Iterator[_Point]:
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    if isinstance(value, bool):
        return
    if isinstance(value, date):
        far = value.replace(year=value.year + _FAR, day=min(value.day, 28))
        yield _Point(path=path, value=value, far=far, near=(value - _DAY, value + _DAY))
    elif isinstance(value, int | Decimal) and isinstance(owner, Setting):
        # What holds where nobody set anything decides by the conditions that it meets, and has no edge of its own.
        yield _Point(path=path, value=value, far=Decimal(value) + 1000)
    elif isinstance(value, int | Decimal) and key in _IN_HOURS:
        exact = Decimal(value)
        yield _Point(path=path, value=value, far=exact * 3 + 7, near=(exact - _HUNDREDTH, exact + _HUNDREDTH))
    elif isinstance(value, int) and key in _OF_THE_YEAR and not isinstance(owner, Window):
        months = [(value - 1 + step) % 12 + 1 for step in (-1, 1, 6)]
        yield _Point(path=path, value=value, far=months[2], near=(months[0], months[1]))
    elif isinstance(value, int):
        yield _Point(path=path, value=value, far=value * 3 + 7, near=(value - 1, value + 1))
    elif key in ("begins", "ends") and isinstance(owner, Window) and isinstance(value, str) and value[2:3] == "-":
        day = date.fromisoformat(f"2001-{value}")
        moved = [f"{day + days * _DAY:%m-%d}" for days in (-1, 1, 100)]
        yield _Point(path=path, value=value, far=moved[2], near=(moved[0], moved[1]))
    else:
        yield from _inside(value, path)


def _tells(word: RuleFile, point: _Point, near: object, library: Library) -> bool:
    """Whether anything could ever tell a value from one beside it."""
    if isinstance(near, int | Decimal) and (near <= 0 or (point.path[-1] == "percent" and near > 100)):
        return False
    if not isinstance(near, date) or not isinstance(point.value, date):
        return True
    if isinstance(word, Catalogue):
        if point.path == ("from",) and near < point.value:
            # The oldest list of a source says since when its list is known.
            return any(one.source == word.source and one.since < word.since for one in library.catalogues)
        return len(point.path) == 1 or word.covers(near)
    if point.path[0] == "window" and point.path[-1] in ("first", "last"):
        # Years begin on one day alone: a day before the first, or after the last, names the same years.
        return (near > point.value) == (point.path[-1] == "first")
    owner, around = _at(word, point.path[:-1]), _at(word, point.path[:-2])
    if not isinstance(word, RuleSet):
        return True
    main = next((window for window in word.window if window.part_of is None), None)
    if isinstance(owner, AdvisoryFrom | Conditional) and main is not None and main.kind in YEARS:
        # What is asked of the day on which a window begins tells only such days apart.
        passed = max(point.value, near) if point.path[-1] == "until" else min(point.value, near)
        return f"{passed:%m-%d}" == (main.begins or "01-01")
    if not isinstance(owner, Amount | Deadline) or not isinstance(around, tuple):
        return True
    if main is not None and main.kind in YEARS and main.first is not None:
        # A value is asked for on the first days of years alone.
        return near > point.value > main.first
    # The first value of a list says since when it is known; nobody knows what held before.
    return bool(point.value > min(one.since for one in around))


def _at(word: Any, path: Path) -> Any:
    """What stands at a place of a rule file."""
    for part in path:
        if isinstance(part, int):
            word = word[part]
        else:
            word = getattr(word, dict(zip(word.__struct_encode_fields__, word.__struct_fields__, strict=True))[part])
    return word


def _sides(rules: RuleSet, watch: _Watch) -> Iterator[Gap]:
    """Sides of switches that no case covers."""
    for index, switch in enumerate(rules.switch):
        swapped = msgspec.structs.replace(switch, default=switch.other, other=switch.default)
        if not watch.notices(rules, ("switch", index), swapped):
            path: Path = ("switch", index, "default")
            yield Gap(word=rules, path=path, value=_said(switch.default), moved="")
        if not any(_asks(case, rules.id, switch.id, switch.other) for case in watch.cases):
            path = ("switch", index, "other")
            yield Gap(word=rules, path=path, value=_said(switch.other), moved="")


def _asks(case: Case, program: str, switch: str, other: object) -> bool:
    """Whether a case chooses the other answer of a switch, or expects what it would change."""
    for credential in case.records.credentials:
        if credential.program == program:
            chosen = credential.settings.get(switch)
            if chosen == other or (isinstance(chosen, dict) and other in chosen.values()):
                return True
            if switch in case.expect.get(credential.id, {}).get("readings", {}):
                return True
    return False


def _said(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
