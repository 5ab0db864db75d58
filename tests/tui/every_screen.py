"""A walk through every screen, form and question of the app, for tests that must hold on each of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from driving import until
from msgspec.structs import replace
from textual.pilot import Pilot
from textual.widgets import Input

from alcto_core.backup.packing import back_up
from alcto_core.entry.form import EntryText, draft_of
from alcto_core.entry.reader import SessionText
from alcto_core.keeping.drafts import save_draft
from alcto_core.keeping.store import RecordsStore
from alcto_core.problems import Problem, Severity
from alcto_core.records.edits import AddActivity, ChangeActivity, DeleteActivity
from alcto_core.records.mending import broken_lines
from alcto_core.telling.renewing import has_renewals
from alcto_tui import messages, requests
from alcto_tui.screens.at_home.first_run import FirstRunScreen
from alcto_tui.screens.at_home.home import HomeScreen
from alcto_tui.screens.base.listing import Listing
from alcto_tui.screens.base.question import Question
from alcto_tui.screens.entries.entry import EntryScreen
from alcto_tui.screens.importing.import_sheet import ImportScreen
from alcto_tui.screens.keeping.bring_back import BringBackScreen
from alcto_tui.screens.keeping.conflict import ConflictScreen
from alcto_tui.screens.keeping.copies import CopiesScreen
from alcto_tui.screens.papers.reconcile import ReconcileScreen
from alcto_tui.screens.planning.plan import PlanScreen
from alcto_tui.widgets.tick import Tick

Look = Callable[[str], Awaitable[object]]
_Opened = tuple[str, Callable[[], Awaitable[object]]]


class EveryScreen:
    """Opens each of them on the records of an app, in its name; `text` is what is typed where something is typed."""

    def __init__(self, pilot: Pilot[Any], text: str) -> None:
        self._pilot = pilot
        self._app: Any = pilot.app
        self._text = text

    async def walk(self, look: Look, names: Callable[[str], bool] = lambda _name: True) -> int:
        """Look at every screen whose name is asked for; how many there were."""
        seen = 0
        for name, opened in self._ways():
            if not names(name):
                continue
            await self.home()
            await opened()
            await self._pilot.pause()
            await look(name)
            seen += 1
        await self.home()
        return seen

    async def home(self) -> None:
        """Close everything above Home."""
        while len(self._app.screen_stack) > 1:
            await self._app.pop_screen()
        await until(self._pilot, lambda: isinstance(self._app.screen, HomeScreen) and self._app.screen.is_current)

    def lay_beside(self) -> None:
        """Give the records a past, a second copy and an unsaved entry, so that each screen has something to show."""
        app, text = self._app, self._text
        store = RecordsStore(app.folder)
        table = {"title": text, "date": app.on, "hours": 1, "note": text, "location": text}
        added = store.save(store.load(), AddActivity(table={**table, "id": "past"})).added[0]
        store.save(store.load(), ChangeActivity(id=added, changes={"title": f"{text} 2", "hours": 2}))
        copy = app.folder.path / "records.sync-conflict-20260812-101500-ABCDEFG.toml"
        copy.write_bytes(app.folder.file.read_bytes())
        store.save(store.load(), DeleteActivity(id=added))
        session = SessionText(title=text, hours="1", strands=(text,))
        entry = EntryText(title=text, location=text, note=text, sessions=(session,))
        save_draft(app.folder, draft_of(entry), at=EntryScreen.now())

    def _ways(self) -> list[_Opened]:
        app = self._app
        records = app.overview.records
        activity = records.activities[0].id
        held = [one.id for one in records.credentials]
        staged = [one for one in app.overview.standings if one.stage is not None or "mentor" in (one.program or "")]
        own = [name for name in app.overview.library.rule_sets if name == "own"]
        ask, act = self._ask, self._act
        ways: list[_Opened] = [
            ("Home", lambda: self._pilot.pause()),
            ("Activities", lambda: ask(requests.ActivitiesRequested())),
            ("Activities, whole", lambda: ask(requests.ActivitiesRequested(), "whole")),
            ("Activities, found", lambda: self._find(requests.ActivitiesRequested(searching=True))),
            ("Find", lambda: self._find(requests.EverywhereRequested())),
            ("Activities, period", lambda: ask(requests.ActivitiesRequested(), "period")),
            ("Activities, only", lambda: ask(requests.ActivitiesRequested(), "which")),
            ("Marked", lambda: self._marked("mark")),
            ("Marked, form", lambda: self._marked("edit")),
            ("Marked, delete", lambda: self._marked("delete")),
            ("Delete", lambda: ask(requests.ActivitiesRequested(), "delete")),
            ("Entry", lambda: self._entry(requests.EntryRequested(activity=activity))),
            ("Entry, refused", lambda: self._entry(requests.EntryRequested(activity=activity), refused=True)),
            ("Entry, not saved", self._not_saved),
            ("Session", lambda: self._entry(requests.EntryRequested(activity=activity), "session")),
            ("Agenda", lambda: self._entry(requests.EntryRequested(activity=activity), "agenda")),
            ("Draft", lambda: ask(requests.EntryRequested())),
            ("You", lambda: act("person")),
            ("Renewed", self._renewed),
            ("New credential", lambda: act("new_credential")),
            ("Catalogue", lambda: ask(requests.CatalogueRequested())),
            ("Catalogue, found", lambda: self._find(requests.CatalogueRequested())),
            ("Export", lambda: ask(requests.ExportFormRequested())),
            ("Charts", lambda: ask(requests.ChartsRequested())),
            ("Proof", lambda: ask(requests.ChecklistRequested())),
            ("Proof, reflection", lambda: ask(requests.ChecklistRequested(), "reflect")),
            ("Plan", lambda: self._plan("")),
            ("Plan, what if", lambda: self._plan("try")),
            ("Plan, limits", lambda: self._plan("limits")),
            ("Import", lambda: ask(requests.ImportRequested())),
            ("Import, read", lambda: self._import()),
            ("Import, column", lambda: self._import("column-0")),
            ("Rules", lambda: ask(requests.RulesRequested())),
            ("Rules, found", lambda: self._find(requests.RulesRequested())),
            ("Problems", lambda: ask(requests.ProblemsRequested())),
            ("Doctor", self._doctor),
            ("Mend", self._mend),
            ("History", lambda: ask(requests.HistoryRequested())),
            ("Restore", self._restore),
            ("Backups", lambda: ask(requests.BackupsRequested())),
            ("Bring back", self._bring_back),
            ("Official record", lambda: self._reconcile("")),
            ("Official record, message", lambda: self._reconcile("message")),
            ("First run", self._first_run),
            ("Copies", self._copies),
            ("Copies, put aside", self._put_aside),
            ("Conflict", self._conflict),
            ("Help", lambda: act("help")),
            ("Palette", self._palette),
            ("Theme", self._theme),
            ("Toast", self._toast),
        ]
        for number, id in enumerate(held):
            wanted = partial(requests.CredentialRequested, id)  # a message can be posted only once
            ways.append((f"Credential {number}", lambda wanted=wanted: ask(wanted())))
            ways.append((f"Credential {number}, step", lambda wanted=wanted: self._step(wanted())))
            ways.append((f"Credential {number}, form", lambda id=id: self._form(id)))
            ways.append((f"Credential {number}, remove", lambda wanted=wanted: ask(wanted(), "remove")))
        for id in (one.id for one in records.credentials if one.program == "al-cto"):
            ways.append(("Form", lambda id=id: ask(requests.FormFieldsRequested(id))))
        for number, one in enumerate(staged):
            ways.append((f"Mentor {number}", lambda id=one.credential: ask(requests.MentorRequested(id))))
        ways += [
            (f"Rule set {name}", lambda name=name: ask(requests.RuleSetRequested(name))) for name in own or held[:1]
        ]
        return ways

    async def _ask(self, request: messages.Message, action: str = "") -> None:
        app = self._app
        before = app.screen
        before.post_message(request)
        await until(self._pilot, lambda: app.screen is not before and app.screen.is_mounted)
        if isinstance(app.screen, Listing) and not isinstance(app.screen, ImportScreen):  # that one begins empty
            await until(self._pilot, lambda: app.screen.query_one("#rows").option_count)
        if action:
            await self._act(action)

    async def _act(self, action: str) -> None:
        await self._app.screen.run_action(action)
        await self._pilot.pause()

    async def _import(self, row: str = "") -> None:
        """A sheet with the text in every cell that may hold it; with `row`, what Enter on it asks."""
        app = self._app
        sheet = app.folder.path / "sheet.csv"
        cell = '"' + self._text.replace('"', '""').replace("\0", "") + '"'
        sheet.write_text(
            f"Title,Date,Hours,Place,{cell}\n{cell},2025-01-01,2,{cell},{cell}\n{cell},never,2,,\n", "utf-8"
        )
        app.screen.post_message(requests.ImportRequested(str(sheet)))
        await until(self._pilot, lambda: isinstance(app.screen, ImportScreen) and app.screen._sheet is not None)
        if row:
            before, rows = app.screen, app.screen.query_one("#rows")
            rows.highlighted = rows.get_option_index(row)
            await self._act("open")
            await until(self._pilot, lambda: app.screen is not before)

    async def _marked(self, action: str) -> None:
        """Everything in the log marked, and what is done with it."""
        app = self._app
        await self._ask(requests.ActivitiesRequested(), "mark_all")
        before = app.screen
        await self._act(action)
        if action != "mark":
            await until(self._pilot, lambda: app.screen is not before and app.screen.query("SheetPane"))

    async def _find(self, request: messages.Message) -> None:
        await self._ask(request)
        self._app.screen.query_one("#find", Input).value = self._text
        await self._pilot.pause()

    async def _entry(self, request: messages.Message, action: str = "", *, refused: bool = False) -> None:
        app = self._app
        await self._ask(request)
        await until(self._pilot, lambda: isinstance(app.screen, Question) or app.screen._foresight is not None)
        if isinstance(app.screen, Question):  # what was typed here before was kept
            await self._pilot.press("d")
            await until(self._pilot, lambda: isinstance(app.screen, EntryScreen) and app.screen._foresight is not None)
        if refused:
            for field in app.screen.query(Input):
                field.value = self._text
            await self._pilot.pause()
            await self._act("save")
        elif action:
            await self._act(action)

    async def _step(self, request: messages.Message) -> None:
        """The form of the first step, where the credential has one."""
        await self._ask(request)
        rows = self._app.screen.query_one("#rows")
        steps = [
            place for place in range(rows.option_count)
            if "presentation" in (rows.get_option_at_index(place).id or "")
        ]  # fmt: skip
        if steps:
            rows.highlighted = steps[0]
            await self._pilot.pause()
        await self._act("mark")

    async def _form(self, credential: str) -> None:
        app = self._app
        app.screen.post_message(requests.CredentialFormRequested(credential))
        await until(self._pilot, lambda: not isinstance(app.screen, HomeScreen))

    async def _renewed(self) -> None:
        """The form for a renewal, of a credential that is renewed where there is one."""
        app = self._app
        asked = (one for one in app.overview.standings if has_renewals(app.overview.library, one.program))
        await self._ask(requests.RenewFormRequested(next(asked, app.overview.standings[0])))

    async def _mend(self) -> None:
        """The form of a line that cannot be read."""
        await self._ask(requests.ProblemsRequested())
        wrong = Problem(
            severity=Severity.ERROR, file=self._text, line=1, text=self._text, remedy=self._text, source=self._text
        )
        before = self._app.screen
        before.post_message(requests.MendFormRequested(self._text, broken_lines([wrong])))
        await until(self._pilot, lambda: self._app.screen is not before)

    async def _doctor(self) -> None:
        await self._ask(requests.ProblemsRequested())
        await self._act("doctor")
        await until(self._pilot, lambda: self._app.screen._findings is not None)

    async def _restore(self) -> None:
        app = self._app
        await self._ask(requests.HistoryRequested())
        await until(self._pilot, lambda: app.screen._states is not None)
        if len(app.screen._states) < 2:
            return
        before, rows = app.screen, app.screen.query_one("#rows")
        rows.highlighted = rows.option_count - 1
        await self._act("open")
        await until(self._pilot, lambda: app.screen is not before)

    async def _bring_back(self) -> None:
        """A backup in which the first activity is not called so, and one more is."""
        app, zipped = self._app, self._app.folder.path.parent / "then.zip"
        store, raw = RecordsStore(app.folder), app.folder.file.read_bytes()
        table = {"id": "then", "title": self._text, "date": app.on, "hours": 1}
        store.save(store.load(), AddActivity(table=table))
        back_up(app.folder, zipped, at=EntryScreen.now(), replaces=True)
        app.folder.file.write_bytes(raw)
        app.screen.post_message(requests.BringBackRequested(zipped))
        await until(self._pilot, lambda: isinstance(app.screen, BringBackScreen) and app.screen._sheet is not None)

    async def _plan(self, action: str) -> None:
        """The plan with everything worked out; to try, with its first entry left out."""
        app = self._app
        app.screen.post_message(requests.PlanRequested())
        await until(self._pilot, lambda: isinstance(app.screen, PlanScreen) and app.screen._desk is not None)
        screen = app.screen
        await until(self._pilot, lambda: not screen._working)
        if action == "try":
            entries = (at for at, row in enumerate(screen._rows) if row.about is not None and row.about.kind == "done")
            screen.query_one("#rows").highlighted = next(entries, None)
        if action:
            await self._act(action)
            await until(self._pilot, lambda: not screen._working)

    async def _reconcile(self, action: str) -> None:
        """The first two activities as an export shows them, the second with fewer hours, and one more."""
        app = self._app
        export = app.folder.path.parent / "export.csv"
        cell = self._text.replace("\0", "").replace('"', '""')
        rows = [f'"{cell}",{app.on.isoformat()},0.5', f'"{cell} 3",{app.on.isoformat()},9']
        export.write_text("\n".join(["Title,Date,Hours", *rows]), encoding="utf-8", errors="replace")
        app.screen.post_message(requests.ReconcileRequested())
        await until(self._pilot, lambda: isinstance(app.screen, ReconcileScreen) and app.screen._shown is not None)
        screen = app.screen
        screen.query_one("#path", Input).value = str(export)
        await screen.query_one("#path", Input).action_submit()
        await until(self._pilot, lambda: screen._look and not screen._is_looking)
        if action:
            await self._act(action)

    async def _copies(self) -> None:
        app = self._app
        app.screen.post_message(requests.CopiesRequested())
        await until(self._pilot, lambda: isinstance(app.screen, CopiesScreen) and app.screen._shown is not None)

    async def _put_aside(self) -> None:
        """The question whether a copy shall be put aside."""
        await self._copies()
        await self._act("aside")

    async def _not_saved(self) -> None:
        """The question what shall become of what was typed."""
        app = self._app
        await self._entry(requests.EntryRequested(activity=app.overview.records.activities[0].id))
        form = app.screen
        form.query(Input).first().value = self._text
        await until(self._pilot, lambda: form.is_changed)
        await form.run_action("back")
        await until(self._pilot, lambda: app.screen is not form)

    async def _first_run(self) -> None:
        """As if there were no records file yet, with every field wrong."""
        app = self._app
        screen = FirstRunScreen(app.folder.path / self._text.replace("\0", ""))
        await app.push_screen(screen)
        screen.overview = replace(app.overview, loaded=None)
        await until(self._pilot, lambda: screen.query(Tick))
        for box in screen.query(Tick):
            box.value = True
        await until(self._pilot, lambda: len(screen.query(Input)) > 5)
        for field in screen.query(Input):
            field.value = self._text
        await self._act("make")

    async def _conflict(self) -> None:
        """An edit of the first activity that was changed in the file meanwhile; the file is put back after."""
        app = self._app
        seen, raw = app.overview.loaded, app.folder.file.read_bytes()
        id = app.overview.records.activities[0].id
        store = RecordsStore(app.folder)
        store.save(store.load(), ChangeActivity(id=id, changes={"location": f"there {self._text}"}))
        edit = ChangeActivity(id=id, changes={"location": f"here {self._text}"})
        app.screen.post_message(messages.EditRequested(edit, seen=seen))
        await until(self._pilot, lambda: isinstance(app.screen, ConflictScreen) and app.screen._shown is not None)
        app.folder.file.write_bytes(raw)

    async def _palette(self) -> None:
        app = self._app
        before = app.screen
        await app.run_action("command_palette")
        await until(self._pilot, lambda: app.screen is not before)

    async def _theme(self) -> None:
        """The question which theme; where no color is wanted, why there is none."""
        app = self._app
        before = app.screen
        await app.run_action("choose_theme")
        await until(self._pilot, lambda: app.no_color or app.screen is not before)

    async def _toast(self) -> None:
        self._app.notify(self._text, title=self._text)
        await self._pilot.pause()
