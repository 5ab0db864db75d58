"""Which column says how long each activity was: what was earned goes before what was asked for, a sum is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from alcto_core.entry.amounts import Unit
from alcto_core.entry.strands import StrandNamed
from alcto_core.hours import HOUR
from alcto_core.importing import headings
from alcto_core.importing.beside_lengths import is_apart, is_of_a_college, takes_back
from alcto_core.importing.evidence import HARDLY, MOSTLY, is_ticked
from alcto_core.importing.measures import ASKED, CLAIMED, EARNED, PLAIN, SUM, Measure
from alcto_core.importing.rewritten import rewritten
from alcto_core.importing.unit_column import amount_column, unit_column
from alcto_core.importing.weighing import SAYS_SO, Weighing

_HOURS = frozenset(("h", "hr", "hrs", "hours", "std"))
_LONG = 24 * HOUR
_HOURS_OF = re.compile(r"\s*[(\[]?\b(?:hours?|hrs?|minutes?|mins?)\b\.?[)\]]?$", re.I)
_PARTS = re.compile(r"\s*(?:,|/|&|\+|\band\b)\s*", re.I)
_WHAT = "Which column holds the hours?"
_TIMES = frozenset(("time", "times", "session time", "event time", "class time", "workshop time", "meeting time"))
"""Headings of a time of the day, or of how much time."""


class _Length(NamedTuple):
    """A column that says a length."""

    at: int
    measure: Measure


class Lengths:
    """Finds the column of hours, that of minutes, and the subject areas that have a column of hours each."""

    def __init__(self, weighing: Weighing) -> None:
        self._on = weighing
        self._cells = weighing.cells

    def choose(self) -> None:
        """Take what is sure, and ask where it is not."""
        on = self._on
        if "hours" in on.taken:
            return
        self._splits()
        if self._asks_of_rewritten():
            return
        found = self._without_sums([one for index in on.free if (one := self._read(index)) is not None])
        real = [one for one in found if one.measure.role >= CLAIMED and not one.measure.asks]
        if not any(one.measure.kind for one in real) and self._with_units():
            return
        if self._asks_of_taken_back(real, found):
            return
        real = [one for one in real if one.measure.kind > 1 or not self._doubts_unit(one)] or real
        if splits := [index for index, one in on.columns.items() if one.key == "split"]:
            if real:
                total = next((one for one in real if self._cells.is_sum_of(one.at, splits)), real[0])
                on.take(total.at, "hours", "it stands beside the hours of each subject area", unit=total.measure.unit)
            return
        if real:
            asked = (one.at for one in found if one.measure.role == ASKED)
            on.why |= dict.fromkeys(asked, "it says what was asked for or planned, not what was earned")
        sure = [one for one in real if one.measure.kind and one.measure.is_whole]
        chosen = sure or [one for one in real if one.measure.kind] or [one for one in real if self._is_total(one, real)]
        if chosen:
            self._among(chosen)
        elif not self._is_said_by_times():
            self._ask_for_others(found)

    def _with_units(self) -> bool:
        """Take “Amount” or “Qty” where its neighbour holds the unit of each: 90 and “minutes”."""
        on = self._on
        at = amount_column(on.headings, self._cells)
        if at is None or at in on.columns or on.samples[at].numbers < MOSTLY:
            return False
        on.take(at, "hours", f"an amount, and {on.name(at + 1)} holds the unit of each", unit_at=at + 1)
        on.why[at + 1] = f"the unit of {on.name(at)}"
        return True

    def _asks_of_taken_back(self, real: Sequence[_Length], found: Sequence[_Length]) -> bool:
        """Ask where nothing was credited by name, and a column says how much of it was not: “Hours denied”."""
        on = self._on
        less = [
            at for at in range(len(on.headings)) if at not in on.columns and takes_back(on.headings, self._cells, at)
        ]
        plain = [one for one in real if one.measure.kind]
        if not less or not plain or any(one.measure.role == EARNED for one in plain):
            return False
        others = [one for one in found if one.at in less]
        self._ask(f"{on.name(less[0])} may say that not all of it was credited. {_WHAT}", [*plain, *others])
        return True

    def _is_said_by_times(self) -> bool:
        """Whether times of day, or the person, said already how long it was."""
        held = self._on.columns.values()
        has_keys = any(one.key in ("begins", "hours", "minutes") for one in held)
        return has_keys or sum(one.holds_times for one in held) > 1

    def _splits(self) -> None:
        """Columns whose headings are subject areas and whose cells are numbers."""
        on = self._on
        numbers = [at for at in on.free if on.samples[at].hours >= MOSTLY or self._are_amounts(at)]
        found = [at for at in numbers if self._strand(on.headings[at])]
        if len(found) < 2 or "strands" in on.taken:
            return
        between = [at for at in numbers if found[0] < at < found[-1] and at not in found]
        if between:  # an area that no framework knows would lose its hours
            for at in (*found, *between):
                on.why[at] = "hours of an area of its own, and no framework knows every one of them"
            return
        empty = [at for at in range(found[0], found[-1]) if not on.samples[at].filled and self._strand(on.headings[at])]
        for at in (*found, *empty):
            if self._are_marks(found):
                on.take(at, "area", "a tick for the subject area that its heading names")
                continue
            measure = headings.measure_of(on.headings[at])
            unit: Unit = "minutes" if measure is not None and measure.unit == "minutes" else "hours"
            on.take(at, "split", "hours of a subject area, as its heading names one", unit=unit)

    def _are_marks(self, areas: Sequence[int]) -> bool:
        """Whether 1 and 0 are ticks: a column of hours stands beside them, and they do not add up to it."""
        cells = {cell for at in areas for cell in self._cells.column(at)}
        lengths = [one for at in self._on.free if at not in areas and (one := self._read(at)) is not None]
        return (
            cells <= {"0", "1"} and bool(lengths) and not any(self._cells.is_sum_of(one.at, areas) for one in lengths)
        )

    def ticks(self) -> None:
        """Columns whose headings are subject areas and whose cells are ticks."""
        on = self._on
        found = [at for at in on.free if self._strand(on.headings[at]) and is_ticked(self._cells.column(at))]
        if found and "strands" not in on.taken:
            for at in found:
                on.take(at, "area", "a tick for the subject area that its heading names")

    def _strand(self, heading: str) -> str | None:
        return strand_of(heading, self._on.strand_named)

    def _are_amounts(self, index: int) -> bool:
        found = [
            amount for amount, row in zip(self._cells.amounts(index), self._cells.rows, strict=True) if row.cell(index)
        ]
        return bool(found) and None not in found

    def _read(self, index: int) -> _Length | None:
        """A column whose heading says a length and whose cells may be one."""
        on = self._on
        measure, sample = headings.measure_of(on.headings[index]), on.samples[index]
        if (
            measure is None
            and headings.bare(on.headings[index]) == "m"
            and _HOURS & set(map(headings.bare, on.headings))
        ):
            measure = Measure("minutes", 3, PLAIN, True)  # beside “h”
        if measure is None or sample.sure_clocks >= HARDLY or sample.days >= HARDLY:
            return None
        if measure.is_bare and sample.numbers < MOSTLY:
            return None
        if measure.kind == 1 and not measure.asks and is_of_a_college(on.headings, self._cells):
            measure = measure._replace(asks="credits of a college, each of which is many hours")
        amounts = self._cells.amounts(index, measure.unit)
        held = [one for one, row in zip(amounts, self._cells.rows, strict=True) if row.cell(index)]
        fits = sum(one is not None for one in held) / len(held) if held else 0.0
        return _Length(index, measure) if fits >= (HARDLY if measure.kind == 3 else 0.5) else None

    def _without_sums(self, found: list[_Length]) -> list[_Length]:
        """Without running totals: by their heading, or as they sum up another column from row to row."""
        kept: list[_Length] = []
        for one in found:
            is_asked = one.measure.role == ASKED  # 6 planned and 4 held, then 2 and 2, are no running sum
            summed = next((o for o in found if o.at != one.at and not is_asked and self._sums_up(one, o)), None)
            if summed is not None:
                self._on.why[one.at] = f"it adds up {self._on.name(summed.at)} from row to row"
            elif one.measure.role == SUM:
                self._on.why[one.at] = "a sum over rows"
            else:
                kept.append(one)
        return kept

    def _sums_up(self, one: _Length, other: _Length) -> bool:
        may = one.measure.is_total or not one.measure.is_whole or one.measure.kind <= other.measure.kind
        is_sum = may and self._cells.is_running_sum(one.at, other.at)
        return is_sum and not self._cells.is_running_sum(other.at, one.at)

    def _is_total(self, one: _Length, all_of: Sequence[_Length]) -> bool:
        """Whether a lone “Total” is one of hours: nothing in the sheet costs anything, or kinds add up to it."""
        on = self._on
        costs = any(headings.aside(heading) == "it says what it cost" for heading in on.headings)
        return (not costs and len(all_of) == 1) or len(self._parts(one.at)) > 1

    def _parts(self, total: int) -> tuple[int, ...]:
        """Neighbours on the left, two or more, that add up to a column."""
        on = self._on
        numbers = [
            at
            for at, sample in enumerate(on.samples)
            if at != total and (sample.numbers >= HARDLY or not sample.filled)
        ]
        for first in range(max(0, total - 12), total - 1):
            parts = tuple(at for at in range(first, total) if at in numbers)
            if len(parts) == total - first > 1 and self._cells.is_sum_of(total, parts):
                return parts
        return ()

    def _among(self, chosen: Sequence[_Length]) -> None:
        """The best of several lengths; a question where two of equal right disagree."""
        clock = [one for one in chosen if one.measure.kind >= 2]
        credits = [one for one in chosen if one.measure.kind < 2]
        best, rivals = self._best(clock) if clock else self._best(credits)
        if clock and credits:
            earned, more = self._best(credits)
            if earned.measure.role == EARNED > best.measure.role and not self._agree(best, earned):
                rivals = [earned, *more]
            elif best.measure.kind == 2 and self._doubts_unit(best) and not self._agree(best, earned):
                # “Duration” with numbers such as 90 beside credits: the credits agree with its minutes, or are meant.
                best, rivals = earned, [*more]
        if rivals:
            self._ask(f"{_WHAT} {self._names([best, *rivals])} say different things.", [best, *rivals])
        elif best.measure.is_total and self._cells.climbs(best.at) and not self._parts(best.at):
            self._ask(
                f"Are the figures of {self._on.name(best.at)} hours of each row, or do they run on from row to row?",
                [best],
            )
        elif self._may_be_times(best):
            name, first = self._on.name(best.at), self._cells.column(best.at)[0]
            self._ask(f"Are the figures of {name}, such as “{first}”, lengths, or times of the day?", [best])
        elif unit_column(self._on.headings, self._cells, best.at) is None and self._doubts_unit(best):
            index = best.at
            self._on.ask(
                "hours",
                f"Are the numbers of {self._on.name(index)} minutes or hours?",
                [(index, "minutes"), (index, "hours")],
            )
        else:
            self._take(best, chosen)

    def _take(self, best: _Length, chosen: Sequence[_Length]) -> None:
        on = self._on
        key = "minutes" if best.measure.unit == "minutes" else "hours"
        unit_at = unit_column(on.headings, self._cells, best.at) if best.measure.kind < 3 else None
        on.take(best.at, key, self._reason(best), unit=best.measure.unit, unit_at=unit_at)
        if unit_at is not None:
            on.why[unit_at] = f"the unit of {on.name(best.at)}"
        if best.measure.kind == 3:
            other = next(
                (
                    one
                    for one in chosen
                    if one.measure.kind == 3
                    and one.measure.role == best.measure.role
                    and {one.measure.unit, best.measure.unit} == {"hours", "minutes"}
                ),
                None,
            )
            if other is not None:
                second = "minutes" if other.measure.unit == "minutes" else "hours"
                on.take(other.at, second, f"hours and minutes stand in two columns, with {on.name(best.at)}")

    def _reason(self, best: _Length) -> str:
        parts = self._parts(best.at) if best.measure.is_total else ()
        if parts:
            return f"{SAYS_SO}, and {len(parts)} columns add up to it"
        return SAYS_SO if best.measure.is_whole else "words of its heading say so"

    def _best(self, listed: Sequence[_Length]) -> tuple[_Length, list[_Length]]:
        """The first by what was earned, and those of equal right that say otherwise."""
        ranked = sorted(
            listed,
            key=lambda one: (
                -one.measure.role,
                -one.measure.kind,
                -self._on.samples[one.at].clocks,
                -self._on.samples[one.at].filled,
                one.at,
            ),
        )
        top = [one for one in ranked if one.measure.role == ranked[0].measure.role]
        for one in top:  # kinds of hours that add up to a total, or hours of a day times days
            parts = self._parts(one.at) if one.measure.is_total else ()
            if any(is_apart(self._on.headings[at]) for at in parts):
                return one, [other for other in ranked if other.at in parts] or [one]
            if one.measure.is_total and (parts or self._is_product(one.at)):
                return one, []
        best = next((one for one in top if not one.measure.is_total), top[0])
        rivals = [one for one in top if one is not best and not self._pairs(best, one) and not self._agree(best, one)]
        if best.measure.kind == 3:
            rivals = [one for one in rivals if one.measure.kind == 3]
        return best, rivals

    def _is_product(self, total: int) -> bool:
        on = self._on
        numbers = [at for at, sample in enumerate(on.samples) if at != total and sample.numbers >= MOSTLY]
        return any(self._cells.is_product(total, one, other) for one in numbers for other in numbers if one < other)

    def _pairs(self, one: _Length, other: _Length) -> bool:
        return {one.measure.unit, other.measure.unit} == {"hours", "minutes"}

    def _agree(self, one: _Length, other: _Length) -> bool:
        return self._cells.agree(one.at, other.at, one.measure.unit, other.measure.unit)

    def _doubts_unit(self, one: _Length) -> bool:
        """Whether numbers without a unit are more likely minutes: 45, 60, 90."""
        if one.measure.kind == 3:
            return False
        plain = [cell for cell in self._cells.column(one.at) if cell.isdecimal()]
        if not plain or len(plain) < 0.5 * self._on.samples[one.at].filled:
            return False
        numbers = [int(cell) for cell in plain]
        if one.measure.kind == 1:
            return sorted(numbers)[len(numbers) // 2] > 24
        return max(numbers) > 24 or all(number >= 10 and number % 5 == 0 for number in numbers)

    def _may_be_times(self, one: _Length) -> bool:
        """Whether what stands below “Time” may be times of the day: 9:00 and 1:00 are, 1:30 may be, 0:45 is none."""
        on = self._on
        if headings.bare(on.headings[one.at]) not in _TIMES or on.samples[one.at].clocks < MOSTLY:
            return False
        found = [amount for amount in self._cells.amounts(one.at, "h:mm") if amount]
        return one.measure.unit == "hours" and all(HOUR <= amount < 13 * HOUR for amount in found)

    def _asks_of_rewritten(self) -> bool:
        """Ask where another program made something else of the hours on the way."""
        for at in self._on.free:
            measure = headings.measure_of(self._on.headings[at])
            if measure is None or measure.unit != "hours" or measure.kind < 3:
                continue
            if (doubt := rewritten(self._cells.column(at), self._on.name(at))) is not None:
                self._ask(doubt, [_Length(at, measure)])
                return True
        return False

    def _names(self, listed: Iterable[_Length]) -> str:
        return " and ".join(self._on.name(one.at) for one in listed)

    def _ask(self, text: str, listed: Sequence[_Length]) -> None:
        self._on.ask(
            "hours",
            text,
            [(one.at, "minutes" if one.measure.unit == "minutes" else "hours") for one in listed],
        )

    def _ask_for_others(self, found: Sequence[_Length]) -> None:
        """Where no heading says hours: what must be asked about, what was asked for, then columns of numbers."""
        on = self._on
        asks = [one for one in found if one.measure.asks]
        asked = [one for one in found if not one.measure.asks]
        if asks:
            what = asks[0].measure.asks
            text = (
                f"A {what} may be one hour or ten. {_WHAT}"
                if what in ("CEU", "PLU")
                else f"{on.name(asks[0].at)} counts {what}. {_WHAT}"
            )
            self._ask(text, [*asks, *asked] if what != "seconds" else asked or asks)
        elif asked:
            is_planned = all(one.measure.role == ASKED for one in asked)
            why = " says what was asked for or planned, not what was earned" if is_planned else " may be another total"
            self._ask(f"{on.name(asked[0].at)}{why}. {_WHAT}", asked)
        else:
            self._by_cells()

    def _by_cells(self) -> None:
        on = self._on
        numbers = [
            index
            for index in on.free
            if index not in on.why
            and on.samples[index].hours >= MOSTLY
            and not on.samples[index].days
            and not on.samples[index].sure_clocks
            and not headings.clock_of(on.headings[index])
        ]
        is_nameless = not any(headings.is_heading(one) for one in on.headings if one)
        if len(numbers) == 1 and is_nameless:
            on.take(numbers[0], "hours", "its cells are numbers of hours, and no heading is known")
        elif numbers:
            on.ask("hours", f"No heading says hours. {_WHAT}", [(index, "hours") for index in numbers])


def strand_of(heading: str, strand_named: StrandNamed) -> str | None:
    """The subject area that a heading names, its brackets left aside; “Law & Ethics” where both words name one area."""
    words = " ".join(heading.split())
    if not words or len(words) > 120:
        return None
    words = _HOURS_OF.sub("", words)
    if (found := strand_named(words)) is not None:
        return found
    parts = {strand_named(part) for part in _PARTS.split(words) if part}
    return parts.pop() if len(parts) == 1 else None
