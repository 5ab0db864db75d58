"""Credential: what it asks, what each entry came to and why, what is unclear, and the periods before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from alcto_core import dates
from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.naming import heading, missing_clause
from alcto_core.evaluation.past import history, period_before
from alcto_core.evaluation.standing import State
from alcto_core.hours import beside
from alcto_core.telling.sentences import needed_words
from alcto_tui import messages
from alcto_tui.commands import BACK, HELP, HOME, SHARED, Command
from alcto_tui.screens.credential_rows import Row, explained, rows_of
from alcto_tui.screens.frame import Frame
from alcto_tui.screens.listing import RowList
from alcto_tui.widgets.literal import Words, line, lines
from alcto_tui.widgets.sign import state_words

if TYPE_CHECKING:
    from textual.content import Content

    from alcto_core.evaluation.standing import Standing
    from alcto_core.overview import Overview
    from alcto_core.records.types import Credential

PRESENT_ONLY = frozenset({"mark", "renew", "change", "remove", "past"})
"""What is offered only for the period in force: a past one is shown and not changed."""


class CredentialScreen(Frame):
    """One credential in full. The highlighted row is explained below, or beside where there is room."""

    offers = (
        Command("open", "enter", "Open", "Open the entry, or mark the step", "Enter", True),
        Command("mark", "m", "Mark", "Mark the step done or waived, or take the mark away", in_footer=True),
        Command("earlier", "left_square_bracket", "Earlier", "Show the period before", "["),
        Command("later", "right_square_bracket", "Later", "Show the period after", "]"),
        Command("past", "h", "Past", "Go to the periods before, each with its result", in_footer=True),
        Command("renew", "r", "Renew", "Say when the authority renewed it, or that you are not sure", in_footer=True),
        Command("change", "e", "Change", "Change cohort, dates and settings of the credential"),
        Command("remove", "delete", "Remove", "Remove the credential from your records"),
        Command("copy", "y", "Copy", "Copy the explanation"),
    )
    closing = (HELP, BACK)
    shared = tuple(command for command in SHARED if command is not HOME)

    DEFAULT_CSS = """
    CredentialScreen {
        & #verdict { padding: 0 2; height: auto; background: $surface; }
        & #rows {
            height: 1fr; padding: 0 1; background: $background; border: none;
            scrollbar-size-vertical: 1;
            &:focus { border: none; background-tint: transparent; }
            & > .option-list--option-disabled { color: $foreground; }
        }
        & #why { height: auto; max-height: 8; padding: 0 2; background: $surface; border-top: solid $line; }
        &.-low #why { max-height: 5; }
        &.-tall #why { max-height: 14; }
        &.-wide .body { layout: horizontal; }
        &.-wide #rows { width: 3fr; }
        &.-wide #why {
            width: 2fr; height: 100%; max-height: 100%; border-top: none; border-left: solid $line; padding: 1 2;
        }
    }
    """

    def __init__(self, credential: str, period: str | None = None) -> None:
        super().__init__()
        self._credential = credential
        self._later: list[str | None] = []
        self._period = period
        self._standing: Standing | None = None
        self._held: Credential | None = None
        self._past: tuple[Standing, ...] = ()
        self._rows: list[Row] = []

    def body(self) -> ComposeResult:
        yield Words(id="verdict")
        with Container(classes="body"):
            yield RowList(opens=True)
            with VerticalScroll(id="why", can_focus=False):
                yield Words(id="explanation")

    def on_mount(self) -> None:
        self.query_one("#rows").focus()

    def show_overview(self, overview: Overview) -> None:
        """Show the credential in the chosen period; close where it is gone."""
        standing = overview.standing(self._credential)
        credential = overview.records.credential(self._credential) if overview.records else None
        if standing is None or credential is None or overview.records is None:
            self.dismiss()
            return
        self._held = credential
        self._past = history(overview.records, overview.library, standing) if self._period is None else ()
        if self._period is not None:
            standing = evaluate(overview.records, credential, overview.library, overview.on, period=self._period)
        self._show_standing(standing)
        self.refresh_bindings()

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
        """Fewer actions in a past period."""
        if action in PRESENT_ONLY and self._is_past:
            return False
        return super().check_action(action, parameters)

    def on_resize(self) -> None:
        """Columns follow the width."""
        if self._standing is not None:
            self.once_drawn(self._show_rows, self._standing)

    def _show_standing(self, standing: Standing) -> None:
        self._standing = standing
        span = ""
        if standing.period is not None:
            span = f"{dates.show(standing.period.start)} – {dates.show(standing.period.end)}"
        mark = "" if standing.verified else "  unverified"
        self.head(
            line((heading(standing), "bold $accent"), f"   {span}", (mark, "$unknown")), state_words(standing.state)
        )
        self.query_one("#verdict", Words).show(_verdict(standing, is_past=self._is_past))
        self._show_rows(standing)

    def _show_rows(self, standing: Standing) -> None:
        if self._held is None:
            return
        rows = self.query_one("#rows", OptionList)
        at = self._highlighted_id()
        self._rows = rows_of(standing, self._held, self._past, max(rows.content_size.width - 2, 30))
        rows.clear_options()
        rows.add_options([Option(row.words, id=row.id, disabled=row.is_heading) for row in self._rows])
        ids = [row.id for row in self._rows]
        choosable = [place for place, row in enumerate(self._rows) if not row.is_heading]
        rows.highlighted = ids.index(at) if at in ids else next(iter(choosable), None)
        self._explain()

    def _highlighted_id(self) -> str | None:
        rows = self.query_one("#rows", OptionList)
        return None if rows.highlighted is None else rows.get_option_at_index(rows.highlighted).id

    def _chosen(self) -> Row | None:
        at = self._highlighted_id()
        return next((row for row in self._rows if row.id == at and at is not None), None)

    def on_option_list_option_highlighted(self) -> None:
        self._explain()

    def on_option_list_option_selected(self) -> None:
        self.action_open()

    def _explain(self) -> None:
        row = self._chosen()
        if row is None or self._standing is None or self._held is None:
            return
        self.query_one("#explanation", Words).show(lines(*explained(row, self._standing, self._held)))
        self.query_one("#why").scroll_home(animate=False)

    def action_open(self) -> None:
        """Enter: the entry's form, the step's form, or nothing where the explanation says it all."""
        row = self._chosen()
        if row is None:
            return
        if row.past is not None:
            self._go_to(row.past.period.name if row.past.period else None)
        elif self._is_past:
            self.notify("A past period is shown as it was. The log (l) opens its entries.")
        elif row.credit is not None:
            self.post_message(messages.EntryRequested(activity=row.credit.activity))
        elif row.requirement is not None and row.requirement.kind == "step":
            self.action_mark()

    def action_mark(self) -> None:
        """Mark the highlighted step."""
        row = self._chosen()
        if row is None or row.requirement is None or row.requirement.kind != "step":
            self.notify("Choose a step (a document, a presentation) to mark.", severity="warning")
            return
        if self.overview is not None and self._standing is not None:
            from alcto_tui.screens.step_form import StepForm

            self.app.push_screen(StepForm(self.overview, self._standing, row.requirement))

    def action_renew(self) -> None:
        if self.overview is not None and self._standing is not None:
            from alcto_tui.screens.renew_form import RenewForm

            self.app.push_screen(RenewForm(self.overview, self._standing))

    def action_change(self) -> None:
        self.post_message(messages.CredentialFormRequested(self._credential))

    def action_remove(self) -> None:
        """Ask, then remove the credential; undo brings it back."""
        from alcto_core.records.edits import DeleteCredential
        from alcto_tui.screens.question import Question

        seen = self.overview.loaded if self.overview is not None else None

        def decided(yes: bool | None) -> None:
            if yes:
                self.post_message(messages.EditRequested(DeleteCredential(id=self._credential), seen=seen))

        name = self._standing.short if self._standing else self._credential
        self.app.push_screen(
            Question(f"Remove {name} and its steps from your records? Activities stay; u brings it back.", "Remove"),
            decided,
        )

    def action_copy(self) -> None:
        """Copy what is explained."""
        content = self.query_one("#explanation", Words).content
        self.app.copy_to_clipboard(content.plain)  # type: ignore[union-attr]
        self.notify("Copied.")

    def action_earlier(self) -> None:
        """Show the period that ended before this one."""
        overview, standing = self.overview, self._standing
        if overview is None or overview.records is None or standing is None:
            return
        before = period_before(overview.records, overview.library, standing, overview.on)
        if before is None or before.period is None:
            self.notify("Nothing was owed before this period.")
            return
        self._go_to(before.period.name)

    def action_past(self) -> None:
        """Go to the first of the past periods."""
        rows = self.query_one("#rows", OptionList)
        place = next((place for place, row in enumerate(self._rows) if row.past is not None), None)
        if place is not None:
            rows.highlighted = place
            rows.scroll_to_highlight()
        else:
            self.notify("No period that you owed ended before this one.")

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


def _verdict(standing: Standing, *, is_past: bool) -> Content:
    """What is missing, and the three sums; for a past period also that it is one."""
    hours = standing.hours
    words = missing_clause(standing) or standing.why or standing.settled or "Nothing is missing."
    if standing.state in {State.UNDETERMINED, State.NOT_APPLICABLE}:
        words = standing.why
    rows = [line((words, "bold")), *(line((alert, "$missed")) for alert in standing.alerts)]
    if is_past:
        told = line(("A past period", "bold $unknown"), ", judged by the rules in force then. Esc comes back.")
        rows.insert(0, told)
    if hours.needed is not None:
        official = f"  posted {beside(hours.confirmed, hours.counted)}" if standing.official else ""
        rows.append(
            line(
                (
                    f"logged {beside(hours.claimed, hours.needed)}  counted {needed_words(hours)}{official}",
                    "$muted",
                )
            )
        )
    if standing.asks_renewal and not is_past:
        rows.append(line(("Was it renewed, and when? ", "bold $unknown"), "r records it."))
    return lines(*rows)
