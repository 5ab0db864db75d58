"""One offering in full, and what to say of a source that has no list for a year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.content import Content

from alcto_core import dates
from alcto_core.hours import beside, from_decimal, show
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import Catalogue, Names, Offering, cite_text, names
from alcto_core.rules.windows import Span
from alcto_core.telling.catalogue_years import hours_words, repeat_words, source_name
from alcto_tui.widgets.activity_detail import FORMATS
from alcto_tui.widgets.literal import hanging, line, lines, literal

LABEL = 10


def offering_words(library: Library, catalogue: Catalogue, offering: Offering, used: int, width: int) -> Content:
    """Everything that the catalogue says of an offering, wrapped to `width`."""
    rows = line((offering.title, "bold")).wrap(width)
    for label, words in _facts(library, catalogue, offering, used):
        rows += hanging(line((f"{label:<{LABEL}}", "$muted")), literal(words), width)
    return lines(*rows)


def _facts(library: Library, catalogue: Catalogue, offering: Offering, used: int) -> Iterator[tuple[str, str]]:
    documents = {key: document.short or document.title for key, document in catalogue.documents.items()}
    hours = hours_words(offering)
    if used and offering.most is not None:
        most = from_decimal(offering.most)
        left = max(most - used, 0)
        hours = f"{hours}; {beside(used, most)} counted, {show(left)} left this year"
    elif used:
        hours = f"{hours}; {show(used)} counted this year"
    yield "Hours", hours
    if repeat := repeat_words(offering):
        cites = _cited(offering.repeat_cite, documents)
        yield "Repeats", f"{repeat} ({cites})" if cites else repeat
    if offering.note:
        yield "Note", offering.note
    held = ", ".join(part for part in (FORMATS.get(offering.format or "", ""), offering.location) if part)
    if held:
        yield "Held", held
    if offering.strands:
        yield "Strands", ", ".join(map(library.strand_short, offering.strands))
    since, until = offering.since or catalogue.since, offering.until or catalogue.until
    yield "Listed", f"{dates.show(since)} {f'to {dates.show(until)}' if until else 'until further notice'}"
    unverified = "" if catalogue.verified else "; unverified"
    yield "Source", f"{_cited(offering.cite, documents)}; read {dates.show(catalogue.checked)}{unverified}"


def _cited(cites: Names | None, documents: Mapping[str, str]) -> str:
    return "; ".join(cite_text(cite, documents) for cite in names(cites))


def without_list(sources: Sequence[str], year: Span) -> Content:
    """That a source has no list for the year, and what can be done."""
    named = " and ".join(map(source_name, sources))
    return line(
        (f"No list of {named} events for {year.name} is installed. ", "bold"),
        "Their hours can be logged; whether they count, nobody can say yet. When the list is out: ",
        ("alcto rules add FILE", "bold"),
        ".",
    )
