"""Which hours of an activity are eligible at all, in the order in which the rules ask.

Each step that takes hours away leaves one reason. What is left are the pieces that limits and minimums divide.
"""

from __future__ import annotations

from datetime import timedelta

from alcto_core.dates import show as show_date
from alcto_core.evaluation.approvals import is_approved
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.conditions import holds
from alcto_core.evaluation.pieces import Ledger, Piece
from alcto_core.evaluation.postings import posted_hours, said
from alcto_core.evaluation.sitting import Alike, Entries, Entry
from alcto_core.records.types import Activity, Credential
from alcto_core.rules.vocabulary import Catalogue, Offering, Only, names, nature_of, selects

MANY = 500
"""In a log of more activities it is looked for those that are alike: in a small one that costs more than it saves."""

_DAY = timedelta(days=1)
_KIND_WORDS = {
    "registration": "registration",
    "exhibit-hall": "exhibit hall",
    "meal": "meal",
    "break": "break",
}


def eligible(case: Case, activity: Activity) -> Ledger:
    """The activity's eligible pieces, before repeats and limits: worked out once in a window."""
    entries = case.entries
    entry = entries.get(activity.id)
    if entry is None or entry.activity is not activity:
        entry = entries[activity.id] = _prepared(case, activity, entries)
    if entry.notes is not None:
        case.sitting.note(entry.notes)
    return entry.ledger.copy(activity)


def _prepared(case: Case, activity: Activity, entries: Entries) -> Entry:
    """What an activity comes to by itself: looked at once for all that are alike, where there are many."""
    alike = _likeness(case, activity) if len(case.records.activities) > MANY else None
    if alike is not None and (known := entries.get(alike)) is not None:
        return Entry(activity, known.ledger, known.notes)
    ledger = _eligible(case.apart, activity)
    entry = Entry(activity, ledger, case.apart.sitting.taken())
    if alike is not None:
        entries[alike] = entry
    return entry


def _likeness(case: Case, activity: Activity) -> Alike | None:
    """Everything of a plain entry that `_eligible` asks for. None where it asks for more: for what an authority said,
    for parts, for other credentials, or for a day that a sentence names."""
    if (
        activity.records
        or activity.posted is not None
        or activity.counts_for is not None
        or activity.sessions
        or activity.split
        or activity.units
        or case.rivals
        or case.is_later(activity)
        or (case.span is not None and case.span.renewed_on is not None)
    ):
        return None
    place = None
    if activity.offering is not None:
        listing = case.library.listing(activity.offering, activity.date)
        if listing is None:
            return None
        place = id(listing[0]), id(listing[1])
    parts = case.parts_on(activity.date) if case.parts else ()
    proven = bool(activity.evidence)
    own = (activity.offering, activity.source, activity.category, activity.format)
    return place, parts, proven, activity.hours, activity.strands, own


def _eligible(case: Case, activity: Activity) -> Ledger:
    ledger = Ledger(activity)
    credential = case.credential.id
    if case.is_later(activity):
        word = "Planned" if activity.is_planned else f"Dated after {show_date(case.on)}"
        ledger.take("planned", activity.hours, f"{word}: nothing counts before it is done.")
        done = _eligible(case.hoped, activity)
        if done.reasons and not (done.pieces or done.unknown):
            ledger.in_vain = done.reasons[-1].text
        return ledger
    if activity.counts_for is not None and credential not in activity.counts_for:
        where = ", ".join(activity.counts_for) or "nothing"
        ledger.take("counts-for", activity.hours, f"The record says that it counts for {where} only.")
        return ledger
    closed = case.span.renewed_on if case.span is not None else None
    if closed is not None and case.span is not None and closed < activity.date <= case.span.end:
        next_one = show_date(case.span.end + _DAY)
        text = f"It came after the renewal of {show_date(closed)} had closed this cycle; the next begins on {next_one}."
        ledger.take("after-renewal", activity.hours, text, case.span.cites)
        return ledger
    rival = _rival(case, activity) if case.rivals else None
    if rival is not None:
        text = f"It goes whole to {rival}; the two programs share no hours."
        ledger.take("exclusive", activity.hours, text, names(case.rules.exclusive_cite))
        return ledger
    refusal = said(case, activity).refusal
    if refusal is not None and refusal.hours is None:
        ledger.take("refused", activity.hours, refusal.text)
        return ledger
    _take_excluded_time(case, ledger)
    _take_strandless(case, ledger)
    _take_unlisted(case, ledger)
    counts = case.rules.counts
    if counts.evidenced is not None and not activity.evidence:
        ledger.take_all("no-evidence", "Only what has a file of proof counts.", names(counts.evidenced))
    for excluded in counts.excluded:
        if ledger.pieces and selects(excluded.select, ledger.nature) and holds(case, excluded, unsure=True):
            ledger.take_all(excluded.id, excluded.text, names(excluded.cite))
    for only in counts.only:
        if ledger.pieces and _fails(only, ledger, case) and holds(case, only, unsure=True):
            ledger.take_all(only.id, only.text, names(only.cite))
    if refusal is not None and refusal.hours is not None and ledger.pieces:
        lost = min(refusal.hours, ledger.hours)
        ledger.drop(lost, case.refused_from)
        ledger.take("refused", lost, refusal.text)
    return ledger


def _rival(case: Case, activity: Activity) -> str | None:
    """The credential that an activity goes whole to, where this program shares none with it."""
    order = activity.counts_for or [credential.id for credential in case.records.credentials]
    for id in order:
        if id == case.credential.id:
            return None
        other = case.records.credential(id)
        if other is not None and other.program in case.rivals and not is_over(other, activity):
            return id
    return None


def is_over(credential: Credential, activity: Activity) -> bool:
    """Whether a credential cannot take an activity, as it is owed only later or has ended."""
    begins, ends = credential.owed_from, credential.ended
    return (begins is not None and activity.date < begins) or (ends is not None and activity.date > ends)


def _take_excluded_time(case: Case, ledger: Ledger) -> None:
    activity, never = ledger.activity, case.rules.counts.never
    if activity.sessions:
        kinds = never.kinds if never is not None else ()
        lost: dict[str, int] = {}
        for session in activity.sessions:
            if session.kind in kinds:
                lost[session.kind] = lost.get(session.kind, 0) + session.hours
            else:
                strands = activity.strands if session.strands is None else session.strands
                ledger.pieces.append(Piece(ledger, session.hours, strands))
        if lost and never is not None:
            what = ", ".join(_KIND_WORDS.get(kind, kind) for kind in lost)
            ledger.take(
                "excluded-time", sum(lost.values()), f"{what.capitalize()} time never counts.", names(never.cite)
            )
        return
    if activity.split and case.strand_set:
        parts = [(s, hours) for s, hours in activity.split.items() if s.partition("/")[0] == case.rules.framework]
        if parts and case.setting("split") != "whole":
            ledger.pieces = [Piece(ledger, hours, (strand,)) for strand, hours in parts]
            return
    if activity.hours or activity.units:
        ledger.pieces.append(Piece(ledger, activity.hours, activity.strands or tuple(activity.split)))


def _take_strandless(case: Case, ledger: Ledger) -> None:
    for piece in ledger.pieces:
        if not case.strand_set.issuperset(piece.strands):
            piece.strands = tuple(strand for strand in piece.strands if strand in case.strand_set)
    needed = case.rules.counts.strand
    if needed is None or not needed.required:
        return
    left = [piece for piece in ledger.pieces if piece.strands]
    if len(left) != len(ledger.pieces):
        ledger.keep(left, "no-strand", "Not tied to a strand of the framework.", names(needed.cite))


def _take_unlisted(case: Case, ledger: Ledger) -> None:
    activity, listed = ledger.activity, case.rules.counts.listed
    offering = activity.offering
    entry = case.library.listing(offering, activity.date) if offering else None
    shown = entry or (case.library.newest(offering) if offering else None)
    nature = nature_of(activity, entry, shown, case.parts_on(activity.date))
    if listed is not None and listed.required and ledger.pieces:
        if entry is not None and entry[0].source in listed.sources:
            ledger.entry = entry
        elif source := _outside_the_list(case, ledger, shown):
            nature = nature.with_name("source", source)
    for piece in ledger.pieces:
        piece.nature = nature


def _outside_the_list(case: Case, ledger: Ledger, shown: tuple[Catalogue, Offering] | None) -> str | None:
    """Judge an activity that no list of the rule set holds on its date; return its source where it counts."""
    activity, listed = ledger.activity, case.rules.counts.listed
    assert listed is not None
    for also in case.rules.counts.also:
        if also.offering == activity.offering and holds(case, also, unsure=False):
            return also.source
    cites = names(listed.cite)
    request = case.rules.counts.request
    if request is not None and is_approved(case, activity):
        if case.assume_listed:
            return request.source
        ledger.unknown = ledger.hours
        text = "It was approved, and the approval is not installed."
        ledger.take_all("approval-not-installed", text, names(request.cite))
        return None
    if shown is None:
        what = "No catalogue entry is named" if activity.offering is None else f"No list holds “{activity.offering}”"
        ledger.take_all("not-on-list", f"{what}; only what is on the approved list counts.", cites)
        return None
    catalogue, offering = shown
    if catalogue.source not in listed.sources:
        ledger.take_all("not-on-list", f"{offering.title} is not on the approved list.", cites)
        return None
    if case.library.covers(catalogue.source, activity.date):
        ledger.take_all("not-on-list", f"{offering.title} is not on the list for {show_date(activity.date)}.", cites)
        return None
    if case.assume_listed:
        return catalogue.source
    ledger.unknown = ledger.hours
    ledger.take_all("no-list-for-period", f"No approved list for {show_date(activity.date)} is installed.", cites)
    return None


def _fails(only: Only, ledger: Ledger, case: Case) -> bool:
    """Whether an activity is asked by an eligibility filter and does not pass it."""
    if not selects(only.among, ledger.nature):
        return False
    if only.posted:
        return not case.assume_posted and not posted_hours(case, ledger.activity)
    return not selects(only.select, ledger.nature)
