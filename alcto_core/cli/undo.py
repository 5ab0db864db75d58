"""`alcto undo`: take the last change back, or list what can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from alcto_core.cli.invocation import asked, json_option, records_options

if TYPE_CHECKING:
    from alcto_core.cli.page import Page
    from alcto_core.keeping.history import Generation
    from alcto_core.keeping.store import RecordsStore


@click.command()
@records_options
@click.option(
    "--list", "as_list", is_flag=True, help="Only list what can be undone and redone, and what the nearest 50 changed."
)
@json_option
@click.option("--insist", is_flag=True, help="Also undo a change that was made outside alcto.")
@click.pass_context
def command(ctx: click.Context, as_list: bool, as_json: bool, insist: bool) -> int:
    """Take the last change to the records file back; the file gets the very bytes that it had before."""
    from alcto_core.cli.saving import say_note, status_after
    from alcto_core.keeping.store import RecordsStore
    from alcto_core.problems import RecordsChanged
    from alcto_core.telling.page import sentence

    invocation = asked(ctx)
    store, page = RecordsStore(invocation.folder), invocation.page
    if as_json and not as_list:
        raise click.UsageError("--json goes with --list.")
    if as_json:
        from alcto_core.cli.states import states_document

        page.say_json(states_document(store))
        return 0
    if as_list:
        _say_list(page, store)
        return 0
    try:
        saved = store.undo(insist=insist)
    except RecordsChanged as changed:
        page.aside(str(changed))
        page.aside("`alcto undo --insist` takes that change back too.")
        return 2
    page.did(sentence(saved.sentence))
    page.say(f"{sentence(saved.sentence)} `alcto redo` makes it again.")
    say_note(page, saved)
    return status_after(saved)


def _say_list(page: Page, store: RecordsStore) -> None:
    place, states = store.history(), store.generations()
    for away, generation in zip(range(len(place.undone), 0, -1), place.undone, strict=True):
        _say_step(page, store, "redo", generation, away)
    if place.done or place.undone:
        page.say("now   the records as they are" if states and states[0].is_present else "now   no records file")
    for away, generation in enumerate(reversed(place.done), 1):
        _say_step(page, store, "undo", generation, away)
    if not place.done and not place.undone:
        page.say("There is nothing to undo or redo.")
    if len(states) > 1:
        page.aside(f"`alcto restore` lists all {len(states)} states that are known, and brings any of them back.")


def _say_step(page: Page, store: RecordsStore, word: str, generation: Generation, away: int) -> None:
    """One step, `away` steps from the file as it is; what those far away changed is not looked up."""
    from alcto_core.cli.states import MOST_LOOKED_UP, MOST_TOLD, say_items
    from alcto_core.telling.history import changes_part, when

    page.say(f"{word}  {when(generation):<16}  {generation.sentence}")
    if generation.after and away <= MOST_LOOKED_UP:
        found = store.changes(generation)
        only = found[0] if found and len(found) == 1 else None
        says_all = only is not None and only.change != "changed" and f"“{only.title}”" in generation.sentence
        if not says_all:
            say_items(page, changes_part(found), "        ", MOST_TOLD)
