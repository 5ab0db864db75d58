"""alcto's own themes: blue for what is met, orange for what is short, vermilion for what is missed.

The hues are far apart for every common kind of colour blindness, and no meaning rests on them: a word and a sign
always stand beside. tests/tui/test_themes.py holds each of them to a contrast of 4.5 to 1, the one of high contrast
to 7 to 1. Textual's themes get the same roles in `borrowed_themes.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme

TONES = ("met", "short", "missed", "unknown", "muted", "accent")
"""Colours with a meaning, each a CSS variable (`$met`) of every theme."""
GROUNDS = ("page", "surface", "panel", "selected")
"""What text stands on."""


def theme_of(name: str, *, dark: bool, ground: Mapping[str, str], tones: Mapping[str, str]) -> Theme:
    """A theme of the `GROUNDS` with `line` and `text`, and of the `TONES`; every variable follows from these."""
    return Theme(
        name=name,
        dark=dark,
        primary=tones["accent"],
        secondary=tones["met"],
        accent=tones["accent"],
        success=tones["met"],
        warning=tones["short"],
        error=tones["missed"],
        foreground=ground["text"],
        background=ground["page"],
        surface=ground["surface"],
        panel=ground["panel"],
        variables={
            **{tone: tones[tone] for tone in TONES},
            "line": ground["line"],
            "selected": ground["selected"],
            "text-muted": tones["muted"],
            "text-success": tones["met"],
            "text-warning": tones["short"],
            "text-error": tones["missed"],
            "text-accent": tones["accent"],
            "text-primary": tones["accent"],
            "foreground-muted": tones["muted"],
            "border": tones["accent"],
            "border-blurred": ground["line"],
            "block-cursor-background": ground["selected"],
            "block-cursor-foreground": ground["text"],
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": ground["panel"],
            "block-cursor-blurred-foreground": ground["text"],
            "input-cursor-background": ground["text"],
            "input-cursor-foreground": ground["page"],
            "input-selection-background": ground["selected"],
            "footer-background": ground["surface"],
            "footer-foreground": ground["text"],
            "footer-key-foreground": tones["accent"],
            "footer-description-foreground": ground["text"],
            "scrollbar": ground["line"],
            "scrollbar-background": ground["page"],
            "scrollbar-corner-color": ground["page"],
            "scrollbar-background-hover": ground["page"],
            "scrollbar-background-active": ground["page"],
            "scrollbar-hover": tones["muted"],
            "scrollbar-active": tones["accent"],
            "button-foreground": ground["text"],
            "button-color-foreground": ground["page"],
            "button-focus-text-style": "bold",
        },
    )


DARK = theme_of(
    "alcto-dark",
    dark=True,
    ground={
        "page": "#11161d",
        "surface": "#19212b",
        "panel": "#232d3a",
        "selected": "#2a3f54",
        "line": "#3b495a",
        "text": "#e8ecf1",
    },
    tones={
        "met": "#6bbdf5",
        "short": "#f2a93b",
        "missed": "#ff8f66",
        "unknown": "#c9aefc",
        "muted": "#a3b0bf",
        "accent": "#5fd4c0",
    },
)

LIGHT = theme_of(
    "alcto-light",
    dark=False,
    ground={
        "page": "#fbfaf6",
        "surface": "#f1efe8",
        "panel": "#e6e3d9",
        "selected": "#d3e5e6",
        "line": "#bdb8aa",
        "text": "#1b232b",
    },
    tones={
        "met": "#00538a",
        "short": "#844600",
        "missed": "#a82b00",
        "unknown": "#5f3a96",
        "muted": "#505a64",
        "accent": "#005f56",
    },
)

CONTRAST = theme_of(
    "alcto-high-contrast",
    dark=True,
    ground={
        "page": "#000000",
        "surface": "#0a0a0a",
        "panel": "#161616",
        "selected": "#00304d",
        "line": "#9a9a9a",
        "text": "#ffffff",
    },
    tones={
        "met": "#7ccbff",
        "short": "#ffc24d",
        "missed": "#ffab8a",
        "unknown": "#d9c4ff",
        "muted": "#d0d0d0",
        "accent": "#6ff5df",
    },
)

_UNCOLORED = {
    "block-cursor-blurred-text-style": "bold underline",
    "input-cursor-background": "#000000",
    "input-cursor-foreground": "#ffffff",
    "button-focus-text-style": "bold underline",
}
"""What marks without any color; where the ground is light, `without_color.py` turns ink and ground round."""
NO_COLOR = theme_of(
    "alcto-no-color",
    dark=True,
    ground={**dict.fromkeys(("page", "surface", "panel", "line"), "#000000"), "selected": "#ffffff", "text": "#ffffff"},
    tones=dict.fromkeys(TONES, "#ffffff"),
)
"""Drawn where the person wants no color: only its grounds are looked at, and not one color of it is sent."""
NO_COLOR.variables.update(_UNCOLORED)

THEMES = (DARK, LIGHT, CONTRAST)
