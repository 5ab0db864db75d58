"""What a word in a column of statuses, results or attendance says of its row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from alcto_core.entry.called_off import NOTHING_CAME
from alcto_core.importing import status_words
from alcto_core.importing.headings import folded
from alcto_core.importing.vocabulary import phrases
from alcto_core.patterns import late

Judged = Literal["completed", "planned", "never", "not credited", "silent"]
"""`silent`: the cell is known, and says nothing of whether the row counts, such as “No” below “Cancelled?”."""
Sense = Literal["", "not done", "share", "part", "mark", "entry", "entered"]
"""What the heading of a status makes of its cells: “Cancelled?” turns yes and no round; a percentage is how much was
done below “Progress” (of 100, or of 1), and a mark below “Result”; “Enrolled” says nothing below “Enrollment Status”
where another status stands beside it (`entry`), and where none does, “Confirmed” does not say that it was done
(`entered`).
"""

_NOT_ALL = late(
    r"\b(?:no|without|zero|0|sin|ohne|kein\w*)(?: \w+)? "
    r"(?:credits?|hours?|ceus?|certificate|creditos?|horas?|stunden|nachweis)\b"
)
"""Words by which something was attended and not credited: “Attended - no credit”."""
_BEGUN = late(r"(?:in progress|not started|enrolled|under review|returned|registered|completed|approved)\b")
_LETTER_GRADE = late(r"[a-d][+-]?", re.I)
_PERCENT = late(r"(\d{1,3}(?:[.,]\d+)?)\s?(%|percent)?(?: (?:complete|completed|done))?", re.I | re.ASCII)
_PARTS = late(r"(\d{1,4})\s?(?:/|of)\s?(\d{1,4})", re.ASCII)
_DATED = late(r"\d{1,4}[-/.]\d{1,2}|\d{1,2},? \d{4}", re.ASCII)
_ANYWHERE = late(
    r"\b(?:not|pend\w*|cancel\w*|reject\w*|fail\w*|den(?:y|ied)|incomplete|withdr\w*|revok\w*|expired|await\w*|absent|"
    r"draft|no show|wait\w*|didn|never|overdue|postponed|void\w*|declined)\b"
)
_PLAIN = frozenset(
    (*phrases("yes|no|y|n|x|true|false|1|0|p|f|ok|full|met|valid|100|none|present|closed|credit|success|show|si|ja"),)
)
"""Words that may stand in any column."""
_EXAMPLE = late(
    r"\W*(?:example|sample|beispiel|ejemplo|e\.g\.)\W*(?:\s?[:)\]–—-]|$)"
    r"|.*[(\[](?:example|sample|beispiel|ejemplo)[)\]]$",
    re.I,
)
_NOT_DONE_NOTE = late(
    rf"\W*(?:was |got |event |class |session )?(?:{NOTHING_CAME}|withdr[ae]wn?|absent|missed(?: it)?"
    r"|not attended|not completed|never went|refunded|did(?: not|n[’']t) (?:complete|finish))"
    r"(?: (?:by|due|because|on|until|till) .{0,60})?\W*",
    re.I,
)
"""A note that says nothing else."""
_TICKS = frozenset("✓✔☑✅")
_CROSSES = frozenset("✗✘❌☐⬜☒")
_YES = frozenset(phrases("yes|y|x|true|1|ja|si|oui"))
_NO = frozenset(phrases("no|n|false|0|none|n a|na|nein|non|active"))


def sense_of(heading: str, cells: Sequence[str] = ()) -> Sense:
    """What the heading of a status makes of its cells."""
    tokens = frozenset(folded(heading).replace("no show", "noshow").split())
    named = tokens - status_words.NOT_DONE_BESIDE
    if named and named <= status_words.NOT_DONE_HEADINGS:
        return "not done"
    if tokens & status_words.MARK_WORDS:
        return "mark"
    is_share = tokens & status_words.SHARE_WORDS and any(map(_is_percent, cells))
    is_of_all = tokens & {"percent", "percentage"} and tokens & status_words.SHARE_WORDS - {"percent", "percentage"}
    if not is_share and not is_of_all and "progress" not in tokens:
        return "entered" if tokens & status_words.ENTRY_HEADINGS else ""
    figures = [cell for cell in cells if _PERCENT.fullmatch(cell)]
    return "part" if figures and all("%" not in one and _figure(one) <= 1 for one in figures) else "share"


def is_of_entry(heading: str) -> bool:
    """Whether a status is that of an enrollment or registration, which comes before anything is done."""
    return bool(frozenset(folded(heading).split()) & status_words.ENTRY_HEADINGS)


@lru_cache(maxsize=1 << 12)
def is_example(title: str) -> bool:
    """Whether a name is that of the row by which a template shows how to fill it in."""
    return _EXAMPLE.match(title) is not None


def is_not_done(note: str) -> bool:
    """Whether a note says that it was not done, and nothing else."""
    return len(note) <= 100 and _NOT_DONE_NOTE.fullmatch(note) is not None


def _figure(cell: str) -> float:
    found = _PERCENT.fullmatch(cell)
    return float(found[1].replace(",", ".")) if found else 0.0


def _is_percent(cell: str) -> bool:
    return "%" in cell and _PERCENT.fullmatch(cell) is not None


_EITHER = status_words.DONE | status_words.NEVER_DONE
_CLEARLY_NOT = late(
    r"(?:did not|didn t|wait ?list|in review|not (?:yet |fully )?(?:complet|approv|attend|finish|credit|pass)|pending"
    r"|no show|withdr|dropped|denied|reject|incomplete|cancel)"
)
_LONGEST_WORDS = 40
"""Characters of a status."""


def is_told_by_cells(cells: Sequence[str]) -> bool:
    """Whether nearly all cells are words such as approved, pending and failed, which no other column holds; also those
    that only begin like one, such as “Submitted to HR”, where another leaves no doubt."""
    words = [folded(cell) for cell in cells]
    told = [
        word
        for word in words
        if word not in _PLAIN
        and (
            word in status_words.DONE
            or word in status_words.NEVER_DONE
            or bool(_ANYWHERE.match(word))
            or _BEGUN.match(word)
        )
    ]
    if len(told) >= 0.9 * len(words) > 0:
        return True
    if not any(word not in _PLAIN and (word in _EITHER or _CLEARLY_NOT.match(word)) for word in words):
        return False
    said = [judged(cell) for cell in cells if len(cell) <= _LONGEST_WORDS]
    return {"never", "not credited", "planned"} & set(said) != set() and sum(map(bool, said)) >= 0.9 * len(words)


@lru_cache(maxsize=1 << 10)
def judged(cell: str, sense: Sense = "") -> Judged | None:
    """What a cell says; None for a word that is not known, which may mean either."""
    words, bare = folded(cell), cell.strip()
    if sense == "not done":
        return _turned(words, bare)
    if sense == "entry" and (words.startswith(status_words.ENTERED) or words in _YES | _NO):
        return "silent"
    if sense == "entered":
        found = judged(cell)
        says_less = words.startswith(status_words.ENTERED) or words in _YES or bare in _TICKS
        return None if found == "completed" and says_less else found
    if (share := _share(bare, sense)) is not None:
        return share
    if words in status_words.PLANNED:
        return "planned"
    if words in status_words.NEVER_DONE or bare in _CROSSES:
        return "never"
    if words in status_words.DONE or bare in _TICKS:
        return "completed"
    if _ANYWHERE.search(words) or _NOT_ALL.search(words) or words.startswith(status_words.NOT_CREDITED):
        return "not credited"
    if words.startswith(status_words.DONE_BEGINS) or _LETTER_GRADE.fullmatch(bare):
        return "completed"
    return None


def _turned(words: str, bare: str) -> Judged | None:
    """A cell below a heading that asks whether the row was not done; a day there is the one on which it was not."""
    if words in _NO or not words:
        return "never" if bare in _TICKS else "silent"
    if words in _YES or _DATED.search(bare):
        return "never"
    return judged(bare)


def _share(bare: str, sense: Sense) -> Judged | None:
    """How much was done; of a mark nobody knows whether it is enough."""
    if (parts := _PARTS.fullmatch(bare)) and sense in ("share", "part"):
        return "completed" if int(parts[1]) >= int(parts[2]) > 0 else "not credited"
    found = _PERCENT.fullmatch(bare)
    if found is None or not (found[2] or sense in ("share", "part")):
        return None
    if sense == "mark":
        return "silent"
    return "completed" if _figure(bare) >= (1 if sense == "part" else 100) else "not credited"
