"""The app on records of a row's own, without a terminal: for rows about what the screens show."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from contextlib import chdir
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from alcto_tui.app import AlctoApp

os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")


def app_on(scratch: Path, records: str, rules: str = "") -> AlctoApp:
    """The app on a folder below `scratch` with these records and this rule file, judged on the day of the tests."""
    from driving import TODAY

    from alcto_core.host.plugins import load_plugins
    from alcto_core.keeping.folder import RecordsFolder
    from alcto_core.overview import open_overview
    from alcto_tui.app import AlctoApp

    folder = RecordsFolder(path=scratch / f"records {len(list(scratch.iterdir()))}")
    folder.rules.mkdir(parents=True)
    folder.file.write_text(records, encoding="utf-8")
    if rules:
        (folder.rules / "own.toml").write_text(rules, encoding="utf-8")
    plugins = load_plugins(local_rules=folder.rules)
    return AlctoApp(folder, TODAY, overview=open_overview(folder, plugins, TODAY))


def run(app: AlctoApp, walk: Callable[[Pilot[Any]], Awaitable[object]], size: tuple[int, int]) -> str:
    """Walk through it; what it raised, if anything."""
    from driving import drive

    try:
        with chdir(app.folder.path.parent):
            drive(app, walk, size)
    except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001 - whatever it is, it is what the row looks for
        return f"{type(error).__name__}: {error}"
    return ""
