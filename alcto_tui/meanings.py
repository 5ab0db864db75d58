"""What each key means: the same on every screen, or nothing there. By these names a person gives actions other keys.

Keys that move (arrows, j, k, g, G, Home, End, the page keys), Enter, Esc, Tab and digits have no name: they stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Meaning(NamedTuple):
    """One thing that a key does wherever it does something."""

    name: str
    """As a person writes it in the settings."""
    key: str
    """The key as Textual names it, when the person says nothing."""
    says: str
    """What it does, in words that end a sentence."""
    actions: frozenset[str]
    """The actions that mean that, without `app.` and parameters; `open NAME` for a screen."""

    @property
    def is_sign(self) -> bool:
        """Whether it is typed as a sign, so that it works only where nothing is written."""
        return len(self.key) == 1 or self.key in SIGNS


SIGNS = {
    "slash": "/", "space": "Space", "asterisk": "*", "equals_sign": "=", "minus": "-", "question_mark": "?",
    "left_square_bracket": "[", "right_square_bracket": "]",
}  # fmt: skip
"""Signs by the names that Textual has for them, as they are written."""
STAY = frozenset({
    "enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "home", "end", "pageup", "pagedown",
    "backspace", "delete", *"jkgG0123456789", "ctrl+c", "ctrl+q", "ctrl+i", "ctrl+m", "ctrl+j", "ctrl+h",
})  # fmt: skip
"""Keys that are no action's: they move, answer, or mean another key to a terminal."""


def _of(name: str, key: str, says: str, *actions: str) -> Meaning:
    return Meaning(name, key, says, frozenset(actions))


MEANINGS = (
    _of("add", "a", "adds an entry", "add", "choose", "plan"),
    _of("catalogue", "c", "opens the catalogue", "open Catalogue"),
    _of("duplicate", "d", "adds one like this", "duplicate"),
    _of("edit", "e", "changes what the cursor is on", "edit", "change"),
    _of("period", "f", "chooses a period", "period", "past"),
    _of("home", "h", "goes to Home", "home"),
    _of("you", "i", "changes what stands about you", "person"),
    _of("log", "l", "opens the log", "open Activities"),
    _of("done", "m", "marks it done", "mark", "complete"),
    _of("new", "n", "makes a new one", "new_credential", "another"),
    _of("proof", "o", "opens the proof", "proof"),
    _of("problems", "p", "shows what is wrong", "open Problems"),
    _of("quit", "q", "leaves alcto", "quit"),
    _of("renewed", "r", "says that it was renewed", "renew"),
    _of("sort", "s", "sorts", "sort"),
    _of("theme", "t", "chooses the theme", "choose_theme"),
    _of("undo", "u", "takes the last change back", "undo"),
    _of("more", "v", "shows more of it", "whole", "more"),
    _of("only", "w", "shows only some", "which", "limits"),
    _of("delete", "x", "takes it away", "delete", "aside"),
    _of("copy", "y", "copies it", "copy"),
    _of("all", "A", "shows everything", "doctor", "details"),
    _of("backups", "B", "opens the backups", "open Backups"),
    _of("charts", "C", "draws the charts", "charts"),
    _of("draft", "D", "goes on with what was not saved", "draft"),
    _of("export", "E", "writes a file to hand in or keep", "open ExportForm"),
    _of("file", "F", "goes to a file", "file", "certificate", "read"),
    _of("history", "H", "shows earlier states", "open History"),
    _of("import", "I", "brings a spreadsheet in", "open Import"),
    _of("checklist", "K", "checks the proof", "checklist"),
    _of("letter", "L", "writes a letter or a reflection", "message", "reflect"),
    _of("copies", "M", "merges second copies", "open Copies"),
    _of("official", "O", "compares the official record", "open Reconcile"),
    _of("plan", "P", "shows the plan", "open Plan"),
    _of("rules", "R", "shows the rules", "open Rules"),
    _of("reverse", "S", "turns the order round", "reverse"),
    _of("whose", "W", "says whose record it is", "credential"),
    _of("form", "Y", "copies it field by field", "form"),
    _of("find", "slash", "finds", "find"),
    _of("choose", "space", "chooses the row", "mark", "switch", "tick", "try", "page"),
    _of("choose-all", "asterisk", "chooses all", "mark_all", "changes"),
    _of("pair", "equals_sign", "pairs", "pair"),
    _of("part", "minus", "parts", "part"),
    _of("earlier", "left_square_bracket", "shows the period before", "earlier"),
    _of("later", "right_square_bracket", "shows the period after", "later"),
    _of("help", "question_mark", "shows the keys", "help"),
    _of("save", "f2", "saves", "save", "make", "merge", "note", "take"),
    _of("session", "f3", "adds a session", "session"),
    _of("take-theirs", "f3", "takes what is in the file", "theirs"),
    _of("earlier-states", "f3", "takes earlier states in", "states"),
    _of("demo", "f3", "opens made-up records", "demo"),
    _of("agenda", "f4", "reads a pasted agenda", "agenda"),
    _of("keep-a-copy", "f4", "keeps your version as a file", "copy_mine"),
    _of("reload", "f5", "reads the file again", "reload", "again"),
    _of("choose-file", "f6", "chooses a file", "browse", "other"),
    _of("calendar", "f8", "chooses the day from a calendar", "calendar"),
    _of("next-message", "f9", "shows the next of several messages", "next_told"),
    _of("commands", "ctrl+p", "searches all commands", "command_palette"),
    _of("redo", "ctrl+r", "makes it again", "redo"),
    _of("draw-again", "ctrl+l", "draws everything again", "redraw"),
)
"""In the order of the letters. A new action joins its meaning or takes a key that means nothing yet."""
BY_NAME: Mapping[str, Meaning] = {one.name: one for one in MEANINGS}
_BY_ACTION = {(one.key, action): one for one in MEANINGS for action in one.actions}


def meaning_of(action: str, key: str) -> Meaning | None:
    """What a key says for an action as bindings have it; None where neither can be given another one."""
    name, _, inner = action.removeprefix("app.").partition("(")
    if name == "open_screen":
        name = f"open {inner.strip(chr(39) + ')').removesuffix('Requested')}"
    return _BY_ACTION.get((key, name))
