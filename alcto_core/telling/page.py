"""A page as a value: everything that is said of one thing, in the words that the screens and the command line share.

Whoever builds a sheet chooses the words; whoever lays it out chooses the place, the colour and what gives way where
there is no room, and adds no sentence but those on its own keys and options.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

import msgspec

Tone = Literal["plain", "met", "short", "missed", "unknown", "quiet", "strong"]
"""What a colour may say beside the words: reached, still open, lost or wrong, in doubt, of no weight, of weight."""


class _Value(msgspec.Struct, frozen=True, kw_only=True):
    """Every part of a page is a frozen value."""


class Line(_Value, frozen=True, kw_only=True):
    """An amount and what it is for: "-2", "FETC counts up to 6 h"."""

    amount: str = ""
    text: str
    """A sentence without its full stop."""
    source: str = ""
    """Where it is written, in words."""
    word: str = ""
    """The rule that it goes by, as `alcto` is asked for it."""

    def __str__(self) -> str:
        """The sentence with its source."""
        return sentence(f"{self.text.rstrip('.')} ({self.source})" if self.source else self.text)


class Item(_Value, frozen=True, kw_only=True):
    """One thing that a page says. A row of a screen, a few lines of a verb."""

    id: str
    """Names it within its kind, as the records or rules do: a requirement's id, an activity's."""
    kind: str
    """What it is: "requirement", "entry", "rule"."""
    title: str = ""
    """A few words for it; empty where there is only the sentence."""
    text: str = ""
    """The sentence."""
    day: date | None = None
    figure: str = ""
    """"9.5 of 12", "at least 12 hours"."""
    cells: tuple[str, ...] = ()
    """Further figures, each below a column of its part."""
    state: str = ""
    """How it stands, in a word or two: "short 2.5", "done", "posted"."""
    tone: Tone = "plain"
    """The weight of its state."""
    remark: str = ""
    """A few words below it: by whom, which files, why it was sent back."""
    source: str = ""
    """Where it is written, in words."""
    ledger: tuple[Line, ...] = ()
    """What was taken from it or given to it."""
    said: tuple[str, ...] = ()
    """What else is to be said of it, a sentence each."""
    group: str = ""
    """What it stands below, within its part."""
    word: str = ""
    """The word by which `alcto` is asked for it, where that is worth showing."""
    full: float | None = None
    """From 0 to 1, where it is drawn as a bar; whoever draws it rounds down."""
    advisory: bool = False
    """Advice: it never stands in the way."""

    def texts(self) -> Iterator[str]:
        """Everything that it says, piece by piece: what every way to lay it out must show or lead to."""
        yield from (one for one in (self.title, self.text, self.figure, self.state, *self._remarks) if one)
        yield from (line.text for line in self.ledger)
        yield from self.said

    @property
    def _remarks(self) -> Sequence[str]:
        """What the remark says, piece by piece: each is told together with the others or in a sentence of its own."""
        return re.split("[,;] ", self.remark) if self.remark else ()

    def sentences(self) -> Iterator[Line]:
        """Its sentences in their order, each once: a remark or a source that they hold is not said again."""
        told = " ".join(self.said).casefold()
        yield from (Line(text=words) for words in (self.text,) if words)
        yield from self.ledger
        yield from (Line(text=words) for words in self.said)
        if not all(words.casefold() in told for words in self._remarks):
            yield Line(text=self.remark)
        if self.source and self.source.casefold() not in told:
            yield Line(text=f"Source: {self.source}")

    def lines(self) -> tuple[str, str, tuple[str, ...]]:
        """The thing in lines: its name with its day, what is told beside it, and its sentences below; without a title
        the first sentence is its name."""
        told = [_line(line) for line in self.sentences()]
        word = f" ({self.word})" if self.word else ""
        if self.title:
            return f"{f'{self.day.isoformat()}  ' if self.day else ''}{self.title}{word}", self.beside, tuple(told)
        name, *rest = told or [""]
        return f"{f'{self.word}: ' if self.word else ''}{name}", "", tuple(rest)

    def in_words(self) -> str:
        """The thing as plain text of several lines, to be copied."""
        name, beside, told = self.lines()
        return "\n".join((f"{name}: {beside}" if beside else name, *told))

    @property
    def beside(self) -> str:
        """Figure and state, as far as no sentence of it names them."""
        told = " ".join((self.text, *self.said)).casefold()
        return "; ".join(word for word in (self.figure, self.state) if word and word.casefold() not in told)


class Part(_Value, frozen=True, kw_only=True):
    """A heading and what stands below it."""

    heading: str = ""
    fact: str = ""
    """What is said beside the heading: "7 of 8"."""
    columns: tuple[str, ...] = ()
    """Headings of what its items have of figure, cells, state and source, in this order."""
    full: float | None = None
    """From 0 to 1, where the fact is drawn as a bar."""
    items: tuple[Item, ...] = ()


class Chart(_Value, frozen=True, kw_only=True):
    """A picture as a value: `alcto_core.telling.charts` has the kinds. Whoever draws it sets the sentence below it."""

    title: str
    """A few words for it."""
    sentence: str
    """What the picture shows, for whoever does not see it."""


class Sheet(_Value, frozen=True, kw_only=True):
    """A page: of a credential, of a rule set, of the log."""

    id: str
    title: str
    state: str = ""
    """How it stands, in a word: "NOT YET"."""
    tone: Tone = "plain"
    fact: str = ""
    """What the verdict says more, in a few words beside title and state: "2.5 ALET hours missing by 30 Sep 2026"."""
    verdict: str = ""
    """Title, state and what is missing in one sentence, for where a page begins with it."""
    head: tuple[str, ...] = ()
    """The first sentences."""
    alerts: tuple[str, ...] = ()
    """What must be said wherever the page is shown, a sentence each; never left out for want of room."""
    marks: tuple[str, ...] = ()
    """What to beware of, in a few words each."""
    charts: tuple[Chart, ...] = ()
    """Pictures, where the page has some."""
    parts: tuple[Part, ...] = ()
    next: str = ""
    """The one next thing to do."""

    def items(self, *kinds: str) -> Iterator[Item]:
        """Everything on it; with `kinds` only what is of these."""
        return (item for part in self.parts for item in part.items if not kinds or item.kind in kinds)

    def in_words(self) -> str:
        """The page as plain text of several lines, to be copied."""
        marks = f" ({', '.join(self.marks)})" if self.marks else ""
        told = [f"{self.verdict or self.title}{marks}"]
        told += [sentence(words) for words in (*self.head, *self.alerts) if words not in self.verdict]
        for part in self.parts:
            told += [f"{part.heading}  {part.fact}".strip()] if part.heading and part.items else []
            told += [item.in_words() for item in part.items]
        told += [f"Next: {sentence(self.next)}"] if self.next else []
        return "\n".join(told)

    def item(self, kind: str, id: str) -> Item | None:
        """The thing of this kind and id."""
        return next((item for item in self.items(kind) if item.id == id), None)

    def texts(self) -> Iterator[str]:
        """Everything that it says, piece by piece; its state is a word beside a sign, or a sentence."""
        yield from (one for one in (self.title, *self.head, *self.alerts, *self.marks, self.next) if one)
        yield from (words for chart in self.charts for words in (chart.title, chart.sentence))
        for part in self.parts:
            yield from (one for one in (part.heading, part.fact) if one)
            for item in part.items:
                yield from item.texts()


def sentence(text: str) -> str:
    """`text` as a sentence of its own: with a capital at its beginning and a full stop at its end."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!', ':')) else '.'}"


def _line(line: Line) -> str:
    amount = f"{line.amount}  " if line.amount else ""
    return f"{amount}{line}{f' [{line.word}]' if line.word else ''}"
