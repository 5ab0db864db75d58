"""An Open Badge as the beginning of an entry: what it claims, by the key that claims it, and never verified.

Both shapes are read: a credential of Open Badges 3.0, and an assertion of 2.0 with the badge inside it. No signature is
checked and no address asked, so what a badge says is worth what the file is worth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec

from alcto_core.dates import show
from alcto_core.importing.certificate import Certificate, take_one, take_person, take_title
from alcto_core.importing.certificate_lines import LONGEST_LINE, Claim, Found, Line, hours_of
from alcto_core.problems import Refused
from alcto_core.rules.library import Library

NOT_VERIFIED = "Not verified: this is what the file claims; no signature was checked, and nothing was asked of anybody."
_MOST = 50
"""Of results, texts and recipients that are looked at."""
_ACTIVITY, _AWARD, _PAPER = 1, 0, -1
"""Ranks of days: of the activity, of the award, of the file."""
_LATEST = 4_102_444_800
"""The year 2100, in seconds since 1970."""
_WEST, _EAST = timedelta(hours=-10), timedelta(hours=-4)
"""Zones of the United States, in which the day of a moment may differ."""


class _Said(msgspec.Struct, frozen=True, kw_only=True):
    """What a badge says, whatever its version."""

    title: Line | None
    texts: tuple[Line, ...]
    days: tuple[tuple[int, Line], ...]
    """By rank."""
    recipients: tuple[str, ...]
    issuer: Line | None
    credits: str = ""
    expires: str = ""
    is_revoked: bool = False


def read_badge(badge: Mapping[str, Any], library: Library, name: str, today: date, file: str) -> Certificate:
    """Read a badge for the person of this name. Raises `Refused` where it says of nobody that they earned it."""
    said = _said(badge, file)
    found: dict[str, Found] = {}
    doubts: dict[str, list[str]] = {"badge": [NOT_VERIFIED, *_warnings(said, today)]}
    claims, undecided, others = hours_of(said.texts)
    if said.credits:
        undecided = [*undecided, f"It speaks of {said.credits} credits, which may be something else than hours"]
    take_one(found, doubts, "hours", claims, undecided, others)
    take_one(found, doubts, "date", *_days(said.days, today))
    if said.title is None:
        doubts["title"] = ["What it is called stands elsewhere, at an address that alcto does not ask"]
    else:
        take_title(found, doubts, [said.title], library)
        found.setdefault("title", said.title.says(said.title.words))
    if said.recipients:
        take_person(found, doubts, [_line("recipient", f"Recipient: {one}") for one in said.recipients], name)
    else:
        doubts["person"] = ["Whose badge it is stands there as a code, so alcto cannot tell whether it is yours."]
    if said.issuer is not None and "offering" not in found:
        found["source"] = said.issuer.says(said.issuer.words)
    return Certificate(found=found, doubts={key: tuple(dict.fromkeys(words)) for key, words in doubts.items()})


def _said(badge: Mapping[str, Any], file: str) -> _Said:
    """What it says in the words of its version."""
    whole = _dict(badge.get("vc")) or badge
    subject = _dict(whole.get("credentialSubject"))
    achievement = _dict(subject.get("achievement"))
    if achievement:
        return _third(whole, subject, achievement)
    if "badge" in whole and ("recipient" in whole or "issuedOn" in whole):
        return _second(whole)
    raise Refused(f"“{file}” is no Open Badge of version 2.0 or 3.0 that says what somebody earned.")


def _third(whole: Mapping[str, Any], subject: Mapping[str, Any], achievement: Mapping[str, Any]) -> _Said:
    criteria = _dict(achievement.get("criteria"))
    texts = (
        ("achievement.name", achievement.get("name")),
        ("achievement.description", achievement.get("description")),
        ("achievement.criteria", criteria.get("narrative")),
        ("credentialSubject.narrative", subject.get("narrative")),
        *(("credentialSubject.result", one) for one in _results(subject, achievement)),
    )
    days = (
        (_ACTIVITY, "credentialSubject.activityEndDate", subject.get("activityEndDate")),
        (_AWARD, "awardedDate", whole.get("awardedDate")),
        (_PAPER, "validFrom", whole.get("validFrom")),
        (_PAPER, "issuanceDate", whole.get("issuanceDate")),
    )
    identities = [one for one in _dicts(subject.get("identifier")) if not one.get("hashed")]
    names = [_text(subject.get("name")), *(_text(one.get("identityHash")) for one in identities)]
    return _Said(
        title=_line_of("achievement.name", achievement.get("name")),
        texts=tuple(line for at, value in texts for line in _lines(at, value)),
        days=tuple((rank, line) for rank, at, value in days if (line := _line_of(at, value)) is not None),
        recipients=tuple(filter(None, names)),
        issuer=_line_of("issuer.name", _dict(whole.get("issuer")).get("name")),
        credits=_number(subject.get("creditsEarned")) or _number(achievement.get("creditsAvailable")),
        expires=_text(whole.get("validUntil")) or _text(whole.get("expirationDate")),
    )


def _second(whole: Mapping[str, Any]) -> _Said:
    made = _dict(whole.get("badge"))
    texts = (
        ("badge.name", made.get("name")),
        ("badge.description", made.get("description")),
        ("badge.criteria", _dict(made.get("criteria")).get("narrative")),
        ("narrative", whole.get("narrative")),
    )
    identities = [one for one in _dicts(whole.get("recipient")) if not one.get("hashed")]
    issued = _line_of("issuedOn", _moment(whole.get("issuedOn")))
    profile = whole.get("extensions:recipientProfile") or whole.get("recipientProfile")
    names = [_text(one.get("identity")) for one in identities] + [_text(_dict(profile).get("name"))]
    return _Said(
        title=_line_of("badge.name", made.get("name")),
        texts=tuple(line for at, value in texts for line in _lines(at, value)),
        days=((_AWARD, issued),) if issued is not None else (),
        recipients=tuple(filter(None, names)),
        issuer=_line_of("badge.issuer.name", _dict(made.get("issuer")).get("name")),
        expires=_text(whole.get("expires")),
        is_revoked=whole.get("revoked") is True,
    )


def _results(subject: Mapping[str, Any], achievement: Mapping[str, Any]) -> Iterator[str]:
    """Results with their names, such as “Contact hours: 6.5”."""
    named = {_text(one.get("id")): _text(one.get("name")) for one in _dicts(achievement.get("resultDescription"))}
    for one in _dicts(subject.get("result")):
        name, value = named.get(_text(one.get("resultDescription")), ""), _text(one.get("value"))
        if name and value:
            yield f"{name}: {value}"


def _days(days: Sequence[tuple[int, Line]], today: date) -> tuple[list[Claim], list[str], list[str]]:
    """Days that it names, what is undecided of the best of them, and what should be known."""
    claims: list[Claim] = []
    undecided: list[str] = []
    remarks: list[str] = []
    top = max((rank for rank, _ in days), default=0)
    for rank, line in days:
        read = _day(line.words)
        if read is None:
            remarks.append(f"A day that cannot be read; {line.place}")
            continue
        several = {read, *_days_of(line.words)}
        claims.append(Claim(rank, read.isoformat(), line))
        if rank == top and len(several) > 1:
            undecided.append(f"Where you were it may have been {show(min(several))} or {show(max(several))}")
        if read > today:
            remarks.append(f"It lies ahead; {line.place}")
    if claims and top < _ACTIVITY:
        remarks.append("It is the day of the badge; the activity may have ended before")
    return claims, undecided, remarks


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words[:10]) if re.fullmatch(r"\d{4}-\d\d-\d\d(T.*)?", words) else None
    except ValueError:
        return None


def _days_of(words: str) -> set[date]:
    """Days on which a moment was, somewhere in the United States; midnight is a day without a time."""
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return set()
    offset = moment.utcoffset()
    if offset is None or _WEST <= offset <= _EAST or not any((moment.hour, moment.minute, moment.second)):
        return {moment.date()}
    try:
        return {(moment.replace(tzinfo=None) - offset + zone).date() for zone in (_WEST, _EAST)}
    except OverflowError:
        return set()


def _warnings(said: _Said, today: date) -> Iterator[str]:
    if said.is_revoked:
        yield "It says that it was revoked."
    if (ends := _day(said.expires)) is not None and ends < today:
        yield f"It expired on {show(ends)}."


def _line(at: str, words: str) -> Line:
    return Line(0, 0, words[:LONGEST_LINE], at)


def _line_of(at: str, value: object) -> Line | None:
    words = _text(value)
    return _line(at, words) if words else None


def _lines(at: str, value: object) -> Iterator[Line]:
    """Sentence by sentence, so that a number of one never becomes the hours of the next."""
    for one in re.split(r"[\r\n]+|(?<=[.!?])\s+", _words(value))[:_MOST]:
        if words := _shown(one):
            yield _line(at, words)


def _text(value: object) -> str:
    """Text on one line; of a text in several languages the English one, else the first."""
    return _shown(_words(value))


def _words(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return next((one for one in value if isinstance(one, str)), "")
    held = _dict(value)
    wanted = ("@value", "en", "en-US", "en-us", *held)
    return next((held[key] for key in wanted if isinstance(held.get(key), str)), "")


def _shown(words: str) -> str:
    """What a person sees of it: signs that nobody sees become blanks."""
    cut = words[: 20 * LONGEST_LINE]
    return " ".join("".join(sign if sign.isprintable() else " " for sign in cut).split())


def _moment(value: object) -> object:
    """A moment in words, also where it stands as seconds since 1970, as older badges have it."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < _LATEST:
        return datetime.fromtimestamp(value, UTC).isoformat()
    return value


def _number(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return f"{value:g}" if 0 < value < 10_000 else ""


def _dict(value: object) -> Mapping[str, Any]:
    """A JSON object; of a list the only one in it. Nothing where it is something else."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, dict) else {}


def _dicts(value: object) -> list[Mapping[str, Any]]:
    found = value if isinstance(value, list) else [value]
    return [one for one in found[:_MOST] if isinstance(one, dict)]
