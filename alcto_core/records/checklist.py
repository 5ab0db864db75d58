"""What somebody saw on the proof of an activity: a sentence in its note, which reads the same without alcto.

The records file has no key for it, and needs none: the note is the person's own, every version keeps it, and a look at
a certificate is a note on it. The sentence stands anywhere in the note; other words of the note are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

import msgspec

SHOWN = ("sponsor", "title", "day", "hours", "participant")
"""What a certificate must show to a reviewer, in the order of the sentence."""
_NOTHING = "nothing of what is asked"
_LOOK = re.compile(r"Proof shows ([a-z][a-z, ]*); looked at (\d{4}-\d\d-\d\d)\.")


class ProofLook(msgspec.Struct, frozen=True, kw_only=True):
    """A look at the proof of an activity."""

    seen: tuple[str, ...]
    """Words of `SHOWN`, in their order."""
    on: date

    @property
    def lacks(self) -> tuple[str, ...]:
        """What was not seen on it."""
        return tuple(word for word in SHOWN if word not in self.seen)

    def __str__(self) -> str:
        """The sentence of the note."""
        return f"Proof shows {', '.join(self.seen) or _NOTHING}; looked at {self.on.isoformat()}."


def look_in(note: str) -> ProofLook | None:
    """The last look that a note tells of; None where there is none, or its words are no longer those of alcto."""
    return next((look for found in reversed(list(_LOOK.finditer(note))) if (look := _look(found))), None)


def with_look(note: str, look: ProofLook | None) -> str:
    """The note with this look in the place of those that it tells of; None: without any."""
    rest = _LOOK.sub(lambda found: "" if _look(found) is not None else found[0], note)
    rest = re.sub(r" {2,}", " ", rest).strip() if rest != note else note
    return " ".join(filter(None, (rest, str(look) if look is not None else "")))


def looked(seen: Collection[str], on: date) -> ProofLook:
    """A look on this day at which these were seen. Raises `ValueError` for a word that is none of them."""
    if strange := sorted({*seen} - {*SHOWN}):
        raise ValueError(f"“{strange[0]}” is none of what a certificate must show: {', '.join(SHOWN)}")
    return ProofLook(seen=tuple(word for word in SHOWN if word in seen), on=on)


def _look(found: re.Match[str]) -> ProofLook | None:
    seen = () if found[1] == _NOTHING else tuple(found[1].split(", "))
    try:
        return looked(seen, date.fromisoformat(found[2]))
    except ValueError:
        return None
