"""Conflicts that git left in the records file: no advice loses a record."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from alcto_core.records.reading import read_text

START = 'schema = 1\n[person]\nname = "Jordan Avery"\n\n[[credential]]\nprogram = "al-cto"\n'


def record(id: str, hours: str = "1", end: str = "") -> str:
    return f'\n[[activity]]\nid = "{id}"\ntitle = "{id.title()}"\ndate = 2026-01-29\nhours = {hours}\n{end}'


ADDITIONS = {
    "with one line in common": (START + record("alpha", "1"), START + record("beta", "2")),
    "on the same day with the same hours": (START + record("alpha"), START + record("beta")),
    "of which one is two": (START + record("alpha", "1") + record("gamma", "3"), START + record("beta", "2")),
    "behind another": (START + record("old") + record("alpha"), START + record("old") + record("beta")),
    "before another": (START + record("alpha") + record("old"), START + record("beta") + record("old")),
    "with lines of CRLF": tuple((START + record(id)).replace("\n", "\r\n") for id in ("alpha", "beta")),
    "of programs": (START + '\n[[credential]]\nprogram = "x"\n', START + '\n[[credential]]\nprogram = "y"\n'),
}


def merged_by_git(folder: Path, base: str, one: str, other: str, *options: str) -> bytes:
    """What git leaves in the file where two branches changed it; asserts that it could not merge them."""
    file = folder / "records.toml"

    def git(*words: str) -> int:
        who = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "core.autocrlf=false", *options)
        return subprocess.run(["git", *who, *words], cwd=folder, capture_output=True, check=False).returncode

    def kept(text: str) -> None:
        file.write_bytes(text.encode())
        git("add", "records.toml")
        assert git("commit", "-qm", "x") == 0

    git("init", "-q", "-b", "one")
    kept(base)
    git("checkout", "-qb", "other")
    kept(other)
    git("checkout", "-q", "one")
    kept(one)
    assert git("merge", "other") == 1
    return file.read_bytes()


def records_in(text: str) -> dict[tuple[str, str], dict[str, object]]:
    """Every record by its table and name."""
    tables = tomllib.loads(text)
    found = [(kind, one) for kind in ("activity", "credential") for one in tables.get(kind, [])]
    return {(kind, one.get("id") or one["program"]): one for kind, one in found}


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("options", [(), ("-c", "merge.conflictStyle=diff3")])
@pytest.mark.parametrize("one, other", ADDITIONS.values(), ids=list(ADDITIONS))
def test_two_records_that_git_merged_into_one_are_both_there_once_the_advice_is_followed(
    tmp_path: Path, one: str, other: str, options: tuple[str, ...]
) -> None:
    base = START + record("old") if "old" in one else START
    left = merged_by_git(tmp_path, base if one.count("\r") == 0 else base.replace("\n", "\r\n"), one, other, *options)
    assert b"<<<<<<<" in left
    (problem,) = read_text(left).problems
    assert "two records" in problem.text
    lines = left.decode().replace("\r", "").split("\n")
    end = next(number for number, line in enumerate(lines) if line.startswith(">>>>>>>"))
    assert problem.line is not None
    lines[problem.line - 1 : end + 1] = problem.corrected.split("\n")
    text = "\n".join(lines)
    assert read_text(text.encode()).records is not None
    assert records_in(text) == records_in(one) | records_in(other)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_one_record_in_two_versions_is_still_a_choice(tmp_path: Path) -> None:
    one, other = START + record("old", "2"), START + record("old", "3")
    (problem,) = read_text(merged_by_git(tmp_path, START + record("old"), one, other)).problems
    assert "two versions" in problem.text
