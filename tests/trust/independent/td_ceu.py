"""TD-CEU: twelve hours each fiscal year, six of them from ALET, at most six from outside (training:2-80)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from .academy import was_in_the_academy
from .days import fiscal_span, fiscal_year
from .footing import Person, not_owed
from .log import ALL, Entry, twins
from .verdicts import CANNOT_TELL, MET, MISSED, NOT_OWED, NOT_SAID, NOT_YET, Answer, Open, Past, with_doubts

PROGRAMME = "al-td-ceu"
STRANDS = {f"al-cto/{name}" for name in ("roles", "law-ethics", "data", "teaching", "it", "planning")}
FIRST_DAY = date(2024, 10, 1)  # training:6
ASKED = Fraction(12)  # training:7
MOST_EXTERNAL = Fraction(6)  # training:9
NEVER = {"registration", "exhibit-hall", "meal", "break"}  # training:18, A42

ALET = {f"alet/{name}" for name in ("winter-conference", "summer-conference", "fall-conference")} | {
    "alet/region-meeting",
    "alet/cyber-camp",
    "alet/talent",
    "alet/schoology",
}  # training:19-23
ACADEMY = {"alet/cto-academy"} | {
    f"alet-academy/{name}" for name in ("roles", "planning", "data", "teaching", "it", "ethics-policies", "law")
}


@dataclass(frozen=True)
class Row:
    """One line of the approved list: the most that counts in a year, whether it is a fixed award, and its limits."""

    most: int
    is_award: bool = False
    each: int | None = None
    first: date | None = None
    last: date | None = None


LIST_OF_FY26 = {
    "external/e-rate-boot-camp": Row(3),
    "external/sde-edtech-region-meeting": Row(3),
    "external/edtech-connects-online": Row(3),
    "external/aetc": Row(3),
    "external/powerschool-conference": Row(3),
    "external/government-digital-summit": Row(3, True, first=date(2025, 11, 1), last=date(2025, 11, 30)),
    "external/atim-plu-ai": Row(3, True),
    "external/cbt-network-plus": Row(4, True),
    "external/cbt-security-plus": Row(4, True),
    "external/cosn-conference": Row(6),
    "external/cosn-early-career": Row(6),
    "external/cosn-workshop": Row(3, each=1),
    "external/fetc": Row(6),
    "external/iste": Row(6),
    "external/gemini-educators": Row(2, True, first=date(2025, 10, 1), last=date(2025, 10, 31)),
    "external/google-level-1": Row(3, True),
    "external/fiber-optics-123": Row(3, True),
    "external/k12six": Row(3),
    "external/rtm-innovation-forum": Row(3, first=date(2026, 1, 1), last=date(2026, 12, 31)),
    "external/southeast-cybersecurity-summit": Row(3),
}  # training:33-77
LISTED_YEAR = 2026
ONCE_EVER = {"alet/talent", "alet/schoology", "external/atim-plu-ai"}  # training:22-24, 52-53, 78


@dataclass(frozen=True)
class World:
    """One way to read the records."""

    left_out: frozenset[str] = frozenset()
    """Entries taken as written twice."""
    by_posting: bool = False
    """Entries hold no more than a posting that states its hours (A51)."""
    posted_late: bool = False
    """What waits for its posting has it: ALET reports after the year has ended (training:80)."""


@dataclass
class Year:
    """What one fiscal year came to."""

    alet: Fraction = Fraction(0)
    external: dict[str, Fraction] = field(default_factory=dict)
    unknown: list[tuple[str, Fraction]] = field(default_factory=list)
    """Time of external events of a year without a list: offering and hours."""

    perhaps: set[str] = field(default_factory=set)
    """Rows that count unless an event of a year without a list was credited before."""

    @property
    def worst(self) -> Fraction:
        """What counts for sure."""
        outside = sum((hours for name, hours in self.external.items() if name not in self.perhaps), Fraction(0))
        return self.alet + min(MOST_EXTERNAL, outside)

    @property
    def counted(self) -> Fraction:
        return self.alet + min(MOST_EXTERNAL, sum(self.external.values(), Fraction(0)))

    @property
    def missing(self) -> Fraction:
        return max(Fraction(0), ASKED - self.counted)

    @property
    def best(self) -> Fraction:
        """What could count, were every unknown event approved for all of its hours."""
        outside = sum(self.external.values(), Fraction(0)) + sum((hours for _, hours in self.unknown), Fraction(0))
        return self.alet + min(MOST_EXTERNAL, outside)


class Judge:
    """Judges one credential on one day, in one way at each open point."""

    def __init__(self, person: Person, credential: Mapping[str, Any], on: date, ways: Open) -> None:
        self.person, self.credential, self.on, self.ways = person, credential, on, ways
        self.id = credential["id"]
        self.settings = credential.get("settings", {})
        self.siblings = [other["id"] for other in person.credentials if other["program"] == PROGRAMME]

    # What an entry holds

    def eligible(self, entry: Entry, world: World, credential: str | None = None) -> Fraction:
        """Hours of an entry that could count by their kind, strand, format and the word of the authority."""
        name = credential or self.id
        hours = Fraction(0)
        for piece in entry.pieces:
            if piece.kind not in NEVER and STRANDS.intersection(piece.strands):
                hours += piece.hours
        # Each credential has readings of its own, and the credit of a course is the person's (A48).
        asked = next(one for one in self.person.credentials if one["id"] == name)
        if asked.get("settings", {}).get("online-counts") is False and entry.table.get("format") != "in-person":
            return Fraction(0)
        if not self._is_approved(entry, name):
            hours = max(Fraction(0), hours - entry.refused(name, self.on, self.ways))
        shown = self._posted(entry, name, hours) if world.by_posting else hours
        # Less than a hundredth is how a record of two decimals writes minutes.
        return shown if hours - shown >= Fraction(1, 100) else hours

    def _posted(self, entry: Entry, credential: str, hours: Fraction) -> Fraction:
        stated = [much for _, much in entry.postings(credential, self.on) if much is not ALL]
        if not stated:
            return hours
        ways: list[Fraction] = [stated[0]] if len(stated) == 1 else [sum(stated, Fraction(0)), max(stated)]
        if len(stated) < len(entry.postings(credential, self.on)):
            ways.append(hours)
        shown = self.ways.way("several-postings", ways)
        return self._less_what_was_refused(entry, credential, shown)

    def _less_what_was_refused(self, entry: Entry, credential: str, shown: Fraction) -> Fraction:
        """What is left of hours that were posted, where some hours were refused too."""
        refused = entry.refused(credential, self.on, self.ways)
        if not refused or not shown:
            return shown
        return self.ways.way("posted-and-refused-in-part", (shown, max(Fraction(0), shown - refused)))

    def source(self, entry: Entry) -> str:
        """`alet`, `external`, `unknown` (no list of that year, or an approval that no list holds) or nothing."""
        return "unknown" if self._is_approved(entry, self.id) else self._listed(entry)

    def _is_approved(self, entry: Entry, credential: str) -> bool:
        """Whether the authority's last word on an event of no list is that it may count (training:26-32)."""
        if not entry.records(credential) or self._listed(entry):
            return False
        words = [
            (record.get("on", date.max if record["state"] == "refused" else date.min), record["state"] == "approved")
            for record in entry.records(credential)
            if record["state"] in ("refused", "approved") and not ("on" in record and record["on"] > self.on)
        ]
        return bool(words) and max(words)[1]

    def _listed(self, entry: Entry) -> str:
        offering = entry.offering
        if offering in ALET:
            return "alet" if entry.day >= FIRST_DAY else ""
        if offering in ACADEMY:
            return "alet" if self.settings.get("academy-earns") is True else ""
        if (row := LIST_OF_FY26.get(offering)) is None:
            return ""
        if fiscal_year(entry.day) != LISTED_YEAR:
            return "unknown"
        inside = (row.first is None or row.first <= entry.day) and (row.last is None or entry.day <= row.last)
        return "external" if inside else ""

    def _holder(self, entry: Entry, log: Sequence[Entry], world: World) -> str:
        """Who holds the credit of a course that counts once, ever: `own`, `other`, `perhaps` another (A6, A48, A64)."""
        best: tuple[date, Fraction, str] | None = None
        perhaps = False
        if world.by_posting:
            world = self.ways.way("posted-twice-and-once-credited", (world, replace(world, by_posting=False)))
        for other in log:
            if other.offering != entry.offering or not other.is_done(self.on) or other.id in world.left_out:
                continue
            if other.offering != "external/atim-plu-ai" and other.course != entry.course:
                continue
            each = [self.eligible(other, world, name) for name in self._kept_for(other)]
            held = max(each, default=Fraction(0))
            if held and not all(each):
                held = self.ways.way("refused-for-one-of-two", (held, Fraction(0)))
            if not held:
                continue
            source = self.source(other)
            if source == "unknown" and other.day < entry.day:
                # Credited, if the list of that year had it; the official record would show it.
                posted = any(other.postings(name, self.on) for name in self.siblings)
                if other.day < FIRST_DAY and not (
                    posted and self.ways.way("posted-before-the-first-year", (True, False))
                ):
                    continue
                if posted:
                    return "other"
                perhaps = True
            elif source in ("alet", "external") and not (source == "external" and self._waits_to_hold(other, world)):
                rank = (other.day, -held, other.id)
                best = rank if best is None else min(best, rank)
        if best is not None and best[2] != entry.id and best[0] <= entry.day:
            return "other"
        return "perhaps" if perhaps else "own"

    def _waits(self, entry: Entry, world: World) -> bool:
        """Whether an external event waits for its posting, by the reading that asks for one."""
        if world.posted_late:
            return False
        return self.settings.get("external-needs-posting") is True and not entry.postings(self.id, self.on)

    def _waits_to_hold(self, entry: Entry, world: World) -> bool:
        """Whether it holds no credit while it waits: by this credential's reading, or by that of all it is kept for."""
        if not self._waits(entry, world):
            return False
        asked = [one for one in self.person.credentials if one["id"] in self._kept_for(entry)]
        if all(one.get("settings", {}).get("external-needs-posting") is True for one in asked):
            return True
        return self.ways.way("readings-of-two-credentials", (True, False))

    def _kept_for(self, entry: Entry) -> list[str]:
        """The credentials of this program that an entry is for: those of its time, where there are any."""
        kept = [one for one in self.person.credentials if one["program"] == PROGRAMME and entry.counts_for(one["id"])]
        first, last = date.min, date.max
        in_time = [one for one in kept if one.get("from", first) <= entry.day <= one.get("ended", last)]
        return [one["id"] for one in in_time or kept]

    def _is_again(self, entry: Entry, log: Sequence[Entry], world: World) -> bool:
        """Whether the same course stands before in a year without a list: one of them counts at best."""

        def rank(one: Entry) -> tuple[date, Fraction, str]:
            return one.day, -self.eligible(one, world), one.id

        return any(
            other.offering == entry.offering
            and fiscal_year(other.day) == fiscal_year(entry.day)
            and other.is_done(self.on)
            and other.id not in world.left_out
            and other.counts_for(self.id)
            and self.eligible(other, world) > 0
            and not self._waits_to_hold(other, world)
            and rank(other) < rank(entry)
            for other in log
        )

    # A year

    def year(self, year: int, world: World) -> Year:
        """What a fiscal year comes to in one reading of the records."""
        first, last = fiscal_span(year)
        found = Year()
        log = self.person.log
        rows: dict[str, Fraction] = {}
        for entry in log:
            if not first <= entry.day <= last or not entry.is_done(self.on) or entry.id in world.left_out:
                continue
            if not entry.counts_for(self.id):
                continue
            hours, source = self.eligible(entry, world), self.source(entry)
            if not hours or not source:
                continue
            sure = True
            if entry.offering in ONCE_EVER:
                holder = self._holder(entry, log, world)
                if holder == "other":
                    continue
                sure = holder == "own"
            if source == "alet":
                found.alet += hours
                continue
            if self.settings.get("external-needs-posting") is True:
                postings = entry.postings(self.id, self.on)
                if self._waits(entry, world):
                    continue
                if postings and all(much is not ALL for _, much in postings):
                    shown = sum((much for _, much in postings if much is not ALL), Fraction(0))
                    shown = self._less_what_was_refused(entry, self.id, shown)
                    hours = self.ways.way("posted-in-part", (min(hours, shown), hours))
            if source == "unknown":
                if entry.offering in ONCE_EVER and self._is_again(entry, log, world):
                    continue
                found.unknown.append((entry.offering, hours))
                continue
            row = LIST_OF_FY26[entry.offering]
            if row.each is not None:
                hours = min(hours, Fraction(row.each))
            if row.is_award:
                hours = Fraction(row.most) if self.settings.get("award") == "fixed" else min(hours, Fraction(row.most))
            rows[entry.offering] = rows.get(entry.offering, Fraction(0)) + hours
            if not sure:
                found.perhaps.add(entry.offering)
        found.external = {name: min(hours, Fraction(LIST_OF_FY26[name].most)) for name, hours in rows.items()}
        return found

    def standing_of(self, year: int, world: World) -> Answer:
        """The state of a fiscal year on the day asked about."""
        last = fiscal_span(year)[1]
        exempt = self._is_exempt(year)
        if exempt is not False:
            return Answer(NOT_OWED if exempt else CANNOT_TELL)
        found = self.year(year, world)
        if found.counted >= ASKED:
            state = MET if found.worst >= ASKED else CANNOT_TELL
        elif found.best >= ASKED:
            state = CANNOT_TELL
        else:
            state = MISSED if self.on > last else NOT_YET
        if state == MISSED and self.year(year, replace(world, posted_late=True)).best >= ASKED:
            state = CANNOT_TELL
        return Answer(state, due=last, missing=found.missing, counted=found.counted)

    def judged(self, year: int) -> Answer:
        """The same, with every doubt about the records worked out both ways."""
        base = self.standing_of(year, World())
        doubts: list[tuple[str, list[Answer]]] = []
        without: frozenset[str] = frozenset()
        found = twins(self.person.log, self.on, lambda e: e.counts_for(self.id) and self.eligible(e, World()) > 0)
        groups = [group for group in found if self._is_in(group[0], year)]
        for group in groups:
            others = [self._keeping(kept, group, year) for kept in group]
            doubts.append(("twins", others))
            kept = group[0]
            if len({other.core == base.core for other in others}) > 1:
                others[:] = [self.ways.way("unlike-twins", others)]
                kept = self.ways.way("unlike-twins", group)
            without |= {entry.id for entry in group if entry.id != kept.id}
        if len(groups) > 1:
            doubts.append(("all twins", [self.standing_of(year, World(left_out=without))]))
        states_hours = any(
            r["state"] == "posted" and "hours" in r
            for entry in self.person.log
            for name in self.siblings
            for r in entry.records(name)
        )
        if states_hours:
            doubts.append(("a posting of fewer hours", [self.standing_of(year, World(by_posting=True))]))
        together = self.standing_of(year, World(left_out=without, by_posting=states_hours)) if without else None
        if together is not None:
            doubts.append(("twins and postings together", [together]))
        return with_doubts(base, doubts, None, self.ways)

    def _keeping(self, kept: Entry, group: Sequence[Entry], year: int) -> Answer:
        return self.standing_of(year, World(left_out=frozenset(e.id for e in group if e.id != kept.id)))

    def _is_in(self, entry: Entry, year: int) -> bool:
        first, last = fiscal_span(year)
        # An earlier twin of a course that counts once may hold its credit.
        return first <= entry.day <= last or (entry.day < first and entry.offering in ONCE_EVER)

    def _is_exempt(self, year: int) -> bool | None:
        if self.settings.get("exempt-while-in-academy") is not True:
            return False
        return was_in_the_academy(self.person, fiscal_span(year)[1], self.on, self.ways)

    # The credential

    def answer(self) -> Answer:
        """Where the credential stands."""
        if self.on < FIRST_DAY or not_owed(self.person, self.credential, self.on):
            return Answer(NOT_OWED)
        now = fiscal_year(self.on)
        last = fiscal_span(now)[1]
        ended = self.credential.get("ended")
        result = self.judged(now)
        if ended is not None and ended < last:
            state = self.ways.way("ends-during-a-period", (result.state, NOT_OWED))
            if state == NOT_OWED:
                return Answer(NOT_OWED)
        return replace(result, earlier=self.earlier(now))

    def earlier(self, now: int) -> tuple[Past, ...] | object:
        """Years that ended without being met since the person owed it, newest first."""
        since = self._owed_since()
        if since is None:
            return ()
        found = []
        for year in range(now - 1, 2024, -1):
            last = fiscal_span(year)[1]
            if last < since:
                break
            result = self.judged(year)
            if result.state in (MISSED, CANNOT_TELL):
                found.append(
                    Past(f"FY{year % 100}", result.state, result.missing if result.state == MISSED else NOT_SAID)
                )
        return tuple(found)

    def _owed_since(self) -> date | None:
        since = self.credential.get("from") or self.person.role_began
        if since is not None:
            return since
        ways: list[date | None] = []
        for chosen in (
            lambda e: e.is_done(self.on) and e.counts_for(self.id),
            lambda e: e.is_done(self.on),
            lambda e: True,
        ):
            first = min((entry.day for entry in self.person.log if chosen(entry)), default=None)
            if first is not None and "issued" in self.credential:
                # The records page: where neither day is written, no year that had ended before the issue is missed.
                first = max(first, self.credential["issued"])
            if first not in ways:
                ways.append(first)
        return self.ways.way("first-activity", ways)


def judge(person: Person, credential: Mapping[str, Any], on: date, ways: Open) -> Answer:
    """Where a TD-CEU credential stands."""
    return Judge(person, credential, on, ways).answer()
