"""Windows: each has the keys of its kind and no others, and together they leave no day out and hold none twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from alcto_core.dates import add_years, show
from alcto_core.rules.coherence.references import number_named, switch_named
from alcto_core.rules.coherence.requirements import is_total
from alcto_core.rules.faults import RuleFault, count_findings, hours_findings, unknown
from alcto_core.rules.vocabulary import Extension, Grace, Pause, RuleSet, Window
from alcto_core.rules.windows import YEARS
from alcto_core.toml.layout import Path

NEEDS: Mapping[str, tuple[str, ...]] = {
    "fiscal-year": ("begins",),
    "calendar-year": (),
    "cycle": ("years",),
    "months-from": ("months", "fact"),
    "rolling": ("months",),
    "open": (),
}
"""The keys that each kind of window cannot do without."""
USES: Mapping[str, tuple[str, ...]] = {
    "fiscal-year": ("begins", "first", "last", "years", "grace", "submit"),
    "calendar-year": ("first", "last", "years", "grace", "submit"),
    "cycle": (
        "years",
        "switch",
        "start_switch",
        "cohort",
        "ends",
        "month",
        "first_cycle",
        "year_like",
        "pause",
        "extension",
        "grace",
        "submit",
    ),
    "months-from": ("months", "fact", "other_months", "switch", "grace", "submit"),
    "rolling": ("months",),
    "open": (),
}
"""The keys that have a meaning in each kind of window, beside `id`, `kind`, `part_of`, `cite` and `inferred`."""
_KEYS = tuple(dict.fromkeys(key for keys in USES.values() for key in keys))
_OF_THE_WHOLE = (
    "grace",
    "submit",
    "pause",
    "extension",
    "cohort",
    "switch",
    "start_switch",
    "ends",
    "month",
    "first_cycle",
    "year_like",
)
"""What is said of the main window only: nothing is due at the end of a part."""

_LEAST_ALIKE = 2
"""Years of the shortest cycle that does not end in every year."""
_BY_ISSUE = frozenset({"anniversary", "eve"})
"""Last days of a cycle that follow from the day of issue alone."""
_DAY_OF_YEAR = re.compile(r"\d\d-\d\d")
_DAY = timedelta(days=1)
_MOST_MONTHS = 240
"""Months of an extension, or of a time of grace that asks for more with each of them: each is judged by itself."""


def windows_findings(rules: RuleSet) -> Iterator[RuleFault]:
    """Everything that is wrong with the windows of a rule set."""
    if not rules.window:
        yield RuleFault(("window",), "a rule set needs a window", "add a [[window]]")
    for index, window in enumerate(rules.window):
        yield from _window(window, ("window", index), rules)
    yield from _lengths(rules)


def _window(window: Window, path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    yield from _keys(window, path)
    for key in ("years", "months", "other_months"):
        yield from count_findings(getattr(window, key), (*path, key))
    yield from _place_of_window(window, path, rules)
    yield from _first(window, path)
    if window.grace is not None:
        yield from _grace(window.grace, (*path, "grace"), rules)
    if window.extension is not None:
        yield from _extension(window, window.extension, (*path, "extension"), rules)
    if window.submit is not None:
        yield from count_findings(window.submit.days, (*path, "submit", "days"))
    yield from switch_named(window.switch, (*path, "switch"), rules)
    yield from _last_day(window, path, rules)
    yield from _start_switch(window, path, rules)
    cohorts: set[str] = set()
    for index, cohort in enumerate(window.cohort):
        if (name := cohort.name.casefold()) in cohorts:
            yield RuleFault((*path, "cohort", index, "name"), f"“{cohort.name}” stands twice", "keep one of them")
        cohorts.add(name)
    yield from _pauses(window.pause, (*path, "pause"))


def _grace(grace: Grace, path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    """A time of grace, and what it asks on top of the total."""
    yield from count_findings(grace.months, (*path, "months"), _MOST_MONTHS if grace.more_each_month else None)
    for key in ("more", "more_each_month"):
        if (hours := getattr(grace, key)) is not None:
            yield from hours_findings(hours, (*path, key))
            if not any(is_total(rule) for rule in rules.rule):
                text = "the rule set has no total in hours, so nothing could be asked on top of it"
                yield RuleFault((*path, key), text, "add a rule without select and with at_least in hours, or drop it")


def _extension(window: Window, extension: Extension, path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    """An extension of single cycles: the step that tells of it, and that the next cycle is left."""
    most = (window.years or 1) * 12
    yield from count_findings(extension.months, (*path, "months"), _MOST_MONTHS)
    if extension.next == "shorter" and extension.months >= most:
        text = f"nothing would be left of the next cycle, which has {most} months"
        yield RuleFault((*path, "months"), text, 'write fewer, or next = "whole"')
    step = next((step for step in rules.step if step.id == extension.step), None)
    if step is None:
        yield unknown((*path, "step"), "step of this rule set", extension.step, [one.id for one in rules.step])
    elif not step.advisory:
        text = f"“{step.id}” would be asked of everybody, and an extension is granted to some"
        yield RuleFault((*path, "step"), text, "add advisory = true to the step")
    if window.pause:
        text = "a pause and an extension would both move the last day, and nobody can tell which of them first"
        yield RuleFault(path, text, "write one of the two; what the other does can be said by `due`")


def _keys(window: Window, path: Path) -> Iterator[RuleFault]:
    """Keys that are missing, and those that would be ignored."""
    for key in NEEDS[window.kind]:
        if getattr(window, key) is None:
            yield RuleFault(path, f"a window of the kind {window.kind} needs “{key}”", f"add {key} = …")
    for key in _KEYS:
        if getattr(window, key) in (None, (), "anniversary"):
            continue
        if key not in USES[window.kind]:
            text = f"“{key}” has no effect in a window of the kind {window.kind}"
            yield RuleFault((*path, key), text, "leave it out, or write another kind")
        elif window.part_of is not None and key in _OF_THE_WHOLE:
            text = f"“{key}” has no effect in a part of a window"
            yield RuleFault((*path, key), text, f"write it to the window “{window.part_of}”, or leave it out")
    if window.kind == "months-from" and (window.switch is None) != (window.other_months is None):
        text = "a second length needs both “switch” and “other_months”"
        yield RuleFault(path, text, "add the other one, or leave both out")


def _last_day(window: Window, path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    """On which day a cycle ends, and the setting or the first cycle that this turns on."""
    if window.kind != "cycle":
        return
    is_fixed = window.ends not in _BY_ISSUE
    if is_fixed and window.ends != "month" and not _is_day_of_year(window.ends):
        text = f"“{window.ends}” is no last day of a cycle"
        remedy = 'write anniversary, eve, month, or a day of every year such as "12-31"'
        yield RuleFault((*path, "ends"), text, remedy)
    elif window.ends == "month" and window.month is None:
        text = "which month? No setting tells it"
        yield RuleFault((*path, "ends"), text, 'add month = "SETTING", a setting of the type number')
    elif window.month is not None and window.ends != "month":
        yield RuleFault((*path, "month"), "the month has no effect", 'leave it out, or write ends = "month"')
    yield from number_named(window.month, (*path, "month"), rules)
    if window.first_cycle is not None and not is_fixed:
        text = f"a first cycle that ends on its {window.ends} is neither shorter nor longer than the others"
        yield RuleFault((*path, "first_cycle"), text, "leave it out, or let cycles end on a fixed day")
    if window.year_like is None:
        return
    yield from number_named(window.year_like, (*path, "year_like"), rules)
    if not is_fixed or window.first_cycle == "year" or (window.years or 1) < _LEAST_ALIKE:
        text = "the years in which cycles end follow from the day of issue already"
        remedy = 'leave it out, or write a fixed last day, 2 years or more, and no first_cycle = "year"'
        yield RuleFault((*path, "year_like"), text, remedy)


def _start_switch(window: Window, path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    """The switch between the two days on which a first cycle may begin, with the answers that it must have."""
    id = window.start_switch
    yield from switch_named(id, (*path, "start_switch"), rules)
    if id is None:
        return
    if not window.cohort:
        text = "without cohorts a first cycle always begins on the date of issue"
        yield RuleFault((*path, "start_switch"), text, "leave it out, or name the cohorts")
    for switch in rules.switch:
        if switch.id == id and {switch.default, switch.other} != {"due", "issue"}:
            text = f"the switch “{id}” has other answers than “due” and “issue”"
            yield RuleFault(
                (*path, "start_switch"), text, 'give it default = "due" and other = "issue", or the reverse'
            )


def _first(window: Window, path: Path) -> Iterator[RuleFault]:
    """The first days of years: `begins` is a day of every year, and `first` one of those days."""
    begins = window.begins or "01-01"
    if not _is_day_of_year(begins):
        yield RuleFault(
            (*path, "begins"), f"“{begins}” is not a day of every year", 'write month and day, e.g. "10-01"'
        )
    elif _is_dated(window) and window.first is not None and f"{window.first:%m-%d}" != begins:
        text = f"{show(window.first)} is not the day on which the years begin ({begins})"
        yield RuleFault((*path, "first"), text, f"write {window.first.year:04}-{begins}, or correct the other one")
    if window.kind in YEARS and (window.years or 1) > 1 and window.first is None:
        text = f"nobody can tell in which years these {window.years} years begin"
        yield RuleFault((*path, "years"), text, "add first = the first day of the first window")
    if window.first and window.last and window.last < window.first:
        yield RuleFault((*path, "last"), "its last window begins before the first", "put first and last right")


def _is_dated(window: Window) -> bool:
    """Whether its years begin on a day that the file tells."""
    return window.kind == "calendar-year" or (window.kind == "fiscal-year" and window.begins is not None)


def _is_day_of_year(begins: str) -> bool:
    if not _DAY_OF_YEAR.fullmatch(begins):
        return False
    try:
        date.fromisoformat(f"2001-{begins}")
    except ValueError:
        return False
    return True


def _pauses(pauses: tuple[Pause, ...], path: Path) -> Iterator[RuleFault]:
    for index, pause in enumerate(pauses):
        if pause.until < pause.since:
            yield RuleFault((*path, index, "until"), "it ends before it begins", "put from and until right")
        for other in pauses[:index]:
            if other.since <= pause.until and pause.since <= other.until:
                text = f"these days stand still already from {show(other.since)} to {show(other.until)}"
                yield RuleFault((*path, index, "from"), text, "make one pause of the two")
                break


def _place_of_window(window: Window, path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    """Whether it is a main window that is used, or a part of one that has parts."""
    main = [other for other in rules.window if other.part_of is None]
    whole = next((other for other in main if other.id == window.part_of and other is not window), None)
    if window.part_of is None:
        if window is not main[0] and not {window.kind, main[0].kind} <= YEARS:
            text = f"beside “{main[0].id}” this window is never used"
            yield RuleFault(path, text, "say of which window it is a part (part_of), or write a rule set of its own")
    elif whole is None:
        yield unknown((*path, "part_of"), "main window of this rule set", window.part_of, [one.id for one in main])
    elif whole.kind in {"rolling", "open"}:
        text = f"“{whole.id}” is of the kind {whole.kind}, and such a window has no parts"
        yield RuleFault((*path, "part_of"), text, "leave the part out, or divide years or a cycle")
    elif window.kind not in {*YEARS, "cycle"}:
        yield RuleFault((*path, "kind"), f"a window of the kind {window.kind} divides no other one",
                      "parts are fiscal-year, calendar-year or cycle")  # fmt: skip


def _lengths(rules: RuleSet) -> Iterator[RuleFault]:
    """Main windows of years that follow one another: the next begins on the day after the last one has ended."""
    main = [(index, window) for index, window in enumerate(rules.window) if window.part_of is None]
    years = [(index, window) for index, window in main if window.kind in YEARS]
    if len(years) != len(main) or not all(_is_dated(window) for _, window in years):
        return
    if not all(_is_day_of_year(window.begins or "01-01") for _, window in years):
        return
    for (index, one), (later, other) in pairwise(years):
        if other.first is None:
            text = f"nobody can tell when it takes the place of “{one.id}”"
            yield RuleFault(("window", later), text, "add first = …")
        elif one.first is not None and other.first <= one.first:
            text = f"“{other.id}” begins before “{one.id}”, which stands before it"
            yield RuleFault(("window", later, "first"), text, "write the older window first")
        elif one.last is None:
            text = f"the window “{one.id}” goes on after “{other.id}” has begun"
            yield RuleFault(
                ("window", index), text, f"add last = the first day of its last window before {other.first}"
            )
        elif (end := _end_of_last(one)) is not None:
            yield from _seam(end, other.first, ("window", index, "last"), one, other)


def _seam(end: date, begin: date, path: Path, one: Window, other: Window) -> Iterator[RuleFault]:
    remedy = "put last and first right: the next length begins on the day after the last window of the one before"
    if end >= begin:
        text = f"the last window of “{one.id}” ends on {show(end)}, and “{other.id}” begins on {show(begin)}"
        yield RuleFault(path, text, remedy)
    elif end + _DAY < begin:
        text = f"no window is open from {show(end + _DAY)} until “{other.id}” begins on {show(begin)}"
        yield RuleFault(path, text, remedy)


def _end_of_last(window: Window) -> date | None:
    """The last day of the last window; None where it cannot be told."""
    last, first, length = window.last, window.first, window.years or 1
    if last is None or length < 1 or last.year < 2 or last.year + length >= date.max.year:
        return None
    if length > 1:
        if first is None or first > last:
            return None
        start = add_years(first, (last.year - first.year) // length * length)
        start = start if start <= last else add_years(start, -length)
    else:
        month, day = (int(part) for part in (window.begins or "01-01").split("-"))
        start = date(last.year, month, day)
        start = start if start <= last else date(last.year - 1, month, day)
    return add_years(start, length) - _DAY
