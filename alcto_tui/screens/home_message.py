"""What Home says where it has no cards to show: why, and which key goes on from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from alcto_core.keeping.folder import away
from alcto_tui.own_keys import key
from alcto_tui.widgets.literal import line, lines

if TYPE_CHECKING:
    from alcto_core.overview import Overview

WHEN_BACK = "Once they are back, they are shown by themselves."


def home_message(overview: Overview, has_earlier: bool, last_there: str) -> Content:
    """What stands above the cards, or instead of them."""
    if overview.loaded is None and has_earlier:
        return lines(
            line((f"{overview.folder.file.name} is gone from {overview.folder.path}.", "bold $missed")),
            line(
                f"Press {key('history')} to look at earlier states of it and bring one back, "
                f"or {key('new')} to begin a new file."
            ),
        )
    if overview.loaded is None and last_there:
        return lines(
            line((away(overview.folder), "bold $missed")),
            line(f"Your records were there {last_there}, so nothing is made in their place. {WHEN_BACK}"),
            line(f"Press {key('new')} to say where they are now, or to begin new ones."),
        )
    if overview.loaded is None:
        return line(f"There are no records here yet. Press {key('new')} to make the file.")
    if overview.records is None:
        earlier = f" Press {key('history')} to look at earlier states and bring one back." if has_earlier else ""
        return lines(
            line(("Your records file cannot be read, so nothing can be counted.", "bold $missed")),
            line(f"Press {key('problems')} to see what is wrong, line by line, with the likely fix.{earlier}"),
        )
    if not overview.standings:
        return lines(
            line(("No credentials yet.", "bold")),
            line(
                f"Press {key('new')} to add a program that you answer to; "
                "then this screen shows what is missing, and by when."
            ),
        )
    if not overview.records.activities:
        return line(f"No activities yet. Press {key('add')} to add the first one.")
    return Content("")
