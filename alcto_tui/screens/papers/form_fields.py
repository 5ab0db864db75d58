"""The authority's form, entry by entry: each field is shown as it is asked for, and one key copies it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from alcto_core.overview import open_overview
from alcto_core.paperwork.asked import Asked
from alcto_core.paperwork.form import FormEntry, forms, lint
from alcto_core.problems import Refused
from alcto_core.telling.handing_in import form_head, left_out_words
from alcto_tui import messages, requests
from alcto_tui.commands import Command
from alcto_tui.screens.base.listing import LEAST_WIDTH, Listing, Row
from alcto_tui.widgets.literal import hanging, in_lines, line, lines, literal
from alcto_tui.widgets.sign import SIGNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content

    from alcto_core.overview import Overview
    from alcto_core.paperwork.form import Form

MOST_FIELDS = 9
"""Keys that there are; the forms that are known ask for seven fields."""
_DAY, _TOLD = 12, 14


class FormFieldsScreen(Listing[FormEntry]):
    """Entries on the left or above, the fields of the highlighted one beside or below."""

    offers = (
        Command(
            "field(1)", "1", "Field", "Copy the first field of the entry; 2 copies the second, and so on", "1-9", True
        ),
        *(Command(f"field({number})", str(number), "", f"Copy field {number}") for number in range(2, MOST_FIELDS + 1)),
        Command("open", "enter", "Open", "Open the entry, to write what its form lacks", "Enter", True),
        Command("copy", "y", "All", "Copy all fields of the entry, each with its name", in_footer=True),
    )

    DEFAULT_CSS = """
    FormFieldsScreen {
        & #rows { height: 1fr; min-height: 4; }
        & #why { max-height: 60%; }
        &.-low #why { max-height: 60%; }
        &.-wide #why { max-height: 100%; width: 1fr; }
        &.-wide #rows { width: 1fr; }
    }
    """

    def __init__(self, credential: str, period: str | None = None) -> None:
        super().__init__()
        self._credential = credential
        self._period = period
        self._form: Form | None = None
        self._wrong: dict[str, list[str]] = {}
        """What a reviewer would miss, by entry."""

    def show_overview(self, overview: Overview) -> None:
        """Fill the form anew; close where there is none any more."""
        if self._period is not None:
            overview = open_overview(overview.folder, overview.plugins, overview.on, period=self._period)
        try:
            self._form = forms(Asked(overview=overview, credential=self._credential, period=self._period))[0]
        except Refused as refused:
            self.notify(str(refused), severity="warning", markup=False)
            self.dismiss()
            return
        self._wrong = {}
        for entry, words in lint(self._form):
            self._wrong.setdefault(entry.activity, []).append(words)
        ready = sum(not one.lacks for one in self._form.entries)
        doubtful = sum(not one.lacks and one.activity in self._wrong for one in self._form.entries)
        count = f"{ready} of {len(self._form.entries)} ready{f', {doubtful} to look at' if doubtful else ''}"
        self.head(line(("Form", "bold"), f"   {self._form.standing.short}"), line((count, "$muted")))
        self.fill()

    def top(self, width: int) -> Sequence[Content]:
        """What it is of, and what stays out of it."""
        if self._form is None:
            return ()
        told = literal(form_head(self._form.standing, len(self._form.entries))).wrap(max(1, width))
        out = [line((left_out_words(self._form.left_out), "$muted"))] if self._form.left_out else []
        return [*told, *(row for one in out for row in one.wrap(max(1, width))[:2])]

    def rows(self, width: int) -> Sequence[Row[FormEntry]]:
        if self._form is None:
            return ()
        if not self._form.entries:
            return [Row("nothing", line("  No entry counts here yet, so there is nothing to copy."))]
        return [Row(one.activity, self._row(one, width), one) for one in self._form.entries]

    def _row(self, entry: FormEntry, width: int) -> Content:
        wrong = len(self._wrong.get(entry.activity, ()))
        sign, tone = SIGNS["short" if entry.lacks else "unknown" if wrong else "met"]
        day = next((one.text for one in entry.fields if one.key == "date"), "")
        told = f"{wrong} to mend" if entry.lacks else f"{wrong} to look at" if wrong else "ready"
        first = line((f" {sign} ", f"${tone}" if not tone.startswith("$") else tone), f"{day:<{_DAY}}")
        title, *more = hanging(first, literal(entry.title), width - _TOLD)
        return lines(Content.assemble(title.truncate(width - _TOLD, pad=True), (f"  {told}", "$muted")), *more)

    def explained(self, about: FormEntry) -> Sequence[Content]:
        """Field by field, with the key that copies it."""
        rows: list[Content] = []
        width = max(self.query_one("#why").scrollable_content_region.width, LEAST_WIDTH)
        for number, field in enumerate(about.fields[:MOST_FIELDS], 1):
            text = (field.text, "") if field.text else ("nothing yet", "$short")
            first = line((f"{number} ", "bold $accent"))
            rows += hanging(first, line((f"{field.label}: ", "$muted"), text), width)
        return [*rows, *(line((words, "$short")) for words in self._wrong.get(about.activity, ()))]

    def copied(self) -> str:
        """All fields of the highlighted entry."""
        entry = self.chosen()
        fields = entry.fields if entry is not None else ()
        return in_lines("\n".join(f"{one.label}: {one.text}" for one in fields))

    def action_field(self, number: int) -> None:
        """Copy one field, as it is asked for."""
        entry = self.chosen()
        if entry is None or not 1 <= number <= len(entry.fields):
            return
        field = entry.fields[number - 1]
        if not field.text:
            self.notify(f"{field.label}: this entry holds nothing for it. Enter opens the entry.", severity="warning")
            return
        self.post_message(messages.CopyRequested(in_lines(field.text), field.label))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys of fields that there are."""
        entry = self.chosen() if self.is_mounted else None
        if action == "field":
            return entry is not None and isinstance(parameters[0], int) and parameters[0] <= len(entry.fields)
        return super().check_action(action, parameters)

    def action_open(self) -> None:
        """Open the entry."""
        if (entry := self.chosen()) is not None:
            self.post_message(requests.EntryRequested(activity=entry.activity))
