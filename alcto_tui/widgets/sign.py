"""A sign and a colour for each state. The word always stands beside; neither means anything alone."""

from __future__ import annotations

from textual.content import Content

from alcto_core.evaluation.standing import State
from alcto_core.telling.page import Tone

STATES = {
    State.COMPLIANT: ("✓", "met"),
    State.IN_PROGRESS: ("○", "short"),
    State.NON_COMPLIANT: ("×", "missed"),
    State.UNDETERMINED: ("?", "unknown"),
    State.NOT_APPLICABLE: ("–", "muted"),
}

SIGNS: dict[Tone, tuple[str, str]] = {
    "met": ("✓", "$met"),
    "short": ("○", "$short"),
    "missed": ("×", "$missed"),
    "unknown": ("?", "$unknown"),
    "quiet": ("–", "$muted"),
    "strong": ("▸", "$accent"),
    "plain": ("○", "$muted"),
}
"""A sign and a colour for each tone. A word always stands beside; neither means anything alone."""


def state_tone(state: State) -> str:
    """The name of the colour of a state."""
    return STATES[state][1]


def state_words(state: State, word: str | None = None) -> Content:
    """ "○ NOT YET" in the colour of the state; `word` where more is to be said than the state's own word."""
    sign, tone = STATES[state]
    return Content.assemble((f"{sign} {word or state.word}", f"bold ${tone}"))
