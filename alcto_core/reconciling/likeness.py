"""How much a row of the official record is like an entry of the log: by title, by day and by hours, each of 100."""

from __future__ import annotations

import re
from functools import lru_cache

from alcto_core.evaluation.postings import is_rounding
from alcto_core.importing.matching import fold

SAME = 100
SHORTENED = 90
"""All words of the shorter title stand in the longer one, or begin one."""
INITIALS = 85
SESSION = 80
"""The row names a session of the entry."""
SURE = INITIALS
"""From here on a title is taken for the same event's."""
ALIKE = 60
"""Below, titles say nothing."""
_UNLIKE = 20
NEAR = 7
"""Days between a row and an entry of one event, at most."""
LATER = 120
"""Days by which an official record may show an event later than it was, as it shows the day of posting."""
_OF_DAYS = (100, 92, 80, 70, 50, 50, 50, 50)
_SMALL = frozenset({"a", "an", "and", "at", "for", "in", "of", "on", "the", "to", "with"})
_GENERIC = frozenset(
    {
        "academy", "class", "conference", "course", "day", "development", "event", "learning", "meeting", "online",
        "pd", "professional", "session", "sessions", "training", "webinar", "workshop",
    }
)  # fmt: skip
"""Words that many events have: alone they name none."""


_LETTER_APART = re.compile(r"\b([b-z]) (?=\w)")
"""`K-12` and `E-Rate`, which some write `K12` and `eRate`."""
_ABBREVIATED = {
    "assn": "association", "assoc": "association", "cert": "certification", "conf": "conference",
    "ed": "education", "edu": "education", "govt": "government", "int": "introduction", "intl": "international",
    "mgmt": "management", "mgt": "management", "mtg": "meeting", "mtgs": "meetings", "natl": "national",
    "sch": "school", "sec": "security", "svcs": "services", "tech": "technology", "trng": "training",
    "wkshp": "workshop", "wksp": "workshop", "ws": "workshop",
}  # fmt: skip
"""Short forms in which an export cuts titles, where the short form does not begin the word or is of two letters."""
_DAY_NUMBER = re.compile(
    r"\bday\s+(?:\d|one|two|three|four|five)\b(?:\s+of\s+(?:\d|two|three|four|five)\b)?", re.IGNORECASE
)

_PART_OF_YEAR = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|spring|summer|fall|autumn|winter|semester|quarter|term|q[1-4])\b\.?"
    r"|\b(?:19|20)\d\d(?:\s?[-–/]\s?\d{2,4})?|#\s?\d{1,3}\b"
    r"|\b(?:session|part|module|week|meeting|no\.?|number)\s+(?:\d{1,3}|one|two|three|four|five|six)"
    r"(?:\s+of\s+(?:\d{1,3}|two|three|four|five|six))?\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 15)
def of_titles(one: str, other: str) -> int:
    """How much two titles are like each other."""
    if fold(one) == fold(other):
        return SAME
    (mine, my_years), (theirs, their_years) = _words(one), _words(other)
    if _numbers(mine) != _numbers(theirs) or (my_years and their_years and not my_years & their_years):
        return _UNLIKE
    if mine == theirs:
        return SAME if mine else 0
    shorter, longer = sorted((mine, theirs), key=lambda words: (len(words), words))
    found = [word for word in shorter if any(_is_same(word, by) for by in longer)]
    if found and len(found) == len(shorter):
        return SHORTENED if set(found) - _GENERIC else 40
    if len(shorter) == 1 and len(shorter[0]) > 2 and shorter[0] == "".join(word[0] for word in longer):
        return INITIALS
    return 200 * len(found) // (len(mine) + len(theirs)) if set(found) - _GENERIC else 0


def without_day(title: str) -> str:
    """A title without the number of its day: "Summer Institute, Day 2"."""
    return _DAY_NUMBER.sub(" ", title)


@lru_cache(maxsize=1 << 13)
def as_a_series(title: str) -> str:
    """A title without what tells one of a series from another: its day, month, season or number."""
    kept = " ".join(_PART_OF_YEAR.sub(" ", without_day(title)).split())
    return kept if any(map(str.isalpha, kept)) else title


def telling_words(title: str) -> frozenset[str]:
    """The words of a title by which an event can be known, each by its first letters, as short forms share them."""
    return frozenset(word[:3] for word in _words(title)[0] if word not in _GENERIC)


def of_days(days: int) -> int:
    """How near two days are, by the days between them."""
    return _OF_DAYS[abs(days)] if abs(days) <= NEAR else 0


def of_hours(mine: int, theirs: int) -> int:
    """How near two lengths are: the shorter as a share of the longer."""
    if are_same_hours(mine, theirs):
        return 100
    return 99 * min(mine, theirs) // max(mine, theirs, 1)


def are_same_hours(mine: int, theirs: int) -> bool:
    """Whether they differ by no more than a record's rounding."""
    return is_rounding(abs(mine - theirs))


@lru_cache(maxsize=1 << 13)
def _words(title: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words of a title that say something, and the years in it."""
    words = _LETTER_APART.sub(r"\1", fold(title)).split()
    years = frozenset(word for word in words if len(word) == 4 and word.isdigit() and word[:2] in ("19", "20"))
    return tuple(word for word in words if word not in years and word not in _SMALL), years


def _numbers(words: tuple[str, ...]) -> list[str]:
    return [word for word in words if word.isdigit()]


def _is_same(one: str, other: str) -> bool:
    """Whether two words are one, or the shorter begins the longer: "conf" and "conference"."""
    shorter, longer = sorted((one, other), key=len)
    if _ABBREVIATED.get(shorter, "") == longer:
        return True
    return one == other or (len(shorter) > 2 and not one.isdigit() and longer.startswith(shorter))
