"""`alcto roster FOLDER`: many people's records in one table, the most in need first."""

from __future__ import annotations

from pathlib import Path

import click

from alcto_core import system
from alcto_core.cli.invocation import asked, date_option, json_option, records_options


@click.command()
@records_options
@date_option
@json_option
@click.option("--program", "programs", metavar="ID", multiple=True, help="Only this program (once for each).")
@click.option(
    "--csv", "sheet", metavar="FILE", type=click.Path(path_type=Path), help="Write a CSV file for a spreadsheet too."
)
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.pass_context
def command(ctx: click.Context, folder: Path, programs: tuple[str, ...], sheet: Path | None, as_json: bool) -> int:
    """Say who has met what, over a folder of many people's records folders or files, the most in need first.

    Names and standings only, nothing of anybody's log. Nothing in FOLDER is changed.
    """
    from alcto_core.cli import roster_page

    return roster_page.say(
        asked(ctx), system.path_meant(folder), programs, system.path_meant(sheet) if sheet else None, as_json=as_json
    )
