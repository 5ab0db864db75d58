"""What a terminal sends, put together again into keys, answers and pastes, however a link has split it.

A terminal writes a key such as Down as several bytes, and answers what a program asks in the same stream. On a slow
link they arrive in parts. Textual gives each part some tenths of a second and then takes it for typed letters, and so a
piece of an answer could undo a save. Here a sequence that has begun is waited for, its late parts are never letters,
and what nobody asked for is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

ESCAPE = "\x1b"
ESCAPE_PATIENCE = 0.1
"""Seconds after which an escape character alone is the key Esc."""
SLOW_PATIENCE = 0.5
"""The same, once a link has split a key."""
PATIENCE = 3.0
"""Seconds since its last part after which the rest of a sequence is given up."""
TAIL = 1.5
"""Seconds after an Esc in which what looks like the rest of a sequence is one."""
LONGEST = 4096
"""Characters of an answer or of a key beyond which it is none."""

Kind = Literal["text", "escape", "sequence", "paste"]

_CONTROL = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_REST = re.compile(
    r"\[(?:\[[A-E]|[0-?]*[ -/]*[@-~])"  # of a key or an answer
    r"|O[A-DFHPQRS]"  # of a function key
    r"|\]\d+;[^\x07\x1b]*\x07?"  # of an answer about colors
    r"|P[\d>!]?[+$|>][^\x1b]*"  # of an answer about the terminal itself
    r"|_G[^\x1b]*"  # of one about pictures
)
_STRAY = re.compile(
    r"\[[0-?]*[ -/]*[@-~]"  # a key whose first character was long ago
    r"|[\[?>=]{0,2}\d*(?:[;:]\d*)+[$ ]?[a-zA-Z~]?"  # parameters and their end
    r"|[\[?>=]{0,2}\d+\$?[a-zA-Z~]"
    r"|(?:\]?\d*;)?(?:rgba?:)?[0-9a-fA-F]{0,4}(?:/[0-9a-fA-F]{1,4}){1,3}[\x07\\\\]*"  # a color
)
_ANSWER = re.compile(r"\x1b\[(?:[?>=][\d;:]*\$?[a-zA-Z]|\d+;\d+R|[03]n|[\d;]+[tx])")
_ASKED = re.compile(r"\x1b\[(?:\?(?:2026|2048);\d\$y|48;[\d;:]+t)")
"""Answers to what Textual asks: whether the terminal draws at once, and whether it tells its size."""
_STRINGS = {"]": "0123456789", "P": "0123456789>!+$|", "_": "G"}
"""What begins an answer that goes on to a terminator, and the characters that then follow: about colors and the
clipboard, the terminal's name, pictures."""
PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"


@dataclass(frozen=True)
class Piece:
    """One thing that the terminal sent."""

    kind: Kind
    text: str
    in_run: bool = False
    """Of typed text: whether other characters came within a few milliseconds, as no finger types them."""
    is_stray: bool = False
    """Of typed text: whether all that came at once looks like the rest of an answer. In a field it may be a time."""


class Sequences:
    """Takes what is read, in the parts in which it comes, and gives it in whole pieces."""

    def __init__(self) -> None:
        self._held = ""
        """The beginning of a sequence."""
        self._pasting: list[str] | None = None
        self._since = 0.0
        """When the last part of what is held came."""
        self._tail_until = 0.0
        self._escape_patience = ESCAPE_PATIENCE

    @property
    def is_waiting(self) -> bool:
        """Whether something has begun that is not whole yet."""
        return bool(self._held) or self._pasting is not None

    def take(self, part: str, now: float) -> Iterator[Piece]:
        """What is whole now. `part` was sent within a few milliseconds; `now` is in seconds."""
        yield from self.late(now)
        is_new = not self.is_waiting
        if is_new and now < self._tail_until and (rest := _REST.match(part)):
            part = part[rest.end() :]
            self._escape_patience = SLOW_PATIENCE  # a link that splits one key splits others
        is_stray = is_new and len(part) > 1 and _STRAY.fullmatch(part) is not None
        letters: list[str] = []
        for character in part:
            if self._pasting is None and not self._held and character != ESCAPE:
                letters.append(character)
                continue
            yield from _typed(letters, is_stray)
            self._since = now
            yield from self._paste(character) if self._pasting is not None else self._hold(character, letters)
        yield from _typed(letters, is_stray)

    def late(self, now: float) -> Iterator[Piece]:
        """What has waited long enough for a rest that does not come."""
        waited = now - self._since
        if self._pasting is not None:
            if waited >= PATIENCE:
                text, self._pasting = "".join(self._pasting), None
                yield Piece("paste", text)
        elif self._held and waited >= (self._escape_patience if self._held == ESCAPE else PATIENCE):
            if self._held == ESCAPE:
                yield Piece("escape", ESCAPE)
            self._held = ""
            self._tail_until = now + TAIL

    def _paste(self, character: str) -> Iterator[Piece]:
        assert self._pasting is not None
        self._pasting.append(character)
        if character == "~" and "".join(self._pasting[-len(PASTE_ENDS) :]) == PASTE_ENDS:
            text, self._pasting = "".join(self._pasting[: -len(PASTE_ENDS)]), None
            yield Piece("paste", text)

    def _hold(self, character: str, letters: list[str]) -> Iterator[Piece]:
        """Another character of what begins with an escape character; what turns out to be none goes to `letters`."""
        before, held = self._held, self._held + character
        self._held = held
        if held == ESCAPE:
            return
        if before == ESCAPE:
            if character == ESCAPE:
                yield Piece("escape", ESCAPE)
                self._held = ESCAPE
            elif character == "\\":
                self._held = ""  # the end of an answer whose beginning was given up
            elif character not in "[O" and character not in _STRINGS:
                yield from self._none(character, letters)
        elif before[1] in _STRINGS:
            yield from self._string(before, character, letters)
        elif character == ESCAPE:
            self._held = ESCAPE
        elif not " " <= character <= "~" or len(held) > LONGEST:
            self._held = ""
            letters.append(character)
        elif before[1] == "O":
            self._held = ""
            yield Piece("sequence", held)
        elif held.startswith(f"{ESCAPE}[M"):
            self._held = held if len(held) < 6 else ""  # a mouse of old: a button, a column, a line
        elif held != f"{ESCAPE}[[" and (_CONTROL.fullmatch(held) or before == f"{ESCAPE}[["):
            self._held = ""
            if held == PASTE_BEGINS:
                self._pasting = []
            elif held != PASTE_ENDS and (_ASKED.fullmatch(held) or not _ANSWER.fullmatch(held)):
                yield Piece("sequence", held)

    def _string(self, before: str, character: str, letters: list[str]) -> Iterator[Piece]:
        if len(before) == 2 and character not in _STRINGS[before[1]]:
            letters.append(before[1])
            yield from self._none(character, letters)
        elif character in "\x07\x9c" or (before[-1] == ESCAPE and character == "\\"):
            self._held = ""
        elif before[-1] == ESCAPE:
            self._held = ESCAPE
            yield from self._hold(character, letters)
        elif (character < " " and character != ESCAPE) or len(before) > LONGEST:
            self._held = ""
            letters.append(character)

    def _none(self, character: str, letters: list[str]) -> Iterator[Piece]:
        """Esc and other keys without a pause between them, or joined by a program such as GNU screen."""
        yield Piece("escape", ESCAPE)
        self._held = ESCAPE if character == ESCAPE else ""
        if character != ESCAPE:
            letters.append(character)


def _typed(letters: list[str], is_stray: bool) -> Iterator[Piece]:
    """The letters so far, which are taken out."""
    run, letters[:] = letters[:], []
    for place, character in enumerate(run):
        beside = run[max(place - 1, 0) : place] + run[place + 1 : place + 2]
        in_run = character.isprintable() and any(one.isprintable() for one in beside)
        yield Piece("text", character, in_run, is_stray)
