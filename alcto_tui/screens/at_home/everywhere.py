"""Find: words looked for in entries, steps, the catalogue and the rules at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from alcto_core import dates
from alcto_core.telling.everywhere import ENTRY, OFFERING, RULE, STEP, Everywhere
from alcto_core.telling.page import Item, Sheet
from alcto_core.telling.rule_set import rule_set_page
from alcto_tui import requests
from alcto_tui.commands import Command
from alcto_tui.screens.base.listing import Listing, Row
from alcto_tui.screens.base.sheet_rows import explained, rows_of
from alcto_tui.widgets.literal import line

if TYPE_CHECKING:
    from alcto_core.overview import Overview

WAYS = {
    ENTRY: "Enter opens the entry.",
    STEP: "Enter opens its credential.",
    OFFERING: "Enter begins an entry for it.",
    RULE: "Enter opens the rule set at this clause.",
}


class EverywhereScreen(Listing[Item]):
    """What holds all of the words, by its kind; Enter leads there."""

    offers = (
        Command("open", "enter", "Open", "Go to what was found", "Enter", True),
        Command("find", "slash", "Find", "Type other words", "/", True),
    )
    finds = "words of anything: an entry, a step, an event, a rule…"
    begins_at = "#find"

    def __init__(self) -> None:
        super().__init__()
        self._everywhere: Everywhere | None = None

    def show_overview(self, overview: Overview) -> None:
        """Look for the same words in the new records."""
        self._everywhere = Everywhere(overview)
        self.head(line(("Find", "bold $accent")))
        self.fill()

    @property
    def _sheet(self) -> Sheet | None:
        return self._everywhere.find(self.found) if self._everywhere is not None else None

    def rows(self, width: int) -> Sequence[Row[Item]]:
        sheet = self._sheet
        if sheet is None:
            return ()
        return rows_of(sheet.parts, width) or [Row("nothing", line(f"  {sheet.title}"))]

    def explained(self, about: Item) -> Sequence[Content]:
        day = [line((dates.show(about.day), "$muted"))] if about.day is not None else []
        return [*explained(about), *day, line((WAYS[about.kind], "$muted"))]

    def action_open(self) -> None:
        """Go to what the cursor is on."""
        about, overview = self.chosen(), self.overview
        if about is None or overview is None:
            return
        if about.kind == ENTRY:
            self.post_message(requests.EntryRequested(activity=about.id))
        elif about.kind == STEP:
            self.post_message(requests.CredentialRequested(about.id.partition("/")[0]))
        elif about.kind == OFFERING:
            self.post_message(requests.EntryRequested(offering=about.id))
        else:
            self.post_message(requests.RuleSetRequested(about.source, _clause(overview, about)))


def _clause(overview: Overview, about: Item) -> str:
    """The row of a clause on the page of its rule set."""
    rules = overview.library.rule_sets.get(about.source)
    if rules is None:
        return ""
    held = overview.records.credentials if overview.records is not None else ()
    wanted = about.word.removeprefix(f"{about.source}/")
    for part in rule_set_page(rules, overview.library, overview.on, held).parts:
        for number, one in enumerate(part.items):
            if one.id == wanted and (one.title or one.text) == about.title:
                return f"c-{part.heading}-{number}"
    return ""
