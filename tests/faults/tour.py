"""Every screen of alcto on the terminal that this runs on: `python tour.py FOLDER FILE TEXT`.

Writes into FILE how many screens there were, or what went wrong. TEXT is typed where something is typed.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tui")]
os.environ["TEXTUAL_ANIMATIONS"] = "none"


def main(folder: str, told: str, text: str) -> None:
    """Open the app on the folder, walk, and leave."""
    from driving import TODAY, until
    from every_screen import EveryScreen

    from alcto_core.keeping.folder import RecordsFolder
    from alcto_tui.app import AlctoApp

    app = AlctoApp(RecordsFolder(path=Path(folder)), TODAY)

    async def walk(pilot: Any) -> None:
        try:
            await until(pilot, lambda: app.overview is not None and app.screen.is_mounted)
            screens = EveryScreen(pilot, text)
            screens.lay_beside()
            words = str(await screens.walk(lambda _name: pilot.pause(0.05)))
        except Exception:  # noqa: BLE001 - told to the one who asked for the tour
            words = traceback.format_exc()
        Path(told).write_text(words, encoding="utf-8")
        app.exit()

    app.run(auto_pilot=walk)


if __name__ == "__main__":
    main(*sys.argv[1:])
