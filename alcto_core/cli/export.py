"""`alcto export KIND`: what a person hands in or keeps, in a format for others."""

from __future__ import annotations

import click

from alcto_core.cli.invocation import asked, date_option, period_option, records_options, yes_option
from alcto_core.cli.typed import Named
from alcto_core.paperwork.kinds import BY_NAME, KINDS

_LISTED = "\n".join(
    f"  {kind.name:<14} {kind.summary} ({', '.join(one.ending for one in kind.formats)})" for kind in KINDS
)
_FORMATS = tuple(dict.fromkeys(one.ending for kind in KINDS for one in kind.formats))


@click.command(
    help="Write something to hand in or to keep, in a format for other people and programs."
    f"\n\n\b\nKIND is one of:\n{_LISTED}"
    "\n\nThe format is that of the file's ending. `-` prints it: in the first format, or in that of --format. A file "
    "that is there is replaced only after you say so. Made again from the same records on the same date, it is the "
    "same to the byte."
)
@records_options
@date_option
@period_option
@yes_option
@click.option("--credential", metavar="ID", type=Named("credential"), help="Only what concerns this one.")
@click.option("--by", metavar="REPORT", help="Of `report`: one that a plugin brings, by its id.")
@click.option("--format", "ending", metavar="ENDING", type=click.Choice(_FORMATS), help="The format for `-`.")
@click.argument("kind", metavar="KIND", type=click.Choice(tuple(BY_NAME)))
@click.argument("file", metavar="[FILE|-]", required=False)
@click.pass_context
def command(
    ctx: click.Context,
    kind: str,
    file: str | None,
    credential: str | None,
    by: str | None,
    ending: str | None,
    period: str | None,
    yes: bool,
) -> int:
    from alcto_core.cli import export_page

    return export_page.export(asked(ctx), BY_NAME[kind], file, credential, period, ending, by=by, yes=yes)
