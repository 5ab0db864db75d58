"""What a screen that has nothing to show yet says to do, with the key."""

from __future__ import annotations

from alcto_tui.own_keys import key


def first_entry() -> str:
    """How the first activity gets into the log."""
    return f"On Home, {key('add')} adds the first one."


def first_credential() -> str:
    """How the first credential gets into the records."""
    return f"On Home, {key('new')} adds a program that you answer to."
