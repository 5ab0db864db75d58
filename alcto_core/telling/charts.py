"""Pictures of one credential, as values: hours against the line that is needed, and hours by month and strand.

Each is drawn from a standing that is judged already, and each says the same in a sentence. docs/reference/charts.md
defines every figure of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from alcto_core.dates import show
from alcto_core.evaluation.naming import heading, missing_clause
from alcto_core.evaluation.standing import Credit, Standing, State
from alcto_core.hours import Hours, of, show_asked, simplest
from alcto_core.hours import show as show_hours
from alcto_core.nouns import OwnUnit, asked_in, counted_in, figures_in
from alcto_core.telling.card import total_of
from alcto_core.telling.page import Chart, sentence
from alcto_core.telling.sentences import skipped_words

if TYPE_CHECKING:
    from alcto_core.rules.library import Library

MOST_STRANDS = 8
"""So many strands of a framework all have a row; of more only those that hold hours."""
NO_STRAND = "No strand"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Point(NamedTuple):
    """What is counted from a day on, until the next point."""

    day: date
    hours: Hours


def _day_of(point: Point) -> date:
    return point.day


class BurnUp(Chart, frozen=True, kw_only=True):
    """Counted hours of a window against the line that is needed."""

    start: date
    end: date
    """The last day of the window: there the line reaches what is needed."""
    last: date
    """The last day that is drawn: the end, or a later due date or entry."""
    on: date
    needed: Hours
    is_even: bool
    """Whether the line rises evenly over the window; else it is level, as nothing is due at its end."""
    points: tuple[Point, ...]
    """What is counted up to the date asked about; the first is what was carried in."""
    ahead: tuple[Point, ...] = ()
    """What would be counted after it, with what is planned."""

    @property
    def counted(self) -> Hours:
        """Counted on the date asked about, with what was carried in."""
        return self.points[-1].hours

    @property
    def total(self) -> Hours:
        """Counted in the end, with what is planned."""
        return self.ahead[-1].hours if self.ahead else self.counted

    def line(self, day: date) -> Hours:
        """What an even pace has counted by the end of a day; all that is needed where the line is level."""
        if not self.is_even or day >= self.end:
            return self.needed
        gone = max(0, (day - self.start).days + 1)
        return simplest(self.needed * Fraction(gone, (self.end - self.start).days + 1))

    def at(self, day: date) -> Hours:
        """What is, or with what is planned would be, counted by the end of a day."""
        known = self.ahead if self.ahead and day >= self.ahead[0].day else self.points
        return known[max(0, bisect_right(known, day, key=_day_of) - 1)].hours


class Month(NamedTuple):
    """What counted in a calendar month."""

    first: date
    """Its first day."""
    strands: tuple[Hours, ...]
    """In the order of the picture's strands."""

    @property
    def hours(self) -> Hours:
        """All of it."""
        return sum(self.strands)

    @property
    def name(self) -> str:
        """ "Jan 2026"."""
        return month_name(self.first)


class Months(Chart, frozen=True, kw_only=True):
    """Counted hours of a window by the month in which they were earned and by strand."""

    start: date
    last: date
    on: date
    unit: str
    strands: tuple[str, ...]
    """Names, in the order of the framework."""
    months: tuple[Month, ...]
    """Those in which something counts, oldest first."""

    @property
    def sums(self) -> tuple[Hours, ...]:
        """Hours of each strand."""
        return tuple(sum(column) for column in zip(*(one.strands for one in self.months), strict=True))


def charts_of(standing: Standing, library: Library, after: Standing | None = None) -> tuple[Chart, ...]:
    """The pictures of one credential; `after` is where it stands with all that is planned. None where there is nothing
    to draw."""
    return tuple(one for one in (burn_up(standing, after), months(standing, library)) if one is not None)


def nothing_drawn(standing: Standing) -> str:
    """Why there is no picture of a credential, as a sentence."""
    why = f": {standing.why}" if standing.why else "."
    return f"There is nothing to draw of {heading(standing)}{why}"


def month_name(day: date) -> str:
    """ "Jan 2026"."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def month_short(day: date) -> str:
    """ "Jan"."""
    return _MONTHS[day.month - 1]


# -- hours against the line ------------------------------------------------------------------------------------------


def burn_up(standing: Standing, after: Standing | None = None) -> BurnUp | None:
    """The burn-up of a standing; None where its figures are in doubt, or nothing is asked in hours."""
    period, needed = standing.period, standing.hours.needed
    if not is_drawn(standing) or period is None or not needed:
        return None
    on = standing.on
    points = _points(standing, period.start, [one for one in standing.credits if one.date <= on])
    then = after if after is not None and after.period == period else standing
    ahead = _ahead(then, on, points[-1].hours)
    days = (period.end, standing.due or period.end, points[-1].day, *(one.day for one in ahead))
    found = BurnUp(
        title=f"{heading(standing)}: counted so far",
        sentence="",
        start=period.start,
        end=period.end,
        last=max(days),
        on=on,
        needed=needed,
        is_even=standing.due is not None,
        points=points,
        ahead=ahead,
    )
    return replace(found, sentence=" ".join(_burn_words(found, standing)))


def is_drawn(standing: Standing) -> bool:
    """Whether its figures are its own: not where nothing is owed, nor where the records can be read in two ways."""
    return standing.state is not State.NOT_APPLICABLE and not standing.is_doubtful and not standing.unread


def carried_in(standing: Standing) -> Hours:
    """Hours from the window before that count towards the total."""
    total = total_of(standing)
    return total.carried if total is not None else 0


def _points(standing: Standing, start: date, credits: Sequence[Credit]) -> tuple[Point, ...]:
    found = [Point(start, carried_in(standing))]
    counted = sorted((one for one in credits if one.counted), key=lambda one: one.date)
    for day, same in groupby(counted, key=lambda one: one.date):
        found.append(Point(day, found[-1].hours + sum(one.counted for one in same)))
    return tuple(found)


def _ahead(then: Standing, on: date, counted: Hours) -> tuple[Point, ...]:
    """What comes after the date asked about. A planned entry whose day has passed is taken as of that date."""
    past = carried_in(then) + sum(one.counted for one in then.credits if one.date <= on)
    found = [Point(on, past)] if past != counted else []
    for day, same in groupby(
        sorted((one for one in then.credits if one.counted and one.date > on), key=lambda one: one.date),
        key=lambda one: one.date,
    ):
        past += sum(one.counted for one in same)
        found.append(Point(day, past))
    return tuple(found)


def _burn_words(found: BurnUp, standing: Standing) -> Iterator[str]:
    total, is_met = total_of(standing), standing.state is State.COMPLIANT
    unit = total.unit if total is not None else "hours"
    own = standing.hours.own
    words = f"{figures_in(own, found.counted, found.needed, unit)} counted"
    words += f" by {show(found.on)}"
    if found.counted >= found.needed:
        day = next(one.day for one in found.points if one.hours >= found.needed)
        words += f", reached on {show(day)}"
    elif found.is_even and not is_met and found.start <= found.on < found.end:
        words += f", where an even pace would have {_pace(own, found.line(found.on))}"
    yield f"{words}."
    if found.ahead:
        total_then = of(found.total, found.needed) if own is None else figures_in(own, found.total, found.needed)
        yield f"With what is planned: {total_then} by {show(found.ahead[-1].day)}."
    if standing.state is State.UNDETERMINED:
        yield from (sentence(words) for words in (standing.why,) if words)
    elif is_met:
        yield from (sentence(words) for words in (standing.settled,) if words)
    elif standing.hours.missing != found.needed - found.counted:
        # The picture shows one figure only: what else is missing is said, or a full ground would look like all.
        yield from (sentence(words) for words in (missing_clause(standing),) if words)
    if standing.skipped:
        yield f"{skipped_words(standing.skipped)}."


def _pace(own: OwnUnit | None, hours: Hours) -> str:
    """The figure of the even pace, as the one of what is counted."""
    return show_asked(hours) if own is None else asked_in(own, hours)


# -- hours by month and strand ---------------------------------------------------------------------------------------


def months(standing: Standing, library: Library) -> Months | None:
    """The months of a standing; None where nothing counts, or its figures are in doubt."""
    period = standing.period
    counted = sorted((one for one in standing.credits if one.counted), key=lambda one: one.date)
    if not is_drawn(standing) or period is None or not counted:
        return None
    strands = _strands(standing, counted, library)
    rows = tuple(
        Month(first, tuple(_sums([*same], strands)))
        for first, same in groupby(counted, key=lambda one: one.date.replace(day=1))
    )
    names = tuple(library.strand_short(one) if one else NO_STRAND for one in strands)
    total = total_of(standing)
    unit = total.unit if total is not None else "hours"
    return Months(
        title=f"{heading(standing)}: by month and strand",
        sentence=_months_words(rows, names, unit, standing.hours.own),
        start=period.start,
        last=max(period.end, counted[-1].date),
        on=standing.on,
        unit=unit,
        strands=names,
        months=rows,
    )


def _strands(standing: Standing, counted: Sequence[Credit], library: Library) -> tuple[str, ...]:
    """Ids of the strands that have a row, in the order of the framework; "" for hours without one."""
    rules = library.rule_sets.get(standing.program)
    framework = library.frameworks.get(rules.framework) if rules is not None and rules.framework else None
    own = [one.id for one in framework.strand] if framework is not None else []
    held = {strand for one in counted for strand, hours in one.strands.items() if hours}
    shown = own if len(own) <= MOST_STRANDS else [one for one in own if one in held]
    others = sorted(held.difference(own))
    bare = any(_bare(one) for one in counted)
    return (*shown, *others, *(("",) if bare else ()))


def _bare(credit: Credit) -> Hours:
    return credit.counted - sum(credit.strands.values())


def _sums(credits: Sequence[Credit], strands: Sequence[str]) -> Iterator[Hours]:
    for strand in strands:
        yield sum(one.strands.get(strand, 0) for one in credits) if strand else sum(map(_bare, credits))


def _months_words(rows: Sequence[Month], names: Sequence[str], unit: str, own: OwnUnit | None) -> str:
    sums = [sum(column) for column in zip(*(one.strands for one in rows), strict=True)]
    parts = [f"{name} {show_hours(hours)}" for name, hours in zip(names, sums, strict=True) if hours]
    empty = [name for name, hours in zip(names, sums, strict=True) if not hours]
    most = max(rows, key=lambda one: one.hours)
    words = f"{counted_in(own, simplest(sum(sums)), unit)} counted: {', '.join(parts)}"
    none = f"; none in {', '.join(empty)}" if empty else ""
    best = f" Most in {most.name}: {show_hours(most.hours)}." if len(rows) > 1 else f" All in {most.name}."
    return f"{words}{none}.{best}"
