"""Cases of rule files that need not be installed: each beside what is installed, in the place of what has its id."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from alcto_core.host.below import below
from alcto_core.host.case_files import Case, Mismatch, read_case
from alcto_core.host.cases import mismatches
from alcto_core.host.local import Gathering, gather, library_with
from alcto_core.host.unknown_names import unknown_names
from alcto_core.numbers import counted
from alcto_core.problems import Refused
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import RuleFile
from alcto_core.toml.layout import Layout
from alcto_core.workshop.coverage import Coverage, Gap, coverage


class CaseResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a case came to."""

    file: Path
    name: str
    """Its sentence; its file's name where it could not be read."""
    mismatches: tuple[Mismatch, ...] = ()
    lines: tuple[int, ...] = ()
    """The line of each mismatch in the file of the case."""
    remarks: tuple[tuple[int, str], ...] = ()
    """Where it fails: what its records file says that is odd, each with its line in the file of the case."""

    @property
    def is_right(self) -> bool:
        """Whether everything came out as it was worked out by hand."""
        return not self.mismatches


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """The rule files and the cases below a path, ready to be run."""

    gathering: Gathering
    cases: tuple[Path, ...]
    library: Library
    """What is installed, with these rule files in the place of what has their ids."""

    def coverage(self, step: Callable[[int, int], None] | None = None, *, only: RuleFile | None = None) -> Coverage:
        """How far the cases cover the rule files, or one of them. Raises `Refused` where a case does not hold."""
        read = [read_case(file) for file in self.cases]
        whole = [case for case in read if isinstance(case, Case)]
        wrong = [file for file, case in zip(self.cases, read, strict=True) if not isinstance(case, Case)]
        wrong += [case.path for case in whole if any(mismatches(case, self.library))]
        if wrong:
            raise Refused(f"{counted(len(wrong), 'case')} must be put right first, such as {wrong[0]}.")
        words = [file.word for file in self.gathering.files if only is None or file.word is only]
        return coverage(words, whole, self.library, step)

    def place_of(self, gap: Gap) -> tuple[str, int]:
        """The file in which a gap stands, and its line from 1."""
        file = next(file for file in self.gathering.files if file.word is gap.word)
        return file.shown, Layout.of(file.raw.decode("utf-8-sig")).line_of(gap.path) or 1

    def results(self) -> Iterator[CaseResult]:
        """Run the cases, one after another."""
        return (run(case, self.library) for case in self.cases)


def trial_of(path: Path, installed: Library) -> Trial:
    """What lies below a path, beside what is installed. Raises `Refused` where there is no case."""
    found = below(path)
    if not found.cases:
        raise Refused(f"There is no case below {path}: a TOML file in a folder “cases”, or one with [expect.…].")
    # The person's own rule files have no say in what an author's cases come to.
    gathering = gather(found.rules, Path("rules"), installed)
    library = installed if gathering.is_refused else library_with(gathering.files, installed)
    return Trial(gathering=gathering, cases=found.cases, library=library)


def run(file: Path, library: Library) -> CaseResult:
    """Run one case."""
    case = read_case(file)
    if not isinstance(case, Case):
        return CaseResult(file=file, name=file.stem, mismatches=case, lines=tuple(one.line or 1 for one in case))
    found = tuple(mismatches(case, library))
    odd = (*case.reading.problems, *unknown_names(case.reading, library, lambda _file: "file")) if found else ()
    return CaseResult(
        file=file,
        name=case.name,
        mismatches=found,
        lines=tuple(map(case.line_of, found)),
        remarks=tuple(case.remarks(odd)),
    )
