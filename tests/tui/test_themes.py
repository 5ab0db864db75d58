"""The two themes: readable for everybody."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from alcto_core import system
from alcto_core.keeping.folder import remember_folder, remembered_folder
from alcto_core.keeping.settings import settings_file
from alcto_tui.app import AlctoApp, run
from alcto_tui.theme import DARK, LIGHT, THEMES, TONES, first_theme, keep_theme, kept_theme, other_theme

LEAST = 4.5
"""Contrast of text to its ground that the WCAG asks for at level AA."""
GROUNDS = ("background", "surface", "panel", "block-cursor-background")
TEXTS = (*TONES, "foreground", "text-muted", "text-success", "text-warning", "text-error", "footer-key-foreground")


def _luminance(color: Color) -> float:
    """Relative luminance as the WCAG defines it."""
    parts = [part / 255 for part in (color.r, color.g, color.b)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, from 1 to 21."""
    light, dark = sorted((_luminance(Color.parse(one)), _luminance(Color.parse(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colors_of(theme: Theme) -> dict[str, str]:
    """Every colour of a theme by its name in style sheets."""
    return {**theme.to_color_system().generate(), **theme.variables}


def test_the_measure_of_contrast_knows_black_and_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_every_text_can_be_read_on_every_ground(theme, text, ground):
    colors = colors_of(theme)
    assert contrast(colors[text], colors[ground]) >= LEAST


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_words_on_filled_buttons_can_be_read(theme):
    colors = colors_of(theme)
    for filled in ("primary", "warning"):
        assert contrast(colors["button-color-foreground"], colors[filled]) >= LEAST


def _seen_without(color: Color, cone: str) -> tuple[float, float, float]:
    """Roughly how a colour looks without one kind of cone (Viénot's matrices on linear light)."""
    red, green, blue = ((part / 255) ** 2.2 for part in (color.r, color.g, color.b))
    if cone == "red":
        return 0.11238 * red + 0.88762 * green, 0.11238 * red + 0.88762 * green, 0.00401 * (red - green) + blue
    return 0.29275 * red + 0.70725 * green, 0.29275 * red + 0.70725 * green, -0.02234 * (red - green) + blue


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("cone", ["red", "green"])
def test_met_and_short_differ_for_a_colour_blind_person(theme, cone):
    colors = colors_of(theme)
    met, short = (_seen_without(Color.parse(colors[tone]), cone) for tone in ("met", "short"))
    assert max(abs(one - other) for one, other in zip(met, short, strict=True)) > 0.15


@pytest.mark.parametrize(
    ("ground", "theme"), [("", DARK), ("15;0", DARK), ("0;15", LIGHT), ("0;default;7", LIGHT), ("odd", DARK)]
)
def test_a_light_terminal_begins_with_the_light_theme(ground, theme):
    assert first_theme({"COLORFGBG": ground}) == theme.name


def test_the_chosen_theme_is_remembered_beside_the_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(system, "settings_folder", lambda: tmp_path / "settings")
    remember_folder(tmp_path)
    assert kept_theme() == ""
    keep_theme(LIGHT.name)
    assert kept_theme() == LIGHT.name
    assert remembered_folder() == tmp_path


@pytest.mark.parametrize("kept", ["theme = 'nord'\n", "theme = 7\n", "theme = "])
def test_a_theme_that_nobody_knows_is_none(kept, tmp_path, monkeypatch):
    monkeypatch.setattr(system, "settings_folder", lambda: tmp_path)
    settings_file().write_text(kept, encoding="utf-8")
    assert kept_theme() == ""


def test_settings_that_cannot_be_written_are_no_trouble(tmp_path, monkeypatch):
    (tmp_path / "settings").write_text("a file in the way", encoding="utf-8")
    monkeypatch.setattr(system, "settings_folder", lambda: tmp_path / "settings")
    keep_theme(LIGHT.name)
    assert kept_theme() == ""


@pytest.mark.parametrize("presses", [1, 2])
def test_the_next_start_begins_with_the_theme_that_was_chosen_last(presses, tmp_path, monkeypatch):
    monkeypatch.setattr(system, "settings_folder", lambda: tmp_path / "settings")
    monkeypatch.setattr(AlctoApp, "run", lambda app, **_: [app.action_switch_theme() for _ in range(presses)] and None)
    begun = []
    monkeypatch.setattr(AlctoApp, "__init__", _noting(begun))
    assert run(records=tmp_path) == 0
    assert run(records=tmp_path) == 0
    assert begun == ["", LIGHT.name if presses == 1 else ""]


def _noting(begun):
    init = AlctoApp.__init__

    def noting(app, *args, **kwargs):
        begun.append(kwargs["theme"])
        init(app, *args, **kwargs)

    return noting


def test_the_switch_goes_to_the_other_theme_and_back():
    assert other_theme(DARK.name) == LIGHT.name
    assert other_theme(LIGHT.name) == DARK.name
