"""Problems: what is wrong in the records and rule files, line by line, and how to put it right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from alcto_tui import messages
from alcto_tui.commands import BACK, HELP, Command
from alcto_tui.screens.frame import Frame
from alcto_tui.widgets.literal import Words, hanging, line, lines

if TYPE_CHECKING:
    from alcto_core.overview import Overview
    from alcto_core.problems import Problem

PLACE = 22
"""Cells for "records.toml:120"."""


class ProblemsScreen(Frame):
    """A list of problems; the highlighted one is shown with its line, its remedy and the corrected line."""

    offers = (
        Command("edit", "e", "Open in editor", "Open the file in your editor, at the line", in_footer=True),
        Command("reload", "f5", "Read again", "Read the records file again", "F5", in_footer=True),
    )
    closing = (HELP, BACK)

    DEFAULT_CSS = """
    ProblemsScreen {
        & #list {
            height: 1fr; padding: 0 1; background: $background; border: none; scrollbar-size-vertical: 1;
            &:focus { border: none; background-tint: transparent; }
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

    def body(self) -> ComposeResult:
        with Container(classes="body"):
            yield Words(id="none")
            yield OptionList(id="list", markup=False)
            with VerticalScroll(id="detail", can_focus=False):
                yield Words(id="explanation")

    def on_mount(self) -> None:
        self.query_one("#list").focus()

    def show_overview(self, overview: Overview) -> None:
        """List them, or say that there are none."""
        self._problems = overview.problems
        errors = sum(problem.is_error for problem in overview.problems)
        warnings = len(overview.problems) - errors
        self.head(
            line(("Problems", "bold $accent")),
            line(
                (f"{errors} to put right", "bold $missed" if errors else "$muted"),
                (f"  {warnings} to look at", "$muted"),
            ),
        )
        self.set_class(not overview.problems, "-clean")
        self.query_one("#none", Words).show(f"No problems: everything in {overview.folder.file} could be read.")
        self._fill()

    def on_resize(self) -> None:
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        options = self.query_one("#list", OptionList)
        at = options.highlighted or 0
        width = max(options.content_size.width - 2, 30)
        options.clear_options()
        options.add_options([Option(_row(problem, width)) for problem in self._problems])
        if self._problems:
            options.highlighted = min(at, len(self._problems) - 1)
        self._explain()

    def on_option_list_option_highlighted(self) -> None:
        self._explain()

    def on_option_list_option_selected(self) -> None:
        self.action_edit()

    def _chosen(self) -> Problem | None:
        at = self.query_one("#list", OptionList).highlighted
        return self._problems[at] if at is not None and at < len(self._problems) else None

    def _explain(self) -> None:
        problem = self._chosen()
        self.query_one("#explanation", Words).show(_detail(problem) if problem else Content(""))

    def action_edit(self) -> None:
        """Open the records file at the line of the highlighted problem."""
        problem = self._chosen()
        overview = self.overview
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
