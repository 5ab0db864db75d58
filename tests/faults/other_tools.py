"""F29: formatters and editors rewrite the records file while alcto is open on it.

Causes: the real ones, where they are installed: the formatters taplo, tombi and prettier (with its plugin for TOML)
over the whole file, vim and Emacs with an edit of one record, in every way in which these keep a backup. Then alcto
saves what it had begun before: both changes are in the file or nothing is saved, every comment is there, undo leads to
the very bytes that the tool left, and what an editor leaves beside the file is known for what it is.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from shutil import which

import edited_elsewhere
from gates import Gate, Outcome, Plan

from alcto_core.copies.second_copies import candidates
from alcto_core.problems import AlctoError
from alcto_core.records.differences import document_of
from alcto_core.records.edits import AddActivity

Command = Callable[[Path, random.Random], Sequence[str]]


def _plugin_of_prettier() -> Path | None:
    """The plugin for TOML beside the program, wherever that is installed."""
    found = which("prettier")
    if found is None:
        return None
    for above in Path(found).resolve().parents:
        if (plugin := above / "prettier-plugin-toml" / "lib" / "index.mjs").is_file():
            return plugin
        if (plugin := above / "prettier-plugin-toml" / "lib" / "index.cjs").is_file():
            return plugin
    return None


def _vim(file: Path, chance: random.Random) -> Sequence[str]:
    """Vim writes over the file or beside it, with a backup or without."""
    copies = chance.choice(("yes", "no", "auto"))
    backup = chance.choice(("backup", "nobackup"))
    number = chance.randrange(edited_elsewhere.ACTIVITIES)
    change = f"%s/Event {number}/By vim {chance.randrange(100)}/"
    options = f"set {backup} writebackup backupcopy={copies} backupskip="
    return ["vim", "-Nu", "NONE", "-i", "NONE", "-es", "-c", options, "-c", change, "-c", "wq", str(file)]


def _emacs(file: Path, chance: random.Random) -> Sequence[str]:
    """Emacs keeps `records.toml~` beside the file; below /tmp neither editor does so unasked."""
    number = chance.randrange(edited_elsewhere.ACTIVITIES)
    by_copying = chance.choice(("t", "nil"))
    backups = f"(setq backup-by-copying {by_copying} backup-enable-predicate (lambda (_) t))"
    change = (
        f'(progn {backups} (find-file "{file}") (goto-char (point-min)) '
        f'(search-forward "Event {number}") (insert " by emacs {chance.randrange(100)}") (save-buffer))'
    )
    return ["emacs", "-Q", "--batch", "--eval", change]


def _prettier(file: Path, _: random.Random) -> Sequence[str]:
    return ["prettier", "--plugin", str(_plugin_of_prettier()), "--write", str(file)]


FORMATTERS: dict[str, Command] = {
    "taplo": lambda file, _: ["taplo", "format", str(file)],
    "tombi": lambda file, _: ["tombi", "format", "--offline", str(file)],
    "prettier": _prettier,
}
EDITORS: dict[str, Command] = {"vim": _vim, "emacs": _emacs}


def installed() -> list[str]:
    """The tools that this machine has."""
    found = [name for name in (*FORMATTERS, *EDITORS) if which(name)]
    return [name for name in found if name != "prettier" or _plugin_of_prettier()]


def _odd(text: str, chance: random.Random) -> str:
    """The file as a person may have laid it out: what a formatter finds work in."""
    text = text.replace("hours = ", chance.choice(("hours=", "hours   =   ", "hours = ")))
    strands = 'strands = ["al-cto/it"]'
    text = text.replace(strands, chance.choice(('strands=[ "al-cto/it", ]', strands)))
    text = text.replace("\n\n", chance.choice(("\n\n\n\n", "\n\n", "\n")))
    return text.replace("\n", "\r\n") if chance.randrange(5) == 0 else text


def _comments(raw: bytes) -> list[str]:
    return re.findall(r"#\s*(.*?)\s*$", raw.decode().replace("\r", ""), re.MULTILINE)


def one(plan: Plan, number: int, tool: str, outcome: Outcome) -> None:
    """One rewriting by a tool between a load and a save."""
    chance = plan.chance(number)
    store = edited_elsewhere._store(plan.scratch / f"{tool} {number}")
    file = store.folder.file
    file.write_bytes(_odd(edited_elsewhere.FILE, chance).encode())
    first = store.load()
    loaded = store.save(first, AddActivity(table={"title": "Mine", "date": date(2026, 3, 1), "hours": 1})).loaded
    command = (FORMATTERS | EDITORS)[tool](file, chance)
    around = {**os.environ, "HOME": str(plan.scratch), "NO_COLOR": "1"}
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=around)
    theirs = file.read_bytes()
    name = f"{tool} (case {number})"
    if ran.returncode:
        outcome.fail(f"{name} ended with {ran.returncode}: {ran.stderr[-300:]}")
        return
    outcome.add("rewritings", int(theirs != loaded.raw))
    outcome.add(f"by {tool}")
    if tool in FORMATTERS and document_of(theirs) != document_of(loaded.raw):
        outcome.fail(f"{name}: alcto reads other records in what was only laid out anew")
    if theirs != loaded.raw and not store.changed_outside(loaded):
        outcome.fail(f"{name}: the change was not seen")
    said = _comments(theirs)
    saved = edited_elsewhere.judge(name, store, loaded, edited_elsewhere._edit(chance), outcome)
    if saved is not None:
        _undone(name, store, saved, theirs, said, outcome)
    for path, copied in candidates(store.folder):
        outcome.add("backups of editors")
        if copied.program != "an editor":
            outcome.fail(f"{name}: {path.name} is told as of {copied.program}")


def _undone(
    name: str,
    store: edited_elsewhere.RecordsStore,
    saved: edited_elsewhere.Loaded,
    theirs: bytes,
    said: list[str],
    outcome: Outcome,
) -> None:
    kept = _comments(saved.raw)
    if lost := [one for one in said if one not in kept and not one.startswith(("event", "said"))]:
        outcome.add("comments lost", len(lost))
        outcome.fail(f"{name}: the comments {lost} are gone")
    if saved.raw == theirs:
        return
    try:
        back = store.undo(saved).loaded.raw
    except AlctoError as refused:
        outcome.fail(f"{name}: undo: {refused}")
        return
    outcome.add("undone")
    if back != theirs:
        outcome.fail(f"{name}: undo led elsewhere than to what the tool left")


def measure(plan: Plan) -> Outcome:
    """Every tool that is installed, in turn."""
    outcome = Outcome()
    for figure in ("rewritings", "silent overwrites", "comments lost", "undone", "backups of editors"):
        outcome.add(figure, 0)
    tools = installed()
    for number in plan.of(10, 400):
        one(plan, number, tools[number % len(tools)], outcome)
    for absent in (*FORMATTERS, *EDITORS):
        if absent not in tools:
            outcome.add(f"by {absent} (not installed)", 0)
    return outcome


GATE = Gate(
    id="F29",
    fault="formatters and editors rewrite the file while alcto is open",
    gate="0 silent overwrites, 0 comments lost; undo leads to the bytes that the tool left",
    measure=measure,
    least={"rewritings": (5, 200), "undone": (3, 100)},
    needs="vim emacs taplo tombi",
)
