"""Mentor: a programme of stages, with the mentor, the assessments and what of the curriculum is covered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from alcto_core.evaluation.naming import heading
from alcto_core.telling.mentorship import Mentorship, mentorship
from alcto_tui import messages
from alcto_tui.commands import BACK, HELP, SHARED, Command
from alcto_tui.screens.listing import MORE, Listing
from alcto_tui.screens.mentor_rows import Row, explained, rows_of
from alcto_tui.widgets.literal import hanging, line, literal
from alcto_tui.widgets.sign import state_words
from alcto_tui.widgets.stage_line import stage_line

if TYPE_CHECKING:
    from alcto_core.evaluation.standing import Standing
    from alcto_core.overview import Overview

MARKABLE = frozenset({"step", "stage"})


class MentorScreen(Listing):
    """One programme of stages."""

    offers = (
        Command("open", "enter", "Open", "Mark the stage or step, or show the sessions of the label", "Enter", True),
        Command("mark", "m", "Mark", "Record the day of the highlighted stage or step, or change it", in_footer=True),
        Command("another", "a", "Another", "Record the step once more: a further meeting", in_footer=True),
        Command("details", "d", "All", "Show every requirement, entry and reading of the credential", in_footer=True),
        Command("change", "e", "Change", "Change dates and settings of the credential"),
        Command("copy", "y", "Copy", "Copy the explanation"),
    )
    closing = (HELP, BACK)
    shared = (MORE, *SHARED)

    DEFAULT_CSS = """
    MentorScreen {
        &.-medium #top, &.-tall #top { padding: 1 2; }
    }
    """

    def __init__(self, credential: str) -> None:
        super().__init__()
        self._credential = credential
        self._standing: Standing | None = None
        self._programme: Mentorship | None = None

    def show_overview(self, overview: Overview) -> None:
        """Show the programme; close where the credential is gone, or its rules are."""
        standing = overview.standing(self._credential)
        credential = overview.records.credential(self._credential) if overview.records else None
        rules = overview.library.rule_sets.get(standing.program) if standing else None
        if standing is None or credential is None or rules is None or overview.records is None:
            self.dismiss()
            return
        self._standing = standing
        self._programme = mentorship(standing, credential, rules, overview.records)
        mark = "" if standing.verified else "  unverified"
        self.head(line((heading(standing), "bold $accent"), (mark, "$unknown")), state_words(standing.state))
        self.fill()

    def top(self, width: int) -> Sequence[Content]:
        """The line of stages, and what to do next."""
        if self._standing is None or self._programme is None:
            return ()
        above = stage_line(self._programme.stations, width)
        if self._standing.next:
            above += hanging(line(("NEXT", "bold $accent"), "  "), literal(self._standing.next), width)
        return above

    def rows(self, width: int) -> Sequence[Row]:
        if self._standing is None or self._programme is None:
            return ()
        return rows_of(self._programme, self._standing, width)

    def explained(self, row: Row) -> Sequence[Content]:  # type: ignore[override]
        return explained(row, self._standing) if self._standing is not None else ()

    def first(self) -> str | None:
        """The next stage; where none is next, the last that was reached."""
        stations = self._programme.stations if self._programme is not None else ()
        following = [one for one in stations if one.place == "next"]
        reached = [one for one in stations if one.place == "reached"]
        chosen = next(iter(following), next(reversed(reached), None))
        return f"r-{chosen.requirement.id}" if chosen is not None else None

    def action_open(self) -> None:
        """The form of the stage or step, or the log under the label."""
        row = self.chosen()
        if not isinstance(row, Row):
            return
        if row.label is not None:
            self.post_message(messages.ActivitiesRequested(find=row.label.title))
        elif row.requirement is not None and row.requirement.kind in MARKABLE:
            self.action_mark()

    def action_mark(self) -> None:
        """Record the highlighted stage or step, or change what is recorded."""
        self._ask(is_another=False)

    def action_another(self) -> None:
        """Record the highlighted step once more."""
        self._ask(is_another=True)

    def _ask(self, *, is_another: bool) -> None:
        row = self.chosen()
        if not isinstance(row, Row) or row.requirement is None or row.requirement.kind not in MARKABLE:
            self.notify("Choose a stage or a step to mark.", severity="warning")
            return
        if self.overview is not None and self._standing is not None:
            from alcto_tui.screens.step_form import StepForm

            form = StepForm(self.overview, self._standing, row.requirement, mark=row.mark, is_another=is_another)
            self.app.push_screen(form)

    def action_details(self) -> None:
        self.post_message(messages.CredentialRequested(self._credential))

    def action_change(self) -> None:
        self.post_message(messages.CredentialFormRequested(self._credential))
