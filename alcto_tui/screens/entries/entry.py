"""Entry: the form for one activity, with the catalogue at hand and a live preview of what saving would change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from alcto_core.entry import prefill
from alcto_core.entry.answer import joined, listed
from alcto_core.entry.form import EntryText, draft_of, edit_of, rebased
from alcto_core.problems import RecordsError
from alcto_core.rules.declared import KINDS, known_to
from alcto_core.rules.own_strands import subjects
from alcto_core.telling.log import short_names
from alcto_tui import messages
from alcto_tui.commands import PALETTE, Command
from alcto_tui.own_keys import key
from alcto_tui.screens.base.form_draft import KEEP_EVERY, FormDraft
from alcto_tui.screens.entries.entry_draft import AGENDA, began_with, edited_by, entry_draft, text_of
from alcto_tui.screens.entries.entry_form import EntryForm
from alcto_tui.screens.entries.entry_preview import EntryForesight, EntryPreview, foreseen
from alcto_tui.screens.entries.entry_question import (
    close_unkept,
    close_unsaved,
    go_on_with,
    save_if_sure,
    save_other_day,
)
from alcto_tui.screens.evidence.proof import choose_proof, offer_copies
from alcto_tui.widgets.literal import line

if TYPE_CHECKING:
    from alcto_core.keeping.drafts import Draft
    from alcto_core.keeping.store import Loaded
    from alcto_core.overview import Overview
    from alcto_core.records.types import Activity
    from alcto_core.telling.certificate import Begun


class EntryScreen(EntryForesight):
    """A new activity, a change of one, a copy of one, or a kept draft."""

    offers = (
        Command("save", "f2,ctrl+s", "Save", "Save the entry", "F2", True),
        Command("session", "f3", "Session", "Add a session to the event", "F3", True),
        Command("agenda", "f4", "Agenda", "Paste a printed agenda and take its sessions", "F4", True),
        Command("browse", "f6", "File", "Choose a file of proof from the folders", "F6"),
        Command("calendar", "f8", "Calendar", "Choose the day from a calendar of months", "F8"),
        Command("again", "f7", "Again", "Begin as one of your latest and most repeated entries", "F7"),
    )
    closing = (
        Command("help", "f1", "Help", "Show the keys of this screen and what alcto's words mean", "F1", True),
        Command("back", "escape", "Close", "Close the form; what was typed can be kept as a draft", "Esc", True),
    )
    shared = (PALETTE,)

    now: ClassVar[Callable[[], datetime]] = datetime.now
    """The clock that dates drafts; the one thing here that is not given by the overview."""

    DEFAULT_CSS = """
    EntryScreen {
        & .body { layout: vertical; }
        & #holder { height: 1fr; }
        & #preview {
            height: auto; max-height: 9; min-height: 3; padding: 0 1; background: $surface; border-top: solid $line;
        }
        &.-low #preview { max-height: 6; }
        &.-narrow Field.-said { layout: grid; grid-size: 2; grid-columns: 11 1fr; grid-rows: auto; }
        &.-narrow Field.-said > LiteralInput { width: 1fr; }
        &.-narrow Field.-said > .remark { column-span: 2; margin-left: 11; }
        &.-wide .body { layout: horizontal; }
        &.-wide #holder { width: 2fr; height: 100%; }
        &.-wide #preview {
            width: 1fr; height: 100%; max-height: 100%; padding: 1; border-top: none; border-left: vkey $line;
        }
    }
    """

    def __init__(
        self,
        *,
        activity: str | None = None,
        copy: bool = False,
        offering: str | None = None,
        draft: Draft | None = None,
        certificate: Begun | None = None,
        begins: EntryText | None = None,
        field: str = "",
    ) -> None:
        super().__init__(certificate)
        self._first_field = field
        """Where the cursor begins; empty: the first that is still to be filled."""
        self._wanted = activity
        self._is_copy = copy
        self._offering = offering
        self._draft = draft
        self._begins = begins
        self._loaded: Loaded | None = None
        """The file as it was when the form was opened: what changes outside meanwhile is never saved over."""
        self._keeper: FormDraft | None = None
        self._start: EntryText | None = None
        self._no_draft = ""
        """Why what was typed last could not be kept as a draft."""
        self._is_saving = False

    def body(self) -> ComposeResult:
        with Container(classes="body"):
            yield Container(id="holder")
            yield EntryPreview(id="preview")

    def on_mount(self) -> None:
        self.head(line(("Entry", "bold")))
        self.set_interval(KEEP_EVERY, self.keep_typed)

    # -- beginning ---------------------------------------------------------------------------------------------------

    def show_overview(self, overview: Overview) -> None:
        """Begin with the first overview; a later one changes only the preview."""
        if self._start is None:
            self._begin(overview)
        else:
            self._preview_soon()

    def _begin(self, overview: Overview) -> None:
        if overview.records is None:
            self._start, self._is_shut = self._text, True
            self.query_one(EntryPreview).tell(
                "Your records file cannot be read, so nothing can be added to it. "
                f"Press Esc, then {key('problems')} to see why."
            )
            return
        id = self._wanted or (edited_by(self._draft) if self._draft is not None else None)
        source = overview.records.activity(id) if id is not None else None
        self._original = None if self._is_copy else source
        self._loaded, self._opened = overview.loaded, overview
        self._start = self._first_text(overview, source)
        began = self._start if self._original is not None else None
        self._keeper = entry_draft(overview.folder, self._original.id if self._original is not None else None, began)
        self._keeper.take(self._draft)
        kept = self._typed_before(self._draft) if self._draft is not None else None
        waiting = self._keeper.waiting() if self._draft is None else None
        if waiting is not None and text_of(waiting) is not None:
            self._offer(overview, waiting, self._typed_before(waiting) or self._start)
        else:
            self._open_form(overview, kept or self._start)

    def _typed_before(self, draft: Draft) -> EntryText | None:
        """What a draft holds; where it edits an entry, on that entry as it is now."""
        kept, began = text_of(draft), began_with(draft)
        self._agenda = str(draft.fields.get(AGENDA, ""))
        if kept is None or began is None or self._original is None or self._start is None:
            return kept
        text, twice = rebased(kept, began, self._start)
        if twice:
            self.notify(
                f"Since the draft was kept, the entry was changed elsewhere too: {', '.join(twice)}. "
                "The form shows what you typed.",
                severity="warning",
                timeout=12,
            )
        return text

    def _first_text(self, overview: Overview, source: Activity | None) -> EntryText:
        if self._begins is not None:
            return self._begins
        if source is not None:
            text = prefill.of_activity(overview.records, overview.library, source)
            return prefill.copied(text) if self._is_copy else text
        if self._certificate is not None:
            if warning := self._certificate.warning:
                self.notify(warning, severity="warning", timeout=12, markup=False)
            return self._certificate.text
        if self._offering is not None:
            values = prefill.into_form(overview.library, self._offering, EntryText())
            return msgspec.structs.replace(EntryText(), **values)
        return EntryText()

    def _offer(self, overview: Overview, waiting: Draft, kept: EntryText) -> None:
        """Ask whether to go on with what was typed last time."""

        def go_on(answer: str | None) -> None:
            if answer == "discard":
                self._drop_draft()
            if answer == "close":
                self.dismiss()
            else:
                self._open_form(overview, kept if answer == "continue" else self._start or EntryText())

        self.app.push_screen(go_on_with(waiting, kept.title), go_on)

    def _open_form(self, overview: Overview, text: EntryText) -> None:
        self._text = text
        ids = [standing.credential for standing in overview.standings]
        used = [*text.strands, *(strand for session in text.sessions for strand in session.strands or ())]
        self._strands = subjects(overview.records, overview.library, used)
        credentials = tuple(zip(ids, short_names(overview.standings), strict=True))
        held = [standing.program for standing in overview.standings]
        categories, units = (sorted(known_to(kind, overview.library.rule_sets, held).labels) for kind in KINDS)
        form = EntryForm(
            text,
            self._strands,
            credentials,
            self._suggested,
            overview.library,
            overview.folder,
            categories=categories,
            units=units,
            begins_as=self.is_new and bool(overview.records is not None and overview.records.activities),
        )
        self.query_one("#holder").mount(form)
        self._show_head()

    @on(EntryForm.Ready)
    def _settle(self) -> None:
        """The form is there: put the cursor into its first empty field, and look ahead."""
        form = self._form
        if form is None:
            return
        self._is_ready = True
        form.go_to("date" if self._text.title and not self._text.date else "title")
        if self._first_field:
            form.go_to(self._first_field)
        self._show_course()
        self._foresee()

    @property
    def is_new(self) -> bool:
        return self._original is None

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """A change of an entry does not begin as another."""
        return self.is_new if action == "again" else True

    # -- what was typed ----------------------------------------------------------------------------------------------

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._start is not None and (self._text != self._start or self._is_agenda_waiting)

    def show_typed(self) -> None:
        self._is_kept = False
        self._show_head()
        self._preview_soon()

    def _show_head(self, kept: str = "") -> None:
        if self._original is not None:
            heading = line(("Edit entry", "bold"), f"  {self._original.title}")
        else:
            heading = line(("Copy of an entry" if self._is_copy else "Add entry", "bold"))
        fact = kept or ("Not saved" if self.is_changed else "")
        self.head(heading, line((fact, "$short" if self.is_changed else "$muted")))

    # -- drafts ------------------------------------------------------------------------------------------------------

    def keep_typed(self) -> None:
        """Keep what was typed since the last look."""
        if self._is_kept or self._keeper is None or self._form is None or self._is_saving:
            return
        self._is_kept = True
        if not self.is_changed:
            self._drop_draft()
            self._show_head()
            return
        try:
            agenda = {AGENDA: self._agenda} if self._is_agenda_open else {}
            kept = self._keeper.keep({**draft_of(self._text), **agenda}, type(self).now())
        except RecordsError as error:
            self._show_head("Not saved; no draft could be kept")
            if not self._no_draft:  # once, not with every half second of typing
                self.notify(str(error), severity="warning", timeout=12)
            self._no_draft = str(error)
            return
        self._no_draft = ""
        self._show_head(f"Draft kept {kept.at:%H:%M}, not saved")

    def _drop_draft(self) -> None:
        if self._keeper is not None:
            self._keeper.drop()
        self.post_message(messages.DraftsChanged())

    # -- saving ------------------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Save, or say beside the fields what is wrong."""
        overview, form = self._readable, self._form
        if overview is None or overview.records is None or form is None or self._is_saving:
            return
        self._is_tried = True
        foresight = foreseen(overview, self._text, self._original, ahead=False)
        self._mark(foresight.read)
        self.keep_typed()
        words, wrong = listed(self._text.evidence), foresight.read.problems.keys()
        if wrong == {"evidence"} and offer_copies(self, overview.folder, words, self._take_copies):
            return
        activity = foresight.read.activity
        if foresight.read.problems or activity is None:
            count = len(foresight.read.problems)
            self.notify(
                f"Not saved yet: {count} field{'s need' if count > 1 else ' needs'} another look.", severity="warning"
            )
            form.go_to(min(foresight.read.problems, key=EntryText.__struct_fields__.index))
            return
        if self._days_said is not None and (asked := self._days_said.asked(activity.date)):
            self.app.push_screen(
                save_other_day(asked),
                lambda answer: (
                    save_if_sure(self, overview, activity, self._original, self._save) if answer == "save" else None
                ),
            )
            return
        save_if_sure(self, overview, activity, self._original, self._save)

    def _take_copies(self, paths: tuple[str, ...]) -> None:
        """Go on with the save, with the copies as proof."""
        self._take_files(joined(paths))
        self.action_save()

    def _take_files(self, typed: str) -> None:
        self._set(evidence=typed)
        if form := self._form:
            form.fill({"evidence": typed})

    def action_browse(self) -> None:
        """Choose a file of proof from the folders."""
        if (overview := self._readable) is not None and self._form is not None:
            choose_proof(self, overview.folder, self._text.evidence, self._take_files)

    def _save(self, activity: Activity) -> None:
        edit = edit_of(activity, self._original)
        if edit is None:
            self._leave()
            return
        self._is_saving = True
        said = f"Saved “{activity.title}”. {key('undo')} takes it back."
        self.post_message(messages.EditRequested(edit, self, said, self._loaded))

    def on_edit_finished(self, finished: messages.EditFinished) -> None:
        """Close when it is settled; else stay open, with the draft kept."""
        self._is_saving = False
        if finished.is_settled:
            self._leave()
        else:
            self._is_kept = False
            self.keep_typed()

    def _leave(self) -> None:
        self._is_kept = True
        self._start = self._text
        self._drop_draft()
        self.dismiss()

    def action_back(self) -> None:
        """Close; ask only where something was typed."""
        if self._form is None or not self.is_changed:
            if self._form is not None:
                self._drop_draft_of_nothing()
            self.dismiss()
            return
        self.keep_typed()

        def close(answer: str | None) -> None:
            if answer == "discard":
                self._leave()
            elif answer == "keep":
                self.post_message(messages.DraftsChanged())
                self.dismiss()

        self.app.push_screen(close_unkept(self._no_draft) if self._no_draft else close_unsaved(), close)

    def _drop_draft_of_nothing(self) -> None:
        """What was typed and taken back again leaves no draft."""
        if not self._is_kept:
            self._drop_draft()
