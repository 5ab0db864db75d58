"""Selections: which hours a part of a rule set speaks of, and what hours are asked for that.

Each key of a selection is one row of `KEYS`; nothing else in the program lists them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import product
from typing import NamedTuple, Self

import msgspec

from alcto_core.records.types import Activity
from alcto_core.rules.vocabulary.listing import Catalogue, Offering
from alcto_core.rules.vocabulary.words import Names, Word, names


class Select(Word, frozen=True, kw_only=True, dict=True):
    """Which hours a rule speaks of: all keys must hold; no key means every hour.

    A category selects the categories below it too: `education` selects `education/technical`.
    """

    source: Names | None = None
    category: Names | None = None
    offering: Names | None = None
    strand: Names | None = None
    format: Names | None = None

    @cached_property
    def is_everything(self) -> bool:
        return self == Select()

    @cached_property
    def wanted(self) -> "tuple[tuple[int, Key, tuple[str, ...]], ...]":
        """The keys that it asks hours for, each with its place in a nature and the names that it takes."""
        asked = ((*_ASKED[key.name], getattr(self, key.name)) for key in KEYS if key.name in _ASKED)
        return tuple((at, key, names(value)) for at, key, value in asked if value is not None)


_Place = tuple[Catalogue, Offering]


_Names = str | tuple[str, ...] | None


class Key(NamedTuple):
    """One key of a selection."""

    name: str
    of: Callable[[Activity, _Place | None, _Place | None], _Names] | None = None
    """What an activity is under this key, by the listing of its offering on its day and the one that is shown for it
    (that of another day where none holds it); None: hours are it themselves, once they are divided."""
    has_parts: bool = False
    """Whether hours may be several of it, and a name takes what stands below it too."""
    is_listed: bool = False
    """Whether a list may tell it of an offering."""

    def takes(self, wanted: Iterable[str], name: str) -> bool:
        """Whether one of the wanted names is this one, or has it as a part."""
        return any(name == one or (self.has_parts and name.startswith(f"{one}/")) for one in wanted)


KEYS = (
    Key("source", lambda own, listed, _: listed[0].source if listed else own.source, is_listed=True),
    Key("category", lambda own, *_: own.category, has_parts=True),
    Key("offering", lambda own, *_: own.offering),
    Key("strand"),
    Key("format", lambda own, _, shown: own.format or (shown[1].format if shown else None), is_listed=True),
)
"""Every key of a selection, in the order of its fields."""
_ASKED = {key.name: (at, key) for at, key in enumerate(key for key in KEYS if key.of is not None)}
"""The keys that hours answer before they are divided, each with its place in a nature."""
_ANSWERS = tuple(key.of for key in KEYS if key.of is not None)
_NOTHING: tuple[_Names, ...] = tuple(() if key.has_parts else None for _, key in _ASKED.values())


class Nature(NamedTuple):
    """What selections ask of hours, their strands left aside."""

    names: tuple[_Names, ...] = _NOTHING
    """What they are under each key."""
    parts: tuple[str, ...] = ()
    """The parts of the window that they were earned in."""

    def with_name(self, key: str, name: str) -> Self:
        """The same with another name under one key."""
        at = _ASKED[key][0]
        return self._replace(names=(*self.names[:at], name, *self.names[at + 1 :]))


def nature_of(activity: Activity, listed: _Place | None, shown: _Place | None, parts: tuple[str, ...] = ()) -> Nature:
    """What selections ask of an activity; see `Key.of` for its two listings."""
    return Nature(tuple([of(activity, listed, shown) for of in _ANSWERS]), parts)


def selects(select: Select, nature: Nature) -> bool:
    """Whether a selection holds for hours of this nature, their strands left aside."""
    for at, key, wanted in select.wanted:
        own = nature.names[at]
        if not (any(key.takes(wanted, one) for one in own) if isinstance(own, tuple) else own in wanted):
            return False
    return True


def is_inside(inner: Select, outer: Select) -> bool:
    """Whether every hour that one selection takes is taken by the other too."""
    for key in KEYS:
        have, wanted = names(getattr(inner, key.name)), names(getattr(outer, key.name))
        if wanted and not (have and all(key.takes(wanted, one) for one in have)):
            return False
    return True


def natures(
    told_apart: Iterable[Select], only: Mapping[str, Iterable[str]], parts: Iterable[tuple[str, ...]]
) -> Iterator[Nature]:
    """Every nature that one of these selections tells from another; `only` holds the names that there are under a key,
    where no other ones count."""
    named: dict[str, set[str]] = {name: set() for name in _ASKED}
    for select in told_apart:
        for _, key, wanted in select.wanted:
            named[key.name].update(wanted)
    ways: list[list[_Names]] = []
    for name, (_, key) in _ASKED.items():
        found = sorted(named[name])
        if name in only:
            ways.append([*only[name]])
        else:
            ways.append([(), *((one,) for one in found)] if key.has_parts else [None, *found])
    for own, part in product(product(*ways), parts):
        yield Nature(own, part)


_MAY_HOLD = (msgspec.Struct, tuple)
"""Values that may have selections within them."""


def selections(word: object) -> Iterator[Select]:
    """Every selection anywhere inside a part of a rule file."""
    return (select for _, select in placed_selections(word))


def placed_selections(word: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Select]]:
    """Every selection inside the part of a rule file that stands at `path`, each with its own place."""
    if isinstance(word, Select):
        yield path, word
    elif isinstance(word, msgspec.Struct):
        for field, key in zip(word.__struct_fields__, word.__struct_encode_fields__, strict=True):
            part = getattr(word, field)
            if isinstance(part, _MAY_HOLD):
                yield from placed_selections(part, (*path, key))
    elif isinstance(word, tuple):
        for index, part in enumerate(word):
            if isinstance(part, _MAY_HOLD):
                yield from placed_selections(part, (*path, index))
