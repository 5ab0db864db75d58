"""Running what belongs to a plugin aside, so that what never ends can be left behind."""

from __future__ import annotations

import math
import sys
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from alcto_core.problems import RuleFileError

T = TypeVar("T")

_TURN = 0.02
"""Seconds of one look at whether a plugin has finished."""


class Unusable(Exception):
    """A plugin cannot be used; the text says why. Stays inside the host: callers get reports."""


def guarded(work: Callable[[], T], doing: str) -> T:
    """Do what a plugin asks for. Raises `Unusable` for whatever it raises, and lets nothing else out but an interrupt
    by the person; `doing` is what it was at: "loading"."""
    try:
        return work()
    except (Unusable, KeyboardInterrupt):
        raise
    except RuleFileError as wrong:
        raise Unusable(said(wrong)) from None
    except SystemExit:
        raise Unusable(f"it tried to end alcto while it was {doing}") from None
    except BaseException as wrong:  # noqa: BLE001 - a plugin may raise anything at all, and none may stop alcto
        raise Unusable(said(wrong)) from None


_UNDISTURBED = 0.05
"""Seconds in which no other thread takes its turn."""


class Aside(Generic[T]):
    """Something that a plugin does in a thread of its own, begun at once."""

    def __init__(self, plugin: str, module: str, work: Callable[[], T], doing: str) -> None:
        """`module` is where the plugin's own code lies."""
        # Before any of them runs: beside one that never ends, an import takes a second.
        import ctypes

        import alcto_core.rules.reading  # noqa: F401

        self._raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
        self._package = module.partition(".")[0]
        self._work = work
        self._doing = doing
        self._outcome: list[tuple[T | None, Unusable | None]] = []
        self._thread = threading.Thread(target=self._run, name=f"alcto plugin {plugin}", daemon=True)
        self._thread.start()

    @property
    def thread_id(self) -> int:
        """Number of the thread that it runs in."""
        return self._thread.ident or 0

    @property
    def is_over(self) -> bool:
        """Whether it has nothing left to run."""
        return not self._thread.is_alive()

    def wait(self, seconds: float) -> float:
        """Give it time to finish, at most so many seconds, and tell how many it took.

        Counted in short turns: one that lasts longer because the machine is busy elsewhere, or was asleep, counts as
        long as any other, so a plugin is never left behind for what others do.
        """
        turns = math.ceil(max(seconds, 0) / _TURN)
        for turn in range(turns):
            if self.is_over:
                return turn * _TURN
            self._thread.join(_TURN)
        return turns * _TURN

    def result(self) -> T:
        """What it gave. Raises `Unusable`, also where it has not finished: then it is left behind."""
        if not self._outcome:
            self._stop()
            raise Unusable(f"it did not finish {self._doing} in time")
        found, wrong = self._outcome[0]
        if wrong is not None:
            raise wrong
        return found  # type: ignore[return-value]  # there is one where nothing went wrong

    def _stop(self) -> None:
        """Ask a thread that runs the plugin's own code without end to stop; one that sleeps is a daemon and holds up
        nothing. Anywhere else it may hold a lock, such as Python's own for imports, and would never give it back."""
        import ctypes

        interval, ident = sys.getswitchinterval(), self.thread_id
        # Between the look and the word the thread must not go on. Who asked for a turn already gets it before; whoever
        # gives one away waits for so long to have it back, so this is short.
        sys.setswitchinterval(_UNDISTURBED)
        try:
            time.sleep(0)
            frame = sys._current_frames().get(ident)
            package = str(frame.f_globals.get("__name__", "")).partition(".")[0] if frame is not None else ""
            if package == self._package:
                self._raise_in(ctypes.c_ulong(ident), ctypes.py_object(SystemExit))
        finally:
            sys.setswitchinterval(interval)

    def _run(self) -> None:
        try:
            self._outcome.append((guarded(self._work, self._doing), None))
        except Unusable as wrong:
            self._outcome.append((None, wrong))
        except KeyboardInterrupt:
            self._outcome.append((None, Unusable(f"it raised KeyboardInterrupt while it was {self._doing}")))


def said(wrong: BaseException) -> str:
    """An exception in one line; its own text may be broken too."""
    try:
        text = str(wrong).strip()
    except Exception:  # noqa: BLE001 - the exception is the plugin's own class
        text = ""
    lines = text.splitlines()
    if isinstance(wrong, RuleFileError):
        more = f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""
        return f"{lines[0]}{more}" if lines else "a rule file cannot be used"
    return f"{type(wrong).__name__}: {lines[0]}" if lines else type(wrong).__name__
