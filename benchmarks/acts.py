"""What alcto works out inside one process, without its start: each act in a process of its own, for the sake of its
peak of memory."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from made_up import records_of_three, records_text
from measured import ON, PYTHON, Measured, Row, environment, peak_of


def evaluation(count: int) -> Callable[[], object]:
    """The pure function in the middle, for both rule sets."""
    from alcto_core.evaluation.evaluate import evaluate_all
    from alcto_core.host.plugins import load_plugins
    from alcto_core.records.reading import read_text

    library = load_plugins(no_plugins=True).library
    records = read_text(records_text(count).encode()).records
    assert records is not None
    return lambda: evaluate_all(records, library, ON)


def judging(count: int) -> Callable[[], object]:
    """The same, without the answers under other readings and without ended windows."""
    from alcto_core.evaluation.evaluate import evaluate
    from alcto_core.host.plugins import load_plugins
    from alcto_core.records.reading import read_text

    library = load_plugins(no_plugins=True).library
    records = read_text(records_text(count).encode()).records
    assert records is not None
    return lambda: [evaluate(records, one, library, ON, readings=False, earlier=False) for one in records.credentials]


def previewing(count: int) -> Callable[[], object]:
    """What the entry form computes while a person types."""
    from alcto_core.host.plugins import load_plugins
    from alcto_core.hours import HOUR
    from alcto_core.keeping.folder import RecordsFolder
    from alcto_core.keeping.store import RecordsStore
    from alcto_core.overview import of_loaded, preview
    from alcto_core.records.types import Activity

    folder = RecordsFolder(path=Path(os.environ["ALCTO_RECORDS"]))
    folder.file.write_text(records_text(count), encoding="utf-8")
    overview = of_loaded(folder, RecordsStore(folder).load(), load_plugins(no_plugins=True), ON)
    activity = Activity(
        id="new",
        title="New",
        date=date(2026, 7, 1),
        hours=3 * HOUR // 2,
        strands=("al-cto/it",),
        offering="alet/talent",
    )
    return lambda: preview(overview, activity)


def trying(count: int) -> Callable[[], object]:
    """What the Plan screen computes of the standings for an entry that is left out, once the screen is open: each time
    another one, so that nothing is known of it."""
    from alcto_core.evaluation.evaluate import evaluate_all
    from alcto_core.host.plugins import load_plugins
    from alcto_core.planning.question import PlanQuestion
    from alcto_core.records.reading import read_text
    from alcto_core.telling.what_if import WhatIf

    on = date(2026, 3, 2)
    library = load_plugins(no_plugins=True, local_rules=Path(os.environ["ALCTO_RECORDS"]) / "rules").library
    records = read_text(records_of_three(count).encode()).records
    assert records is not None
    bench: dict[Any, Any] = {}
    before = evaluate_all(records, library, on, plan=True, readings=False, bench=bench)
    question = PlanQuestion(records=records, library=library, on=on)
    entries = iter(sorted(records.activities, key=lambda one: one.order, reverse=True))
    return lambda: WhatIf(without=(next(entries),)).judged(question, before, bench)


ACTS: dict[str, Callable[[int], Callable[[], object]]] = {
    "evaluation": evaluation,
    "judgement": judging,
    "preview": previewing,
    "what-if": trying,
}


def act(name: str, runs: int) -> None:
    """Do one of `ACTS` in this process (`evaluation:600`) and print the seconds of CPU of its best run."""
    kind, _, count = name.partition(":")
    doing = ACTS[kind](int(count))
    doing()
    seconds = []
    for _ in range(runs):
        begin = time.process_time()
        doing()
        seconds.append(time.process_time() - begin)
    print(min(seconds))


def acted(name: str, folder: Path, runs: int) -> Measured:
    """An act in a process of its own, for the sake of its peak of memory."""
    read, write = os.pipe()
    pid = os.posix_spawn(
        PYTHON,
        [PYTHON, str(Path(__file__).with_name("run.py")), "--act", name, "--runs", str(runs)],
        environment(folder),
        file_actions=[(os.POSIX_SPAWN_DUP2, write, 1), (os.POSIX_SPAWN_CLOSE, read)],
    )
    os.close(write)
    with os.fdopen(read) as told:
        seconds = float(told.read())
    return Measured(seconds, peak_of(os.wait4(pid, 0)[2].ru_maxrss))


def evaluations(folder: Path, runs: int) -> Iterable[Row]:
    """Evaluation on growing logs: the cost must grow in proportion."""
    small: Measured | None = None
    for count, aim in ((60, ""), (600, "10 x that of 60"), (2000, "50 ms"), (6000, "100 x that of 60")):
        ours = acted(f"evaluation:{count}", folder, max(3, runs // 2))
        yield Row(f"evaluation, {count:,} activities x both rule sets", ours, small, aim)
        small = small or ours


def previews(folder: Path, runs: int) -> Iterable[Row]:
    """The entry form's preview, computed while a person types."""
    yield Row("entry preview, 600 activities", acted("preview:600", folder, runs), None, "10 ms")
    one = acted("judgement:10000", folder, max(3, runs // 2))
    ours = acted("preview:10000", folder, max(3, runs // 2))
    yield Row("entry preview, 10,000 activities (floor: one judgement)", ours, one, "1.2 x one judgement")
