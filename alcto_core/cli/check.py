"""`alcto check`: the doctor. Silent when all is well."""

from __future__ import annotations

import click

from alcto_core.cli.invocation import asked, date_option, json_option, records_options


@click.command()
@records_options
@date_option
@json_option
@click.option("--all", "whole", is_flag=True, help="Tell everything that was looked at, the good too.")
@click.option("--accept", is_flag=True, help="Take files of proof and plugins as they are now from here on.")
@click.pass_context
def command(ctx: click.Context, as_json: bool, whole: bool, accept: bool) -> int:
    """Look after the records, the files of proof, rule sets, plugins, earlier states, the folder and the clock.

    Prints nothing when all is well. Ends with 3 for errors in the records file, with 1 for anything else that is to
    be put right, else with 0; what you may only want to know is printed and changes no exit status.
    """
    from alcto_core.cli import check_page

    return check_page.say(asked(ctx), as_json, whole, accept)
