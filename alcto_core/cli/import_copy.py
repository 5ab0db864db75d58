"""`alcto import COPY.toml`: take records over from a second copy of the records file, one by one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alcto_core.cli.invocation import Invocation
    from alcto_core.cli.page import Page
    from alcto_core.copies.second_copies import Copy
    from alcto_core.keeping.store import Loaded, RecordsStore
    from alcto_core.records.differences import Difference

_KEYS_TOLD = ("date", "hours", "minutes", "location", "cohort", "issued")
"""What a person knows a record by, beside its title."""


_Named: TypeAlias = "tuple[tuple[Difference, ...], tuple[Difference, ...]]"
"""What is taken over, and what of it is kept beside what the file has."""


def import_copy(page: Page, invocation: Invocation, path: Path, take: Sequence[str], yes: bool) -> int:
    """Show what the copy at `path` holds otherwise, take the chosen records over in one save, put the copy aside.

    `take` names what is taken over: numbers of the list, ids, `new` (what the file lacks) or `all`; empty: what the
    file lacks. A number or an id with `+` behind it keeps both: the copy's activity gets an id of its own. What only
    the file holds is never touched. Raises `Refused`, `RecordsError` and `click.UsageError`.
    """
    from alcto_core.copies.second_copies import read_copy
    from alcto_core.keeping.store import RecordsStore
    from alcto_core.problems import RecordsError, Refused

    folder, store = invocation.folder, RecordsStore(invocation.folder)
    if not path.exists():
        path = folder.path / path  # a name alone, as `alcto check` tells it
    copy = read_copy(folder, path)
    if not copy.is_readable:
        why = next((str(one) for one in copy.problems if one.is_error), "A newer alcto wrote it")
        raise Refused(f"“{path.name}” cannot be read as records, so nothing was taken over. {why}.")
    try:
        loaded = store.load()
    except RecordsError:
        loaded = None
    if loaded is None or loaded.reading.records is None:
        return _take_whole(page, store, loaded, copy, yes)
    return _merge(page, invocation, copy, take, yes)


def _merge(page: Page, invocation: Invocation, copy: Copy, take: Sequence[str], yes: bool) -> int:
    from alcto_core.cli.saving import save, status_after
    from alcto_core.copies.second_copies import merging
    from alcto_core.telling.page import sentence

    overview = invocation.whole_overview()
    status = 0
    page.say(sentence(copy.sentence))
    say_differences(page, copy)
    if copy.takeable:
        chosen, both = _chosen(page, copy, take, yes)
        if not chosen:
            page.aside(
                "Nothing was taken over. `--take 1` takes what the list calls 1, `--take 1+` keeps both, `--take all` "
                "takes everything."
            )
            return 0
        edit = merging(copy, chosen, both)
        for one in chosen:
            page.aside(f"{'Keeps both' if one in both else 'Takes over'}: “{one.title}”")
        if not _may_take(page, yes, "Take these over?" if len(chosen) > 1 else "Take it over?"):
            return 0
        _, saved = save(page, overview, edit, waits=yes)
        status = status_after(saved)
    return status or _offer_aside(page, invocation, copy.path, yes)


def say_differences(page: Page, copy: Copy) -> None:
    """Everything in which the copy differs, with the number by which it is chosen."""
    from alcto_core.records.differences import exchange, said, shown, told
    from alcto_core.telling.copies import differs_words

    for number, one in enumerate(copy.takeable, 1):
        if one.change == "added":
            known = [
                shown(one.after, key) + (" hours" if key == "hours" else "")
                for key in _KEYS_TOLD
                if one.after and key in one.after
            ]
            kind = "" if one.kind == "activity" else f"the {one.kind} "
            page.say(
                f"  {number}  {differs_words(copy, one)}: {kind}“{one.title}”{''.join(f', {word}' for word in known)}"
            )
            continue
        name = one.title if one.kind == "person" else f"“{one.title}”"
        page.say(f"  {number}  {differs_words(copy, one)}: {name}")
        for key in one.told_keys:
            here, there = exchange(one.before, one.after, key)
            page.say(f"       {said(key)}: here {here}; in the copy {there}")
    for one in copy.found:
        if one not in copy.takeable:
            page.say(f"  -  {differs_words(copy, one)}: {told(one)}")


def _chosen(page: Page, copy: Copy, take: Sequence[str], yes: bool) -> _Named:
    from alcto_core.cli.questions import ask, can_ask

    if take:
        try:
            return named_records(copy, take)
        except ValueError as wrong:
            raise click.UsageError(str(wrong)) from None
    if yes or not can_ask():
        return copy.proposed, ()
    default = "new" if copy.proposed else "none"
    return ask(
        page,
        "Which do you want to take over? (numbers, 2+ to keep both, new, all, none)",
        lambda answer: named_records(copy, answer.replace(",", " ").split()),
        default=default,
    )


def named_records(copy: Copy, words: Sequence[str]) -> _Named:
    """The records that numbers of the list, ids, `new`, `all` or `none` mean, and those of them that are kept beside
    what the file has. Raises `ValueError` with a sentence."""
    from alcto_core.records.differences import beside

    listed = copy.takeable
    chosen: list[Difference] = []
    both: list[Difference] = []
    for given in words:
        word = given.removesuffix("+")
        if word in ("new", "all", "none"):
            found = {"new": copy.proposed, "all": listed, "none": ()}[word]
        elif word.isdecimal() and 1 <= int(word) <= len(listed):
            found = (listed[int(word) - 1],)
        else:
            found = tuple(one for one in listed if one.id == word and one.id)
            if not found:
                raise ValueError(f"“{word}” is not in the list; take a number from 1 to {len(listed)}, new or all.")
        if word != given and any(beside(one) is None for one in found):
            raise ValueError(f"“{given}”: both can be kept only of an activity that the records and the copy hold.")
        both += found if word != given else ()
        chosen += [one for one in found if one not in chosen]
    return tuple(chosen), tuple(both)


def _take_whole(page: Page, store: RecordsStore, loaded: Loaded | None, copy: Copy, yes: bool) -> int:
    """Where there is no records file that could be read, the copy takes its place."""
    from alcto_core.cli.restore_page import say_exchange
    from alcto_core.cli.saving import patiently, say_note, status_after
    from alcto_core.keeping.history import digest
    from alcto_core.records.reading import MOST_BYTES
    from alcto_core.system import read_file

    if loaded is None:
        page.say("There is no records file now, so this copy can take its place as a whole.")
    else:
        page.say("The records file cannot be read now, so this copy can take its place. What is in it stays kept.")
    if way := store.way_back():
        page.aside(way)
    raw, _ = read_file(copy.path, MOST_BYTES)
    say_exchange(page, store.compared(raw))
    if digest(raw) != copy.sha256:
        raise click.UsageError(f"“{copy.path.name}” changed meanwhile; nothing was saved. Try again.")
    if not _may_take(page, yes, "Put it in place?"):
        return 0
    saved = patiently(lambda: store.restore_bytes(raw, f"took “{copy.path.name}” as the records", loaded), yes)
    page.did(f"Saved: {saved.sentence}.")
    page.say(f"Saved: {saved.sentence}.")
    say_note(page, saved)
    return status_after(saved)


def _may_take(page: Page, yes: bool, question: str) -> bool:
    """Whether to save. Where nobody can be asked it was a dry run, as with a spreadsheet."""
    from alcto_core.cli.questions import DRY_RUN, can_ask, may_save

    if yes or can_ask():
        return may_save(page, yes, question)
    page.aside(DRY_RUN)
    return False


def _offer_aside(page: Page, invocation: Invocation, path: Path, yes: bool) -> int:
    """Once the copy holds nothing that the file lacks, it need not lie in the way."""
    from alcto_core.cli.questions import can_ask, confirm
    from alcto_core.copies.second_copies import candidates, put_aside, read_copy

    copy = read_copy(invocation.folder, path)
    if copy.has_more:
        page.aside(f"“{path.name}” still holds something that the records lack, and was left where it is.")
        return 0
    if path.resolve() not in {file.resolve() for file, _ in candidates(invocation.folder)}:
        return 0
    if copy.stays:
        page.aside(f"“{path.name}” holds nothing more. Leave it where it is: {copy.stays}.")
        return 0
    if yes or (can_ask() and confirm(page, f"“{path.name}” holds nothing more. Put it aside?")):
        page.aside(f"“{path.name}” holds nothing more; it lies now at {put_aside(copy)}")
    else:
        page.aside(f"“{path.name}” holds nothing more; you can delete it.")
    return 0
