"""Rules: what is installed, what each rule set asks, where it is written, and when that was checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content

from alcto_core.telling.page import Sheet
from alcto_core.telling.rule_set import own_first, rule_set_page
from alcto_tui import requests
from alcto_tui.commands import PROBLEMS, Command
from alcto_tui.screens.base.listing import Listing, Row
from alcto_tui.screens.credentials.rules_rows import Told, list_rows
from alcto_tui.widgets.literal import hanging, line, lines

if TYPE_CHECKING:
    from alcto_core.overview import Overview


class RulesScreen(Listing[Told]):
    """Rule sets, plugins and rule files of the person's own. The filter looks into every rule set."""

    offers = (
        Command("open", "enter", "Open", "Show the rule set as a page", "Enter", True),
        Command("find", "slash", "Find", "Search every rule of every rule set", "/", True),
        replace(PROBLEMS, meaning="Show what is wrong in the records and rule files", in_footer=True),
    )
    finds = "words of any rule: in person, posted, mentor…"

    def __init__(self) -> None:
        super().__init__()
        self._sheets: tuple[Sheet, ...] = ()

    def show_overview(self, overview: Overview) -> None:
        """List what is installed."""
        library, credentials = overview.library, overview.records.credentials if overview.records else ()
        self._sheets = tuple(
            rule_set_page(rules, library, overview.on, credentials) for rules in own_first(library, credentials)
        )
        failed = sum(report.state == "failed" for report in overview.plugins.reports)
        fact = line((f"{failed} failed", "bold $missed")) if failed else Content("")
        self.head(line(("Rules", "bold $accent")), fact)
        self.fill()

    def rows(self, width: int) -> Sequence[Row[Told]]:
        if self.overview is None:
            return ()
        rows = list_rows(self.overview, self._sheets, self.found, width)
        nothing = line(f"Nothing that is installed says “{self.found}”. Esc takes the words back.")
        return rows or [Row("nothing", lines(*hanging(line("  "), nothing, width)))]

    def explained(self, about: Told) -> Sequence[Content]:
        return about.why

    def action_open(self) -> None:
        """The page of the rule set, at the clause that was found."""
        if (about := self.chosen()) is not None and about.rule_set:
            self.post_message(requests.RuleSetRequested(about.rule_set, about.clause))
