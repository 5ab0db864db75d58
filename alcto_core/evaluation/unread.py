"""The standing of a credential whose record has an error: nobody can tell, and the error is named with its line."""

from __future__ import annotations

from datetime import date

from alcto_core.evaluation.standing import Standing, State
from alcto_core.records.types import Records, UnreadCredential
from alcto_core.rules.library import Library


def unread_standing(unread: UnreadCredential, records: Records, library: Library, on: date) -> Standing:
    """What can be said of a credential that could not be read."""
    rules = library.rule_sets.get(unread.program)
    return Standing(
        credential=unread.id,
        program=unread.program or unread.id,
        title=rules.title if rules else unread.program or unread.id,
        short=rules.short if rules else unread.program or unread.id,
        on=on,
        state=State.UNDETERMINED,
        skipped=records.skipped,
        why=f"Its record has an error ({unread.place}: {unread.error}), so nobody can say what is owed.",
        next=f"Put {unread.place} right: {unread.remedy}.",
        unread=unread.place,
    )


def in_file_order(read: tuple[Standing, ...], records: Records, library: Library, on: date) -> tuple[Standing, ...]:
    """The standings of the credentials that were read, with those of the others at their places in the file."""
    listed = list(read)
    for added, unread in enumerate(records.unread):
        listed.insert(unread.after + added, unread_standing(unread, records, library, on))
    return tuple(listed)
