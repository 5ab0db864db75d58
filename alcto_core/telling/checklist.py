"""What the proof of each entry must show, what somebody saw on it, and what its file says of that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from alcto_core.dates import show
from alcto_core.entry.amounts import read_hours
from alcto_core.hours import long
from alcto_core.keeping.reflections import is_reflection
from alcto_core.numbers import counted
from alcto_core.overview import Overview
from alcto_core.problems import Refused
from alcto_core.records.checklist import SHOWN, ProofLook, look_in
from alcto_core.records.references import no_proof
from alcto_core.records.types import Activity
from alcto_core.telling.names import granting_name
from alcto_core.telling.page import Item, Part, Sheet, Tone
from alcto_core.text import one_and_other, same_words

if TYPE_CHECKING:
    from alcto_core.importing.certificate import Certificate

LABELS = {
    "sponsor": "Who offered it",
    "title": "What it was",
    "day": "When it was",
    "hours": "How long it was",
    "participant": "Whose it is",
}
"""What each is called, by its word."""
KEYS = {"sponsor": "source", "title": "title", "day": "date", "hours": "hours", "participant": "person"}
"""Where a certificate that was read holds it."""
MUST_SHOW = "Proof should show who offered it, what it was, when, how long, and whose it is. Tick what you saw on it."
NOTHING_TO_SEE = "No file of proof is named: attach one, or write a reflection where there is no certificate"


class ProofFound(msgspec.Struct, frozen=True, kw_only=True):
    """What the file of proof of an entry says, read again."""

    file: str = ""
    certificate: Certificate | None = None
    problem: str = ""
    """Why nothing could be read, as a sentence."""


def proof_found(overview: Overview, activity: Activity) -> ProofFound:
    """Read the first certificate or badge among the files of proof. Never raises."""
    from alcto_core.importing.proof_file import ENDINGS, read_proof

    file = next((one for one in activity.evidence if one.lower().endswith(ENDINGS)), None)
    if file is None or no_proof(file, overview.folder.proof) is not None:
        return ProofFound(problem="No file of proof is a certificate (PDF) or a badge that alcto reads.")
    name = overview.records.person.name if overview.records is not None else ""
    try:
        path = (overview.folder.path / file).resolve()
        return ProofFound(file=file, certificate=read_proof(path, overview.library, name, overview.on))
    except Refused as refused:
        return ProofFound(file=file, problem=str(refused))


def checklist_sheet(overview: Overview, activities: Iterable[Activity]) -> Sheet:
    """The list of what the proof of these entries shows, the newest first; planned ones have none yet."""
    done = sorted((one for one in activities if not one.is_planned), key=lambda one: (one.date, one.id), reverse=True)
    items = tuple(proof_item(overview, one) for one in done)
    if len({one.date.year for one in done}) > 1:  # rows say the day without its year
        items = tuple(replace(item, group=str(one.date.year)) for item, one in zip(items, done, strict=True))
    whole = sum(one.tone == "met" for one in items)
    columns = ("Seen", "State") if any(one.figure for one in items) else ("State",)
    return Sheet(
        id="proof",
        title="Proof",
        head=(MUST_SHOW, f"All of it was seen for {whole} of {counted(len(items), 'entry', 'entries')}"),
        parts=(Part(heading="Entries", columns=columns, items=items),),
    )


def proof_item(overview: Overview, activity: Activity, found: ProofFound | None = None) -> Item:
    """One entry: what was seen, and beside it what its file says where that was read."""
    look = look_in(activity.note)
    state, tone = _state(activity, look)
    return Item(
        id=activity.id,
        kind="proof",
        title=activity.title,
        word=activity.id,
        day=activity.date,
        figure=f"{len(look.seen)} of {len(SHOWN)}" if look is not None else "",
        state=state,
        tone=tone,
        remark=f"lacks {', '.join(look.lacks)}" if look is not None and look.lacks and activity.evidence else "",
        said=tuple(_said(overview, activity, look, found)),
    )


def _state(activity: Activity, look: ProofLook | None) -> tuple[str, Tone]:
    if not activity.evidence:
        return "no proof", "short"
    if look is None:
        only = all(map(is_reflection, activity.evidence))
        return ("a reflection", "plain") if only else ("not looked at", "plain")
    return ("not all seen", "short") if look.lacks else ("all seen", "met")


def _said(overview: Overview, activity: Activity, look: ProofLook | None, found: ProofFound | None) -> Iterator[str]:
    if not activity.evidence:
        yield NOTHING_TO_SEE
        return
    yield f"{'File' if len(activity.evidence) == 1 else 'Files'}: {', '.join(activity.evidence)}"
    for word in SHOWN:
        seen = "" if look is None else "seen; " if word in look.seen else "not seen; "
        yield f"{LABELS[word]} ({word}): {seen}the entry says {_of_entry(overview, activity, word) or 'nothing'}"
        yield from _of_file(activity, word, found)
    if look is not None:
        yield f"Looked at on {show(look.on)}"
    if found is not None and found.problem:
        yield found.problem
    if found is not None and found.certificate is not None:
        yield from found.certificate.doubts.get("paper", ())
        yield from found.certificate.doubts.get("badge", ())


def _of_entry(overview: Overview, activity: Activity, word: str) -> str:
    """What the entry says of it."""
    match word:
        case "sponsor":
            return granting_name(activity, overview.library)
        case "title":
            return activity.title
        case "day":
            return show(activity.date)
        case "hours":
            return long(activity.hours) if activity.hours else ""
        case _:
            return overview.records.person.name if overview.records is not None else ""


def _of_file(activity: Activity, word: str, found: ProofFound | None) -> Iterator[str]:
    """What the file says of it, and whether that is something else."""
    if found is None or found.certificate is None:
        return
    claims, key = found.certificate.found, KEYS[word]
    doubts = found.certificate.doubts.get(key, ())
    if (claim := claims.get(key)) is None:
        yield f"  Not found in {found.file}: {' '.join(doubts)}" if doubts else f"  Not found in {found.file}"
        return
    offering = claims["offering"].value if "offering" in claims else None
    differs = ", which is not what the entry says" if _differs(activity, word, claim.value, offering) else ""
    value = show(date.fromisoformat(claim.value)) if word == "day" else claim.value
    yield f"  The file says {value}{differs} ({claim.place})"
    if word == "participant" and doubts:
        yield f"  {' '.join(doubts)}"


def _differs(activity: Activity, word: str, value: str, offering: str | None) -> bool:
    match word:
        case "title":
            is_listed = offering is not None and offering == activity.offering
            return not is_listed and same_words(value) != same_words(activity.title)
        case "day":
            return value != activity.date.isoformat()
        case "hours":
            try:
                written = value if "h" in value or "m" in value else f"{value} h"
                return bool(activity.hours) and read_hours(written).hours != activity.hours
            except ValueError:
                return False
        case _:
            return False


def looked_lacks(activities: Sequence[Activity]) -> Iterator[str]:
    """Entries whose proof was looked at and lacks something, a sentence each."""
    for one in activities:
        look = look_in(one.note)
        if look is not None and look.lacks:
            yield f"{one.title} ({show(one.date)}): its proof does not show {one_and_other(look.lacks)}."
