"""What is bold in a text document, by its styles: in Word by those of paragraphs and of signs, in OpenDocument by those
that a document names, and those that it makes for itself."""

from __future__ import annotations

from collections.abc import Iterator

_WORD_OFF = frozenset(("0", "false", "off"))
_HEAVY = 600
"""The least weight that is read as bold, where a style says it as a number."""


class BoldStyles:
    """Which styles make what is written bold; one that says nothing of it is as the one that it rests on."""

    def __init__(self) -> None:
        self._own: dict[str, bool] = {}
        self._based: dict[str, str] = {}

    def rests(self, style: str, below: str) -> None:
        """A style rests on another."""
        self._based[style] = below

    def says(self, style: str, is_bold: bool) -> None:
        """A style says itself whether it is bold."""
        self._own[style] = is_bold

    def of(self, style: str) -> bool | None:
        """Whether a style is bold; None where neither it nor one below it says so."""
        return next((self._own[one] for one in self._line(style) if one in self._own), None)

    def _line(self, style: str) -> Iterator[str]:
        seen: set[str] = set()
        while style and style not in seen:
            seen.add(style)
            yield style
            style = self._based.get(style, "")


def is_on(value: str) -> bool:
    """Whether a mark of Word is on: it is where it says nothing more."""
    return value not in _WORD_OFF


def is_heavy(weight: str) -> bool:
    """Whether a weight of OpenDocument is bold: a word, or a number."""
    return weight == "bold" or (weight.isdecimal() and int(weight[:5]) >= _HEAVY)


class Boldness:
    """A paragraph being read: whether each word of it is bold."""

    def __init__(self) -> None:
        self._some, self._all = False, True

    def take(self, text: str, is_bold: bool) -> None:
        """Some more of its text."""
        if text.strip():
            self._some = True
            self._all = self._all and is_bold

    @property
    def is_whole(self) -> bool:
        """Whether there is text, and all of it is bold."""
        return self._some and self._all
