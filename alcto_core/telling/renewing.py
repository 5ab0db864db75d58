"""What is asked before a renewal is recorded, and said once it is: which cycle it closes, and when the next is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from alcto_core.dates import show as show_date
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.evaluate import standing_in
from alcto_core.evaluation.naming import missing_named
from alcto_core.evaluation.renewals import why_in_doubt
from alcto_core.evaluation.standing import State
from alcto_core.evaluation.timing import cycles_of
from alcto_core.records.types import Credential, Records
from alcto_core.rules.library import Library
from alcto_core.rules.windows import Span, main_windows
from alcto_core.text import one_and_other


def has_renewals(library: Library, program: str) -> bool:
    """Whether a program runs in cycles, which its authority renews one after the other."""
    rules = library.rule_sets.get(program)
    return rules is not None and main_windows(rules.window)[0].kind == "cycle"


def question_before(records: Records, credential: Credential, library: Library, day: date, on: date) -> str:
    """What to ask before `day` is recorded as a renewal of a credential; empty where there is nothing to ask.

    "This closes 2024-2027 with 15.5 hours and 6 documents missing. Did ALET renew it on 20 May 2026?"
    """
    if day > on:
        return f"{show_date(day)} is still to come. Is it the day of the renewal?"
    before = _case(records, credential, library, on)
    if before is None:
        return ""
    after = _with(before, day)
    why = why_in_doubt(after, day)
    closed = _closed(before, after)
    if closed is None:
        return f"{why} Is it the day of the renewal?" if why else ""
    missing = _missing(before, closed)
    if not missing and not why:
        return ""
    lacking = f" with {missing} missing" if missing else ""
    because = f" {why}" if why else ""
    return f"This closes {closed.name}{lacking}.{because} Did {before.rules.authority} renew it on {show_date(day)}?"


def told_after(records: Records, credential: Credential, library: Library, day: date, on: date) -> tuple[str, ...]:
    """What a recorded renewal did, a sentence each. `credential` and `records` are those that hold it."""
    after = _case(records, credential, library, on)
    if after is None:
        return ()
    now = cycles_of(after).in_force(on)
    if not isinstance(now, Span):
        return ()
    earlier = tuple(one for one in credential.renewed or () if one != day)
    closed = _closed(after.with_credential(msgspec.structs.replace(credential, renewed=earlier)), after)
    next_one = f"{now.name} is due on {show_date(now.end)}"
    said = [
        f"{show_date(day)} closed {closed.name}; {next_one}." if closed else f"It closed no other cycle; {next_one}."
    ]
    if credential.due is not None and credential.due == now.end:
        said.append(
            f"`due` ({show_date(credential.due)}) ends the cycle after this renewal. If it belonged to the one before, "
            f"take it out: `alcto credential change {credential.id} --clear due`."
        )
    return tuple(said)


def slips(records: Records, credential: Credential, library: Library, on: date) -> tuple[str, ...]:
    """Why days among the renewals of a credential may be slips, a sentence each with the day."""
    case = _case(records, credential, library, on)
    if case is None:
        return ()
    found = ((day, why_in_doubt(case, day)) for day in credential.renewed or ())
    return tuple(f"Renewed on {show_date(day)}? {why}" for day, why in found if why)


def held(table: Mapping[str, Any], known: Credential | None = None) -> Credential:
    """A credential as keys of the file make it, as far as its cycles turn on them; the rest is that of `known`."""
    base = known or Credential(program=str(table["program"]), id=str(table.get("id", table["program"])))
    renewed = table.get("renewed", base.renewed)
    return msgspec.structs.replace(
        base,
        cohort=_text(table.get("cohort", base.cohort)),
        issued=_day(table.get("issued", base.issued)),
        due=_day(table.get("due", base.due)),
        settings=table.get("settings", base.settings),
        renewed=None if renewed == "unknown" or renewed is None else tuple(sorted(_days(renewed))),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _days(value: object) -> Iterable[date]:
    return (one for one in value if isinstance(one, date)) if isinstance(value, Iterable) else ()


def _case(records: Records, credential: Credential, library: Library, on: date) -> Case | None:
    """The case of a credential in cycles; None where its program has none."""
    if not has_renewals(library, credential.program):
        return None
    rules = library.rule_sets[credential.program]
    return Case(records, credential, rules, library, on).with_credential(credential)


def _with(case: Case, day: date) -> Case:
    days = tuple(sorted({*(case.credential.renewed or ()), day}))
    return case.with_credential(msgspec.structs.replace(case.credential, renewed=days))


def _closed(before: Case, after: Case) -> Span | None:
    """The cycle that was in force and is renewed now; None where it still is in force, or nobody can tell it."""
    cycles = cycles_of(before)
    if cycles.first_due is None:
        return None
    number = cycles.renewed_by(before.on)
    if cycles_of(after).renewed_by(after.on) <= number:
        return None
    span = cycles.numbered(number, before.on)
    return span if isinstance(span, Span) else None


def _missing(before: Case, closed: Span) -> str:
    """What the records lack of a cycle, in words; empty where they lack nothing."""
    case = before
    if case.credential.renewed is None:
        case = case.with_credential(msgspec.structs.replace(case.credential, renewed=()))
    standing = standing_in(case.records, case.credential, case.library, case.on, closed.name, readings=False)
    if standing is None or standing.state is State.COMPLIANT:
        return ""  # none: the credential ended before that cycle began
    return one_and_other(missing_named(standing).split(", "))
