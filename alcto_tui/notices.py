"""What a person should know about the records folder when alcto opens it. Read beside the screen."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alcto_core.keeping.folder import RecordsFolder
    from alcto_core.keeping.presence import Presence
    from alcto_core.keeping.store import Loaded


def notices(folder: RecordsFolder, loaded: Loaded, presence: Presence, now: datetime) -> tuple[str, ...]:
    """A sentence for each thing: a save that was cut short, another alcto, a clock that cannot be right."""
    from alcto_core.doctor.clock import set_back
    from alcto_core.keeping.presence import OPEN_ELSEWHERE
    from alcto_core.keeping.store import INTERRUPTED, RecordsStore

    found = [INTERRUPTED] if RecordsStore(folder).recover() else []
    if presence.enter():
        found.append(OPEN_ELSEWHERE)
    if (wrong := set_back(folder, loaded, now)) is not None:
        found.append(f"{wrong.sentence} {wrong.remedy}")
    return tuple(found)
