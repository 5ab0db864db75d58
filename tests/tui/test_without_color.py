"""No color and no grey on any screen where none is wanted; what is marked is marked all the same."""

from __future__ import annotations

import os

import made_up_log
import pytest
from driving import drive, screen_svg, screen_text, strips_of, until
from every_screen import EveryScreen
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from alcto_tui.screens.at_home.home import HomeScreen
from alcto_tui.screens.log.activities import ActivitiesScreen
from alcto_tui.theme import NO_COLOR
from alcto_tui.without_color import WithoutColor


@pytest.fixture
def app(app_on, monkeypatch):
    """An app for somebody who wants no color."""
    monkeypatch.setenv("NO_COLOR", "1")
    return app_on(made_up_log.LOGGED)


def test_home_looks_without_color(app, svg_snapshot):
    async def walk(pilot):
        await until(pilot, lambda: "q Quit" in screen_text(app) and "NEXT" in screen_text(app))
        assert screen_svg(app) == svg_snapshot

    drive(app, walk)


def styled(app):
    """What of the screen has a style."""
    return [segment for strip in strips_of(app) for segment in strip if segment.style is not None]


def is_colored(style):
    """Whether something of it is a color of its own, or dimmed."""
    return any(one and not one.is_default for one in (style.color, style.bgcolor)) or style.dim


def test_no_screen_sends_a_color_or_a_grey(app):
    seen = []

    async def walk(pilot):
        screens = EveryScreen(pilot, "Ransomware tabletop")
        screens.lay_beside()

        async def look(name):
            seen.append(name)
            assert [(one.text, str(one.style)) for one in styled(app) if is_colored(one.style)] == [], name

        await screens.walk(look)

    drive(app, walk)
    assert len(seen) > 40
    assert app.theme == NO_COLOR.name


def test_the_marked_row_is_turned_round_and_underlined_while_something_is_typed(app):
    async def walk(pilot):
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await pilot.press("l")
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen) and app.screen.query_one("#log").row_count)
        turned = marked(app, lambda style: style.reverse)
        assert len(turned) == 1
        await pilot.press("slash")
        await until(pilot, lambda: app.focused is not None and app.focused.id == "find")
        assert turned[0] in marked(app, lambda style: style.underline and not style.reverse)

    drive(app, walk)


def test_of_the_answers_to_a_question_that_one_is_filled_that_has_the_cursor(app):
    def filled():
        return {
            one.text.strip() for one in styled(app) if one.style.reverse and one.text.strip() in {"n Keep", "y Delete"}
        }

    async def walk(pilot):
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await pilot.press("l")
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen) and app.screen.query_one("#log").row_count)
        await pilot.press("x")
        await until(pilot, lambda: "y Delete" in screen_text(app))
        assert filled() == {"n Keep"}
        await pilot.press("tab")
        assert filled() == {"y Delete"}

    drive(app, walk)


def marked(app, how):
    """The words of each line of which a good part looks so."""
    lines = ["".join(one.text for one in strip if one.style is not None and how(one.style)) for strip in strips_of(app)]
    return [" ".join(line.split()).lstrip("▌ ") for line in lines if len(line) > 40]


def test_the_wish_stays_in_the_environment_for_what_alcto_starts(app):
    assert app.no_color
    assert os.environ["NO_COLOR"] == "1"


def test_text_without_a_style_and_links_are_kept():
    link = Style.from_meta({"@click": "screen.sort"}) + Style.parse("#ff0000 on #ffffff")
    plain, linked = WithoutColor().apply([Segment("a"), Segment("b", link)], Color.parse("#000000"))
    assert (plain.text, plain.style) == ("a", None)
    assert linked.style.meta == {"@click": "screen.sort"}
    assert linked.style.reverse
