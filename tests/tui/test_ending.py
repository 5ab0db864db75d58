"""How the screens end on a signal; a real terminal sees the rest of it in test_terminal_walk and the fault rows."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="sends the signals of POSIX")

HELD = """
import asyncio, queue
from alcto_tui import ending

ending.PATIENCE = 0.2

async def held():
    ending.watch(lambda status: None)
    print("watching", flush=True)
    full = queue.Queue(1)
    full.put("written")
    full.put("never taken")

asyncio.run(held())
"""
ORDERLY = """
import asyncio
from alcto_tui import ending

async def waiting():
    told = asyncio.get_running_loop().create_future()
    ending.watch(told.set_result)
    print("watching", flush=True)
    return await told

raise SystemExit(asyncio.run(waiting()))
"""


@pytest.mark.parametrize("program", [HELD, ORDERLY], ids=["a loop that is held for ever", "a loop that runs"])
@pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM"])
def test_a_signal_ends_the_program(name: str, program: str) -> None:
    number = getattr(signal, name)
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"watching\n"
        child.send_signal(number)
        assert child.wait(timeout=20) == 128 + number
