"""From a question to a plan: what is open, what the search finds for it, and what the evaluation says of that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from alcto_core.dates import show as show_date
from alcto_core.evaluation.case import Bench, Case, seated
from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.standing import Standing, State
from alcto_core.evaluation.timing import in_force
from alcto_core.hours import HOUR, Hours
from alcto_core.planning.alternatives import Alternatives
from alcto_core.planning.any_events import asks_for_no_list, event_kinds, is_any_event
from alcto_core.planning.credits import credit_could_move, moves_credit
from alcto_core.planning.days import Days
from alcto_core.planning.kinds import Kind, kinds, undominated
from alcto_core.planning.lacks import Lack, grace_of_before, lack_of, last_day
from alcto_core.planning.loosening import loosened
from alcto_core.planning.offers import Offer, offers
from alcto_core.planning.planned import (
    OwedStep,
    Plan,
    Suggestion,
    Unreachable,
    asks_for_hours,
    asks_hours,
    told,
)
from alcto_core.planning.question import PlanQuestion, Tell, untold
from alcto_core.planning.reaching import reach
from alcto_core.planning.search import Found
from alcto_core.planning.suggesting import Picked, suggested, titled, with_counts
from alcto_core.records.types import Credential, Records
from alcto_core.rules.windows import Span


def plan(question: PlanQuestion, bench: Bench | None = None, tell: Tell = untold) -> Plan:
    """The least plan, its standings by the evaluation itself; `bench` is what judging the person left prepared, `tell`
    hears how much of the search is done.

    Where planned days have passed, the plan without them is beside it: nobody knows whether they took place.
    """
    return Planner(question, bench, tell=tell).plan()


class Open(NamedTuple):
    """One credential that still asks for hours or entries."""

    case: Case
    span: Span
    standing: Standing


class _Judged(NamedTuple):
    """Suggestions with what counts of each, and the standings once they are done."""

    after: tuple[Standing, ...]
    todo: list[Picked]


class Planner:
    """The stages of one plan. What one stage found is kept for who asks further."""

    def __init__(
        self,
        question: PlanQuestion,
        bench: Bench | None = None,
        asking: Iterable[Open] | None = None,
        tell: Tell = untold,
        before: Iterable[Standing] | None = None,
    ) -> None:
        """`bench` is what judging the same records left prepared, `before` the standings that this gave with what is
        planned; `asking` are questions of one's own."""
        self.question = question
        self._tell = tell
        self.bench: Bench = {} if bench is None else bench
        self.before = self._judged_before(before) if asking is None else ()
        opened = self._open() if asking is None else asking
        self.open = tuple(sorted(opened, key=lambda one: one.case.credential.id))
        self.deadlines = sorted({last_day(one.span, question.on) for one in self.open})
        self.reached: frozenset[int] = frozenset()
        """The places of the credentials of which the last search left nothing missing."""
        self._unsure: Mapping[str, date] = {}
        """Credentials of which the rows do not say that nothing stays missing, with their last days."""
        self._days = Days(question)
        self._draw()
        if not self.offered:
            self.take_any()

    def _draw(self, *, with_any: bool = False) -> None:
        """What is offered, and what each credential asks of it."""
        self.offered = self._offers(with_any=with_any) if self.open else ()
        self.lacks = tuple(lack_of(one.case, one.span, one.standing, self.offered) for one in self.open)
        self.kinds = kinds(self.offered, self.lacks, self.deadlines)

    def take_any(self) -> bool:
        """Offer any event beside what catalogues list, where a program asks for no list; whether that is new."""
        if any(is_any_event(offer.offering.id) for offer in self.offered):
            return False
        if not any(asks_for_no_list(one.case.rules) for one in self.open):
            return False
        self._draw(with_any=True)
        return True

    def _judged_before(self, known: Iterable[Standing] | None) -> tuple[Standing, ...]:
        """Where the chosen credentials stand now."""
        if known is None:
            return self.judged(self.question.records)
        found: dict[str, Standing] = {}
        for one in known:  # a credential that could not be read may have the id of one that could, and comes after it
            found.setdefault(one.credential, one)
        return tuple(found[id] for id in self.question.chosen)

    def judged(self, records: Records) -> tuple[Standing, ...]:
        """Where the chosen credentials stand, what is planned counted as done."""
        return tuple(self.standing(records, credential) for credential in self._credentials(records))

    def standing(self, records: Records, credential: Credential) -> Standing:
        """Where one of them stands."""
        question = self.question
        library, on, bench = question.library, question.on, self.bench
        return evaluate(
            records, credential, library, on, plan=True, readings=False, earlier=False, brief=True, bench=bench
        )

    def _credentials(self, records: Records) -> Iterator[Credential]:
        chosen = self.question.chosen
        yield from (credential for credential in records.credentials if credential.id in chosen)

    def _open(self) -> Iterator[Open]:
        question = self.question
        for credential, standing in zip(self._credentials(question.records), self.before, strict=True):
            rules = question.library.rule_sets.get(credential.program)
            if rules is None or not asks_hours(standing):
                continue
            case = Case(question.records, credential, rules, question.library, question.on, plan=True)
            case = seated(case, self.bench)
            span = in_force(case)
            if isinstance(span, Span) and last_day(span, question.on) >= question.on:
                yield Open(case, span, standing)

    def _offers(self, *, with_any: bool) -> tuple[Offer, ...]:
        edges = {part.end for one in self.open for _, part in one.case.within(one.span).parts}
        edges |= {day for one in self.open if (day := grace_of_before(one.case, one.span)) is not None}
        lasts = {last_day(one.span, self.question.on) for one in self.open}
        strands = {one.case.rules.framework: one.case.strands for one in self.open if one.case.strands}
        alone = [one.case.rules.framework for one in self.open if one.case.within(one.span).setting("split") == "whole"]
        return offers(
            self.question,
            edges | lasts,
            max(lasts),
            {framework: strands[framework] for framework in sorted(strands, key=str) if framework is not None},
            alone=dict.fromkeys(framework for framework in alone if framework is not None),
            only_for=self._only_for(),
            unlisted=event_kinds([one.case.rules for one in self.open], self.question.library) if with_any else (),
        )

    def _only_for(self) -> tuple[tuple[str, ...] | None, ...]:
        """For whom an entry may be kept: an entry that says nothing goes to the first of rivals."""
        held = self.question.records.credentials
        found: list[tuple[str, ...] | None] = [None]
        for one in self.open:
            if one.case.rivals:
                kept = [other.id for other in held if other.program not in one.case.rivals]
                found.append(tuple(dict.fromkeys((one.case.credential.id, *kept))))
        return tuple(dict.fromkeys(found))

    # -- the plan -----------------------------------------------------------------------------------------------------

    def plan(self, *, doubted: bool = True) -> Plan:
        """The plan, as the evaluation judges it; where planned days have passed and it shall be `doubted`, with the
        plan of who did not go."""
        found = self._plan()
        if not (found.passed and doubted):
            return found
        gone = {one.id for one in found.passed}
        left = tuple(one for one in self.question.records.activities if one.id not in gone)
        records = replace(self.question.records, activities=left)
        sure = Planner(replace(self.question, records=records), self.bench, tell=self._tell)
        return replace(found, without_passed=sure._plan())

    def _plan(self) -> Plan:
        question = self.question
        drawn = self.kinds, self.lacks
        (after, todo), is_least = self._worked_out()
        if any(map(self._takes_any, after)) and self.take_any():
            again, is_again = self._worked_out()
            if _missing(again.after) < _missing(after):
                (after, todo), is_least = again, is_again
                drawn = self.kinds, self.lacks
        after, todo = loosened(after, todo, self.kinds, self._named_anew)
        after, todo = self._dated(todo, after)
        return Plan(
            question=question,
            todo=tuple(self._with_alternatives(drawn, todo, after)),
            is_least=is_least,
            before=self.before,
            after=after,
            steps=tuple(_steps(after)),
            unreachable=tuple(self._unreachable(after)),
            passed=question.records.overdue(question.on),
        )

    def _named_anew(self, todo: Sequence[Picked]) -> _Judged:
        """Suggestions of which some were changed."""
        return self._done(titled(self.question, todo))

    def _dated(self, todo: list[Picked], after: tuple[Standing, ...]) -> _Judged:
        """The suggestions, each with its day where it matters on which of them the entries are done."""
        ordered = sorted(todo, key=_in_order)
        if not self._matters(ordered, after):
            return _Judged(after, ordered)
        found = self._done(self._days.named(ordered))
        if told(found.after) == told(after):
            return found
        return min(found, self._done(self._days.named(todo)), key=lambda one: _missing(one.after))

    def _matters(self, todo: Sequence[Picked], after: Sequence[Standing]) -> bool:
        """Whether the standings after a plan depend on the days on which it is done."""
        return self._days.matter(todo, after, self._unsure, lambda other: self._done(other).after)

    def _takes_any(self, standing: Standing) -> bool:
        """Whether it still asks for hours, and for no list of them."""
        rules = self.question.library.rule_sets.get(standing.program)
        return asks_hours(standing) and rules is not None and asks_for_no_list(rules)

    def _worked_out(self) -> tuple[_Judged, bool]:
        """The plan out of what is offered, as the evaluation judges it, and whether it is proven the least."""
        if not self.open:
            return _Judged(self.before, []), True
        question, lacks = self.question, self.lacks
        best, found = self._found(lacks)
        served = zip(self.open, lacks, strict=True)
        lasts = {one.credential: last_day(opened.span, self.question.on) for opened, one in served if one.services}
        done = {lacks[at].credential for at in self.reached}
        self._unsure = {id: last for id, last in lasts.items() if id not in done}
        after, is_least = best.after, found.is_least and self._agrees(found, best.after)
        for _ in range(_REPAIRS):
            if (asked := self._asked_more(lacks, after)) is None:
                break
            is_least, lacks = False, asked
            self._unsure = lasts
            judged, _ = self._found(lacks)
            after = judged.after
            if _missing(after) < _missing(best.after):
                best = judged
        if not is_least or not all(one.suggestion.counts for one in best.todo):
            trimmed = self._trimmed(best)
            is_least, best = is_least and trimmed is best, trimmed
        rules = [one.case.rules for one in self.open]
        is_moved = moves_credit([one.suggestion for one in best.todo], self.lacks, self.offered)
        return best, is_least and not is_moved and not credit_could_move(question, rules, self.lacks, self.offered)

    def _agrees(self, found: Found, after: Iterable[Standing]) -> bool:
        """Whether the evaluation says that as much stays missing as the rows do, so that they prove that it must."""
        own = {one.case.credential.id for one in self.open}
        missing = _missing(one for one in after if one.credential in own)
        return bool(found.figures) and missing[1] == found.figures[0]

    def _trimmed(self, judged: _Judged) -> _Judged:
        """The same without suggestions that leave no more missing where they are left out: limits that others have
        filled already leave no room for them."""
        found = judged
        for one in judged.todo:
            title = one.suggestion.title
            fewer = self._done([other for other in found.todo if other.suggestion.title != title])
            if _missing(fewer.after) <= _missing(found.after):
                found = fewer
        if len(found.todo) == len(judged.todo):
            return judged
        return self._named_anew(found.todo)

    def _with_alternatives(
        self, drawn: tuple[Sequence[Kind], Sequence[Lack]], todo: Sequence[Picked], after: Sequence[Standing]
    ) -> Iterator[Suggestion]:
        """The suggestions, each with the offerings that serve as well in its place."""

        def serves(at: int, offering: str, offer: Offer) -> bool:
            """Whether the evaluation says so, whatever the days."""
            one = todo[at]
            changed = Picked(one.entry._replace(offer=offer), replace(one.suggestion, offering=offering))
            judged = self._done([*todo[:at], changed, *todo[at + 1 :]])
            if told(judged.after) != told(after):
                return False
            is_named = all(picked.suggestion.day is not None for picked in todo)
            return is_named or not self._matters(judged.todo, judged.after)

        asking = {one.credential for one in after if asks_hours(one)}
        reached = [place for place, lack in enumerate(drawn[1]) if lack.credential not in asking]
        found = Alternatives(self.question, *drawn, [one.entry for one in todo], reached, self._days, serves)
        for at, one in enumerate(todo):
            yield replace(one.suggestion, instead=tuple(sorted(found.of(at, one.suggestion.day))))

    def _asked_more(self, lacks: Sequence[Lack], after: Iterable[Standing]) -> tuple[Lack, ...] | None:
        """What is asked where the rows took a plan for enough and the evaluation does not; None where they agree.

        Rules of a rare shape are told in the rows only about: the evaluation is the judge.
        """
        standings = {standing.credential: standing for standing in after}
        found = tuple(
            self._more(lack, standings[lack.credential]) if place in self.reached else lack
            for place, lack in enumerate(lacks)
        )
        return None if found == tuple(lacks) else found

    def _more(self, lack: Lack, standing: Standing) -> Lack:
        missing = {
            one.id: one.missing
            for one in standing.requirements
            if asks_for_hours(one) and one.missing and one.state == "unmet" and not one.is_lost
        }
        goals = tuple(
            goal._replace(wanted=goal.wanted + missing.get(goal.id, 0) * (HOUR if goal.entries else 1))
            for goal in lack.goals
        )
        return lack._replace(goals=goals)

    def _found(self, lacks: Sequence[Lack]) -> tuple[_Judged, Found]:
        """What the search finds, as the evaluation judges it, and as the rows do."""
        found, self.reached = reach(lacks, undominated(self.kinds), self.question.least, self._tell)
        for todo in suggested(self.question, self.kinds, lacks, found):
            judged = self._done(todo)
            if self._asked_more(lacks, judged.after) is None:
                break
        return judged, found

    def _done(self, todo: Sequence[Picked]) -> _Judged:
        """The standings with the suggestions done, and these with what counts of each."""
        after = Plan(question=self.question, todo=tuple(one.suggestion for one in todo))
        standings = self.judged(after.done) if todo else self.before
        return _Judged(standings, with_counts(todo, standings))

    def _unreachable(self, after: Iterable[Standing]) -> Iterator[Unreachable]:
        for standing in after:
            if asks_hours(standing) or _is_unknown(standing):
                yield Unreachable(
                    credential=standing.credential,
                    missing=standing.hours.missing,
                    text=self._why(standing),
                )

    def _why(self, standing: Standing) -> str:
        """Why the catalogues cannot make a credential compliant, as a sentence."""
        on = self.question.on
        if _is_unknown(standing):
            return standing.why or standing.next
        if standing.due is not None and standing.due < on:
            return f"It was due on {show_date(standing.due)}, and nothing can be added any more."
        lost = [one.title for one in standing.requirements if one.is_open and one.is_lost]
        if lost:
            return f"{', '.join(lost)} can no longer be earned."
        lacking = [one.title for one in standing.requirements if asks_for_hours(one)]
        lacking = lacking or [one.title for one in standing.requirements if one.kind == "any-of" and one.is_open]
        until = f" up to {show_date(standing.due)}" if standing.due is not None else ""
        limits = " that you may attend" if self.question.formats or self.question.away else ""
        if self._takes_any(standing):
            return f"Events{limits}{until} do not give enough for: {', '.join(lacking)}."
        return f"No installed catalogue lists enough{limits}{until} for: {', '.join(lacking)}."


_REPAIRS = 3
"""How often a plan that the evaluation does not take for enough is asked for more."""


def _missing(standings: Iterable[Standing]) -> tuple[int, Hours]:
    """How many credentials still ask for hours or entries, and what their rules ask and lack, added up."""
    asking = [standing for standing in standings if asks_hours(standing)]
    every = (one for standing in asking for one in standing.requirements)
    short = [one for one in every if asks_for_hours(one) and not one.is_lost]
    return len(asking), sum((one.missing or 0) * (HOUR if one.kind == "entries" else 1) for one in short)


def _is_unknown(standing: Standing) -> bool:
    """Whether nobody can tell whether it is met, whatever is added."""
    return standing.state is State.UNDETERMINED


def _steps(after: Iterable[Standing]) -> Iterator[OwedStep]:
    for standing in after:
        if standing.state in {State.COMPLIANT, State.NOT_APPLICABLE}:
            continue
        for one in standing.requirements:
            if one.is_open and (one.kind in {"step", "stage", "date"} or one.lacking):
                yield OwedStep(credential=standing.credential, requirement=one, by=standing.due)


def _in_order(picked: Picked) -> tuple[object, ...]:
    one = picked.suggestion
    return (one.day or one.by or date.max, one.offering, one.title)
