"""What standings rest on, once they were judged: `kept_answers` looks at it before it gives an answer again."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from alcto_core.host import discovery, loading
from alcto_core.keeping.settings import settings_file
from alcto_core.overview import Overview
from alcto_core.rules.compiled import checking_files

if TYPE_CHECKING:
    from alcto_core.kept_answers import Need

_OURS = ("alcto_core", "alcto_tui")
_FINDERS = "__editable__"
"""How the modules begin in which installers note where a package lies that is worked on."""


def needs_of(overview: Overview) -> tuple[Need, ...] | None:
    """Everything that the standings of an overview rest on; None where that is more than can be looked at, or where
    the records are not this person's own, and no word of them may lie anywhere else."""
    if overview.records is None or not _is_own(overview.folder.path) or not _is_own(overview.folder.file):
        return None
    if any(report.state == "failed" for report in overview.plugins.reports):
        return None  # one that did not finish in time may finish the next time
    found = discovery.installed_plugins()
    if any(not plugin.is_bundled and loading.has_hooks_of(plugin) for plugin in found):
        return None  # what code gives may change with anything
    try:
        return tuple(_needs(overview, [plugin.module for plugin in found]))
    except OSError:
        return None


def _needs(overview: Overview, plugins: list[str]) -> Iterator[Need]:
    folder = overview.folder
    assert overview.records is not None
    yield "file", str(folder.file)
    yield "file", str(settings_file())
    yield "rules", str(folder.rules)
    yield from (("distributions", path) for path in sys.path)
    yield from (("proof", f"{folder.path}\0{path}") for path in overview.records.proof)
    for name in plugins:
        yield from (("rules", str(Path(path, "rules"))) for path in getattr(sys.modules.get(name), "__path__", ()))
    yield from (("file", file) for file in checking_files())
    yield from _modules({*_OURS, *(name.partition(".")[0] for name in plugins)})


def _modules(roots: set[str]) -> Iterator[Need]:
    """The text of each module of these packages that was imported, and of what was started. Raises `OSError`."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and (name == "__main__" or name.startswith(_FINDERS) or name.partition(".")[0] in roots):
            os.stat(file)  # noqa: PTH116 - one in an archive has none, and cannot be looked at
            yield "file", file


def _is_own(path: Path) -> bool:
    """Whether it belongs to whoever asks."""
    try:
        return os.name == "nt" or path.stat().st_uid == os.geteuid()
    except OSError:
        return False
