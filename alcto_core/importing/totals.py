"""By which words a row is known as a total, or as a figure carried, still needed or in the middle."""

from __future__ import annotations

import re
from functools import lru_cache

from alcto_core.importing.headings import folded
from alcto_core.importing.vocabulary import phrases

_TOTAL = re.compile(
    r"(?:(?:grand|sub|running|overall|year|annual|monthly|quarterly|fy\d*|\d+|cumulative|final) )?(?:sub ?)?"
    r"(?:totals?|sum|gesamt|summe|suma)"
    r"(?: (?:of|all|the|clock|contact|pd|ce|cpe|credit|earned|so|far|to|date|year|for|in|this|month|quarter|hours?|hrs|"
    r"credits?|points?|units?|fy\d*|q\d|\d+|january|february|march|april|may|june|july|august|september|october|"
    r"november|december))*"
)
_A_SUM = re.compile(r"total|su(?:mm?[ae]?|b)|gesamt", re.I)
"""Without which nothing says that it is a total."""
_A_FIGURE = re.compile(
    r"total|su(?:mm?[ae]?|b)|gesamt|ytd|to date|forward|over|remain|requir|need|left|short|missing|balance|average|"
    r"count",
    re.I,
)
"""Without which no name is that of a total or of another figure."""
_YEAR = re.compile(r"fy\d+", re.ASCII)
_TOTALS = frozenset(phrases("total|totals|subtotal|subtotals|ytd"))
_UNSURE = frozenset(phrases("sum|summe|suma|gesamt|balance|count|remaining|required|needed|overall"))
"""Words by which a name is that of a total only where no day, or the sum of the rows, says so too."""
_OF_HOURS = frozenset(phrases("hours|hrs|credits|points|ceus|units"))
_STILL = frozenset(phrases("remaining|required|needed|left|short|missing|balance"))
_CARRIED = re.compile(
    r"\b(?:carried|brought|carry|rolled|balance) ?(?:forward|over)|carryover|year to date|^average$"
    r"|^(?:beginning|opening|starting|ending|closing) balance\b"
)
_BESIDE = frozenset(
    phrases(
        "sub|grand|running|year|annual|monthly|quarterly|weekly|cumulative|final|of|all|the|clock|contact|pd|ce|cpe|"
        "credit|earned|completed|so|far|to|date|for|in|from|this|last|prior|previous|month|quarter|week|page|column|"
        "section|fy|q1|q2|q3|q4|and|a|average|carried|brought|carry|rolled|forward|over|carryover|still|number|no|my|"
        "beginning|opening|starting|ending|closing|activities|activity|events|entries|items|rows|sessions|courses|hour|minutes|point|unit|"
        "january|february|march|april|may|june|july|august|september|october|november|december|"
        "jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec"
    )
)
"""Words that may stand in such a name beside those, and beside figures and years."""
_KNOWN = _TOTALS | _UNSURE | _OF_HOURS | _STILL | _BESIDE


def says_total(cell: str) -> bool:
    """Whether a cell says nothing but that its row is a total."""
    return _A_SUM.search(cell) is not None and _TOTAL.fullmatch(folded(cell)) is not None


def begins_with_total(cell: str) -> bool:
    """Whether a cell begins with the words of a total."""
    return _TOTAL.match(folded(cell)) is not None


@lru_cache(maxsize=1 << 12)
def is_total(title: str, *, is_sure: bool) -> bool:
    """Whether a name is that of a total, or of a figure carried, still needed or in the middle; “Sum 1 + 2” with a day
    of its own is one only where it is the sum."""
    if len(title) > 80 or not _A_FIGURE.search(title):
        return False
    words = folded(title)
    held = frozenset(words.split())
    if not all(one in _KNOWN or one.isdigit() or _YEAR.fullmatch(one) for one in held):
        return False
    if held & _TOTALS or _CARRIED.search(words) or (held & _OF_HOURS and held & _STILL):
        return True
    return is_sure and bool(held & _UNSURE)
