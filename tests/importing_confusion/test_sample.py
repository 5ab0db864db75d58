"""A sheet of every shape comes in rightly or is asked about; `exports.py` makes many more."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from exports import docs_table
from judging import judged
from shapes import SHAPES, Sheet, sheets

SAMPLE = sheets(seed=11, each=1)


@pytest.mark.parametrize("sheet", SAMPLE, ids=lambda sheet: sheet.shape)
def test_no_row_of_a_made_up_export_is_silently_wrong(sheet: Sheet) -> None:
    assert judged(sheet).wrong == ()


def test_few_rows_are_asked_about() -> None:
    tally = sum((judged(sheet).outcomes for sheet in SAMPLE), Counter())
    assert tally["asked"] <= 0.05 * sum(tally.values())


def test_the_judge_sees_a_wrong_length_a_wrong_day_and_a_row_that_should_have_stayed_out() -> None:
    sheet = next(one for one in SAMPLE if one.shape == "Own sheet, plain")
    first = sheet.events[0]
    for other in (
        first._replace(minutes=first.minutes + 1),
        first._replace(day=first.day.replace(year=2023)),
        first._replace(counts=False),
    ):
        assert judged(sheet._replace(events=(other, *sheet.events[1:]))).outcomes["wrong"] == 1


def test_every_shape_is_tried() -> None:
    assert {sheet.shape for sheet in SAMPLE} == set(SHAPES)


def test_the_documentation_tells_how_each_export_comes_in() -> None:
    docs = (Path(__file__).parents[2] / "docs" / "import.md").read_text(encoding="utf-8")
    assert "\n".join(docs_table()) in docs
