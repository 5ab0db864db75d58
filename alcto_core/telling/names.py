"""What people call the things that records name by an id: credentials, events of a catalogue, who granted hours, kinds
of activity, units. What nobody has given a name is told as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from alcto_core.evaluation.standing import Reason, Standing
from alcto_core.records.side_by_side import NOTHING, ComparedKey
from alcto_core.records.types import Activity, Records
from alcto_core.rules.declared import NameKind, declared
from alcto_core.rules.library import Library
from alcto_core.text import one_and_other, same_words

_BY_ID = frozenset({"counts-for", "exclusive"})
"""Reasons whose sentences name credentials by their ids: a packet is judged again where the others are not known."""


def credential_names(records: Records | None, library: Library) -> Mapping[str, str]:
    """The short name of each credential, by its id; the id stays where two have the same name."""
    held = records.credentials if records is not None else ()
    rules = {one.id: library.rule_sets.get(one.program) for one in held}
    shorts = {id: known.short for id, known in rules.items() if known is not None}
    return {id: short for id, short in shorts.items() if list(shorts.values()).count(short) == 1}


def standing_names(standings: Iterable[Standing]) -> Mapping[str, str]:
    """The same of credentials that were judged."""
    shorts = {one.credential: one.short for one in standings}
    return {id: short for id, short in shorts.items() if list(shorts.values()).count(short) == 1}


def reason_words(reason: Reason, names: Mapping[str, str]) -> str:
    """The sentence of a reason without its full stop, credentials by their names."""
    words = reason.text.rstrip(".")
    if reason.rule not in _BY_ID or not names:
        return words
    ids = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.sub(rf"(?<![\w/-])(?:{ids})(?![\w/-])", lambda found: names[found[0]], words)


def granted_words(activity: Activity, library: Library) -> Iterator[tuple[str, str]]:
    """Who granted an entry's hours and as what a catalogue lists it, each with what it is."""
    if activity.offering is not None:
        listing = library.listing(activity.offering, activity.date) or library.newest(activity.offering)
        if listing is None:
            yield "Listed as", activity.offering
        else:
            title, source = listing[1].title, library.source_named(listing[0].source)
            yield "Listed as", title if same_words(source) in same_words(title) else f"{title} ({source})"
    if activity.source:
        yield "Granted by", library.source_named(activity.source)


def granting_name(activity: Activity, library: Library) -> str:
    """Who grants an entry's hours: the source of the catalogue that lists it, else the one that the entry names; ""
    where neither is known."""
    listing = None
    if activity.offering is not None:
        listing = library.listing(activity.offering, activity.date) or library.newest(activity.offering)
    source = activity.source if listing is None else listing[0].source
    return library.source_named(source) if source else ""


def kinds_named(kind: NameKind, ids: Iterable[str], library: Library) -> str:
    """Categories as a list of names."""
    labels = {one.id: one.label for rules in library.rule_sets.values() for one in declared(kind, rules)}
    return ", ".join(labels.get(id, id) for id in ids)


def units_words(activity: Activity, library: Library) -> str:
    """What is recorded in units: "1 membership year"."""
    known = {one.id: one for rules in library.rule_sets.values() for one in rules.unit}
    found = []
    for id, amount in activity.units.items():
        unit = known.get(id)
        name = id if unit is None else unit.label if amount == 1 else unit.plural or unit.label
        found.append(f"{amount.normalize():f} {name}")
    return ", ".join(found)


FIELDS = {
    "title": "Event", "location": "Place", "offering": "Listed as", "justification": "Why", "description": "What",
    "counts_for": "Only for", "split": "Division", "role_began": "In post since", "done": "Done on",
}  # fmt: skip
"""What forms call a key of the file that they call otherwise."""


def field_name(key: str) -> str:
    """What people call a key of the file, as its form does: "Only for" for `counts_for`."""
    return FIELDS.get(key) or key.replace("_", " ").capitalize()


def value_named(key: str, value: str, library: Library, names: Mapping[str, str]) -> str:
    """A value of a record, as it is written, with names where it holds ids; `names` are those of the credentials."""
    match key:
        case "strands":
            return ", ".join(map(library.strand_short, value.split(", ")))
        case "counts_for":
            return ", ".join(names.get(id, id) for id in value.split(", "))
        case "offering":
            newest = library.newest(value)
            return newest[1].title if newest is not None else value
        case "source":
            return library.source_named(value)
        case "program":
            known = library.rule_sets.get(value)
            return known.short if known is not None else value
        case "role":
            return value.replace("-", " ")
    return value


def compared_named(rows: Sequence[ComparedKey], library: Library, names: Mapping[str, str]) -> tuple[ComparedKey, ...]:
    """Two states of a record in the words of its form. Ids stay where two have one name; the record's own is told only
    where it changed."""
    is_alone = any(
        all(side == NOTHING for side in sides) for sides in zip(*((row.left, row.right) for row in rows), strict=True)
    )
    found = []
    for row in rows:
        left, right, before = (value_named(row.key, one, library, names) for one in (row.left, row.right, row.before))
        if row.differs and left == right:
            left, right, before = row.left, row.right, row.before
        if row.key != "id" or (row.differs and not is_alone):
            found.append(replace(row, key=field_name(row.key), left=left, right=right, before=before))
    return tuple(found)


def only_for_words(activity: Activity, names: Mapping[str, str]) -> str:
    """The only credentials that an entry counts for; "" where it is not kept from any."""
    if activity.counts_for is None:
        return ""
    return one_and_other([names.get(id, id) for id in activity.counts_for]) if activity.counts_for else "nothing"
