"""The draft of a form: what stands in it, kept while typing, dropped when it is saved or cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from alcto_core.keeping.drafts import drop_draft, load_drafts, save_draft, session_for
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
    """One draft in the records folder, of the form of this kind about these things: `FormDraft(folder, "step", …)`."""

    def __init__(self, folder: RecordsFolder, kind: str, *about: str, fields: Mapping[str, object]) -> None:
        """`fields` are kept with what is typed: a `title` names the draft on Home."""
        self._folder = folder
        self._fields = dict(fields)
        key = "\0".join(about).encode("utf-8", "replace")
        self._taken: Draft | None = None
        """What somebody left behind, with which this form goes on."""
        self._name = f"{kind}-{sha256(key).hexdigest()[:16]}" if about else kind

    def waiting(self) -> Draft | None:
        """What was kept and not saved."""
        with suppress(RecordsError):
            self.take(next((one for one in load_drafts(self._folder) if one.name == self._name), None))
        return self._taken

    def take(self, draft: Draft | None) -> None:
        """Go on with this one: what is kept from now on stands in its place."""
        self._taken = draft

    def keep(self, typed: Mapping[str, object], at: datetime) -> Draft:
        """Keep what was typed. Raises `RecordsError`."""
        session = session_for(self._folder)
        kept = save_draft(self._folder, {**typed, **self._fields}, at=at, name=self._name, session=session)
        if self._taken is not None and self._taken.session != session:
            self._drop(self._taken)
        self._taken = kept
        return kept

    def drop(self) -> None:
        """Forget it. One that cannot be removed is offered again: nothing is lost."""
        if self._taken is not None:
            self._drop(self._taken)
            self._taken = None

    def _drop(self, draft: Draft) -> None:
        with suppress(RecordsError):
            drop_draft(self._folder, draft.name, draft.session)


def values_of(draft: Draft) -> dict[str, str]:
    """The texts of the fields that a draft holds."""
    values = draft.fields.get("values")
    if not isinstance(values, dict):
        return {}
    return {name: value for name, value in values.items() if isinstance(value, str)}
