"""The server from beginning to end: a port, and Ctrl+C."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Callable
from typing import TYPE_CHECKING

from alcto_core import system
from alcto_core.problems import Refused
from alcto_tui.web.server import Server, listening

if TYPE_CHECKING:
    from alcto_tui.web.tab import Shown

_TAKEN = frozenset({errno.EADDRINUSE, errno.EACCES})


def run(shown: Shown, port: int, ready: Callable[[str], None], tell: Callable[[str], None]) -> int:
    """Show the screens until Ctrl+C or a signal; the exit status. `ready` is given the address once it can be opened,
    `tell` what a tab said that failed. Raises `Refused` where the port cannot be had."""
    try:
        found = listening(port)
    except OSError as error:
        free = " Without --port a free one is taken." if port and error.errno in _TAKEN else ""
        what = f"Port {port}" if port else "A port of this computer"
        raise Refused(f"{what} cannot be had: {system.reason(error)}.{free}") from error
    server = Server(shown, found.getsockname()[1], tell)
    try:
        return asyncio.run(server.serve(found, lambda: ready(server.address)))
    except KeyboardInterrupt:  # Windows
        return 0
    finally:
        found.close()
