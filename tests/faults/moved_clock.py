"""F22: the clock is wrong: too early, too late, or set back between two saves; or the file's time is.

The clock is an argument everywhere, so it is moved by handing in another one; the times of the file are set for
real. What is asked for a date must be judged as of that date and nothing else; the doctor says what it sees; nothing
is rewritten; and undo goes by the order of the saves, whatever times they have.
"""

from __future__ import annotations

import os
import random
from datetime import UTC, date, datetime, timedelta

import msgspec
from gates import Gate, Outcome, Plan

from alcto_core.doctor import clock, examine
from alcto_core.host.plugins import Plugins, load_plugins
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.store import RecordsStore
from alcto_core.overview import open_overview
from alcto_core.records.changing import Edit
from alcto_core.records.edits import AddActivity, ChangeActivity, ChangePerson

TODAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEXT = """schema = 1

[person]
name = "Jordan Avery"

[[credential]]
program = "al-td-ceu"

[[credential]]
program = "al-cto"
cohort = "ECHO"
renewed = [2024-05-20]

[[activity]]
id = "winter"
title = "ALET Winter Conference"
date = 2026-01-28
hours = 6.0
strands = ["al-cto/it", "al-cto/data"]
offering = "alet/winter-conference"

[[activity]]
id = "iste"
title = "ISTE"
date = 2027-06-28
hours = 8.0
strands = ["al-cto/it"]
offering = "external/iste"
"""


def measure(plan: Plan) -> Outcome:
    """One in three cases moves the file's times, one the times of saves, one sets the clock back between saves."""
    outcome = Outcome()
    for figure in ("clocks moved", "sentences", "bytes changed", "wrong undos"):
        outcome.add(figure, 0)
    plugins = load_plugins(no_plugins=True)
    for number in plan.of(120, 6000):
        folder = RecordsFolder(path=plan.scratch / f"case{number}")
        folder.path.mkdir()
        folder.file.write_text(TEXT, encoding="utf-8", newline="")
        chance = plan.chance(number)
        (_file_times, _saves_ahead, _set_back)[number % 3](outcome, folder, plugins, chance, f"case {number}")
    return outcome


def _file_times(outcome: Outcome, folder: RecordsFolder, plugins: Plugins, chance: random.Random, case: str) -> None:
    """The file's time lies anywhere; what is asked for a date is the same as ever."""
    on = date(2020, 1, 1) + timedelta(days=chance.randrange(5000))
    expected = _judged(folder, plugins, on)
    ahead = timedelta(days=chance.choice((-9000, -400, -2, 2, 30, 400, 9000)))
    when = (TODAY + ahead).timestamp()
    os.utime(folder.file, (when, when))
    outcome.add("clocks moved")
    if _judged(folder, plugins, on) != expected:
        outcome.fail(f"{case}: the standing as of {on} moved with the time of the file")
    _told(outcome, folder, plugins, on, ahead > clock.AHEAD_MOST, case)
    _kept(outcome, folder, TEXT.encode(), case)


def _saves_ahead(outcome: Outcome, folder: RecordsFolder, plugins: Plugins, chance: random.Random, case: str) -> None:
    """A save is made while the clock is ahead; then the clock is right again."""
    ahead = timedelta(days=chance.choice((3, 90, 366, 40000)))
    _save(folder, TODAY + ahead, ChangePerson(changes={"state": "AL"}))
    after = folder.file.read_bytes()
    os.utime(folder.file, (TODAY.timestamp(), TODAY.timestamp()))
    outcome.add("clocks moved")
    _told(outcome, folder, plugins, TODAY.date(), True, case)
    _kept(outcome, folder, after, case)
    _undone(outcome, folder, [TEXT.encode(), after], case)


def _set_back(outcome: Outcome, folder: RecordsFolder, plugins: Plugins, chance: random.Random, case: str) -> None:
    """Saves one after the other, the clock set back a year or so between them; undo and redo go by their order."""
    states = [TEXT.encode()]
    when = TODAY
    for number in range(4):
        edit = (
            AddActivity(table=_event(number))
            if number % 2
            else ChangeActivity(id="winter", changes={"hours": number + 1})
        )
        _save(folder, when, edit)
        states.append(folder.file.read_bytes())
        when -= timedelta(days=chance.choice((0, 1, 365, 366, 5000)), seconds=chance.randrange(90000))
    outcome.add("clocks moved")
    listed = [state.sentence for state in RecordsStore(folder).generations() if state.at]
    if "added" not in listed[0] or len(listed) != 4:
        outcome.add("wrong undos")
        outcome.fail(f"{case}: the list of saves is out of order: {listed}")
    _judged(folder, plugins, TODAY.date())
    _kept(outcome, folder, states[-1], case)
    _undone(outcome, folder, states, case)


def _event(number: int) -> dict[str, object]:
    return {
        "id": f"a{number}",
        "title": f"Event {number}",
        "date": date(2026, 1, 5),
        "hours": 1,
        "strands": ["al-cto/it"],
    }


def _save(folder: RecordsFolder, when: datetime, edit: Edit) -> None:
    store = RecordsStore(folder, now=lambda: when)
    store.save(store.load(), edit)


def _judged(folder: RecordsFolder, plugins: Plugins, on: date) -> object:
    return msgspec.to_builtins(open_overview(folder, plugins, on).standings, builtin_types=(date,), str_keys=True)


def _told(outcome: Outcome, folder: RecordsFolder, plugins: Plugins, on: date, is_wrong: bool, case: str) -> None:
    found = [one for one in examine(open_overview(folder, plugins, on), TODAY) if one.subject == "clock"]
    told = [one for one in found if not one.is_good]
    outcome.add("sentences", len(told))
    if bool(told) != is_wrong or any(not one.remedy for one in told):
        outcome.fail(f"{case}: of the clock was told: {[one.sentence for one in found]}")
    if on != TODAY.date() and not any(str(on) in one.sentence for one in found):
        outcome.fail(f"{case}: nobody said that it is judged as of {on}")


def _kept(outcome: Outcome, folder: RecordsFolder, raw: bytes, case: str) -> None:
    if folder.file.read_bytes() != raw:
        outcome.add("bytes changed")
        outcome.fail(f"{case}: the file was rewritten")


def _undone(outcome: Outcome, folder: RecordsFolder, states: list[bytes], case: str) -> None:
    """Back to the first state step by step, and forth again."""
    store = RecordsStore(folder, now=lambda: TODAY - timedelta(days=700))
    for way, wanted in ((store.undo, states[-2::-1]), (store.redo, states[1:])):
        for raw in wanted:
            way()
            if folder.file.read_bytes() != raw:
                outcome.add("wrong undos")
                outcome.fail(f"{case}: {way.__name__} gave another state")
                return


GATE = Gate(
    id="F22",
    fault="the clock moved, or the file's time lies in the future",
    gate="a sentence; standings follow the date asked about; 0 bytes rewritten; undo in the order of the saves",
    measure=measure,
    least={"clocks moved": (120, 6000), "sentences": (40, 2000)},
    shares=2,
)
