"""Whose records these are: name, district, state, post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content

from alcto_core.entry.holding import read_person
from alcto_core.entry.reader import Reader
from alcto_core.records.changing import REMOVED, Edit
from alcto_core.records.edits import ChangePerson
from alcto_tui.screens.base.dialog import FormDialog
from alcto_tui.widgets.field import Field, WrongField
from alcto_tui.widgets.literal import line

if TYPE_CHECKING:
    from alcto_core.overview import Overview

_LABELS = (("name", "Name"), ("district", "District"), ("state", "State"), ("role", "Role"))


class PersonForm(FormDialog):
    """Changes what the file says of the person."""

    def __init__(self, overview: Overview) -> None:
        super().__init__(overview)
        self._person = overview.records.person if overview.records else None

    def heading(self) -> Content:
        return line(("You", "bold"))

    def fields(self) -> ComposeResult:
        for key, label in _LABELS:
            yield Field(label, self._shown(key), id=key)
        began = self._person.role_began if self._person else None
        yield Field("In post since", began.isoformat() if began else "", placeholder="e.g. 2025-01-06", id="role-began")

    def _shown(self, key: str) -> str:
        """What stands in a field as it opens; a role without the hyphens of the file, which nothing depends on."""
        written: str = getattr(self._person, key, "")
        return written.replace("-", " ") if key == "role" else written

    def edit(self) -> Edit | None:
        typed = {key: self.value(key.replace("_", "-")) for key in (*dict(_LABELS), "role_began")}
        found = read_person(typed, Reader(self._overview.on, lambda _: None))
        WrongField.first_of(found.problems)
        changes = {
            key: REMOVED if value is None else value
            for key, value in found.values.items()
            if (value or "") != (getattr(self._person, key, None) or "")
            and not (key == "role" and value == self._shown(key))
        }
        return ChangePerson(changes=changes) if changes else None
