"""Files of proof that lie elsewhere: whether they shall be copied into the records folder."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import click

from alcto_core.cli.page import Page
from alcto_core.cli.questions import can_ask, confirm
from alcto_core.keeping.evidence import Arrival, arrival, elsewhere
from alcto_core.keeping.folder import RecordsFolder


def arriving(
    page: Page, folder: RecordsFolder, words: Sequence[str], *, copy: bool, may_ask: bool
) -> tuple[tuple[str, ...], tuple[Arrival, ...]]:
    """The words for files of proof, with the place in `evidence/` for those that lie elsewhere and shall be copied in,
    and these. Raises `click.UsageError` for one that may not be copied, and `Refused` for one that cannot be."""
    named: list[str] = []
    coming: list[Arrival] = []
    for word in words:
        if (source := elsewhere(folder, word)) is None:
            named.append(word)
            continue
        one = arrival(folder, source, [other.path for other in coming])
        asked = f"“{source.name}” is not inside your records folder. Copy it in, as {one.path}?"
        if not copy and not (may_ask and can_ask() and confirm(page, asked)):
            raise click.UsageError(f"“{word}” is not inside your records folder; --copy copies it into evidence/.")
        coming.append(one)
        named.append(one.path)
    say_copies(page, coming)
    return tuple(named), tuple(coming)


def say_copies(page: Page, coming: Collection[Arrival]) -> None:
    """Where each file will lie."""
    for one in coming:
        page.aside(f"{one.source} {'lies there already,' if one.is_there else 'is copied'} as {one.path}.")
