"""What is asked of a person about a sheet: which column holds what, and in which order its days are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

import click

from alcto_core.cli.page import Page
from alcto_core.cli.questions import ask, not_listed
from alcto_core.entry.days import Order
from alcto_core.importing.layout import ColumnQuestion, SheetLayout
from alcto_core.importing.vocabulary import NEEDED_WORDS


def corrections(columns: tuple[str, ...]) -> dict[str, str]:
    """Headings and keys, from words such as `Prof. Dev. Title=title`."""
    given: dict[str, str] = {}
    for word in columns:
        heading, equals, key = word.rpartition("=")
        if not equals or not heading.strip():
            raise click.UsageError(f"“{word}” is not HEADING=KEY; write for example --column 'Prof. Dev. Title=title'")
        given[heading.strip()] = key.strip()
    return given


def settled(
    page: Page, laid_out: Callable[[Mapping[str, str]], SheetLayout], said: Mapping[str, str], *, asks: bool
) -> SheetLayout:
    """The layout of a sheet; with `asks` once everything that is doubtful or lacking was asked."""
    layout = laid_out(said)
    while layout.questions and asks:
        said = {**said, **_asked_question(page, layout.questions[0])}
        layout = laid_out(said)
    if layout.lacking and asks:
        layout = laid_out({**said, **_asked_columns(page, layout)})
    return layout


def _asked_question(page: Page, question: ColumnQuestion) -> dict[str, str]:
    """Ask one of the questions of a layout, with the likeliest columns and their first cells."""
    listed = {str(number): one for number, one in enumerate(question.candidates, 1)}
    for number, one in listed.items():
        samples = ", ".join(" ".join(cell.split())[:24] for cell in one.samples)
        page.aside(f"  {number}  {one.name} ({one.key}): {samples}")

    def chosen(answer: str) -> str:
        if answer not in listed:
            raise not_listed(listed)
        return answer

    one = listed[ask(page, f"{question.text} (its number)", chosen, "1")]
    return {f"#{one.index + 1}": one.key}


def _asked_columns(page: Page, layout: SheetLayout) -> dict[str, str]:
    """Ask which column holds what every activity needs."""
    names = {str(one.index + 1): one for one in layout.columns}
    for number, one in names.items():
        page.aside(f"  {number}  {one.name}{f' ({one.key})' if one.key else ''}")

    def chosen(answer: str) -> str:
        if answer.removeprefix("#") not in names:
            raise not_listed(names)
        return f"#{answer.removeprefix('#')}"

    found: dict[str, str] = {}
    for key in layout.lacking:
        found[ask(page, f"Which column holds {NEEDED_WORDS[key]}? (its number)", chosen)] = key
    return found


def asked_order(page: Page) -> Order:
    """Ask how the days of a sheet are written."""

    def chosen(answer: str) -> Order:
        if answer not in ("mdy", "dmy"):
            raise ValueError("write mdy for the month first, or dmy for the day first")
        return cast("Order", answer)

    return ask(page, "In this sheet, is 3/4/2026 the 4th of March (mdy) or the 3rd of April (dmy)?", chosen, "mdy")
