"""What rule authors keep below a folder: rule files and cases, told from other TOML files by what they say."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from alcto_core.problems import Refused
from alcto_core.rules.vocabulary import MOST_BYTES

_KIND = re.compile(r"^kind[ \t]*=", re.MULTILINE)
_CASE = re.compile(r"^\[expect\b|^records[ \t]*=", re.MULTILINE)
_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_NOT_OURS = frozenset({"__pycache__", "node_modules", "build", "dist", "evidence", "venv"})
_DEEPEST = 12


class Below(msgspec.Struct, frozen=True, kw_only=True):
    """The rule files and the cases below one path, each by its path."""

    rules: tuple[Path, ...] = ()
    cases: tuple[Path, ...] = ()


def below(path: Path) -> Below:
    """What lies below a folder; a file stands for itself, and a case for the rule files of its package too.

    Raises `Refused` for a path that is not there.
    """
    if path.is_dir():
        return _in_folder(path)
    if not path.exists():
        raise Refused(f"There is no file {path}.")
    if _is_case(path):
        return Below(rules=_in_folder(home_of(path)).rules, cases=(path,))
    return Below(rules=(path,))


def home_of(case: Path) -> Path:
    """The folder whose rule files a case speaks of: that in which the folder `cases` lies, else its own."""
    return next((folder.parent for folder in case.absolute().parents if folder.name == "cases"), case.parent)


def _in_folder(folder: Path) -> Below:
    rules: list[Path] = []
    cases: list[Path] = []
    for file in _toml_files(folder):
        if _is_case(file):
            cases.append(file)
        elif _is_rule_file(file):
            rules.append(file)
    return Below(rules=tuple(rules), cases=tuple(cases))


def _toml_files(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        here = Path(place)
        is_deep = len(here.parts) - len(folder.parts) >= _DEEPEST
        folders[:] = (
            [] if is_deep else sorted(one for one in folders if not one.startswith(".") and one not in _NOT_OURS)
        )
        yield from (here / file for file in sorted(files) if file.endswith(".toml") and not file.startswith("."))


def _is_case(file: Path) -> bool:
    return file.parent.name == "cases" or bool(_CASE.search(_text_of(file)) and not _is_rule_file(file))


def _is_rule_file(file: Path) -> bool:
    """Whether it says its kind before its first table, or lies where only rule files lie."""
    return file.parent.name == "rules" or bool(_KIND.search(_TABLE.split(_text_of(file), maxsplit=1)[0]))


def _text_of(file: Path) -> str:
    try:
        if not file.is_file():  # a pipe would be waited for without an end
            return ""
        with file.open("rb") as stream:
            return stream.read(MOST_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""
