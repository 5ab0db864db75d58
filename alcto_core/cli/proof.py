"""`alcto proof`: what the proof of each entry must show, ticked by eye; a reflection where there is no certificate."""

from __future__ import annotations

import click

from alcto_core.cli.invocation import asked, date_option, json_option, records_options
from alcto_core.cli.typed import Named


@click.command()
@records_options
@date_option
@json_option
@click.option(
    "--seen",
    metavar="WORD",
    multiple=True,
    help="You saw this on the proof: sponsor, title, day, hours or participant (once for each; `all` for all).",
)
@click.option("--unseen", metavar="WORD", multiple=True, help="It does not show this after all (once for each).")
@click.option("--clear", is_flag=True, help="Forget what was seen on it.")
@click.option(
    "--reflect", metavar="TEXT|-", help="Where there is no certificate: keep this text as proof; `-` reads it."
)
@click.option("--lacking", is_flag=True, help="List only entries whose proof was not seen to show all of it.")
@click.argument("id", metavar="[ID]", required=False, type=Named("activity"))
@click.pass_context
def command(
    ctx: click.Context,
    id: str | None,
    seen: tuple[str, ...],
    unseen: tuple[str, ...],
    clear: bool,
    reflect: str | None,
    lacking: bool,
    as_json: bool,
) -> int:
    """Tick what you saw on the proof of an entry: who offered it, what, when, how long, and whose it is.

    Without ID, list the entries with what was seen. With ID alone, read its certificate or badge again and say what it
    shows beside what the entry says. What you saw is kept as a sentence in the entry's note.
    """
    from alcto_core.cli import proof_page

    if id is None:
        if seen or unseen or clear or reflect is not None:
            raise click.UsageError("Say which entry: `alcto proof ID --seen hours`; `alcto list` shows the ids.")
        return proof_page.say_list(asked(ctx), lacking, as_json)
    if seen or unseen or clear or reflect is not None:
        return proof_page.change(asked(ctx), id, seen, unseen, clear, reflect)
    return proof_page.say_one(asked(ctx), id, as_json)
