"""The rule files that somebody needs to judge a part of the records again, and no others.

As with the records, nobody lists what concerns a credential: a catalogue stays where it lists an event that an entry
names, or where the standing would be another without it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from alcto_core.evaluation.naming import heading
from alcto_core.evaluation.standing import Standing
from alcto_core.host.rule_texts import RuleText, library_from, rule_texts
from alcto_core.overview import Overview
from alcto_core.paperwork.extract import comes_to
from alcto_core.problems import Refused
from alcto_core.records.types import Records
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import Catalogue


class _Judged(NamedTuple):
    """A standing, and the records that come to it by the whole library."""

    records: Records
    standing: Standing
    period: str | None

    def is_same_by(self, library: Library) -> bool:
        return comes_to(self.records, self.standing, library, self.period)


def rules_in_force(
    overview: Overview, records: Records, standing: Standing, period: str | None
) -> tuple[RuleText, ...]:
    """The least rule files by which `records` come to a standing again. Raises `Refused` where none say it."""
    judged = _Judged(records, standing, period)
    library = overview.library
    programs = {one.program for one in records.credentials}
    for least in (_of_programs(library, programs), library):
        least = _with_catalogues(least, _concerning(least, judged))
        texts = rule_texts(overview.plugins, overview.folder, least.words)
        if judged.is_same_by(library_from(texts)):
            return texts
    texts = rule_texts(overview.plugins, overview.folder, library.words)
    if judged.is_same_by(library_from(texts)):
        return texts
    raise Refused(
        f"The rules of {heading(standing)} come from a plugin whose rule files do not say all of them, so nobody could "
        "judge the packet again. `alcto export report` writes what they come to."
    )


def _of_programs(library: Library, programs: set[str]) -> Library:
    """The rule sets of these programs with their frameworks and replacements, and every catalogue."""
    sets = [one for id, one in library.published.items() if id in programs]
    used = {one.framework for one in sets}
    return Library(
        rule_sets=sets,
        frameworks=[one for id, one in library.frameworks.items() if id in used],
        catalogues=library.catalogues,
        replacements=[one for one in library.replacements if one.rule_set in programs],
        origins=library.origins,
        lost=library.lost,
    )


def _concerning(library: Library, judged: _Judged) -> tuple[Catalogue, ...]:
    """The catalogues that concern a standing: tried all at once, and else one by one."""
    named = {one.offering for one in judged.records.activities if one.offering is not None}
    listing = [one for one in library.catalogues if any(entry.id in named for entry in one.offering)]
    if judged.is_same_by(_with_catalogues(library, listing)):
        return tuple(listing)
    kept = list(library.catalogues)
    for one in library.catalogues:
        fewer = [other for other in kept if other is not one]
        if one not in listing and judged.is_same_by(_with_catalogues(library, fewer)):
            kept = fewer
    return tuple(kept)


def _with_catalogues(library: Library, catalogues: Iterable[Catalogue]) -> Library:
    return Library(
        rule_sets=library.published.values(),
        frameworks=library.frameworks.values(),
        catalogues=catalogues,
        replacements=library.replacements,
        origins=library.origins,
        lost=library.lost,
    )
