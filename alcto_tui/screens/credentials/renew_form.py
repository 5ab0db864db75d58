"""Was it renewed, and when? Not being sure is an answer too: the standing then cannot be told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec
from textual.app import ComposeResult
from textual.content import Content

from alcto_core import dates
from alcto_core.records.changing import Edit
from alcto_core.records.edits import ChangeCredential
from alcto_core.telling.renewing import question_before, told_after
from alcto_tui import messages
from alcto_tui.screens.base.dialog import FormDialog
from alcto_tui.widgets.field import Field, WrongField
from alcto_tui.widgets.literal import line
from alcto_tui.widgets.tick import Tick

if TYPE_CHECKING:
    from alcto_core.evaluation.standing import Standing
    from alcto_core.overview import Overview
    from alcto_core.records.types import Credential


class RenewForm(FormDialog):
    """Records a renewal of one credential."""

    def __init__(self, overview: Overview, standing: Standing) -> None:
        super().__init__(overview)
        self._standing = standing

    def heading(self) -> Content:
        return line(("Renewal of ", "bold"), (self._standing.short, "bold"))

    def explained(self) -> str:
        due = f"This cycle is due {dates.show(self._standing.due)}. " if self._standing.due else ""
        return f"{due}On which day did the authority renew it? The next cycle begins with its answer."

    def fields(self) -> ComposeResult:
        yield Field("Renewed on", placeholder="2024-05-20, or may 20 2024", id="renewed")
        yield Tick("I am not sure whether it was renewed", id="unsure")

    def edit(self) -> Edit | None:
        if self.query_one("#unsure", Tick).value:
            return ChangeCredential(id=self._standing.credential, changes={"renewed": "unknown"})
        day = self.field("renewed").day(self._overview.on)
        if day is None:
            raise WrongField("renewed", "Write the day, or check that you are not sure.")
        credential = self._credential()
        known = (credential.renewed or ()) if credential else ()
        return ChangeCredential(id=self._standing.credential, changes={"renewed": sorted({*known, day})})

    def _credential(self) -> Credential | None:
        records = self._overview.records
        return records.credential(self._standing.credential) if records else None

    def _day(self) -> date | None:
        """The day that stands in the form; None where the person is not sure."""
        return None if self.query_one("#unsure", Tick).value else self.field("renewed").day(self._overview.on)

    def doubt(self, edit: Edit) -> str:  # noqa: ARG002 - the day says it
        """Whether the day closes a cycle with something missing, or may be a slip."""
        overview, credential, day = self._overview, self._credential(), self._day()
        if overview.records is None or credential is None or day is None:
            return ""
        return question_before(overview.records, credential, overview.library, day, overview.on)

    def on_edit_finished(self, finished: messages.EditFinished) -> None:
        """Say which cycle it closed, and when the next is due; the dialog closes by itself."""
        overview, credential, day = self._overview, self._credential(), self._day()
        if finished.is_settled and overview.records is not None and credential is not None and day is not None:
            renewed = tuple(sorted({*(credential.renewed or ()), day}))
            now = msgspec.structs.replace(credential, renewed=renewed)
            self.app.notify("\n".join(told_after(overview.records, now, overview.library, day, overview.on)))
