"""An earlier state of the records brought back, and what would be gained and lost by it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import click

from alcto_core import system
from alcto_core.cli.invocation import Invocation
from alcto_core.cli.page import Page
from alcto_core.cli.questions import may_save
from alcto_core.cli.saving import UNDOES, patiently, say_note, status_after
from alcto_core.cli.states import say_items, say_states, state_named, states_document
from alcto_core.copies.names import named
from alcto_core.dates import parse
from alcto_core.keeping.folder import FILE
from alcto_core.keeping.store import RecordsStore
from alcto_core.problems import RecordsError
from alcto_core.records.differences import Difference
from alcto_core.telling.history import NO_STATES, exchange_parts, when
from alcto_core.telling.page import sentence

_MOST_GAINED = 20
"""Records that would be gained or changed and are told one by one."""


def bring_back(invocation: Invocation, as_json: bool, yes: bool, state: str | None) -> int:
    """What `alcto restore` does."""
    page, store = invocation.page, RecordsStore(invocation.folder)
    if as_json and state is None:
        page.say_json(states_document(store))
        return 0
    if as_json:
        raise click.UsageError("--json goes with the list of states, without an argument.")
    if state is None:
        return _list(page, store)
    if (path := _file(state)) is not None:
        from alcto_core.cli.restore_archive import restore  # what a backup needs, a state does without

        return restore(page, invocation, path, yes)
    return _bring_back(page, store, state, _day(invocation, state), yes)


def _file(word: str) -> Path | None:
    """The backup that is meant, if it is one: a number is never a file. Raises `click.UsageError` for a copy."""
    path = system.path_meant(word)
    if path.suffix.lower() == ".toml" or named(path.name, FILE) is not None:
        raise click.UsageError(f"“{path.name}” is no backup. `alcto import` takes records over from another file.")
    if path.suffix.lower() == ".zip":
        return path
    if word.isalnum() and not (set(word.lower()) - set("0123456789abcdef")):
        return None
    return path if path.is_file() else None


def _day(invocation: Invocation, word: str) -> date | None:
    """The day that a word such as `yesterday` means; None where it means none."""
    with suppress(ValueError):
        return parse(word, invocation.on)
    return None


def _list(page: Page, store: RecordsStore) -> int:
    states = store.generations()
    if not states:
        page.say(NO_STATES)
        return 0
    say_states(page, states, store.kept())
    page.aside(
        "`alcto restore NUMBER` shows what would change and brings that state back; a time does too, such as "
        "`alcto restore 2026-03-01`. `alcto restore FILE.zip` takes a backup."
    )
    return 0


def _bring_back(page: Page, store: RecordsStore, word: str, day: date | None, yes: bool) -> int:
    state = state_named(store.generations(), word, day)
    loaded = None
    with suppress(RecordsError):  # gone or unreadable: then there is nothing that must stay as it was read
        loaded = store.load()
    if loaded is not None and loaded.sha256 == state.sha256:
        page.say("The records are in that state already.")
        return 0
    raw = store.bytes_of(state.sha256)
    page.say(f"State {state.number}, {when(state)}: {state.sentence}.")
    if loaded is None:
        page.say("There is no records file now that could be read.")
    elif loaded.reading.records is None:
        page.say("The records file cannot be read now. It is kept as it is among the earlier states.")
    found = store.compared(raw)
    say_exchange(page, found)
    loses = any(one.change == "removed" for one in found or ())
    if not may_save(page, yes, "Bring it back?", default=not loses):
        return 0
    saved = patiently(lambda: store.restore(state.sha256, loaded), yes)
    page.did(sentence(saved.sentence))
    page.say(sentence(saved.sentence))
    if store.history().done:
        page.aside(UNDOES)
    say_note(page, saved)
    return status_after(saved)


def say_exchange(page: Page, found: tuple[Difference, ...] | None) -> None:
    """What a person would lose and gain if other bytes took the place of the file; every loss, and first."""
    for part in exchange_parts(found):
        if part.heading:
            page.say(f"{part.heading} ({part.fact}):")
        is_loss = any(item.state == "removed" for item in part.items)
        say_items(page, part, "  " if part.heading else "", len(part.items) if is_loss else _MOST_GAINED)
