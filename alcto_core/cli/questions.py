"""Questions to the person. They go to standard error, so that an answer on standard output stays clean."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import click

from alcto_core import system
from alcto_core.cli.page import Page
from alcto_core.cli.streams import own_terminal
from alcto_core.text import one_and_other

T = TypeVar("T")


DRY_RUN = "Nothing was saved: this was a dry run. Add --yes to save."


def can_ask() -> bool:
    """Whether somebody sits there who can answer; what comes through a pipe is never taken for an answer."""
    return system.is_terminal(sys.stdin) and system.is_terminal(sys.stderr)


def ask(page: Page, question: str, read: Callable[[str], T], default: str | None = None) -> T:
    """Ask until `read` takes the answer. `read` raises `ValueError` with a sentence for one that it does not take."""

    def taken(answer: str) -> T:
        try:
            return read(answer.strip())
        except ValueError as wrong:
            raise click.UsageError(page.prompt_text(str(wrong))) from None

    with _leaving(page):
        answer: T = click.prompt(
            page.prompt_text(question),
            default=default,
            value_proc=taken,
            err=True,
            show_default=bool(default),
            prompt_suffix=" " if question.endswith(("?", ")")) and not default else ": ",
        )
    return answer


def not_listed(numbers: Iterable[str], also: str = "") -> ValueError:
    """What `read` raises for an answer that is none of the numbers of a list; `also` is what else may be written."""
    return ValueError(f"write one of the numbers, {', '.join(numbers)}{also}")


@contextmanager
def _leaving(page: Page) -> Iterator[None]:
    """Whoever leaves at a question is told that nothing came of it: all questions are asked before a save."""
    try:
        with own_terminal():
            yield
    except click.Abort:
        page.aside()
        page.aside("Nothing was saved.")
        raise


def confirm(page: Page, question: str, default: bool = True) -> bool:
    """A question with yes or no for an answer."""
    with _leaving(page):
        return click.confirm(page.prompt_text(question), default=default, err=True)


def may_save(page: Page, yes: bool, question: str = "Save?", default: bool = True) -> bool:
    """Whether to go on with a change: `--yes` was given, or the person says so. `default` is what Enter means.

    Raises `click.UsageError` where nobody can be asked.
    """
    if yes:
        return True
    if not can_ask():
        raise click.UsageError("Nothing was saved: nobody can be asked here. Add --yes to save without asking.")
    if confirm(page, question, default):
        return True
    page.aside("Nothing was saved.")
    return False


def may_replace(page: Page, target: Path, yes: bool) -> bool:
    """Whether a file that is there may be written over: `--yes` was given, or the person says so."""
    if yes:
        return True
    if not can_ask():
        page.aside(f"There is a file {target} already. Nothing was written; --yes replaces it.")
        return False
    if confirm(page, f"There is a file {target} already. Replace it?", default=False):
        return True
    page.aside("Nothing was written.")
    return False


def missing(names: Sequence[str]) -> click.UsageError:
    """What to raise where options are missing and nobody can be asked."""
    return click.UsageError(f"Please add {one_and_other(names)}; without a terminal alcto cannot ask.")
