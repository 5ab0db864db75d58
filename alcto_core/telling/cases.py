"""What is told of a rule author's cases, and of a rule file beside the installed one of the same id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alcto_core.numbers import counted
from alcto_core.rules.vocabulary import RuleFile
from alcto_core.toml.layout import Path
from alcto_core.workshop.changes import changes
from alcto_core.workshop.coverage import Coverage
from alcto_core.workshop.running import CaseResult, Trial

_MOST_CHANGES = 20


def failure_lines(result: CaseResult) -> Iterator[str]:
    """A case that fails: its sentence, then each figure with file, line, what stands there and what was found, and what
    is odd in its records file, from which that may come."""
    yield f"Fails: {result.name}"
    for line, one in zip(result.lines, result.mismatches, strict=True):
        said = one.wrong or f"by hand {one.expected or 'nothing'}, found {one.found or 'nothing'}"
        yield f"  {result.file}:{line}: {one.key}: {said}"
    for line, said in result.remarks:
        yield f"  {result.file}:{line}: in the records: {said}"


def verdict_on_cases(results: Sequence[CaseResult]) -> str:
    """How many cases come to what they expect."""
    wrong = sum(not result.is_right for result in results)
    if wrong:
        return f"{wrong} of {counted(len(results), 'case')} {'fails' if wrong == 1 else 'fail'}."
    return "The case comes to what it expects." if len(results) == 1 else f"All {len(results)} cases hold."


def coverage_lines(trial: Trial, found: Coverage) -> Iterator[str]:
    """What no case would miss, each with file and line; then how much is covered."""
    for gap in found.gaps:
        file, line = trial.place_of(gap)
        says = f"{_key(gap.path)} = {gap.value}"
        yield f"{file}:{line}: {says}: no case notices {gap.moved or 'when it is another'}"
    yield (
        f"Values: {found.covered_values} of {found.values}. Edges: {found.covered_edges} of {found.edges}. "
        f"Covered: {found.percent:f} percent."
    )


def _key(path: Path) -> str:
    """The end of a place that says what stands there: the last words of it."""
    return ".".join(part for part in path if isinstance(part, str))


def replaced_lines(before: RuleFile, after: RuleFile, shown: str) -> Iterator[str]:
    """What a rule file changes against the installed one whose place it takes."""
    found = list(changes(before, after))
    if not found:
        yield f"{shown} says what the installed {before.id} says."
        return
    yield f"{shown} in the place of the installed {before.id}:"
    for place, was, now in found[:_MOST_CHANGES]:
        yield f"  {place}: {_change(was, now)}"
    if (more := len(found) - _MOST_CHANGES) > 0:
        yield f"  and {counted(more, 'further change')}."


def _change(was: str, now: str) -> str:
    if not was:
        return f"{now} (new)"
    return f"{was} → {now}" if now else f"{was} (gone)"


def cases_there(number: int, path: str) -> str:
    """How many cases a folder of rule files has."""
    return f"{counted(number, 'case')}: `alcto rules --cases {path}` runs {'it' if number == 1 else 'them'}."
