"""The documents say what the program does: commands, options, keys, tables and examples are compared with it."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest

from alcto_core.cli.group import command as alcto
from alcto_core.cli.verbs import BY_NAME, VERBS

if TYPE_CHECKING:
    from alcto_core.overview import Overview
    from alcto_core.records.fields import RecordKeys

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
REFERENCE = ROOT / "docs" / "reference"
README = ROOT / "README.md"
SNAPSHOT = ROOT / "tests" / "tui" / "__snapshots__" / "test_home" / "test_home_looks[alcto-dark].svg"
GATES = ("<!-- gates -->", "<!-- end of gates -->")
SHARED = {"--records", "--no-plugins", "--no-plugin", "--on", "--help"}
FOLDERS = ("alcto_core", "alcto_tui", "plugins", "tests", "docs", "benchmarks", ".ci")


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def between(text: str, begin: str, end: str) -> str:
    """What stands between two lines, without blank lines at the ends."""
    assert text.count(begin) == text.count(end) == 1, (begin, end)
    return text.partition(begin)[2].partition(end)[0].strip("\n")


def sections(text: str) -> dict[str, str]:
    """The text under each heading of the second and third level, up to the next heading."""
    parts = re.split(r"^##+ (.+)$", re.sub(r"^```.*?^```$", _without_hashes, text, flags=re.M | re.S), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _without_hashes(block: re.Match[str]) -> str:
    return re.sub(r"^#", " ", block[0], flags=re.M)


def rows(text: str) -> Iterator[list[str]]:
    """The cells of every row of every table."""
    for line in text.splitlines():
        if line.startswith("|") and not line.startswith("|---"):
            yield [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def first_cells(text: str) -> list[str]:
    """The names in the first cells: of `name`, in backticks."""
    return [cells[0].strip("`") for cells in rows(text) if cells[0].startswith("`")]


# -- links and paths ----------------------------------------------------------------------------------------------


def anchors(path: Path) -> set[str]:
    """The anchors that a page has, one for each heading."""
    words = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", text_of(path), flags=re.M | re.S), flags=re.M)
    return {re.sub(r"[^\w\- ]", "", word.lower()).replace(" ", "-") for word in words}


@pytest.mark.parametrize("page", DOCUMENTS, ids=named)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", text_of(page)):
        if link.startswith("https://"):
            continue
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", DOCUMENTS, ids=named)
def test_every_path_that_a_page_names_is_there(page: Path) -> None:
    for word in re.findall(r"`([\w./-]+)`", text_of(page)):
        if word.partition("/")[0] in FOLDERS and word.count("/"):
            assert (ROOT / word).exists(), word


# -- the README -----------------------------------------------------------------------------------------------------


def test_the_readme_holds_one_command_line_for_the_tests() -> None:
    lines = between(text_of(README), "<!-- tests -->", "<!-- end -->").splitlines()
    commands = [line for line in lines if line.startswith("python3 ")]
    assert len(commands) == 1
    assert commands[0].endswith(".venv/bin/pytest -q -n auto")


def test_the_picture_in_the_readme_is_the_snapshot_of_home() -> None:
    picture = ROOT / "docs" / "pictures" / "home.svg"
    assert "(docs/pictures/home.svg)" in text_of(README)
    same = picture.read_bytes() == SNAPSHOT.read_bytes()
    assert same, f"Home was redrawn; copy it: cp '{named(SNAPSHOT)}' {named(picture)}"


def test_the_readme_names_every_rule_set_that_comes_with_alcto() -> None:
    from alcto_core.host.plugins import load_plugins

    table = ["| rule set | program | authority | note |", "|---|---|---|---|"]
    for rules in sorted(load_plugins(no_plugins=True).library.rule_sets.values(), key=lambda one: one.id):
        mark = "" if rules.verified else "unverified"
        table.append(f"| `{rules.id}` | {rules.title} | {rules.authority} | {mark} |")
    wanted = "\n".join(table)
    found = between(text_of(README), "<!-- rule sets -->", "<!-- end of rule sets -->")
    assert found == wanted, f"Write this table:\n{wanted}"


# -- the command line ---------------------------------------------------------------------------------------------


def verb(name: str) -> click.Command:
    """The command behind `credential add` and its like."""
    found: click.Command = alcto
    for word in name.split():
        assert isinstance(found, click.Group)
        inner = found.get_command(click.Context(found), word)
        assert inner is not None, name
        found = inner
    return found


def inner_verbs(name: str) -> list[str]:
    found = verb(name)
    inner = found.list_commands(click.Context(found)) if isinstance(found, click.Group) else []
    return [f"{name} {word}" for word in inner]


EVERY_VERB = [name for one in VERBS for name in (one.name, *inner_verbs(one.name))]


def long_options(command: click.Command) -> set[str]:
    options = [one for one in command.params if isinstance(one, click.Option)]
    return {word for one in options for word in (*one.opts, *one.secondary_opts) if word.startswith("--")}


def options_in(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))


def test_the_reference_has_a_section_for_each_verb_and_no_other() -> None:
    headings = [heading for heading in sections(text_of(REFERENCE / "commands.md")) if heading.islower()]
    assert [heading for heading in headings if " " not in heading] == [one.name for one in VERBS]
    assert sorted(headings) == sorted(EVERY_VERB)


@pytest.mark.parametrize("name", EVERY_VERB)
def test_the_reference_names_each_option_of_a_verb_and_no_other(name: str) -> None:
    found = options_in(sections(text_of(REFERENCE / "commands.md"))[name])
    there = long_options(verb(name))
    assert there - SHARED <= found
    assert found <= there | SHARED


def test_the_reference_names_the_options_that_every_verb_shares() -> None:
    text = text_of(REFERENCE / "commands.md")
    assert options_in(sections(text)["Options of every verb"]) == SHARED
    assert long_options(alcto) | {"--help"} == SHARED | {"--version"}
    assert "`alcto --version`" in text


def spoken(text: str) -> Iterator[list[str]]:
    """Every command line that begins with `alcto`, in a block or in a sentence."""
    blocks = re.findall(r"^```(?:sh|console|powershell)\n(.*?)^```$", text, flags=re.M | re.S)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    lines += [" ".join(inline.split()) for inline in re.findall(r"`(alcto [^`]+)`", text)]
    for line in lines:
        if line.startswith("alcto "):
            words = shlex.split(line, comments=True)[1:]
            yield words[: next((at for at, word in enumerate(words) if word in (">", ">>", "|")), None)]


@pytest.mark.parametrize("page", DOCUMENTS, ids=named)
def test_every_command_that_a_page_speaks_of_exists(page: Path) -> None:
    for words in spoken(text_of(page)):
        name = words[0]
        if name.isupper() or name.startswith("-"):
            continue
        assert name in BY_NAME, words
        if f"{name} {' '.join(words[1:2])}" in EVERY_VERB:
            name = f"{name} {words[1]}"
        for word in words:
            if word.startswith("--"):
                assert word.partition("=")[0] in long_options(verb(name)) | {"--help"}, words


# -- the records file -----------------------------------------------------------------------------------------------


def shapes() -> Mapping[str, RecordKeys]:
    from alcto_core.records import keys

    return {
        "person": keys.PERSON,
        "credential": keys.CREDENTIAL,
        "credential.step": keys.STEP,
        "activity": keys.ACTIVITY,
        "activity.session": keys.SESSION,
        "activity.record": keys.AUTHORITY_RECORD,
    }


@pytest.mark.parametrize("kind", shapes())
def test_the_reference_names_each_key_of_a_record_and_no_other(kind: str) -> None:
    section = sections(text_of(REFERENCE / "records.md"))[kind]
    assert first_cells(section) == list(shapes()[kind].fields)
    required = {cells[0].strip("`") for cells in rows(section) if "required" in cells[1]}
    assert required == set(shapes()[kind].required)


def example_text() -> str:
    found = re.search(r"<!-- example -->\n```toml\n(.*?)^```$", text_of(REFERENCE / "records.md"), flags=re.M | re.S)
    assert found is not None
    return found[1]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Overview:
    """The example of the records file with its files of proof, judged on the day of the JSON example."""
    from alcto_core.host.plugins import load_plugins
    from alcto_core.keeping.folder import RecordsFolder
    from alcto_core.overview import open_overview

    folder = RecordsFolder(path=tmp_path_factory.mktemp("example"))
    folder.evidence.mkdir()
    folder.file.write_text(example_text(), encoding="utf-8")
    for file in re.findall(r'"(evidence/[^"]+)"', example_text()):
        (folder.path / file).write_bytes(b"")
    return open_overview(folder, load_plugins(no_plugins=True), date(2026, 3, 1))


def test_the_example_of_the_records_file_is_read_without_problems(example: Overview) -> None:
    assert example.problems == ()
    assert example.records is not None
    assert len(example.records.activities) == example_text().count("[[activity]]")


GOOD = """schema = 1

[person]
name = "Jordan Avery"

[[activity]]
id = "one"
title = "ALET Winter Conference"
date = 2026-01-28
hours = 6.5
"""


def mistakes() -> list[tuple[str, str]]:
    table = text_of(REFERENCE / "records.md").partition("<!-- mistakes -->\n")[2].partition("\n\n")[0]
    return [(cells[0].strip("`"), cells[1].strip("`")) for cells in rows(table) if cells[0].startswith("`")]


@pytest.mark.parametrize(("wrong", "right"), mistakes(), ids=[wrong for wrong, _ in mistakes()])
def test_a_mistake_of_the_reference_is_put_right_as_it_says(wrong: str, right: str) -> None:
    from alcto_core.records.reading import read_text

    lines = [line for line in GOOD.splitlines() if line.split(" ")[0] != wrong.split(" ")[0]]
    problems = read_text("\n".join([*lines, wrong]).encode()).problems
    assert [problem.corrected for problem in problems] == [right]


# -- the JSON of the standing ---------------------------------------------------------------------------------------

WORDS = {"text", "title", "next"}
"""Sentences may be put better; figures and ids are the promise."""


@pytest.fixture(scope="module")
def status(example: Overview) -> dict[str, Any]:
    from alcto_core.cli.status_json_page import as_json_text

    document: dict[str, Any] = json.loads(as_json_text(example))
    return document


def holds(found: Any, excerpt: Any, place: str = "status") -> None:
    """Everything of the excerpt stands in what was found, at its place."""
    if isinstance(excerpt, dict):
        assert isinstance(found, dict), place
        assert set(excerpt) <= set(found), place
        for key, value in excerpt.items():
            if key in WORDS:
                assert isinstance(found[key], str), f"{place}.{key}"
            else:
                holds(found[key], value, f"{place}.{key}")
    elif isinstance(excerpt, list) and excerpt and isinstance(excerpt[0], dict):
        for one in excerpt:
            first = next(iter(one))
            same = [part for part in found if part[first] == one[first]]
            assert len(same) == 1, f"{place}: {first} = {one[first]}"
            holds(same[0], one, f"{place}[{one[first]}]")
    else:
        assert found == excerpt, place


def test_the_example_of_the_json_is_an_excerpt_of_what_comes_out(status: dict[str, Any]) -> None:
    text = text_of(REFERENCE / "status-json.md")
    blocks = re.findall(r"<!-- excerpt -->\n```json\n(.*?)^```$", text, flags=re.M | re.S)
    assert len(blocks) == 1
    holds(status, json.loads(blocks[0]))


def test_the_reference_names_each_key_of_the_json_and_no_other(status: dict[str, Any]) -> None:
    from alcto_core.evaluation.status_document import problem_document
    from alcto_core.problems import Problem, Severity

    text = text_of(REFERENCE / "status-json.md")
    standing = status["standings"][1]
    problem = problem_document(Problem(severity=Severity.ERROR, file="records.toml", line=1, text="-"))
    earlier = next(one["earlier"][0] for one in status["standings"] if one["earlier"])
    there: dict[str, dict[str, Any]] = {
        "hours": standing["hours"],
        "requirements": standing["requirements"][0],
        "credits": standing["credits"][0],
        "shortfall": standing["shortfall"],
        "earlier": earlier,
        "readings": standing["readings"][0],
        "problems": problem,
    }
    for name, table in there.items():
        told = text.partition(f"| key of `{name}` |")[2].partition("\n\n")[0]
        assert first_cells(told) == list(table), name
    assert first_cells(sections(text)["The document"]) == list(status)
    told = sections(text)["A standing"].partition("| `state` | on the screens |")[0]
    assert first_cells(told) == list(standing)


def test_the_reference_names_each_state_with_its_word() -> None:
    from alcto_core.evaluation.standing import State

    told = sections(text_of(REFERENCE / "status-json.md"))["A standing"].partition("| `state` | on the screens |")[2]
    found = [(cells[0].strip("`"), cells[1]) for cells in rows(told) if cells[0].startswith("`")]
    assert found == [(state.value, state.word) for state in State]


# -- the keys of the screens ----------------------------------------------------------------------------------------


@cache
def tables_of_keys() -> str:
    """The keys of each screen as the guide has them, written from the screens' own commands."""
    from alcto_tui.commands import BACK, HELP, SHARED
    from alcto_tui.screens.every import SCREENS, screen_called

    everywhere = (*SHARED, HELP, BACK)
    known = {(one.key, one.meaning) for one in everywhere}
    parts = {"Every screen but the forms": everywhere}
    for title in SCREENS:
        screen = screen_called(title)
        parts[title] = tuple(one for one in (*screen.offers, *screen.closing) if (one.key, one.meaning) not in known)
    return "\n\n".join(
        "\n".join(
            [f"### {title}", "", "| key | what it does |", "|---|---|"]
            + [f"| `{one.written_key}` | {one.meaning} |" for one in commands if one.label]
        )
        for title, commands in parts.items()
    )


def test_the_guide_names_each_key_of_each_screen() -> None:
    found = between(text_of(ROOT / "docs" / "guide.md"), "<!-- keys -->", "<!-- end of keys -->")
    assert found == tables_of_keys(), f"Write these tables:\n{tables_of_keys()}"


# -- the table of faults --------------------------------------------------------------------------------------------


def test_the_table_of_faults_has_each_row_and_says_that_it_was_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("core/host", "tui", "faults"):
        monkeypatch.syspath_prepend(str(ROOT / "tests" / folder))
    gates = import_module("gates")
    found = [cells for cells in rows(between(text_of(ROOT / "docs" / "faults.md"), *GATES)) if cells[0] != "#"]
    assert [cells[:3] for cells in found] == [[one.id, one.fault, one.gate] for one in gates.gates()]
    for cells in found:
        one = gates.gate(cells[0])
        assert cells[4] == (f"in part: {one.unreached}" if one.unreached else "yes")
        for figure, (_, least) in one.least.items():
            said = re.search(rf"([\d,]+) {re.escape(figure)}(?:,|$)", cells[3])
            assert said is not None, (one.id, figure)
            assert int(said[1].replace(",", "")) >= least, (one.id, figure)
