"""What a person typed and has not saved yet, kept while they type and offered at the next start.

One small JSON file for each draft, written in one step, so a crash leaves the last draft or the one before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from alcto_core import system
from alcto_core.keeping import rights
from alcto_core.keeping.folder import RecordsFolder, away
from alcto_core.keeping.sessions import NOBODY, is_of_another, own_session
from alcto_core.problems import RecordsError

_MOST = 4 << 20
_BETWEEN = "--"
"""What stands in the name of a file between the name of the draft and its session."""
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """One unfinished form."""

    name: str
    """Which form, e.g. `entry`; the same name replaces the draft."""
    fields: Mapping[str, Any]
    """What is in the form, as JSON knows it: text, numbers, lists, dicts."""
    at: datetime
    """When it was kept."""
    session: str = NOBODY
    """The session that keeps it (`alcto_core/keeping/sessions.py`); `NOBODY` for one that is anybody's."""


def save_draft(
    folder: RecordsFolder, draft: Mapping[str, Any], *, at: datetime, name: str = "entry", session: str = NOBODY
) -> Draft:
    """Keep a draft in place of the last one of that name and session. Dates become ISO text. Raises `RecordsError`."""
    kept = Draft(name=name, fields=dict(draft), at=at, session=session)
    text = json.dumps({"at": at.isoformat(), "fields": kept.fields}, default=str)
    path = _file(folder, name, session)
    if folder.is_away:  # a draft in its place would be found by nobody
        raise RecordsError(f"The draft could not be kept. {away(folder)}")
    try:
        rights.write_file(folder, path, text.encode("ascii"))
    except OSError as error:
        raise RecordsError(f"The draft could not be kept: {system.reason(error)}.") from error
    return kept


def load_drafts(folder: RecordsFolder) -> tuple[Draft, ...]:
    """Drafts of this process, and those that others left behind, the latest first. What another one is at work on is
    its own, and a damaged one is left out. Raises `RecordsError`."""
    try:
        files = sorted(folder.drafts.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise RecordsError(f"The drafts cannot be read: {system.reason(error)}.") from error
    drafts = [draft for file in files if file.suffix == ".json" and (draft := _read(file)) is not None]
    living = {one for one in {draft.session for draft in drafts} if is_of_another(folder, one)}
    drafts = [draft for draft in drafts if draft.session not in living]
    return tuple(sorted(drafts, key=lambda draft: draft.at.timestamp(), reverse=True))


def drop_draft(folder: RecordsFolder, name: str = "entry", session: str = NOBODY) -> None:
    """Forget a draft; one that is not there is no matter. Raises `RecordsError`."""
    try:
        _file(folder, name, session).unlink()
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise RecordsError(f"The draft could not be removed: {system.reason(error)}.") from error


def session_for(folder: RecordsFolder) -> str:
    """The session in which a draft of this process is kept."""
    return NOBODY if folder.is_away else own_session(folder)


def _file(folder: RecordsFolder, name: str, session: str) -> Path:
    if not _NAME.fullmatch(name):
        raise RecordsError(f"“{name}” is not a name for a draft.")
    return folder.drafts / f"{name}{_BETWEEN if session else ''}{session}.json"


def _read(path: Path) -> Draft | None:
    try:
        raw, _ = system.read_file(path, _MOST)
        kept = json.loads(raw)
        fields, at = kept["fields"], datetime.fromisoformat(kept["at"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(fields, dict) or not _NAME.fullmatch(path.stem):
        return None
    name, _, session = path.stem.partition(_BETWEEN)
    return Draft(name=name, fields=fields, at=at, session=session)
