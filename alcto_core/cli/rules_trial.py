"""Rule files that are looked at as if they were installed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from alcto_core.cli.invocation import Invocation
from alcto_core.host.local import Gathering, gather
from alcto_core.host.plugins import Plugins, load_plugins


def gathered(invocation: Invocation, paths: Sequence[Path], plugins: Plugins | None = None) -> Gathering:
    """Rule files and those in folders, read and checked beside what is installed."""
    return gather(paths, invocation.folder.rules, (plugins or invocation.plugins()).library)


def plugins_with(invocation: Invocation, gathering: Gathering, *, instead: bool = False) -> Plugins:
    """The plugins as if the files were installed; `instead`: in the place of what has their ids, and called as the
    person calls them, since they are tried and not installed."""
    displaced = {file.key for file in gathering.files} if instead else set()
    shown = {file.name: file.shown for file in gathering.files} if instead else {}
    return plugins_as(invocation, dict(gathering.trial), displaced, shown)


def plugins_as(
    invocation: Invocation,
    trial: Mapping[str, bytes | None],
    displaced: Collection[tuple[str, str]] = (),
    shown: Mapping[str, str] | None = None,
) -> Plugins:
    """The plugins as if local rule files held other bytes, or (None) were not there."""
    return load_plugins(
        no_plugins=invocation.no_plugins,
        without=invocation.without,
        local_rules=invocation.folder.rules,
        trial=trial,
        displaced=displaced,
        shown=shown,
    )


def trial_words(gathering: Gathering) -> str:
    """That what follows is only a trial, with the files as the person named them."""
    return f"As if {' and '.join(file.shown for file in gathering.files)} were installed; nothing is changed."
