"""A rule author's cases: run beside their rule files, and asked what no case would miss."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from alcto_core.cli.group import COULD_NOT_RUN
from alcto_core.cli.invocation import Invocation
from alcto_core.cli.page import Page
from alcto_core.cli.progress import Bar
from alcto_core.host.plugins import load_plugins
from alcto_core.telling.cases import coverage_lines, failure_lines, verdict_on_cases
from alcto_core.workshop.running import CaseResult, trial_of


def say_cases(invocation: Invocation, path: Path, as_json: bool) -> int:
    """`alcto rules --cases PATH`: 1 where a case fails, 2 where a rule file is refused, else 0."""
    page = invocation.page
    trial = trial_of(path, load_plugins(no_plugins=invocation.no_plugins, without=invocation.without).library)
    page.problems(trial.gathering.problems, lines=True)
    if trial.gathering.is_refused:
        page.aside("No case was run.")
        return COULD_NOT_RUN
    return say_results(page, trial.results(), len(trial.cases), as_json)


def say_results(page: Page, results: Iterable[CaseResult], number: int, as_json: bool) -> int:
    """Run so many cases one after another and say what each came to; 1 where one does not hold, else 0."""
    bar = Bar(page, "Running cases", halves=1)
    found = []
    for result in results:
        found.append(result)
        bar(len(found), number)
    bar.finish()
    if as_json:
        page.say_json({"schema": 1, "cases": [_result_document(result) for result in found]})
    else:
        for line in (line for result in found if not result.is_right for line in failure_lines(result)):
            page.say(line)
        page.say(verdict_on_cases(found))
    return int(not all(result.is_right for result in found))


def say_coverage(invocation: Invocation, path: Path, least: int | None) -> int:
    """`alcto rules --coverage PATH`: 1 where less than `least` percent is covered, 2 where nobody can tell, else 0."""
    page = invocation.page
    trial = trial_of(path, load_plugins(no_plugins=invocation.no_plugins, without=invocation.without).library)
    page.problems(trial.gathering.problems, lines=True)
    if trial.gathering.is_refused:
        return COULD_NOT_RUN
    bar = Bar(page, "Moving values", halves=1)
    found = trial.coverage(bar)
    bar.finish()
    for line in coverage_lines(trial, found):
        page.say(line)
    return int(least is not None and found.percent < least)


def _result_document(result: CaseResult) -> dict[str, Any]:
    found = zip(result.lines, result.mismatches, strict=True)
    return {
        "file": str(result.file),
        "name": result.name,
        "passed": result.is_right,
        "mismatches": [
            {"line": line, "key": one.key, "expected": one.expected, "found": one.wrong or one.found}
            for line, one in found
        ],
    }
