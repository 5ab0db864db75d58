"""A second copy of the records: in what each of its records differs, and whether it can be taken over."""

from __future__ import annotations

from alcto_core.copies.second_copies import Copy
from alcto_core.records.differences import Difference


def differs_words(copy: Copy, one: Difference) -> str:
    """What of a record is otherwise in the copy, or why it stays there."""
    if one not in copy.takeable:
        why = "has errors in the copy" if one.kind != "file" else "is a key of the file itself"
        return f"cannot be taken over: it {why}"
    return "only in the copy" if one.change == "added" else "otherwise in the copy"


def kept_as(name: str) -> str:
    """That what the person had is kept beside the records."""
    return f"Your version is kept as {name}."
