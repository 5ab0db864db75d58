"""Several activities given a strand, an entry of the catalogue, a posted day or a status at once, or deleted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input

from alcto_core.dates import show_long, show_short
from alcto_core.entry.reader import reader_of
from alcto_core.entry.several import changed_alike, with_strands
from alcto_core.evaluation.naming import titles
from alcto_core.hours import length
from alcto_core.numbers import counted
from alcto_core.rules.own_strands import subjects
from alcto_core.telling.catalogue import listing_words
from alcto_core.telling.together import together_sheet
from alcto_tui import messages
from alcto_tui.own_keys import key
from alcto_tui.screens.base.dialog import FormDialog
from alcto_tui.screens.base.frame import HEIGHTS
from alcto_tui.screens.base.question import Question
from alcto_tui.screens.entries.entry_form import STATUSES
from alcto_tui.widgets.choices import ChoiceField, Choices
from alcto_tui.widgets.field import Field, WrongField
from alcto_tui.widgets.literal import Words, hanging, line, lines
from alcto_tui.widgets.sign import SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alcto_core.entry.answer import Fields
    from alcto_core.entry.several import Together
    from alcto_core.overview import Overview
    from alcto_core.records.changing import Edit
    from alcto_core.records.types import Activity
    from alcto_core.telling.page import Part, Sheet

MOST = 60
"""Activities that are told one by one."""
STAY = ("", "as it is")


class SheetPane(VerticalScroll, can_focus=True):
    """A page in a form or a question."""

    DEFAULT_CSS = """
    SheetPane { height: auto; max-height: 9; scrollbar-size: 0 1; scrollbar-gutter: stable; }
    SheetPane:focus { background: $panel; }
    """

    _sheet: Sheet | None = None
    """The page that is shown."""

    def compose(self) -> ComposeResult:
        yield Words("")

    def on_resize(self) -> None:
        """Lines are wrapped anew."""
        if self._sheet is not None:
            self._lay(self._sheet)

    def show(self, sheet: Sheet) -> None:
        """Show a page from its beginning."""
        self._sheet = sheet
        self._lay(sheet)
        self.scroll_home(animate=False)

    def tell(self, words: str | Content) -> None:
        """Show a sentence instead."""
        self._sheet = None
        self.query_one(Words).show(words)
        self.scroll_home(animate=False)

    def _lay(self, sheet: Sheet) -> None:
        width = max(self.scrollable_content_region.width, 30)
        self.query_one(Words).show(lines(*(row for part in sheet.parts for row in part_rows(part, width))))


def part_rows(part: Part, width: int) -> Iterator[Content]:
    """A part in lines: nothing is cut but the number of its items."""
    yield line((part.heading, "bold $accent"), (f"  {part.fact}" if part.fact else "", "$muted"))
    for item in part.items[:MOST]:
        sign, tone = SIGNS[item.tone]
        first = line(
            "  ", (f"{sign} ", tone) if item.kind == "effect" else f"{show_short(item.day):<8}" if item.day else ""
        )
        beside = "; ".join(words for words in (item.figure, item.state, item.text) if words)
        yield from hanging(first, line((item.title, "bold"), "  " if item.title and beside else "", beside), width)
        for words in item.said:
            yield from hanging(line("    "), line((words, "$muted")), width)
    if len(part.items) > MOST:
        yield line((f"  and {len(part.items) - MOST:,} more", "$muted"))


class MarkedForm(FormDialog):
    """What all of them are given; what is left empty stays as it is in each."""

    VERTICAL_BREAKPOINTS = HEIGHTS
    DEFAULT_CSS = """
    MarkedForm {
        & .heading { margin-bottom: 0; }
        & Field > .label, & ChoiceField > .label { width: 13; }
        & Field > .remark { display: none; max-width: 44%; }
        & Field.-wrong > .remark, & Field.-said > .remark { display: block; }
        & SheetPane { margin-top: 1; border-top: solid $line; }
        &.-tall SheetPane { max-height: 22; }
        &.-low SheetPane { max-height: 4; }
    }
    """

    def __init__(self, overview: Overview, activities: tuple[str, ...]) -> None:
        super().__init__(overview)
        wanted = {*activities}
        records = overview.records
        self._marked: tuple[Activity, ...] = (
            tuple(one for one in records.activities if one.id in wanted) if records is not None else ()
        )
        self._reader = reader_of(records, overview.library, overview.folder, overview.on)
        self._looked_at: Together | None = None
        """What the preview is worked out for."""

    def heading(self) -> Content:
        hours = length(sum(one.hours for one in self._marked), " hours")
        return line(
            (f"Change {counted(len(self._marked), 'activity', 'activities')}", "bold"), (f"  {hours}", "$muted")
        )

    def explained(self) -> str:
        return "What is left empty stays as it is in each of them."

    def fields(self) -> ComposeResult:
        overview = self._overview
        if strands := subjects(overview.records, overview.library):
            yield ChoiceField("Add strands", strands, several=True, id="strands")
        yield Field("Listed as", placeholder="words of its name in a catalogue", id="offering")
        yield Field("Posted", placeholder="the day the official record showed them", id="posted")
        yield ChoiceField("Status", (STAY, *STATUSES), ("",), several=False, id="status")
        yield SheetPane(id="effects")

    def on_mount(self) -> None:
        super().on_mount()
        self._foresee()

    @on(Input.Changed)
    @on(Choices.Changed)
    def _foresee(self) -> None:
        """Work out what saving would change, beside the keyboard."""
        pane = self.query_one(SheetPane)
        fields = self._read()
        self._remark(fields)
        self._looked_at = None if fields.problems else self._together(fields)
        if self._looked_at is None:
            pane.tell(line(("IF SAVED", "bold $accent"), "  nothing would change yet."))
            return
        look = partial(together_sheet, self._overview, self._looked_at)
        self.post_message(messages.LookRequested(look, self, about=self._looked_at))

    def on_looked(self, looked: messages.Looked) -> None:
        if looked.about is self._looked_at:  # else something else stands in the form by now
            self.query_one(SheetPane).show(looked.found)

    def _read(self) -> Fields:
        typed = {key: self.value(key) for key in ("offering", "posted")} | {"status": "".join(self._chosen("status"))}
        return self._reader.fields({key: words for key, words in typed.items() if words})

    def _chosen(self, id: str) -> tuple[str, ...]:
        return next((one.value for one in self.query(f"#{id}-choices").results(Choices)), ())

    def _remark(self, fields: Fields) -> None:
        for name in ("offering", "posted"):
            field = self.field(name)
            if name in fields.problems:
                field.complain(str(fields.problems[name]))
                continue
            said = fields.remarks.get(name, "")
            if name == "offering" and (offering := fields.values.get("offering")):
                days = [one.date for one in self._marked]
                said = listing_words(self._overview.records, self._overview.library, offering, max(days))
            elif name == "posted" and (day := fields.values.get("posted")):
                said = show_long(day)
            field.remark(said)
            field.set_class(bool(said), "-said")

    def _together(self, fields: Fields) -> Together | None:
        """What stands in the form, made to each of the activities."""
        strands, records = self._chosen("strands"), self._overview.records

        def change(one: Activity) -> Activity:
            return with_strands(msgspec.structs.replace(one, **fields.values), strands)

        return changed_alike(records, self._marked, change) if records is not None else None

    def edit(self) -> Edit | None:
        fields = self._read()
        WrongField.first_of(fields.problems)
        together = self._together(fields)
        return together.edit if together is not None else None

    def doubt(self, edit: Edit) -> str:  # noqa: ARG002 - the form's own fields say it
        """Whether something is said to be done whose day has not come."""
        if "completed" not in self._chosen("status"):
            return ""
        ahead = [one for one in self._marked if one.is_planned and one.date > self._overview.on]
        if not ahead:
            return ""
        return f"{titles(ahead)} {'has' if len(ahead) == 1 else 'have'} not come yet."


class DeleteQuestion(Question):
    """Asks before several activities are deleted: "yes" or "no"."""

    VERTICAL_BREAKPOINTS = HEIGHTS
    DEFAULT_CSS = """
    DeleteQuestion {
        & > .box { width: 76; border: round $short; }
        & SheetPane { max-height: 12; margin: 1 0; }
        & .buttons { margin-top: 0; }
        &.-tall SheetPane { max-height: 24; }
        &.-low > .box { padding: 0 1; }
        &.-low SheetPane { max-height: 6; margin: 0; }
    }
    """

    def __init__(self, sheet: Sheet) -> None:
        what = counted(sum(1 for _ in sheet.items("change")), "activity", "activities")
        super().__init__(
            f"Delete {what}? {key('undo')} takes it back.",
            (("n", "Keep", "no"), ("y", "Delete", "yes")),
        )
        self._sheet = sheet

    def said(self) -> ComposeResult:
        yield Words(line((self._words, "bold")))
        yield SheetPane(id="effects")

    def on_mount(self) -> None:
        super().on_mount()
        self.call_after_refresh(lambda: self.query_one(SheetPane).show(self._sheet))
