"""Cases and rule files as tests: each with a sentence for a name, and with what is wrong told by file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from alcto_core.host.below import below, home_of
from alcto_core.host.case_files import Case, read_case
from alcto_core.host.plugins import load_plugins
from alcto_core.rules.vocabulary import RuleFile, RuleSet
from alcto_core.telling.cases import coverage_lines, failure_lines
from alcto_core.workshop.running import Trial, run, trial_of
from alcto_testing import conformance


class Wrong(Exception):
    """A check that does not hold; the text is for the author."""


@cache
def trial_in(home: Path) -> Trial:
    """The rule files and cases of a package, beside what is installed."""
    return trial_of(home, load_plugins().library)


def collector_of(file: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """The tests of one file; None for a rule file without cases beside it."""
    if file.parent.name == "cases":
        return _CaseFile.from_parent(parent, path=file)
    home = file.parent.parent
    if not any((home / "cases").glob("*.toml")) or file not in below(home).rules:
        return None
    return _RuleFile.from_parent(parent, path=file)


class _Check(pytest.Item):
    """One test: a callable that raises `Wrong`."""

    def __init__(self, *, check: Callable[[], None], **rest: Any) -> None:
        super().__init__(**rest)
        self._check = check

    def runtest(self) -> None:
        self._check()

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, Wrong):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, self.name


class _CaseFile(pytest.File):
    """A case."""

    def collect(self) -> Iterator[pytest.Item]:
        case = read_case(self.path)
        name = case.name if isinstance(case, Case) else self.path.stem
        yield _Check.from_parent(self, name=name, check=self._run)

    def _run(self) -> None:
        trial = _usable(home_of(self.path))
        result = run(self.path, trial.library)
        if not result.is_right:
            raise Wrong("\n".join(failure_lines(result)))


class _RuleFile(pytest.File):
    """A rule file of a package that has cases."""

    def collect(self) -> Iterator[pytest.Item]:
        yield _Check.from_parent(self, name="every value is cited, and nothing is refused or odd", check=self._read)
        yield _Check.from_parent(self, name="no sentence holds what a terminal would obey", check=self._printable)
        for name, check in conformance.CHECKS.items():
            yield _Check.from_parent(self, name=name, check=lambda check=check: self._ask(check))
        if (least := _least(self.config)) is not None:
            yield _Check.from_parent(
                self, name=f"{least} percent are covered by cases", check=lambda: self._cover(least)
            )

    def _read(self) -> None:
        trial = trial_in(self.path.parent.parent)
        if said := [str(one) for one in trial.gathering.problems if Path(one.file) == self.path]:
            raise Wrong("\n".join(said))

    def _word(self, trial: Trial) -> RuleFile:
        return next(file.word for file in trial.gathering.files if Path(file.shown) == self.path)

    def _printable(self) -> None:
        trial = _usable(self.path.parent.parent)
        if found := conformance.unprintable(self._word(trial)):
            raise Wrong("\n".join(f"{self.path}: {place} holds a character that is not printed" for place in found))

    def _ask(self, check: conformance.Check) -> None:
        trial = _usable(self.path.parent.parent)
        word = self._word(trial)
        if isinstance(word, RuleSet) and (said := check(conformance.cases_of(word, trial), trial.library)):
            raise Wrong(said)

    def _cover(self, least: int) -> None:
        trial = _usable(self.path.parent.parent)
        found = trial.coverage(only=self._word(trial))
        if found.percent < least:
            raise Wrong("\n".join(coverage_lines(trial, found)))


def _usable(home: Path) -> Trial:
    trial = trial_in(home)
    if trial.gathering.is_refused:
        raise Wrong("\n".join(str(problem) for problem in trial.gathering.problems))
    return trial


def _least(config: pytest.Config) -> int | None:
    """How much coverage is asked for."""
    asked = config.getoption("--alcto-coverage")
    told = config.getini("alcto_coverage")
    return int(asked) if asked is not None else int(told) if told else None
