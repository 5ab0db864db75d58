"""`alcto new-plugin`: the rules of another state as an installable package, with cases and tests, to begin from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from alcto_core import system
from alcto_core.cli.invocation import asked, date_option, records_options
from alcto_core.cli.shape_options import shape_of, shape_options


@click.command()
@records_options
@date_option
@click.option("--like", metavar="RULE-SET", default="", help="Begin from an installed rule set and its cases.")
@click.option("--to", "folder", metavar="DIR", help="The folder to write it into, new or empty.")
@shape_options
@click.argument("name", metavar="NAME")
@click.pass_context
def command(ctx: click.Context, /, name: str, like: str, folder: str | None, **shape: Any) -> int:
    """Write a plugin as an installable package: rule set, list, cases, a test and a README.

    NAME is in small letters, digits and hyphens, such as ga-license. The package is written into a new folder
    alcto-NAME, or into DIR. It passes its own tests as it is; then write what your source says in the place of the
    example.
    """
    from alcto_core.cli import new_plugin_page

    if like and any(shape.values()):
        raise click.UsageError("--like takes the shape of the rule set that it names; leave the other options out.")
    target = system.path_meant(folder) if folder else Path(f"alcto-{name}")
    return new_plugin_page.write(asked(ctx), name, like, shape_of(shape), target)
