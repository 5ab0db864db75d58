"""One rule set as a page: each rule's sentence, its values by date, where it is written, and what is unclear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content

from alcto_core.telling.page import Sheet
from alcto_core.telling.rule_set import rule_set_page
from alcto_tui.commands import COPY, Command
from alcto_tui.screens.base.listing import Listing, Row
from alcto_tui.screens.credentials.rules_rows import Told, checked_words, sheet_rows
from alcto_tui.widgets.literal import line, literal

if TYPE_CHECKING:
    from alcto_core.overview import Overview


class RuleSetScreen(Listing[Told]):
    """The page of one rule set. The highlighted sentence is shown in full with its values and citations."""

    offers = (
        Command("find", "slash", "Find", "Search this rule set", "/", True),
        replace(COPY, in_footer=True),
    )
    opens = False
    finds = "words of a rule, a document, a date…"

    DEFAULT_CSS = """
    RuleSetScreen {
        &.-medium #why { max-height: 9; }
    }
    """

    def __init__(self, rule_set: str, clause: str = "") -> None:
        super().__init__()
        self._rule_set = rule_set
        self._clause = clause
        self._sheet: Sheet | None = None

    def show_overview(self, overview: Overview) -> None:
        """Show the page; close where the rule set is gone."""
        rules = overview.library.rule_sets.get(self._rule_set)
        if rules is None:
            self.close()
            return
        credentials = overview.records.credentials if overview.records else ()
        self._sheet = rule_set_page(rules, overview.library, overview.on, credentials)
        self.head(line((rules.title, "bold $accent")), checked_words(self._sheet, rules))
        self.fill()

    def top(self, width: int) -> Sequence[Content]:
        """Who asks for it, and how far it can be relied on."""
        head = self._sheet.head if self._sheet is not None else ()
        return [row for words in head for row in literal(words).wrap(max(1, width))]

    def rows(self, width: int) -> Sequence[Row[Told]]:
        if self._sheet is None:
            return ()
        rows = sheet_rows(self._sheet, self.found, width)
        nothing = line(f"  This rule set does not say “{self.found}”.")
        return rows or [Row("nothing", nothing)]

    def explained(self, about: Told) -> Sequence[Content]:
        return about.why

    def first(self) -> str | None:
        """The clause that was found on the screen before."""
        return self._clause or None
