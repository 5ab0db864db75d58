"""From clock hours and units to what the authority counts: minutes in an hour, units, multipliers, awards, steps."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from alcto_core.evaluation.case import Case
from alcto_core.evaluation.pieces import Ledger
from alcto_core.hours import HOUR, Hours, from_decimal, show, simplest
from alcto_core.rules.vocabulary import Convert, Minutes, MinutesOf, Names, Nature, Select, names, selects


def convert(case: Case, ledger: Ledger) -> None:
    """Turn the eligible hours of an activity into what the authority counts; each step leaves its reason."""
    if not ledger.pieces:
        return
    words = case.rules.convert
    is_fixed = ledger.entry is not None and ledger.entry[1].award is not None
    if not (is_fixed or words.minutes_of or words.minutes or words.multiply or words.rounding):
        if not all(piece.hours for piece in ledger.pieces) and not ledger.activity.units:
            ledger.pieces = [piece for piece in ledger.pieces if piece.hours]
        return
    # What a unit is worth is in the authority's own hours already.
    hour = _hour_of(words, ledger.pieces[0].nature) if ledger.activity.hours else None
    if hour is not None and hour.in_hour != 60:
        text = hour.text if isinstance(hour, MinutesOf) else f"An hour here has {hour.in_hour} minutes."
        _scale(ledger, Fraction(60, hour.in_hour), "hour-of-minutes", text, hour.cite)
    for multiply in words.multiply:
        _scale(ledger, multiply.by, "multiply", multiply.text, multiply.cite, multiply.select)
    raise_to_award(case, ledger)
    if words.rounding is not None:
        step = from_decimal(words.rounding.to)
        over = ledger.hours % step
        if over:
            ledger.drop(over)
            ledger.take("rounding", over, f"Counted in steps of {show(step)} h.", names(words.rounding.cite))
    ledger.pieces = [piece for piece in ledger.pieces if piece.hours or ledger.activity.units]


def _hour_of(words: Convert, nature: Nature) -> Minutes | MinutesOf | None:
    """How many minutes an hour of an activity has, whose hours are all of one nature; None: as many as on a clock."""
    return next((one for one in words.minutes_of if selects(one.select, nature)), words.minutes)


def convert_units(case: Case, ledger: Ledger) -> None:
    """Units stand beside the hours or instead of them; where they are worth hours, they give these hours.

    This comes before anything asks how long an entry is.
    """
    if ledger.activity.hours or not ledger.activity.units or not ledger.pieces:
        return
    for unit in case.rules.convert.unit:
        amount = ledger.activity.units.get(unit.unit)
        worth = unit.hours if unit.setting is None else case.number(unit.setting)
        if amount and worth is not None:
            hours = simplest(Fraction(amount) * Fraction(worth) * HOUR)
            ledger.pieces[0].hours += hours
            ledger.give(
                "unit", hours, f"One {unit.unit} is {worth} {'hour' if worth == 1 else 'hours'}.", names(unit.cite)
            )


def _scale(
    ledger: Ledger, by: Decimal | Fraction | int, rule: str, text: str, cites: Names, select: Select | None = None
) -> None:
    gained: Hours = 0
    factor = Fraction(by)
    for piece in ledger.pieces:
        if select is None or selects(select, piece.nature):
            more = simplest(piece.hours * factor) - piece.hours
            piece.hours = simplest(piece.hours + more)
            gained += more
    if gained > 0:
        ledger.give(rule, gained, text, names(cites))
    elif gained:
        ledger.take(rule, -gained, text, names(cites))


def raise_to_award(case: Case, ledger: Ledger) -> None:
    """A fixed award where less was logged: the smaller counts, or under the other reading the award (A9)."""
    if ledger.entry is None or ledger.entry[1].award is None or not ledger.pieces:
        return
    offering = ledger.entry[1]
    fixed, logged = from_decimal(offering.award or 0), ledger.hours
    if logged >= fixed:
        return
    if case.switch("award") == "fixed":
        ledger.pieces[0].hours += fixed - logged
        text = f"{offering.title} earns {show(fixed)} h, whatever was logged."
        ledger.give("award", fixed - logged, text, names(offering.cite))
    else:
        ledger.notes += (f"{offering.title} earns {show(fixed)} h; {show(logged)} h are logged, and those count.",)
