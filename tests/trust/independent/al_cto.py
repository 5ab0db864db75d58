"""AL-CTO recertification: sixty hours, a plan, its presentation and the hand-in, every three years (recert:40-122)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from .cycles import Cycles, Met, Span, World, judge_cycles
from .days import DAY, years_after
from .footing import Person, marks
from .log import ALL, Entry, twins
from .strands import Part, lacking, lacking_whole
from .verdicts import NOT_YET, Answer, Open

PROGRAMME = "al-cto"
STRANDS = tuple(f"al-cto/{name}" for name in ("roles", "law-ethics", "data", "teaching", "it", "planning"))
ASKED = Fraction(60)  # recert:46
IN_EACH = Fraction(5)  # recert:58
NEVER = {"registration", "exhibit-hall", "meal", "break"}  # recert:54, A42
DOCUMENTS = (
    *(f"plan/{name}" for name in ("mission", "needs", "goals", "training", "resources", "evaluation")),
    "presentation",
    "signature-sheets",
)  # recert:75-107
HAND_IN = "submitted"  # recert:111
COHORTS = {
    "alpha": date(2022, 6, 1),
    "beta": date(2022, 6, 1),
    "charlie": date(2022, 6, 1),
    "delta": date(2023, 6, 1),
    "echo": date(2024, 6, 1),
    "foxtrot": date(2025, 6, 1),
}  # academy:25-28


def cycles_of(credential: Mapping[str, Any], ways: Open) -> Cycles:
    """When the first cycle is due, and when it began."""
    issued = credential.get("issued")
    published = COHORTS.get(str(credential.get("cohort", "")).strip().casefold())
    settings = credential.get("settings", {})
    if settings.get("due-date") == "issue" and issued is not None:
        published = None
    if published is not None:
        three = years_after(published, -3)
        if issued is None:
            begins = three + DAY
        elif issued >= three or settings.get("first-cycle") == "issue":
            begins = issued
        else:
            # A61: from three years before the due date at the earliest.
            begins = ways.way("shortened-cycle", (three + DAY, three))
        return Cycles(credential, published, published, begins)
    if issued is not None:
        return Cycles(credential, years_after(issued, 3), issued, issued)
    due = credential.get("due")
    return Cycles(credential, due, due, None if due is None else years_after(due, -3) + DAY)


class Judge:
    """Judges the cycles of one credential."""

    def __init__(self, person: Person, credential: Mapping[str, Any], on: date, ways: Open) -> None:
        self.person, self.credential, self.on, self.ways = person, credential, on, ways
        self.id = credential["id"]

    def parts(self, span: Span, world: World, by: date) -> list[Part]:
        """Hours of the span up to a day, each with the strands that they may go to."""
        found: list[Part] = []
        for entry in self.person.log:
            if not span.first <= entry.day <= min(span.last, by) or not entry.is_done(self.on):
                continue
            if entry.id in world.left_out or not entry.counts_for(self.id):
                continue
            found += self._parts_of(entry, world)
        return found

    def _parts_of(self, entry: Entry, world: World) -> list[Part]:
        split = {name: hours for name, hours in entry.split.items() if name in STRANDS}
        if split and self.credential.get("settings", {}).get("split") == "whole":
            # Under that reading no entry is divided, by whomever.
            parts = [(entry.hours, frozenset(entry.table.get("strands", split)).intersection(STRANDS))]
        elif split:
            parts = [(hours, frozenset({name})) for name, hours in split.items()]
        else:
            parts = [
                (piece.hours, frozenset(piece.strands).intersection(STRANDS))
                for piece in entry.pieces
                if piece.kind not in NEVER
            ]
        parts = [part for part in parts if part[1]]
        taken = refused = entry.refused(self.id, self.on, self.ways, posted_lifts=False)
        if world.by_posting:
            stated = [much for _, much in entry.postings(self.id, self.on) if much is not ALL]
            if stated:
                taken = max(taken, entry.hours - max(stated))
        if taken and len(parts) > 1:
            if taken > refused:
                return self.ways.way("refused-sessions", [_less(o, taken) for o in (parts, parts[::-1])])
            # Nobody says which parts were refused: each may be the first.
            at = (world.refused_from - 1) % len(parts)
            return _less([*parts[at:], *parts[:at]] if world.refused_from else parts[::-1], taken)
        return _less(parts, taken)

    def hours(self, span: Span, world: World, by: date) -> tuple[Fraction, Fraction]:
        """Hours that count up to a day, and hours that are missing."""
        parts = self.parts(span, world, by)
        total = sum((hours for hours, _ in parts), Fraction(0))
        whole = self.credential.get("settings", {}).get("split") == "whole"
        lack = (lacking_whole if whole else lacking)(parts, STRANDS, IN_EACH)
        return total, max(Fraction(0), ASKED - total, lack)

    def _marks(self, id: str, span: Span) -> list[Mapping[str, Any]]:
        """The marks that stand. What was done outside the cycle, and sent back, may speak of itself alone."""
        stand = marks(self.credential, id, self.on)
        mine = [step for step in self.credential.get("step", ()) if step["id"] == id]
        outside = []
        for step in mine:
            if "refused" in step:
                before = [one["done"] for one in mine if "done" in one and one["done"] <= step["refused"]]
                handed_in = step.get("done") or max(before, default=step["refused"])
                if not span.first <= handed_in <= span.last:
                    outside.append(step)
        if not outside:
            return stand
        inside = [step for step in mine if step not in outside]
        return self.ways.way("sent-back-outside-the-cycle", (stand, marks({"step": inside}, id, self.on)))

    def document(self, id: str, span: Span, by: date) -> str:
        """`met`, `waived` or `unmet` on a day."""
        state = "unmet"
        for step in self._marks(id, span):
            done = step.get("done")
            in_time = done is not None and span.first <= done <= min(span.last, by)
            if "waived" not in step:
                if in_time:
                    return "met"
            elif step["waived"].strip() and (done is None or span.first <= done <= min(span.last, self.on)):
                # What need not be done is nothing that a hand-in could lack.
                state = "waived"
        return state

    def span(self, span: Span, world: World) -> Met:
        """What the cycle comes to."""
        by = self.on
        total, missing = self.hours(span, world, by)
        documents = {id: self.document(id, span, by) for id in DOCUMENTS}
        rest = missing == 0 and "unmet" not in documents.values()
        days = sorted(
            step["done"]
            for step in self._marks(HAND_IN, span)
            if "done" in step
            and span.first <= step["done"] <= min(span.last, self.on)
            and ("waived" not in step or self.ways.way("waived-hand-in-with-a-day", (True, False)))
        )
        held = rest and any(self._held_everything(day, span, world) for day in days)
        answer = Answer(
            NOT_YET,
            missing=missing,
            counted=total,
            requirements=(*documents.items(), (HAND_IN, "met" if held else "unmet")),
        )
        return Met(held, answer, late_fulfilled=None if rest and days else False)

    def _held_everything(self, day: date, span: Span, world: World) -> bool:
        """A43: hours and documents were there on the day of the hand-in."""
        if self.hours(span, world, day)[1] > 0:
            return False
        return all(self.document(id, span, day) != "unmet" for id in DOCUMENTS)

    def twins(self, span: Span) -> list[frozenset[str]]:
        """Groups of entries of the cycle that look like one."""
        plain = World()
        groups = twins(self.person.log, self.on, lambda e: e.counts_for(self.id) and bool(self._parts_of(e, plain)))
        return [frozenset(e.id for e in g) for g in groups if span.first <= g[0].day <= span.last]


def _less(parts: Sequence[Part], taken: Fraction) -> list[Part]:
    left = []
    for hours, goes in parts:
        gone = min(hours, taken)
        taken -= gone
        if hours > gone:
            left.append((hours - gone, goes))
    return left


def judge(person: Person, credential: Mapping[str, Any], on: date, ways: Open) -> Answer:
    """Where an AL-CTO credential stands."""
    own = Judge(person, credential, on, ways)
    answer = judge_cycles(person, cycles_of(credential, ways), on, ways, own.span, own.twins)
    return (
        replace(answer, requirements=())
        if answer.state not in ("compliant", "in-progress", "non-compliant")
        else answer
    )
