"""Fake distributions: folders on the path with entry points and modules, made for one test."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
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


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Distribution]:
    """`install(name, module=…, rules={…})` puts a distribution with one plugin on the path."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(str(site))
    before = set(sys.modules)

    def make(
        name: str, module: str = "ALCTO_API = 1\n", rules: dict[str, str] | None = None, *, distribution: str = "",
        version: str = "1.2", package: str = "",
    ) -> None:  # fmt: skip
        distribution = distribution or f"alcto-{name}"
        package = package or distribution.replace("-", "_")
        folder = site / package
        (folder / "rules").mkdir(parents=True)
        (folder / "__init__.py").write_text(dedent(module), "utf-8")
        for file, text in (rules or {}).items():
            (folder / "rules" / file).write_text(text, "utf-8")
        metadata = site / f"{distribution.replace('-', '_')}-{version}.dist-info"
        metadata.mkdir(exist_ok=True)
        (metadata / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n", "utf-8"
        )
        points = metadata / "entry_points.txt"
        told = points.read_text("utf-8") if points.exists() else "[console_scripts]\nx = y:z\n\n[alcto.plugins]\n"
        points.write_text(f"{told}{name} = {package}\n", "utf-8")

    yield make
    for added in set(sys.modules) - before:
        if added.startswith("alcto_") and not added.startswith(("alcto_core", "alcto_tui", "alcto_alabama")):
            del sys.modules[added]
