"""Plugins that were left behind while they loaded: what they print later must not fall into the person's output."""

from __future__ import annotations

import sys
import threading
from typing import Any


class _DeafTo:
    """A stream that drops what some threads write; everything else passes."""

    def __init__(self, stream: Any, threads: frozenset[int]) -> None:
        self._stream = stream
        self._threads = threads

    def write(self, text: str) -> int:
        """As the stream itself, except for those threads."""
        if threading.get_ident() in self._threads:
            return len(text)
        written: int = self._stream.write(text)
        return written

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def quieten(threads: frozenset[int]) -> None:
    """Drop what these threads print from now on. The output of a command may be a document for a script."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is not None:
            setattr(sys, name, _DeafTo(stream, threads))
