"""A sign and a color for each tone. The word always stands beside; neither means anything alone."""

from __future__ import annotations

from textual.content import Content

from alcto_core.telling.page import Tone

SIGNS: dict[Tone, tuple[str, str]] = {
    "met": ("✓", "$met"),
    "short": ("○", "$short"),
    "missed": ("×", "$missed"),
    "unknown": ("?", "$unknown"),
    "quiet": ("–", "$muted"),
    "strong": ("▸", "$accent"),
    "plain": ("○", "$muted"),
}


def state_words(tone: Tone, word: str) -> Content:
    """ "○ NOT YET" in the color of its tone."""
    sign, color = SIGNS[tone]
    return Content.assemble((f"{sign} {word}", f"bold {color}"))


def posted_style(state: str) -> str:
    """The color of what the official record shows: it says nothing of hours that are lost."""
    return "$met" if state == "posted" else "$muted"
