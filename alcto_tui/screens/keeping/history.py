"""History: earlier states of the records file, what changed from one to the next, and the way back to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from alcto_core.keeping.history import KnownState
from alcto_core.keeping.store import RecordsStore
from alcto_core.numbers import counted
from alcto_core.records.side_by_side import compared
from alcto_core.telling.history import NO_STATES, PRESENT, changes_part, state_item
from alcto_core.telling.page import sentence
from alcto_tui import messages
from alcto_tui.commands import HISTORY, REDO, SHARED, UNDO, Command
from alcto_tui.screens.base.beginnings import first_entry
from alcto_tui.screens.base.listing import LEAST_WIDTH, MORE, Listing, Row
from alcto_tui.widgets.literal import hanging, line, lines
from alcto_tui.widgets.side_by_side import named_rows, side_by_side, values_of

if TYPE_CHECKING:
    from alcto_core.overview import Overview
    from alcto_core.records.differences import Difference
    from alcto_core.telling.page import Item, Part

    Changes = Sequence[Difference] | str | None
    """What a step did; None where nobody knows, a text where it is not to be had (yet)."""

MOST, MOST_IN_FULL = 40, 3
"""Changes that are told one by one; with all their values."""
GONE = "What was before it is no longer kept."
TIME, DAY = 18, 12
"""Cells of the column of times; of days, where there is not room for more."""
SIGNS = {"added": "+ ", "removed": "− ", "changed": "~ "}


class HistoryScreen(Listing[KnownState]):
    """States, newest first; the highlighted one is told record by record."""

    offers = (
        Command(
            "open",
            "enter,f2",
            "Bring back",
            "Show what this state would change; bring it back",
            "Enter",
            True,
            changes=True,
        ),
        replace(UNDO, in_footer=True),
        replace(REDO, in_footer=True),
    )
    shared = (MORE, *(command for command in SHARED if command is not HISTORY))
    opens = False  # Enter is the screen's own, under its own name

    def __init__(self) -> None:
        super().__init__()
        self._states: tuple[KnownState, ...] | None = None
        self._problem = ""
        self._changes: dict[int, Changes] = {}
        """What is known of the changes of each state, by its number; a text says why nothing is."""

    @property
    def _store(self) -> RecordsStore:
        return RecordsStore(self.folder)

    def on_mount(self) -> None:
        self.head(line(("History", "bold $accent")))
        if self.overview is None:
            self._look()

    def show_overview(self, overview: Overview) -> None:  # noqa: ARG002 - whatever is new may be a new state
        """Read the states anew."""
        self._look()

    def _look(self) -> None:
        self.post_message(messages.LookRequested(self._store.generations, self, about="states"))

    def on_resize(self) -> None:
        """The rows can be there without any overview."""
        if self._states is not None:
            self.once_drawn(self.fill)

    def on_looked(self, looked: messages.Looked) -> None:
        """What was read beside the screen."""
        about = looked.about
        if about == "states":
            self._problem, self._states = looked.problem, looked.found or ()
            self._changes = {}
            count = len(self._states or ())
            self.head(
                line(("History", "bold $accent")),
                line((f"{counted(count, 'state')}, the newest first", "$muted")) if count else None,
            )
            self.fill()
            self.refresh_bindings()
        elif isinstance(about, int):
            self._changes[about] = looked.problem or looked.found
            if (state := self.chosen()) is not None and state.number == about:
                self._explain()
        else:
            self._ask(looked)

    def rows(self, width: int) -> Sequence[Row[KnownState]]:
        if self._states:
            return [Row(f"{state.number}-{state.sha256[:12]}", _row(state, width), state) for state in self._states]
        none = f"{NO_STATES} {first_entry()}" if self._is_bare else NO_STATES
        words = self._problem or (none if self._states is not None else "Reading the history…")
        return [Row("nothing", lines(*hanging(Content("  "), line(words), width)))]

    @property
    def _is_bare(self) -> bool:
        records = self.overview.records if self.overview is not None else None
        return records is not None and not records.activities

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """A state can be brought back where there is another, a step undone where one is kept."""
        if action == "open":
            return len(self._states or ()) > 1
        if action in {"undo", "redo"} and self._states is not None:
            return any(state.can == action for state in self._states)
        return True

    def explained(self, about: KnownState) -> Sequence[Content]:
        known = GONE if about.kind == "first" else self._changes.get(about.number, "")
        if known == "":
            known = self._changes[about.number] = "Reading what changed…"
            look = partial(self._store.changes, about)
            self.post_message(messages.LookRequested(look, self, about=about.number))
        item = state_item(about)
        place = line((f"{item.title}  {item.figure}", "$muted"), _mark(item.state, "  "))
        return (line((sentence(item.text), "bold")), place, *self._told(known))

    def _told(self, known: Changes) -> list[Content]:
        """What changed, record by record; where there is room beside the list, a few records in full."""
        if isinstance(known, str):
            return [line((known, "$muted"))]
        if self.has_class("-wide") and known and len(known) <= MOST_IN_FULL:
            width = max(self.query_one("#why").scrollable_content_region.width, LEAST_WIDTH)
            return [row for one in known for row in (Content(""), *self._in_full(one, width))]
        return _changes(changes_part(known))

    def _in_full(self, one: Difference, width: int) -> list[Content]:
        """A record with its values: both where it was changed, else all that was added or removed."""
        rows = named_rows(compared(one.before, one.after), self.overview)
        if one.change == "changed":
            return [line((one.title, "bold")), *side_by_side(rows, "Before", "After", width)]
        (item,) = changes_part([one]).items
        return [_change(item), *values_of(rows, width)]

    def action_open(self) -> None:
        """Show what would be gained and lost, and ask."""
        state = self.chosen()
        if state is None:
            return
        if state.is_present:
            self.notify("The file is in this state now.")
            return

        def look() -> object:
            return self._store.compared(self._store.bytes_of(state.sha256))

        self.post_message(messages.LookRequested(look, self, about=state, holds_keys=True))

    def _ask(self, looked: messages.Looked) -> None:
        from alcto_tui.screens.keeping.restore import RestoreQuestion

        state: KnownState = looked.about  # the third thing that is looked for
        if looked.problem:
            self.notify(looked.problem, severity="error", timeout=12)
            return

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self.post_message(messages.RestoreRequested(state.sha256))

        item = state_item(state)
        after = f"After: {item.text}"
        heading = f"Bring back the state of {item.figure}?" if state.at else f"Bring back state {item.id}?"
        if state.kind == "first":
            heading, after = f"Bring back {item.text}?", ""
        is_gone = not self._store.folder.file.exists()
        self.app.push_screen(RestoreQuestion(heading, after, looked.found, is_gone=is_gone), answered)


def _row(state: KnownState, width: int) -> Content:
    """One line: when, what, and where it stands."""
    item, time = state_item(state), DAY if width < 60 else TIME
    mark = _mark("now" if item.state == PRESENT and width < 48 else item.state, "  ")
    sign = ("▸ ", "$accent") if state.is_present else "  "
    at = item.figure[: time - 2] if state.at else "–"
    first = line(sign, (f"{at:<{time}}", "$muted"))
    room = max(width - first.cell_length - mark.cell_length, 8)
    return Content.assemble(first, line(item.text).truncate(room, ellipsis=True, pad=True), mark)


def _mark(state: str, gap: str) -> Content:
    return line(gap, (state, "$unknown" if state == "undone" else "bold $met")) if state else Content("")


def _change(item: Item) -> Content:
    return line((SIGNS[item.state], f"${item.tone}"), item.text)


def _changes(known: Part) -> list[Content]:
    if not known.items:
        return [line((known.fact, "$muted"))]
    rows = [_change(item) for item in known.items[:MOST]]
    more = len(known.items) - MOST
    return [*rows, line((f"and {more} more", "$muted"))] if more > 0 else rows
