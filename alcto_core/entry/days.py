"""Days as a spreadsheet holds them, and which of two numbers is the month, decided for the whole sheet at once.

A day that could be two is never guessed row by row: the columns of dates decide together, else the person does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

import msgspec

from alcto_core.dates import days_in_month, parse
from alcto_core.entry.zone_words import ZONE_WORDS
from alcto_core.patterns import late

Order = Literal["mdy", "dmy"]
"""Which comes first, the month or the day."""
ORDERS: tuple[Order, ...] = ("mdy", "dmy")

_LONGEST = 60
_FIRST_YEAR, _LAST_YEAR = 1950, 2199
_SERIAL_ZERO = date(1899, 12, 30)
"""Excel's day 0, as all days after February 1900 count it."""
_SERIALS = (date(1954, 1, 1), date(2119, 1, 1))
_TIME = late(
    r"[\sT,]+(?:at\s+)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?\s*(?:[ap]\.?m\.?)?(?:\s*(?:z|utc|[+-]\d\d:?\d\d))?$",
    re.I,
)
_UTC = late(
    r"(?P<day>\S+(?: \S+){0,2}?)[\sT]+(?P<hour>\d{1,2}):(?P<minute>\d{2})"
    r"(?::\d{2})?(?:\.\d+)?\s*(?:(?P<half>[ap])\.?m\.?)?\s*(?:z|utc|gmt|\+00:?00)(?:\s*\(?utc\)?)?",
    re.I | re.ASCII,
)
_FROM_TO = late(
    r"[\sT,]+(?:at\s+|from\s+)?\d{1,2}(?::\d{2}(?::\d{2})?)?\s*(?:[ap]\.?m\.?)?\s*(?:-|–|—|to|until)\s*"
    r"\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?$",
    re.I | re.ASCII,
)
"""From one time of the day to another, behind the day."""
_ZONE = late(rf"(?<=[\d\sm.])\s*\(?\b{ZONE_WORDS}\)?$", re.I)
"""A zone of the United States behind a day or a time; UTC is another matter, as its day may be another."""
_NEAR_YEARS = 8
"""Of so many years back a log is likely."""
_LONGEST_SPAN = 200
"""Days; what is longer was written backwards."""
_ISO = late(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_TRIPLE = late(r"(?<![\d/.-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?'?(\d{4}|\d{2})(?!\d)", re.ASCII)
_COMPACT = late(r"(?:19|20|21)\d{6}", re.ASCII)
_SERIAL = late(r"\d{5}(?:\.\d+)?", re.ASCII)
_WEEKDAY = late(r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+", re.I)
_NAMED = late(
    r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?\.?[\s/-]*(?:of\s+)?(?P<m>[a-z]{3,10})|(?P<m2>[a-z]{3,10})\.?[\s/-]*(?P<d2>\d{1,2})(?:st|nd|rd|th)?)"
    r"(?:\.?,?[\s/-]+(?:'|’)?|(?=\d{4}$))(?P<y>\d{4}|\d{2})",
    re.I | re.ASCII,
)
_BETWEEN = late(r"\s*(?:–|—|\bto\b|\bthrough\b|\bthru\b|\bbis\b|\band\b|&|-|\+|,|;|\n)\s*", re.I)
_SEVERAL = late(r"\b(\d{1,2})(?:,\s*\d{1,2})+,?\s*(?:&|and)\s*(\d{1,2})(?=,?\s+\d{4}$)", re.ASCII)
"""`12, 13 & 14, 2026`."""
_START = late(
    r"(?:(?P<month>[a-z]{3,10})\.?\s*)?\d{1,4}(?:st|nd|rd|th)?(?:[/.-]\d{1,2}){0,2}(?:[/.-]\d{2,4})?\.?(?:\s*[a-z]{3,10}\.?)?(?:,?\s*\d{4})?",
    re.I | re.ASCII,
)


class DayOrder(msgspec.Struct, frozen=True, kw_only=True):
    """How the sheet writes days with three numbers."""

    slashes: Order | None
    """Of `3/4/2026` and `3-4-2026`; None where rows contradict each other: then only those that can be one day are."""
    dots: Order | None
    """Of `4.3.2026`."""
    reason: str = ""
    """What those with slashes are and why, to follow “Days such as 3/4/2026”; empty where none is in the sheet."""
    dots_reason: str = ""
    """The same for “Days such as 4.3.2026”; empty also where nobody could doubt it."""
    is_sure: bool = True
    """Whether the sheet itself decides it, or there is nothing to decide."""
    is_said: bool = False
    """Whether the person said it."""

    def of(self, separator: str) -> Order | None:
        """The order for one separator."""
        return self.dots if separator == "." else self.slashes


class Read(NamedTuple):
    """One day, and what else the cell said."""

    day: date
    is_range: bool = False
    """Whether the cell holds a span of days; `day` is the last."""
    starts: date | None = None
    """The first day of a span, where it can be read."""
    remark: str = ""
    """What was changed in reading it, as a sentence."""

    @property
    def first(self) -> date:
        """The first day, or the only one."""
        return self.starts or self.day


def order_of(cells: Iterable[str], asked: Order | None = None, *, has_decimal_commas: bool = False) -> DayOrder:
    """Decide the order from all cells with dates of a sheet; `asked` is what the person said."""
    if asked is not None:
        return DayOrder(slashes=asked, dots=asked, reason=f"have {_words(asked)}, as was said", is_said=True)
    seen = {"/": (False, False, False), ".": (False, False, False)}
    for cell in cells:
        for one in _TRIPLE.finditer(cell) if len(cell) <= _LONGEST else ():
            first, second = int(one[1]), int(one[3])
            sign = "." if one[2] == "." else "/"
            _, is_day, is_month = seen[sign]
            if first != second:
                seen[sign] = (True, is_day or first > 12, is_month or second > 12)
    slashes, why, is_sure = _decided(*seen["/"], has_decimal_commas)
    dots, dots_why = _dots(*seen["."])
    return DayOrder(slashes=slashes, dots=dots, reason=why, dots_reason=dots_why, is_sure=is_sure or dots is None)


_BOTH = "begin with the day here and with the month there, so only those that can be one day were read"


def _dots(is_some: bool, is_day: bool, is_month: bool) -> tuple[Order | None, str]:
    if is_day and is_month:
        return None, _BOTH
    if is_month:
        return "mdy", "have the month first, as a day above 12 shows"
    if is_some and not is_day:
        return "dmy", "were read with the day first, as is usual with points; --dates mdy reads them otherwise"
    return "dmy", ""


def _decided(is_some: bool, is_day: bool, is_month: bool, has_commas: bool) -> tuple[Order | None, str, bool]:
    if not is_some:
        return "mdy", "", True
    if is_day and is_month:
        return None, _BOTH, True
    if is_day:
        return "dmy", "have the day first, as one above 12 shows", True
    if is_month:
        return "mdy", "have the month first, as a day above 12 shows", True
    if has_commas:
        return (
            "dmy",
            "were read with the day first, as hours are written with a comma; --dates mdy reads them otherwise",
            False,
        )
    return (
        "mdy",
        "were read with the month first, as nothing in the sheet says otherwise; --dates dmy reads them so",
        False,
    )


def _words(order: Order) -> str:
    return "the month first" if order == "mdy" else "the day first"


def read_day(text: str, order: DayOrder, today: date) -> Read:
    """Read one cell. Raises `ValueError` with a sentence where it is no day, could be two, or lacks the year."""
    word = " ".join(text.split())
    if len(word) > _LONGEST:
        raise ValueError("this is no day; write it like 2026-03-14")
    word = _ZONE.sub("", word) if word[-1:].isalpha() or word.endswith(")") else word
    word = _FROM_TO.sub("", word) if ":" in word else word
    if utc := _UTC.fullmatch(word):
        return _local(text, utc, order, today)
    if (day := _single(word, order, today)) is not None:
        return Read(day)
    if (span := _span(word, order, today)) is not None:
        starts, day = span
        if starts is not None and starts > day:
            raise ValueError(f"“{text}” ends before it begins; put the days right")
        return Read(day, is_range=True, starts=starts)
    raise ValueError(_why_not(text, word, order, today))


def looks_like_day(text: str, today: date) -> bool:
    """Whether a cell holds a day, whichever number in it is the month; numbers alone are no sign of one."""
    if text.replace(".", "").isdigit() and not _TRIPLE.fullmatch(text) and not _COMPACT.fullmatch(text):
        return False
    for order in ORDERS:
        try:
            read_day(text, DayOrder(slashes=order, dots=order, is_said=True), today)
        except ValueError:
            continue
        return True
    return False


def is_serial(text: str) -> bool:
    """Whether a cell holds a number that Excel shows as a day of our time."""
    return bool(_SERIAL.fullmatch(text)) and _of_serial(text) is not None


def _of_serial(text: str) -> date | None:
    day = _SERIAL_ZERO + timedelta(days=int(text.partition(".")[0]))
    return day if _SERIALS[0] <= day < _SERIALS[1] else None


def _why_not(text: str, word: str, order: DayOrder, today: date) -> str:
    if one := _TRIPLE.search(word):
        first, second = int(one[1]), int(one[3])
        if not _FIRST_YEAR <= _full_year(one[4], today) <= _LAST_YEAR:
            return f"“{text}” is of the year {one[4]}, which cannot be meant; write it like 2026-03-14"
        if not order.is_said and _may_begin_with_year(one, today):
            return f"“{text}” may begin with its year; write it like 2026-03-14, or say --dates dmy"
        if order.of(one[2]) is None and 1 <= first <= 12 and 1 <= second <= 12:
            return f"“{text}” could be two days; write it like 2026-03-14, or say --dates mdy or --dates dmy"
        return f"“{text}” is no day of the calendar; write it like 2026-03-14"
    try:
        parse(word, today)
    except ValueError:
        return f"“{text}” is not a day that alcto understands; write it like 2026-03-14"
    return f"“{text}” does not say which year; write it like 2026-03-14"


def _single(word: str, order: DayOrder, today: date) -> date | None:
    """One day, a time after it left aside. Raises `ValueError` for a day that is not in the calendar."""
    word = _WEEKDAY.sub("", _TIME.sub("", word), count=1)
    if not word.isascii():
        marks = unicodedata.normalize("NFKD", word)
        word = "".join(char for char in marks if not unicodedata.combining(char))
    if " de " in word.lower():
        word = re.sub(r"\s+de\s+", " ", word, flags=re.I)
    if one := _ISO.fullmatch(word):
        return _day(int(one[1]), int(one[2]), int(one[3]))
    if one := _TRIPLE.fullmatch(word):
        if not order.is_said and _may_begin_with_year(one, today):
            return None
        return _of_three(int(one[1]), int(one[3]), _full_year(one[4], today), order.of(one[2]))
    if one := _NAMED.fullmatch(word):
        named, number = one["m"] or one["m2"], one["d"] or one["d2"]
        month = _month(named, today)
        return _day(_full_year(one["y"], today), month, int(number)) if month else None
    if _COMPACT.fullmatch(word):
        return _day(int(word[:4]), int(word[4:6]), int(word[6:]))
    return _of_serial(word) if _SERIAL.fullmatch(word) else None


def _may_begin_with_year(one: re.Match[str], today: date) -> bool:
    """Whether the first of three short numbers is a year of our time and the last one is not: 26-01-12."""
    if one[2] == "." or len(one[4]) > 2 or int(one[1]) <= 12 or int(one[3]) > 12:
        return False
    ours = range(today.year - _NEAR_YEARS, today.year + 2)
    return _full_year(one[1], today) in ours and _full_year(one[4], today) not in ours


def _of_three(first: int, second: int, year: int, order: Order | None) -> date | None:
    if order is None:
        if first == second or first > 12:
            order = "dmy"
        elif second > 12:
            order = "mdy"
        else:
            return None
    return _day(year, first, second) if order == "mdy" else _day(year, second, first)


def _day(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR or not 1 <= month <= 12 or not 1 <= day <= days_in_month(year, month):
        return None
    return date(year, month, day)


def _full_year(digits: str, today: date) -> int:
    """Two digits mean the year that is at most ten years ahead."""
    if len(digits) == 4:
        return int(digits)
    year = today.year - today.year % 100 + int(digits)
    return year - 100 if year > today.year + 10 else year


_MONTHS_ELSEWHERE = {
    name: month
    for month, names in enumerate(
        (
            "enero ene janvier janv januar janner gennaio gen janeiro",
            "febrero fevrier fevr fev februar febbraio fevereiro",
            "marzo mars marz maerz mrz marco",
            "abril abr avril avr aprile",
            "mayo mai maggio mag maio",
            "junio juin juni giugno giu junho",
            "julio juillet juil juli luglio lug julho",
            "agosto ago aout",
            "septiembre septembre settembre set setembro",
            "octubre octobre oktober okt ottobre ott outubro out",
            "noviembre novembre novembro",
            "diciembre dic decembre dezember dez dicembre dezembro",
        ),
        1,
    )
    for name in names.split()
}
"""Names of months in Spanish, French, German, Italian and Portuguese, without accents."""


def _month(name: str, today: date) -> int | None:
    if (month := _MONTHS_ELSEWHERE.get(name.lower())) is not None:
        return month
    try:
        return parse(f"{name} 1 2000", today).month
    except ValueError:
        return None


def _span(word: str, order: DayOrder, today: date) -> tuple[date | None, date] | None:
    """First and last day of `3/14-3/15/2026`, `March 14-15, 2026`, `14.–15.3.2026` and their like."""
    word = _SEVERAL.sub(r"\1-\2", word)
    for between in _BETWEEN.finditer(word):
        left, right = word[: between.start()].strip(), word[between.end() :].strip()
        left = _WEEKDAY.sub("", left, count=1)
        begin = _START.fullmatch(left)
        if begin is None or (begin["month"] and _month(begin["month"], today) is None):
            continue
        day = _single(right, order, today)
        if day is None and begin["month"] and re.match(r"\d{1,2}\b(?!/)", right):
            day = _single(f"{begin['month']} {right}", order, today)
        if (
            day is None
            and (short := re.fullmatch(r"(\d{1,2})/\d{1,2}", left))
            and re.fullmatch(r"\d{1,2}/\d{2,4}", right)
        ):
            day = _single(f"{short[1]}/{right}", order, today) if order.slashes == "mdy" else None
        if day is not None:
            return _first_of_span(left, day, order, today), day
    return None


def _first_of_span(left: str, last: date, order: DayOrder, today: date) -> date | None:
    """The first day, what it leaves unsaid taken from the last one; None where it cannot be read."""
    if (day := _single(left, order, today)) is not None:
        return day
    short = left.rstrip(".,")
    if alone := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", short, re.I | re.ASCII):
        return _day(last.year, last.month, int(alone[1]))
    for year in (last.year, last.year - 1):  # “Dec 30 – Jan 2, 2026”
        sign = re.search(r"[/.-]", short)
        with_year = (
            f"{short}{sign[0]}{year}" if sign and short[-1].isdigit() and short[0].isdigit() else f"{short} {year}"
        )
        found = _single(with_year, order, today)
        if found is not None and (found <= last or year < last.year):
            if (last - found).days < _LONGEST_SPAN:
                return found
            raise ValueError(f"“{left}” lies after {last.isoformat()}, so the span ends before it begins; put it right")
    return None


def _local(text: str, utc: re.Match[str], order: DayOrder, today: date) -> Read:
    """The day where the person was, of a moment in UTC: the same in every zone of the mainland, or asked about."""
    day = _single(utc["day"].rstrip(","), order, today)
    hour = int(utc["hour"])
    if utc["half"]:
        hour = hour % 12 + (12 if utc["half"].lower() == "p" else 0)
    if day is None or hour > 23 or int(utc["minute"]) > 59:
        raise ValueError(f"“{text}” is not a day that alcto understands; write it like 2026-03-14")
    east, west = (one.date() for one in coasts(datetime(day.year, day.month, day.day, hour, int(utc["minute"]))))
    if east != west:
        raise ValueError(
            f"“{text}” is {west.isoformat()} or {east.isoformat()} by the time zone that you were in; write the day"
        )
    return Read(
        east, remark="" if east == day else f"“{text}” is {east.isoformat()} in the time zones of the United States"
    )


def coasts(moment: datetime) -> tuple[datetime, datetime]:
    """What clocks on the two coasts of the mainland show at a moment in UTC, the east first."""
    ahead = 1 if _is_summer(moment.date()) else 0
    return moment - timedelta(hours=5 - ahead), moment - timedelta(hours=8 - ahead)


def _is_summer(day: date) -> bool:
    """Whether clocks are an hour ahead: from the second Sunday of March to the first of November."""
    march, november = date(day.year, 3, 8), date(day.year, 11, 1)
    begins = march + timedelta(days=(6 - march.weekday()) % 7)
    ends = november + timedelta(days=(6 - november.weekday()) % 7)
    return begins <= day < ends
