"""A key that cannot act is not offered: not in the line of keys, not in the palette, not in the help."""

from __future__ import annotations

import pytest
from driving import drive, until
from made_up import NO_ACTIVITIES, NO_CREDENTIALS, PROBLEMS, RECORD_PROBLEMS

from alcto_tui import requests

RECORDS = {
    "no records": None,
    "no credentials": NO_CREDENTIALS,
    "no activities": NO_ACTIVITIES,
    "a file with an error": PROBLEMS,
    "entries with errors": RECORD_PROBLEMS,
}
FORBIDDEN = {
    "HomeRequested": {
        "no records": {"open", "add", "renew", "change", "draft", "person"},
        "no credentials": {"open", "renew", "change", "draft"},
        "no activities": {"draft"},
        "a file with an error": {"open", "add", "renew", "change", "draft", "person"},
        "entries with errors": {"draft"},
    },
    "ActivitiesRequested": {
        "no records": {"add", "edit", "find", "period"},
        "no credentials": {"edit", "find", "period"},
        "no activities": {"edit", "find", "period"},
        "a file with an error": {"add", "edit", "find", "period"},
    },
    "PlanRequested": {
        "no records": {"try", "plan", "complete", "delete", "limits", "more"},
        "no credentials": {"try", "plan", "complete", "delete", "limits"},
        "no activities": {"complete", "delete"},
        "a file with an error": {"try", "plan", "complete", "delete", "limits", "more"},
    },
    "ProblemsRequested": {
        "no records": {"open", "edit"},
        "no credentials": {"open"},
        "no activities": {"open"},
    },
    "ChecklistRequested": {
        one: {"tick(0)", "read", "reflect", "proof", "open"}
        for one in ("no records", "no credentials", "no activities", "a file with an error")
    },
    "HistoryRequested": {one: {"open", "undo", "redo"} for one in RECORDS},
    "CatalogueRequested": {
        "no records": {"choose"},
        "a file with an error": {"choose"},
    },
    "ChartsRequested": {
        "no records": {"page", "copy"},
        "no credentials": {"page", "copy"},
        "a file with an error": {"page", "copy"},
    },
}
"""Of each screen, by the records: what can do nothing there."""
OFFERED = {
    ("HomeRequested", "no credentials"): {"add", "person"},
    ("HomeRequested", "no activities"): {"open", "add"},
    ("ActivitiesRequested", "no activities"): {"add"},
    ("PlanRequested", "no activities"): {"try", "plan", "limits"},
    ("ProblemsRequested", "entries with errors"): {"open", "edit"},
    ("ProblemsRequested", "a file with an error"): {"open", "edit"},
    ("ProblemsRequested", "no activities"): {"edit", "doctor"},
    ("CatalogueRequested", "no activities"): {"choose", "earlier"},
    ("ChecklistRequested", "entries with errors"): {"tick(0)", "read", "open"},
}
"""And what must be."""


@pytest.mark.parametrize("records", RECORDS)
def test_what_cannot_act_is_not_offered(records, app_on):
    app = app_on(RECORDS[records])

    async def walk(pilot):
        for name, by_records in FORBIDDEN.items():
            while len(app.screen_stack) > 1:
                await app.pop_screen()
            await until(pilot, lambda: app.screen.is_current and app.screen.overview is not None)
            if name != "HomeRequested":
                home = app.screen
                home.post_message(getattr(requests, name)())
                await until(pilot, lambda home=home: app.screen is not home and app.screen.is_mounted)
            await until(pilot, lambda: not app.is_busy and not getattr(app.screen, "_working", ""))
            await until(pilot, lambda: getattr(app.screen, "_states", ()) is not None)
            await pilot.pause()
            offered = {one.action for one in app.screen.commands}
            shown = {one.binding.action for one in app.screen.active_bindings.values() if one.binding.show}
            wrong = by_records.get(records, set())
            assert not wrong & offered, name
            assert not wrong & shown, name
            if not OFFERED.get((name, records), {"open"}) & {"open"} or "open" in wrong:
                assert "select" not in shown, name  # the list's own Enter
            assert OFFERED.get((name, records), set()) <= offered, name

    drive(app, walk)


def test_enter_is_not_offered_where_a_filter_finds_nothing(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        await until(pilot, lambda: app.screen.is_current)
        for name in ("RulesRequested", "CatalogueRequested"):
            home = app.screen
            home.post_message(getattr(requests, name)())
            await until(pilot, lambda home=home: app.screen is not home and app.screen.is_mounted)
            await pilot.press("slash", *"nowhere at all", "enter")
            await pilot.pause()
            assert not {"open", "choose"} & {one.action for one in app.screen.commands}, name
            await app.pop_screen()

    drive(app, walk)


def test_enter_is_offered_on_a_problem_and_not_on_what_is_good(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        await until(pilot, lambda: app.screen.is_current)
        await pilot.press("p")
        await until(pilot, lambda: type(app.screen).__name__ == "ProblemsScreen")
        await pilot.press("A")
        await until(pilot, lambda: app.screen._findings is not None)
        rows = app.screen.query_one("#rows")
        for place, row in enumerate(app.screen._rows):
            if row.about is None:
                continue
            rows.highlighted = place
            await pilot.pause()
            can = bool(row.about.problems) or row.about.subject == "copies"
            assert ("open" in {one.action for one in app.screen.commands}) is can, row.id

    drive(app, walk)
