"""What may not be exceeded: per entry, per offering, per source or category, share of the total.

A limit on one piece alone is applied at once. The rest go into the division, and afterwards the hours that the
division left out are shared among the limits in the order in which the rules ask them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from alcto_core.dates import show as show_date
from alcto_core.evaluation.asks import is_advisory, judged_on, needed_in_all
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.conditions import holds
from alcto_core.evaluation.pieces import Ledger, Piece
from alcto_core.evaluation.postings import is_rounding, said
from alcto_core.hours import Hours, from_decimal, show, show_asked, simplest
from alcto_core.rules.vocabulary import Amount, Nature, Rule, Select, in_force, names, selects
from alcto_core.rules.windows import Span
from alcto_core.text import same_words


class Limit:
    """A most for some pieces (and, where `strands` is set, for their hours in those strands)."""

    __slots__ = (
        "cites", "id", "members", "most", "part", "rule", "select", "share", "short", "strands", "text", "title",
    )  # fmt: skip

    def __init__(
        self, rule: str, members: list[int], most: Hours, title: str, text: str, cites: tuple[str, ...]
    ) -> None:
        self.id = rule
        """The rule, with the strand and the part of the window where it holds for each of them."""
        self.rule = rule
        self.members = members
        """Positions of the pieces that it speaks of."""
        self.most = most
        self.share: Fraction | None = None
        """The part of all counted hours that the most is, where it is a share of them."""
        self.strands: frozenset[str] | None = None
        self.select: Select | None = None
        """What hours it speaks of; None where it holds for single entries or offerings only."""
        self.part: str | None = None
        """The part of the window in which it holds, as `window/name`."""
        self.title = title
        self.short = title
        self.text = text
        self.cites = cites

    def takes(self, nature: Nature) -> bool:
        """Whether it speaks of hours of this nature, their strands left aside."""
        if self.select is None or (self.part is not None and self.part not in nature.parts):
            return False
        return selects(self.select, nature)

    def could_bind(self, pieces: Sequence[Piece]) -> bool:
        """Whether it could take hours away."""
        if self.share is not None:
            return bool(self.members)
        return sum(pieces[at].hours for at in self.members) > self.most


def catalogue_limits(ledgers: Sequence[Ledger], pieces: Sequence[Piece]) -> list[Limit]:
    """The limits that catalogue entries set: fixed awards, most per entry, most per offering and window."""
    places: dict[int, list[int]] = {}
    for at, piece in enumerate(pieces):
        if piece.ledger.entry is not None:
            places.setdefault(id(piece.ledger), []).append(at)
    awards: list[Limit] = []
    entries: list[Limit] = []
    offerings: dict[tuple[str, str], Limit] = {}
    for ledger in ledgers:
        members = places.get(id(ledger))
        if not members or ledger.entry is None:
            continue
        catalogue, offering = ledger.entry
        cites, title = names(offering.cite), offering.title
        if offering.award is not None:
            fixed = from_decimal(offering.award)
            text = f"{title} earns {show(fixed)} h, or the hours logged where these are fewer."
            awards.append(Limit("award", members, fixed, title, text, cites))
        if offering.most_per_entry is not None:
            most = from_decimal(offering.most_per_entry)
            text = f"{title}: at most {show(most)} h for each entry."
            entries.append(Limit("entry-maximum", members, most, title, text, cites))
        most_of_all = offering.most if offering.most is not None else offering.award
        if most_of_all is not None:
            limit = offerings.get((catalogue.id, offering.id))
            if limit is None:
                most = from_decimal(most_of_all)
                text = f"{offering.short or title} counts up to {show(most)} h."
                limit = Limit("offering-maximum", [], most, title, text, cites)
                offerings[catalogue.id, offering.id] = limit
            limit.members.extend(members)
    return [*awards, *entries, *offerings.values(), *_over_lists(offerings)]


def _over_lists(offerings: Mapping[tuple[str, str], Limit]) -> Iterator[Limit]:
    """What an offering counts for in the window, where several lists in it hold the offering: no more than the list
    that lets it count for most."""
    found: dict[str, list[Limit]] = {}
    for (_, id), limit in offerings.items():
        found.setdefault(id, []).append(limit)
    for several in found.values():
        if len(several) > 1:
            first = max(several, key=lambda one: one.most)
            members = sorted(at for limit in several for at in limit.members)
            yield Limit(first.rule, members, first.most, first.title, first.text, first.cites)


def posting_limits(case: Case, ledgers: Sequence[Ledger], pieces: Sequence[Piece]) -> Iterator[Limit]:
    """No more of an entry than the official record says that it shows, where the case asks for that."""
    if not case.as_posted:
        return
    for ledger in ledgers:
        word = said(case, ledger.activity)
        if word.states_hours and not is_rounding(ledger.hours - word.posted):
            members = [at for at, piece in enumerate(pieces) if piece.ledger is ledger]
            text = f"The official record shows {show(word.posted)} h."
            yield Limit("refused", members, word.posted, ledger.activity.title, text, ())


def rule_limits(case: Case, pieces: Sequence[Piece], span: Span) -> list[Limit]:
    """The limits that the rule file sets, in its order, with the values in force in the window."""
    limits: list[Limit] = []
    for rule in case.rules.rule:
        if not rule.at_most or not holds(case, rule, unsure=True):
            continue
        parts = [part for part in case.parts if part[0] == rule.within] if rule.within else [None]
        for part in parts:
            start = part[1].start if part else case.first_day
            if not is_advisory(rule, start):
                for strands in _strands_of(case, rule):
                    limits += _limits_of(case, rule, part, span, pieces, strands)
    return limits


def grace_limit(span: Span, pieces: Sequence[Piece], missing: Hours) -> Iterator[Limit]:
    """In the time of grace only what was missing at the end may be made up."""
    late = [at for at, piece in enumerate(pieces) if piece.ledger.activity.date > span.end]
    if late and span.window.grace is not None:
        text = f"Only the {show_asked(missing)} h that were missing after {show_date(span.end)} could be made up."
        yield Limit("grace", late, missing, "Made up", text, names(span.window.grace.cite))


def _strands_of(case: Case, rule: Rule) -> list[frozenset[str] | None]:
    """The strands that the rule speaks of together; None for hours of any strand."""
    if rule.each == "strand":
        return [frozenset((strand,)) for strand in case.strands]
    return [frozenset(names(rule.select.strand)) or None]


def _limits_of(
    case: Case,
    rule: Rule,
    part: tuple[str, Span] | None,
    span: Span,
    pieces: Sequence[Piece],
    strands: frozenset[str] | None,
) -> Iterator[Limit]:
    key = f"{part[0]}/{part[1].name}" if part else None
    groups: dict[str, list[int]] = {} if rule.per else {"": []}
    for at, piece in enumerate(pieces):
        if (
            selects(rule.select, piece.nature)
            and (strands is None or not strands.isdisjoint(piece.strands))
            and (key is None or key in piece.nature.parts)
        ):
            groups.setdefault(_group(rule, piece), []).append(at)
    for members in groups.values():
        is_earned = rule.judged == "earned" and bool(members)
        day = pieces[members[0]].ledger.activity.date if is_earned else judged_on(case, rule, span, part)
        amount = in_force(rule.at_most, day)
        if amount is None:
            continue
        most, text = _most_of(case, amount), rule.text
        if rule.prorate_most == "month":
            most, text = _prorated(case, most, part[1] if part else span, text)
        limit = Limit(rule.id, members, most, rule.title, text, names(amount.cite))
        limit.short = rule.short or rule.title
        limit.strands = strands
        for word, name in _places(case, rule, part, strands):
            limit.id, limit.short = f"{limit.id}/{word}", f"{limit.short} {name}"
            limit.title = f"{limit.title}, {name}"
        if rule.per is None:
            limit.select, limit.part = rule.select, key
        if amount.percent is not None and amount.of == "counted":
            limit.share = Fraction(amount.percent) / 100
        yield limit


def _places(
    case: Case, rule: Rule, part: tuple[str, Span] | None, strands: frozenset[str] | None
) -> Iterator[tuple[str, str]]:
    """The strand and the part of the window in which a limit holds, where the rule has one for each: id and name."""
    if rule.each == "strand":
        for strand in strands or ():
            yield strand, case.library.strand_short(strand)
    if part is not None:
        yield part[1].name, part[1].name


def _group(rule: Rule, piece: Piece) -> str:
    """What a most is for each of: the entry, the offering or the course; all together where it is for none."""
    activity = piece.ledger.activity
    match rule.per:
        case "entry":
            return activity.id
        case "offering":
            return activity.offering or activity.title
        case "course":
            return same_words(activity.course or activity.title)
        case _:
            return ""


def _most_of(case: Case, amount: Amount) -> Hours:
    if amount.percent is None:
        return amount.exact or 0
    if amount.of == "counted" or case.span is None:
        return 0
    return simplest(needed_in_all(case, case.span) * Fraction(amount.percent) / 100)


def _prorated(case: Case, most: Hours, span: Span, text: str) -> tuple[Hours, str]:
    """A most as it holds for the months that are owed of a window, and its sentence."""
    owed, months = span.months_owed(case.recorded_since), span.months
    if owed >= months:
        return most, text
    less = simplest(most * Fraction(owed, months))
    return less, f"{text.rstrip('.')}; {owed} of {months} months are owed here, so at most {show(less)} h."


def apply_single(limit: Limit, pieces: Sequence[Piece]) -> bool:
    """Apply a limit that speaks of one piece alone; False where it speaks of more."""
    if len(limit.members) != 1 or limit.strands is not None or limit.share is not None:
        return False
    piece = pieces[limit.members[0]]
    lost = piece.hours - limit.most
    if lost > 0:
        piece.hours = limit.most
        piece.ledger.take(limit.rule, lost, limit.text, limit.cites)
    return True


def blame(limits: Sequence[Limit], pieces: Sequence[Piece], counted: Sequence[Hours]) -> None:
    """Give each hour that the division left out to the limit that took it, in the order of the limits.

    Limit by limit, each of its pieces in turn keeps the most that the limit allows, and never less than it keeps
    in the end; what it loses there is that limit's. Hours that no limit alone explains go to the last one.
    """
    kept = [piece.hours for piece in pieces]
    for limit in limits:
        members = [at for at in limit.members if limit.strands is None or limit.strands.issuperset(pieces[at].strands)]
        most = limit.most if limit.share is None else simplest(sum(counted) * limit.share)
        room = most - sum(counted[at] for at in members)
        lost: dict[int, Hours] = {}
        for at in members:
            more = kept[at] - counted[at]
            stays = min(more, max(0, room))
            room -= stays
            if stays < more:
                lost[at] = more - stays
                kept[at] = counted[at] + stays
        _note(limit, pieces, lost)
    for at, hours in enumerate(kept):
        if hours > counted[at]:
            last = next((limit for limit in reversed(limits) if at in limit.members), None)
            if last is None:
                raise ArithmeticError("hours left out without a limit")
            _note(last, pieces, {at: hours - counted[at]})


def _note(limit: Limit, pieces: Sequence[Piece], lost: dict[int, Hours]) -> None:
    by_ledger: dict[int, tuple[Ledger, Hours]] = {}
    for at, hours in lost.items():
        ledger = pieces[at].ledger
        by_ledger[id(ledger)] = (ledger, by_ledger.get(id(ledger), (ledger, 0))[1] + hours)
    for ledger, hours in by_ledger.values():
        ledger.take(limit.rule, hours, limit.text, limit.cites)
