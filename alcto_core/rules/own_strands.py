"""The strands that matter to one person: those of the frameworks that their programs use."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable

from msgspec.structs import replace

from alcto_core.records.types import Activity, Records, Session
from alcto_core.rules.library import Library
from alcto_core.words import folded


def subjects(records: Records | None, library: Library, also: Collection[str] = ()) -> tuple[tuple[str, str], ...]:
    """Id and a short name of each strand of the frameworks that the person's programs use, in framework order; none
    where no program uses one. Those of every framework where nobody knows: no program is held, or the rule set of one
    that is held is not installed. `also` are strands that are in use already, whatever framework knows them.

    Where two strands would read the same, a program that asks for each stands with it; else its framework's id.
    """
    programs = [one.program for one in records.credentials] if records is not None else []
    rules = [library.rule_sets[program] for program in programs if program in library.rule_sets]
    own = {one.framework for one in rules if one.framework} & set(library.frameworks)
    is_known = bool(own) or (bool(programs) and len(rules) == len(programs) and not any(one.framework for one in rules))
    shown = [
        strand.id
        for id, framework in library.frameworks.items()
        for strand in framework.strand
        if not is_known or id in own or strand.id in also
    ]
    shown += [strand for strand in dict.fromkeys(also) if strand not in library.strands]
    shorts = [library.strand_short(strand) for strand in shown]
    others = sorted(library.rule_sets.values(), key=lambda one: one.id != one.framework)  # the one it was made for
    asking = {one.framework: one.short for one in reversed((*rules, *others))}

    def whose(strand: str) -> str:
        framework = strand.partition("/")[0]
        return asking.get(framework) or framework

    return tuple(
        (strand, short if shorts.count(short) == 1 else f"{short} ({whose(strand)})")
        for strand, short in zip(shown, shorts, strict=True)
    )


def naming(records: Records | None, library: Library) -> Callable[[str], str | None]:
    """Gives a strand's id for a word. Where frameworks share a word, those of the person's programs go first."""
    own = {strand.partition("/")[0] for strand, _ in subjects(records, library)}
    first = Library(frameworks=[framework for id, framework in library.frameworks.items() if id in own])
    return lambda word: first.strand_named(word) or library.strand_named(word)


def suggesting(records: Records | None, library: Library) -> Callable[[str], tuple[str, ...]]:
    """Gives the strands of the person's programs that words in a title suggest. They count only once they are taken."""
    return suggested_among([id for id, _ in subjects(records, library)], library)


def suggested_among(ids: Collection[str], library: Library) -> Callable[[str], tuple[str, ...]]:
    """Gives those of these strands that words in a title suggest."""
    patterns = [
        (id, re.compile(rf"\b(?:{'|'.join(map(re.escape, map(folded, known.suggest.words)))})\b"))
        for id in ids
        if (known := library.strands.get(id)) is not None and known.suggest is not None
    ]
    return lambda title: tuple(id for id, pattern in patterns if pattern.search(folded(title)))


def with_suggested(sessions: Iterable[Session], suggested: Callable[[str], tuple[str, ...]]) -> tuple[Session, ...]:
    """Sessions with the strands that their titles suggest, where none are written."""
    return tuple(
        replace(one, strands=found) if is_open(one) and (found := suggested(one.title)) else one for one in sessions
    )


def is_open(session: Session) -> bool:
    """Whether strands may be suggested for a session."""
    return session.strands is None and session.kind == "session"


def strands_of(activity: Activity) -> tuple[str, ...]:
    """Every strand that an activity names, by itself, in its split or in a session."""
    sessions = (strand for session in activity.sessions for strand in session.strands or ())
    return tuple(dict.fromkeys((*activity.strands, *activity.split, *sessions)))


def proposed(records: Records | None, library: Library, strands: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Id and label of strands of the person's other frameworks that a crosswalk proposes for hours of `strands`.

    None for a framework that is named already. A proposal counts nothing by itself.
    """
    named = {strand.partition("/")[0] for strand in strands}
    own = dict.fromkeys(strand.partition("/")[0] for strand, _ in subjects(records, library))
    found = [
        strand
        for id in own
        if id in library.frameworks and id not in named
        for walk in library.frameworks[id].crosswalk
        if walk.strand in strands
        for strand in walk.proposes
    ]
    return tuple(
        (strand, library.strands[strand].label) for strand in dict.fromkeys(found) if strand in library.strands
    )
