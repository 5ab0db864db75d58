"""The keys that a person gave to actions, used wherever a key is bound or written; `key_settings.py` reads them.

Textual's own keymaps are not used: there a key silently takes the place of another action's, and what was moved
stands at the end of the footer.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace

from textual.binding import Binding, BindingsMap
from textual.keys import _character_to_key  # the only one that knows its names

from alcto_tui.meanings import BY_NAME, SIGNS, Meaning, meaning_of

NAMED = frozenset({f"f{number}" for number in range(1, 13)} | {"insert"})
"""Keys that have names of their own."""


@dataclass(frozen=True)
class OwnKeys:
    """Keys by the name of what they mean, each as Textual names it; what is not named has its usual key."""

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, meaning: Meaning) -> tuple[str, ...]:
        """The keys of a meaning."""
        return self.keys.get(meaning.name, (meaning.key,))

    def instead(self, action: str, key: str) -> tuple[str, ...]:
        """The keys that stand for one of an action's."""
        meaning = meaning_of(action, key)
        return (key,) if meaning is None else self.of(meaning)


_now = OwnKeys()


def use(own: OwnKeys) -> None:
    """Bind and write these keys from now on. They are one person's at one terminal, so the process has one of them."""
    global _now
    _now = own


def in_use() -> OwnKeys:
    """The keys of now."""
    return _now


def key(name: str) -> str:
    """The key of a meaning as a sentence names it: `key("undo")` is "u", or what the person chose."""
    return written(_now.of(BY_NAME[name])[0])


def keys_for(action: str, keys: str) -> str:
    """The keys of an action, by commas, with the person's own in their places."""
    return ",".join(one for key in keys.split(",") for one in _now.instead(action, key))


def rebound(bindings: BindingsMap) -> BindingsMap:
    """Bindings with the person's own keys, in the same order."""
    if not _now.keys:
        return bindings
    found = BindingsMap()
    for _, binding in bindings:
        for one in _now.instead(binding.action, binding.key):
            found._add_binding(binding if one == binding.key else _moved(binding, one))
    return found


def without(bindings: BindingsMap, actions: Set[str]) -> BindingsMap:
    """Bindings of which those for some actions are not shown; their keys still say why nothing is done."""
    if not actions:
        return bindings
    found = BindingsMap()
    for _, binding in bindings:
        found._add_binding(replace(binding, show=False) if binding.action in actions else binding)
    return found


def _moved(binding: Binding, to: str) -> Binding:
    return replace(binding, key=to, key_display=written(to))


def written(key: str) -> str:
    """A key as a person reads it."""
    if key.startswith("ctrl+"):
        return f"Ctrl+{key.removeprefix('ctrl+').upper()}"
    if key in NAMED:
        return key.capitalize()
    return {"escape": "Esc", "enter": "Enter", **SIGNS}.get(key) or sign_of(key)


def sign_of(key: str) -> str:
    """The sign that a key writes, by Textual's name of it; the name itself where that is no sign."""
    return next((sign for sign in _PUNCTUATION if _character_to_key(sign) == key), key)


_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
