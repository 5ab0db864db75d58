"""Each extra, there and not there: the program in an environment that has what it asks for, and nothing more.

A child process sees the libraries of alcto's own requirements and of the extras that are named, with all that those
require; every other library that is installed here is none for it, nor for the processes that it starts.
"""

from __future__ import annotations

import importlib.metadata as installed
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from made_pdf import made_pdf
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from alcto_core import system
from alcto_core.demonstration import DAY, FOLDER
from alcto_core.extras import needed_words

REPOSITORY = Path(__file__).parents[2]
WORKBOOK = REPOSITORY / "tests" / "core" / "importing" / "workbooks" / "hours-by-formula.xlsx"
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//EN
BEGIN:VEVENT
UID:1@test
DTSTAMP:20260101T000000Z
DTSTART:20260310T140000Z
DTEND:20260310T160000Z
SUMMARY:Cyber camp
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
CERTIFICATE = ("Certificate of attendance", "ALET Winter Conference", "January 28, 2026", "Contact hours: 6.5")

HIDING = """
import importlib.machinery, os, sys

HIDDEN = frozenset(os.environ["HIDDEN_LIBRARIES"].split())


class Finder(importlib.machinery.PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return None if name.partition(".")[0] in HIDDEN else super().find_spec(name, path, target)


sys.meta_path[:] = [Finder if one is importlib.machinery.PathFinder else one for one in sys.meta_path]
for name in HIDDEN & set(sys.modules):
    del sys.modules[name]
"""


class Extra(NamedTuple):
    """What somebody does who needs an extra."""

    name: str
    words: tuple[str, ...]
    """Of the verb; {} is a folder with the files that it reads, and for those that it writes."""
    made: str = ""
    """The file that comes of it; "" where none does."""
    says: str = ""
    """What standard output says where it is there."""
    lacks: str = ""
    """What standard error says where it is not."""


EXTRAS = (
    Extra("pdf", ("export", "report", "{}/r.pdf"), made="r.pdf", lacks="save it as PDF"),
    Extra("sheets", ("export", "entries", "{}/e.xlsx"), made="e.xlsx", lacks="CSV opens in the same programs"),
    Extra("sheets", ("import", "{}/hours.xlsx"), says="“hours.xlsx”: 5 to add.", lacks="To read"),
    Extra("docx", ("export", "plan-skeleton", "{}/p.docx"), made="p.docx", lacks="Markdown needs none"),
    Extra("read", ("import", "{}/camp.ics"), says="Cyber camp", lacks="To read a calendar"),
    Extra("read", ("log", "--from", "{}/c.pdf", "--yes"), lacks="To read a PDF"),
    Extra("web", ("web",), says="http://127.0.0.1:", lacks="To show the screens in a browser"),
)
BASE = (
    ("status",), ("check",), ("export", "report", "{}/r.html"), ("export", "report", "{}/r.md"),
    ("export", "entries", "{}/e.csv"), ("export", "form", "{}/f.json"), ("export", "calendar", "{}/c.ics"),
    ("export", "plan-skeleton", "{}/p.md"), ("packet", "al-cto", "--to", "{}/p.zip"),
    ("packet", "--verify", "{}/p.zip"),
)  # fmt: skip
"""What asks for no extra."""


def required(extras: frozenset[str]) -> frozenset[str]:
    """The names of all that alcto requires with these extras, and of all that those require."""
    found: set[str] = set()
    waiting = [("alcto", frozenset(extras))]
    while waiting:
        name, asked = waiting.pop()
        for line in installed.requires(name) or ():
            one = Requirement(line)
            if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in asked | {""}):
                known = canonicalize_name(one.name)
                if known not in found:
                    found.add(known)
                    waiting.append((known, frozenset(one.extras)))
    return frozenset(found)


def hidden(extras: frozenset[str]) -> Iterator[str]:
    """The modules of everything that is installed here beside it."""
    seen = required(extras) | {"alcto"}
    for module, owners in installed.packages_distributions().items():
        if not any(canonicalize_name(owner) in seen for owner in owners):
            yield module


Ask = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Runs a verb on the demo in a process that has only these extras."""
    records, hiding = tmp_path / "records", tmp_path / "hiding"
    records.mkdir()
    hiding.mkdir()
    (records / "records.toml").write_bytes((FOLDER / "alabama.toml").read_bytes())
    (hiding / "sitecustomize.py").write_text(HIDING, "utf-8")
    (tmp_path / "hours.xlsx").write_bytes(WORKBOOK.read_bytes())
    (tmp_path / "camp.ics").write_bytes(CALENDAR.encode())
    (tmp_path / "c.pdf").write_bytes(made_pdf(CERTIFICATE))

    def run(words: tuple[str, ...], extras: frozenset[str]) -> subprocess.CompletedProcess[str]:
        named = [word.replace("{}", str(tmp_path)) for word in words]
        with subprocess.Popen(
            [sys.executable, "-m", "alcto_tui", *named, "--records", str(records), "--on", str(DAY)],
            env={
                **os.environ,
                "HOME": str(tmp_path),
                "XDG_CONFIG_HOME": str(tmp_path),
                "PYTHONPATH": str(hiding),
                "HIDDEN_LIBRARIES": " ".join(hidden(extras)),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            first = ""
            if words == ("web",):  # it answers for ever
                first = process.stdout.readline()
                process.send_signal(signal.SIGINT)
            out, err = process.communicate()
        return subprocess.CompletedProcess(named, process.returncode, first + out, err)

    return run


def test_what_is_hidden_is_what_an_extra_brings() -> None:
    bare = set(hidden(frozenset()))
    assert {"typst", "xlsxwriter", "python_calamine", "docx", "icalendar", "pypdf", "hypothesis", "pytest"} <= bare
    assert not {"click", "textual", "msgspec", "alcto_core"} & bare
    assert "typst" not in set(hidden(frozenset({"pdf"})))


@pytest.mark.parametrize("extra", EXTRAS, ids=[f"{one.name}: {' '.join(one.words[:2])}" for one in EXTRAS])
def test_an_extra_is_enough_for_what_it_is_for(ask: Ask, tmp_path: Path, extra: Extra) -> None:
    done = ask(extra.words, frozenset({extra.name}))
    assert done.returncode in (0, 1), done.stderr
    assert extra.says in done.stdout
    assert not extra.made or (tmp_path / extra.made).stat().st_size > 1_000


@pytest.mark.parametrize("extra", EXTRAS, ids=[f"{one.name}: {' '.join(one.words[:2])}" for one in EXTRAS])
def test_where_an_extra_is_not_there_one_sentence_says_how_it_comes(ask: Ask, tmp_path: Path, extra: Extra) -> None:
    others = frozenset(one.name for one in EXTRAS) - {extra.name}
    done = ask(extra.words, others)
    told = " ".join(done.stderr.split())
    assert done.returncode == 2
    assert f"pip install --python {sys.executable} 'alcto[{extra.name}]' brings it" in told  # pip is hidden as well
    assert extra.lacks in told
    assert "Traceback" not in told
    assert not extra.made or not (tmp_path / extra.made).exists()


def test_the_command_is_one_for_the_python_that_runs_alcto(monkeypatch: pytest.MonkeyPatch) -> None:
    def told(python: str, *, has_pip: bool, name: str = "posix") -> str:
        monkeypatch.setattr(sys, "executable", python)
        monkeypatch.setattr(system.current, "name", name)
        monkeypatch.setattr("importlib.util.find_spec", lambda _: object() if has_pip else None)
        return needed_words("To write PDF", "pdf", "Or else.")

    begin = "To write PDF alcto needs one more library: "
    end = "brings it. Or else."
    assert told("/v/bin/python", has_pip=True) == f"{begin}/v/bin/python -m pip install 'alcto[pdf]' {end}"
    assert told("/a b/python", has_pip=False) == f"{begin}uv pip install --python '/a b/python' 'alcto[pdf]' {end}"
    assert told("C:\\v\\python.exe", has_pip=True, name="windows") == (
        f'{begin}C:\\v\\python.exe -m pip install "alcto[pdf]" {end}'
    )


def test_no_page_of_the_documents_names_another_way_to_an_extra() -> None:
    pages = [REPOSITORY / "README.md", *(REPOSITORY / "docs").rglob("*.md")]
    found = {line for page in pages for line in page.read_text("utf-8").splitlines() if re.search(r"install.*\[", line)}
    known = {line for line in found if "'.[test]'" in line or "'alcto[sheets,pdf,docx,read,web]'" in line}
    assert found == known
    assert len(known) == 4


def test_everything_else_works_without_any_extra(ask: Ask, tmp_path: Path) -> None:
    for words in BASE:
        done = ask(words, frozenset())
        assert done.returncode in (0, 1), (words, done.stderr)
        assert "Traceback" not in done.stderr
    assert (tmp_path / "p.zip").stat().st_size > 10_000
