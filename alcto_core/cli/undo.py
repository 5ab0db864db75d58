"""`alcto undo`: take the last change back, or list what can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from alcto_core.cli.invocation import asked, records_options

if TYPE_CHECKING:
    from alcto_core.cli.page import Page
    from alcto_core.records.history import Generation
    from alcto_core.records.store import RecordsStore


@click.command()
@records_options
@click.option("--list", "as_list", is_flag=True, help="Only list what can be undone and redone.")
@click.option("--insist", is_flag=True, help="Also undo a change that was made outside alcto.")
@click.pass_context
def command(ctx: click.Context, as_list: bool, insist: bool) -> int:
    """Take the last change to the records file back; the file gets the very bytes that it had before."""
    from alcto_core.cli.saving import say_note, status_after
    from alcto_core.problems import RecordsChanged
    from alcto_core.records.store import RecordsStore

    invocation = asked(ctx)
    store, page = RecordsStore(invocation.folder), invocation.page
    if as_list:
        _say_list(page, store)
        return 0
    try:
        saved = store.undo(insist=insist)
    except RecordsChanged as changed:
        page.aside(str(changed))
        page.aside("`alcto undo --insist` takes that change back too.")
        return 2
    page.say(f"{saved.sentence[:1].upper()}{saved.sentence[1:]}. `alcto redo` makes it again.")
    say_note(page, saved)
    return status_after(saved)


def _say_list(page: Page, store: RecordsStore) -> None:
    place = store.history()
    for generation in place.undone:
        page.say(f"redo  {_told(generation)}")
    for generation in reversed(place.done):
        page.say(f"undo  {_told(generation)}")
    if not place.done and not place.undone:
        page.say("There is nothing to undo or redo.")


def _told(generation: Generation) -> str:
    moment = generation.at[:16].replace("T", " ") or "at some time"
    return f"{moment:<16}  {generation.sentence}"
