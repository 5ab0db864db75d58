"""Textual's themes with alcto's roles, each colour moved towards black or white until every ground lets it be read."""

from __future__ import annotations

from collections.abc import Sequence

from textual.color import BLACK, WHITE, Color
from textual.theme import Theme

from alcto_tui.theme import GROUNDS, theme_of

LEAST = 4.5
"""Contrast of text to its ground that the WCAG asks for at level AA."""
_STEP = 0.05
_ROLES = {
    "met": "success", "short": "warning", "missed": "error", "unknown": "secondary", "accent": "primary",
}  # fmt: skip
"""What alcto's tones are called by Textual."""
_SELECTED, _LINE, _MUTED = 0.22, 0.3, 0.3
"""How far the marked row leans to the theme's own colour, lines to the text, and quiet words to the page."""


def contrast(one: Color, other: Color) -> float:
    """Contrast of two colours by the WCAG, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def borrowed(theme: Theme) -> Theme:
    """A theme of Textual that names every role of alcto, with text of a contrast of at least `LEAST`."""
    found = {name: Color.parse(value) for name, value in theme.to_color_system().generate().items() if _is_color(value)}
    page, text, lead = found["background"], found["foreground"], found["primary"]
    ground = {"page": page, "surface": found["surface"], "panel": found["panel"]}
    ground = {name: page if color.a < 1 else color for name, color in ground.items()}
    ground["selected"] = ground["surface"].blend(lead, _SELECTED, 1)
    grounds = [ground[name] for name in GROUNDS]
    tones = {tone: found.get(role, lead) for tone, role in _ROLES.items()} | {"muted": text.blend(page, _MUTED, 1)}
    ground |= {"text": readable(text, grounds), "line": page.blend(text, _LINE, 1)}
    return theme_of(
        theme.name,
        dark=theme.dark,
        ground={name: color.hex6 for name, color in ground.items()},
        tones={tone: readable(color, grounds).hex6 for tone, color in tones.items()},
    )


def readable(color: Color, grounds: Sequence[Color]) -> Color:
    """The colour, moved no further than it must be to be read on every one of some grounds."""
    away = max((WHITE, BLACK), key=lambda end: min(contrast(end, ground) for ground in grounds))
    for step in range(int(1 / _STEP) + 1):
        moved = color.blend(away, step * _STEP, 1)
        if all(contrast(moved, ground) >= LEAST for ground in grounds):
            return moved
    return away


def _luminance(color: Color) -> float:
    parts = (part / 255 for part in (color.r, color.g, color.b))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _is_color(value: str) -> bool:
    return value.startswith("#") and " " not in value
