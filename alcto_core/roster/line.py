"""One person's line: their name and where their credentials stand, or why nobody can say. Nothing of their log."""

from __future__ import annotations

import os
from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from alcto_core import crash, system
from alcto_core.evaluation.naming import heading, heading_of, missing_briefly
from alcto_core.evaluation.standing import EarlierPeriod, Standing, State
from alcto_core.evaluation.verdict import verdicts
from alcto_core.host.plugins import Plugins, load_plugins
from alcto_core.hours import number
from alcto_core.keeping.commit import MOST_READ
from alcto_core.keeping.folder import FILE, RecordsFolder
from alcto_core.nouns import counted_noun
from alcto_core.records.reading import MOST_BYTES, Reading, read_text
from alcto_core.roster.walk import Found
from alcto_core.rules.library import Library


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What everybody is judged by."""

    on: date
    programs: tuple[str, ...] = ()
    """Only these programs; empty: all."""
    no_plugins: bool = False
    without: tuple[str, ...] = ()
    local_rules: Path | None = None
    """The rule files of whoever asks, not those of the people."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where one credential stands."""

    credential: str
    program: str
    heading: str
    """Program and period: "TD-CEU FY26"."""
    state: State
    missing: float | None
    """Hours."""
    due: date | None
    lacks: str
    """What is missing, named by its kind; empty where nothing is, or nobody can say."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One person, or one file of which nobody can say whose it is."""

    file: str
    name: str = ""
    district: str = ""
    standings: tuple[Place, ...] = ()
    ended: tuple[Place, ...] = ()
    """Of the period just before: what was missed, cannot be told, or may still be made good."""
    problem: str | None = None
    is_error: bool = False
    """Whether the problem costs records, so that what is said may lack something."""


@cache
def plugins_of(setting: Setting) -> Plugins:
    """What plugins bring, loaded once in each process."""
    return load_plugins(no_plugins=setting.no_plugins, without=setting.without, local_rules=setting.local_rules)


def library_of(setting: Setting) -> Library:
    """The rule sets."""
    return plugins_of(setting).library


def content_of(found: Found) -> bytes | Line:
    """The bytes of a file, or the line that says why there are none."""
    if found.problem:
        return Line(file=found.file, problem=found.problem, is_error=found.is_error)
    try:
        return system.read_file(Path(found.path), MOST_READ)[0]
    except OSError as error:
        return Line(file=found.file, problem=f"it cannot be read: {system.reason(error)}", is_error=True)


def line_of(setting: Setting, found: Found) -> Line:
    """The line of one file. Raises nothing for the file's sake, whatever it holds."""
    raw = content_of(found)
    return raw if isinstance(raw, Line) else line_from(setting, found, raw)


def line_from(setting: Setting, found: Found, raw: bytes) -> Line:
    """The line of a file that holds these bytes. Raises nothing for their sake."""
    try:
        return _judged(setting, found, raw)
    except Exception as fault:  # noqa: BLE001 - a fault of ours; one file must not cost the other people their lines
        return Line(file=found.file, problem=crash.sentence(fault).rstrip("."), is_error=True)


def _judged(setting: Setting, found: Found, raw: bytes) -> Line:
    reading = read_text(raw, FILE)
    problem, is_error = _problem(reading, raw, found)
    if reading.records is None:
        return Line(file=found.file, problem=problem, is_error=is_error)
    standings = verdicts(reading.records, library_of(setting), setting.on)
    standings = tuple(one for one in standings if not setting.programs or one.program in setting.programs)
    return Line(
        file=found.file,
        name=reading.records.person.name,
        district=reading.records.person.district,
        standings=tuple(map(_place, standings)),
        ended=tuple(
            _ended(one, ended) for one in standings for ended in (one.pending, one.before) if ended is not None
        ),
        problem=problem,
        is_error=is_error,
    )


def _place(standing: Standing) -> Place:
    return Place(
        credential=standing.credential,
        program=standing.program,
        heading=heading(standing),
        state=standing.state,
        missing=None if standing.hours.missing is None else number(standing.hours.missing),
        due=standing.due,
        lacks=missing_briefly(standing)[0],
    )


def _ended(standing: Standing, ended: EarlierPeriod) -> Place:
    return Place(
        credential=standing.credential,
        program=standing.program,
        heading=heading_of(standing, ended.period),
        state=ended.state,
        missing=None if ended.missing is None else number(ended.missing),
        due=ended.due or ended.period.end,
        lacks=ended.lacks.removesuffix(" missing"),
    )


def _problem(reading: Reading, raw: bytes, found: Found) -> tuple[str | None, bool]:
    """What is wrong with a file, without a word of what it holds; and whether that costs records."""
    errors = [one for one in reading.problems if one.is_error]
    if len(raw) > MOST_BYTES:
        return f"it is larger than {MOST_BYTES >> 20} MB, and no records of one person are", True
    if reading.records is None:
        line = next((one.line for one in errors if one.line), None)
        return f"nothing in it can be read{f'; look at line {line}' if line else ''}", True
    if errors:
        line = next((one.line for one in errors if one.line), None)
        where = f", the first in line {line}" if line else ""
        return f"it has {counted_noun(len(errors), 'errors')}{where}, so what is said of it may lack something", True
    if reading.is_newer:
        return "a newer alcto wrote it, and this one may not know all of it; update alcto", False
    if has_rules(found):
        return "rule files of the person’s own lie beside it, and are not used here", False
    return None, False


def has_rules(found: Found) -> bool:
    """Whether rule files of the person's own lie beside a file."""
    if os.path.basename(found.path) != FILE:  # noqa: PTH119 - asked of every file
        return False
    rules = RecordsFolder(path=Path(found.path).parent).rules
    try:
        return any(name.endswith(".toml") for name in os.listdir(rules))  # noqa: PTH208 - as above
    except OSError:
        return False
