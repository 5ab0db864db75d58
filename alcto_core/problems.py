"""What is wrong in a file, as values gathered in one list instead of exceptions that stop at the first.

```
AlctoError                      every error that alcto raises on purpose; its text is for the person
├── RecordsError                the records folder or file cannot be used at all
│   ├── RecordsMissing          there is no records file yet
│   └── RecordsUnsaved          a change was not saved; the file is as it was
│       ├── RecordsChanged      the file changed on disk since it was read
│       └── RecordsBusy         another alcto holds the lock
├── RuleFileError               a rule file, framework or catalogue cannot be used
└── Refused                     what was asked for makes no sense here (no such activity, …)
```
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec

from alcto_core.numbers import counted


class AlctoError(Exception):
    """Every error that alcto raises on purpose. Its text is one or two sentences for the person."""


class RecordsError(AlctoError):
    """The records folder or file cannot be used."""


class RecordsMissing(RecordsError):
    """There is no records file in the folder."""


class RecordsUnsaved(RecordsError):
    """A change could not be saved; the file on disk is as it was."""


class RecordsChanged(RecordsUnsaved):
    """The file on disk is not the one that the change was made for. Holds both texts, for the person to choose."""

    def __init__(self, message: str, *, mine: str = "", theirs: str = "") -> None:
        super().__init__(message)
        self.mine = mine
        """What would have been saved."""
        self.theirs = theirs
        """What is in the file now; empty where the file is gone."""


class RecordsBusy(RecordsUnsaved):
    """Another process is saving, and did not finish in time."""


class RuleFileError(AlctoError):
    """A rule set, framework or catalogue cannot be used. `problems` says where and why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class Refused(AlctoError):
    """What was asked for cannot be done: no such activity, no such program, an ambiguous name."""


class Severity(StrEnum):
    """How much a problem costs: an error costs its record, a warning costs nothing."""

    ERROR = "error"
    WARNING = "warning"


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong in one file, with the place and the remedy."""

    severity: Severity
    file: str
    """Path as the person knows it, e.g. `records.toml`."""
    line: int | None
    """Line in the file, from 1; None where no line is meant. The records file as a whole is meant by its first."""
    column: int | None = None
    """Column in the line, from 1, where it is known."""
    path: str = ""
    """Key in the file, e.g. `activity[3].hours` (tables counted from 0)."""
    text: str
    """What is wrong, without a full stop."""
    remedy: str = ""
    """What to do about it, without a full stop."""
    source: str = ""
    """The offending line as it stands in the file."""
    corrected: str = ""
    """The same line put right, where alcto knows how; lines where several belong in its place."""

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.sentence}"

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, in one line."""
        return f"{self.text}; {self.remedy}" if self.remedy else self.text


_NAMED = 12
"""Lines that are named of a fault that stands in many."""


def alike(problems: Iterable[Problem]) -> dict[Problem, str]:
    """The first of each fault that stands in several lines of a file, and a sentence with the others; "" for none."""
    found: dict[tuple[str, str, bool, str], list[Problem]] = {}
    for at, problem in enumerate(problems):
        place = "" if problem.line is not None else str(at)
        found.setdefault((problem.file, problem.sentence, problem.is_error, place), []).append(problem)
    return {first: _again([one.line for one in more]) for first, *more in found.values()}


def _again(lines: Sequence[int | None]) -> str:
    if not lines:
        return ""
    named = ", ".join(str(line) for line in lines[:_NAMED])
    rest = f" and {len(lines) - _NAMED} more" if len(lines) > _NAMED else ""
    return f"The same in {counted(len(lines), 'other line')}: {named}{rest}."
