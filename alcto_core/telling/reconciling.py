"""The records beside the official record, in words: what is in both, what differs, what only one of them has."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from alcto_core.dates import show as show_date
from alcto_core.evaluation.changed_standings import ChangedStanding
from alcto_core.evaluation.naming import marked_heading
from alcto_core.evaluation.postings import posted_hours
from alcto_core.evaluation.standing import Standing
from alcto_core.hours import Hours, beside, length, show
from alcto_core.importing.ground import Ground
from alcto_core.nouns import asked_hours, counted_hours
from alcto_core.overview import Overview, compared
from alcto_core.problems import Refused
from alcto_core.reconciling import likeness
from alcto_core.reconciling.comparison import Comparison
from alcto_core.reconciling.official import OfficialRow
from alcto_core.reconciling.pairs import Doubt, Pair, attended
from alcto_core.records.changing import Edit
from alcto_core.records.types import Activity, Credential
from alcto_core.telling.importing import ground_of
from alcto_core.telling.page import Item, Part, Sheet, sentence
from alcto_core.telling.together import effects_part
from alcto_core.text import plain

NOTHING_COVERED = "None of its rows lies in a period of this credential, so there is nothing to compare."
NO_MESSAGE = "The official record is short of nothing, so there is no message to draft."
ALL_AGREE = "Every row has its entry, and every entry its row, with the same hours."
_DOUBTS: Mapping[Doubt, str] = {
    "title": "the titles are not the same",
    "day": "the days are apart",
    "hours": "the hours are far apart",
    "rival": "another pair is as likely",
    "several": "the rows do not add up to it",
    "summed": "the row sums several entries",
    "refused": "your records say that it was refused",
    "period": "the days lie in two periods",
}


def ground_to_compare(overview: Overview) -> Ground:
    """What an export is compared with. Raises `Refused` where there are no records."""
    if overview.records is None:
        raise Refused("There are no records to compare with.")
    return ground_of(overview)


def credentials_part(credentials: Sequence[Credential], standings: Collection[Standing]) -> Part:
    """The question whose official record an export is."""
    named = {one.credential: marked_heading(one) for one in standings}
    return Part(
        heading="Whose official record is it?",
        items=tuple(
            Item(id=one.id, kind="credential", title=named.get(one.id, one.id), word=one.id) for one in credentials
        ),
    )


def asked_pair(pair: Pair) -> str:
    """The question whether a doubtful pair is right."""
    rows = " and ".join(f"row {row.number} “{row.title}”" for row in pair.rows)
    return f"Is {rows} your “{pair.activity.title}” ({'; '.join(reasons(pair))})?"


def effects_of(overview: Overview, comparison: Comparison, edit: Edit | None) -> tuple[ChangedStanding, ...]:
    """What saving `edit` would do to each credential; nothing where there is nothing to save."""
    return compared(overview, comparison.records_after(edit)) if edit is not None else ()


def agreed_sheet(effects: Collection[ChangedStanding]) -> Sheet:
    """What saving does to each credential once doubtful pairs were agreed to."""
    return Sheet(id="reconcile-agreed", title="With the pairs that you agreed to", parts=(effects_part(effects),))


def reconciling_sheet(
    comparison: Comparison,
    agreed: Collection[str] = (),
    take: Collection[int] = (),
    effects: Collection[ChangedStanding] = (),
) -> Sheet:
    """The page; `agreed` are the activities whose doubtful pairs the person agrees to, `take` the rows to be taken,
    `effects` what saving it does to each credential."""
    found, scope = comparison.found, comparison.scope
    noted = comparison.changes(agreed)
    open_ones = frozenset(pair.activity.id for pair in comparison.open_pairs(agreed))
    there = scope.record
    parts = (
        *((effects_part(effects),) if effects else ()),
        Part(
            heading="With other hours",
            fact=str(len(found.differ)),
            items=tuple(_pair_item(pair, there, noted, open_ones) for pair in found.differ),
        ),
        Part(
            heading="Only in your records",
            fact=_in_all(sum(one.hours for one in found.only_mine)),
            items=tuple(_mine_item(one, comparison) for one in found.only_mine),
        ),
        Part(
            heading=f"Only in {there}",
            fact=_in_all(sum(row.hours for row in found.only_theirs)),
            items=tuple(_theirs_item(row, comparison, row.number in take) for row in found.only_theirs),
        ),
        Part(
            heading="In both",
            fact=str(len(found.both)),
            items=tuple(_pair_item(pair, there, noted, open_ones) for pair in found.both),
        ),
        Part(
            heading="Cannot be read",
            items=tuple(_row_item(one.number, one.title, one.why) for one in comparison.unread),
        ),
        Part(heading="Not compared", items=tuple(_not_compared(comparison))),
        Part(
            heading="How it was read",
            items=tuple(
                Item(id=str(number), kind="told", text=told, tone="quiet")
                for number, told in enumerate(comparison.told)
            ),
        ),
    )
    return Sheet(
        id="reconcile",
        title=f"Your records and {there}",
        verdict=verdict(comparison),
        tone="met" if is_settled(comparison) else "short",
        head=tuple(_head(comparison, noted, agreed, take)),
        parts=tuple(part for part in parts if part.items),
    )


def verdict(comparison: Comparison) -> str:
    """How many of each."""
    found = comparison.found
    if not comparison.scope.rows:
        return f"“{comparison.file}”: nothing to compare."
    return (
        f"“{comparison.file}”: {len(found.both)} in both, {len(found.differ)} with other hours, "
        f"{len(found.only_mine)} only in your records, {len(found.only_theirs)} only in {comparison.scope.record}."
    )


def is_settled(comparison: Comparison) -> bool:
    """Whether the two say the same."""
    found = comparison.found
    return bool(found.pairs) and not (
        found.differ or found.only_mine or found.only_theirs or comparison.open_pairs() or comparison.unread
    )


def _head(
    comparison: Comparison, noted: Collection[str], agreed: Collection[str], take: Collection[int]
) -> Iterator[str]:
    scope, found = comparison.scope, comparison.found
    if not scope.rows:
        yield NOTHING_COVERED
        return
    periods = ", ".join(f"{one.name} ({show_date(one.start)} to {show_date(one.end)})" for one in scope.spans)
    yield f"Compared for {scope.rules.short or scope.rules.title}: {periods}."
    if is_settled(comparison):
        yield ALL_AGREE
    open_ones = comparison.open_pairs(agreed)
    if open_ones:
        many = "1 pair is" if len(open_ones) == 1 else f"{len(open_ones)} pairs are"
        yield f"{many} doubtful, and nothing is noted of a doubtful pair unasked."
    if noted:
        yield f"What {scope.record} shows of {_activities(len(noted))} is to be noted."
    elif found.pairs and not open_ones:
        yield "Your records note all of that already."
    if take:
        yield f"{'1 row is' if len(take) == 1 else f'{len(take)} rows are'} to be taken in."


def _activities(number: int) -> str:
    return "1 activity" if number == 1 else f"{number} activities"


def _in_all(hours: int) -> str:
    return f"{counted_hours(hours)} in all"


def _pair_item(pair: Pair, there: str, noted: Collection[str], open_ones: Collection[str]) -> Item:
    is_open = pair.activity.id in open_ones
    is_noted = pair.activity.id in noted
    return Item(
        id=pair.activity.id,
        kind="pair",
        title=pair.activity.title,
        day=pair.activity.date,
        figure=length(pair.mine) if pair.agrees else f"{length(pair.mine)}, there {length(pair.theirs)}",
        state="doubtful" if is_open else "to be noted" if is_noted else "noted",
        tone="unknown" if is_open else "met" if pair.agrees else "short",
        said=tuple(_pair_said(pair, there)),
        word=pair.activity.id,
    )


def _pair_said(pair: Pair, there: str) -> Iterator[str]:
    rows = " and ".join(f"row {row.number}, “{_name(row)}” of {show_date(row.day)}" for row in pair.rows)
    yield f"{there} has {rows}: {'; '.join(reasons(pair))}."
    if pair.doubts:
        yield f"Doubtful, as {' and '.join(_DOUBTS[doubt] for doubt in pair.doubts)}."


def reasons(pair: Pair) -> tuple[str, ...]:
    """Why a row and an entry are taken for the same event, a few words each."""
    if pair.is_said:
        return ("the same, as you said", _hours_words(pair))
    title = (
        "the same title"
        if pair.title == likeness.SAME
        else "a shorter title"
        if pair.title >= likeness.SURE
        else "a session of it"
        if pair.title == likeness.SESSION
        else "a title like it"
        if pair.title >= likeness.ALIKE
        else "another title"
    )
    return (title, _days_words(pair.days), _hours_words(pair))


def _days_words(days: int) -> str:
    if not days:
        return "the same day"
    many = "a day" if abs(days) == 1 else f"{abs(days)} days"
    return f"{many} {'later' if days > 0 else 'earlier'}"


def _hours_words(pair: Pair) -> str:
    if pair.sums is not None:
        row, entries = pair.sums
        return f"{counted_hours(pair.theirs)} of the {show(row.hours)} that it has of {entries} entries together"
    if not pair.agrees and pair.theirs == attended(pair.activity):
        return f"{counted_hours(pair.theirs)} there, as in your records without meals and the like"
    if not pair.agrees:
        return f"{counted_hours(pair.theirs)} there, {show(pair.mine)} in your records"
    return f"together {counted_hours(pair.theirs)}" if len(pair.rows) > 1 else "the same hours"


def _name(row: OfficialRow) -> str:
    return f"{row.title}: {row.session}" if row.session else row.title


def _mine_item(activity: Activity, comparison: Comparison) -> Item:
    counted = comparison.scope.counted.get(activity.id)
    counts = counted is None or counted > 0
    is_posted = posted_hours(comparison.scope.case, activity) > 0
    return Item(
        id=activity.id,
        kind="mine",
        title=activity.title,
        day=activity.date,
        figure=length(activity.hours),
        state="not there" if counts else "counts for nothing",
        tone="short" if counts else "quiet",
        said=(
            f"No row of {comparison.scope.record} is like it.",
            *(() if counts else (f"It counts for nothing in {comparison.scope.credential.id}.",)),
            *(("Your records note it as posted all the same.",) if is_posted else ()),
        ),
        word=activity.id,
    )


def _theirs_item(row: OfficialRow, comparison: Comparison, is_taken: bool) -> Item:
    twin = comparison.twin(row)
    why = "no entry of your records is like it" if twin is None else f"it says what row {twin.number} says, once more"
    return Item(
        id=str(row.number),
        kind="theirs",
        title=_name(row),
        day=row.day,
        figure=length(row.hours),
        state="to be taken in" if is_taken else "not in yours",
        tone="met" if is_taken else "short",
        said=(f"Row {row.number}: {why}.",),
        word=f"row {row.number}",
    )


def _row_item(number: int, title: str, why: str) -> Item:
    return Item(
        id=f"row-{number}",
        kind="row",
        title=title,
        state="",
        tone="missed",
        said=(f"Row {number}: {why}.",),
        word=f"row {number}",
    )


def _not_compared(comparison: Comparison) -> Iterator[Item]:
    for one in (*comparison.ahead, *comparison.scope.outside):
        yield _row_item(one.number, one.title, one.why)
    for row in comparison.not_done:
        yield _row_item(row.number, row.text[:60], row.reason)
    for activity, why in comparison.scope.left_out:
        yield Item(
            id=activity.id,
            kind="aside",
            title=activity.title,
            day=activity.date,
            tone="quiet",
            said=(sentence(f"not compared: {why}"),),
            word=activity.id,
        )


def _missing(comparison: Comparison) -> Sequence[Activity]:
    counted = comparison.scope.counted
    return [one for one in comparison.found.only_mine if counted.get(one.id) is None or counted[one.id] > 0]


def _short(comparison: Comparison) -> Sequence[Pair]:
    return [pair for pair in comparison.found.differ if pair.is_sure and pair.theirs < _due(comparison, pair.activity)]


def _due(comparison: Comparison, activity: Activity) -> Hours:
    """The hours that the official record should show: more than what counts there nobody has to ask for."""
    return comparison.scope.counted.get(activity.id, attended(activity))


def message(comparison: Comparison, on: date) -> str:
    """A draft of a letter to the authority, as plain text; "" where it is short of nothing. No text of the records
    begins a line of its own in it."""
    scope, person = comparison.scope, comparison.ground.records.person
    missing, short = _missing(comparison), _short(comparison)
    if not missing and not short:
        return ""
    periods = " and ".join(f"{one.name} ({show_date(one.start)} to {show_date(one.end)})" for one in scope.spans)
    hours = sum(attended(one) for one in missing)
    lacking = sum(_due(comparison, pair.activity) - pair.theirs for pair in short)
    signed = ", ".join(word for word in (person.name, person.district) if word)
    lines = [
        f"Subject: Hours that {scope.record} does not show: {signed}",
        "",
        f"To {scope.rules.authority}",
        "",
        f"On {show_date(on)} I compared my own records with {scope.record} for {periods}.",
        f"It does not show {asked_hours(hours + lacking)} of mine.",
    ]
    if missing:
        lines += ["", "Not shown at all:", *(f"- {_in_letter(one)}: {counted_hours(attended(one))}" for one in missing)]
    if short:
        lines += ["", "Shown with fewer hours:"]
        lines += [
            f"- {_in_letter(pair.activity)}: {beside(pair.theirs, due)} of {counted_hours(due)} shown"
            for pair in short
            for due in (_due(comparison, pair.activity),)
        ]
    has_proof = any(one.evidence for one in (*missing, *(pair.activity for pair in short)))
    lines += [
        "",
        "Please add them, or tell me why they cannot be added." + (" I can send proof." if has_proof else ""),
        "",
        *(word for word in (person.name, person.district) if word),
    ]
    return "\n".join(map(plain, lines)) + "\n"


def _in_letter(activity: Activity) -> str:
    place = f", {activity.location}" if activity.location else ""
    return f"{show_date(activity.date)}, {activity.title}{place}"
