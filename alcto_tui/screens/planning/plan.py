"""Plan: the least that is still to do, what if something falls through, what it hangs on, and the pace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from textual.content import Content
from textual.timer import Timer

from alcto_core.entry import prefill
from alcto_core.entry.form import edit_of
from alcto_core.telling.page import Chart, Item
from alcto_tui import messages, requests
from alcto_tui.commands import Command
from alcto_tui.own_keys import key
from alcto_tui.screens.base.beginnings import first_credential
from alcto_tui.screens.base.choosing import FURTHER
from alcto_tui.screens.base.deleting import delete_if_sure
from alcto_tui.screens.base.listing import Listing, Row
from alcto_tui.screens.base.sheet_rows import explained, rows_of
from alcto_tui.screens.base.watching import Progressed, Watch
from alcto_tui.screens.planning.plan_reading import Desk, Limits, PlanReading, Trial, further, planned
from alcto_tui.widgets.literal import hanging, line

if TYPE_CHECKING:
    from alcto_core.overview import Overview
    from alcto_core.planning.planned import Suggestion
    from alcto_core.records.types import Activity

PATIENCE = 0.5
"""Seconds of work after which it is said that it goes on, and that it can be stopped."""
THE_PLAN = "the plan"
ENTRIES = frozenset({"planned", "hanging", "done", "without"})
"""Kinds of row that stand for an entry of the records."""
NEEDS = {
    "try": {"todo", "with", *ENTRIES}, "plan": {"todo"}, "complete": {"planned"}, "delete": {"planned"},
}  # fmt: skip
"""Kinds of row that an action is for."""


@dataclass(frozen=True)
class _Asked:
    number: int
    stage: str


class PlanScreen(Listing[Item]):
    """The page of a plan. What is tried here is never saved; what is planned or done is, by its own key."""

    offers = (
        Command("try", "space", "What if", "Leave it out, or take it as done, without saving anything", "Space", True),
        Command("plan", "a", "Plan it", "Make the suggestion a planned activity", in_footer=True, changes=True),
        Command(
            "complete",
            "m",
            "Done",
            "Turn the planned activity into a completed one, in its form",
            in_footer=True,
            changes=True,
        ),
        Command("delete", "x,delete", "Delete", "Delete the planned activity (u takes it back)", "x", changes=True),
        Command("limits", "w", "Only", "Say what may be suggested, when you are away, what shall be met", "w", True),
        Command("open", "enter", "Open", "Open the entry, the suggestion as an entry, or the credential", "Enter"),
        FURTHER,
    )
    opens = False
    keeps_height = True
    draws = True

    DEFAULT_CSS = """
    PlanScreen {
        & #why { max-height: 7; }
        &.-low #why { max-height: 4; }
        &.-wide #rows { width: 2fr; }
        &.-wide #why { width: 1fr; max-height: 100%; }
        &.-bare #top { height: 1fr; padding: 1 2; background: $background; }
        &.-bare .body { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._desk: Desk | None = None
        self._limits = Limits()
        self._trial = Trial()
        self._reading: PlanReading | None = None
        self._look = 0
        self._working = ""
        """What is worked out beside the keyboard; empty: nothing."""
        self._stopped = ""
        """What was stopped before it was done."""
        self._watch: Watch | None = None
        """Stops it."""
        self._share = ""
        """How much of it is done: " 52%"."""
        self._patience: Timer | None = None
        self._is_long = False

    def show_overview(self, overview: Overview) -> None:
        """Plan anew on these records; what was tried stays as far as it is there still."""
        self._desk = Desk(overview)
        records = overview.records
        if records is None:
            self._reading = None
            self.fill()
            return
        known = {one.id for one in records.activities}
        held = {one.id for one in records.credentials}
        self._trial = replace(self._trial, without=self._trial.without & known)
        chosen = tuple(id for id in self._limits.credentials if id in held)
        self._limits = replace(self._limits, credentials=chosen)
        self._ask()

    # -- working it out ----------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        """Plan, beside the keyboard."""
        if self._desk is not None and self._desk.overview.records is not None:
            self._begin(THE_PLAN, partial(planned, self._desk, self._limits, self._trial))

    def _begin(self, stage: str, look: Callable[[Watch], PlanReading]) -> None:
        self._leave_off()
        self._look += 1
        self._working, self._stopped = stage, ""
        self._watch = Watch(self, "Stopped.")
        self.post_message(messages.LookRequested(partial(look, self._watch), self, _Asked(self._look, stage)))
        if self._patience is None:
            self._patience = self.set_timer(PATIENCE, self._lose_patience)
        self.refresh_bindings()

    def on_looked(self, looked: messages.Looked) -> None:
        """One more thing is known; of what was stopped nobody wants to know."""
        if looked.about.number != self._look:
            return
        reading: PlanReading | None = looked.found
        if looked.problem or reading is None:
            self._end(looked.problem)
            return
        self._reading = reading
        if reading.paces is None:
            self._begin("the pace", partial(_next, reading))
        elif reading.risks is None:
            self._begin("the risk", partial(_next, reading))
        else:
            self._end("")
        self.fill()

    def on_progressed(self, progressed: Progressed) -> None:
        """Say how far it is, where it takes longer."""
        if progressed.watch is self._watch and self._working:
            self._share = f" {progressed.done * 100 // max(progressed.of, 1)}%"
            if self._is_long:
                self._show_head()

    def _lose_patience(self) -> None:
        self._is_long = True
        self._show_head()

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        self._leave_off()

    def _leave_off(self) -> None:
        """Nothing goes on with what is worked out now."""
        if self._watch is not None:
            self._watch.stop()
        self._watch, self._share = None, ""

    def _end(self, stopped: str) -> None:
        self._leave_off()
        self._look += 1
        self._working, self._stopped = "", stopped
        if self._patience is not None:
            self._patience.stop()
        self._patience, self._is_long = None, False
        self._show_head()
        self.refresh_bindings()

    @property
    def holds_keys(self) -> bool:
        """Whether the plan is worked out, so that the next key is about what comes of it."""
        return self._working == THE_PLAN

    @property
    def is_stoppable(self) -> bool:
        """Whether Esc stops the work."""
        return bool(self._working)

    # -- showing -----------------------------------------------------------------------------------------------------

    def fill(self) -> None:
        was_bare = self.has_class("-bare")
        self.set_class(self._reading is None, "-bare")
        self._show_head()
        super().fill()
        if was_bare and self._reading is not None:
            self.once_drawn(self._focus_again)

    def _focus_again(self) -> None:
        """The list lost the focus where it was laid out while there was nothing in it."""
        if self.focused is None:
            self.query_one(self.begins_at).focus()

    def _show_head(self) -> None:
        fact = (
            line((f"Working out {self._working}{self._share}; Esc stops", "$accent")) if self._working else Content("")
        )
        if self._stopped:
            fact = line((self._stopped, "$short"))
        elif not self._working and self._reading is not None:
            fact = line((self._reading.sheet.fact, "$muted"))
        self.head(line(("Plan", "bold $accent")), fact)

    def top(self, width: int) -> Sequence[Content]:
        return [row for words in self._told() for row in hanging(Content(""), words, width)]

    def _told(self) -> Sequence[Content]:
        """The verdict, and what must be known of it; or why there is no plan."""
        overview, reading = self.overview, self._reading
        if overview is None:
            return [line("Reading your records…")]
        if overview.loaded is None:
            return [line(("There are no records here yet.", "bold")), line(f"On Home, {key('new')} makes the file.")]
        if overview.records is None:
            return [line(("Nothing can be planned while the records file cannot be read.", "bold $missed")),
                    line(f"{key('problems')} shows what is wrong, line by line, with the likely fix.")]  # fmt: skip
        if reading is None:
            return [line(self._stopped or "Working out the least that is left to do…")]
        sheet = reading.sheet
        rows = [line((sheet.verdict, f"bold ${sheet.tone}"))]
        rows += [line((alert, "$short")) for alert in sheet.alerts]
        if reading.plan.passed:
            rows.append(line(f"On its row below, {_changes()}."))
        if not overview.standings:
            rows.append(line(first_credential()))
        if sheet.head:
            rows.append(line((" ".join(sheet.head), "$muted")))
        return rows

    def rows(self, width: int) -> Sequence[Row[Item]]:
        return rows_of(self._reading.full.parts, width) if self._reading is not None else ()

    def explained(self, about: Item) -> Sequence[Content]:
        trying = key("choose")
        ways = {
            "todo": f"{key('add')} plans it, {trying} tries it as done, Enter opens it as an entry.",
            "planned": f"{_changes()}, {trying} leaves it out on trial.",
            "hanging": f"{trying} leaves it out on trial, Enter opens it.",
            "done": f"{trying} leaves it out on trial, Enter opens it.",
            "without": f"{trying} puts it back.",
            "with": f"{trying} takes it back.",
        }
        way = [line((ways[about.kind], "$muted"))] if about.kind in ways else []
        return [*explained(about), *way]

    def charts(self) -> Sequence[Chart]:
        """The hours of each credential with all of the plan done; what is not met yet comes first."""
        overview, reading = self.overview, self._reading
        if overview is None or reading is None:
            return ()
        from alcto_core.telling.charts import burn_up

        after = {one.credential: one for one in reading.plan.after}
        chosen = [one for one in overview.standings if one.credential in after]
        chosen.sort(key=lambda one: not one.hours.missing)
        drawn = (burn_up(one, after[one.credential]) for one in chosen)
        return [one for one in drawn if one is not None]

    def action_charts(self) -> None:
        """Draw the hours with all of the plan done."""
        after = self._reading.plan.after if self._reading is not None else ()
        self.post_message(requests.ChartsRequested(after=after))

    # -- what is tried -----------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs a plan is offered only where there is one, and what needs a row of a kind where there is such."""
        if action in {"limits", "more", "copy"} and self._reading is None:
            return False
        if action == "limits" and self.overview is not None and not self.overview.standings:
            return False
        if action in NEEDS and not any(row.about is not None and row.about.kind in NEEDS[action] for row in self._rows):
            return False
        return super().check_action(action, parameters)

    def action_try(self) -> None:
        """Leave the entry out, take the suggestion as done, or take back what was tried."""
        about, reading = self.chosen(), self._reading
        if about is None or reading is None:
            return
        suggestion = reading.suggestion(about.title) if about.kind == "todo" else None
        id = about.word if about.kind == "hanging" else about.id
        if suggestion is not None:
            self._trial = self._trial.with_done(suggestion, reading.plan.question)
        elif id and about.kind in {*ENTRIES, "with"}:
            self._trial = self._trial.switched(id)
        else:
            self.notify("Choose an entry or a suggestion to try without it, or with it.", severity="warning")
            return
        self._ask()

    def action_limits(self) -> None:
        """Ask for the limits, and plan anew within them."""
        from alcto_tui.screens.planning.plan_limits import PlanLimits

        if self._desk is not None:
            self.app.push_screen(PlanLimits(self._desk.overview, self._limits, self._take_limits))

    def _take_limits(self, limits: Limits) -> None:
        self._limits = limits
        self._ask()

    def action_back(self) -> None:
        """Stop the work first; then take back what is tried; then leave."""
        if self._working:
            self._end(f"Stopped; {self._working} is not known. F5 works it out again.")
            self.fill()
        elif self._trial:
            self._trial = Trial()
            self._ask()
        else:
            self.dismiss()

    # -- what is saved -----------------------------------------------------------------------------------------------

    def action_plan(self) -> None:
        """Make the suggestion a planned activity."""
        about, overview = self.chosen(), self.overview
        suggestion = self._suggested(about)
        if suggestion is None or overview is None:
            self.notify("Choose what is to do to plan it.", severity="warning")
            return
        edit = edit_of(_as_planned(suggestion, overview))
        if edit is not None:
            said = f"Planned “{suggestion.title}”. Enter changes its day, {key('undo')} takes it back."
            self.post_message(messages.EditRequested(edit, self, said, overview.loaded))

    def action_complete(self) -> None:
        """Open the planned activity as a completed one, to be looked at and saved."""
        entry, overview = self._planned(), self.overview
        if overview is None or entry is None:
            self.notify("Choose a planned activity to say that it is done.", severity="warning")
            return
        text = prefill.of_activity(overview.records, overview.library, entry)
        done = msgspec.structs.replace(text, status="completed")
        self.post_message(requests.EntryRequested(activity=entry.id, begins=done))

    def action_delete(self) -> None:
        """Delete the planned activity, once that is sure."""
        entry, overview = self._planned(), self.overview
        if overview is None or entry is None:
            self.notify("Choose a planned activity to delete it.", severity="warning")
            return
        delete_if_sure(self, overview, entry)

    def _planned(self) -> Activity | None:
        """The planned activity of the records that the cursor is on."""
        about, overview = self.chosen(), self.overview
        records = overview.records if overview is not None else None
        entry = records.activity(about.id) if records is not None and about is not None else None
        return entry if entry is not None and entry.is_planned else None

    def action_open(self) -> None:
        """The entry, the suggestion as an entry, or the credential."""
        about, overview = self.chosen(), self.overview
        if about is None or overview is None or overview.records is None:
            return
        suggestion = self._suggested(about)
        id = about.word if about.kind == "hanging" else about.id
        if suggestion is not None:
            entry = _as_planned(suggestion, overview)
            text = prefill.of_activity(overview.records, overview.library, entry)
            self.post_message(requests.EntryRequested(begins=text))
        elif about.kind in ENTRIES and overview.records.activity(id) is not None:
            self.post_message(requests.EntryRequested(activity=id))
        elif overview.standing(credential := about.id.partition("/")[0]) is not None:
            self.post_message(requests.CredentialRequested(credential))

    def _suggested(self, about: Item | None) -> Suggestion | None:
        if about is None or about.kind != "todo" or self._reading is None:
            return None
        return self._reading.suggestion(about.title)


def _as_planned(suggestion: Suggestion, overview: Overview) -> Activity:
    return msgspec.structs.replace(suggestion.activity("", overview.on), status="planned")


def _next(reading: PlanReading, watch: Watch) -> PlanReading:
    return next(further(reading, watch), reading)


def _changes() -> str:
    return f"{key('done')} says that it is done, Enter changes its day, {key('delete')} deletes it"
