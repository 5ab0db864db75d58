"""What a verb says where the file changed meanwhile: both values of the record, and where the person's own lie now."""

from __future__ import annotations

from alcto_core.cli.page import Page
from alcto_core.keeping.conflict import conflict_of
from alcto_core.keeping.store import RecordsStore
from alcto_core.overview import Overview
from alcto_core.problems import RecordsChanged
from alcto_core.records.changing import Edit
from alcto_core.telling.copies import kept_as
from alcto_core.telling.names import compared_named, credential_names


def say_conflict(page: Page, overview: Overview, edit: Edit, error: RecordsChanged) -> None:
    """Show what both sides say, and keep mine as a copy beside the records. Raises `RecordsError` where the copy
    cannot be kept; the records file is as it was."""
    if overview.loaded is None:
        return
    store = RecordsStore(overview.folder)
    conflict = conflict_of(store, overview.loaded, edit, error)
    names = credential_names(overview.records, overview.library)
    for one in conflict.contests:
        page.aside(f"“{one.title}”:")
        for row in compared_named(one.rows, overview.library, names):
            if row.differs:
                page.aside(f"    {row.key}: yours {_flat(row.left)}; in the file {_flat(row.right)}")
    if conflict.mine:
        name = store.keep_copy(conflict.mine).name
        page.aside(f'{kept_as(name)} `alcto import "{name}"` shows both and takes what you choose.')


def _flat(words: str) -> str:
    return words.replace("\n", ", ")
