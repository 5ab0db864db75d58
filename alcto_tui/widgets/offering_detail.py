"""One offering in full."""

from __future__ import annotations

from textual.content import Content

from alcto_core.telling.page import Item
from alcto_tui.widgets.literal import hanging, line, lines, literal

LABEL = 10


def offering_words(item: Item, width: int) -> Content:
    """Everything that the catalogue says of an offering, wrapped to `width`."""
    rows = line((item.title, "bold")).wrap(width)
    for one in item.ledger:
        rows += hanging(line((f"{one.amount:<{LABEL}}", "$muted")), literal(one.text), width)
    return lines(*rows)
