"""F24: files of every format that was released, and of formats that are not there yet.

`released/VERSION/` holds files as that version of alcto left them, or let a person write them. Each is looked at by
every verb that only looks, and must be the same bytes with the same time afterwards. With the number of a newer
schema in it, it must still be looked at, with a sentence, and every verb that saves must refuse. What a newer alcto
may have left under `.alcto` must trouble nobody either.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner, Result
from gates import Gate, Outcome, Plan

from alcto_core import system
from alcto_core.cli.group import command
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.store import RecordsStore
from alcto_core.records.edits import ChangePerson

RELEASED = Path(__file__).parent / "released"
NEWER = (2, 99)
COULD_NOT_RUN = 2

LOOKING: tuple[tuple[str, ...], ...] = (
    ("status",),
    ("status", "--json"),
    ("check",),
    ("check", "--all"),
    ("list",),
    ("list", "--json"),
    ("undo", "--list"),
    ("explain", "al-td-ceu/total"),
    ("credential", "list"),
    ("where",),
)
LONGER: tuple[tuple[str, ...], ...] = (
    ("check", "--json"),
    ("undo", "--list", "--json"),
    ("explain", "al-td-ceu", "--json"),
    ("credential", "list", "--json"),
    ("catalogue",),
    ("rules",),
    ("plugins",),
    ("list", "fetc"),
    ("status", "--table"),
    ("status", "--line"),
)
"""What the long form looks with besides."""
SAVING: tuple[tuple[str, ...], ...] = (
    ("log", "--title", "x", "--date", "2026-01-14", "--hours", "1", "--strand", "it", "--yes"),
    ("edit", "2026-01-13-fetc", "--hours", "5", "--yes"),
    ("delete", "2026-01-13-fetc", "--yes"),
    ("credential", "add", "al-cto", "--cohort", "ECHO", "--yes"),
    ("renew", "al-td-ceu", "--date", "2026-01-01", "--yes"),
    ("undo", "--insist"),
    ("redo",),
    ("init", "--name", "Somebody", "--yes"),
)


def measure(plan: Plan) -> Outcome:
    """Each file as it is, with the marks of a newer schema, and beside what a newer alcto left."""
    outcome = Outcome()
    for figure in ("files of released formats", "looks", "refused saves", "bytes changed"):
        outcome.add(figure, 0)
    files = sorted(RELEASED.glob("*/*.toml"))
    settings, real = plan.scratch / "settings", system.settings_folder
    system.settings_folder = lambda: settings
    try:
        for number in plan.of(len(files), len(files)):
            file = files[number]
            outcome.add("files of released formats")
            name = f"{file.parent.name}/{file.name}"
            _looked_at(outcome, _put(plan, f"a{number}", file.read_bytes()), name, plan)
            for schema in NEWER:
                raw = file.read_bytes().replace(b"schema = 1", b"schema = %d" % schema, 1)
                raw = raw.replace(b"schema=1", b"schema=%d" % schema, 1)
                _newer(outcome, _put(plan, f"b{number}-{schema}", raw), f"{name}, schema {schema}", plan)
            _beside_newer(outcome, _put(plan, f"c{number}", file.read_bytes()), name, plan)
    finally:
        system.settings_folder = real
    return outcome


def _put(plan: Plan, name: str, raw: bytes) -> RecordsFolder:
    folder = RecordsFolder(path=plan.scratch / name)
    folder.path.mkdir()
    folder.file.write_bytes(raw)
    return folder


def _called(folder: RecordsFolder, words: tuple[str, ...]) -> Result:
    return CliRunner().invoke(
        command, ["--records", str(folder.path), "--no-plugins", "--on", "2026-03-01", *words], color=False
    )


def _looked_at(outcome: Outcome, folder: RecordsFolder, name: str, plan: Plan) -> Iterator[str] | None:
    """Every verb that only looks, and the same bytes afterwards."""
    raw, told = folder.file.read_bytes(), folder.file.stat()
    for words in (*LOOKING, *(LONGER if plan.is_long else ())):
        done = _called(folder, words)
        outcome.add("looks")
        if done.exit_code == COULD_NOT_RUN or not isinstance(done.exception, SystemExit | None):
            outcome.fail(f"{name}: {' '.join(words)} ended with {done.exit_code}: {done.output[-300:]}")
    now = folder.file.stat()
    if folder.file.read_bytes() != raw or (now.st_mtime_ns, now.st_ino) != (told.st_mtime_ns, told.st_ino):
        outcome.add("bytes changed")
        outcome.fail(f"{name}: looking changed the file")
    return None


def _newer(outcome: Outcome, folder: RecordsFolder, name: str, plan: Plan) -> None:
    """It is looked at with a sentence, and never changed; also where an older alcto has a history of it."""
    raw = folder.file.read_bytes()
    _looked_at(outcome, folder, name, plan)
    for verb in ("check", "status"):
        if "update alcto" not in _called(folder, (verb,)).output.casefold():
            outcome.fail(f"{name}: {verb} told nobody that alcto should be updated")
    older = raw.replace(b"schema = 2", b"schema = 1", 1).replace(b"schema = 99", b"schema = 1", 1)
    _with_history(folder, older)
    for words in SAVING:
        folder.file.write_bytes(raw)
        done = _called(folder, words)
        outcome.add("refused saves", done.exit_code != 0)
        if done.exit_code == 0 or not isinstance(done.exception, SystemExit | None):
            outcome.fail(f"{name}: {' '.join(words)} ended with {done.exit_code}: {done.output[-300:]}")
        if folder.file.read_bytes() != raw:
            outcome.add("bytes changed")
            outcome.fail(f"{name}: {' '.join(words)} changed the file")


def _with_history(folder: RecordsFolder, raw: bytes) -> None:
    """One save by this alcto, before a newer one took the folder over."""
    folder.file.write_bytes(raw)
    store = RecordsStore(folder)
    loaded = store.load()
    if loaded.reading.records is not None and not loaded.reading.is_newer:
        store.save(loaded, ChangePerson(changes={"district": "Elsewhere"}))


def _beside_newer(outcome: Outcome, folder: RecordsFolder, name: str, plan: Plan) -> None:
    """A history with lines, keys and files that only a newer alcto knows: looked over, and kept."""
    before = folder.file.read_bytes()
    _with_history(folder, before)
    after = folder.file.read_bytes()
    index = folder.backups / "index"
    known = [json.loads(line) for line in index.read_text().splitlines()]
    strange = [{**line, "device": "laptop", "schema": 3} for line in known]
    strange.append({"kind": "converted", "at": 7, "what": ["x"], "from": 1, "to": 2})
    index.write_text("".join(json.dumps(line) + "\n" for line in strange) + "not even json\n")
    for path, text in (
        ("history/deadbeef.zst", "x"),
        ("state.db", "x"),
        ("drafts/entry.json", '{"schema": 4, "forms": []}'),
        ("evidence.json", '{"schema": 2, "files": {}, "roots": []}'),
        ("plugins.toml", 'schema = 2\nplugins = ["a"]\n'),
        ("last-backup", "{}\n"),
    ):
        (folder.own / path).parent.mkdir(exist_ok=True)
        (folder.own / path).write_text(text)
    _looked_at(outcome, folder, f"{name}, beside what a newer alcto left", plan)
    done = _called(folder, ("undo",))
    if folder.file.read_bytes() != before:
        outcome.fail(f"{name}: undo beside a newer history gave another state: {done.output[-300:]}")
    _called(folder, ("redo",))
    if folder.file.read_bytes() != after or not (folder.own / "state.db").exists():
        outcome.fail(f"{name}: redo beside a newer history gave another state")
    shutil.rmtree(folder.path)


GATE = Gate(
    id="F24",
    fault="a file of a released format, or of one that is newer",
    gate="byte-equal when only read; a newer one is read-only, with a sentence",
    measure=measure,
    least={"files of released formats": (7, 7), "looks": (280, 560), "refused saves": (112, 112)},
    unreached="no older format was ever released, so there is nothing to convert from yet",
)
