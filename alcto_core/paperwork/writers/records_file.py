"""A records file again: of one credential, or the whole one."""

from __future__ import annotations

from alcto_core.paperwork.asked import Asked, Made, entries_held
from alcto_core.paperwork.extract import extract
from alcto_core.problems import Refused

_WHOLE = "It is the whole records file: --credential ID takes out what concerns one."


def records(asked: Asked) -> Made:
    """What concerns the credential asked for, byte by byte as it stands in the file; the whole file where none is."""
    reading = asked.reading
    if asked.credential is None:
        if asked.period is not None:
            raise Refused("Name the credential whose period it is, with --credential ID.")
        return Made(raw=reading.text.encode("utf-8"), holds=entries_held(asked.records.activities), told=(_WHOLE,))
    part = extract(reading, asked.standings[0], asked.overview.library, asked.period)
    activities = part.records.activities if part.records is not None else ()
    return Made(raw=part.text.encode("utf-8"), holds=entries_held(activities), told=tuple(_told(asked)))


def _told(asked: Asked) -> tuple[str, ...]:
    files = {file for one in asked.activities for file in one.evidence}
    return ("The files of proof that it names are not in it: `alcto packet` brings them along.",) if files else ()
