"""Standing between a save and the operating system: to count its calls, to refuse one, or to die there."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any

NAMES = (
    "open", "read", "write", "fsync", "close", "replace", "rename", "link", "unlink", "mkdir", "chmod", "stat",
    "lstat", "fstat", "lseek", "listdir", "scandir", "readlink", "flock",
)  # fmt: skip
"""The calls of the operating system that a save makes, all of them by way of `os` and `fcntl`."""


class Call:
    """One call of the operating system that is about to be made."""

    def __init__(self, number: int, name: str, go: Callable[..., Any], arguments: tuple[Any, ...], named: Any) -> None:
        self.number = number
        self.name = name
        self.arguments = arguments
        self._go = go
        self._named = named

    def go(self) -> Any:
        """Make it."""
        return self._go(*self.arguments, **self._named)

    def go_in_part(self, part: float) -> None:
        """Write the first bytes of what a write was to write."""
        handle, raw = self.arguments
        self._go(handle, bytes(raw)[: int(len(raw) * part)])


class Calls:
    """While it is entered, each call that this thread makes is given to `between` instead, numbered from 1."""

    def __init__(self, between: Callable[[Call], Any]) -> None:
        self.number = 0
        self._between = between
        self._real: list[tuple[Any, str, Any]] = []

    def __enter__(self) -> Calls:
        import fcntl

        thread = threading.get_ident()
        for name in NAMES:
            module = fcntl if name == "flock" else os
            real = getattr(module, name)
            self._real.append((module, name, real))
            setattr(module, name, self._given(name, real, thread))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for module, name, real in self._real:
            setattr(module, name, real)

    def _given(self, name: str, real: Callable[..., Any], thread: int) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            if threading.get_ident() != thread:
                return real(*arguments, **named)
            self.number += 1
            return self._between(Call(self.number, name, real, arguments, named))

        return call


def is_killed(act: Callable[[], Any], between: Callable[[Call], Any]) -> bool:
    """Act in a child whose calls `between` is given, to kill it at one of them; False where it came to its end."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            with Calls(between):
                act()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return True
    assert os.WIFEXITED(status)
    assert os.WEXITSTATUS(status) == 0, "the victim failed by itself"
    return False


@contextmanager
def unsynced() -> Iterator[None]:
    """Without waiting for the disk: for what is done to a folder after the fault, where no power fails."""
    real = os.fsync
    os.fsync = lambda handle: None
    try:
        yield
    finally:
        os.fsync = real
