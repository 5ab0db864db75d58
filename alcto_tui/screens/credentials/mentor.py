"""Mentor: a program of stages, with the mentor, the assessments and what of the curriculum is covered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alcto_core.telling.credential import stages_sheet
from alcto_core.telling.mentorship import has_stages, mentorship
from alcto_core.telling.step_marks import marks
from alcto_tui import requests
from alcto_tui.commands import Command
from alcto_tui.screens.base.mending import mended
from alcto_tui.screens.base.sheet_rows import StandingScreen
from alcto_tui.widgets.literal import hanging, line, literal
from alcto_tui.widgets.stage_line import stage_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content

    from alcto_core.overview import Overview
    from alcto_core.records.types import Credential
    from alcto_core.telling.mentorship import Station

MARKABLE = ("step", "stage", "mark")


class MentorScreen(StandingScreen):
    """One program of stages."""

    offers = (
        Command("open", "enter", "Open", "Mark the stage or step, or show the sessions of the label", "Enter", True),
        Command(
            "mark",
            "m",
            "Mark",
            "Record the day of the highlighted stage or step, or change it",
            in_footer=True,
            changes=True,
        ),
        Command(
            "another", "n", "Another", "Record the step once more: a further meeting", in_footer=True, changes=True
        ),
        Command("details", "A", "All", "Show every requirement, entry and reading of the credential", in_footer=True),
        Command("change", "e", "Change", "Change dates and settings of the credential", changes=True),
    )

    DEFAULT_CSS = """
    MentorScreen {
        &.-medium #top, &.-tall #top { padding: 1 2; }
    }
    """

    def __init__(self, credential: str) -> None:
        super().__init__(credential)
        self._held: Credential | None = None
        self._stations: tuple[Station, ...] = ()

    def show_overview(self, overview: Overview) -> None:
        """Show the program; close where the credential is gone, or its rules are."""
        standing, records = overview.standing(self._credential), overview.records
        credential = records.credential(self._credential) if records else None
        rules = overview.library.rule_sets.get(standing.program) if standing else None
        if standing is None or credential is None or rules is None or records is None or not has_stages(standing):
            self.close()
            return
        self._held = credential
        self._stations = mentorship(standing, credential, rules, records).stations
        self.tell(standing, stages_sheet(standing, records, overview.library))

    def top(self, width: int) -> Sequence[Content]:
        """The line of stages, what must be said, and what to do next."""
        standing = self._standing
        if self._sheet is None or standing is None:
            return ()
        is_line = len(self._stations) > 1  # of one stage the list says as much
        above = stage_line(self._stations, width) if is_line else []
        for words in (*self._sheet.head, *self._sheet.alerts):
            above += literal(words).wrap(max(1, width))
        if self._sheet.next:
            above += hanging(
                line(("NEXT", "bold $accent"), "  "), literal(mended(standing, self._sheet.next, is_open=True)), width
            )
        return above

    def first(self) -> str | None:
        """The next stage; where none is next, the last that was reached."""
        following = [one for one in self._stations if one.place == "next"]
        reached = [one for one in self._stations if one.place == "reached"]
        chosen = next(iter(following), next(reversed(reached), None))
        return f"stage-{chosen.requirement.id}" if chosen is not None else None

    def action_open(self) -> None:
        """The form of the stage or step, or the log under the label."""
        item = self.chosen()
        if item is not None and item.kind == "label":
            self.post_message(requests.ActivitiesRequested(find=item.title))
        elif item is not None and item.kind in MARKABLE:
            self.action_mark()

    def action_mark(self) -> None:
        """Record the highlighted stage or step, or change what is recorded."""
        self._ask(is_another=False)

    def action_another(self) -> None:
        """Record the highlighted step once more."""
        self._ask(is_another=True)

    def _ask(self, *, is_another: bool) -> None:
        item, standing = self.chosen(), self._standing
        if item is None or item.kind not in MARKABLE:
            self.notify("Choose a stage or a step to mark.", severity="warning")
            return
        id, _, nth = item.id.rpartition("/") if item.kind == "mark" else (item.id, "", "")
        requirement = standing.requirement(id) if standing is not None else None
        if standing is None or self._held is None or requirement is None:
            return
        mark = next((one for one in marks(self._held, standing, requirement) if str(one.nth) == nth), None)
        self.post_message(requests.StepFormRequested(standing, requirement, mark, is_another))

    def action_details(self) -> None:
        self.post_message(requests.CredentialRequested(self._credential))
