"""A new package of rules: written, and what to do with it next."""

from __future__ import annotations

import shlex
from pathlib import Path

from alcto_core.cli.invocation import Invocation
from alcto_core.host.local import installed
from alcto_core.numbers import counted
from alcto_core.workshop.plugin_package import lay_down, package
from alcto_core.workshop.shape import Shape


def write(invocation: Invocation, name: str, like: str, shape: Shape | None, folder: Path) -> int:
    """`alcto new-plugin NAME`: write the package, and say the next three commands."""
    page = invocation.page
    own = installed(invocation.folder.rules)
    made = package(name, shape or Shape(), invocation.plugins().library, invocation.on, like, own)
    lay_down(made, folder)
    page.did(f"The package {folder} is made.")
    page.say(str(folder))
    if made.left_out:
        few = counted(len(made.left_out), "case")
        page.aside(f"Left out, as they speak of {like} itself: {few} of it.")
    if any(like == file.word.id for file in own):
        page.aside(f"Once it is installed, take your own file out: `alcto rules remove {like}`.")
    page.aside("Write what your source says in the place of the example, then:")
    where = shlex.quote(str(folder))
    for line in (f"alcto rules --check {where}", f"alcto rules --cases {where}", f"python -m pip install -e {where}"):
        page.aside(f"  {line}")
    return 0
