"""Proof: what each certificate must show, ticked by eye; a reflection where there is none."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from alcto_core.keeping.evidence import bring_in
from alcto_core.keeping.reflections import reflection
from alcto_core.problems import Refused
from alcto_core.records.changing import REMOVED
from alcto_core.records.checklist import SHOWN, look_in, looked, with_look
from alcto_core.records.edits import ChangeActivity
from alcto_core.telling.activity import facts_of
from alcto_core.telling.checklist import LABELS, NOTHING_TO_SEE, checklist_sheet, proof_found, proof_item
from alcto_core.telling.log import NOTHING_LOGGED
from alcto_tui import messages, requests
from alcto_tui.commands import Command
from alcto_tui.own_keys import key
from alcto_tui.screens.base.beginnings import first_entry
from alcto_tui.screens.base.listing import LEAST_WIDTH, Listing, Row
from alcto_tui.screens.base.sheet_rows import explained, rows_of
from alcto_tui.screens.evidence.proof import PROOF, show_proof
from alcto_tui.widgets.literal import hanging, line, literal

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from textual.content import Content

    from alcto_core.overview import Overview
    from alcto_core.records.types import Activity
    from alcto_core.telling.checklist import ProofFound
    from alcto_core.telling.page import Item, Sheet

NEEDS_ENTRY = {"tick", "read", "reflect", "proof", "open", "more"}


class ChecklistScreen(Listing["Item"]):
    """Every entry that is done, the newest first; of a credential those that lie in its period."""

    offers = (
        *(
            Command(
                f"tick({number})",
                str(number),
                word.capitalize(),
                f"You saw this on the proof, or not: {word}",
                changes=True,
            )
            for number, word in enumerate(SHOWN, 1)
        ),
        Command("tick(0)", "0", "All", "You saw all of it on the proof, or none of it", "0-5", True, changes=True),
        Command("read", "F", "Read", "Read its certificate or badge again, beside what the entry says", in_footer=True),
        Command(
            "reflect", "L", "Reflect", "Write a reflection where there is no certificate", in_footer=True, changes=True
        ),
        PROOF,
        Command("open", "enter", "Open", "Open the entry", "Enter", True),
    )

    DEFAULT_CSS = """
    ChecklistScreen {
        &.-medium #why { max-height: 10; }
    }
    """

    def __init__(self, credential: str | None = None, reflect: str | None = None) -> None:
        super().__init__()
        self._credential = credential
        self._reflect = reflect
        """The entry on which a reflection was begun, until the form is open again."""
        self._sheet: Sheet | None = None
        self._read: dict[str, ProofFound] = {}
        """What was read of the proof, by entry, on this overview."""

    def show_overview(self, overview: Overview) -> None:
        """List the entries; what was read of their proof is forgotten, as they may have changed."""
        records = overview.records
        held = records.activities if records is not None else ()
        standing = overview.standing(self._credential) if self._credential is not None else None
        if standing is not None:
            inside = {one.activity for one in standing.credits}
            held = tuple(one for one in held if one.id in inside)
        self._read = {}
        self._sheet = checklist_sheet(overview, held)
        name = f"   {standing.short}" if standing is not None else ""
        self.head(line(("Proof", "bold"), name))
        self.fill()
        if self._reflect is not None:
            self._reflect = None
            self.once_drawn(self.action_reflect)

    def first(self) -> str | None:
        """The entry on which a reflection was begun."""
        return f"proof-{self._reflect}" if self._reflect is not None else None

    def top(self, width: int) -> Sequence[Content]:
        head = self._sheet.head if self._sheet is not None else ()
        return [row for words in head for row in literal(words).wrap(max(1, width))]

    def rows(self, width: int) -> Sequence[Row[Item]]:
        if self._sheet is None:
            return ()
        return rows_of(self._sheet.parts, width) or [Row("nothing", line(f"  {NOTHING_LOGGED} {first_entry()}"))]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is done with an entry is offered only where there is one."""
        if action.partition("(")[0] in NEEDS_ENTRY and self.is_mounted:
            return any(not row.is_heading for row in self._rows)
        return super().check_action(action, parameters)

    def explained(self, about: Item) -> Sequence[Content]:
        keys = {label: number for number, label in enumerate(LABELS.values(), 1)}
        rows = [*explained(self._whole(about)), *self._entry(about)]
        numbers = [next((keys[label] for label in keys if row.plain.startswith(label)), None) for row in rows]
        if not any(numbers):
            return rows
        return [
            line((f"{number} ", "bold $accent"), row) if number is not None else line("  ", row)
            for number, row in zip(numbers, rows, strict=True)
        ]

    def _entry(self, item: Item) -> Sequence[Content]:
        """What the entry says, to hold its proof against it, where there is room for it."""
        activity, overview = self._activity(item.id), self.overview
        if activity is None or overview is None or overview.records is None or not self.has_class("-wide"):
            return ()
        width = max(self.query_one("#why").scrollable_content_region.width, LEAST_WIDTH)
        rows: list[Content] = [line(""), line(("In the entry", "bold"))]
        for name, words in facts_of(activity, overview.records, overview.library):
            rows += hanging(line((f"{name:<11}", "$muted")), line(words), width)
        return rows

    def _whole(self, item: Item) -> Item:
        """The item with what was read of its proof."""
        activity, overview = self._activity(item.id), self.overview
        if activity is None or overview is None or item.id not in self._read:
            return item
        return proof_item(overview, activity, self._read[item.id])

    def chosen(self) -> Item | None:
        item = super().chosen()
        return self._whole(item) if item is not None else None

    def _activity(self, id: str) -> Activity | None:
        records = self.overview.records if self.overview is not None else None
        return records.activity(id) if records is not None else None

    def _current(self) -> Activity | None:
        item = super().chosen()
        return self._activity(item.id) if item is not None else None

    def action_tick(self, number: int) -> None:
        """Tick one thing, or take the tick away; 0 is for all."""
        activity, overview = self._current(), self.overview
        if activity is None or overview is None:
            return
        if not activity.evidence:
            self.notify(f"{NOTHING_TO_SEE} ({key('letter')}).", severity="warning", markup=False)
            return
        look = look_in(activity.note)
        seen = set(look.seen) if look is not None else set()
        seen ^= {SHOWN[number - 1]} if number else (seen if len(seen) == len(SHOWN) else {*SHOWN} - seen)
        self._save(activity, seen)

    def _save(self, activity: Activity, seen: Collection[str]) -> None:
        overview = self.overview
        if overview is None:
            return
        note = with_look(activity.note, looked(seen, overview.on))
        edit = ChangeActivity(id=activity.id, changes={"note": note or REMOVED})
        told = f"Seen: {', '.join(word for word in SHOWN if word in seen) or 'nothing of it'}."
        self.post_message(messages.EditRequested(edit, self, told, overview.loaded))

    def action_read(self) -> None:
        """Read the certificate of the highlighted entry beside the screen."""
        activity, overview = self._current(), self.overview
        if activity is not None and overview is not None:
            self.post_message(messages.LookRequested(partial(proof_found, overview, activity), self, activity.id))

    def on_looked(self, looked: messages.Looked) -> None:
        """Show what it says, where the cursor is still there."""
        if looked.found is not None:
            self._read[looked.about] = looked.found
            self.fill()

    def action_reflect(self) -> None:
        """Write a reflection, which becomes a file of proof."""
        from alcto_tui.screens.evidence.reflection_form import ReflectionForm, draft_of

        activity = self._current()
        if activity is not None:
            form = ReflectionForm(activity.title, draft_of(self.folder, activity))
            self.app.push_screen(form, partial(self._keep, activity))

    def _keep(self, activity: Activity, text: str | None) -> None:
        from alcto_tui.screens.evidence.reflection_form import draft_of

        overview = self.overview
        if text is None or overview is None or overview.records is None:
            return
        try:
            with reflection(overview.folder, activity, overview.records.person, text, overview.on) as coming:
                bring_in(overview.folder, coming)
        except Refused as refused:
            self.notify(str(refused), severity="warning", markup=False)
            return
        draft = draft_of(self.folder, activity)
        draft.waiting()
        draft.drop()  # it lies in its file now
        self.post_message(messages.DraftsChanged())
        changes = {"evidence": [*activity.evidence, coming.path]}
        told = f"Kept as {coming.path}."
        self.post_message(
            messages.EditRequested(ChangeActivity(id=activity.id, changes=changes), self, told, overview.loaded)
        )

    def action_proof(self) -> None:
        """Open the files of proof of the highlighted entry."""
        if (activity := self._current()) is not None and self.overview is not None:
            show_proof(self, self.overview.folder, activity.evidence)

    def action_open(self) -> None:
        if (activity := self._current()) is not None:
            self.post_message(requests.EntryRequested(activity=activity.id))
