"""Lines of a roster that are kept: they are those that would be made, and whatever they rest on makes them anew."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from alcto_core import cache
from alcto_core.host import loading
from alcto_core.roster import crew, kept
from alcto_core.roster import line as lines
from alcto_core.roster.crew import lines_of
from alcto_core.roster.line import Line, Setting
from alcto_core.roster.walk import records_files

RECORDS = """\
schema = 1

[person]
name = "{name}"
district = "Pine Hollow City Schools"

[[credential]]
program = "al-td-ceu"

[[activity]]
id = "winter"
title = "A title that nobody else shall read"
date = 2026-01-28
hours = {hours}
offering = "alet/winter-conference"
"""


@pytest.fixture
def setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Setting:
    """The cache lies in a folder of its own."""
    monkeypatch.delenv("ALCTO_CACHE", raising=False)
    monkeypatch.setattr(cache, "cache_place", lambda: str(tmp_path / "cache"))
    return Setting(on=date(2026, 3, 1), local_rules=tmp_path / "rules")


@pytest.fixture
def people(tmp_path: Path) -> Path:
    folder = tmp_path / "people"
    for at in range(3):
        own = folder / f"p{at}"
        own.mkdir(parents=True)
        (own / "records.toml").write_text(RECORDS.format(name=f"Person {at}", hours=4 + at), "utf-8")
    return folder


class Told:
    """The lines of a folder, and for how many files of it they were made anew."""

    def __init__(self, folder: Path, setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
        made: list[str] = []

        def counted(setting: Setting, found: Any, raw: bytes) -> Line:
            made.append(found.file)
            return lines.line_from(setting, found, raw)

        lines.plugins_of.cache_clear()
        monkeypatch.setattr(crew, "line_from", counted)
        self.lines = sorted(lines_of(setting, tuple(records_files(folder))), key=lambda one: one.file)
        self.made = sorted(made)


def test_the_second_time_no_line_is_made_and_all_are_the_same(
    setting: Setting, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Told(people, setting, monkeypatch)
    second = Told(people, setting, monkeypatch)
    assert len(first.made) == 3
    assert (second.made, second.lines) == ([], first.lines)


def test_a_changed_file_alone_is_judged_anew_and_one_that_moved_is_not(
    setting: Setting, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Told(people, setting, monkeypatch)
    changed = people / "p1" / "records.toml"
    changed.write_text(RECORDS.format(name="Person 1", hours=7.5), "utf-8")
    (people / "p2").rename(people / "p9")
    again = Told(people, setting, monkeypatch)
    assert again.made == ["p1/records.toml"]
    assert [one.file for one in again.lines] == ["p0/records.toml", "p1/records.toml", "p9/records.toml"]
    monkeypatch.setenv("ALCTO_CACHE", "0")
    assert Told(people, setting, monkeypatch).lines == again.lines


def _other_day(setting: Setting) -> Setting:
    return msgspec.structs.replace(setting, on=date(2026, 3, 2))


def _other_programs(setting: Setting) -> Setting:
    return msgspec.structs.replace(setting, programs=("al-td-ceu",))


def _other_rules(setting: Setting) -> Setting:
    assert setting.local_rules is not None
    setting.local_rules.mkdir()
    (setting.local_rules / "own.toml").write_text("kind = 3\n", "utf-8")
    return setting


def _no_plugins(setting: Setting) -> Setting:
    return msgspec.structs.replace(setting, no_plugins=True)


@pytest.mark.parametrize("other", [_other_day, _other_programs, _other_rules, _no_plugins])
def test_whatever_lines_are_judged_by_makes_them_anew(
    setting: Setting, people: Path, monkeypatch: pytest.MonkeyPatch, other: Any
) -> None:
    Told(people, setting, monkeypatch)
    assert len(Told(people, other(setting), monkeypatch).made) == 3


def test_rules_beside_a_file_make_its_line_anew(
    setting: Setting, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Told(people, setting, monkeypatch)
    (people / "p0" / "rules").mkdir()
    (people / "p0" / "rules" / "own.toml").write_text("", "utf-8")
    again = Told(people, setting, monkeypatch)
    assert again.made == ["p0/records.toml"]
    assert "rule files" in (again.lines[0].problem or "")


def test_alctos_own_modules_and_the_files_of_plugins_are_among_what_is_looked_at(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugins = lines.plugins_of(setting)
    before = kept.ground(setting, plugins)
    assert before is not None
    assert kept.ground(setting, plugins) == before
    read = Path.read_bytes
    for name in ("evaluation/allocation.py", "al-td-ceu.toml"):
        with monkeypatch.context() as patched:
            patched.setattr(
                Path, "read_bytes", lambda file, end=name: read(file) + (b"#" if file.as_posix().endswith(end) else b"")
            )
            assert kept.ground(setting, plugins) != before, name


def test_where_a_plugin_makes_its_rules_by_code_nothing_is_kept(
    setting: Setting, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = loading.Found(name="xy", module="xy", distribution="xy", version="1")
    monkeypatch.setattr(kept.discovery, "installed_plugins", lambda: (found,))
    monkeypatch.setattr(kept.loading, "has_hooks_of", lambda plugin: plugin.name == "xy")
    assert kept.ground(setting, lines.plugins_of(setting)) is None
    Told(people, setting, monkeypatch)
    assert len(Told(people, setting, monkeypatch).made) == 3


def test_a_file_with_errors_or_of_somebody_else_is_never_kept(
    setting: Setting, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (people / "p0" / "records.toml").write_text(RECORDS.format(name="Person 0", hours="eight"), "utf-8")
    monkeypatch.setattr(crew, "may_be_kept", lambda path: "p1" not in path)
    Told(people, setting, monkeypatch)
    assert Told(people, setting, monkeypatch).made == ["p0/records.toml", "p1/records.toml"]


@pytest.mark.skipif(sys.platform == "win32", reason="owners are of POSIX")
def test_whose_file_it_is_is_told_by_its_owner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "records.toml").write_text("", "utf-8")
    assert kept.may_be_kept(str(tmp_path / "records.toml"))
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    assert not kept.may_be_kept(str(tmp_path / "records.toml"))
    assert not kept.may_be_kept(str(tmp_path / "nothing.toml"))


@pytest.mark.parametrize("damage", [b"", b"\x81\xa1", b"\xff" * 40])
def test_what_is_kept_and_cannot_be_read_is_as_good_as_none(
    setting: Setting, people: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes
) -> None:
    first = Told(people, setting, monkeypatch)
    monkeypatch.setattr(cache, "kept", lambda kind, key: damage if kind == "roster" else None)
    again = Told(people, setting, monkeypatch)
    assert (again.made, again.lines) == (first.made, first.lines)


def test_what_is_kept_holds_nothing_of_a_log(setting: Setting, people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told(people, setting, monkeypatch)
    assert told.lines[0].name == "Person 0"
    held = b"".join(file.read_bytes() for file in Path(cache.place()).glob("roster-*"))
    assert b"Person 0" in held
    assert b"nobody else shall read" not in held
    assert all(file.stat().st_mode & 0o077 == 0 for file in Path(cache.place()).iterdir() if os.name != "nt")


def test_where_there_is_not_room_for_all_the_last_ones_stay(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_PARTS", 1)
    monkeypatch.setattr(kept, "_MOST", 1_000)
    held = kept.Kept(b"ground")
    for at in range(40):
        held.add(at.to_bytes(32, "big"), Line(file="f", name=f"Person {at}"))
    held.save()
    again = kept.Kept(b"ground")
    names = [one.name for at in range(40) if (one := again.line(at.to_bytes(32, "big"), "f"))]
    assert names and names[-1] == "Person 39" and len(names) < 40
