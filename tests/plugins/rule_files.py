"""What holds for every rule file that comes with alcto, for the tests of each package."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

from alcto_core.host.cases import case_files
from alcto_core.rules.conformance import findings
from alcto_core.rules.reading import read_rule_file
from alcto_core.rules.vocabulary import cites_of


def files_of(package: ModuleType) -> list[Path]:
    """The rule files of a package."""
    return sorted((Path(package.__path__[0]) / "rules").glob("*.toml"))


def cases_of(package: ModuleType, prefix: str) -> list[Path]:
    """The cases of a package whose names begin so."""
    return [case for case in case_files(Path(package.__path__[0]) / "cases") if case.name.startswith(prefix)]


def faults_of(file: Path) -> list[str]:
    """What is wrong with a rule file: citations, contradictions, a first line that says nothing."""
    word = read_rule_file(file.read_bytes(), file.name)
    found = [str(finding) for finding in findings(word)]
    if not file.read_text("utf-8").startswith("# "):
        found.append("it does not begin with a comment")
    if not list(cites_of(word)):
        found.append("it cites nothing")
    return found
