"""F28: the records folder goes away while alcto is open on it.

Causes: the folder is renamed, deleted but for its empty place, or lies on a disk of its own that is unmounted (where
the system lets the test mount one), under every screen in turn. Nothing is made in its place, no first run comes
unasked, what is typed stays, and once the folder is back the records are shown again by themselves.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import on_screens
from gates import Gate, Outcome, Plan

ALWAYS = ("Home", "Activities", "Entry", "Plan", "History", "Credential 0", "Import, read", "Marked, form")
"""Looked at in the quick form too."""
NEVER = ("First run", "Toast")
"""One is made up without a folder, the other is no screen."""
WAYS = ("moved", "emptied", "unmounted")


def can_mount(scratch: Path) -> bool:
    """Whether this account may mount a disk of its own."""
    place = scratch / "tried"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if os.name != "posix" or shutil.which("mount") is None:
        return False
    is_mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    if is_mounted:
        subprocess.run(["umount", str(place)], capture_output=True, check=True)
    return is_mounted


class Place:
    """The folder of the records, which can go and come back."""

    def __init__(self, path: Path, way: str) -> None:
        self._path, self._way = path, way
        self._elsewhere = path.with_name(f"{path.name} elsewhere")
        if way == "unmounted":
            path.rename(self._elsewhere)
            path.mkdir()
            self._mount(self._elsewhere)

    def go(self) -> None:
        """Away with it."""
        if self._way == "unmounted":
            subprocess.run(["umount", "-l", str(self._path)], capture_output=True, check=True)
            return
        self._path.rename(self._elsewhere)
        if self._way == "emptied":
            self._path.mkdir()

    def made(self) -> list[str]:
        """What was made in its place."""
        return [one.name for one in self._path.iterdir()] if self._path.exists() else []

    def come(self) -> None:
        """Here it is again."""
        if self._way == "unmounted":
            self._mount(self._elsewhere)
            return
        if self._path.exists():
            self._path.rmdir()
        self._elsewhere.rename(self._path)

    def end(self) -> None:
        """Nothing stays mounted."""
        if self._way == "unmounted":
            subprocess.run(["umount", "-l", str(self._path)], capture_output=True, check=False)

    def _mount(self, what: Path) -> None:
        subprocess.run(["mount", "--bind", str(what), str(self._path)], capture_output=True, check=True)


def under(plan: Plan, way: str, names: Callable[[str], bool], outcome: Outcome) -> None:
    """Every screen whose name is asked for, with the folder gone under it."""
    import made_up_log
    from driving import until
    from every_screen import EveryScreen

    from alcto_tui.screens.at_home.first_run import FirstRunScreen
    from alcto_tui.screens.base.form_draft import KeepsTyped

    app = on_screens.app_on(plan.scratch, made_up_log.LOGGED)
    place = Place(app.folder.path, way)
    looked: list[str] = []

    async def walk(pilot: Any) -> None:
        screens = EveryScreen(pilot, "typed here")
        screens.lay_beside()
        await until(pilot, lambda: app._folder_seen is not None)

        async def look(name: str) -> None:
            looked.append(name)
            before = app.screen
            place.go()
            outcome.add("folders away")
            app._look_outside()
            await until(pilot, lambda: app.overview.loaded is None)
            if isinstance(before, KeepsTyped):
                before.keep_typed()
            await pilot.press("f5" if name != "Plan" else "down")
            await pilot.pause()
            if any(isinstance(one, FirstRunScreen) for one in app.screen_stack):
                outcome.fail(f"{way}, {name}: the first run came unasked")
            if made := place.made():
                outcome.add("made in its place")
                outcome.fail(f"{way}, {name}: {', '.join(made)} was made in its place")
            place.come()
            app._look_outside()
            await until(pilot, lambda: app.overview.records is not None)
            outcome.add("shown again")

        await screens.walk(look, names)

    try:
        if raised := on_screens.run(app, walk, (100, 30)):
            outcome.fail(f"{way}: after {', '.join(looked[-2:])}: {raised}")
    finally:
        place.end()


def measure(plan: Plan) -> Outcome:
    """Each way under some screens, in the long form under all of them."""
    outcome = Outcome()
    for figure in ("folders away", "shown again", "made in its place"):
        outcome.add(figure, 0)
    ways = WAYS if can_mount(plan.scratch) else WAYS[:2]
    for number in plan.of(len(ways), len(ways)):
        wanted = (lambda name: name not in NEVER) if plan.is_long else (lambda name, at=number: name in ALWAYS[at::3])
        under(plan, ways[number], wanted, outcome)
    return outcome


GATE = Gate(
    id="F28",
    fault="the folder is moved, emptied or unmounted while alcto is open",
    gate="said; nothing is made in its place, no first run unasked; shown again by itself once it is back",
    measure=measure,
    least={"folders away": (5, 80), "shown again": (5, 80)},
    shares=2,
)
