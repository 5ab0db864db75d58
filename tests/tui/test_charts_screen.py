"""Charts: hours over time, by month and strand, and the days that come, on their own screen and beside Home's cards."""

from __future__ import annotations

import subprocess
import sys

import made_up
import pytest
from driving import at_each_size, drive, in_each_theme, is_harmless, resize, screen_text, until
from test_plan_screen import FETC, HEAD, PLANNED

from alcto_tui import requests
from alcto_tui.screens.at_home.charts import ChartsScreen
from alcto_tui.screens.credentials.credential import CredentialScreen
from alcto_tui.screens.planning.plan import PlanScreen
from alcto_tui.widgets.credential_card import CredentialCard
from alcto_tui.widgets.pictures import Pictures

LARGE = (200, 50)
STATES = {
    "none-held": "schema = 1\n[person]\nname = 'Jordan Avery'\n",
    "no-activities": made_up.NO_ACTIVITIES,
    "healthy": made_up.HEALTHY,
    "not-sure": made_up.NOT_SURE,
    "long-texts": made_up.LONG,
    "not-toml": made_up.PROBLEMS,
    "planned": HEAD + FETC + PLANNED,
}


async def opened(pilot, request=None):
    """Open the screen, and wait until it is drawn."""
    app = pilot.app
    app.screen.post_message(request or requests.ChartsRequested())
    await until(pilot, lambda: isinstance(app.screen, ChartsScreen) and app.screen._sheet is not None)
    return app.screen


def sentences(screen):
    """What the pictures say."""
    return " ".join(chart.sentence for chart in screen.query_one(Pictures).charts)


@pytest.mark.parametrize("state", STATES)
def test_charts_show(state, app_on, text_snapshot):
    async def walk(pilot):
        await opened(pilot)
        await at_each_size(pilot, text_snapshot)

    drive(app_on(STATES[state]), walk)


def test_charts_show_a_director_at_risk(app_on, demo_text, text_snapshot):
    async def walk(pilot):
        await opened(pilot)
        await at_each_size(pilot, text_snapshot)
        await resize(pilot, LARGE)
        assert screen_text(pilot.app) == text_snapshot(name="200x50")

    drive(app_on(demo_text), walk)


def test_charts_look(app_on, demo_text, svg_snapshot):
    async def walk(pilot):
        await opened(pilot)
        await in_each_theme(pilot, svg_snapshot)

    drive(app_on(demo_text), walk, (100, 60))


def test_charts_are_read_without_colour(app_on, demo_text, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = app_on(demo_text)

    async def walk(pilot):
        await resize(pilot, (120, 40))
        await opened(pilot)
        shown = screen_text(app)
        assert all(sign in shown for sign in "█⠤▲◆•")

    drive(app, walk, (120, 40))
    assert app.no_color


def test_a_credential_draws_its_own_and_a_past_period_itself(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        app.screen.post_message(requests.CredentialRequested("al-td-ceu"))
        await until(pilot, lambda: isinstance(app.screen, CredentialScreen) and app.screen._rows)
        await pilot.press("C")
        await until(pilot, lambda: isinstance(app.screen, ChartsScreen))
        assert [chart.title.split(":")[0] for chart in app.screen.query_one(Pictures).charts] == ["TD-CEU FY26"] * 2
        await pilot.press("C")
        await until(pilot, lambda: isinstance(app.screen, CredentialScreen))
        await pilot.press("left_square_bracket")
        await pilot.press("C")
        await until(pilot, lambda: isinstance(app.screen, ChartsScreen))
        assert [chart.title.split(":")[0] for chart in app.screen.query_one(Pictures).charts] == ["TD-CEU FY25"] * 2

    drive(app, walk)


def test_the_plan_is_drawn_behind_what_is_done(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        app.screen.post_message(requests.PlanRequested())
        await until(pilot, lambda: isinstance(app.screen, PlanScreen) and app.screen._reading is not None)
        await until(pilot, lambda: not app.screen._working)
        await pilot.press("C")
        await until(pilot, lambda: isinstance(app.screen, ChartsScreen))
        assert "With what is planned: 12 of 12 by 12 Sep 2026." in sentences(app.screen)
        assert "9.5 of 12 hours counted by 14 Aug 2026" in sentences(app.screen)

    drive(app, walk)


def test_a_credential_that_is_gone_closes_its_charts(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        await opened(pilot, requests.ChartsRequested("al-cto"))
        app.folder.file.write_text(made_up.HEALTHY, encoding="utf-8")
        await pilot.press("f5")
        await until(pilot, lambda: not isinstance(app.screen, ChartsScreen))

    drive(app, walk)


def test_the_sentences_are_copied(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        await opened(pilot)
        await pilot.press("y")
        assert "TD-CEU FY26: counted so far\n9.5 of 12 hours counted" in app.clipboard
        assert "30 Sep 2026 TD-CEU due" in app.clipboard

    drive(app, walk)


def test_keys_scroll_through_all_charts(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        await opened(pilot)
        body = app.screen.query_one(".body")
        await pilot.press("j")
        assert body.scroll_y == 2
        await pilot.press("k", "space")
        assert body.scroll_y > 10
        await pilot.press("pageup")
        assert body.scroll_y == 0

    drive(app, walk)


# -- beside the cards of Home ------------------------------------------------------------------------------------------


def test_home_draws_beside_its_cards(app_on, demo_text, text_snapshot):
    async def walk(pilot):
        await until(pilot, lambda: len(pilot.app.screen.query(CredentialCard)) == 3)
        for size, name in (((120, 30), "120x30"), (LARGE, "200x50")):
            await resize(pilot, size)
            assert screen_text(pilot.app) == text_snapshot(name=name)

    drive(app_on(demo_text), walk, (120, 40))


def test_home_looks_with_its_pictures(app_on, demo_text, svg_snapshot):
    async def walk(pilot):
        await until(pilot, lambda: pilot.app.screen.query(Pictures))
        await in_each_theme(pilot, svg_snapshot)

    drive(app_on(demo_text), walk, (120, 40))


def test_a_click_on_a_picture_opens_all_of_them(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        await until(pilot, lambda: app.screen.query(Pictures))
        await pilot.click(Pictures)
        await until(pilot, lambda: isinstance(app.screen, ChartsScreen) and app.screen._sheet is not None)
        await pilot.click(Pictures)
        assert isinstance(app.screen, ChartsScreen)

    drive(app, walk, (120, 40))


def test_nothing_that_draws_is_imported_before_it_is_wanted():
    look = (
        "import sys, alcto_tui.app, alcto_tui.screens.at_home.home\n"
        "import alcto_tui.screens.credentials.credential, alcto_tui.screens.planning.plan\n"
        "draws = ('telling.charts', 'telling.timeline', 'telling.axes')\n"
        "print([name for name in sys.modules if 'widgets.drawing' in name or name.endswith(draws)])"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, timeout=60)
    assert done.stdout == "[]\n", done.stderr


def test_home_draws_the_card_that_is_marked(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        await until(pilot, lambda: app.screen.query(Pictures))
        await until(pilot, lambda: app.screen.focused is not None)
        for title in ("TD-CEU FY26", "AL-CTO 2024-2027", "Academy 2025-2027"):
            assert f"{title}: counted so far" in screen_text(app)
            await pilot.press("down")
            await pilot.pause()

    drive(app, walk, (120, 40))


def test_home_draws_nothing_where_there_is_no_room(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        await until(pilot, lambda: len(app.screen.query(CredentialCard)) == 3)
        assert not app.screen.query(Pictures)
        await resize(pilot, (130, 40))
        await until(pilot, lambda: app.screen.query(Pictures))
        assert "counted so far" in screen_text(app)
        await resize(pilot, (130, 26))
        assert "counted so far" not in screen_text(app)
        assert "Latest entries" in screen_text(app)
        await resize(pilot, (80, 24))
        assert "counted so far" not in screen_text(app)

    drive(app, walk, (119, 40))


def test_text_of_records_is_drawn_as_it_is(app_on):
    app = app_on(made_up.hostile(*made_up.PAYLOADS))

    async def walk(pilot):
        await opened(pilot)
        assert is_harmless(screen_text(app))

    drive(app, walk, (120, 90))


# -- beside the rows of a credential and of the plan -------------------------------------------------------------------


def test_a_credential_draws_its_hours_where_there_is_room(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        app.screen.post_message(requests.CredentialRequested("al-td-ceu"))
        await until(pilot, lambda: isinstance(app.screen, CredentialScreen) and app.screen._rows)
        assert "counted so far" not in screen_text(app)
        assert not app.screen.query(Pictures)
        await resize(pilot, (120, 40))
        await until(pilot, lambda: app.screen.query(Pictures))
        assert "TD-CEU FY26: counted so far" in screen_text(app)
        await pilot.press("left_square_bracket")
        await until(pilot, lambda: "TD-CEU FY25: counted so far" in screen_text(app))

    drive(app, walk, (120, 24))


def test_the_plan_draws_what_is_open_first(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        app.screen.post_message(requests.PlanRequested())
        await until(pilot, lambda: isinstance(app.screen, PlanScreen) and app.screen._reading is not None)
        await until(pilot, lambda: not app.screen._working and app.screen.query(Pictures))
        first = app.screen.query_one(Pictures).charts[0]
        assert first.title == "TD-CEU FY26: counted so far"
        assert "With what is planned: 12 of 12 by 12 Sep 2026." in first.sentence
        assert "▒" in screen_text(app)

    drive(app, walk, (120, 40))


def test_what_cannot_be_drawn_is_said_below_the_pictures(app_on):
    text = HEAD + FETC + '[[credential]]\nprogram = "al-cto"\n'

    async def walk(pilot):
        screen = await opened(pilot)
        lacks, pictures = screen.query_one("#lacks"), screen.query_one(Pictures)
        await until(pilot, lambda: pictures.region.height > 3 and lacks.region.height)
        assert lacks.region.y >= pictures.region.bottom
        assert "`alcto credential" not in screen.copied()

    drive(app_on(text), walk, LARGE)
