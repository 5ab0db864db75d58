"""One letter, one meaning: what a key does on one screen it does on every other, or it does nothing there."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

import alcto_tui.screens
from alcto_tui.screens.frame import Frame

MEANINGS = {
    "a": ("adds an entry", {"add", "choose", "plan"}),
    "b": ("", set()),
    "c": ("the catalogue", {"open_screen('CatalogueRequested')"}),
    "d": ("one like this", {"duplicate"}),
    "e": ("changes what the cursor is on", {"edit", "change"}),
    "f": ("a period", {"period", "past"}),
    "g": ("the first row", {"first_card"}),
    "h": ("Home", {"home"}),
    "i": ("you", {"person"}),
    "j": ("down", {"next_card", "down"}),
    "k": ("up", {"previous_card", "up"}),
    "l": ("the log", {"open_screen('ActivitiesRequested')"}),
    "m": ("marks it done", {"mark", "complete"}),
    "n": ("a new one", {"new_credential", "another"}),
    "o": ("opens the proof", {"proof"}),
    "p": ("problems", {"open_screen('ProblemsRequested')"}),
    "q": ("leaves alcto", {"app.quit"}),
    "r": ("renewed", {"renew"}),
    "s": ("sorts", {"sort"}),
    "t": ("the theme", {"app.choose_theme"}),
    "u": ("takes the last change back", {"undo"}),
    "v": ("shows more of it", {"whole", "more"}),
    "w": ("shows only some", {"which", "limits"}),
    "x": ("takes it away", {"delete", "aside"}),
    "y": ("copies it", {"copy"}),
    "A": ("everything", {"doctor", "details"}),
    "B": ("backups", {"open_screen('BackupsRequested')"}),
    "C": ("charts", {"charts"}),
    "D": ("goes on with what was not saved", {"draft"}),
    "E": ("export", {"open_screen('ExportFormRequested')"}),
    "F": ("goes to a file", {"file", "certificate", "read"}),
    "G": ("the last row", {"last_card"}),
    "H": ("history", {"open_screen('HistoryRequested')"}),
    "I": ("import", {"open_screen('ImportRequested')"}),
    "L": ("writes a letter or a reflection", {"message", "reflect"}),
    "M": ("merges second copies", {"open_screen('CopiesRequested')"}),
    "O": ("the official record", {"open_screen('ReconcileRequested')"}),
    "P": ("the plan", {"open_screen('PlanRequested')"}),
    "R": ("rules", {"open_screen('RulesRequested')"}),
    "S": ("turns the order round", {"reverse"}),
    "slash": ("finds", {"find"}),
    "space": ("chooses the row", {"mark", "switch", "tick", "try", "page"}),
    "asterisk": ("chooses all", {"mark_all", "changes"}),
    "equals_sign": ("pairs", {"pair"}),
    "minus": ("parts", {"part"}),
    "K": ("checks the proof", {"checklist"}),
    "W": ("whose record it is", {"credential"}),
    "Y": ("copies it field by field", {"form"}),
    "left_square_bracket": ("the period before", {"earlier"}),
    "right_square_bracket": ("the period after", {"later"}),
}
"""What each key that is a sign says on every screen, and the actions that mean that. A new one joins its meaning or
takes a letter that means nothing yet."""
NAMES = sorted(path.stem for path in Path(alcto_tui.screens.__file__).parent.glob("*.py"))


def screens():
    """Every screen that is no form."""
    for name in NAMES:
        import_module(f"alcto_tui.screens.{name}")
    found, waiting = [], [Frame]
    while waiting:
        for one in waiting.pop().__subclasses__():
            waiting.append(one)
            if one.__module__.startswith("alcto_tui") and "offers" in one.__dict__:
                found.append(one)
    return found


def signs(screen):
    """Each key of a screen that is one sign, with the action that it runs."""
    for command in screen._all_commands():
        for key in command.key.split(","):
            if (len(key) == 1 and not key.isdigit()) or key in MEANINGS:
                yield key, command.action


def test_every_letter_means_the_same_on_every_screen():
    found = screens()
    assert len(found) > 15
    wrong = [
        f"{screen.__name__}: {key} runs {action}, and elsewhere it {MEANINGS.get(key, ('has no meaning',))[0]}"
        for screen in found
        for key, action in signs(screen)
        if action not in MEANINGS.get(key, ("", set()))[1] and screen.__name__ != "EntryScreen"
    ]
    assert wrong == []


def test_every_meaning_is_used():
    used = {(key, action) for screen in screens() for key, action in signs(screen)}
    unused = [
        (key, action) for key, (_, actions) in MEANINGS.items() for action in actions if (key, action) not in used
    ]
    assert unused == []


@pytest.mark.parametrize("screen", screens(), ids=lambda screen: screen.__name__)
def test_no_screen_gives_one_key_to_two_commands(screen):
    keys = [key for key, _ in signs(screen)]
    assert sorted(keys) == sorted(set(keys))
