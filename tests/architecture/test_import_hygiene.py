"""What each part may import, looked up where it counts: in a fresh interpreter."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys

import pytest

import alcto_core

MODULES = sorted(module.name for module in pkgutil.walk_packages(alcto_core.__path__, "alcto_core."))

LOOK = """
import importlib, json, sys
for name in {names!r}:
    importlib.import_module(name)
print(json.dumps(sorted(sys.modules)))
"""

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def imported_by(*names: str) -> set[str]:
    """The modules that a fresh interpreter holds after importing `names`."""
    done = subprocess.run([sys.executable, "-c", LOOK.format(names=names)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


def packages(modules: set[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules}


def test_no_module_of_the_core_imports_textual_rich_or_the_screens() -> None:
    assert MODULES
    found = packages(imported_by(*MODULES, "alcto_core.host.plugins"))
    assert not found & {"textual", "rich", "alcto_tui"}


def test_the_check_would_notice_textual() -> None:
    assert "textual" in packages(imported_by("textual"))


def test_the_public_surface_costs_nothing_until_a_name_is_asked_for() -> None:
    found = imported_by("alcto_core.api")
    assert not packages(found) & {"msgspec", "pluggy"}
    assert "alcto_core.rules" not in found


def test_a_plugin_of_data_imports_nothing_of_the_core() -> None:
    assert "alcto_core" not in packages(imported_by("alcto_alabama"))


def test_the_plugin_host_leaves_slow_imports_to_those_who_need_them() -> None:
    found = imported_by("alcto_core.host.plugins")
    assert not found & {"pluggy", "importlib.metadata", "filelock", "tomli_w", "difflib", "subprocess"}


@pytest.mark.parametrize("name", ["Offering", "hookimpl", "read_rule_file", "RuleFileError", "API"])
def test_public_names_are_found_when_asked_for(name: str) -> None:
    from alcto_core import api

    assert getattr(api, name) is not None
    assert name in dir(api)


def test_every_public_name_exists_and_no_other_is_given() -> None:
    from alcto_core import api

    for name in api.__all__:
        assert hasattr(api, name), name
    with pytest.raises(AttributeError):
        api.evaluate  # noqa: B018


def test_the_import_contracts_hold() -> None:
    from pathlib import Path

    done = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"],
        capture_output=True, text=True, check=False, timeout=120, cwd=Path(alcto_core.__file__).parents[1],
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_every_word_of_rule_files_is_public() -> None:
    from alcto_core import api
    from alcto_core.rules import vocabulary

    words = {
        name
        for name, word in vars(vocabulary).items()
        if isinstance(word, type) and issubclass(word, vocabulary.Word) and word is not vocabulary.Word
    }
    assert words <= set(api.__all__)
