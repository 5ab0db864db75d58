"""The process of one tab: the screens on the records that its command line names, as JSON in its only argument."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

from alcto_core import system

ONLY_SHOWN = "alcto only shows the records here"


class Shown(NamedTuple):
    """What a tab shows."""

    records: str
    """The folder, as a whole path."""
    on: str | None
    """The day that everything is judged on, as ISO 8601 has it; None for today."""
    no_plugins: bool
    without: tuple[str, ...]
    may_change: bool
    """Whether what is done in the browser may change the records."""


def main(told: str) -> int:
    """Show the records until the browser leaves; the exit status."""
    import json
    from datetime import date

    shown = Shown(*json.loads(told))
    if not shown.may_change:
        system.keep_still(ONLY_SHOWN)
    from alcto_tui.web.driver import BrowserTab

    # What is printed by a plugin, or by a library, must not get between the packets.
    BrowserTab.channel = os.dup(1)
    os.dup2(2, 1)
    from alcto_tui import start

    return start.run(
        records=Path(shown.records),
        on=date.fromisoformat(shown.on) if shown.on else None,
        no_plugins=shown.no_plugins,
        without=tuple(shown.without),
        is_for_browser=True,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
