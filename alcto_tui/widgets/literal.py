"""The one door between text from records or rule files and the screen.

Text from a file is data: never markup, never a control byte. Whatever comes from a file passes `literal` (for
widgets), `cell` (for tables and trees) or `Words` on its way to the screen.
"""

from __future__ import annotations

from rich.text import Text
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from alcto_core.text import plain


def literal(text: str, style: str = "") -> Content:
    """Text exactly as it is written, with control characters as visible pictures."""
    return Content.styled(plain(text), style) if style else Content(plain(text))


def cell(text: str, style: str = "", *, right: bool = False) -> Text:
    """The same for a cell of a table, a header or the label of a tree."""
    return Text(plain(text), style=style, justify="right" if right else None, no_wrap=True, end="")


def line(*parts: str | tuple[str, str] | Content) -> Content:
    """Literal parts, each with its style if it has one, joined into one line."""
    return Content.assemble(
        *(
            part if isinstance(part, Content) else literal(*((part,) if isinstance(part, str) else part))
            for part in parts
        )
    )


def pressed(text: str, action: str, style: str = "") -> Content:
    """Literal text that runs an action of ours where it is clicked: `pressed("newest first", "screen.sort")`."""
    return literal(text, style).stylize(Style.from_meta({"@click": action}))


def lines(*rows: Content) -> Content:
    """Lines below each other."""
    return Content("\n").join(rows)


def in_lines(text: str) -> str:
    """Text of several lines as it is copied: each of them as harmless as on the screen."""
    return "\n".join(map(plain, text.split("\n")))


def hanging(first: Content, words: Content, width: int) -> list[Content]:
    """Words wrapped beside a first column, `width` cells in all."""
    indent = first.cell_length
    blank = Content.blank(indent)
    return [
        Content.assemble(blank if index else first, row)
        for index, row in enumerate(words.wrap(max(width - indent, 10)))
    ]


class Words(Static):
    """A text on the screen that reads strings literally."""

    def __init__(self, words: str | Content = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(_content(words), id=id, classes=classes, markup=False)

    def show(self, words: str | Content) -> None:
        """Show other words; nothing is repainted when they are the same."""
        content, shown = _content(words), self.content
        if not isinstance(shown, Content) or not content.is_same(shown):  # `!=` would look at the text alone
            self.update(content)


def _content(words: str | Content) -> Content:
    return literal(words) if isinstance(words, str) else words
