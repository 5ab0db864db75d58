"""The themes: readable for everybody, chosen by name, and none at all where no color is wanted."""

from __future__ import annotations

import made_up
import pytest
from driving import SIZE_NAMES, SIZES, drive, screen_svg, screen_text, still, until
from textual.color import Color
from textual.theme import Theme

from alcto_core import system
from alcto_core.keeping.folder import remember_folder, remembered_folder
from alcto_core.keeping.settings import settings_file
from alcto_tui.app import AlctoApp
from alcto_tui.borrowed_themes import contrast as measured
from alcto_tui.screens.at_home.theme_question import ThemeQuestion
from alcto_tui.start import run
from alcto_tui.theme import CONTRAST, DARK, LIGHT, THEMES, TONES
from alcto_tui.theme_choice import (
    first_theme,
    keep_theme,
    kept_theme,
    known_theme,
    theme_named,
    theme_names,
    wants_no_color,
)

LEAST = 4.5
"""Contrast of text to its ground that the WCAG asks for at level AA."""
LEAST_OF_HIGH = 7.0
"""The same at level AAA."""
EVERY = [theme_named(name) for name in theme_names()]
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


@pytest.mark.parametrize("theme", EVERY, ids=lambda theme: theme.name)
def test_every_text_can_be_read_on_every_ground(theme):
    colors, least = colors_of(theme), LEAST_OF_HIGH if theme is CONTRAST else LEAST
    found = {(text, ground): contrast(colors[text], colors[ground]) for text in TEXTS for ground in GROUNDS}
    assert {pair: ratio for pair, ratio in found.items() if ratio < least} == {}


def test_the_product_measures_contrast_as_the_test_does():
    assert measured(Color.parse("#767676"), Color.parse("#ffffff")) == pytest.approx(contrast("#767676", "#ffffff"))


@pytest.mark.parametrize("theme", EVERY, ids=lambda theme: theme.name)
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


@pytest.mark.parametrize("kept", ["theme = 'nordic'\n", "theme = 7\n", "theme = "])
def test_a_theme_that_nobody_knows_is_none(kept, tmp_path, monkeypatch):
    monkeypatch.setattr(system, "settings_folder", lambda: tmp_path)
    settings_file().write_text(kept, encoding="utf-8")
    assert kept_theme() == ""


def test_settings_that_cannot_be_written_are_no_trouble(tmp_path, monkeypatch):
    (tmp_path / "settings").write_text("a file in the way", encoding="utf-8")
    monkeypatch.setattr(system, "settings_folder", lambda: tmp_path / "settings")
    keep_theme(LIGHT.name)
    assert kept_theme() == ""


@pytest.mark.parametrize(
    ("chosen", "kept"), [((LIGHT.name,), LIGHT.name), (("nord",), "nord"), ((LIGHT.name, DARK.name), "")]
)
def test_the_next_start_begins_with_the_theme_that_was_chosen_last(chosen, kept, tmp_path, monkeypatch):
    monkeypatch.setattr(system, "settings_folder", lambda: tmp_path / "settings")
    monkeypatch.setattr(AlctoApp, "run", lambda app, **_: [app.show_theme(name) for name in chosen] and None)
    begun = []
    monkeypatch.setattr(AlctoApp, "__init__", _noting(begun))
    assert run(records=tmp_path) == 0
    assert run(records=tmp_path) == 0
    assert begun == ["", kept]


def _noting(begun):
    init = AlctoApp.__init__

    def noting(app, *args, **kwargs):
        begun.append(kwargs["theme"])
        init(app, *args, **kwargs)

    return noting


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("light", LIGHT.name),
        ("high-contrast", CONTRAST.name),
        ("nord", "nord"),
        ("no-color", ""),
        ("Nord", ""),
        ("", ""),
    ],
)
def test_a_theme_is_known_by_its_name_with_or_without_ours(written, name):
    assert known_theme(written) == name


def test_a_theme_is_shown_while_the_cursor_stands_on_it(app_on):
    app = app_on(made_up.HEALTHY)

    async def walk(pilot):
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, ThemeQuestion))
        await pilot.press("down")
        await until(pilot, lambda: app.theme == LIGHT.name)
        await pilot.press("escape")
        await until(pilot, lambda: app.theme == DARK.name and not isinstance(app.screen, ThemeQuestion))
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, ThemeQuestion))
        await pilot.press("n", "o", "r", "d", "enter")
        await until(pilot, lambda: app.theme == "nord" and not isinstance(app.screen, ThemeQuestion))

    drive(app, walk)


def test_home_looks_in_other_themes(app_on, svg_snapshot, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        await until(pilot, lambda: "q Quit" in screen_text(app) and "NEXT" in screen_text(app))
        for name in (CONTRAST.name, "nord", "solarized-light"):
            app.show_theme(name)
            await pilot.pause()
            assert screen_svg(app) == svg_snapshot(name=name)

    drive(app, walk)


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
def test_the_choice_of_a_theme_looks(size, app_on, text_snapshot):
    app = app_on(made_up.HEALTHY)

    async def walk(pilot):
        await until(pilot, lambda: app.screen.query("CredentialCard"))
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, ThemeQuestion))
        await still(pilot)
        assert screen_text(app) == text_snapshot

    drive(app, walk, size)


@pytest.mark.parametrize(("environ", "wanted"), [({}, False), ({"NO_COLOR": ""}, False), ({"NO_COLOR": "1"}, True)])
def test_no_color_is_wanted_where_the_variable_holds_anything(environ, wanted):
    assert wants_no_color(environ) is wanted
