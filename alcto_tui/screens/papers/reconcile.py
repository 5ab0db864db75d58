"""The official record: an export of it beside the records, pair by pair, and what is noted or asked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from textual.app import ComposeResult
from textual.content import Content

from alcto_core.entry.paths import file_said, path_of
from alcto_core.keeping.letters import keep_letter
from alcto_core.problems import Refused
from alcto_core.reconciling.comparison import Comparison
from alcto_core.reconciling.pairs import Said
from alcto_core.telling.page import Item, Part, Sheet
from alcto_core.telling.reconciling import NO_MESSAGE, effects_of, message, reconciling_sheet
from alcto_core.text import plain
from alcto_tui import messages
from alcto_tui.commands import SHARED, Command
from alcto_tui.own_keys import key
from alcto_tui.screens.base.choosing import FURTHER
from alcto_tui.screens.base.listing import Listing, Row, RowList
from alcto_tui.screens.base.sheet_rows import explained, rows_of
from alcto_tui.screens.papers.letter import Letter
from alcto_tui.screens.papers.reconcile_reading import COLUMN, CREDENTIAL, ORDER, Doubt, Wishes, looked, remember
from alcto_tui.widgets.literal import hanging, line
from alcto_tui.widgets.path_line import PathLine

if TYPE_CHECKING:
    from pathlib import Path

    from alcto_core.evaluation.changed_standings import ChangedStanding
    from alcto_core.overview import Overview


class _Asked(NamedTuple):
    """What a look is asked for, so that an older answer is passed over."""

    number: int
    is_of_effects: bool = False


ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".ods")
"""Of files that may be an export."""


class ReconcileScreen(Listing[Item]):
    """The four lists; Space agrees to a doubtful pair, or takes a row in."""

    offers = (
        Command(
            "switch",
            "space,enter",
            "Take",
            "Agree to a doubtful pair, take a row in, or choose a column",
            "Space",
            in_footer=True,
        ),
        Command(
            "pair", "equals_sign", "Pair", "Pair a row with an entry: press it on the one, then on the other", "=", True
        ),
        Command("part", "minus", "Part", "Part a pair; on a row that was parted, pair it again", "-"),
        Command("note", "f2", "Note", "Note what the official record shows, as one change", "F2", True),
        Command("message", "L", "Letter", "Draft a letter about what the official record does not show", "L", True),
        Command("credential", "W", "Whose", "Say whose official record it is", "W"),
        Command("file", "F", "File", "Go to the path of the export"),
        FURTHER,
    )
    shared = SHARED
    opens = False
    keeps_height = True

    DEFAULT_CSS = """
    ReconcileScreen {
        &.-bare #top { height: 1fr; padding: 1 2; background: $background; }
        &.-bare .body { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._file: Path | None = None
        self._wishes = Wishes()
        self._comparison: Comparison | None = None
        self._doubt: Doubt | None = None
        self._effects: tuple[ChangedStanding, ...] = ()
        """What noting it does to each credential."""
        self._problem = ""
        self._agreed: frozenset[str] = frozenset()
        self._take: frozenset[int] = frozenset()
        self._held: Item | None = None
        """The row or entry that is to be paired with the next one."""
        self._look = 0
        self._is_looking = False
        self._message = ""

    def body(self) -> ComposeResult:
        placeholder = "path of the export, such as ~/Downloads/talent.csv"
        yield PathLine(self._told_of, endings=ENDINGS, placeholder=placeholder)
        yield from super().body()

    def on_mount(self) -> None:
        self.once_drawn(self.action_file)  # the list takes the focus first

    def show_overview(self, overview: Overview) -> None:  # noqa: ARG002 - the look takes it
        """New records are compared anew."""
        if self._file is not None:
            self._ask_for_look()
        self.fill()

    def _told_of(self, typed: str) -> str:
        """What is to be said of a path that is typed; of the file that is compared the lists say it."""
        return "" if path_of(typed) == self._file else file_said(typed)[1]

    # -- reading the export ------------------------------------------------------------------------------------------

    def on_input_submitted(self) -> None:
        """Enter in the path reads the file."""
        named = self.query_one(PathLine)
        if not named.value.strip():
            return
        self._file = path_of(named.value)
        named.tell("")
        self._wishes = Wishes()
        self._agreed, self._take, self._held = frozenset(), frozenset(), None
        self._ask_for_look()

    def _ask_for_look(self) -> None:
        overview, file = self.overview, self._file
        if overview is None or file is None:
            return
        self._look += 1
        self._is_looking = True
        wishes = self._wishes
        look = partial(looked, overview, file, wishes)
        self.post_message(messages.LookRequested(look, self, _Asked(self._look), holds_keys=True))
        self.fill()

    def _judge(self) -> None:
        """What is chosen is another, so what it does to each credential is."""
        comparison, overview = self._comparison, self.overview
        agreed, take = self._agreed, self._take
        if comparison is None or overview is None:
            return

        def effects() -> tuple[ChangedStanding, ...]:
            return effects_of(overview, comparison, comparison.edit(agreed, take))

        self._look += 1
        self.post_message(messages.LookRequested(effects, self, _Asked(self._look, is_of_effects=True)))

    def on_looked(self, seen: messages.Looked) -> None:
        """The export was read, or the draft was kept."""
        if not isinstance(seen.about, _Asked):
            self.notify(plain(seen.problem or seen.found), markup=False)
            return
        if seen.about.number != self._look:
            return
        if seen.about.is_of_effects:
            self._effects = seen.found or ()
            self.fill()
            return
        self._is_looking, self._effects = False, ()
        self._problem = seen.problem
        self._comparison = seen.found if isinstance(seen.found, Comparison) else None
        self._doubt = seen.found if isinstance(seen.found, Doubt) else None
        self.fill()
        self._judge()
        if self._comparison is not None or self._doubt is not None:
            self.query_one(RowList).focus()
        self.refresh_bindings()

    # -- showing -----------------------------------------------------------------------------------------------------

    def fill(self) -> None:
        comparison = self._comparison
        has_rows = self._doubt is not None or (comparison is not None and bool(self._sheet(comparison).parts))
        if has_rows and self.has_class("-bare"):
            self.once_drawn(self.fill)  # the list has no width until then
        self.set_class(not has_rows, "-bare")
        name = self._file.name if self._file is not None else "no file yet"
        fact = comparison.scope.record if comparison is not None else name
        self.head(line(("Official record", "bold $accent")), line((fact, "$muted")))
        super().fill()

    def _sheet(self, comparison: Comparison) -> Sheet:
        return reconciling_sheet(comparison, self._agreed, self._take, self._effects)

    def top(self, width: int) -> Sequence[Content]:
        return [row for words in self._told() for row in hanging(Content(""), words, width)]

    def _told(self) -> Sequence[Content]:
        if self._is_looking:
            return [line("Reading…")]
        if self._problem:
            return [line(("! ", "bold $short"), self._problem), line((f"{key('file')} goes to the path.", "$muted"))]
        if self._doubt is not None:
            return [line((self._doubt.text, "bold")), line((f"{key('choose')} chooses the highlighted one.", "$muted"))]
        if self._comparison is None:
            return [
                line(("No file yet.", "bold")),
                line("Download your transcript from the official record as a spreadsheet (CSV, .xlsx or .ods)."),
                line("Type its path above and press Enter. Nothing is noted before you say so."),
            ]
        sheet = self._sheet(self._comparison)
        rows = [line((sheet.verdict, f"bold ${sheet.tone}")), *(line(words) for words in sheet.head)]
        if self._held is not None:
            rows.append(line((f"“{self._held.title}”: press {key('pair')} on what it belongs to.", "bold $accent")))
        return rows

    def rows(self, width: int) -> Sequence[Row[Item]]:
        if self._is_looking:
            return []
        if self._doubt is not None:
            return rows_of([Part(items=self._doubt.items)], width)
        return rows_of(self._sheet(self._comparison).parts, width) if self._comparison is not None else []

    def explained(self, about: Item) -> Sequence[Content]:
        """Its sentences; of a credential also what its row has no room for."""
        if about.kind == "effect" and about.title:
            return [line((about.title, "bold")), line(f"{about.figure}; {about.state}"), *map(line, about.said)]
        return explained(about)

    # -- changing ----------------------------------------------------------------------------------------------------

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """What needs an export is offered only where there is one."""
        if action in {"pair", "part", "note", "message", "credential"}:
            return self._comparison is not None
        return self._comparison is not None or self._doubt is not None if action in {"switch", "more"} else True

    def action_open(self) -> None:
        self.action_switch()

    def action_switch(self) -> None:
        """Choose a column; agree to a pair; take a row in; and the same again takes it back."""
        about = self.chosen()
        if about is None:
            return
        if about.kind == COLUMN:
            place, _, key = about.id.partition("=")
            self._wish(columns={**self._wishes.columns, f"#{place}": key})
            return
        if about.kind == ORDER:
            self._wish(dates="mdy" if about.id == "mdy" else "dmy")
            return
        if about.kind == CREDENTIAL:
            self._wish(credential=about.id, asks_credential=False)
            return
        if about.kind == "theirs":
            self._take ^= {int(about.id)}
        elif about.kind == "pair" and (about.tone == "unknown" or about.id in self._agreed):
            self._agreed ^= {about.id}
        self.fill()
        self._judge()

    def _wish(self, **wishes: Any) -> None:
        self._wishes = replace(self._wishes, **wishes)
        self._ask_for_look()

    def action_credential(self) -> None:
        """Ask whose official record it is; what was said of single rows was said of another one."""
        self._agreed, self._take, self._held = frozenset(), frozenset(), None
        self._wish(credential=None, asks_credential=True, said=Said())

    def action_pair(self) -> None:
        """Hold a row or an entry; with one held, pair both."""
        about, held = self.chosen(), self._held
        if about is None or about.kind not in {"pair", "mine", "theirs"}:
            return
        self._held = None
        kinds = {about.kind, held.kind} if held is not None else set()
        said = self._wishes.said
        if held is not None and held.id != about.id and kinds in ({"pair", "theirs"}, {"mine", "theirs"}):
            row, entry = (about, held) if about.kind == "theirs" else (held, about)
            numbers = {*self._rows_of(entry.id), int(row.id)}
            pairs = said.pairs | {(number, entry.id) for number in numbers}
            self._say(Said(pairs=pairs, apart=said.apart - numbers))
        elif held is not None and held.id != about.id and kinds == {"pair", "mine"}:
            entry, other = (about, held) if about.kind == "mine" else (held, about)
            numbers = set(self._rows_of(other.id))
            own = {(number, id) for id in (*self._sharing(numbers), entry.id) for number in numbers}
            self._say(Said(pairs=said.pairs | own, apart=said.apart))
        else:
            self._held = about if held is None or held.id != about.id else None
            self.fill()

    def action_part(self) -> None:
        """Part a pair; a row that was parted is paired as alcto would."""
        about = self.chosen()
        if about is None:
            return
        said = self._wishes.said
        if about.kind == "pair":
            rows = self._rows_of(about.id)
            sharing = self._sharing(rows) - {about.id}
            self._agreed -= {about.id, *sharing}
            kept = {pair for pair in said.pairs if pair[1] != about.id and pair[0] not in rows}
            if len(sharing) > 1:  # the row sums the others still
                kept |= {(number, id) for number in rows for id in sharing}
            self._say(Said(pairs=frozenset(kept), apart=said.apart | (rows if len(sharing) < 2 else frozenset())))
        elif about.kind == "theirs" and int(about.id) in said.apart:
            self._say(msgspec.structs.replace(said, apart=said.apart - {int(about.id)}))

    def _sharing(self, numbers: Collection[int]) -> frozenset[str]:
        """The entries that are paired with one of these rows."""
        pairs = self._comparison.found.pairs if self._comparison is not None else ()
        return frozenset(pair.activity.id for pair in pairs for row in pair.rows if row.number in numbers)

    def _rows_of(self, id: str) -> frozenset[int]:
        pairs = self._comparison.found.pairs if self._comparison is not None else ()
        return frozenset(row.number for pair in pairs if pair.activity.id == id for row in pair.rows)

    def _say(self, said: Said) -> None:
        if self._comparison is not None:
            try:
                comparison = self._comparison.with_said(said)
            except Refused as wrong:
                self.notify(plain(str(wrong)), severity="warning", markup=False)
                self.fill()
                return
            self._wishes = replace(self._wishes, said=said)
            self._comparison = comparison
            self._take &= {row.number for row in self._comparison.found.only_theirs}
            self.fill()
            self._judge()

    def action_note(self) -> None:
        """Save what is sure, agreed to, and taken, as one change."""
        comparison, overview = self._comparison, self.overview
        if comparison is None or overview is None:
            return
        try:
            edit = comparison.edit(self._agreed, self._take)
        except Refused as wrong:
            self.notify(plain(str(wrong)), severity="warning", markup=False)
            return
        if edit is None:
            self.notify("There is nothing to note.")
            return
        self._take = frozenset()
        self.post_message(messages.EditRequested(edit, self, seen=overview.loaded, names_undo=True))

    def on_edit_finished(self, finished: messages.EditFinished) -> None:
        """Remember what its columns hold once something of it was noted."""
        if finished.is_settled and self._comparison is not None and self.overview is not None:
            remember(self.overview, self._comparison, self._wishes.dates)

    def action_message(self) -> None:
        """Show the draft, to be copied or kept."""
        comparison, overview = self._comparison, self.overview
        if comparison is None or overview is None:
            return
        text = self._message = message(comparison, overview.on)
        if not text:
            self.notify(NO_MESSAGE)
            return
        self.app.push_screen(Letter(text), self._answered)

    def _answered(self, answer: str | None) -> None:
        overview, comparison, text = self.overview, self._comparison, self._message
        if answer == "copy":
            self.post_message(messages.CopyRequested(text))
        elif answer == "save" and overview is not None and comparison is not None:
            name = f"message-{comparison.scope.credential.program}-{overview.on.isoformat()}.txt"
            target = overview.folder.path / name
            self.post_message(messages.LookRequested(lambda: keep_letter(overview.folder, target, text), self))

    def action_file(self) -> None:
        """Go to the path."""
        self.query_one(PathLine).go_to()

    def action_back(self) -> None:
        """Leave the path for the list first; then the screen."""
        listed = self.query_one(RowList)
        if self.query_one(PathLine).is_used and self._rows:
            listed.focus()
        elif self._held is not None:
            self._held = None
            self.fill()
        else:
            self.dismiss()
