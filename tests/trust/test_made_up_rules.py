"""Random rule files are read alike by alcto and by a second reading of their pages; `run_rules.py` is the long form."""

from __future__ import annotations

import ast
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from comparing import disagreements, library, tables
from made_up_rules import rule_file
from profiles import tries
from vocabulary.answers import answer
from vocabulary.known import unknown

FILES = 120
READ = 500
LOT = 10
VOCABULARY = sorted((Path(__file__).parent / "vocabulary").glob("*.py"))


@pytest.mark.parametrize("path", VOCABULARY, ids=lambda path: path.stem)
def test_the_second_reading_of_rule_files_shares_no_code_with_alcto(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and not node.level:
            assert node.module and not node.module.startswith("alcto")
        if isinstance(node, ast.Import):
            assert not any(name.name.startswith("alcto") for name in node.names)


@pytest.mark.parametrize("first", range(0, tries(FILES), LOT))
def test_random_people_of_random_rule_files_stand_where_the_pages_put_them(first: int) -> None:
    seen: Counter[str] = Counter()
    trouble = list(disagreements(first, LOT, seen))
    assert not trouble, "\n\n".join(trouble)
    assert seen["rule files"] > LOT // 2


def test_random_rule_files_hold_every_key_in_company() -> None:
    files = [rule_file(seed) for seed in range(READ)]
    read = [one for one in files if library(one.text) is not None]
    held = Counter(feature for one in read for feature in one.features)
    wanted = {
        *("grace", "more", "more_each_month", "extension, shorter", "extension, whole", "carry", "lasts"),
        *("carry by months", "prorate", "most", "prorate_most", "least of a kind", "bars_carried", "goal", "step"),
        *("a value that changed", "until", "most of an entry", "once ever", "once in a window"),
        *("minutes", "minutes_of", "unit", "shown_in", "fiscal-year", "calendar-year", "eve", "anniversary"),
        *(
            f"yes or no, {where}, {key}"
            for where in ("rule", "step", "exempt", "applies", "carry")
            for key in ("when", "unless")
        ),
        *(f"issue inside the window, {where}, unless" for where in ("rule", "step", "exempt", "carry")),
    }
    assert {feature for feature in wanted if not held[feature]} == set()
    assert len(read) > READ * 0.8


def test_a_key_that_the_second_reading_does_not_know_is_no_answer() -> None:
    rules = tables(rule_file(0).text)
    assert unknown(rules) == []
    odd = {**rules, "window": [{**rules["window"][0], "pause": []}]}
    assert unknown(odd) == ["window.pause"]
    with pytest.raises(AssertionError, match=r"window\.pause"):
        answer(odd, {"person": {}, "credential": [{}]}, date(2026, 1, 1))


def test_a_disagreement_about_a_rule_file_is_found_and_made_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vocabulary.judging.Window.share", lambda self: 1)
    for seed in range(40):
        for found in disagreements(seed, 1, Counter()):
            assert "prorate" in found and "--- records" in found
            return
    pytest.fail("nobody owed less in a first window")
