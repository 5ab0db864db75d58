"""Every screen as a picture: `python tests/looks/screens.py --to FOLDER [--look dark] [--size 80x24] [--only Plan]`.

Opens each screen, form and question on the records of both demos and on records that hold nothing yet, and draws it
in four sizes, in alcto's three themes and without color, each into an SVG. `index.html` in the folder shows all of
them by screen. What can be said by a program is a test; whether a screen is fit to be shown, no program says.
"""

from __future__ import annotations

import argparse
import html
import os
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable
from contextlib import chdir
from pathlib import Path
from typing import Any

os.environ |= {"LC_ALL": "C.UTF-8", "TEXTUAL_ANIMATIONS": "none", "COLORTERM": "truecolor", "TERM": "xterm-256color"}
TUI = Path(__file__).parents[1] / "tui"
sys.path[:0] = [str(TUI), str(TUI.parent)]

from driving import drive, resize, screen_svg, until  # noqa: E402 - found by the line above
from every_screen import EveryScreen  # noqa: E402
from made_up import NO_ACTIVITIES, NO_CREDENTIALS, PROBLEMS, RECORD_PROBLEMS  # noqa: E402
from textual.widgets import Input, TextArea  # noqa: E402

from alcto_core.demonstration import DAY, FOLDER  # noqa: E402
from alcto_core.host.plugins import Plugins, load_plugins  # noqa: E402
from alcto_core.keeping.folder import RecordsFolder  # noqa: E402
from alcto_core.overview import open_overview  # noqa: E402
from alcto_tui.app import AlctoApp  # noqa: E402
from alcto_tui.commands import CHECKLIST, COPIES, SHARED, group_of  # noqa: E402
from alcto_tui.theme import THEMES  # noqa: E402

SIZES = ((60, 20), (80, 24), (120, 40), (200, 50))
NO_COLOR = "no-color"
LOOKS = (*(theme.name for theme in THEMES), NO_COLOR)
TYPED = "Ransomware tabletop"
EMPTY = {
    "no records": None,
    "no credentials": NO_CREDENTIALS,
    "no activities": NO_ACTIVITIES,
    "a file with an error": PROBLEMS,
    "entries with errors": RECORD_PROBLEMS,
}
"""Records with little in them, none at all, or wrong ones; only what opens on such records is drawn."""


def file_name(state: str, screen: str, look: str, size: tuple[int, int]) -> str:
    """The name of a picture, the screen first, so that its pictures lie together."""
    words = (state, screen, f"{size[0]}x{size[1]}", look)
    return "_".join(re.sub(r"[^A-Za-z0-9.-]+", "-", one) for one in words) + ".svg"


class Drawing:
    """Draws what is asked for into a folder."""

    def __init__(self, to: Path, plugins: Plugins, sizes: Iterable[tuple[int, int]], only: str) -> None:
        self._to = to
        self._plugins = plugins
        self._sizes = tuple(sizes)
        self._only = only
        self.drawn: list[tuple[str, str, str, tuple[int, int], str]] = []
        """State, screen, look, size and file of each picture."""

    def draw(self, state: str, records: str | None, look: str) -> None:
        """Every screen on these records in one look."""
        os.environ.pop("NO_COLOR", None)
        if look == NO_COLOR:
            os.environ["NO_COLOR"] = "1"
        with tempfile.TemporaryDirectory() as scratch, chdir(scratch):
            os.environ["XDG_CONFIG_HOME"] = scratch  # what is typed at the first run is kept beside the settings
            folder = RecordsFolder(path=Path("alcto"))
            folder.path.mkdir()
            if records is not None:
                folder.file.write_text(records, encoding="utf-8")
            overview = open_overview(folder, self._plugins, DAY)
            app = AlctoApp(folder, DAY, no_plugins=True, overview=overview)
            if look != NO_COLOR:
                app.show_theme(look)
            drive(app, self._walk(app, state, look))

    def _walk(self, app: AlctoApp, state: str, look: str) -> Callable[[Any], Awaitable[object]]:
        async def walk(pilot: Any) -> None:
            screens = EveryScreen(pilot, TYPED)

            async def picture(screen: str) -> None:
                for size in self._sizes:
                    await resize(pilot, size)
                    await until(pilot, lambda: not app.is_busy)
                    name = file_name(state, screen, look, size)
                    (self._to / name).write_text(screen_svg(app), encoding="utf-8")
                    self.drawn.append((state, screen, look, size, name))

            await picture("Home, as it begins") if not self._only else None
            if state not in EMPTY:
                screens.lay_beside()
                await screens.walk(picture, lambda name: self._only.casefold() in name.casefold())
                return
            for command in (*SHARED, COPIES, CHECKLIST):
                if group_of(command) != "Go to" or self._only.casefold() not in command.label.casefold():
                    continue
                await screens.home()
                await resize(pilot, SIZES[1])
                await app.screen.run_action(command.action.replace("checklist", "open_screen('ChecklistRequested')"))
                await pilot.pause()
                await picture(command.label)
            records = app.overview.records  # none where there is no file, or where it cannot be read
            if records is not None and records.credentials and not self._only:
                await screens.home()
                await app.screen.run_action("open")
                await pilot.pause()
                await picture("Credential")

        return walk


def index(drawn: Iterable[tuple[str, str, str, tuple[int, int], str]]) -> str:
    """A page of all pictures, by screen."""
    rows = ["<!doctype html><meta charset=utf-8><title>alcto's screens</title>"]
    rows.append("<style>body{font:14px sans-serif;background:#777}img{max-width:46%;margin:4px}</style>")
    heading = None
    for state, screen, look, size, name in sorted(drawn, key=lambda one: (one[0], one[1], one[3])):
        if (state, screen) != heading:
            heading = (state, screen)
            rows.append(f"<h2>{html.escape(f'{state}: {screen}')}</h2>")
        title = f"{look} {size[0]}x{size[1]}"
        rows.append(f'<img loading=lazy src="{name}" title="{title}" alt="{html.escape(screen)}, {title}">')
    return "\n".join(rows)


def main() -> int:
    """Draw everything that is asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--to", type=Path, required=True, help="a folder for the pictures")
    asked.add_argument("--look", action="append", choices=LOOKS, help="else all of them")
    asked.add_argument("--size", action="append", choices=[f"{x}x{y}" for x, y in SIZES], help="else all of them")
    asked.add_argument("--state", action="append", help="else both demos and the records that hold little")
    asked.add_argument("--only", default="", help="screens with this in their name")
    options = asked.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    Input.cursor_blink._default = TextArea.cursor_blink._default = False
    sizes = [one for one in SIZES if not options.size or f"{one[0]}x{one[1]}" in options.size]
    states: dict[str, str | None] = {one.stem: one.read_text("utf-8") for one in sorted(FOLDER.glob("*.toml"))}
    states |= EMPTY
    drawing = Drawing(options.to.absolute(), load_plugins(no_plugins=True), sizes, options.only)
    for state, records in states.items():
        if options.state and state not in options.state:
            continue
        for look in options.look or LOOKS:
            drawing.draw(state, records, look)
            sys.stdout.write(f"{state}, {look}: {len(drawing.drawn)} pictures\n")
    (options.to / "index.html").write_text(index(drawing.drawn), encoding="utf-8")
    sys.stdout.write(f"{len(drawing.drawn)} pictures. Now look at {options.to / 'index.html'}.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
