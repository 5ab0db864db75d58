"""What a word in a column of statuses, results or attendance says of its row."""

from __future__ import annotations

import re
from typing import Literal

from alcto_core.importing import vocabulary
from alcto_core.importing.headings import folded

Judged = Literal["completed", "planned", "never", "not credited"]

_LETTER_GRADE = re.compile(r"[a-d][+-]?|\d{2,3}(?:[.,]\d+)?\s?%", re.I)
_ANYWHERE = re.compile(
    r"\b(?:not|pend\w*|cancel\w*|reject\w*|fail\w*|den(?:y|ied)|incomplete|withdr\w*|revok\w*|expired|await\w*|absent|"
    r"draft|no show|wait\w*|didn|never|overdue|postponed|void\w*|declined)\b"
)
_TICKS = frozenset("✓✔☑")


def judged(cell: str) -> Judged | None:
    """What a cell says; None for a word that is not known, which may mean either."""
    words = folded(cell)
    if words in vocabulary.PLANNED:
        return "planned"
    if words in vocabulary.NEVER_DONE:
        return "never"
    if words in vocabulary.DONE or cell.strip() in _TICKS:
        return "completed"
    if _ANYWHERE.search(words) or words.startswith(vocabulary.NOT_CREDITED):
        return "not credited"
    if words.startswith(vocabulary.DONE_BEGINS) or _LETTER_GRADE.fullmatch(cell.strip()):
        return "completed"
    return None
