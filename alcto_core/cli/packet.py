"""`alcto packet`: everything that is handed in for one credential, in one bag; and a packet judged again."""

from __future__ import annotations

import click

from alcto_core.cli.invocation import asked, date_option, period_option, records_options, yes_option
from alcto_core.cli.typed import Named


@click.command()
@records_options
@date_option
@period_option
@yes_option
@click.option("--to", metavar="FOLDER|FILE.zip", help="Where the packet goes.")
@click.option("--verify", metavar="PATH", help="Judge this packet again, with what lies in it alone.")
@click.argument("credential", metavar="[CREDENTIAL]", required=False, type=Named("credential"))
@click.pass_context
def command(
    ctx: click.Context, credential: str | None, to: str | None, verify: str | None, period: str | None, yes: bool
) -> int:
    """Pack everything that is handed in for a credential: standing, report, entries, form, proof, documents, and the
    records and rules that it rests on. It is a BagIt bag, which archives know; a name that ends in .zip makes a zip.

    What is missing is listed first. Nothing from outside the records folder goes in. Made again from the same files
    on the same date, it is the same to the byte.

    --verify needs neither records nor plugins: it checks every file against the manifest and judges the records in
    the packet by the rules in the packet. It ends with 0 where all is as the packet says, else with 1.
    """
    from alcto_core.cli import packet_page

    if verify is not None:
        if credential is not None or to is not None or period is not None:
            raise click.UsageError("--verify goes alone: it looks at a packet that is there.")
        return packet_page.verify(asked(ctx), verify)
    return packet_page.make(asked(ctx), credential, to, period, yes=yes)
