"""Every screen has a plain twin: what a page says is on its screen and in the output of its verb.

A further page costs a line of `TWINS`: how its screen is opened, its verb, and the sheet that both lay out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import made_up
import made_up_programs
import pytest
from click.testing import CliRunner
from driving import TODAY, drive, until
from textual.message import Message
from textual.widgets import Static

from alcto_core.backup.packing import back_up
from alcto_core.cli.group import command
from alcto_core.doctor import Finding
from alcto_core.evaluation.earlier_periods import history
from alcto_core.overview import Overview
from alcto_core.telling.card import card
from alcto_core.telling.checklist import checklist_sheet
from alcto_core.telling.credential import credential_sheet, stages_sheet
from alcto_core.telling.everywhere import Everywhere
from alcto_core.telling.home import beside_the_cards
from alcto_core.telling.importing import import_sheet
from alcto_core.telling.page import Sheet
from alcto_tui import requests
from alcto_tui.screens.at_home.charts import ChartsScreen
from alcto_tui.screens.at_home.everywhere import EverywhereScreen
from alcto_tui.screens.base.listing import Listing
from alcto_tui.screens.credentials.credential import CredentialScreen
from alcto_tui.screens.credentials.mentor import MentorScreen
from alcto_tui.screens.evidence.checklist import ChecklistScreen
from alcto_tui.screens.importing.import_reading import opened
from alcto_tui.screens.importing.import_sheet import ImportScreen
from alcto_tui.screens.keeping.backups import BackupsScreen
from alcto_tui.screens.keeping.bring_back import BringBackScreen
from alcto_tui.screens.keeping.problems import ProblemsScreen
from alcto_tui.screens.papers.reconcile import ReconcileScreen
from alcto_tui.screens.planning.plan import PlanScreen
from alcto_tui.widgets.credential_card import CredentialCard
from alcto_tui.widgets.pictures import Pictures

LOG = """\
Mine
Name of Activity,Date Completed,Number of Hours,Coursework Skill Area,Location
ALET Fall Conference,10/22/2025,4,IT Management,"Orange Beach, AL"
FETC,1/12/2026,6,IT Management,"Orlando, FL"
Region meeting,soon,2,Law,
Total,,12,,
"""
LOOKED = made_up.HEALTHY.replace(
    'id = "winter"\n',
    'id = "winter"\nevidence = ["evidence/winter.pdf"]\nnote = "Proof shows title, day; looked at 2026-02-01."\n',
)
WIDE = (240, 60)
"""So wide that no sentence is broken."""


class Twin(NamedTuple):
    """A screen and a verb that say the same page."""

    records: str | None
    """None: those of the demo."""
    opens: Message
    screen: type[Listing]
    verb: tuple[str, ...]
    page: Callable[[Overview], Sheet]


def credential(id: str) -> Callable[[Overview], Sheet]:
    """The page of a credential."""

    def page(overview: Overview) -> Sheet:
        standing, records = overview.standing(id), overview.records
        assert standing is not None and records is not None
        past = history(records, overview.library, standing)
        return credential_sheet(standing, records, overview.library, past)

    return page


def stages(id: str) -> Callable[[Overview], Sheet]:
    """The page of a program of stages."""

    def page(overview: Overview) -> Sheet:
        standing, records = overview.standing(id), overview.records
        assert standing is not None and records is not None
        return stages_sheet(standing, records, overview.library)

    return page


def of_stages(records: str, id: str) -> Twin:
    """The Mentor screen and `alcto explain`."""
    return Twin(records, requests.MentorRequested(id), MentorScreen, ("explain", id), stages(id))


def of_credential(records: str | None, id: str) -> Twin:
    """The screen of a credential and `alcto explain`."""
    return Twin(records, requests.CredentialRequested(id), CredentialScreen, ("explain", id), credential(id))


def checklist(overview: Overview) -> Sheet:
    """What the proof of every entry shows."""
    records = overview.records
    assert records is not None
    return checklist_sheet(overview, records.activities)


TWINS = {
    "proof": Twin(LOOKED, requests.ChecklistRequested(), ChecklistScreen, ("export", "checklist"), checklist),
    "td": of_credential(None, "al-td-ceu"),
    "cto": of_credential(None, "al-cto"),
    "academy": of_credential(None, "al-cto-academy"),
    "years": of_credential(made_up_programs.YEARS, "al-td-ceu"),
    "plan": of_credential(made_up_programs.PLAN, "al-cto"),
    "not-sure": of_credential(made_up.NOT_SURE, "al-cto"),
    "unverified": of_credential(made_up_programs.CBO, "fcmat-cbo"),
    "mentor": of_stages(made_up_programs.HALF_WAY, "cetpa-cto-mentor"),
    "mentor-refused": of_stages(made_up_programs.NOT_CERTIFIED, "cetpa-cto-mentor"),
    "mentor-unverified": of_stages(made_up_programs.CBO, "fcmat-cbo"),
}


@pytest.mark.parametrize("name", TWINS)
def test_screen_and_verb_say_the_same_page(name: str, app_on: Any, demo_text: str) -> None:
    twin = TWINS[name]
    app = app_on(twin.records or demo_text)
    shown: list[str] = []
    pages: list[Sheet] = []

    async def walk(pilot: Any) -> None:
        app.screen.post_message(twin.opens)
        await until(pilot, lambda: isinstance(app.screen, twin.screen) and app.screen._rows)
        pages.append(twin.page(app.overview))
        shown.extend(said_on(app.screen))

    drive(app, walk, WIDE)
    done = CliRunner().invoke(command, ["--records", str(app.folder.path), "--on", TODAY.isoformat(), *twin.verb])
    (page,) = pages
    pieces = [*page.texts()]
    assert len(pieces) > 5
    assert missing(pieces, done.stdout) == []
    # Where the verb names a command, the screen names the key in its place.
    without = [re.sub(r" (?:Mark|Record) it: `[^`]*`\.", "", piece) for piece in pieces]
    assert missing(without, " ".join(shown)) == []


def test_the_official_record_is_compared_alike(app_on: Any, demo_text: str, tmp_path: Path) -> None:
    export = tmp_path / "talent.csv"
    export.write_text("Title,Date,Hours\nALET Winter Conf.,2026-01-29,3.5\nRegion meeting,2026-03-18,2\n", "utf-8")
    app = app_on(demo_text)
    shown: list[str] = []
    pages: list[Sheet] = []

    async def walk(pilot: Any) -> None:
        app.screen.post_message(requests.ReconcileRequested())
        await until(pilot, lambda: isinstance(app.screen, ReconcileScreen) and app.screen._shown is not None)
        app.screen.query_one("#path").value = str(export)
        await app.screen.query_one("#path").action_submit()
        await until(pilot, lambda: app.screen._comparison is not None)
        await until(pilot, lambda: app.screen._effects)
        pages.append(app.screen._sheet(app.screen._comparison))
        shown.extend(said_on(app.screen))

    drive(app, walk, WIDE)
    verb = ("reconcile", str(export))
    done = CliRunner().invoke(command, ["--records", str(app.folder.path), "--on", TODAY.isoformat(), *verb])
    (page,) = pages
    pieces = [page.verdict, *page.texts()]
    pieces.remove(page.title)
    assert missing(pieces, done.stdout) == []
    assert missing(pieces, " ".join(shown)) == []


def test_a_plan_and_its_screen_say_the_same_page(app_on: Any, demo_text: str) -> None:
    app = app_on(demo_text)
    shown: list[str] = []
    pages: list[Sheet] = []

    async def walk(pilot: Any) -> None:
        app.screen.post_message(requests.PlanRequested())
        await until(pilot, lambda: isinstance(app.screen, PlanScreen) and app.screen._desk is not None)
        await until(pilot, lambda: not app.screen._working)
        pages.append(app.screen._reading.sheet)
        shown.extend(said_on(app.screen))

    drive(app, walk, WIDE)
    verb = ("plan", "--risk", "--pace")
    done = CliRunner().invoke(command, ["--records", str(app.folder.path), "--on", TODAY.isoformat(), *verb])
    (page,) = pages
    pieces = [page.verdict, *page.texts()]
    assert len(pieces) > 20
    assert missing(pieces, done.stdout) == []
    assert missing(pieces, " ".join(shown)) == []


def test_charts_and_their_verbs_say_the_same_sentences(app_on: Any, demo_text: str) -> None:
    app = app_on(demo_text)
    pieces: list[str] = []
    shown: list[str] = []

    async def walk(pilot: Any) -> None:
        app.screen.post_message(requests.ChartsRequested())
        await until(pilot, lambda: isinstance(app.screen, ChartsScreen) and app.screen._sheet is not None)
        drawn = app.screen.query_one(Pictures)
        pieces.extend(text for chart in drawn.charts for text in (chart.title, chart.sentence))
        shown.append(str(drawn.render()))

    drive(app, walk, WIDE)
    verb = ["--records", str(app.folder.path), "--on", TODAY.isoformat(), "status", "--charts"]
    assert len(pieces) == 12
    assert missing(pieces, CliRunner().invoke(command, verb).stdout) == []
    assert missing(pieces, " ".join(shown)) == []


def test_an_import_and_its_screen_say_the_same_page(app_on: Any, demo_text: str, tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    app = app_on(demo_text)
    shown: list[str] = []
    pages: list[Sheet] = []

    async def walk(pilot: Any) -> None:
        app.screen.post_message(requests.ImportRequested("log.csv"))
        await until(pilot, lambda: isinstance(app.screen, ImportScreen) and app.screen._sheet is not None)
        reading = opened(app.overview, Path("log.csv"), lambda _done, _of: None)
        assert reading.plan is not None
        pages.append(import_sheet(reading.plan, reading.effects, "log.csv", changes=False))
        shown.extend(said_on(app.screen))

    drive(app, walk, WIDE)
    on = ["--records", str(app.folder.path), "--on", TODAY.isoformat()]
    done = CliRunner().invoke(command, [*on, "import", "log.csv"])
    pieces = [*pages[0].texts()]
    assert len(pieces) > 20
    plain = done.stdout.replace(" (--changes takes the sheet's word)", "")
    # The verb has a table of rows, and the effects stand on top of the screen: neither needs its heading.
    pieces = [one for one in pieces if one not in ("Rows", "What it does to each credential")]
    assert missing(pieces, plain) == []
    assert missing(pieces, " ".join(shown)) == []


def test_home_and_status_say_the_same_cards(app_on: Any, demo_text: str) -> None:
    app = app_on(demo_text)
    shown: list[str] = []
    pieces: list[str] = []

    async def walk(pilot: Any) -> None:
        await until(pilot, lambda: len(app.screen.query(CredentialCard)) == len(app.overview.standings))
        pieces.extend(text for standing in app.overview.standings for text in card(standing).texts())
        pieces.extend(text for part in beside_the_cards(app.overview) for item in part.items for text in item.texts())
        shown.extend(str(one.render()) for one in app.screen.query(CredentialCard))
        shown.append(str(app.screen.query_one("#aside", Static).content))

    drive(app, walk, WIDE)
    done = CliRunner().invoke(command, ["--records", str(app.folder.path), "--on", TODAY.isoformat(), "status"])
    assert len(pieces) > 20
    assert missing(pieces, done.stdout) == []
    assert missing(pieces, " ".join(shown)) == []


def test_problems_and_check_say_the_same_findings(app_on: Any) -> None:
    app = app_on(made_up.RECORD_PROBLEMS)
    shown: list[str] = []
    findings: list[Finding] = []

    async def walk(pilot: Any) -> None:
        app.screen.post_message(requests.ProblemsRequested())
        await until(pilot, lambda: isinstance(app.screen, ProblemsScreen) and app.screen._rows)
        app.screen.action_doctor()
        await until(pilot, lambda: app.screen._findings and not app.screen._is_checking)
        findings.extend(one for one in app.screen._findings if one.subject != "clock")
        shown.extend(said_on(app.screen))

    drive(app, walk, WIDE)
    done = CliRunner().invoke(command, ["--records", str(app.folder.path), "--on", TODAY.isoformat(), "check", "--all"])
    pieces = [text for one in findings for text in (one.sentence, one.remedy, *map(str, one.problems)) if text]
    assert {one.state for one in findings} >= {"good", "wrong"}
    assert missing(pieces, done.stdout) == []
    assert missing(pieces, " ".join(shown)) == []


@pytest.mark.parametrize("words", ["presentation", "winter", "zebra crossing"])
def test_what_is_found_everywhere_is_told_alike(words: str, app_on: Any, demo_text: str) -> None:
    app = app_on(demo_text)
    shown: list[str] = []
    pages: list[Sheet] = []

    async def walk(pilot: Any) -> None:
        app.screen.post_message(requests.EverywhereRequested())
        await until(pilot, lambda: isinstance(app.screen, EverywhereScreen) and app.screen._everywhere is not None)
        app.screen.query_one("#find").value = words
        await until(pilot, lambda: app.screen.found == words and app.screen._rows)
        pages.append(Everywhere(app.overview).find(words))
        shown.extend(said_on(app.screen))

    drive(app, walk, WIDE)
    asked = ["--records", str(app.folder.path), "--on", TODAY.isoformat(), "find", *words.split()]
    done = CliRunner().invoke(command, asked)
    (page,) = pages
    pieces = [part.heading for part in page.parts]
    pieces += [text for item in page.items() for text in item.texts()]
    pieces += [] if page.parts else [page.title]
    assert len(pieces) > 5 or words == "zebra crossing"
    assert missing(pieces, done.stdout) == []
    assert missing(pieces, " ".join(shown)) == []


def test_backups_and_what_one_would_bring_back_are_told_alike(app_on: Any, demo_text: str, tmp_path: Path) -> None:
    app = app_on(demo_text)
    zipped = tmp_path / "alcto-backup-2026-08-01.zip"
    proof = app.folder.path / "evidence" / "old.pdf"
    proof.parent.mkdir()
    proof.write_bytes(b"then")
    back_up(app.folder, zipped, at=datetime(2026, 8, 1, 12, tzinfo=UTC))
    proof.write_bytes(b"now")
    app.folder.file.write_text(demo_text.replace('title = "FETC"', 'title = "FETC 2026"', 1), encoding="utf-8")
    shown: list[str] = []
    sheets: list[Sheet] = []

    async def walk(pilot: Any) -> None:
        app.screen.post_message(requests.BackupsRequested())
        await until(pilot, lambda: isinstance(app.screen, BackupsScreen) and app.screen._sheet is not None)
        sheets.append(app.screen._sheet)
        shown.extend(said_on(app.screen))
        app.screen.post_message(requests.BringBackRequested(zipped))
        await until(pilot, lambda: isinstance(app.screen, BringBackScreen) and app.screen._sheet is not None)
        sheets.append(app.screen._sheet)
        shown.extend(said_on(app.screen))

    drive(app, walk, WIDE)
    folder = ("--records", str(app.folder.path))
    listed = CliRunner().invoke(command, [*folder, "backup", "--list"]).output
    dry = CliRunner().invoke(command, [*folder, "restore", str(zipped)]).output
    pieces = [text for sheet in sheets for text in sheet.texts()]
    assert {"evidence/old.pdf", "“FETC”: title FETC 2026 → FETC"} <= {*pieces}
    assert missing(pieces, " ".join(shown)) == []
    folders = {f"It would come into {app.folder.path}"}  # the verb says it from the root on
    assert {*missing(pieces, f"{listed} {dry}")} <= folders


def said_on(screen: Listing) -> list[str]:
    """Everything that a screen of rows says: its title line, what stands above, the rows, and what explains them."""
    title = screen.query_one("TitleLine")
    found = [title.heading.plain, title.fact.plain]  # type: ignore[attr-defined]
    found += [str(one.content) for one in screen.query("#top, #verdict").results(Static)]
    for row in screen._rows:
        found += [row.words.plain, *(words.plain for words in (() if row.is_heading else screen.explained(row.about)))]
    return found


def missing(pieces: list[str], said: str) -> list[str]:
    """The pieces that were not said, whatever their line breaks, their first letter and their full stop."""
    heard = " ".join(said.split()).casefold()
    return [one for one in pieces if " ".join(one.split()).casefold().rstrip(".") not in heard]


def test_what_is_left_out_is_found() -> None:
    assert missing(["Nine hours.", "nine  hours", "ten hours"], "It says: Nine\n hours and more.") == ["ten hours"]
