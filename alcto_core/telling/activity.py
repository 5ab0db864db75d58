"""What one activity came to, in every credential."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from alcto_core.dates import show as show_date
from alcto_core.evaluation.naming import marked_heading
from alcto_core.evaluation.other_periods import Others, holding
from alcto_core.evaluation.standing import Standing
from alcto_core.hours import long
from alcto_core.keeping.proof import Proofs
from alcto_core.records.references import no_proof
from alcto_core.records.types import Activity, Records
from alcto_core.rules.library import Library
from alcto_core.telling.credential import entry_item
from alcto_core.telling.names import credential_names, granted_words, only_for_words, standing_names
from alcto_core.telling.page import Item, Part, Sheet

if TYPE_CHECKING:
    from alcto_core.keeping.folder import RecordsFolder


def activity_sheet(
    activity: Activity, standings: Sequence[Standing], others: Others, strand_short: Callable[[str], str]
) -> Sheet:
    """The page of one activity; `others` are the other periods that hold activities."""
    verb = "planned" if activity.is_planned else "logged"
    logged = f"{long(activity.hours)} {verb}" if activity.hours else f"{verb}, in units"
    return Sheet(
        id=activity.id,
        title=f"{activity.title}, {show_date(activity.date)}: {logged}.",
        parts=(Part(items=tuple(accounts(activity, standings, others, strand_short))),),
    )


def accounts(
    activity: Activity, standings: Sequence[Standing], others: Others, strand_short: Callable[[str], str]
) -> Iterator[Item]:
    """What an activity came to in each credential, in the period that holds it, and why."""
    names = standing_names(standings)
    for standing in standings:
        held = holding(standing, others, activity.id)
        outside = _outside(standing, held) if standing.credit(activity.id) is None else ""
        if outside:
            yield Item(id=standing.credential, kind="account", title=marked_heading(standing), figure=outside)
        if credit := held.credit(activity.id):
            item = entry_item(held, credit, strand_short, names)
            yield replace(
                item, id=standing.credential, kind="account", title=marked_heading(held), word="", day=None,
                figure=item.text, text="",
            )  # fmt: skip


def proof_of(folder: RecordsFolder, activity: Activity) -> tuple[tuple[str, str], ...]:
    """The files of proof that it names, each with what is wrong with it: "is not there"; empty where nothing is."""
    leads_to = Proofs(folder.path)
    return tuple((path, (no_proof(path, leads_to) or ("", ""))[0]) for path in activity.evidence)


def texts_of(activity: Activity, records: Records, library: Library) -> Iterator[tuple[str, str]]:
    """What else is written down of it, each with its name, in the words that people have for it."""
    granted = dict(granted_words(activity, library))
    parts = {
        "Strands": ", ".join(map(library.strand_short, activity.strands)),
        "Listed as": granted.get("Listed as", ""),
        "Course": activity.course or "",
        "Source": granted.get("Granted by", ""),
        "Only for": only_for_words(activity, credential_names(records, library)),
        "Why": activity.justification,
        "What": activity.description,
        "Note": activity.note,
    }
    yield from ((name, words) for name, words in parts.items() if words)


def facts_of(activity: Activity, records: Records, library: Library) -> Iterator[tuple[str, str]]:
    """All that an entry says, each with its name: what its proof is held against."""
    yield "Date", show_date(activity.date)
    if activity.hours:
        yield "Hours", long(activity.hours)
    if activity.location:
        yield "Place", activity.location
    yield from texts_of(activity, records, library)


def _outside(standing: Standing, held: Standing) -> str:
    """Why it counts for nothing in the period in force, and where it falls."""
    if standing.period is None:
        return standing.why.rstrip(".")
    span = f"{show_date(standing.period.start)} to {show_date(standing.period.end)}"
    name = held.period.name if held.period and held is not standing else ""
    falls = f"falls into {name}" if name else "falls into no other one that is owed"
    return f"its day lies outside this period ({span}), and {falls}"
