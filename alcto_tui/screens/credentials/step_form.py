"""Marking a step: a document, a presentation, the hand-in. One file can serve every section of a group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Button, Input

from alcto_core.entry.answer import joined, listed
from alcto_core.entry.holding import read_step
from alcto_core.entry.reader import Reader, reader_of
from alcto_core.records.changing import REMOVED, Edit
from alcto_core.records.edits import Several
from alcto_core.records.step_edits import AddStep, ChangeStep, DeleteStep
from alcto_core.telling.step_marks import StepMark, marks
from alcto_tui.own_keys import key
from alcto_tui.requests import StepFormRequested
from alcto_tui.screens.base.dialog import FormDialog
from alcto_tui.screens.base.form_draft import FormDraft
from alcto_tui.screens.evidence.proof import choose_proof, offer_copies
from alcto_tui.widgets.field import Field, WrongField
from alcto_tui.widgets.literal import line
from alcto_tui.widgets.proof_field import ProofField
from alcto_tui.widgets.tick import Tick

if TYPE_CHECKING:
    from alcto_core.evaluation.standing import Requirement, Standing
    from alcto_core.keeping.drafts import Draft
    from alcto_core.overview import Overview


_SHOWN = ("done", "files", "by", "attended", "waived", "refused", "note")
_LISTS = ("files", "attended")


class StepForm(FormDialog):
    """Marks one step done or waived, or a stage reached; changes the mark, or takes it away."""

    BINDINGS = [Binding("f6", "browse", "Choose a file")]  # noqa: RUF012 - Textual's own declaration

    def __init__(
        self,
        overview: Overview,
        standing: Standing,
        requirement: Requirement,
        *,
        mark: StepMark | None = None,
        is_another: bool = False,
    ) -> None:
        """With `mark` that one is changed, else the last of the period; `is_another` adds one beside those."""
        super().__init__(overview)
        self._standing = standing
        self._requirement = requirement
        self._is_stage = requirement.kind == "stage"
        self._there = None if is_another else mark or self._marked(requirement)
        self._is_another = is_another
        group = [
            other
            for other in standing.requirements
            if other.kind == "step" and other.group and other.group == requirement.group and other.id != requirement.id
        ]
        self._others = tuple(other for other in group if other.is_open) or tuple(group)
        """What the mark can serve too: the open parts of the group, or all where none is open."""

    def draft(self) -> FormDraft:
        about = {
            "credential": self._standing.credential,
            "requirement": self._requirement.id,
            "period": self._standing.period.name if self._standing.period else "",
            "mark": "another" if self._is_another else str(self._there.nth) if self._there else "",
        }
        fields = {"title": self._requirement.title, **about}
        return FormDraft(self._overview.folder, "step", *about.values(), fields=fields)

    def heading(self) -> Content:
        return line((self._requirement.title, "bold"))

    def explained(self) -> str:
        meaning = f" {self._requirement.meaning}" if self._requirement.meaning else ""
        return f"{self._requirement.text}{meaning}"

    def fields(self) -> ComposeResult:
        step = self._there.step if self._there else None
        done = step.done.isoformat() if step and step.done else ""
        yield Field("Reached on" if self._is_stage else "Done on", done, placeholder="today, 2026-05-04", id="done")
        files, hint = joined(step.files) if step else "", f"evidence/plan.pdf, … ({key('choose-file')} chooses one)"
        yield ProofField(self._overview.folder, "Files", files, placeholder=hint, id="files")
        yield Field("By", step.by if step else "", placeholder=self._who(), id="by")
        if not self._is_stage:
            attended = joined(step.attended) if step else ""
            yield Field("Attended", attended, placeholder="names, by commas", id="attended")
            waived = (step.waived or "") if step else ""
            if waived or self._requirement.is_waivable:
                yield Field("Waived because", waived, placeholder="only if waived", id="waived")
            refused = step.refused.isoformat() if step and step.refused else ""
            yield Field("Sent back on", refused, placeholder="only if it was sent back", id="refused")
        yield Field("Note", step.note if step else "", id="note")
        if self._others:
            part, count = "open part" if self._others[0].is_open else "part", len(self._others)
            which = f"{part} of" if count == 1 else f"{count} {part}s of"
            yield Tick(f"The same for the other {which} “{self._requirement.group}”", id="all")

    def _who(self) -> str:
        """Whose name belongs to the mark."""
        return "who decided" if self._is_stage else "who judged or signed"

    @on(Input.Changed, "#files-input")
    def _check_files(self, changed: Input.Changed) -> None:
        """Say while it is typed whether the files are there."""
        field = self.field("files")
        try:
            field.remark(self._reader().evidence(listed(changed.value)).remark)
        except ValueError as wrong:
            field.complain(str(wrong))

    def _reader(self) -> Reader:
        known = self._overview
        return reader_of(known.records, known.library, known.folder, known.on)

    def _take_files(self, typed: str) -> None:
        self.field("files").input.value = typed

    def action_browse(self) -> None:
        """Choose a file of proof from the folders."""
        choose_proof(self, self._overview.folder, self.value("files"), self._take_files)

    def action_save(self) -> None:
        """Save; files from elsewhere are offered to be copied in first."""

        def go_on(paths: tuple[str, ...]) -> None:
            self._take_files(joined(paths))
            self.action_save()

        if not offer_copies(self, self._overview.folder, listed(self.value("files")), go_on):
            super().action_save()

    def extra_buttons(self) -> Iterator[Button]:
        if self._there:
            yield Button("Take the mark away", compact=True, id="unmark")

    def on_button_pressed(self, pressed: Button.Pressed) -> None:
        if pressed.button.id == "unmark" and self._there:
            edit = DeleteStep(id=self._standing.credential, step=self._requirement.id, nth=self._there.nth)
            self.ask_to_save(edit)

    def edit(self) -> Edit | None:
        values = self._values()
        chosen = [self._requirement]
        if self._others and self.query_one("#all", Tick).value:
            chosen += self._others
        edits = [self._one(one, values) for one in chosen]
        if len(edits) == 1:
            return edits[0]
        title = self._requirement.group
        return Several(edits=tuple(edits), sentence=f"marked {len(edits)} parts of “{title}”")

    def _values(self) -> dict[str, Any]:
        """What is typed, by the file's keys; a stage has fewer fields than a step, and keeps what the file holds."""
        typed = {name: self.value(name) for name in _SHOWN if self.query(f"#{name}")}
        if not typed["done"] and not typed.get("waived") and not typed.get("refused"):
            or_why = ", or why it is waived" if "waived" in typed else ""
            raise WrongField("done", "Say when." if self._is_stage else f"Say when it was done{or_why}.")
        step = self._there.step if self._there else None
        kept = {name: getattr(step, name) for name in _LISTS if step and typed.get(name) == joined(getattr(step, name))}
        found = read_step(
            {
                name: listed(word) if name in _LISTS else word
                for name, word in typed.items()
                if word and name not in kept
            },
            self._reader(),
        )
        WrongField.first_of(found.problems)
        return {**kept, **found.values}

    def _one(self, requirement: Requirement, values: Mapping[str, Any]) -> Edit:
        there = self._there if requirement is self._requirement else self._marked(requirement)
        given = {key: value for key, value in values.items() if value}
        if there is None:
            return AddStep(id=self._standing.credential, table={"id": requirement.id, **given})
        shown = [key for key in _SHOWN if self.query(f"#{key}")]
        held = {key for key in shown if key not in given and getattr(there.step, key)}
        changes = {**given, **dict.fromkeys(held, REMOVED)}
        return ChangeStep(id=self._standing.credential, step=requirement.id, nth=there.nth, changes=changes)

    def _marked(self, requirement: Requirement) -> StepMark | None:
        """The last mark that belongs to this period."""
        records = self._overview.records
        credential = records.credential(self._standing.credential) if records else None
        return next(reversed(marks(credential, self._standing, requirement)), None) if credential else None


def is_of_step(draft: Draft) -> bool:
    """Whether a draft was typed in this form."""
    return draft.name.startswith("step-")


def step_form_request(overview: Overview, draft: Draft) -> StepFormRequested | None:
    """The form that a draft was typed in; None where its step is not asked for in the period in force any more."""
    about = {name: str(draft.fields.get(name, "")) for name in ("credential", "requirement", "period", "mark")}
    standing = overview.standing(about["credential"])
    period = standing.period.name if standing is not None and standing.period else ""
    if standing is None or period != about["period"]:
        return None
    requirement = next((one for one in standing.requirements if one.id == about["requirement"]), None)
    if requirement is None:
        return None
    records = overview.records
    credential = records.credential(standing.credential) if records else None
    held = marks(credential, standing, requirement) if credential else ()
    mark = next((one for one in held if str(one.nth) == about["mark"]), None)
    return StepFormRequested(standing, requirement, mark, is_another=about["mark"] == "another")
