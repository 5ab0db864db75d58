"""The doctor: each finding appears when its cause is there, and goes when it is put right."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from alcto_core import doctor, system
from alcto_core.doctor import Finding, place
from alcto_core.doctor.clock import set_back
from alcto_core.doctor.finding import listed
from alcto_core.host.offer import PluginReport
from alcto_core.host.plugins import Plugins, load_plugins
from alcto_core.keeping.drafts import drop_draft, save_draft
from alcto_core.keeping.folder import RecordsFolder, remember_folder
from alcto_core.keeping.last_seen import known_plugins, record_backup
from alcto_core.keeping.settings import settings_file
from alcto_core.keeping.store import RecordsStore
from alcto_core.numbers import counted, size
from alcto_core.overview import Overview, open_overview, save
from alcto_core.records.edits import AddActivity, ChangePerson

ON = date(2026, 3, 1)
TEXT = """schema = 1

[person]
name = "Jordan Avery"

[[credential]]
program = "al-td-ceu"

[[activity]]
id = "fetc"
title = "FETC"
date = 2026-01-13
hours = 6
strands = ["al-cto/it"]
offering = "external/fetc"
evidence = ["evidence/fetc.pdf"]
"""
WINTER = {
    "title": "ALET Winter",
    "date": date(2026, 1, 28),
    "hours": 6,
    "strands": ["al-cto/it"],
    "offering": "alet/winter-conference",
}


@pytest.fixture(scope="module")
def plugins() -> Plugins:
    return load_plugins(no_plugins=True)


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "settings"
    monkeypatch.setattr(system, "settings_folder", lambda: folder)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> RecordsFolder:
    folder = RecordsFolder(path=tmp_path / "records")
    folder.evidence.mkdir(parents=True)
    (folder.evidence / "fetc.pdf").write_bytes(b"%PDF")
    folder.file.write_text(TEXT, encoding="utf-8")
    return folder


def now() -> datetime:
    return datetime.now(UTC)


def overview_of(folder: RecordsFolder, plugins: Plugins | None = None) -> Overview:
    return open_overview(folder, plugins or load_plugins(no_plugins=True, local_rules=None), ON)


def examined(folder: RecordsFolder, plugins: Plugins) -> list[Finding]:
    """What a whole `alcto check` comes to, which remembers what it saw for the next one."""
    overview = overview_of(folder, plugins)
    found = doctor.examine(overview, now())
    doctor.remember(overview, now())
    return list(found)


def amiss(folder: RecordsFolder, plugins: Plugins) -> list[tuple[str, str, str]]:
    return [(one.subject, one.state, _words(one)) for one in examined(folder, plugins) if not one.is_good]


def _words(one: Finding) -> str:
    return " ".join([one.sentence, one.remedy, *map(str, one.problems)])


class Case(NamedTuple):
    """A cause, what is told of it, and how it is put right."""

    cause: Callable[[RecordsFolder], object]
    subject: str
    state: str
    words: str
    mend: Callable[[RecordsFolder], object]


def write(name: str, text: str) -> Callable[[RecordsFolder], object]:
    def act(folder: RecordsFolder) -> None:
        path = folder.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return act


def rewritten(old: str, new: str) -> Callable[[RecordsFolder], object]:
    return write("records.toml", TEXT.replace(old, new))


def drop(name: str) -> Callable[[RecordsFolder], object]:
    return lambda folder: (folder.path / name).unlink()


def again(folder: RecordsFolder) -> None:
    folder.file.write_text(TEXT, encoding="utf-8")


def aged(folder: RecordsFolder, **away: float) -> None:
    when = (now() + timedelta(**away)).timestamp()
    os.utime(folder.file, (when, when))


def saved(folder: RecordsFolder) -> None:
    store = RecordsStore(folder)
    store.save(store.load(), ChangePerson(changes={"state": "AL"}))


def a_generation(folder: RecordsFolder) -> Path:
    return sorted(folder.stretches.iterdir())[0]


def damage(folder: RecordsFolder) -> None:
    saved(folder)
    a_generation(folder).write_bytes(b"other")


def unhistory(folder: RecordsFolder) -> None:
    saved(folder)
    (folder.backups / "index").unlink()
    (folder.backups / "index").mkdir()


def remember_elsewhere(folder: RecordsFolder) -> None:
    remember_folder(folder.path / "gone")


def spoil_settings(folder: RecordsFolder) -> None:
    settings_file().parent.mkdir(exist_ok=True)
    settings_file().write_text("records =")


MORE = TEXT + '\n[[activity]]\nid = "iste"\ntitle = "ISTE"\ndate = 2026-01-14\nhours = 1\nstrands = ["al-cto/it"]\n'

CASES = {
    "a mistake": Case(rewritten("6\n", "true\n"), "records", "wrong", "records.toml:13", again),
    "a doubt": Case(rewritten("offering", "ofering"), "records", "wrong", "offering", again),
    "damaged": Case(write("records.toml", "schema ="), "records", "wrong", "Nothing in records.toml", again),
    "newer": Case(rewritten("schema = 1", "schema = 2"), "records", "wrong", "schema 2", again),
    "gone": Case(drop("records.toml"), "records", "wrong", "alcto init", again),
    "gone, with a history": Case(
        lambda folder: (saved(folder), folder.file.unlink()), "records", "wrong", "alcto restore", again
    ),
    "read-only": Case(
        lambda folder: folder.file.chmod(0o444),
        "records",
        "look",
        "read-only",
        lambda folder: folder.file.chmod(0o644),
    ),
    "proof is missing": Case(
        drop("evidence/fetc.pdf"), "evidence", "wrong", "is not there", write("evidence/fetc.pdf", "%PDF")
    ),
    "proof is empty": Case(
        write("evidence/fetc.pdf", ""), "evidence", "wrong", "empty", write("evidence/fetc.pdf", "%PDF")
    ),
    "proof that nobody names": Case(
        write("evidence/x/other.pdf", "x"), "evidence", "look", "evidence/x/other.pdf", drop("evidence/x/other.pdf")
    ),
    "damaged notes": Case(
        write(".alcto/evidence.json", "{"), "evidence", "wrong", "is damaged", drop(".alcto/evidence.json")
    ),
    "no rule set": Case(rewritten("al-td-ceu", "vt-ceu"), "rule sets", "wrong", "vt-ceu", again),
    "a damaged generation": Case(damage, "backups", "wrong", "damaged on disk", lambda f: a_generation(f).unlink()),
    "no history to read": Case(
        unhistory, "backups", "wrong", "history cannot be read", lambda folder: (folder.backups / "index").rmdir()
    ),
    "a cut save": Case(
        write(".records.toml.1-aa.alcto-tmp", "x"),
        "backups",
        "look",
        "A save was interrupted; nothing was lost.",
        lambda folder: RecordsStore(folder).recover(),
    ),
    "a draft": Case(
        lambda folder: save_draft(folder, {"title": "x"}, at=now()), "drafts", "look", "entry of", drop_draft
    ),
    "a copy with more": Case(
        write("records (1).toml", MORE), "copies", "wrong", "alcto import", drop("records (1).toml")
    ),
    "a copy": Case(write("records (1).toml", TEXT), "copies", "look", "Nothing is lost", drop("records (1).toml")),
    "a broken copy": Case(write("records (1).toml", "schema ="), "copies", "look", "editor", drop("records (1).toml")),
    "a clock set back": Case(
        lambda folder: aged(folder, days=400), "clock", "wrong", "the clock says", lambda folder: aged(folder, days=-1)
    ),
    "a folder that is gone": Case(
        remember_elsewhere, "settings", "wrong", "is not there", lambda folder: settings_file().unlink()
    ),
    "damaged settings": Case(spoil_settings, "settings", "wrong", "damaged", lambda folder: settings_file().unlink()),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_finding_appears_and_goes_when_it_is_put_right(case: Case, folder: RecordsFolder, plugins: Plugins) -> None:
    case.cause(folder)
    (found,) = [one for one in amiss(folder, plugins) if one[0] == case.subject]
    assert found[:2] == (case.subject, case.state)
    assert case.words in found[2]
    case.mend(folder)
    assert amiss(folder, plugins) == []


def test_a_healthy_folder_is_good_in_everything(folder: RecordsFolder, plugins: Plugins) -> None:
    found = examined(folder, plugins)
    assert {one.state for one in found} == {"good"}
    assert [one.remedy for one in found if one.remedy] == []
    subjects = dict.fromkeys(one.subject for one in found)
    assert list(subjects) == [
        "records", "evidence", "rule sets", "plugins", "backups", "drafts", "copies", "folder", "clock", "settings",
        "cache",
    ]  # fmt: skip


def test_examining_changes_nothing(folder: RecordsFolder, plugins: Plugins) -> None:
    saved(folder)
    before = {path: path.stat().st_mtime_ns for path in folder.path.rglob("*") if path.is_file()}
    doctor.examine(overview_of(folder, plugins), now())
    after = {path: path.stat().st_mtime_ns for path in folder.path.rglob("*") if path.is_file()}
    after = {path: when for path, when in after.items() if path.name != "lock"}
    assert after == {path: when for path, when in before.items() if path.name != "lock"}


def test_proof_that_changed_is_told_until_it_is_accepted(folder: RecordsFolder, plugins: Plugins) -> None:
    examined(folder, plugins)
    proof = folder.evidence / "fetc.pdf"
    told = proof.stat()
    proof.write_bytes(b"%PDX")
    os.utime(proof, ns=(told.st_atime_ns, told.st_mtime_ns))
    for _ in range(2):
        ((subject, state, words),) = amiss(folder, plugins)
        assert (subject, state) == ("evidence", "wrong")
        assert "evidence/fetc.pdf: changed since" in words and "same size" in words
    assert doctor.remember(overview_of(folder, plugins), now(), accept=True) == ("evidence/fetc.pdf",)
    assert amiss(folder, plugins) == []


def test_proof_is_noted_when_it_is_logged(folder: RecordsFolder, plugins: Plugins) -> None:
    (folder.evidence / "winter.pdf").write_bytes(b"one")
    save(overview_of(folder, plugins), AddActivity(table={**WINTER, "evidence": ["evidence/winter.pdf"]}))
    (folder.evidence / "winter.pdf").write_bytes(b"another")
    ((_, _, words),) = amiss(folder, plugins)
    assert "evidence/winter.pdf: changed since" in words and "(3 bytes then, 7 bytes now)" in words


def test_a_save_that_names_no_proof_notes_nothing(folder: RecordsFolder, plugins: Plugins) -> None:
    save(overview_of(folder, plugins), AddActivity(table=WINTER))
    assert not (folder.own / "evidence.json").exists()


def test_notes_that_cannot_be_written_never_fail_a_save(folder: RecordsFolder, plugins: Plugins) -> None:
    (folder.own / "evidence.json").mkdir(parents=True)
    (folder.evidence / "winter.pdf").write_bytes(b"one")
    _, done = save(overview_of(folder, plugins), AddActivity(table={**WINTER, "evidence": ["evidence/winter.pdf"]}))
    assert done.confirmed
    assert [one[0] for one in amiss(folder, plugins)] == ["evidence"]


def test_a_plugin_that_was_here_and_is_gone_is_told_with_its_command(folder: RecordsFolder, plugins: Plugins) -> None:
    extra = PluginReport(name="texas", source="alcto-texas 1.2", state="loaded")
    examined(folder, msgspec.structs.replace(plugins, reports=(*plugins.reports, extra)))
    assert known_plugins(folder) == {"texas": "alcto-texas 1.2"}
    ((subject, state, words),) = amiss(folder, plugins)
    assert (subject, state) == ("plugins", "wrong")
    assert "pip install alcto-texas" in words
    assert amiss(folder, plugins) != []
    doctor.remember(overview_of(folder, plugins), now(), accept=True)
    assert amiss(folder, plugins) == []
    assert known_plugins(folder) == {}


def test_a_plugin_that_is_left_out_is_not_gone(folder: RecordsFolder, plugins: Plugins) -> None:
    extra = PluginReport(name="texas", source="alcto-texas 1.2", state="loaded")
    examined(folder, msgspec.structs.replace(plugins, reports=(*plugins.reports, extra)))
    off = msgspec.structs.replace(extra, state="off", reason="left out by --no-plugins")
    assert amiss(folder, msgspec.structs.replace(plugins, reports=(*plugins.reports, off))) == []


def test_a_plugin_that_failed_is_told_with_its_reason(folder: RecordsFolder, plugins: Plugins) -> None:
    bad = PluginReport(name="texas", source="alcto-texas 1.2", state="failed", reason="it raised ValueError")
    ((subject, state, words),) = amiss(folder, msgspec.structs.replace(plugins, reports=(*plugins.reports, bad)))
    assert (subject, state) == ("plugins", "wrong")
    assert "it raised ValueError" in words and "--no-plugin texas" in words


def test_a_rule_file_of_the_persons_own_is_told_like_rules_check_tells_it(folder: RecordsFolder) -> None:
    folder.rules.mkdir()
    bad = folder.rules / "mine.toml"
    bad.write_text('kind = "rule-set"\n')

    def found() -> list[tuple[str, str, str]]:
        return amiss(folder, load_plugins(local_rules=folder.rules))

    ((subject, state, words),) = found()
    assert (subject, state) == ("rule sets", "wrong")
    assert "rules/mine.toml:1: " in words
    assert words.count("the key “schema” is missing") == 1
    bad.unlink()
    assert found() == []


def test_an_unverified_rule_set_is_named_and_nothing_to_put_right(folder: RecordsFolder, plugins: Plugins) -> None:
    rules = plugins.library.rule_sets["al-td-ceu"]
    folder.rules.mkdir()
    overview = overview_of(folder, plugins)
    overview.library.rule_sets = {
        **overview.library.rule_sets,
        rules.id: msgspec.structs.replace(rules, verified=False),
    }  # type: ignore[misc]
    try:
        (found,) = [
            one for one in doctor.examine(overview, now()) if one.sentence.startswith(f"{rules.short} was held")
        ]
    finally:
        overview.library.rule_sets = {**overview.library.rule_sets, rules.id: rules}  # type: ignore[misc]
    assert (found.subject, found.is_good) == ("rule sets", True)
    assert "unverified" in found.sentence and rules.checked.isoformat() in found.sentence


@pytest.fixture
def locked(folder: RecordsFolder) -> Iterator[None]:
    import filelock

    saved(folder)
    with filelock.FileLock(folder.lock, thread_local=False, is_singleton=False):
        yield


def test_a_lock_that_is_taken_is_told(folder: RecordsFolder, plugins: Plugins, locked: None) -> None:
    assert [(one[0], one[1]) for one in amiss(folder, plugins)] == [("folder", "look")]


def test_a_folder_without_room_for_a_lock_is_told(folder: RecordsFolder, plugins: Plugins) -> None:
    (folder.own / "lock").mkdir(parents=True)
    assert [(one[0], one[1]) for one in amiss(folder, plugins)] == [("folder", "wrong")]
    (folder.own / "lock").rmdir()
    assert amiss(folder, plugins) == []


def test_a_disk_that_is_nearly_full_is_told(
    folder: RecordsFolder, plugins: Plugins, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "FREE_LEAST", 1 << 80)
    ((subject, state, words),) = amiss(folder, plugins)
    assert (subject, state) == ("folder", "wrong")
    assert "left" in words


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_kept(
    folder: RecordsFolder, plugins: Plugins, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place.os, "access", lambda path, mode: not mode & os.W_OK)
    assert [(one[0], one[1]) for one in amiss(folder, plugins)] == [("folder", "look")]


def test_archives_and_changes_from_outside_are_good_news(folder: RecordsFolder, plugins: Plugins) -> None:
    saved(folder)
    record_backup(folder, Path("/elsewhere/b.zip"), now() - timedelta(days=3))
    words = " ".join(one.sentence for one in examined(folder, plugins))
    assert "The last archive was made 3 days ago: /elsewhere/b.zip." in words
    assert "The file is as alcto left it" in words
    folder.file.write_text(folder.file.read_text() + "# mine\n")
    words = " ".join(one.sentence for one in examined(folder, plugins))
    assert "changed outside alcto since its last save" in words


def test_a_save_from_the_future_is_told_from_the_history_alone(folder: RecordsFolder) -> None:
    store = RecordsStore(folder, now=lambda: now() + timedelta(days=400))
    store.save(store.load(), ChangePerson(changes={"state": "AL"}))
    assert set_back(folder, None, now() + timedelta(days=400)) is None
    found = set_back(folder, None, now())
    assert found is not None and "The last save was made on" in found.sentence


def test_a_history_with_times_that_are_none_says_nothing_of_the_clock(folder: RecordsFolder) -> None:
    folder.backups.mkdir(parents=True)
    line = {"at": "yesterday", "kind": "edit", "what": "x", "before": "a", "after": "b"}
    (folder.backups / "index").write_text(json.dumps(line) + "\n")
    assert set_back(folder, None, now()) is None


def test_numbers_are_told_for_people() -> None:
    assert (counted(1, "file"), counted(2, "activity", "activities")) == ("1 file", "2 activities")
    assert listed("abcdefg") == "a, b, c, d, e and 2 more"
    assert [size(number) for number in (1, 2048, 3 << 20, 5 << 30)] == ["1 byte", "2 KB", "3 MB", "5 GB"]


@pytest.mark.parametrize("place", [".alcto", ".alcto/history"])
def test_a_file_where_a_save_needs_a_folder_is_told(folder: RecordsFolder, plugins: Plugins, place: str) -> None:
    path = folder.path / place
    path.parent.mkdir(exist_ok=True)
    path.write_text("in the way")
    (found,) = [one for one in amiss(folder, plugins) if one[0] == "folder"]
    assert found[1] == "wrong"
    assert "is no folder, so nothing can be saved" in found[2]
    path.unlink()
    assert [one for one in amiss(folder, plugins) if one[0] == "folder"] == []
