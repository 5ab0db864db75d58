"""The page for rule authors: every example on it is read, its case is run, and no key of the vocabulary is left out."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import msgspec
import pytest
from rule_fragments import read_fragment

import alcto_core.rules.vocabulary as vocabulary
from alcto_core.host.cases import run_case
from alcto_core.rules.agreement import misfits
from alcto_core.rules.library import Library
from alcto_core.rules.reading import read_rule_file
from alcto_core.rules.vocabulary import Catalogue, Framework, RuleSet

PAGE = (Path(__file__).parents[2] / "docs" / "rule-authors.md").read_text("utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
WHOLE = [block for block in BLOCKS if re.search(r"^kind = \"(rule-set|framework|catalogue|replacement)\"", block, re.M)]
CASES = [block for block in BLOCKS if block.startswith("name = ")]
FRAGMENTS = [block for block in BLOCKS if block not in WHOLE and block not in CASES]


def test_the_page_has_examples_of_every_kind() -> None:
    assert len(FRAGMENTS) > 12
    assert len(CASES) == 1
    kinds = {tomllib.loads(block)["kind"] for block in WHOLE}
    assert kinds == {"rule-set", "framework", "catalogue", "replacement"}


@pytest.mark.parametrize("block", FRAGMENTS, ids=lambda block: block.strip().splitlines()[0])
def test_a_part_of_a_rule_set_can_be_read(block: str) -> None:
    read_fragment(block, "rule-authors.md")


@pytest.mark.parametrize("block", WHOLE, ids=lambda block: re.findall(r'^id = "(.*)"', block, re.MULTILINE)[0])
def test_a_whole_file_can_be_read(block: str) -> None:
    read_rule_file(block.encode(), "rule-authors.md")


def test_the_case_of_the_page_comes_to_what_it_expects(tmp_path: Path) -> None:
    words = [read_rule_file(block.encode(), "rule-authors.md") for block in WHOLE]
    library = Library(
        [word for word in words if isinstance(word, RuleSet)],
        [word for word in words if isinstance(word, Framework)],
        [word for word in words if isinstance(word, Catalogue)],
    )
    assert not list(misfits(library))
    case = tmp_path / "case.toml"
    case.write_text(CASES[0], "utf-8")
    assert [str(mismatch) for mismatch in run_case(case, library)] == []


def keys() -> set[str]:
    """Every key that a rule file may hold."""
    shapes = list(vars(vocabulary).values())
    structs = [shape for shape in shapes if isinstance(shape, type) and issubclass(shape, msgspec.Struct)]
    return {key for struct in structs for key in struct.__struct_encode_fields__}


@pytest.mark.parametrize("key", sorted(keys()))
def test_the_page_names_every_key_of_the_vocabulary(key: str) -> None:
    assert re.search(rf"(?:^|[\s{{.`\[]){re.escape(key)}(?: =|`|\]|\.)", PAGE, re.MULTILINE), key
