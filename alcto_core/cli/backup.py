"""`alcto backup`: records, proof, rule files and settings in one zip, for a new machine or a drawer."""

from __future__ import annotations

import click

from alcto_core.cli.invocation import asked, records_options, yes_option


@click.command()
@records_options
@yes_option
@click.option("--history", "with_history", is_flag=True, help="Also pack the earlier states, so that undo works there.")
@click.option("--list", "lists", is_flag=True, help="List the backups beside the records, or where the last was put.")
@click.argument("file", metavar="[FILE.zip]", required=False)
@click.pass_context
def command(ctx: click.Context, yes: bool, with_history: bool, lists: bool, file: str | None) -> int:
    """Pack records, files of proof, rule files and settings into one zip. `alcto restore FILE.zip` brings it back.

    Without FILE it proposes one beside the records folder; in a folder it makes one with today's date. A file that
    is there is replaced only after you say so. The zip is not encrypted.

    Ends with 1 where something could not be packed; what and why is said, and stands in the zip.
    """
    from alcto_core.cli import backup_page

    if lists:
        if file is not None or with_history:
            raise click.UsageError("--list goes alone: it only lists what is found.")
        return backup_page.list_found(asked(ctx))
    return backup_page.back_up(asked(ctx), yes, with_history, file)
