"""Finding activities by words: every word must stand somewhere in what was written about the activity.

The texts are folded once (`log_of`), so that a filter that is typed costs one pass over ready strings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from alcto_core.dates import show
from alcto_core.records.types import Activity


class LogEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An activity with everything that can be searched in it."""

    activity: Activity
    text: str
    """Folded; parts are divided by line feeds, so that no word matches across two of them."""


def log_of(
    activities: Iterable[Activity], strands: Mapping[str, str] | None = None, offerings: Mapping[str, str] | None = None
) -> tuple[LogEntry, ...]:
    """The log, newest first. `strands` and `offerings` give the names of ids, which can be searched too."""
    strands, offerings = strands or {}, offerings or {}
    newest = sorted(activities, key=lambda activity: (activity.date, activity.id), reverse=True)
    return tuple(LogEntry(activity=activity, text=_text(activity, strands, offerings)) for activity in newest)


def matching(log: Iterable[LogEntry], words: str) -> tuple[Activity, ...]:
    """The activities that hold every word of `words`, whole or as a part; all of them where no word is given."""
    wanted = words.casefold().split()
    if not wanted:
        return tuple(entry.activity for entry in log)
    return tuple(entry.activity for entry in log if all(word in entry.text for word in wanted))


def _text(activity: Activity, strands: Mapping[str, str], offerings: Mapping[str, str]) -> str:
    offering = activity.offering or ""
    used = [*activity.strands, *activity.split]
    parts = [
        activity.title,
        activity.location,
        activity.date.isoformat(),
        show(activity.date),
        activity.status,
        "posted" if activity.posted else "",
        offering,
        offerings.get(offering, ""),
        activity.course or "",
        activity.source or "",
        activity.format or "",
        activity.justification,
        activity.description,
        activity.note,
        *activity.category,
        *activity.evidence,
        *(activity.counts_for or ()),
    ]
    for session in activity.sessions:
        parts += (session.title, session.kind)
        used += session.strands or ()
    for record in activity.records:
        parts += (record.credential, record.state, record.note)
    for strand in dict.fromkeys(used):
        parts += (strand, strands.get(strand, ""))
    return "\n".join(part for part in parts if part).casefold()
