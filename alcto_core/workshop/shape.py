"""What a new rule set can know of its program: windows, total, units, carry-over; and cases of just that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

import msgspec

from alcto_core.dates import add_years
from alcto_core.problems import Refused
from alcto_core.toml.writing import number_text

_DAY = timedelta(days=1)
_LONGEST_DAY = Decimal(8)
_BEFORE_ALL = date(2000, 1, 1)

WindowKind = Literal["fiscal-year", "calendar-year", "cycle"]


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """A program in a few answers. Empty answers are left for the author to fill in."""

    window: WindowKind = "fiscal-year"
    begins: str = ""
    """The day on which fiscal years begin, `MM-DD`."""
    years: int = 0
    """Length of each window; 0: one year, or three for a cycle."""
    ends: str = "anniversary"
    """The last day of a cycle: `anniversary`, `eve`, `month` or `MM-DD`."""
    hours: Decimal | None = None
    units: Mapping[str, Decimal | None] = {}
    """Units that the authority counts, and what one of each is worth in hours; None: it is no hours at all."""
    carry: Decimal | None = None
    """How many hours beyond the total go into the next window; none: no hours do."""

    @property
    def length(self) -> int:
        """Years of a window."""
        return self.years or (3 if self.window == "cycle" else 1)

    @property
    def whole(self) -> Shape:
        """The same with an example for whatever is not known: ten hours, and years from July."""
        begins = self.begins or ("07-01" if self.window == "fiscal-year" else "")
        return msgspec.structs.replace(self, begins=begins, hours=self.hours or Decimal(10))

    def first(self, today: date) -> date:
        """The first day of a window that has begun a year or more before today."""
        month, day = (int(part) for part in self._first_day.split("-"))
        return date(today.year - 1, month, day)

    @property
    def _first_day(self) -> str:
        if self.window == "calendar-year" or (self.window == "fiscal-year" and not self.begins):
            return "07-01" if self.window == "fiscal-year" else "01-01"
        if self.window == "fiscal-year":
            return self.begins
        if self.ends in ("anniversary", "eve"):
            return "03-10"
        if self.ends == "month":
            return "08-01"  # the day after July, which the cases tell as the month
        return f"{date.fromisoformat(f'2001-{self.ends}') + _DAY:%m-%d}"

    def since(self, today: date) -> date:
        """The first day of the values: that of the first window, or a day before any cycle."""
        return _BEFORE_ALL if self.window == "cycle" else self.first(today)


def checked(shape: Shape) -> Shape:
    """The same, once its days are days and its numbers above 0. Raises `Refused`."""
    for day, key in ((shape.begins, "--begins"), (shape.ends, "--ends")):
        if day and day not in ("anniversary", "eve", "month") and not _is_day_of_year(day):
            more = ", or anniversary, eve, month" if key == "--ends" else ""
            raise Refused(f"{key}: “{day}” is no day of every year; write month and day, e.g. 07-01{more}.")
    if shape.begins in ("anniversary", "eve", "month"):
        raise Refused("--begins: write month and day, e.g. 07-01.")
    if shape.window != "cycle" and shape.ends != "anniversary":
        raise Refused("--ends is the last day of a cycle; fiscal and calendar years have --begins.")
    if shape.window != "fiscal-year" and shape.begins:
        raise Refused("--begins is the first day of fiscal years; a cycle has --ends.")
    if not 0 <= shape.years <= 20:
        raise Refused("--years: write how many years a window has, 1 to 20.")
    numbers = (("--hours", shape.hours), ("--carry", shape.carry), *(("--unit", one) for one in shape.units.values()))
    for key, number in numbers:
        if number is not None and (not number.is_finite() or not 0 < number <= 1000 or number * 100 % 1):
            raise Refused(f"{key}: write clock hours above 0, with at most two decimals, e.g. 12 or 2.5.")
    return shape


def _is_day_of_year(day: str) -> bool:
    try:
        return f"{date.fromisoformat(f'2001-{day}'):%m-%d}" == day
    except ValueError:
        return False


def parts(shape: Shape, today: date) -> Mapping[str, str]:
    """The parts of a rule set that follow from its shape, as TOML."""
    return {
        "window": "\n".join(_window(shape, today)),
        "hours": "0" if shape.hours is None else number_text(shape.hours),
        "since": shape.since(today).isoformat(),
        "more": "".join(f"\n{part}" for part in (_units(shape), _carry(shape), _month(shape)) if part),
    }


def _window(shape: Shape, today: date) -> Iterator[str]:
    yield "[[window]]"
    yield f'id = "{shape.window}"'
    yield f'kind = "{shape.window}"'
    if shape.window == "fiscal-year":
        begins = shape.begins or "FILL IN: MM-DD"
        yield f'begins = "{begins}" # the day on which each year begins, e.g. "07-01"; the year is named by its end'
    if shape.window == "cycle":
        yield f"years = {shape.length:<18} # from the credential's day of issue; renewed in the records, it begins anew"
        if shape.ends != "anniversary":
            yield f'ends = "{shape.ends}"'
        if shape.ends == "month":
            yield 'month = "birth-month"'
    else:
        if shape.length > 1:
            yield f"years = {shape.length}"
        yield f"first = {shape.first(today)}        # first day of the first window; before it nothing is owed"
    yield 'cite = "rules"'


def _units(shape: Shape) -> str:
    if not shape.units:
        return ""
    worths = "".join(
        f'    {{ unit = "{unit}", {f"hours = {number_text(hours)}, " if hours else ""}cite = "rules" }},\n'
        for unit, hours in shape.units.items()
    )
    return f"# What the authority counts, and what one is worth in hours.\n[convert]\nunit = [\n{worths}]\n"


def _carry(shape: Shape) -> str:
    if shape.carry is None:
        return ""
    hours = number_text(shape.carry)
    span = "year" if shape.years <= 1 else f"{shape.years} years"
    text = f"Up to {hours} hours beyond the total go into the next {'cycle' if shape.window == 'cycle' else span}."
    return f'[[carry]]\ntext = "{text}"\nmost = {hours}\ncite = "rules"\n'


def _month(shape: Shape) -> str:
    if shape.ends != "month":
        return ""
    return (
        '[[setting]]\nid = "birth-month"\ntitle = "Birth month"\n'
        'text = "The number of the month you were born in: the cycle ends on its last day."\n'
        'type = "number"\ncite = "rules"\n'
    )


# -- cases -----------------------------------------------------------------------------------------------------------


def cases(name: str, shape: Shape, today: date) -> Iterator[tuple[str, str]]:
    """File name and text of cases at every edge of the shape, with the offerings of the example's list."""
    shape = shape.whole
    hours = shape.hours or Decimal()
    begin = shape.first(today)
    end, soon = _end(shape, begin), begin + 60 * _DAY
    least, hundredth = number_text(hours), Decimal("0.01")
    exact = f'counted = {least}\nmissing = 0\nstate = "compliant"'
    yield _case(name, shape, "nothing is logged yet", begin, soon, "", f"counted = 0\nmissing = {least}")
    yield _case(name, shape, "the very least is enough", begin, soon, _hours(name, hours, begin), exact)
    short = f'counted = {number_text(hours - hundredth)}\nmissing = 0.01\nstate = "in-progress"'
    logged = _hours(name, hours - hundredth, begin)
    yield _case(name, shape, "a hundredth of an hour less is not enough", begin, soon, logged, short)
    outside = _activity("after", end + _DAY, "hours = 1") + _activity("before", begin - _DAY, "hours = 1")
    absent = "".join(f"\n\n[expect.{name}.credits.{id}]\nabsent = true" for id in ("after", "before"))
    edges = f"start = {begin}\nend = {end}\n{exact}{absent}"
    yield _case(
        name, shape, "both ends of the window are inside", begin, end, _hours(name, hours, end) + outside, edges
    )
    other = _activity("other", begin, "hours = 1")
    refused = f'counted = 0\nclaimed = 1\n\n[expect.{name}.credits.other]\ncounted = 0\nrules = ["not-on-list"]'
    yield _case(name, shape, "an event that no list holds does not count", begin, soon, other, refused)
    webinars = _activity("webinars", begin, f'hours = 4\noffering = "{name}/webinars"')
    capped = f'counted = 3\n\n[expect.{name}.credits.webinars]\ncounted = 3\nrules = ["offering-maximum"]'
    yield _case(name, shape, "at most three hours of webinars count", begin, soon, webinars, capped)
    for unit, worth in shape.units.items():
        if worth is None:
            continue
        of_unit = _activity(unit, begin + 30 * _DAY, f'units = {{ {unit} = 1 }}\noffering = "{name}/conference"')
        figures = f"counted = {number_text(worth)}\nmissing = {number_text(max(hours - worth, Decimal(0)))}"
        yield _case(name, shape, f"one {unit} is worth its hours", begin, soon, of_unit, figures)
    if shape.carry is not None:
        earned = _hours(name, hours + shape.carry + 1, begin)
        carried = min(shape.carry, hours)
        figures = (
            f"missing = {number_text(hours - carried)}\n\n"
            f"[expect.{name}.requirements.total]\ncounted = {number_text(carried)}"
        )
        renewed = f"renewed = [{end}]\n" if shape.window == "cycle" else ""
        title = "no more than the most goes into the next window"
        yield _case(name, shape, title, begin, end + 30 * _DAY, earned, figures, renewed)


def _end(shape: Shape, begin: date) -> date:
    """The last day of the window that begins on a day."""
    if shape.window == "cycle" and shape.ends not in ("anniversary", "eve"):
        return add_years(begin - _DAY, shape.length)
    after = add_years(begin, shape.length)
    return after if shape.window == "cycle" and shape.ends == "anniversary" else after - _DAY


def _hours(name: str, hours: Decimal, day: date) -> str:
    """Listed activities that add up to hours, none longer than a day, all on one day."""
    text, number = "", 1
    while hours > 0:
        part = min(hours, _LONGEST_DAY)
        text += _activity(f"course-{number}", day, f'hours = {number_text(part)}\noffering = "{name}/conference"')
        hours, number = hours - part, number + 1
    return text


def _activity(id: str, day: date, amount: str) -> str:
    return f'\n[[activity]]\nid = "{id}"\ntitle = "{id.capitalize()}"\ndate = {day}\n{amount}\n'


def _case(
    name: str, shape: Shape, title: str, begin: date, on: date, activities: str, expected: str, more: str = ""
) -> tuple[str, str]:
    if shape.window == "cycle":
        more = f"issued = {begin}\n{more}"
    if shape.ends == "month":
        more += "settings = { birth-month = 7 }\n"
    text = (
        f'#:schema ../../schemas/case.schema.json\nname = "{title}"\non = {on}\nrecords = """\n'
        f'schema = 1\n\n[person]\nname = "Jordan Avery"\n\n[[credential]]\nprogram = "{name}"\n{more}'
        f'{activities}"""\n\n[expect.{name}]\n{expected}\n'
    )
    return f"{title.replace(' ', '-')}.toml", text
