"""Weighs what each column may hold, by its heading, its cells and its neighbours; what stays doubtful is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from alcto_core.entry.strands import StrandNamed
from alcto_core.importing import headings, status_words, vocabulary
from alcto_core.importing.clock import moment_of, moment_span_of, read_clock, read_clock_span
from alcto_core.importing.evidence import HARDLY, MOSTLY, Cells
from alcto_core.importing.layout import Candidate, Column, ColumnQuestion, Headed
from alcto_core.importing.statuses import Sense, is_of_entry, is_told_by_cells, judged, sense_of
from alcto_core.importing.vocabulary import FILLS

_SAMPLES = 3
_MOST_CANDIDATES = 3
SAYS_SO = "its heading says so"


class Weighing:
    """The columns of one sheet while their meanings are found, the surest first."""

    def __init__(self, headed: Headed, cells: Cells, strand_named: StrandNamed, width: int) -> None:
        self.headings = [headed.header.cell(index) for index in range(width)]
        self.cells = cells
        self.samples = cells.samples
        self.strand_named = strand_named
        self.columns: dict[int, Column] = {}
        self.questions: list[ColumnQuestion] = []
        self.why: dict[int, str] = {}
        """Why a column is left out, where its cells told it."""

    def take(self, index: int, key: str, reason: str, **more: Any) -> None:
        """Give a column its meaning."""
        self.columns[index] = Column(index=index, heading=self.headings[index], key=key, reason=reason, **more)

    @property
    def taken(self) -> set[str]:
        """The keys that are held, or asked about."""
        held = {
            key for one in self.columns.values() for key in (one.key, *FILLS.get(one.key, ())) if one.key != "start"
        }
        return held | {one.key for one in self.questions}

    @property
    def free(self) -> list[int]:
        """Columns without a meaning that hold something, headings known to be of other things left out."""
        return [
            index
            for index, sample in enumerate(self.samples)
            if index not in self.columns and sample.filled and headings.aside(self.headings[index]) is None
        ]

    def _aside(self) -> Iterator[int]:
        """Columns whose headings are known to be of other things, such as the enrollment of a class."""
        for index, sample in enumerate(self.samples):
            if index not in self.columns and sample.filled and headings.aside(self.headings[index]) is not None:
                yield index

    def ask(self, key: str, text: str, candidates: Iterable[tuple[int, str]]) -> None:
        """Ask which of some columns holds a key; each with what it would hold."""
        listed = tuple(
            Candidate(
                index=index,
                name=" ".join(self.headings[index].split()) or f"#{index + 1}",
                key=held,
                samples=tuple(self.cells.column(index)[:_SAMPLES]),
            )
            for index, held in candidates
        )
        self.questions.append(ColumnQuestion(key=key, text=text, candidates=listed[:_MOST_CANDIDATES]))

    def name(self, index: int) -> str:
        """A column in a sentence."""
        return f"“{' '.join(self.headings[index].split())}”" if self.headings[index] else f"column {index + 1}"

    # --- what says whether a row counts

    def statuses(self) -> None:
        """Columns by which rows are known that were not done, or are not credited yet."""
        is_tracker = any(headings.folded(one).startswith("billable") for one in self.headings)
        told = [index for index in self._aside() if is_told_by_cells(self.cells.column(index))]
        for index in sorted((*self.free, *told)):
            heading = self.headings[index]
            sense = sense_of(heading, self.cells.column(index))
            if sense in ("not done", "share", "part") and self._says_so(index, sense):
                self.take(index, "status", SAYS_SO, **self.of_status(index))
                continue
            words = headings.folded(heading)
            measure = headings.measure_of(heading)
            are_numbers = self.samples[index].numbers >= MOSTLY
            if are_numbers and ((measure is not None and not measure.is_bare) or not self._are_ticks(index)):
                continue
            if not headings.is_status(heading):
                is_other = set(words.split()) & status_words.STATUS_BUT or headings.name_rank(heading) > 1
                is_asked = self.samples[index].choices >= MOSTLY and status_words.STATUS_STEMS.search(words) is not None
                if not is_other and not is_tracker and (is_asked or is_told_by_cells(self.cells.column(index))):
                    self.take(index, "status", "its cells say whether a row counts", sense=sense)
                continue
            if self._is_day(index):
                continue
            if is_tracker and words.startswith("approv"):
                self.why[index] = "it speaks of the time sheet"
            elif words.endswith("status") or self.samples[index].choices >= 0.5 or self._are_grades(index):
                self.take(index, "status", SAYS_SO, **self.of_status(index))

        self._entries()

    def _entries(self) -> None:
        """A status of the enrollment says nothing more where another one says what came of it."""
        held = [one for one in self.columns.values() if one.key == "status"]
        entries = [one for one in held if is_of_entry(one.heading) and not one.is_said]
        if len(entries) < len(held):
            for one in entries:
                self.columns[one.index] = msgspec.structs.replace(one, sense="entry", asks_when_empty=False)

    def of_status(self, index: int) -> dict[str, Any]:
        """What a column of a status is beside its key."""
        sense = sense_of(self.headings[index], self.cells.column(index))
        return {"sense": sense, "asks_when_empty": sense != "not done" and self.cells.asks_when_empty(index)}

    def _says_so(self, index: int, sense: Sense) -> bool:
        """Whether the cells below “Cancelled?” or “Progress” answer it; whatever stands below a reason does."""
        cells = self.cells.column(index)
        measure = headings.measure_of(self.headings[index])
        if sense == "not done" and measure is not None and not measure.is_bare:
            return False
        if sense == "not done" and not (self._are_ticks(index) or self.samples[index].numbers < MOSTLY):
            return False
        if sense == "not done" and self.samples[index].days and len(cells) == len(self.cells.rows):
            return False  # each row has its last day to drop out
        is_reason = sense == "not done" and "reason" in headings.folded(self.headings[index])
        return is_reason or sum(judged(cell, sense) is not None for cell in cells) >= 0.5 * len(cells)

    def _are_ticks(self, index: int) -> bool:
        """Whether numbers stand for yes and no."""
        return set(self.cells.column(index)) <= {"0", "1", "100"}

    def _are_grades(self, index: int) -> bool:
        """Whether a column of grades holds letters, of which some mean that nothing was credited."""
        cells = self.cells.column(index)
        return all(len(cell) < 4 and judged(cell) is not None for cell in cells)

    def _is_day(self, index: int) -> bool:
        sample = self.samples[index]
        return max(sample.days, sample.serials) >= HARDLY and sample.choices < 0.5

    # --- times of day and days

    def clocks(self) -> None:
        """Columns of times of day: where something begins and ends."""
        for index in self.free:
            sample, heading = self.samples[index], self.headings[index]
            key = headings.clock_of(heading)
            measure = headings.measure_of(heading)
            is_span = sample.spans >= MOSTLY and sample.days < HARDLY
            if is_span and (key == "begins" or measure is not None):
                self._clock(index, "begins", holds_spans=True)
                continue
            are_clocks = bool(key) and all(
                read_clock(cell) or read_clock_span(cell) for cell in self.cells.column(index)
            )
            if (
                not key
                or sample.days >= HARDLY
                or (not are_clocks and sample.clocks + sample.spans < HARDLY and not sample.sure_clocks)
            ):
                continue
            if measure is not None and measure.kind == 3 and sample.sure_clocks < MOSTLY:
                continue
            is_said = (
                measure is None
                or sample.sure_clocks >= HARDLY
                or self._has_other_length(index)
                or self._is_daytime(index)
            )
            if is_said:
                self._clock(index, key)
        if "begins" in self.taken:
            self._breaks()

    def _breaks(self) -> None:
        """What is taken off between beginning and end: lengths, or times of day from and to. A cell that says neither
        makes its row unreadable."""
        for index in self.free:
            if headings.is_break(self.headings[index]):
                self.take(index, "breaks", "taken off the time between beginning and end")

    def _clock(self, index: int, key: str, *, holds_spans: bool = False) -> None:
        if key not in self.taken:
            self.take(index, key, "its cells are times of day", holds_spans=holds_spans)

    def _has_other_length(self, index: int) -> bool:
        return any(
            other != index and self.samples[other].hours >= MOSTLY and headings.measure_of(self.headings[other])
            for other in self.free
        )

    def _is_daytime(self, index: int) -> bool:
        """Whether times without AM or PM are those of a day's work, and no lengths."""
        found = [one for one in self.cells.amounts(index, "h:mm") if one]
        return bool(found) and min(found) >= 6 * 300

    def days(self) -> None:
        """The day, the first day, and the day on which the official record showed it."""
        found: dict[str, list[tuple[int, int]]] = {}
        self._moments_of_a_form()
        for index in self.free:
            sample, heading = self.samples[index], self.headings[index]
            key, rank = headings.day_of(heading)
            if rank and index not in self.why and max(sample.days, sample.serials) >= HARDLY:
                found.setdefault(key, []).append((rank, index))
        for key, listed in found.items():
            if key in self.taken or any(one.key == key for one in self.columns.values()):
                continue
            ranked = sorted(listed, key=lambda one: (-one[0], -self.samples[one[1]].filled, one[1]))
            rank, best = ranked[0]
            twins = [index for other, index in ranked[1:] if other == rank and self._differ(index, best)]
            if twins and key == "date" and rank < 4:
                columns = [best, *twins]
                self.ask("date", f"Which is the day: {self._listed(columns)}?", [(index, "date") for index in columns])
                continue
            holds_times = all(moment_of(cell) for cell in self.cells.column(best))
            holds_spans = key == "date" and all(moment_span_of(cell) for cell in self.cells.column(best))
            is_completion = key == "date" and rank == 4
            more = {"is_completion": is_completion, "holds_times": holds_times, "holds_spans": holds_spans}
            self.take(best, key, SAYS_SO, **more)
            plain = next((index for other, index in ranked if other == 2), None)
            if key == "date" and rank == 3 and plain is not None and "start" not in found:
                self.take(plain, "start", f"the first day, as {self.name(best)} is the last")

    def _moments_of_a_form(self) -> None:
        """Microsoft Forms puts its own columns first; when a form was filled in is not when anything was done."""
        if {"id", "start time", "completion time", "email", "name"} <= set(map(headings.folded, self.headings)):
            for index in self.free:
                if headings.folded(self.headings[index]) in ("start time", "completion time"):
                    self.why[index] = vocabulary.OTHERS["timestamp"]

    def _differ(self, one: int, other: int) -> bool:
        return any(row.cell(one) != row.cell(other) for row in self.cells.rows if row.cell(one) and row.cell(other))

    def _listed(self, columns: Sequence[int]) -> str:
        return " or ".join(self.name(index) for index in columns[:_MOST_CANDIDATES])

    # --- the name

    def names(self) -> None:
        """The name of the activity: never a person, a result, a number or a time."""
        if "title" in self.taken:
            return
        both = next((index for index in self.free if headings.meant(self.headings[index]) == "title/location"), None)
        if both is not None:
            self.take(both, "title/location", SAYS_SO)
            return
        self._session_of_event()
        if "title" in self.taken:
            return
        ranked = [(headings.name_rank(self.headings[index]), index) for index in self.free if self._may_be_name(index)]
        ranked = [(rank, index) for rank, index in ranked if rank and not self._is_person(index, ranked)]
        if not ranked:
            return
        ranked = self._without_constant(ranked)
        top = max(rank for rank, _ in ranked)
        best = min(
            (index for rank, index in ranked if rank == top),
            key=lambda index: (self._lone_place(index) if top == 1 else 0, -self.samples[index].distinct, index),
        )
        self.take(best, "title", SAYS_SO if top > 1 else "nothing names the activity better")
        if headings.folded(self.headings[best]) == "task":
            notes = next((at for at in self.free if headings.meant(self.headings[at]) == "note"), None)
            if notes is not None and not any(headings.meant(self.headings[at]) == "description" for at in self.free):
                self.take(notes, "description", "beside a task it says what was done")

    def _without_constant(self, ranked: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Without a “Title” that is the same in every row, such as that of a position, beside names that differ."""
        best = max(ranked, key=lambda one: (one[0], -one[1]))[1]
        sample = self.samples[best]
        is_constant = sample.filled > 1 and sample.distinct * sample.filled == 1
        lone = ("course", "class", "training", "workshop", "activity", "event", "session", "topic")
        others = [
            index
            for rank, index in ranked
            if index != best
            and self.samples[index].distinct == 1
            and headings.folded(self.headings[index]).split()[0] in lone
        ]
        if not (is_constant and others and headings.folded(self.headings[best]) == "title"):
            return ranked
        self.why[best] = "it is the same in every row"
        return [one for one in ranked if one[1] != best]

    def _session_of_event(self) -> None:
        """A column of sessions beside one of events: the event is the activity."""
        words = {index: headings.folded(self.headings[index]) for index in self.free if self._may_be_name(index)}
        events = [index for index, one in words.items() if one in vocabulary.EVENTS]
        sessions = [index for index, one in words.items() if one in vocabulary.SESSIONS and index not in events]
        if events and len(sessions) == 1 and "session" not in self.taken:
            self.take(sessions[0], "session", f"a part of {self.name(events[0])}")
            self.take(events[0], "title", SAYS_SO)

    def _may_be_name(self, index: int) -> bool:
        sample = self.samples[index]
        looks = max(sample.days, sample.hours, sample.clocks, sample.odd, sample.files)
        return looks < HARDLY and (sample.choices < MOSTLY or headings.name_rank(self.headings[index]) > 1)

    def _is_person(self, index: int, ranked: Sequence[tuple[int, int]]) -> bool:
        """Whether a lone “Name” is that of the person, as another column names the activity."""
        if headings.folded(self.headings[index]) != "name":
            return False
        sample = self.samples[index]
        if sample.people >= MOSTLY and (sample.distinct <= 0.5 or sample.filled == 1):
            self.why[index] = headings.SAYS_WHO
            return True
        others = [at for rank, at in ranked if rank and at != index]
        kinds = {headings.folded(self.headings[at]) for at in others} - {"description", "subject", "details", "summary"}
        if kinds and (
            self.samples[index].people >= MOSTLY or self.samples[index].distinct < 0.5 or not self._is_own(index)
        ):
            self.why[index] = headings.SAYS_WHO
            return True
        return False

    def _is_own(self, index: int) -> bool:
        return self.samples[index].distinct > 0.5 and self.samples[index].people < HARDLY

    def _lone_place(self, index: int) -> int:
        words = headings.folded(self.headings[index])
        if words.startswith("subject") and self._names_rows(index):
            return -1
        order = vocabulary.LONE_ORDER
        return next((at for at, one in enumerate(order) if words.startswith(one)), len(order))

    def _names_rows(self, index: int) -> bool:
        """Whether a subject names each row and no subject area: the subject of a message or an appointment."""
        sample = self.samples[index]
        return sample.distinct == 1 and not sample.strands and any(" " in cell for cell in self.cells.column(index))

    # --- everything else

    def others(self, read: Callable[[str], str | None], reason: str) -> None:
        """Take each column whose heading says what it holds; where two say the same, the fuller one."""
        wanted: dict[str, list[int]] = {}
        for index in range(len(self.headings)):
            heading = self.headings[index]
            if index in self.columns or not heading or headings.aside(heading) is not None or index in self.why:
                continue
            if (key := self._as_values_say(read(heading), index)) is not None:
                wanted.setdefault(key, []).append(index)
        for key, indices in wanted.items():
            if key in self.taken or self.taken.intersection(FILLS.get(key, ())):
                continue
            best = max(
                indices, key=lambda at: (self.samples[at].distinct / 10 + min(self.samples[at].filled, 100) / 1000, -at)
            )
            self.take(best, key, reason)

    def _as_values_say(self, key: str | None, index: int) -> str | None:
        """The key of a heading, unless the cells below it are something else."""
        sample = self.samples[index]
        if key is None or not sample.filled:
            return key
        if key == "course" and sample.strands >= MOSTLY:
            return "strands"
        if key in ("description", "location", "source", "justification") and max(sample.days, sample.numbers) >= MOSTLY:
            return None
        if key == "format" and not self._is_format(index):
            return None
        if key == "evidence" and sample.choices >= MOSTLY:
            return None
        return key

    def _is_format(self, index: int) -> bool:
        cells = self.cells.column(index)
        return sum(headings.folded(cell) in vocabulary.FORMATS for cell in cells) >= 0.5 * len(cells)

    def rest(self) -> None:
        """Leave out what is left, and say why."""
        asked: Mapping[int, str] = {
            one.index: question.key for question in self.questions for one in question.candidates
        }
        for index, heading in enumerate(self.headings):
            if index in self.columns:
                continue
            if index in asked:
                reason = f"may hold {asked[index]}: see the question"
            elif why := self.why.get(index) or headings.aside(heading) or headings.why_no_day(heading):
                reason = f"left out: {why}"
            elif not self.samples[index].filled:
                reason = "left out: it is empty"
            elif (key := headings.known(heading) or headings.likely(heading)) in self.taken:
                reason = f"left out: another column holds {key}"
            elif key is not None:
                reason = "left out: its cells are not what its heading says"
            else:
                reason = "left out: alcto does not know what it means"
            self.take(index, "", reason, is_empty=not self.samples[index].filled)
