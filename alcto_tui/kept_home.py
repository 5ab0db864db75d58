"""What Home said the last time, to be shown for as long as the records are judged again.

It is looked up before anything is imported that judges, under everything that the standings rest on (`kept_answers`):
as long as that is as it was, so are they. All the same they are shown as not confirmed, and nothing is done with them,
until the records were judged.
"""

from __future__ import annotations

import os
import sys
from threading import Thread

from alcto_core import cache
from alcto_core.kept_answers import Asked, around, asked

TYPE_CHECKING = False  # as in `alcto_core.places`: the look comes before such modules are there
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from alcto_core.keeping.folder import RecordsFolder
    from alcto_core.overview import Overview
    from alcto_tui.screens.at_home.glance import Glance

KIND = "home"
"""The kind of what is kept."""
PATIENCE = 0.6
"""Seconds for which the screens wait at most: a drive may be slow, or hang."""
_JUDGING = "alcto_core.evaluation"


class KeptHome:
    """What Home said of the records that a start opens, and where it is kept for the next start."""

    def __init__(self, question: Asked) -> None:
        self._question = question
        self._folder: Path | None = None

    def found(self, folder: RecordsFolder, on: date) -> Glance | None:
        """What was kept; None where nothing was. From now on what Home says of this folder on this day is kept."""
        self._folder, self._on = folder.path, on
        kept = self._question.kept()
        if kept is None:
            return None
        from alcto_tui.screens.at_home.glance import unpacked

        glance = unpacked(kept)
        return glance if glance is not None and (glance.file, glance.on) == (str(folder.file), on) else None

    def keep(self, overview: Overview) -> None:
        """Keep what Home says of records that were judged, where that may be. Never fails."""
        is_same = (overview.folder.path, overview.on) == (self._folder, self._on)
        if not is_same or overview.loaded is None or not overview.standings:
            return
        from alcto_core.needs import needs_of
        from alcto_tui.screens.at_home.glance import glance_of, packed

        needs = needs_of(overview)
        if needs is not None:
            read = {str(overview.folder.file): overview.loaded.raw}
            self._question.keep(needs, packed(glance_of(overview)), read)


def looked_up(
    records: Path | None, on: date | None, *, no_plugins: bool, without: tuple[str, ...], environ: Mapping[str, str]
) -> KeptHome | None:
    """What is known of a start, by its options. None where nothing is kept, where it is not at hand in time, and where
    something that judges was imported already: then nobody can say which text of it was read."""
    if not cache.place() or _JUDGING in sys.modules:
        return None
    words = (str(records or ""), on.isoformat() if on else "", repr((no_plugins, sorted(without))))
    found: list[KeptHome] = []

    def look() -> None:
        try:
            surroundings = around(environ)
            if surroundings is not None:
                parts = (*surroundings, os.getcwd(), KIND, *words)  # noqa: PTH109 - as in `cache`
                found.append(KeptHome(asked(KIND, cache.digest(*map(os.fsencode, parts)))))
        except Exception:  # noqa: BLE001 - whatever goes wrong here, the way without it answers, and tells of faults
            return

    # A daemon, so that a hung network drive keeps alcto from nothing.
    thread = Thread(target=look, name="alcto-kept", daemon=True)
    thread.start()
    thread.join(PATIENCE)
    return None if thread.is_alive() or not found else found[0]
