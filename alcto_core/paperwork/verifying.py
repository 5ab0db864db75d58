"""Judging a packet again, on any machine: with the records and the rules that lie in it, and with nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from alcto_core.dates import show
from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.naming import heading
from alcto_core.evaluation.status_document import standing_document
from alcto_core.host.rule_texts import RuleText, library_from
from alcto_core.paperwork.bag_reading import NoPacket, ReadBag, opened_bag
from alcto_core.paperwork.packet import CREDENTIAL, OWN_RULES, PERIOD, RECORDS, RULES, STANDING
from alcto_core.problems import AlctoError, Refused, RuleFileError
from alcto_core.records.reading import read_text
from alcto_core.text import plain

_MOST_RULES = 4 << 20
_MOST_STANDING = 64 << 20
_MOST_RECORDS = 16 << 20
_MOST_DIFFERENCES = 100


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a packet that was judged again."""

    title: str
    """Credential and period, as the standing in the packet names them; "" where it names none."""
    state: str
    """The word that the packet says."""
    on: str
    made_by: str
    faults: tuple[str, ...]
    """What is damaged, missing or added, a sentence each."""
    differences: tuple[str, ...]
    """Where the standing judged anew is another, a sentence each."""

    @property
    def is_good(self) -> bool:
        """Whether it is whole and comes to the same standing."""
        return not self.faults and not self.differences


class _Told(msgspec.Struct, frozen=True, kw_only=True):
    """What is needed of `standing.json`."""

    schema: int
    on: date
    standings: list[dict[str, Any]]


def verified(path: Path) -> Verified:
    """Look at every byte of a packet and judge it anew. Raises `NoPacket` for what is no packet, or what a
    damage left of one, and `Refused` where nothing can be read."""
    with opened_bag(path) as bag:
        info = bag.info()
        told, raw = _standing(bag)
        faults = tuple(bag.faults())
        title, differences = _judged(bag, told, raw, info.get(CREDENTIAL, ""), info.get(PERIOD))
        return Verified(
            title=title,
            state=str(raw.get("state", "")),
            on=show(told.on),
            made_by=plain(info.get("Bag-Software-Agent", "")),
            faults=faults,
            differences=tuple(differences),
        )


def _standing(bag: ReadBag) -> tuple[_Told, dict[str, Any]]:
    raw = bag.raw(f"data/{STANDING}", _MOST_STANDING)
    try:
        told = msgspec.json.decode(raw, type=_Told)
    except (msgspec.MsgspecError, ValueError, RecursionError) as wrong:
        raise NoPacket(f"{STANDING} in it is no standing of alcto: {plain(str(wrong))}.") from wrong
    if told.schema != 1 or len(told.standings) != 1:
        raise NoPacket(f"{STANDING} in it was not made by this alcto: a newer one may read it.")
    return told, told.standings[0]


def _judged(
    bag: ReadBag, told: _Told, said: dict[str, Any], credential: str, period: str | None
) -> tuple[str, Iterator[str]]:
    """The name of what was judged, and where the two standings differ."""
    try:
        library = library_from(_rules(bag))
        reading = read_text(bag.raw(f"data/{RECORDS}", _MOST_RECORDS), RECORDS)
        if reading.records is None or (held := reading.records.credential(credential)) is None:
            return "", iter((f"The records in it hold no credential “{plain(credential)}”.",))
        found = evaluate(reading.records, held, library, told.on, period=period)
    except RuleFileError as wrong:
        return "", iter(f"A rule file in it is wrong: {problem}." for problem in map(str, wrong.problems))
    except Refused:
        raise
    except AlctoError as wrong:
        return "", iter((f"It cannot be judged again: {wrong}",))
    anew = json.loads(json.dumps(standing_document(found)))
    return heading(found), _first(_differences(said, anew, ""))


def _rules(bag: ReadBag) -> Iterator[RuleText]:
    for name in sorted(bag.names):
        folder, _, file = name.removeprefix("data/").rpartition("/")
        if name.startswith("data/") and folder in (RULES, OWN_RULES):
            yield RuleText(name=file, raw=bag.raw(name, _MOST_RULES), is_own=folder == OWN_RULES)


def _first(found: Iterator[str]) -> Iterator[str]:
    for at, words in enumerate(found):
        if at == _MOST_DIFFERENCES:
            yield "There are more differences."
            return
        yield words


def _differences(said: object, anew: object, path: str) -> Iterator[str]:
    """Where two values differ; `path` is the way to them in `standing.json`."""
    if isinstance(said, dict) and isinstance(anew, dict):
        for key in dict.fromkeys((*said, *anew)):
            yield from _differences(said.get(key), anew.get(key), f"{path}.{key}" if path else str(key))
    elif isinstance(said, list) and isinstance(anew, list) and len(said) == len(anew):
        for at, (one, other) in enumerate(zip(said, anew, strict=True)):
            yield from _differences(one, other, f"{path}[{_name(one, at)}]")
    elif not _is_same(said, anew):
        yield f"{plain(path)}: the packet says {_shown(said)}, and judged anew it is {_shown(anew)}."


def _name(one: object, at: int) -> str:
    """What an element of a list is called: its id, or its place."""
    named = (one.get("id") or one.get("activity") or one.get("switch")) if isinstance(one, dict) else None
    return str(named or at)


def _is_same(said: object, anew: object) -> bool:
    if type(said) in (int, float) and type(anew) in (int, float):
        return abs(float(said) - float(anew)) < 1e-6  # type: ignore[arg-type]
    return said == anew


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return plain(text if len(text) <= 120 else f"{text[:119]}…")
