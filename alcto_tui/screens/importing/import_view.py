"""What the import screen shows of a file that was read: what is asked, the rows with their boxes, and the columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec
from textual.content import Content

from alcto_core.importing.intake import Intake
from alcto_core.importing.vocabulary import TARGETS
from alcto_core.telling.importing import order_part, row_lines
from alcto_core.telling.names import credential_names, field_name, value_named
from alcto_core.telling.page import Item, Part, Sheet, sentence
from alcto_tui.own_keys import key
from alcto_tui.screens.base.listing import Row
from alcto_tui.screens.base.sheet_rows import explained, rows_of
from alcto_tui.screens.importing.import_choices import KEYS, about_file
from alcto_tui.screens.importing.import_words import by_keys
from alcto_tui.widgets.literal import hanging, line, lines
from alcto_tui.widgets.sign import SIGNS

if TYPE_CHECKING:
    from alcto_core.importing.planned import PlannedRow
    from alcto_core.overview import Overview
    from alcto_tui.screens.importing.import_reading import Reading, Wishes

MOST_ROWS = 400
"""Rows that are shown; all of them come in."""
ASKED = frozenset({"candidate", "as", "attended"})
"""Kinds of what must be settled first."""
PLACES = {"row": 0, "near": 1}
"""The parts that come first, by the kind of their items."""
BEGINS = ASKED | {"order", "row"}


def nothing(said: str, is_busy: bool) -> Sequence[Content]:
    """What stands there before anything was read, or where nothing can be."""
    if said:
        return [line((said, "bold" if is_busy else "$short"))]
    return [
        line(("Bring a spreadsheet or a calendar in.", "bold")),
        line(
            "Write the path of a CSV, .xlsx, .ods or .ics file, and Enter. Every row is shown before anything is saved."
        ),
        line(("Its columns are guessed, and you can change what each holds.", "$muted")),
    ]


@dataclass(frozen=True)
class ImportView:
    """A file as it was read, with what the person said of it."""

    sheet: Sheet
    reading: Reading | None
    wishes: Wishes
    ticked: frozenset[int]
    """Of the events at the same time that are asked about."""
    overview: Overview | None = None
    """What has the names of what rows name by ids."""

    @property
    def planned(self) -> Mapping[str, PlannedRow]:
        """The rows by their numbers."""
        return self.reading.planned if self.reading is not None else {}

    def row(self, item: Item | None) -> PlannedRow | None:
        """The row of the file that an item speaks of; None where it is about something else."""
        return self.planned.get(item.id) if item is not None and item.kind == "row" else None

    def top(self, width: int, *, is_tall: bool) -> Sequence[Content]:
        """What stands above the list: how many rows come in, and what each credential would come to."""
        reading = self.reading
        rows = line((sentence(self.sheet.title), "bold")).wrap(max(1, width))
        if reading is not None and reading.plan is not None:
            taken = sum(bool(self.wishes.takes(row)) for row in reading.plan.rows)
            rows.append(
                line((f"{taken:,} ticked.", "bold $accent"), (f"  Nothing is saved before {key('save')}.", "$muted"))
            )
        effects = [*self.sheet.items("effect")]
        told = [item for item in effects if is_tall or "no change" not in item.figure or item.said]
        for item in told:
            sign, tone = SIGNS[item.tone]
            words = line((item.title, "bold"), f"  {item.figure}; ", (item.state, tone))
            rows += hanging(line(f"{sign} "), words, width)
            rows += [row for said in item.said for row in hanging(line("    "), line((said, "$muted")), width)]
        if len(told) < len(effects):
            others = ", ".join(item.title for item in effects if item not in told)
            rows += hanging(line("  "), line((f"No change: {others}", "$muted")), width)
        return rows

    def rows(self, width: int) -> Sequence[Row[Item]]:
        """What is asked first, then the rows of the file, and what is to be known of it."""
        asked: list[Part] = []
        others: list[Part] = []
        for part in self.sheet.parts:
            if part.items:
                (asked if part.items[0].kind in ASKED else others).append(part)
        found = [row for part in asked for row in self._asked_rows(part, width)]
        if self.reading is not None:
            if self.reading.asks_order:
                found += rows_of([order_part()], width)
            found += rows_of(about_file(self.reading, self.wishes), width)
        for part in sorted(others, key=lambda one: PLACES.get(one.items[0].kind, 2)):
            kind = part.items[0].kind
            if kind == "row":
                found += self._row_rows(part, width)
            elif kind != "effect":
                found += rows_of([part], width)
        return found

    def _asked_rows(self, part: Part, width: int) -> list[Row[Item]]:
        if part.items[0].kind != "attended":
            return rows_of([part], width)
        found = rows_of([part], width - 4)
        marked = [
            row
            if row.about is None
            else replace(row, words=self._box(row.words, int(row.about.id) in self.ticked, width))
            for row in found
        ]
        none = Item(id="none", kind="attended", title="None of them")
        return [*marked, Row("attended-none", line("      None of them"), none)]

    def _box(self, words: Content, takes: bool | None, width: int) -> Content:
        mark = " –  " if takes is None else "[x] " if takes else "[ ] "
        return lines(*hanging(line((mark, "bold $accent")), words, width))

    def _row_rows(self, part: Part, width: int) -> list[Row[Item]]:
        cut = len(part.items) > MOST_ROWS
        fact = f"the first {MOST_ROWS} of {len(part.items):,}; all come in" if cut else ""
        items = tuple(msgspec.structs.replace(one, cells=one.cells[:1]) for one in part.items[:MOST_ROWS])
        shown = Part(heading=part.heading, fact=fact, columns=part.columns[:2], items=items)
        found = rows_of([shown], width - 4)
        return [
            row
            if row.about is None
            else replace(row, words=self._box(row.words, self.wishes.takes(self.planned[row.about.id]), width))
            for row in found
        ]

    def explained(self, about: Item) -> Sequence[Content]:
        """What is said of the highlighted row."""
        if about.kind == "row":
            row = self.planned[about.id]
            told = [line((words, "$short")) for words in map(by_keys, row_lines(row))]
            if self.reading is not None and row.number in self.reading.lacking:
                told.append(line(("Enter says how many hours it was.", "$accent")))
            values = "; ".join(self._told(key, value) for key, value in row.table.items() if key != "id")
            named = f"Row {about.id}{f': {about.title}' if about.title else ''}"
            return [line((named, "bold")), *told, line((values, "$muted"))]
        if about.kind in ("column", "candidate"):
            index = int(about.id.partition("=")[0])
            key = about.cells[0]
            meaning = f"{key}: {TARGETS[key]}" if key in TARGETS else "It is left out."
            samples = ", ".join(f"“{one[:40]}”" for one in self.samples(index))
            cells = line(("Its first cells: ", "$muted"), samples or "empty")
            why = [line((about.cells[1], "$muted"))] if about.kind == "column" else []
            return [line((about.title, "bold")), line(meaning), cells, *why]
        keys = [line((KEYS[about.kind], "$accent"))] if about.kind in KEYS else []
        return [*explained(about), *keys]

    def _told(self, key: str, value: object) -> str:
        """A value of a row in the words of its form."""
        words = _short(value)
        if (overview := self.overview) is not None:
            words = value_named(key, words, overview.library, credential_names(overview.records, overview.library))
        return f"{field_name(key)} {words}"

    def samples(self, index: int) -> Sequence[str]:
        """The first cells of a column."""
        intake = self.reading.intake if self.reading is not None else None
        return intake.samples(index) if isinstance(intake, Intake) else ()

    @property
    def at_one_time(self) -> frozenset[int]:
        """The events at the same time that are asked about."""
        layout = self.reading.layout if self.reading is not None else None
        asked = layout.questions[0] if layout is not None and layout.questions else None
        return (
            frozenset(one.index + 1 for one in asked.candidates) if asked and asked.key == "attended" else frozenset()
        )


def _short(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(one.get("title", "") if isinstance(one, dict) else one) for one in value)
    return str(value)
