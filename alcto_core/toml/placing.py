"""From what is wrong to where it stands: faults become problems with line, column, source and corrected line."""

from __future__ import annotations

from collections.abc import Iterable

from alcto_core.problems import Problem, Severity
from alcto_core.toml.faults import Fault
from alcto_core.toml.layout import KeySpan, Layout, shown

_LONGEST_LINE = 1000


def placed(faults: Iterable[Fault], layout: Layout, file: str) -> tuple[Problem, ...]:
    """The faults as problems in the order of the file; those of one line in the order they were found."""
    found = [_problem(fault, layout, file) for fault in faults]
    return tuple(sorted(found, key=lambda problem: problem.line or 0))


def cut(line: str) -> str:
    """A line as a problem shows it: a very long one is cut."""
    return line if len(line) <= _LONGEST_LINE else line[:_LONGEST_LINE] + "…"


def _problem(fault: Fault, layout: Layout, file: str) -> Problem:
    span = layout.key(fault.path)
    line = layout.line_of(fault.path)
    source = layout.line(line) if line is not None else ""
    # What is missing from the file as a whole has no line; it belongs at the top.
    return Problem(
        severity=Severity.ERROR if fault.is_error else Severity.WARNING,
        file=file,
        line=line or 1,
        column=span.column if span else None,
        path=shown(fault.path),
        text=fault.text,
        remedy=fault.remedy,
        source=cut(source),
        corrected=fault.added or (_corrected(fault, layout, span, source) if len(source) <= _LONGEST_LINE else ""),
    )


def _corrected(fault: Fault, layout: Layout, span: KeySpan | None, source: str) -> str:
    """The line put right, where the fault knows how and the value stands on one line."""
    if span is None:
        return _corrected_header(fault, source)
    if fault.better_key.startswith("["):
        return ""
    start = layout.line_start(span.line)
    start += 1 if start == 0 and layout.text.startswith("\ufeff") else 0
    begin, end, text = (
        (span.key_start, span.key_end, fault.better_key)
        if fault.better_key
        else (span.value_start, span.value_end, fault.better)
    )
    if not text or end - start > len(source) or "\n" in layout.text[begin:end]:
        return ""
    return source[: begin - start] + text + source[end - start :]


def _corrected_header(fault: Fault, source: str) -> str:
    """The header put right: as a whole, or the last key of it that is wrong."""
    if not fault.better_key or not source.strip().startswith("["):
        return ""
    if fault.better_key.startswith("["):
        return source[: len(source) - len(source.lstrip())] + fault.better_key
    before, wrong, after = source.rpartition(str(fault.path[-1]))
    return f"{before}{fault.better_key}{after}" if wrong else ""
