"""The part of the app that works beside the screen, so that a slow disk never holds a key back.

Each piece of work ends in a message. Reading and saving run one after the other; what is only looked at runs at once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING

from textual import on
from textual.app import App
from textual.message import Message

from alcto_core.problems import AlctoError
from alcto_tui import messages

if TYPE_CHECKING:
    from textual.dom import DOMNode


class BackgroundApp(App[int]):
    """An app with work beside the screen."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[Callable[[], Message]] = deque()
        self._is_working = False
        self._awaited: set[int] = set()
        """The requests of what is looked at and the next key is about."""

    def _do(self, work: Callable[[], Message]) -> None:
        """Run slow work (reading, saving) beside the screen, one piece after the other, each on the newest overview."""
        self._waiting.append(work)
        self._work_on()

    @property
    def is_busy(self) -> bool:
        """Whether something is being read or saved, or looked at for the next key."""
        return self._is_working or bool(self._waiting) or bool(self._awaited)

    def _work_on(self) -> None:
        if self._is_working or not self._waiting:
            return
        self._is_working = True
        self._beside(self._waiting.popleft(), "alcto-work")

    def _worked(self) -> None:
        """What was read or saved is on the screen: the next piece may begin."""
        self._is_working = False
        self._work_on()

    def _beside(
        self,
        work: Callable[[], Message],
        name: str,
        node: DOMNode | None = None,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Run work in a thread; what it comes to is posted to the node, else to the app; `then` is called after it."""

        def run() -> None:
            try:
                result = work()
                self._prepare(result)
            except AlctoError as error:
                result = messages.WorkFailed(self._problem(error))
            except Exception as error:  # noqa: BLE001 - a fault in a thread must end the app like any other
                self.call_later(_raise, error)
                return
            (node or self).post_message(result)
            if then is not None:
                then()
            self._keep(result)

        # A daemon, so that a hung network drive cannot keep alcto from ending.
        Thread(target=run, name=name, daemon=True).start()

    def _prepare(self, result: Message) -> None:
        """Beside the screen: what a result shall hold before it is shown."""

    def _keep(self, result: Message) -> None:
        """Beside the screen too: what is kept of a result once it is on its way."""

    def _problem(self, error: AlctoError) -> str:
        """What to say of it on the screens."""
        return str(error)

    @on(messages.LookRequested)
    def _look_for(self, request: messages.LookRequested) -> None:
        def work() -> Message:
            try:
                return messages.Looked(request.about, request.look())
            except AlctoError as error:
                return messages.Looked(request.about, problem=str(error))

        if request.holds_keys:
            self._awaited.add(id(request))
        self._beside(work, "alcto-look", request.requester, lambda: self._awaited.discard(id(request)))


def _raise(error: Exception) -> None:
    raise error
