"""The draft of a small form: what stands in its fields, kept while typing, dropped when it is saved or cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from alcto_core.keeping.drafts import drop_draft, load_drafts, save_draft
from alcto_core.problems import RecordsError

if TYPE_CHECKING:
    from alcto_core.keeping.drafts import Draft
    from alcto_core.keeping.folder import RecordsFolder

KEEP_EVERY = 0.5
"""Seconds after which what was typed is kept as a draft: of two that may be lost, the rest is for a slow machine."""


@runtime_checkable
class KeepsTyped(Protocol):
    """A screen that people type in."""

    def keep_typed(self) -> None:
        """Keep what was typed since the last time."""


class FormDraft:
    """One draft in the records folder. `about` says which form it belongs to; its `title` names it on Home."""

    def __init__(self, folder: RecordsFolder, kind: str, about: Mapping[str, str]) -> None:
        self._folder = folder
        self._about = dict(about)
        key = "\0".join(value for name, value in about.items() if name != "title")
        self._name = f"{kind}-{sha256(key.encode('utf-8', 'replace')).hexdigest()[:16]}"

    def waiting(self) -> Draft | None:
        """What was kept and not saved."""
        with suppress(RecordsError):
            return next((one for one in load_drafts(self._folder) if one.name == self._name), None)
        return None

    def keep(self, values: Mapping[str, str], at: datetime) -> None:
        """Keep the fields as they stand. Raises `RecordsError`."""
        save_draft(self._folder, {**self._about, "values": dict(values)}, at=at, name=self._name)

    def drop(self) -> None:
        """Forget it. One that cannot be removed is offered again: nothing is lost."""
        with suppress(RecordsError):
            drop_draft(self._folder, self._name)


def values_of(draft: Draft) -> dict[str, str]:
    """The texts of the fields that a draft holds."""
    values = draft.fields.get("values")
    if not isinstance(values, dict):
        return {}
    return {name: value for name, value in values.items() if isinstance(value, str)}
