"""The authority's form for one entry, field by field, and what a reviewer would miss in it.

Which fields there are is the rule set's (`[[entries]]`, recert:60-66 for AL-CTO); here stands how each is filled in.
No source says how long a field may be, so nothing is cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import msgspec

from alcto_core.dates import show
from alcto_core.evaluation.standing import Credit, Standing
from alcto_core.hours import HOUR
from alcto_core.hours import show as shown_hours
from alcto_core.paperwork.asked import Asked
from alcto_core.problems import Refused
from alcto_core.records.types import Activity, Person
from alcto_core.rules.fields import FORM_FIELDS
from alcto_core.rules.vocabulary import RuleSet
from alcto_core.text import one_and_other, same_words

_WHOLE_DAY = 8 * HOUR
"""A day's work: an entry of so much in one piece may hold the meals and breaks of the day."""
_SAYS_LITTLE = 4
"""Words below which a justification is looked at again."""
_EMPTY_WORDS = frozenset(
    {
        *("conference", "it", "job", "n/a", "na", "none", "pd", "professional development", "required", "same"),
        *("same as above", "see above", "tbd", "todo", "training", "various", "work", "yes"),
    }
)
"""What stands in the field of a justification and is none."""


class FormField(msgspec.Struct, frozen=True, kw_only=True):
    """One field of the form, as it is copied."""

    key: str
    label: str
    text: str
    """"" where the entry holds nothing for it."""


class FormEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry as the form takes it."""

    activity: str
    title: str
    fields: tuple[FormField, ...]
    lacks: tuple[str, ...] = ()
    """Fields that the form asks for and the entry does not hold, by their labels."""
    doubts: tuple[str, ...] = ()
    """What a reviewer may ask about, a sentence each."""


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """The form of one credential."""

    standing: Standing
    entries: tuple[FormEntry, ...]
    left_out: tuple[str, ...] = ()
    """Titles of completed entries of the window that count for nothing, and so are not handed in."""


def forms(asked: Asked) -> tuple[Form, ...]:
    """The form of each credential asked for whose authority has one. Raises `Refused` where none has."""
    titles = {id: strand.label for id, strand in asked.overview.library.strands.items()}
    found = []
    for standing in asked.standings:
        rules = asked.overview.library.rule_sets.get(standing.program)
        if rules is not None and rules.entries:
            found.append(form_of(standing, rules, asked.records.activities, asked.records.person, titles))
    if not found:
        raise Refused(_no_form([standing.short for standing in asked.standings]))
    return tuple(found)


def _no_form(names: Sequence[str]) -> str:
    if not names:
        return "These records have no form that asks fields of an entry."
    return f"{one_and_other(names)} {'has' if len(names) == 1 else 'have'} no form that asks fields of an entry."


def form_of(
    standing: Standing,
    rules: RuleSet,
    activities: Sequence[Activity],
    person: Person,
    strand_title: Mapping[str, str],
) -> Form:
    """The form of a credential: its counted entries by day. `strand_title` gives a strand's full name by its id."""
    needs = list(dict.fromkeys(key for entries in rules.entries for key in entries.needs))
    by_id = {one.id: one for one in activities}
    credits = [
        one for one in sorted(standing.credits, key=lambda one: (one.date, one.activity)) if one.activity in by_id
    ]
    counted = [one for one in credits if one.counted]
    return Form(
        standing=standing,
        entries=tuple(_entry(one, by_id[one.activity], person, needs, strand_title) for one in counted),
        left_out=tuple(one.title for one in credits if not one.counted and not by_id[one.activity].is_planned),
    )


def _entry(
    credit: Credit, activity: Activity, person: Person, needs: Sequence[str], strand_title: Mapping[str, str]
) -> FormEntry:
    values = _values(credit, activity, person, strand_title)
    known = {need for _, _, names in FORM_FIELDS for need in names}
    others = [need for need in needs if need not in known]
    values |= {need: _other(need, activity, person) for need in others}
    asked = (*FORM_FIELDS, *((need, need.removeprefix("person."), {need: need}) for need in others))
    fields = [
        FormField(
            key=key, label=label, text="; ".join(values[need] for need in names if need in needs and values[need])
        )
        for key, label, names in asked
        if set(names) & set(needs)
    ]
    labels = {need: names[need] for _, _, names in asked for need in names}
    return FormEntry(
        activity=activity.id,
        title=activity.title,
        fields=tuple(fields),
        lacks=tuple(labels[need] for need in needs if need in labels and not values[need]),
        doubts=tuple(_doubts(credit, activity, needs)),
    )


def _values(credit: Credit, activity: Activity, person: Person, strand_title: Mapping[str, str]) -> dict[str, str]:
    strands = {strand: hours for strand, hours in credit.strands.items() if hours}
    listed = (
        strand_title.get(strand, strand) + (f" ({shown_hours(hours)})" if len(strands) > 1 else "")
        for strand, hours in strands.items()
    )
    return {
        "person.name": person.name,
        "person.district": person.district,
        "title": activity.title,
        "location": activity.location,
        "date": show(activity.date),
        "hours": shown_hours(credit.counted),
        "strands": "; ".join(listed),
        "justification": activity.justification.strip(),
        "description": activity.description.strip(),
    }


def _other(key: str, activity: Activity, person: Person) -> str:
    """What the records hold of a key that only this form asks for."""
    holder: Activity | Person = person if key.startswith("person.") else activity
    value = getattr(holder, key.removeprefix("person."))
    if isinstance(value, date):
        return show(value)
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")


def _doubts(credit: Credit, activity: Activity, needs: Sequence[str]) -> Iterator[str]:
    said = same_words(activity.justification)
    if "justification" in needs and said:
        if said in _EMPTY_WORDS or said == same_words(activity.title):
            yield "The justification does not say what the activity has to do with the coursework."
        elif len(said.split()) < _SAYS_LITTLE:
            yield f"The justification is of {len(said.split())} words: say how the activity relates to the coursework."
        elif said == same_words(activity.description):
            yield "The justification and the description are the same text."
    if credit.claimed >= _WHOLE_DAY and not activity.sessions:
        yield (
            f"{shown_hours(credit.claimed)} hours in one piece look like a whole day or more: meals, breaks, "
            "registration and the exhibit hall are no hours. List its sessions, or lessen the hours."
        )
    if credit.counted < credit.claimed and not activity.sessions:
        hours = f"{shown_hours(credit.counted)} of {shown_hours(credit.claimed)}"
        yield f"It is handed in with {hours} hours, as more do not count."


def lint(form: Form) -> Iterator[tuple[FormEntry, str]]:
    """Everything that should be mended before the hand-in, entry by entry, a sentence each."""
    for entry in form.entries:
        if entry.lacks:
            yield entry, f"It lacks {', '.join(entry.lacks)}."
        for words in entry.doubts:
            yield entry, words
