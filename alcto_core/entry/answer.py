"""What a reader answers: a value with a remark on it, or what is wrong and what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar

from alcto_core.patterns import late

T = TypeVar("T")
P = ParamSpec("P")

_PART = late(r'\s*(?:"((?:[^"]|"")*+)"|([^,]*))\s*(?:,|$)')


class Taken(NamedTuple, Generic[T]):
    """A value that was read."""

    value: T
    remark: str = ""
    """What was changed in reading it, or is odd about it, without a full stop; empty where nothing is."""


class Wrong(ValueError):
    """What is wrong with something typed. As text it is one sentence without a full stop: what is wrong; what to do."""

    def __init__(self, text: str, remedy: str = "", choices: Iterable[str] = ()) -> None:
        super().__init__(f"{text}; {remedy}" if remedy else text)
        self.text = text
        self.remedy = remedy
        self.choices = tuple(choices)
        """What it may mean, a line each, where it may mean several things."""


class Fields:
    """Several words on their way to one record: what they say, what is wrong and what is odd, each by its field."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.problems: dict[str, Wrong] = {}
        self.remarks: dict[str, str] = {}

    def take(self, key: str, read: Callable[P, Taken[T]], *words: P.args, **how: P.kwargs) -> T | None:
        """What `read` makes of a field; None where it is wrong, and then it says so in `problems`."""
        try:
            found = read(*words, **how)
        except ValueError as wrong:
            self.problems[key] = wrong if isinstance(wrong, Wrong) else Wrong(*str(wrong).split("; ", 1))
            return None
        self.values[key] = found.value
        if found.remark:
            self.remarks[key] = found.remark
        return found.value


def listed(text: str) -> tuple[str, ...]:
    """The parts of a field that holds several, divided by commas; a part that holds a comma stands in double quotes."""
    found = (quoted.replace('""', '"') or bare for quoted, bare in _PART.findall(text))
    return tuple(dict.fromkeys(filter(None, map(str.strip, found))))


def joined(parts: Iterable[str]) -> str:
    """Several parts as a field shows them, so that `listed` reads the same."""
    doubled = ((part, part.replace('"', '""')) for part in parts)
    return ", ".join(f'"{twice}"' if {",", '"'} & {*part} else part for part, twice in doubled)
