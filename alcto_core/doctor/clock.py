"""Whether the clock can be right: nothing that was written may lie ahead of it. Only told; nothing is rewritten."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from alcto_core.doctor.finding import Finding, good, wrong
from alcto_core.keeping.commit import Loaded
from alcto_core.keeping.folder import FILE, RecordsFolder
from alcto_core.keeping.history import History, moment
from alcto_core.overview import Overview
from alcto_core.problems import RecordsError

AHEAD_MOST = timedelta(days=1)
"""How far a time may lie ahead before it is told: clocks of two machines may differ a little."""


def findings(overview: Overview, now: datetime) -> Iterator[Finding]:
    """What the times of the file and of the last save say of the clock, and which day is asked about."""
    if (ahead := set_back(overview.folder, overview.loaded, now)) is not None:
        yield ahead
    else:
        yield good("clock", f"The clock says {now:%Y-%m-%d %H:%M}, and nothing was written after that.")
    if overview.on != now.date():
        yield good("clock", f"Everything is judged as of {overview.on}, as asked; today is {now:%Y-%m-%d}.")


def set_back(folder: RecordsFolder, loaded: Loaded | None, now: datetime) -> Finding | None:
    """That the file or its last save lies in the future; None where the clock may be right. `now` has its zone.

    Cheap: reads the end of the history's index and nothing else.
    """
    for what, when in _times(folder, loaded):
        if when - now > AHEAD_MOST:
            return wrong(
                "clock",
                f"{what} on {moment(when.isoformat())}, but the clock says {moment(now.isoformat())}.",
                "Look at the clock. Where it is right, the next save puts these times right; `--on DATE` asks "
                "about another day. Nothing was changed.",
            )
    return None


def _times(folder: RecordsFolder, loaded: Loaded | None) -> Iterator[tuple[str, datetime]]:
    """What was written when, as far as it can be told."""
    with suppress(ValueError, OverflowError, OSError):  # a time that no calendar has says nothing
        if loaded is not None and loaded.stamp:
            yield f"{FILE} was written", datetime.fromtimestamp(loaded.stamp[0] / 1e9).astimezone()
    with suppress(RecordsError, ValueError, OverflowError, OSError):
        if (last := History(folder=folder).latest()) is not None:
            yield "The last save was made", datetime.fromisoformat(last.at).astimezone()
