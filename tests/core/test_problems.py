"""One fault that stands in many lines is said once."""

from __future__ import annotations

from alcto_core.problems import Problem, Severity, alike


def _problem(line: int | None, text: str = "no framework has it", file: str = "records.toml") -> Problem:
    return Problem(severity=Severity.WARNING, file=file, line=line, text=text)


def test_a_fault_of_many_lines_is_one_with_the_others_named() -> None:
    first, second, other = _problem(15), _problem(21), _problem(18, "another")
    assert alike([first, other, second, _problem(27)]) == {first: "The same in 2 other lines: 21, 27.", other: ""}


def test_a_fault_of_hundreds_of_lines_names_twelve_and_counts_the_rest() -> None:
    told = alike(_problem(line) for line in range(1, 837))
    assert list(told.values()) == ["The same in 835 other lines: 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 823 more."]


def test_what_has_no_line_or_another_file_stands_alone() -> None:
    alone = [_problem(None), _problem(None), _problem(4), _problem(4, file="rules.toml")]
    assert list(alike(alone).values()) == [""] * len(alike(alone))
    assert set(alike(alone)) == set(alone)
