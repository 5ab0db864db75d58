"""F19: windows from 1 by 1 to 250 by 60, storms of resizing, no colours, and a terminal without Unicode.

In the app without a terminal, on every screen: a storm of sizes one on the other, then each of a few sizes, in
which the screen must be usable (from 40 by 10) or say that the window is too small. In a real pseudo-terminal: the
same with the signal that a window sends, without colours and with the locale `C`.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import gates
import on_screens

WIDEST, HIGHEST = 250, 60
SETTLED = [(1, 1), (39, 24), (80, 9), (40, 10), (80, 24), (WIDEST, HIGHEST)]
"""Sizes in which each screen is looked at."""
QUICK = ("Home", "Session", "First run", "Restore", "Conflict")
"""The screens of the quick form."""
SAYS = "needs a window of at least 40 columns and 10 lines"
LOCALES = (
    {"NO_COLOR": "1"},
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"NO_COLOR": "1", "LC_ALL": "C", "COLORTERM": "", "TERM": "xterm"},
)


def measure(plan: gates.Plan) -> gates.Outcome:
    """A walk for each share, and each kind of terminal once."""
    outcome = gates.Outcome()
    for figure in ("resizes", "screens", "sizes looked at", "terminals", "crashes", "not usable"):
        outcome.add(figure, 0)
    _measure_screens(plan, outcome)
    for number in plan.of(2, len(LOCALES)):
        _measure_terminal(plan, outcome, plan.scratch / f"terminal {number}", LOCALES[-1 - number])
    return outcome


def _measure_screens(plan: gates.Plan, outcome: gates.Outcome) -> None:
    import made_up_log
    from driving import until
    from every_screen import EveryScreen

    app = on_screens.app_on(plan.scratch, made_up_log.LOGGED)
    chance = plan.chance(plan.share)
    storm = 250 if plan.is_long else 100

    async def walk(pilot: Any) -> None:
        screens = EveryScreen(pilot, "Ünïcode 日本語 [b]x[/b] " * 3)
        screens.lay_beside()

        async def look(name: str) -> None:
            await _storm(pilot, chance, storm if plan.is_long else storm // len(QUICK) + 1)
            outcome.add("resizes", storm if plan.is_long else storm // len(QUICK) + 1)
            for width, height in SETTLED if plan.is_long else chance.sample(SETTLED, 3):
                await pilot.resize_terminal(width, height)
                await until(pilot, lambda width=width, height=height: _knows_its_size(app, width, height))
                outcome.add("sizes looked at")
                if not _is_usable(app, width, height):
                    outcome.add("not usable")
                    outcome.fail(f"{name} at {width}x{height}:\n{_text(app)}")
            await pilot.resize_terminal(80, 24)

        names = _names_of(plan)
        outcome.add("screens", await screens.walk(look, names))

    if crash := on_screens.run(app, walk, (80, 24)):
        outcome.add("crashes")
        outcome.fail(crash)


def _names_of(plan: gates.Plan):  # type: ignore[no-untyped-def]
    """Which screens this share looks at."""
    import zlib

    return lambda name: zlib.crc32(name.encode()) % plan.shares == plan.share if plan.is_long else name in QUICK


async def _storm(pilot: Any, chance: random.Random, number: int) -> None:
    """Sizes one on the other, without waiting for the screen in between."""
    from textual.events import Resize
    from textual.geometry import Size

    app = pilot.app
    for _ in range(number):
        size = Size(chance.randint(1, WIDEST), chance.randint(1, HIGHEST))
        app._driver._size = tuple(size)
        app.post_message(Resize(size, size))
        if chance.random() < 0.1:
            await pilot.pause()
    await pilot.pause()


def _knows_its_size(app: Any, width: int, height: int) -> bool:
    """Whether the screen in front has heard of the size: one that may be too small marks itself so."""
    from alcto_tui.screens.base.frame import Frame

    screen = app.screen
    tiny = screen.has_class("-tiny-width"), screen.has_class("-tiny-height")
    return not isinstance(screen, Frame) or tiny == (width < 40, height < 10)


def _text(app: Any) -> str:
    from driving import screen_text

    return screen_text(app)


def _is_usable(app: Any, width: int, height: int) -> bool:
    """Whether a person can go on: a title, something below it and keys; or, where there is not the room, the way
    out of that. A form or a question in front of a screen must show something that can be chosen."""
    from alcto_tui.screens.base.frame import Frame

    text = _text(app)
    rows = text.splitlines()
    if not isinstance(app.screen, Frame):
        return width < 40 or height < 10 or sum(bool(row.strip()) for row in rows) >= 3
    if width < 40 or height < 10:
        return width * height < 60 or "alcto needs" in text
    return bool(rows[0].strip()) and any(row.strip() for row in rows[1:-1]) and len(rows[-1].split()) >= 2


def _measure_terminal(plan: gates.Plan, outcome: gates.Outcome, folder: Path, environ: dict[str, str]) -> None:
    """Draw, resize many times, look at other screens, and quit."""
    import made_up_log
    from terminal import Terminal

    folder.mkdir()
    (folder / "records.toml").write_text(made_up_log.LOGGED, encoding="utf-8")
    chance = plan.chance(len(environ))
    outcome.add("terminals")
    case = f"terminal with {environ}"
    try:
        with Terminal(folder, environ=environ) as terminal:
            terminal.shows("NOT YET")
            for keys, word in (("l", "Activities"), ("h", "NOT YET"), ("R", "Rules"), ("h", "NOT YET")):
                for _ in range(40 if plan.is_long else 8):
                    terminal.resize(chance.randint(1, WIDEST), chance.randint(1, HIGHEST))
                    outcome.add("resizes")
                    terminal.read(0.01)
                terminal.resize(79, 23)
                terminal.resize(80, 24)
                terminal.press(keys)
                terminal.shows(word)
            terminal.press("q")
            if code := terminal.ends():
                outcome.fail(f"{case}: ended with {code}")
            if not terminal.is_restored():
                outcome.fail(f"{case}: the terminal was not put back")
            if b"Traceback" in terminal.output:
                outcome.fail(f"{case}: {terminal.output[-2000:]!r}")
    except AssertionError as error:
        outcome.add("crashes")
        outcome.fail(f"{case}: {error}")


GATE = gates.Gate(
    id="F19",
    fault="tiny sizes, resize storms, NO_COLOR, LC_ALL=C",
    gate="0 crashes, usable from 40x10",
    measure=measure,
    least={
        "resizes": (100, 10_000),
        "screens": (5, 38),
        "sizes looked at": (15, 228),
        "terminals": (2, 4),
    },
    shares=4,
    needs="posix",
)
