"""What a shell completes behind an option: the categories and units that the person's rule sets know."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from alcto_core.cli.invocation import asked

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from alcto_core.rules.declared import NameKind


def offered(kind: NameKind) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Completes the names of this kind; nothing where the records cannot be read."""

    def complete(ctx: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:  # noqa: ARG001 - click's
        from click.shell_completion import CompletionItem

        from alcto_core.rules.declared import known_to

        invocation = asked(ctx)
        records = invocation.records_if_any()
        rule_sets = invocation.plugins().library.rule_sets
        held = [one.program for one in records.credentials] if records is not None else list(rule_sets)
        end = "=" if kind == "unit" else ""
        labels = known_to(kind, rule_sets, held).labels
        return [
            CompletionItem(f"{id}{end}", help=label)
            for id, label in labels.items()
            if begun.casefold() in (id[: len(begun)].casefold(), label[: len(begun)].casefold())
        ]

    return complete
