"""The keys that stand in the settings, read: which action gets which key, and what cannot be used, with its line."""

from __future__ import annotations

from collections.abc import Iterator

from textual.keys import _character_to_key  # the only one that knows its names

from alcto_core.cli.invocation import KeyRow
from alcto_core.keeping.settings import KEYS, damage_of_settings, settings_problem, table_of_settings
from alcto_core.problems import Problem
from alcto_core.text import nearest
from alcto_tui.meanings import BY_NAME, MEANINGS, SIGNS, STAY
from alcto_tui.own_keys import NAMED, OwnKeys, sign_of, written
from alcto_tui.screens.every import screens_with

_MOST = 3
"""Keys of one action."""
_HOW = "write one like “n”, “/”, “F7”, “Ctrl+N” or “Space”"


def read_own() -> tuple[OwnKeys, tuple[Problem, ...]]:
    """What the settings say of keys, and what cannot be used of it: that action keeps its usual key. Raises
    `RecordsError` where the settings cannot be read at all."""
    table, problems = table_of_settings(KEYS)
    wanted: dict[str, tuple[str, ...]] = {}
    for name, value in table.items():
        found = _wrong(name, value)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            wanted[name] = found
    while (clash := next(_clashes(wanted), None)) is not None:
        name, other, shared = clash
        problems.append(_clash(name, other, shared))
        del wanted[name]
    return OwnKeys(wanted), tuple(problems)


def key_rows() -> tuple[tuple[KeyRow, ...], tuple[Problem, ...]]:
    """Every meaning with its keys, as the settings have it now. Raises `RecordsError`."""
    own, problems = read_own()
    problems = (*damage_of_settings(), *problems)
    rows = tuple(
        KeyRow(one.name, tuple(map(written, own.of(one))), written(one.key), one.says, screens_with(one.name))
        for one in MEANINGS
    )
    return rows, problems


def _wrong(name: str, value: object) -> tuple[str, ...] | Problem:
    """The keys that were written for a name, or what is wrong with them."""
    meaning = BY_NAME.get(name)
    if meaning is None:
        near = nearest(name, BY_NAME.keys())
        remedy = f"did you mean {near}?" if near else "`alcto keys` lists the actions"
        return settings_problem(name, f"no action is called “{name}”", remedy)
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not listed or len(listed) > _MOST:
        return settings_problem(name, f"“{name}” needs a key, or a list of up to {_MOST}", _HOW)
    keys = []
    for one in listed:
        read = read_key(one) if isinstance(one, str) else None
        if read is None:
            return settings_problem(name, f"“{one}” is no key that alcto knows", _HOW)
        if read in STAY:
            return settings_problem(name, f"{written(read)} cannot be given to {name}: it moves or answers", _HOW)
        if not meaning.is_sign and (len(read) == 1 or read in SIGNS or sign_of(read) != read):
            text = f"{one} cannot be given to {name}: it works while something is typed, and {one} would be written"
            return settings_problem(name, text, "give it a key like F7 or Ctrl+N")
        keys.append(read)
    return tuple(dict.fromkeys(keys))


def read_key(text: str) -> str | None:
    """The key that a person means, as Textual names it; None for none."""
    if len(text) == 1:
        return _character_to_key(text) if text.isprintable() and text != " " else None
    folded = text.strip().casefold()
    if folded in NAMED or folded == "space":
        return folded
    if folded.startswith("ctrl+") and len(folded) == len("ctrl+") + 1 and folded[-1].isascii() and folded[-1].isalpha():
        return folded
    moving = {"esc": "escape", "pgup": "pageup", "pgdn": "pagedown"}.get(folded, folded)
    return moving if moving in STAY else None


def _clashes(wanted: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, str, str]]:
    """Each name whose key means something else already, with that and the key; the one that was written last first."""
    own = OwnKeys(wanted)
    for name in reversed(wanted):
        for other in MEANINGS:
            shared = {*own.of(BY_NAME[name])} & {*own.of(other)}
            if BY_NAME[name].key == other.key:
                shared -= {other.key}  # some share a key that no screen has for both
            if other.name != name and shared:
                yield name, other.name, min(shared)


def _clash(name: str, other: str, shared: str) -> Problem:
    says, means = BY_NAME[name].says, BY_NAME[other].says
    text = f"{written(shared)} {means} ({other}), so it cannot be {name} too ({says}){_on_screens(name, other)}"
    return settings_problem(name, text, f"give {name} another key, or {other} one of its own")


def _on_screens(name: str, other: str) -> str:
    """Where both are offered, in words."""
    both = [screen for screen in screens_with(name) if screen in screens_with(other)]
    return f"; both are on {both[0]}" if both else "; a key means one thing on all screens"
