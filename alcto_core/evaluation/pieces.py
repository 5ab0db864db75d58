"""Which hours of an activity are eligible at all, in the order in which the rules ask.

Each step that takes hours away leaves one reason. What is left are the pieces that limits and minimums divide.
"""

from __future__ import annotations

from collections.abc import Iterable

from alcto_core.dates import show as show_date
from alcto_core.evaluation.case import Case, Nature, selects
from alcto_core.evaluation.standing import Reason
from alcto_core.hours import from_decimal, show
from alcto_core.records.types import Activity, AuthorityRecord
from alcto_core.rules.vocabulary import Catalogue, Offering, Only, names

_KIND_WORDS = {
    "registration": "registration",
    "exhibit-hall": "exhibit hall",
    "meal": "meal",
    "break": "break",
}


class Piece:
    """Hours of one activity that share their strands: the activity itself, a session, or a part of a split."""

    __slots__ = ("hours", "ledger", "nature", "strands")

    def __init__(self, ledger: Ledger, hours: int, strands: tuple[str, ...]) -> None:
        self.ledger = ledger
        self.hours = hours
        self.strands = strands
        """Where the hours may go, as the person wrote them."""
        activity = ledger.activity
        self.nature = Nature(activity.source, activity.category, activity.offering, activity.format)


class Ledger:
    """One activity's way from claimed to counted."""

    __slots__ = ("activity", "entry", "notes", "pieces", "reasons", "unknown")

    def __init__(self, activity: Activity) -> None:
        self.activity = activity
        self.pieces: list[Piece] = []
        self.reasons: list[Reason] = []
        self.notes: list[str] = []
        self.unknown = 0
        self.entry: tuple[Catalogue, Offering] | None = None
        """The listing that the activity counts under."""

    @property
    def hours(self) -> int:
        """Hours still eligible."""
        return sum(piece.hours for piece in self.pieces)

    def take(self, rule: str, hours: int, text: str, cites: tuple[str, ...] = ()) -> None:
        """Note that a rule took hours away."""
        self.reasons.append(Reason(rule=rule, hours=-hours, text=text, cites=cites))

    def take_all(self, rule: str, text: str, cites: tuple[str, ...] = ()) -> None:
        """A rule takes all that is left."""
        hours = self.hours
        self.pieces.clear()
        if hours:
            self.take(rule, hours, text, cites)

    def drop(self, hours: int) -> None:
        """Take hours off the pieces, the last one first."""
        for piece in reversed(self.pieces):
            part = min(hours, piece.hours)
            piece.hours -= part
            hours -= part
        self.pieces = [piece for piece in self.pieces if piece.hours]


def ledgers(case: Case, activities: Iterable[Activity]) -> list[Ledger]:
    """Each activity with its eligible pieces; repeats of a course that was credited before have none."""
    credited = _Credited(case)
    result = []
    for activity in activities:
        ledger = eligible(case, activity)
        if ledger.entry is not None and ledger.pieces:
            credited.take_repeat(ledger)
        result.append(ledger)
    return result


def eligible(case: Case, activity: Activity) -> Ledger:
    """The activity's eligible pieces, before repeats and limits."""
    ledger = Ledger(activity)
    credential = case.credential.id
    if case.is_later(activity):
        word = "Planned" if activity.is_planned else f"Dated after {show_date(case.on)}"
        ledger.take("planned", activity.hours, f"{word}: nothing counts before it is done.")
        return ledger
    if activity.counts_for is not None and credential not in activity.counts_for:
        where = ", ".join(activity.counts_for) or "nothing"
        ledger.take("counts-for", activity.hours, f"The record says that it counts for {where} only.")
        return ledger
    refusal = _refusal(case, activity) if activity.records else None
    if refusal is not None and refusal.hours is None:
        ledger.take("refused", activity.hours, _refusal_text(refusal))
        return ledger
    _take_excluded_time(case, ledger)
    _take_strandless(case, ledger)
    _take_unlisted(case, ledger)
    for only in case.rules.counts.only:
        left = [piece for piece in ledger.pieces if not _fails(only, piece, case)]
        if len(left) != len(ledger.pieces) and case.holds(only.when):
            lost = ledger.hours - sum(piece.hours for piece in left)
            ledger.pieces = left
            ledger.take(only.id, lost, only.text, names(only.cite))
    if refusal is not None and refusal.hours is not None and ledger.pieces:
        lost = min(refusal.hours, ledger.hours)
        ledger.drop(lost)
        ledger.take("refused", lost, _refusal_text(refusal))
    return ledger


def _refusal(case: Case, activity: Activity) -> AuthorityRecord | None:
    spoken = [
        record
        for record in activity.records
        if record.credential == case.credential.id and (record.on is None or record.on <= case.on)
    ]
    # The authority's latest word stands: an hour once refused and posted later counts.
    last = (
        max(enumerate(spoken), key=lambda at: (at[1].on is not None, at[1].on, at[0]), default=None) if spoken else None
    )
    return last[1] if last is not None and last[1].state == "refused" else None


def _refusal_text(record: AuthorityRecord) -> str:
    when = f" on {show_date(record.on)}" if record.on else ""
    return f"The authority refused it{when}." + (f" {record.note}" if record.note else "")


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
    if activity.hours:
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
        lost = ledger.hours - sum(piece.hours for piece in left)
        ledger.pieces = left
        ledger.take("no-strand", lost, "Not tied to a strand of the framework.", names(needed.cite))


def _take_unlisted(case: Case, ledger: Ledger) -> None:
    activity, listed = ledger.activity, case.rules.counts.listed
    offering = activity.offering
    entry = case.library.listing(offering, activity.date) if offering else None
    shown = entry or (case.library.newest(offering) if offering else None)
    source = activity.source
    if entry is not None:
        source = entry[0].source
    if listed is not None and listed.required and ledger.pieces:
        if entry is not None and entry[0].source in listed.sources:
            ledger.entry = entry
        else:
            source = _outside_the_list(case, ledger, shown) or source
    format = activity.format or (shown[1].format if shown is not None else None)
    nature = Nature(source, activity.category, offering, format)
    for piece in ledger.pieces:
        piece.nature = nature


def _outside_the_list(case: Case, ledger: Ledger, shown: tuple[Catalogue, Offering] | None) -> str | None:
    """Judge an activity that no list of the rule set holds on its date; return its source where it counts."""
    activity, listed = ledger.activity, case.rules.counts.listed
    assert listed is not None
    for also in case.rules.counts.also:
        if also.offering == activity.offering and case.holds(also.when):
            return also.source
    cites = names(listed.cite)
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


def _fails(only: Only, piece: Piece, case: Case) -> bool:
    """Whether a piece is asked by an eligibility filter and does not pass it."""
    if not selects(only.among, piece.nature):
        return False
    if only.posted:
        return not posted_hours(case, piece.ledger.activity)
    return not selects(only.select, piece.nature)


def posted_hours(case: Case, activity: Activity) -> int:
    """Hours of the activity that the official record shows by the date asked about."""
    official = case.rules.official_record
    hours = 0
    if activity.posted is not None and activity.posted <= case.on and official and official.lists == "activities":
        hours = activity.hours
    for record in activity.records:
        if (
            record.credential == case.credential.id
            and record.state == "posted"
            and (record.on is None or record.on <= case.on)
        ):
            hours = activity.hours if record.hours is None else record.hours
    return hours


class _Credited:
    """Which activity holds the one credit of a course that may not be repeated."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._holders: dict[tuple[str, ...], Activity] | None = None

    def take_repeat(self, ledger: Ledger) -> None:
        """Take the hours of a course whose credit belongs to an earlier delivery."""
        key = _course(ledger)
        if key is None:
            return
        if self._holders is None:
            self._holders = self._find_holders()
        holder = self._holders.get(key)
        if holder is None or holder.id == ledger.activity.id or ledger.entry is None:
            return
        offering = ledger.entry[1]
        name = ledger.activity.course or offering.title
        ledger.take_all(
            "repeat",
            f"{name} was credited on {show_date(holder.date)} ({holder.id}); it is credited once.",
            names(offering.repeat_cite or offering.cite),
        )

    def _find_holders(self) -> dict[tuple[str, ...], Activity]:
        once = {
            offering.id
            for catalogue in self._case.library.catalogues
            for offering in catalogue.offering
            if offering.no_repeat is not None
        }
        holders: dict[tuple[str, ...], Activity] = {}
        candidates = [a for a in self._case.records.activities if a.offering in once and not self._case.is_later(a)]
        for activity in sorted(candidates, key=lambda a: a.order):
            ledger = eligible(self._case, activity)
            key = _course(ledger) if ledger.pieces else None
            if key is not None:
                holders.setdefault(key, activity)
        return holders


def _course(ledger: Ledger) -> tuple[str, ...] | None:
    """What may be credited once, where the activity is such a thing."""
    if ledger.entry is None or ledger.entry[1].no_repeat is None:
        return None
    offering, activity = ledger.entry[1], ledger.activity
    if offering.no_repeat == "offering":
        return (offering.id,)
    return (offering.id, " ".join((activity.course or activity.title).casefold().split()))


def raise_to_award(case: Case, ledger: Ledger) -> None:
    """A fixed award where less was logged: the smaller counts, or under the other reading the award (A9)."""
    if ledger.entry is None or ledger.entry[1].award is None or not ledger.pieces:
        return
    offering = ledger.entry[1]
    fixed, logged = from_decimal(offering.award or 0), ledger.hours
    if logged >= fixed:
        return
    if case.switch("award") == "fixed":
        ledger.pieces[0].hours += fixed - logged
        text = f"{offering.title} earns {show(fixed)} h, whatever was logged."
        reason = Reason(rule="award", hours=fixed - logged, text=text, cites=names(offering.cite))
        ledger.reasons.append(reason)
    else:
        ledger.notes.append(f"{offering.title} earns {show(fixed)} h; {show(logged)} h are logged, and those count.")
