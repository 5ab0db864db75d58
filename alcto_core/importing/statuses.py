"""What a word in a column of statuses, results or attendance says of its row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from alcto_core.importing import vocabulary
from alcto_core.importing.headings import folded

Judged = Literal["completed", "planned", "never", "not credited"]

_BEGUN = re.compile(r"(?:in progress|not started|enrolled|under review|returned|registered|completed|approved)\b")
_LETTER_GRADE = re.compile(r"[a-d][+-]?|\d{2,3}(?:[.,]\d+)?\s?%", re.I)
_ANYWHERE = re.compile(
    r"\b(?:not|pend\w*|cancel\w*|reject\w*|fail\w*|den(?:y|ied)|incomplete|withdr\w*|revok\w*|expired|await\w*|absent|"
    r"draft|no show|wait\w*|didn|never|overdue|postponed|void\w*|declined)\b"
)
_PLAIN = frozenset(
    (*vocabulary.phrases("yes|no|y|n|x|true|false|1|0|p|f|ok|full|met|valid|100|none|present|closed|credit|success"),)
)
"""Words that may stand in any column."""
_TICKS = frozenset("✓✔☑")


def is_told_by_cells(cells: Sequence[str]) -> bool:
    """Whether nearly all cells are words such as approved, pending and failed, which no other column holds."""
    words = [folded(cell) for cell in cells]
    told = [
        word
        for word in words
        if word not in _PLAIN
        and (
            word in vocabulary.DONE
            or word in vocabulary.NEVER_DONE
            or bool(_ANYWHERE.match(word))
            or _BEGUN.match(word)
        )
    ]
    return len(told) >= 0.9 * len(words) > 0


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
