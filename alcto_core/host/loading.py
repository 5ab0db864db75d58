"""Loading one plugin inside its own guard: whatever it does while it loads costs itself only.

A plugin is loaded whole or not at all: a rule set without its catalogue would refuse hours that count.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import msgspec

from alcto_core.api import API
from alcto_core.host.discovery import Found
from alcto_core.problems import RuleFileError
from alcto_core.rules.compiled import compiled
from alcto_core.rules.faults import nearest_of
from alcto_core.rules.vocabulary import MOST_BYTES, PLAIN_TYPES, Catalogue, Framework, Replacement, RuleFile, RuleSet
from alcto_core.toml.layout import shown

_HOOK_RESULTS: dict[str, type[RuleFile]] = {
    "alcto_rule_sets": RuleSet,
    "alcto_frameworks": Framework,
    "alcto_credit_sources": Catalogue,
}


class Unusable(Exception):
    """A plugin cannot be used; the text says why. Stays inside the host: callers get reports."""


def loaded(plugin: Found) -> tuple[RuleFile, ...]:
    """What a plugin offers, checked. Raises `Unusable`, and lets nothing else out but an interrupt by the person."""
    try:
        words = tuple(_words(plugin))
        if any(isinstance(word, Replacement) for word in words):
            raise Unusable("it holds a replacement, which is a person's own and belongs beside their records")
        return words
    except (Unusable, KeyboardInterrupt):
        raise
    except RuleFileError as wrong:
        raise Unusable(_said(wrong)) from None
    except SystemExit:
        raise Unusable("it tried to end alcto while it was loading") from None
    except BaseException as wrong:  # noqa: BLE001 - a plugin may raise anything at all, and none may stop alcto
        raise Unusable(_said(wrong)) from None


class Attempt:
    """Loading a plugin that did not come with alcto, aside, so that one that never ends can be left behind."""

    def __init__(self, plugin: Found) -> None:
        # Before any of them runs: beside one that never ends, an import takes a second.
        import ctypes

        import alcto_core.rules.reading  # noqa: F401

        self._raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
        self._plugin = plugin
        self._outcome: list[tuple[RuleFile, ...] | Unusable] = []
        self._thread = threading.Thread(target=self._load, name=f"alcto plugin {plugin.name}", daemon=True)
        self._thread.start()

    @property
    def thread_id(self) -> int:
        """Number of the thread in which the plugin loads."""
        return self._thread.ident or 0

    @property
    def is_over(self) -> bool:
        """Whether the plugin has nothing left to run."""
        return not self._thread.is_alive()

    def wait(self, seconds: float) -> None:
        """Give it time to finish, at most so many seconds."""
        self._thread.join(max(seconds, 0))

    def result(self) -> tuple[RuleFile, ...]:
        """What the plugin offers. Raises `Unusable`, also where it has not finished: then it is left behind."""
        if not self._outcome:
            self._stop()
            raise Unusable("it did not finish loading in time")
        if isinstance(self._outcome[0], Unusable):
            raise self._outcome[0]
        return self._outcome[0]

    def _stop(self) -> None:
        """Ask a thread that runs the plugin's own code without end to stop; one that sleeps is a daemon and holds up
        nothing. Anywhere else it may hold a lock, such as Python's own for imports, and would never give it back."""
        import ctypes

        interval, ident = sys.getswitchinterval(), self.thread_id
        sys.setswitchinterval(60.0)  # between the look and the word the thread must not go on
        try:
            frame = sys._current_frames().get(ident)
            package = str(frame.f_globals.get("__name__", "")).partition(".")[0] if frame is not None else ""
            if package == self._plugin.module.partition(".")[0]:
                self._raise_in(ctypes.c_ulong(ident), ctypes.py_object(SystemExit))
        finally:
            sys.setswitchinterval(interval)

    def _load(self) -> None:
        try:
            self._outcome.append(loaded(self._plugin))
        except Unusable as wrong:
            self._outcome.append(wrong)
        except KeyboardInterrupt:
            self._outcome.append(Unusable("it raised KeyboardInterrupt while it was loading"))


def _words(plugin: Found) -> Iterator[RuleFile]:
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
        yield compiled(raw) or _read(raw, f"{folder.parent.name}/{folder.name}/{file.name}")


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


def _hooked(name: str, thing: object) -> Iterator[RuleFile]:
    """What the hooks of a plugin return, each result checked."""
    import pluggy

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


def _said(wrong: BaseException) -> str:
    """An exception in one line; its own text may be broken too."""
    try:
        text = str(wrong).strip()
    except Exception:  # noqa: BLE001 - the exception is the plugin's own class
        text = ""
    lines = text.splitlines()
    if isinstance(wrong, RuleFileError):
        more = f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""
        return f"{lines[0]}{more}" if lines else "a rule file cannot be used"
    return f"{type(wrong).__name__}: {lines[0]}" if lines else type(wrong).__name__
