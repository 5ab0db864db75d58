"""Problems: what is wrong in the records and rule files, line by line, and what the doctor finds in all the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from alcto_core.problems import Problem, alike
from alcto_core.records.mending import broken_lines
from alcto_core.telling.page import sentence
from alcto_core.telling.problem import Subject, subject_of
from alcto_tui import messages, requests
from alcto_tui.commands import COPIES, RELOAD, SHARED, Command
from alcto_tui.own_keys import key
from alcto_tui.screens.base.listing import Listing, Row
from alcto_tui.widgets.literal import hanging, line, lines

if TYPE_CHECKING:
    from alcto_core.doctor import Finding
    from alcto_core.overview import Overview

ABOUT, LABEL = 28, 12
"""Cells for what a problem is about: "FETC, 12 Jan 2026"; and for the labels of what is said of it."""
ROOM_FOR_WAY = 66
"""Cells from which a row says how it is put right, too."""
FIELDS = {"minutes": "hours", "units": "hours", "split": "hours", "session": "sessions", "id": "title"}
"""Where on its form a key of an entry stands that has no field of its own."""
SUBJECT = 13
"""Cells for what a finding is about: "rule sets"."""
CHECKING = "Checking records, files of proof, rule sets, plugins, backups…"
SIGNS = {"good": ("✓ ", "$met"), "look": ("! ", "$short"), "wrong": ("× ", "$missed")}


class ProblemsScreen(Listing["Problem | Finding"]):
    """A list of problems; the highlighted one is shown with its line, its remedy and the corrected line.

    The doctor's findings follow below, the good ones too, once they are asked for.
    """

    offers = (
        Command("open", "enter", "Fix", "Open the form that puts it right, at the field", "Enter", True, changes=True),
        Command("edit", "e", "Editor", "Open the file in your editor, at the line", "e", True, changes=True),
        Command("doctor", "A", "Check all", "Check the files of proof, rule sets, plugins and backups too", "A", True),
        COPIES,
        replace(RELOAD, label="Read again", in_footer=True),
    )

    shared = SHARED
    opens = False  # Enter is the screen's own, under its own name
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
        check = CHECKING if self._is_checking else f"Press {key('all')} to check everything else too."
        if self.overview.loaded is None:
            said = f"There are no records here yet. On Home, {key('new')} makes the file. {check}"
        else:
            said = f"No problems: everything in {self.overview.folder.file} could be read. {check}"
        return line(said).wrap(max(1, width))

    def rows(self, width: int) -> Sequence[Row[Problem | Finding]]:
        return [self._row(str(place), one, width) for place, one in enumerate(self._listed())]

    def explained(self, about: Problem | Finding) -> Sequence[Content]:
        if isinstance(about, Problem):
            is_read = self.overview is not None and self.overview.records is not None
            return _detail(about, self._subject(about), self._alike[about], self._way(about) is not None, is_read)
        return _finding_detail(about)

    def _subject(self, problem: Problem) -> Subject:
        overview = self.overview
        is_records = overview is not None and problem.file == overview.folder.file.name
        loaded = overview.loaded if overview is not None else None
        return subject_of(problem, loaded.reading if is_records and loaded is not None else None)

    def _way(self, problem: Problem) -> requests.ScreenRequested | None:
        """The form that puts it right; None where there is none, as for rule files."""
        overview = self.overview
        if overview is None or overview.loaded is None or problem.file != overview.folder.file.name:
            return None
        subject = self._subject(problem)
        records = overview.records
        if problem.is_error:
            record = problem.path.partition("]")[0] if records is not None else ""
            wrong = [one for one in overview.problems if one.is_error and one.file == problem.file]
            lines = broken_lines(one for one in wrong if one.path.startswith(record))
            return requests.MendFormRequested(subject.words, lines) if lines else None
        if records is not None and subject.activity and records.activity(subject.activity) is not None:
            return requests.EntryRequested(activity=subject.activity, field=FIELDS.get(subject.field, subject.field))
        if records is not None and subject.credential and records.credential(subject.credential) is not None:
            if subject.is_step:
                return requests.CredentialRequested(subject.credential)
            return requests.CredentialFormRequested(subject.credential)
        if records is not None and subject.is_person:
            return requests.PersonFormRequested()
        lines = broken_lines([problem])
        return requests.MendFormRequested(subject.words, lines) if lines else None

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

        remedy = _copies_remedy()
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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A row can be opened that is not good already, and the editor needs a file."""
        if action == "open" and self.is_mounted:
            row = self.chosen()
            return row is not None and (self._problem(row) is not None or self._leads_to_copies(row))
        if action == "edit":
            return self.overview is not None and self.overview.loaded is not None
        return super().check_action(action, parameters)

    @staticmethod
    def _problem(row: Problem | Finding | None) -> Problem | None:
        """What a row is about, or the first of its problems."""
        return row if row is None or isinstance(row, Problem) else next(iter(row.problems), None)

    @staticmethod
    def _leads_to_copies(row: Problem | Finding) -> bool:
        return not isinstance(row, Problem) and row.subject == "copies"

    def action_open(self) -> None:
        """Open the form that puts it right; where there is none, the editor."""
        row = self.chosen()
        problem = self._problem(row)
        way = self._way(problem) if problem is not None else None
        if way is not None:
            self.post_message(way)
        elif row is not None and self._leads_to_copies(row):
            self.post_message(requests.CopiesRequested())
        elif problem is not None:
            self.action_edit()

    def _row(self, id: str, row: Problem | Finding | str, width: int) -> Row[Problem | Finding]:
        if isinstance(row, str):
            return Row(f"heading-{id}", lines(*hanging(Content(""), line((row, "bold $accent")), width)))
        if isinstance(row, Problem):
            return Row(id, _problem_row(row, self._subject(row), self._way(row) is not None, width), row)
        first = line(SIGNS[row.state], f"{row.subject:<{SUBJECT}}")
        return Row(id, lines(*hanging(first, line(row.sentence), width)), row)

    def action_edit(self) -> None:
        """Open the records file at the line of the highlighted problem."""
        problem, overview = self._problem(self.chosen()), self.overview
        if overview is not None and problem is not None and problem.file != overview.folder.file.name:
            self.notify(f"Open {problem.file} in your editor: it is not the records file.", severity="warning")
            return
        self.post_message(messages.EditorRequested(problem.line if problem else None))


def _problem_row(problem: Problem, subject: Subject, has_way: bool, width: int) -> Content:
    """What it is about, what is wrong, and how to put it right."""
    sign = SIGNS["wrong" if problem.is_error else "look"]
    way = " Enter: fix" if has_way and width >= ROOM_FOR_WAY else ""
    about = line(subject.words).truncate(ABOUT - 2, ellipsis=True) if width >= ROOM_FOR_WAY else line(subject.words)
    words = f"{problem.text[:1].upper()}{problem.text[1:]}"
    if width < ROOM_FOR_WAY:
        return lines(line(sign, about), *hanging(line("  "), line((words, "$muted")), width))
    first = Content.assemble(line(sign), about.pad_right(ABOUT - about.cell_length))
    rows = hanging(first, line(words), width - cell_len(way))
    rows[0] = Content.assemble(rows[0].pad_right(width - cell_len(way) - rows[0].cell_length), line((way, "$accent")))
    return lines(*rows)


def _detail(problem: Problem, subject: Subject, again: str, has_way: bool, is_read: bool) -> list[Content]:
    cost = "This record is left out until it is put right." if problem.is_error else "The record counts all the same."
    cost = cost if is_read else "Nothing can be counted until it is put right."
    rows = [line((subject.words, "bold"), ("  " + problem.text, ""))]
    if subject.label and subject.written:
        rows.append(line((f"{subject.label:<{LABEL}}", "$muted"), (f"[ {subject.written} ]", "$short")))
    if problem.remedy:
        rows.append(line((f"{'What to do':<{LABEL}}", "$muted"), problem.remedy))
    if problem.corrected:
        first, *rest = problem.corrected.strip().splitlines()
        rows.append(line((f"{'Write':<{LABEL}}", "$muted"), (first, "$met")))
        rows += [line(" " * LABEL, (one, "$met")) for one in rest]
    if has_way:
        rows.append(line((f"{'Enter':<{LABEL}}", "$accent"), "opens the form at this field"))
    if again:
        rows.append(line(again))
    place = f"In the file, line {problem.line}:" if problem.line is not None else f"In {problem.file}:"
    rows.append(line((f"{place} ", "$muted"), problem.source.strip()))
    return [*rows, line((cost, "$muted"))]


def _copies_remedy() -> str:
    return f"Press {key('copies')} to see what it holds, and to take over what you choose."


def _finding_detail(finding: Finding) -> list[Content]:
    rows = [line((finding.sentence, "bold"))]
    if finding.remedy:
        has_key = finding.subject == "copies" and "`alcto import" in finding.remedy
        rows.append(line(("Remedy  ", "$muted"), _copies_remedy() if has_key else finding.remedy))
    rows += [line(("At      ", "$muted"), str(problem)) for problem in finding.problems]
    return rows if finding.remedy or finding.problems else [*rows, line(("All is well here.", "$muted"))]
