"""The manual page says what the verbs take now, and every formatter reads it without a complaint."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from alcto_core.cli.verbs import VERBS

ROOT = Path(__file__).parents[2]
CHECKS = {
    "mandoc": ["mandoc", "-T", "lint", "-W", "warning"],
    "groff": ["groff", "-man", "-ww", "-z", "-K", "utf-8"],
}


@pytest.fixture(scope="module")
def make() -> ModuleType:
    """The script that makes the page."""
    spec = spec_from_file_location("manual_page", ROOT / "docs" / "man" / "make.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_as_the_verbs_are_now(make: ModuleType) -> None:
    told = f"`{sys.executable} docs/man/make.py` writes it anew"
    assert make.PAGE.read_text(encoding="utf-8") == make.page(), told


def test_every_verb_with_its_examples_is_there(make: ModuleType) -> None:
    page = make.page()
    for verb in VERBS:
        assert f".SS {make.roff(f'alcto {verb.name}')}" in page
        assert all(make.roff(example) in page for example in verb.examples)
    assert "\\-\\-records DIR" in page
    assert "ALCTO_PLAIN" in page


@pytest.mark.parametrize("text", [".TH x", "'br", "a\\fBb", "-“→”\u202e日", "\\", "^~`"])
def test_no_sign_of_a_text_is_a_request(text: str, make: ModuleType) -> None:
    written = make.roff(text)
    assert written.isascii()
    assert not written.startswith((".", "'"))
    assert "\\fB" not in written


@pytest.mark.parametrize("program", CHECKS)
def test_formatters_have_nothing_to_complain_of(program: str, make: ModuleType) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed here")
    done = subprocess.run([*CHECKS[program], str(make.PAGE)], capture_output=True, text=True, check=False)
    assert done.stdout + done.stderr == ""


def test_a_wheel_brings_it_to_where_man_looks() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert shared == {"docs/man/alcto.1": "share/man/man1/alcto.1"}
