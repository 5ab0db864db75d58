"""A sign and a colour for each state. The word always stands beside; neither means anything alone."""

from __future__ import annotations

from textual.content import Content

from alcto_core.evaluation.standing import RequirementState, State

STATES = {
    State.COMPLIANT: ("✓", "met"),
    State.IN_PROGRESS: ("○", "short"),
    State.NON_COMPLIANT: ("×", "missed"),
    State.UNDETERMINED: ("?", "unknown"),
    State.NOT_APPLICABLE: ("–", "muted"),
}

REQUIREMENTS: dict[RequirementState, tuple[str, str]] = {
    "met": ("✓", "met"),
    "unmet": ("○", "short"),
    "undetermined": ("?", "unknown"),
    "waived": ("–", "muted"),
}


def state_tone(state: State) -> str:
    """The name of the colour of a state."""
    return STATES[state][1]


def state_words(state: State, word: str | None = None) -> Content:
    """ "○ NOT YET" in the colour of the state; `word` where more is to be said than the state's own word."""
    sign, tone = STATES[state]
    return Content.assemble((f"{sign} {word or state.word}", f"bold ${tone}"))
