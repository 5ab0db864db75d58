"""F4: the disk is full, or nothing may be written.

Children of this module meet the fault, as it is the process or the whole disk that it strikes:

- `limit`: files may not grow beyond a few bytes (RLIMIT_FSIZE), on every system;
- `disk`: a file system of 256 kB in memory, filled up but for a few pages, then mounted read-only. It is mounted in a
  name space of the child's own, so it is gone with the child; where that is not allowed a figure says so;
- `folder`: a folder and a home that may not be written, from the command line. Permissions do not bind root, so as
  root the child gives up that right first; where it cannot, a figure says so;
- `app`: the screens on a full disk: the sentence, then room is made, then the same key saves.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import victims
from gates import Gate, Outcome, Plan

from alcto_core.keeping.drafts import load_drafts, save_draft
from alcto_core.problems import AlctoError, RecordsError, RecordsUnsaved

_READING = (("status",), ("list",), ("check",), ("undo", "--list"))
_WRITING = (
    ("log", "--yes", "--title", "Fall", "--date", "2026-01-01", "--hours", "1", "--strand", "al-cto/it"),
    ("undo",),
)
_PAGE = 4096
_TIME = 300
_AS_USER = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")
_APART = ("unshare", "--user", "--map-root-user", "--mount")
_APART_AS_ROOT = ("unshare", "--mount")


def measure(plan: Plan) -> Outcome:
    """Let each child meet its fault."""
    outcome = victims.told_in_table(
        Outcome(), "refused saves", "saved after room was made", "told wrongly", "bytes changed", "torn",
        "records lost", "wrong undos", "small disks", "read-only folders", "app stayed up",
    )  # fmt: skip
    outcome.take(_child(plan, "limit"))
    is_root = os.geteuid() == 0
    apart = _APART_AS_ROOT if is_root else _APART
    if _works(*apart):
        outcome.take(_child(plan, "disk", *apart))
    else:
        outcome.add("small disks not allowed here")
    bound = _AS_USER if is_root else ()
    if not bound or _works(*bound):
        outcome.take(_child(plan, "folder", *bound))
    else:
        outcome.add("permissions bind nobody here")
    outcome.take(_child(plan, "app"))
    return outcome


def _works(*command: str) -> bool:
    if shutil.which(command[0]) is None:
        return False
    mounts = ("mount", "-t", "tmpfs", "tmpfs", "/mnt") if command[0] == "unshare" else ("true",)
    return subprocess.run([*command, *mounts], capture_output=True, check=False).returncode == 0


def _child(plan: Plan, kind: str, *before: str) -> Outcome:
    folder = plan.scratch / kind
    home = folder / "home"
    home.mkdir(parents=True)
    run = subprocess.run(
        [*before, sys.executable, __file__, kind, str(folder), str(int(plan.is_long))],
        capture_output=True, text=True, timeout=_TIME, stdin=subprocess.DEVNULL, check=False,
        env={**os.environ, "HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    if run.returncode:
        return Outcome(wrong=[f"the child for {kind} ended with {run.returncode}: {run.stderr}"])
    said = json.loads(run.stdout.splitlines()[-1])
    outcome = Outcome(wrong=said["wrong"])
    for figure, number in said["figures"].items():
        outcome.add(figure, number)
    return outcome


# saves that meet a full disk, and then do not


def _refused_and_then_saved(
    outcome: Outcome, start: victims.Start, path: Path, where: str, make_room: Callable[[], None]
) -> None:
    """One save where there may be no room, then the same where there is. What was told must be so."""
    try:
        start.act(path)
        is_saved = True
    except RecordsUnsaved:
        is_saved = False
        outcome.add("refused saves")
    finally:
        make_room()
    found = victims.bytes_in(victims.store_in(path).folder.file)
    if found != (start.new if is_saved else start.old):
        outcome.add("bytes changed")
        outcome.fail(f"{where}: told {'saved' if is_saved else 'not saved'}, and it is otherwise")
        return
    if not is_saved:
        start.act(path)
        outcome.add("saved after room was made")
    victims.judge(outcome, start, path, where, said=True)


def _refused_draft(outcome: Outcome, path: Path, where: str, make_room: Callable[[], None]) -> None:
    """A draft that cannot be kept says so; the one before is still there, and the next one is kept."""
    folder = victims.store_in(path).folder
    at = datetime(2026, 3, 1, tzinfo=UTC)
    fields = {"title": "Winter" * 3000}
    try:
        save_draft(folder, fields, at=at)
        outcome.fail(f"{where}: the draft was called kept")
    except RecordsError:
        outcome.add("refused drafts")
    finally:
        make_room()
    if [draft.fields for draft in load_drafts(folder)] != [{"title": "before"}]:
        outcome.fail(f"{where}: the draft before is gone")
    save_draft(folder, fields, at=at)


def _limit(outcome: Outcome, folder: Path, is_long: bool) -> None:
    import resource

    none = resource.RLIM_INFINITY
    at = datetime(2026, 3, 1, tzinfo=UTC)
    for size in victims.SIZES[: 3 if is_long else 1]:
        for operation in victims.OPERATIONS:
            start = victims.prepared(folder / f"{operation} {size}", operation, size)
            length = len(start.new)
            for limit in (0, 1, length // 2, length - 1) if is_long else (0, length - 1):
                path = start.copy(folder / "victim")
                kept_in = victims.store_in(path).folder
                kept_in.own.mkdir(parents=True, exist_ok=True)  # nothing is kept where no records are
                save_draft(kept_in, {"title": "before"}, at=at)
                make_room = _unlimited
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, none))
                _refused_and_then_saved(outcome, start, path, f"{operation}, files of {limit} bytes", make_room)
                resource.setrlimit(resource.RLIMIT_FSIZE, (min(limit, 4000), none))
                _refused_draft(outcome, path, f"a draft, files of {limit} bytes", make_room)
                shutil.rmtree(path)
            shutil.rmtree(start.path)


def _unlimited() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _disk(outcome: Outcome, folder: Path, is_long: bool) -> None:
    disk = folder / "disk"
    disk.mkdir()
    _mount("-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk))
    ballast = disk / "ballast"
    for operation in victims.OPERATIONS:
        start = victims.prepared(folder / operation, operation)
        for pages in range(7) if is_long else (0, 1, 3):
            path = start.copy(disk / "victim")
            _fill(ballast, pages)
            where = f"{operation}, {pages} pages left"
            _refused_and_then_saved(outcome, start, path, where, ballast.unlink)
            outcome.add("small disks")
            shutil.rmtree(path)
    _look_and_write(
        outcome, disk, "read-only disk", lambda now: _mount("-o", f"remount,{'rw' if now else 'ro'}", str(disk))
    )


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True)


def _fill(ballast: Path, pages: int) -> None:
    """Take all the room there is but for some pages."""
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(_PAGE))
    size = max(ballast.stat().st_size - pages * _PAGE, 0)
    os.truncate(ballast, size)


# what may not be written at all


def _folder(outcome: Outcome, folder: Path, is_long: bool) -> None:
    def may_write(now: bool) -> None:
        for path in (folder, *(one for one in folder.rglob("*") if not one.is_symlink())):
            executable = 0o111 if path.is_dir() else 0
            path.chmod((0o644 if now else 0o444) | executable)

    _look_and_write(outcome, folder, "read-only folder", may_write)


def _look_and_write(outcome: Outcome, folder: Path, where: str, may_write: Callable[[bool], None]) -> None:
    """By the command line: reading says the same as where writing is allowed, writing says a sentence, and not a
    byte changes; then writing is allowed again, and works."""
    start = victims.prepared(folder / "start", "add")
    records = folder / "start" / "records"
    home = folder / "own home"
    home.mkdir()
    before = [_alcto(records, home, *verb) for verb in _READING]
    bytes_before = _held(records)
    may_write(False)
    try:
        for verb, known in zip(_READING, before, strict=True):
            now = _alcto(records, home, *verb)
            if (now.returncode, now.stdout) != (known.returncode, known.stdout) and verb != ("check",):
                outcome.fail(f"{where}: {verb} said {now.stdout}{now.stderr}, before {known.stdout}")
            _require_sentence(outcome, where, now, {known.returncode, 1})
            outcome.add("read")
        for verb in _WRITING:
            _require_sentence(outcome, where, _alcto(records, home, *verb), {2})
            outcome.add("refused saves")
        try:
            start.act(start.path)
            outcome.fail(f"{where}: called saved")
        except AlctoError:
            outcome.add("refused saves")
        if _held(records) != bytes_before:
            outcome.add("bytes changed")
            outcome.fail(f"{where}: the folder changed")
    finally:
        may_write(True)
    _require_sentence(outcome, where, _alcto(records, home, *_WRITING[0]), {0})
    _require_sentence(outcome, where, _alcto(records, home, *_WRITING[1]), {0})
    outcome.add("saved after room was made")
    outcome.add("read-only folders")
    if victims.bytes_in(records / "records.toml") != start.old:
        outcome.add("wrong undos")
        outcome.fail(f"{where}: the undo afterwards gave other bytes")
    shutil.rmtree(folder / "start")
    shutil.rmtree(home)


def _held(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _alcto(records: Path, home: Path, *verb: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "alcto_tui", *verb, "--records", str(records)],
        capture_output=True, text=True, timeout=_TIME, stdin=subprocess.DEVNULL, check=False,
        env={**os.environ, "HOME": str(home)},
    )  # fmt: skip


def _require_sentence(outcome: Outcome, where: str, run: subprocess.CompletedProcess[str], statuses: set[int]) -> None:
    said = run.stdout + run.stderr
    if run.returncode not in statuses or "Traceback" in said or "met a fault" in said:
        outcome.fail(f"{where}: {run.args[3:]} ended with {run.returncode} and said {said}")


# the screens


def _app(outcome: Outcome, folder: Path, is_long: bool) -> None:
    import resource

    from driving import screen_text, until
    from made_up_log import LOGGED
    from textual.pilot import Pilot

    from alcto_core.host.plugins import load_plugins
    from alcto_core.keeping.folder import RecordsFolder
    from alcto_core.overview import open_overview
    from alcto_tui.app import AlctoApp

    on = date(2026, 8, 14)
    records = RecordsFolder(path=folder / "records")
    records.path.mkdir()
    records.file.write_text(LOGGED, encoding="utf-8")
    app = AlctoApp(records, on, no_plugins=True, overview=open_overview(records, load_plugins(no_plugins=True), on))

    async def walk(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: app.screen.is_current)
        await pilot.press("a")
        await until(pilot, lambda: "EntryScreen" in type(app.screen).__name__)
        form = app.screen
        await pilot.press(*"summer", "down", "enter")
        await until(pilot, lambda: "Listed as ALET Summer Conference" in " ".join(screen_text(app).split()))
        await pilot.press(*"jun 10", "enter", *"2.5", "enter", "space", "enter")
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        await pilot.press("f2")
        await until(pilot, lambda: "Nothing was saved" in " ".join(screen_text(app).split()))
        outcome.add("refused saves")
        if records.file.read_text(encoding="utf-8") != LOGGED or app.screen is not form:
            outcome.fail(f"the screens on a full disk: {screen_text(app)}")
        _unlimited()
        await pilot.press("f2")
        await until(pilot, lambda: app.screen is not form)
        if "2026-06-10-alet-summer-conference" in records.file.read_text(encoding="utf-8"):
            outcome.add("saved after room was made")
            outcome.add("app stayed up")

    async def session() -> None:
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await walk(pilot)

    asyncio.run(session())


_CHILDREN = {"limit": _limit, "disk": _disk, "folder": _folder, "app": _app}


def main() -> None:
    """Meet one fault: `full_disk.py KIND FOLDER IS_LONG`."""
    kind, folder, is_long = sys.argv[1:]
    outcome = Outcome()
    _CHILDREN[kind](outcome, Path(folder), bool(int(is_long)))
    sys.stdout.write(json.dumps({"figures": outcome.figures, "wrong": outcome.wrong}))


GATE = Gate(
    id="F4",
    fault="disk full, read-only folder or home",
    gate="a sentence; 0 bytes changed; the app stays up, and saves when there is room",
    measure=measure,
    least={"refused saves": (20, 100), "saved after room was made": (20, 100), "app stayed up": (1, 1)},
    needs="posix",
)

if __name__ == "__main__":
    main()
