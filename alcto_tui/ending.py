"""How the screens end when the system says so: a hang-up, a termination, a closed window."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

from alcto_core import system

PATIENCE = 5.0
"""Seconds in which an ending in order must come to its end."""


def watch(end: Callable[[int], None]) -> None:
    """From now on call `end` on the running loop, with the exit status, when the system ends the program.

    A terminal that is gone can hold the loop for ever (Textual's writer ends at the first write that fails, and
    what waits for it waits without an end), so after `PATIENCE` the process leaves by itself.
    """
    if threading.current_thread() is not threading.main_thread():
        return  # as in tests: nobody takes signals there
    loop = asyncio.get_running_loop()

    def told(number: int, _frame: FrameType | None) -> None:
        status = 128 + number
        threading.Thread(target=_leave, args=(status,), name="alcto-ending", daemon=True).start()
        with suppress(RuntimeError):  # the loop is closed: the end has come already
            loop.call_soon_threadsafe(end, status)

    for number in system.current.signals():
        signal.signal(number, told)
    _ignore_resume_without_terminal()


def _leave(status: int) -> None:
    time.sleep(PATIENCE)
    os._exit(status)


def _ignore_resume_without_terminal() -> None:
    """With a hang-up the system sends SIGCONT too, on which Textual starts reading a terminal that is gone: a second
    reader, that never ends and never rests."""
    number = getattr(signal, "SIGCONT", None)
    resume = signal.getsignal(number) if number is not None else None
    if number is None or not callable(resume):
        return

    def resume_at_a_terminal(sent: int, frame: FrameType | None) -> None:
        if system.is_terminal(sys.__stdin__):
            resume(sent, frame)

    signal.signal(number, resume_at_a_terminal)
