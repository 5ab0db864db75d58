"""What is imported inside a function, and why: everything else stands at the top of its module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import alcto_core

CORE = Path(alcto_core.__file__).parent

ONLY_FOR = {
    "tomli_w": "writing TOML",
    "tomllib": "a text that the compiled reader does not take",
    "hashlib": "saving, and telling copies apart",
    "alcto_core.evaluation.changed_standings": "a change that is compared",
    "alcto_core.evaluation.effects": "a preview",
    "alcto_core.rules.coherence": "a rule that takes another one's place",
    "alcto_core.rules.conformance": "plugins made in Python",
    "alcto_core.rules.declared": "records that name a category or a unit",
    "alcto_core.rules.reading": "a rule file that no start has read before",
    "filelock": "saving, and screens that say that they are open",
    "platformdirs": "a start that names no folder",
    "tempfile": "keeping the report of a crash",
    "shlex": "opening the editor of the person's choice",
    "shutil": "opening an editor where the person named none",
    "subprocess": "opening a document, reading a certificate",
    "difflib": "a word that nobody knows",
    "pypdf": "certificates, where it is installed at all",
    "resource": "the same; and not on Windows",
    "logging": "the same",
    "io": "the same",
    "importlib.util": "the same",
    "python_calamine": "workbooks, where it is installed at all",
    "icalendar": "calendars, where it is installed at all",
    "dateutil.rrule": "events that repeat",
    "pluggy": "plugins that are more than files",
    "importlib.metadata": "plugins that do not come with alcto",
    "importlib.resources": "plugins that lie in an archive",
    "ctypes": "a plugin that never ends",
    "alcto_core.importing.document": "a plan that is attached",
    "alcto_core.importing.proof_file": "proof that is opened",
    "alcto_core.extensions": "plugins that are more than files",
    "alcto_core.host.hooks": "plugins that are more than files",
    "alcto_core.host.local": "a doctor that finds damaged rule files",
    "alcto_core.copies.second_copies": "a doctor that looks beside the file",
    "alcto_core.keeping.fingerprints": "a save that names new proof",
    "alcto_core.keeping.going_back": "undo, redo and restore",
    "alcto_core.keeping.known_states": "choosing an earlier state",
    "alcto_core.keeping.pruning": "a save",
    "alcto_core.keeping.states": "a save, and earlier states",
    "alcto_core.records.differences": "a save that something came between",
    "alcto_core.records.unread": "a credential with an error",
    "alcto_core.toml.diagnosis": "a file that is no TOML",
    "alcto_core.toml.placing": "a file with something wrong in it",
    "alcto_core.toml.merges": "a merge that was left half-way",
    "alcto_core.toml.repairs": "a line that is no TOML",
    "alcto_core.toml.holding": "a line that is no TOML",
    "alcto_core.telling.rule_change": "rules that are others than at the last look",
}
"""What a start that has no need of it shall not pay for, by what it is needed for. The verbs (`cli`) have a rule of
their own: their modules hold options and help, and import what they do when they are asked to do it."""

WORK = (
    "arriving", "backup_page", "cases_page",
    "catalogue_page", "check_page", "conflict", "credential_page", "edit_page", "entered",
    "explain_page", "export_page", "find_page",
    "import_calendar", "import_page", "init_page", "layout", "list_page", "log_from",
    "log_page", "new_plugin_page", "overdue", "plugins_page",
    "plan_page", "preview", "proof_page", "reconcile_page", "renew_page", "renewal", "restore_archive", "roster_page",
    "rules_files", "rules_page", "rules_trial",
    "sheet_questions", "states", "status_json_page", "status_page", "step_page",
)  # fmt: skip
"""Modules of `cli` that a verb imports when it is asked for its work, so that nothing is gained by waiting longer."""


def late_imports(file: Path) -> Iterator[str]:
    """Every module that is imported inside a function."""
    for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Import):
                yield from (name.name for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                whole = [f"{node.module}.{name.name}" for name in node.names]
                yield from (one if is_module(one) else node.module for one in whole)


def is_module(name: str) -> bool:
    place = CORE.parent.joinpath(*name.split("."))
    return place.is_dir() or place.with_suffix(".py").is_file()


def test_every_late_import_of_the_core_has_its_reason() -> None:
    modules = [file for file in CORE.rglob("*.py") if CORE / "cli" not in file.parents]
    assert {name for file in modules for name in late_imports(file)} == set(ONLY_FOR)


def test_the_work_of_a_verb_is_imported_at_once() -> None:
    assert {name for word in WORK for name in late_imports(CORE / "cli" / f"{word}.py")} == set()


def test_a_late_import_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "late.py"
    file.write_text(
        "import os\n\ndef f():\n    from alcto_core.toml import repairs\n    import json\n", encoding="utf-8"
    )
    assert set(late_imports(file)) == {"alcto_core.toml.repairs", "json"}
