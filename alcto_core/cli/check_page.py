"""What the doctor found, on the page."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from alcto_core import system
from alcto_core.cli.invocation import RECORDS_HAVE_ERRORS, Invocation, way_back
from alcto_core.cli.page import Page, Tone, Toned
from alcto_core.doctor import examine, remember
from alcto_core.doctor.finding import Finding
from alcto_core.evaluation.status_document import problem_document
from alcto_core.keeping.store import RecordsStore
from alcto_core.numbers import counted, size
from alcto_core.overview import Overview, open_overview

_TOLD_FROM = 64 << 20
"""Bytes from which a person at a terminal is told that a file is being read."""


def say(invocation: Invocation, as_json: bool, whole: bool, accept: bool) -> int:
    """What `alcto check` answers."""
    page, now = invocation.page, invocation.now
    overview = open_overview(invocation.folder, invocation.plugins(), invocation.on)
    watch = _reading(page)
    if overview.loaded is None and not (whole or as_json):
        raise RecordsStore(overview.folder).missing()
    if accept:
        for path in remember(overview, now, accept=True, watch=watch):
            page.aside(f"Noted as it is now: {path}.")
    found = examine(overview, now, watch=watch)
    if not accept:
        remember(overview, now, watch=watch)
    if as_json:
        page.say_json(_document(overview, found))
    elif whole:
        _say_all(page, found)
    else:
        _say_wrong(page, overview, found)
    return _status(overview, found)


def _reading(page: Page) -> Any:
    """Tells a person who waits which large file is being read; one line for each."""
    if not system.is_terminal(sys.stderr):
        return None
    return lambda path, number: page.aside(f"Reading {path} ({size(number)}) …") if number >= _TOLD_FROM else None


def _say_wrong(page: Page, overview: Overview, found: Sequence[Finding]) -> None:
    """The problems as lines with their places, then what has no line."""
    page.problems(overview.problems, lines=True)
    if overview.records is None and (way := way_back(overview)):
        page.aside(way)
    said = set(overview.problems)
    for finding in found:
        if finding.is_good:
            continue
        fresh = [problem for problem in finding.problems if problem not in said]
        page.problems(fresh, lines=True)
        if not finding.problems:
            page.aside(f"{finding.subject}: {finding.sentence} {finding.remedy}")


_TONES: Mapping[str, Tone] = {"good": "met", "look": "strong", "wrong": "short"}


def _say_all(page: Page, found: Iterable[Finding]) -> None:
    findings = list(found)
    page.say(Toned(_verdict(findings), "strong"))
    subject = ""
    for finding in findings:
        if finding.subject != subject:
            subject = finding.subject
            page.say(Toned(subject.capitalize(), "strong"))
        page.say("  ", Toned(f"{finding.state:<5}", _TONES[finding.state]), f"  {finding.sentence}")
        for problem in finding.problems:
            page.say(f"           {problem}")
        if finding.remedy:
            page.say(f"         {finding.remedy}")


def _verdict(found: Iterable[Finding]) -> str:
    states = [finding.state for finding in found]
    parts = []
    if wrong := states.count("wrong"):
        parts.append(f"{counted(wrong, 'thing')} to put right")
    if look := states.count("look"):
        parts.append(f"{look} to look at" if wrong else f"{counted(look, 'thing')} to look at")
    return f"{', '.join(parts)}." if parts else "All is well."


def _document(overview: Overview, found: Iterable[Finding]) -> Mapping[str, object]:
    failed = [report for report in overview.plugins.reports if report.state == "failed"]
    return {
        "schema": 1,
        "problems": [problem_document(one) for one in overview.problems],
        "failed_plugins": [
            {"name": report.name, "source": report.source, "reason": report.reason} for report in failed
        ],
        "findings": [
            {
                "subject": finding.subject,
                "state": finding.state,
                "text": finding.sentence,
                "remedy": finding.remedy,
                "problems": [problem_document(one) for one in finding.problems],
            }
            for finding in found
        ],
    }


def _status(overview: Overview, found: Iterable[Finding]) -> int:
    if overview.has_errors:
        return RECORDS_HAVE_ERRORS
    return int(any(finding.state == "wrong" for finding in found))
