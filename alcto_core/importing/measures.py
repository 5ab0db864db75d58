"""Headings of columns that say how long something was: the unit, and whether it was earned, asked for or summed."""

from __future__ import annotations

import re
from typing import NamedTuple

from alcto_core.entry.amounts import Unit

EARNED, ROUNDED, PLAIN, CLAIMED, ASKED, SUM = 5, 3, 4, 2, 1, 0
"""How near a column is to what was credited: the greater wins."""


def all_of(words: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(words.split())


_HOURS = all_of(
    "hours hour zeitstunden zeitstunde hrs hr h std stunde stunden hora horas "
    "heure heures ora ore uren uur timmar clockhours scech scechs"
)
_MINUTES = all_of("minutes minute mins min minuten minuto minutos minuti minuut minuter")
_SECONDS = all_of("seconds second secs sec")
_DAYS = all_of("days weeks sessions")
_LENGTH = all_of("duration length time dauer zeitaufwand lernzeit tiempo lange duracion duree durata duracao duur")
_CREDITS = all_of(
    "credit credits cpe cpes cpd cpds pdu pdus pdh pdhs point points pts unit units ce ces cle cme cec cecs"
)
_ASKING = {**dict.fromkeys(("ceu", "ceus"), "CEU"), **dict.fromkeys(("plu", "plus"), "PLU")}
_COLLEGE = all_of("semester quarter sem qtr college graduate undergraduate university")
"""Words of credits of a college, each of which is many hours."""
_TOTAL = all_of("total totals gesamt summe")
_SEEN = all_of("consumed viewed watched view watch")
"""Words of a length that was attended, which alone may count how often."""
_ROLES = {
    **dict.fromkeys(
        all_of(
            "earned approved actual awarded granted received completed credited accepted attended verified obtained "
            "achieved issued recorded confirmed posted allowed recognized final corrected revised adjusted audited net"
        ),
        EARNED,
    ),
    **dict.fromkeys(_SEEN, EARNED),
    **dict.fromkeys(all_of("rounded"), ROUNDED),
    **dict.fromkeys(all_of("claimed submitted reported"), CLAIMED),
    **dict.fromkeys(
        all_of(
            "requested possible planned offered available maximum max expected estimated required needed scheduled "
            "potential proposed anticipated target goal minimum registered rejected denied disallowed pending "
            "unapproved missing budgeted allotted allocated eligible forecast sought applied initial original gross "
            "short lost"
        ),
        ASKED,
    ),
    **dict.fromkeys(
        all_of(
            "running cumulative accumulated ytd remaining balance left carried carryover lifetime cum subtotal date "
            "overall"
        ),
        SUM,
    ),
}
_FILLERS = all_of(
    "number of no num nr the in for and a an professional development learning continuing education training pd "
    "contact clock seat spent cont ed prof dev activity course event session class workshop conference program "
    "decimal dec as my your this value worth count td act 48 to so far year hh mm ss eg ex e g type a1 "
    "al alabama aicpa nasba isc2 isaca pmi comptia cpa worked logged tracked de des di la les en"
)
_NEVER = all_of(
    "type types per rate cost price fee billable billed amount category status code id zone stamp date day office "
    "travel driving volunteer name score percent sick leave meal break lunch start starts end ends begin begins from "
    "each apiece weekly monthly until out kind provider group expiry expires expiration due enrolled"
)
_CLOCK_FORMS = (
    (re.compile(r"(?<!\bh )(?<!\bhh )\bmm ss\b"), "mm:ss"),
    (re.compile(r"\bhh? ?mm( ss)?\b"), "h:mm"),
)


class Measure(NamedTuple):
    """What a heading says of a length."""

    unit: Unit
    kind: int
    """3: clock hours or minutes; 2: a length without a unit; 1: credits, taken for hours; 0: a total of something."""
    role: int
    is_whole: bool
    """Whether every word of the heading is understood."""
    asks: str = ""
    """What is counted instead, where the person must say what it is worth: "CEU", "seconds"."""
    is_total: bool = False
    is_bare: bool = False
    """Whether it says only what was done with it, such as “Approved”: a length where its cells are numbers."""


def read_measure(words: str) -> Measure | None:
    """What a folded heading says of a length, its brackets included; None where it speaks of something else."""
    unit: Unit = "hours"
    for pattern, form in _CLOCK_FORMS:
        if pattern.search(words):
            unit = "mm:ss" if form == "mm:ss" else "h:mm"
            words = pattern.sub("h" if form == "h:mm" else "min", words)
            break
    tokens = words.split()
    held = frozenset(tokens)
    if not tokens or len(tokens) > 12 or held & _NEVER - ({"date"} if {"to", "date"} <= held else set()):
        return None
    found = _kind(tokens, held, unit)
    if found is None and held <= _ROLES.keys() | _FILLERS and held & _ROLES.keys() - {"date", "left", "final"} - _SEEN:
        roles = [_ROLES[one] for one in tokens if one in _ROLES]
        return Measure("hours", 3, min(roles) if min(roles) < PLAIN else max(roles), True, is_bare=True)
    if found is None:
        return None
    unit, kind, asks = found
    roles = [_ROLES[one] for one in tokens if one in _ROLES]
    known = (
        _HOURS
        | _MINUTES
        | {"m"}
        | _COLLEGE
        | _SECONDS
        | _DAYS
        | _LENGTH
        | _CREDITS
        | _TOTAL
        | _FILLERS
        | _ROLES.keys()
        | _ASKING.keys()
    )
    return Measure(
        unit, kind, min(roles, default=PLAIN) if min(roles, default=PLAIN) < PLAIN else max(roles, default=PLAIN),
        held <= known, asks, bool(held & _TOTAL),
    )  # fmt: skip


def _kind(tokens: list[str], held: frozenset[str], unit: Unit) -> tuple[Unit, int, str] | None:
    """Unit, kind and what must be asked about, by the nouns of a heading."""
    if unit != "hours":
        return unit, 3, ""
    hours, minutes = held & _HOURS, held & _MINUTES
    if "m" in held and held & _LENGTH:
        minutes |= {"m"}
    if held & _SECONDS and not hours and not minutes:
        return "hours", 3, "seconds"
    if hours and minutes:
        return "h:mm", 3, ""
    if minutes and not (tokens[0] == "min" and len(tokens) > 1 and held & _CREDITS):
        return "minutes", 3, ""
    if _COLLEGE & held and (hours or held & {"credit", "credits", "units"}):
        return "hours", 1, "credits of a college, each of which is many hours"
    if not hours and "48" in held and held & {"credit", "credits"}:
        return "hours", 1, "Act 48 credits, each of which is many hours"
    if hours:
        return "hours", 3, ""
    asks = next((_ASKING[one] for one in tokens if one in _ASKING), "")
    if not asks and held & {"unit", "units"} and held & {"education", "ed", "learning"}:
        asks = "PLU" if "learning" in held else "CEU"
    if asks:
        return "hours", 1, "" if "td" in held else asks
    if held & _CREDITS:
        return "hours", 1, ""
    if held & _LENGTH:
        return "hours", 2, "days" if held & _DAYS else ""
    if held & _TOTAL:
        return "hours", 0, ""
    return None
