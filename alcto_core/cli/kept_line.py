"""`alcto status --line` in a prompt, and `--json` in a script: the answer of before, as long as everything that it
rests on is as it was.

Only small modules are imported here: a prompt waits for this.
"""

from __future__ import annotations

import os
import sys

from alcto_core import cache
from alcto_core.cli.at_once import COMPLETE
from alcto_core.cli.columns import terminal_columns
from alcto_core.kept_answers import Asked, around, asked

TYPE_CHECKING = False  # as in `at_once`
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from alcto_core.kept_answers import Need

    Said = Sequence[tuple[bool, str]]
    """The lines of an answer, each with whether it went to standard error."""

_SHORT = frozenset({"--line", "--json"})

LINE = "line"
"""The kind of what is kept."""


class Unanswered:
    """A call that was not answered."""

    def __init__(self, call: Asked) -> None:
        self._call = call

    def keep(self, needs: Iterable[Need], said: Said, status: int) -> None:
        """Keep the answer, where that may be. Never fails."""
        if not any("\0" in line for _, line in said):
            self._call.keep(needs, _packed(said, status))


def look_up(arguments: Sequence[str], environ: Mapping[str, str]) -> tuple[Said, int] | Unanswered | None:
    """What `alcto status --line` or `--json` said, and its exit status; else what is needed to keep it once it is said.
    None where it is another call, or where nothing is kept."""
    if "status" not in arguments or _SHORT.isdisjoint(arguments) or environ.get(COMPLETE) or not cache.place():
        return None
    try:
        return _looked_up(arguments, environ)
    except Exception:  # noqa: BLE001 - whatever goes wrong here, the way without it answers, and tells of faults
        return None


def _looked_up(arguments: Sequence[str], environ: Mapping[str, str]) -> tuple[Said, int] | Unanswered | None:
    key = call_key(arguments, environ)
    if key is None:
        return None
    call = asked(LINE, key)
    kept = call.kept()
    unpacked = None if kept is None else _unpacked(kept)
    return Unanswered(call) if unpacked is None else unpacked


def answered(said: Said) -> bool:
    """Print what was said, as `Page` does; whether it could be."""
    try:
        for is_aside, line in said:
            stream = sys.stderr if is_aside else sys.stdout
            raw = f"{line}\n".replace("\n", os.linesep).encode(stream.encoding, "backslashreplace")
            # Past the stream's buffer: what could not be written must not be left in it.
            while raw:
                raw = raw[os.write(stream.fileno(), raw) :]
    except (OSError, ValueError):
        return False  # told by the way that tells of every other line that cannot be written
    return True


def call_key(arguments: Sequence[str], environ: Mapping[str, str]) -> bytes | None:
    """The digest of a call and of all around it that is in no file; None where there is nobody to answer."""
    parts = around(environ)
    if sys.stdout is None or sys.stderr is None or parts is None:
        return None
    try:
        parts += [
            f"{stream.isatty()} {stream.encoding} {terminal_columns() if stream.isatty() else ''}"
            for stream in (sys.stdout, sys.stderr)
        ]
        parts.append(os.getcwd() if _is_relative(arguments, environ) else "")  # noqa: PTH109 - as in `cache`
        return cache.digest(*(os.fsencode(part) for part in (*parts, "words", *arguments)))
    except (OSError, ValueError):
        return None


def _is_relative(arguments: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Whether a folder may be meant that depends on where the call is made."""
    named = environ.get("ALCTO_RECORDS", "")
    return any(word.startswith("--rec") for word in arguments) or not named.startswith("/")


def _packed(said: Said, status: int) -> bytes:
    parts = [str(status).encode()]
    for is_aside, line in said:
        parts.append((b"2" if is_aside else b"1") + line.encode("utf-8", "surrogatepass"))
    return b"\0".join(parts)


def _unpacked(raw: bytes) -> tuple[Said, int] | None:
    status, *lines = raw.split(b"\0")
    try:
        said = [(line[:1] == b"2", line[1:].decode("utf-8", "surrogatepass")) for line in lines]
        return said, int(status)
    except ValueError:
        return None
