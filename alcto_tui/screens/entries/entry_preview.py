"""What the form says and what saving it would change, worked out beside the keyboard as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.timer import Timer

from alcto_core.entry.form import EntryText, read_entry
from alcto_core.entry.reader import Reader, reader_of
from alcto_core.evaluation.proposals import proposals
from alcto_core.hours import length
from alcto_core.records.document import new_id
from alcto_core.telling.catalogue import listing_words
from alcto_core.telling.change import Change, change, without_effect
from alcto_tui import messages
from alcto_tui.screens.entries.entry_typing import EntryTyping
from alcto_tui.widgets.effects import effects_words
from alcto_tui.widgets.literal import Words, line

if TYPE_CHECKING:
    from datetime import date

    from alcto_core.entry.answer import Wrong
    from alcto_core.overview import Overview
    from alcto_core.records.types import Activity
    from alcto_core.telling.certificate import Begun


PREVIEW_AFTER = 0.15
"""Seconds of rest after which the preview is worked out."""


@dataclass(frozen=True)
class FormRead:
    """The form as it was read."""

    activity: Activity | None
    problems: Mapping[str, Wrong]
    remarks: Mapping[str, str]
    day: date
    """The day that was typed, else the day of the overview."""


@dataclass(frozen=True)
class Foresight:
    """What saving would change; `changes` is None where too little is typed yet, and `why` says what is needed. Where
    there are none, it says why."""

    read: FormRead
    changes: tuple[Change, ...] | None = None
    others: tuple[str, ...] = ()
    claimed: str = ""
    is_planned: bool = False
    why: str = ""
    proposed: tuple[str, ...] = ()
    """Labels of strands of other frameworks that the hours might be logged under too."""


def _named(reader: Reader, words: str) -> str:
    """The id of the offering that words name; themselves where they name none."""
    try:
        return reader.offering(words).value or ""
    except ValueError:
        return words


def foreseen(overview: Overview, text: EntryText, original: Activity | None, *, ahead: bool = True) -> Foresight:
    """Read the form and, with `ahead`, judge every credential as if it were saved."""
    import msgspec

    library, records = overview.library, overview.records
    reader = reader_of(records, library, overview.folder, overview.on)
    reading = read_entry(text, reader, original)
    activity = reading.activity
    day = activity.date if activity is not None else overview.on
    remarks = dict(reading.remarks)
    if library.catalogues:
        offering = (activity.offering if activity is not None else None) or _named(reader, text.offering.strip())
        remarks["offering"] = listing_words(records, library, offering, day, text.title)
        newest = library.newest(offering)
        if newest is not None and newest[1].needs_course and not text.course.strip():
            remarks["course"] = "each counts once: say which"
    read = FormRead(activity=activity, problems=reading.problems, remarks=remarks, day=day)
    if activity is None or records is None or not ahead:
        needed = " and ".join(
            words for key, words in {"date": "the date", "hours": "the hours"}.items() if key in reading.problems
        )
        return Foresight(read=read, why=f"Write {needed or 'a little more'} to see what it counts for.")
    if not activity.id:
        made = new_id({one.id for one in records.activities}, activity.date, activity.title)
        activity = msgspec.structs.replace(activity, id=made)
    from alcto_core.overview import preview

    if activity.is_planned and not overview.plan:
        from alcto_core.evaluation.evaluate import evaluate

        planned = (
            evaluate(records, credential, library, overview.on, plan=True, readings=False)
            for credential in records.credentials
        )
        overview = msgspec.structs.replace(overview, plan=True, standings=tuple(planned))
    effects = preview(overview, activity, replaces=original.id if original is not None else None)
    titles = {one.id: one.title for one in records.activities}
    others = dict.fromkeys(other for effect in effects for other in effect.others)
    return Foresight(
        read=read,
        changes=tuple(
            change(effect.before, effect.after, effect.credit, effect.nowhere, is_other_period=effect.is_other_period)
            for effect in effects
        ),
        why=without_effect(records, activity, is_new=original is None) if not effects else "",
        others=tuple(titles.get(other, other) for other in others),
        claimed=length(activity.hours, " h") if activity.hours else "units",
        is_planned=activity.is_planned,
        proposed=tuple(label for _, label in proposals(records, library, activity, overview.on)),
    )


class EntryPreview(VerticalScroll, can_focus=False):
    """Shows a foresight: before and after for every credential."""

    DEFAULT_CSS = """
    EntryPreview { scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._foresight: Foresight | None = None

    def compose(self) -> ComposeResult:
        yield Words(id="effects")

    def tell(self, words: str) -> None:
        """Show a sentence instead."""
        self.query_one("#effects", Words).show(words)

    def show(self, foresight: Foresight) -> None:
        """Show what saving would change, or what is needed to tell."""
        self._foresight = foresight
        words = self.query_one("#effects", Words)
        if foresight.changes is None:
            words.show(line(("IF SAVED", "bold $accent"), f"  {foresight.why}"))
            return
        effects = effects_words(
            foresight.changes,
            foresight.others,
            nothing=foresight.why,
            claimed=foresight.claimed,
            is_planned=foresight.is_planned,
            proposed=foresight.proposed,
            width=max(self.scrollable_content_region.width, 20),
        )
        words.show(effects)

    def on_resize(self) -> None:
        """Other lines fit now."""
        if self._foresight is not None:
            self.show(self._foresight)


class EntryForesight(EntryTyping):
    """A form that looks ahead at what saving would change, a moment after each key press."""

    def __init__(self, certificate: Begun | None) -> None:
        super().__init__()
        self._certificate = certificate
        self._original: Activity | None = None
        """The activity as it was when the form was opened: what differs from it was typed."""
        self._foresight: Foresight | None = None
        self._seen: EntryText | None = None
        """What stood in the form that was looked ahead from last."""
        self._number = 0
        self._timer: Timer | None = None
        self._is_tried = False
        """Whether the person tried to save."""

    def day_typed(self) -> date | None:
        return self._foresight.read.day if self._foresight is not None else None

    def _preview_soon(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PREVIEW_AFTER, self._foresee)

    def _foresee(self) -> None:
        """Work out beside the keyboard what saving would change."""
        overview = self._readable
        if overview is None or self._form is None:
            return
        self._number += 1
        look = partial(foreseen, overview, self._text, self._original)
        self.post_message(messages.LookRequested(look, self, about=(self._number, self._text)))

    def on_looked(self, looked: messages.Looked) -> None:
        """The last look ahead is done; of older ones nobody wants to know."""
        number, text = looked.about
        if number != self._number or looked.found is None:
            return
        self._foresight, self._seen = looked.found, text
        self.query_one(EntryPreview).show(looked.found)
        self._mark(looked.found.read)

    def _mark(self, read: FormRead) -> None:
        """Words beside the fields. What is merely empty is no matter before the first try to save."""
        form = self._form
        if form is None:
            return
        problems = {
            key: str(wrong)
            for key, wrong in read.problems.items()
            if self._is_tried or key == "sessions" or str(getattr(self._text, key)).strip()
        }
        other = self._days_said.beside(self._day_meant()) if self._days_said is not None else ""
        if other:
            problems.setdefault("date", other)
        told = self._certificate.remarks(self._text) if self._certificate is not None else {}
        form.mark({**told, **read.remarks}, problems)
