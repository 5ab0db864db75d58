"""The only way from the command line to a terminal: every line passes here, and is harmless when it leaves.

Text of records and rule files becomes visible pictures of its control characters (`alcto_core.text.plain`), a
sign that the output's encoding lacks becomes a word, and colour goes to a terminal only.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TextIO

import click

from alcto_core import system
from alcto_core.cli.columns import breaks, terminal_columns
from alcto_core.json_text import indented
from alcto_core.problems import alike
from alcto_core.text import fitted, glyphs_for, plain

if TYPE_CHECKING:
    from alcto_core.problems import Problem

Tone = Literal["met", "short", "strong", "quiet"]

_STYLES: Mapping[str, dict[str, Any]] = {
    "met": {"fg": "blue", "bold": True},
    "short": {"fg": "yellow", "bold": True},
    "strong": {"bold": True},
    "quiet": {"dim": True},
}


class Toned(NamedTuple):
    """Text that a terminal may show in a colour; the text says the same without it."""

    text: str
    tone: Tone


class Page:
    """Where a verb prints: answers on standard output, everything else on standard error."""

    def __init__(self, out: TextIO, err: TextIO, environ: Mapping[str, str]) -> None:
        self.said: list[tuple[bool, str]] | None = None
        """Every line so far, each with whether it went to standard error; None where nobody wants them."""
        self._out = out
        self._err = err
        self.done: list[str] = []
        """What the call has changed, in sentences; told at its end where the answer could not be written."""
        self.plain = environ.get("ALCTO_PLAIN", "") not in ("", "0")
        """Everything linear, words for glyphs: for screen readers and for logs."""
        colourless = bool(environ.get("NO_COLOR")) or environ.get("TERM") == "dumb" or self.plain
        self._colour = {stream: not colourless and system.is_terminal(stream) for stream in (out, err)}

    @classmethod
    def of_process(cls, environ: Mapping[str, str]) -> Page:
        """The page of this process."""
        return cls(sys.stdout, sys.stderr, environ)

    @property
    def width(self) -> int | None:
        """Columns of the terminal; None where the answer goes to a file or a pipe, and nothing is cut."""
        return terminal_columns() if system.is_terminal(self._out) else None

    def say(self, *parts: str | Toned) -> None:
        """One line of the answer."""
        self._put(self._out, parts)

    def say_row(self, *parts: str | Toned) -> None:
        """One line of the answer that is never broken: the row of a table."""
        self._put(self._out, parts, wraps=False)

    def aside(self, *parts: str | Toned) -> None:
        """One line beside the answer: a problem, a preview, a hint."""
        self._put(self._err, parts)

    def say_json(self, value: object) -> None:
        """The answer as JSON alone, in ASCII; hours as numbers."""
        self.say_json_text(indented(value))

    def say_json_text(self, text: str) -> None:
        """JSON that somebody else wrote, in ASCII; DEL is the one control character that JSON lets through."""
        text = text.replace("\x7f", "\\u007f")
        if self.said is not None:
            self.said.append((False, text))
        click.echo(text, file=self._out, color=False)

    def did(self, words: str) -> None:
        """Note what was changed just now."""
        self.done.append(words)

    def problems(self, problems: Iterable[Problem], *, lines: bool = False) -> None:
        """Each problem as `records.toml:12: what is wrong; what to do`; with `lines`, the line and the cure too.

        What is wrong in the same way in many lines is said once.
        """
        for problem, again in alike(problems).items():
            self.aside(str(problem))
            if lines and problem.source.strip():
                self.aside("    ", Toned(problem.source.strip(), "quiet"))
            if lines and problem.corrected.strip():
                first, *rest = problem.corrected.strip().splitlines()
                self.aside("    Write: ", Toned(first, "strong"))
                for one in rest:
                    self.aside(" " * len("    Write: "), Toned(one, "strong"))
            if again:
                self.aside(f"    {again}")

    def prompt_text(self, text: str) -> str:
        """Text for a question, made as harmless as a line."""
        return self._clean(text, self._err)

    def _put(self, stream: TextIO, parts: Iterable[str | Toned], *, wraps: bool = True) -> None:
        parts = tuple(parts)
        is_looked_at = not self.plain and system.is_terminal(stream)
        if not is_looked_at and not self._colour[stream]:
            whole = "".join([part if isinstance(part, str) else part.text for part in parts])
            if whole.isprintable():  # then its parts are cleaned sign by sign, as a whole in one look
                self._out_with(stream, self._clean(whole, stream))
                return
        cleaned = [(self._clean(part if isinstance(part, str) else part.text, stream), part) for part in parts]
        text = "".join(shown for shown, _ in cleaned)
        indent = len(text) - len(text.lstrip(" ")) + 2
        # Nothing is broken where nobody looks, or where lines shall stay whole for the ear.
        broken = breaks(text, terminal_columns(), indent) if wraps and is_looked_at else set()
        line, at = "", 0
        for shown, part in cleaned:
            folded = _folded(shown, {one - at for one in broken}, indent)
            at += len(shown)
            line += folded if isinstance(part, str) else self._dressed(folded, part.tone, stream)
        self._out_with(stream, line)

    def _out_with(self, stream: TextIO, line: str) -> None:
        line = line.rstrip(" ")
        if self.said is not None:
            self.said.append((stream is self._err, line))
        click.echo(line, file=stream, color=self._colour[stream])

    def _dressed(self, text: str, tone: Tone, stream: TextIO) -> str:
        return click.style(text, **_STYLES[tone]) if self._colour[stream] else text

    def _clean(self, text: str, stream: TextIO) -> str:
        shown = plain(text)
        if self.plain:
            shown = shown.translate(glyphs_for("ascii"))
        return fitted(shown, system.output_encoding(stream))


def tone_of(state: str) -> Tone:
    """The tone of a state, by its word in the contract."""
    return "met" if state in ("compliant", "met", "waived") else "strong" if state == "not-applicable" else "short"


def _folded(text: str, blanks: set[int], indent: int) -> str:
    """`text` with line breaks in the place of some of its blanks."""
    return "".join(f"\n{' ' * indent}" if at in blanks else char for at, char in enumerate(text)) if blanks else text
