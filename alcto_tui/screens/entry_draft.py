"""The draft of one form: kept while typing, found again at the next start, dropped when it is saved."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from alcto_core.entry.form import EntryText, draft_of, text_of_draft
from alcto_core.keeping.drafts import drop_draft, load_drafts, save_draft
from alcto_core.problems import RecordsError

if TYPE_CHECKING:
    from alcto_core.keeping.drafts import Draft
    from alcto_core.keeping.folder import RecordsFolder


class EntryDraft:
    """One draft in the records folder: that of new entries, or that of the activity which is being edited."""

    def __init__(self, folder: RecordsFolder, editing: str | None, began: EntryText | None = None) -> None:
        """`began` is what the form held before anything was typed, where it edits an activity."""
        self._folder = folder
        self._editing = editing
        self._began = began
        self._name = f"entry-{sha256(editing.encode()).hexdigest()[:16]}" if editing is not None else "entry"

    def waiting(self) -> Draft | None:
        """What was kept and not saved, where there is something that can be read."""
        with suppress(RecordsError):
            for one in load_drafts(self._folder):
                if one.name == self._name and text_of(one) is not None:
                    return one
        return None

    def keep(self, text: EntryText, at: datetime) -> Draft:
        """Keep the form as it stands. Raises `RecordsError`."""
        fields = draft_of(text)
        if self._editing is not None:
            fields["editing"] = self._editing
        if self._began is not None:
            fields["began"] = draft_of(self._began)
        return save_draft(self._folder, fields, at=at, name=self._name)

    def drop(self) -> None:
        """Forget it. One that cannot be removed is offered again: nothing is lost."""
        with suppress(RecordsError):
            drop_draft(self._folder, self._name)


def edited_by(draft: Draft) -> str | None:
    """Id of the activity that a draft edits; None for a new entry."""
    editing = draft.fields.get("editing")
    return editing if isinstance(editing, str) else None


def text_of(draft: Draft) -> EntryText | None:
    """The form that a draft holds; None where it holds something else."""
    return text_of_draft(draft.fields)


def began_with(draft: Draft) -> EntryText | None:
    """What the form of a draft held before anything was typed; None where that was not kept."""
    began = draft.fields.get("began")
    return text_of_draft(began) if isinstance(began, dict) else None
