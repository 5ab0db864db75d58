"""A text that a person writes where no certificate exists, kept as a plain file of proof."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from alcto_core.dates import show
from alcto_core.hours import long
from alcto_core.keeping.evidence import Arrival, arrival
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.problems import Refused
from alcto_core.records.types import Activity, Person
from alcto_core.text import plain, slug

_ENDING = "-reflection"
_MOST = 20_000


def is_reflection(path: str) -> bool:
    """Whether a file of proof is one, by its name."""
    return re.search(rf"{_ENDING}(?:-\d+)?\.txt$", path) is not None


@contextmanager
def reflection(folder: RecordsFolder, activity: Activity, person: Person, text: str, on: date) -> Iterator[Arrival]:
    """The text as a file on its way into `evidence/`. Raises `Refused` where nothing is written, or far too much."""
    if not text.strip():
        raise Refused("Write what you did and what you take from it; nothing was written.")
    if len(text) > _MOST:
        raise Refused(f"A reflection is at most {_MOST:,} letters long.")
    with tempfile.TemporaryDirectory(prefix="alcto-") as place:
        file = Path(place) / f"{activity.date.isoformat()}-{slug(activity.title, 40)}{_ENDING}.txt"
        file.write_text(_words(activity, person, text, on), encoding="utf-8", errors="replace", newline="\n")
        yield arrival(folder, file)


def _words(activity: Activity, person: Person, text: str, on: date) -> str:
    facts = [show(activity.date), activity.location, long(activity.hours) if activity.hours else ""]
    who = ", ".join(filter(None, (person.name, person.district)))
    said = "\n".join(map(plain, text.strip().splitlines()))
    return (
        f"Reflection on {plain(activity.title)}\n{plain(', '.join(filter(None, facts)))}\n{plain(who)}\n\n{said}\n\n"
        f"Written on {show(on)}, as there is no certificate of this activity.\n"
    )
