"""What looks odd in a rule file and is no mistake for sure: a limit that never binds, a value never in force.

Said when a rule author asks for it, never when alcto starts: an odd file means what it says.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from difflib import SequenceMatcher

from alcto_core.dates import add_years, show
from alcto_core.rules.coherence import first_above, is_total
from alcto_core.rules.faults import RuleFault
from alcto_core.rules.library import Library
from alcto_core.rules.replacement import own_path, published_rule, replaced
from alcto_core.rules.unused_declarations import unused_declarations
from alcto_core.rules.vocabulary import (
    Catalogue,
    Replacement,
    Rule,
    RuleFile,
    RuleSet,
    Window,
    in_force,
    is_inside,
    names,
    placed_selections,
    selections,
)
from alcto_core.rules.windows import YEARS, NoWindow, main_windows, year_containing
from alcto_core.text import nearest
from alcto_core.toml.layout import Path

_LOOKED_AHEAD = 12
"""Years after the last value in which some window should begin."""


def odd_rules(file: RuleFile, library: Library) -> Iterator[RuleFault]:
    """What looks odd in a rule file; `library` holds the rule files beside it."""
    match file:
        case RuleSet():
            yield from _windows(file)
            for at, rule in enumerate(file.rule):
                yield from _rule(rule, ("rule", at), file)
            yield from _ways(file)
            yield from _words(file, library)
            yield from unused_declarations(file)
        case Replacement():
            rules = library.published.get(file.rule_set)
            if rules is not None and (old := published_rule(rules, file)) is not None:
                changed, at = replaced(rules, file), rules.rule.index(old)
                for finding in _rule(changed.rule[at], ("rule", at), changed):
                    yield RuleFault(own_path(finding.path, at, old, file.new), finding.text, finding.remedy)
        case Catalogue():
            yield from _catalogue(file, library)


def _rule(rule: Rule, path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    for key in ("prorate", "spends", "bars_carried"):
        if getattr(rule, key) and not rule.at_least:
            yield RuleFault((*path, key), f"“{key}” changes nothing without at_least", "leave it out")
    for other in rules.rule:
        if other is not rule and _never_binds(rule, other):
            text = f"this limit can never bind: “{other.id}” already allows no more of these hours"
            yield RuleFault((*path, "at_most"), text, "leave it out, or correct one of the two")
            break
    yield from _tiny_share(rule, path)
    yield from _same_limit(rule, path, rules)
    yield from _above_total(rule, path, rules)
    if rule.at_most and _percent_of_all(rule):
        yield RuleFault((*path, "at_most"), "this limit can never bind: it allows all hours", "leave it out")
    yield from _never_in_force(rule, path, rules)


def _tiny_share(rule: Rule, path: Path) -> Iterator[RuleFault]:
    """A share that was most likely meant of one, and is of a hundred."""
    for key in ("at_least", "at_most"):
        for at, amount in enumerate(getattr(rule, key)):
            if amount.percent is not None and amount.percent < 1:
                text = f"{amount.percent} percent is less than a hundredth"
                meant = f"{amount.percent * 100:f}"
                meant = meant.rstrip("0").rstrip(".") if "." in meant else meant
                yield RuleFault((*path, key, at, "percent"), text, f"write {meant} if that is meant", meant)


def _percent_of_all(rule: Rule) -> bool:
    return all(amount.percent is not None and amount.percent >= 100 for amount in rule.at_most)


def _never_binds(inner: Rule, outer: Rule) -> bool:
    """Whether a limit on some hours lies inside a limit that is no larger, on every day."""
    if (
        outer.per is not None
        or outer.when is not None
        or outer.unless is not None
        or outer.advisory
        or (inner.prorate_most and not outer.prorate_most)
        or not inner.at_most
        or not outer.at_most
    ):
        return False
    if outer.within not in (None, inner.within) or outer.each is not None or not is_inside(inner.select, outer.select):
        return False
    if is_inside(outer.select, inner.select) and inner.per is None and inner.within == outer.within:
        return False  # one limit in two rules: which of them is meant, nobody can tell
    days = {amount.since for amount in (*inner.at_most, *outer.at_most)}
    compared = False
    for day in days:
        small, large = in_force(inner.at_most, day), in_force(outer.at_most, day)
        if small is None:
            continue
        if large is None or small.exact is None or large.exact is None:
            return False
        if small.exact < large.exact:
            return False
        compared = True
    return compared


def _same_limit(rule: Rule, path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    """A second limit on the very same hours."""
    for other in rules.rule:
        if other is rule:
            return
        if _is_limit_of_same(rule, other):
            text = f"“{other.id}” limits the very same hours, and the smaller of the two holds"
            yield RuleFault((*path, "at_most"), text, "keep one of them, or correct what they select")
            return


def _is_limit_of_same(rule: Rule, other: Rule) -> bool:
    if any(one.is_conditional or one.advisory or not one.at_most for one in (rule, other)):
        return False
    if (rule.per, rule.within, rule.each) != (other.per, other.within, other.each):
        return False
    kinds = [{amount.of if amount.percent is not None else "hours" for amount in one.at_most} for one in (rule, other)]
    same = is_inside(rule.select, other.select) and is_inside(other.select, rule.select)
    return same and not kinds[0].isdisjoint(kinds[1])


def _above_total(rule: Rule, path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    """A least of some hours that is larger than the total of all."""
    ways = {id for any_of in rules.any_of for option in any_of.options for id in option}
    total = next(
        (one for one in rules.rule if is_total(one) and not one.is_conditional and not one.advisory),
        None,
    )
    if (
        total is None
        or total is rule
        or rule.measure != "hours"
        or rule.advisory
        or rule.when
        or rule.unless
        or rule.id in ways
    ):
        return
    if found := first_above(rule.at_least, total.at_least):
        least, most = found
        text = f"{least.hours} hours are asked for here, and only {most.hours} in all (“{total.id}”)"
        yield RuleFault((*path, "at_least", rule.at_least.index(least), "hours"), text, "correct one of the two")


def _never_in_force(rule: Rule, path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    """Values between which no window begins: the value on a window's first day judges the whole window."""
    windows = main_windows(rules.window)
    if rule.within is not None or rule.judged != "window" or not windows or windows[0].kind not in YEARS:
        return
    for key in ("at_least", "at_most"):
        amounts = getattr(rule, key)
        earliest = min((amount.since for amount in amounts), default=None)
        firsts = [window.first for window in windows if window.first is not None]
        for at, amount in enumerate(amounts):
            later = [other.since for other in amounts if other.since > amount.since]
            until = min(later, default=add_years(max([amount.since, *firsts]), _LOOKED_AHEAD))
            if not _some_window_begins(windows, amount.since, until):
                text = f"no window begins from {show(amount.since)} until the next value, so this one never holds"
                yield RuleFault((*path, key, at, "from"), text, "give it the first day of a window")
                continue
            span = year_containing(windows, amount.since)
            if not isinstance(span, NoWindow) and span.start < amount.since and amount.since != earliest:
                first = span.end + timedelta(days=1)
                text = f"{show(amount.since)} lies inside a window, which is judged by the value of its first day"
                remedy = f'write {first}, from which it holds, or judged = "end" in the rule'
                yield RuleFault((*path, key, at, "from"), text, remedy, first.isoformat())


def _some_window_begins(windows: tuple[Window, ...], first: date, end: date) -> bool:
    """Whether a year of these windows begins on or after `first` and before `end`."""
    day = first
    while day < end:
        span = year_containing(windows, day)
        if isinstance(span, NoWindow):
            begins = [window.first for window in windows if window.first is not None and day < window.first < end]
            if not begins:
                return False
            day = min(begins)
        elif first <= span.start:
            return True
        else:
            day = span.end + timedelta(days=1)
    return False


def _windows(rules: RuleSet) -> Iterator[RuleFault]:
    places = {window.id: ("window", at) for at, window in enumerate(rules.window)}
    main = main_windows(rules.window)
    used = {rule.within for rule in rules.rule}
    for part in rules.window:
        whole = next((window for window in main if window.id == part.part_of), None)
        if part.part_of is not None and part.id not in used:
            yield RuleFault(
                places[part.id], "no rule is asked within this window", "leave it out, or name it in within"
            )
        elif whole is not None and not _fits(part, whole):
            text = f"no whole “{part.id}” ever fits into “{whole.id}”, so what is asked within it is never asked"
            yield RuleFault(places[part.id], text, "divide the window into parts that begin where it begins")


def _fits(part: Window, whole: Window) -> bool:
    """Whether the window holds a whole one of its parts, wherever it begins."""
    length, room = part.years or 1, (whole.months or 12) // 12 if whole.kind in ("months-from", "rolling") else None
    if whole.kind == "open":
        return True
    room = room if room is not None else whole.years or 1
    if part.kind == "cycle":
        return length <= room
    if whole.kind in YEARS and (whole.begins or "01-01") == (part.begins or "01-01"):
        return length <= room
    return length + 1 <= room


def _ways(rules: RuleSet) -> Iterator[RuleFault]:
    """Ways that nobody can go any more once one rule of several has ended: a rule that is not asked is no way."""
    ended = {rule.id: rule.until for rule in rules.rule if rule.until is not None}
    for index, group in enumerate(rules.any_of):
        for at, option in enumerate(group.options):
            lasts = [id for id in option if id not in ended]
            for number, id in enumerate(option):
                if lasts and id in ended and (group.until is None or group.until > ended[id]):
                    text = f"“{id}” is asked until {show(ended[id])} only, and afterwards nobody can go this way"
                    remedy = "put it into an any_of of its own, which ends with it"
                    yield RuleFault(("any_of", index, "options", at, number), text, remedy)


def _words(rules: RuleSet, library: Library) -> Iterator[RuleFault]:
    """Names in selections that nothing provides, or that are nearly another name."""
    selects = list(placed_selections(rules))
    known = {catalogue.source for catalogue in library.catalogues}
    listed = rules.counts.listed
    own = set(listed.sources) if listed else set()
    categories = [name for _, select in selects for name in names(select.category)]
    for path, select in selects:
        for strand in names(select.strand):
            if strand.partition("/")[0] != (rules.framework or ""):
                text = f"“{strand}” is no strand of this rule set's framework, so no hours are ever selected"
                yield RuleFault((*path, "strand"), text, "name a strand of its framework")
        for source in names(select.source):
            near = nearest(source, known - {source})
            if source not in known | own and near is not None:
                text = f"no catalogue has the source “{source}”"
                yield RuleFault((*path, "source"), text, f"did you mean “{near}”?")
        for category in names(select.category):
            near = next((one for one in categories if not _related(one, category) and _nearly(one, category)), None)
            if near is not None and categories.count(category) == 1:
                text = f"“{category}” is nearly “{near}”, which stands elsewhere in this file"
                yield RuleFault((*path, "category"), text, "make them the same where the same is meant")


def _nearly(one: str, other: str) -> bool:
    """Whether two names differ by a letter or two."""
    return SequenceMatcher(None, one, other).ratio() > 0.9


def _related(one: str, other: str) -> bool:
    """Whether two categories are the same, brothers, or one is a part of the other."""
    parent, own = one.rpartition("/")[0], other.rpartition("/")[0]
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/") or bool(parent and parent == own)


def _catalogue(catalogue: Catalogue, library: Library) -> Iterator[RuleFault]:
    listed: set[str] = set()
    asked: set[str] = set()
    offerings: set[str] = set()
    for rules in library.rule_sets.values():
        listed.update(rules.counts.listed.sources if rules.counts.listed else ())
        offerings.update(listing.offering for listing in rules.counts.also)
        for select in selections(rules):
            asked.update(names(select.source))
            offerings.update(names(select.offering))
    asked |= listed
    if asked and catalogue.source not in asked and offerings.isdisjoint(one.id for one in catalogue.offering):
        near = nearest(catalogue.source, asked)
        hint = f"did you mean “{near}”?" if near else f"asked for are: {', '.join(sorted(asked))}"
        yield RuleFault(("source",), f"no rule set asks for the source “{catalogue.source}”", hint)
    if catalogue.source in listed and not catalogue.partial and len(catalogue.offering) < 2:
        few = "nothing" if not catalogue.offering else "one offering"
        text = f"it lists {few}, so any other event of “{catalogue.source}” in its span is refused"
        yield RuleFault(("offering",), text, "add partial = true where it is an approval of single events")
    for at, offering in enumerate(catalogue.offering):
        most = offering.most if offering.most is not None else offering.award
        each = offering.most_per_entry
        if each is not None and most is not None and Decimal(each) >= Decimal(most):
            text = f"this limit can never bind: the offering counts up to {most} in all"
            yield RuleFault(("offering", at, "most_per_entry"), text, "leave it out, or correct one of the two")
