"""A stretch of the history: some states of the records file that followed each other, in one file.

```
alcto stretch 1
<SHA-256 of the state> whole <bytes of the state> <bytes of its block>
<SHA-256 of the state> from 0 <bytes of the state> <bytes of its block>
…                                                     a line for each state, then an empty line, then the blocks
```

A block is packed by zlib. Of a `whole` state it holds the bytes; of one that comes `from` another, which stands before
it in the list (numbered from 0), the spans in which the two differ (`spans.written`). So a state is made by going from
the nearest whole one, and its SHA-256 is compared. A file that was cut off still gives what lies before the cut.
`docs/reference/records.md` says how to read one without alcto.
"""

from __future__ import annotations

import errno
import zlib
from collections.abc import Mapping
from functools import cached_property

from alcto_core.keeping import spans
from alcto_core.keeping.digests import FILE_MOST, KnownBytes, digest
from alcto_core.patterns import late

FIRST_LINE = b"alcto stretch 1\n"
MOST_STATES = 100
"""States that are read of one file; alcto itself writes far fewer."""
_LINE = late(r"([0-9a-f]{64}) (?:whole|from ([0-9]{1,4})) ([0-9]{1,9}) ([0-9]{1,9})")
_LEVEL = 1
"""Records repeat themselves so much that the quickest packing is nearly as small as the slowest."""


class Unmade(Exception):
    """A state cannot be made of what is in the file."""


class StretchState:
    """One line of the list."""

    __slots__ = ("base", "packed", "sha256", "size")

    def __init__(self, sha256: str, base: int | None, size: int, packed: int) -> None:
        self.sha256 = sha256
        self.base = base
        """The number of the state that it comes from; None where it is whole."""
        self.size = size
        self.packed = packed
        """Bytes of its block."""

    @property
    def line(self) -> bytes:
        how = "whole" if self.base is None else f"from {self.base}"
        return f"{self.sha256} {how} {self.size} {self.packed}\n".encode("ascii")


class Stretch:
    """The states of one file and their blocks. Never changed: `adding` gives another one."""

    def __init__(self, states: tuple[StretchState, ...] = (), blocks: bytes = b"") -> None:
        self.states = states
        self.blocks = blocks

    @classmethod
    def read(cls, raw: bytes) -> Stretch:
        """What can be read of a file that anybody may have written; nothing of one in another form."""
        if not raw.startswith(FIRST_LINE):
            return cls()
        found: list[StretchState] = []
        here = len(FIRST_LINE)
        while (end := raw.find(b"\n", here, here + 200)) >= 0 and len(found) < MOST_STATES:
            line = _LINE.fullmatch(raw[here:end].decode("latin-1"))
            here = end + 1
            if line is None:
                break
            sha256, base, size, packed = line.groups()
            if base is not None and int(base) >= len(found):
                break
            found.append(StretchState(sha256, None if base is None else int(base), int(size), int(packed)))
        return cls(tuple(found), raw[here:])

    @property
    def raw(self) -> bytes:
        """The whole file."""
        return b"".join((FIRST_LINE, *(state.line for state in self.states), b"\n", self.blocks))

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each state by its SHA-256."""
        return {state.sha256: number for number, state in enumerate(self.states)}

    def bytes_of(self, sha256: str) -> bytes:
        """The bytes of one state, which have that SHA-256. Raises `Unmade`."""
        try:
            raw = self._made(self.numbers[sha256])
        except (KeyError, ValueError, zlib.error) as error:
            raise Unmade(str(error)) from error
        if digest(raw) != sha256:
            raise Unmade("other bytes")
        return raw

    def adding(self, state: KnownBytes, base: KnownBytes | None) -> Stretch:
        """The same stretch with one state more. `base` is a state of this stretch that it is likely to be like; where
        it is not, or where there is none, the state is kept whole."""
        number = None if base is None else self.numbers.get(base.sha256)
        changes = None if base is None or number is None else _written(base.raw, state.raw)
        inner = state.raw if changes is None else changes
        block = zlib.compress(inner, _LEVEL)
        if zlib.decompress(block) != inner:
            raise OSError(errno.EIO, "packing a state gave something else")
        told = StretchState(state.sha256, None if changes is None else number, len(state.raw), len(block))
        return Stretch((*self.states, told), self.blocks + block)

    def _made(self, number: int) -> bytes:
        way = [number]
        while (base := self.states[way[-1]].base) is not None:
            way.append(base)
        raw = self._block(way.pop())
        for one in reversed(way):
            raw = spans.applied(raw, spans.read(self._block(one)), self.states[one].size)
        return raw

    def _block(self, number: int) -> bytes:
        """A block unpacked; never more than a state may have."""
        state = self.states[number]
        at = sum(one.packed for one in self.states[:number])
        unpacking = zlib.decompressobj()
        raw = unpacking.decompress(self.blocks[at : at + state.packed], FILE_MOST + 1)
        if len(raw) > FILE_MOST or not unpacking.eof:
            raise ValueError("a block is cut off, or too large")
        return raw


def _written(before: bytes, after: bytes) -> bytes | None:
    """The spans in which two states differ; None where they would take much of the room of the whole, or would not
    lead from the one to the other."""
    changes = spans.written(spans.spans(before, after))
    if len(changes) > len(after) // 2 or spans.applied(before, spans.read(changes), len(after)) != after:
        return None
    return changes
