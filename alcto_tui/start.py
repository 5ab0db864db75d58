"""From the command to the screens and back: the app as the settings want it, and what its end comes to."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from alcto_core import system
from alcto_core.demonstration import DAY, made_up
from alcto_core.text import plain
from alcto_tui import bad_ends
from alcto_tui.app import ONLY_SHOWN, AlctoApp
from alcto_tui.clipboard import is_in_screen
from alcto_tui.own_settings import folder_to_open, settle_settings
from alcto_tui.theme_choice import keep_theme, kept_theme

if TYPE_CHECKING:
    from datetime import date

    from alcto_tui.kept_home import KeptHome

FAULT = 2
"""Exit status after a fault of alcto itself."""
NO_MOUSE = "No mouse in GNU screen: it would hold Esc back."


def run(
    *,
    records: Path | None = None,
    on: date | None = None,
    no_plugins: bool = False,
    without: tuple[str, ...] = (),
    demo: str | None = None,
    kept: KeptHome | None = None,
    is_for_browser: bool = False,
) -> int:
    """Open the screens and return the exit status. `demo` names the made-up records, where they are; `kept` what Home
    said of the others the last time. For a browser nothing of how it looks is remembered: others look there too."""
    from datetime import date

    from alcto_core.keeping.folder import proposed_folder

    choice, instead = folder_to_open(records)
    holds_esc = is_in_screen(os.environ)
    made_up_notice = "Made-up records, in a temporary copy. Try anything." if demo else ""
    if not no_plugins and bad_ends.wants_none():
        no_plugins, kept = True, None  # what was looked up is of another start
    remarks = settle_settings(instead)
    app = AlctoApp(
        choice.folder,
        on or date.today(),
        no_plugins=no_plugins,
        without=without,
        propose=proposed_folder() if choice.how == "default" else choice.path,
        notice=made_up_notice or (NO_MOUSE if holds_esc else "") or (ONLY_SHOWN if system.is_still() else ""),
        theme=kept_theme(),
        last_there="the last time" if choice.how == "remembered" else "",
        remarks=remarks,
        kept=kept,
    )
    app.keeps_looks = demo is None and not is_for_browser
    begun = app.theme
    status = app.run(mouse=not holds_esc)
    bad_ends.note(was_fault=bool(app.fault))
    if app.theme != begun and not is_for_browser:
        keep_theme(app.theme)
    if app.is_told_to_end:
        # Whatever still reads the terminal must not keep a program alive that was told to go.
        os._exit(status or 0)
    if app.is_for_demo:
        with made_up() as folder:
            run(records=folder, on=DAY, no_plugins=no_plugins, without=without, demo="made up")
        return run(records=records, on=on, no_plugins=no_plugins, without=without)
    if app.fault:
        # The process's own stream: sys.stderr may be held back by plugins that are still loading in a thread.
        print(plain(app.fault), file=sys.__stderr__)
        return FAULT
    return status or 0
