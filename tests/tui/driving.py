"""Driving the app without a terminal, and its picture as text or SVG."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from textual.app import App
from textual.pilot import Pilot

SIZES = [(60, 20), (80, 24), (120, 40)]
SIZE_NAMES = ["60x20", "80x24", "120x40"]
TODAY = date(2026, 8, 14)
PATIENCE = 500
"""How often `until` looks before it gives up; each look is a hundredth of a second."""


def screen_text(app: App[Any]) -> str:
    """What is on the screen, line by line, without the blanks at the ends."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips) + "\n"


def is_harmless(text: str) -> bool:
    """Whether a screen holds nothing that a terminal would obey."""
    return text.replace("\n", "").replace("\u200d", "").isprintable()


def screen_svg(app: App[Any]) -> str:
    """What is on the screen as SVG, without the random parts of its ids."""
    return re.sub(r"terminal-\d+", "terminal", app.export_screenshot(title="alcto"))


async def until(pilot: Pilot[Any], holds: Callable[[], object]) -> None:
    """Wait until a condition holds; the screen is settled then."""
    for _ in range(PATIENCE):
        await pilot.pause()
        if holds():
            await pilot.pause()
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"never came true; the screen shows:\n{screen_text(pilot.app)}")


def drive(app: App[Any], walk: Callable[[Pilot[Any]], Awaitable[object]], size: tuple[int, int] = (80, 24)) -> None:
    """Run the app without a terminal and walk through it; what the app raises is raised here."""

    async def session() -> None:
        async with app.run_test(size=size, notifications=True) as pilot:
            await until(pilot, lambda: app.screen.is_mounted)
            await walk(pilot)

    asyncio.run(session())
