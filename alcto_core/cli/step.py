"""`alcto step CREDENTIAL STEP`: mark a document or another step as done, sent back, waived, or not done after all."""

from __future__ import annotations

from typing import Any

import click

from alcto_core.cli.entry import copy_option
from alcto_core.cli.invocation import Day, asked, date_option, json_option, records_options
from alcto_core.cli.typed import Named


@click.command()
@records_options
@date_option
@json_option
@click.option("--done", metavar="DATE", type=Day(), help="Day on which it was done.")
@click.option(
    "--file",
    "files",
    metavar="FILE",
    multiple=True,
    type=Named("proof"),
    help="File of proof; one outside the records folder is copied into evidence/ when you agree.",
)
@copy_option
@click.option("--by", metavar="NAME", help="Who judged or signed.")
@click.option("--attended", metavar="NAME", multiple=True, help="Who was there (once for each).")
@click.option(
    "--waive", "waived", metavar="REASON", help="It need not be done; with --done for that cycle, alone for every one."
)
@click.option(
    "--refused", metavar="DATE", type=Day(), help="Day on which it was sent back; a later --done says it was put right."
)
@click.option("--note", metavar="TEXT", help="A note for yourself.")
@click.option("--undo-mark", is_flag=True, help="Take the mark of this cycle away.")
@click.argument("credential", type=Named("credential"))
@click.argument("steps", metavar="[STEP]...", nargs=-1, type=Named("step"))
@click.pass_context
def command(
    ctx: click.Context,
    /,
    credential: str,
    steps: tuple[str, ...],
    as_json: bool,
    undo_mark: bool,
    copy: bool,
    **facts: Any,
) -> int:
    """Mark a step as done. Without STEP, list the steps; plan/ means every step that begins so.

    One file can serve several steps: name them all, or their common beginning.
    """
    from alcto_core.cli import step_page

    return step_page.mark(asked(ctx), credential, steps, as_json, undo_mark, copy, facts)
