"""The fields of an entry. The form holds nothing: it shows an `EntryText` and says what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from alcto_core.entry.form import EntryText
from alcto_core.entry.reader import HOURS
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.rules.library import Library
from alcto_core.telling.catalogue import FORMATS
from alcto_core.telling.page import Item
from alcto_tui.own_keys import key
from alcto_tui.widgets.choices import ChoiceField, Choices
from alcto_tui.widgets.field import Field
from alcto_tui.widgets.literal import Words, line
from alcto_tui.widgets.offering_matches import OfferingMatches
from alcto_tui.widgets.proof_field import ProofField
from alcto_tui.widgets.session_list import SessionList

TYPEAHEAD = ("title-input", "offering-input")
"""Inputs below which entries of the catalogues are offered."""
AGAIN = "; F7 as before"
MOST_UNITS = 2
"""Units that are named as examples: a line has room for so many."""
STATUSES = (("completed", "done"), ("planned", "planned"))
_ANY_KIND = "kinds of activity that a rule set knows"


class EntryForm(VerticalScroll, can_focus=False):
    """Every key of an activity, those first that most entries need."""

    DEFAULT_CSS = """
    EntryForm {
        padding: 0 1;
        scrollbar-size-vertical: 1;
        & Field > .label, & ChoiceField > .label { width: 11; }
        & Field > .remark { display: none; width: 1fr; max-width: 100%; }
        & Field.-said > .remark { display: block; }
        & Field.-said > LiteralInput { width: 45%; }
        & .part { color: $accent; text-style: bold; margin-top: 1; }
        & .remark-row { color: $short; display: none; }
        & .remark-row.-told { display: block; }
    }
    """

    @dataclass
    class Typed(Message):
        """A field holds something else now; `key` is a field of `EntryText`."""

        key: str
        value: Any

    @dataclass
    class Ready(Message):
        """Every field is there."""

    def __init__(
        self,
        text: EntryText,
        strands: Sequence[tuple[str, str]],
        credentials: Sequence[tuple[str, str]],
        suggested: Callable[[str], Sequence[Item]],
        library: Library,
        folder: RecordsFolder,
        categories: Sequence[str] = (),
        units: Sequence[str] = (),
        begins_as: bool = False,
    ) -> None:
        """An offering is shown as the `library` calls it; `begins_as`: whether this one can begin as another entry."""
        super().__init__(id="form")
        self._categories = tuple(categories)
        self._units = tuple(units)
        self._begins_as = begins_as
        self._text = text
        self._strands = tuple(strands)
        self._credentials = tuple(credentials)
        self._suggested = suggested
        self._library = library
        self._folder = folder

    def compose(self) -> ComposeResult:
        yield from self._event()
        yield Words("Sessions", classes="part")
        yield SessionList(dict(self._strands), id="sessions")
        yield Words("", id="sessions-remark", classes="remark-row")
        yield from self._reasons()
        yield from self._more()

    def _field(self, key: str, label: str, placeholder: str = "") -> Field:
        return Field(label, self._shown(key, getattr(self._text, key)), placeholder=placeholder, id=key)

    def _shown(self, key: str, value: str) -> str:
        return self._library.offering_words(value) if key == "offering" and value else value

    def _meant(self, key: str, value: str) -> str:
        """What `_shown` shows so; what is typed as it stands."""
        return self._library.titled(value) or value if key == "offering" else value

    def _event(self) -> Iterator[Widget]:
        text = self._text
        yield self._field("title", "Event", f"its name, or words of it{AGAIN if self._begins_as else ''}")
        yield self._field("offering", "Listed as", "its name in a catalogue, if any")
        yield OfferingMatches(id="matches")
        yield self._field("course", "Course", "only for a family of courses")
        yield self._field("date", "Date", "yesterday, oct 14, 2026-01-28")
        yield self._field("hours", "Hours", HOURS)
        if self._units:
            yield self._units_field()
        if self._strands:
            yield ChoiceField("Strands", self._strands, text.strands, several=True, id="strands")
        if self._categories:
            yield self._category_field()
        yield self._field("location", "Place", "town and state")
        yield ChoiceField("Format", (*FORMATS.items(), ("", "not said")), (text.format,), several=False, id="format")
        yield ChoiceField("Status", STATUSES, (text.status,), several=False, id="status")

    def _category_field(self) -> Field:
        """The kind of activity, in the words of the person's programs; those need it that know any."""
        return self._field("category", "Category", ", ".join(self._categories) or _ANY_KIND)

    def _units_field(self) -> Field:
        """What is counted instead of hours, with the units of the person's programs."""
        example = " or ".join(f"{unit} 3" for unit in self._units[:MOST_UNITS]) or "semester-hour 3"
        example += ", …" if len(self._units) > MOST_UNITS else ""
        return self._field("units", "Units", f"instead of hours: {example}")

    def _reasons(self) -> Iterator[Widget]:
        yield Words("For the hand-in", classes="part")
        yield self._field("justification", "Why", "its relation to your coursework or duties")
        yield self._field("description", "What", "what was done, in a sentence")
        hint = f"evidence/2026-winter.pdf, … ({key('choose-file')} chooses one)"
        yield ProofField(self._folder, "Evidence", self._text.evidence, placeholder=hint, id="evidence")
        yield self._field("posted", "Posted", "the day the official record showed it")

    def _more(self) -> Iterator[Widget]:
        yield Words("Seldom needed", classes="part")
        yield self._field("split", "Division", "your own division of the hours: IT 4, Data 2.5")
        if len(self._credentials) > 1:
            value = self._text.counts_for
            yield ChoiceField("Only for", self._credentials, value, several=True, id="counts_for")
        yield self._field("source", "Source", "who granted it, where no offering says so")
        if not self._categories:
            yield self._category_field()
        if not self._units:
            yield self._units_field()
        yield self._field("note", "Note", "for yourself")

    def on_mount(self) -> None:
        self.show_sessions(self._text)
        self.post_message(self.Ready())

    @on(Input.Changed)
    def _tell_typed(self, changed: Input.Changed) -> None:
        changed.stop()
        key = (changed.input.id or "").removesuffix("-input")
        self.post_message(self.Typed(key, self._meant(key, changed.value)))
        if changed.input.id in TYPEAHEAD and changed.input.has_focus:
            # After the screen has heard of it, so that it knows which offering stands in the form.
            self.call_later(self._show_matches, changed.value)

    @on(Choices.Changed)
    def _tell_chosen(self, changed: Choices.Changed) -> None:
        changed.stop()
        key = (changed.choices.id or "").removesuffix("-choices")
        several = key in {"strands", "counts_for"}
        self.post_message(self.Typed(key, changed.value if several else changed.value[0]))

    @on(Input.Submitted)
    def _go_on(self, submitted: Input.Submitted) -> None:
        submitted.stop()
        self.screen.focus_next()

    def fill(self, values: Mapping[str, Any]) -> None:
        """Put values into fields, as if they had been typed."""
        for name, value in values.items():
            if name == "sessions":
                self.query_one(SessionList).show(value)
                continue
            for field in self.query(f"#{name}").results(Field):
                field.input.value = self._shown(name, value)
            for choice in self.query(f"#{name}").results(ChoiceField):
                choice.choices.value = value if isinstance(value, tuple) else (value,)

    def show_sessions(self, text: EntryText) -> None:
        """Show the sessions; with any, the hours are their sum and cannot be typed."""
        self.query_one(SessionList).show(text.sessions)
        hours = self.query_one("#hours", Field).input
        hours.disabled = bool(text.sessions)
        hours.placeholder = "" if text.sessions else HOURS

    def _show_matches(self, words: str) -> None:
        """Offer entries of the catalogues below the field that is typed in."""
        self.query_one(OfferingMatches).show(
            [(item.id, item.title, f"{item.group}, {item.figure}") for item in self._suggested(words)]
        )

    def close_matches(self) -> None:
        """Offer nothing."""
        self.query_one(OfferingMatches).show(())

    @on(OfferingMatches.Left)
    def _leave_matches(self) -> None:
        self.close_matches()
        self.go_to("title")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The list of matches closes when the cursor goes elsewhere."""
        if not isinstance(event.widget, OfferingMatches) and event.widget.id not in TYPEAHEAD:
            self.close_matches()

    def on_key(self, event: events.Key) -> None:
        """Down in a field goes into the list of matches, or on to the next field; Up goes back."""
        focused = self.screen.focused
        if not isinstance(focused, Input) or event.key not in ("down", "up"):
            return
        event.stop()  # or the widget that gets the focus here would act on the same key
        matches = self.query_one(OfferingMatches)
        if event.key == "down" and focused.id in TYPEAHEAD and matches.has_class("-open"):
            matches.enter()
        elif event.key == "down":
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    def show_course(self, is_asked: bool) -> None:
        """Ask for the course, or do not: then its field stands there, and the cursor passes over it."""
        field = self.query_one("#course", Field)
        if field.input.disabled is is_asked:
            field.input.disabled = not is_asked
            field.input.placeholder = "which one" if is_asked else "only for a family of courses"

    def mark(self, remarks: Mapping[str, str], problems: Mapping[str, str]) -> None:
        """What fields were understood as, and what is wrong with them."""
        for field in self.query(Field):
            problem, remark = problems.get(field.id or ""), remarks.get(field.id or "", "")
            field.set_class(bool(problem or remark), "-said")
            if problem:
                field.complain(problem)
            else:
                field.remark(remark)
        row = self.query_one("#sessions-remark", Words)
        row.show(line(("! ", "bold"), problems.get("sessions", "")))
        row.set_class("sessions" in problems, "-told")

    def go_to(self, key: str) -> None:
        """Put the cursor into a field."""
        targets = self.query(SessionList) if key == "sessions" else self.query(f"#{key}-input, #{key}-choices")
        for target in targets:
            target.focus()
