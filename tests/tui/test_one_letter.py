"""One letter, one meaning: what a key does on one screen it does on every other, or it does nothing there."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

import pytest

import alcto_tui.screens
from alcto_tui.app import AlctoApp
from alcto_tui.meanings import MEANINGS, meaning_of
from alcto_tui.screens.base.frame import Frame

NAMES = sorted(one.name for one in walk_packages(alcto_tui.screens.__path__, "alcto_tui.screens."))


def screens():
    """Every screen that is no form."""
    for name in NAMES:
        import_module(name)
    found, waiting = [], [Frame]
    while waiting:
        for one in waiting.pop().__subclasses__():
            waiting.append(one)
            if one.__module__.startswith("alcto_tui") and "offers" in one.__dict__:
                found.append(one)
    return found


MOVING = {"j": {"next_card", "down"}, "k": {"previous_card", "up"}, "g": {"first_card"}, "G": {"last_card"}}
"""Letters that move; nobody can give them to something else."""
SIGNS = {one.key for one in MEANINGS if one.is_sign} | {*MOVING}


def signs(screen):
    """Each key of a screen that is one sign, with the action that it runs."""
    for command in screen._all_commands():
        for key in command.key.split(","):
            if (len(key) == 1 and not key.isdigit()) or key in SIGNS:
                yield key, command.action


def test_every_letter_means_the_same_on_every_screen():
    found = screens()
    assert len(found) > 15
    wrong = [
        f"{screen.__name__}: {key} runs {action}, and elsewhere it means something else, or nothing"
        for screen in found
        for key, action in signs(screen)
        if action not in MOVING.get(key, ()) and meaning_of(action, key) is None and screen.__name__ != "EntryScreen"
    ]
    assert wrong == []


def test_every_meaning_has_a_letter_of_its_own():
    keys = [one.key for one in MEANINGS if one.is_sign]
    assert sorted(keys) == sorted(set(keys))
    assert len({one.name for one in MEANINGS}) == len(MEANINGS)


def test_every_meaning_is_used():
    offered = {
        (meaning_of(command.action, key), action)
        for screen in screens()
        for command in screen._all_commands()
        for key in command.key.split(",")
        for action in [command.action.removeprefix("app.").partition("(")[0]]
    }
    offered |= {(meaning_of(one.action, one.key), one.action.removeprefix("app.")) for one in AlctoApp.BINDINGS}
    used = {meaning for meaning, _ in offered}
    assert [one.name for one in MEANINGS if one not in used] == []
    shown = {(meaning, action) for meaning, action in offered if meaning is not None}
    unused = [
        (one.name, action)
        for one in MEANINGS
        for action in one.actions - {"other"}  # that of the question for a file of proof
        if (one, action) not in shown and not action.startswith("open ")
    ]
    assert unused == []


@pytest.mark.parametrize("screen", screens(), ids=lambda screen: screen.__name__)
def test_no_screen_gives_one_key_to_two_commands(screen):
    keys = [key for key, _ in signs(screen)]
    assert sorted(keys) == sorted(set(keys))
