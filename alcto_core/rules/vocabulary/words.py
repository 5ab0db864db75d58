"""The words that all parts of rule files share: names, documents and citations, conditions."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from alcto_core.patterns import late


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Every part of a rule file: frozen, and refusing keys that it does not know.

    Written out, it holds what its file says and no more: a key that a later alcto knows makes it no other rule set.
    """


Names = str | tuple[str, ...]
"""One name or several."""


def names(value: Names | None) -> tuple[str, ...]:
    """The names in `value`, whether one or several stand there."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


class Document(Word, frozen=True, kw_only=True):
    """A source text that citations point into."""

    title: str
    short: str = ""
    """Name in the citations of screens and reports; else the title."""
    publisher: str = ""
    address: str = ""
    read: date
    lines: int | None = None
    """How many lines it has, where citations name lines: none may lie behind the last."""


DayFact = Literal["person.role_began", "credential.issued", "credential.from"]
"""A day in the records."""
WordFact = Literal["person.role", "person.state"]
"""A word in the records that says who the person is."""


FACTS: Mapping[str, str] = {
    "person.role_began": "the day on which the post began",
    "credential.issued": "the date of issue",
    "credential.from": "the day from which it is owed",
    "person.role": "the post",
    "person.state": "the state",
}
"""What the facts are called for people."""


class When(Word, frozen=True, kw_only=True):
    """A condition on a switch, a setting, a fact, the person's other credentials. All keys must hold."""

    switch: str | None = None
    value: bool | str = True
    """What the switch must be, or the setting of yes or no."""
    holds: str | None = None
    """The person has a credential of this program …"""
    without_step: str | None = None
    """… on which this step is not done by the date asked about."""
    setting: str | None = None
    """A setting of the credential …"""
    least: Decimal | int | None = None
    """… is at least this number; one of the type `bool` goes without it."""
    fact: DayFact | WordFact | None = None
    """A day or a word in the records …"""
    after: date | None = None
    """… the day lies strictly after this day …"""
    until: date | None = None
    """… and not after this one …"""
    in_window: bool = False
    """… and in the window that is judged …"""
    last_months: int | None = None
    """… and in the last so many months of it …"""
    after_first_day: bool = False
    """… and not on the first day of these months;"""
    one_of: Names | None = msgspec.field(default=None, name="is")
    """… the word is one of these, in any case."""


class Conditional(Word, frozen=True, kw_only=True):
    """Something that is asked, or said, only under a condition."""

    when: When | None = None
    """Only where this holds …"""
    unless: When | None = None
    """… and this does not …"""
    since: date | None = msgspec.field(default=None, name="from")
    """… in windows that begin on this day or later …"""
    until: date | None = None
    """… and on this day or earlier: it has ended."""

    @property
    def is_conditional(self) -> bool:
        """Whether it has a condition."""
        return self.when is not None or self.unless is not None


def short_names(*files: Mapping[str, Document]) -> Mapping[str, str]:
    """What the documents of some rule files are called in citations, by key; the last file's name stands."""
    return {key: document.short or document.title for documents in files for key, document in documents.items()}


LINES = late(r"\d+(?:-\d+)?(?:, ?\d+(?:-\d+)?)*")
"""A place that is lines: anything else that begins with a figure ("2nd edition", "12 CFR 3") is words."""


def cite_text(cite: str, documents: Mapping[str, str]) -> str:
    """A citation for people, with the documents' short names: "training:60-61" → "Training, lines 60-61"."""
    key, _, place = cite.partition(":")
    name = documents.get(key, key)
    if not place:
        return name
    if not LINES.fullmatch(place):
        return f"{name}, {place}"
    return f"{name}, {'lines' if '-' in place or ',' in place else 'line'} {place}"


def cites_of(word: object) -> Iterator[str]:
    """Every citation anywhere inside a part of a rule file."""
    if isinstance(word, msgspec.Struct):
        for field in word.__struct_fields__:
            value = getattr(word, field)
            if field in {"cite", "repeat_cite", "exclusive_cite", "evidenced"}:
                yield from names(value)
            elif isinstance(value, msgspec.Struct | tuple):
                yield from cites_of(value)
    elif isinstance(word, tuple):
        for part in word:
            yield from cites_of(part)


def conditions(word: object) -> Iterator[When]:
    """Every condition anywhere inside a part of a rule file."""
    if isinstance(word, When):
        yield word
    elif isinstance(word, msgspec.Struct):
        for field in word.__struct_fields__:
            yield from conditions(getattr(word, field))
    elif isinstance(word, tuple):
        for part in word:
            yield from conditions(part)
