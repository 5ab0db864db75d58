"""Which window a credential is judged in on a date, which others there are, and which stage the person has reached."""

from __future__ import annotations

from datetime import date

from alcto_core.dates import add_years
from alcto_core.dates import show as show_date
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.steps import reached
from alcto_core.rules.cycles import Cycles
from alcto_core.rules.vocabulary import Stage, Window
from alcto_core.rules.windows import (
    YEARS,
    NoWindow,
    Span,
    always,
    main_windows,
    months_from,
    rolling,
    year_containing,
    years_between,
)

_YEARS_AHEAD = 6
"""How far ahead a period may be asked for."""


def in_force(case: Case) -> Span | NoWindow:
    """The window in force on the date asked about."""
    windows = main_windows(case.rules.window)
    window = windows[0]
    match window.kind:
        case "cycle":
            return cycles_of(case).in_force(case.on)
        case "months-from":
            return _months_from(case, window)
        case "rolling":
            return rolling(window, case.on)
        case "open":
            return always(window)
        case _:
            return year_containing(windows, case.on)


def spans(case: Case, until: date) -> list[Span]:
    """Every window of the credential that begins by `until`, oldest first; of cycles, one after that in force at least.

    What has ended has no window that begins after its last day.
    """
    ended = case.credential.ended
    return [span for span in _spans(case, until) if ended is None or span.start <= ended]


def _spans(case: Case, until: date) -> list[Span]:
    windows = main_windows(case.rules.window)
    window = windows[0]
    if window.kind in YEARS:
        return years_between(windows, window.first or case.owed_since or case.on, until)
    now = in_force(case)
    if isinstance(now, NoWindow) or now.is_open:
        return []
    if window.kind != "cycle":
        return [now]
    cycles = cycles_of(case)
    last = now.cycle + 1
    while cycles.start(last + 1) <= until:
        last += 1
    numbers = (number for number in range(last + 1) if number != now.cycle)
    others = [span for number in numbers if isinstance(span := cycles.numbered(number, case.on), Span)]
    return sorted([*others, now], key=lambda span: span.start)


def named(case: Case, period: str) -> Span | None:
    """The window of this name."""
    wanted = period.strip().casefold()
    found = spans(case, add_years(case.on, _YEARS_AHEAD))
    return next((span for span in found if span.name.casefold() == wanted), None)


def same_window(case: Case, span: Span) -> Span | NoWindow:
    """A window that was found under another reading of the records, as it falls in this one."""
    match span.window.kind:
        case "cycle":
            return cycles_of(case).numbered(span.cycle, case.on)
        case "fiscal-year" | "calendar-year":
            return span
        case _:
            return in_force(case)


def ends_before(case: Case, span: Span) -> bool:
    """Whether the credential ended before a window had: then it is owed neither then nor in hindsight.

    The window in force is owed up to the last day of all.
    """
    ended = case.credential.ended
    return ended is not None and span.end > ended and not (span.start <= case.on <= ended)


def cycles_of(case: Case) -> Cycles:
    """The cycles of a credential whose rule set is in cycles, under the readings in use."""
    window = main_windows(case.rules.window)[0]
    switch = window.switch or "due-date"
    begins_from = str(case.setting(window.start_switch) or "issue") if window.start_switch else "issue"
    cycles = Cycles(window, case.credential, str(case.setting(switch) or "cohort"), begins_from, case.on)
    if cycles.readings_differ and case.credential.due is None:
        case.switch(switch)
    if cycles.starts_differ and window.start_switch is not None:
        case.switch(window.start_switch)
    return cycles


def _months_from(case: Case, window: Window) -> Span | NoWindow:
    day = case.fact(window.fact) if window.fact else None
    if day is None:
        return NoWindow(why=f"The window begins on `{window.fact}`, which is not recorded.", applies=True)
    if case.on < day:
        return NoWindow(why=f"Owed from {show_date(day)} on.", applies=False)
    months = window.months or 12
    if window.switch is not None and window.other_months is not None:
        default = next((one.default for one in case.rules.switch if one.id == window.switch), None)
        if case.switch(window.switch) != default:
            months = window.other_months
    span = months_from(window, day, months)
    if case.credential.due is not None:
        return Span(
            name=span.name, start=span.start, end=case.credential.due, window=window,
            basis="The due date is the one in the record.", cites=span.cites,
        )  # fmt: skip
    return span


def ended_by(case: Case) -> Stage | None:
    """The stage that ended the program without fulfilling it; None where none did, or another fulfils it."""
    stages = [stage for stage in case.rules.stage if stage.ends and reached(case, stage) is not None]
    return None if any(stage.ends == "met" for stage in stages) else next(iter(stages), None)


def stage_of(case: Case) -> str | None:
    """The last stage, in the order of the rule set, that the person has reached."""
    return next((stage.id for stage in reversed(case.rules.stage) if reached(case, stage) is not None), None)
