"""A form and its verb read alike: what one takes the other takes, with the same value."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import msgspec
import pytest
from calling import Run
from click.shell_completion import ShellComplete
from hypothesis import example, given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.cli import group
from alcto_core.cli.entered import agreed, fields_of
from alcto_core.entry import prefill
from alcto_core.entry.answer import joined, listed
from alcto_core.entry.form import EntryText, read_entry
from alcto_core.entry.holding import read_renewed, read_step
from alcto_core.entry.reader import Reader, SessionText, reader_of
from alcto_core.host.plugins import load_plugins
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.records.types import Activity

TODAY = date(2026, 8, 14)
LIBRARY = load_plugins().library
PARTED = ("split", "units", "category", "evidence")


def reader(folder: Path) -> Reader:
    return reader_of(None, LIBRARY, RecordsFolder(path=folder), TODAY)


def form(typed: Mapping[str, str], sessions: tuple[SessionText, ...], reader: Reader) -> Activity | None:
    text = EntryText(**{key: joined(word) if key in PARTED else word for key, word in typed.items()}, sessions=sessions)
    reading = read_entry(text, reader)
    return None if reading.problems else reading.activity


def verb(typed: Mapping[str, Any], sessions: tuple[str, ...], reader: Reader) -> Activity | None:
    given = {key: words for key, words in typed.items() if words and (key in PARTED or words.strip())}
    if sessions:
        given = {**given, "sessions": sessions}
        given.pop("hours", None)  # a form with sessions has no hours to type
    try:
        return agreed(fields_of(reader, given), {"id": ""})
    except click.UsageError:
        return None


_DAYS = st.sampled_from(["2026-01-28", "yesterday", "oct 14", "10/14", "-3d", "10/32", "whenever", "14.3.26", ""])
_LENGTHS = ["6.5", "1:30", "90m", "0:40:30", "1 h 40 min", "2½", "1,5", "0", "1001", "1.333", "x", "4", ""]
_HOURS = st.sampled_from(_LENGTHS)
_SHARES = ["it=4", "IT 4", "data=2.5", "data: 2:30", "law 0", "it=0", "it = 90m", "it", "magic=1", "it 1 h 30 min"]
_UNITS = ["semester-hour=3", "semester-hour 1.5", "ceu 0", "many", "a=-1", "ceu=nan"]
_PATHS = ["evidence/a.pdf", "evidence/a, b.pdf", "/etc/passwd", "../x", "~/x.pdf", "C:\\x.pdf", 'say "so".pdf']
_CATEGORIES = ["instruction", "Published work", "x, y"]


def several(words: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(words), max_size=2, unique=True)


_OFFERINGS = st.sampled_from(["", "", "alet/winter-conference", "winter conference", "region meeting", "wintr", "iste"])
_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8)


GOOD: dict[str, Any] = {"title": "Talk", "date": "2026-01-28", "hours": "6.5"}


@settings(max_examples=tries(200), deadline=None)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "title": st.sampled_from([" Talk ", "  ", ""]),
            "date": _DAYS,
            "hours": _HOURS,
            "split": st.just(["it=4", "Data 2.5"]) | several(_SHARES),
            "units": several(_UNITS),
            "evidence": several(_PATHS),
            "category": several(_CATEGORIES),
            "offering": _OFFERINGS,
            "posted": _DAYS,
            "status": st.sampled_from(["completed", "planned"]),
            "location": _WORDS,
            "note": _WORDS,
        },
    )
)
@example({"hours": "4", "split": ["law 0", "it=4"]})
@example({"evidence": ["evidence/a, b.pdf"], "offering": "winter conference", "status": "planned", "date": "oct 14"})
def test_what_a_form_takes_the_verb_takes_with_the_same_value_and_the_reverse(typed: dict[str, Any]) -> None:
    at = reader(Path("/nonexistent/records"))
    assert form({**GOOD, **typed}, (), at) == verb({**GOOD, **typed}, (), at)


@pytest.mark.parametrize(
    "typed",
    [
        {"split": ["it=4", "Data 2.5"]},
        {"evidence": ["evidence/a, b.pdf", 'say "so".pdf']},
        {"offering": "winter conference", "posted": "yesterday"},
        {"hours": "", "units": ["semester-hour 1.5"]},
    ],
)
def test_both_take_what_is_rightly_written(typed: dict[str, Any]) -> None:
    at = reader(Path("/nonexistent/records"))
    taken = form({**GOOD, **typed}, (), at)
    assert taken is not None
    assert verb({**GOOD, **typed}, (), at) == taken


@settings(max_examples=tries(60), deadline=None)
@given(st.lists(st.tuples(_HOURS, st.sampled_from(["Talk", "Lunch", ""])), min_size=1, max_size=3))
def test_sessions_are_read_alike(parts: list[tuple[str, str]]) -> None:
    at = reader(Path("/nonexistent/records"))
    typed = {"title": "Event", "date": "2026-01-28"}
    texts = tuple(SessionText(title=title, hours=length) for length, title in parts)
    lines = tuple(f"{length} | {title}" for length, title in parts)
    assert form(typed, texts, at) == verb(typed, lines, at)


@settings(max_examples=tries(200), deadline=None)
@given(st.lists(st.text(min_size=1, max_size=12).map(str.strip).filter(bool), max_size=4, unique=True))
def test_several_parts_in_one_field_are_the_parts_that_options_name_one_by_one(parts: list[str]) -> None:
    assert listed(joined(parts)) == tuple(parts)


def saved(records: Path, id: str) -> dict[str, Any]:
    document = tomllib.loads(records.read_text(encoding="utf-8"), parse_float=Decimal)
    return next(one for one in document["activity"] if one["id"] == id)


def test_taking_an_award_fills_its_hours_in_the_form_and_in_the_verb(alcto: Run, records: Path) -> None:
    in_form = prefill.into_form(LIBRARY, "external/gemini-educators", EntryText())
    done = alcto("log", "external/gemini-educators", "--date", "2026-02-20", "--strand", "it", "--yes")
    assert (done.exit_code, in_form["hours"]) == (0, "2")
    assert saved(records, done.stdout.strip())["hours"] == 2
    own = alcto("log", "external/gemini-educators", "--date", "2026-02-21", "--hours", "1", "--strand", "it", "--yes")
    assert saved(records, own.stdout.strip())["hours"] == 1


def test_an_edit_of_sessions_keeps_minutes_where_they_were_minutes(alcto: Run, records: Path) -> None:
    with records.open("a", encoding="utf-8") as file:
        file.write(
            '\n[[activity]]\nid = "day"\ntitle = "Day"\ndate = 2026-02-03\n\n'
            '  [[activity.session]]\n  title = "Talk"\n  minutes = 45\n\n'
            '  [[activity.session]]\n  title = "Lunch"\n  hours = 1.0\n  kind = "meal"\n'
        )
    done = alcto("edit", "day", "--session", "1 | Lunch | - | meal", "--session", "45m | Talk | it", "--yes")
    assert done.exit_code == 0
    assert saved(records, "day")["session"] == [
        {"title": "Lunch", "hours": 1, "strands": [], "kind": "meal"},
        {"title": "Talk", "minutes": 45, "strands": ["al-cto/it"]},
    ]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("not sure", "unknown"),
        ("don't know", "unknown"),
        ("", "unknown"),
        ("never", None),
        ("n", None),
        ("2024-05-20", [date(2024, 5, 20)]),
        ("may 20, 2024", [date(2024, 5, 20)]),
        ("2024-05-20, 2021-05-01", [date(2021, 5, 1), date(2024, 5, 20)]),
    ],
)
def test_a_renewal_is_answered_in_the_same_words_everywhere(word: str, value: object) -> None:
    assert read_renewed(word, TODAY).value == value


def test_proof_of_a_step_lies_in_the_folder_whoever_names_it(tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"%PDF")
    good = read_step({"files": (str(tmp_path / "plan.pdf"), "deck.pdf"), "done": "yesterday"}, reader(tmp_path))
    assert good.values == {"files": ("plan.pdf", "deck.pdf"), "done": date(2026, 8, 13)}
    assert list(read_step({"files": ("/etc/passwd",)}, reader(tmp_path)).problems) == ["files"]


@pytest.mark.parametrize(
    ("words", "begun", "offered"),
    [
        (("edit",), "win", ["winter"]),
        (("delete",), "win", ["winter"]),
        (("explain",), "al-", ["al-td-ceu", "al-cto"]),
        (("credential", "change"), "al-c", ["al-cto"]),
        (("credential", "add"), "al-c", ["al-cto"]),
        (("renew",), "al-c", ["al-cto"]),
        (("step", "al-cto"), "pres", ["presentation"]),
        (("log",), "alet/win", ["alet/winter-conference"]),
        (("log", "--strand"), "al-cto/da", ["al-cto/data"]),
        (("log", "--split"), "al-cto/da", ["al-cto/data="]),
        (("log", "--counts-for"), "al-t", ["al-td-ceu"]),
        (("edit", "winter", "--offering"), "external/ist", ["external/iste"]),
    ],
)
def test_a_shell_is_offered_what_an_argument_may_name(
    alcto: Run, records: Path, words: tuple[str, ...], begun: str, offered: list[str]
) -> None:
    shell = ShellComplete(group.command, {}, group.NAME, "_ALCTO_COMPLETE")
    found = shell.get_completions(["--records", str(records.parent), *words], begun)
    assert [item.value for item in found if item.value in offered] == offered
    assert all(begun.casefold() in f"{item.value} {item.help}".casefold() for item in found)


def test_the_form_keeps_what_it_did_not_change_whatever_it_is(tmp_path: Path) -> None:
    held = Activity(
        id="a", title="A", date=TODAY, hours=300, offering="gone/since", evidence=("https://example.org/x",), note="n"
    )
    text = msgspec.structs.replace(prefill.of_activity(None, LIBRARY, held), note="other")
    reading = read_entry(text, reader(tmp_path), held)
    assert not reading.problems
    assert reading.activity == msgspec.structs.replace(held, note="other")
