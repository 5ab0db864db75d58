"""Rule files that are kept compiled: the same values, and nothing that was not found right."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

import alcto_core
from alcto_core import cache
from alcto_core.host import loading
from alcto_core.host.plugins import load_plugins
from alcto_core.problems import RuleFileError
from alcto_core.rules import compiled as module
from alcto_core.rules.compiled import checking_texts, compiled, keep_compiled
from alcto_core.rules.reading import read_and_keep, read_rule_file

ROOT = Path(alcto_core.__file__).parents[1]
SHIPPED = sorted((ROOT / "plugins").glob("*/rules/*.toml"))
ONE = SHIPPED[0].read_bytes()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing is kept yet."""
    place = tmp_path / "kept"
    monkeypatch.delenv(cache.VARIABLE, raising=False)
    monkeypatch.setattr(cache, "cache_place", lambda: str(place))
    return place


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_each_rule_file_comes_back_the_same(file: Path) -> None:
    raw = file.read_bytes()
    assert compiled(raw) is None
    read = read_and_keep(raw, file.name)
    kept = compiled(raw)
    assert kept is not None
    assert repr(kept) == repr(read) == repr(read_rule_file(raw, file.name))
    assert kept == read


def test_a_changed_file_is_read_anew() -> None:
    read_and_keep(ONE, "one.toml")
    assert compiled(ONE) is not None
    assert compiled(ONE + b"\n") is None


def test_a_file_with_something_wrong_is_never_kept(folder: Path) -> None:
    wrong = ONE.replace(b"cite", b"site", 1)
    for _ in range(2):
        with pytest.raises(RuleFileError):
            read_and_keep(wrong, "wrong.toml")
        assert compiled(wrong) is None
    assert not folder.exists()


@pytest.mark.parametrize("change", ["text", "name", "version", "python"])
def test_a_changed_check_or_another_version_reads_anew(change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read_and_keep(ONE, "one.toml")
    texts = list(checking_texts())
    if change == "text":
        monkeypatch.setattr(module, "checking_texts", lambda: iter([*texts[:-1], texts[-1] + b" "]))
    elif change == "name":
        monkeypatch.setattr(module, "checking_texts", lambda: iter([b"other", *texts[1:]]))
    elif change == "version":
        monkeypatch.setattr(module, "__version__", "9")
    else:
        monkeypatch.setattr(module.sys, "version", "9")
    module._checks.cache_clear()
    try:
        assert compiled(ONE) is None
    finally:
        monkeypatch.undo()
        module._checks.cache_clear()


def test_a_program_without_its_text_keeps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> object:
        raise OSError(2, "no such file")

    monkeypatch.setattr(module, "checking_texts", gone)
    module._checks.cache_clear()
    try:
        read_and_keep(ONE, "one.toml")
        assert not folder.exists()
    finally:
        module._checks.cache_clear()


def test_every_module_that_has_a_say_is_in_the_digest() -> None:
    code = "import sys, alcto_core.rules.reading\nprint(*[m for m in sys.modules if m.startswith('alcto_core')])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    texts = list(checking_texts())
    paths = {Path("rules", name.decode().lstrip(os.sep)) for name in texts[::2]}
    named = {".".join(Path(os.path.normpath(path)).with_suffix("").parts) for path in paths}
    has_no_say = {"cache", "places", "problems", "toml.faults", "toml.layout", "toml.placing", "toml.tokens"}
    packages = {"", "records", "toml"}
    for name in said.stdout.split():
        inner = name.removeprefix("alcto_core").removeprefix(".")
        assert inner in named | has_no_say | packages or f"{inner}.__init__" in named, name


def test_an_entry_of_another_content_is_no_rule_file() -> None:
    key = module._key(ONE)
    assert key is not None
    empty, torn = b"\x80", b"\xc1"
    names = (
        b"",
        b"rule-set",
        b"rule-set\n",
        b"rule-set\n" + empty,
        b"no\n" + empty,
        b"\xff\n",
        b"catalogue\n" + torn,
    )
    for payload in names:
        cache.keep("rules", key, payload)
        assert compiled(ONE) is None, payload


def test_a_value_that_would_come_back_otherwise_is_not_kept(folder: Path) -> None:
    content = tomllib.loads(ONE.decode(), parse_float=Decimal)
    word = read_rule_file(ONE, "one.toml")
    keep_compiled(ONE, {**content, "title": "Another"}, word)
    assert not folder.exists()


def test_a_hit_reads_no_toml(monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_plugins()

    def never(*_: object) -> None:
        raise AssertionError("read anew")

    monkeypatch.setattr(loading, "_read", never)
    again = load_plugins()
    assert {report.state for report in again.reports} == {"loaded"}
    assert repr(again.library.words) == repr(first.library.words)


def test_rule_files_beside_the_records_are_not_kept(folder: Path, tmp_path: Path) -> None:
    load_plugins()
    before = set(folder.iterdir())
    rules = tmp_path / "rules"
    rules.mkdir()
    text = ONE.decode().replace("al-cto-academy", "my-academy")
    (rules / "own.toml").write_text(text, encoding="utf-8")
    assert load_plugins(local_rules=rules).library.rule_sets["my-academy"]
    assert set(folder.iterdir()) == before


@pytest.mark.parametrize("verb", [("status", "--json"), ("status",), ("rules", "al-td-ceu"), ("catalogue",)])
def test_every_answer_is_the_same_with_and_without(verb: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "records.toml").write_text(
        'schema = 1\n[person]\nname = "Jordan"\n[[credential]]\nprogram = "al-td-ceu"\n'
        '[[activity]]\nid = "a"\ntitle = "A"\ndate = 2026-01-28\nhours = 6.0\nstrands = ["al-cto/it"]\n'
        'offering = "alet/winter-conference"\n',
        encoding="utf-8",
    )

    day = ("--on", "2026-03-01") if verb[0] == "status" else ()

    def told(**env: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "alcto_tui", *verb, "--records", str(tmp_path), *day],
            capture_output=True, text=True, timeout=120, check=False,
            env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), **env},
        )  # fmt: skip
        return done.returncode, done.stdout, done.stderr

    off = told(ALCTO_CACHE="0")
    assert not (tmp_path / "cache").exists()
    assert told(ALCTO_CACHE="1") == off
    assert told(ALCTO_CACHE="1") == off
    assert off[1]
