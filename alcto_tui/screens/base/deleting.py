"""Asked before an activity is deleted, the same wherever it can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alcto_core.dates import show
from alcto_core.hours import long
from alcto_core.records.edits import DeleteActivity
from alcto_tui import messages
from alcto_tui.own_keys import key
from alcto_tui.screens.base.question import if_sure

if TYPE_CHECKING:
    from textual.screen import Screen

    from alcto_core.overview import Overview
    from alcto_core.records.types import Activity


def delete_if_sure(screen: Screen[None], overview: Overview, activity: Activity) -> None:
    """Ask, then delete."""
    amount = long(activity.hours) if activity.hours else "in units"
    what = f"“{activity.title}” of {show(activity.date)}, {amount}"
    said = f"Deleted “{activity.title}”. {key('undo')} takes it back."
    asked = messages.EditRequested(DeleteActivity(id=activity.id), screen, said, overview.loaded)
    if_sure(screen, f"Delete {what}? {key('undo')} takes it back.", "Delete", lambda: screen.post_message(asked))
