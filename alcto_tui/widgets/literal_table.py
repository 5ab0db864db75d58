"""A table whose text is literal. Apart from `literal`, as no table stands on the first screen."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import DataTable

from alcto_tui.widgets.literal import cell


class LiteralTable(DataTable[Text]):
    """A table whose text cells and headers are literal, whatever they hold."""

    def add_column(self, label, *, width=None, key=None, default=None):  # type: ignore[no-untyped-def, override]
        """Add a column whose label is literal."""
        return super().add_column(_text(label), width=width, key=key, default=default)

    def add_row(self, *cells, height=1, key=None, label=None):  # type: ignore[no-untyped-def, override]
        """Add a row whose text cells and label are literal."""
        label = None if label is None else _text(label)
        return super().add_row(*(_text(value) for value in cells), height=height, key=key, label=label)

    def update_cell(self, row_key, column_key, value, *, update_width=False):  # type: ignore[no-untyped-def, override]
        """Change a cell to a literal text."""
        super().update_cell(row_key, column_key, _text(value), update_width=update_width)


def _text(value: object) -> Text:
    return value if isinstance(value, Text) else cell(str(value))
