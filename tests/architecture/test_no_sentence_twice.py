"""No sentence stands in two places: what two rooms say is said by one of them, and asked for by the other."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
LEAST_WORDS = 4
"""Words from which on a text is a sentence, and no label."""
EXCEPTIONS = frozenset(
    {
        # Parts of two sentences of which neither is the other: a period before, and the one in force.
        "is not met yet",
        # A help text, read before anything is loaded, and a few words below a field.
        "who judged or signed",
        # What an option takes, read before anything is loaded, and what a column of a sheet holds.
        "name of the activity",
        "which course, where the offering is a family of courses",
        "day on which the official record showed it",
        "relation to the coursework",
        # One reader for the options of a verb, one for the fields of a form.
        "you have no credential",
        "the sessions add up to",
    }
)
"""Texts that may stand twice, each with its reason."""
FRONT = ("alcto_core/cli/", "alcto_core/telling/", "alcto_tui/")
"""Where people are spoken to: one of two places must lie here."""
_WORD = re.compile(r"[^\W\d_]{2,}")


def sentences(tree: ast.Module) -> Iterator[str]:
    """Every text of a module: plain ones, and the fixed parts of the others. Docstrings say nothing."""
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            for part in node.values:
                if isinstance(part, ast.Constant):
                    yield str(part.value)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent | inside:
            yield node.value


def folded(text: str) -> str:
    """A text without what makes no other sentence of it: case, spaces, and the signs at its ends."""
    return " ".join(text.casefold().split()).strip(" .,:;!?()“”`")


def is_sentence(text: str) -> bool:
    """Whether a text is meant for people: some words, and no CSS and no code."""
    return len(_WORD.findall(text)) >= LEAST_WORDS and len(text.split()) >= LEAST_WORDS and "{" not in text


@cache
def found() -> dict[str, set[str]]:
    """Each sentence with the modules where it stands."""
    places: dict[str, set[str]] = defaultdict(set)
    for room in ("alcto_core", "alcto_tui"):
        for file in sorted((ROOT / room).rglob("*.py")):
            for text in sentences(ast.parse(file.read_text(encoding="utf-8"))):
                if is_sentence(text):
                    places[folded(text)].add(file.relative_to(ROOT).as_posix())
    return places


def test_no_sentence_stands_in_two_places() -> None:
    places = found()
    twice = {text: sorted(where) for text, where in places.items() if len(where) > 1 and text not in EXCEPTIONS}
    assert {text: where for text, where in twice.items() if any(one.startswith(FRONT) for one in where)} == {}


def test_every_exception_is_needed() -> None:
    places = found()
    assert {text for text in EXCEPTIONS if len(places.get(text, ())) < 2} == set()


def test_the_search_sees_plain_texts_and_the_fixed_parts_of_others() -> None:
    code = (
        '"""What a docstring says."""\nsay("The file was not saved")\nsay(f"{name} keeps what it was before {day}")\n'
    )
    assert [text for text in sentences(ast.parse(code)) if is_sentence(text)] == [
        "The file was not saved",
        " keeps what it was before ",
    ]
