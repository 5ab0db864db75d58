"""The text behind each rule that was loaded: what to hand to somebody who shall judge by the same rules.

The files of a package and those beside the records are taken as they are, comments included. What a plugin made in
Python is written out.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any

import msgspec

from alcto_core.host import discovery, loading
from alcto_core.host.aside import Unusable
from alcto_core.host.offer import LOCAL, Offer, library_of
from alcto_core.host.plugins import Plugins, take_local
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.problems import Refused, RuleFileError
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import PLAIN_TYPES, RuleFile


class RuleText(msgspec.Struct, frozen=True, kw_only=True):
    """One rule file as bytes."""

    name: str
    """Of the file, without a folder."""
    raw: bytes
    is_own: bool = False
    """Whether it is one of the person's own, which are unverified and may replace a published rule."""


def rule_texts(plugins: Plugins, folder: RecordsFolder, words: Iterable[RuleFile]) -> tuple[RuleText, ...]:
    """The texts of these rule files of a library, by name. Raises `Refused` for one that was changed since it was
    loaded."""
    packaged = {(word.kind, word.id): (name, raw) for name, raw, word in _packaged(plugins)}
    found = []
    for word in words:
        key = (word.kind, word.id)
        if file := plugins.library.origins.get(key):
            name = file.rpartition("/")[2]
            try:
                found.append(RuleText(name=name, raw=loading.bytes_of(folder.rules / name), is_own=True))
            except Unusable as wrong:
                raise Refused(f"{file} cannot be read: {wrong}.") from None
        else:
            name, raw = packaged.get(key, ("", b""))
            name = name or f"{word.kind}-{word.id.replace('/', '-')}.toml"
            found.append(RuleText(name=name, raw=raw or written(word)))
    return tuple(sorted(found, key=lambda text: (text.is_own, text.name)))


def library_from(texts: Iterable[RuleText]) -> Library:
    """The library that these texts make. Raises `RuleFileError`, and `Refused` for one of the person's own."""
    offers = []
    for text in texts:
        offer = Offer(LOCAL if text.is_own else "packed", f"rules/{text.name}")
        offers.append(offer)
        if text.is_own:
            take_local(offer, lambda raw=text.raw: raw)  # type: ignore[misc]
            if offer.problems:
                raise RuleFileError(tuple(offer.problems))
        else:
            offer.words.append(loading.rule_file(text.raw, offer.source))
    return library_of(offers)


def written(word: RuleFile) -> bytes:
    """A rule file for a value that was made in Python."""
    import tomli_w

    plain = msgspec.to_builtins(word, builtin_types=PLAIN_TYPES)
    return tomli_w.dumps(_without_nothing(plain)).encode("utf-8")


def _without_nothing(value: Any) -> Any:
    """The value without keys that say nothing: TOML has no word for it."""
    if isinstance(value, dict):
        return {key: _without_nothing(one) for key, one in value.items() if one is not None}
    return [_without_nothing(one) for one in value] if isinstance(value, list | tuple) else value


def _packaged(plugins: Plugins) -> Iterator[tuple[str, bytes, RuleFile]]:
    """The rule files in the packages of the plugins that are loaded: name, text and what each holds."""
    loaded = {report.name for report in plugins.reports if report.state == "loaded"}
    for plugin in discovery.installed_plugins():
        module = sys.modules.get(plugin.module)
        rules = files(module) / "rules" if module is not None and hasattr(module, "__path__") else None
        if plugin.name not in loaded or rules is None or not rules.is_dir():
            continue
        for file in rules.iterdir():
            if file.name.endswith(".toml"):
                raw = file.read_bytes()
                yield file.name, raw, loading.rule_file(raw, file.name)
