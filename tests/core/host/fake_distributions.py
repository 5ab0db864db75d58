"""Fake distributions: folders on the path with entry points and modules, made for one test."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from textwrap import dedent

import pytest

Distribution = Callable[..., None]

CATALOGUE = """\
kind = "catalogue"
schema = 1
id = "{id}"
title = "Events"
source = "xy"
from = 2026-01-01
checked = 2026-11-22
cite = "page:2"

[documents.page]
title = "Approved events"
read = 2026-11-22

[[offering]]
id = "{offering}"
title = "Summit"
cite = "page:9"
"""

RULE_SET = """\
kind = "rule-set"
schema = 1
id = "{id}"
title = "Professional development"
short = "XY"
authority = "State department"
checked = 2026-11-22

[documents.page]
title = "Training page"
read = 2026-11-22

[[window]]
id = "year"
kind = "calendar-year"
first = 2024-01-01
cite = "page:3"

[[rule]]
id = "total"
title = "Ten hours"
text = "Ten hours each year."
at_least = [{{ from = 2024-01-01, hours = 10, cite = "page:4" }}]
"""


def catalogue(id: str = "xy-2026", offering: str = "xy/summit") -> str:
    return CATALOGUE.format(id=id, offering=offering)


def rule_set(id: str = "xy-pd") -> str:
    return RULE_SET.format(id=id)


BAD_PLUGINS = {
    "raises": ("raise ValueError('the disk is gone')\n", "ValueError: the disk is gone"),
    "exits": ("import sys\nALCTO_API = 1\nsys.exit(0)\n", "tried to end alcto"),
    "interrupts": ("raise KeyboardInterrupt\n", "KeyboardInterrupt"),
    "no-number": ("", "needs ALCTO_API = 1"),
    "newer": ("ALCTO_API = 2\n", "made for plugin interface 2"),
    "true-number": ("ALCTO_API = True\n", "made for plugin interface True"),
    "no-module": ("import alcto_is_not_there\n", "ModuleNotFoundError"),
    "broken-python": ("def\n", "SyntaxError"),
    "broken-message": (
        "class Odd(Exception):\n    def __str__(self):\n        raise ValueError\nraise Odd\n",
        "Odd",
    ),
    "misspelt-hook": (
        "from alcto_core.api import hookimpl\nALCTO_API = 1\n@hookimpl\ndef alcto_rule_set():\n    return []\n",
        "did you mean “alcto_rule_sets”",
    ),
    "unmarked-hook": ("ALCTO_API = 1\ndef alcto_rule_sets():\n    return []\n", "lacks @hookimpl"),
    "odd-arguments": (
        "from alcto_core.api import hookimpl\nALCTO_API = 1\n@hookimpl\ndef alcto_rule_sets(colour):\n    return []\n",
        "colour",
    ),
    "hook-raises": (
        "from alcto_core.api import hookimpl\nALCTO_API = 1\n@hookimpl\ndef alcto_rule_sets():\n    return 1 / 0\n",
        "ZeroDivisionError",
    ),
    "no-list": (
        "from alcto_core.api import hookimpl\nALCTO_API = 1\n@hookimpl\ndef alcto_rule_sets():\n    return 'al-cto'\n",
        "gave str where a list belongs",
    ),
    "wrong-type": (
        "from alcto_core.api import hookimpl\nALCTO_API = 1\n@hookimpl\ndef alcto_rule_sets():\n    return [3]\n",
        "gave int where RuleSet belongs",
    ),
}
"""Modules that cannot be loaded, by name, and what is said of them."""


def put(
    site: Path, name: str, module: str = "ALCTO_API = 1\n", rules: dict[str, str] | None = None, *,
    distribution: str = "", version: str = "1.2", package: str = "",
) -> None:  # fmt: skip
    """Put a distribution with one plugin into a folder of the path."""
    distribution = distribution or f"alcto-{name}"
    package = package or distribution.replace("-", "_")
    folder = site / package
    (folder / "rules").mkdir(parents=True)
    (folder / "__init__.py").write_text(dedent(module), "utf-8")
    for file, text in (rules or {}).items():
        (folder / "rules" / file).write_text(text, "utf-8")
    metadata = site / f"{distribution.replace('-', '_')}-{version}.dist-info"
    metadata.mkdir(exist_ok=True)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n", "utf-8")
    points = metadata / "entry_points.txt"
    told = points.read_text("utf-8") if points.exists() else "[console_scripts]\nx = y:z\n\n[alcto.plugins]\n"
    points.write_text(f"{told}{name} = {package}\n", "utf-8")


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Distribution]:
    """`install(name, module=…, rules={…})` puts a distribution with one plugin on the path."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(str(site))
    before = set(sys.modules)
    yield partial(put, site)
    for added in set(sys.modules) - before:
        if added.startswith("alcto_") and not added.startswith(("alcto_core", "alcto_tui", "alcto_alabama")):
            del sys.modules[added]
