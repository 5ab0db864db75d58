"""Where a verb writes, when that place is closed, full, or a pipe whose reader has left.

What a verb saves and what it answers are two things: an answer that nobody takes never stops a save, and never makes
one look as if it had failed.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

READER_LEFT = 141
"""Exit status where the reader of a pipe left before the answer was whole: 128 and the number of SIGPIPE, which is what
a shell shows of any other program then."""

CLOSED = "standard output is closed"


class AnswerLost(Exception):
    """Standard output takes no more, and the call was for its answer alone."""


class Outlet(io.RawIOBase):
    """The bytes of a standard stream. What cannot be written is dropped, and `lost` says why."""

    def __init__(self, raw: Any, *, is_answer: bool) -> None:
        """Onto the raw stream `raw`, which stays open; None is a stream that was closed from the start."""
        super().__init__()
        self._raw = raw
        self._is_answer = is_answer
        self.lost: OSError | None = None
        """Why something of it could not be written."""
        self.goes_on = not is_answer
        """Whether the call goes on without it. Standard error is never worth stopping for: nobody could be told why."""

    def write(self, part: Any) -> int:
        length = memoryview(part).nbytes
        if self.lost is not None:
            return length
        try:
            if self._raw is None:
                raise OSError(errno.EBADF, CLOSED)
            written: int | None = self._raw.write(part)
        except OSError as error:
            self.lost = error
            if not self.goes_on:
                raise AnswerLost from error
            return length
        return length if written is None else written

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._raw is not None and bool(self._raw.isatty())

    def fileno(self) -> int:
        if self._raw is None:
            raise OSError(errno.EBADF, CLOSED)
        return int(self._raw.fileno())


def reserve_handles() -> None:
    """Give the standard handles that were closed to nothing, so that no file opened later gets their numbers."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free is this one


def answers() -> Outlet | None:
    """Put outlets in the place of the process's standard streams; the one of the answers. None where the streams are
    somebody else's, as in tests."""
    outlet = None
    if sys.stdout is sys.__stdout__:
        outlet = Outlet(_raw(sys.stdout), is_answer=True)
        sys.stdout = _text(outlet, sys.stdout)
    if sys.stderr is sys.__stderr__:
        sys.stderr = _text(Outlet(_raw(sys.stderr), is_answer=False), sys.stderr)
    return outlet


@contextmanager
def own_terminal() -> Iterator[None]:
    """While a question is asked, let Python write to standard error itself, and to nothing else.

    `input` asks both streams what they are, and forgets whatever that raises: with code of ours in between, a Ctrl+C
    that came just then was lost. What it writes itself would go to standard output, which is for the answer.
    """
    before = sys.stdout, sys.stderr
    if sys.__stderr__ is not None and all(isinstance(_outlet(one), Outlet) for one in before):
        for one in before:
            one.flush()
        sys.stdout = sys.stderr = sys.__stderr__
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def _outlet(stream: TextIO) -> object:
    return getattr(getattr(stream, "buffer", None), "raw", None)


def _raw(stream: TextIO | None) -> Any:
    if stream is None:
        return None
    stream.flush()
    return getattr(stream.buffer, "raw", stream.buffer)


def _text(outlet: Outlet, stream: TextIO | None) -> io.TextIOWrapper:
    """A character that the encoding lacks is spelled out instead of ending the program."""
    return io.TextIOWrapper(
        io.BufferedWriter(outlet),
        encoding=getattr(stream, "encoding", None) or "utf-8",
        errors="backslashreplace",
        line_buffering=outlet.isatty(),
    )
