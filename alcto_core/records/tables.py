"""Typed records as plain values of the file, without what is empty or the default."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from alcto_core.hours import HOUR, from_decimal, from_minutes, in_hundredths, show, whole_minutes
from alcto_core.records.fields import RecordKeys
from alcto_core.records.keys import ACTIVITY, AUTHORITY_RECORD, CREDENTIAL, SESSION, STEP
from alcto_core.records.types import Activity, AuthorityRecord, Credential, Session, StepRecord
from alcto_core.toml.writing import Table


def hours_value(hours: int) -> int | Decimal:
    """Hours as the file's number of clock hours: 1950 → 6.5, 3600 → 12.

    Raises `ValueError` where two decimals cannot say them.
    """
    whole, part = divmod(hours, HOUR)
    if not part:
        return whole
    found = in_hundredths(hours)
    if found is None:
        raise ValueError(f"{show(hours)} hours are neither hundredths of an hour nor whole minutes; write minutes")
    return found


def amount(hours: int, shares: Iterable[int] = (), *, in_minutes: bool = False) -> Mapping[str, int | Decimal]:
    """Hours under the key that can say them and their `shares`: `hours` where hundredths do, else `minutes`.

    What the file has `in_minutes` stays so, where it still is whole minutes. Raises `ValueError` where neither can.
    """
    parts = (hours, *shares)
    are_minutes = all(whole_minutes(part) is not None for part in parts)
    if are_minutes and (in_minutes or any(in_hundredths(part) is None for part in parts)):
        return {"minutes": whole_minutes(hours) or 0}
    return {"hours": hours_value(hours)}


def amount_in(table: Mapping[str, Any]) -> int | None:
    """The hours that a table of the file says with `hours` or `minutes`; None where it says none that can be read."""
    try:
        minutes = table.get("minutes")
        if type(minutes) is int:  # and no truth value
            return from_minutes(minutes)
        value = table.get("hours")
        return from_decimal(value) if isinstance(value, Decimal) or type(value) is int else None
    except ValueError:
        return None


def activity_table(activity: Activity) -> Table:
    """An activity as plain values, without what is empty or the default."""
    says_hours = bool(activity.hours) and not activity.sessions
    shares = activity.split.values()
    said = amount(activity.hours, shares, in_minutes=activity.in_minutes) if says_hours else {}
    share_value = (lambda share: whole_minutes(share) or 0) if "minutes" in said else hours_value
    given = {
        "hours": said.get("hours"),
        "minutes": said.get("minutes"),
        "split": {strand: share_value(hours) for strand, hours in activity.split.items()},
        "status": activity.status if activity.is_planned else None,
        "session": [session_table(session) for session in activity.sessions],
        "record": [authority_table(record) for record in activity.records],
    }
    return _table(activity, ACTIVITY, given, keep=("id", "title", "counts_for"))


def session_table(session: Session) -> Table:
    """A session as plain values."""
    said = amount(session.hours, in_minutes=session.in_minutes)
    given = {
        "hours": said.get("hours"),
        "minutes": said.get("minutes"),
        "kind": None if session.kind == "session" else session.kind,
    }
    return _table(session, SESSION, given, keep=("title", "hours", "strands"))


def authority_table(record: AuthorityRecord) -> Table:
    """What an authority said, as plain values."""
    given = {"hours": None if record.hours is None else hours_value(record.hours)}
    return _table(record, AUTHORITY_RECORD, given, keep=("credential", "state", "hours"))


def credential_table(credential: Credential) -> Table:
    """A credential as plain values, without what is empty or the default."""
    given = {
        "id": None if credential.id == credential.program else credential.id,
        "renewed": "unknown" if credential.renewed is None else list(credential.renewed),
        "step": [step_table(step) for step in credential.steps],
    }
    return _table(credential, CREDENTIAL, given, keep=("program",))


def step_table(step: StepRecord) -> Table:
    """A step as plain values."""
    return _table(step, STEP, {}, keep=("id", "waived"))


def json_value(value: Any) -> Any:
    """A value of the file as JSON knows it."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: json_value(part) for key, part in value.items()}
    if isinstance(value, list):
        return [json_value(part) for part in value]
    return value


def _table(record: object, keys: RecordKeys, given: Mapping[str, Any], keep: tuple[str, ...]) -> Table:
    """Every key that a kind of record has, in the file's order; what the file writes otherwise is `given`."""
    values = {
        key: given[key] if key in given else _plain(getattr(record, name)) for key, (name, _) in keys.fields.items()
    }
    return {
        key: value for key, value in values.items() if value is not None and (key in keep or value not in ("", [], {}))
    }


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value
