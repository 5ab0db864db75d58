"""The strands that matter to one person: those of the frameworks that their programmes use."""

from __future__ import annotations

from collections.abc import Callable, Collection

from alcto_core.records.types import Records
from alcto_core.rules.library import Library


def subjects(records: Records | None, library: Library, also: Collection[str] = ()) -> tuple[tuple[str, str], ...]:
    """Id and a short name of each strand, in framework order; those of every framework where the person has no
    programme with one. `also` are strands that are in use already, whatever framework knows them.

    Where two strands would read the same, the framework stands with them.
    """
    programs = [one.program for one in records.credentials] if records is not None else []
    rules = [library.rule_sets[program] for program in programs if program in library.rule_sets]
    own = {one.framework for one in rules if one.framework} & set(library.frameworks)
    shown = [
        strand.id
        for id, framework in library.frameworks.items()
        for strand in framework.strand
        if not own or id in own or strand.id in also
    ]
    shown += [strand for strand in dict.fromkeys(also) if strand not in library.strands]
    shorts = [library.strand_short(strand) for strand in shown]
    return tuple(
        (strand, short if shorts.count(short) == 1 else f"{short} ({strand.partition('/')[0]})")
        for strand, short in zip(shown, shorts, strict=True)
    )


def naming(records: Records | None, library: Library) -> Callable[[str], str | None]:
    """Gives a strand's id for a word. Where frameworks share a word, those of the person's programmes go first."""
    own = {strand.partition("/")[0] for strand, _ in subjects(records, library)}
    first = Library(frameworks=[framework for id, framework in library.frameworks.items() if id in own])
    return lambda word: first.strand_named(word) or library.strand_named(word)
