"""What is said of a form and a report that are handed in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from alcto_core.dates import show
from alcto_core.evaluation.earlier_periods import history
from alcto_core.evaluation.naming import heading, state_words
from alcto_core.evaluation.standing import Standing, State
from alcto_core.hours import show as show_hours
from alcto_core.nouns import counted_noun
from alcto_core.numbers import counted
from alcto_core.overview import Overview
from alcto_core.records.types import Activity, Person, Session
from alcto_core.rules.library import Library
from alcto_core.telling.charts import charts_of
from alcto_core.telling.credential import credential_sheet
from alcto_core.telling.names import (
    credential_names,
    granted_words,
    kinds_named,
    only_for_words,
    units_words,
)
from alcto_core.telling.page import Item, Part, Sheet
from alcto_core.telling.rule_set import document_sentences, official_words
from alcto_core.telling.timeline import timeline
from alcto_core.text import one_and_other

_MOST_SIGNS = 8


def form_head(standing: Standing, entries: int) -> str:
    """What a form is of."""
    return f"{heading(standing)}: {counted_noun(entries, 'entries')} for the form, as of {show(standing.on)}"


def left_out_words(titles: Sequence[str]) -> str:
    """Completed entries that count for nothing and so are not handed in."""
    return f"Not on the form, as nothing of it counts: {one_and_other(titles)}."


def report_pages(overview: Overview, standings: Sequence[Standing]) -> Iterator[Sheet]:
    """The pages of a report: what it is, then each credential, then the rules that it rests on."""
    records = overview.records
    if records is None:
        return
    days = timeline(overview, standings) if any(one.due and one.due >= overview.on for one in standings) else None
    yield replace(cover_sheet(overview, records.person, standings), charts=(days,) if days is not None else ())
    for standing in standings:
        past = history(records, overview.library, standing)
        page = credential_sheet(standing, records, overview.library, past)
        yield replace(page, charts=charts_of(standing, overview.library))
    yield entries_sheet(overview, standings)
    yield Sheet(id="rules", title="Rules that this report rests on", parts=tuple(_rules(overview, standings)))


def cover_sheet(overview: Overview, person: Person, standings: Sequence[Standing]) -> Sheet:
    """Whose papers these are, of which credentials, and which record is the official one."""
    head = [f"{person.district}, as of {show(overview.on)}" if person.district else f"As of {show(overview.on)}"]
    head += dict.fromkeys(_official(overview, standings))
    if overview.has_errors:
        head.append("Parts of the records file could not be read, and nothing of them is in this report.")
    items = tuple(
        Item(
            id=one.credential,
            kind="credential",
            title=heading(one),
            state=state_words(one),
            text=one.why,
            day=one.due,
        )
        for one in standings
    )
    return Sheet(
        id="report",
        title=person.name,
        head=tuple(head),
        parts=(Part(heading="Credentials", columns=("State",), items=items),),
    )


def _official(overview: Overview, standings: Sequence[Standing]) -> Iterator[str]:
    """Which record is the official one."""
    for standing in standings:
        rules = overview.library.rule_sets.get(standing.program)
        if rules is not None and rules.official_record:
            yield f"For {standing.short}, {official_words(rules)}."
        else:
            yield f"For {standing.short}, the official record is what the authority holds; this report is your own."


def _rules(overview: Overview, standings: Sequence[Standing]) -> Iterator[Part]:
    """The rule sets, with who brought each, when it was checked, and the texts that it goes by."""
    held = {standing.program for standing in standings}
    for rules in (one for id, one in overview.library.rule_sets.items() if id in held):
        own = overview.library.origins.get(("rule-set", rules.id))
        brought = [one.source for one in overview.plugins.reports if rules.id in one.rule_sets]
        source = [f"{own}, a file of your own, not verified"] if own else brought[:1]
        items = tuple(Item(id="", kind="source", text=words) for words in document_sentences(rules))
        fact = "; ".join((f"checked {show(rules.checked)}", *(f"from {one}" for one in source)))
        yield Part(heading=rules.title, fact=fact, items=items)


def entries_sheet(overview: Overview, standings: Sequence[Standing], *, counting: bool = False) -> Sheet:
    """The entries of the periods told, each with all that is recorded of it; with `counting` only those of which
    something counts there, or may."""
    inside = {
        credit.activity
        for standing in standings
        for credit in standing.credits
        if not counting or credit.counted or credit.unknown
    }
    held = overview.records.activities if overview.records is not None else ()
    activities = sorted((one for one in held if one.id in inside), key=lambda one: (one.date, one.id))
    names = credential_names(overview.records, overview.library)
    items = tuple(_entry(one, overview.library, names) for one in activities)
    return Sheet(id="entries", title="Entries in full", parts=(Part(items=items),))


def _entry(activity: Activity, library: Library, names: Mapping[str, str]) -> Item:
    split = (f"{library.strand_short(strand)} {show_hours(hours)}" for strand, hours in activity.split.items())
    told = (
        ("Place", activity.location),
        ("Strands", ", ".join(map(library.strand_short, activity.strands))),
        ("Divided", ", ".join(split)),
        *granted_words(activity, library),
        ("Kind", kinds_named("category", activity.category, library)),
        ("Format", activity.format or ""),
        ("Units", units_words(activity, library)),
        ("Only for", only_for_words(activity, names)),
        ("Course", activity.course or ""),
        ("Justification", activity.justification),
        ("Description", activity.description),
        ("Posted", show(activity.posted) if activity.posted else ""),
        ("Proof", ", ".join(activity.evidence)),
        ("Note", activity.note),
    )
    sessions = (_part(one, library) for one in activity.sessions)
    return Item(
        id=activity.id,
        kind="entry",
        title=activity.title,
        day=activity.date,
        figure=f"{show_hours(activity.hours)} h" if activity.hours else "",
        state="planned" if activity.is_planned else "",
        said=(*(f"{label}: {words}" for label, words in told if words), *sessions),
    )


def _part(session: Session, library: Library) -> str:
    """A session of an entry: its length and, where it has some of its own, its strands."""
    strands = "".join(f", {library.strand_short(strand)}" for strand in session.strands or ())
    return f"{session.title or session.kind.replace('-', ' ')}: {show_hours(session.hours)} h{strands}"


def packet_lacks(lacks: Sequence[str]) -> Iterator[str]:
    """What should be in a packet and is not, before it is made."""
    if lacks:
        yield f"{counted(len(lacks), 'thing')} to look at before you hand it in:"
        yield from (f"  {words}" for words in lacks)


def written_words(target: Path, holds: str) -> str:
    """That a paper was written; `holds` says what is in it."""
    return f"{target} is written: {holds}."


def left_over_words(letters: int) -> str:
    """That a text goes on where paper has no room for all of it."""
    return f"({counted(letters, 'letter')} more: the records hold all of it)"


def without_a_font_words(signs: Sequence[str]) -> str:
    """That signs are written out on paper, since no font has them."""
    named = [one if one.isprintable() else f"U+{ord(one[0]):04X}" for one in signs[:_MOST_SIGNS]]
    named += [f"{len(signs) - _MOST_SIGNS} more"] if len(signs) > _MOST_SIGNS else []
    return f"No font on this computer has {one_and_other(named)}: in the PDF each is written out by its number."


def packed_words(standing: Standing, target: Path, files: int) -> str:
    """That a packet was made."""
    return f"{target} is made: {heading(standing)} as of {show(standing.on)}, {counted(files, 'file')}."


def packing_stopped() -> str:
    """That the person stopped the packing."""
    return "The packet was stopped; nothing is left of it."


COPY_AGAIN = "Copy it again from where it came, or make it anew with `alcto packet`."
"""What to do about a packet that is not whole."""


def verified_lines(
    title: str, state: str, on: str, made_by: str, faults: Sequence[str], differences: Sequence[str]
) -> Iterator[str]:
    """What became of a packet that was judged again."""
    by = f", by {made_by}" if made_by else ""
    word = next((one.word for one in State if one.value == state), state)
    if not faults and not differences:
        yield f"Every file is as the packet says, and judged anew it comes to the same: {title} is {word} on {on}{by}."
        return
    yield f"The packet is not what it says{f' of {title}' if title else ''} ({word} on {on}{by}):"
    yield from (f"  {words}" for words in (*faults, *differences))
    if faults:
        yield f"  {COPY_AGAIN}"
