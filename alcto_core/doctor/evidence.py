"""Files of proof: there, not empty, as they were when they were logged, and named by a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date

from alcto_core.doctor.finding import EACH_LINE, Finding, good, listed, look, wrong
from alcto_core.doctor.records_file import is_about_proof, of_file
from alcto_core.keeping import fingerprints
from alcto_core.keeping.fingerprints import Fingerprint, Watch
from alcto_core.keeping.proof import Proofs
from alcto_core.numbers import counted, size
from alcto_core.overview import Overview
from alcto_core.problems import Problem, RecordsError, Severity
from alcto_core.records.references import is_inside

ACCEPT = "`alcto check --accept` notes the files as they are now."


def findings(overview: Overview, day: date, watch: Watch | None) -> Iterator[Finding]:
    """What the files of proof come to. Reads those that were noted before."""
    if overview.records is None:
        return
    paths = overview.records.proof
    missing = tuple(problem for problem in of_file(overview) if is_about_proof(problem))
    if missing:
        yield wrong(
            "evidence",
            f"{counted(len(missing), 'file')} of proof cannot be used.",
            f"{EACH_LINE}.",
            problems=missing,
        )
    usable = _usable(overview, paths)
    empty = _empty(overview, usable)
    if empty:
        yield wrong(
            "evidence",
            f"{counted(len(empty), 'file')} of proof {'is' if len(empty) == 1 else 'are'} empty.",
            "Put what was meant there again.",
            problems=tuple(
                _problem(path, "the file is empty", "put what was meant there again") for path in sorted(empty)
            ),
        )
    yield from _changed(overview, tuple(path for path in usable if path not in empty), day, watch)
    yield from _strangers(overview, paths)


def keep(overview: Overview, day: date, watch: Watch | None, *, anew: bool = False) -> tuple[str, ...]:
    """Note the files that were never noted; with `anew`, all of them. Gives their paths. Raises `RecordsError`."""
    if overview.records is None:
        return ()
    paths = overview.records.proof
    if not anew and paths:
        known = fingerprints.noted(overview.folder)
        paths = tuple(path for path in paths if path not in known)
    return fingerprints.note(overview.folder, paths, day, anew=anew, watch=watch) if paths else ()


def _usable(overview: Overview, paths: tuple[str, ...]) -> tuple[str, ...]:
    proofs = Proofs(overview.folder.path)
    return tuple(path for path in paths if is_inside(path) and proofs(path) == "file")


def _empty(overview: Overview, usable: tuple[str, ...]) -> frozenset[str]:
    found = set()
    for path in usable:
        with suppress(OSError):
            if not (overview.folder.path / path).stat().st_size:
                found.add(path)
    return frozenset(found)


def _changed(overview: Overview, usable: tuple[str, ...], day: date, watch: Watch | None) -> Iterator[Finding]:
    try:
        notes = fingerprints.noted(overview.folder)
    except RecordsError as error:
        yield wrong(
            "evidence",
            f"{error} So nobody can tell whether files of proof changed since they were logged.",
            f"Look at the files; then {ACCEPT}",
        )
        return
    changed = fingerprints.changed(overview.folder, notes, usable, day, watch=watch)
    if changed:
        yield wrong(
            "evidence",
            f"{counted(len(changed), 'file')} of proof changed since "
            f"{'it was' if len(changed) == 1 else 'they were'} logged.",
            f"If that was meant, {ACCEPT} If not, bring the old file back from a backup.",
            problems=tuple(_problem(one.path, *_how(one)) for one in changed),
        )
        return
    yield good("evidence", _all_well(usable, notes))


def _how(one: fingerprints.Changed) -> tuple[str, str]:
    what = f"{size(one.before.size)} then, {size(one.now.size)} now"
    what = what if one.before.size != one.now.size else "of the same size, with other contents"
    return (
        f"changed since {one.before.day} ({what})",
        "bring the old one back from a backup, or accept it with `alcto check --accept`",
    )


def _all_well(usable: tuple[str, ...], notes: Mapping[str, Fingerprint]) -> str:
    if not usable:
        return "No file of proof is named."
    known = [notes[path] for path in usable if path in notes]
    parts = [f"{counted(len(usable), 'file')} of proof can be read"]
    if known:
        parts.append(f"{len(known)} compared with what was noted and unchanged")
    if len(usable) > len(known):
        parts.append(f"{len(usable) - len(known)} looked at for the first time")
    if partly := sum(not one.whole for one in known):
        parts.append(f"{partly} so large that only size, first and last megabyte were compared")
    return f"{'; '.join(parts)}."


def _strangers(overview: Overview, paths: tuple[str, ...]) -> Iterator[Finding]:
    found = fingerprints.strangers(overview.folder, paths)
    if found:
        yield look(
            "evidence",
            f"{counted(len(found), 'file')} in evidence/ {'is' if len(found) == 1 else 'are'} named by no "
            f"record: {listed(found)}.",
            "`alcto edit ID --evidence PATH` names one in an activity; what is no proof can lie elsewhere.",
        )


def _problem(path: str, text: str, remedy: str) -> Problem:
    return Problem(severity=Severity.WARNING, file=path, line=None, text=text, remedy=remedy)
