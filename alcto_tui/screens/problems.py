"""Problems: what is wrong in the records and rule files, line by line, and what the doctor finds in all the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from alcto_core.problems import Problem
from alcto_core.telling.page import sentence
from alcto_tui import messages
from alcto_tui.commands import COPIES, RELOAD, Command
from alcto_tui.screens.frame import Frame
from alcto_tui.widgets.literal import Words, hanging, line, lines

if TYPE_CHECKING:
    from alcto_core.doctor import Finding
    from alcto_core.overview import Overview

PLACE = 22
"""Cells for "records.toml:120"."""
SUBJECT = 13
"""Cells for what a finding is about: "rule sets"."""
CHECKING = "Checking records, files of proof, rule sets, plugins, backups…"
SIGNS = {"good": ("✓ ", "$met"), "look": ("! ", "$short"), "wrong": ("× ", "$missed")}


class ProblemsScreen(Frame):
    """A list of problems; the highlighted one is shown with its line, its remedy and the corrected line.

    The doctor's findings follow below, the good ones too, once they are asked for.
    """

    offers = (
        Command("edit", "e", "Editor", "Open the file in your editor, at the line", in_footer=True),
        Command("doctor", "d", "Check all", "Check the files of proof, rule sets, plugins and backups too", "d", True),
        COPIES,
        replace(RELOAD, label="Read again", in_footer=True),
    )

    DEFAULT_CSS = """
    ProblemsScreen {
        & #list {
            height: 1fr; padding: 0 1; background: $background; border: none; scrollbar-size-vertical: 1;
            &:focus { border: none; background-tint: transparent; }
            & > .option-list--option-disabled { color: $foreground; }
        }
        & #detail { height: auto; max-height: 9; padding: 0 2; background: $surface; border-top: solid $line; }
        &.-low #detail { max-height: 7; }
        &.-tall #detail { max-height: 14; }
        & #none { padding: 1 2; display: none; }
        &.-clean #none { display: block; }
        &.-clean #list, &.-clean #detail { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._problems: tuple[Problem, ...] = ()
        self._findings: tuple[Finding, ...] | None = None
        """What the doctor found; None before anybody asked."""
        self._is_checking = False

    def body(self) -> ComposeResult:
        with Container(classes="body"):
            yield Words(id="none")
            yield OptionList(id="list", markup=False)
            with VerticalScroll(id="detail", can_focus=False):
                yield Words(id="explanation")

    def on_mount(self) -> None:
        self.query_one("#list").focus()

    def show_overview(self, overview: Overview) -> None:
        """List them, or say that there are none; what the doctor had found is looked at again."""
        self._problems = overview.problems
        self._fill()
        if self._findings is not None:
            self.action_doctor()

    def on_resize(self) -> None:
        self.once_drawn(self._fill)

    def _fill(self) -> None:
        overview = self.overview
        if overview is None:
            return
        self._head()
        self.set_class(not self._rows, "-clean")
        self.query_one("#none", Words).show(
            f"No problems: everything in {overview.folder.file} could be read. "
            f"{CHECKING if self._is_checking else 'Press d to check everything else too.'}"
        )
        options = self.query_one("#list", OptionList)
        at = options.highlighted or 0
        width = max((options.content_size.width or self.size.width - 3) - 2, 30)  # it has none while it is hidden
        options.clear_options()
        options.add_options([_option(row, width) for row in self._rows])
        free = [place for place, row in enumerate(self._rows) if not isinstance(row, str)]
        options.highlighted = min(free, key=lambda place: abs(place - at), default=None)
        self._explain()

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

    @property
    def _rows(self) -> list[Problem | Finding | str]:
        """Problems, then what the doctor found, what is wrong first; a text is a heading."""
        rows: list[Problem | Finding | str] = [*self._problems, *self._copies]
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
            self._fill()

    def on_option_list_option_highlighted(self) -> None:
        self._explain()

    def on_option_list_option_selected(self) -> None:
        self.action_edit()

    def _chosen(self) -> Problem | Finding | None:
        at, rows = self.query_one("#list", OptionList).highlighted, self._rows
        row = rows[at] if at is not None and at < len(rows) else None
        return None if isinstance(row, str) else row

    def _explain(self) -> None:
        row = self._chosen()
        words = Content("")
        if row is not None:
            words = _detail(row) if isinstance(row, Problem) else _finding_detail(row)
        self.query_one("#explanation", Words).show(words)

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
        self._fill()
        self.post_message(messages.LookRequested(look, self, about=overview))

    def on_looked(self, looked: messages.Looked) -> None:
        """The doctor is done; where the file changed meanwhile it looks again."""
        self._is_checking = False
        self._findings = looked.found or ()
        if looked.problem:
            self.notify(looked.problem, severity="error", timeout=12)
        if looked.about is not self.overview:
            self.action_doctor()
        self._fill()

    def action_edit(self) -> None:
        """Open the records file at the line of the highlighted problem."""
        row, overview = self._chosen(), self.overview
        problem = row if row is None or isinstance(row, Problem) else next(iter(row.problems), None)
        if overview is not None and problem is not None and problem.file != overview.folder.file.name:
            self.notify(f"Open {problem.file} in your editor: it is not the records file.", severity="warning")
            return
        self.post_message(messages.EditorRequested(problem.line if problem else None))


def _row(problem: Problem, width: int) -> Content:
    place = problem.file if problem.line is None else f"{problem.file}:{problem.line}"
    sign = ("× ", "$missed") if problem.is_error else ("! ", "$short")
    first = line(sign, f"{place:<{PLACE}}" if len(place) < PLACE else f"{place} ")
    return lines(*hanging(first, line(problem.text), width))


def _detail(problem: Problem) -> Content:
    cost = "This record is left out until it is put right." if problem.is_error else "The record counts all the same."
    rows = [line((problem.text, "bold"))]
    if problem.path:
        rows.append(line(("At      ", "$muted"), problem.path))
    if problem.source:
        rows.append(line(("Line    ", "$muted"), (problem.source.rstrip(), "$short")))
    if problem.corrected:
        rows.append(line(("Better  ", "$muted"), (problem.corrected.rstrip(), "$met")))
    if problem.remedy:
        rows.append(line(("Remedy  ", "$muted"), problem.remedy))
    return lines(*rows, line((cost, "$muted")))


def _option(row: Problem | Finding | str, width: int) -> Option:
    if isinstance(row, str):
        return Option(lines(*hanging(Content(""), line((row, "bold $accent")), width)), disabled=True)
    if isinstance(row, Problem):
        return Option(_row(row, width))
    first = line(SIGNS[row.state], f"{row.subject:<{SUBJECT}}")
    return Option(lines(*hanging(first, line(row.sentence), width)))


def _finding_detail(finding: Finding) -> Content:
    rows = [line((finding.sentence, "bold"))]
    if finding.remedy:
        rows.append(line(("Remedy  ", "$muted"), finding.remedy))
    rows += [line(("At      ", "$muted"), str(problem)) for problem in finding.problems]
    return lines(*rows) if finding.remedy or finding.problems else lines(*rows, line(("All is well here.", "$muted")))
