"""How long plugins are waited for: a time that a busy machine does not use up in their stead."""

from __future__ import annotations

import time

MOST = 4
"""How many times its length a patience lasts at most, however little of the machine the program is given."""

_AT_WORK = 0.1
"""The share of a stretch that a program at work uses of a processor, however busy the machine is."""

_HAD = 0.75
"""The share of a patience that a program must have had of a processor before those still at work are left behind."""

_STRETCH = 0.25
"""The share of a patience over which it is seen whether anything is still at work."""


class Patience:
    """Seconds that are over once as many have gone by, and were had.

    Other programs on a busy machine may take most of the time in which a plugin could have loaded, and a good one would
    be left behind. So where the program is at work it goes on until it had most of these seconds of a processor; where
    nothing is at work, what is waited for sleeps, and they end by the clock.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._begun = self._seen = time.monotonic()
        self._begun_with = self._seen_with = time.process_time()
        self._is_at_work = True

    @property
    def gone(self) -> float:
        """Seconds that have gone by."""
        return time.monotonic() - self._begun

    def is_over(self) -> bool:
        """Whether what is waited for has had its time."""
        now, used = time.monotonic(), time.process_time()
        if now - self._seen >= self.seconds * _STRETCH:
            self._is_at_work = used - self._seen_with >= (now - self._seen) * _AT_WORK
            self._seen, self._seen_with = now, used
        gone, had = now - self._begun, used - self._begun_with
        is_starved = self._is_at_work and had < self.seconds * _HAD and gone < self.seconds * MOST
        return gone >= self.seconds and not is_starved
