"""The numbered list of entries that another one can begin as."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from alcto_core.dates import show
from alcto_core.entry.templates import templates
from alcto_core.hours import long
from alcto_core.records.types import Activity
from alcto_tui.screens.base.list_question import Choice, ListQuestion
from alcto_tui.widgets.literal import line


class NumberedQuestion(ListQuestion):
    """A list whose options have numbers: the number takes its option."""

    def on_key(self, event: events.Key) -> None:
        """A digit takes; letters narrow the list down."""
        ids = [id for id, _ in self._options]
        place = int(event.key) - 1 if event.key in "123456789" and not self._typed else len(ids)
        if place < len(ids):
            event.stop()
            event.prevent_default()
            self.dismiss(ids[place])
        else:
            super().on_key(event)


def again_question(activities: Sequence[Activity]) -> NumberedQuestion:
    """Which of the latest and most repeated entries; each with its last day and its hours."""
    options: list[Choice] = []
    for number, one in enumerate(templates(activities), 1):
        facts = "  ".join(filter(None, (show(one.date), long(one.hours) if one.hours else "")))
        options.append(
            (one.id, line((f"{number} ", "bold $accent"), one.course or one.title, (f"  {facts}", "$muted")))
        )
    return NumberedQuestion((line(("Begin as which of your entries?", "bold")),), options, None)
