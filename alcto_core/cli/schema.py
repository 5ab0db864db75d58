"""`alcto schema`: what the files may hold, as JSON Schema for editors that complete and check TOML."""

from __future__ import annotations

import click

from alcto_core.cli.invocation import asked, records_options


@click.command()
@records_options
@click.argument("kind", metavar="KIND")
@click.pass_context
def command(ctx: click.Context, kind: str) -> int:
    """Print the JSON Schema (2020-12) of a kind of file.

    KIND is records, rule-set, framework, catalogue, replacement or case. A TOML file whose first line is
    `#:schema ./KIND.schema.json` is completed and checked by editors that know such schemas.
    """
    from alcto_core.workshop.schema import schema_text

    asked(ctx).page.say_json_text(schema_text(kind).rstrip("\n"))
    return 0
