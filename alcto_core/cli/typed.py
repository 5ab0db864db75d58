"""Words of the command line that name something of the records or the rule sets, completed by the shell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from alcto_core.cli.invocation import asked

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from alcto_core.records.types import Records
    from alcto_core.rules.library import Library


class Named(click.ParamType):  # type: ignore[type-arg]  # older versions of click take none
    """A word for something that the records or the rule sets know. It is read once they are open; a shell completes it.

    `kinds` are what is offered: "activity", "credential", "offering", "strand", "category", "unit", "program", "step";
    or "proof" alone: files in the records folder, else any.
    """

    name = "text"

    def __init__(self, *kinds: str, end: str = "") -> None:
        self._kinds = kinds
        self._end = end
        """What follows the word: "=" in front of a number."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002 - click's
        """What begins so, by its id, the last part of it or its name; nothing where the records cannot be read."""
        from click.shell_completion import CompletionItem

        if self._kinds == ("proof",):
            from alcto_core.keeping.evidence import completions

            inside = completions(asked(ctx).folder, incomplete)
            return [CompletionItem(path) for path in inside] or [CompletionItem(incomplete, type="file")]
        begun = incomplete.casefold()
        return [
            CompletionItem(f"{id}{self._end}", help=label)
            for id, label in self._offered(ctx).items()
            if any(word.casefold().startswith(begun) for word in (id, id.rpartition("/")[2], label))
        ]

    def _offered(self, ctx: click.Context) -> Mapping[str, str]:
        from alcto_core.keeping.store import RecordsStore
        from alcto_core.problems import AlctoError

        invocation = asked(ctx)
        try:
            records = RecordsStore(invocation.folder).load().reading.records
        except AlctoError:
            records = None
        library = invocation.plugins().library
        found: dict[str, str] = {}
        for kind in self._kinds:
            found |= _of_kind(kind, records, library, ctx.params.get("credential"))
        return found


def _of_kind(kind: str, records: Records | None, library: Library, credential: str | None) -> Mapping[str, str]:
    """Ids of one kind with what they are called."""
    from alcto_core.rules.declared import KINDS, known_to

    rule_sets = library.rule_sets
    credentials = records.credentials if records is not None else ()
    for declared in KINDS:
        if kind == declared:
            held = [one.program for one in credentials] if records is not None else list(rule_sets)
            return known_to(declared, rule_sets, held).labels
    if kind == "credential":
        return {one.id: rule_sets[one.program].title if one.program in rule_sets else "" for one in credentials}
    if kind == "activity":
        return {one.id: one.title for one in reversed(records.activities)} if records is not None else {}
    if kind == "offering":
        return {id: listings[-1][1].title for id, listings in library.listings.items()}
    if kind == "strand":
        from alcto_core.rules.own_strands import subjects

        return {id: library.strands[id].label for id, _ in subjects(records, library)}
    if kind == "step":
        program = next((one.program for one in credentials if one.id == credential), "")
        return {step.id: step.title for step in rule_sets[program].step} if program in rule_sets else {}
    return {id: rules.title for id, rules in rule_sets.items()}
