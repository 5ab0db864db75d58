"""Problems: what is wrong in the records and rule files, line by line, and what the doctor finds in all the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content

from alcto_core.problems import Problem, alike
from alcto_core.telling.page import sentence
from alcto_tui import messages
from alcto_tui.commands import COPIES, RELOAD, SHARED, Command
from alcto_tui.screens.listing import Listing, Row
from alcto_tui.widgets.literal import hanging, line, lines

if TYPE_CHECKING:
    from alcto_core.doctor import Finding
    from alcto_core.overview import Overview

PLACE = 22
"""Cells for "records.toml:120"."""
SUBJECT = 13
"""Cells for what a finding is about: "rule sets"."""
CHECKING = "Checking records, files of proof, rule sets, plugins, backups…"
SIGNS = {"good": ("✓ ", "$met"), "look": ("! ", "$short"), "wrong": ("× ", "$missed")}


class ProblemsScreen(Listing["Problem | Finding"]):
    """A list of problems; the highlighted one is shown with its line, its remedy and the corrected line.

    The doctor's findings follow below, the good ones too, once they are asked for.
    """

    offers = (
        Command("edit", "e,enter", "Editor", "Open the file in your editor, at the line", "e", True),
        Command("doctor", "d", "Check all", "Check the files of proof, rule sets, plugins and backups too", "d", True),
        COPIES,
        replace(RELOAD, label="Read again", in_footer=True),
    )

    shared = SHARED
    opens = False
    keeps_height = True

    DEFAULT_CSS = """
    ProblemsScreen {
        & #why { max-height: 9; }
        &.-low #why { max-height: 7; }
        &.-tall #why { max-height: 14; }
        &.-wide .body { layout: vertical; }
        &.-wide #rows { width: 100%; }
        &.-wide #why { width: 100%; height: auto; border-top: solid $line; border-left: none; padding: 0 2; }
        &.-clean #top { height: 1fr; padding: 1 2; background: $background; }
        &.-clean .body { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._problems: tuple[Problem, ...] = ()
        self._alike: dict[Problem, str] = {}
        """The first of each fault, and where else it stands."""
        self._findings: tuple[Finding, ...] | None = None
        """What the doctor found; None before anybody asked."""
        self._is_checking = False

    def show_overview(self, overview: Overview) -> None:
        """List them, or say that there are none; what the doctor had found is looked at again."""
        self._problems = overview.problems
        self._alike = alike(overview.problems)
        self.fill()
        if self._findings is not None:
            self.action_doctor()

    def fill(self) -> None:
        self._head()
        self.set_class(not self._listed(), "-clean")
        super().fill()

    def top(self, width: int) -> Sequence[Content]:
        """That there is nothing to list."""
        if self.overview is None or self._listed():
            return ()
        check = CHECKING if self._is_checking else "Press d to check everything else too."
        return line(f"No problems: everything in {self.overview.folder.file} could be read. {check}").wrap(width)

    def rows(self, width: int) -> Sequence[Row[Problem | Finding]]:
        return [_row(str(place), one, width) for place, one in enumerate(self._listed())]

    def explained(self, about: Problem | Finding) -> Sequence[Content]:
        return _detail(about, self._alike[about]) if isinstance(about, Problem) else _finding_detail(about)

    def _head(self) -> None:
        errors = sum(problem.is_error for problem in self._problems)
        warnings, fine = len(self._problems) + len(self._copies) - errors, ""
        if self._findings is not None:
            tally = Counter(finding.state for finding in self._findings)
            errors, warnings, fine = tally["wrong"], tally["look"], f"  {tally['good']} good"
        self.head(
            line(("Problems", "bold $accent")),
            line(
                (f"{errors} to put right", "bold $missed" if errors else "$muted"),
                (f"  {warnings} to look at{fine}", "$muted"),
            ),
        )

    def _listed(self) -> list[Problem | Finding | str]:
        """Problems, then what the doctor found, what is wrong first; a text is a heading."""
        rows: list[Problem | Finding | str] = [*self._alike, *self._copies]
        if self._is_checking:
            if rows:
                rows.append(CHECKING)
        elif self._findings is not None:
            order = {"wrong": 0, "look": 1, "good": 2}
            found = sorted(self._findings, key=lambda finding: order[finding.state])
            rows += ["Everything was checked", *found]
        return rows

    @property
    def _copies(self) -> list[Finding]:
        """Second copies that hold more; once the doctor has looked, they are among its findings."""
        found = [copy for copy in self.copies if copy.has_more]
        if not found or self._findings is not None:
            return []
        from alcto_core.doctor import Finding

        remedy = "Press x to see what it holds, and to take over what you choose."
        return [
            Finding(subject="copies", state="look", sentence=sentence(one.sentence), remedy=remedy) for one in found
        ]

    def watch_copies(self) -> None:
        """They were looked for again."""
        if self._shown is not None:
            self.fill()

    def action_doctor(self) -> None:
        """Look at everything beside the screen."""
        overview = self.overview
        if overview is None or self._is_checking:
            return

        def look() -> object:
            from alcto_core.doctor import examine, remember

            now = datetime.now().astimezone()
            found = examine(overview, now)
            remember(overview, now)
            return found

        self._is_checking = True
        self.fill()
        self.post_message(messages.LookRequested(look, self, about=overview))

    def on_looked(self, looked: messages.Looked) -> None:
        """The doctor is done; where the file changed meanwhile it looks again."""
        self._is_checking = False
        self._findings = looked.found or ()
        if looked.problem:
            self.notify(looked.problem, severity="error", timeout=12)
        if looked.about is not self.overview:
            self.action_doctor()
        self.fill()

    def action_edit(self) -> None:
        """Open the records file at the line of the highlighted problem."""
        row, overview = self.chosen(), self.overview
        problem = row if row is None or isinstance(row, Problem) else next(iter(row.problems), None)
        if overview is not None and problem is not None and problem.file != overview.folder.file.name:
            self.notify(f"Open {problem.file} in your editor: it is not the records file.", severity="warning")
            return
        self.post_message(messages.EditorRequested(problem.line if problem else None))


def _row(id: str, row: Problem | Finding | str, width: int) -> Row[Problem | Finding]:
    if isinstance(row, str):
        return Row(f"heading-{id}", lines(*hanging(Content(""), line((row, "bold $accent")), width)))
    if isinstance(row, Problem):
        place = row.file if row.line is None else f"{row.file}:{row.line}"
        sign = ("× ", "$missed") if row.is_error else ("! ", "$short")
        first = line(sign, f"{place:<{PLACE}}" if len(place) < PLACE else f"{place} ")
        return Row(id, lines(*hanging(first, line(row.text), width)), row)
    first = line(SIGNS[row.state], f"{row.subject:<{SUBJECT}}")
    return Row(id, lines(*hanging(first, line(row.sentence), width)), row)


def _detail(problem: Problem, again: str) -> list[Content]:
    cost = "This record is left out until it is put right." if problem.is_error else "The record counts all the same."
    rows = [line((problem.text, "bold"))]
    if problem.path:
        rows.append(line(("At      ", "$muted"), problem.path))
    if problem.source:
        rows.append(line(("Line    ", "$muted"), (problem.source.rstrip(), "$short")))
    if problem.corrected:
        first, *rest = problem.corrected.rstrip().splitlines()
        rows.append(line(("Better  ", "$muted"), (first, "$met")))
        rows += [line("        ", (one, "$met")) for one in rest]
    if problem.remedy:
        rows.append(line(("Remedy  ", "$muted"), problem.remedy))
    if again:
        rows.append(line(again))
    return [*rows, line((cost, "$muted"))]


def _finding_detail(finding: Finding) -> list[Content]:
    rows = [line((finding.sentence, "bold"))]
    if finding.remedy:
        rows.append(line(("Remedy  ", "$muted"), finding.remedy))
    rows += [line(("At      ", "$muted"), str(problem)) for problem in finding.problems]
    return rows if finding.remedy or finding.problems else [*rows, line(("All is well here.", "$muted"))]
