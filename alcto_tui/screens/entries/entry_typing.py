"""The half of the entry form in which is typed: its fields, the catalogue at hand, sessions, a pasted agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import on

from alcto_core.entry import prefill
from alcto_core.entry.form import EntryText, session_text
from alcto_core.entry.reader import reader_of
from alcto_core.rules.own_strands import naming, suggesting
from alcto_core.telling.catalogue import offering_item
from alcto_core.telling.search import suggested
from alcto_tui.commands import Command
from alcto_tui.own_keys import key
from alcto_tui.screens.base.frame import Frame
from alcto_tui.screens.entries.entry_form import EntryForm
from alcto_tui.widgets.literal import line
from alcto_tui.widgets.literal_input import LiteralInput
from alcto_tui.widgets.offering_matches import OfferingMatches
from alcto_tui.widgets.session_list import SessionList

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from textual.content import Content

    from alcto_core.entry.agenda import Agenda
    from alcto_core.entry.reader import Reader
    from alcto_core.overview import Overview
    from alcto_core.telling.agenda import DaysSaid
    from alcto_core.telling.page import Item

LEAST_TYPED = 2
"""Characters from which on the catalogue makes suggestions."""


class EntryTyping(Frame):
    """Holds the text of the form. A subclass opens it, and decides what becomes of what was typed."""

    # The form says what closes its footer and what it shares; said here, those keys would stand before its own.
    closing: ClassVar[tuple[Command, ...]] = ()
    shared: ClassVar[tuple[Command, ...]] = ()

    def __init__(self) -> None:
        super().__init__()
        self._opened: Overview | None = None
        """What was known when the form was opened."""
        self._text = EntryText()
        self._strands: tuple[tuple[str, str], ...] = ()
        self._is_ready = False
        """Whether the form stands and has the cursor."""
        self._is_shut = False
        """Whether no form comes, as the file cannot be read."""
        self._is_kept = True
        """Whether what was typed is in the draft."""
        self._agenda = ""
        """What was pasted as an agenda, and not taken yet."""
        self._is_agenda_open = False
        self._days_said: DaysSaid | None = None
        """What the headings of the agenda that was taken say of its days."""

    def show_typed(self) -> None:
        """Something else stands in the form now."""
        raise NotImplementedError

    def day_typed(self) -> date | None:
        """The day that the form says, as far as it was understood."""
        raise NotImplementedError

    @property
    def _is_agenda_waiting(self) -> bool:
        """Whether an agenda stands in its form, and was not taken yet."""
        return self._is_agenda_open and bool(self._agenda.strip())

    @property
    def holds_keys(self) -> bool:
        """Whether the form is still on its way, so that keys must wait for it."""
        return not self._is_ready and not self._is_shut

    @property
    def _readable(self) -> Overview | None:
        """What is known now; while the file is damaged or gone, what was known when the form was opened."""
        return self.overview if self.overview is not None and self.overview.records is not None else self._opened

    @property
    def _reader(self) -> Reader | None:
        """Reads what is typed here."""
        known = self._readable
        return reader_of(known.records, known.library, known.folder, known.on) if known is not None else None

    @property
    def _form(self) -> EntryForm | None:
        return next(iter(self.query(EntryForm)), None)

    # -- typing ------------------------------------------------------------------------------------------------------

    @on(EntryForm.Typed)
    def _take(self, typed: EntryForm.Typed) -> None:
        if getattr(self._text, typed.key) == typed.value:
            return
        self._set(**{typed.key: typed.value})
        if typed.key == "offering":
            self._show_course()

    def _set(self, **values: object) -> None:
        self._text = msgspec.structs.replace(self._text, **values)
        self.show_typed()

    def _suggested(self, words: str) -> Sequence[Item]:
        """Entries of the catalogues for what is being typed; none where the one that was meant is taken already."""
        overview = self._readable
        if overview is None or len(words.strip()) < LEAST_TYPED:
            return ()
        found = suggested(overview.records, overview.library, words, self.day_typed() or overview.on)
        is_taken = any(offering.id == self._text.offering for _, offering in found)
        return () if is_taken else [offering_item(overview.library, one) for one in found]

    @on(OfferingMatches.Taken)
    def _take_offering(self, taken: OfferingMatches.Taken) -> None:
        form, overview = self._form, self.overview
        if form is None or overview is None:
            return
        values = prefill.into_form(
            overview.library, taken.offering, self._text, is_name=bool(self._text.offering.strip())
        )
        self._set(**values)
        form.fill(values)
        form.close_matches()
        self._show_course()
        form.go_to("course" if self._asks_course() and not self._text.course else "date")

    def _asks_course(self) -> bool:
        newest = self.overview.library.newest(self._text.offering) if self.overview is not None else None
        return newest is not None and newest[1].needs_course

    def _show_course(self) -> None:
        if form := self._form:
            form.show_course(self._asks_course() or bool(self._text.course))

    # -- the day -----------------------------------------------------------------------------------------------------

    def action_calendar(self) -> None:
        """Choose the day of the field that has the cursor, else the entry's, from a calendar of months."""
        from alcto_core.telling.month import marks_of
        from alcto_tui.screens.entries.month_question import MonthQuestion

        known, form = self._readable, self._form
        if known is None or form is None:
            return
        key = "posted" if self.focused is not None and self.focused.id == "posted-input" else "date"

        def take(day: date | None) -> None:
            if day is not None:
                self._set(**{key: day.isoformat()})
                form.fill({key: day.isoformat()})
            form.go_to(key)

        reader, typed = self._reader, getattr(self._text, key)
        try:
            day = reader.day(typed, future=True).value if reader is not None and typed.strip() else known.on
        except ValueError:  # what stands there is no day yet
            day = known.on
        self.app.push_screen(MonthQuestion(day, known.on, marks_of(known)), take)

    # -- once more ---------------------------------------------------------------------------------------------------

    @property
    def is_new(self) -> bool:
        """Whether the form makes another activity."""
        raise NotImplementedError

    def action_again(self) -> None:
        """Begin as an entry that is there already; the day that was typed stays, and so does the proof."""
        from alcto_tui.screens.entries.again import again_question

        known = self._readable
        records = known.records if known is not None else None
        if known is None or records is None or not records.activities:
            return

        def take(id: str | None) -> None:
            source, form = records.activity(id) if id is not None else None, self._form
            if source is None or form is None:
                return
            copy = prefill.copied(prefill.of_activity(records, known.library, source))
            kept = {key: getattr(self._text, key) for key in ("date", "posted", "evidence", "status")}
            values = {**msgspec.structs.asdict(copy), **kept}
            self._set(**values)
            form.fill(values)
            form.show_sessions(self._text)
            form.close_matches()
            self._show_course()
            form.go_to("hours" if self._text.date and not self._text.sessions else "date")

        self.app.push_screen(again_question(records.activities), take)

    # -- sessions ----------------------------------------------------------------------------------------------------

    def action_session(self) -> None:
        self._edit_session(None)

    @on(SessionList.Wanted)
    def _edit_wanted(self, wanted: SessionList.Wanted) -> None:
        self._edit_session(wanted.place)

    def _edit_session(self, place: int | None) -> None:
        from alcto_core.entry.reader import SessionText
        from alcto_tui.screens.entries.entry_session import SessionForm

        reader = self._reader
        if self._form is None or reader is None:
            return
        sessions = self._text.sessions

        def take(answer: tuple[SessionText, bool] | None) -> None:
            if answer is None:
                return
            session, another = answer
            if place is None:
                self._set_sessions((*sessions, session))
            else:
                self._set_sessions((*sessions[:place], session, *sessions[place + 1 :]))
            if another:
                self._edit_session(None)

        session = None if place is None else sessions[place]
        self.app.push_screen(SessionForm(session, reader, self._strands, self._text.title), take)

    @on(SessionList.Removed)
    def _remove_session(self, removed: SessionList.Removed) -> None:
        sessions = self._text.sessions
        self._set_sessions((*sessions[: removed.place], *sessions[removed.place + 1 :]))

    def action_agenda(self) -> None:
        from alcto_tui.screens.entries.entry_agenda import AgendaForm

        overview = self._readable
        if self._form is None or overview is None:
            return
        named = naming(overview.records, overview.library)

        def take(found: Agenda | None) -> None:
            typed(self._agenda, is_open=False)
            if found is not None:
                self._agenda = ""
                self._take_days(self._days_of(found))
                self._set_sessions((*self._text.sessions, *map(session_text, found.sessions)))

        def days(agenda: Agenda) -> Content:
            said = self._days_of(agenda)
            other = said.contradicted(self._day_meant()) if said is not None else ""
            return line((other, "bold $short")) if other else line(said.sentence if said is not None else "")

        def typed(text: str, is_open: bool = True) -> None:
            self._agenda, self._is_agenda_open = text, is_open
            self._is_kept = False

        suggested = suggesting(overview.records, overview.library)
        short = overview.library.strand_short
        self.app.push_screen(AgendaForm(named, short, suggested, self._agenda, typed, days), take)

    def _days_of(self, agenda: Agenda) -> DaysSaid | None:
        """What the headings of an agenda say of its days."""
        from alcto_core.telling.agenda import days_said

        known = self._readable
        return days_said(known, agenda, future=self._text.status == "planned") if known is not None else None

    def _day_meant(self) -> date | None:
        """The day that stands in the form; None where none is written, or it cannot be read."""
        reader, typed = self._reader, self._text.date
        try:
            future = self._text.status == "planned"
            return reader.day(typed, future=future).value if reader is not None and typed.strip() else None
        except ValueError:
            return None

    def _take_days(self, said: DaysSaid | None) -> None:
        """The day of an agenda goes into the form where none is written; where another is, that is said until both
        agree."""
        if said is None:
            return
        self._days_said = said
        if not self._text.date.strip() and said.day is not None:
            day = said.day.isoformat()
            self._set(date=day)
            if form := self._form:
                form.fill({"date": day})
        other = said.contradicted(self._day_meant())
        self.notify(
            other or said.sentence,
            severity="warning" if other or said.boundary is not None else "information",
            timeout=12,
            markup=False,
        )

    @on(LiteralInput.Cut)
    def _offer_agenda(self, cut: LiteralInput.Cut) -> None:
        """Several lines for a field of one may be an agenda."""
        cut.stop()
        self._agenda = cut.text
        self.notify(
            f"{cut.lines} lines were pasted, and only the first went in. "
            f"{key('agenda')} reads all of them as an agenda.",
            timeout=12,
        )

    def _set_sessions(self, sessions: tuple[object, ...]) -> None:
        self._set(sessions=sessions)
        if form := self._form:
            form.show_sessions(self._text)
            self.once_drawn(form.go_to, "sessions")
