"""What the plugin for pytest asks of every rule set: each check passes what is right and finds what is wrong."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from alcto_core.host.case_files import Case, read_case
from alcto_core.host.plugins import load_plugins
from alcto_core.rules.library import Library
from alcto_core.rules.reading import read_rule_file
from alcto_testing import conformance

COSN = Path(__file__).parents[3] / "plugins" / "alcto_cosn"


@cache
def library() -> Library:
    return load_plugins(no_plugins=True).library


@cache
def cases() -> tuple[Case, ...]:
    read = [read_case(file) for file in sorted((COSN / "cases").glob("*.toml"))]
    return tuple(case for case in read if isinstance(case, Case))


@pytest.mark.parametrize("name", conformance.CHECKS)
def test_a_shipped_rule_set_passes_every_check(name: str) -> None:
    assert conformance.CHECKS[name](cases(), library()) == ""


def test_a_judgement_that_turns_on_the_order_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = conformance.evaluate_all

    def first_only(records: object, *rest: object, **more: object) -> object:
        kept = records.activities[:1]  # type: ignore[attr-defined]
        return whole(conformance.msgspec.structs.replace(records, activities=kept), *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(conformance, "evaluate_all", first_only)
    assert "in another order" in conformance.any_order(cases(), library())


def test_a_judgement_that_reads_titles_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = conformance.evaluate_all

    def plain_only(records: object, *rest: object, **more: object) -> object:
        kept = tuple(one for one in records.activities if one.title.isprintable())  # type: ignore[attr-defined]
        return whole(conformance.msgspec.structs.replace(records, activities=kept), *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(conformance, "evaluate_all", plain_only)
    assert "other words in their titles" in conformance.hostile_text(cases(), library())


def test_a_judgement_that_is_not_the_same_again_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, calls = conformance.evaluate_all, []

    def tired(records: object, *rest: object, **more: object) -> object:
        calls.append(1)
        return whole(records, *rest, **more) if len(calls) % 2 else ()  # type: ignore[arg-type]

    monkeypatch.setattr(conformance, "evaluate_all", tired)
    assert "Judged twice" in conformance.same_again(cases(), library())


def test_work_that_grows_with_the_square_of_the_log_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def look(one: object, other: object) -> bool:
        return one is other

    def squared(records: object, *rest: object, **more: object) -> object:
        activities = records.activities  # type: ignore[attr-defined]
        return tuple(look(one, other) for one in activities for other in activities)

    monkeypatch.setattr(conformance, "evaluate_all", squared)
    assert "grows faster than the log" in conformance.in_proportion(cases(), library())


def test_a_sentence_that_a_terminal_would_obey_is_found() -> None:
    text = (COSN / "rules" / "cosn-cetl.toml").read_text("utf-8")
    assert conformance.unprintable(read_rule_file(text.encode(), "x.toml")) == []
    hostile = text.replace('title = "Sixty hours"', 'title = "Sixty \\u001B[2Jhours"')
    assert hostile != text
    assert conformance.unprintable(read_rule_file(hostile.encode(), "x.toml")) == ["rule[0].title"]


def test_loading_the_plugin_imports_nothing_of_alcto() -> None:
    look = "import sys, alcto_testing.plugin; print(sorted(m for m in sys.modules if m.startswith('alcto_')))"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['alcto_testing', 'alcto_testing.plugin']"
