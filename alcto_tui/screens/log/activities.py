"""Activities: the log as a table that is filtered while typing, and what each activity counted for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import on
from textual.content import Content
from textual.widgets import Input

from alcto_core import system
from alcto_core.telling.activity import accounts, activity_sheet, proof_of, texts_of
from alcto_core.telling.log import NOTHING_LOGGED, nothing_held
from alcto_core.telling.logbook import DATE, Asked, Logbook
from alcto_core.telling.page import Item
from alcto_tui import messages, requests
from alcto_tui.commands import ADD, CHECKLIST, Command
from alcto_tui.own_keys import key
from alcto_tui.screens.base.filtered import BREAKPOINTS
from alcto_tui.screens.evidence.proof import PROOF, show_proof
from alcto_tui.screens.log.log_questions import LogAsking
from alcto_tui.screens.log.marking import MARK, MARK_ALL
from alcto_tui.widgets.activity_detail import detail, title
from alcto_tui.widgets.literal import Words, in_lines, line, lines, pressed
from alcto_tui.widgets.log_table import LogTable

if TYPE_CHECKING:
    from alcto_core.overview import Overview
    from alcto_core.records.types import Activity

ROOM_FOR_ORDER, ROOM_FOR_TALLY = 76, 90
NEEDS_ENTRY = {"edit", "delete", "duplicate", "whole", "mark", "mark_all", "proof"}
NEEDS_LOG = {"again", "find", "period", "which", "sort", "reverse"}


class ActivitiesScreen(LogAsking):
    """Everything that was logged, newest first, with the sums of each year."""

    offers = (
        ADD,
        Command("edit", "e,enter", "Edit", "Edit the activity", "e", True, changes=True),
        Command("find", "slash", "Find", "Search the log: words, or parts of words", "/", True),
        Command("period", "f", "Period", "Choose the period that is looked at, or all", in_footer=True),
        Command("which", "w", "Only", "Show only what is planned, short, not posted, of a strand…"),
        Command("sort", "s", "Sort", "Sort by the next column"),
        Command("reverse", "S", "Turn round", "Turn the order round"),
        Command("delete", "x,delete", "Delete", "Delete the activity (u takes it back)", "x", changes=True),
        MARK,
        MARK_ALL,
        Command("duplicate", "d", "Copy", "Add an activity like this one", changes=True),
        Command(
            "again(1)",
            "1",
            "Again",
            "Add one as your latest entry; 2 to 9 as others, most repeated last",
            "1-9",
            changes=True,
        ),
        *(
            Command(f"again({place})", str(place), "", "Add one like another entry", changes=True)
            for place in range(2, 10)
        ),
        PROOF,
        CHECKLIST,
        Command("whole", "v", "Whole", "Show the whole of the activity: sessions, texts, evidence"),
        Command(
            "certificate",
            "F",
            "Certificate",
            "Add from a certificate or a badge: read the file and begin an entry",
            changes=True,
        ),
    )

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    finds = "words of title, place, strand, offering, status…"
    name_shown = "Activities"
    is_kept = True
    goes_into_detail = True

    DEFAULT_CSS = """
    ActivitiesScreen {
        & #detail { border-title-color: $foreground; border-title-style: none; }
        & #detail:focus { border-top: solid $accent; }
        &.-tall #detail { max-height: 14; }
        &.-low #detail.-whole, &.-medium #detail.-whole, &.-tall #detail.-whole { max-height: 75%; }
        &.-wide #detail:focus { border-left: vkey $accent; }
        &.-wide #detail.-empty { display: block; }
        &.-wide #detail, &.-wide #detail.-whole { max-height: 100%; }
    }
    """

    def __init__(self, *, find: str = "", searching: bool = False, marked: tuple[str, ...] = ()) -> None:
        super().__init__(find, searching=searching, marked=marked)
        self._known: frozenset[str] | None = None
        """The activities of the overview before."""
        self._begin()

    def _begin(self) -> None:
        """Nothing is asked yet, and nothing is going on."""
        self._asked = Asked()
        self._whole = False
        self._pile: list[Path] = []
        """Certificates that were chosen together and are not read yet."""
        self._is_in_pile = False
        """Whether the form of a certificate is open."""
        self._is_adding = False
        """Whether the form was opened from here, so that the cursor goes to what it adds."""
        self._fresh: str | None = None
        """The activity that was added just now."""

    def table(self) -> LogTable:
        return LogTable(id="log")

    def open_again(self, request: requests.ScreenRequested) -> None:
        """From the top of the log, without what narrowed it down. What is shown already stays as it is."""
        assert isinstance(request, requests.ActivitiesRequested)
        before = replace(self._asked, words=self.typed), self.marked
        self._begin()
        self.set_find(request.find)
        self._marks = dict.fromkeys(request.marked)
        self.query_one("#detail").set_class(self._whole, "-whole")
        table = self.query_one(LogTable)
        if before != (replace(self._asked, words=request.find), self.marked):
            self.fill()
        table.action_end(-1)
        self.set_focus(self.query_one("#find") if request.searching or not table.focusable else table)

    def show_overview(self, overview: Overview) -> None:
        """Open the log anew, and keep what is asked of it, and the cursor."""
        self._book = Logbook(overview, is_narrow=True)
        ids = frozenset(one.id for one in self._book.activities)
        fresh = ids - self._known if self._known is not None else frozenset()
        self._known = ids
        if self._is_adding and len(fresh) == 1:
            (self._fresh,) = fresh
        self._is_adding = False
        period = self._asked.period
        if period is not None:
            self._ask(period=next((one for one in self._book.periods if one.id == period.id), None))
        known = {one.id for one in self._book.whichs}
        self._ask(which=tuple(one for one in self._asked.which if one in known))
        self.fill()

    def fill(self) -> None:
        """The cursor goes to a fresh activity, else it stays on its own."""
        overview, book = self.overview, self._book
        if overview is None or book is None:
            return
        self._ask(words=self.typed)
        found = self.found = book.find(self._asked)
        # Where there is nothing to find the cursor must not fall into the filter: letters are commands then.
        self.query_one("#find", Input).can_focus = bool(book.activities)
        self._show_lines(book, found)
        self._tell(overview, book, found)
        self.show_marks()
        if self.focused is None or not self.focused.focusable:
            self.query_one(LogTable).focus()
        self.refresh_bindings()

    def _show_lines(self, book: Logbook, found: tuple[Activity, ...]) -> None:
        """The rows, those of each year below its sums where they are sorted by day."""
        lines_shown: list[str] = []
        years: dict[str, Item] = {}
        if self._asked.sort == DATE:
            for year, listed in book.years(found).items():
                row = book.year_row(year, listed)
                years[row.id] = row
                lines_shown += [row.id, *(one.id for one in listed)]
        else:
            lines_shown = [one.id for one in found]
        fresh, self._fresh = self._fresh, None
        self.query_one(LogTable).show_log(
            lines_shown,
            lambda id: years[id] if id in years else book.item(id),
            frozenset(years),
            names=book.columns,
            credentials=[one.credential for one in book.standings],
            sort=(self._asked.sort, self._asked.is_reversed),
            cursor=fresh,
        )

    def _tell(self, overview: Overview, book: Logbook, found: tuple[Activity, ...]) -> None:
        asked = self._asked
        skipped = overview.records.skipped if overview.records else 0
        left_out = f", {skipped} left out ({key('problems')} shows why)" if skipped else ""
        period = asked.period.label if asked.period is not None else "All periods"
        number = f"  {book.number(found, asked)}"
        tab = pressed(f"{period} ▾", "screen.period", "$accent") if book.activities and book.periods else line("")
        heading = line(("Activities", "bold"), "  ", tab, number, (left_out, "$missed"))
        totals = line((book.totals(found, asked), "$muted")) if book.activities else line("")
        fits = heading.cell_length + totals.cell_length + 4 <= self.size.width
        self.head(heading, totals if fits else None)
        self._tell_order(book, found)
        if found:
            self.tell(True, None)
        else:
            self.tell(False, self._nothing(overview, book))

    def _tell_order(self, book: Logbook, found: tuple[Activity, ...]) -> None:
        """Beside the filter: what is shown only, the order, and what is worth knowing of what is found."""
        parts: list[Content | str] = []
        for id in self._asked.which:
            parts += [pressed(f"only {_named(book, id)} ▾", "screen.which", "$accent"), "  "]
        if book.activities:
            parts.append(pressed(f"{book.order_words(self._asked)} ▾", "screen.sort"))
            tally = book.tally(found)
            if tally and self.size.width >= ROOM_FOR_TALLY:
                parts.append(f"  {tally}")
        has_room = self.size.width >= ROOM_FOR_ORDER or bool(self._asked.which)
        self.query_one("#beside", Words).show(line(*parts) if has_room else "")

    def _nothing(self, overview: Overview, book: Logbook) -> Content:
        """What to do where there is no row."""
        asked = self._asked
        if overview.loaded is None:
            return line("There are no records here now. Home says what to do.")
        if overview.records is None:
            return line(f"Your records file cannot be read. Press {key('problems')} to see what is wrong in it.")
        if book.activities and asked.is_narrowed:
            words = [nothing_held(asked.words)] if asked.words.strip() else []
            words += [f"Only entries of {asked.period.label} are shown."] if asked.period is not None else []
            words += [f"Only entries that are {_named(book, id)} are shown." for id in asked.which]
            return line(" ".join(words), " Esc shows all of them again.")
        return lines(
            line((NOTHING_LOGGED, "bold")),
            line(f"{key('add')} adds one, {key('catalogue')} from the catalogue, {key('import')} from a spreadsheet."),
            line(f"{key('agenda')} in the form reads an agenda that you paste: one session a line."),
        )

    def on_resize(self) -> None:
        super().on_resize()
        if self._book is not None and self.overview is not None:
            self._tell(self.overview, self._book, self.found)

    def title_of_detail(self) -> Content | None:
        activity = self._current()
        return title(activity) if activity is not None else None

    def detail(self, width: int) -> Content | None:
        activity, overview, book = self._current(), self.overview, self._book
        if activity is None or overview is None or book is None:
            return None
        is_beside = self.has_class("-wide")
        short = overview.library.strand_short
        records = overview.records
        if records is None:
            return None
        accounted = accounts(activity, book.standings, book.others, short)
        proof = proof_of(overview.folder, activity)
        full = self._whole or is_beside
        texts = texts_of(activity, records, overview.library)
        return detail(activity, accounted, proof, texts, short, width, full=full, titled=not is_beside)

    def _current(self) -> Activity | None:
        id = self.query_one(LogTable).activity
        records = self.overview.records if self.overview is not None else None
        return records.activity(id) if records is not None and id is not None else None

    def copied(self) -> str:
        """The activity with all that it counts for, as `alcto explain` tells it."""
        activity, overview, book = self._current(), self.overview, self._book
        if activity is None or overview is None or book is None:
            return ""
        short = overview.library.strand_short
        return in_lines(activity_sheet(activity, overview.standings, book.others, short).in_words())

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """What needs an activity is offered only where there is one."""
        if action in NEEDS_ENTRY and self.is_mounted:
            return self.query_one(LogTable).row_count > 0
        if action in NEEDS_LOG and self._book is not None:
            return bool(self._book.activities)
        return self.can_hold_more if action == "add" else True

    @on(LogTable.Opened)
    def _open(self) -> None:
        """Enter opens what the cursor is on, whatever is marked; where nothing may be changed, all that it holds."""
        if system.is_still():
            self.action_whole()
        elif activity := self._current():
            self.post_message(requests.EntryRequested(activity=activity.id))

    def action_add(self) -> None:
        self._is_adding = True
        self.post_message(requests.EntryRequested())

    def action_certificate(self) -> None:
        """Choose certificates, read them beside the screen, and open the form with what each says, one by one."""
        from alcto_tui.screens.log.certificates import choose_certificates

        if self.overview is not None and self.overview.records is not None:
            choose_certificates(self, self.overview, self._begin_with)

    def _begin_with(self, paths: tuple[Path, ...]) -> None:
        self._pile = list(paths)
        self.once_drawn(self._next_certificate)

    def _next_certificate(self) -> None:
        """Read the next of the certificates that were chosen together, once nothing stands before the log."""
        from alcto_tui.screens.log.certificates import read_certificate

        if self._pile and self.overview is not None and self.app.screen is self:
            path = self._pile.pop(0)
            read_certificate(self, self.overview, path, len(self._pile))

    def on_screen_resume(self) -> None:
        """Back from the form of one certificate, the next is read."""
        super().on_screen_resume()
        if self._is_in_pile:
            self._is_in_pile = False
            self.once_drawn(self._next_certificate)

    def on_looked(self, looked: messages.Looked) -> None:
        """A certificate was read; what else was looked at is for the marks."""
        if not isinstance(looked.about, Path):
            return
        looked.prevent_default()
        if looked.found is None:
            self.notify(looked.problem, severity="warning", timeout=12, markup=False)
            self._next_certificate()
            return
        self._is_adding = self._is_in_pile = True
        self.post_message(requests.EntryRequested(certificate=looked.found))

    def action_edit(self) -> None:
        if self.marked:
            self.change_marked()
        else:
            self._open()

    def action_duplicate(self) -> None:
        if activity := self._current():
            self._is_adding = True
            self.post_message(requests.EntryRequested(activity=activity.id, copy=True))

    def action_again(self, place: int) -> None:
        """Add an activity like one of the latest and most repeated ones."""
        from alcto_core.entry.templates import templates

        found = templates(self._book.activities) if self._book is not None else ()
        if place <= len(found):
            self._is_adding = True
            self.post_message(requests.EntryRequested(activity=found[place - 1].id, copy=True))

    def action_delete(self) -> None:
        """Ask, then delete."""
        if self.marked:
            self.delete_marked()
            return
        from alcto_tui.screens.base.deleting import delete_if_sure

        activity, overview = self._current(), self.overview
        if activity is not None and overview is not None:
            delete_if_sure(self, overview, activity)

    def action_proof(self) -> None:
        if (activity := self._current()) and self.overview is not None:
            show_proof(self, self.overview.folder, activity.evidence)

    def action_checklist(self) -> None:
        self.post_message(requests.ChecklistRequested())

    def action_whole(self) -> None:
        """Show more, or again less, of the activity."""
        self._whole = not self._whole
        self.query_one("#detail").set_class(self._whole, "-whole")
        self.once_drawn(self.tell_detail)


def _named(book: Logbook, id: str) -> str:
    """ "short" of "short: hours lost"."""
    return book.which(id).label.partition(":")[0].removeprefix("only ")
