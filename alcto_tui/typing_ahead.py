"""Keys one after the other: the next one waits until the last has done its work.

Textual hands a key to the widget that has the focus, and what a key opens comes a moment later. Whoever types on
without waiting would have the letters for a form taken as commands of the screen behind it.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App
    from textual.events import Key
    from textual.message_pump import MessagePump
    from textual.screen import Screen

PATIENCE = 1.0
"""Seconds after which the next key goes on although something has not answered, as it may be stuck."""
LONGEST = 4.0
"""The same for what is read or saved, and for what a screen works out or puts together (`holds_keys`)."""
AFTERWARDS = 0.02
"""Seconds in which what a key did still moves other things: they are drawn together."""
MOST_IN_A_ROW = 8
"""Screens and pieces of work that one key may begin one after the other before the next key goes on."""
LOOK = 0.02
"""Seconds between two looks at whether a node is still there to answer."""


class TypedKeys:
    """The keys that were typed and not handed on yet."""

    def __init__(
        self, app: App[Any], hand_on: Callable[[Key], Awaitable[None]], lets_through: Callable[[Key], bool]
    ) -> None:
        """`lets_through` is asked of each key when its turn comes, whether it goes on at all."""
        self._app = app
        self._lets_through = lets_through
        self._hand_on = hand_on
        self._waiting: deque[Key] = deque()
        self._work: asyncio.Task[None] | None = None
        self._has_given_up = False
        self._ended = 0.0

    @property
    def are_waiting(self) -> bool:
        """Whether there are some, or one is still doing its work, or did so a moment ago."""
        if self._waiting or (self._work is not None and not self._work.done()):
            return True
        return time.monotonic() - self._ended < AFTERWARDS

    def take(self, key: Key) -> None:
        """Hand the key on when its turn comes."""
        self._waiting.append(key)
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._hand_on_all(), name="typed keys")

    async def _hand_on_all(self) -> None:
        while self._waiting and self._app.is_running:
            key = self._waiting.popleft()
            await self._confirmed(key)
            screen = self._app.screen
            target = self._app.focused or screen
            if not self._lets_through(key):
                continue
            await self._hand_on(key)
            # The key bubbles from the widget to the app; what it asks for bubbles there once more.
            for node in (*target.ancestors_with_self, screen, self._app):
                await _answered(node, node.call_later)
            await self._settled(screen)
            self._ended = time.monotonic()

    async def _settled(self, screen: Screen[Any]) -> None:
        """Wait until what a key began on a screen has come to rest. What is opened may open more, or begin to work."""
        for _ in range(MOST_IN_A_ROW):
            was_busy = await self._was_busy()
            if was_busy:
                # What came of it closes a form, or puts the cursor into one.
                for node in (self._app.screen, screen, self._app):
                    await _answered(node, node.call_later)
            front = self._app.screen
            if front is not screen:
                await self._stands(front)
            if front is screen and not was_busy:
                return
            screen = front

    async def _stands(self, screen: Screen[Any]) -> None:
        """Wait until a screen that is new or newly filled stands and has its focus, which takes a refresh for each."""
        for _ in range(2):
            await _answered(screen, screen.call_after_refresh)

    async def _confirmed(self, key: Key) -> None:
        """Wait until what is shown was judged now, where the key acts on it, and stands. What hangs is not awaited for
        ever: the screens do nothing with what was not judged."""
        screen, has_waited = self._app.screen, False
        for _ in range(int(LONGEST / LOOK)):
            if not self._app.is_running or not getattr(self._app, "must_wait", _never)(key):
                break
            has_waited = True
            await asyncio.sleep(LOOK)
        if has_waited:
            await self._stands(self._app.screen)
            await self._settled(screen)

    async def _was_busy(self) -> bool:
        """Wait until nothing is read or saved and the screen holds no keys; whether there was anything. Esc does not
        wait where it stops what is going on."""
        if not self._is_busy():
            self._has_given_up = False
            return False
        for _ in range(0 if self._has_given_up else int(LONGEST / LOOK)):
            if self._stops_next():
                return True
            await asyncio.sleep(LOOK)
            if not self._is_busy():
                return True
        self._has_given_up = True  # one that hangs holds up one key, and not each
        return True

    def _stops_next(self) -> bool:
        is_stoppable = bool(getattr(self._app.screen, "is_stoppable", False))
        return is_stoppable and bool(self._waiting) and self._waiting[0].key == "escape"

    def _is_busy(self) -> bool:
        if not self._app.is_running:
            return False
        return bool(getattr(self._app, "is_busy", False) or getattr(self._app.screen, "holds_keys", False))


async def _answered(node: MessagePump, call: Callable[[Callable[[], None]], bool]) -> None:
    """Wait until a node has come to the end of what it had to do, or is gone with a screen that was closed."""
    answer = asyncio.Event()
    if not call(answer.set):
        return
    for _ in range(int(PATIENCE / LOOK)):
        with suppress(TimeoutError):
            await asyncio.wait_for(answer.wait(), LOOK)
            return
        if not node.is_running:
            return


def _never(_key: Key) -> bool:
    return False
