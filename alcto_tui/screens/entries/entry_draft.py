"""The draft of an entry: that of new entries, or that of the activity which is being edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alcto_core.entry.form import EntryText, draft_of, text_of_draft
from alcto_tui.screens.base.form_draft import FormDraft

if TYPE_CHECKING:
    from alcto_core.keeping.drafts import Draft
    from alcto_core.keeping.folder import RecordsFolder


AGENDA = "agenda"
"""Under which key a draft holds an agenda that was pasted and not taken."""


def entry_draft(folder: RecordsFolder, editing: str | None, began: EntryText | None = None) -> FormDraft:
    """Where an entry is kept. `began` is what the form held before anything was typed, where it edits an activity."""
    if editing is None:
        return FormDraft(folder, "entry", fields={})
    held = {"began": draft_of(began)} if began is not None else {}
    return FormDraft(folder, "entry", editing, fields={"editing": editing, **held})


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
