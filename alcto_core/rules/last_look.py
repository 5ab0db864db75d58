"""What the rules said when a records folder was last looked at, so that a change of them can be told.

Kept in the cache, by folder: losing it costs one such telling and no more. The person's own rule files are left aside:
whoever installs one is shown what it changes. A change is told for some days, as one look is easily missed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import msgspec

from alcto_core.cache import digest, keep, kept
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import KINDS, Catalogue, Framework, RuleFile, RuleSet

DAYS = 7
"""For how many days after it was noticed a change is told."""
_LOOK = "look"
_WORD = "word"
_NEVER = date(1, 1, 1)


class RulesBefore(msgspec.Struct, frozen=True, kw_only=True):
    """The rules are others than they were."""

    names: tuple[str, ...]
    """What is new or says something else, as people know it."""
    library: Library | None
    """What the rules were, beside the person's own as they are; None where that cannot be told any more."""
    is_only_new: bool
    """Whether nothing that was there says something else."""
    noticed: date


class _Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What was seen at the last look, and before a change that is still told: the digest of each rule file."""

    words: dict[str, bytes]
    before: dict[str, bytes] = {}
    noticed: date = _NEVER

    def is_told(self, today: date) -> bool:
        """Whether there was a change that is still to be told."""
        return self.noticed != _NEVER and 0 <= (today - self.noticed).days <= DAYS


def rules_before(folder: Path, library: Library, today: date) -> RulesBefore | None:
    """What the rules of the plugins were before they changed, and remember what they are; None where they did not
    change of late. `today` is the day of the clock. Never raises: where nothing can be kept nothing is told.

    A rule file that is gone is no change: then its program says that it is missing.
    """
    words = {f"{word.kind}/{word.id}": word for word in library.words if (word.kind, word.id) not in library.origins}
    now = {name: _digest_of(word) for name, word in words.items()}
    place = digest(str(folder.absolute()).encode("utf-8", "surrogateescape"))
    seen = _seen(place)
    if seen is None or any(seen.words.get(name) != one for name, one in now.items()):
        before = {} if seen is None else seen.before if seen.is_told(today) else seen.words
        noticed = today if seen is not None else _NEVER
        seen = _Seen(words={**(seen.words if seen is not None else {}), **now}, before=before, noticed=noticed)
        for name, word in words.items():
            keep(_WORD, now[name], word.kind.encode("ascii") + b"\n" + msgspec.msgpack.encode(word))
        keep(_LOOK, place, msgspec.msgpack.encode(seen))
    if not seen.is_told(today):
        return None
    changed = [word for name, word in words.items() if seen.before.get(name) != now[name]]
    if not changed:
        return None  # it is again what it was
    return RulesBefore(
        names=tuple(map(_name, changed)),
        library=_library(seen.before, library),
        is_only_new=not any(f"{word.kind}/{word.id}" in seen.before for word in changed),
        noticed=seen.noticed,
    )


def _digest_of(word: RuleFile) -> bytes:
    """The digest of what a rule file asks; when somebody compared it with its source is no part of that."""
    plain = msgspec.structs.replace(word, checked=_NEVER, documents={}) if hasattr(word, "checked") else word
    return digest(msgspec.msgpack.encode(plain))


def _seen(place: bytes) -> _Seen | None:
    raw = kept(_LOOK, place)
    try:
        return None if raw is None else msgspec.msgpack.decode(raw, type=_Seen)
    except msgspec.MsgspecError:
        return None


def _name(word: RuleFile) -> str:
    return word.short or word.id if isinstance(word, RuleSet) else word.title


def _library(before: Mapping[str, bytes], now: Library) -> Library | None:
    """The library of rule files by their digests, with the person's own of today; None where one is not to be had."""
    words: list[RuleFile] = [word for word in now.words if (word.kind, word.id) in now.origins]
    own = {f"{word.kind}/{word.id}" for word in words}
    for name, key in before.items():
        if name in own:
            continue
        kind, _, content = (kept(_WORD, key) or b"").partition(b"\n")
        shape = KINDS.get(kind.decode("ascii", "replace"))
        try:
            words.append(msgspec.msgpack.decode(content, type=shape if shape is not None else RuleSet))
        except msgspec.MsgspecError:
            return None
    return Library(
        rule_sets=(word for word in words if isinstance(word, RuleSet)),
        frameworks=(word for word in words if isinstance(word, Framework)),
        catalogues=(word for word in words if isinstance(word, Catalogue)),
        replacements=now.replacements,
        origins=now.origins,
    )
