"""Where a credential stands on a day under a rule file, with all that nobody recorded worked out in every way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from independent.verdicts import CANNOT_TELL, MET, MISSED, NOT_OWED, NOT_SAID, NOT_YET, Answer, Past

from .facts import Facts, Missing, guesses
from .hours import Piece, credited, pieces
from .judging import Found, Window
from .known import unknown
from .spans import Cycles, Span, Years


def answer(rules: Mapping[str, Any], records: Mapping[str, Any], on: date) -> Answer:
    """The answer; raises `AssertionError` where the rule file has a key that this reading does not know."""
    assert not unknown(rules), unknown(rules)
    (credential,) = records["credential"]
    needed: dict[str, tuple[Any, ...]] = {}
    while True:
        try:
            answers = [Judge(Facts(rules, credential, guess), records, on).answer() for guess in guesses(needed)]
        except Missing as missing:
            needed[missing.key] = missing.values
            continue
        break
    if len({one.core for one in answers}) > 1:
        return Answer(CANNOT_TELL)
    first = answers[0]
    if len(answers) > 1:
        # A year before may be met under one guess and not owed under another: that is worked out for that year alone.
        first = replace(first, earlier=NOT_SAID)
    if len({(one.missing, one.counted) for one in answers}) > 1:
        first = replace(first, missing=NOT_SAID, counted=NOT_SAID)
    return first


class Judge:
    """Judges one credential on one day under one guess."""

    def __init__(self, facts: Facts, records: Mapping[str, Any], on: date) -> None:
        self.facts, self.on = facts, on
        self.window: Mapping[str, Any] = facts.rules["window"][0]
        self.is_yearly = self.window["kind"] != "cycle"
        self.since: date | None = facts.credential.get("from") or records["person"].get("role_began")
        done = tuple(pieces(facts.rules, records, on))
        # A repeat inside one window is made for years alone.
        years = Years({**self.window, "first": date.min}) if self.is_yearly else None
        self.log: tuple[Piece, ...] = tuple(credited(facts.rules, done, years.at if years else lambda day: None))

    def answer(self) -> Answer:
        """Where it stands."""
        begins = self.since if self.is_yearly else self.facts.credential.get("from")
        if begins is not None and self.on < begins:
            return Answer(NOT_OWED)
        spans = self.spans()
        if not spans or self.on < spans[0].first:
            return Answer(NOT_OWED)
        *_, (span, found) = self.judged(spans)
        if found is None:
            return Answer(NOT_OWED)
        missing = NOT_SAID if found.missing is None else found.missing
        past = tuple(self.earlier(spans)) if self.is_yearly else ()
        if self.is_yearly or self.on <= span.last:
            return Answer(MET if found.is_met else NOT_YET, span.last, missing, found.counted, past)
        if found.is_met:
            # Met, and no renewal is recorded: was it renewed?
            return Answer(CANNOT_TELL)
        if self.on <= found.last:
            return Answer(NOT_YET, found.last, missing, found.counted, past)
        return Answer(MISSED, span.last, missing, found.counted, past)

    def spans(self) -> tuple[Span, ...]:
        """The windows up to the one in force, the oldest first."""
        if not self.is_yearly:
            return tuple(Cycles(self.window, self.facts.credential, self.on).spans)
        years = Years(self.window)
        found: list[Span] = []
        span = years.at(self.on)
        oldest = min([self.on, *(one.day for one in self.log), *([self.since] if self.since else [])])
        while span is not None:
            found.insert(0, span)
            span = years.before(span) if span.first > oldest else None
        return tuple(found)

    def judged(self, spans: tuple[Span, ...]) -> Iterator[tuple[Span, Found | None]]:
        """Each window in its turn, with what the one before left."""
        log, came = self.log, ()
        for span in spans:
            window = Window(self.facts, span, spans, self.since, log, self.on)
            owed = not self.is_yearly or self.since is None or span.last >= self.since
            found = window.found(came) if owed and window.is_asked() else None
            came = () if found is None else found.on
            # An hour serves the window before only where it made up for it, or still may.
            if found is not None and found.spent and (found.is_met or self.on <= found.last):
                log = tuple(p.of(p.hours - found.spent.get(p.id, Fraction(0))) for p in log)
            yield span, found

    def earlier(self, spans: tuple[Span, ...]) -> Iterator[Past]:
        """The years before that were not met, the newest first."""
        for span, found in reversed([*self.judged(spans)][:-1]):
            if found is not None and not found.is_met:
                # While a time of grace runs, nobody can tell yet how it ends.
                state = MISSED if self.on > found.last else CANNOT_TELL
                yield Past(span.name, state, NOT_SAID if found.missing is None else found.missing)
