"""What a filter asks of texts: every word must stand somewhere in them, whole or as a part; case and accents make no
difference."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")


class Said(msgspec.Struct, Generic[T], frozen=True):
    """A thing with everything that can be searched in it."""

    thing: T
    text: str
    """Folded; parts are divided by line feeds, so that no word matches across two of them."""


def said(thing: T, parts: Iterable[str]) -> Said[T]:
    """A thing that is found by these texts."""
    return Said(thing, folded("\n".join(part for part in parts if part)))


def matching(listed: Iterable[Said[T]], words: str) -> tuple[T, ...]:
    """The things that hold every word of `words`, whole or as a part; all of them where no word is given."""
    wanted = folded(words).split()
    return tuple(one.thing for one in listed if all(word in one.text for word in wanted))


def holds(parts: Iterable[str], words: str) -> bool:
    """Whether these texts hold every word."""
    return bool(matching((said(None, parts),), words))


def folded(text: str) -> str:
    """`text` without what makes no difference: "Café" reads "cafe"."""
    if text.isascii():
        return text.casefold()
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)).casefold()
