"""alcto's two themes: blue for what is met, orange for what is short, vermilion for what is missed.

The hues are far apart for every common kind of colour blindness, and no meaning rests on them: a word and a sign
always stand beside. tests/tui/test_themes.py holds each of them to a contrast of 4.5 to 1.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress

from textual.theme import Theme

from alcto_core.problems import RecordsError

TONES = ("met", "short", "missed", "unknown", "muted", "accent")
"""Colours with a meaning, each a CSS variable (`$met`) of both themes."""


def _theme(name: str, *, dark: bool, ground: Mapping[str, str], tones: Mapping[str, str]) -> Theme:
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


DARK = _theme(
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

LIGHT = _theme(
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

THEMES = (DARK, LIGHT)
_SETTING = "theme"


def first_theme(environ: Mapping[str, str] = os.environ) -> str:
    """The theme to begin with: light where the terminal says that its ground is light (`COLORFGBG`)."""
    ground = environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT.name if ground in {"7", "15"} else DARK.name


def other_theme(name: str) -> str:
    """The theme that the switch goes to."""
    return DARK.name if name == LIGHT.name else LIGHT.name


def kept_theme() -> str:
    """The theme that the person chose the last time; "" for none, or where the settings cannot be read."""
    from alcto_core.keeping.settings import setting

    with suppress(RecordsError):  # who cannot read the settings was told when the folder was looked for
        kept = setting(_SETTING)
        return kept if kept in {theme.name for theme in THEMES} else ""
    return ""


def keep_theme(name: str) -> None:
    """Remember the theme. Where it cannot be kept the next start begins with the usual one, and nothing is lost."""
    from alcto_core.keeping.settings import keep_setting

    with suppress(RecordsError):
        keep_setting(_SETTING, name)
