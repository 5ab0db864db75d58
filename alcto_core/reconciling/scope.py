"""What an official record covers: one credential, the periods that its rows lie in, and the entries of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from alcto_core.evaluation.case import Case
from alcto_core.evaluation.evaluate import standing_in, windows_of
from alcto_core.evaluation.naming import no_period
from alcto_core.evaluation.postings import said
from alcto_core.hours import Hours
from alcto_core.problems import Refused
from alcto_core.reconciling.official import OfficialRow, Unread
from alcto_core.reconciling.pairs import Entry
from alcto_core.records.types import Activity, Credential, Records
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import RuleSet
from alcto_core.rules.windows import Span


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is compared, and what is not."""

    credential: Credential
    rules: RuleSet
    case: Case
    spans: tuple[Span, ...]
    """The periods that rows lie in, oldest first."""
    rows: tuple[OfficialRow, ...]
    entries: tuple[Entry, ...]
    outside: tuple[Unread, ...]
    """Rows of no such period."""
    left_out: tuple[tuple[Activity, str], ...]
    """Entries of these periods that are not compared, each with the reason."""
    counted: Mapping[str, Hours]
    """What each entry counts for the credential, as far as it is judged there."""
    speaks_for_one: bool
    """Whether a plain `posted` is understood of this credential's official record and of no other."""

    @property
    def record(self) -> str:
        """What the official record is called."""
        official = self.rules.official_record
        return official.name if official is not None else f"the record of {self.rules.authority}"

    def period_of(self, day: date) -> str:
        """The name of the period that a day lies in."""
        return next((span.name for span in self.spans if span.start <= day <= span.end), "")


def credential_for(records: Records, library: Library, id: str | None) -> Credential:
    """The credential that an official record is of: the one that is named, else the one whose authority lists single
    activities. Raises `Refused` where that is none, or several."""
    known = ", ".join(one.id for one in records.credentials) or "none"
    if id is not None:
        held = records.credential(id)
        if held is None:
            raise Refused(f"There is no credential “{id}”; you have {known}.")
        if held.program not in library.rule_sets:
            raise Refused(f"The rule set of “{id}” is not installed, so nobody can say which days it covers.")
        return held
    listing = [one for one in records.credentials if _lists(library, one.program)]
    if len(listing) == 1:
        return listing[0]
    if not listing:
        raise Refused(
            "None of your programs keeps an official record of single activities. Say which credential the file is "
            f"of with --credential ID; you have {known}."
        )
    names = ", ".join(one.id for one in listing)
    raise Refused(f"Several credentials have an official record: say which with --credential ID, of {names}.")


def credentials_of(records: Records, library: Library) -> tuple[tuple[Credential, ...], tuple[Credential, ...]]:
    """The credentials that an official record may be of: those whose authority lists single activities, and the others
    whose rule set is installed."""
    known = [one for one in records.credentials if one.program in library.rule_sets]
    listing = tuple(one for one in known if _lists(library, one.program))
    return listing, tuple(one for one in known if one not in listing)


def _lists(library: Library, program: str) -> str:
    """The name of a program's official record, where it lists single activities."""
    rules = library.rule_sets.get(program)
    official = rules.official_record if rules is not None else None
    return official.name if official is not None and official.lists == "activities" else ""


def scope_of(
    records: Records,
    credential: Credential,
    library: Library,
    on: date,
    rows: Sequence[OfficialRow],
    period: str | None = None,
) -> Scope:
    """What is compared on a day; with `period` only rows and entries of that one.

    Raises `Refused` where there is no such period.
    """
    rules = library.rule_sets[credential.program]
    windows = windows_of(records, credential, library, on, on)
    if period is not None:
        named = [span for span in windows if span.name.casefold() == period.casefold()]
        if not named:
            known = ", ".join(one.name for one in windows) or "none"
            raise Refused(f"{no_period(credential.id, period)}; it has {known}.")
        windows = named
    spans = tuple(span for span in windows if any(span.start <= row.day <= span.end for row in rows))
    inside = [row for row in rows if any(span.start <= row.day <= span.end for span in spans)]
    where = f"it lies outside {period}" if period is not None else f"it lies in no period of {credential.id}"
    case = Case(records, credential, rules, library, on)
    entries: list[Entry] = []
    left_out: list[tuple[Activity, str]] = []
    for activity in records.activities:
        if any(span.start <= activity.date <= span.end for span in spans):
            if why := _why_not(activity, credential, on):
                left_out.append((activity, why))
            else:
                word = said(case, activity)
                names = _names(activity, library)
                entries.append(Entry(activity=activity, names=names, is_refused=word.refusal is not None))
    kept = {row.number for row in inside}
    name = _lists(library, credential.program)
    return Scope(
        credential=credential,
        rules=rules,
        case=case,
        spans=spans,
        rows=tuple(inside),
        entries=tuple(entries),
        outside=tuple(Unread(number=row.number, title=row.title, why=where) for row in rows if row.number not in kept),
        left_out=tuple(left_out),
        counted=_counted(records, credential, library, on, spans),
        speaks_for_one=bool(name) and all(_lists(library, one.program) in ("", name) for one in records.credentials),
    )


def _why_not(activity: Activity, credential: Credential, on: date) -> str:
    if activity.is_planned:
        return "it is planned"
    if activity.date > on:
        return "its day is still to come"
    if activity.counts_for is not None and credential.id not in activity.counts_for:
        return "it is kept for other credentials"
    return "" if activity.hours else "it has no hours"


def _names(activity: Activity, library: Library) -> tuple[str, ...]:
    """What an entry may be called: its title and course, and the titles of its offering."""
    listed = library.listing(activity.offering, activity.date) if activity.offering else None
    titles = (activity.title, *((activity.course,) if activity.course else ()), *((listed[1].title,) if listed else ()))
    return tuple(dict.fromkeys(titles))


def _counted(
    records: Records, credential: Credential, library: Library, on: date, spans: Sequence[Span]
) -> dict[str, Hours]:
    found: dict[str, Hours] = {}
    for span in spans:
        standing = standing_in(records, credential, library, on, span.name, readings=False, earlier=False)
        for credit in standing.credits if standing is not None else ():
            found[credit.activity] = credit.counted + credit.unknown
    return found
