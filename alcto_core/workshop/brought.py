"""What an installed plugin brings beside its rule files: hooks in Python, and cases to run after an upgrade."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import msgspec

from alcto_core.host.cases import case_files
from alcto_core.host.discovery import Found, installed_plugins
from alcto_core.host.loading import hooks_of
from alcto_core.problems import Refused
from alcto_core.text import nearest, plain


class Brought(msgspec.Struct, frozen=True, kw_only=True):
    """Hooks and cases of one plugin."""

    hooks: tuple[str, ...] = ()
    """Names of its hooks, once it has been imported; a plugin of data alone has none."""
    cases: tuple[Path, ...] = ()


def brought_by(plugin: Found) -> Brought:
    """What one installed plugin brings. Imports nothing of it."""
    cases = tuple(case for folder in folders_of(plugin) for case in case_files(folder / "cases"))
    return Brought(hooks=hooks_of(plugin), cases=cases)


def folders_of(plugin: Found) -> Iterator[Path]:
    """The folders of its package on disk; none where it lies in an archive."""
    spec = find_spec(plugin.module.partition(".")[0])
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place, *plugin.module.split(".")[1:])
        if folder.is_dir():
            yield folder


def installed_plugin(name: str) -> Found:
    """The installed plugin of a name. Raises `Refused` naming those that there are."""
    known = {plugin.name: plugin for plugin in installed_plugins()}
    if name not in known:
        near = nearest(name, list(known))
        hint = f"did you mean {near}?" if near else f"there are {', '.join(known)}."
        raise Refused(f"No plugin is called “{plain(name)}”; {hint}")
    return known[name]
