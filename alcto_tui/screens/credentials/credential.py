"""Credential: what it asks, what each entry came to and why, what is unclear, and the periods before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.widgets import OptionList

from alcto_core import dates
from alcto_core.evaluation.earlier_periods import history
from alcto_core.evaluation.evaluate import evaluate
from alcto_core.importing.attached_plan import plan_files
from alcto_core.telling.added import panel_parts
from alcto_core.telling.attached_plan import plan_of, with_plan
from alcto_core.telling.credential import credential_sheet
from alcto_core.telling.renewing import has_renewals
from alcto_core.telling.step_marks import newest_files
from alcto_tui import messages, requests
from alcto_tui.commands import CHANGE, CHECKLIST, HOME, SHARED, Command
from alcto_tui.own_keys import key
from alcto_tui.screens.base.listing import Row
from alcto_tui.screens.base.mending import alerted, mended, without_verb
from alcto_tui.screens.base.sheet_rows import StandingScreen, rows_of
from alcto_tui.screens.evidence.proof import PROOF, show_proof
from alcto_tui.widgets.literal import hanging, line, literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content

    from alcto_core.evaluation.standing import Standing
    from alcto_core.importing.attached_plan import AttachedPlan
    from alcto_core.overview import Overview
    from alcto_core.telling.page import Chart, Item, Sheet

PRESENT_ONLY = frozenset({"mark", "renew", "change", "remove", "past"})
"""What is offered only for the period in force: a past one is shown and not changed."""
NEEDS = {"mark": "step", "past": "past"}
"""The kind of row that an action is for."""


class CredentialScreen(StandingScreen):
    """One credential in full. The highlighted row is explained below, or beside where there is room."""

    offers = (
        Command("open", "enter", "Open", "Open the entry, or mark the step", "Enter", True),
        Command(
            "mark", "m", "Mark", "Mark the step done or waived, or take the mark away", in_footer=True, changes=True
        ),
        Command("earlier", "left_square_bracket", "Earlier", "Show the period before", "["),
        Command("later", "right_square_bracket", "Later", "Show the period after", "]"),
        Command("past", "f", "Period", "Go to the periods before, each with its result", in_footer=True),
        PROOF,
        Command(
            "renew",
            "r",
            "Renew",
            "Say when the authority renewed it, or that you are not sure",
            in_footer=True,
            changes=True,
        ),
        CHANGE,
        Command("form", "Y", "Form", "Show the authority's form, to copy each field of an entry with one key"),
        CHECKLIST,
        Command("remove", "delete", "Remove", "Remove the credential from your records", changes=True),
    )
    shared = tuple(command for command in SHARED if command is not HOME)
    draws = True

    DEFAULT_CSS = """
    CredentialScreen {
        & #why { max-height: 8; }
        &.-low #why { max-height: 5; }
        &.-tall #why { max-height: 14; }
        &.-wide #why { max-height: 100%; }
    }
    """

    def __init__(self, credential: str, period: str | None = None) -> None:
        super().__init__(credential)
        self._later: list[str | None] = []
        self._period = period
        self._bare: Sheet | None = None
        """The page without what is attached as the plan, which is read beside the screen."""
        self._span = ""
        self._plan: AttachedPlan | None = None

    def show_overview(self, overview: Overview) -> None:
        """Show the credential in the chosen period; close where it is gone."""
        standing = overview.standing(self._credential)
        credential = overview.records.credential(self._credential) if overview.records else None
        if standing is None or credential is None or overview.records is None:
            self.close()
            return
        past = history(overview.records, overview.library, standing) if self._period is None else ()
        if self._period is not None:
            standing = evaluate(overview.records, credential, overview.library, overview.on, period=self._period)
        shown = standing.period
        span = f"   {dates.show(shown.start)} – {dates.show(shown.end)}" if shown is not None else ""
        added = tuple(panel_parts(overview.plugins, standing))
        sheet = credential_sheet(standing, overview.records, overview.library, past, added)
        is_attached = bool(plan_files(credential, standing))
        self._plan = self._plan if is_attached else None
        self._bare, self._span = sheet, span
        self.tell(standing, with_plan(sheet, self._plan), span)
        if is_attached:
            self.post_message(messages.LookRequested(partial(plan_of, overview, standing), self, about=standing))
        self.refresh_bindings()

    def on_looked(self, looked: messages.Looked) -> None:
        """The attached plan was looked into."""
        standing = self._standing
        if standing is None or self._bare is None or looked.about is not standing or looked.found == self._plan:
            return
        self._plan = looked.found
        self.tell(standing, with_plan(self._bare, self._plan), self._span)

    def top(self, width: int) -> Sequence[Content]:
        """What is missing, and the sums; for a past period also that it is one."""
        if self._sheet is None or self._standing is None:
            return ()
        first, *more = self._sheet.head
        next = self._sheet.next
        if not next and "`" in first and first == self._standing.why:
            # What would record it on the command line is no help here: the key stands in what is next.
            first, next = without_verb(self._standing), self._standing.next
        alerts = (alerted(one, is_open=True) for one in self._sheet.alerts)
        rows = [line((first, "bold")), *(line((alert, "$missed")) for alert in alerts)]
        rows += [line((words, "$muted")) for words in more]
        if self._is_past:
            told = line(("A past period", "bold $unknown"), ", judged by the rules in force then. Esc comes back.")
            rows.insert(0, told)
        found = [row for one in rows for row in one.wrap(max(1, width))]
        if next and not self._is_past:
            found += hanging(
                line(("NEXT", "bold $accent"), "  "),
                literal(mended(self._standing, next, is_open=True)),
                width,
            )
        return found

    def charts(self) -> Sequence[Chart]:
        """The hours of the period that is shown."""
        from alcto_core.telling.charts import charts_of

        overview, standing = self.overview, self._standing
        return charts_of(standing, overview.library) if overview is not None and standing is not None else ()

    def rows(self, width: int) -> Sequence[Row[Item]]:
        return rows_of(self._sheet.parts, width, is_brief=True) if self._sheet is not None else ()

    def explained(self, about: Item) -> Sequence[Content]:
        ends = [literal("Enter shows that period, Esc comes back.")] if about.kind == "past" else []
        return [*super().explained(about), *ends]

    def _chosen(self, *kinds: str) -> Item | None:
        """The highlighted item, where it is of one of these kinds."""
        item = self.chosen()
        return item if item is not None and (not kinds or item.kind in kinds) else None

    @property
    def _is_past(self) -> bool:
        """Whether a period is shown that is over, and another one in force."""
        shown = self._standing
        return (
            self._period is not None
            and shown is not None
            and shown.period is not None
            and (shown.period.end < shown.on)
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Fewer actions in a past period; none for which there is no row, and no renewal of what is never renewed."""
        if action in PRESENT_ONLY and self._is_past:
            return False
        if action in NEEDS and self._rows:
            return any(row.about is not None and row.about.kind == NEEDS[action] for row in self._rows)
        if action == "renew" and self._standing is not None and self.overview is not None:
            return has_renewals(self.overview.library, self._standing.program)
        return super().check_action(action, parameters)

    def action_open(self) -> None:
        """Enter: the period, the entry's form, the step's form, or nothing where the explanation says it all."""
        item = self._chosen("past", "entry", "step")
        if item is None:
            return
        if item.kind == "past":
            self._go_to(item.id)
        elif self._is_past:
            self.notify("A past period is shown as it was. The log (l) opens its entries.")
        elif item.kind == "entry":
            self.post_message(requests.EntryRequested(activity=item.id))
        else:
            self.action_mark()

    def action_mark(self) -> None:
        """Mark the highlighted step."""
        item = self._chosen("step")
        requirement = self._standing.requirement(item.id) if item is not None and self._standing is not None else None
        if requirement is None:
            self.notify("Choose a step (a document, a presentation) to mark.", severity="warning")
            return
        if self._standing is not None:
            self.post_message(requests.StepFormRequested(self._standing, requirement))

    def action_proof(self) -> None:
        """Open the proof of the highlighted step or entry."""
        item, overview, standing = self._chosen("step", "entry"), self.overview, self._standing
        records = overview.records if overview is not None else None
        if item is None or overview is None or records is None or standing is None:
            self.notify("Choose a step or an entry to open its proof.", severity="warning")
            return
        credential, requirement = records.credential(self._credential), standing.requirement(item.id)
        if item.kind == "step" and credential is not None and requirement is not None:
            show_proof(self, overview.folder, newest_files(credential, standing, requirement))
        elif (activity := records.activity(item.id)) is not None:
            show_proof(self, overview.folder, activity.evidence)

    @property
    def shown_period(self) -> str | None:
        return self._period

    def action_form(self) -> None:
        """The form of the period that is shown."""
        self.post_message(requests.FormFieldsRequested(self._credential, self._period))

    def action_checklist(self) -> None:
        self.post_message(requests.ChecklistRequested(self._credential))

    def action_renew(self) -> None:
        if self._standing is not None:
            self.post_message(requests.RenewFormRequested(self._standing))

    def action_remove(self) -> None:
        """Ask, then remove the credential; undo brings it back."""
        from alcto_core.records.edits import DeleteCredential
        from alcto_tui.screens.base.question import if_sure

        seen = self.overview.loaded if self.overview is not None else None
        name = self._standing.short if self._standing else self._credential

        def remove() -> None:
            self.post_message(messages.EditRequested(DeleteCredential(id=self._credential), seen=seen))

        if_sure(
            self,
            f"Remove {name} and its steps from your records? Activities stay; {key('undo')} brings it back.",
            "Remove",
            remove,
        )

    @property
    def _drawn_anew(self) -> Standing | None:
        return self._standing if self._period is not None else None

    def action_earlier(self) -> None:
        """Show the period that ended before this one."""
        overview, standing = self.overview, self._standing
        if overview is None or overview.records is None or standing is None:
            return
        before = overview.before_of(standing)
        if before is None or before.period is None:
            self.notify("Nothing was owed before this period.")
            return
        self._go_to(before.period.name)

    def action_past(self) -> None:
        """Go to the first of the past periods."""
        rows = self.query_one("#rows", OptionList)
        place = next((place for place, row in enumerate(self._rows) if row.id.startswith("past-")), None)
        if place is not None:
            rows.highlighted = place
            rows.scroll_to_highlight()

    def action_back(self) -> None:
        """From a past period to the one in force; from there to the screen before."""
        if self._period is None:
            self.dismiss()
            return
        self._later, self._period = [], None
        if self.overview is not None:
            self.show_overview(self.overview)

    def _go_to(self, period: str | None) -> None:
        self._later.append(self._period)
        self._period = period
        if self.overview is not None:
            self.show_overview(self.overview)

    def action_later(self) -> None:
        """Come back towards the present period."""
        if not self._later:
            self.notify("This is the period in force.")
            return
        self._period = self._later.pop()
        if self.overview is not None:
            self.show_overview(self.overview)
