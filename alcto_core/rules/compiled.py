"""Rule files that were read and found right before, kept in a form that is read without checking them again.

An entry is named by the digest of the file's bytes and of all that judges them: the modules of `alcto_core.rules`, what
they reckon with, and the versions of Python, msgspec and tomli. So a changed file, a changed check and another Python
are each read anew, and nothing that was found wrong is ever kept. What an entry holds is the file's own content, and
becomes a value by the types of the vocabulary: it can be nothing that a rule file could not be.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import msgspec
import tomli

from alcto_core import __version__
from alcto_core.cache import digest, keep, kept, place
from alcto_core.rules.vocabulary import KINDS, RuleFile

_KIND = "rules"
_BESIDE = ("dates.py", "hours.py", "numbers.py", "patterns.py", "text.py", "records/types.py", "toml/values.py")
"""Modules beside those of the rules that a check reckons with."""


def compiled(raw: bytes) -> RuleFile | None:
    """What the bytes of a rule file say, where they were read and found right before; else None."""
    key = _key(raw)
    payload = kept(_KIND, key) if key is not None else None
    if payload is None:
        return None
    name, _, content = payload.partition(b"\n")
    shape = KINDS.get(name.decode("ascii", "replace"))
    return None if shape is None else _word(content, shape)


def keep_compiled(raw: bytes, content: Mapping[str, Any], word: RuleFile) -> None:
    """Keep what was read of a rule file and found right, where it comes back as the same value to the last digit."""
    key = _key(raw)
    if key is None:
        return
    try:
        packed = msgspec.msgpack.encode(content)
    except (TypeError, ValueError, OverflowError):
        return
    again = _word(packed, type(word))
    if again is not None and repr(again) == repr(word):
        keep(_KIND, key, word.kind.encode("ascii") + b"\n" + packed)


def _word(packed: bytes, shape: type[RuleFile]) -> RuleFile | None:
    try:
        return msgspec.msgpack.decode(packed, type=shape)
    except msgspec.MsgspecError:
        return None


def _key(raw: bytes) -> bytes | None:
    checks = _checks() if place() else None
    return None if checks is None else digest(checks, raw)


@cache
def _checks() -> bytes | None:
    """The digest of everything that says whether a rule file is right; None where its text is not to be had."""
    try:
        versions = __version__, sys.version, msgspec.__version__, tomli.__version__
        return digest(*(one.encode() for one in versions), *checking_texts())
    except OSError:
        return None


def checking_files() -> Iterator[str]:
    """The path of each module that has a say, in a settled order. Raises `OSError`."""
    rules = os.path.dirname(__file__)  # noqa: PTH120 - forty files at each start: a Path for each costs more than all
    yield from sorted(_modules(rules))
    yield from (os.path.join(rules, os.pardir, *name.split("/")) for name in _BESIDE)  # noqa: PTH118


def checking_texts() -> Iterator[bytes]:
    """Name and text of each of them. Raises `OSError`."""
    begin = len(os.path.dirname(__file__))  # noqa: PTH120
    for file in checking_files():
        yield file[begin:].encode()
        with open(file, "rb", buffering=0) as module:  # noqa: PTH123
            yield module.read()


def _modules(folder: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        for one in found:
            if one.name.endswith(".py"):
                yield one.path
            elif one.is_dir() and one.name != "__pycache__":
                yield from _modules(one.path)
