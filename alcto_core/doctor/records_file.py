"""The records file: what is wrong in it, and whether it can be read and saved."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator

from alcto_core import system
from alcto_core.doctor.finding import EACH_LINE, Finding, good, look, wrong
from alcto_core.keeping.folder import FILE
from alcto_core.keeping.store import RecordsStore
from alcto_core.numbers import counted, size
from alcto_core.overview import Overview
from alcto_core.problems import Problem

_PROOF = re.compile(r"(?:activity\[\d+\]\.evidence|credential\[\d+\]\.step\[\d+\]\.files)\b")
_PROGRAM = re.compile(r"credential\[\d+\]\.program")


def findings(overview: Overview) -> Iterator[Finding]:
    """What the file's own problems come to, and what the system says of it."""
    if overview.loaded is None:
        way = RecordsStore(overview.folder).way_back() or "`alcto init` makes the file."
        yield wrong("records", f"There is no {FILE} in {overview.folder.path}.", way)
        return
    yield _contents(overview)
    yield from _file(overview)


def _contents(overview: Overview) -> Finding:
    problems = tuple(one for one in of_file(overview) if not is_about_proof(one) and not is_about_program(one))
    errors = sum(problem.is_error for problem in problems)
    records = overview.records
    if records is None:
        way = RecordsStore(overview.folder).way_back()
        return wrong(
            "records",
            f"Nothing in {FILE} can be read.",
            f"Put the line right that is named. {way}".rstrip(),
            problems=problems,
        )
    what = f"{counted(len(records.activities), 'activity', 'activities')}, " + counted(
        len(records.credentials), "credential"
    )
    if not problems:
        return good("records", f"{FILE} holds {what}, and could be read without a doubt.")
    parts = [counted(errors, "mistake")] if errors else []
    parts += [counted(len(problems) - errors, "thing") + " that may not be as meant"] if len(problems) > errors else []
    return wrong("records", f"{FILE} holds {what}, and {' and '.join(parts)}.", f"{EACH_LINE}.", problems=problems)


def _file(overview: Overview) -> Iterator[Finding]:
    file, loaded = overview.folder.file, overview.loaded
    if loaded is None:
        return
    if file.is_symlink():
        yield good("records", f"{FILE} is a link to {os.path.realpath(file)}.")
    try:
        told = file.stat()
    except OSError as error:
        yield wrong(
            "records",
            f"{FILE} cannot be looked at: {system.reason(error)}.",
            "Look at the folder and at what is mounted there.",
        )
        return
    if not told.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        yield look("records", f"{FILE} is marked as read-only.", "Take the mark off if it is to be changed.")
    yield good("records", f"{FILE} has {size(told.st_size)}.")


def of_file(overview: Overview) -> tuple[Problem, ...]:
    """The problems of the records file."""
    return tuple(problem for problem in overview.problems if problem.file == overview.folder.file.name)


def is_about_proof(problem: Problem) -> bool:
    """Whether a file of proof is missing, or is none."""
    return not problem.is_error and bool(_PROOF.match(problem.path))


def is_about_program(problem: Problem) -> bool:
    """Whether a credential's program is not installed."""
    return not problem.is_error and bool(_PROGRAM.fullmatch(problem.path))
