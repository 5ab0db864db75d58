"""Proof on the screens: completed, chosen, copied in, opened, missed; and certificates as the beginning of an entry."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import made_up_log
import pytest
from driving import SIZE_NAMES, SIZES, drive, screen_text, until
from textual.widgets import DirectoryTree, Input

from alcto_core import system
from alcto_tui import requests
from alcto_tui.screens.base.question import Question
from alcto_tui.screens.credentials.credential import CredentialScreen
from alcto_tui.screens.credentials.step_form import StepForm
from alcto_tui.screens.entries.entry import EntryScreen
from alcto_tui.screens.evidence.proof_browser import Files, ProofBrowser
from alcto_tui.screens.log.activities import ActivitiesScreen
from alcto_tui.widgets.log_table import LogTable

sys.path.append(str(Path(__file__).parents[1] / "core" / "importing"))
from made_badges import svg, third
from made_pdf import made_pdf

LINES = (
    "Certificate of Attendance",
    "This certifies that",
    "Sam Lee",
    "has attended the",
    "ALET Summer Conference",
    "June 10, 2026",
    "6.5 contact hours (0.65 CEU)",
)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home with a certificate and names that could be taken for something else."""
    home = tmp_path / "at-home"
    (home / "Downloads").mkdir(parents=True)
    (home / ".hidden").mkdir()
    (home / "My [certificate].pdf").write_bytes(made_pdf(LINES))
    (home / "[@click=app.quit]x[b].pdf").write_bytes(b"")
    (home / "notes.txt").write_text("notes")
    monkeypatch.setattr(system, "home_folder", lambda: home)
    monkeypatch.setattr(system, "downloads_folder", lambda: home / "none")
    return home


@pytest.fixture
def opened_files(monkeypatch):
    """What would be opened by the system's program."""
    opened: list[Path] = []
    monkeypatch.setattr(type(system.current), "open_file", lambda _self, path: opened.append(path))
    return opened


def in_evidence(app, name):
    """A file of proof in the records folder."""
    file = app.folder.evidence / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("proof")
    return file


async def opened(pilot, request, kind):
    pilot.app.screen.post_message(request)
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))


async def entry(pilot, **asked):
    await opened(pilot, requests.EntryRequested(**asked), EntryScreen)
    await until(pilot, lambda: pilot.app.screen.query("#evidence-input") and pilot.app.screen._foresight is not None)


def field(app, id):
    return app.screen.query_one(f"#{id}-input", Input)


def test_tab_takes_what_completes_a_path(app_on):
    app = app_on(made_up_log.LOGGED)
    in_evidence(app, "my winter.pdf")

    async def walk(pilot):
        await entry(pilot)
        field(app, "evidence").focus()
        await pilot.press(*"evi")
        await until(pilot, lambda: field(app, "evidence")._suggestion == "evidence/")
        await pilot.press("tab")
        assert field(app, "evidence").value == "evidence/"
        await pilot.press("m")
        await until(pilot, lambda: field(app, "evidence")._suggestion == "evidence/my winter.pdf")
        await pilot.press("tab")
        await until(pilot, lambda: app.screen._text.evidence == "evidence/my winter.pdf")
        assert field(app, "evidence").has_focus
        await pilot.press("tab")
        assert not field(app, "evidence").has_focus

    drive(app, walk)


def test_a_file_from_elsewhere_is_chosen_and_copied_in_before_the_save(app_on, home):
    app = app_on(made_up_log.LOGGED)
    source = home / "My [certificate].pdf"

    async def walk(pilot):
        await entry(pilot, activity="winter")
        await pilot.press("f6")
        await until(pilot, lambda: isinstance(app.screen, ProofBrowser))
        app.screen.query_one(Files).post_message(DirectoryTree.FileSelected(app.screen.query_one(Files).root, source))
        await until(pilot, lambda: isinstance(app.screen, EntryScreen) and str(source) in app.screen._text.evidence)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, Question))
        assert "as evidence/my-certificate.pdf" in " ".join(screen_text(app).split())
        await pilot.press("c")
        await until(pilot, lambda: "evidence/my-certificate.pdf" in app.overview.records.activity("winter").evidence)
        assert (app.folder.path / "evidence/my-certificate.pdf").read_bytes() == source.read_bytes()

    drive(app, walk)


def test_letters_go_into_the_field_wherever_the_cursor_is(app_on, home):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await entry(pilot, activity="winter")
        await pilot.press("f6")
        await until(pilot, lambda: isinstance(app.screen, ProofBrowser))
        await pilot.press("down")
        await until(pilot, lambda: app.screen.query_one(Files).has_focus)
        await pilot.press("f6", *"cert")
        await until(pilot, lambda: app.screen.query_one("#named", Input).value == "cert")
        await until(pilot, lambda: "My [certificate].pdf" in screen_text(app) and "notes" not in screen_text(app))

    drive(app, walk)


def test_the_form_of_a_step_checks_chooses_and_copies_files_too(app_on, home):
    app = app_on(made_up_log.LOGGED)
    source = home / "notes.txt"

    async def walk(pilot):
        standing = app.overview.standing("al-cto")
        requirement = standing.requirement("presentation")
        await opened(pilot, requests.StepFormRequested(standing, requirement), StepForm)
        field(app, "done").value = "2026-05-04"
        field(app, "files").value = "evidence/none.pdf"
        await until(pilot, lambda: "not there yet" in screen_text(app))
        await pilot.press("f6")
        await until(pilot, lambda: isinstance(app.screen, ProofBrowser))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, StepForm))
        field(app, "files").value = str(source)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.press("c")
        await until(
            pilot,
            lambda: any(s.files == ("evidence/notes.txt",) for s in app.overview.records.credential("al-cto").steps),
        )

    drive(app, walk)


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
def test_the_browser_shows_names_as_text_and_nothing_above_its_folder(size, app_on, home, text_snapshot):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        app.push_screen(ProofBrowser("Choose a certificate of attendance", (home,), (".pdf",)))
        await until(pilot, lambda: "certificate].pdf" in screen_text(app))
        shown = screen_text(app)
        assert "[@click=app.quit]x[b].pdf" in shown
        assert ".hidden" not in shown
        assert "notes.txt" not in shown
        await pilot.press(*"cert")
        await until(pilot, lambda: "app.quit" not in screen_text(app))
        await until(pilot, lambda: "certificate].pdf" in screen_text(app))
        app.screen.query_one("#root").show("your home")
        await pilot.pause()
        assert screen_text(app) == text_snapshot

    drive(app, walk, size)


def test_a_path_that_is_typed_or_dropped_reaches_any_folder(app_on, home, tmp_path):
    elsewhere = tmp_path / "stick"
    elsewhere.mkdir()
    (elsewhere / "fall.pdf").write_bytes(b"%PDF-1.4")
    app = app_on(made_up_log.LOGGED)
    chosen = []

    async def walk(pilot):
        app.push_screen(ProofBrowser("Choose a file of proof", (home,), (".pdf",)), chosen.append)
        await until(pilot, lambda: "certificate].pdf" in screen_text(app))
        named = app.screen.query_one("#named")
        named.value = f"{elsewhere}/"
        await until(pilot, lambda: "fall.pdf" in screen_text(app))
        named.value = "cert"
        await until(pilot, lambda: "fall.pdf" not in screen_text(app) and "certificate].pdf" in screen_text(app))
        named.value = ""
        await pilot.press(*f"{elsewhere}/fall.pdf", "enter")  # what is typed at once is meant for the field
        await until(pilot, lambda: chosen == [elsewhere / "fall.pdf"])

    drive(app, walk)


def test_a_filter_that_is_typed_while_a_folder_opens_holds_nothing_up(app_on, home):
    (home / "2026").mkdir()
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        app.push_screen(ProofBrowser("Choose a file of proof", (home,)))
        await until(pilot, lambda: "2026" in screen_text(app))
        files = app.screen.query_one("#files")
        async with files.lock:  # as long as it is held nothing is read
            folder = next(one for one in files.root.children if one.data.path.name == "2026")
            folder.expand()
            await until(pilot, lambda: folder.data.loaded)
            files.reload()
        await pilot.press("escape")
        await until(pilot, lambda: not files.is_running)

    drive(app, walk)


def test_proof_is_opened_from_the_log_and_from_a_step(app_on, opened_files):
    app = app_on(made_up_log.LOGGED)
    proof = in_evidence(app, "2026-winter.pdf")

    async def walk(pilot):
        await opened(pilot, requests.ActivitiesRequested(find="winter"), ActivitiesScreen)
        await until(pilot, lambda: app.screen.query_one(LogTable).activity == "winter")
        await pilot.press("o")
        await until(pilot, lambda: opened_files == [proof.resolve()])
        await pilot.press("escape")
        await until(pilot, lambda: app.screen.query_one(LogTable).row_count == made_up_log.COUNT)
        await pilot.press("down", "o")
        await until(pilot, lambda: "No file of proof is named there" in " ".join(screen_text(app).split()))
        await opened(pilot, requests.CredentialRequested("al-cto"), CredentialScreen)
        await until(pilot, lambda: app.screen.query("#rows"))
        await app.screen.run_action("proof")
        assert opened_files == [proof.resolve()]

    drive(app, walk)


def test_what_is_done_without_proof_is_shown_on_demand(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, requests.ActivitiesRequested(), ActivitiesScreen)
        await until(pilot, lambda: app.screen.query_one(LogTable).row_count == made_up_log.COUNT)
        done = sum(not one.is_planned for one in app.overview.records.activities)
        await pilot.press("w", *"no proof", "enter")
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
        await until(pilot, lambda: app.screen.query_one(LogTable).row_count == done)
        assert f"{done} of {made_up_log.COUNT} entries" in screen_text(app)
        assert "only no proof" in screen_text(app)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen.query_one(LogTable).row_count == made_up_log.COUNT)

    drive(app, walk)


def test_a_certificate_opens_the_form_with_what_it_says_and_where(app_on, home):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, requests.ActivitiesRequested(), ActivitiesScreen)
        await until(pilot, lambda: app.screen.query_one(LogTable).row_count == made_up_log.COUNT)
        await pilot.press("F")
        await until(pilot, lambda: isinstance(app.screen, ProofBrowser))
        files = app.screen.query_one(Files)
        files.post_message(DirectoryTree.FileSelected(files.root, home / "My [certificate].pdf"))
        await until(pilot, lambda: isinstance(app.screen, EntryScreen))
        await until(pilot, lambda: app.screen.query("#evidence-input") and app.screen._foresight is not None)
        text = app.screen._text
        assert (text.title, text.offering, text.date) == (
            "ALET Summer Conference",
            "alet/summer-conference",
            "2026-06-10",
        )
        assert text.hours == ""  # hours and CEU are both named
        assert text.evidence.endswith("certificate].pdf")
        said = app.screen.query_one("#hours > .remark").content.plain
        assert "A CEU is not an hour" in said
        assert "page 1, line 7: “6.5 contact hours (0.65 CEU)”" in said
        assert "made out to “Sam Lee”" in " ".join(screen_text(app).split())
        before = app.folder.file.read_bytes()
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
        assert app.folder.file.read_bytes() == before

    drive(app, walk)


def test_a_badge_opens_the_form_and_says_that_nobody_verified_it(app_on, home):
    app = app_on(made_up_log.LOGGED)
    (home / "badge.svg").write_bytes(svg(json.dumps(third())))

    async def walk(pilot):
        await opened(pilot, requests.ActivitiesRequested(), ActivitiesScreen)
        await pilot.press("F")
        await until(pilot, lambda: isinstance(app.screen, ProofBrowser))
        files = app.screen.query_one(Files)
        assert [path.name for path in files.filter_paths([home / "badge.svg", home / "notes.txt"])] == ["badge.svg"]
        files.post_message(DirectoryTree.FileSelected(files.root, home / "badge.svg"))
        await until(pilot, lambda: isinstance(app.screen, EntryScreen))
        await until(pilot, lambda: app.screen.query("#evidence-input") and app.screen._foresight is not None)
        text = app.screen._text
        assert (text.title, text.date, text.hours) == ("Student privacy in the cloud", "2026-06-10", "6.5")
        assert text.evidence.endswith("badge.svg")
        assert "Not verified: this is what the file claims" in " ".join(screen_text(app).split())
        assert "achievement.description" in app.screen.query_one("#hours > .remark").content.plain

    drive(app, walk)


def test_a_scanned_certificate_says_that_it_holds_no_text(app_on, home):
    app = app_on(made_up_log.LOGGED)
    (home / "scan.pdf").write_bytes(made_pdf([]))

    async def walk(pilot):
        await opened(pilot, requests.ActivitiesRequested(), ActivitiesScreen)
        await pilot.press("F")
        await until(pilot, lambda: isinstance(app.screen, ProofBrowser))
        files = app.screen.query_one(Files)
        files.post_message(DirectoryTree.FileSelected(files.root, home / "scan.pdf"))
        await until(pilot, lambda: "There is no text in" in " ".join(screen_text(app).split()))
        assert isinstance(app.screen, ActivitiesScreen)

    drive(app, walk)


def test_several_certificates_are_begun_one_after_the_other(app_on, home):
    app = app_on(made_up_log.LOGGED)
    for number in (1, 2):
        (home / f"{number}.pdf").write_bytes(
            made_pdf(
                ["Certificate of Attendance", f"ALET Cyber Camp {number}", f"April 1{number}, 2026", "2 clock hours"]
            )
        )
    (home / "scan.pdf").write_bytes(made_pdf([]))

    async def walk(pilot):
        await opened(pilot, requests.ActivitiesRequested(), ActivitiesScreen)
        await pilot.press("F")
        await until(pilot, lambda: isinstance(app.screen, ProofBrowser))
        files = app.screen.query_one(Files)
        await until(pilot, lambda: len(files.root.children) >= 4)
        await pilot.press("down")
        assert files.has_focus and files.cursor_node is files.root.children[0]
        for name in ("2.pdf", "scan.pdf", "1.pdf"):
            files.move_cursor(next(node for node in files.root.children if node.data.path.name == name))
            await pilot.pause()
            await pilot.press("space")
        await until(pilot, lambda: "3 files marked" in screen_text(app) and screen_text(app).count("✓") == 3)
        await pilot.press("enter")
        for date in ("2026-04-12", "2026-04-11"):
            await until(pilot, lambda: isinstance(app.screen, EntryScreen) and app.screen.query("#evidence-input"))
            assert app.screen._text.date == date
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen | EntryScreen))
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
        assert any("There is no text in" in one.message for one in app._notifications)

    drive(app, walk)
