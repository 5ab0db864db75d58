"""A paper ordered from a screen: what is written, for which credential, and where to."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from alcto_core.overview import Overview, open_overview
from alcto_core.paperwork.asked import Asked, made
from alcto_core.paperwork.bag import is_zip_name
from alcto_core.paperwork.kinds import BY_NAME
from alcto_core.paperwork.packet import OnProgress, pack, packet_of
from alcto_core.paperwork.placing import check_target, place
from alcto_core.problems import Refused
from alcto_core.telling.handing_in import packed_words, written_words
from alcto_core.telling.mentorship import has_stages
from alcto_core.text import one_and_other, slug

PACKET = "packet"


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What shall be written."""

    kind: str
    """The name of a kind, or `PACKET`."""
    credential: str | None
    """None: all of them."""
    target: Path
    period: str | None = None
    """None: what is in force."""


class Delivered(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an order: `doubt` asks before anything is written, `done` says what was."""

    done: str = ""
    doubt: str = ""
    told: tuple[str, ...] = ()
    """What the person should know of it, a sentence each."""


def proposed(kind: str, credential: str | None, folder: Path, period: str | None = None) -> Path:
    """A name for the file, beside the records folder."""
    ending = "zip" if kind == PACKET else BY_NAME[kind].formats[0].ending
    return folder.parent / f"{slug(' '.join(filter(None, ('alcto', kind, credential, period))))}.{ending}"


def usual(overview: Overview, credential: str | None) -> str:
    """The kind that a person most likely wants: the form where an authority has one, the portfolio where all are
    programs of stages, else the report."""
    standings = [one for one in overview.standings if credential in (None, one.credential)]
    rule_sets = overview.library.rule_sets
    if any(one.program in rule_sets and rule_sets[one.program].entries for one in standings):
        return "form"
    return "portfolio" if standings and all(map(has_stages, standings)) else "report"


def deliver(overview: Overview, order: Order, *, is_sure: bool, progress: OnProgress = lambda *_: None) -> Delivered:
    """Write what was ordered; where it would replace a file or lacks something, ask first unless `is_sure`. A packet
    tells how far it is.

    Raises `Refused` and `RecordsError`.
    """
    if order.period is not None:
        overview = open_overview(overview.folder, overview.plugins, overview.on, period=order.period)
    asked = Asked(overview=overview, credential=order.credential, period=order.period)
    return _packet(asked, order, is_sure, progress) if order.kind == PACKET else _paper(asked, order, is_sure)


def _paper(asked: Asked, order: Order, is_sure: bool) -> Delivered:
    kind = BY_NAME[order.kind]
    form = kind.format(order.target.suffix.removeprefix("."))
    if form is None:
        endings = one_and_other([f".{one.ending}" for one in kind.formats], "or")
        raise Refused(f"The name of the file must end in {endings}.")
    replaces = check_target(asked.overview.folder, order.target)
    if replaces and not is_sure:
        return Delivered(doubt=f"{order.target.name} is there already. Replace it?")
    paper = made(asked, kind, form)
    place(asked.overview.folder, order.target, paper.raw, replaces=replaces)
    return Delivered(done=written_words(order.target, paper.holds), told=paper.told)


def _packet(asked: Asked, order: Order, is_sure: bool, progress: OnProgress) -> Delivered:
    packet = packet_of(asked)
    replaces = is_zip_name(order.target) and os.path.lexists(order.target)
    if not is_sure and (packet.lacks or replaces):
        replacing = f"{order.target.name} is there already and is replaced. " if replaces else ""
        return Delivered(doubt=f"{replacing}Make the packet as it is?", told=packet.lacks)
    count = pack(packet, order.target, replaces=replaces, progress=progress)
    return Delivered(done=packed_words(packet.standing, order.target, count), told=packet.lacks)
