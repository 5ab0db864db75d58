"""What the history takes beside the file, and how far back it leads: `python benchmarks/run.py history`.

Bytes of all files of `.alcto/history` after so many edits, divided by those of the records file; the steps are those of
which every state came back byte for byte. Edits add, change and delete entries in turn, and are kept as a save keeps
them, without its reading and judging. `plain` entries are like each other, as those of the other parts are; `of many
words` have a note of random words each, which can hardly be packed.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from made_up import records_text

AT = datetime(2026, 8, 14, 12, 0, tzinfo=UTC)
AIM = 2.0
_LETTERS = "etaoinshrdlucmfwypvbgkq"


def say_history(folder: Path) -> None:
    """Print the table in Markdown."""
    print("| activities in the file | edits | its history, kB | the file, kB | ratio | aim | steps back | ms an edit |")
    print("|---|---|---|---|---|---|---|---|")
    for count, edits, kind in (
        (1_000, 200, "plain"), (1_000, 200, "of many words"), (1_000, 1_050, "plain"), (10_000, 200, "plain"),
        (10_000, 1_050, "plain"),
    ):  # fmt: skip
        took, kept, size, steps = _kept(folder / f"{count} {edits} {kind}", count, edits, kind)
        aim = AIM if edits == 200 else "1,000 steps"
        shown = f"{kept / 1e3:,.0f} | {size / 1e3:,.0f} | {kept / size:.2f} | {aim} | {steps:,} | {took * 1e3:.1f}"
        print(f"| {count:,} {kind} | {edits:,} | {shown} |", flush=True)


def _kept(place: Path, count: int, edits: int, kind: str) -> tuple[float, int, int, int]:
    from alcto_core.keeping.digests import digest
    from alcto_core.keeping.folder import RecordsFolder
    from alcto_core.keeping.history import History
    from alcto_core.keeping.pruning import prune

    folder = RecordsFolder(path=place)
    place.mkdir()
    history, chance, took = History(folder=folder), random.Random(count), 0.0
    texts = [_worded(records_text(count), chance) if kind != "plain" else records_text(count)]
    folder.file.write_text(texts[0], encoding="utf-8")
    known = [digest(texts[0].encode())]
    with _unsynced():
        for number in range(edits):
            before, after = texts[-1].encode(), _edited(texts[-1], number, chance).encode()
            begin = time.process_time()
            history.record(before, after, "edit", f"added “Workshop number {number}”", AT)
            prune(history)
            took += time.process_time() - begin
            texts = [after.decode()]
            known.append(digest(after))
    folder.file.write_text(texts[0], encoding="utf-8")
    done = history.place(known[-1]).done
    assert [step.before for step in done] == known[-len(done) - 1 : -1]
    steps = sum(digest(history.bytes_of(step.before)) == step.before for step in done)
    size = sum(file.stat().st_size for file in folder.backups.rglob("*") if file.is_file())
    return took / edits, size, folder.file.stat().st_size, steps


def _worded(text: str, chance: random.Random) -> str:
    """Each entry with a note of its own."""
    head, *entries = text.split("\n[[activity]]\n")
    return head + "".join(f'\n[[activity]]\n{one}note = "{_words(chance, 25)}"\n' for one in entries)


def _words(chance: random.Random, count: int) -> str:
    return " ".join("".join(chance.choices(_LETTERS, k=chance.randint(2, 9))) for _ in range(count))


def _edited(text: str, number: int, chance: random.Random) -> str:
    """One entry more, changed or gone; of five edits three add."""
    if number % 5 == 3:
        at = text.index("hours = ", chance.randrange(len(text) // 2))
        return f"{text[:at]}hours = {chance.randint(10, 99)}.25{text[text.index(chr(10), at) :]}"
    if number % 5 == 4:
        at = text.index("\n[[activity]]", chance.randrange(len(text) // 2))
        return text[:at] + text[text.index("\n[[activity]]", at + 1) :]
    return (
        f'{text}\n[[activity]]\nid = "2026-08-14-w{number}"\ntitle = "Workshop number {number}"\ndate = 2026-08-14\n'
        f'hours = 1.5\nstrands = ["al-cto/it"]\nlocation = "Cullman"\njustification = "Relates to {number}."\n'
        f'description = "{_words(chance, 12)}"\n'
    )


@contextmanager
def _unsynced() -> Iterator[None]:
    """Without waiting for the disk, which is no part of the measure."""
    real = os.fsync
    os.fsync = lambda _: None
    try:
        yield
    finally:
        os.fsync = real
