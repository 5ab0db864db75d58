"""Loading one plugin inside its own guard: whatever it does while it loads costs itself only.

A plugin is loaded whole or not at all: a rule set without its catalogue would refuse hours that count.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from alcto_core.api import API
from alcto_core.host.aside import Aside, Unusable, guarded
from alcto_core.host.discovery import Found
from alcto_core.rules.compiled import compiled
from alcto_core.rules.faults import nearest_of
from alcto_core.rules.vocabulary import MOST_BYTES, PLAIN_TYPES, Catalogue, Framework, Replacement, RuleFile, RuleSet
from alcto_core.toml.layout import shown

if TYPE_CHECKING:
    from alcto_core.extensions import Extension

_HOOK_RESULTS: dict[str, type[RuleFile]] = {
    "alcto_rule_sets": RuleSet,
    "alcto_frameworks": Framework,
    "alcto_credit_sources": Catalogue,
}

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LOADING = "loading"


class Given(NamedTuple):
    """What a plugin offers."""

    words: tuple[RuleFile, ...]
    extensions: tuple[Extension, ...] = ()


def loaded(plugin: Found) -> Given:
    """What a plugin offers, checked. Raises `Unusable`, and lets nothing else out but an interrupt by the person."""
    return guarded(partial(_loaded, plugin), LOADING)


def attempt(plugin: Found) -> Aside[Given]:
    """Begin to load a plugin that did not come with alcto, aside."""
    return Aside(plugin.name, plugin.module, partial(_loaded, plugin), LOADING)


def _loaded(plugin: Found) -> Given:
    found = tuple(_words(plugin))
    if any(isinstance(word, Replacement) for word in found):
        raise Unusable("it holds a replacement, which is a person's own and belongs beside their records")
    words = tuple(one for one in found if isinstance(one, RuleFile))
    return Given(words, tuple(one for one in found if not isinstance(one, RuleFile)))


def _words(plugin: Found) -> Iterator[RuleFile | Extension]:
    module = import_module(plugin.module)
    thing: Any = module
    for name in plugin.attribute.split(".") if plugin.attribute else ():
        thing = getattr(thing, name)
    _check_api(getattr(thing, "ALCTO_API", getattr(module, "ALCTO_API", None)))
    yield from _packaged(module)
    if has_hooks(thing):
        yield from _hooked(plugin.name, thing)


def _check_api(number: object) -> None:
    if number is None:
        raise Unusable(f"it does not say which alcto it was made for: its module needs ALCTO_API = {API}")
    if isinstance(number, str) and number.strip() == str(API):
        raise Unusable(f"its ALCTO_API is text: write ALCTO_API = {API}, without quotes")
    if type(number) is not int or number != API:
        raise Unusable(
            f"it was made for plugin interface {number!r}, and this alcto has {API}: install a release that fits"
        )


def _packaged(module: ModuleType) -> Iterator[RuleFile]:
    """The rule files in the `rules` folder of a package."""
    for folder in getattr(module, "__path__", ()):
        rules = os.path.join(folder, "rules")  # noqa: PTH118 - a Path for each package costs more than the reading
        if os.path.isdir(rules):  # noqa: PTH112
            yield from _files_in(Path(rules))
        elif not os.path.isdir(folder):  # noqa: PTH112
            yield from _archived(module)


def _archived(module: ModuleType) -> Iterator[RuleFile]:
    """The same for a package inside an archive."""
    from importlib.resources import files

    from alcto_core.rules.reading import read_rule_file

    rules = files(module) / "rules"
    if rules.is_dir():
        for file in sorted(rules.iterdir(), key=lambda file: file.name):
            if file.name.endswith(".toml"):
                yield read_rule_file(file.read_bytes(), f"{module.__name__}/rules/{file.name}")


def _files_in(folder: Path) -> Iterator[RuleFile]:
    for file in sorted(folder.glob("*.toml")):
        raw = bytes_of(file)
        yield rule_file(raw, f"{folder.parent.name}/{folder.name}/{file.name}")


def rule_file(raw: bytes, name: str) -> RuleFile:
    """What a published rule file says, as it was kept or read anew. Raises `RuleFileError`."""
    return compiled(raw) or _read(raw, name)


def _read(raw: bytes, name: str) -> RuleFile:
    from alcto_core.rules.reading import read_and_keep

    return read_and_keep(raw, name)


def bytes_of(file: Path) -> bytes:
    """The bytes of a rule file. Raises `Unusable` for what is no ordinary file, is too large or cannot be read."""
    try:
        if not file.is_file():
            raise Unusable(f"{file.name} is not an ordinary file")
        with file.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError as wrong:
        raise Unusable(f"{file.name} cannot be read: {wrong.strerror or wrong}") from None


def has_hooks(thing: object) -> bool:
    """Whether a plugin holds hooks, or functions that look like hooks."""
    return any(True for _ in _marked(thing)) or bool(_unmarked(thing))


def has_hooks_of(plugin: Found) -> bool:
    """Whether a plugin that has been imported holds hooks, or functions that look like some."""
    thing: object = sys.modules.get(plugin.module)
    for name in plugin.attribute.split(".") if plugin.attribute else ():
        thing = getattr(thing, name, None)
    return thing is not None and has_hooks(thing)


def hooks_of(plugin: Found) -> tuple[str, ...]:
    """The hooks of a plugin that has been imported, by name; none of one that has not."""
    thing: object = sys.modules.get(plugin.module)
    for name in plugin.attribute.split(".") if plugin.attribute else ():
        thing = getattr(thing, name, None)
    return tuple(_marked(thing)) if thing is not None else ()


def _marked(thing: object) -> Iterator[str]:
    """Names of the functions under `@hookimpl`."""
    for name in dir(thing):
        if not name.startswith("__") and hasattr(getattr(thing, name, None), "alcto_impl"):
            yield name


def _unmarked(thing: object) -> list[str]:
    """Names of functions that are called like hooks and lack `@hookimpl`."""
    members = vars(thing) if isinstance(thing, ModuleType) else vars(type(thing))
    return [
        name
        for name, member in members.items()
        if name.startswith("alcto_") and isinstance(member, FunctionType) and not hasattr(member, "alcto_impl")
    ]


def _hooked(name: str, thing: object) -> Iterator[RuleFile | Extension]:
    """What the hooks of a plugin return, each result checked."""
    import pluggy

    from alcto_core.extensions import Importer, Panel, Report
    from alcto_core.host import hooks

    if unmarked := _unmarked(thing):
        raise Unusable(f"its function {unmarked[0]} lacks @hookimpl")
    manager = pluggy.PluginManager("alcto")
    manager.add_hookspecs(hooks)
    known = [hook for hook in vars(hooks) if hook.startswith("alcto_") and hasattr(manager.hook, hook)]
    try:
        manager.register(thing, name)
        manager.check_pending()
    except pluggy.PluginValidationError as wrong:
        unknown = sorted(set(_marked(thing)) - set(known))
        if unknown:
            raise Unusable(f"its hook {unknown[0]} is not known; {nearest_of(unknown[0], known)}"
                           f"known: {', '.join(known)}") from None  # fmt: skip
        raise Unusable(" ".join(str(wrong).split())) from None
    for hook, shape in _HOOK_RESULTS.items():
        for result in _results(manager, hook):
            yield _checked(result, shape, hook)
    shapes: dict[str, type[Extension]] = {
        "alcto_importers": Importer,
        "alcto_panels": Panel,
        "alcto_reports": Report,
    }
    for hook, extension in shapes.items():
        ids: set[str] = set()
        for result in _results(manager, hook):
            yield _checked_extension(result, extension, hook, ids)
    for result in _results(manager, "alcto_rule_files"):
        if not isinstance(result, str | os.PathLike):
            raise Unusable(f"alcto_rule_files gave {type(result).__name__} where a path belongs")
        path = Path(result)
        if path.is_dir():
            yield from _files_in(path)
        else:
            yield _read(bytes_of(path), path.name)


def _results(manager: Any, hook: str) -> Iterator[object]:
    for given in getattr(manager.hook, hook)():
        if not isinstance(given, list | tuple):
            raise Unusable(f"{hook} gave {type(given).__name__} where a list belongs")
        yield from given


def _checked(word: object, shape: type[RuleFile], hook: str) -> RuleFile:
    """A value made in Python, checked like one that came from a file."""
    if not isinstance(word, shape):
        raise Unusable(f"{hook} gave {type(word).__name__} where {shape.__name__} belongs")
    try:
        checked = msgspec.convert(
            msgspec.to_builtins(word, builtin_types=PLAIN_TYPES), shape, builtin_types=PLAIN_TYPES
        )
    except (msgspec.ValidationError, TypeError) as wrong:
        raise Unusable(f"{hook}, “{word.id}”: {wrong}") from None
    from alcto_core.rules.conformance import findings

    for finding in findings(checked):
        raise Unusable(f"{hook}, “{checked.id}”, {shown(finding.path)}: {finding.text}; {finding.remedy}")
    return checked


def _checked_extension(result: object, shape: type[Extension], hook: str, ids: set[str]) -> Extension:
    """An importer, a panel or a report, as far as it can be checked before it is used."""
    if not isinstance(result, shape):
        raise Unusable(f"{hook} gave {type(result).__name__} where {shape.__name__} belongs")
    if not isinstance(result.id, str) or not _ID.fullmatch(result.id):
        raise Unusable(f"{hook}: the id {result.id!r:.40} is not small letters, figures and “-”")
    if result.id in ids:
        raise Unusable(f"{hook} gave two of the id “{result.id}”")
    ids.add(result.id)
    if not isinstance(result.title, str) or not result.title.strip():
        raise Unusable(f"{hook}, “{result.id}”: it has no title")
    for name in result.__struct_fields__:
        value = getattr(result, name)
        if name == "programs" and not (isinstance(value, tuple) and value and all(isinstance(x, str) for x in value)):
            raise Unusable(f"{hook}, “{result.id}”: programs holds no ids of rule sets")
        if name in {"read", "show", "write"} and not callable(value):
            raise Unusable(f"{hook}, “{result.id}”: {name} is no function")
    return result
