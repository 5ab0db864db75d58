"""The line of a prompt that is kept: given again only while everything that it rests on is as it was."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from calling import ACTIVITIES, BOTH, PERSON
from hypothesis import given
from hypothesis import strategies as st

import alcto_core
from alcto_core import cache, kept_answers
from alcto_core.cli import kept_line
from alcto_core.cli.kept_line import LINE, Unanswered, answered, call_key, look_up
from alcto_core.kept_answers import Asked, states_of

ROOT = Path(alcto_core.__file__).parents[1]
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes and few links")
RUN = "import sys\nfrom alcto_tui.__main__ import main\nsys.exit(main())"
WATCHED = """
import atexit, sys
looked = []
def hook(event, args):
    if event in ("open", "os.listdir", "os.scandir") and isinstance(args[0], str):
        looked.append(args[0])
sys.addaudithook(hook)
@atexit.register
def tell():
    told = list(looked)
    with open("looked", "w", encoding="utf-8") as file:
        file.write("\\n".join(told))
"""
HIT = """
import atexit, sys
atexit.register(lambda: print("CLICK" if "click" in sys.modules else "KEPT", file=sys.stderr))
"""


class Told(NamedTuple):
    """What one call said."""

    status: int
    line: str
    aside: str
    is_kept: bool


class Prompt:
    """A prompt that asks for its line, or a script that asks for JSON, in processes of their own."""

    def __init__(self, tmp_path: Path, shape: str = "--line") -> None:
        self.folder = tmp_path / "records"
        self.folder.mkdir()
        self.file.write_text(PERSON + BOTH + ACTIVITIES, encoding="utf-8")
        self.home = tmp_path / "house"
        self.home.mkdir()
        self.kept = self.home / "cache"
        self.env = {
            **os.environ,
            "HOME": str(self.home),
            "XDG_CACHE_HOME": str(self.kept),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "ALCTO_RECORDS": str(self.folder),
            "ALCTO_CACHE": "1",
            "PYTHONPATH": os.pathsep.join([str(tmp_path / "site"), str(ROOT), str(ROOT / "plugins")]),
        }
        self.words = ["status", shape, "--on", "2026-03-01"]
        self.cwd = tmp_path

    @property
    def file(self) -> Path:
        return self.folder / "records.toml"

    def asks(self, before: str = HIT) -> Told:
        done = subprocess.run(
            [sys.executable, "-c", before + RUN, *self.words],
            capture_output=True, text=True, encoding="utf-8", timeout=120, check=False, env=self.env, cwd=self.cwd,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        *aside, last = done.stderr.splitlines() or [""]
        return Told(done.returncode, done.stdout, "\n".join(aside), last == "KEPT")

    def asks_without(self) -> Told:
        self.env["ALCTO_CACHE"] = "0"
        told = self.asks()
        self.env["ALCTO_CACHE"] = "1"
        assert not told.is_kept
        return told

    def asks_until_kept(self) -> Told:
        told = [self.asks(), self.asks(), self.asks()]
        assert [one.is_kept for one in told] == [False, False, True]
        assert len({one[:3] for one in told}) == 1
        return told[-1]


@pytest.fixture(params=["--line", "--json"])
def prompt(tmp_path: Path, request: pytest.FixtureRequest) -> Prompt:
    return Prompt(tmp_path, request.param)


@pytest.fixture
def usual(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(cache, "cache_place", lambda: str(tmp_path / "kept"))
    monkeypatch.delenv(cache.VARIABLE, raising=False)
    return tmp_path


def test_the_third_call_gives_the_line_of_the_second(prompt: Prompt) -> None:
    told = prompt.asks_until_kept()
    assert told[:3] == prompt.asks_without()[:3]
    assert told.line.startswith("TD-CEU" if "--line" in prompt.words else "{\n")
    assert told.status == 0


def test_what_stands_beside_the_line_is_kept_with_it_and_so_is_the_status(prompt: Prompt) -> None:
    text = prompt.file.read_text("utf-8")
    prompt.file.write_text(text.replace("hours = 8.0", 'hours = "8"').replace("posted", "postet"), encoding="utf-8")
    told = prompt.asks_until_kept()
    assert told.status == 3
    assert "records.toml:" in told.aside
    assert told[:3] == prompt.asks_without()[:3]


def edited(prompt: Prompt) -> None:
    prompt.file.write_text(prompt.file.read_text("utf-8").replace("hours = 6.0", "hours = 1.0"), encoding="utf-8")


def edited_at_the_same_time_and_size(prompt: Prompt) -> None:
    told = prompt.file.stat()
    edited(prompt)
    assert prompt.file.stat().st_size == told.st_size
    os.utime(prompt.file, ns=(told.st_atime_ns, told.st_mtime_ns))


def rule_file(prompt: Prompt) -> None:
    (prompt.folder / "rules").mkdir()
    text = (ROOT / "plugins/alcto_alabama/rules/al-td-ceu.toml").read_text("utf-8")
    (prompt.folder / "rules" / "mine.toml").write_text(text, encoding="utf-8")


def other_records(prompt: Prompt) -> None:
    other = prompt.folder.with_name("other")
    shutil.copytree(prompt.folder, other)
    prompt.folder = other
    edited(prompt)
    prompt.env["ALCTO_RECORDS"] = str(other)


def plugin(prompt: Prompt) -> None:
    site = prompt.cwd / "site"
    info = site / "another-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: another\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[alcto.plugins]\nanother = another\n", encoding="utf-8")
    rules = site / "another" / "rules"
    rules.mkdir(parents=True)
    (site / "another" / "__init__.py").write_text("ALCTO_API = 1\n", encoding="utf-8")
    text = (ROOT / "plugins/alcto_alabama/rules/al-td-ceu.toml").read_text("utf-8")
    (rules / "same.toml").write_text(text, encoding="utf-8")


FLIPS: dict[str, Callable[[Prompt], None]] = {
    "the records": edited,
    "the records, at the same time and size": edited_at_the_same_time_and_size,
    "a rule file beside the records": rule_file,
    "another folder": other_records,
    "a plugin that claims the same rule set": plugin,
    "the day": lambda prompt: prompt.words.__setitem__(3, "2026-11-01"),
    "an option": lambda prompt: prompt.words.extend(["--no-plugin", "alabama"]),
    "plain words": lambda prompt: prompt.env.update(ALCTO_PLAIN="1", LC_ALL="C", PYTHONIOENCODING="ascii"),
}


@pytest.mark.parametrize("flip", FLIPS)
def test_what_changed_is_answered_anew(prompt: Prompt, flip: str) -> None:
    before = prompt.asks_until_kept()
    FLIPS[flip](prompt)
    after = prompt.asks()
    assert not after.is_kept
    assert after[:3] == prompt.asks_without()[:3]
    if flip != "plain words":
        assert after[:3] != before[:3]


def test_a_change_that_is_taken_back_has_the_answer_of_before(prompt: Prompt) -> None:
    raw = prompt.file.read_bytes()
    before = prompt.asks_until_kept()
    edited(prompt)
    assert prompt.asks()[:3] != before[:3]
    prompt.file.write_bytes(raw)
    assert prompt.asks() == before


def with_proof(prompt: Prompt) -> Path:
    proof = prompt.folder / "evidence" / "winter.pdf"
    proof.parent.mkdir()
    proof.write_bytes(b"%PDF")
    text = prompt.file.read_text("utf-8").replace('id = "winter"', 'id = "winter"\nevidence = ["evidence/winter.pdf"]')
    prompt.file.write_text(text, encoding="utf-8")
    return proof


PROOFS: dict[str, Callable[[Path], object]] = {
    "gone": lambda proof: proof.unlink(),
    "of another size": lambda proof: proof.write_bytes(b"%PDF-1.7"),
    "a folder": lambda proof: (proof.unlink(), proof.mkdir()),
    "a link": lambda proof: (proof.unlink(), proof.symlink_to(proof.parents[1] / "records.toml")),
    "behind a link": lambda proof: (
        proof.parent.rename(proof.parents[1] / "moved"), proof.parent.symlink_to(proof.parents[1] / "moved"),
    ),
}  # fmt: skip


@POSIX
@pytest.mark.parametrize("change", PROOFS)
def test_a_changed_file_of_proof_is_seen(prompt: Prompt, change: str) -> None:
    proof = with_proof(prompt)
    prompt.asks_until_kept()
    PROOFS[change](proof)
    after = prompt.asks()
    assert not after.is_kept
    assert after[:3] == prompt.asks_without()[:3]


@POSIX
def test_proof_behind_a_link_is_looked_at_each_time(prompt: Prompt) -> None:
    proof = with_proof(prompt)
    PROOFS["a link"](proof)
    assert not any(prompt.asks().is_kept for _ in range(4))


@POSIX
def test_a_new_entry_names_proof_that_was_not_looked_at_before(prompt: Prompt) -> None:
    prompt.asks_until_kept()
    proof = with_proof(prompt)
    assert [prompt.asks().is_kept for _ in range(3)] == [False, False, True]
    proof.unlink()
    assert not prompt.asks().is_kept


FINDER = """
import sys
from importlib.util import spec_from_file_location
class Finder:
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name == "another":
            return spec_from_file_location(name, FOLDER + "/__init__.py", submodule_search_locations=[FOLDER])
sys.meta_path.append(Finder)
"""


def test_a_plugin_that_is_worked_on_in_another_folder_is_another(prompt: Prompt) -> None:
    """Installers note where such a package is in a module of theirs, with nothing else about it changed."""
    plugin(prompt)
    site = prompt.cwd / "site"
    (site / "another").rename(prompt.cwd / "second")
    first = shutil.copytree(prompt.cwd / "second", prompt.cwd / "first")
    rules = first / "rules" / "same.toml"
    rules.write_text(rules.read_text("utf-8").replace('id = "al-td-ceu"', 'id = "other"'), encoding="utf-8")
    finder = site / "__editable___another_1_0_finder.py"
    start = HIT + f"import {finder.stem}\n"
    finder.write_text(f"FOLDER = {str(first)!r}\n{FINDER}", encoding="utf-8")
    before = [prompt.asks(start) for _ in range(3)][-1]
    assert before.is_kept
    finder.write_text(f"FOLDER = {str(prompt.cwd / 'second')!r}\n{FINDER}", encoding="utf-8")
    after = prompt.asks(start)
    assert not after.is_kept
    assert after[:3] != before[:3]


def hooked(prompt: Prompt) -> None:
    plugin(prompt)
    shutil.rmtree(prompt.cwd / "site" / "another" / "rules")
    (prompt.cwd / "site" / "another" / "__init__.py").write_text(
        "from alcto_core.api import hookimpl\nALCTO_API = 1\n\n@hookimpl\ndef alcto_rule_sets():\n    return []\n",
        encoding="utf-8",
    )


def failing(prompt: Prompt) -> None:
    plugin(prompt)
    (prompt.cwd / "site" / "another" / "__init__.py").write_text("raise ValueError\n", encoding="utf-8")


@pytest.mark.parametrize("bring", [hooked, failing])
def test_with_a_plugin_of_code_or_one_that_fails_nothing_is_kept(
    prompt: Prompt, bring: Callable[[Prompt], None]
) -> None:
    bring(prompt)
    assert not any(prompt.asks().is_kept for _ in range(4))


def test_records_of_which_nothing_can_be_read_are_not_kept(prompt: Prompt) -> None:
    prompt.file.write_text("schema =", encoding="utf-8")
    assert not any(prompt.asks().is_kept for _ in range(4))


@POSIX
@pytest.mark.skipif(os.name != "nt" and os.geteuid() != 0, reason="only the administrator may give a file away")
def test_nothing_of_somebody_elses_records_is_kept(prompt: Prompt) -> None:
    os.chown(prompt.file, 12345, -1)
    assert not any(prompt.asks().is_kept for _ in range(4))
    assert not [file for file in (prompt.kept / "alcto").iterdir() if not file.name.startswith("rules-")]


@POSIX
def test_entries_with_words_of_a_record_are_for_this_person_alone(prompt: Prompt) -> None:
    prompt.asks_until_kept()
    assert {file.stat().st_mode & 0o777 for file in (prompt.kept / "alcto").iterdir()} == {0o600}


def test_everything_that_is_looked_at_is_a_need(prompt: Prompt) -> None:
    """An audit of the whole call: nothing is opened or listed that the entry does not name."""
    with_proof(prompt)
    prompt.asks()
    watched = Prompt.asks(prompt, before=WATCHED)
    assert watched.status in (0, 1)
    (noted,) = (prompt.kept / "alcto").glob("needs-*")
    needs = noted.read_bytes()
    looked = set((prompt.cwd / "looked").read_text("utf-8").splitlines())
    assert str(prompt.file) in looked
    stdlib = Path(os.__file__).parent
    for path in sorted(looked):
        place = Path(path)
        name = place.name
        is_python = stdlib in place.parents or name.endswith((".pyc", ".so")) or "__pycache__" in path or path == "-c"
        is_ours = prompt.kept in place.parents or place == prompt.kept / "alcto"
        is_distribution = not {".dist-info", ".egg-info"}.isdisjoint({place.suffix, place.parent.suffix})
        is_folder_of_modules = place.is_dir() and (place in map(Path, sys.path) or (place / "__init__.py").exists())
        if is_python or is_ours or is_distribution or is_folder_of_modules:
            continue
        # A rule file is looked at with its folder.
        assert str(place.parent if place.suffix == ".toml" else place).encode() in needs, path


def test_an_answer_is_not_kept_where_something_changed_meanwhile(usual: Path) -> None:
    file = usual / "file"
    file.write_text("before", encoding="utf-8")
    needs = (("file", str(file)),)
    call = cache.digest(b"call")
    began = Unanswered(Asked(LINE, call, states_of(needs)))
    file.write_text("after", encoding="utf-8")
    began.keep(needs, [(False, "MET")], 0)
    assert not (usual / "kept").exists()
    Unanswered(Asked(LINE, call, states_of(needs))).keep(needs, [(False, "MET")], 0)
    assert len(list((usual / "kept").iterdir())) == 1


ENVIRON = {"HOME": "/home/jordan", "ALCTO_RECORDS": "/home/jordan/records", "TERM": "xterm", "EDITOR": "vi"}
WORDS = ("status", "--line")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HOME", "/home/other"), ("ALCTO_RECORDS", "/elsewhere"), ("TERM", "dumb"), ("NO_COLOR", "1"), ("LC_ALL", "C"),
        ("LANG", "de_DE.UTF-8"), ("ALCTO_PLAIN", "1"), ("COLUMNS", "40"), ("TZ", "UTC"), ("XDG_CONFIG_HOME", "/c"),
        ("PYTHONUTF8", "1"), ("APPDATA", "x"),
    ],
)  # fmt: skip
def test_each_variable_that_matters_makes_another_call(name: str, value: str, usual: Path) -> None:
    assert call_key(WORDS, ENVIRON) != call_key(WORDS, {**ENVIRON, name: value})


@pytest.mark.parametrize("name", ["SHLVL", "OLDPWD", "_", "EDITOR"])
def test_a_variable_that_does_not_matter_makes_no_other_call(name: str, usual: Path) -> None:
    assert call_key(WORDS, ENVIRON) == call_key(WORDS, {**ENVIRON, name: "x"})


@pytest.mark.parametrize("words", [("--line", "status"), ("status", "--line", "--plan"), ("status", "--line", "")])
def test_other_words_make_another_call(words: tuple[str, ...], usual: Path) -> None:
    assert call_key(WORDS, ENVIRON) != call_key(words, ENVIRON)


@pytest.mark.parametrize("change", ["version", "python", "day", "width", "terminal", "encoding", "path", "person"])
def test_all_around_a_call_makes_another(change: str, usual: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = call_key(WORDS, ENVIRON)
    match change:
        case "version":
            monkeypatch.setattr(kept_answers, "__version__", "9")
        case "python":
            monkeypatch.setattr(sys, "version", "9")
        case "day":
            monkeypatch.setattr(kept_answers.time, "localtime", lambda: __import__("time").gmtime(0))
        case "width":
            monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
            before = call_key(WORDS, ENVIRON)
            monkeypatch.setattr(kept_line, "terminal_columns", lambda: 41)
        case "terminal":
            monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        case "encoding":
            monkeypatch.setattr(sys, "stdout", (usual / "out").open("w", encoding="latin-1"))
        case "path":
            monkeypatch.syspath_prepend(str(usual))
        case "person":
            monkeypatch.setattr(os, "geteuid", lambda: 4711, raising=False)
    assert call_key(WORDS, ENVIRON) != before


@pytest.mark.parametrize("words", [(*WORDS, "--records", "here"), (*WORDS, "--records=here"), WORDS])
def test_where_a_folder_is_named_from_here_the_place_matters(
    words: tuple[str, ...], usual: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environ = {**ENVIRON, "ALCTO_RECORDS": "here"}
    before = call_key(words, environ)
    monkeypatch.chdir(usual)
    assert call_key(words, environ) != before


@pytest.mark.parametrize("words", [("status",), ("list", "--line"), ("roster", "--json"), ()])
def test_other_calls_are_not_looked_up(words: tuple[str, ...], usual: Path) -> None:
    assert look_up(words, ENVIRON) is None


def test_turned_off_it_is_not_looked_up(usual: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(look_up(WORDS, ENVIRON), Unanswered)
    monkeypatch.setenv(cache.VARIABLE, "0")
    assert look_up(WORDS, ENVIRON) is None


@given(st.lists(st.tuples(st.booleans(), st.text(st.characters(exclude_characters="\0")))), st.integers(0, 255))
def test_what_is_packed_comes_back(said: list[tuple[bool, str]], status: int) -> None:
    assert kept_line._unpacked(kept_line._packed(said, status)) == (said, status)


def test_lines_go_where_they_went(capfd: pytest.CaptureFixture[str]) -> None:
    assert answered([(True, "beside"), (False, "line ✓"), (True, "after")])
    assert capfd.readouterr() == ("line ✓\n", "beside\nafter\n")


@POSIX
@pytest.mark.parametrize("end", ["/dev/full", "closed", "left"])
def test_a_line_that_cannot_be_written_ends_as_without_a_cache(prompt: Prompt, end: str) -> None:
    prompt.asks_until_kept()

    def ended(kept: str) -> tuple[int, str]:
        words = " ".join(prompt.words)
        to = {"/dev/full": ">/dev/full", "closed": ">&-", "left": "| true; exit ${PIPESTATUS[0]}"}[end]
        done = subprocess.run(
            ["bash", "-c", f"{sys.executable} -m alcto_tui {words} {to}"],
            env={**prompt.env, "ALCTO_CACHE": kept}, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        return done.returncode, done.stderr

    kept, usual = ended("1"), ended("0")
    assert kept == usual or (end == "left" and {kept[0], usual[0]} <= {0, 141})
