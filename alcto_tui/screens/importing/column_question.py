"""The question what a column of a sheet holds, with its first cells."""

from __future__ import annotations

from collections.abc import Sequence

from alcto_core.importing.vocabulary import TARGETS
from alcto_tui.screens.base.list_question import ListQuestion
from alcto_tui.widgets.literal import line

LEFT_OUT = "leave it out"


class ColumnQuestion(ListQuestion):
    """Returns the key that the person chose, "" for a column that is left out, None where nothing changes."""

    def __init__(self, name: str, key: str, samples: Sequence[str]) -> None:
        cells = ", ".join(f"“{one[:30]}”" for one in samples) or "empty"
        super().__init__(
            (
                line(("What does the column ", "bold"), (name, "bold $accent"), (" hold?", "bold")),
                line(("Its first cells: ", "$muted"), cells),
            ),
            [
                (one, line((f"{one or LEFT_OUT:<15}", "bold"), (TARGETS.get(one, ""), "$muted")))
                for one in ("", *TARGETS)
            ],
            key,
            hang=15,
        )
