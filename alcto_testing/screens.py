"""alcto's screens on made-up records, as text that is kept beside the test."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Sequence
from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from alcto_core.host.below import below
from alcto_core.host.local import gather, library_with
from alcto_core.host.plugins import Plugins, load_plugins
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.overview import open_overview

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from alcto_tui.app import AlctoApp

FOLDER = "__screens__"
"""Where the texts of screens are kept, beside the module of the test."""
_PATIENCE = 20.0


class Screens:
    """Opens the screens and compares them with what was kept."""

    def __init__(self, test: Path, scratch: Path, *, update: bool) -> None:
        self._test = test
        self._scratch = scratch
        self._update = update

    def __call__(
        self, name: str, records: str, *, on: date, keys: Sequence[str] = (), size: tuple[int, int] = (80, 24)
    ) -> str:
        """The screen after these keys as text. Fails where it differs from what was kept under the name."""
        found = self._text(records, on, keys, size)
        kept = self._test.parent / FOLDER / f"{name}.txt"
        if self._update:
            kept.parent.mkdir(exist_ok=True)
            kept.write_text(found, encoding="utf-8", newline="\n")
        elif not kept.exists():
            raise AssertionError(
                f"No screen is kept in {kept}; look at this one, then keep it with --alcto-update:\n{found}"
            )
        elif (before := kept.read_text("utf-8")) != found:
            lines = unified_diff(before.splitlines(), found.splitlines(), str(kept), "now", lineterm="")
            raise AssertionError("\n".join(("The screen changed; --alcto-update keeps it as it is now.", *lines)))
        return found

    def _text(self, records: str, on: date, keys: Sequence[str], size: tuple[int, int]) -> str:
        # Textual reads these when it is imported.
        os.environ |= {"TEXTUAL_ANIMATIONS": "none", "NO_COLOR": "", "TERM": "xterm-256color"}
        from alcto_tui.app import AlctoApp

        folder = RecordsFolder(path=self._scratch / "records")
        folder.path.mkdir(exist_ok=True)
        folder.file.write_text(records, encoding="utf-8")
        plugins = load_plugins()
        installed = plugins.library
        home = next((one for one in self._test.parents if (one / "pyproject.toml").is_file()), self._test.parent)
        files = gather(below(home).rules, Path("rules"), installed).files
        library = library_with(files, installed) if files else installed
        plugins = Plugins(library=library, extensions=plugins.extensions)
        overview = open_overview(folder, plugins, on)
        return asyncio.run(_picture(AlctoApp(folder, on, overview=overview), keys, size))


async def _picture(app: AlctoApp, keys: Sequence[str], size: tuple[int, int]) -> str:
    async with app.run_test(size=size) as pilot:
        await _settled(pilot)
        for key in keys:
            await pilot.press(key)
            await _settled(pilot)
        lines = app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in line).rstrip() for line in lines) + "\n"


async def _settled(pilot: Pilot[int]) -> None:
    """Wait until no message waits and nothing works beside the screen."""
    loop = asyncio.get_running_loop()
    end = loop.time() + _PATIENCE
    await pilot.pause()
    while loop.time() < end and any(thread.name.startswith("alcto-") for thread in threading.enumerate()):
        await asyncio.sleep(0.01)
    await pilot.pause()
