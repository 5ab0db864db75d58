"""Which theme is drawn: all of them by name, the one to begin with, and the one that is remembered."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress

from textual.theme import BUILTIN_THEMES, Theme

from alcto_core.problems import Problem, RecordsError
from alcto_tui.borrowed_themes import borrowed
from alcto_tui.own_keys import key
from alcto_tui.theme import DARK, LIGHT, NO_COLOR, THEMES

_OURS = "alcto-"
_SETTING = "theme"


def theme_names() -> tuple[str, ...]:
    """The names of all themes: alcto's own, then Textual's that name their colors."""
    return (*(one.name for one in THEMES), *sorted(name for name, one in BUILTIN_THEMES.items() if not one.ansi))


def theme_named(name: str) -> Theme:
    """The theme of a name. Raises `KeyError`."""
    own = {one.name: one for one in (*THEMES, NO_COLOR)}
    if name in own:
        return own[name]
    return borrowed(BUILTIN_THEMES[name])


def known_theme(name: str) -> str:
    """The full name of a theme by what a person writes, such as `light`; "" for none."""
    return next((one for one in (name, f"{_OURS}{name}") if one in theme_names()), "")


def wants_no_color(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the person wants no color: `NO_COLOR` holds anything (no-color.org)."""
    return bool(environ.get("NO_COLOR"))


def first_theme(environ: Mapping[str, str] = os.environ) -> str:
    """The theme to begin with: light where the terminal says that its ground is light (`COLORFGBG`)."""
    ground = environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT.name if ground in {"7", "15"} else DARK.name


def kept_theme() -> str:
    """The theme that the person chose the last time; "" for none, or where the settings cannot be read."""
    from alcto_core.keeping.settings import setting

    with suppress(RecordsError):  # who cannot read the settings was told when the folder was looked for
        return known_theme(setting(_SETTING))
    return ""


def unknown_theme() -> tuple[Problem, ...]:
    """What is wrong with the theme of the settings. Raises `RecordsError` where they cannot be read."""
    from alcto_core.keeping.settings import settings, settings_problem
    from alcto_core.text import nearest

    name = settings().get(_SETTING, "")
    if not name or known_theme(name):
        return ()
    near = nearest(name, {*theme_names(), *(one.name.removeprefix(_OURS) for one in THEMES)})
    remedy = f"did you mean {near}?" if near else f"in the screens, {key('theme')} shows them all"
    return (settings_problem(_SETTING, f"no theme is called “{name}”", remedy),)


def keep_theme(name: str) -> None:
    """Remember the theme. Where it cannot be kept the next start begins with the usual one, and nothing is lost."""
    from alcto_core.keeping.settings import keep_setting

    with suppress(RecordsError):
        keep_setting(_SETTING, name)
