"""A packet made, or judged again, and what is said of it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from alcto_core import system
from alcto_core.cli.invocation import Invocation, exit_status
from alcto_core.cli.progress import Progress
from alcto_core.cli.questions import can_ask, confirm, may_replace
from alcto_core.paperwork.asked import Asked
from alcto_core.paperwork.bag import is_zip_name
from alcto_core.paperwork.bag_reading import NoPacket
from alcto_core.paperwork.packet import pack, packet_of
from alcto_core.paperwork.verifying import verified
from alcto_core.problems import Refused
from alcto_core.telling.handing_in import COPY_AGAIN, packed_words, packet_lacks, verified_lines


def make(invocation: Invocation, credential: str | None, to: str | None, period: str | None, *, yes: bool) -> int:
    """What `alcto packet CREDENTIAL --to PATH` does."""
    page = invocation.page
    if to is None:
        raise click.UsageError("Say where the packet goes, e.g. `alcto packet al-cto --to packet.zip`.")
    overview = invocation.overview(period=period)
    if credential is None and overview.records is not None:
        held = [one.id for one in overview.records.credentials]
        if len(held) != 1:
            raise Refused(f"Say which credential it is for: {', '.join(held) or 'you hold none'}.")
        credential = held[0]
    target = Path.cwd() / system.path_meant(to)
    replaces = is_zip_name(target) and os.path.lexists(target)
    packet = packet_of(Asked(overview=overview, credential=credential, period=period))
    for words in packet_lacks(packet.lacks):
        page.aside(words)
    if replaces and not may_replace(page, target, yes):
        return 2
    if packet.lacks and not yes and can_ask() and not confirm(page, "Make the packet all the same?", default=True):
        page.aside("No packet was made.")
        return 2
    count = pack(packet, target, replaces=replaces, progress=Progress(page, "Packing"))
    page.did(packed_words(packet.standing, target, count))
    page.say(packed_words(packet.standing, target, count))
    page.aside(f"`alcto packet --verify {target.name}` judges it again, on any computer that has alcto.")
    return exit_status(overview)


def verify(invocation: Invocation, path: str) -> int:
    """What `alcto packet --verify PATH` does: 0 where everything is as the packet says, else 1, also for what is no
    whole packet any more."""
    try:
        found = verified(Path.cwd() / system.path_meant(path))
    except NoPacket as damaged:
        invocation.page.say(str(damaged))
        invocation.page.say(COPY_AGAIN)
        return 1
    for words in verified_lines(found.title, found.state, found.on, found.made_by, found.faults, found.differences):
        invocation.page.say(words)
    return 0 if found.is_good else 1
