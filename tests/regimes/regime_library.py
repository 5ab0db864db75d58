"""The rule files of other states and professions, each regime a library of its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alcto_core.rules.library import Library
from alcto_core.rules.reading import read_rule_file
from alcto_core.rules.vocabulary import Catalogue, Framework, RuleSet

REGIMES = Path(__file__).parent


def folders() -> list[Path]:
    """The folder of every regime."""
    return sorted(file.parent for file in REGIMES.glob("*/cases"))


@cache
def library_of(folder: Path) -> Library:
    """Everything that the rule files of one regime say."""
    words = [read_rule_file(file.read_bytes(), file.name) for file in sorted(folder.glob("*.toml"))]
    return Library(
        [word for word in words if isinstance(word, RuleSet)],
        [word for word in words if isinstance(word, Framework)],
        [word for word in words if isinstance(word, Catalogue)],
    )
