"""No remark on the import screen names an option of the command line: every such sentence of the core has its keys."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import alcto_core.importing
from alcto_tui.screens.importing.import_words import by_keys

FOLDER = Path(alcto_core.importing.__file__).parent
MODULES = (*FOLDER.glob("*.py"), FOLDER.parent / "entry" / "days.py")
OPTIONS_THEMSELVES = (
    "--as 7",
    "--attended 7",
    "--column ",
    "--from is after --until.",
    "--sheet is for a workbook",
    "Say which it is with 7",
)
"""What is an option and no sentence, or what only the verb can meet."""


def sentences() -> list[str]:
    """Every text of the modules that names an option or a verb; 7 stands for what is put into it."""
    found: set[str] = set()
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(tree):
            if id(node) in inside:
                continue
            if isinstance(node, ast.JoinedStr):
                found.add("".join(part.value if isinstance(part, ast.Constant) else "7" for part in node.values))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    docstrings = {one for one in found if "\n" in one or one.startswith("A length that")}
    return sorted(one for one in found - docstrings if " --" in f" {one}" or "`alcto" in one)


SENTENCES = [one for one in sentences() if not one.startswith(OPTIONS_THEMSELVES)]


def test_there_are_such_sentences() -> None:
    assert len(SENTENCES) > 8


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_names_keys_on_the_screen(sentence: str) -> None:
    said = by_keys(sentence)
    assert " --" not in f" {said}"
    assert "`alcto" not in said


def test_a_sentence_without_options_stays_as_it_is() -> None:
    assert by_keys("“A -- B” is a title") == "“A -- B” is a title"
