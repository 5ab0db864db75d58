"""One thing that the doctor looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from alcto_core.problems import Problem

Subject = Literal[
    "records", "evidence", "rule sets", "plugins", "backups", "drafts", "copies", "folder", "clock", "settings", "cache"
]
"""In the order in which they are told."""
FindingState = Literal["good", "look", "wrong"]
"""`look`: nothing is lost or miscounted, but the person may want to know or to decide. `wrong`: to be put right."""

EACH_LINE = "Each line says what to do"
"""The remedy of what is summed up, where every single problem has its own."""
_MOST_NAMED = 5


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What the doctor found of one thing. The sentences may hold text from records."""

    subject: Subject
    state: FindingState
    sentence: str
    """What was found, as a whole sentence."""
    remedy: str = ""
    """What to do about it, as a whole sentence; never empty unless all is good."""
    problems: tuple[Problem, ...] = ()
    """The single problems that the sentence sums up, with their places."""

    @property
    def is_good(self) -> bool:
        return self.state == "good"


def good(subject: Subject, sentence: str) -> Finding:
    """All is well here."""
    return Finding(subject=subject, state="good", sentence=sentence)


def look(subject: Subject, sentence: str, remedy: str, problems: tuple[Problem, ...] = ()) -> Finding:
    """Nothing is lost or miscounted, but the person may want to know or to decide."""
    return Finding(subject=subject, state="look", sentence=sentence, remedy=remedy, problems=problems)


def wrong(subject: Subject, sentence: str, remedy: str, problems: tuple[Problem, ...] = ()) -> Finding:
    """Something is to be put right."""
    return Finding(subject=subject, state="wrong", sentence=sentence, remedy=remedy, problems=problems)


def listed(names: Iterable[str]) -> str:
    """Names in a row, shortened: "a, b and 7 more"."""
    every: Sequence[str] = list(names)
    if len(every) <= _MOST_NAMED:
        return ", ".join(every)
    return f"{', '.join(every[:_MOST_NAMED])} and {len(every) - _MOST_NAMED:,} more"
