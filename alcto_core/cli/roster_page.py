"""The roster as a table with totals, as a CSV file, or as JSON lines."""

from __future__ import annotations

import csv
import gc
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from alcto_core import system
from alcto_core.cli.invocation import RECORDS_HAVE_ERRORS, Invocation
from alcto_core.cli.page import Page, Toned
from alcto_core.cli.progress import Bar
from alcto_core.cli.table import Row, TableColumn, say_table
from alcto_core.evaluation.standing import State
from alcto_core.problems import Refused
from alcto_core.roster.crew import collect_seldom, lines_of
from alcto_core.roster.line import Setting, library_of
from alcto_core.roster.roll import Roll
from alcto_core.roster.walk import records_files
from alcto_core.rules.faults import nearest_of
from alcto_core.telling.roster import (
    DISTRICTS,
    LOOK_CLOSER,
    PEOPLE,
    SHEET,
    district_rows,
    document,
    people_rows,
    sheet_rows,
    summary,
)
from alcto_core.text import guarded, plain


def say(invocation: Invocation, folder: Path, programs: tuple[str, ...], sheet: Path | None, *, as_json: bool) -> int:
    """What `alcto roster` answers; the exit status."""
    page = invocation.page
    setting = Setting(
        on=invocation.on,
        programs=programs,
        no_plugins=invocation.no_plugins,
        without=invocation.without,
        local_rules=invocation.folder.rules,
    )
    _check(setting)
    if sheet is not None:
        _check_target(sheet, folder)
    with Roll() as roll:
        _fill(page, roll, setting, folder)
        if sheet is not None:
            _write(page, sheet, roll)
        if as_json:
            for line in roll:
                page.say_json_text(json.dumps(document(line), ensure_ascii=True))
        else:
            _say_tables(page, roll, setting)
        return _status(roll)


def _check(setting: Setting) -> None:
    """Raises `Refused` for a program that nobody could hold: a slip would leave everybody out."""
    known = library_of(setting).rule_sets
    for program in setting.programs:
        if program not in known:
            near = nearest_of(program, known)
            raise Refused(f"No rule set is called “{program}”; {near}installed: {', '.join(sorted(known)) or 'none'}.")


def _check_target(sheet: Path, folder: Path) -> None:
    """Raises `Refused` for a CSV file that would lie among the records, or cover something else."""
    try:
        target, root = system.resolve(sheet), system.resolve(folder)
    except OSError as error:
        raise Refused(f"{sheet} cannot be written: {system.reason(error)}.") from error
    if target.is_relative_to(root):
        raise Refused(f"{sheet} lies among the records, where nothing is written. Name a file outside {folder}.")
    if sheet.exists() and not (sheet.is_file() and sheet.suffix.lower() == ".csv"):
        raise Refused(f"{sheet} is there, and is no CSV file. Name another.")


def _fill(page: Page, roll: Roll, setting: Setting, folder: Path) -> None:
    """Judge every file, with a bar where somebody waits for it."""
    files = tuple(records_files(folder))
    if not files:
        raise Refused(
            f"{folder} holds no records. A roster reads a folder that holds folders with a records.toml each, "
            "or files of records whose names end in .toml."
        )
    gc.freeze()
    collect_seldom()
    bar = Bar(page, "Reading records", halves=1)
    try:
        for done, line in enumerate(lines_of(setting, files), 1):
            roll.add(line)
            bar(done, len(files))
        bar.finish()
    finally:
        bar.leave()


def _say_tables(page: Page, roll: Roll, setting: Setting) -> None:
    first, *others = summary(roll, setting.on)
    page.say(Toned(first, "strong"))
    for words in others:
        page.say(f"  {words}")
    page.say()
    say_table(page, [TableColumn(name, shrinks=name != "State") for name in PEOPLE], _People(roll))
    if rows := list(district_rows(roll)):
        page.say()
        say_table(page, [TableColumn(name, right=at > 1, shrinks=at < 2) for at, name in enumerate(DISTRICTS)], rows)
    page.aside(LOOK_CLOSER)


class _People:
    """The rows of the table, told anew each time they are asked for, so that they are never all in memory."""

    def __init__(self, roll: Roll) -> None:
        self._roll = roll

    def __iter__(self) -> Iterator[Row]:
        return iter(people_rows(self._roll))


def _write(page: Page, target: Path, roll: Roll) -> None:
    """Write the CSV file in one step. Raises `Refused`."""
    try:
        temporary = system.write_temporary(target, _sheet(roll))
        try:
            system.current.replace(temporary, target)
        except BaseException:
            system.discard(temporary)
            raise
    except OSError as error:
        raise Refused(f"{target} cannot be written: {system.reason(error)}.") from error
    page.aside(f"{target} is written.")


def _sheet(roll: Roll) -> Iterator[bytes]:
    """The CSV file part by part; with a byte-order mark, by which Excel knows the encoding."""
    yield b"\xef\xbb\xbf" + _csv(SHEET)
    for row in sheet_rows(roll):
        yield _csv([guarded(plain(cell)) for cell in row])


def _csv(row: Sequence[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow(row)
    return text.getvalue().encode()


def _status(roll: Roll) -> int:
    """3 where a file has errors, 1 where something is missed or cannot be told, else 0."""
    if roll.faulty:
        return RECORDS_HAVE_ERRORS
    if roll.missed_before:
        return 1
    return int(
        any({State.NON_COMPLIANT, State.UNDETERMINED} & set(one.states) for one in roll.totals(by_district=False))
    )
