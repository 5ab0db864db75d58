"""One line of a form: a label, a place to type, and a remark beside or below it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Concatenate, ParamSpec, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.content import Content

from alcto_core.entry.answer import Taken, Wrong
from alcto_core.entry.reader import CATALOGUE_LISTS, read_day
from alcto_tui.widgets.literal import Words, line
from alcto_tui.widgets.literal_input import LiteralInput

T = TypeVar("T")
P = ParamSpec("P")


class WrongField(ValueError):
    """A field does not hold what it must; the text says so to the person."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field
        """Id of the field."""

    @classmethod
    def first_of(cls, problems: Mapping[str, Wrong]) -> None:
        """Raises itself for the first of some problems, by the field of that key."""
        for key, wrong in problems.items():
            raise cls(key.replace("_", "-"), str(wrong))


class Field(Container):
    """A label and an input, with a remark: what is wrong, or what the value means. Up and Down go to the next ones."""

    BINDINGS = [  # noqa: RUF012 - Textual's own declaration
        Binding("up", "app.focus_previous", "Back", show=False),
        Binding("down", "app.focus_next", "On", show=False),
    ]

    DEFAULT_CSS = """
    Field {
        layout: horizontal;
        height: auto;
        & > .label { width: 16; height: 1; color: $muted; }
        &:focus-within { opacity: 1; }  /* or Textual would not look at what is inside when the focus comes and goes */
        &:focus-within > .label { background: $accent; color: $background; text-style: bold; }
        & > LiteralInput { width: 1fr; min-width: 16; height: 1; background: $surface; }
        & > LiteralInput:disabled:can-focus { opacity: 1; background: transparent; }  /* as exact as Textual's rule */
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

    def read(self, reader: Callable[Concatenate[str, P], Taken[T]], *with_: P.args, **how: P.kwargs) -> T:
        """What a reader makes of what stands in the input. Raises `WrongField`."""
        try:
            return reader(self.value, *with_, **how).value
        except ValueError as wrong:
            raise WrongField(str(self.id), str(wrong)) from wrong

    def day(self, today: date, *, future: bool = False) -> date | None:
        """The date that stands in the input; None where it is empty. Raises `WrongField`."""
        return self.read(read_day, today, future=future) if self.value else None

    def remark(self, words: str | Content) -> None:
        """Say what the value means."""
        self.remove_class("-wrong")
        self.query_one(".remark", Words).show(words)

    def complain(self, words: str) -> None:
        """Say what is wrong with the value, and what to do about it in a form, where the core names a verb."""
        words = words.replace(CATALOGUE_LISTS, "words of its name find it")
        self.add_class("-wrong")
        self.query_one(".remark", Words).show(line(("! ", "bold"), words))
