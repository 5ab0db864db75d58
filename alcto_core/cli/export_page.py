"""An export: which format, where it goes, and what is said of it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from alcto_core import system
from alcto_core.cli.invocation import Invocation, exit_status
from alcto_core.cli.page import Page
from alcto_core.cli.questions import may_replace
from alcto_core.paperwork.asked import Asked, Made, made
from alcto_core.paperwork.kinds import Format, Kind
from alcto_core.paperwork.placing import check_target, place
from alcto_core.telling.handing_in import written_words
from alcto_core.text import one_and_other

STDOUT = "-"


def export(
    invocation: Invocation,
    kind: Kind,
    file: str | None,
    credential: str | None,
    period: str | None,
    ending: str | None,
    *,
    by: str | None,
    yes: bool,
) -> int:
    """What `alcto export` does."""
    if by is not None and kind.name != "report":
        raise click.UsageError("--by is for a report.")
    page = invocation.page
    form = _format(kind, file, ending)
    target = None if file in (None, STDOUT) else Path.cwd() / system.path_meant(str(file))
    _check_reader(kind, form, file)
    replaces = target is not None and check_target(invocation.folder, target)
    if target is not None and replaces and not may_replace(page, target, yes):
        return 2
    asked = Asked(overview=invocation.overview(period=period), credential=credential, period=period, by=by)
    paper = made(asked, kind, form)
    if target is None:
        _print(page, paper)
    else:
        place(invocation.folder, target, paper.raw, replaces=replaces)
    for words in paper.told:
        page.aside(words)
    if target is not None:
        page.aside(written_words(target, paper.holds))
    return exit_status(asked.overview)


def _format(kind: Kind, file: str | None, ending: str | None) -> Format:
    """The format that the file's ending or `--format` names. Raises `click.UsageError`."""
    endings = one_and_other([f".{one.ending}" for one in kind.formats], "or")
    word = Path(file).suffix.removeprefix(".") if file not in (None, STDOUT) else ending
    if word is None:
        return next((one for one in kind.formats if one.is_read), kind.formats[0]) if file is None else kind.formats[0]
    if ending is not None and ending != word.lower():
        raise click.UsageError(f"{file} ends otherwise than --format {ending}; say only one of them.")
    if (form := kind.format(word)) is None:
        raise click.UsageError(f"`alcto export {kind.name}` writes {endings}; give the file one of these endings.")
    return form


def _check_reader(kind: Kind, form: Format, file: str | None) -> None:
    """Raises `click.UsageError` where a terminal would be shown what nobody can read there."""
    if file not in (None, STDOUT) or not system.is_terminal(sys.stdout):
        return
    if not form.is_text or (file is None and not form.is_read):
        raise click.UsageError(
            f"Name the file to write, e.g. `alcto export {kind.name} {kind.name}.{form.ending}`"
            f"{f'; {STDOUT} prints it' if form.is_text else ''}."
        )


def _print(page: Page, paper: Made) -> None:
    """Print to a terminal as harmless lines; where a program reads it, to the byte."""
    if system.is_terminal(sys.stdout):
        for line in paper.raw.decode("utf-8-sig").splitlines():
            page.say_row(line)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(paper.raw)
