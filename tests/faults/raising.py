"""Run alcto with a fault in it: `python raising.py PLACE STYLE ARGUMENTS…`.

`PLACE` names a function (`module:Class.name`) in whose stead an error is raised, or a way of the screens (`way:task`).
Every error has the mark in what it says, in its locals and in what led to it, as far as its style goes.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

MARK = "Zq7PineHollow"
"""Stands in the records too, in a note that no screen and no verb of these tests shows."""


class Vicious(Exception):
    """An error that cannot be printed without another."""

    def __str__(self) -> str:
        raise ValueError(f"not even this: {MARK}")

    __repr__ = __str__


def message(record: str) -> None:
    raise ValueError(f"what about {record}")


def cause(record: str) -> None:
    try:
        message(record)
    except ValueError as error:
        raise RuntimeError(record) from error


def context(record: str) -> None:
    try:
        message(record)
    except ValueError:
        {}[record]


def group(record: str) -> None:
    raise ExceptionGroup(record, [ValueError(record), ExceptionGroup(record, [KeyError(record)])])


def note(record: str) -> None:
    error = TypeError("cannot")
    error.add_note(record)
    raise error


def scope(record: str) -> None:
    kept = [record]
    kept[len(record)]


def syntax(record: str) -> None:
    compile(f"'{record}' = 1", record, "exec")


def encoding(record: str) -> None:
    f"{record}\udcff".encode()


def vicious(record: str) -> None:
    raise Vicious(record)


def endless(record: str) -> None:
    endless(record)


def other(record: str) -> None:
    raise GeneratorExit(record)


STYLES: dict[str, Callable[[str], None]] = {
    style.__name__: style
    for style in (message, cause, context, group, note, scope, syntax, encoding, vicious, endless, other)
}


def met(style: Callable[[str], None]) -> None:
    """Leave proof that the fault happened, and let it happen."""
    Path(os.environ["FAULT_MET"]).touch()
    style(MARK)


def put(place: str, style: Callable[[str], None]) -> None:
    """Put the fault in its place."""
    where, _, name = place.partition(":")
    if where == "way":
        _screens(name, style)
        return
    owner: Any = import_module(where)
    *path, last = name.split(".")
    for part in path:
        owner = getattr(owner, part)
    real = getattr(owner, last)

    def faulty(*_arguments: Any, **_named: Any) -> None:
        met(style)

    setattr(owner, last, property(faulty) if isinstance(real, property) else faulty)


def _screens(way: str, style: Callable[[str], None]) -> None:
    """Faults that come from aside: once Home is there, something goes wrong in the background."""
    from alcto_tui.app import AlctoApp

    real = AlctoApp.on_mount

    def fault() -> None:
        met(style)

    async def later() -> None:
        await asyncio.sleep(0)
        met(style)

    def task() -> None:
        asyncio.get_running_loop().create_task(later())  # nobody holds it, so nobody asks what became of it

    def mounted(app: AlctoApp) -> None:
        real(app)
        ways: dict[str, Callable[[], object]] = {
            "timer": lambda: app.set_timer(0.01, fault),
            "call": lambda: app.call_later(later),
            "worker": lambda: app.run_worker(later()),
            "thread-worker": lambda: app.run_worker(fault, thread=True),
            "task": task,
            "callback": lambda: asyncio.get_running_loop().call_soon(fault),
            "thread": threading.Thread(target=fault).start,
            "work": lambda: app._do(fault),  # type: ignore[arg-type]
        }
        app.call_after_refresh(ways[way])

    AlctoApp.on_mount = mounted  # type: ignore[method-assign]


if __name__ == "__main__":
    put(sys.argv[1], STYLES[sys.argv[2]])
    from alcto_core.cli.group import run
    from alcto_tui.__main__ import open_screens

    run(sys.argv[3:], screens=open_screens)
