"""`alcto redo`: make an undone change again."""

from __future__ import annotations

import click

from alcto_core.cli.invocation import asked, records_options


@click.command()
@records_options
@click.pass_context
def command(ctx: click.Context) -> int:
    """Make the change again that was undone last."""
    from alcto_core.cli.saving import say_note, status_after
    from alcto_core.keeping.store import RecordsStore
    from alcto_core.telling.page import sentence

    invocation = asked(ctx)
    saved = RecordsStore(invocation.folder).redo()
    invocation.page.did(sentence(saved.sentence))
    invocation.page.say(sentence(saved.sentence))
    say_note(invocation.page, saved)
    return status_after(saved)
