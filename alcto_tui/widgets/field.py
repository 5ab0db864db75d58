"""One line of a form: a label, a place to type, and a remark beside or below it."""

from __future__ import annotations

from datetime import date

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Input

from alcto_core import dates
from alcto_core.text import plain
from alcto_tui.widgets.literal import Words, line


class WrongField(ValueError):
    """A field does not hold what it must; the text says so to the person."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field
        """Id of the field."""


class LiteralInput(Input):
    """An input that shows control characters of its value as pictures, and keeps the value as it is."""

    DEFAULT_CSS = """
    LiteralInput > .input--placeholder { color: $muted; text-style: italic; }
    """

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(value, placeholder=placeholder, id=id, compact=True, select_on_focus=False)

    @property
    def _value(self) -> Text:
        # `plain` puts one character for each, so cursor and selection stay where they are.
        return Text(plain(self.value), no_wrap=True, overflow="ignore", end="")


class Field(Container):
    """A label and an input, with a remark: what is wrong, or what the value means."""

    DEFAULT_CSS = """
    Field {
        layout: horizontal;
        height: auto;
        & > .label { width: 16; height: 1; color: $muted; }
        & > LiteralInput { width: 1fr; min-width: 16; height: 1; background: $surface; }
        & > LiteralInput:focus { background: $selected; }
        & > .remark { width: auto; max-width: 50%; height: auto; margin-left: 2; color: $muted; }
        &.-wrong > .remark { color: $short; }
    }
    """

    def __init__(self, label: str, value: str = "", *, placeholder: str = "", id: str) -> None:
        super().__init__(id=id)
        self._label = label
        self._first_value = value
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        yield Words(self._label, classes="label")
        yield LiteralInput(self._first_value, placeholder=self._placeholder, id=f"{self.id}-input")
        yield Words("", classes="remark")

    @property
    def input(self) -> LiteralInput:
        """Where the person types."""
        return self.query_one(LiteralInput)

    @property
    def value(self) -> str:
        """What stands in the input, without blanks around it."""
        return self.input.value.strip()

    def day(self, today: date, *, future: bool = False) -> date | None:
        """The date that stands in the input; None where it is empty. Raises `WrongField`."""
        if not self.value:
            return None
        try:
            return dates.parse(self.value, today, future=future)
        except ValueError as wrong:
            raise WrongField(str(self.id), str(wrong)) from wrong

    def remark(self, words: str | Content) -> None:
        """Say what the value means."""
        self.remove_class("-wrong")
        self.query_one(".remark", Words).show(words)

    def complain(self, words: str) -> None:
        """Say what is wrong with the value."""
        self.add_class("-wrong")
        self.query_one(".remark", Words).show(line(("! ", "bold"), words))
