"""What is said after a save, the same for every verb that changes the records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from alcto_core.cli.invocation import RECORDS_HAVE_ERRORS
from alcto_core.problems import RecordsBusy, RecordsChanged

if TYPE_CHECKING:
    from alcto_core.cli.page import Page
    from alcto_core.keeping.evidence import Arrival
    from alcto_core.keeping.store import Saved
    from alcto_core.overview import Overview
    from alcto_core.records.changing import Edit

T = TypeVar("T")
UNDOES = "`alcto undo` takes it back."
_TRIES = 60
"""How often a save that nobody watches asks for the lock; each try waits some seconds by itself."""


def save(
    page: Page, overview: Overview, edit: Edit, *, waits: bool = False, coming: Iterable[Arrival] = ()
) -> tuple[Overview, Saved]:
    """Make an edit and say so on standard error; what the verb answers on standard output is its own affair.

    `waits` goes on asking while another alcto is saving. The files that are `coming` are copied in first, and stay only
    where the save succeeds. Raises `RecordsUnsaved` with a sentence where the file
    stays as it was.
    """
    from alcto_core import overview as overviews
    from alcto_core.keeping.evidence import brought_in

    try:
        with brought_in(overview.folder, coming):
            after, saved = patiently(lambda: overviews.save(overview, edit), waits)
    except RecordsChanged as error:
        from alcto_core.cli.conflict import say_conflict

        say_conflict(page, overview, edit, error)
        raise
    page.did(f"Saved: {saved.sentence}.")
    page.aside(f"Saved: {saved.sentence}. {UNDOES}")
    if saved.merged:
        page.aside("The file had also changed elsewhere, in other records; both changes are in it.")
    say_note(page, saved)
    return after, saved


def say_note(page: Page, saved: Saved) -> None:
    """What the disk did not confirm, and what an earlier save left behind."""
    if saved.recovered:
        page.aside("An earlier save was interrupted; nothing was lost.")
    if saved.note:
        page.aside(saved.note)


def status_after(saved: Saved) -> int:
    """The exit status of a change that was saved: 3 where the file has errors in other records, else 0."""
    return RECORDS_HAVE_ERRORS if any(one.is_error for one in saved.loaded.reading.problems) else 0


def patiently(act: Callable[[], T], waits: bool) -> T:
    """Save; with `waits`, go on asking while another alcto is saving. Raises as the save does."""
    for _ in range(_TRIES - 1 if waits else 0):
        try:
            return act()
        except RecordsBusy:
            continue
    return act()
