"""The files of a roster, shared among all cores: each process loads the rule sets once and judges some files at a time.

How many files there are costs no memory: only a few chunks are under way, and who asks takes the lines as they come.
"""

from __future__ import annotations

import gc
import signal
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context

from alcto_core import system
from alcto_core.roster.kept import Kept, ground, key_of, may_be_kept
from alcto_core.roster.line import Line, Setting, content_of, has_rules, line_from, plugins_of
from alcto_core.roster.walk import Found

FEW = 24
"""Up to so many files one process is done before others have begun."""
_CHUNK = 8
_MOST_CHUNK = 32
"""Of many files more are judged at a time, since each chunk costs a message there and one back."""
_AHEAD = 3
"""Chunks that are under way for each process."""

_OBJECTS = 100_000
"""About what judging twenty files leaves behind: a few megabytes."""

Chunk = tuple[Found, ...]
Made = tuple[bytes | None, Line]
"""A line, and the digest that it may be kept under; None where it may not."""
Running = dict[Future[list[Made]], Chunk]


def lines_of(setting: Setting, files: Sequence[Found]) -> Iterator[Line]:
    """The line of every file, in whatever order they are done.

    A file that ends the process that judges it gets a line that says so, and costs no other its line.
    """
    known = ground(setting, plugins_of(setting))  # loads them before other processes begin, which may begin with it
    kept = Kept(known) if known is not None else None
    others = files
    if kept:
        others = []
        for found in files:
            line = _kept_line(kept, found)
            if line is None:
                others.append(found)
            else:
                yield line
    for key, line in _made_of(setting, others):
        if kept is not None and key is not None:
            kept.add(key, line)
        yield line
    if kept is not None:
        kept.save()


def _kept_line(kept: Kept, found: Found) -> Line | None:
    """The line of a file that holds what it held when its line was kept."""
    raw = content_of(found)
    return None if isinstance(raw, Line) else kept.line(_key(found, raw), found.file)


def _key(found: Found, raw: bytes) -> bytes:
    return key_of(raw, found.path, has_rules=has_rules(found))


def _made_of(setting: Setting, files: Sequence[Found]) -> Iterator[Made]:
    """The lines that are made anew."""
    cores = system.cores()
    if cores == 1 or len(files) <= FEW:
        yield from (_made(setting, found) for found in files)
        return
    chunks = iter(_chunks(files))
    running: Running = {}
    is_over = False
    while not is_over:
        try:
            yield from _together(setting, chunks, running, min(cores, -(-len(files) // _CHUNK)))
            is_over = True
        except BrokenProcessPool:
            lost = [found for chunk in running.values() for found in chunk]
            running.clear()
            yield from (_alone(setting, found) for found in lost)


def _chunks(files: Sequence[Found]) -> Iterator[Chunk]:
    size = max(_CHUNK, min(_MOST_CHUNK, len(files) // 64))
    for begin in range(0, len(files), size):
        yield tuple(files[begin : begin + size])


def _together(setting: Setting, chunks: Iterator[Chunk], running: Running, workers: int) -> Iterator[Made]:
    """The lines of the chunks that are left. Raises `BrokenProcessPool` where one `running` ended its process."""
    pool = _pool(workers)
    try:
        _begin(pool, setting, islice(chunks, workers * _AHEAD), running)
        while running:
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for one in done:
                lines = one.result()
                del running[one]
                yield from lines
                _begin(pool, setting, islice(chunks, 1), running)
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(pool: ProcessPoolExecutor, setting: Setting, chunks: Iterable[Chunk], running: Running) -> None:
    for chunk in chunks:
        try:
            running[pool.submit(_judged, setting, chunk)] = chunk
        except BrokenProcessPool:
            running[Future()] = chunk  # it is among those that are done again
            raise


def _alone(setting: Setting, found: Found) -> Made:
    """A file in a process of its own, which it may end."""
    with _pool(1) as pool:
        try:
            return pool.submit(_judged, setting, (found,)).result()[0]
        except BrokenProcessPool:
            return None, Line(file=found.file, problem="reading it ended the program that read it", is_error=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    context = get_context(system.way_to_begin_processes())
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_begun)


def _begun() -> None:
    """Ctrl+C reaches every process of a terminal; the one that the person started ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()


def collect_seldom() -> None:
    """Look for what is no longer used after many files, not many times in each: nearly all of it has gone by then."""
    gc.enable()  # off for verbs that are over at once; this one may run long, in memory that shall not grow
    gc.set_threshold(_OBJECTS)


def _judged(setting: Setting, chunk: Chunk) -> list[Made]:
    return [_made(setting, found) for found in chunk]


def _made(setting: Setting, found: Found) -> Made:
    raw = content_of(found)
    if isinstance(raw, Line):
        return None, raw
    return _key(found, raw) if may_be_kept(found.path) else None, line_from(setting, found, raw)
