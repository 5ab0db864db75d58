"""`alcto status` begins with what other rules than at the last look do to the person."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from calling import Run

from alcto_core import cache
from alcto_core.cli.invocation import Invocation
from alcto_core.host.plugins import load_plugins
from alcto_core.rules.last_look import DAYS, rules_before
from alcto_core.rules.library import Library

pytestmark = pytest.mark.usefixtures("records")
TOLD = "The rules have changed since the last look (TD-CEU)."


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache of the test's own."""
    monkeypatch.setattr(cache, "place", lambda *_: str(tmp_path / "cache"))


def with_rules(program: str, **facts: object) -> Library:
    """The rules that are installed, with something else said of one program."""
    installed = load_plugins(no_plugins=True).library
    sets = dict(installed.published)
    sets[program] = msgspec.structs.replace(sets[program], **facts)
    return Library(sets.values(), installed.frameworks.values(), installed.catalogues)


def asking(hours: int) -> Library:
    """The same with so many hours a year for TD-CEU."""
    rules = load_plugins(no_plugins=True).library.published["al-td-ceu"].rule
    total = next(one for one in rules if one.id == "total")
    amounts = tuple(msgspec.structs.replace(one, hours=hours) for one in total.at_least)
    changed = msgspec.structs.replace(total, at_least=amounts)
    return with_rules("al-td-ceu", rule=tuple(changed if one is total else one for one in rules))


def looked_at(folder: Path, library: Library, day: date) -> None:
    """A look at the folder while these rules were installed."""
    rules_before(folder, library, day)


def test_a_change_is_told_with_both_standings(alcto: Run, folder: Path) -> None:
    looked_at(folder, asking(40), date.today())
    before = {one: one.read_bytes() for one in folder.rglob("*") if one.is_file()}
    first, second = alcto("status"), alcto("status")
    for result in (first, second):
        (line,) = (words for words in result.stderr.splitlines() if TOLD in words)
        assert "TD-CEU FY26: NOT YET → MET, 28 hours missing → nothing missing" in line
    assert {one: one.read_bytes() for one in folder.rglob("*") if one.is_file()} == before


def test_what_changes_nothing_for_the_person_is_said_once(
    alcto: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "The rules have changed since the last look (CCTO); nothing changes for you."
    looked_at(folder, with_rules("cetpa-ccto", rule=()), date.today())
    assert said in alcto("status").stderr
    monkeypatch.setattr(Invocation, "today", property(lambda _: date.today() + timedelta(days=1)))
    assert said not in alcto("status").stderr


def test_the_first_look_and_the_same_rules_tell_nothing(alcto: Run) -> None:
    assert "have changed" not in alcto("status").stderr + alcto("status").stderr


@pytest.mark.parametrize("words", [("--json",), ("--line",), ("--table",), ("--no-plugins",)])
def test_scripts_and_looks_without_all_plugins_hear_nothing(alcto: Run, folder: Path, words: tuple[str, ...]) -> None:
    looked_at(folder, asking(40), date.today())
    assert TOLD not in alcto("status", *words).output


def test_after_some_days_it_is_told_no_more(alcto: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at(folder, asking(40), date.today())
    assert TOLD in alcto("status").stderr
    later = date.today() + timedelta(days=DAYS + 1)
    monkeypatch.setattr(Invocation, "today", property(lambda _: later))
    assert TOLD not in alcto("status").stderr


def test_a_program_that_is_new_tells_nothing_of_windows_that_are_still_to_come(alcto: Run, folder: Path) -> None:
    installed = load_plugins(no_plugins=True).library
    sets = [rules for id, rules in installed.published.items() if id != "al-td-ceu"]
    looked_at(folder, Library(sets, installed.frameworks.values(), installed.catalogues), date.today())
    (line,) = (words for words in alcto("status").stderr.splitlines() if "There are new rules" in words)
    assert "TD-CEU FY26: CANNOT TELL → MET" in line
    assert "FY27" not in line and "more" not in line
